//! Reads on a standby, for whoever reads much: lists, reports, the audit log.
//!
//! Who may read is always asked of the primary. So is how far its log goes, after that: a standby that has come that far has everything that was
//! committed before the request came, whoever wrote it and through whichever process. One that has not within a moment is left alone for a
//! while, as is one that cannot be reached, and the primary is read.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Postgres, SqlSafeStr, Transaction};

use crate::meter;
use crate::wire::{Group, Statement, Wire, wire_row};

/// A standby on the same network applies what it hears within milliseconds.
const WAIT_MAX: Duration = Duration::from_millis(50);
const PAUSE_MIN: Duration = Duration::from_millis(1);
/// How long somebody waits for a connection to it. One that is only being made then goes on being made, for whoever comes next: under load it
/// would otherwise never be.
const PATIENCE: Duration = Duration::from_millis(250);
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long it is left alone. Each try may cost somebody [`PATIENCE`].
const REST: Duration = Duration::from_secs(1);

static END: Statement = Statement::reading::<End>("SELECT pg_current_wal_flush_lsn()::text AS position");

/// Where the log of the primary ends. What is committed lies before it.
struct End {
    position: String,
}

wire_row!(End { position: String });

pub(crate) struct Replica {
    pool: PgPool,
    begun: Instant,
    /// Milliseconds since then.
    rests_until: AtomicU64,
}

impl Replica {
    /// Connects when somebody reads: nothing depends on there being a standby.
    pub(crate) fn new(address: PgConnectOptions, connections_max: u32) -> Replica {
        let pool = PgPoolOptions::new()
            .max_connections(connections_max)
            .acquire_timeout(CONNECT_MAX)
            .after_connect(|connection, _| Box::pin(is_ours(connection)))
            .connect_lazy_with(address);
        Replica { pool, begun: Instant::now(), rests_until: AtomicU64::new(0) }
    }

    /// A transaction that sees at least what is committed now; none where the primary has to be asked.
    pub(crate) async fn begin(
        &self,
        primary: &Wire,
        begin: &'static str,
    ) -> Option<Transaction<'static, Postgres>> {
        if self.since_begun() < self.rests_until.load(Ordering::Relaxed) {
            count("primary");
            return None;
        }
        let asked = Instant::now();
        meter::count_statement();
        let begun = self.try_begin(primary, begin).await;
        meter::add_time(asked.elapsed());
        match begun {
            Ok(Some(transaction)) => {
                count("replica");
                return Some(transaction);
            }
            Ok(None) => tracing::debug!("the standby is behind"),
            Err(error) => tracing::warn!(error = %error, "the standby is not read"),
        }
        self.rest();
        count("primary");
        None
    }

    /// For a while nobody asks it.
    pub(crate) fn rest(&self) {
        let rest = u64::try_from(REST.as_millis()).unwrap_or(u64::MAX);
        self.rests_until.store(self.since_begun().saturating_add(rest), Ordering::Relaxed);
    }

    fn since_begun(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// In a task of its own, as [`crate::Store::begin`] does and for its reason.
    async fn try_begin(
        &self,
        primary: &Wire,
        begin: &'static str,
    ) -> Result<Option<Transaction<'static, Postgres>>, sqlx::Error> {
        let reply = primary.ask(Group::default().then(&END, &[])).await;
        let reply = reply.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let end: End = reply.rows(0)?.pop().ok_or(sqlx::Error::RowNotFound)?;
        let pool = self.pool.clone();
        let opening = tokio::spawn(async move {
            let mut connection = pool.acquire().await?;
            // Before the transaction: it sees what the standby has when its first statement begins.
            if !has_come(&mut connection, &end.position).await? {
                return Ok(None);
            }
            Transaction::begin(connection, Some(begin.into_sql_str())).await.map(Some)
        });
        match tokio::time::timeout(PATIENCE, opening).await {
            Ok(opened) => opened.unwrap_or(Err(sqlx::Error::WorkerCrashed)),
            Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Waits a moment until the standby has applied the log up to `position`. Where there is no standby the address may lead to the primary.
async fn has_come(standby: &mut PgConnection, position: &str) -> Result<bool, sqlx::Error> {
    let (begun, mut pause) = (Instant::now(), PAUSE_MIN);
    loop {
        let there: bool = sqlx::query_scalar(
            "SELECT coalesce(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END >= $1::text::pg_lsn,
                             false)",
        )
        .bind(position)
        .fetch_one(&mut *standby)
        .await?;
        if there || begun.elapsed() + pause > WAIT_MAX {
            return Ok(there);
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
}

/// Policies come with the data; who logs in is told by the address.
async fn is_ours(connection: &mut PgConnection) -> sqlx::Result<()> {
    let ours = sqlx::query_scalar(
        "SELECT rolname = 'koprogo_app' AND NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = current_user",
    );
    match ours.fetch_one(connection).await? {
        true => Ok(()),
        false => Err(sqlx::Error::Configuration("the address for reads must log in as koprogo_app".into())),
    }
}

fn count(place: &'static str) {
    metrics::counter!("koprogo_replica_reads_total", "read" => place).increment(1);
}

impl std::fmt::Debug for Replica {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replica")
    }
}
