//! How PostgreSQL finds rows. Every statement of the store, and every statement inside the functions of the database, is planned as it runs: in its
//! role, under row-level security, once for all callers (a generic plan), among many copros and firms. Each must find its rows through an index
//! that leads with the scope, so that a copro costs the same whether there are a hundred or fifty thousand beside it. What does otherwise
//! stands in `exceptions`, with its reason, and goes from there when it is no longer true.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tests::database::Databases;
use tests::{World, run};
use tokio::sync::OnceCell;

use crate::statements::{self, OWNER, Statement};

mod exceptions;
mod functions;
mod plan;

use exceptions::Reviewed;

/// The scope that statements are planned in: one of the firms of `seed.sql`, and one of its copros.
const FIRM: &str = "md5('firm1')::uuid";
const COPRO: &str = "md5(md5('firm1') || '/1')::uuid";

/// A database of many copros, which nobody writes to.
async fn crowded(world: &World) -> &'static Databases {
    static CROWDED: OnceCell<Databases> = OnceCell::const_new();
    let made = async || {
        let databases = Databases::fresh(&world.cluster, "koprogo_test_plans").await;
        let mut administrator = databases.administrator().await;
        sqlx::raw_sql(include_str!("seed.sql")).execute(&mut administrator).await.expect("seed.sql");
        databases
    };
    CROWDED.get_or_init(made).await
}

#[test]
fn every_statement_finds_its_rows_through_its_scope() {
    run(async |world| {
        let databases = crowded(world).await;
        let mut logins = Logins::of(databases).await;
        let mut reviewed = Reviewed::of_statements();
        let mut planned = 0;
        for Statement { file, text, roles } in statements::all() {
            let mut plans = 0;
            for role in roles {
                let Some(found) = explain(logins.of_role(role), role, &text).await else { continue };
                plans += 1;
                let scoped = ["koprogo_tenant", "koprogo_firm"].contains(role);
                let mut findings = plan::findings(&found, scoped);
                findings.extend(plan::paging(&found, &text));
                findings.into_iter().for_each(|finding| reviewed.note(&file, finding, &text));
            }
            assert!(plans > 0, "{file}: no role plans {text}");
            planned += plans;
        }
        assert!(planned > 500, "only {planned} plans were read");
        reviewed.assert_complete();
    });
}

#[test]
fn every_function_finds_its_rows_through_its_scope() {
    run(async |world| {
        let databases = crowded(world).await;
        let mut reviewed = Reviewed::of_functions();
        let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for call in functions::calls() {
            let told = functions::watch(databases, &call).await;
            for (plan, query) in &told.plans {
                let findings = plan::findings(plan, false);
                findings.into_iter().for_each(|finding| reviewed.note(&call.name(), finding, query));
            }
            for function in told.functions {
                let tables = told.plans.iter().flat_map(|(plan, _)| plan::tables(plan));
                seen.entry(function).or_default().extend(tables);
            }
        }
        reviewed.assert_complete();
        // Nothing is left out: a function whose body names a table was seen to look into it.
        let mut unseen: BTreeSet<String> = BTreeSet::new();
        for (function, tables) in functions::with_tables(databases).await {
            let looked_into = seen.get(&function).cloned().unwrap_or_default();
            let missing = tables.difference(&looked_into).map(|table| format!("{function} {table}"));
            unseen.extend(missing);
        }
        let expected = exceptions::UNSEEN.iter().map(|(what, _)| (*what).to_owned());
        assert_eq!(unseen, expected.collect(), "a call is missing in functions.rs");
    });
}

