//! Quotas granted beyond a plan, for a while.

use access::operator::Operator;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, OpsScope, Page, PageQuery, Result, Tx};

/// Whose requests a quota counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuotaScope {
    Copro,
    Firm,
}

impl QuotaScope {
    pub fn as_str(self) -> &'static str {
        match self {
            QuotaScope::Copro => "copro",
            QuotaScope::Firm => "firm",
        }
    }
}

/// What an operator grants.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOverride {
    /// The copro itself, or the firm that manages it.
    pub scope: QuotaScope,
    /// Slug or id of the copro.
    pub copro: String,
    /// Requests at once: 1 to 1000000.
    pub quota: i32,
    /// The seconds within which they come back: 1 to 86400.
    pub window_seconds: i32,
    /// Stands in the log of whom it is about: 10 to 500 characters.
    pub reason: String,
    /// 1 to 90.
    pub days: i32,
}

/// A quota granted for a while.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Override {
    pub id: Uuid,
    #[schema(value_type = QuotaScope)]
    pub scope: String,
    /// Slug of the copro, or name of the firm.
    pub subject: String,
    pub quota: i32,
    pub window_seconds: i32,
    pub reason: String,
    pub granted_by: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// Who ended it before its time.
    pub ended_by: Option<String>,
    pub active: bool,
}

const READ: &str = "SELECT id, scope, subject, quota, window_seconds, reason, granted_by, created_at, expires_at, ended_by, active
                      FROM app.quota_overrides($1, $2, $3)";

impl Tx<OpsScope> {
    /// Grants a quota. Nothing when no copro is called that.
    pub async fn quota_grant(&mut self, operator: &Operator, new: &NewOverride) -> Result<Uuid> {
        let made: Option<Uuid> = sqlx::query_scalar("SELECT app.quota_grant($1, $2, $3, $4, $5, $6, $7)")
            .bind(operator.token_hash.as_slice())
            .bind(new.scope.as_str())
            .bind(new.copro.trim())
            .bind(new.quota)
            .bind(new.window_seconds)
            .bind(new.reason.trim())
            .bind(new.days)
            .fetch_one(self.conn())
            .await?;
        made.ok_or(Error::NotFound)
    }

    /// Ends an override now; one that is over stays as it is.
    pub async fn quota_end(&mut self, operator: &Operator, target: Uuid) -> Result<()> {
        sqlx::query("SELECT app.quota_end($1, $2)")
            .bind(operator.token_hash.as_slice())
            .bind(target)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    pub async fn quota_override(&mut self, target: Uuid) -> Result<Override> {
        Ok(sqlx::query_as(READ).bind(target).bind(None::<Uuid>).bind(1_i32).fetch_one(self.conn()).await?)
    }

    /// Newest first, those that are over included.
    pub async fn quota_list(&mut self, query: &PageQuery) -> Result<Page<Override>> {
        let rows: Vec<Override> = sqlx::query_as(READ)
            .bind(None::<Uuid>)
            .bind(query.after().and_then(|(_, id)| Uuid::parse_str(&id).ok()))
            .bind(i32::try_from(query.fetch()).unwrap_or(i32::MAX))
            .fetch_all(self.conn())
            .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }
}
