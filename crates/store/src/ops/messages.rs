//! The inbox of the payment provider as operators see it: what came, when, and what became of it. Never what it says.

use access::operator::Operator;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::{IntoParams, ToSchema};

use crate::page::{page_cursor, page_limit};
use crate::{Error, OpsScope, Page, PageQuery, Result, Tx};

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MessageStatus {
    /// Waits, or is tried again later.
    New,
    Done,
    /// Tried too often: a person has to look at it.
    Dead,
}

impl MessageStatus {
    const fn as_str(self) -> &'static str {
        match self {
            MessageStatus::New => "new",
            MessageStatus::Done => "done",
            MessageStatus::Dead => "dead",
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageFilter {
    /// Entries per page, 1 to 200; 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    #[serde(default, deserialize_with = "page_cursor")]
    pub cursor: Option<String>,
    /// Only messages of this status.
    #[param(inline)]
    pub status: Option<MessageStatus>,
}

/// Messages of one status.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct MessageCount {
    #[schema(value_type = MessageStatus)]
    pub status: String,
    pub messages: i64,
    #[serde(with = "time::serde::rfc3339::option")]
    pub oldest: Option<OffsetDateTime>,
}

/// A message of the payment provider.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Message {
    #[schema(example = "evt_1TcaX2")]
    pub id: String,
    /// `payment_intent.succeeded`
    pub kind: String,
    #[schema(value_type = MessageStatus)]
    pub status: String,
    #[serde(with = "time::serde::rfc3339")]
    pub received_at: OffsetDateTime,
    pub attempts: i16,
    /// When it is tried next, or was tried last.
    #[serde(with = "time::serde::rfc3339")]
    pub run_at: OffsetDateTime,
    pub last_error: Option<String>,
}

const READ: &str = "SELECT id, kind, status, received_at, attempts, run_at, last_error FROM app.messages($1, $2, $3, $4, $5)";

impl Tx<OpsScope> {
    pub async fn message_counts(&mut self) -> Result<Vec<MessageCount>> {
        Ok(sqlx::query_as("SELECT status, messages, oldest FROM app.message_counts() ORDER BY status")
            .fetch_all(self.conn())
            .await?)
    }

    /// Newest first.
    pub async fn message_list(&mut self, filter: &MessageFilter) -> Result<Page<Message>> {
        let query = PageQuery { limit: filter.limit, cursor: filter.cursor.clone(), q: None };
        let after = query.after().and_then(|(micros, id)| {
            let nanos = micros.parse::<i64>().ok().map(|micros| i128::from(micros) * 1_000)?;
            Some((OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?, id))
        });
        let rows: Vec<Message> = sqlx::query_as(READ)
            .bind(None::<String>)
            .bind(filter.status.map(MessageStatus::as_str))
            .bind(after.as_ref().map(|(at, _)| *at))
            .bind(after.map(|(_, id)| id))
            .bind(i32::try_from(query.fetch()).unwrap_or(i32::MAX))
            .fetch_all(self.conn())
            .await?;
        let micros = |row: &Message| (row.received_at.unix_timestamp_nanos() / 1_000).to_string();
        Ok(Page::cut(rows, &query, |row| (micros(row), row.id.clone())))
    }

    pub async fn message(&mut self, id: &str) -> Result<Message> {
        let row: Option<Message> = sqlx::query_as(READ)
            .bind(id)
            .bind(None::<String>)
            .bind(None::<OffsetDateTime>)
            .bind(None::<String>)
            .bind(1_i32)
            .fetch_optional(self.conn())
            .await?;
        row.ok_or(Error::NotFound)
    }

    /// Has a message processed anew; one that waits goes on waiting.
    pub async fn message_replay(&mut self, operator: &Operator, id: &str) -> Result<Message> {
        sqlx::query("SELECT app.message_replay($1, $2)")
            .bind(operator.token_hash.as_slice())
            .bind(id)
            .execute(self.conn())
            .await?;
        self.message(id).await
    }

    /// Has all messages processed anew that were given up; how many.
    pub async fn messages_replay_dead(&mut self, operator: &Operator) -> Result<i32> {
        Ok(sqlx::query_scalar("SELECT app.messages_replay_dead($1)")
            .bind(operator.token_hash.as_slice())
            .fetch_one(self.conn())
            .await?)
    }
}
