//! The catalogue audit: what must be true of every table, policy, key, grant, role and function of a database, whichever migration or
//! hand made it. A rule is a query for what breaks it; what a rule cannot know by itself is listed in [`expected`].
//!
//! Rules read the system catalogue only, so any login can run them. The canary at the end enters the roles of the application, which
//! takes the application's own login or an administrator.

mod canary;
pub mod expected;
mod rules;

use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

pub use sqlx::Error as DatabaseError;

/// One rule. The id is stable: it is what a report, a ticket and a conversation name it by.
#[derive(Debug)]
pub struct Rule {
    pub id: &'static str,
    /// What is true of a healthy database.
    pub title: &'static str,
    /// What happens where it is not.
    pub because: &'static str,
    pub when: When,
    pub(crate) check: Check,
}

/// When a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Also by every process that is about to serve.
    AtStart,
    /// By `koprogo doctor` and the tests.
    InFull,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// Answers with the names of the objects that break the rule.
    Query(&'static str),
    /// Likewise, given a list of [`expected`] as `$1`.
    Given(fn() -> Value, &'static str),
    /// Enters the application's roles and looks from there.
    Canary,
}

/// How a rule was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Kept,
    /// The objects that break it.
    Broken(Vec<String>),
    /// Why it could not be looked at.
    Skipped(String),
}

#[derive(Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub state: State,
}

/// What was looked at, and as whom.
#[derive(Clone, Debug)]
pub struct Subject {
    pub database: String,
    pub login: String,
    pub version: String,
}

/// The outcome of every rule on one database.
#[derive(Debug)]
pub struct Report {
    pub subject: Subject,
    pub findings: Vec<Finding>,
}

impl Finding {
    pub fn violations(&self) -> &[String] {
        match &self.state {
            State::Broken(objects) => objects,
            State::Kept | State::Skipped(_) => &[],
        }
    }
}

/// Every rule, in the order of its id.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied().flatten()
}

/// Connects as whoever the address names and runs every rule.
pub async fn examine_address(url: &str) -> Result<Report, sqlx::Error> {
    let address: PgConnectOptions = url.parse()?;
    let mut connection = address.application_name("koprogo doctor").connect().await?;
    let (database, login, version) = sqlx::query_as(
        "SELECT current_database()::text, session_user::text, split_part(current_setting('server_version'), ' ', 1)",
    )
    .fetch_one(&mut connection)
    .await?;
    let findings = examine(&mut connection).await?;
    connection.close().await?;
    Ok(Report { subject: Subject { database, login, version }, findings })
}

/// Runs every rule. Changes nothing; may run inside a transaction, whose uncommitted changes it sees.
pub async fn examine(connection: &mut PgConnection) -> Result<Vec<Finding>, sqlx::Error> {
    ask(connection, |_| true).await
}

/// The part that costs milliseconds, for a process that is about to serve. A database that a newer release has migrated may hold what
/// this one has never heard of: then only the rules that need no list are asked, so that going back a release stays possible.
pub(crate) async fn examine_at_start(
    connection: &mut PgConnection,
    newer: bool,
) -> Result<Vec<Finding>, sqlx::Error> {
    let timeless = |rule: &Rule| matches!(rule.check, Check::Query(_));
    ask(connection, |rule| rule.when == When::AtStart && (!newer || timeless(rule))).await
}

async fn ask(
    connection: &mut PgConnection,
    wanted: impl Fn(&Rule) -> bool,
) -> Result<Vec<Finding>, sqlx::Error> {
    let mut findings = Vec::new();
    for rule in rules().filter(|rule| wanted(rule)) {
        findings.push(Finding { rule, state: look(rule, connection).await? });
    }
    Ok(findings)
}

/// Asks one rule.
pub async fn look(rule: &Rule, connection: &mut PgConnection) -> Result<State, sqlx::Error> {
    match rule.check {
        Check::Query(statement) => objects(sqlx::query_scalar(statement), connection).await,
        Check::Given(list, statement) => {
            objects(sqlx::query_scalar(statement).bind(list()), connection).await
        }
        Check::Canary => canary::look(connection).await,
    }
}

type Scalar<'q> =
    sqlx::query::QueryScalar<'q, sqlx::Postgres, String, <sqlx::Postgres as sqlx::Database>::Arguments>;

async fn objects(query: Scalar<'_>, connection: &mut PgConnection) -> Result<State, sqlx::Error> {
    let mut found = query.fetch_all(connection).await?;
    found.sort();
    Ok(if found.is_empty() { State::Kept } else { State::Broken(found) })
}
