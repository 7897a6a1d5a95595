//! Signing in and out, and who the operators are.

use access::limit::Door;
use access::operator::Codes;
use access::password::Verdict;
use access::token::Token;
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use domain::email::EmailAddress;
use domain::language::Language;
use http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::ops::accounts::{Credentials, OperatorRow};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::{From, OnDuty, ended_cookie, session_cookie};
use crate::body::Json;
use crate::problem::Problem;

/// What secrets of codes are sealed for.
pub const SEAL: &str = "operator-codes";

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, session, update, sign_out))
        .routes(routes!(passkey_options))
        .routes(routes!(passkey_sign_in))
        .routes(routes!(ways))
        .routes(routes!(list))
}

/// Who is on duty.
#[derive(Serialize, ToSchema)]
pub struct OperatorSession {
    pub id: Uuid,
    pub email: String,
    pub language: Language,
    /// When one has to sign in again, whatever one does.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// How one may sign in at this address.
#[derive(Serialize, ToSchema)]
struct Ways {
    passkeys: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    email: String,
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    /// Six digits of the authenticator application.
    code: String,
}

/// The server's half of a passkey ceremony.
#[derive(Serialize, ToSchema)]
pub struct Ceremony {
    pub ceremony: Uuid,
    /// For `navigator.credentials`.
    #[schema(value_type = Object)]
    pub options: serde_json::Value,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAnswer {
    ceremony: Uuid,
    #[schema(value_type = Object)]
    credential: serde_json::Value,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OperatorPatch {
    language: Language,
}

/// Every operator there is.
#[derive(Serialize, ToSchema)]
struct Operators {
    items: Vec<OperatorRow>,
}

/// Opens a session and answers with it.
pub async fn open(
    ops: &Ops,
    jar: CookieJar,
    operator: Uuid,
) -> Result<(CookieJar, axum::Json<OperatorSession>), Problem> {
    let token = Token::draw();
    let mut tx = ops.store.begin("operator.session.open").await?;
    tx.operator_session_create(operator, token.digest().as_bytes()).await?;
    let operator = tx.operator_of(token.digest().as_bytes()).await?.ok_or(Problem::NotSignedIn)?;
    tx.commit().await?;
    Ok((jar.add(session_cookie(ops, &token)), axum::Json(session_of(operator))))
}

fn session_of(operator: access::operator::Operator) -> OperatorSession {
    OperatorSession {
        id: operator.id,
        email: operator.email,
        language: operator.language,
        expires_at: operator.expires_at,
    }
}

/// Unix time of now, for codes.
pub fn seconds(ops: &Ops) -> u64 {
    u64::try_from(ops.clock.now().unix_timestamp()).unwrap_or(0)
}

/// Sign in with password and code. Whatever is wrong, the answer is the same.
#[utoipa::path(post, path = "/v1/operator/session", tag = "session", security(()), request_body = SignIn,
    responses((status = 200, body = OperatorSession)))]
async fn sign_in(
    State(ops): State<Ops>,
    From(address): From,
    jar: CookieJar,
    Json(typed): Json<SignIn>,
) -> Result<(CookieJar, axum::Json<OperatorSession>), Problem> {
    let email =
        EmailAddress::parse(&typed.email.to_ascii_lowercase()).map_err(|_| Problem::WrongCredentials)?;
    ops.limits.door(Door::SignIn, address, email.as_str()).await?;
    let mut tx = ops.store.begin("operator.credentials").await?;
    let known = tx.operator_credentials(email.as_str()).await?;
    tx.commit().await?;
    let stored = known.as_ref().map(|known| known.password_hash.clone());
    let verdict = ops.hasher.verify(typed.password, stored).await?;
    let (Some(known), Verdict::Right { .. }) = (known, verdict) else {
        return Err(Problem::WrongCredentials);
    };
    let step = step_of(&ops, &known, &typed.code).ok_or(Problem::WrongCredentials)?;
    let mut tx = ops.store.begin("operator.code").await?;
    let first = tx.operator_code_spend(known.id, step).await?;
    tx.commit().await?;
    if !first {
        return Err(Problem::WrongCredentials);
    }
    open(&ops, jar, known.id).await
}

fn step_of(ops: &Ops, known: &Credentials, code: &str) -> Option<i64> {
    let secret = ops.keys.open(SEAL, known.id.as_bytes(), &known.totp_secret)?;
    let step = Codes::of(&secret.plain)?.step_of(code, seconds(ops))?;
    (step > known.totp_step).then_some(step)
}

/// How one may sign in here.
#[utoipa::path(get, path = "/v1/operator/ways", tag = "session", security(()), responses((status = 200, body = Ways)))]
async fn ways(State(ops): State<Ops>) -> axum::Json<Ways> {
    axum::Json(Ways { passkeys: ops.passkeys().is_ok() })
}

/// Begin signing in with a passkey; no address is asked for.
#[utoipa::path(post, path = "/v1/operator/session/passkey/options", tag = "session", security(()),
    responses((status = 200, body = Ceremony)))]
