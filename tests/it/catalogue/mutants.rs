//! Breaks each guard once. A guard whose loss the audit does not notice is a guard that may already be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use store::doctor::{self, Rule, State};
use tests::database::{Backend, Databases};

use super::{generated, violations};

/// Of the server's process that does it all, on a processor: by the clock it takes longer, the more other tests run beside it.
const TIME_MAX: Duration = Duration::from_secs(60);

/// What no catalogue can enumerate: the rule that has to notice, and the statement.
const BY_HAND: &[(&str, &str)] = &[
    ("R01", "CREATE TABLE tenant.forgotten (id uuid PRIMARY KEY, note text)"),
    ("R01", "CREATE TABLE jobs.forgotten (id uuid PRIMARY KEY)"),
    ("R04", "CREATE TABLE tenant.half (id uuid PRIMARY KEY)"),
    ("R04", "CREATE TABLE firm.half (firm_id text PRIMARY KEY)"),
    ("R05", "CREATE UNIQUE INDEX ON tenant.persons (email)"),
    ("R05", "CREATE UNIQUE INDEX ON tenant.persons (email, tenant_id)"),
    ("R07", "ALTER TABLE tenant.lots ADD COLUMN other uuid REFERENCES tenant.copro"),
    ("R07", "ALTER TABLE tenant.copro ADD FOREIGN KEY (tenant_id) REFERENCES firm.copros (tenant_id)"),
    ("R07", "ALTER TABLE jobs.jobs ADD COLUMN copro uuid REFERENCES tenant.copro"),
    ("R09", "CREATE TABLE tenant.logs (tenant_id uuid NOT NULL) PARTITION BY LIST (tenant_id)"),
    ("R10", "CREATE SCHEMA reports; CREATE TABLE reports.lots AS SELECT * FROM tenant.lots"),
    ("R10", "CREATE SCHEMA reports"),
    ("R10", "CREATE TABLE app.cache (id uuid PRIMARY KEY)"),
    ("R12", "CREATE POLICY wide ON jobs.jobs FOR SELECT TO koprogo_tenant USING (true)"),
    ("R13", "ALTER FUNCTION app.tenant_id() IMMUTABLE"),
    ("R13", "ALTER FUNCTION app.firm_id() IMMUTABLE"),
    ("R13", "ALTER FUNCTION app.tenant_id() VOLATILE"),
    ("R13", "ALTER FUNCTION app.tenant_id() SECURITY DEFINER"),
    ("R13", "ALTER FUNCTION app.tenant_id() PARALLEL UNSAFE"),
    ("R13", "ALTER FUNCTION app.firm_id() SET app.firm_id = ''"),
    (
        "R14",
        "CREATE OR REPLACE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
            RETURN nullif(current_setting('app.tenant_id', true), '')::uuid",
    ),
    (
        "R14",
        "CREATE OR REPLACE FUNCTION app.firm_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
            RETURN coalesce(current_setting('app.firm_id', true), current_setting('app.tenant_id'))::uuid",
    ),
    ("R20", "ALTER DEFAULT PRIVILEGES FOR ROLE koprogo_owner GRANT SELECT ON TABLES TO koprogo_app"),
    ("R20", "ALTER DEFAULT PRIVILEGES FOR ROLE koprogo_owner IN SCHEMA tenant GRANT SELECT ON TABLES TO PUBLIC"),
    ("R20", "ALTER DEFAULT PRIVILEGES FOR ROLE koprogo_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC"),
    ("R21", "CREATE ROLE koprogo_helper LOGIN"),
    ("R22", "CREATE ROLE somebody LOGIN; GRANT koprogo_owner TO somebody"),
    ("R22", "CREATE ROLE somebody LOGIN; GRANT koprogo_tenant TO somebody"),
    ("R23", "ALTER ROLE koprogo_app SET idle_in_transaction_session_timeout = 0"),
    ("R24", "ALTER ROLE ALL SET row_security = off"),
    ("R26", "CREATE FUNCTION app.everything() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM tenant.lots'"),
    ("R26", "CREATE FUNCTION public.everything() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM tenant.lots'"),
    ("R28", "CREATE FUNCTION app.anybody() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION app.anybody() TO PUBLIC"),
    ("R30", "CREATE FUNCTION public.harmless(text) RETURNS boolean LANGUAGE sql IMMUTABLE LEAKPROOF AS 'SELECT true'"),
    ("R31", "CREATE FUNCTION tenant.elsewhere() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
    ("R31", "CREATE FUNCTION app.machine(int4, int4) RETURNS int4 LANGUAGE internal AS 'int4pl'"),
    (
        "R32",
        "DROP TRIGGER entries_append_only ON tenant.entries;
         CREATE TRIGGER entries_append_only BEFORE UPDATE ON tenant.entries FOR EACH ROW EXECUTE FUNCTION app.refuse_change()",
    ),
    ("R32", "CREATE TRIGGER spy AFTER INSERT ON tenant.lots FOR EACH ROW EXECUTE FUNCTION app.refuse_change()"),
    ("R32", "ALTER TABLE tenant.entries DISABLE TRIGGER ALL"),
    ("R34", "CREATE PUBLICATION leak FOR ALL TABLES"),
    ("R34", "CREATE PUBLICATION leak FOR TABLE tenant.lots"),
    ("R34", "CREATE PUBLICATION koprogo_move FOR TABLE tenant.lots"),
    ("R34", "CREATE PUBLICATION koprogo_move FOR ALL TABLES; CREATE PUBLICATION koprogo_move_back FOR ALL TABLES"),
    (
        "R34",
        "CREATE SUBSCRIPTION koprogo_move CONNECTION 'host=nowhere.example' PUBLICATION koprogo_move, leak WITH (connect = false)",
    ),
    ("R34", "CREATE SUBSCRIPTION leak CONNECTION 'host=nowhere.example' PUBLICATION leak WITH (connect = false)"),
    ("R34", "CREATE FOREIGN DATA WRAPPER elsewhere; CREATE SERVER elsewhere FOREIGN DATA WRAPPER elsewhere"),
    ("R34", "SELECT lo_create(0)"),
    ("R35", "CREATE EXTENSION pageinspect"),
    ("R38", "GRANT SET ON PARAMETER session_replication_role TO koprogo_app"),
    ("R38", "GRANT SET ON PARAMETER session_replication_role TO PUBLIC"),
    ("R38", "GRANT ALTER SYSTEM ON PARAMETER log_statement TO koprogo_owner"),
];

/// What deploy/scripts/move-to-cluster.sh makes at a side: the one way out that is no leak.
const MOVE: &str = "CREATE PUBLICATION koprogo_move FOR ALL TABLES;
    CREATE SUBSCRIPTION koprogo_move_back CONNECTION 'host=nowhere.example' PUBLICATION koprogo_move WITH (connect = false)";

/// The version of the server cannot be changed to see whether its rule notices.
const NOT_MUTATED: &[&str] = &["R36"];

#[test]
fn every_broken_guard_is_noticed() {
    tests::run(async |world| {
        // A database of its own: what is broken here is locked until it is rolled back.
        let databases = Databases::fresh(&world.cluster, "koprogo_mutants").await;
        let mut administrator = databases.administrator().await;
        assert_eq!(violations(&mut administrator).await, Vec::<String>::new(), "the baseline is clean");
        let (backend, begun) = (Backend::of(&mut administrator).await, Instant::now());
        let spent_before = backend.spent();
        let rules: BTreeMap<&str, &'static Rule> = doctor::rules().map(|rule| (rule.id, rule)).collect();
        let mutants = mutants(&mut administrator).await;
        let (mut survivors, mut asked) = (Vec::new(), BTreeSet::new());
        for (id, mutant) in &mutants {
            asked.insert(id.as_str());
            survivors.extend(survival(&mut administrator, rules[id.as_str()], mutant).await);
        }
        let (took, spent) = (begun.elapsed(), backend.spent() - spent_before);
        let moved = survival(&mut administrator, rules["R34"], MOVE).await;
        assert!(moved.as_ref().is_some_and(|why| why.ends_with("Ok(Kept)")), "{moved:?}");
        assert!(
            survivors.is_empty(),
            "{} of {} survive:\n{}",
            survivors.len(),
            mutants.len(),
            survivors.join("\n")
        );
        let unproven: Vec<&&str> =
            rules.keys().filter(|id| !asked.contains(**id) && !NOT_MUTATED.contains(id)).collect();
        assert!(unproven.is_empty(), "no mutant breaks {unproven:?}");
        assert!(mutants.len() > 1_500, "only {} mutants", mutants.len());
        assert_eq!(violations(&mut administrator).await, Vec::<String>::new(), "nothing of it stays");
        println!(
            "audit: {0} mutants, {0} noticed, in {took:.1?}, {spent:.1?} of them the server's",
            mutants.len()
        );
        assert!(spent < TIME_MAX, "{spent:?}");
    });
}

async fn mutants(connection: &mut PgConnection) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        BY_HAND.iter().map(|(rule, mutant)| ((*rule).to_owned(), (*mutant).to_owned())).collect();
    for query in generated::QUERIES {
        let made: Vec<(String, String)> = sqlx::query_as(*query)
            .fetch_all(&mut *connection)
            .await
            .unwrap_or_else(|e| panic!("{query}: {e}"));
        assert!(!made.is_empty(), "{query} makes nothing");
        all.extend(made);
    }
    all
}

/// Why the rule that is there for it did not notice, if so. Every other rule is silent about the unbroken schema, so none is asked.
async fn survival(connection: &mut PgConnection, rule: &'static Rule, mutant: &str) -> Option<String> {
    let mut transaction = connection.begin().await.expect("a transaction");
    let broken = sqlx::raw_sql(AssertSqlSafe(mutant.to_owned())).execute(&mut *transaction).await;
    let survived = match broken {
        Err(error) => Some(format!("cannot be done: {error}")),
        Ok(_) => match doctor::look(rule, &mut transaction).await {
            Ok(State::Broken(_)) => None,
            other => Some(format!("{other:?}")),
        },
    };
    transaction.rollback().await.expect("a rollback");
    survived.map(|why| format!("{}: {mutant}: {why}", rule.id))
}
