//! Who is calling: an operator, by the cookie of this listener and nothing else.

use std::net::{IpAddr, SocketAddr};

use access::operator::Operator;
use access::token::Token;
use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::request::Parts;
use http::{Method, header};

use super::Ops;
use crate::auth::{ON_PURPOSE, RequestOrigin, origin_of};
use crate::context::Context;
use crate::problem::Problem;

fn cookie_name(ops: &Ops) -> &'static str {
    if ops.is_https() { "__Host-operator" } else { "koprogo_operator" }
}

pub fn session_cookie(ops: &Ops, token: &Token) -> Cookie<'static> {
    made(ops, token.expose(), time::Duration::hours(store::ops::accounts::SESSION_HOURS))
}

pub fn ended_cookie(ops: &Ops) -> Cookie<'static> {
    made(ops, "", time::Duration::ZERO)
}

/// `Strict`: nobody arrives here by a link of another site with anything to do.
fn made(ops: &Ops, value: &str, life: time::Duration) -> Cookie<'static> {
    let mut cookie = Cookie::new(cookie_name(ops), value.to_owned());
    cookie.set_http_only(true);
    cookie.set_secure(ops.is_https());
    cookie.set_same_site(SameSite::Strict);
    cookie.set_path("/");
    cookie.set_max_age(life);
    cookie
}

/// An operator is signed in.
pub struct OnDuty(pub Operator);

impl FromRequestParts<Ops> for OnDuty {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, ops: &Ops) -> Result<Self, Problem> {
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(cookie_name(ops)).and_then(|cookie| Token::parse(cookie.value()));
        let token = token.ok_or(Problem::NotSignedIn)?;
        let mut tx = ops.store.begin("operator.session").await?;
        let found = tx.operator_of(token.digest().as_bytes()).await?;
        tx.commit().await?;
        let operator = found.ok_or(Problem::NotSignedIn)?;
        if let Some(context) = parts.extensions.get::<Context>() {
            context.knows_caller(operator.id.into(), operator.language);
        }
        ops.limits.caller(operator.id.into()).await?;
        Ok(OnDuty(operator))
    }
}

/// The address of the client, believing `X-Forwarded-For` from trusted proxies only.
pub struct From(pub IpAddr);

impl FromRequestParts<Ops> for From {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, ops: &Ops) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().ok_or(Problem::Internal)?.0.ip();
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        Ok(From(access::limit::client_addr(peer, forwarded, &ops.trusted_proxies)))
    }
}

/// Refuses unsafe requests that another site made a browser send. A cookie is all there is here, so where a browser says nothing the header
/// that no other site can send must.
pub async fn same_site(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let trusted = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || match origin_of(headers) {
            RequestOrigin::Own => true,
            RequestOrigin::Elsewhere => false,
            RequestOrigin::Unsaid => {
                !headers.contains_key(header::COOKIE) || headers.contains_key(ON_PURPOSE)
            }
        };
    if trusted { next.run(request).await } else { Problem::CrossSite.into_response() }
}
