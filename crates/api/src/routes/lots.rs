use access::may;
use axum::response::Response;
use domain::ids::LotId;
use domain::lot::{LotPatch, NewLot};
use domain::ownership::NewOwnership;
use http::StatusCode;
use store::tenant::lots::{Lot, LotPage};
use store::tenant::ownerships::Ownership;
use store::{Page, PageQuery, TenantScope};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::body::{Json, checked};
use crate::entry::Glimpse;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, update, delete))
        .routes(routes!(ownerships, transfer))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/lots", tag = "lots", params(PageQuery),
    responses((status = 200, body = Page<Lot>)))]
async fn list(
    lots: Glimpse<TenantScope, may::LotRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Lot>>, Problem> {
    Ok(axum::Json(lots.read(&LotPage(&query)).await?))
}

#[utoipa::path(post, path = "/v1/copros/{copro}/lots", tag = "lots", request_body = NewLot,
    responses((status = 201, body = Lot)))]
async fn create(tenant: Tenant<may::LotWrite>, Json(new): Json<NewLot>) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("lots.create", StatusCode::CREATED, async |tx| {
            Ok(tx.lot_create(&new, tenant.app().clock.today()).await?)
        })
        .await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/lots/{lot}", tag = "lots", responses((status = 200, body = Lot)))]
async fn show(
    tenant: Tenant<may::LotRead>,
    Ids((_, lot)): Ids<(String, LotId)>,
) -> Result<axum::Json<Lot>, Problem> {
    Ok(axum::Json(tenant.begin("lots.show").await?.lot(lot).await?))
}

#[utoipa::path(patch, path = "/v1/copros/{copro}/lots/{lot}", tag = "lots", request_body = LotPatch,
    responses((status = 200, body = Lot)))]
async fn update(
    tenant: Tenant<may::LotWrite>,
    Ids((_, lot)): Ids<(String, LotId)>,
    Json(patch): Json<LotPatch>,
) -> Result<Response, Problem> {
    checked(patch.validate())?;
    tenant
        .once("lots.update", StatusCode::OK, async |tx| {
            tx.lot_update(lot, &patch).await?;
            Ok(tx.lot(lot).await?)
        })
        .await
}

/// Remove a lot that no charge and no used key refers to.
#[utoipa::path(delete, path = "/v1/copros/{copro}/lots/{lot}", tag = "lots", responses((status = 204)))]
async fn delete(
    tenant: Tenant<may::LotWrite>,
    Ids((_, lot)): Ids<(String, LotId)>,
) -> Result<Response, Problem> {
    tenant
        .once("lots.delete", StatusCode::NO_CONTENT, async |tx| {
            tx.lot_delete(lot).await?;
            Ok(())
        })
        .await
}

/// The lot's owners through time, oldest first.
#[utoipa::path(get, path = "/v1/copros/{copro}/lots/{lot}/ownerships", tag = "lots",
    responses((status = 200, body = Items<Ownership>)))]
async fn ownerships(
    tenant: Tenant<may::LotRead>,
    Ids((_, lot)): Ids<(String, LotId)>,
) -> Result<axum::Json<Items<Ownership>>, Problem> {
    let mut tx = tenant.begin("ownerships.list").await?;
    tx.lot(lot).await?;
    Ok(axum::Json(Items { items: tx.ownership_list(lot).await? }))
}

/// Record the first owner of a lot, or its sale: the seller owns through the day before.
#[utoipa::path(post, path = "/v1/copros/{copro}/lots/{lot}/ownerships", tag = "lots", request_body = NewOwnership,
    responses((status = 201, body = Ownership)))]
async fn transfer(
    tenant: Tenant<may::LotWrite>,
    Ids((_, lot)): Ids<(String, LotId)>,
    Json(new): Json<NewOwnership>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("ownerships.transfer", StatusCode::CREATED, async |tx| {
            Ok(tx.ownership_transfer(lot, &new).await?)
        })
        .await
}
