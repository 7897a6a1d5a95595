//! Requests in, answers out: keys, versions, idempotency and trouble, around one operation on the state.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::API_VERSION;
use crate::core::Core;
use crate::faults::Trouble;
use crate::form::Form;
use crate::idempotency::{Answer, Turn};
use crate::problem::Problem;
use crate::route::route;
use crate::state::{Asked, State};

/// Longer than any form.
const MAX_BODY: usize = 1 << 20;

struct Call {
    method: Method,
    path: String,
    form: Form,
    key: Option<String>,
    request: String,
}

enum Reply {
    Answer {
        answer: Answer,
        replayed: bool,
    },
    /// Not even Stripe's own error body.
    Unavailable,
    Broken,
    Silent,
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        Self::Answer { answer: Answer { status: problem.status, body: problem.body() }, replayed: false }
    }
}

pub async fn serve(Shared(core): Shared<Arc<Core>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let path = parts.uri.path().to_owned();
    if parts.method != Method::GET && is_foreign(&parts.headers) {
        return (StatusCode::FORBIDDEN, "Another site's page has no business here.\n").into_response();
    }
    if let Some(session) = path.strip_prefix(crate::hosted::PATH) {
        return crate::hosted::serve(&core, &parts.method, session, &parts.headers, &body);
    }
    if let Some(verb) = path.strip_prefix("/_fake/") {
        return crate::control::serve(&core, &parts.method, verb, &body).await;
    }
    let request = core.state().ids.next("req");
    let encoded = if parts.method == Method::POST { body } else { query(parts.uri.query()) };
    let call = match read(&core, &parts.headers, parts.method, path, &encoded, &request) {
        Ok(call) => call,
        Err(problem) => return respond(problem.into(), &request, None),
    };
    let key = call.key.clone();
    let writes = call.method != Method::GET;
    let reply = answer(&core, call).await;
    if writes {
        core.deliver_soon();
    }
    if matches!(reply, Reply::Silent) {
        std::future::pending::<()>().await;
    }
    respond(reply, &request, key.as_deref())
}

/// A browser names the page that sends something; a client has none. Loopback alone keeps no page out.
fn is_foreign(headers: &HeaderMap) -> bool {
    let Some(origin) = text(headers, header::ORIGIN.as_str()) else { return false };
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    origin.split_once("://").is_none_or(|(_, from)| from != host)
}

fn query(query: Option<&str>) -> Bytes {
    Bytes::copy_from_slice(query.unwrap_or_default().as_bytes())
}

