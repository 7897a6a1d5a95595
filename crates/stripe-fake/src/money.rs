//! The balance: what a movement brings after fees, and when it can be used.

use serde_json::{Value, json};

use crate::clock::DAY;
use crate::schedule::Due;
use crate::state::{Kind, State};

/// Cards of the European Economic Area: 1.5 % and 0.25 €. SEPA direct debit: 0.35 €. <https://stripe.com/pricing>
const CARD_BASIS_POINTS: i64 = 150;
const CARD_FIXED: i64 = 25;
const SEPA_FIXED: i64 = 35;
/// A debit that comes back, a dispute that is lost.
pub const RETURN_FEE: i64 = 750;
pub const DISPUTE_FEE: i64 = 2_000;

/// Money can be used this long after it came.
const HOLDING: i64 = 3 * DAY;

pub struct Movement<'a> {
    pub amount: i64,
    pub fee: i64,
    pub kind: &'a str,
    pub category: &'a str,
    pub currency: Value,
    pub source: &'a str,
    pub description: Value,
}

pub fn of_charge(state: &mut State, charge: &Value) -> String {
    let amount = charge["amount"].as_i64().unwrap_or_default();
    let sepa = is_sepa(charge);
    let fee = if sepa { SEPA_FIXED } else { CARD_FIXED + (amount * CARD_BASIS_POINTS + 5_000) / 10_000 };
    let movement = Movement {
        amount,
        fee,
        kind: if sepa { "payment" } else { "charge" },
        category: "charge",
        currency: charge["currency"].clone(),
        source: charge["id"].as_str().unwrap_or_default(),
        description: charge["description"].clone(),
    };
    enter(state, movement)
}

pub fn is_sepa(charge: &Value) -> bool {
    charge["payment_method_details"]["type"] == "sepa_debit"
}

pub fn enter(state: &mut State, movement: Movement<'_>) -> String {
    let available_on = state.now() + HOLDING;
    let fee_details = match movement.fee {
        0 => json!([]),
        fee => json!([{
            "amount": fee,
            "application": null,
            "currency": movement.currency,
            "description": "Stripe processing fees",
            "type": "stripe_fee",
        }]),
    };
    let transaction = json!({
        "amount": movement.amount,
        "available_on": available_on,
        "balance_type": "payments",
        "currency": movement.currency,
        "description": movement.description,
        "exchange_rate": null,
        "fee": movement.fee,
        "fee_details": fee_details,
        "net": movement.amount - movement.fee,
        "reporting_category": movement.category,
        "source": movement.source,
        "status": "pending",
        "type": movement.kind,
    });
    let id = state.add(Kind::BalanceTransaction, transaction);
    state.plan(HOLDING, Due::Release { transaction: id.clone() });
    id
}
