//! Who is calling: the session cookie of a browser or the bearer token of a program.

use std::net::{IpAddr, SocketAddr};

use access::caller::{Caller, Via};
use access::token::Token;
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

/// Somebody signed in.
pub struct SignedIn(pub Caller);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = authenticate(parts, app).await?;
        app.limits.caller(caller.user).await?;
        Ok(SignedIn(caller))
    }
}

/// Finds the caller and tells the request's context. Counts nothing: the scope that follows has its own quota.
pub async fn authenticate(parts: &mut Parts, app: &App) -> Result<Caller, Problem> {
    let (token, via) = presented(&parts.headers, &app.settings).ok_or(Problem::NotSignedIn)?;
    let caller = app.store.resolve_caller(token.digest().as_bytes()).await?.ok_or(Problem::NotSignedIn)?;
    // A cookie's token in a header, or the reverse, was copied out of where it belongs.
    if caller.via != via {
        return Err(Problem::NotSignedIn);
    }
    if let Some(context) = parts.extensions.get::<Context>() {
        context.knows_caller(caller.user, caller.language);
    }
    Ok(caller)
}

/// A header is sent on purpose, a cookie always: the header decides.
fn presented(headers: &HeaderMap, settings: &Settings) -> Option<(Token, Via)> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let token = value.to_str().ok()?.strip_prefix("Bearer ")?;
        return Some((Token::parse(token.trim())?, Via::Bearer));
    }
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(cookie_name(settings))?;
    Some((Token::parse(cookie.value())?, Via::Cookie))
}

/// The address of the client, believing `X-Forwarded-For` from trusted proxies only.
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        address(&parts.extensions, &parts.headers, &app.settings).map(ClientAddress).ok_or(Problem::Internal)
    }
}

/// The same, for a layer.
pub fn client_address(request: &axum::extract::Request, settings: &Settings) -> Option<IpAddr> {
    address(request.extensions(), request.headers(), settings)
}

fn address(extensions: &http::Extensions, headers: &HeaderMap, settings: &Settings) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
    // A proxy may add a line of its own below the one that a client invented: all lines are one list. What is no text ends it, as
    // nonsense does within a line.
    let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("?"));
    let forwarded = lines.collect::<Vec<_>>().join(",");
    Some(access::limit::client_addr(peer, Some(&forwarded), &settings.trusted_proxies))
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
