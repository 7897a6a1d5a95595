//! Adding and removing passkeys.

use axum::extract::State;
use documents::mail::SecurityNews;
use domain::Violation;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::IdentityScope;
use store::identity::{CeremonyKind, NewCeremony, Passkey};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::news::tell;
use super::second_step::{CEREMONY_LIFE, PasskeyOptions, taken};
use super::security::{forget_if_none, new_recovery_codes};
use crate::app::App;
use crate::auth::Confirmed;
use crate::body::Json;
use crate::problem::Problem;
use crate::scope::Ids;

const NAME_CHARS_MAX: usize = 100;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(options)).routes(routes!(add)).routes(routes!(remove))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPasskey {
    ceremony: Uuid,
    /// What its owner calls it: "Telephone".
    name: String,
    /// What `navigator.credentials.create` gave, as JSON.
    #[schema(value_type = Object)]
    credential: Value,
}

#[derive(Serialize, ToSchema)]
struct AddedPasskey {
    #[serde(flatten)]
    passkey: Passkey,
    /// When it is the first second factor: shown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_codes: Option<Vec<String>>,
}

/// Begin to add a passkey.
#[utoipa::path(post, path = "/v1/security/passkeys/options", tag = "identity",
    responses((status = 200, body = PasskeyOptions)))]
async fn options(
    State(app): State<App>,
    Confirmed(caller): Confirmed,
) -> Result<axum::Json<PasskeyOptions>, Problem> {
    let site = app.identity.passkeys()?;
    let mut tx = app.store.begin(&IdentityScope, "passkeys.options").await?;
    let known = tx.credentials_of(caller.user).await?.into_iter().map(|key| key.credential).collect();
    let name = caller.name.as_deref().unwrap_or(caller.email.as_str());
    let started = site.register(caller.user.uuid(), caller.email.as_str(), name, known)?;
    let new = NewCeremony {
        kind: CeremonyKind::Register,
        user: Some(caller.user),
        challenge_hash: None,
        state: &started.state,
        expires_at: app.clock.now() + CEREMONY_LIFE,
    };
    let ceremony = tx.ceremony_keep(&new).await?;
    tx.commit().await?;
    Ok(axum::Json(PasskeyOptions { ceremony, options: started.options }))
}

/// Add a passkey. The first second factor brings recovery codes, and ends sessions that have shown none.
#[utoipa::path(post, path = "/v1/security/passkeys", tag = "identity", request_body = NewPasskey,
    responses((status = 201, body = AddedPasskey)))]
async fn add(
    State(app): State<App>,
    Confirmed(caller): Confirmed,
    Json(new): Json<NewPasskey>,
) -> Result<(StatusCode, axum::Json<AddedPasskey>), Problem> {
    let name = new.name.trim();
    if name.is_empty() {
        return Err(Problem::invalid("name", "required"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        let long = Violation::new("name", domain::violation::code::TOO_LONG).with("max", 100);
        return Err(Problem::from(vec![long]));
    }
    let ceremony = taken(&app, new.ceremony).await?;
    if ceremony.kind != CeremonyKind::Register || ceremony.user != Some(caller.user) {
        return Err(Problem::PasskeyRefused);
    }
    let key = app.identity.passkeys()?.registered(ceremony.state, new.credential)?;
    let mut tx = app.store.begin(&IdentityScope, "passkeys.add").await?;
    let first = !tx.factors_of(caller.user).await?.any();
    let passkey = tx.passkey_add(caller.user, name, &key.credential_id, &key.credential).await?;
    let recovery_codes = match first {
        true => Some(new_recovery_codes(&mut tx, caller.user).await?),
        false => None,
    };
    tx.session_with_factor(&caller).await?;
    tell(&mut tx, caller.user, &SecurityNews::PasskeyAdded { name: name.to_owned() }).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, axum::Json(AddedPasskey { passkey, recovery_codes })))
}

/// Remove a passkey.
#[utoipa::path(delete, path = "/v1/security/passkeys/{passkey}", tag = "identity", responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Confirmed(caller): Confirmed,
    Ids(passkey): Ids<Uuid>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(&IdentityScope, "passkeys.remove").await?;
    tx.passkey_remove(caller.user, passkey).await?;
    forget_if_none(&mut tx, &caller).await?;
    tell(&mut tx, caller.user, &SecurityNews::PasskeyRemoved).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
