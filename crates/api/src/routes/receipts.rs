use access::may;
use domain::receipt::NewReceipt;
use store::tenant::receipts::Receipt;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Created, RawJson, checked};
use crate::idempotency::IdempotencyKey;
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
    key: IdempotencyKey,
    RawJson { value: new, bytes }: RawJson<NewReceipt>,
) -> Result<Created<serde_json::Value>, Problem> {
    checked(new.validate())?;
    let mut tx = tenant.begin("receipts.record").await?;
    if let Some(answer) = key.replay(&mut tx, "receipt.record", &bytes).await? {
        return Ok(Created(answer));
    }
    let receipt = tx.receipt_record(&new).await?;
    let answer = key.keep(&mut tx, &receipt).await?;
    tx.commit().await?;
    Ok(Created(answer))
}
