//! Where one is signed in, and the next pair of tokens for a program.

use access::access_token::Named;
use access::caller::SessionId;
use access::refresh::{self, nonce};
use access::token::{SecretDigest, Token};
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use documents::mail::SecurityNews;
use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use store::identity::{Held, Session, Used};
use store::{IdentityScope, Tx};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Items;
use super::news::tell;
use super::opening::pair;
use super::session::Tokens;
use crate::app::App;
use crate::auth::{ClientAddress, SignedIn, ended_cookie};
use crate::body::Json;
use crate::problem::Problem;
use crate::scope::Ids;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, end_all)).routes(routes!(end)).routes(routes!(refresh))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Refresh {
    #[schema(value_type = String, format = Password)]
    refresh: SecretString,
}

/// Where one is signed in.
#[utoipa::path(get, path = "/v1/sessions", tag = "identity", responses((status = 200, body = Items<Session>)))]
async fn list(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<axum::Json<Items<Session>>, Problem> {
    let mut tx = app.store.begin_read(&IdentityScope, "sessions.list").await?;
    let items = tx.sessions_of(&caller).await?;
    tx.commit().await?;
    Ok(axum::Json(Items { items }))
}

/// End one session. It is over on every replica from this answer on.
#[utoipa::path(delete, path = "/v1/sessions/{session}", tag = "identity", responses((status = 204)))]
async fn end(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Ids(session): Ids<Uuid>,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar), Problem> {
    let session = SessionId::from(session);
    let mut tx = app.store.begin(&IdentityScope, "session.end").await?;
    if !tx.session_end(caller.user, session).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    let jar = if session == caller.session { jar.add(ended_cookie(&app.settings)) } else { jar };
    Ok((StatusCode::NO_CONTENT, jar))
}

/// Sign out everywhere, here as well.
#[utoipa::path(delete, path = "/v1/sessions", tag = "identity", responses((status = 204)))]
async fn end_all(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar), Problem> {
    let mut tx = app.store.begin(&IdentityScope, "sessions.end").await?;
    tx.sessions_end(caller.user, None).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, jar.add(ended_cookie(&app.settings))))
}

/// The next pair of tokens for a program. A refresh token is good once: sent again within ten seconds it gets the same answer, later it ends the
/// session, because then two hold it, and its owner is told.
#[utoipa::path(post, path = "/v1/session/refresh", tag = "identity", security(()), request_body = Refresh,
    responses((status = 200, body = Tokens)))]
async fn refresh(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Json(sent): Json<Refresh>,
) -> Result<axum::Json<Tokens>, Problem> {
    app.limits.anonymous(address).await?;
    let token = Token::parse(sent.refresh.expose_secret()).ok_or(Problem::RefreshRefused)?;
    let mut tx = app.store.begin(&IdentityScope, "session.refresh").await?;
    let held = tx.refresh_hold(token.digest().as_bytes()).await?.ok_or(Problem::RefreshRefused)?;
    let successor = match &held.used {
        None => Some(continued(&app, &mut tx, &held, &token).await?),
        Some(used) if used.just_now => repeated(&app, &token, used),
        Some(_) => None,
    };
    let Some(successor) = successor else { return Err(reused(tx, &held).await?) };
    tx.commit().await?;
    Ok(axum::Json(pair(&app, Named { user: held.user, session: held.session }, &successor)?))
}

async fn continued(
    app: &App,
    tx: &mut Tx<IdentityScope>,
    held: &Held,
    token: &Token,
) -> Result<Token, Problem> {
    let nonce = nonce();
    let successor = refresh::successor(&app.identity.keys, token, &nonce);
    let (before, after) = (token.digest(), successor.digest());
    tx.refresh_use(held.session, before.as_bytes(), &nonce, after.as_bytes()).await?;
    Ok(successor)
}

fn repeated(app: &App, token: &Token, used: &Used) -> Option<Token> {
    let stored = SecretDigest::try_from(used.successor_hash.as_slice()).ok()?;
    refresh::repeated(&app.identity.keys, token, &used.nonce, &stored)
}

/// Two hold the token; which of them is the thief cannot be told, so neither goes on.
async fn reused(mut tx: Tx<IdentityScope>, held: &Held) -> Result<Problem, Problem> {
    tx.session_end(held.user, held.session).await?;
    tell(&mut tx, held.user, &SecurityNews::RefreshTokenReused).await?;
    tx.commit().await?;
    tracing::warn!(caller = %held.user, session = %held.session, "refresh token used again; session ended");
    Ok(Problem::RefreshRefused)
}
