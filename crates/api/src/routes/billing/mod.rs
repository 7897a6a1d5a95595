//! A firm's account with the platform: what it pays and why, and what it may decide about it.

mod account;
mod details;
mod estimate;
mod invoices;
mod leaving;
mod methods;
mod plan;
mod usage;
mod view;

pub use view::{AccessLevel, StandingView};

use axum::response::Response;
use http::StatusCode;
use utoipa_axum::router::OpenApiRouter;

use access::may;
use billing::subscription::Fact;

use crate::app::App;
use crate::problem::Problem;
use crate::scope::Firm;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(account::router())
        .merge(usage::router())
        .merge(invoices::router())
        .merge(details::router())
        .merge(plan::router())
        .merge(leaving::router())
        .merge(methods::router())
}

/// Tells the subscription what the firm wants and answers with the account as it is then.
async fn request(
    firm: &Firm<may::BillingManage>,
    name: &'static str,
    fact: Fact,
) -> Result<Response, Problem> {
    let app = firm.app();
    firm.settle(name, StatusCode::OK, async |tx| {
        tx.request(&app.rules, app.clock.billing_now(), fact).await?;
        account::view(tx, app, firm.language).await
    })
    .await
}
