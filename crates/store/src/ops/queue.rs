//! The queue as operators see it: how much of what waits, what was given up and why. Never what a job was given.

use access::operator::Operator;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::jobs::JobState;
use crate::{Error, OpsScope, Page, PageQuery, Result, Tx};

/// Jobs of one kind.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct JobCount {
    pub kind: String,
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
    pub done: i64,
    /// Since when the one that is due longest has been due.
    #[serde(with = "time::serde::rfc3339::option")]
    pub oldest: Option<OffsetDateTime>,
}

/// A job that was given up.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct GivenUp {
    pub id: Uuid,
    pub kind: String,
    #[schema(value_type = JobState)]
    pub status: String,
    pub attempts: i16,
    pub last_error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
    /// Whether it can be queued anew.
    pub again: bool,
}

const READ: &str = "SELECT id, kind, status, attempts, last_error, created_at, finished_at, again FROM app.jobs_given_up($1, $2, $3)";

impl Tx<OpsScope> {
    pub async fn job_counts(&mut self) -> Result<Vec<JobCount>> {
        Ok(sqlx::query_as("SELECT kind, queued, running, failed, done, oldest FROM app.job_counts()")
            .fetch_all(self.conn())
            .await?)
    }

    /// Jobs that were given up, newest first.
    pub async fn jobs_given_up(&mut self, query: &PageQuery) -> Result<Page<GivenUp>> {
        let rows: Vec<GivenUp> = sqlx::query_as(READ)
            .bind(None::<Uuid>)
            .bind(query.after().and_then(|(_, id)| Uuid::parse_str(&id).ok()))
            .bind(i32::try_from(query.fetch()).unwrap_or(i32::MAX))
            .fetch_all(self.conn())
            .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    /// Queues a job anew that was given up; any other stays as it is.
    pub async fn job_again(&mut self, operator: &Operator, id: Uuid) -> Result<GivenUp> {
        sqlx::query("SELECT app.job_again($1, $2)")
            .bind(operator.token_hash.as_slice())
            .bind(id)
            .execute(self.conn())
            .await?;
        let row: Option<GivenUp> =
            sqlx::query_as(READ).bind(id).bind(None::<Uuid>).bind(1_i32).fetch_optional(self.conn()).await?;
        row.ok_or(Error::NotFound)
    }
}
