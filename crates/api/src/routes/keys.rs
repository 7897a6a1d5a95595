use access::may;
use domain::ids::{KeyId, KeyVersionId};
use domain::key::{KeyWeights, NewKey, NewKeyVersion};
use store::tenant::keys::{Key, KeyDetail};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::body::{Created, Json, checked};
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
async fn create(
    tenant: Tenant<may::KeyWrite>,
    Json(new): Json<NewKey>,
) -> Result<Created<KeyDetail>, Problem> {
    checked(new.validate())?;
    let mut tx = tenant.begin("keys.create").await?;
    let id = tx.key_create(&new).await?;
    let key = tx.key(id).await?;
    tx.commit().await?;
    Ok(Created(key))
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
) -> Result<Created<KeyDetail>, Problem> {
    checked(new.validate())?;
    let mut tx = tenant.begin("keys.version_add").await?;
    tx.key_version_add(key, &new).await?;
    let key = tx.key(key).await?;
    tx.commit().await?;
    Ok(Created(key))
}

/// Replace the weights of a version that no charge has used yet.
#[utoipa::path(put, path = "/v1/copros/{copro}/keys/{key}/versions/{version}", tag = "keys", request_body = KeyWeights,
    responses((status = 200, body = KeyDetail)))]
async fn replace_version(
    tenant: Tenant<may::KeyWrite>,
    Ids((_, key, version)): Ids<(String, KeyId, KeyVersionId)>,
    Json(new): Json<KeyWeights>,
) -> Result<axum::Json<KeyDetail>, Problem> {
    checked(new.validate())?;
    let mut tx = tenant.begin("keys.version_replace").await?;
    tx.key_version_replace(key, version, &new.weights).await?;
    let key = tx.key(key).await?;
    tx.commit().await?;
    Ok(axum::Json(key))
}
