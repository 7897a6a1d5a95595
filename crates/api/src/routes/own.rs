//! One's own account: what a co-owner sees without seeing anybody else's.

use access::may;
use domain::ids::OwnerId;
use domain::statement::Statement;
use serde::Serialize;
use store::tenant::owners::{OwnedLot, Owner};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::statements::Days;
use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(statement))
}

/// The accounts of whoever asks: none until they are linked to a person of the copro.
#[derive(Serialize, ToSchema)]
struct Own {
    owners: Vec<OwnAccount>,
}

/// One account that the caller is an owner of, alone or with others.
#[derive(Serialize, ToSchema)]
struct OwnAccount {
    id: Uuid,
    number: i32,
    name: String,
    lots: Vec<OwnedLot>,
    shares: i64,
    /// What is owed today; negative when paid ahead.
    balance_cents: i64,
    /// Permanent structured communication, `+++…+++`.
    communication: String,
}

impl From<Owner> for OwnAccount {
    fn from(owner: Owner) -> OwnAccount {
        let Owner { id, number, name, lots, shares, balance_cents, communication, .. } = owner;
        OwnAccount { id, number, name, lots, shares, balance_cents, communication }
    }
}

/// The lots and the balance of whoever asks.
#[utoipa::path(get, path = "/v1/copros/{copro}/own", tag = "own", responses((status = 200, body = Own)))]
async fn list(tenant: Tenant<may::OwnRead>) -> Result<axum::Json<Own>, Problem> {
    let owners = tenant.begin("own.list").await?.own_list().await?;
    Ok(axum::Json(Own { owners: owners.into_iter().map(OwnAccount::from).collect() }))
}

/// One's own account at the end of any day. Somebody else's does not exist here.
#[utoipa::path(get, path = "/v1/copros/{copro}/own/{owner}/statement", tag = "own", params(Days),
    responses((status = 200, body = Statement)))]
async fn statement(
    tenant: Tenant<may::OwnRead>,
    Ids((_, owner)): Ids<(String, OwnerId)>,
    Query(days): Query<Days>,
) -> Result<axum::Json<Statement>, Problem> {
    let on = days.on.unwrap_or_else(|| tenant.app().clock.today());
    let mut tx = tenant.begin("own.statement").await?;
    tx.own_require(owner).await?;
    Ok(axum::Json(tx.statement(owner, days.from, on).await?))
}