fn read(
    core: &Core,
    headers: &HeaderMap,
    method: Method,
    path: String,
    encoded: &[u8],
    request: &str,
) -> Result<Call, Problem> {
    authorize(core, headers)?;
    if !matches!(method, Method::GET | Method::POST | Method::DELETE) || !path.starts_with("/v1/") {
        return Err(Problem::no_such_url(method.as_str(), &path));
    }
    if let Some(version) = text(headers, "stripe-version")
        && version != API_VERSION
    {
        let message =
            format!("Invalid Stripe API version: {version}. stripe-fake speaks {API_VERSION} only.");
        return Err(Problem::invalid(message).unbegun());
    }
    let key = text(headers, "idempotency-key").filter(|_| method == Method::POST).map(str::to_owned);
    Ok(Call { method, path, form: Form::read(encoded)?, key, request: request.to_owned() })
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn authorize(core: &Core, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(key) =
        text(headers, header::AUTHORIZATION.as_str()).and_then(|text| text.strip_prefix("Bearer "))
    else {
        return Err(Problem::unauthorized(
            "You did not provide an API key. Send it as `Authorization: Bearer sk_test_…`.",
        ));
    };
    let expected = core.state().config.secret_key.clone();
    let good = match expected {
        Some(expected) => key == expected,
        // A key that moves money has no business here.
        None => key.starts_with("sk_test_") || key.starts_with("rk_test_"),
    };
    if good {
        Ok(())
    } else {
        Err(Problem::unauthorized("Invalid API Key provided. stripe-fake takes test keys only."))
    }
}

async fn answer(core: &Arc<Core>, call: Call) -> Reply {
    let trouble = {
        let mut state = core.state();
        // A clock that follows the machine's has moved since.
        state.advance(0);
        state.faults.strike(call.method.as_str(), &call.path)
    };
    match trouble {
        Some(Trouble::RateLimited) => return Problem::rate_limited().into(),
        Some(Trouble::Unavailable) => return Reply::Unavailable,
        Some(Trouble::DroppedBefore) => return Reply::Broken,
        _ => {}
    }
    let turn = begin(&mut core.state(), &call);
    match turn {
        Err(problem) => return problem.into(),
        Ok(Turn::Replay(answer)) => return lost(trouble).unwrap_or(Reply::Answer { answer, replayed: true }),
        Ok(Turn::First) => {}
    }
    if trouble == Some(Trouble::Held) {
        // Goes on although its caller may have left.
        let core = core.clone();
        let held = tokio::spawn(async move {
            core.gate.pass().await;
            carry_out(&mut core.state(), &call, trouble)
        });
        return held.await.unwrap_or(Reply::Broken);
    }
    carry_out(&mut core.state(), &call, trouble)
}

fn begin(state: &mut State, call: &Call) -> Result<Turn, Problem> {
    let now = state.now();
    match &call.key {
        Some(key) => state.keys.begin(key, &call.path, &call.form, now),
        None => Ok(Turn::First),
    }
}

fn carry_out(state: &mut State, call: &Call, trouble: Option<Trouble>) -> Reply {
    state.asked = Asked { request: Some(call.request.clone()), key: call.key.clone() };
    let outcome = match trouble {
        Some(Trouble::FailedBefore) => Err(Problem::internal()),
        _ => route(state, &call.method, &call.path, &call.form),
    };
    let outcome = match trouble {
        Some(Trouble::FailedAfter) => Err(Problem::internal()),
        _ => outcome,
    };
    let unbegun = outcome.as_ref().is_err_and(|problem| problem.unbegun);
    let answer = match outcome {
        Ok(body) => Answer { status: StatusCode::OK, body },
        Err(problem) => Answer { status: problem.status, body: problem.body() },
    };
    if let Some(key) = &call.key {
        state.keys.finish(key, (!unbegun).then(|| answer.clone()));
    }
    lost(trouble).unwrap_or(Reply::Answer { answer, replayed: false })
}

/// An answer that never arrives, be it the first or a repetition.
fn lost(trouble: Option<Trouble>) -> Option<Reply> {
    match trouble {
        Some(Trouble::DroppedAfter) => Some(Reply::Broken),
        Some(Trouble::SilentAfter) => Some(Reply::Silent),
        _ => None,
    }
}

fn respond(reply: Reply, request: &str, key: Option<&str>) -> Response {
    let (answer, replayed) = match reply {
        Reply::Answer { answer, replayed } => (answer, replayed),
        Reply::Unavailable => {
            return (StatusCode::SERVICE_UNAVAILABLE, "<html>Service Unavailable</html>").into_response();
        }
        Reply::Broken | Reply::Silent => return broken(),
    };
    let mut response = (answer.status, json(&answer.body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("stripe-version", HeaderValue::from_static(API_VERSION));
    let mut put = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put("request-id", request);
    if let Some(key) = key {
        put("idempotency-key", key);
    }
    if replayed {
        put("idempotent-replayed", "true");
    }
    response
}

fn json(body: &Value) -> Vec<u8> {
    serde_json::to_vec(body).unwrap_or_default()
}

/// A body that fails before its first byte: the server closes the connection, and nothing of the answer has left it.
fn broken() -> Response {
    let stream = futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("dropped")) });
    Response::new(Body::from_stream(stream))
}
