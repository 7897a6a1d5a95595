//! How the firm pays. Numbers of cards and accounts are typed on the provider's own page and never pass through ours.

use std::sync::Arc;

use access::may;
use axum::response::Response;
use billing::subscription::Fact;
use http::StatusCode;
use payments::{CustomerId, Details, Key, Payments, ReturnTo};
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

/// Makes the firm a customer of the provider and opens a page for it. Nothing of ours is locked while the provider is asked.
async fn hosted_page(
    payments: Option<Arc<Payments>>,
    firm: &Firm<may::BillingManage>,
) -> Result<HostedPage, Problem> {
    let payments = payments.ok_or(Problem::PaymentsOff)?;
    let account = firm.account("billing.customer").await?.billing_account().await?;
    let details = account.details.ok_or_else(|| Problem::invalid("details", "required"))?;
    let known = account.customer.as_deref().map(CustomerId::new).transpose();
    let known = known.map_err(|bad| failed(&bad.into()))?;
    let described = Details { name: &details.name, email: &details.email, language: details.language };
    let id = firm.scope().firm();
    let customer = payments.ensure_customer(id, known.as_ref(), &described).await.map_err(|e| failed(&e))?;
    if known.is_none() {
        let mut tx = firm.app().store.begin(&firm.scope().billing(), "billing.customer").await?;
        tx.customer_keep(customer.as_str()).await?;
        tx.commit().await?;
    }
    let back = format!("{}/firms/{id}/billing", firm.app().settings.public_url);
    let (success, cancel) = (format!("{back}?method=added"), format!("{back}?method=given-up"));
    let return_to = ReturnTo { success: &success, cancel: &cancel };
    // A page is for one visit: each visit is a call of its own.
    let key = Key::new(format!("checkout-{}", Uuid::now_v7())).map_err(|bad| failed(&bad.into()))?;
    let page = payments.start_checkout(&customer, &return_to, firm.language, &key).await;
    Ok(HostedPage { url: page.map_err(|error| failed(&error))?.url })
}

fn failed(error: &payments::Error) -> Problem {
    tracing::warn!(error = %error, "the payment provider did not open a page");
    Problem::PaymentsFailed
}

/// Use this method no more. What is owed has to be paid in another way.
#[utoipa::path(delete, path = "/v1/firms/{firm}/billing/methods/{method}", tag = "billing",
    responses((status = 200, body = Account)))]
async fn remove(
    firm: Firm<may::BillingManage>,
    _: Confirmed,
    Ids((_, method)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    let app = firm.app();
    firm.settle("billing.method_remove", StatusCode::OK, async |tx| {
        if tx.method_in_use().await?.is_none_or(|known| known.id != method) {
            return Err(Problem::NotFound);
        }
        tx.request(&app.rules, app.clock.billing_now(), Fact::MethodRemoved { method }).await?;
        tx.method_drop(method).await?;
        account::view(tx, app, firm.language).await
    })
    .await
}
