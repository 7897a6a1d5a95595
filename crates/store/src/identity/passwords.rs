//! Passwords: set anew, by who knows the old one or by who reads the mail.

use access::token::Token;
use domain::ids::UserId;
use domain::language::Language;
use uuid::Uuid;

use super::language_of;
use crate::{IdentityScope, Result, Tx};

/// How long a link in a mail opens the door.
const RESET_MINUTES: i32 = 60;

/// Where a person reads mail, and in which language.
pub struct Address {
    pub email: String,
    pub language: Language,
}

/// What a mail needs to lead back in. The only place where the secret of the link exists in clear.
pub struct ResetLink {
    pub token: Token,
    pub language: Language,
    pub minutes: u32,
}

impl Tx<IdentityScope> {
    pub async fn password_hash_of(&mut self, user: UserId) -> Result<String> {
        let hash = sqlx::query_scalar("SELECT password_hash FROM identity.users WHERE id = $1")
            .bind(user.uuid())
            .fetch_one(self.conn())
            .await?;
        Ok(hash)
    }

    /// The same password hashed at another cost; nothing when it was changed meanwhile.
    pub async fn password_rehash(&mut self, user: UserId, before: &str, password_hash: &str) -> Result<()> {
        sqlx::query("UPDATE identity.users SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
            .bind(user.uuid())
            .bind(before)
            .bind(password_hash)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Another password. Sign-ins that wait for their second factor were begun with the one before: they end.
    pub async fn password_set(&mut self, user: UserId, password_hash: &str) -> Result<()> {
        sqlx::query("UPDATE identity.users SET password_hash = $2 WHERE id = $1")
            .bind(user.uuid())
            .bind(password_hash)
            .execute(self.conn())
            .await?;
        sqlx::query("DELETE FROM identity.challenges WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Whether the password that was checked is still the one, and stays it until the end of this transaction: a sign-in that took its time must
    /// not outlive a change of the password that was to end all sessions.
    pub async fn password_stays(&mut self, user: UserId, password_hash: &str) -> Result<bool> {
        let same: Option<bool> = sqlx::query_scalar(
            "SELECT password_hash = $2 FROM identity.users WHERE id = $1 FOR NO KEY UPDATE",
        )
        .bind(user.uuid())
        .bind(password_hash)
        .fetch_optional(self.conn())
        .await?;
        Ok(same.unwrap_or(false))
    }

    pub async fn address_of(&mut self, user: UserId) -> Result<Address> {
        let (email, language): (String, String) =
            sqlx::query_as("SELECT email, language FROM identity.users WHERE id = $1")
                .bind(user.uuid())
                .fetch_one(self.conn())
                .await?;
        Ok(Address { email, language: language_of(&language)? })
    }

    /// A link for whoever has this address; nothing when nobody has. Replaces an earlier one.
    pub async fn reset_open(&mut self, email: &str) -> Result<Option<ResetLink>> {
        let found: Option<(Uuid, String)> =
            sqlx::query_as("SELECT id, language FROM identity.users WHERE email = $1")
                .bind(email)
                .fetch_optional(self.conn())
                .await?;
        let Some((user, language)) = found else { return Ok(None) };
        let token = Token::draw();
        sqlx::query(
            "INSERT INTO identity.password_resets (user_id, token_hash, expires_at) VALUES ($1, $2, now() + make_interval(mins => $3))
             ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at",
        )
        .bind(user)
        .bind(token.digest().as_bytes().as_slice())
        .bind(RESET_MINUTES)
        .execute(self.conn())
        .await?;
        let minutes = u32::try_from(RESET_MINUTES).unwrap_or_default();
        Ok(Some(ResetLink { token, language: language_of(&language)?, minutes }))
    }

    /// Whose link this is, while it is open.
    pub async fn reset_user(&mut self, token_hash: &[u8; 32]) -> Result<Option<UserId>> {
        let user: Option<Uuid> = sqlx::query_scalar(
            "SELECT user_id FROM identity.password_resets WHERE token_hash = $1 AND expires_at > now()",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        Ok(user.map(UserId::from))
    }

    /// Uses a link up; false when it has been used or replaced meanwhile.
    pub async fn reset_take(&mut self, token_hash: &[u8; 32]) -> Result<bool> {
        let taken =
            sqlx::query("DELETE FROM identity.password_resets WHERE token_hash = $1 AND expires_at > now()")
                .bind(token_hash.as_slice())
                .execute(self.conn())
                .await?;
        Ok(taken.rows_affected() > 0)
    }

    /// The password was changed by who knew it: a link asked for before leads nowhere.
    pub async fn reset_close(&mut self, user: UserId) -> Result<()> {
        sqlx::query("DELETE FROM identity.password_resets WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
