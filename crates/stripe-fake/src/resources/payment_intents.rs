//! Being paid, off session or with the holder at hand.

use serde::Deserialize;
use serde_json::{Value, json};

use super::paying::{self, Attempt};
use super::payment_methods::{self, MethodData};
use super::setup_intents::{self, MandateData};
use super::{merge_metadata, put_texts};
use crate::form::{Form, Metadata};
use crate::instruments::Behaviour;
use crate::problem::Problem;
use crate::state::{Kind, State};

/// Half a euro; <https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>.
const LEAST: i64 = 50;
const MOST: i64 = 99_999_999;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    amount: i64,
    currency: String,
    customer: Option<String>,
    description: Option<String>,
    confirm: Option<bool>,
    error_on_requires_action: Option<bool>,
    mandate: Option<String>,
    mandate_data: Option<MandateData>,
    #[serde(default)]
    metadata: Metadata,
    /// `true`, `one_off` or `recurring`.
    off_session: Option<String>,
    payment_method: Option<String>,
    payment_method_data: Option<MethodData>,
    /// The version before called them `payment_method_types`.
    #[serde(default)]
    allowed_payment_method_types: Vec<String>,
    receipt_email: Option<String>,
    return_url: Option<String>,
    setup_future_usage: Option<String>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    error_on_requires_action: Option<bool>,
    mandate: Option<String>,
    mandate_data: Option<MandateData>,
    off_session: Option<String>,
    payment_method: Option<String>,
    payment_method_data: Option<MethodData>,
    return_url: Option<String>,
    receipt_email: Option<String>,
}

pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    check(state, &params)?;
    let (allowed, types) =
        super::method_types(&params.allowed_payment_method_types, &["card", "sepa_debit"])?;
    let mut intent = json!({
        "allowed_payment_method_types": allowed,
        "amount": params.amount,
        "amount_capturable": 0,
        "amount_details": { "tip": {} },
        "amount_received": 0,
        "application": null,
        "application_fee_amount": null,
        "automatic_payment_methods": null,
        "canceled_at": null,
        "cancellation_reason": null,
        "capture_method": "automatic_async",
        "client_secret": null,
        "confirmation_method": "automatic",
        "currency": params.currency,
        "customer": params.customer,
        "description": null,
        "last_payment_error": null,
        "latest_charge": null,
        "metadata": {},
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": null,
        "payment_method_options": {},
        "payment_method_types": types,
        "processing": null,
        "receipt_email": null,
        "review": null,
        "setup_future_usage": params.setup_future_usage,
        "shipping": null,
        "statement_descriptor": params.statement_descriptor,
        "statement_descriptor_suffix": params.statement_descriptor_suffix,
        "status": "requires_payment_method",
        "transfer_data": null,
        "transfer_group": null,
    });
    put_texts(&mut intent, &[("description", &params.description), ("receipt_email", &params.receipt_email)]);
    merge_metadata(&mut intent, &params.metadata)?;
    let confirmation = Confirmation {
        error_on_requires_action: params.error_on_requires_action,
        mandate: params.mandate,
        mandate_data: params.mandate_data,
        off_session: params.off_session,
        payment_method: params.payment_method,
        payment_method_data: params.payment_method_data,
        return_url: params.return_url,
        receipt_email: None,
    };
    let method = chosen(state, &intent, &confirmation)?;
    let id = state.add(Kind::PaymentIntent, intent);
    let secret = format!("{id}_secret_{}", state.ids.letters(24));
    state.set(Kind::PaymentIntent, &id, "client_secret", json!(secret));
    put_method(state, &id, method);
    state.tell_of("payment_intent.created", Kind::PaymentIntent, &id);
    if params.confirm == Some(true) {
        confirm_with(state, &id, &confirmation)?;
    }
    Ok(state.copy(Kind::PaymentIntent, &id))
}

fn check(state: &State, params: &Params) -> Result<(), Problem> {
    if params.amount < LEAST {
        let message = "Amount must be at least €0.50 eur.";
        return Err(Problem::invalid(message).code("amount_too_small").param("amount").unbegun());
    }
    if params.amount > MOST {
        let message = "Amount must be no more than €999,999.99.";
        return Err(Problem::invalid(message).code("amount_too_large").param("amount").unbegun());
    }
    if params.currency.len() != 3 || !params.currency.chars().all(|c| c.is_ascii_lowercase()) {
        let message = format!("Invalid currency: {}.", params.currency);
        return Err(Problem::invalid(message).param("currency").unbegun());
    }
    if params.off_session.is_some() && params.confirm != Some(true) {
        let message = "You cannot set `off_session` when `confirm` is not true.";
        return Err(Problem::invalid(message).param("off_session").unbegun());
    }
    if let Some(customer) = &params.customer {
        state.get(Kind::Customer, customer, "customer")?;
    }
    Ok(())
}

