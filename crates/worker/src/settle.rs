//! Everything that works on firms' accounts by itself, done on demand: for whoever lets days pass and wants each to be over before the next
//! begins.

use store::WorkerScope;

use crate::{JobError, LEASE, Worker, count};

/// What a look found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Jobs, collections and messages that were worked on.
    pub done: usize,
    /// What another worker has begun.
    pub under_way: usize,
}

impl Worker {
    /// One look of every part. What has to wait for its next try is not waited for.
    pub async fn settle_round(&self) -> Result<Found, JobError> {
        let mut tx = self.store.begin(&WorkerScope, "jobs.claim").await?;
        let claimed = tx.jobs_claim_billing(count(self.at_once), LEASE).await?;
        tx.commit().await?;
        let mut done = self.work_all(claimed).await;
        if self.payments.is_some() {
            done += self.resume_collections().await?;
            done += self.read_inbox().await?;
        }
        let mut tx = self.store.begin(&WorkerScope, "jobs.under_way").await?;
        let under_way = tx.billing_under_way().await?;
        tx.commit().await?;
        Ok(Found { done, under_way: usize::try_from(under_way).unwrap_or(usize::MAX) })
    }
}
