use serde_json::Value;

use crate::{Refusal, Result, TenantScope, Tx};

impl Tx<TenantScope> {
    /// Claims an idempotency key for one operation in this transaction, or returns the answer it was given before.
    ///
    /// A second request with the same key waits here until the first commits (and then replays it) or rolls back (and then takes over).
    /// The same key for other content is refused as [`Refusal::KeyReused`].
    pub async fn idempotency_claim(
        &mut self,
        key: &str,
        operation: &str,
        request: &[u8; 32],
    ) -> Result<Option<Value>> {
        let claimed = sqlx::query(
            "INSERT INTO tenant.idempotency (key, operation, request_hash) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, key) DO NOTHING",
        )
        .bind(key)
        .bind(operation)
        .bind(request.as_slice())
        .execute(self.conn())
        .await?;
        if claimed.rows_affected() == 1 {
            return Ok(None);
        }
        let (known_operation, known_request, answer): (String, Vec<u8>, Option<Value>) =
            sqlx::query_as("SELECT operation, request_hash, answer FROM tenant.idempotency WHERE key = $1")
                .bind(key)
                .fetch_one(self.conn())
                .await?;
        if known_operation != operation || known_request != request {
            return Err(Refusal::KeyReused.into());
        }
        Ok(answer)
    }

    /// Keeps the answer that a repeated request will get.
    pub async fn idempotency_answer(&mut self, key: &str, answer: &Value) -> Result<()> {
        sqlx::query("UPDATE tenant.idempotency SET answer = $2 WHERE key = $1")
            .bind(key)
            .bind(answer)
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
