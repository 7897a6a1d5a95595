//! Work done every so often, by one worker at a time: whichever first moves the next time on, in the database, does it. A worker that dies on
//! the way leaves the work to the next turn, so each piece leaves the same state however often it runs.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use store::WorkerScope;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{JobError, Worker};

/// How often a worker looks whether anything is due.
const LOOK_EVERY: Duration = Duration::from_secs(5);

type Doing<'w> = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send + 'w>>;

struct Periodic {
    name: &'static str,
    every: Duration,
    act: fn(&Worker) -> Doing<'_>,
}

/// One line for each.
const ALL: &[Periodic] = &[
    Periodic {
        name: "audit.anchor",
        every: Duration::from_secs(60),
        act: |worker| Box::pin(async { worker.anchor().await.map(drop) }),
    },
    Periodic {
        name: "retention.forget",
        every: Duration::from_secs(3600),
        act: |worker| Box::pin(worker.forget_expired()),
    },
    Periodic {
        name: "billing.days",
        every: Duration::from_secs(60),
        act: |worker| Box::pin(async { worker.step_days().await.map(drop) }),
    },
    Periodic {
        name: "billing.collections",
        every: Duration::from_secs(5),
        act: |worker| Box::pin(async { worker.resume_collections().await.map(drop) }),
    },
    Periodic {
        name: "billing.reconcile",
        every: Duration::from_secs(24 * 3600),
        act: |worker| Box::pin(worker.reconcile_nightly()),
    },
    Periodic {
        name: "billing.vies",
        every: Duration::from_secs(60),
        act: |worker| Box::pin(async { worker.ask_vies().await.map(drop) }),
    },
    Periodic {
        name: "billing.instructions",
        // Somebody waits at a screen.
        every: LOOK_EVERY,
        act: |worker| Box::pin(async { worker.follow_instructions().await.map(drop) }),
    },
    Periodic { name: "jobs.prune", every: Duration::from_secs(3600), act: |worker| Box::pin(worker.prune()) },
    Periodic {
        name: "capacity.roll",
        every: Duration::from_secs(600),
        act: |worker| Box::pin(worker.roll_samples()),
    },
];

/// Looks until told to stop, then waits for what it has begun.
pub(crate) async fn run(worker: Worker, mut stop: watch::Receiver<bool>) {
    let mut running = JoinSet::new();
    let mut look = tokio::time::interval(LOOK_EVERY);
    while !*stop.borrow() {
        tokio::select! {
            _ = stop.changed() => {}
            _ = look.tick() => {
                for periodic in ALL {
                    if worker.is_due(periodic).await {
                        running.spawn(worker.clone().perform(periodic));
                    }
                }
                worker.measure_lag().await;
            }
        }
        while running.try_join_next().is_some() {}
    }
    while running.join_next().await.is_some() {}
}

impl Worker {
    async fn is_due(&self, periodic: &Periodic) -> bool {
        let claimed = async {
            let mut tx = self.store.begin(&WorkerScope, "periodic.claim").await?;
            let due = tx.periodic_claim(periodic.name, periodic.every).await?;
            tx.commit().await?;
            store::Result::Ok(due)
        };
        claimed.await.unwrap_or_else(|error| {
            tracing::warn!(periodic.name, error = %error, "periodic work cannot be claimed");
            false
        })
    }

    async fn perform(self, periodic: &'static Periodic) {
        let started = std::time::Instant::now();
        let outcome = (periodic.act)(&self).await;
        metrics::histogram!("koprogo_periodic_seconds", "name" => periodic.name)
            .record(started.elapsed().as_secs_f64());
        let error = outcome.err().map(|error| error.to_string());
        if let Some(error) = &error {
            tracing::error!(periodic.name, error, "periodic work not done");
        }
        let kept = async {
            let mut tx = self.store.begin(&WorkerScope, "periodic.done").await?;
            tx.periodic_done(periodic.name, error.as_deref()).await?;
            tx.commit().await
        };
        if let Err(error) = kept.await {
            tracing::warn!(periodic.name, error = %error, "periodic work cannot be marked");
        }
    }
}
