//! What is seen of a copro through an open window: read-only, without contact data, one noted statement each.

use access::operator::Operator;
use axum::extract::State;
use store::ops::Look;
use store::ops::looking::{SeenCopro, SeenEntry, SeenJob, SeenLot, SeenOwner};
use store::{Page, PageQuery, SupportScope, Tx};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::OnDuty;
use crate::problem::Problem;
use crate::scope::{Ids, Query};

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .routes(routes!(copro))
        .routes(routes!(lots))
        .routes(routes!(owners))
        .routes(routes!(entries))
        .routes(routes!(jobs))
}

async fn look(
    ops: &Ops,
    operator: &Operator,
    window: Uuid,
    operation: &'static str,
    statement: &'static str,
) -> Result<Tx<SupportScope>, Problem> {
    Ok(ops.store.look(operator, Look { window, operation, statement, ids: &[] }).await?)
}

/// The copro and how far its set-up is.
#[utoipa::path(get, path = "/v1/operator/windows/{window}/copro", tag = "looks", responses((status = 200, body = SeenCopro)))]
async fn copro(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
) -> Result<axum::Json<SeenCopro>, Problem> {
    let mut tx = look(&ops, &operator, window, "GET copro", "support.copro").await?;
    let seen = tx.seen_copro().await?;
    tx.commit().await?;
    Ok(axum::Json(seen))
}

/// Lots with their shares.
#[utoipa::path(get, path = "/v1/operator/windows/{window}/lots", tag = "looks", params(PageQuery),
    responses((status = 200, body = Page<SeenLot>)))]
async fn lots(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SeenLot>>, Problem> {
    let mut tx = look(&ops, &operator, window, "GET lots", "support.lots").await?;
    let seen = tx.seen_lots(&query).await?;
    tx.commit().await?;
    Ok(axum::Json(seen))
}

/// Owners with their balances, without contact data.
#[utoipa::path(get, path = "/v1/operator/windows/{window}/owners", tag = "looks", params(PageQuery),
    responses((status = 200, body = Page<SeenOwner>)))]
async fn owners(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SeenOwner>>, Problem> {
    let mut tx = look(&ops, &operator, window, "GET owners", "support.owners").await?;
    let seen = tx.seen_owners(&query).await?;
    tx.commit().await?;
    Ok(axum::Json(seen))
}

/// Ledger entries, newest first.
#[utoipa::path(get, path = "/v1/operator/windows/{window}/entries", tag = "looks", params(PageQuery),
    responses((status = 200, body = Page<SeenEntry>)))]
async fn entries(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SeenEntry>>, Problem> {
    let mut tx = look(&ops, &operator, window, "GET entries", "support.entries").await?;
    let seen = tx.seen_entries(&query).await?;
    tx.commit().await?;
    Ok(axum::Json(seen))
}

/// Background jobs with their last errors, newest first.
#[utoipa::path(get, path = "/v1/operator/windows/{window}/jobs", tag = "looks", params(PageQuery),
    responses((status = 200, body = Page<SeenJob>)))]
async fn jobs(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(window): Ids<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<SeenJob>>, Problem> {
    let mut tx = look(&ops, &operator, window, "GET jobs", "support.jobs").await?;
    let seen = tx.seen_jobs(&query).await?;
    tx.commit().await?;
    Ok(axum::Json(seen))
}
