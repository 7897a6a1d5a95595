use access::may;
use axum::response::Response;
use domain::ids::{KeyId, KeyVersionId};
use domain::key::{KeyWeights, NewKey, NewKeyVersion};
use http::StatusCode;
use store::tenant::keys::{Key, KeyDetail};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::body::{Json, checked};
use crate::problem::Problem;
use crate::scope::{Ids, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show))
        .routes(routes!(add_version))
        .routes(routes!(replace_version))
}

/// All keys, the statutory one first. At most 200.
#[utoipa::path(get, path = "/v1/copros/{copro}/keys", tag = "keys", responses((status = 200, body = Items<Key>)))]
async fn list(tenant: Tenant<may::KeyRead>) -> Result<axum::Json<Items<Key>>, Problem> {
    Ok(axum::Json(Items { items: tenant.begin("keys.list").await?.key_list().await? }))
}

#[utoipa::path(post, path = "/v1/copros/{copro}/keys", tag = "keys", request_body = NewKey,
    responses((status = 201, body = KeyDetail)))]
async fn create(tenant: Tenant<may::KeyWrite>, Json(new): Json<NewKey>) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("keys.create", StatusCode::CREATED, async |tx| {
            let id = tx.key_create(&new).await?;
            Ok(tx.key(id).await?)
        })
        .await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/keys/{key}", tag = "keys", responses((status = 200, body = KeyDetail)))]
async fn show(
    tenant: Tenant<may::KeyRead>,
    Ids((_, key)): Ids<(String, KeyId)>,
) -> Result<axum::Json<KeyDetail>, Problem> {
    Ok(axum::Json(tenant.begin("keys.show").await?.key(key).await?))
}

/// Add a version that applies from its first day on; earlier charges keep the version they used.
#[utoipa::path(post, path = "/v1/copros/{copro}/keys/{key}/versions", tag = "keys", request_body = NewKeyVersion,
    responses((status = 201, body = KeyDetail)))]
async fn add_version(
    tenant: Tenant<may::KeyWrite>,
    Ids((_, key)): Ids<(String, KeyId)>,
    Json(new): Json<NewKeyVersion>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("keys.version_add", StatusCode::CREATED, async |tx| {
            tx.key_version_add(key, &new).await?;
            Ok(tx.key(key).await?)
        })
        .await
}

/// Replace the weights of a version that no charge has used yet.
#[utoipa::path(put, path = "/v1/copros/{copro}/keys/{key}/versions/{version}", tag = "keys", request_body = KeyWeights,
    responses((status = 200, body = KeyDetail)))]
async fn replace_version(
    tenant: Tenant<may::KeyWrite>,
    Ids((_, key, version)): Ids<(String, KeyId, KeyVersionId)>,
    Json(new): Json<KeyWeights>,
) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("keys.version_replace", StatusCode::OK, async |tx| {
            tx.key_version_replace(key, version, &new.weights).await?;
            Ok(tx.key(key).await?)
        })
        .await
}
