use access::may;
use axum::response::Response;
use bytes::Bytes;
use documents::pdf::{self, AccountStatement};
use domain::ids::OwnerId;
use domain::statement::Statement;
use serde::Deserialize;
use store::tenant::copro::CoproRow;
use store::tenant::owners::Owner;
use time::Date;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::files::inline;
use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show)).routes(routes!(document))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Days {
    /// The day at whose end the account is shown; today unless given.
    pub on: Option<Date>,
    /// The first day whose lines are shown; all unless given.
    pub from: Option<Date>,
}

/// An owner's account at the end of any day, every line with the voucher it rests on.
#[utoipa::path(get, path = "/v1/copros/{copro}/owners/{owner}/statement", tag = "ledger", params(Days),
    responses((status = 200, body = Statement)))]
async fn show(
    tenant: Tenant<may::StatementRead>,
    Ids((_, owner)): Ids<(String, OwnerId)>,
    Query(days): Query<Days>,
) -> Result<axum::Json<Statement>, Problem> {
    let on = days.on.unwrap_or_else(|| tenant.app().clock.today());
    Ok(axum::Json(tenant.begin("statements.show").await?.statement(owner, days.from, on).await?))
}

/// The same account as a letter, in the owner's language.
#[utoipa::path(get, path = "/v1/copros/{copro}/owners/{owner}/statement.pdf", tag = "ledger", params(Days),
    responses((status = 200, description = "The document", content_type = "application/pdf")))]
async fn document(
    tenant: Tenant<may::StatementRead>,
    Ids((_, owner)): Ids<(String, OwnerId)>,
    Query(days): Query<Days>,
) -> Result<Response, Problem> {
    let on = days.on.unwrap_or_else(|| tenant.app().clock.today());
    let mut tx = tenant.begin("statements.document").await?;
    let statement = tx.statement(owner, days.from, on).await?;
    let owner = tx.owner(owner).await?;
    let copro = tx.copro().await?;
    let (name, company_number) = tx.syndic().await?;
    drop(tx);
    let facts = facts(&statement, &owner, &copro, pdf::Firm { name, company_number });
    let content = tenant.heavy(move || pdf::account_statement(&facts)).await?.map_err(|error| {
        tracing::error!(error = %error, "statement cannot be laid out");
        Problem::Internal
    })?;
    Ok(inline(&format!("{}-{on}.pdf", owner.name), "application/pdf", Bytes::from(content)))
}

fn facts(statement: &Statement, owner: &Owner, copro: &CoproRow, firm: pdf::Firm) -> AccountStatement {
    let letterhead = pdf::Copro {
        name: copro.name.clone(),
        address: copro.address_lines(),
        company_number: copro.company_number.clone(),
    };
    let iban = copro.working_iban.as_deref();
    AccountStatement::of(statement, owner.language, owner.address_lines(), letterhead, firm, iban)
}
