//! Writes down the ends of the audit log's chains where the database cannot reach.

use audit::{Anchor, AnchorError, End, Hash};
use bytes::Bytes;
use files::Added;
use store::WorkerScope;
use store::audit::LastAnchor;
use time::OffsetDateTime;

use crate::{JobError, Worker};

/// Ends in one file.
const ENDS_MAX: i32 = 2000;
/// Files of one turn; what is left waits for the next.
const FILES_MAX: usize = 50;

impl Worker {
    /// Writes anchors until every chain's end of a moment ago is in one. How many files it wrote.
    ///
    /// What is written meanwhile waits for the next turn: of a copro that is written to all the time there would be no end.
    ///
    /// No transaction is open while the object store is written. A file that is there already was written by a worker that died before
    /// it could say so, or by one that runs beside this: if it is ours it is taken over, and the next number tried.
    pub async fn anchor(&self) -> Result<usize, JobError> {
        let mut written = 0;
        let mut last = self.last_anchor().await?;
        for _ in 0..FILES_MAX {
            let ends = self.ends().await?;
            if ends.is_empty() {
                break;
            }
            let all = i32::try_from(ends.len()).is_ok_and(|ends| ends < ENDS_MAX);
            let number = last.number + 1;
            let anchor =
                Anchor::sign(&self.keys, number, OffsetDateTime::now_utc(), &last.hash, ends.clone());
            let content = anchor.to_bytes();
            let hash = Anchor::hash_of(&content);
            last = match self.files.anchor_add(number, Bytes::from(content)).await? {
                Added::Now => {
                    written += 1;
                    let now = self.remember(LastAnchor { number, hash }, &ends).await?;
                    if all {
                        break;
                    }
                    now
                }
                Added::Before => self.take_over(number, last.hash).await?,
            };
        }
        Ok(written)
    }

    async fn take_over(&self, number: u64, previous: Hash) -> Result<LastAnchor, JobError> {
        let content = self.files.anchor(number).await?;
        let anchor = Anchor::parse(&content)?;
        anchor.verify(&self.keys)?;
        if anchor.number != number || anchor.previous != audit::hex(&previous) {
            return Err(AnchorError::Forged.into());
        }
        self.remember(LastAnchor { number, hash: Anchor::hash_of(&content) }, &anchor.ends).await
    }

    async fn last_anchor(&self) -> store::Result<LastAnchor> {
        let mut tx = self.store.begin(&WorkerScope, "audit.anchor_last").await?;
        let last = tx.audit_anchor_last().await?;
        tx.commit().await?;
        Ok(last)
    }

    async fn ends(&self) -> store::Result<Vec<End>> {
        let (ends, _) =
            self.store.begin_read(&WorkerScope, "audit.unanchored").await?.audit_unanchored(ENDS_MAX).await?;
        Ok(ends)
    }

    async fn remember(&self, last: LastAnchor, ends: &[End]) -> Result<LastAnchor, JobError> {
        let mut tx = self.store.begin(&WorkerScope, "audit.anchored").await?;
        tx.audit_anchored(last, ends).await?;
        tx.commit().await?;
        Ok(last)
    }

    /// For how long the oldest end has waited to be written down.
    pub(crate) async fn measure_lag(&self) {
        let waited = async {
            let mut tx = self.store.begin_read(&WorkerScope, "audit.lag").await?;
            tx.audit_unanchored(1).await
        };
        match waited.await {
            Ok((_, seconds)) => metrics::gauge!("koprogo_audit_anchor_lag_seconds").set(seconds),
            Err(error) => tracing::warn!(error = %error, "the lag of the anchors cannot be read"),
        }
    }
}
