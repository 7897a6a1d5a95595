use access::caller::Caller;
use access::limit::Door;
use access::password::Verdict;
use access::token::Token;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::ids::UserId;
use domain::language::Language;
use http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::identity::Factors;
use store::resolve::{CoproMembership, Membership, Whereabouts};
use store::{IdentityScope, Tx};
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::opening::Opening;
use super::signup::login_address;
use crate::app::App;
use crate::auth::{ClientAddress, ClientOrigin, SignedIn, ended_cookie};
use crate::body::Json;
use crate::entry::OnlyLooks;
use crate::idempotency::Repeat;
use crate::problem::Problem;

/// How long the second factor may take.
const CHALLENGE_LIFE: Duration = Duration::minutes(5);

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, session, update, sign_out))
}

/// Who is signed in, the firms they work for, and the copros they belong to.
#[derive(Serialize, ToSchema)]
pub struct Session {
    pub user: User,
    pub firms: Vec<Membership>,
    /// The copros in which this person holds roles of their own.
    pub copros: Vec<CoproMembership>,
    /// What a program sends with its requests, in the one answer that hands it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// This session has shown a second factor.
    pub second_factor: bool,
    /// Until then the session may do what is sensitive; afterwards the password must be confirmed first.
    #[serde(with = "time::serde::rfc3339::option")]
    pub confirmed_until: Option<OffsetDateTime>,
    /// Mails are kept in a mailbox page instead of being sent.
    pub dev_mailbox: bool,
    /// Billing's days can be let pass here.
    pub dev_clock: bool,
}

/// `access` goes into `Authorization: Bearer …` and lives for minutes; `refresh` fetches the next pair, once.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    pub access: String,
    pub refresh: String,
    /// Seconds that `access` is good for.
    pub expires_in: u64,
}

/// The password was right; a second factor opens the session.
#[derive(Serialize, ToSchema)]
pub struct Challenge {
    pub challenge: String,
    pub methods: Vec<Method>,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = SecondFactorMethod)]
pub enum Method {
    Totp,
    Passkey,
    Recovery,
}

#[derive(Serialize, ToSchema)]
pub struct User {
    pub id: Uuid,
    pub email: String,
    pub name: Option<String>,
    pub language: Language,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    email: String,
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    /// Answer with a bearer token instead of setting a cookie.
    #[serde(default)]
    token: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionPatch {
    language: Option<Language>,
    name: Option<String>,
}

pub async fn session_of(app: &App, caller: &Caller) -> Result<Session, Problem> {
    let whereabouts = (app.store.firms_of(caller).await?, app.store.copros_of(caller).await?);
    Ok(told(app, caller, whereabouts))
}

fn told(app: &App, caller: &Caller, (firms, copros): (Vec<Membership>, Vec<CoproMembership>)) -> Session {
    Session {
        user: User {
            id: caller.user.uuid(),
            email: caller.email.as_str().to_owned(),
            name: caller.name.clone(),
            language: caller.language,
        },
        firms,
        copros,
        tokens: None,
        second_factor: caller.second_factor,
        confirmed_until: caller.confirmed_until,
        dev_mailbox: app.settings.dev_mailbox,
        dev_clock: app.calendar.is_some(),
    }
}

/// Sign in. A wrong password and an unknown address answer alike and take as long. Whoever has a second factor gets a challenge (202) that
/// `/v1/session/second-factor` or `/v1/session/passkey` turns into a session.
#[utoipa::path(post, path = "/v1/session", tag = "identity", security(()), request_body = SignIn,
    responses((status = 200, body = Session), (status = 202, body = Challenge)))]
