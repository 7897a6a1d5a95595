use access::may;
use axum::response::Response;
use domain::call::NewCall;
use domain::ids::CallId;
use http::StatusCode;
use store::tenant::calls::{Call, CallPreview, CallRow};
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Json, checked};
use crate::idempotency::KeyRequired;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, issue)).routes(routes!(preview)).routes(routes!(show))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/calls", tag = "calls", params(PageQuery),
    responses((status = 200, body = Page<CallRow>)))]
async fn list(
    tenant: Tenant<may::CallRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<CallRow>>, Problem> {
    Ok(axum::Json(tenant.begin("calls.list").await?.call_list(&query).await?))
}

/// Who would be asked for what, owner by owner and to the cent. Writes nothing.
#[utoipa::path(post, path = "/v1/copros/{copro}/calls/preview", tag = "calls", request_body = NewCall,
    responses((status = 200, body = CallPreview)))]
async fn preview(
    tenant: Tenant<may::CallRead>,
    Json(new): Json<NewCall>,
) -> Result<axum::Json<CallPreview>, Problem> {
    checked(new.validate())?;
    Ok(axum::Json(tenant.begin("calls.preview").await?.call_preview(&new, tenant.language).await?))
}

/// Issue a call for funds: ledger entry, a notice per owner, and the documents and mails that follow. All or nothing.
#[utoipa::path(post, path = "/v1/copros/{copro}/calls", tag = "calls", request_body = NewCall,
    params(("Idempotency-Key" = String, Header, description = "Any text of at most 100 characters, new for each call")),
    responses((status = 201, body = Call)))]
async fn issue(
    tenant: Tenant<may::CallIssue>,
    _: KeyRequired,
    Json(new): Json<NewCall>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("calls.issue", StatusCode::CREATED, async |tx| {
            let id = tx.call_issue(&new).await?;
            Ok(tx.call(id).await?)
        })
        .await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/calls/{call}", tag = "calls",
    responses((status = 200, body = Call)))]
async fn show(
    tenant: Tenant<may::CallRead>,
    Ids((_, call)): Ids<(String, CallId)>,
) -> Result<axum::Json<Call>, Problem> {
    Ok(axum::Json(tenant.begin("calls.show").await?.call(call).await?))
}
