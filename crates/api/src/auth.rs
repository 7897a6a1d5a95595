//! Who is calling: the session cookie of a browser or the bearer token of a program.

use std::net::{IpAddr, SocketAddr};

use access::access_token;
use access::caller::{Caller, Principal};
use access::token::{ApiSecret, Token};
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::request::Parts;
use http::{HeaderMap, Method, header};
use store::identity::Origin;
use store::{Credential, IdentityScope, Met, Visitor};

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
        let by = of_person(parts, app).await?;
        let Met::Inside(admission) = app.store.admit::<IdentityScope>(&by, "").await? else {
            return Err(Problem::NotSignedIn);
        };
        greet(parts, app, &admission.visitor);
        person(app, admission.visitor.principal.clone()).await.map(SignedIn)
    }
}

/// What a person shows; a program is counted and refused.
pub async fn of_person(parts: &Parts, app: &App) -> Result<Credential, Problem> {
    let by = credential(parts, app).await?;
    if let Credential::Known(principal) = &by {
        greet(parts, app, &Visitor { principal: (**principal).clone(), seen: true });
        person(app, (**principal).clone()).await?;
    }
    Ok(by)
}

/// Counts the request, and refuses programs.
pub async fn person(app: &App, principal: Principal) -> Result<Caller, Problem> {
    match principal {
        Principal::Person(caller) => {
            app.limits.caller(caller.user).await?;
            Ok(caller)
        }
        Principal::Program(key) => {
            app.limits.firm(key.firm, None).await?;
            Err(Problem::NotForPrograms)
        }
    }
}

/// Somebody signed in who typed their password within the last minutes. What is sensitive names this in its signature.
pub struct Confirmed(pub Caller);

impl FromRequestParts<App> for Confirmed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let SignedIn(caller) = SignedIn::from_request_parts(parts, app).await?;
        confirmed(app, &caller)?;
        Ok(Confirmed(caller))
    }
}

/// For extractors that have found the caller already.
pub fn confirmed(app: &App, caller: &Caller) -> Result<(), Problem> {
    match caller.confirmed_until {
        Some(until) if until > app.clock.now() => Ok(()),
        _ => Err(Problem::ConfirmationRequired),
    }
}

/// What the request shows. A key is looked up here; sessions are asked for where it is known what for.
pub async fn credential(parts: &Parts, app: &App) -> Result<Credential, Problem> {
    Ok(match presented(&parts.headers, app).ok_or(Problem::NotSignedIn)? {
        Presented::Cookie(token) => Credential::Cookie(*token.digest().as_bytes()),
        Presented::Access(named) => Credential::Access { session: named.session, user: named.user },
        Presented::Key(secret) => {
            let key = app.store.resolve_api_key(secret.digest().as_bytes()).await?;
            Credential::Known(Box::new(Principal::Program(key.ok_or(Problem::NotSignedIn)?)))
        }
    })
}

/// Tells the request's context who calls, and notes that the session is in use. Counts nothing: the scope that follows has its own quota.
pub fn greet(parts: &Parts, app: &App, visitor: &Visitor) {
    let principal = &visitor.principal;
    if let Some(context) = parts.extensions.get::<Context>() {
        context.knows_caller(principal.user(), principal.language());
    }
    if let (Principal::Person(caller), false) = (principal, visitor.seen) {
        note_seen(app, caller, origin(parts, app));
    }
}

/// Once a minute, beside the request: nobody waits for it, and a lack of places only makes the list of sessions a little older.
fn note_seen(app: &App, caller: &Caller, origin: Origin) {
    let Some(place) = app.note() else { return };
    let (app, session) = (app.clone(), caller.session);
    tokio::spawn(async move {
        let noted = async {
            let mut tx = app.store.begin(&IdentityScope, "session.seen").await?;
            tx.session_seen(session, &origin).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::debug!(error = %error, "session not noted as seen");
        }
        drop(place);
    });
}

