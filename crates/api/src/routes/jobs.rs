use access::may;
use store::jobs::Job;
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// What the copro has asked for and how far it is, newest first.
#[utoipa::path(get, path = "/v1/copros/{copro}/jobs", tag = "copro", params(PageQuery),
    responses((status = 200, body = Page<Job>)))]
async fn list(
    tenant: Tenant<may::JobRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Job>>, Problem> {
    Ok(axum::Json(tenant.begin("jobs.list").await?.job_list(&query).await?))
}
