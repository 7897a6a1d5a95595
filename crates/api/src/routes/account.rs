//! One's own account: a copy of what is kept, what was agreed to, and its end.

use axum::extract::State;
use axum::response::Response;
use domain::consent::ConsentKind;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::IdentityScope;
use store::leaving::account::Consent;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::auth::{Confirmed, SignedIn};
use crate::body::Json;
use crate::idempotency::Repeat;
use crate::problem::Problem;
use crate::scope::Ids;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(export))
        .routes(routes!(erase))
        .routes(routes!(consents))
        .routes(routes!(decide))
}

/// Everything kept about the account, the firms its person works for, and the copros they hold roles in.
#[derive(Serialize, ToSchema)]
struct AccountExport {
    #[schema(value_type = Object)]
    account: Value,
    firms: Vec<store::resolve::Membership>,
    copros: Vec<store::resolve::CoproMembership>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decision {
    /// The version of the text that was shown.
    version: String,
    given: bool,
}

#[utoipa::path(get, path = "/v1/account/export", tag = "privacy", responses((status = 200, body = AccountExport)))]
async fn export(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<axum::Json<AccountExport>, Problem> {
    let account =
        app.store.begin_read(&IdentityScope, "account.export").await?.account_export(caller.user).await?;
    let firms = app.store.firms_of(&caller).await?;
    Ok(axum::Json(AccountExport { account, firms, copros: app.store.copros_of(&caller).await? }))
}

/// Delete one's account, the password just confirmed. Refused for the last administrator of a firm.
#[utoipa::path(post, path = "/v1/account/erasure", tag = "privacy",
    responses((status = 204, description = "The account is gone and every session with it")))]
async fn erase(State(app): State<App>, Confirmed(caller): Confirmed) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(&IdentityScope, "account.erase").await?;
    tx.account_erase(caller.user).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one has agreed to, and since when.
#[utoipa::path(get, path = "/v1/consents", tag = "privacy", responses((status = 200, body = Items<Consent>)))]
async fn consents(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<axum::Json<Items<Consent>>, Problem> {
    let items =
        app.store.begin_read(&IdentityScope, "consents.list").await?.consent_list(caller.user).await?;
    Ok(axum::Json(Items { items }))
}

/// Agree to a text, or withdraw.
#[utoipa::path(put, path = "/v1/consents/{kind}", tag = "privacy", request_body = Decision,
    responses((status = 200, body = Items<Consent>)))]
async fn decide(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    repeat: Repeat,
    Ids(kind): Ids<String>,
    Json(decision): Json<Decision>,
) -> Result<Response, Problem> {
    let kind: ConsentKind = kind.parse().map_err(|()| Problem::NotFound)?;
    // Nobody agrees to a text that was not shown.
    if decision.given && decision.version != kind.version() {
        return Err(Problem::invalid("version", "invalid-value"));
    }
    let tx = app.store.begin(&IdentityScope, "consents.decide").await?;
    repeat
        .once(caller.user.uuid(), tx, "consents.decide", StatusCode::OK, async |tx| {
            if decision.given {
                tx.consent_give(caller.user, kind, &decision.version).await?;
            } else {
                tx.consent_withdraw(caller.user, kind).await?;
            }
            Ok(Items { items: tx.consent_list(caller.user).await? })
        })
        .await
}