/// The method that is named, checked against the intent; made if it is only described.
fn chosen(state: &mut State, intent: &Value, params: &Confirmation) -> Result<Option<String>, Problem> {
    let method = match (&params.payment_method, &params.payment_method_data) {
        (Some(name), _) => payment_methods::named(state, name)?,
        (None, Some(data)) => payment_methods::from_data(state, data)?,
        (None, None) => return Ok(None),
    };
    let object = state.copy(Kind::PaymentMethod, &method);
    if !intent["payment_method_types"].as_array().is_some_and(|types| types.contains(&object["type"])) {
        let message = format!("The payment method type {} is not allowed here.", object["type"]);
        return Err(Problem::invalid(message).param("payment_method"));
    }
    if !object["customer"].is_null() && object["customer"] != intent["customer"] {
        let message =
            format!("The PaymentMethod {method} belongs to another customer than the PaymentIntent.");
        return Err(Problem::invalid(message).param("payment_method"));
    }
    Ok(Some(method))
}

fn put_method(state: &mut State, id: &str, method: Option<String>) {
    if let Some(method) = method {
        state.change(Kind::PaymentIntent, id, |intent| {
            intent["payment_method"] = json!(method);
            intent["status"] = json!("requires_confirmation");
        });
    }
}

pub fn confirm(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Confirmation = form.parse()?;
    let intent = state.get(Kind::PaymentIntent, id, "id")?.clone();
    let method = chosen(state, &intent, &params)?;
    put_method(state, id, method);
    if params.receipt_email.is_some() {
        state.change(Kind::PaymentIntent, id, |intent| {
            put_texts(intent, &[("receipt_email", &params.receipt_email)]);
        });
    }
    confirm_with(state, id, &params)?;
    Ok(state.copy(Kind::PaymentIntent, id))
}

fn confirm_with(state: &mut State, id: &str, params: &Confirmation) -> Result<(), Problem> {
    let intent = state.copy(Kind::PaymentIntent, id);
    let Some(method) = intent["payment_method"].as_str() else {
        return Err(Problem::missing_param("payment_method"));
    };
    if !matches!(intent["status"].as_str(), Some("requires_confirmation" | "requires_action")) {
        return Err(unexpected(&intent));
    }
    if let Some(mandate) = &params.mandate {
        state.get(Kind::Mandate, mandate, "mandate")?;
    }
    let is_sepa = state.instruments.get(method).is_some_and(|instrument| instrument.sepa);
    if let Some(data) = params.mandate_data.as_ref().filter(|_| is_sepa) {
        setup_intents::make_mandate(state, method, data);
    }
    let attempt = Attempt {
        off_session: params.off_session.as_deref().is_some_and(|text| text != "false"),
        refuse_action: params.error_on_requires_action == Some(true),
        return_url: params.return_url.as_deref(),
    };
    paying::attempt(state, id, &attempt)
}

fn unexpected(intent: &Value) -> Problem {
    let status = intent["status"].as_str().unwrap_or_default();
    let message = format!("This PaymentIntent could not be changed because it has a status of {status}.");
    Problem::invalid(message).code("payment_intent_unexpected_state").with("payment_intent", intent.clone())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    description: Option<String>,
    receipt_email: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

pub fn update(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Change = form.parse()?;
    let mut intent = state.get(Kind::PaymentIntent, id, "id")?.clone();
    put_texts(&mut intent, &[("description", &params.description), ("receipt_email", &params.receipt_email)]);
    merge_metadata(&mut intent, &params.metadata)?;
    state.change(Kind::PaymentIntent, id, |kept| *kept = intent);
    Ok(state.copy(Kind::PaymentIntent, id))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cancellation {
    cancellation_reason: Option<String>,
}

pub fn cancel(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Cancellation = form.parse()?;
    let intent = state.get(Kind::PaymentIntent, id, "id")?;
    if matches!(intent["status"].as_str(), Some("succeeded" | "canceled" | "processing")) {
        return Err(unexpected(intent));
    }
    let now = state.now();
    state.change(Kind::PaymentIntent, id, |intent| {
        intent["canceled_at"] = json!(now);
        intent["cancellation_reason"] = json!(params.cancellation_reason);
        intent["status"] = json!("canceled");
    });
    state.tell_of("payment_intent.canceled", Kind::PaymentIntent, id);
    Ok(state.copy(Kind::PaymentIntent, id))
}

/// The bank has answered a SEPA debit.
pub fn settle(state: &mut State, id: &str) {
    let intent = state.copy(Kind::PaymentIntent, id);
    if intent["status"] != "processing" {
        return;
    }
    let method = intent["payment_method"].as_str().unwrap_or_default();
    let charge = intent["latest_charge"].as_str().unwrap_or_default();
    match state.instruments.get(method).map(|instrument| instrument.behaviour) {
        Some(Behaviour::Declines(code, reason)) => drop(paying::fail(state, id, charge, code, reason)),
        _ => paying::succeed(state, id, charge),
    }
}
