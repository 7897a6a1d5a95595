//! The link an operator is given: it lets them choose, once, how they sign in.

use access::limit::Door;
use access::operator::Codes;
use access::password;
use access::token::Token;
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use store::ops::accounts::Enrolment;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::accounts::{Ceremony, OperatorSession, SEAL, open, seconds};
use super::auth::From;
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .routes(routes!(preview))
        .routes(routes!(with_password))
        .routes(routes!(passkey_options))
        .routes(routes!(with_passkey))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Link {
    token: String,
}

/// Whom the link is for, and the secret that goes into an authenticator application.
#[derive(Serialize, ToSchema)]
struct EnrolmentPreview {
    email: String,
    passkeys: bool,
    secret: String,
    uri: String,
    /// The same as a picture, to be scanned.
    qr_svg: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    token: String,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    /// Six digits that show that the authenticator application knows the secret.
    code: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPasskey {
    token: String,
    ceremony: Uuid,
    #[schema(value_type = Object)]
    credential: serde_json::Value,
}

/// What a token stands for. All that are worth nothing are told the same.
async fn enrolment(ops: &Ops, From(address): From, token: &str) -> Result<([u8; 32], Enrolment), Problem> {
    ops.limits.door(Door::Verify, address, token).await?;
    let token = Token::parse(token).ok_or(Problem::NotFound)?;
    let hash = *token.digest().as_bytes();
    let mut tx = ops.store.begin("operator.enrolment").await?;
    let found = tx.enrolment(&hash).await?;
    tx.commit().await?;
    Ok((hash, found.ok_or(Problem::NotFound)?))
}

fn codes_of(ops: &Ops, found: &Enrolment) -> Result<(Codes, Vec<u8>), Problem> {
    let secret = ops.keys.open(SEAL, found.email.as_bytes(), &found.totp_secret).ok_or(Problem::NotFound)?;
    Ok((Codes::of(&secret.plain).ok_or(Problem::Internal)?, secret.plain))
}

/// Look at the link.
#[utoipa::path(post, path = "/v1/operator/enrolment/preview", tag = "enrolment", security(()), request_body = Link,
    responses((status = 200, body = EnrolmentPreview)))]
async fn preview(
    State(ops): State<Ops>,
    from: From,
    Json(link): Json<Link>,
) -> Result<axum::Json<EnrolmentPreview>, Problem> {
    let (_, found) = enrolment(&ops, from, &link.token).await?;
    let (codes, _) = codes_of(&ops, &found)?;
    let uri = codes.uri(&found.email);
    Ok(axum::Json(EnrolmentPreview {
        passkeys: ops.passkeys().is_ok(),
        secret: codes.base32(),
        qr_svg: documents::pdf::qr_code(&uri).map_err(|_| Problem::Internal)?,
        uri,
        email: found.email,
    }))
}

/// Choose a password, with the codes of an authenticator application. The link is used up.
#[utoipa::path(post, path = "/v1/operator/enrolment/password", tag = "enrolment", security(()), request_body = NewPassword,
    responses((status = 200, body = OperatorSession)))]
async fn with_password(
    State(ops): State<Ops>,
    from: From,
    jar: CookieJar,
    Json(new): Json<NewPassword>,
) -> Result<(CookieJar, axum::Json<OperatorSession>), Problem> {
    let (hash, found) = enrolment(&ops, from, &new.token).await?;
    password::check(new.password.expose_secret(), &found.email).map_err(|flaw| {
        let least = i64::try_from(password::CHARS_MIN).unwrap_or(i64::MAX);
        Problem::Validation(vec![FieldProblem::new("password", flaw.code()).with("min", least)])
    })?;
    let (codes, secret) = codes_of(&ops, &found)?;
    let step = codes.step_of(&new.code, seconds(&ops)).ok_or(Problem::CodeWrong)?;
    let password_hash = ops.hasher.hash(new.password).await?;
    let sealed = ops.keys.seal(SEAL, found.operator.as_bytes(), &secret);
    let mut tx = ops.store.begin("operator.enrol").await?;
    if !tx.enrolment_spend(&hash, found.operator).await? {
        return Err(Problem::NotFound);
    }
    tx.operator_password_set(found.operator, &password_hash, &sealed, step).await?;
    tx.commit().await?;
    open(&ops, jar, found.operator).await
}

/// Begin making a passkey.
#[utoipa::path(post, path = "/v1/operator/enrolment/passkey/options", tag = "enrolment", security(()), request_body = Link,
    responses((status = 200, body = Ceremony)))]
async fn passkey_options(
    State(ops): State<Ops>,
    from: From,
    Json(link): Json<Link>,
) -> Result<axum::Json<Ceremony>, Problem> {
    let (_, found) = enrolment(&ops, from, &link.token).await?;
    let begun =
        ops.passkeys()?.begin_enrolment(found.operator, &found.email).map_err(|_| Problem::Internal)?;
    let mut tx = ops.store.begin("operator.passkey.begin").await?;
    let ceremony = tx.ceremony_begin("enrolment", &begun.state).await?;
    tx.commit().await?;
    Ok(axum::Json(Ceremony { ceremony, options: begun.options }))
}

/// Keep the passkey made. The link is used up.
#[utoipa::path(post, path = "/v1/operator/enrolment/passkey", tag = "enrolment", security(()), request_body = NewPasskey,
    responses((status = 200, body = OperatorSession)))]
async fn with_passkey(
    State(ops): State<Ops>,
    from: From,
    jar: CookieJar,
    Json(new): Json<NewPasskey>,
) -> Result<(CookieJar, axum::Json<OperatorSession>), Problem> {
    let (hash, found) = enrolment(&ops, from, &new.token).await?;
    let passkeys = ops.passkeys()?;
    let mut tx = ops.store.begin("operator.passkey.take").await?;
    let state = tx.ceremony_take("enrolment", new.ceremony).await?.ok_or(Problem::WrongCredentials)?;
    tx.commit().await?;
    let (id, credential) =
        passkeys.finish_enrolment(state, new.credential).map_err(|_| Problem::WrongCredentials)?;
    let mut tx = ops.store.begin("operator.enrol").await?;
    if !tx.enrolment_spend(&hash, found.operator).await? {
        return Err(Problem::NotFound);
    }
    tx.passkey_add(found.operator, &id, &credential).await?;
    tx.commit().await?;
    open(&ops, jar, found.operator).await
}
