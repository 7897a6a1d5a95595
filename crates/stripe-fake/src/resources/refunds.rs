//! Giving money back.

use serde::Deserialize;
use serde_json::{Value, json};

use super::merge_metadata;
use crate::clock::DAY;
use crate::form::{Form, Metadata};
use crate::instruments::Behaviour;
use crate::money::{self, Movement};
use crate::problem::Problem;
use crate::schedule::Due;
use crate::state::{Kind, State};

/// A refund that comes back does so after this long.
const LOST_AFTER: i64 = 5 * DAY;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    amount: Option<i64>,
    charge: Option<String>,
    payment_intent: Option<String>,
    reason: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    let charge = charge_of(state, &params)?;
    let amount = refundable(&charge, params.amount)?;
    let sepa = money::is_sepa(&charge);
    let details = if sepa {
        json!({ "type": "sepa_bank_transfer" })
    } else {
        json!({ "type": "card", "card": { "type": "refund", "reference_status": "pending", "reference_type": "acquirer_reference_number" } })
    };
    let mut refund = json!({
        "amount": amount,
        "balance_transaction": null,
        "charge": charge["id"],
        "currency": charge["currency"],
        "destination_details": details,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": params.reason,
        "receipt_number": null,
        "source_transfer_reversal": null,
        "status": "succeeded",
        "transfer_reversal": null,
    });
    merge_metadata(&mut refund, &params.metadata)?;
    let id = state.add(Kind::Refund, refund);
    let kind = if sepa { "payment_refund" } else { "refund" };
    let transaction = move_money(state, &id, -amount, kind);
    state.set(Kind::Refund, &id, "balance_transaction", json!(transaction));
    let charge_id = charge["id"].as_str().unwrap_or_default();
    give_back(state, charge_id, amount);
    state.tell_of("refund.created", Kind::Refund, &id);
    state.tell_of("charge.refunded", Kind::Charge, charge_id);
    let method = charge["payment_method"].as_str().unwrap_or_default();
    if state.instruments.get(method).is_some_and(|instrument| instrument.behaviour == Behaviour::LosesRefunds)
    {
        state.plan(LOST_AFTER, Due::LoseRefund { refund: id.clone() });
    }
    Ok(state.copy(Kind::Refund, &id))
}

fn charge_of(state: &State, params: &Params) -> Result<Value, Problem> {
    match (&params.charge, &params.payment_intent) {
        (Some(charge), _) => state.get(Kind::Charge, charge, "charge").cloned(),
        (None, Some(intent)) => {
            let latest = &state.get(Kind::PaymentIntent, intent, "payment_intent")?["latest_charge"];
            match latest.as_str() {
                Some(charge) => state.get(Kind::Charge, charge, "charge").cloned(),
                None => {
                    let message =
                        format!("This PaymentIntent ({intent}) does not have a successful charge to refund.");
                    Err(Problem::invalid(message).param("payment_intent"))
                }
            }
        }
        (None, None) => Err(Problem::missing_param("charge")),
    }
}

fn refundable(charge: &Value, asked: Option<i64>) -> Result<i64, Problem> {
    let id = charge["id"].as_str().unwrap_or_default();
    if charge["status"] != "succeeded" {
        return Err(Problem::invalid(format!("Charge {id} has not been paid.")).param("charge"));
    }
    if charge["disputed"] == true {
        let message = format!("Charge {id} has been charged back; cannot issue a refund.");
        return Err(Problem::invalid(message).code("charge_disputed"));
    }
    let left = charge["amount"].as_i64().unwrap_or_default()
        - charge["amount_refunded"].as_i64().unwrap_or_default();
    if left == 0 {
        let message = format!("Charge {id} has already been refunded.");
        return Err(Problem::invalid(message).code("charge_already_refunded"));
    }
    let amount = asked.unwrap_or(left);
    if !(1..=left).contains(&amount) {
        let message = format!(
            "Refund amount ({amount}) is not between 1 and the unrefunded amount on charge ({left})."
        );
        return Err(Problem::invalid(message).param("amount"));
    }
    Ok(amount)
}

fn move_money(state: &mut State, refund: &str, amount: i64, kind: &str) -> String {
    let object = state.copy(Kind::Refund, refund);
    let movement = Movement {
        amount,
        fee: 0,
        kind,
        category: if amount < 0 { "refund" } else { "refund_failure" },
        currency: object["currency"].clone(),
        source: refund,
        description: json!("REFUND FOR PAYMENT"),
    };
    money::enter(state, movement)
}

/// Negative: taken back.
fn give_back(state: &mut State, charge: &str, amount: i64) {
    state.change(Kind::Charge, charge, |object| {
        let refunded = object["amount_refunded"].as_i64().unwrap_or_default() + amount;
        object["amount_refunded"] = json!(refunded);
        object["refunded"] = json!(object["amount"] == refunded);
    });
}

/// The holder's bank would not have it.
pub fn lose(state: &mut State, id: &str) {
    let refund = state.copy(Kind::Refund, id);
    let amount = refund["amount"].as_i64().unwrap_or_default();
    let transaction = move_money(state, id, amount, "refund_failure");
    state.change(Kind::Refund, id, |refund| {
        refund["failure_balance_transaction"] = json!(transaction);
        refund["failure_reason"] = json!("expired_or_canceled_card");
        refund["status"] = json!("failed");
    });
    give_back(state, refund["charge"].as_str().unwrap_or_default(), -amount);
    state.tell_of("refund.failed", Kind::Refund, id);
}
