//! Support windows: asked for, approved by a second person, ended; and the platform in numbers.

use axum::extract::State;
use domain::violation::{Violation, code};
use http::StatusCode;
use serde::Serialize;
use store::ops::windows::{NewWindow, Numbers, Window, WindowFilter};
use store::tenant::support::SupportStatement;
use store::{Page, PageQuery};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::OnDuty;
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};
use crate::scope::{Ids, Query};

const MINUTES_MAX: i32 = 60;

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(list, request))
        .routes(routes!(show))
        .routes(routes!(approve))
        .routes(routes!(end))
        .routes(routes!(statements))
}

/// How the platform is doing.
#[derive(Serialize, ToSchema)]
struct Overview {
    version: &'static str,
    numbers: Numbers,
    windows_open: usize,
    windows_requested: usize,
}

/// How the platform is doing, in numbers that belong to nobody.
#[utoipa::path(get, path = "/v1/operator/overview", tag = "platform", responses((status = 200, body = Overview)))]
async fn overview(State(ops): State<Ops>, OnDuty(operator): OnDuty) -> Result<axum::Json<Overview>, Problem> {
    use store::tenant::support::WindowState::{Open, Requested};
    let mut tx = ops.store.begin("platform.overview").await?;
    let numbers = tx.platform_numbers().await?;
    let mut counts = [0; 2];
    for (count, state) in counts.iter_mut().zip([Open, Requested]) {
        let filter = WindowFilter { state: Some(state), limit: Some(PageQuery::LIMIT_MAX), cursor: None };
        *count = tx.window_list(&operator, &filter).await?.items.len();
    }
    tx.commit().await?;
    let [windows_open, windows_requested] = counts;
    let version = env!("CARGO_PKG_VERSION");
    Ok(axum::Json(Overview { version, numbers, windows_open, windows_requested }))
}

/// Windows of every operator, newest first.
#[utoipa::path(get, path = "/v1/operator/windows", tag = "windows", params(WindowFilter),
    responses((status = 200, body = Page<Window>)))]
async fn list(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Query(filter): Query<WindowFilter>,
) -> Result<axum::Json<Page<Window>>, Problem> {
    let mut tx = ops.store.begin("windows.list").await?;
    let page = tx.window_list(&operator, &filter).await?;
    tx.commit().await?;
    Ok(axum::Json(page))
}

/// Ask for a window. The firm is told at once; it opens when the firm consents, or when a second operator approves of breaking the glass.
#[utoipa::path(post, path = "/v1/operator/windows", tag = "windows", request_body = NewWindow,
    responses((status = 201, body = Window)))]
async fn request(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Json(new): Json<NewWindow>,
) -> Result<(StatusCode, axum::Json<Window>), Problem> {
    check(&new)?;
    let mut tx = ops.store.begin("windows.request").await?;
    let made = tx.window_request(&operator, &new).await.map_err(|error| match error {
        store::Error::NotFound => Problem::Validation(vec![unknown_copro()]),
        error => error.into(),
    })?;
    let window = tx.window(&operator, made).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, axum::Json(window)))
}

fn unknown_copro() -> FieldProblem {
    FieldProblem::new("copro", "copro-unknown")
}

/// The table refuses the same; here it is said field by field.
fn check(new: &NewWindow) -> Result<(), Problem> {
    let length = |text: &str| text.trim().chars().count();
    let mut found: Vec<FieldProblem> = Vec::new();
    if length(&new.copro) == 0 {
        found.push(Violation::new("copro", code::REQUIRED).into());
    }
    match length(&new.reason) {
        0..10 => found.push(FieldProblem::new("reason", "too-short").with("min", 10)),
        501.. => found.push(Violation::new("reason", code::TOO_LONG).with("max", 500).into()),
        _ => {}
    }
    match length(&new.ticket) {
        0 => found.push(Violation::new("ticket", code::REQUIRED).into()),
        61.. => found.push(Violation::new("ticket", code::TOO_LONG).with("max", 60).into()),
        _ => {}
    }
    if !(1..=MINUTES_MAX).contains(&new.minutes) {
        found.push(FieldProblem::new("minutes", "window-minutes").with("max", i64::from(MINUTES_MAX)));
    }
    if found.is_empty() { Ok(()) } else { Err(Problem::Validation(found)) }
}

/// One window.
#[utoipa::path(get, path = "/v1/operator/windows/{window}", tag = "windows", responses((status = 200, body = Window)))]
async fn show(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
) -> Result<axum::Json<Window>, Problem> {
    let mut tx = ops.store.begin("windows.show").await?;
    let window = tx.window(&operator, window).await?;
    tx.commit().await?;
    Ok(axum::Json(window))
}

/// Approve of breaking the glass, as the second person. It opens for whoever asked.
#[utoipa::path(post, path = "/v1/operator/windows/{window}/approval", tag = "windows", responses((status = 200, body = Window)))]
async fn approve(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
) -> Result<axum::Json<Window>, Problem> {
    let mut tx = ops.store.begin("windows.approve").await?;
    tx.window_approve(&operator, window).await?;
    let window = tx.window(&operator, window).await?;
    tx.commit().await?;
    Ok(axum::Json(window))
}

/// End a window, or withdraw the request for one.
#[utoipa::path(post, path = "/v1/operator/windows/{window}/end", tag = "windows", responses((status = 200, body = Window)))]
async fn end(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
) -> Result<axum::Json<Window>, Problem> {
    let mut tx = ops.store.begin("windows.end").await?;
    tx.window_end(&operator, window).await?;
    let window = tx.window(&operator, window).await?;
    tx.commit().await?;
    Ok(axum::Json(window))
}

/// What was looked at through a window, newest first; the firm sees the same.
#[utoipa::path(get, path = "/v1/operator/windows/{window}/statements", tag = "windows", params(PageQuery),
    responses((status = 200, body = Page<SupportStatement>)))]
async fn statements(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SupportStatement>>, Problem> {
    let mut tx = ops.store.begin("windows.statements").await?;
    tx.window(&operator, window).await?;
    let page = tx.window_statements(window, &query).await?;
    tx.commit().await?;
    Ok(axum::Json(page))
}
