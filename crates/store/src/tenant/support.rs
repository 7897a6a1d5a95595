//! Support windows as the copro's firm sees and decides them.

use domain::ids::UserId;
use domain::language::Language;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::language_of;
use crate::{Error, Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// Who lets operators in: the firm, or two operators where the firm cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    Consent,
    BreakGlass,
}

impl WindowKind {
    pub fn as_str(self) -> &'static str {
        match self {
            WindowKind::Consent => "consent",
            WindowKind::BreakGlass => "break_glass",
        }
    }
}

/// Where a window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum WindowState {
    Requested,
    Open,
    Refused,
    Ended,
    Expired,
}

impl WindowState {
    pub fn as_str(self) -> &'static str {
        match self {
            WindowState::Requested => "requested",
            WindowState::Open => "open",
            WindowState::Refused => "refused",
            WindowState::Ended => "ended",
            WindowState::Expired => "expired",
        }
    }
}

/// A look of the platform's operators into the copro: asked for, under way or over.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SupportWindow {
    pub id: Uuid,
    pub reason: String,
    pub ticket: String,
    /// Who asked.
    pub operator: String,
    #[schema(value_type = WindowKind)]
    pub kind: String,
    #[schema(value_type = WindowState)]
    pub state: String,
    /// How long it is meant to be open.
    pub minutes: i16,
    #[serde(with = "time::serde::rfc3339")]
    pub requested_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub opens_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub ends_at: Option<OffsetDateTime>,
    /// How many statements looked into the copro through it.
    pub statements: i64,
}

/// One statement that looked into the copro.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SupportStatement {
    pub id: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub operator: String,
    pub operation: String,
    pub statement: String,
    #[schema(value_type = Vec<Uuid>)]
    pub ids: serde_json::Value,
}

/// What the firm may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Consent,
    Refusal,
    End,
}

/// What the mail about a window says.
#[derive(Debug, sqlx::FromRow)]
pub struct SupportLetter {
    pub copro: String,
    pub slug: String,
    pub reason: String,
    pub ticket: String,
    pub operator: String,
    pub kind: String,
    pub state: String,
    pub minutes: i16,
    pub ends_at: Option<OffsetDateTime>,
}

impl Tx<TenantScope> {
    /// The windows of the copro, newest first; the last hundred.
    pub async fn support_windows(&mut self) -> Result<Vec<SupportWindow>> {
        Ok(sqlx::query_as(
            "SELECT id, reason, ticket, operator, kind, state, minutes, requested_at, opens_at, ends_at, statements
               FROM app.support_windows()",
        )
        .fetch_all(self.conn())
        .await?)
    }

    pub async fn support_window(&mut self, id: Uuid) -> Result<SupportWindow> {
        self.support_windows().await?.into_iter().find(|window| window.id == id).ok_or(Error::NotFound)
    }

    /// What was looked at through a window, newest first.
    pub async fn support_statements(
        &mut self,
        window: Uuid,
        query: &PageQuery,
    ) -> Result<Page<SupportStatement>> {
        let rows: Vec<SupportStatement> = sqlx::query_as(
            "SELECT id, at, operator, operation, statement, ids FROM app.support_statements($1, $2, $3)",
        )
        .bind(window)
        .bind(query.after().and_then(|(_, id)| Uuid::parse_str(&id).ok()))
        .bind(i32::try_from(query.fetch()).unwrap_or(51))
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    /// Consents to a window, refuses it or ends it. The database asks again whether this user administers the firm.
    pub async fn support_decide(&mut self, window: Uuid, decision: Decision, by: UserId) -> Result<()> {
        let answer = match decision {
            Decision::Consent => "consent",
            Decision::Refusal => "refusal",
            Decision::End => "end",
        };
        let done: Option<bool> = sqlx::query_scalar("SELECT app.support_decide($1, $2, $3)")
            .bind(window)
            .bind(answer)
            .bind(by.uuid())
            .fetch_one(self.conn())
            .await?;
        match done {
            Some(true) => Ok(()),
            Some(false) => {
                let state = self.support_window(window).await?.state;
                Err(Refusal::WindowState { state }.into())
            }
            None => Err(Error::NotFound),
        }
    }

    /// When the window that is open now ends.
    pub async fn support_until(&mut self) -> Result<Option<OffsetDateTime>> {
        Ok(sqlx::query_scalar("SELECT app.support_until()").fetch_one(self.conn()).await?)
    }

    pub async fn support_letter(&mut self, window: Uuid) -> Result<SupportLetter> {
        Ok(sqlx::query_as(
            "SELECT copro, slug, reason, ticket, operator, kind, state, minutes, ends_at FROM app.support_letter($1)",
        )
        .bind(window)
        .fetch_one(self.conn())
        .await?)
    }

    /// Who is told: the administrators of the firm that manages the copro.
    pub async fn support_readers(&mut self) -> Result<Vec<(String, Language)>> {
        let rows: Vec<(String, String)> = sqlx::query_as("SELECT email, language FROM app.support_readers()")
            .fetch_all(self.conn())
            .await?;
        rows.into_iter().map(|(email, language)| Ok((email, language_of(&language)?))).collect()
    }
}
