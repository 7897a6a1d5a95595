//! Requests that must happen once although they may be sent twice: the key, and the answer it was given, beside the effect.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{BillingScope, FirmScope, IdentityScope, Refusal, Result, Scope, TenantScope, Tx};

/// One request as it is recognised again.
pub struct Claim {
    /// Who sent it, and the key they chose.
    pub key: String,
    pub operation: &'static str,
    /// Hash of path and body: the same key for other content is a mistake of the sender.
    pub request: [u8; 32],
}

/// The answer that a repeated request gets again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    pub status: u16,
    pub body: Value,
}

/// Where a scope keeps its keys.
pub trait Notebook: Scope {
    const CLAIM: &'static str;
    const READ: &'static str;
    const KEEP: &'static str;
    /// The same beside `app.finish`, whose values follow, where a transaction ends with it.
    const KEEP_AND_FINISH: Option<&'static str> = None;
}

impl Notebook for TenantScope {
    const CLAIM: &'static str = "INSERT INTO tenant.idempotency (key, operation, request_hash) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, key) DO NOTHING";
    const READ: &'static str =
        "SELECT operation, request_hash, answer FROM tenant.idempotency WHERE key = $1";
    const KEEP: &'static str = "UPDATE tenant.idempotency SET answer = $2 WHERE key = $1";
    const KEEP_AND_FINISH: Option<&'static str> = Some(
        "WITH kept AS (UPDATE tenant.idempotency SET answer = $2 WHERE key = $1) SELECT app.finish($3, $4, $5, $6)",
    );
}

impl Notebook for FirmScope {
    const CLAIM: &'static str = "INSERT INTO firm.idempotency (key, operation, request_hash) VALUES ($1, $2, $3) ON CONFLICT (firm_id, key) DO NOTHING";
    const READ: &'static str = "SELECT operation, request_hash, answer FROM firm.idempotency WHERE key = $1";
    const KEEP: &'static str = "UPDATE firm.idempotency SET answer = $2 WHERE key = $1";
}

/// A firm's account keeps its keys where the firm does.
impl Notebook for BillingScope {
    const CLAIM: &'static str = FirmScope::CLAIM;
    const READ: &'static str = FirmScope::READ;
    const KEEP: &'static str = FirmScope::KEEP;
}

impl Notebook for IdentityScope {
    const CLAIM: &'static str = "INSERT INTO identity.idempotency (key, operation, request_hash) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING";
    const READ: &'static str =
        "SELECT operation, request_hash, answer FROM identity.idempotency WHERE key = $1";
    const KEEP: &'static str = "UPDATE identity.idempotency SET answer = $2 WHERE key = $1";
}

impl<S: Notebook> Tx<S> {
    /// Claims a key for one operation in this transaction, or returns the answer it was given before.
    ///
    /// A second request with the same key waits here until the first commits (and then replays it) or rolls back (and then takes over).
    /// The same key for other content is refused as [`Refusal::KeyReused`].
    pub async fn idempotency_claim(&mut self, claim: &Claim) -> Result<Option<Kept>> {
        let claimed = sqlx::query(S::CLAIM)
            .bind(&claim.key)
            .bind(claim.operation)
            .bind(claim.request.as_slice())
            .execute(self.conn())
            .await?;
        if claimed.rows_affected() == 1 {
            return Ok(None);
        }
        let (operation, request, answer): (String, Vec<u8>, Option<Value>) =
            sqlx::query_as(S::READ).bind(&claim.key).fetch_one(self.conn()).await?;
        if operation != claim.operation || request != claim.request {
            return Err(Refusal::KeyReused.into());
        }
        Ok(answer.and_then(|answer| serde_json::from_value(answer).ok()))
    }

    /// Keeps the answer that a repeated request will get.
    pub(crate) async fn idempotency_answer(&mut self, claim: &Claim, kept: &Kept) -> Result<()> {
        sqlx::query(S::KEEP).bind(&claim.key).bind(sqlx::types::Json(kept)).execute(self.conn()).await?;
        Ok(())
    }
}
