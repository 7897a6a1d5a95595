use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// What a migration run did.
#[derive(Debug)]
pub struct Migrated {
    pub applied: usize,
    pub total: usize,
    /// A later release has migrated it before: there was nothing to do.
    pub later: bool,
}

/// Applies what is missing, as the owner role, then drops the connection: no process that serves requests keeps it.
pub async fn migrate(owner_url: &str) -> Result<Migrated, sqlx::migrate::MigrateError> {
    let address: PgConnectOptions = owner_url.parse()?;
    let pool = PgPoolOptions::new().max_connections(1).connect_with(address).await?;
    let total = MIGRATIONS.iter().count();
    let before = applied(&pool).await?.unwrap_or(0);
    // Whoever goes back to the release before keeps the schema: it was only added to.
    if before > total {
        return Ok(Migrated { applied: 0, total, later: true });
    }
    MIGRATIONS.run(&pool).await?;
    // The server itself has to see whether it is behind, and nothing else of this table.
    sqlx::query("GRANT SELECT ON public._sqlx_migrations TO koprogo_app, koprogo_operator")
        .execute(&pool)
        .await?;
    sqlx::query("GRANT USAGE ON SCHEMA public TO koprogo_app, koprogo_operator").execute(&pool).await?;
    pool.close().await;
    Ok(Migrated { applied: total.saturating_sub(before), total, later: false })
}

/// Migrations this program knows and the database lacks; `None` when the schema was never created.
pub async fn pending_migrations(pool: &PgPool) -> Result<Option<usize>, sqlx::Error> {
    Ok(applied(pool).await?.map(|done| MIGRATIONS.iter().count().saturating_sub(done)))
}

/// Whether a later release has migrated the database, and this one has been started again since.
pub(crate) async fn is_newer(pool: &PgPool) -> Result<bool, sqlx::Error> {
    Ok(applied(pool).await?.is_some_and(|done| done > MIGRATIONS.iter().count()))
}

async fn applied(pool: &PgPool) -> Result<Option<usize>, sqlx::Error> {
    let exists: bool = sqlx::query_scalar("SELECT to_regclass('public._sqlx_migrations') IS NOT NULL")
        .fetch_one(pool)
        .await?;
    if !exists {
        return Ok(None);
    }
    let done: i64 = sqlx::query_scalar("SELECT count(*) FROM public._sqlx_migrations WHERE success")
        .fetch_one(pool)
        .await?;
    Ok(Some(usize::try_from(done).unwrap_or(0)))
}
