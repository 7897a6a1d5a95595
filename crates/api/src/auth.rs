//! Who is calling: the session cookie of a browser or the bearer token of a program.

use std::net::{IpAddr, SocketAddr};

use access::caller::{Caller, Principal, Via};
use access::token::{ApiSecret, Token};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::request::Parts;
use http::{HeaderMap, Method, header};

use crate::app::{App, Settings};
use crate::context::Context;
use crate::problem::Problem;

/// How long a session lives without being renewed.
pub const SESSION_DAYS: i64 = 14;

/// The name of the session cookie. `__Host-` binds it to this host and to https; plain http is for development on loopback only.
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.is_https() { "__Host-session" } else { "koprogo_session" }
}

pub fn session_cookie(settings: &Settings, token: &Token) -> Cookie<'static> {
    let mut cookie = Cookie::new(cookie_name(settings), token.expose().to_owned());
    cookie.set_http_only(true);
    cookie.set_secure(settings.is_https());
    cookie.set_same_site(SameSite::Lax);
    cookie.set_path("/");
    cookie.set_max_age(time::Duration::days(SESSION_DAYS));
    cookie
}

pub fn ended_cookie(settings: &Settings) -> Cookie<'static> {
    let mut cookie = Cookie::new(cookie_name(settings), "");
    cookie.set_path("/");
    cookie.set_secure(settings.is_https());
    cookie.set_http_only(true);
    cookie.set_max_age(time::Duration::ZERO);
    cookie
}

/// Somebody signed in: a person. What asks for one is closed to programs.
pub struct SignedIn(pub Caller);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match authenticate(parts, app).await? {
            Principal::Person(caller) => {
                app.limits.caller(caller.user).await?;
                Ok(SignedIn(caller))
            }
            Principal::Program(key) => {
                app.limits.firm(key.firm).await?;
                Err(Problem::NotForPrograms)
            }
        }
    }
}

/// Finds who calls and tells the request's context. Counts nothing: the scope that follows has its own quota.
pub async fn authenticate(parts: &mut Parts, app: &App) -> Result<Principal, Problem> {
    let principal = match presented(&parts.headers, &app.settings).ok_or(Problem::NotSignedIn)? {
        Presented::Token(token, via) => person(app, &token, via).await?.into(),
        Presented::Key(secret) => {
            let key = app.store.resolve_api_key(secret.digest().as_bytes()).await?;
            Principal::Program(key.ok_or(Problem::NotSignedIn)?)
        }
    };
    if let Some(context) = parts.extensions.get::<Context>() {
        context.knows_caller(principal.user(), principal.language());
    }
    Ok(principal)
}

async fn person(app: &App, token: &Token, via: Via) -> Result<Caller, Problem> {
    let caller = app.store.resolve_caller(token.digest().as_bytes()).await?.ok_or(Problem::NotSignedIn)?;
    // A cookie's token in a header, or the reverse, was copied out of where it belongs.
    if caller.via == via { Ok(caller) } else { Err(Problem::NotSignedIn) }
}

/// What a request shows to say who it is from.
enum Presented {
    Token(Token, Via),
    Key(ApiSecret),
}

/// A header is sent on purpose, a cookie always: the header decides.
fn presented(headers: &HeaderMap, settings: &Settings) -> Option<Presented> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let shown = value.to_str().ok()?.strip_prefix("Bearer ")?.trim();
        let key = ApiSecret::parse(shown).map(Presented::Key);
        return key.or_else(|| Some(Presented::Token(Token::parse(shown)?, Via::Bearer)));
    }
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(cookie_name(settings))?;
    Some(Presented::Token(Token::parse(cookie.value())?, Via::Cookie))
}

/// The address of the client, believing `X-Forwarded-For` from trusted proxies only.
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().ok_or(Problem::Internal)?.0.ip();
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        Ok(ClientAddress(access::limit::client_addr(peer, forwarded, &app.settings.trusted_proxies)))
    }
}

/// Refuses unsafe requests that another site made a browser send. Programs send neither header.
pub async fn same_site(request: axum::extract::Request, next: Next) -> Response {
    let is_unsafe = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_unsafe && comes_from_elsewhere(request.headers()) {
        return Problem::CrossSite.into_response();
    }
    next.run(request).await
}

fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").map(|(_, rest)| rest) != Some(host),
        (None, Some(_), None) => true,
        (None, None, _) => false,
    }
}
