//! Forgetting what has no ground any more.

use store::WorkerScope;

use crate::{JobError, Worker};

/// Rows of one kind in one transaction, and transactions in one go: what is left waits for the next.
const BATCH: i32 = 1_000;
const ROUNDS: usize = 50;

impl Worker {
    /// Deletes what is over: expired sessions and sign-ups, old answers to repeated requests, files of imports, requests nobody decided,
    /// packages nobody needs any more.
    pub(crate) async fn forget_expired(&self) -> Result<(), JobError> {
        for _ in 0..ROUNDS {
            if !self.forget_some().await? {
                break;
            }
        }
        self.forget_exports().await.map(drop)
    }

    /// Whether more of the same may be waiting.
    async fn forget_some(&self) -> store::Result<bool> {
        let mut tx = self.store.begin(&WorkerScope, "retention.forget").await?;
        let gone = tx.forget_expired(BATCH).await?;
        tx.commit().await?;
        for (what, count) in &gone {
            let count = u64::try_from(*count).unwrap_or_default();
            metrics::counter!("koprogo_forgotten_rows_total", "what" => what.clone()).increment(count);
        }
        Ok(gone.iter().any(|(_, count)| *count >= i64::from(BATCH)))
    }
}
