//! The database holds the line by itself: every table and verb, without a scope and in another copro's; and the ledger refuses to be changed.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tests::database::tables;
use tests::{Building, Firm, run};
use uuid::Uuid;

const SCHEMAS: [&str; 4] = ["identity", "firm", "tenant", "jobs"];

/// SQLSTATE of "permission denied" and of a row-level security violation alike.
const INSUFFICIENT_PRIVILEGE: &str = "42501";

async fn code_of(connection: &mut PgConnection, statement: &str) -> Option<String> {
    let mut transaction = connection.begin().await.expect("a transaction");
    let outcome = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *transaction).await;
    transaction.rollback().await.expect("a rollback");
    outcome.err().and_then(|error| error.as_database_error()?.code().map(|code| code.into_owned()))
}

/// Rows touched by a statement in the scope of `tenant`, or the SQLSTATE it was refused with. Nothing stays.
async fn in_scope(connection: &mut PgConnection, tenant: Uuid, statement: &str) -> Result<u64, String> {
    let mut transaction = connection.begin().await.expect("a transaction");
    sqlx::query("SELECT set_config('role', 'koprogo_tenant', true), set_config('app.tenant_id', $1, true)")
        .bind(tenant.to_string())
        .execute(&mut *transaction)
        .await
        .expect("the scope is entered");
    let outcome = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *transaction).await;
    transaction.rollback().await.expect("a rollback");
    outcome.map(|done| done.rows_affected()).map_err(|error| {
        let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
        code.unwrap_or_else(|| panic!("{statement}: {error}"))
    })
}

/// The SQLSTATE with which a commit is refused: some rules look at the transaction as a whole.
async fn at_commit(connection: &mut PgConnection, tenant: Uuid, statement: &str) -> Option<String> {
    let mut transaction = connection.begin().await.expect("a transaction");
    sqlx::query("SELECT set_config('role', 'koprogo_tenant', true), set_config('app.tenant_id', $1, true)")
        .bind(tenant.to_string())
        .execute(&mut *transaction)
        .await
        .expect("the scope is entered");
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut *transaction)
        .await
        .expect("accepted until the commit");
    let refused = transaction.commit().await.err()?;
    refused.as_database_error()?.code().map(|code| code.into_owned())
}

#[test]
fn without_a_scope_every_table_is_closed() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let mut app = world.databases.app().await;
        let mut tried = 0;
        for schema in SCHEMAS {
            for table in tables(&mut owner, schema).await {
                for statement in [
                    format!("SELECT 1 FROM {table}"),
                    format!("DELETE FROM {table}"),
                    format!("TRUNCATE {table}"),
                ] {
                    assert_eq!(
                        code_of(&mut app, &statement).await.as_deref(),
                        Some(INSUFFICIENT_PRIVILEGE),
                        "{statement}"
                    );
                    tried += 1;
                }
            }
        }
        assert!(tried > 70, "only {tried} statements");
    });
}

#[test]
fn a_scope_that_was_left_raises_instead_of_showing_nothing() {
    run(async |world| {
        let mut app = world.databases.app().await;
        let taken_without_copro = "SELECT set_config('role', 'koprogo_tenant', false)";
        sqlx::query(taken_without_copro).execute(&mut app).await.expect("the role is taken");
        let never_set = sqlx::query("SELECT 1 FROM tenant.lots").fetch_all(&mut app).await;
        assert!(never_set.is_err(), "no copro was ever named");
        sqlx::query("SELECT set_config('app.tenant_id', '', false)")
            .execute(&mut app)
            .await
            .expect("as a commit leaves it");
        let stale = sqlx::query("SELECT 1 FROM tenant.lots").fetch_all(&mut app).await;
        assert!(stale.is_err(), "the copro of the transaction before is gone");
    });
}

