//! One attempt to be paid: the charge, and what it makes of its intent.

use serde_json::{Value, json};

use super::setup_intents;
use crate::clock::DAY;
use crate::instruments::{Behaviour, Instrument};
use crate::money;
use crate::problem::Problem;
use crate::schedule::Due;
use crate::state::{Kind, State};

pub struct Attempt<'a> {
    pub off_session: bool,
    pub refuse_action: bool,
    pub return_url: Option<&'a str>,
}

/// Charges what the intent says. A decline is an answer too: the intent is changed, and the caller told.
pub fn attempt(state: &mut State, intent: &str, how: &Attempt<'_>) -> Result<(), Problem> {
    let object = state.copy(Kind::PaymentIntent, intent);
    let method = object["payment_method"].as_str().unwrap_or_default().to_owned();
    let Some(instrument) = state.instruments.get(&method).copied() else {
        return Err(Problem::missing_param("payment_method"));
    };
    if instrument.sepa {
        return debit(state, intent, &method, instrument);
    }
    let behaviour = match has_expired(state, &method) {
        true => Behaviour::Declines("expired_card", "expired_card"),
        false => instrument.behaviour,
    };
    match behaviour {
        Behaviour::Declines(code, reason) => {
            let charge = charge(state, intent, instrument);
            Err(fail(state, intent, &charge, code, reason))
        }
        Behaviour::AsksAlways if how.off_session || how.refuse_action => {
            let charge = charge(state, intent, instrument);
            Err(fail(state, intent, &charge, "authentication_required", "authentication_required"))
        }
        Behaviour::AsksAlways => {
            state.change(Kind::PaymentIntent, intent, |object| {
                object["status"] = json!("requires_action");
                object["next_action"] = setup_intents::next_action(intent, how.return_url);
            });
            state.tell_of("payment_intent.requires_action", Kind::PaymentIntent, intent);
            Ok(())
        }
        Behaviour::Succeeds | Behaviour::AsksOnSaving | Behaviour::IsDisputed | Behaviour::LosesRefunds => {
            let charge = charge(state, intent, instrument);
            succeed(state, intent, &charge);
            Ok(())
        }
    }
}

/// A card may be used until its month is over.
fn has_expired(state: &State, method: &str) -> bool {
    let card = &state.copy(Kind::PaymentMethod, method)["card"];
    let Ok(now) = time::OffsetDateTime::from_unix_timestamp(state.now()) else { return false };
    let number = |name: &str| card[name].as_i64().unwrap_or(i64::MAX);
    (number("exp_year"), number("exp_month")) < (now.year().into(), u8::from(now.month()).into())
}

/// The holder has proved who they are: the payment goes through.
pub fn authenticated(state: &mut State, intent: &str) -> Result<(), Problem> {
    let object = state.get(Kind::PaymentIntent, intent, "id")?;
    let method = object["payment_method"].as_str().unwrap_or_default();
    let instrument = state.instruments.get(method).copied();
    let Some(instrument) = instrument.filter(|_| object["status"] == "requires_action") else {
        let message = "There is nobody to be asked: the PaymentIntent does not require an action.";
        return Err(Problem::invalid(message).code("payment_intent_unexpected_state"));
    };
    let charge = charge(state, intent, instrument);
    succeed(state, intent, &charge);
    Ok(())
}

/// A SEPA debit is only asked for here; its outcome is known days later.
fn debit(state: &mut State, intent: &str, method: &str, instrument: Instrument) -> Result<(), Problem> {
    if state.copy(Kind::PaymentIntent, intent)["currency"] != "eur" {
        let message = "The currency provided is invalid: SEPA debits are in euro.";
        return Err(Problem::invalid(message).param("currency"));
    }
    let Some(mandate) = setup_intents::mandate_of(state, method) else {
        let message =
            "The provided payment method has no active mandate. Pass mandate_data, or save it anew.";
        return Err(Problem::invalid(message).code("payment_intent_mandate_invalid"));
    };
    let charge = charge(state, intent, instrument);
    state.change(Kind::Charge, &charge, |object| {
        object["payment_method_details"]["sepa_debit"]["mandate"] = json!(mandate);
    });
    state.change(Kind::PaymentIntent, intent, |object| {
        object["status"] = json!("processing");
        object["last_payment_error"] = Value::Null;
    });
    state.tell_of("charge.pending", Kind::Charge, &charge);
    state.tell_of("payment_intent.processing", Kind::PaymentIntent, intent);
    let days = i64::from(state.config.sepa_days) * if instrument.late { 2 } else { 1 };
    state.plan(days * DAY, Due::Settle { intent: intent.to_owned() });
    Ok(())
}

