//! What copros take of a server, counted where counting does not depend on how busy the machine is: bytes, pages, bytes of the log.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use hyper::Method;
use serde::{Deserialize, Serialize};
use sqlx::{Executor, PgConnection, Row};
use time::OffsetDateTime;

use crate::http::{Connection, Error};
use crate::load::{self, Crowd};
use crate::machine;
use crate::measure::counting;
use crate::operations::Operations;
use crate::people::{self, Person};
use crate::scenario::{Load, Phase, Who};
use crate::stand::{Server, Stand, unlimited};

/// What people do all day, and the one write that is dearest.
pub const READS: [&str; 5] = ["copros", "copro", "expenses", "lots", "session"];
pub const WRITE: &str = "expense-create";
/// Each is asked for so long; what counts is pages per request, not how many there were.
const SECONDS: f64 = 2.0;
const CONNECTIONS: usize = 8;
const PAGE: i64 = 8_192;

/// One database, of so many copros.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    pub copros: u64,
    pub tables: BTreeMap<String, Table>,
    /// The whole database, catalogue and all.
    pub bytes: i64,
    /// Pages of it in memory once every copro of one more firm was opened, per copro.
    pub hot_bytes: i64,
    pub operations: BTreeMap<String, Asked>,
    /// Microseconds of a core for a request; all sizes in turn within one run.
    pub cpu_us: BTreeMap<String, Spent>,
    pub server_kib: i64,
    /// What a process of PostgreSQL has for itself.
    pub backend_kib: i64,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    pub rows: i64,
    pub heap: i64,
    pub indexes: i64,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Spent {
    pub server: f64,
    pub postgres: f64,
}

impl Spent {
    pub fn total(self) -> f64 {
        self.server + self.postgres
    }
}

/// One request of a kind.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    pub pages: f64,
    pub dirtied: f64,
    /// Bytes of the write-ahead log without images of whole pages, which depend on when the last checkpoint was.
    pub wal: f64,
    /// Bytes by which the audit log grew.
    pub audit: f64,
}

/// Sizes of all tables, as they are after seeding.
pub async fn disk(stand: &Stand, database: &str, copros: u64) -> Result<Measured, Error> {
    let mut administrator = stand.administrator(database).await?;
    let found = sqlx::query(
        "SELECT n.nspname || '.' || c.relname AS name, greatest(c.reltuples, 0)::bigint AS rows,
                pg_table_size(c.oid) AS heap, pg_indexes_size(c.oid) AS indexes
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
    );
    let tables = found.fetch_all(&mut administrator).await?.into_iter().map(|row| {
        let table = Table { rows: row.get("rows"), heap: row.get("heap"), indexes: row.get("indexes") };
        (row.get::<String, _>("name"), table)
    });
    let tables = tables.collect();
    let bytes =
        sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(&mut administrator);
    Ok(Measured { copros, tables, bytes: bytes.await?, ..Measured::default() })
}

/// Opens, reads and writes in `database` and adds what that took.
pub async fn asked(stand: &Stand, database: &str, measured: &mut Measured) -> Result<(), Error> {
    let server = Server::start(stand, database, &unlimited()).await?;
    let mut owner = stand.owner(database).await?;
    let mut administrator = stand.administrator("postgres").await?;
    measured.hot_bytes = hot(&server, &mut owner, &mut administrator, database).await?;
    let people = people::sign_in(&mut owner, server.address, 32).await?;
    let operations = Operations::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("operations.toml"))?;
    let numbers = Cell::new(u64::try_from(OffsetDateTime::now_utc().unix_timestamp())? * 1_000_000);
    let crowd = Crowd { server: server.address.into(), people, operations, numbers: Rc::new(numbers) };
    administrator.execute("ALTER SYSTEM SET full_page_writes = off").await?;
    counting(&mut administrator, "top").await?;
    for operation in READS.into_iter().chain([WRITE]) {
        let asked = one(&crowd, &mut administrator, &mut owner, database, operation).await?;
        measured.operations.insert(operation.to_owned(), asked);
    }
    administrator.execute("ALTER SYSTEM RESET full_page_writes").await?;
    counting(&mut administrator, "none").await?;
    measured.server_kib = (machine::resident_mib(server.family().0).0 * 1024.0) as i64;
    measured.backend_kib = (stand.postgres.private_mib_each() * 1024.0) as i64;
    Ok(())
}

