use access::may;
use axum::response::Response;
use billing::subscription::Fact;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::request;
use super::view::Account;
use crate::app::App;
use crate::auth::Confirmed;
use crate::problem::Problem;
use crate::scope::Firm;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(cancel)).routes(routes!(revoke))
}

/// Leave at the end of what runs: the trial, the period, the year paid ahead. The data stay exportable for months after it.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/cancel", tag = "billing", responses((status = 200, body = Account)))]
async fn cancel(firm: Firm<may::BillingManage>, _: Confirmed) -> Result<Response, Problem> {
    request(&firm, "billing.cancel", Fact::CancelRequested).await
}

/// Stay after all.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/cancel/revoke", tag = "billing",
    responses((status = 200, body = Account)))]
async fn revoke(firm: Firm<may::BillingManage>, _: Confirmed) -> Result<Response, Problem> {
    request(&firm, "billing.cancel_revoke", Fact::CancelRevoked).await
}
