use access::may;
use axum::response::Response;
use domain::receipt::NewReceipt;
use http::StatusCode;
use store::tenant::receipts::Receipt;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Json, checked};
use crate::idempotency::KeyRequired;
use crate::problem::Problem;
use crate::scope::Tenant;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(record))
}

/// Post money received from an owner, who is named or found by the structured communication.
#[utoipa::path(post, path = "/v1/copros/{copro}/receipts", tag = "ledger", request_body = NewReceipt,
    params(("Idempotency-Key" = String, Header, description = "Any text of at most 100 characters, new for each payment")),
    responses((status = 201, body = Receipt)))]
async fn record(
    tenant: Tenant<may::ReceiptRecord>,
    _: KeyRequired,
    Json(new): Json<NewReceipt>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant.once("receipts.record", StatusCode::CREATED, async |tx| Ok(tx.receipt_record(&new).await?)).await
}
