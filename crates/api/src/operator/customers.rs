//! Firms as customers of the platform: what they pay and owe, and what is asked for about their accounts. Nothing of their copros.

use axum::extract::State;
use domain::Cents;
use domain::violation::{Violation, code};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::Page;
use store::ops::customers::{
    Customer, CustomerDay, CustomerDebt, CustomerEvent, CustomerFilter, CustomerReview, Instructed,
    Instruction,
};
use time::{Date, Duration};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::OnDuty;
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};
use crate::scope::{Ids, Query};

/// How far back a firm's days are shown.
const DAYS: i64 = 180;
const REFERENCE_MAX: i64 = 140;
/// No transfer is entered later than this.
const TRANSFER_DAYS_MAX: i64 = 3 * 366;

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(instruct))
        .routes(routes!(settle))
}

/// A firm's account with the platform.
#[derive(Serialize, ToSchema)]
struct CustomerFile {
    firm: Customer,
    debts: Vec<CustomerDebt>,
    /// Open ones first.
    reviews: Vec<CustomerReview>,
    /// Newest first.
    instructions: Vec<Instructed>,
    /// Newest first.
    events: Vec<CustomerEvent>,
    /// The last half year, oldest first.
    days: Vec<CustomerDay>,
}

/// Firms as customers: who owes most first, unless asked otherwise.
#[utoipa::path(get, path = "/v1/operator/firms", tag = "firms", params(CustomerFilter),
    responses((status = 200, body = Page<Customer>)))]
async fn list(
    State(ops): State<Ops>,
    OnDuty(_): OnDuty,
    Query(filter): Query<CustomerFilter>,
) -> Result<axum::Json<Page<Customer>>, Problem> {
    let mut tx = ops.store.begin("firms.list").await?;
    let page = tx.customer_list(&filter).await?;
    tx.commit().await?;
    Ok(axum::Json(page))
}

/// A firm's account: what is owed, what happened, what waits for a person.
#[utoipa::path(get, path = "/v1/operator/firms/{firm}", tag = "firms", responses((status = 200, body = CustomerFile)))]
async fn show(
    State(ops): State<Ops>,
    OnDuty(_): OnDuty,
    Ids(firm): Ids<Uuid>,
) -> Result<axum::Json<CustomerFile>, Problem> {
    let today = ops.clock.billing_today();
    let since = today.checked_sub(Duration::days(DAYS)).unwrap_or(today);
    let mut tx = ops.store.begin("firms.show").await?;
    let file = CustomerFile {
        firm: tx.customer(firm).await?,
        debts: tx.customer_debts(firm).await?,
        reviews: tx.customer_reviews(firm).await?,
        instructions: tx.instructions(firm).await?,
        events: tx.customer_events(firm).await?,
        days: tx.customer_days(firm, since).await?,
    };
    tx.commit().await?;
    Ok(axum::Json(file))
}

/// Ask for something about a firm's account: a worker does it within seconds, and says in the account what came of it. Stands in the
/// firm's audit log.
#[utoipa::path(post, path = "/v1/operator/firms/{firm}/instructions", tag = "firms", request_body = Instruction,
    responses((status = 202, body = Instructed)))]
async fn instruct(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(firm): Ids<Uuid>,
    Json(mut instruction): Json<Instruction>,
) -> Result<(StatusCode, axum::Json<Instructed>), Problem> {
    check(&mut instruction, ops.clock.billing_today())?;
    let mut tx = ops.store.begin("firms.instruct").await?;
    let asked = tx.instruct(&operator, firm, &instruction).await?;
    tx.commit().await?;
    Ok((StatusCode::ACCEPTED, axum::Json(asked)))
}

fn check(instruction: &mut Instruction, today: Date) -> Result<(), Problem> {
    let Instruction::Transfer { amount_cents, received_on, reference, .. } = instruction else {
        return Ok(());
    };
    let mut found: Vec<FieldProblem> = Vec::new();
    match Cents(*amount_cents) {
        amount if !amount.is_positive() => {
            found.push(Violation::new("amount_cents", code::AMOUNT_NOT_POSITIVE).into());
        }
        amount if amount > Cents::MAX_ENTERED => {
            found.push(
                Violation::new("amount_cents", code::AMOUNT_TOO_LARGE).with("max", Cents::MAX_ENTERED).into(),
            );
        }
        _ => {}
    }
    let oldest = today.checked_sub(Duration::days(TRANSFER_DAYS_MAX)).unwrap_or(today);
    if !(oldest..=today).contains(received_on) {
        found.push(FieldProblem::new("received_on", "transfer-day"));
    }
    *reference = reference.trim().to_owned();
    match reference.chars().count() {
        0 => found.push(Violation::new("reference", code::REQUIRED).into()),
        141.. => found.push(Violation::new("reference", code::TOO_LONG).with("max", REFERENCE_MAX).into()),
        _ => {}
    }
    if found.is_empty() { Ok(()) } else { Err(Problem::Validation(found)) }
}

/// What was found out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Settling {
    /// Stands in the firm's audit log: 10 to 500 characters.
    note: String,
}

/// Settle a review: somebody has looked at it. One that is settled stays as it is.
#[utoipa::path(post, path = "/v1/operator/firms/{firm}/reviews/{review}/settle", tag = "firms", request_body = Settling,
    responses((status = 200, body = CustomerReview)))]
async fn settle(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids((firm, review)): Ids<(Uuid, Uuid)>,
    Json(settling): Json<Settling>,
) -> Result<axum::Json<CustomerReview>, Problem> {
    let note = settling.note.trim();
    match note.chars().count() {
        0..10 => return Err(wrong(FieldProblem::new("note", "too-short").with("min", 10))),
        501.. => return Err(wrong(Violation::new("note", code::TOO_LONG).with("max", 500).into())),
        _ => {}
    }
    let mut tx = ops.store.begin("firms.settle").await?;
    tx.review_settle(&operator, firm, review, note).await?;
    let known = tx.customer_reviews(firm).await?.into_iter().find(|known| known.id == review);
    let settled = known.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    Ok(axum::Json(settled))
}

fn wrong(field: FieldProblem) -> Problem {
    Problem::Validation(vec![field])
}
