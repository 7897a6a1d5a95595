//! Families of refresh tokens: one session, one unused token, and digests of all that were used.

use access::caller::SessionId;
use access::refresh::{NONCE_BYTES, REPEAT_SECONDS};
use domain::ids::UserId;
use uuid::Uuid;

use crate::{IdentityScope, Result, Tx};

type UsedRow = (Option<bool>, Option<Vec<u8>>, Option<Vec<u8>>);

/// An API session lives this long after its last refresh, and never longer than the second figure after it was opened.
const IDLE_DAYS: i32 = 14;
const LIFE_DAYS: i32 = 90;

/// A refresh token that was found, with its session locked until the end of the transaction.
pub struct Held {
    pub session: SessionId,
    pub user: UserId,
    pub used: Option<Used>,
}

/// What is kept of the first use of a token.
pub struct Used {
    /// So recently that it is the same use, sent twice.
    pub just_now: bool,
    pub nonce: Vec<u8>,
    pub successor_hash: Vec<u8>,
}

impl Tx<IdentityScope> {
    /// Finds a refresh token. Its session is locked first and the token read afterwards, so that of many at once each sees what the one before
    /// has done, and none waits in a circle with another.
    pub async fn refresh_hold(&mut self, token_hash: &[u8; 32]) -> Result<Option<Held>> {
        let session: Option<(Uuid, Uuid)> = sqlx::query_as(
            "SELECT s.id, s.user_id FROM identity.sessions s
              WHERE s.id = (SELECT r.session_id FROM identity.refresh_tokens r WHERE r.token_hash = $1) AND s.expires_at > now()
                FOR UPDATE",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        let Some((session, user)) = session else { return Ok(None) };
        let row: Option<UsedRow> = sqlx::query_as(
            "SELECT used_at > now() - make_interval(secs => $2), nonce, successor_hash
               FROM identity.refresh_tokens WHERE token_hash = $1",
        )
        .bind(token_hash.as_slice())
        .bind(f64::from(i32::try_from(REPEAT_SECONDS).unwrap_or(i32::MAX)))
        .fetch_optional(self.conn())
        .await?;
        let held = |used| Held { session: session.into(), user: user.into(), used };
        Ok(row.map(|row| match row {
            (Some(just_now), Some(nonce), Some(successor_hash)) => {
                held(Some(Used { just_now, nonce, successor_hash }))
            }
            _ => held(None),
        }))
    }

    /// Uses up a token in favour of its successor, and keeps the session alive.
    pub async fn refresh_use(
        &mut self,
        session: SessionId,
        token_hash: &[u8; 32],
        nonce: &[u8; NONCE_BYTES],
        successor_hash: &[u8; 32],
    ) -> Result<()> {
        sqlx::query(
            "UPDATE identity.refresh_tokens SET used_at = now(), nonce = $2, successor_hash = $3 WHERE token_hash = $1",
        )
        .bind(token_hash.as_slice())
        .bind(nonce.as_slice())
        .bind(successor_hash.as_slice())
        .execute(self.conn())
        .await?;
        sqlx::query("INSERT INTO identity.refresh_tokens (token_hash, session_id) VALUES ($1, $2)")
            .bind(successor_hash.as_slice())
            .bind(session.uuid())
            .execute(self.conn())
            .await?;
        sqlx::query(
            "UPDATE identity.sessions SET last_seen_at = now(),
                    expires_at = least(now() + make_interval(days => $2), created_at + make_interval(days => $3)) WHERE id = $1",
        )
        .bind(session.uuid())
        .bind(IDLE_DAYS)
        .bind(LIFE_DAYS)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