/// A pending charge, not yet told of.
fn charge(state: &mut State, intent: &str, instrument: Instrument) -> String {
    let object = state.copy(Kind::PaymentIntent, intent);
    let method = state.copy(Kind::PaymentMethod, object["payment_method"].as_str().unwrap_or_default());
    let amount = object["amount"].clone();
    let charge = json!({
        "amount": amount,
        "amount_captured": if instrument.sepa { amount } else { json!(0) },
        "amount_refunded": 0,
        "application": null,
        "application_fee": null,
        "application_fee_amount": null,
        "balance_transaction": null,
        "billing_details": method["billing_details"],
        "calculated_statement_descriptor": "STRIPE-FAKE",
        "captured": instrument.sepa,
        "currency": object["currency"],
        "customer": object["customer"],
        "description": object["description"],
        "disputed": false,
        "failure_balance_transaction": null,
        "failure_code": null,
        "failure_message": null,
        "fraud_details": {},
        "metadata": object["metadata"],
        "on_behalf_of": null,
        "outcome": outcome("authorized", "approved_by_network", "Payment complete."),
        "paid": false,
        "payment_intent": intent,
        "payment_method": object["payment_method"],
        "payment_method_details": details(&method),
        "receipt_email": object["receipt_email"],
        "receipt_number": null,
        "receipt_url": null,
        "refunded": false,
        "review": null,
        "shipping": null,
        "source_transfer": null,
        "statement_descriptor": object["statement_descriptor"],
        "statement_descriptor_suffix": object["statement_descriptor_suffix"],
        "status": "pending",
        "transfer_data": null,
        "transfer_group": null,
    });
    let id = state.add(Kind::Charge, charge);
    state.set(Kind::PaymentIntent, intent, "latest_charge", json!(id));
    id
}

fn outcome(kind: &str, network: &str, message: &str) -> Value {
    json!({
        "advice_code": null,
        "network_advice_code": null,
        "network_decline_code": null,
        "network_status": network,
        "reason": null,
        "risk_level": "normal",
        "seller_message": message,
        "type": kind,
    })
}

/// What a charge tells of the method it was made with.
fn details(method: &Value) -> Value {
    if method["type"] == "sepa_debit" {
        let account = &method["sepa_debit"];
        return json!({ "type": "sepa_debit", "sepa_debit": {
            "bank_code": account["bank_code"],
            "branch_code": account["branch_code"],
            "country": account["country"],
            "fingerprint": account["fingerprint"],
            "last4": account["last4"],
            "mandate": null,
        }});
    }
    let card = &method["card"];
    json!({ "type": "card", "card": {
        "brand": card["brand"],
        "checks": card["checks"],
        "country": card["country"],
        "exp_month": card["exp_month"],
        "exp_year": card["exp_year"],
        "fingerprint": card["fingerprint"],
        "funding": card["funding"],
        "installments": null,
        "last4": card["last4"],
        "mandate": null,
        "network": card["brand"],
        "three_d_secure": null,
        "wallet": null,
    }})
}

/// The money came.
pub fn succeed(state: &mut State, intent: &str, charge: &str) {
    let object = state.copy(Kind::Charge, charge);
    let transaction = money::of_charge(state, &object);
    let amount = object["amount"].clone();
    state.change(Kind::Charge, charge, |object| {
        object["amount_captured"] = amount.clone();
        object["balance_transaction"] = json!(transaction);
        object["captured"] = json!(true);
        object["paid"] = json!(true);
        object["status"] = json!("succeeded");
    });
    state.change(Kind::PaymentIntent, intent, |object| {
        object["amount_received"] = amount;
        object["last_payment_error"] = Value::Null;
        object["next_action"] = Value::Null;
        object["status"] = json!("succeeded");
    });
    state.tell_of("charge.succeeded", Kind::Charge, charge);
    state.tell_of("payment_intent.succeeded", Kind::PaymentIntent, intent);
    let method = object["payment_method"].as_str().unwrap_or_default();
    if state.instruments.get(method).is_some_and(|instrument| instrument.behaviour == Behaviour::IsDisputed) {
        let reason = if money::is_sepa(&object) { "debit_not_authorized" } else { "fraudulent" };
        let after = i64::from(state.config.return_days) * DAY;
        state.plan(after, Due::Return { charge: charge.to_owned(), reason: reason.to_owned() });
    }
}

/// The money did not come. The answer carries the intent, as Stripe's does.
pub fn fail(state: &mut State, intent: &str, charge: &str, code: &str, reason: &str) -> Problem {
    let sepa = money::is_sepa(&state.copy(Kind::Charge, charge));
    let message = match (sepa, code) {
        (true, _) => "The debit was returned by the customer's bank.",
        (_, "authentication_required") => "Your card was declined. This transaction requires authentication.",
        (_, "expired_card") => "Your card has expired.",
        _ => "Your card was declined.",
    };
    let method = state.copy(Kind::PaymentIntent, intent)["payment_method"].take();
    let method = state.copy(Kind::PaymentMethod, method.as_str().unwrap_or_default());
    state.change(Kind::Charge, charge, |object| {
        object["failure_code"] = json!(code);
        object["failure_message"] = json!(message);
        object["outcome"] = outcome("issuer_declined", "declined_by_network", "The bank declined.");
        object["outcome"]["reason"] = json!(reason);
        object["status"] = json!("failed");
    });
    let problem = Problem::card(code, message)
        .with("charge", json!(charge))
        .with("decline_code", json!(reason))
        .with("payment_method", method);
    let error = problem.body()["error"].take();
    state.change(Kind::PaymentIntent, intent, |object| {
        object["last_payment_error"] = error;
        object["next_action"] = Value::Null;
        object["payment_method"] = Value::Null;
        object["status"] = json!("requires_payment_method");
    });
    state.tell_of("charge.failed", Kind::Charge, charge);
    state.tell_of("payment_intent.payment_failed", Kind::PaymentIntent, intent);
    problem.with("payment_intent", state.copy(Kind::PaymentIntent, intent))
}
