//! Support windows as operators see them, what was looked at through them, and the platform in numbers.

use access::operator::Operator;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::tenant::support::{SupportStatement, WindowKind, WindowState};
use crate::{Error, OpsScope, Page, PageQuery, Refusal, Result, Tx};

/// What an operator asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWindow {
    /// Slug or id of the copro.
    pub copro: String,
    pub kind: WindowKind,
    /// Read by the firm: 10 to 500 characters.
    pub reason: String,
    /// The request for help it answers.
    pub ticket: String,
    /// 1 to 60.
    pub minutes: i32,
}

/// A support window, with who did what.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Window {
    pub id: Uuid,
    pub slug: String,
    #[schema(value_type = WindowKind)]
    pub kind: String,
    #[schema(value_type = WindowState)]
    pub state: String,
    pub reason: String,
    pub ticket: String,
    pub minutes: i16,
    pub requested_by: String,
    pub approved_by: Option<String>,
    /// The firm consented.
    pub consented: bool,
    /// The caller asked for it.
    pub mine: bool,
    #[serde(with = "time::serde::rfc3339")]
    pub requested_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub opens_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub ends_at: Option<OffsetDateTime>,
    pub statements: i64,
}

/// Which windows to list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WindowFilter {
    /// Only windows in this state.
    pub state: Option<WindowState>,
    /// Entries per page, 1 to 200; 50 unless given.
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The platform in numbers that belong to nobody.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Numbers {
    pub firms: i64,
    pub copros_draft: i64,
    pub copros_active: i64,
    pub lots: i64,
    pub owners: i64,
    pub users: i64,
    pub jobs_queued: i64,
    pub jobs_running: i64,
    pub jobs_failed: i64,
    /// How long the oldest job that is due has been waiting.
    pub jobs_oldest_seconds: i64,
    pub migrations: i64,
}

impl Tx<OpsScope> {
    /// Asks for a window. Nothing when no copro is called that.
    pub async fn window_request(&mut self, operator: &Operator, new: &NewWindow) -> Result<Uuid> {
        let made: Option<Uuid> = sqlx::query_scalar("SELECT app.window_request($1, $2, $3, $4, $5, $6)")
            .bind(operator.token_hash.as_slice())
            .bind(new.copro.trim())
            .bind(new.kind.as_str())
            .bind(new.reason.trim())
            .bind(new.ticket.trim())
            .bind(new.minutes)
            .fetch_one(self.conn())
            .await?;
        made.ok_or(Error::NotFound)
    }

    /// Approves, as the second person, of breaking the glass; the window is open from then on.
    pub async fn window_approve(&mut self, operator: &Operator, window: Uuid) -> Result<()> {
        let done: bool = sqlx::query_scalar("SELECT app.window_approve($1, $2)")
            .bind(operator.token_hash.as_slice())
            .bind(window)
            .fetch_one(self.conn())
            .await?;
        self.done_or_refused(operator, window, done).await
    }

    /// Ends a window, or withdraws the request for one.
    pub async fn window_end(&mut self, operator: &Operator, window: Uuid) -> Result<()> {
        let done: bool = sqlx::query_scalar("SELECT app.window_end($1, $2)")
            .bind(operator.token_hash.as_slice())
            .bind(window)
            .fetch_one(self.conn())
            .await?;
        self.done_or_refused(operator, window, done).await
    }

    async fn done_or_refused(&mut self, operator: &Operator, window: Uuid, done: bool) -> Result<()> {
        let state = self.window(operator, window).await?.state;
        if done { Ok(()) } else { Err(Refusal::WindowState { state }.into()) }
    }

    pub async fn window(&mut self, operator: &Operator, window: Uuid) -> Result<Window> {
        Ok(sqlx::query_as(
            "SELECT w.id, w.slug, w.kind, app.window_state(w) AS state, w.reason, w.ticket, w.minutes, r.email AS requested_by,
                    a.email AS approved_by, w.consented_by IS NOT NULL AS consented, w.requested_by = $1 AS mine, w.requested_at,
                    w.opens_at, coalesce(w.ended_at, w.ends_at) AS ends_at,
                    (SELECT count(*) FROM ops.statements s WHERE s.window_id = w.id) AS statements
               FROM ops.windows w JOIN ops.operators r ON r.id = w.requested_by LEFT JOIN ops.operators a ON a.id = w.approved_by
              WHERE w.id = $2",
        )
        .bind(operator.id)
        .bind(window)
        .fetch_one(self.conn())
        .await?)
    }

    pub async fn window_list(&mut self, operator: &Operator, filter: &WindowFilter) -> Result<Page<Window>> {
        let query = PageQuery { limit: filter.limit, cursor: filter.cursor.clone(), q: None };
        let rows: Vec<Window> = sqlx::query_as(
            "SELECT w.id, w.slug, w.kind, app.window_state(w) AS state, w.reason, w.ticket, w.minutes, r.email AS requested_by,
                    a.email AS approved_by, w.consented_by IS NOT NULL AS consented, w.requested_by = $1 AS mine, w.requested_at,
                    w.opens_at, coalesce(w.ended_at, w.ends_at) AS ends_at,
                    (SELECT count(*) FROM ops.statements s WHERE s.window_id = w.id) AS statements
               FROM ops.windows w JOIN ops.operators r ON r.id = w.requested_by LEFT JOIN ops.operators a ON a.id = w.approved_by
              WHERE w.id < $2 AND CASE WHEN $3::text IS NULL THEN true ELSE app.window_state(w) = $3 END
              ORDER BY w.id DESC LIMIT $4",
        )
        .bind(operator.id)
        .bind(query.before_id())
        .bind(filter.state.map(|state| state.as_str()))
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, &query, |row| (String::new(), row.id.to_string())))
    }

    /// What was looked at through a window, newest first.
    pub async fn window_statements(
        &mut self,
        window: Uuid,
        query: &PageQuery,
    ) -> Result<Page<SupportStatement>> {
        let rows: Vec<SupportStatement> = sqlx::query_as(
            "SELECT s.id, s.noted_at AS at, o.email AS operator, s.operation, s.statement, s.ids
               FROM ops.statements s JOIN ops.operators o ON o.id = s.operator_id
              WHERE s.window_id = $1 AND s.id < $2 ORDER BY s.id DESC LIMIT $3",
        )
        .bind(window)
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn platform_numbers(&mut self) -> Result<Numbers> {
        Ok(sqlx::query_as(
            "SELECT firms, copros_draft, copros_active, lots, owners, users, jobs_queued, jobs_running, jobs_failed,
                    jobs_oldest_seconds, migrations FROM app.platform_numbers()",
        )
        .fetch_one(self.conn())
        .await?)
    }
}
