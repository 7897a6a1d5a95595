//! What guards one's account: the list of it, authenticator applications, recovery codes, and the password typed once more.

use access::caller::Caller;
use access::second_factor::{RECOVERY_CODES, RecoveryCode, TotpSecret};
use axum::extract::State;
use documents::mail::SecurityNews;
use documents::pdf::qr_code;
use domain::ids::UserId;
use http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::identity::Passkey;
use store::{IdentityScope, Tx};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::news::tell;
use super::opening::CONFIRMED_FOR;
use super::passwords::check_current;
use super::second_step::{TOTP, unix_now};
use crate::app::App;
use crate::auth::{ClientAddress, Confirmed, SignedIn};
use crate::body::Json;
use crate::problem::Problem;

/// What authenticator applications show beside the code.
const ISSUER: &str = "KoproGo";

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(confirm))
        .routes(routes!(totp_begin, totp_remove))
        .routes(routes!(totp_confirm))
        .routes(routes!(recovery_codes))
}

/// What guards one's account.
#[derive(Serialize, ToSchema)]
struct Security {
    second_factor: SecondFactors,
    /// Names of the firms that require a second factor of their members.
    required_by: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct SecondFactors {
    #[serde(with = "time::serde::rfc3339::option")]
    totp_since: Option<OffsetDateTime>,
    passkeys: Vec<Passkey>,
    recovery_codes_left: i64,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// A secret for an authenticator application, good once a code of it has been typed.
#[derive(Serialize, ToSchema)]
struct NewTotp {
    /// For typing.
    secret: String,
    /// `otpauth://…`
    uri: String,
    /// For scanning: an SVG drawing.
    qr_svg: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FirstCode {
    code: String,
}

/// Shown once. Each replaces the second factor once.
#[derive(Serialize, ToSchema)]
struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

/// What guards one's account.
#[utoipa::path(get, path = "/v1/security", tag = "identity", responses((status = 200, body = Security)))]
async fn overview(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<axum::Json<Security>, Problem> {
    let mut tx = app.store.begin_read(&IdentityScope, "security.overview").await?;
    let factors = tx.factors_of(caller.user).await?;
    let passkeys = tx.passkeys_of(caller.user).await?;
    tx.commit().await?;
    let second_factor = SecondFactors {
        totp_since: factors.totp_since,
        passkeys,
        recovery_codes_left: factors.recovery_codes_left,
    };
    let required_by = app.store.firms_requiring_second_factor(&caller).await?;
    Ok(axum::Json(Security { second_factor, required_by }))
}

/// Type one's password once more: for ten minutes this session may do what is sensitive.
#[utoipa::path(post, path = "/v1/security/confirmation", tag = "identity", request_body = Confirmation,
    responses((status = 204)))]
async fn confirm(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    SignedIn(caller): SignedIn,
    Json(typed): Json<Confirmation>,
) -> Result<StatusCode, Problem> {
    check_current(&app, &caller, address, typed.password).await?;
    let mut tx = app.store.begin(&IdentityScope, "security.confirm").await?;
    tx.session_confirm(caller.session, app.clock.now() + CONFIRMED_FOR).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begin to set up an authenticator application. One in use goes on until the first code of the new one is typed.
#[utoipa::path(post, path = "/v1/security/totp", tag = "identity", responses((status = 200, body = NewTotp)))]
async fn totp_begin(
    State(app): State<App>,
    Confirmed(caller): Confirmed,
) -> Result<axum::Json<NewTotp>, Problem> {
    let secret = TotpSecret::draw();
    let sealed = app.identity.keys.seal(TOTP, caller.user.uuid().as_bytes(), secret.as_bytes());
    let mut tx = app.store.begin(&IdentityScope, "totp.begin").await?;
    tx.totp_begin(caller.user, &sealed).await?;
    tx.commit().await?;
    let uri = secret.uri(ISSUER, caller.email.as_str());
    let qr_svg = qr_code(&uri).map_err(|_| Problem::Internal)?;
    Ok(axum::Json(NewTotp { secret: secret.base32(), uri, qr_svg }))
}

/// Type the first code: the application is a second factor from now on. Makes new recovery codes; ends sessions without a second factor.
#[utoipa::path(post, path = "/v1/security/totp/confirmation", tag = "identity", request_body = FirstCode,
    responses((status = 200, body = RecoveryCodes)))]
async fn totp_confirm(
    State(app): State<App>,
    Confirmed(caller): Confirmed,
    Json(typed): Json<FirstCode>,
) -> Result<axum::Json<RecoveryCodes>, Problem> {
    let mut tx = app.store.begin(&IdentityScope, "totp.confirm").await?;
    let pending = tx.totp_of(caller.user).await?.and_then(|totp| totp.pending);
    let pending = pending.ok_or(Problem::SecondFactorWrong)?;
    let opened = app.identity.keys.open(TOTP, caller.user.uuid().as_bytes(), &pending);
    let secret =
        opened.and_then(|opened| TotpSecret::from_bytes(&opened.plain)).ok_or(Problem::SecondFactorWrong)?;
    let step = secret.step_of(&typed.code, unix_now(&app)).ok_or(Problem::SecondFactorWrong)?;
    if !tx.totp_confirm(caller.user, &pending, step).await? {
        return Err(Problem::SecondFactorWrong);
    }
    let recovery_codes = new_recovery_codes(&mut tx, caller.user).await?;
    tx.session_with_factor(&caller).await?;
    tell(&mut tx, caller.user, &SecurityNews::TotpAdded).await?;
    tx.commit().await?;
    Ok(axum::Json(RecoveryCodes { recovery_codes }))
}

/// Remove the authenticator application.
#[utoipa::path(delete, path = "/v1/security/totp", tag = "identity", responses((status = 204)))]
async fn totp_remove(State(app): State<App>, Confirmed(caller): Confirmed) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(&IdentityScope, "totp.remove").await?;
    if !tx.totp_remove(caller.user).await? {
        return Err(Problem::NotFound);
    }
    forget_if_none(&mut tx, &caller).await?;
    tell(&mut tx, caller.user, &SecurityNews::TotpRemoved).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make new recovery codes; the earlier ones are worth nothing.
#[utoipa::path(post, path = "/v1/security/recovery-codes", tag = "identity",
    responses((status = 200, body = RecoveryCodes)))]