async fn sign_in(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    origin: ClientOrigin,
    jar: CookieJar,
    Json(typed): Json<SignIn>,
) -> Result<Response, Problem> {
    // Counted as typed: what is no address is told the same, and counts the same.
    app.limits.door(Door::SignIn, address, &typed.email).await?;
    let email = login_address(&typed.email).map_err(|_| Problem::WrongCredentials)?;
    let admission = app.hasher.admit()?;
    let mut tx = app.store.begin_read(&IdentityScope, "session.credentials").await?;
    let known = tx.credentials(email.as_str()).await?;
    tx.commit().await?;
    let stored = known.as_ref().map(|known| known.password_hash.clone());
    let verdict = admission.verify(typed.password.clone(), stored).await?;
    let (Some(known), Verdict::Right { rehash }) = (known, verdict) else {
        return Err(Problem::WrongCredentials);
    };
    let renewed = if rehash { Some(app.hasher.hash(typed.password).await?) } else { None };
    let mut tx = app.store.begin(&IdentityScope, "session.open").await?;
    if !tx.password_stays(known.user, &known.password_hash).await? {
        return Err(Problem::WrongCredentials);
    }
    if let Some(renewed) = renewed {
        tx.password_rehash(known.user, &known.password_hash, &renewed).await?;
    }
    let factors = tx.factors_of(known.user).await?;
    if factors.any() {
        return challenge(&app, tx, known.user, &factors).await;
    }
    let opening = Opening::new(known.user, typed.token, origin);
    opening.open(&app, tx, jar, StatusCode::OK).await
}

/// Which of their factors a person has is told only to who knows the password.
async fn challenge(
    app: &App,
    mut tx: Tx<IdentityScope>,
    user: UserId,
    factors: &Factors,
) -> Result<Response, Problem> {
    let token = Token::draw();
    let expires_at = app.clock.now() + CHALLENGE_LIFE;
    tx.challenge_create(user, token.digest().as_bytes(), expires_at).await?;
    tx.commit().await?;
    let offered = [
        (factors.totp_since.is_some(), Method::Totp),
        (factors.passkeys > 0, Method::Passkey),
        (factors.recovery_codes_left > 0, Method::Recovery),
    ];
    let methods = offered.into_iter().filter_map(|(offered, method)| offered.then_some(method)).collect();
    let challenge = Challenge { challenge: token.expose().to_owned(), methods, expires_at };
    Ok((StatusCode::ACCEPTED, axum::Json(challenge)).into_response())
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/session", tag = "identity", responses((status = 200, body = Session)))]
async fn session(State(app): State<App>, who: OnlyLooks) -> Result<axum::Json<Session>, Problem> {
    let (whereabouts, caller) = who.read(|caller| Whereabouts(caller.user)).await?;
    Ok(axum::Json(told(&app, &caller, whereabouts)))
}

/// Change one's language or name.
#[utoipa::path(patch, path = "/v1/session", tag = "identity", request_body = SessionPatch,
    responses((status = 200, body = Session)))]
async fn update(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    repeat: Repeat,
    Json(patch): Json<SessionPatch>,
) -> Result<Response, Problem> {
    let name = patch.name.as_deref().map(str::trim);
    if name.is_some_and(|name| name.is_empty()) {
        return Err(Problem::invalid("name", "required"));
    }
    if name.is_some_and(|name| name.chars().count() > 200) {
        return Err(Problem::Validation(vec![
            domain::Violation::new("name", domain::violation::code::TOO_LONG).with("max", 200).into(),
        ]));
    }
    let mut changed = caller.clone();
    changed.language = patch.language.unwrap_or(caller.language);
    changed.name = name.map(str::to_owned).or(changed.name);
    let answer = session_of(&app, &changed).await?;
    let tx = app.store.begin(&IdentityScope, "session.update").await?;
    repeat
        .once(caller.user.uuid(), tx, "session.update", StatusCode::OK, async |tx| {
            tx.user_update(caller.user, patch.language, name).await?;
            Ok(answer)
        })
        .await
}

/// Sign out.
#[utoipa::path(delete, path = "/v1/session", tag = "identity", responses((status = 204)))]
async fn sign_out(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar), Problem> {
    let mut tx = app.store.begin(&IdentityScope, "session.end").await?;
    tx.session_end(caller.user, caller.session).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, jar.add(ended_cookie(&app.settings))))
}
