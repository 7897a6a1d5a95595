//! People who log in, and sign-ups waiting for their code. Sessions, second factors and ways back in have files of their own.

mod factors;
mod passkeys;
mod passwords;
mod refresh;
pub(crate) mod sessions;

use access::role::Role;
use domain::consent::ConsentKind;
use domain::ids::UserId;
use domain::language::Language;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

pub use factors::{Factors, Totp, TryRefused};
pub use passkeys::{Ceremony, CeremonyKind, NewCeremony, Passkey, StoredPasskey};
pub use passwords::{Address, ResetLink};
pub use refresh::{Held, Used};
pub use sessions::{Holder, NewSession, Origin, Session, SessionKind};

use crate::billing::Wish;
use crate::jobs::NewJob;
use crate::{Error, IdentityScope, Result, Tx};

/// What is needed to check a password.
pub struct Credentials {
    pub user: UserId,
    pub password_hash: String,
}

/// A sign-up that waits for its code.
pub struct Signup {
    pub id: Uuid,
    pub email: String,
    pub language: Language,
    pub password_hash: String,
    pub code_hash: Vec<u8>,
    pub expires_at: OffsetDateTime,
    pub wish: Option<Wish>,
}

/// A sign-up as read back, to compare a code with.
pub struct PendingSignup {
    pub id: Uuid,
    pub language: Language,
    pub password_hash: String,
    pub code_hash: Vec<u8>,
    pub expired: bool,
}

fn written(wish: &Wish) -> Result<Value> {
    serde_json::to_value(wish).map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))
}

impl Tx<IdentityScope> {
    pub async fn credentials(&mut self, email: &str) -> Result<Option<Credentials>> {
        let row: Option<(Uuid, String)> =
            sqlx::query_as("SELECT id, password_hash FROM identity.users WHERE email = $1")
                .bind(email)
                .fetch_optional(self.conn())
                .await?;
        Ok(row.map(|(user, password_hash)| Credentials { user: user.into(), password_hash }))
    }

    /// Stores a sign-up in place of an earlier one of the same address.
    pub async fn signup_put(&mut self, signup: &Signup, tries: i16) -> Result<()> {
        sqlx::query(
            "INSERT INTO identity.signups (email, id, language, password_hash, code_hash, tries_left, expires_at, wish)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (email) DO UPDATE SET id = excluded.id, language = excluded.language,
                 password_hash = excluded.password_hash, code_hash = excluded.code_hash, tries_left = excluded.tries_left,
                 expires_at = excluded.expires_at, wish = excluded.wish, created_at = now()",
        )
        .bind(&signup.email)
        .bind(signup.id)
        .bind(signup.language.as_str())
        .bind(&signup.password_hash)
        .bind(&signup.code_hash)
        .bind(tries)
        .bind(signup.expires_at)
        .bind(signup.wish.as_ref().map(written).transpose()?)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Takes one try off a waiting sign-up and returns it; nothing when there is none or its tries are used up.
    pub async fn signup_try(&mut self, email: &str) -> Result<Option<PendingSignup>> {
        let row: Option<(Uuid, String, String, Vec<u8>, bool)> = sqlx::query_as(
            "UPDATE identity.signups SET tries_left = tries_left - 1 WHERE email = $1 AND tries_left > 0
             RETURNING id, language, password_hash, code_hash, expires_at <= now()",
        )
        .bind(email)
        .fetch_optional(self.conn())
        .await?;
        row.map(|(id, language, password_hash, code_hash, expired)| {
            Ok(PendingSignup { id, language: language_of(&language)?, password_hash, code_hash, expired })
        })
        .transpose()
    }

    /// Forgets a sign-up whose address was proven in another way.
    pub async fn signup_forget(&mut self, email: &str) -> Result<()> {
        sqlx::query("DELETE FROM identity.signups WHERE email = $1").bind(email).execute(self.conn()).await?;
        Ok(())
    }

    /// Makes a user of a confirmed sign-up, who goes on wishing for the same plan. Nothing when the address became a user's in the meantime.
    pub async fn signup_confirm(&mut self, email: &str, signup: &PendingSignup) -> Result<Option<UserId>> {
        let wish: Option<Option<Value>> =
            sqlx::query_scalar("DELETE FROM identity.signups WHERE email = $1 RETURNING wish")
                .bind(email)
                .fetch_optional(self.conn())
                .await?;
        let user = self.user_create(email, None, signup.language, &signup.password_hash).await?;
        if let (Some(user), Some(wish)) = (user, wish.flatten()) {
            sqlx::query("UPDATE identity.users SET wish = $2 WHERE id = $1")
                .bind(user.uuid())
                .bind(wish)
                .execute(self.conn())
                .await?;
        }
        Ok(user)
    }

    /// What the person chose when signing up; asked for once.
    pub async fn wish_take(&mut self, user: UserId) -> Result<Option<Wish>> {
        let kept: Option<Option<Value>> = sqlx::query_scalar(
            "UPDATE identity.users u SET wish = NULL FROM identity.users before
              WHERE u.id = $1 AND before.id = u.id AND before.wish IS NOT NULL RETURNING before.wish",
        )
        .bind(user.uuid())
        .fetch_optional(self.conn())
        .await?;
        let read = |wish| {
            serde_json::from_value(wish)
                .map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
        };
        kept.flatten().map(read).transpose()
    }

    pub async fn user_create(
        &mut self,
        email: &str,
        name: Option<&str>,
        language: Language,
        password_hash: &str,
    ) -> Result<Option<UserId>> {
        let created: Option<Uuid> = sqlx::query_scalar(
            "INSERT INTO identity.users (id, email, name, language, password_hash) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (email) DO NOTHING RETURNING id",
        )
        .bind(Uuid::now_v7())
        .bind(email)
        .bind(name)
        .bind(language.as_str())
        .bind(password_hash)
        .fetch_optional(self.conn())
        .await?;
        let user = created.map(UserId::from);
        if let Some(user) = user {
            for kind in ConsentKind::AT_SIGN_UP {
                self.consent_give(user, kind, kind.version()).await?;
            }
        }
        Ok(user)
    }

    pub async fn user_update(
        &mut self,
        user: UserId,
        language: Option<Language>,
        name: Option<&str>,
    ) -> Result<()> {
        sqlx::query("UPDATE identity.users SET language = coalesce($2, language), name = coalesce($3, name) WHERE id = $1")
            .bind(user.uuid())
            .bind(language.map(|language| language.as_str()))
            .bind(name)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Queues work that belongs to no copro, such as the mail with a verification code.
    pub async fn job_enqueue(&mut self, job: &NewJob) -> Result<()> {
        job.insert(self.conn(), None).await
    }
}

pub(crate) fn language_of(text: &str) -> Result<Language> {
    text.parse().map_err(|_| corrupt("language", text))
}

pub(crate) fn role_of(text: &str) -> Result<Role> {
    text.parse().map_err(|_| corrupt("role", text))
}

/// A value that a check constraint of the schema should have kept out.
pub(crate) fn corrupt(what: &'static str, found: &str) -> Error {
    Error::Database(sqlx::Error::Decode(format!("unknown {what} {found:?} in the database").into()))
}
