//! Billing's clock, moved by the person at the desk: a day at a time, each lived to its end. Worker, API, database and stand-in go together, so
//! that what one dates the others understand; sessions, tokens and the audit log stay in the world's time.

use std::sync::Arc;

use api::{Clock, Hand};
use store::FirmScope;
use stripe_fake::Passing;
use time::{Date, Duration};
use tokio::sync::watch;
use tokio::time::sleep;
use worker::Worker;

use super::history;
use crate::cli::Failure;
use crate::shutdown::Stop;

/// Looks of one day. What is not over by then is left to the worker.
const LOOKS_MAX: usize = 60;
/// Between two looks: where two things are said of one second, nobody can tell which came last.
const BETWEEN_LOOKS: Duration = Duration::seconds(3);
/// While another worker is about to finish something.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(20);

/// How far billing is ahead, as the database keeps it from one run to the next.
pub struct Time {
    pub ahead: Duration,
    owner_url: String,
}

impl Time {
    /// As it was left, or as it is to be where nothing has been counted yet.
    pub async fn open(owner_url: String, beginning: Option<Duration>) -> Result<Time, Failure> {
        let left = store::billing::billing_ahead(&owner_url).await.map_err(Failure::stopped)?;
        let time = Time { ahead: beginning.unwrap_or(left), owner_url };
        time.keep(time.ahead).await?;
        Ok(time)
    }

    async fn keep(&self, ahead: Duration) -> Result<(), Failure> {
        store::billing::billing_ahead_set(&self.owner_url, ahead).await.map_err(Failure::stopped)
    }
}

pub struct Calendar {
    time: Time,
    hand: Hand,
    clock: Clock,
    worker: Worker,
    provider: Passing,
    until: watch::Sender<Option<Date>>,
}

impl api::Calendar for Calendar {
    fn live_until(&self, day: Date) {
        self.until.send_modify(|until| *until = (*until).max(Some(day)));
    }

    fn until(&self) -> Option<Date> {
        *self.until.borrow()
    }
}

impl Calendar {
    /// `clock` is the one that `hand` moves.
    pub fn new(time: Time, hand: Hand, clock: Clock, worker: Worker, provider: Passing) -> Arc<Calendar> {
        Arc::new(Calendar { time, hand, clock, worker, provider, until: watch::Sender::new(None) })
    }

    /// Before anybody is told that all this runs. Billing is never behind the world: the days up to today are lived first, with the firm that
    /// is to have been a customer since. Whoever is further ahead than asked stays there.
    pub async fn begin(
        &self,
        founded: Option<&FirmScope>,
        days_ahead: u16,
        stop: &Stop,
    ) -> Result<(), Failure> {
        // The stand-in keeps its own file; it may have been killed before it wrote its time down.
        self.pass_until(self.hand.ahead()).await;
        if let Some(firm) = founded {
            history::subscribe(firm, &self.worker, &self.provider).await?;
        }
        if self.hand.ahead() < Duration::ZERO {
            self.live(self.clock.today(), history::stride, stop).await?;
            self.pass_until(Duration::ZERO).await;
            self.time.keep(self.hand.ahead()).await?;
        }
        let day = self.clock.today().saturating_add(Duration::days(days_ahead.into()));
        if day > self.clock.billing_today() {
            api::Calendar::live_until(self, day);
        }
        Ok(())
    }

    /// Lives up to the day that is wanted, whenever one is, until told to stop.
    pub async fn run(&self, mut stop: Stop) {
        let mut wanted = self.until.subscribe();
        while !*stop.borrow() {
            let until = *wanted.borrow_and_update();
            if let Some(day) = until {
                if let Err(error) = self.live(day, |_| Duration::DAY, &stop).await {
                    tracing::error!(?error, "billing's days stop passing");
                }
                self.until.send_if_modified(|now| *now == until && now.take().is_some());
                continue;
            }
            tokio::select! {
                _ = stop.changed() => {}
                _ = wanted.changed() => {}
            }
        }
    }

    async fn live(&self, day: Date, stride: fn(Duration) -> Duration, stop: &Stop) -> Result<(), Failure> {
        let mut ahead = self.hand.ahead();
        while self.clock.billing_today() < day && !*stop.borrow() {
            ahead += stride(ahead);
            self.time.keep(ahead).await?;
            self.pass_until(ahead).await;
            self.worker.step_days().await.map_err(Failure::stopped)?;
            self.settle().await?;
        }
        // What happens in days is reconciled in nights: one does for all of these.
        self.worker.reconcile().await.map_err(Failure::stopped)?;
        self.settle().await?;
        self.time.keep(self.hand.ahead()).await
    }

    async fn pass_until(&self, ahead: Duration) {
        self.hand.move_to(ahead);
        self.provider.pass_until(self.clock.billing_now().unix_timestamp()).await;
    }

    /// Until nothing is left to do on this day.
    async fn settle(&self) -> Result<(), Failure> {
        for _ in 0..LOOKS_MAX {
            let found = self.worker.settle_round().await.map_err(Failure::stopped)?;
            let delivered = self.provider.deliver().await;
            match found.done + delivered {
                0 if found.under_way == 0 => return Ok(()),
                0 => sleep(PATIENCE).await,
                _ => self.pass_until(self.hand.ahead() + BETWEEN_LOOKS).await,
            }
        }
        Ok(())
    }
}