#[test]
fn no_verb_reaches_another_copros_rows_in_any_table() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let mine = Building::active(&firm, "Résidence Une").await.furnish().await.building.tenant();
        let theirs = Building::active(&firm, "Résidence Deux").await.furnish().await.building.tenant();
        let mut owner = world.databases.owner().await;
        let mut app = world.databases.app().await;
        let mut names = tables(&mut owner, "tenant").await;
        names.push("jobs.jobs".to_owned());
        for table in names {
            let row: Option<String> = sqlx::query_scalar(AssertSqlSafe(format!(
                "SELECT to_jsonb(t)::text FROM {table} t WHERE tenant_id = $1 LIMIT 1"
            )))
            .bind(theirs)
            .fetch_optional(&mut owner)
            .await
            .expect("the owner looks");
            let row = row.unwrap_or_else(|| panic!("{table} holds nothing: furnish it"));
            nothing_is_touched(&mut app, mine, theirs, &table).await;
            let copy = format!(
                "INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, '{}'::jsonb)).*",
                row.replace('\'', "''")
            );
            assert_eq!(
                in_scope(&mut app, mine, &copy).await,
                Err(INSUFFICIENT_PRIVILEGE.to_owned()),
                "insert into {table}"
            );
        }
    });
}

async fn nothing_is_touched(app: &mut PgConnection, mine: Uuid, theirs: Uuid, table: &str) {
    let statements = [
        format!("SELECT 1 FROM {table} WHERE tenant_id = '{theirs}'"),
        format!("UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = '{theirs}'"),
        format!("UPDATE {table} SET tenant_id = '{theirs}'"),
        format!("DELETE FROM {table} WHERE tenant_id = '{theirs}'"),
    ];
    for statement in statements {
        match in_scope(app, mine, &statement).await {
            Ok(touched) => assert_eq!(touched, 0, "{statement}"),
            Err(code) => assert!(
                matches!(code.as_str(), INSUFFICIENT_PRIVILEGE | "23000" | "23503"),
                "{statement} was refused with {code}"
            ),
        }
    }
}

#[test]
fn a_posted_entry_cannot_be_changed_by_anybody() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let tenant = Building::active(&firm, "Résidence du Registre").await.furnish().await.building.tenant();
        let mut owner = world.databases.owner().await;
        let mut app = world.databases.app().await;
        for statement in [
            format!("UPDATE tenant.entries SET description = 'autre' WHERE tenant_id = '{tenant}'"),
            format!("DELETE FROM tenant.entries WHERE tenant_id = '{tenant}'"),
            format!(
                "UPDATE tenant.entry_lines SET amount_cents = amount_cents + 1 WHERE tenant_id = '{tenant}'"
            ),
            format!("DELETE FROM tenant.entry_lines WHERE tenant_id = '{tenant}'"),
        ] {
            let refused = in_scope(&mut app, tenant, &statement).await;
            assert_eq!(refused, Err(INSUFFICIENT_PRIVILEGE.to_owned()), "the application: {statement}");
            assert_eq!(
                code_of(&mut owner, &statement).await.as_deref(),
                Some("23000"),
                "the owner: {statement}"
            );
        }
    });
}

#[test]
fn an_entry_that_does_not_balance_or_lies_in_no_open_year_is_refused() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let tenant =
            Building::active(&firm, "Résidence de la Balance").await.furnish().await.building.tenant();
        let mut app = world.databases.app().await;
        let entry = |date: &str| {
            format!(
                "WITH entry AS (INSERT INTO tenant.entries (id, journal, number, fiscal_year_id, entry_date, description, voucher_kind,
                                       voucher_id, posted_by)
                     SELECT gen_random_uuid(), 'misc', gen_random_uuid()::text, y.id, '{date}', 'essai', 'receipt', gen_random_uuid(),
                            gen_random_uuid()
                       FROM (SELECT id FROM tenant.fiscal_years ORDER BY starts_on DESC LIMIT 1) y RETURNING id)"
            )
        };
        let year: i32 = world.today().year();
        let today = format!("{year}-06-30");
        let unbalanced = format!(
            "{} INSERT INTO tenant.entry_lines (entry_id, line, account, amount_cents)
             SELECT id, line, '41010', cents FROM entry, (VALUES (1, 100), (2, -99)) AS l (line, cents)",
            entry(&today)
        );
        assert_eq!(in_scope(&mut app, tenant, &unbalanced).await, Err("23514".to_owned()));
        let without_lines = format!("{} SELECT 1 FROM entry", entry(&today));
        assert_eq!(at_commit(&mut app, tenant, &without_lines).await.as_deref(), Some("23514"));
        let elsewhere = format!("{} SELECT 1 FROM entry", entry("1999-01-01"));
        assert_eq!(in_scope(&mut app, tenant, &elsewhere).await, Err("23514".to_owned()));
    });
}
