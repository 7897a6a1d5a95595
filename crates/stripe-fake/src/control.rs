//! `/_fake/…`: what only a stand-in can do. Bodies are JSON; the README lists them.

use std::sync::Arc;

use axum::Json;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::clock::DAY;
use crate::core::Core;
use crate::faults::Fault;
use crate::outbox::Weather;
use crate::problem::Problem;
use crate::resources::{disputes, paying, setup_intents};
use crate::state::{Kind, State};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(default)]
    days: u32,
    #[serde(default)]
    seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dispute {
    payment_intent: String,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    dispute: String,
    won: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    id: String,
}

pub async fn serve(core: &Arc<Core>, method: &Method, verb: &str, body: &[u8]) -> Response {
    let outcome = match (method.as_str(), verb) {
        ("GET", "state") => Ok(summary(&core.state())),
        ("POST", "advance") => advance(core, body).await,
        ("POST", "deliver") => Ok(json!({ "sent": core.deliver().await })),
        ("POST", "release") => {
            core.gate.open();
            Ok(json!({}))
        }
        _ => change(&mut core.state(), method, verb, body),
    };
    core.deliver_soon();
    match outcome {
        Ok(body) => Json(body).into_response(),
        Err(problem) => (problem.status, Json(problem.body())).into_response(),
    }
}

async fn advance(core: &Core, body: &[u8]) -> Result<Value, Problem> {
    let params: Advance = read(body)?;
    let seconds = u64::from(params.days) * DAY.unsigned_abs() + u64::from(params.seconds);
    core.state().advance(seconds);
    core.deliver().await;
    Ok(json!({ "now": core.state().now() }))
}

fn change(state: &mut State, method: &Method, verb: &str, body: &[u8]) -> Result<Value, Problem> {
    match (method.as_str(), verb) {
        ("POST", "faults") => {
            let fault: Fault = read(body)?;
            match state.faults.add(fault) {
                true => Ok(json!({})),
                false => Err(Problem::full("fault", 1_000)),
            }
        }
        ("DELETE", "faults") => {
            state.faults.clear();
            Ok(json!({}))
        }
        ("POST", "weather") => {
            let weather: Weather = read(body)?;
            state.outbox.weather = weather;
            Ok(json!(weather))
        }
        ("GET", "deliveries") => Ok(json!(state.outbox.log().collect::<Vec<_>>())),
        ("POST", "dispute") => {
            let params: Dispute = read(body)?;
            dispute(state, &params.payment_intent, params.reason.as_deref())
        }
        ("POST", "decide") => {
            let params: Decide = read(body)?;
            disputes::decide(state, &params.dispute, params.won)
        }
        ("POST", "authenticate") => authenticate(state, &read::<Which>(body)?.id),
        ("POST", "revoke_mandate") => setup_intents::revoke(state, &read::<Which>(body)?.id),
        _ => Err(Problem { status: StatusCode::NOT_FOUND, ..Problem::no_such_url(method.as_str(), verb) }),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| Problem::invalid(format!("Invalid body: {error}")))
}

pub fn summary(state: &State) -> Value {
    let mut counts = json!({});
    for kind in Kind::ALL {
        counts[kind.collection()] = json!(state.table(kind).len());
    }
    json!({ "now": state.now(), "objects": counts, "due": state.schedule.len(), "undelivered": state.outbox.waiting() })
}

pub fn dispute(state: &mut State, intent: &str, reason: Option<&str>) -> Result<Value, Problem> {
    let charge = state.get(Kind::PaymentIntent, intent, "payment_intent")?["latest_charge"].clone();
    let charge = charge.as_str().unwrap_or_default();
    disputes::open(state, charge, reason.unwrap_or("debit_not_authorized"))
}

/// Of a setup intent or a payment intent.
pub fn authenticate(state: &mut State, id: &str) -> Result<Value, Problem> {
    let kind = Kind::of_id(id).ok_or_else(|| Problem::no_such("intent", id, "id"))?;
    match kind {
        Kind::SetupIntent => setup_intents::authenticated(state, id)?,
        _ => paying::authenticated(state, id)?,
    }
    Ok(state.copy(kind, id))
}
