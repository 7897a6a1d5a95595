//! Quotas beyond a plan: granted for a while, ended before their time, never silently.

use axum::extract::State;
use domain::violation::{Violation, code};
use http::StatusCode;
use store::ops::quota::{NewOverride, Override};
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::OnDuty;
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};
use crate::scope::{Ids, Query};

const QUOTA_MAX: i32 = 1_000_000;
const WINDOW_SECONDS_MAX: i32 = 86_400;
const DAYS_MAX: i32 = 90;

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new().routes(routes!(list, grant)).routes(routes!(end))
}

/// Quotas granted, newest first, those that are over included.
#[utoipa::path(get, path = "/v1/operator/quotas", tag = "quotas", params(PageQuery),
    responses((status = 200, body = Page<Override>)))]
async fn list(
    State(ops): State<Ops>,
    OnDuty(_): OnDuty,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Override>>, Problem> {
    let mut tx = ops.store.begin("quotas.list").await?;
    let page = tx.quota_list(&query).await?;
    tx.commit().await?;
    Ok(axum::Json(page))
}

/// Grant a quota to a copro, or to the firm that manages it. Counts with the next request; stands in its audit log.
#[utoipa::path(post, path = "/v1/operator/quotas", tag = "quotas", request_body = NewOverride,
    responses((status = 201, body = Override)))]
async fn grant(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Json(new): Json<NewOverride>,
) -> Result<(StatusCode, axum::Json<Override>), Problem> {
    check(&new)?;
    let mut tx = ops.store.begin("quotas.grant").await?;
    let made = tx.quota_grant(&operator, &new).await.map_err(|error| match error {
        store::Error::NotFound => Problem::Validation(vec![FieldProblem::new("copro", "copro-unknown")]),
        error => error.into(),
    })?;
    let granted = tx.quota_override(made).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, axum::Json(granted)))
}

/// The table refuses the same; here it is said field by field.
fn check(new: &NewOverride) -> Result<(), Problem> {
    let mut found: Vec<FieldProblem> = Vec::new();
    if new.copro.trim().is_empty() {
        found.push(Violation::new("copro", code::REQUIRED).into());
    }
    match new.reason.trim().chars().count() {
        0..10 => found.push(FieldProblem::new("reason", "too-short").with("min", 10)),
        501.. => found.push(Violation::new("reason", code::TOO_LONG).with("max", 500).into()),
        _ => {}
    }
    let numbers = [
        ("quota", new.quota, QUOTA_MAX),
        ("window_seconds", new.window_seconds, WINDOW_SECONDS_MAX),
        ("days", new.days, DAYS_MAX),
    ];
    for (field, value, max) in numbers {
        if value < 1 {
            found.push(FieldProblem::new(field, "not-positive"));
        } else if value > max {
            found.push(FieldProblem::new(field, "too-large").with("max", i64::from(max)));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Problem::Validation(found)) }
}

/// End a granted quota now. One that is over stays as it is.
#[utoipa::path(post, path = "/v1/operator/quotas/{override}/end", tag = "quotas", responses((status = 200, body = Override)))]
async fn end(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(target): Ids<Uuid>,
) -> Result<axum::Json<Override>, Problem> {
    let mut tx = ops.store.begin("quotas.end").await?;
    tx.quota_end(&operator, target).await?;
    let ended = tx.quota_override(target).await?;
    tx.commit().await?;
    Ok(axum::Json(ended))
}
