//! What the server and the handle share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::outbox;
use crate::state::State;

/// Deliveries may cause events that are delivered in turn; this many times and no more.
const MAX_ROUNDS: usize = 100;

pub struct Core {
    state: Mutex<State>,
    pub gate: Gate,
    /// Something is no longer as it was kept.
    pub changed: Notify,
    http: reqwest::Client,
    /// One carrier: the order of deliveries is the outbox's.
    carrier: tokio::sync::Mutex<()>,
}

impl Core {
    pub fn new(state: State) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(state.config.webhook_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self {
            state: Mutex::new(state),
            gate: Gate::default(),
            changed: Notify::new(),
            http,
            carrier: tokio::sync::Mutex::default(),
        })
    }

    /// A panic while it was locked leaves a state as good as any.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Delivers everything that is due, and says how many requests that took.
    pub async fn deliver(&self) -> usize {
        let _alone = self.carrier.lock().await;
        let mut sent = 0;
        for _ in 0..MAX_ROUNDS {
            let jobs = outbox::take_due(&mut self.state());
            if jobs.is_empty() {
                break;
            }
            for job in jobs {
                let request = self
                    .http
                    .post(&job.url)
                    .header("content-type", "application/json; charset=utf-8")
                    .header("stripe-signature", &job.signature)
                    .body(job.body.clone());
                let status = request.send().await.ok().map(|answer| answer.status().as_u16());
                let mut state = self.state();
                let now = state.now();
                state.outbox.done(job, now, status);
                sent += 1;
            }
        }
        if sent > 0 {
            self.changed.notify_one();
        }
        sent
    }

    /// After whatever may have changed something.
    pub fn deliver_soon(self: &Arc<Self>) {
        self.changed.notify_one();
        let wanted = {
            let state = self.state();
            state.config.deliver_at_once && state.outbox.waiting() > 0
        };
        if wanted {
            let core = self.clone();
            tokio::spawn(async move { core.deliver().await });
        }
    }
}

/// Where held requests wait to be let through.
pub struct Gate {
    waiting: watch::Sender<usize>,
    opened: watch::Sender<u64>,
}

impl Default for Gate {
    fn default() -> Self {
        Self { waiting: watch::Sender::new(0), opened: watch::Sender::new(0) }
    }
}

impl Gate {
    pub async fn pass(&self) {
        let mut opened = self.opened.subscribe();
        let now = *opened.borrow_and_update();
        self.waiting.send_modify(|waiting| *waiting += 1);
        // The sender lives as long as the gate.
        let _ = opened.wait_for(|times| *times > now).await;
        self.waiting.send_modify(|waiting| *waiting -= 1);
    }

    pub fn open(&self) {
        self.opened.send_modify(|times| *times += 1);
    }

    pub async fn somebody_waits(&self) {
        let _ = self.waiting.subscribe().wait_for(|waiting| *waiting > 0).await;
    }
}