async fn passkey_options(
    State(ops): State<Ops>,
    From(address): From,
) -> Result<axum::Json<Ceremony>, Problem> {
    ops.limits.anonymous(address).await?;
    let begun = ops.passkeys()?.begin_sign_in().map_err(|_| Problem::Internal)?;
    let mut tx = ops.store.begin("operator.passkey.begin").await?;
    let ceremony = tx.ceremony_begin("sign-in", &begun.state).await?;
    tx.commit().await?;
    Ok(axum::Json(Ceremony { ceremony, options: begun.options }))
}

/// Sign in with a passkey.
#[utoipa::path(post, path = "/v1/operator/session/passkey", tag = "session", security(()), request_body = PasskeyAnswer,
    responses((status = 200, body = OperatorSession)))]
async fn passkey_sign_in(
    State(ops): State<Ops>,
    From(address): From,
    jar: CookieJar,
    Json(answer): Json<PasskeyAnswer>,
) -> Result<(CookieJar, axum::Json<OperatorSession>), Problem> {
    let passkeys = ops.passkeys()?;
    let claimed = passkeys.claimed(&answer.credential).map_err(|_| Problem::WrongCredentials)?;
    ops.limits.anonymous(address).await?;
    let mut tx = ops.store.begin("operator.passkey.take").await?;
    let state = tx.ceremony_take("sign-in", answer.ceremony).await?;
    let known = tx.passkey(&claimed).await?;
    // Committed before the answer is judged: a ceremony has one try.
    tx.commit().await?;
    let (Some(state), Some((operator, stored))) = (state, known) else {
        return Err(Problem::WrongCredentials);
    };
    let renewed =
        passkeys.finish_sign_in(state, answer.credential, stored).map_err(|_| Problem::WrongCredentials)?;
    let mut tx = ops.store.begin("operator.passkey.used").await?;
    tx.passkey_used(&claimed, &renewed).await?;
    tx.commit().await?;
    open(&ops, jar, operator).await
}

/// Who is on duty.
#[utoipa::path(get, path = "/v1/operator/session", tag = "session", responses((status = 200, body = OperatorSession)))]
async fn session(OnDuty(operator): OnDuty) -> axum::Json<OperatorSession> {
    axum::Json(session_of(operator))
}

/// Change one's language.
#[utoipa::path(patch, path = "/v1/operator/session", tag = "session", request_body = OperatorPatch,
    responses((status = 200, body = OperatorSession)))]
async fn update(
    State(ops): State<Ops>,
    OnDuty(mut operator): OnDuty,
    Json(patch): Json<OperatorPatch>,
) -> Result<axum::Json<OperatorSession>, Problem> {
    let mut tx = ops.store.begin("operator.language").await?;
    tx.operator_language(operator.id, patch.language).await?;
    tx.commit().await?;
    operator.language = patch.language;
    Ok(axum::Json(session_of(operator)))
}

/// Sign out.
#[utoipa::path(delete, path = "/v1/operator/session", tag = "session", responses((status = 204)))]
async fn sign_out(
    State(ops): State<Ops>,
    OnDuty(operator): OnDuty,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar), Problem> {
    let mut tx = ops.store.begin("operator.session.end").await?;
    tx.operator_session_end(operator.session).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, jar.add(ended_cookie(&ops))))
}

/// Every operator, and how each signs in.
#[utoipa::path(get, path = "/v1/operator/operators", tag = "operators", responses((status = 200, body = Operators)))]
async fn list(State(ops): State<Ops>, OnDuty(_): OnDuty) -> Result<axum::Json<Operators>, Problem> {
    let mut tx = ops.store.begin("operators.list").await?;
    let items = tx.operator_list().await?;
    tx.commit().await?;
    Ok(axum::Json(Operators { items }))
}
