//! Ways into the database beside the application, and pictures of what is in it.

use std::collections::BTreeMap;
use std::time::Duration;

use cluster::Cluster;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Row};
use store::Store;
use store::ops::OpsStore;
use uuid::Uuid;

use crate::world::administrator_url;

/// One database, as each kind of login sees it.
#[derive(Clone)]
pub struct Databases {
    app_url: String,
    operator_url: String,
    owner_url: String,
    administrator_url: String,
}

impl Databases {
    /// Creates the database, empty.
    pub(crate) fn new(cluster: &Cluster, name: &str) -> Databases {
        assert!(cluster.create_database(name, "koprogo_owner").expect("a database"), "{name} exists already");
        Databases {
            app_url: cluster.url("koprogo_app", name).expect("koprogo_app has a password"),
            operator_url: cluster.url("koprogo_operator", name).expect("koprogo_operator has a password"),
            owner_url: cluster.url("koprogo_owner", name).expect("koprogo_owner has a password"),
            administrator_url: administrator_url(cluster, name),
        }
    }

    pub(crate) async fn migrate(&self) {
        let done = store::migrate(&self.owner_url).await.expect("migrations");
        assert!(done.applied > 0 && done.applied == done.total, "{done:?}");
        let again = store::migrate(&self.owner_url).await.expect("migrating twice");
        assert_eq!(again.applied, 0, "the second run finds nothing to do");
    }

    /// The application's own way in, with a pool of its own.
    pub async fn store_with(&self, connections_max: u32, sharing: store::Sharing) -> Store {
        let url = self.app_url.clone();
        let options =
            store::Options { url, read_url: None, connections_max, acquire_timeout_ms: 3_000, sharing };
        Store::connect(&options).await.expect("the store opens")
    }

    pub async fn store(&self) -> Store {
        let options = store::Options {
            url: self.app_url.clone(),
            read_url: None,
            connections_max: 20,
            acquire_timeout_ms: 20_000,
            sharing: store::Sharing { each_max: None, wait_ms: 20_000 },
        };
        Store::connect(&options).await.expect("the store opens")
    }

    pub(crate) async fn ops_store(&self) -> OpsStore {
        let options = store::Options {
            url: self.operator_url.clone(),
            read_url: None,
            connections_max: 10,
            acquire_timeout_ms: 20_000,
            sharing: store::Sharing { each_max: None, wait_ms: 20_000 },
        };
        OpsStore::connect(&options).await.expect("the operators' store opens")
    }

    /// What the whole suite rests on: the application's login can see past no policy.
    pub(crate) async fn assert_powerless(&self) {
        let mut app = self.app().await;
        let row = sqlx::query(
            "SELECT current_user::text AS who, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolinherit AS mighty,
                    pg_has_role(current_user, 'koprogo_owner', 'MEMBER') AS owner FROM pg_roles WHERE rolname = current_user",
        )
        .fetch_one(&mut app)
        .await
        .expect("the login looks at itself");
        let powers = (row.get::<String, _>("who"), row.get::<bool, _>("mighty"), row.get::<bool, _>("owner"));
        assert_eq!(powers, ("koprogo_app".to_owned(), false, false));
    }

    /// As the running server logs in.
    pub async fn app(&self) -> PgConnection {
        PgConnection::connect(&self.app_url).await.expect("koprogo_app logs in")
    }

    /// As the operators' listener logs in.
    pub async fn operator(&self) -> PgConnection {
        PgConnection::connect(&self.operator_url).await.expect("koprogo_operator logs in")
    }

    /// As migrations log in: sees every row.
    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect(&self.owner_url).await.expect("koprogo_owner logs in")
    }

    /// The superuser of the test cluster, for breaking things on purpose.
    pub async fn administrator(&self) -> PgConnection {
        PgConnection::connect(&self.administrator_url).await.expect("the administrator logs in")
    }

    pub fn app_url(&self) -> &str {
        &self.app_url
    }

    pub fn owner_url(&self) -> &str {
        &self.owner_url
    }
}

/// A table, as `schema.name`.
pub async fn tables(connection: &mut PgConnection, schema: &str) -> Vec<String> {
    let rows = sqlx::query_scalar(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') ORDER BY 1",
    );
    rows.bind(schema).fetch_all(connection).await.expect("a list of tables")
}

