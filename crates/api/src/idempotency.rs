//! Requests that must happen once although they may be sent twice.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{TenantScope, Tx};

use crate::app::App;
use crate::problem::Problem;

/// The `Idempotency-Key` header, required where this is an argument.
pub struct IdempotencyKey(String);

impl FromRequestParts<App> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let value = parts.headers.get("idempotency-key").ok_or(Problem::IdempotencyKeyMissing)?;
        let key = value.to_str().map_err(|_| Problem::IdempotencyKeyMissing)?.trim();
        if key.is_empty() || key.chars().count() > 100 {
            return Err(Problem::IdempotencyKeyMissing);
        }
        Ok(IdempotencyKey(key.to_owned()))
    }
}

impl IdempotencyKey {
    /// The answer an earlier request with this key got, if it had the same content. Otherwise the key is this transaction's now.
    pub async fn replay(
        &self,
        tx: &mut Tx<TenantScope>,
        operation: &str,
        body: &[u8],
    ) -> Result<Option<serde_json::Value>, Problem> {
        let hash: [u8; 32] = Sha256::digest(body).into();
        Ok(tx.idempotency_claim(&self.0, operation, &hash).await?)
    }

    /// Keeps the answer for the next time.
    pub async fn keep<T: Serialize>(
        &self,
        tx: &mut Tx<TenantScope>,
        answer: &T,
    ) -> Result<serde_json::Value, Problem> {
        let answer = serde_json::to_value(answer).map_err(|_| Problem::Internal)?;
        tx.idempotency_answer(&self.0, &answer).await?;
        Ok(answer)
    }
}
