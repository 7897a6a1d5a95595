//! Operators, how they sign in, and their sessions.

use access::operator::Operator;
use domain::language::Language;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::language_of;
use crate::{OpsScope, Result, Tx};

/// How long a session lives, and how long it may be left alone.
pub const SESSION_HOURS: i64 = 8;
const ENROLMENT_HOURS: i64 = 24;
const CEREMONY_MINUTES: i64 = 5;

/// What is needed to check a password and a code.
pub struct Credentials {
    pub id: Uuid,
    pub password_hash: String,
    pub totp_secret: Vec<u8>,
    pub totp_step: i64,
}

/// Somebody who has a link and has not yet chosen how to sign in.
pub struct Enrolment {
    pub operator: Uuid,
    pub email: String,
    pub totp_secret: Vec<u8>,
}

/// An operator as others see them.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct OperatorRow {
    pub id: Uuid,
    pub email: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub enrolled_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub disabled_at: Option<OffsetDateTime>,
    pub passkeys: i64,
    /// Signs in with a password and a code, too.
    pub password: bool,
}

impl Tx<OpsScope> {
    /// Who holds this session, and that they are still there. Nothing when it is over, or was left alone for half an hour.
    pub async fn operator_of(&mut self, token_hash: &[u8; 32]) -> Result<Option<Operator>> {
        let row: Option<(Uuid, Uuid, String, String, OffsetDateTime)> = sqlx::query_as(
            "UPDATE ops.sessions s SET last_seen_at = now() FROM ops.operators o
              WHERE s.token_hash = $1 AND s.expires_at > now() AND s.last_seen_at > now() - interval '30 minutes'
                AND o.id = s.operator_id AND o.disabled_at IS NULL
             RETURNING o.id, s.id, o.email, o.language, s.expires_at",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        row.map(|(id, session, email, language, expires_at)| {
            Ok(Operator {
                id,
                session,
                email,
                language: language_of(&language)?,
                expires_at,
                token_hash: *token_hash,
            })
        })
        .transpose()
    }

    pub async fn operator_session_create(&mut self, operator: Uuid, token_hash: &[u8; 32]) -> Result<()> {
        sqlx::query(
            "INSERT INTO ops.sessions (id, operator_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + make_interval(hours => $4))",
        )
        .bind(Uuid::now_v7())
        .bind(operator)
        .bind(token_hash.as_slice())
        .bind(i32::try_from(SESSION_HOURS).unwrap_or(8))
        .execute(self.conn())
        .await?;
        sqlx::query(
            "DELETE FROM ops.sessions WHERE operator_id = $1 AND (expires_at < now() OR id IN (
                SELECT id FROM ops.sessions WHERE operator_id = $1 ORDER BY created_at DESC OFFSET 10))",
        )
        .bind(operator)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn operator_session_end(&mut self, session: Uuid) -> Result<()> {
        sqlx::query("DELETE FROM ops.sessions WHERE id = $1").bind(session).execute(self.conn()).await?;
        Ok(())
    }

    pub async fn operator_language(&mut self, operator: Uuid, language: Language) -> Result<()> {
        sqlx::query("UPDATE ops.operators SET language = $2 WHERE id = $1")
            .bind(operator)
            .bind(language.as_str())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    pub async fn operator_credentials(&mut self, email: &str) -> Result<Option<Credentials>> {
        let row: Option<(Uuid, String, Vec<u8>, i64)> = sqlx::query_as(
            "SELECT id, password_hash, totp_secret, totp_step FROM ops.operators
              WHERE email = $1 AND password_hash IS NOT NULL AND disabled_at IS NULL",
        )
        .bind(email)
        .fetch_optional(self.conn())
        .await?;
        Ok(row.map(|(id, password_hash, totp_secret, totp_step)| Credentials {
            id,
            password_hash,
            totp_secret,
            totp_step,
        }))
    }

    /// Uses up a code. False when it was used before: by two at once, one gets in.
    pub async fn operator_code_spend(&mut self, operator: Uuid, step: i64) -> Result<bool> {
        let spent = sqlx::query("UPDATE ops.operators SET totp_step = $2 WHERE id = $1 AND totp_step < $2")
            .bind(operator)
            .bind(step)
            .execute(self.conn())
            .await?;
        Ok(spent.rows_affected() == 1)
    }

    /// Adds an operator, or gives one who is there a new link. The link of before is worth nothing from then on.
    pub async fn operator_invite(
        &mut self,
        email: &str,
        token_hash: &[u8; 32],
        totp_secret: &[u8],
    ) -> Result<()> {
        let operator: Uuid = sqlx::query_scalar(
            "INSERT INTO ops.operators (id, email) VALUES ($1, $2)
             ON CONFLICT (email) DO UPDATE SET disabled_at = NULL RETURNING id",
        )
        .bind(Uuid::now_v7())
        .bind(email)
        .fetch_one(self.conn())
        .await?;
        sqlx::query(
            "INSERT INTO ops.enrolments (operator_id, token_hash, totp_secret, expires_at)
             VALUES ($1, $2, $3, now() + make_interval(hours => $4))
             ON CONFLICT (operator_id) DO UPDATE SET token_hash = excluded.token_hash, totp_secret = excluded.totp_secret,
                 expires_at = excluded.expires_at, created_at = now()",
        )
        .bind(operator)
        .bind(token_hash.as_slice())
        .bind(totp_secret)
        .bind(i32::try_from(ENROLMENT_HOURS).unwrap_or(24))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn enrolment(&mut self, token_hash: &[u8; 32]) -> Result<Option<Enrolment>> {
        let row: Option<(Uuid, String, Vec<u8>)> = sqlx::query_as(
            "SELECT o.id, o.email, e.totp_secret FROM ops.enrolments e JOIN ops.operators o ON o.id = e.operator_id
              WHERE e.token_hash = $1 AND e.expires_at > now() AND o.disabled_at IS NULL",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        Ok(row.map(|(operator, email, totp_secret)| Enrolment { operator, email, totp_secret }))
    }

    /// Uses up a link. False when somebody was faster. Sessions and passkeys of before are gone with it: a link is given to who lost them.
    pub async fn enrolment_spend(&mut self, token_hash: &[u8; 32], operator: Uuid) -> Result<bool> {
        let spent = sqlx::query("DELETE FROM ops.enrolments WHERE token_hash = $1 AND expires_at > now()")
            .bind(token_hash.as_slice())
            .execute(self.conn())
            .await?;
        if spent.rows_affected() == 0 {
            return Ok(false);
        }
        for statement in [
            "DELETE FROM ops.sessions WHERE operator_id = $1",
            "DELETE FROM ops.passkeys WHERE operator_id = $1",
        ] {
            sqlx::query(statement).bind(operator).execute(self.conn()).await?;
        }
        sqlx::query(
            "UPDATE ops.operators SET enrolled_at = now(), password_hash = NULL, totp_secret = NULL WHERE id = $1",
        )
        .bind(operator)
        .execute(self.conn())
        .await?;
        Ok(true)
    }

    pub async fn operator_password_set(
        &mut self,
        operator: Uuid,
        password_hash: &str,
        totp_secret: &[u8],
        step: i64,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE ops.operators SET password_hash = $2, totp_secret = $3, totp_step = $4 WHERE id = $1",
        )
        .bind(operator)
        .bind(password_hash)
        .bind(totp_secret)
        .bind(step)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn operator_list(&mut self) -> Result<Vec<OperatorRow>> {
        Ok(sqlx::query_as(
            "SELECT o.id, o.email, o.created_at, o.enrolled_at, o.disabled_at, o.password_hash IS NOT NULL AS password,
                    (SELECT count(*) FROM ops.passkeys p WHERE p.operator_id = o.id) AS passkeys
               FROM ops.operators o ORDER BY o.email LIMIT 200",
        )
        .fetch_all(self.conn())
        .await?)
    }

    /// Lets an operator in no more. Nothing when there is none of that address.
    pub async fn operator_disable(&mut self, email: &str) -> Result<bool> {
        let found: Option<Uuid> = sqlx::query_scalar(
            "UPDATE ops.operators SET disabled_at = coalesce(disabled_at, now()) WHERE email = $1 RETURNING id",
        )
        .bind(email)
        .fetch_optional(self.conn())
        .await?;
        let Some(operator) = found else { return Ok(false) };
        for statement in [
            "DELETE FROM ops.sessions WHERE operator_id = $1",
            "DELETE FROM ops.enrolments WHERE operator_id = $1",
        ] {
            sqlx::query(statement).bind(operator).execute(self.conn()).await?;
        }
        Ok(true)
    }

    /// Remembers the server's half of a ceremony for a few minutes; forgets those that nobody finished.
    pub async fn ceremony_begin(&mut self, kind: &'static str, state: &serde_json::Value) -> Result<Uuid> {
        sqlx::query("DELETE FROM ops.ceremonies WHERE expires_at < now()").execute(self.conn()).await?;
        Ok(sqlx::query_scalar(
            "INSERT INTO ops.ceremonies (id, kind, state, expires_at) VALUES ($1, $2, $3, now() + make_interval(mins => $4)) RETURNING id",
        )
        .bind(Uuid::now_v7())
        .bind(kind)
        .bind(state)
        .bind(i32::try_from(CEREMONY_MINUTES).unwrap_or(5))
        .fetch_one(self.conn())
        .await?)
    }

    /// Takes a ceremony: it can be finished once, whether that succeeds or not.
    pub async fn ceremony_take(
        &mut self,
        kind: &'static str,
        ceremony: Uuid,
    ) -> Result<Option<serde_json::Value>> {
        Ok(sqlx::query_scalar(
            "DELETE FROM ops.ceremonies WHERE id = $1 AND kind = $2 AND expires_at > now() RETURNING state",
        )
        .bind(ceremony)
        .bind(kind)
        .fetch_optional(self.conn())
        .await?)
    }

    pub async fn passkey_add(
        &mut self,
        operator: Uuid,
        credential_id: &[u8],
        credential: &serde_json::Value,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO ops.passkeys (id, operator_id, credential_id, credential) VALUES ($1, $2, $3, $4)",
        )
        .bind(Uuid::now_v7())
        .bind(operator)
        .bind(credential_id)
        .bind(credential)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Whose passkey it is, and what it is checked against.
    pub async fn passkey(&mut self, credential_id: &[u8]) -> Result<Option<(Uuid, serde_json::Value)>> {
        Ok(sqlx::query_as(
            "SELECT p.operator_id, p.credential FROM ops.passkeys p JOIN ops.operators o ON o.id = p.operator_id
              WHERE p.credential_id = $1 AND o.disabled_at IS NULL",
        )
        .bind(credential_id)
        .fetch_optional(self.conn())
        .await?)
    }

    pub async fn passkey_used(&mut self, credential_id: &[u8], credential: &serde_json::Value) -> Result<()> {
        sqlx::query("UPDATE ops.passkeys SET last_used_at = now(), credential = $2 WHERE credential_id = $1")
            .bind(credential_id)
            .bind(credential)
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
