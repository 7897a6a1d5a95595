//! How the firm pays. Numbers of cards and accounts are typed on the provider's own page and never pass through ours.

use std::sync::Arc;

use access::may;
use axum::response::Response;
use billing::subscription::Fact;
use http::StatusCode;
use payments::Payments;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::account;
use super::view::Account;
use crate::app::App;
use crate::auth::Confirmed;
use crate::problem::Problem;
use crate::scope::{Firm, Ids};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add)).routes(routes!(remove))
}

/// Where a payment method is added.
#[derive(Serialize, ToSchema)]
struct HostedPage {
    /// The provider's page; it leads back to the billing page.
    url: String,
}

/// Add a card or an account, or replace the one in use: answers with the page where the provider asks for it.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/methods", tag = "billing", responses((status = 200, body = HostedPage)))]
async fn add(firm: Firm<may::BillingManage>, _: Confirmed) -> Result<axum::Json<HostedPage>, Problem> {
    let payments = firm.app().payments.clone();
    hosted_page(payments, &firm).await.map(axum::Json)
}
