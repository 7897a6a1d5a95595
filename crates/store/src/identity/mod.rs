//! People who log in, and sign-ups waiting for their code. Sessions, second factors and ways back in have files of their own.

mod factors;
mod passkeys;
mod passwords;
mod refresh;
mod sessions;

use access::caller::Caller;
use access::role::Role;
use domain::ids::{FirmId, UserId};
use domain::language::Language;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

pub use factors::{Factors, Totp, TryRefused};
pub use passkeys::{Ceremony, CeremonyKind, NewCeremony, Passkey, StoredPasskey};
pub use passwords::{Address, ResetLink};
pub use refresh::{Held, Used};
pub use sessions::{Holder, NewSession, Origin, Session, SessionKind};

use crate::jobs::NewJob;
use crate::{Error, FirmScope, IdentityScope, Result, Store, TenantScope, Tx};

/// A firm the caller works for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Membership {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
}

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
}

/// A sign-up as read back, to compare a code with.
pub struct PendingSignup {
    pub id: Uuid,
    pub language: Language,
    pub password_hash: String,
    pub code_hash: Vec<u8>,
    pub expired: bool,
}

impl Store {
    pub async fn firms_of(&self, caller: &Caller) -> Result<Vec<Membership>> {
        crate::meter::count_statement();
        let rows: Vec<(Uuid, String, String)> =
            sqlx::query_as("SELECT firm_id, name, role FROM app.firms_of($1)")
                .bind(caller.user.uuid())
                .fetch_all(&self.pool)
                .await?;
        rows.into_iter().map(|(id, name, role)| Ok(Membership { id, name, role: role_of(&role)? })).collect()
    }

    /// The caller's scope over one firm, or nothing when it does not exist for the caller.
    pub async fn resolve_firm(&self, caller: &Caller, firm: FirmId) -> Result<Option<FirmScope>> {
        crate::meter::count_statement();
        let row: Option<(Uuid, String)> =
            sqlx::query_as("SELECT firm_id, role FROM app.resolve_firm($1, $2)")
                .bind(caller.user.uuid())
                .bind(firm.uuid())
                .fetch_optional(&self.pool)
                .await?;
        row.map(|(firm, role)| {
            Ok(FirmScope {
                firm: firm.into(),
                actor: caller.actor(),
                user: caller.user,
                role: role_of(&role)?,
            })
        })
        .transpose()
    }

    /// The caller's scope over one copro, named by slug or id, or nothing when it does not exist for the caller.
    pub async fn resolve_copro(&self, caller: &Caller, slug_or_id: &str) -> Result<Option<TenantScope>> {
        crate::meter::count_statement();
        let row: Option<(Uuid, Uuid, String, String)> =
            sqlx::query_as("SELECT tenant_id, firm_id, slug, role FROM app.resolve_copro($1, $2)")
                .bind(caller.user.uuid())
                .bind(slug_or_id)
                .fetch_optional(&self.pool)
                .await?;
        row.map(|(tenant, firm, slug, role)| {
            Ok(TenantScope {
                tenant: tenant.into(),
                firm: firm.into(),
                slug,
                actor: caller.actor(),
                user: caller.user,
                role: role_of(&role)?,
            })
        })
        .transpose()
    }
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
            "INSERT INTO identity.signups (email, id, language, password_hash, code_hash, tries_left, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (email) DO UPDATE SET id = excluded.id, language = excluded.language,
                 password_hash = excluded.password_hash, code_hash = excluded.code_hash, tries_left = excluded.tries_left,
                 expires_at = excluded.expires_at, created_at = now()",
        )
        .bind(&signup.email)
        .bind(signup.id)
        .bind(signup.language.as_str())
        .bind(&signup.password_hash)
        .bind(&signup.code_hash)
        .bind(tries)
        .bind(signup.expires_at)
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

    /// Makes a user of a confirmed sign-up. Nothing when the address became a user's in the meantime.
    pub async fn signup_confirm(&mut self, email: &str, signup: &PendingSignup) -> Result<Option<UserId>> {
        sqlx::query("DELETE FROM identity.signups WHERE email = $1").bind(email).execute(self.conn()).await?;
        self.user_create(email, None, signup.language, &signup.password_hash).await
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
        Ok(created.map(UserId::from))
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
