//! Which request a transaction belongs to, for the audit log, and what it spent in the database, for the access line.

use std::cell::Cell;
use std::future::Future;
use std::time::{Duration, Instant};

/// Statements sent and time spent inside transactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DbUse {
    pub statements: u32,
    pub time: Duration,
}

tokio::task_local! {
    static USE: Cell<DbUse>;
    static REQUEST: String;
}

/// Runs `work` as part of the request or job of this id: every transaction it opens is told so, and the audit log repeats it.
pub async fn as_request<T>(id: String, work: impl Future<Output = T>) -> T {
    REQUEST.scope(id, work).await
}

/// The request that this task works for; '' for none.
pub(crate) fn request_id() -> String {
    REQUEST.try_with(String::clone).unwrap_or_default()
}

/// Runs `work` and says what it spent in the database.
pub async fn metered<T>(work: impl Future<Output = T>) -> (T, DbUse) {
    USE.scope(Cell::new(DbUse::default()), async {
        let answer = work.await;
        (answer, USE.with(Cell::get))
    })
    .await
}

pub(crate) fn count_statement() {
    // Outside a metered task (a job, a test) nobody reads the figure.
    let _ = USE.try_with(|used| {
        let mut now = used.get();
        now.statements += 1;
        used.set(now);
    });
}

pub(crate) fn add_time(spent: Duration) {
    let _ = USE.try_with(|used| {
        let mut now = used.get();
        now.time += spent;
        used.set(now);
    });
}

/// Adds the life of a transaction to what its request spent in the database, however it ends.
pub(crate) struct Timer {
    name: &'static str,
    started: Instant,
}

impl Timer {
    pub(crate) fn new(name: &'static str) -> Timer {
        Timer { name, started: Instant::now() }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let spent = self.started.elapsed();
        add_time(spent);
        metrics::histogram!("koprogo_transaction_seconds", "name" => self.name).record(spent.as_secs_f64());
    }
}
