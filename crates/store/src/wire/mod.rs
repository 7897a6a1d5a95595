//! Reads of one round trip.
//!
//! A pool lends a connection to one transaction, which waits for PostgreSQL four times: to begin, to enter its scope, to read, to end. Here a
//! few connections are shared by everybody: what enters the scope and what reads go out together, up to one Sync, and PostgreSQL makes one
//! transaction of what stands before a Sync (protocol 3.0, "Pipelining"). Settings that are local to the transaction end with it, so that one
//! scope follows another on the same connection and nothing is left behind; after an error the rest of a group is skipped, so that nothing is read in a
//! scope that was not entered. `sqlx` cannot send it so; `docs/performance.md` has what that costs.
//!
//! Only for reads that are quick by construction: a page off an index, one row. Who comes after them on the connection waits. The connections
//! are read-only and repeatable-read by their own settings, so a group sees one moment, and plan once for all tenants.

mod line;
mod login;
mod rows;
mod tls;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use postgres_protocol::message::frontend;
use postgres_protocol::{IsNull, types};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use line::{Request, Step};
pub(crate) use login::Login;
pub(crate) use rows::{Fields, FromField, Reply, WireRow, wire_row};

use crate::Result;
use crate::error::is_broken;

/// Requests that wait to be sent on one connection. More are turned away, as by a pool without a free connection.
const QUEUE_MAX: usize = 512;
/// How often a group is sent again after its connection broke. All connections break at once when the database changes its place.
const AGAIN_MAX: usize = 2;

/// A statement that is prepared once on each connection. Make a `static` of it: its address is its name.
pub(crate) struct Statement {
    pub(crate) text: &'static str,
    /// What it answers with, checked against what PostgreSQL says when it is prepared.
    pub(crate) columns: &'static [&'static [Column]],
}

/// The name of a column, and the types that it may have.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) types: &'static [u32],
}

impl Statement {
    /// A statement whose rows are `R`.
    pub(crate) const fn reading<R: WireRow>(text: &'static str) -> Statement {
        Statement { text, columns: R::COLUMNS }
    }

    fn name(&'static self) -> String {
        format!("{:x}", std::ptr::from_ref(self).addr())
    }
}

/// A value for `$1` and so on.
#[derive(Clone, Copy)]
pub(crate) enum Param<'a> {
    Uuid(Option<Uuid>),
    Text(Option<&'a str>),
    Bytes(Option<&'a [u8]>),
    Int4(Option<i32>),
    Int8(i64),
    Bool(Option<bool>),
    Date(Option<time::Date>),
}

impl Param<'_> {
    fn write(self, out: &mut BytesMut) -> IsNull {
        let known = match self {
            Param::Uuid(value) => value.map(|value| types::uuid_to_sql(*value.as_bytes(), out)),
            Param::Text(value) => value.map(|value| types::text_to_sql(value, out)),
            Param::Bytes(value) => value.map(|value| types::bytea_to_sql(value, out)),
            Param::Int4(value) => value.map(|value| types::int4_to_sql(value, out)),
            Param::Int8(value) => {
                types::int8_to_sql(value, out);
                Some(())
            }
            Param::Bool(value) => value.map(|value| types::bool_to_sql(value, out)),
            Param::Date(value) => value.map(|value| types::date_to_sql(rows::days(value), out)),
        };
        if known.is_some() { IsNull::No } else { IsNull::Yes }
    }
}

/// What goes out up to one Sync.
#[derive(Clone, Default)]
pub struct Group {
    steps: Vec<Step>,
}

impl Group {
    /// How many statements it has.
    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Adds a statement with its values.
    pub(crate) fn then(mut self, statement: &'static Statement, params: &[Param<'_>]) -> Group {
        let mut sent = BytesMut::with_capacity(256);
        let bound = frontend::bind(
            "",
            &statement.name(),
            Some(1),
            params,
            |param, out| Ok(param.write(out)),
            Some(1),
            &mut sent,
        );
        // Both fail on values of more than two gigabytes and on names with a zero in them: neither comes this far.
        assert!(bound.is_ok(), "values fit in a message");
        frontend::execute("", 0, &mut sent).expect("no name");
        self.steps.push(Step { statement, sent: sent.freeze() });
        self
    }
}

/// The connections.
pub(crate) struct Wire {
    lines: Box<[mpsc::Sender<Request>]>,
    next: AtomicUsize,
    wait_max: Duration,
}

impl Wire {
    /// Opens `lines` connections and keeps them open, until dropped.
    pub(crate) fn open(login: Login, lines: usize, wait_max: Duration) -> Wire {
        let login = Arc::new(login);
        let lines = (0..lines.max(1)).map(|_| {
            let (sender, receiver) = mpsc::channel(QUEUE_MAX);
            tokio::spawn(line::keep(login.clone(), receiver));
            sender
        });
        Wire { lines: lines.collect(), next: AtomicUsize::new(0), wait_max }
    }

    /// Sends a group and waits for all of its answers. When its connection breaks it goes again, on another one: it only reads.
    ///
    /// # Errors
    /// The first error of PostgreSQL; `PoolTimedOut` when no connection came free or open in time; `WorkerCrashed` when they kept breaking.
    pub(crate) async fn ask(&self, group: Group) -> Result<Reply> {
        crate::meter::count_statement();
        let answered = tokio::time::timeout(self.wait_max, self.answer(group)).await;
        Ok(answered.map_err(|_| sqlx::Error::PoolTimedOut)??)
    }

    async fn answer(&self, group: Group) -> std::result::Result<Reply, sqlx::Error> {
        for _ in 0..AGAIN_MAX {
            match self.answer_once(group.clone()).await {
                Err(error) if is_broken(&error) => {}
                answered => return answered,
            }
        }
        self.answer_once(group).await
    }

    async fn answer_once(&self, group: Group) -> std::result::Result<Reply, sqlx::Error> {
        let steps = group.steps.len();
        let (answer, answered) = oneshot::channel();
        let sent = self.line().send(Request { steps: group.steps, answer }).await;
        sent.map_err(|_| sqlx::Error::PoolClosed)?;
        let reply: Bytes = answered.await.map_err(|_| sqlx::Error::WorkerCrashed)??;
        Reply::read(reply, steps)
    }

    /// In turns: the reads are alike.
    fn line(&self) -> &mpsc::Sender<Request> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        &self.lines[number % self.lines.len()]
    }
}

/// How many connections are worth having: PostgreSQL works on one group of a connection at a time.
pub(crate) fn lines_for(connections_max: u32) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    processors.clamp(2, 4).min(usize::try_from(connections_max).unwrap_or(1).max(1))
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wire")
    }
}
