use access::may;
use axum::response::Response;
use domain::expense::NewExpense;
use domain::ids::ExpenseId;
use http::StatusCode;
use store::tenant::expenses::{Expense, ExpensePage, ExpensePreview, ExpenseRow};
use store::{Page, PageQuery, TenantScope};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Json, checked};
use crate::entry::Glimpse;
use crate::idempotency::KeyRequired;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, record)).routes(routes!(preview)).routes(routes!(show))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/expenses", tag = "expenses", params(PageQuery),
    responses((status = 200, body = Page<ExpenseRow>)))]
async fn list(
    expenses: Glimpse<TenantScope, may::ExpenseRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<ExpenseRow>>, Problem> {
    Ok(axum::Json(expenses.read(&ExpensePage(&query)).await?))
}

/// Who would bear this expense, lot by lot and to the cent. Writes nothing.
#[utoipa::path(post, path = "/v1/copros/{copro}/expenses/preview", tag = "expenses", request_body = NewExpense,
    responses((status = 200, body = ExpensePreview)))]
async fn preview(
    tenant: Tenant<may::ExpenseRead>,
    Json(new): Json<NewExpense>,
) -> Result<axum::Json<ExpensePreview>, Problem> {
    checked(new.validate())?;
    Ok(axum::Json(tenant.begin("expenses.preview").await?.expense_preview(&new, tenant.language).await?))
}

/// Record an expense: posted to the ledger and shared over the lots, all or nothing.
#[utoipa::path(post, path = "/v1/copros/{copro}/expenses", tag = "expenses", request_body = NewExpense,
    params(("Idempotency-Key" = String, Header, description = "Any text of at most 100 characters, new for each expense")),
    responses((status = 201, body = Expense)))]
async fn record(
    tenant: Tenant<may::ExpenseRecord>,
    _: KeyRequired,
    Json(new): Json<NewExpense>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("expenses.record", StatusCode::CREATED, async |tx| {
            Ok(tx.expense_record(&new, tenant.language).await?)
        })
        .await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/expenses/{expense}", tag = "expenses",
    responses((status = 200, body = Expense)))]
async fn show(
    tenant: Tenant<may::ExpenseRead>,
    Ids((_, expense)): Ids<(String, ExpenseId)>,
) -> Result<axum::Json<Expense>, Problem> {
    Ok(axum::Json(tenant.begin("expenses.show").await?.expense(expense, tenant.language).await?))
}
