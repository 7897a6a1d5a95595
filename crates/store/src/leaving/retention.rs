//! What has no ground any more goes, some rows at a time.

use crate::{Result, Tx, WorkerScope};

/// Answers kept for repeated requests, and files that imports were read from.
const IDEMPOTENCY_DAYS: i32 = 35;
const IMPORT_DAYS: i32 = 35;

impl Tx<WorkerScope> {
    /// Deletes up to `batch` rows of each kind whose time is over, and says how many of which went.
    pub async fn forget_expired(&mut self, batch: i32) -> Result<Vec<(String, i64)>> {
        Ok(sqlx::query_as("SELECT what, gone FROM app.forget_expired($1, $2, $3)")
            .bind(IDEMPOTENCY_DAYS)
            .bind(IMPORT_DAYS)
            .bind(batch)
            .fetch_all(self.conn())
            .await?)
    }
}
