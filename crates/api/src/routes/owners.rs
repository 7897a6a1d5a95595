use access::may;
use axum::response::Response;
use domain::ids::OwnerId;
use domain::person::{NewOwner, OwnerPatch};
use http::StatusCode;
use store::tenant::owners::{Owner, OwnerPage};
use store::{Page, PageQuery, TenantScope};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Json, checked};
use crate::entry::Glimpse;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(show, update))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/owners", tag = "owners", params(PageQuery),
    responses((status = 200, body = Page<Owner>)))]
async fn list(
    owners: Glimpse<TenantScope, may::OwnerRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Owner>>, Problem> {
    Ok(axum::Json(owners.read(&OwnerPage(&query)).await?))
}

/// Create an owner: one person, a couple, heirs in indivision, or usufruct and bare ownership.
#[utoipa::path(post, path = "/v1/copros/{copro}/owners", tag = "owners", request_body = NewOwner,
    responses((status = 201, body = Owner)))]
async fn create(tenant: Tenant<may::OwnerWrite>, Json(new): Json<NewOwner>) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant.once("owners.create", StatusCode::CREATED, async |tx| Ok(tx.owner_create(&new).await?)).await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/owners/{owner}", tag = "owners", responses((status = 200, body = Owner)))]
async fn show(
    tenant: Tenant<may::OwnerRead>,
    Ids((_, owner)): Ids<(String, OwnerId)>,
) -> Result<axum::Json<Owner>, Problem> {
    Ok(axum::Json(tenant.begin("owners.show").await?.owner(owner).await?))
}

#[utoipa::path(patch, path = "/v1/copros/{copro}/owners/{owner}", tag = "owners", request_body = OwnerPatch,
    responses((status = 200, body = Owner)))]
async fn update(
    tenant: Tenant<may::OwnerWrite>,
    Ids((_, owner)): Ids<(String, OwnerId)>,
    Json(patch): Json<OwnerPatch>,
) -> Result<Response, Problem> {
    tenant
        .once("owners.update", StatusCode::OK, async |tx| {
            tx.owner_update(owner, &patch).await?;
            Ok(tx.owner(owner).await?)
        })
        .await
}
