//! The queue: how much of what waits, what was given up, and doing it again. Never what a job was given.

use axum::extract::State;
use serde::Serialize;
use store::ops::queue::{GivenUp, JobCount};
use store::{Page, PageQuery};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::OnDuty;
use crate::problem::Problem;
use crate::scope::{Ids, Query};

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new().routes(routes!(counts)).routes(routes!(list)).routes(routes!(again))
}

/// How much of what there is.
#[derive(Serialize, ToSchema)]
struct Queue {
    kinds: Vec<JobCount>,
}

/// The queue in numbers, kind by kind.
#[utoipa::path(get, path = "/v1/operator/queue", tag = "jobs", responses((status = 200, body = Queue)))]
async fn counts(State(ops): State<Ops>, OnDuty(_): OnDuty) -> Result<axum::Json<Queue>, Problem> {
    let mut tx = ops.store.begin("queue.counts").await?;
    let kinds = tx.job_counts().await?;
    tx.commit().await?;
    Ok(axum::Json(Queue { kinds }))
}

/// Jobs that were given up, newest first.
#[utoipa::path(get, path = "/v1/operator/jobs", tag = "jobs", params(PageQuery),
    responses((status = 200, body = Page<GivenUp>)))]
async fn list(
    State(ops): State<Ops>,
    OnDuty(_): OnDuty,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<GivenUp>>, Problem> {
    let mut tx = ops.store.begin("queue.list").await?;
    let page = tx.jobs_given_up(&query).await?;
    tx.commit().await?;
    Ok(axum::Json(page))
}

/// Queue a job anew that was given up. Any other stays as it is.
#[utoipa::path(post, path = "/v1/operator/jobs/{job}/again", tag = "jobs", responses((status = 200, body = GivenUp)))]
async fn again(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    Ids(job): Ids<Uuid>,
) -> Result<axum::Json<GivenUp>, Problem> {
    let mut tx = ops.store.begin("queue.again").await?;
    let queued = tx.job_again(&operator, job).await?;
    tx.commit().await?;
    Ok(axum::Json(queued))
}