/// Everything the database holds of one copro: the number of rows and a hash of their content, by table. Background work that only
/// repeats itself (the time a summary was refreshed) is left out.
pub type Snapshot = BTreeMap<String, (i64, String)>;

pub async fn snapshot(connection: &mut PgConnection, tenant: Uuid) -> Snapshot {
    let mut names = tables(connection, "tenant").await;
    names.extend(["firm.copros".to_owned(), "jobs.jobs".to_owned()]);
    let parts: Vec<String> = names
        .iter()
        .map(|table| {
            format!(
                "SELECT '{table}' AS name, count(*) AS rows,
                        coalesce(md5(string_agg(row, E'\\n' ORDER BY row)), '') AS hash
                   FROM (SELECT (to_jsonb(t) - 'updated_at')::text AS row FROM {table} t WHERE t.tenant_id = $1) AS content"
            )
        })
        .collect();
    let statement = AssertSqlSafe(parts.join(" UNION ALL "));
    let rows = sqlx::query(statement).bind(tenant).fetch_all(connection).await.expect("a snapshot");
    rows.iter().map(|row| (row.get("name"), (row.get("rows"), row.get("hash")))).collect()
}

/// Holds the counters of a copro, so that whoever posts there waits, until [`release`].
pub async fn hold(connection: &mut PgConnection, tenant: &str) {
    let tenant: Uuid = tenant.parse().expect("an id");
    sqlx::query("BEGIN").execute(&mut *connection).await.expect("a transaction");
    sqlx::query("SELECT FROM tenant.counters WHERE tenant_id = $1 FOR UPDATE")
        .bind(tenant)
        .execute(connection)
        .await
        .expect("the counters are held");
}

pub async fn release(mut connection: PgConnection) {
    sqlx::query("ROLLBACK").execute(&mut connection).await.expect("a rollback");
}

/// What differs between two snapshots, in words; empty when nothing does.
pub fn changes(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let changed = after.iter().filter(|(table, content)| before.get(*table) != Some(content));
    changed
        .map(|(table, (rows, _))| {
            format!("{table}: {} rows before, {rows} after", before.get(table).map_or(0, |b| b.0))
        })
        .collect()
}

/// What a transaction enters before its statement.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// Nothing: the rights of whoever is connected.
    Login,
    Tenant(Uuid),
    Firm(Uuid),
    /// A role without any copro or firm.
    Role(&'static str),
}

impl Scope {
    fn settings(self) -> Option<(&'static str, String, String)> {
        let id = |id: Uuid| id.to_string();
        match self {
            Scope::Login => None,
            Scope::Tenant(tenant) => Some(("koprogo_tenant", id(tenant), String::new())),
            Scope::Firm(firm) => Some(("koprogo_firm", String::new(), id(firm))),
            Scope::Role(role) => Some((role, String::new(), String::new())),
        }
    }
}

/// Rows that a statement touches in a scope, or the SQLSTATE it is refused with. Rolled back either way.
pub async fn attempt(connection: &mut PgConnection, scope: Scope, statement: &str) -> Result<u64, String> {
    let mut transaction = connection.begin().await.expect("a transaction");
    if let Some((role, tenant, firm)) = scope.settings() {
        sqlx::query(
            "SELECT set_config('role', $1, true), set_config('app.tenant_id', $2, true), set_config('app.firm_id', $3, true)",
        )
        .bind(role)
        .bind(tenant)
        .bind(firm)
        .execute(&mut *transaction)
        .await
        .expect("the scope is entered");
    }
    let outcome = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *transaction).await;
    transaction.rollback().await.expect("a rollback");
    outcome.map(|done| done.rows_affected()).map_err(|error| {
        let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
        code.unwrap_or_else(|| panic!("{statement}: {error}"))
    })
}

/// The server's process behind a connection.
pub struct Backend(i32);

impl Backend {
    pub async fn of(connection: &mut PgConnection) -> Backend {
        let pid =
            sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(connection).await.expect("a process");
        Backend(pid)
    }

    /// Time it has had on a processor so far, which is the same however busy the machine is with other things.
    pub fn spent(&self) -> Duration {
        let account =
            std::fs::read_to_string(format!("/proc/{}/schedstat", self.0)).expect("Linux keeps account");
        let spent = account.split(' ').next().and_then(|spent| spent.parse().ok()).expect("nanoseconds");
        Duration::from_nanos(spent)
    }
}
