//! The only crate that speaks SQL. It owns scopes and transactions.
//!
//! Three rules hold everywhere below:
//!
//! 1. No query runs outside a [`Tx`] or a [`Glance`], and both name their scope in their type.
//! 2. A [`TenantScope`] comes only from [`Store::admit`], from creating a copro, or from a claimed job.
//! 3. Statements are static text with binds. `sqlx` refuses anything else at compile time; nothing here asks it not to.

mod admit;
pub mod api_keys;
pub mod audit;
pub mod billing;
pub mod checksums;
pub mod doctor;
mod error;
pub mod firm;
pub mod idempotency;
pub mod identity;
pub mod invitations;
pub mod jobs;
pub mod leaving;
pub mod members;
mod meter;
mod migrate;
pub mod ops;
mod page;
mod replica;
pub mod resolve;
mod rest;
mod scope;
mod seats;
pub mod tenant;
mod tx;
pub mod vault;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use sqlx::Postgres;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};

use crate::admit::Memory;
use crate::replica::Replica;
use crate::seats::Seats;
use crate::wire::Wire;

pub use admit::{Admission, Credential, Glance, Glanced, Met, Place, Visitor};
pub use billing::BillingScope;
pub use error::{DatabaseError, Error, Refusal, Result, is_read_only, is_transient};
pub use meter::{DbUse, as_request, metered};
pub use migrate::{Migrated, migrate, pending_migrations};
pub use page::{Page, PageQuery};
pub use scope::{
    FirmScope, IdentityScope, OpsScope, Scope, Standing, SupportScope, TenantScope, WorkerScope,
};
pub use seats::Sharing;
pub use tx::Tx;

/// PostgreSQL 15.20: earlier releases let `INSERT … ON CONFLICT` read rows that row-level security hides.
pub const POSTGRES_VERSION_MIN: i32 = 150_020;

/// One plan for all callers, made once on each connection, and never compiled. It finds its rows through the scope whoever asks, which
/// `tests/it/plans` reads; a plan for each caller costs more than it finds, and with a parameter for LIMIT it is made anew each time. A plan is made
/// when the table may still be empty, and kept while it grows: so not by reading all of it, unless there is no other way.
const PLANNING: [(&str, &str); 3] =
    [("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("jit", "off")];

/// How to reach the database.
#[derive(Clone, Debug)]
pub struct Options {
    /// `postgres://…` of the login role `koprogo_app`.
    pub url: String,
    /// The same login on standbys, for reads that are not quick. None: the primary is read.
    pub read_url: Option<String>,
    pub connections_max: u32,
    pub acquire_timeout_ms: u64,
    /// How copros and firms share the connections.
    pub sharing: Sharing,
}

/// Why a store refuses to open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database address is not a valid postgres:// URL: {0}")]
    Address(sqlx::Error),
    #[error("the database does not answer: {0}")]
    Unreachable(sqlx::Error),
    #[error(
        "PostgreSQL {found} is too old: at least 15.20 is required, because earlier releases let a statement read rows that \
         row-level security hides. Upgrade the server."
    )]
    TooOld { found: String },
    #[error("the login role {role} bypasses row-level security; log in as koprogo_app")]
    Bypasses { role: String },
    #[error("{role} is not the login this listener is for; log in as {wanted}")]
    WrongLogin { role: String, wanted: &'static str },
    #[error("{count} migration(s) are missing; run `koprogo migrate` first")]
    Behind { count: usize },
    #[error("the schema has never been created; run `koprogo migrate` first")]
    Empty,
    #[error(
        "the guards of the database are not intact: {first}{}. Nothing is served until that is put right; `koprogo doctor` shows \
         everything that is wrong.",
        more(*.others)
    )]
    Unguarded { first: String, others: usize },
}

fn more(others: usize) -> String {
    if others == 0 { String::new() } else { format!(" (and {others} more)") }
}

/// A pool of connections of the login role, which may do nothing until a scope is entered.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
    seats: Arc<Seats>,
    wire: Arc<Wire>,
    replica: Option<Arc<Replica>>,
    memory: Arc<Memory>,
}

