//! Breaks each guard once. A guard whose loss the audit does not notice is a guard that may already be lost.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tests::database::{Databases, tables};

use super::violations;

/// Ways to lose the guard of one table.
const OF_EACH_TABLE: &[&str] = &[
    "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY scope ON {table}",
    "DROP POLICY floor ON {table}",
    "CREATE POLICY wide ON {table} FOR SELECT USING (true)",
    "ALTER POLICY scope ON {table} USING (true)",
    "ALTER POLICY floor ON {table} TO PUBLIC",
    "GRANT TRUNCATE ON {table} TO koprogo_{schema}",
    "GRANT SELECT ON {table} TO koprogo_app",
    "GRANT SELECT ON {table} TO PUBLIC",
    "GRANT SELECT ON {table} TO koprogo_worker",
    "ALTER TABLE {table} OWNER TO koprogo_app",
    "CREATE MATERIALIZED VIEW {schema}.copy AS SELECT * FROM {table}",
    "CREATE VIEW {schema}.window AS SELECT * FROM {table}",
    "CREATE UNIQUE INDEX ON {table} ((1))",
    "CREATE RULE silent AS ON DELETE TO {table} DO INSTEAD NOTHING",
];

/// Everything else that isolation and the ledger rest on.
const OF_THE_DATABASE: &[&str] = &[
    "CREATE TABLE tenant.forgotten (id uuid PRIMARY KEY, note text)",
    "CREATE TABLE tenant.half (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id))",
    "CREATE TABLE jobs.forgotten (id uuid PRIMARY KEY)",
    "ALTER TABLE tenant.lots ADD COLUMN other uuid REFERENCES tenant.copro",
    "ALTER TABLE tenant.keys DROP CONSTRAINT keys_pkey CASCADE; ALTER TABLE tenant.keys ALTER COLUMN tenant_id DROP NOT NULL",
    "ALTER TABLE tenant.lots ADD CONSTRAINT everywhere UNIQUE (code)",
    "CREATE UNIQUE INDEX ON tenant.persons (email)",
    "ALTER TABLE jobs.jobs DISABLE ROW LEVEL SECURITY",
    "DROP POLICY tenant_scope ON jobs.jobs",
    "ALTER POLICY identity_enqueues ON jobs.jobs WITH CHECK (true)",
    "CREATE POLICY wide ON jobs.jobs FOR SELECT TO koprogo_tenant USING (true)",
    "ALTER FUNCTION app.tenant_id() IMMUTABLE",
    "ALTER FUNCTION app.firm_id() IMMUTABLE",
    "ALTER FUNCTION app.tenant_id() SECURITY DEFINER",
    "ALTER FUNCTION app.resolve_copro(uuid, text) RESET search_path",
    "GRANT EXECUTE ON FUNCTION app.resolve_copro(uuid, text) TO PUBLIC",
    "CREATE FUNCTION app.everything() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM tenant.lots'",
    "ALTER ROLE koprogo_app BYPASSRLS",
    "ALTER ROLE koprogo_app INHERIT",
    "ALTER ROLE koprogo_tenant LOGIN",
    "ALTER ROLE koprogo_tenant CREATEROLE",
    "GRANT koprogo_owner TO koprogo_app",
    "GRANT koprogo_firm TO koprogo_tenant",
    "REVOKE koprogo_worker FROM koprogo_app",
    "GRANT CREATE ON SCHEMA tenant TO koprogo_tenant",
    "GRANT CREATE ON SCHEMA public TO PUBLIC",
    "GRANT UPDATE ON tenant.entries TO koprogo_tenant",
    "GRANT DELETE ON tenant.entry_lines TO koprogo_tenant",
    "ALTER TABLE tenant.entries DISABLE TRIGGER entries_append_only",
    "ALTER TABLE tenant.entry_lines DISABLE TRIGGER entry_lines_balance",
    "DROP TRIGGER entries_year_open ON tenant.entries",
    "DROP TRIGGER key_weights_frozen ON tenant.key_weights",
    "CREATE PUBLICATION leak FOR ALL TABLES",
    "GRANT SELECT ON tenant.lots TO koprogo_tenant WITH GRANT OPTION",
];

#[test]
fn every_broken_guard_is_noticed() {
    tests::run(async |world| {
        // A database of its own: what is broken here is locked until it is rolled back.
        let databases = Databases::fresh(&world.cluster, "koprogo_mutants").await;
        let mut administrator = databases.administrator().await;
        assert_eq!(violations(&mut administrator).await, Vec::<String>::new(), "the baseline is clean");
        let mut tried = 0;
        let mut survivors = Vec::new();
        for mutant in mutants(&mut administrator).await {
            tried += 1;
            if !is_noticed(&mut administrator, &mutant).await {
                survivors.push(mutant);
            }
        }
        assert_eq!(survivors, Vec::<String>::new(), "of {tried} mutants");
        assert!(tried > 300, "only {tried} mutants");
        println!("{tried} mutants, all noticed");
    });
}

async fn mutants(connection: &mut PgConnection) -> Vec<String> {
    let mut all: Vec<String> = OF_THE_DATABASE.iter().map(|mutant| (*mutant).to_owned()).collect();
    for schema in ["tenant", "firm"] {
        for table in tables(connection, schema).await {
            let named = |mutant: &&str| mutant.replace("{table}", &table).replace("{schema}", schema);
            all.extend(OF_EACH_TABLE.iter().map(named));
        }
    }
    all
}

async fn is_noticed(connection: &mut PgConnection, mutant: &str) -> bool {
    let mut transaction = connection.begin().await.expect("a transaction");
    sqlx::raw_sql(AssertSqlSafe(mutant.to_owned()))
        .execute(&mut *transaction)
        .await
        .unwrap_or_else(|error| panic!("{mutant}: {error}"));
    let noticed = !violations(&mut transaction).await.is_empty();
    transaction.rollback().await.expect("a rollback");
    noticed
}
