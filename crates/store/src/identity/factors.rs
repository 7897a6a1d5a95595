//! Second factors: authenticator applications, recovery codes, the tries at them, and sign-ins that wait for one.

use access::second_factor::{TRIES, TRIES_MINUTES};
use domain::ids::UserId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{IdentityScope, Result, Tx};

/// Which second factors a person has.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Factors {
    pub totp_since: Option<OffsetDateTime>,
    pub passkeys: i64,
    pub recovery_codes_left: i64,
}

impl Factors {
    /// Recovery codes alone are none: they stand in for one.
    pub fn any(&self) -> bool {
        self.totp_since.is_some() || self.passkeys > 0
    }
}

/// The authenticator application of a person, its secrets sealed.
#[derive(sqlx::FromRow)]
pub struct Totp {
    pub secret: Option<Vec<u8>>,
    pub pending: Option<Vec<u8>>,
}

/// Too many tries; after these seconds there are new ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TryRefused {
    pub seconds: u32,
}

impl Tx<IdentityScope> {
    pub async fn factors_of(&mut self, user: UserId) -> Result<Factors> {
        let factors = sqlx::query_as(
            "SELECT (SELECT confirmed_at FROM identity.totp WHERE user_id = $1) AS totp_since,
                    (SELECT count(*) FROM identity.passkeys WHERE user_id = $1) AS passkeys,
                    (SELECT count(*) FROM identity.recovery_codes WHERE user_id = $1) AS recovery_codes_left",
        )
        .bind(user.uuid())
        .fetch_one(self.conn())
        .await?;
        Ok(factors)
    }

    /// Takes one of the tries a person has at second factors, whichever of them and on whichever replica.
    pub async fn factor_try(&mut self, user: UserId) -> Result<std::result::Result<(), TryRefused>> {
        let taken: Option<i16> = sqlx::query_scalar(
            "INSERT INTO identity.second_factor_tries AS t (user_id, tries) VALUES ($1, 1)
             ON CONFLICT (user_id) DO UPDATE SET
                tries = CASE WHEN t.since < now() - make_interval(mins => $3) THEN 1 ELSE t.tries + 1 END,
                since = CASE WHEN t.since < now() - make_interval(mins => $3) THEN now() ELSE t.since END
              WHERE t.tries < $2 OR t.since < now() - make_interval(mins => $3)
             RETURNING tries",
        )
        .bind(user.uuid())
        .bind(TRIES)
        .bind(TRIES_MINUTES)
        .fetch_optional(self.conn())
        .await?;
        if taken.is_some() {
            return Ok(Ok(()));
        }
        let seconds: i32 = sqlx::query_scalar(
            "SELECT ceil(extract(epoch FROM since + make_interval(mins => $2) - now()))::int
               FROM identity.second_factor_tries WHERE user_id = $1",
        )
        .bind(user.uuid())
        .bind(TRIES_MINUTES)
        .fetch_one(self.conn())
        .await?;
        Ok(Err(TryRefused { seconds: u32::try_from(seconds).unwrap_or(1).max(1) }))
    }

