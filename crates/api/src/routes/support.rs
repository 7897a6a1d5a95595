//! The firm's say over support windows: what operators of the platform ask to see, and what they saw.

use access::may;
use axum::response::Response;
use http::StatusCode;
use store::tenant::support::{Decision, SupportStatement, SupportWindow};
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Items;
use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(statements))
        .routes(routes!(consent))
        .routes(routes!(refuse))
        .routes(routes!(end))
}

/// When the platform's operators looked into the copro, or ask to: the last hundred windows.
#[utoipa::path(get, path = "/v1/copros/{copro}/support", tag = "support",
    responses((status = 200, body = Items<SupportWindow>)))]
async fn list(tenant: Tenant<may::SupportRead>) -> Result<axum::Json<Items<SupportWindow>>, Problem> {
    let items = tenant.begin("support.list").await?.support_windows().await?;
    Ok(axum::Json(Items { items }))
}

/// What was looked at through a window, newest first.
#[utoipa::path(get, path = "/v1/copros/{copro}/support/{window}/statements", tag = "support", params(PageQuery),
    responses((status = 200, body = Page<SupportStatement>)))]
async fn statements(
    tenant: Tenant<may::SupportRead>,
    Ids((_, window)): Ids<(String, Uuid)>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SupportStatement>>, Problem> {
    let mut tx = tenant.begin("support.statements").await?;
    tx.support_window(window).await?;
    Ok(axum::Json(tx.support_statements(window, &query).await?))
}

async fn decide(
    tenant: &Tenant<may::SupportDecide>,
    window: Uuid,
    name: &'static str,
    decision: Decision,
) -> Result<Response, Problem> {
    let by = tenant.scope().user();
    tenant
        .once(name, StatusCode::OK, async |tx| {
            tx.support_decide(window, decision, by).await?;
            Ok(tx.support_window(window).await?)
        })
        .await
}

/// Consent: the operator who asked may look from now on, for as long as was asked.
#[utoipa::path(post, path = "/v1/copros/{copro}/support/{window}/consent", tag = "support",
    responses((status = 200, body = SupportWindow)))]
async fn consent(
    tenant: Tenant<may::SupportDecide>,
    Ids((_, window)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    decide(&tenant, window, "support.consent", Decision::Consent).await
}

/// Refuse.
#[utoipa::path(post, path = "/v1/copros/{copro}/support/{window}/refusal", tag = "support",
    responses((status = 200, body = SupportWindow)))]
async fn refuse(
    tenant: Tenant<may::SupportDecide>,
    Ids((_, window)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    decide(&tenant, window, "support.refusal", Decision::Refusal).await
}

/// End an open window at once, however it was opened.
#[utoipa::path(post, path = "/v1/copros/{copro}/support/{window}/end", tag = "support",
    responses((status = 200, body = SupportWindow)))]
async fn end(
    tenant: Tenant<may::SupportDecide>,
    Ids((_, window)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    decide(&tenant, window, "support.end", Decision::End).await
}
