//! What a person who signs in may ask about their own account: a copy, what they agreed to, and an end.

use domain::consent::ConsentKind;
use domain::ids::UserId;
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{IdentityScope, Refusal, Result, Tx};

/// A text somebody agreed to, and since when; withdrawn since when.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Consent {
    #[schema(value_type = ConsentKind)]
    pub kind: String,
    pub version: String,
    #[serde(with = "time::serde::rfc3339")]
    pub given_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub withdrawn_at: Option<OffsetDateTime>,
}

impl Tx<IdentityScope> {
    /// Everything kept about an account, without the secrets' hashes.
    pub async fn account_export(&mut self, user: UserId) -> Result<Value> {
        Ok(sqlx::query_scalar(
            "SELECT jsonb_build_object(
                'user', (SELECT to_jsonb(u) - 'password_hash' FROM identity.users u WHERE u.id = $1),
                'sessions', (SELECT coalesce(jsonb_agg(to_jsonb(s) - ARRAY['token_hash', 'user_id'] ORDER BY s.created_at), '[]')
                               FROM identity.sessions s WHERE s.user_id = $1),
                'passkeys', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', k.name, 'created_at', k.created_at)), '[]')
                               FROM identity.passkeys k WHERE k.user_id = $1),
                'authenticator_since', (SELECT t.confirmed_at FROM identity.totp t WHERE t.user_id = $1),
                'recovery_codes_left', (SELECT count(*) FROM identity.recovery_codes r WHERE r.user_id = $1),
                'consents', (SELECT coalesce(jsonb_agg(to_jsonb(c) - ARRAY['id', 'user_id'] ORDER BY c.given_at), '[]')
                               FROM identity.consents c WHERE c.user_id = $1))",
        )
        .bind(user.uuid())
        .fetch_one(self.conn())
        .await?)
    }

    pub async fn consent_list(&mut self, user: UserId) -> Result<Vec<Consent>> {
        Ok(sqlx::query_as(
            "SELECT kind, version, given_at, withdrawn_at FROM identity.consents WHERE user_id = $1 ORDER BY given_at, kind LIMIT 500",
        )
        .bind(user.uuid())
        .fetch_all(self.conn())
        .await?)
    }

    /// Records that a text was agreed to. Agreed to already: nothing changes.
    pub async fn consent_give(&mut self, user: UserId, kind: ConsentKind, version: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO identity.consents (id, user_id, kind, version) VALUES ($1, $2, $3, $4)
             ON CONFLICT (user_id, kind, version) WHERE withdrawn_at IS NULL DO NOTHING",
        )
        .bind(Uuid::now_v7())
        .bind(user.uuid())
        .bind(kind.as_str())
        .bind(version)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Withdraws what was agreed to, whatever the version. What an account cannot be without is refused.
    pub async fn consent_withdraw(&mut self, user: UserId, kind: ConsentKind) -> Result<()> {
        if kind.is_needed() {
            return Err(Refusal::ConsentNeeded.into());
        }
        sqlx::query(
            "UPDATE identity.consents SET withdrawn_at = now() WHERE user_id = $1 AND kind = $2 AND withdrawn_at IS NULL",
        )
        .bind(user.uuid())
        .bind(kind.as_str())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Deletes an account: its person leaves every firm and copro, and every session ends. Records of what they did name the bare id.
    pub async fn account_erase(&mut self, user: UserId) -> Result<()> {
        let left: bool = sqlx::query_scalar("SELECT app.leave_everything($1)")
            .bind(user.uuid())
            .fetch_one(self.conn())
            .await?;
        if !left {
            let firms = sqlx::query_scalar("SELECT name FROM app.firms_held_by($1)")
                .bind(user.uuid())
                .fetch_all(self.conn())
                .await?;
            return Err(Refusal::AccountLastAdmin { firms }.into());
        }
        for statement in [
            "INSERT INTO identity.erasures (user_id) VALUES ($1) ON CONFLICT DO NOTHING",
            "DELETE FROM identity.signups WHERE email = (SELECT email FROM identity.users WHERE id = $1)",
            "DELETE FROM identity.users WHERE id = $1",
        ] {
            sqlx::query(statement).bind(user.uuid()).execute(self.conn()).await?;
        }
        Ok(())
    }
}
