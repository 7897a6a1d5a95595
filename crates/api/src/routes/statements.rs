use access::may;
use axum::response::Response;
use bytes::Bytes;
use documents::pdf::{self, AccountStatement, StatementLine, StatementPayment};
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
struct Days {
    /// The day at whose end the account is shown; today unless given.
    on: Option<Date>,
    /// The first day whose lines are shown; all unless given.
    from: Option<Date>,
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
    let payment =
        copro.working_iban.as_ref().filter(|_| statement.closing_cents.0 > 0).map(|iban| StatementPayment {
            holder: copro.name.clone(),
            iban: iban.clone(),
            communication: statement.owner.communication.clone(),
        });
    AccountStatement {
        language: owner.language,
        copro: pdf::Copro {
            name: copro.name.clone(),
            address: copro.address_lines(),
            company_number: copro.company_number.clone(),
        },
        firm,
        owner: pdf::Owner {
            name: owner.name.clone(),
            address: owner.address_lines(),
            number: owner.number.into(),
        },
        from: statement.from,
        on: statement.on,
        opening_cents: statement.opening_cents.0,
        lines: statement.lines.iter().map(line).collect(),
        closing_cents: statement.closing_cents.0,
        due_cents: statement.due_cents.0,
        payment,
    }
}

fn line(line: &domain::statement::StatementLine) -> StatementLine {
    StatementLine {
        date: line.date,
        number: line.entry_number.clone(),
        description: line.description.clone(),
        due_on: line.due_on,
        debit_cents: line.debit_cents.0,
        credit_cents: line.credit_cents.0,
        balance_cents: line.balance_cents.0,
    }
}
