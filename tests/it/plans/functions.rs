//! The statements inside the functions of the database, planned by calling them: PostgreSQL's `auto_explain` tells the plan of each, those of
//! triggers and of foreign keys included.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::database::{Backend, Databases};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use super::{COPRO, FIRM};

/// Ids as `seed.sql` makes them: somebody of the firm, an operator's session, a row of the copro.
const NAMES: &[(&str, &str)] = &[
    ("{firm}", FIRM),
    ("{copro}", COPRO),
    ("{user}", "md5(md5('firm1') || '/3')::uuid"),
    ("{session}", "sha256(convert_to('token_hash5' || md5('firm1'), 'UTF8'))"),
    ("{row}", "md5(md5(md5('firm1') || '/1') || '/3')::uuid"),
];

/// One line of `calls.txt`.
pub struct Call {
    role: &'static str,
    statement: &'static str,
    refused: Option<&'static str>,
    /// What ran until it was refused.
    ran: Option<&'static str>,
}

pub fn calls() -> Vec<Call> {
    let lines = include_str!("calls.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let parsed = lines.map(|line| {
        let mut parts = line.split(" | ");
        let (Some(role), Some(statement)) = (parts.next(), parts.next()) else { panic!("{line}") };
        Call { role, statement, refused: parts.next(), ran: parts.next() }
    });
    parsed.collect()
}

impl Call {
    /// The function, or what is written.
    pub fn name(&self) -> String {
        match self.statement.strip_prefix("SELECT app.") {
            Some(function) => format!("app.{}", function.split('(').next().unwrap_or_default()),
            None => self.statement.split(' ').take(3).collect::<Vec<_>>().join(" "),
        }
    }
}

/// What a call made PostgreSQL do.
pub struct Told {
    /// Each plan, with the text it is of.
    pub plans: Vec<(Value, String)>,
    /// The functions that ran.
    pub functions: BTreeSet<String>,
}

/// Calls it as the administrator, who alone may have plans told, in the role that calls it. Nothing of it stays.
pub async fn watch(databases: &Databases, call: &Call) -> Told {
    let notices = Notices::default();
    let _listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(notices.clone()));
    let mut connection = databases.administrator().await;
    let enter = format!(
        "LOAD 'auto_explain'; SET auto_explain.log_level = notice; SET auto_explain.log_format = json; SET auto_explain.log_verbose = on;
         SET auto_explain.log_nested_statements = on; SET client_min_messages = notice; SET track_functions = 'all';
         SET plan_cache_mode = force_generic_plan; BEGIN;
         SELECT set_config('app.tenant_id', ({COPRO})::text, true), set_config('app.firm_id', ({FIRM})::text, true);
         SET LOCAL auto_explain.log_min_duration = 0"
    );
    sqlx::raw_sql(AssertSqlSafe(enter)).execute(&mut connection).await.expect("auto_explain is loaded");
    let statement = spelled_out(call);
    let send = format!("SET LOCAL ROLE koprogo_{}; {statement}; SET CONSTRAINTS ALL IMMEDIATE", call.role);
    let sent = sqlx::raw_sql(AssertSqlSafe(send)).execute(&mut connection).await;
    let outcome = sent.err().map(|error| error.to_string());
    match (&outcome, call.refused) {
        (None, None) => {}
        (Some(error), Some(expected)) if error.contains(expected) => {}
        _ => panic!("{statement}: {outcome:?}"),
    }
    let mut functions = BTreeSet::from([call.name()]);
    if outcome.is_none() {
        functions.extend(ran(&mut connection).await);
    }
    functions.extend(call.ran.map(str::to_owned));
    connection.close().await.expect("the connection closes");
    let told = notices.0.lock().expect("what was told").iter().filter_map(|notice| plan_in(notice)).collect();
    Told { plans: told, functions }
}

/// Microseconds of the server's own time for one call, rolled back each time: the least of five rounds. Nothing for what is refused.
pub async fn cost(databases: &Databases, call: &Call) -> Option<f64> {
    const ROUND: u32 = 100;
    call.refused.is_none().then_some(())?;
    let mut connection = databases.administrator().await;
    let backend = Backend::of(&mut connection).await;
    let statement = spelled_out(call);
    let enter = format!(
        "SELECT set_config('role', 'koprogo_{}', true), set_config('app.tenant_id', ({COPRO})::text, true),
                set_config('app.firm_id', ({FIRM})::text, true)",
        call.role
    );
    let mut least = Duration::MAX;
    for _ in 0..5 {
        let mut round = Duration::ZERO;
        for _ in 0..ROUND {
            let mut transaction = connection.begin().await.expect("a transaction");
            sqlx::query(AssertSqlSafe(enter.clone())).execute(&mut *transaction).await.expect("the scope");
            let before = backend.spent();
            sqlx::query(AssertSqlSafe(statement.clone()))
                .execute(&mut *transaction)
                .await
                .expect("as when it was watched");
            round += backend.spent() - before;
            transaction.rollback().await.expect("a rollback");
        }
        least = least.min(round / ROUND);
    }
    Some(least.as_secs_f64() * 1e6)
}

fn spelled_out(call: &Call) -> String {
    NAMES.iter().fold(call.statement.to_owned(), |text, (name, id)| text.replace(name, id))
}

async fn ran(connection: &mut PgConnection) -> Vec<String> {
    sqlx::raw_sql("RESET ROLE").execute(&mut *connection).await.expect("the administrator again");
    let names = "SELECT schemaname || '.' || funcname FROM pg_stat_xact_user_functions WHERE calls > 0";
    sqlx::query_scalar(names).fetch_all(connection).await.expect("a list of functions")
}

/// `duration: 0.012 ms  plan:` and a JSON object.
fn plan_in(notice: &str) -> Option<(Value, String)> {
    let (head, json) = notice.split_once("plan:\n")?;
    head.starts_with("duration:").then_some(())?;
    let told: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    Some((told["Plan"].clone(), told["Query Text"].as_str().unwrap_or_default().to_owned()))
}

/// The functions whose body names a table, with those tables.
pub async fn with_tables(databases: &Databases) -> BTreeMap<String, BTreeSet<String>> {
    let mut owner = databases.owner().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        r"SELECT DISTINCT 'app.' || p.proname, word[1]
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
                 regexp_matches(regexp_replace(p.prosrc, '--[^\n]*', '', 'g'), '\m((?:tenant|firm|identity|jobs|quota|billing|ops)\.[a-z_]+)', 'g') AS word
           WHERE n.nspname = 'app' AND to_regclass(word[1]) IS NOT NULL",
    )
    .fetch_all(&mut owner)
    .await
    .expect("a list of functions");
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (function, table) in found {
        tables.entry(function).or_default().insert(table);
    }
    tables
}

/// What the server says on the side, as sqlx passes it on.
#[derive(Clone, Default)]
struct Notices(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Notices {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::postgres::notice" {
            let mut message = Message::default();
            event.record(&mut message);
            self.0.lock().expect("a list").push(message.0);
        }
    }
}

#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.0 = value.to_owned();
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