    /// A try was right: the others come back.
    pub async fn factor_right(&mut self, user: UserId) -> Result<()> {
        sqlx::query("DELETE FROM identity.second_factor_tries WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    pub async fn totp_of(&mut self, user: UserId) -> Result<Option<Totp>> {
        let totp = sqlx::query_as("SELECT secret, pending FROM identity.totp WHERE user_id = $1")
            .bind(user.uuid())
            .fetch_optional(self.conn())
            .await?;
        Ok(totp)
    }

    /// Keeps a new secret until its first code has been typed; one in use goes on meanwhile.
    pub async fn totp_begin(&mut self, user: UserId, sealed: &[u8]) -> Result<()> {
        sqlx::query(
            "INSERT INTO identity.totp (user_id, pending) VALUES ($1, $2)
             ON CONFLICT (user_id) DO UPDATE SET pending = excluded.pending",
        )
        .bind(user.uuid())
        .bind(sealed)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The pending secret is the one in use from now on, and the code that proved it is spent. False when another secret is pending by now.
    pub async fn totp_confirm(&mut self, user: UserId, sealed: &[u8], step: i64) -> Result<bool> {
        let confirmed = sqlx::query(
            "UPDATE identity.totp SET secret = pending, pending = NULL, confirmed_at = now(), last_step = $3
              WHERE user_id = $1 AND pending = $2",
        )
        .bind(user.uuid())
        .bind(sealed)
        .bind(step)
        .execute(self.conn())
        .await?;
        Ok(confirmed.rows_affected() > 0)
    }

    /// Spends a time step, and every earlier one with it; false when it was spent before.
    pub async fn totp_use(&mut self, user: UserId, step: i64) -> Result<bool> {
        let used = sqlx::query(
            "UPDATE identity.totp SET last_step = $2 WHERE user_id = $1 AND last_step < $2 AND secret IS NOT NULL",
        )
        .bind(user.uuid())
        .bind(step)
        .execute(self.conn())
        .await?;
        Ok(used.rows_affected() > 0)
    }

    /// The same secret, sealed with the key in use.
    pub async fn totp_reseal(&mut self, user: UserId, before: &[u8], sealed: &[u8]) -> Result<()> {
        sqlx::query("UPDATE identity.totp SET secret = $3 WHERE user_id = $1 AND secret = $2")
            .bind(user.uuid())
            .bind(before)
            .bind(sealed)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// False when there was none in use.
    pub async fn totp_remove(&mut self, user: UserId) -> Result<bool> {
        let in_use: Option<bool> =
            sqlx::query_scalar("DELETE FROM identity.totp WHERE user_id = $1 RETURNING secret IS NOT NULL")
                .bind(user.uuid())
                .fetch_optional(self.conn())
                .await?;
        Ok(in_use.unwrap_or(false))
    }

    /// These codes and no others.
    pub async fn recovery_codes_set(&mut self, user: UserId, digests: &[[u8; 32]]) -> Result<()> {
        sqlx::query("DELETE FROM identity.recovery_codes WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        let digests: Vec<&[u8]> = digests.iter().map(|digest| digest.as_slice()).collect();
        sqlx::query(
            "INSERT INTO identity.recovery_codes (user_id, code_hash) SELECT $1, code FROM unnest($2::bytea[]) AS code",
        )
        .bind(user.uuid())
        .bind(digests)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Spends a recovery code; false when it is none of theirs, or spent.
    pub async fn recovery_code_use(&mut self, user: UserId, digest: &[u8; 32]) -> Result<bool> {
        let used = sqlx::query("DELETE FROM identity.recovery_codes WHERE user_id = $1 AND code_hash = $2")
            .bind(user.uuid())
            .bind(digest.as_slice())
            .execute(self.conn())
            .await?;
        Ok(used.rows_affected() > 0)
    }

    /// The password was right: keeps the sign-in until its second factor, for as long as is said.
    pub async fn challenge_create(
        &mut self,
        user: UserId,
        token_hash: &[u8; 32],
        expires_at: OffsetDateTime,
    ) -> Result<()> {
        sqlx::query(
            "DELETE FROM identity.challenges WHERE user_id = $1 AND (expires_at < now() OR token_hash IN (
                SELECT token_hash FROM identity.challenges WHERE user_id = $1 ORDER BY expires_at DESC OFFSET 9))",
        )
        .bind(user.uuid())
        .execute(self.conn())
        .await?;
        sqlx::query("INSERT INTO identity.challenges (token_hash, user_id, expires_at) VALUES ($1, $2, $3)")
            .bind(token_hash.as_slice())
            .bind(user.uuid())
            .bind(expires_at)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Whose sign-in this is.
    pub async fn challenge_user(&mut self, token_hash: &[u8; 32]) -> Result<Option<UserId>> {
        let user: Option<Uuid> = sqlx::query_scalar(
            "SELECT user_id FROM identity.challenges WHERE token_hash = $1 AND expires_at > now()",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        Ok(user.map(UserId::from))
    }

    /// Takes the sign-in out; false when somebody else was faster.
    pub async fn challenge_take(&mut self, token_hash: &[u8; 32]) -> Result<bool> {
        let taken =
            sqlx::query("DELETE FROM identity.challenges WHERE token_hash = $1 AND expires_at > now()")
                .bind(token_hash.as_slice())
                .execute(self.conn())
                .await?;
        Ok(taken.rows_affected() > 0)
    }

    /// No second factor is left: recovery codes stand in for nothing, and no session counts as having shown one.
    pub async fn factors_gone(&mut self, user: UserId) -> Result<()> {
        sqlx::query("DELETE FROM identity.recovery_codes WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        self.sessions_without_factor(user).await
    }
}
