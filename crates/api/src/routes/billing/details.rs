use access::may;
use axum::response::Response;
use billing::customer::Details;
use http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::account;
use super::view::Account;
use crate::app::App;
use crate::auth::Confirmed;
use crate::body::{Json, checked};
use crate::problem::Problem;
use crate::scope::Firm;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(keep))
}

/// Say who is billed. Invoices that waited for it are made at once; those that were made stay as they are.
#[utoipa::path(put, path = "/v1/firms/{firm}/billing/details", tag = "billing", request_body = Details,
    responses((status = 200, body = Account)))]
async fn keep(
    firm: Firm<may::BillingManage>,
    _: Confirmed,
    Json(details): Json<Details>,
) -> Result<Response, Problem> {
    checked(details.validate())?;
    let app = firm.app();
    firm.settle("billing.details", StatusCode::OK, async |tx| {
        // First the lock, so that of two at once the second compares with what the first has kept.
        tx.at_desk(&app.rules, app.clock.billing_now(), |_| Ok(())).await?;
        let before = tx.billing_account().await?.details;
        let same_number = before.is_some_and(|before| before.vat() == details.vat());
        tx.details_keep(&details, same_number).await?;
        tx.at_desk(&app.rules, app.clock.billing_now(), |_| Ok(())).await?;
        account::view(tx, app, firm.language).await
    })
    .await
}
