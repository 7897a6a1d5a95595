//! Saving a card or an account for later, and the mandate that goes with an account.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::payment_methods::{self, MethodData};
use super::{checkout_sessions, merge_metadata, put_texts};
use crate::form::{Form, Metadata};
use crate::instruments::{Behaviour, Instrument};
use crate::problem::Problem;
use crate::state::{Kind, State};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    customer: Option<String>,
    description: Option<String>,
    payment_method: Option<String>,
    payment_method_data: Option<MethodData>,
    /// The version before called them `payment_method_types`.
    #[serde(default)]
    allowed_payment_method_types: Vec<String>,
    usage: Option<String>,
    confirm: Option<bool>,
    mandate_data: Option<MandateData>,
    return_url: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateData {
    customer_acceptance: Acceptance,
}

impl MandateData {
    /// Given on a web page.
    pub fn online(ip_address: String, user_agent: String) -> Self {
        let online = Some(Online { ip_address: Some(ip_address), user_agent: Some(user_agent) });
        let r#type = "online".to_owned();
        Self { customer_acceptance: Acceptance { r#type, accepted_at: None, online, _offline: None } }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    r#type: String,
    accepted_at: Option<i64>,
    online: Option<Online>,
    #[serde(rename = "offline")]
    _offline: Option<IgnoredAny>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Online {
    ip_address: Option<String>,
    user_agent: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    pub payment_method: Option<String>,
    pub payment_method_data: Option<MethodData>,
    pub mandate_data: Option<MandateData>,
    pub return_url: Option<String>,
    /// What a browser has instead of a secret key.
    pub client_secret: Option<String>,
}

pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    let making = Making {
        customer: params.customer.as_deref(),
        description: &params.description,
        allowed: &params.allowed_payment_method_types,
        usual: &["card"],
        usage: params.usage.as_deref(),
        metadata: &params.metadata,
    };
    let id = make(state, &making)?;
    let confirmation = Confirmation {
        payment_method: params.payment_method,
        payment_method_data: params.payment_method_data,
        mandate_data: params.mandate_data,
        return_url: params.return_url,
        client_secret: None,
    };
    if params.confirm == Some(true) {
        confirm_with(state, &id, &confirmation)?;
    } else {
        choose(state, &id, &confirmation)?;
    }
    Ok(state.copy(Kind::SetupIntent, &id))
}

pub struct Making<'a> {
    pub customer: Option<&'a str>,
    pub description: &'a Option<String>,
    /// None: what is usual.
    pub allowed: &'a [String],
    pub usual: &'a [&'a str],
    pub usage: Option<&'a str>,
    pub metadata: &'a Metadata,
}

/// An intent that nobody has confirmed yet.
pub fn make(state: &mut State, making: &Making<'_>) -> Result<String, Problem> {
    if let Some(customer) = making.customer {
        state.get(Kind::Customer, customer, "customer")?;
    }
    let (allowed, types) = super::method_types(making.allowed, making.usual)?;
    let mut intent = json!({
        "allowed_payment_method_types": allowed,
        "application": null,
        "automatic_payment_methods": null,
        "cancellation_reason": null,
        "client_secret": null,
        "customer": making.customer,
        "description": null,
        "flow_directions": null,
        "last_setup_error": null,
        "latest_attempt": null,
        "mandate": null,
        "metadata": {},
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": null,
        "payment_method_options": null,
        "payment_method_types": types,
        "single_use_mandate": null,
        "status": "requires_payment_method",
        "usage": making.usage.unwrap_or("off_session"),
    });
    put_texts(&mut intent, &[("description", making.description)]);
    merge_metadata(&mut intent, making.metadata)?;
    let id = state.add(Kind::SetupIntent, intent);
    let secret = format!("{id}_secret_{}", state.ids.letters(24));
    state.set(Kind::SetupIntent, &id, "client_secret", json!(secret));
    state.tell_of("setup_intent.created", Kind::SetupIntent, &id);
    Ok(id)
}

pub fn confirm(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Confirmation = form.parse()?;
    let intent = state.get(Kind::SetupIntent, id, "id")?;
    if params.client_secret.as_ref().is_some_and(|secret| intent["client_secret"] != secret.as_str()) {
        return Err(Problem::no_such("setup_intent", id, "id"));
    }
    checkout_sessions::refuse_theirs(state, id)?;
    confirm_with(state, id, &params)?;
    Ok(state.copy(Kind::SetupIntent, id))
}

pub fn cancel(state: &mut State, id: &str) -> Result<Value, Problem> {
    let status = state.get(Kind::SetupIntent, id, "id")?["status"].clone();
    if status == "succeeded" || status == "canceled" {
        return Err(unexpected(&status));
    }
    checkout_sessions::refuse_theirs(state, id)?;
    call_off(state, id);
    Ok(state.copy(Kind::SetupIntent, id))
}

pub fn call_off(state: &mut State, id: &str) {
    state.change(Kind::SetupIntent, id, |intent| {
        intent["status"] = json!("canceled");
        intent["next_action"] = Value::Null;
    });
    state.tell_of("setup_intent.canceled", Kind::SetupIntent, id);
}

fn unexpected(status: &Value) -> Problem {
    let status = status.as_str().unwrap_or_default();
    let message = format!("You cannot do this with a SetupIntent that has a status of {status}.");
    Problem::invalid(message).code("setup_intent_unexpected_state")
}

fn choose(state: &mut State, id: &str, params: &Confirmation) -> Result<(), Problem> {
    let method = match (&params.payment_method, &params.payment_method_data) {
        (Some(name), _) => payment_methods::named(state, name)?,
        (None, Some(data)) => payment_methods::from_data(state, data)?,
        (None, None) => return Ok(()),
    };
    let kind = state.copy(Kind::PaymentMethod, &method)["type"].take();
    let types = state.copy(Kind::SetupIntent, id)["payment_method_types"].take();
    if !types.as_array().is_some_and(|types| types.contains(&kind)) {
        let message = format!("The payment method type {kind} is not allowed for this SetupIntent.");
        return Err(Problem::invalid(message).param("payment_method"));
    }
    state.set(Kind::SetupIntent, id, "payment_method", json!(method));
    state.set(Kind::SetupIntent, id, "status", json!("requires_confirmation"));
    Ok(())
}

pub fn confirm_with(state: &mut State, id: &str, params: &Confirmation) -> Result<(), Problem> {
    let status = state.copy(Kind::SetupIntent, id)["status"].take();
    if !matches!(
        status.as_str(),
        Some("requires_payment_method" | "requires_confirmation" | "requires_action")
    ) {
        return Err(unexpected(&status));
    }
    choose(state, id, params)?;
    let method = state.copy(Kind::SetupIntent, id)["payment_method"].take();
    let Some(method) = method.as_str() else { return Err(Problem::missing_param("payment_method")) };
    let Some(instrument) = state.instruments.get(method).copied() else {
        return Err(Problem::no_such("PaymentMethod", method, "payment_method"));
    };
    if instrument.sepa && params.mandate_data.is_none() {
        return Err(Problem::missing_param("mandate_data"));
    }
    if instrument.unusable {
        let problem = Problem::card("card_declined", "Your card was declined.")
            .with("decline_code", json!("generic_decline"));
        return Err(refuse(state, id, problem));
    }
    if matches!(instrument.behaviour, Behaviour::AsksAlways | Behaviour::AsksOnSaving) {
        ask(state, id, params.return_url.as_deref());
        return Ok(());
    }
    succeed(state, id, method, instrument, params.mandate_data.as_ref())
}

fn refuse(state: &mut State, id: &str, problem: Problem) -> Problem {
    let error = problem.body()["error"].take();
    state.change(Kind::SetupIntent, id, |intent| {
        intent["status"] = json!("requires_payment_method");
        intent["payment_method"] = Value::Null;
        intent["next_action"] = Value::Null;
        intent["last_setup_error"] = error;
    });
    state.tell_of("setup_intent.setup_failed", Kind::SetupIntent, id);
    problem.with("setup_intent", state.copy(Kind::SetupIntent, id))
}

fn ask(state: &mut State, id: &str, return_url: Option<&str>) {
    state.change(Kind::SetupIntent, id, |intent| {
        intent["status"] = json!("requires_action");
        intent["next_action"] = next_action(id, return_url);
    });
    state.tell_of("setup_intent.requires_action", Kind::SetupIntent, id);
}

/// Where the holder's bank would ask them who they are.
pub fn next_action(id: &str, return_url: Option<&str>) -> Value {
    json!({
        "type": "redirect_to_url",
        "redirect_to_url": { "return_url": return_url, "url": format!("https://hooks.stripe.com/3d_secure/{id}") },
    })
}

/// The holder has proved who they are.
pub fn authenticated(state: &mut State, id: &str) -> Result<(), Problem> {
    let intent = state.get(Kind::SetupIntent, id, "id")?.clone();
    let method = intent["payment_method"].as_str().unwrap_or_default();
    match state.instruments.get(method).copied() {
        Some(instrument) if intent["status"] == "requires_action" => {
            succeed(state, id, method, instrument, None)
        }
        _ => Err(unexpected(&intent["status"])),
    }
}

/// The holder has not proved who they are.
pub fn not_authenticated(state: &mut State, id: &str) -> Result<Problem, Problem> {
    let status = state.get(Kind::SetupIntent, id, "id")?["status"].clone();
    if status != "requires_action" {
        return Err(unexpected(&status));
    }
    let message = "We are unable to authenticate your payment method. Choose another one and try again.";
    let problem = Problem::invalid(message).code("setup_intent_authentication_failure");
    Ok(refuse(state, id, problem))
}

fn succeed(
    state: &mut State,
    id: &str,
    method: &str,
    instrument: Instrument,
    acceptance: Option<&MandateData>,
) -> Result<(), Problem> {
    if let Some(customer) = state.copy(Kind::SetupIntent, id)["customer"].as_str() {
        payment_methods::attach_to(state, method, customer)?;
    }
    let mandate = match acceptance {
        Some(acceptance) if instrument.sepa => json!(make_mandate(state, method, acceptance)),
        _ => Value::Null,
    };
    state.change(Kind::SetupIntent, id, |intent| {
        intent["status"] = json!("succeeded");
        intent["mandate"] = mandate.clone();
        intent["next_action"] = Value::Null;
        intent["last_setup_error"] = Value::Null;
    });
    state.tell_of("setup_intent.succeeded", Kind::SetupIntent, id);
    if let Some(mandate) = mandate.as_str() {
        state.tell_of("mandate.updated", Kind::Mandate, mandate);
    }
    checkout_sessions::complete(state, id);
    Ok(())
}

pub fn make_mandate(state: &mut State, method: &str, data: &MandateData) -> String {
    let acceptance = &data.customer_acceptance;
    let mut accepted = json!({
        "accepted_at": acceptance.accepted_at.unwrap_or_else(|| state.now()),
        "type": acceptance.r#type,
    });
    match &acceptance.online {
        Some(online) => {
            accepted["online"] = json!({ "ip_address": online.ip_address, "user_agent": online.user_agent });
        }
        None => accepted["offline"] = json!({}),
    }
    let reference = state.ids.letters(16).to_uppercase();
    let mandate = json!({
        "customer_acceptance": accepted,
        "multi_use": {},
        "payment_method": method,
        "payment_method_details": {
            "sepa_debit": {
                "reference": reference,
                "url": format!("https://hooks.stripe.com/adapter/sepa_debit/file/{reference}"),
            },
            "type": "sepa_debit",
        },
        "status": "active",
        "type": "multi_use",
    });
    state.add(Kind::Mandate, mandate)
}

/// The mandate by which an account may be debited now.
pub fn mandate_of(state: &State, method: &str) -> Option<String> {
    let mut mandates = state.table(Kind::Mandate).newest_first();
    let mandate = mandates.find(|mandate| mandate["payment_method"] == method)?;
    (mandate["status"] == "active").then(|| mandate["id"].as_str().unwrap_or_default().to_owned())
}

/// The debtor withdraws the mandate, or its bank does.
pub fn revoke(state: &mut State, mandate: &str) -> Result<Value, Problem> {
    state.get(Kind::Mandate, mandate, "id")?;
    state.set(Kind::Mandate, mandate, "status", json!("inactive"));
    state.tell_of("mandate.updated", Kind::Mandate, mandate);
    Ok(state.copy(Kind::Mandate, mandate))
}