enum Presented {
    Cookie(Token),
    Access(access_token::Named),
    Key(ApiSecret),
}

/// A header is sent on purpose, a cookie always: the header decides. No secret is accepted in another's place: a cookie's token is no JWT,
/// a JWT has not the shape of a cookie's token, and a key says by its beginning that it is one.
fn presented(headers: &HeaderMap, app: &App) -> Option<Presented> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let shown = value.to_str().ok()?.strip_prefix("Bearer ")?.trim();
        let key = ApiSecret::parse(shown).map(Presented::Key);
        return key.or_else(|| Some(Presented::Access(app.identity.access_tokens.read(shown)?)));
    }
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(cookie_name(&app.settings))?;
    Some(Presented::Cookie(Token::parse(cookie.value())?))
}

/// Where a request comes from, for the list of sessions.
pub struct ClientOrigin(pub Origin);

impl FromRequestParts<App> for ClientOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(ClientOrigin(origin(parts, app)))
    }
}

fn origin(parts: &Parts, app: &App) -> Origin {
    let client = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Origin {
        address: address(&parts.extensions, &parts.headers, &app.settings).map(|address| address.to_string()),
        client: client.and_then(client_summary),
    }
}

/// Browser or program, and system, in short: enough to recognise one's own devices, too little to tell people apart.
fn client_summary(user_agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Macintosh", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(browser), None) => Some(browser.to_owned()),
        _ => {
            let program: String =
                user_agent.split([' ', '(']).next()?.chars().filter(|c| !c.is_control()).take(60).collect();
            (!program.is_empty()).then_some(program)
        }
    }
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

/// A program's way to say that it sends a cookie on purpose. Another site cannot: a form has no headers of its own, and a script would have to
/// ask us first (CORS), which we never answer.
pub const ON_PURPOSE: &str = "x-koprogo-client";

/// Refuses unsafe requests that another site made a browser send. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`); where
/// neither is said, a cookie counts only beside a header that no other site can make a browser send. Bearer tokens are sent on purpose.
pub async fn same_site(State(app): State<App>, request: axum::extract::Request, next: Next) -> Response {
    let is_unsafe = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_unsafe {
        let headers = request.headers();
        let trusted = match origin_of(headers) {
            RequestOrigin::Own => true,
            RequestOrigin::Elsewhere => false,
            RequestOrigin::Unsaid => !has_cookie(headers, &app.settings) || headers.contains_key(ON_PURPOSE),
        };
        if !trusted {
            return Problem::CrossSite.into_response();
        }
    }
    next.run(request).await
}

pub enum RequestOrigin {
    Own,
    Elsewhere,
    Unsaid,
}

pub fn origin_of(headers: &HeaderMap) -> RequestOrigin {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").map(|(_, rest)| rest) == Some(host),
        (None, Some(_), None) => false,
        // Present but no text: whatever it says, it does not say that it comes from here.
        (None, None, _) if headers.contains_key("sec-fetch-site") || headers.contains_key("origin") => false,
        (None, None, _) => return RequestOrigin::Unsaid,
    };
    if own { RequestOrigin::Own } else { RequestOrigin::Elsewhere }
}

fn has_cookie(headers: &HeaderMap, settings: &Settings) -> bool {
    !headers.contains_key(header::AUTHORIZATION)
        && CookieJar::from_headers(headers).get(cookie_name(settings)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_told_in_short() {
        for (sent, told) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                Some("Edge, Windows"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                Some("Firefox, Linux"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/604.1",
                Some("Safari, iPhone"),
            ),
            ("curl/8.5.0", Some("curl/8.5.0")),
            ("", None),
        ] {
            assert_eq!(client_summary(sent).as_deref(), told, "{sent}");
        }
        assert!(client_summary(&"x".repeat(500)).is_some_and(|told| told.len() <= 100));
    }
}
