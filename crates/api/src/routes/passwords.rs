//! Passwords: forgotten, set anew, changed.

use access::caller::{Caller, Via};
use access::limit::Door;
use access::password::Verdict;
use access::token::Token;
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use documents::mail::SecurityNews;
use domain::language::Language;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use store::IdentityScope;
use store::jobs::{JobKind, NewJob};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::news::tell;
use super::signup::{check_password, login_address};
use crate::app::App;
use crate::auth::{ClientAddress, SignedIn, session_cookie};
use crate::body::Json;
use crate::problem::Problem;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(forgot)).routes(routes!(reset)).routes(routes!(change))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Forgot {
    email: String,
    /// Accepted for symmetry with signing up; the mail is in the language of the account.
    #[expect(dead_code, reason = "the account's own language is known better")]
    language: Option<Language>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reset {
    /// Of the link in the mail.
    token: String,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    #[schema(value_type = String, format = Password)]
    current: SecretString,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// Ask for a link to a new password. Whether anybody has the address is looked up later, by who sends the mail: this answer cannot tell.
#[utoipa::path(post, path = "/v1/password/forgot", tag = "identity", security(()), request_body = Forgot,
    responses((status = 202, description = "If somebody has this address, a mail is on its way")))]
async fn forgot(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Json(asked): Json<Forgot>,
) -> Result<StatusCode, Problem> {
    let email = login_address(&asked.email).map_err(|_| Problem::invalid("email", "invalid-email"))?;
    app.limits.door(Door::Forgot, address, email.as_str()).await?;
    // Behind the fragment sign, so that the secret stays in the browser: it is in no request line and no log.
    let link = format!("{}/reset#", app.settings.public_url);
    let payload = serde_json::json!({ "email": email.as_str(), "link": link });
    let mut tx = app.store.begin(&IdentityScope, "password.forgot").await?;
    tx.job_enqueue(&NewJob { kind: JobKind::PasswordReset, subject: None, payload }).await?;
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

/// Set a new password with the link of the mail. Ends every session; a second factor stays and is asked for at the next sign-in.
#[utoipa::path(post, path = "/v1/password/reset", tag = "identity", security(()), request_body = Reset,
    responses((status = 204)))]
async fn reset(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Json(sent): Json<Reset>,
) -> Result<StatusCode, Problem> {
    app.limits.door(Door::Forgot, address, &sent.token).await?;
    let link = Token::parse(&sent.token).ok_or(Problem::ResetLinkInvalid)?.digest();
    let mut tx = app.store.begin_read(&IdentityScope, "password.reset_user").await?;
    let user = tx.reset_user(link.as_bytes()).await?.ok_or(Problem::ResetLinkInvalid)?;
    let owner = tx.address_of(user).await?;
    tx.commit().await?;
    check_password(&sent.password, &owner.email)?;
    let hash = app.hasher.hash(sent.password).await?;
    let mut tx = app.store.begin(&IdentityScope, "password.reset").await?;
    if !tx.reset_take(link.as_bytes()).await? {
        return Err(Problem::ResetLinkInvalid);
    }
    tx.password_set(user, &hash).await?;
    tx.sessions_end(user, None).await?;
    tell(&mut tx, user, &SecurityNews::PasswordChanged).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change one's password. Every other session ends; a browser gets a new cookie.
#[utoipa::path(put, path = "/v1/password", tag = "identity", request_body = Change, responses((status = 204)))]
async fn change(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    SignedIn(caller): SignedIn,
    jar: CookieJar,
    Json(sent): Json<Change>,
) -> Result<(StatusCode, CookieJar), Problem> {
    check_current(&app, &caller, address, sent.current).await?;
    check_password(&sent.password, caller.email.as_str())?;
    let hash = app.hasher.hash(sent.password).await?;
    let token = Token::draw();
    let mut tx = app.store.begin(&IdentityScope, "password.change").await?;
    tx.password_set(caller.user, &hash).await?;
    tx.reset_close(caller.user).await?;
    tx.sessions_end(caller.user, Some(caller.session)).await?;
    let jar = match caller.via {
        Via::Cookie => {
            tx.session_rekey(caller.session, token.digest().as_bytes()).await?;
            jar.add(session_cookie(&app.settings, &token))
        }
        _ => jar,
    };
    tell(&mut tx, caller.user, &SecurityNews::PasswordChanged).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, jar))
}

/// Whether this is the caller's password. Counted like a sign-in: a stolen session must not become a place to guess.
pub async fn check_current(
    app: &App,
    caller: &Caller,
    address: std::net::IpAddr,
    typed: SecretString,
) -> Result<(), Problem> {
    app.limits.door(Door::SignIn, address, caller.email.as_str()).await?;
    let admission = app.hasher.admit()?;
    let mut tx = app.store.begin_read(&IdentityScope, "password.current").await?;
    let stored = tx.password_hash_of(caller.user).await?;
    tx.commit().await?;
    match admission.verify(typed, Some(stored)).await? {
        Verdict::Right { .. } => Ok(()),
        Verdict::Wrong => Err(Problem::WrongPassword),
    }
}