impl Store {
    /// Connects as the application, and refuses a server that is too old, a login that could see everything, a schema that is behind and one that has lost
    /// a guard.
    pub async fn connect(options: &Options) -> std::result::Result<Store, OpenError> {
        Self::connect_as(options, "koprogo_app").await
    }

    async fn connect_as(options: &Options, login: &'static str) -> std::result::Result<Store, OpenError> {
        let address: PgConnectOptions = options.url.parse().map_err(OpenError::Address)?;
        let pool = PgPoolOptions::new()
            .max_connections(options.connections_max)
            .acquire_timeout(Duration::from_millis(options.acquire_timeout_ms))
            .after_connect(|connection, _| Box::pin(is_primary(connection)))
            .connect_with(address.clone().application_name("koprogo").options(PLANNING))
            .await
            .map_err(OpenError::Unreachable)?;
        let place = wire::Login::of(&options.url, &address).map_err(OpenError::Address)?;
        let wait_max = Duration::from_millis(options.acquire_timeout_ms);
        let wire = Wire::open(place, wire::lines_for(options.connections_max), wait_max);
        let replica = options.read_url.as_deref().map(str::parse::<PgConnectOptions>).transpose();
        let replica = replica.map_err(OpenError::Address)?.map(|address| {
            let address = address.application_name("koprogo standby reads").options(PLANNING);
            Arc::new(Replica::new(address, options.connections_max))
        });
        let store = Store {
            pool,
            replica,
            seats: Arc::new(Seats::new(options)),
            wire: Arc::new(wire),
            memory: Arc::default(),
        };
        store.check_server(login).await?;
        Ok(store)
    }

    async fn check_server(&self, login: &'static str) -> std::result::Result<(), OpenError> {
        let (number, version, role, bypasses): (i32, String, String, bool) = sqlx::query_as(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_user::text,
                    (SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user)",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(OpenError::Unreachable)?;
        if number < POSTGRES_VERSION_MIN {
            return Err(OpenError::TooOld { found: version });
        }
        if bypasses {
            return Err(OpenError::Bypasses { role });
        }
        // Neither side is ever run with the other's login: what each may see is decided by it.
        if role != login {
            return Err(OpenError::WrongLogin { role, wanted: login });
        }
        match pending_migrations(&self.pool).await.map_err(OpenError::Unreachable)? {
            None => Err(OpenError::Empty),
            Some(0) => self.check_guards().await,
            Some(count) => Err(OpenError::Behind { count }),
        }
    }

    /// The cheap part of the catalogue audit: a database whose guards are down is not served, whoever took them down.
    async fn check_guards(&self) -> std::result::Result<(), OpenError> {
        let newer = migrate::is_newer(&self.pool).await.map_err(OpenError::Unreachable)?;
        let mut connection = self.pool.acquire().await.map_err(OpenError::Unreachable)?;
        let findings =
            doctor::examine_at_start(&mut connection, newer).await.map_err(OpenError::Unreachable)?;
        let mut broken = findings.iter().flat_map(|finding| {
            finding
                .violations()
                .iter()
                .map(|object| format!("{} ({}): {object}", finding.rule.id, finding.rule.title))
        });
        match broken.next() {
            None => Ok(()),
            Some(first) => Err(OpenError::Unguarded { first, others: broken.count() }),
        }
    }

    /// A connection outside any scope, for the resolvers. That there is none is told apart from what goes wrong on it.
    pub(crate) async fn connection(&self) -> Result<PoolConnection<Postgres>> {
        self.pool.acquire().await.map_err(Error::Away)
    }

    /// Whether the primary answers and its schema is the one this program was built for. For readiness probes.
    pub async fn ready(&self) -> bool {
        matches!(pending_migrations(&self.pool).await, Ok(Some(0)))
    }

    pub async fn close(&self) {
        self.pool.close().await;
        if let Some(replica) = &self.replica {
            replica.close().await;
        }
    }
}

/// While the database changes its place an address may lead to a standby for a moment. One that was opened to a primary ends before it becomes
/// a standby.
async fn is_primary(connection: &mut PgConnection) -> sqlx::Result<()> {
    match sqlx::query_scalar("SELECT pg_is_in_recovery()").fetch_one(connection).await? {
        false => Ok(()),
        true => Err(sqlx::Error::Configuration("this is a standby: the primary is asked for".into())),
    }
}