/// What an index costs is paid with every row that is written.
#[test]
fn no_index_is_the_beginning_of_another() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let found: Vec<String> = sqlx::query_scalar(
            "SELECT format('%s begins %s', s.indexrelid::regclass, l.indexrelid::regclass)
               FROM pg_index s JOIN pg_index l ON l.indrelid = s.indrelid AND l.indexrelid <> s.indexrelid
               JOIN pg_class c ON c.oid = s.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname IN ('tenant', 'firm', 'identity', 'jobs', 'billing', 'quota', 'ops') AND NOT s.indisunique
                AND s.indexprs IS NULL AND l.indexprs IS NULL AND s.indpred IS NULL AND l.indpred IS NULL
                AND (l.indkey::text || ' ') LIKE (s.indkey::text || ' %') AND NOT l.indisexclusion ORDER BY 1",
        )
        .fetch_all(&mut owner)
        .await
        .expect("a list of indexes");
        assert_eq!(found, [""; 0]);
    });
}

/// As the server, the operators' listener and the command line log in.
struct Logins {
    app: PgConnection,
    operator: PgConnection,
    owner: PgConnection,
}

impl Logins {
    async fn of(databases: &Databases) -> Logins {
        Logins {
            app: databases.app().await,
            operator: databases.operator().await,
            owner: databases.owner().await,
        }
    }

    fn of_role(&mut self, role: &str) -> &mut PgConnection {
        match role {
            OWNER => &mut self.owner,
            "koprogo_ops" | "koprogo_support" => &mut self.operator,
            _ => &mut self.app,
        }
    }
}

/// The plan that serves every caller. Nothing when the role may not send the statement.
async fn explain(login: &mut PgConnection, role: &str, statement: &str) -> Option<Value> {
    let mut transaction = login.begin().await.expect("a transaction");
    let enter = format!(
        "SET LOCAL plan_cache_mode = force_generic_plan;
         SELECT set_config('role', '{role}', true), set_config('app.tenant_id', ({COPRO})::text, true),
                set_config('app.firm_id', ({FIRM})::text, true)"
    );
    sqlx::raw_sql(AssertSqlSafe(enter)).execute(&mut *transaction).await.expect("the role is taken");
    let prepare = sqlx::raw_sql(AssertSqlSafe(format!("PREPARE planned AS {statement}")));
    let mut plan = None;
    if prepare.execute(&mut *transaction).await.is_ok() {
        let nulls = statements::nulls(statement);
        let explain = format!("EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE planned{nulls}");
        let row = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(&mut *transaction).await;
        plan = row.ok().map(|row| row.get::<Value, _>(0)[0]["Plan"].clone());
    }
    transaction.rollback().await.expect("a rollback");
    sqlx::raw_sql("DEALLOCATE ALL").execute(login).await.expect("what was prepared is forgotten");
    plan
}

/// A function in SQL with settings of its own is never inlined: it is parsed and planned by every statement that calls it, which costs more than most of
/// them do. What runs with requests is written in PL/pgSQL, which keeps its plans for as long as the connection lives.
#[test]
fn functions_that_run_with_requests_keep_their_plans() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let found: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT 'app.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
              CROSS JOIN aclexplode(p.proacl) a
              WHERE n.nspname = 'app' AND l.lanname = 'sql' AND p.proconfig IS NOT NULL AND a.privilege_type = 'EXECUTE'
                AND a.grantee::regrole::text IN ('koprogo_app', 'koprogo_identity', 'koprogo_firm', 'koprogo_tenant') ORDER BY 1",
        )
        .fetch_all(&mut owner)
        .await
        .expect("a list of functions");
        let rare: Vec<&str> = exceptions::RARE.iter().map(|(function, _)| *function).collect();
        assert_eq!(found, rare);
    });
}

/// What PostgreSQL spends on each line of `calls.txt`, planned and unplanned:
/// `cargo test -p tests --test it -- --ignored --nocapture plans::what_each_function_costs`
#[test]
#[ignore = "a measurement: it says nothing on a busy machine"]
fn what_each_function_costs() {
    run(async |world| {
        let databases = crowded(world).await;
        for call in functions::calls() {
            if let Some(cost) = functions::cost(databases, &call).await {
                println!("{cost:>8.1} µs  {}", call.name());
            }
        }
    });
}
