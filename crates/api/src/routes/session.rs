use access::caller::Caller;
use access::limit::Door;
use access::password::Verdict;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use domain::language::Language;
use http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::IdentityScope;
use store::identity::Membership;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::signup::{login_address, open_session};
use crate::app::App;
use crate::auth::{ClientAddress, SignedIn, ended_cookie};
use crate::body::Json;
use crate::idempotency::Repeat;
use crate::problem::Problem;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, session, update, sign_out))
}

/// Who is signed in, and the firms they work for.
#[derive(Serialize, ToSchema)]
pub struct Session {
    pub user: User,
    pub firms: Vec<Membership>,
    /// The bearer token, in the one answer that hands it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Mails are kept in a mailbox page instead of being sent.
    pub dev_mailbox: bool,
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
    Ok(Session {
        user: User {
            id: caller.user.uuid(),
            email: caller.email.as_str().to_owned(),
            name: caller.name.clone(),
            language: caller.language,
        },
        firms: app.store.firms_of(caller).await?,
        token: None,
        dev_mailbox: app.settings.dev_mailbox,
    })
}

/// Sign in. A wrong password and an unknown address answer alike and take as long.
#[utoipa::path(post, path = "/v1/session", tag = "identity", security(()), request_body = SignIn,
    responses((status = 200, body = Session)))]
async fn sign_in(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    jar: CookieJar,
    Json(typed): Json<SignIn>,
) -> Result<Response, Problem> {
    let email = login_address(&typed.email).map_err(|_| Problem::WrongCredentials)?;
    app.limits.door(Door::SignIn, address, email.as_str()).await?;
    let mut tx = app.store.begin_read(&IdentityScope, "session.credentials").await?;
    let known = tx.credentials(email.as_str()).await?;
    tx.commit().await?;
    let stored = known.as_ref().map(|known| known.password_hash.clone());
    let verdict = app.hasher.verify(typed.password.clone(), stored).await?;
    let (Some(known), Verdict::Right { rehash }) = (known, verdict) else {
        return Err(Problem::WrongCredentials);
    };
    if rehash {
        let renewed = app.hasher.hash(typed.password).await?;
        let mut tx = app.store.begin(&IdentityScope, "session.rehash").await?;
        tx.password_rehash(known.user, &renewed).await?;
        tx.commit().await?;
    }
    open_session(&app, jar, known.user, typed.token, StatusCode::OK).await
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/session", tag = "identity", responses((status = 200, body = Session)))]
async fn session(State(app): State<App>, SignedIn(caller): SignedIn) -> Result<axum::Json<Session>, Problem> {
    Ok(axum::Json(session_of(&app, &caller).await?))
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
    tx.session_end(caller.session).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, jar.add(ended_cookie(&app.settings))))
}
