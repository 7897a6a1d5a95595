//! A copy of everything in a copro, for the firm that manages it.

use access::may;
use axum::response::Response;
use files::{PackageKey, PackageOf};
use http::StatusCode;
use store::leaving::exports::Export;
use store::{Page, PageQuery, Refusal};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Items;
use super::transfers::packed;
use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Firm, Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, request)).routes(routes!(of_firm)).routes(routes!(package))
}

/// The packages of this copro that its firm has asked for: the one that is being made, and the one that is ready.
#[utoipa::path(get, path = "/v1/copros/{copro}/exports", tag = "export", responses((status = 200, body = Items<Export>)))]
async fn list(tenant: Tenant<may::CoproExport>) -> Result<axum::Json<Items<Export>>, Problem> {
    let items = tenant.begin("exports.list").await?.exports_of_copro().await?;
    Ok(axum::Json(Items { items }))
}

/// Ask for a package of everything in the copro: all data and vouchers, in open formats, as of one moment. It takes the place of the one before;
/// while one is being made, that one is the answer.
#[utoipa::path(post, path = "/v1/copros/{copro}/exports", tag = "export", responses((status = 202, body = Export)))]
async fn request(tenant: Tenant<may::CoproExport>) -> Result<Response, Problem> {
    tenant.once("exports.request", StatusCode::ACCEPTED, async |tx| Ok(tx.export_request().await?)).await
}

/// The packages this firm has asked for, of copros it manages or has managed.
#[utoipa::path(get, path = "/v1/firms/{firm}/exports", tag = "export", params(PageQuery),
    responses((status = 200, body = Page<Export>)))]
async fn of_firm(
    firm: Firm<may::HandoverRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Export>>, Problem> {
    Ok(axum::Json(firm.begin("exports.of_firm").await?.export_list(&query).await?))
}

/// Everything in a copro as it was when the package was made: registers, ledger, vouchers, accounts.
#[utoipa::path(get, path = "/v1/firms/{firm}/exports/{export}/package", tag = "export",
    responses((status = 200, description = "The package", content_type = "application/zip")))]
async fn package(
    firm: Firm<may::HandoverRead>,
    Ids((_, export)): Ids<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let found = firm.begin("exports.package").await?.export(export).await?;
    if found.status == "building" {
        return Err(Problem::Refused(Refusal::HandoverBuilding));
    }
    // One that failed holds nothing.
    let (Some(build), Some(size), Some(sha256)) = (found.build, found.size_bytes, found.sha256) else {
        return Err(Problem::NotFound);
    };
    let key = PackageKey { firm: firm.scope().firm(), of: PackageOf::Export(found.id), build };
    let stream = firm.app().files.package(&key).await?;
    Ok(packed(stream, size, &sha256, &found.copro_name))
}