async fn recovery_codes(
    State(app): State<App>,
    Confirmed(caller): Confirmed,
) -> Result<axum::Json<RecoveryCodes>, Problem> {
    let mut tx = app.store.begin(&IdentityScope, "recovery_codes.renew").await?;
    if !tx.factors_of(caller.user).await?.any() {
        return Err(Problem::NoSecondFactor);
    }
    let recovery_codes = new_recovery_codes(&mut tx, caller.user).await?;
    tell(&mut tx, caller.user, &SecurityNews::RecoveryCodesRenewed).await?;
    tx.commit().await?;
    Ok(axum::Json(RecoveryCodes { recovery_codes }))
}

/// Draws, stores the digests, and gives the codes to be shown.
pub async fn new_recovery_codes(tx: &mut Tx<IdentityScope>, user: UserId) -> Result<Vec<String>, Problem> {
    let codes: Vec<RecoveryCode> = (0..RECOVERY_CODES).map(|_| RecoveryCode::draw()).collect();
    let digests: Vec<[u8; 32]> = codes.iter().map(|code| *code.digest(user.uuid()).as_bytes()).collect();
    tx.recovery_codes_set(user, &digests).await?;
    Ok(codes.iter().map(RecoveryCode::shown).collect())
}

/// After a factor was removed.
pub async fn forget_if_none(tx: &mut Tx<IdentityScope>, caller: &Caller) -> Result<(), Problem> {
    if !tx.factors_of(caller.user).await?.any() {
        tx.factors_gone(caller.user).await?;
    }
    Ok(())
}