/// Pages that the second firm brings into memory when everything everyday is opened in each of its copros. The first one brings what all share.
async fn hot(
    server: &Server,
    owner: &mut PgConnection,
    administrator: &mut PgConnection,
    database: &str,
) -> Result<i64, Error> {
    administrator.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache").await?;
    let (mut pages, mut opened) = ([0; 2], 0);
    for firms in [1, 2] {
        let people = people::sign_in(owner, server.address, firms).await?;
        if let Some(person) = people.last() {
            opened = open_all(server, person).await?;
        }
        let kept = sqlx::query_scalar::<_, i64>(
            "SELECT count(*) FROM pg_buffercache WHERE reldatabase = (SELECT oid FROM pg_database WHERE datname = $1)",
        );
        pages[firms - 1] = kept.bind(database).fetch_one(&mut *administrator).await?;
    }
    Ok((pages[1] - pages[0]) * PAGE / opened.max(1))
}

async fn open_all(server: &Server, person: &Arc<Person>) -> Result<i64, Error> {
    let mut connection = Connection::new(server.address);
    let proof = person.proof();
    for copro in &person.copros {
        let at = format!("/v1/copros/{}", copro.slug);
        let statements = copro.owners.iter().map(|owner| format!("{at}/owners/{owner}/statement"));
        let pages = ["", "/lots?limit=20", "/owners?limit=20", "/expenses?limit=20"]
            .map(|page| format!("{at}{page}"));
        for path in pages.into_iter().chain(statements) {
            let answer = connection.send(Method::GET, &path, &proof, Bytes::new()).await?;
            if !answer.status.is_success() {
                return Err(format!("{path}: {}", answer.status).into());
            }
        }
    }
    Ok(person.copros.len() as i64)
}

async fn one(
    crowd: &Crowd,
    administrator: &mut PgConnection,
    owner: &mut PgConnection,
    database: &str,
    operation: &str,
) -> Result<Asked, Error> {
    let load = Load {
        name: operation.to_owned(),
        connections: CONNECTIONS,
        rate: None,
        who: Who::All,
        mix: BTreeMap::from([(operation.to_owned(), 1)]),
    };
    let phase = Phase { name: operation.to_owned(), seconds: SECONDS, load: vec![load] };
    // Plans and caches of every connection first.
    load::run(crowd, &Phase { seconds: SECONDS / 2.0, ..phase.clone() }, |_, _| {}).await?;
    administrator.execute("SELECT pg_stat_statements_reset()").await?;
    let (audit, from) = (audit_bytes(owner).await?, log_position(administrator).await?);
    let records = load::run(crowd, &phase, |_, _| {}).await?;
    let (to, grown) = (log_position(administrator).await?, audit_bytes(owner).await? - audit);
    let requests: u64 = records.iter().map(crate::record::Record::requests).sum();
    let good: u64 = records.iter().map(crate::record::Record::successes).sum();
    if requests == 0 || good < requests {
        return Err(format!("{operation}: {good} of {requests} requests were answered as expected").into());
    }
    let row = sqlx::query(
        "SELECT sum(s.shared_blks_hit + s.shared_blks_read)::float8 AS pages, sum(s.shared_blks_dirtied)::float8 AS dirtied
           FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid JOIN pg_roles r ON r.oid = s.userid
          WHERE d.datname = $1 AND r.rolname LIKE 'koprogo\\_%' AND r.rolname <> 'koprogo_owner'",
    );
    let row = row.bind(database).fetch_one(administrator).await?;
    let each = requests as f64;
    Ok(Asked {
        pages: row.get::<Option<f64>, _>("pages").unwrap_or_default() / each,
        dirtied: row.get::<Option<f64>, _>("dirtied").unwrap_or_default() / each,
        wal: (to - from) as f64 / each,
        audit: grown as f64 / each,
    })
}

async fn log_position(administrator: &mut PgConnection) -> Result<i64, Error> {
    let position = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint";
    Ok(sqlx::query_scalar(position).fetch_one(administrator).await?)
}

/// Heap and indexes of the audit log.
async fn audit_bytes(owner: &mut PgConnection) -> Result<i64, Error> {
    let size = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
                 WHERE relkind = 'r' AND relname LIKE 'audit\\_%'";
    Ok(sqlx::query_scalar(size).fetch_one(owner).await?)
}
