use access::may;
use axum::response::Response;
use domain::supplier::NewSupplier;
use http::StatusCode;
use store::tenant::suppliers::Supplier;
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Json, checked};
use crate::problem::Problem;
use crate::scope::{Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/suppliers", tag = "expenses", params(PageQuery),
    responses((status = 200, body = Page<Supplier>)))]
async fn list(
    tenant: Tenant<may::SupplierRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Supplier>>, Problem> {
    Ok(axum::Json(tenant.begin("suppliers.list").await?.supplier_list(&query).await?))
}

#[utoipa::path(post, path = "/v1/copros/{copro}/suppliers", tag = "expenses", request_body = NewSupplier,
    responses((status = 201, body = Supplier)))]
async fn create(
    tenant: Tenant<may::SupplierWrite>,
    Json(new): Json<NewSupplier>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant.once("suppliers.create", StatusCode::CREATED, async |tx| Ok(tx.supplier_create(&new).await?)).await
}
