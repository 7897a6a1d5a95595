//! Requests that must happen once although they may be sent twice.
//!
//! Every unsafe operation of somebody signed in takes an `Idempotency-Key`; those that post money require one. The key is claimed, the effect
//! made and the answer kept in one transaction: a request sent again, by a double click or after a lost answer, gets the first answer, and of
//! two at the same moment the second waits for the first.

use std::fmt::Display;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{StatusCode, header};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::Tx;
use store::idempotency::{Claim, Kept, Notebook};

use crate::app::App;
use crate::context::Context;
use crate::problem::Problem;

const KEY_CHARS_MAX: usize = 100;

/// The `Idempotency-Key` of a request, if it has one, and what the request asks for.
#[derive(Clone)]
pub struct Repeat {
    key: Option<String>,
    target: String,
    context: Context,
}

impl<S: Send + Sync> FromRequestParts<S> for Repeat {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Repeat::of(parts)
    }
}

impl Repeat {
    pub fn of(parts: &Parts) -> Result<Repeat, Problem> {
        let context = parts.extensions.get::<Context>().cloned().ok_or(Problem::Internal)?;
        Ok(Repeat { key: key_of(parts)?, target: format!("{} {}", parts.method, parts.uri), context })
    }

    /// Does `act` in `tx` and commits: once, however often `who` sends this request with its key.
    pub async fn once<S, T, F>(
        &self,
        who: impl Display,
        mut tx: Tx<S>,
        operation: &'static str,
        status: StatusCode,
        act: F,
    ) -> Result<Response, Problem>
    where
        S: Notebook,
        T: Serialize,
        F: AsyncFnOnce(&mut Tx<S>) -> Result<T, Problem>,
    {
        let claim = self.claim(who, operation);
        if let Some(claim) = &claim
            && let Some(kept) = tx.idempotency_claim(claim).await?
        {
            return answer(&kept);
        }
        let result = act(&mut tx).await?;
        let Some(claim) = claim else {
            tx.commit().await?;
            return said(status, &result);
        };
        let body = serde_json::to_value(result).map_err(|_| Problem::Internal)?;
        let kept = Kept { status: status.as_u16(), body };
        tx.commit_keeping(&claim, &kept).await?;
        answer(&kept)
    }

    pub fn knows_body(&self, content: &[u8]) {
        self.context.knows_body(content);
    }

    /// The body was read by the time this is asked; what has none is hashed as empty.
    fn claim(&self, who: impl Display, operation: &'static str) -> Option<Claim> {
        let key = self.key.as_ref()?;
        let mut request = Sha256::new();
        request.update(self.target.as_bytes());
        request.update(self.context.body_hash().unwrap_or_default());
        Some(Claim { key: format!("{who}:{key}"), operation, request: request.finalize().into() })
    }
}

fn answer(kept: &Kept) -> Result<Response, Problem> {
    said(StatusCode::from_u16(kept.status).map_err(|_| Problem::Internal)?, &kept.body)
}

fn said<T: Serialize>(status: StatusCode, result: &T) -> Result<Response, Problem> {
    let text = serde_json::to_vec(result).map_err(|_| Problem::Internal)?;
    // `()`: there is nothing to say beyond the status.
    if text == b"null" {
        return Ok(status.into_response());
    }
    Ok((status, [(header::CONTENT_TYPE, "application/json")], text).into_response())
}

fn key_of(parts: &Parts) -> Result<Option<String>, Problem> {
    let Some(value) = parts.headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().map_err(|_| Problem::IdempotencyKeyInvalid)?.trim();
    if key.is_empty() || key.len() > KEY_CHARS_MAX {
        return Err(Problem::IdempotencyKeyInvalid);
    }
    Ok(Some(key.to_owned()))
}

/// Named in the signature of an operation that posts money: without a key it is refused.
pub struct KeyRequired;

impl FromRequestParts<App> for KeyRequired {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        key_of(parts)?.map(|_| KeyRequired).ok_or(Problem::IdempotencyKeyMissing)
    }
}
