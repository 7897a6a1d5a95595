//! Keys with which programs act for the firm. Only the hash of a secret is kept.

use access::permission::OpSet;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, FirmScope, Page, PageQuery, Refusal, Result, Tx};

/// Keys in force that one firm may have.
pub const KEYS_MAX: i64 = 50;

/// Whether a key opens anything.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum ApiKeyState {
    Active,
    Expired,
    Revoked,
}

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct ApiKey {
    pub id: Uuid,
    pub name: String,
    /// How the secret begins, to recognise it by.
    pub prefix: String,
    /// The operations it was made for.
    pub scopes: Vec<String>,
    /// Who made it: a name, or an address where there is no name.
    pub created_by: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_used_at: Option<OffsetDateTime>,
    #[schema(value_type = ApiKeyState)]
    pub state: String,
}

/// A key about to be kept.
pub struct NewApiKey<'a> {
    pub name: &'a str,
    pub prefix: &'a str,
    pub secret_hash: [u8; 32],
    pub scopes: OpSet,
    pub creator: &'a str,
    pub expires_at: OffsetDateTime,
}

impl Tx<FirmScope> {
    pub async fn api_key_create(&mut self, new: &NewApiKey<'_>) -> Result<Uuid> {
        // Counted under a lock, so that many at once are not more than the limit.
        sqlx::query("SELECT 1 FROM firm.firms FOR UPDATE").execute(self.conn()).await?;
        let active: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM firm.api_keys WHERE revoked_at IS NULL AND expires_at > now()",
        )
        .fetch_one(self.conn())
        .await?;
        if active >= KEYS_MAX {
            return Err(Refusal::ApiKeyLimit.into());
        }
        let id = Uuid::now_v7();
        let user = self.scope.user;
        sqlx::query(
            "INSERT INTO firm.api_keys (id, name, prefix, secret_hash, scopes, created_by, creator, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(new.name)
        .bind(new.prefix)
        .bind(new.secret_hash.as_slice())
        .bind(new.scopes.names())
        .bind(user.uuid())
        .bind(new.creator)
        .bind(new.expires_at)
        .execute(self.conn())
        .await?;
        Ok(id)
    }

    /// The newest first.
    pub async fn api_key_list(&mut self, query: &PageQuery) -> Result<Page<ApiKey>> {
        let rows: Vec<ApiKey> = sqlx::query_as(
            "SELECT k.id, k.name, k.prefix, k.scopes, k.creator AS created_by, k.created_at, k.expires_at, u.last_used_at,
                    CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired' ELSE 'active' END AS state
               FROM firm.api_keys k LEFT JOIN firm.api_key_uses u ON u.firm_id = k.firm_id AND u.key_id = k.id
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE k.name ILIKE $1 END AND k.id < $2
              ORDER BY k.id DESC LIMIT $3",
        )
        .bind(query.pattern())
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn api_key(&mut self, id: Uuid) -> Result<ApiKey> {
        Ok(sqlx::query_as(
            "SELECT k.id, k.name, k.prefix, k.scopes, k.creator AS created_by, k.created_at, k.expires_at, u.last_used_at,
                    CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired' ELSE 'active' END AS state
               FROM firm.api_keys k LEFT JOIN firm.api_key_uses u ON u.firm_id = k.firm_id AND u.key_id = k.id
              WHERE k.id = $1",
        )
        .bind(id)
        .fetch_one(self.conn())
        .await?)
    }

    /// Ends a key for good. Ending it twice changes nothing.
    pub async fn api_key_revoke(&mut self, id: Uuid) -> Result<()> {
        let found =
            sqlx::query("UPDATE firm.api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1")
                .bind(id)
                .execute(self.conn())
                .await?;
        if found.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Two requests may find the last use a minute old at the same time: the second waits, and then has nothing to change.
    pub(crate) async fn api_key_used(&mut self, id: Uuid) -> Result<()> {
        sqlx::query(
            "INSERT INTO firm.api_key_uses AS u (key_id, last_used_at) VALUES ($1, now())
             ON CONFLICT (firm_id, key_id) DO UPDATE SET last_used_at = now()
              WHERE u.last_used_at < now() - interval '1 minute'",
        )
        .bind(id)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
