//! Money taken back by its owner: a card's dispute, which can be won, and a SEPA debit's return, which cannot.

use serde_json::{Value, json};

use super::setup_intents;
use crate::clock::DAY;
use crate::money::{self, Movement};
use crate::problem::Problem;
use crate::state::{Kind, State};

/// Days to answer a dispute.
const ANSWER_WITHIN: i64 = 9 * DAY;

pub fn open(state: &mut State, charge: &str, reason: &str) -> Result<Value, Problem> {
    let object = state.get(Kind::Charge, charge, "charge")?.clone();
    if object["status"] != "succeeded" || object["disputed"] == true {
        let message = format!("Charge {charge} was not paid, or is disputed already.");
        return Err(Problem::invalid(message).param("charge"));
    }
    let sepa = money::is_sepa(&object);
    let due_by = state.now() + ANSWER_WITHIN;
    let mut dispute = json!({
        "amount": object["amount"],
        "balance_transactions": [],
        "charge": charge,
        "currency": object["currency"],
        "enhanced_eligibility_types": [],
        "evidence": evidence(),
        "evidence_details": {
            "due_by": if sepa { Value::Null } else { json!(due_by) },
            "enhanced_eligibility": {},
            "has_evidence": false,
            "past_due": false,
            "submission_count": 0,
        },
        "is_charge_refundable": false,
        "metadata": {},
        "payment_intent": object["payment_intent"],
        "reason": reason,
        // The rulebook gives the debtor their money back without asking the creditor.
        "status": if sepa { "lost" } else { "needs_response" },
    });
    if !sepa {
        let brand = &object["payment_method_details"]["card"]["brand"];
        dispute["payment_method_details"] = json!({
            "type": "card",
            "card": { "brand": brand, "case_type": "chargeback", "network_reason_code": "10.4" },
        });
    }
    let id = state.add(Kind::Dispute, dispute);
    state.set(Kind::Charge, charge, "disputed", json!(true));
    withdraw(state, &id, &object, sepa);
    state.tell_of("charge.dispute.created", Kind::Dispute, &id);
    state.tell_of("charge.dispute.funds_withdrawn", Kind::Dispute, &id);
    if sepa {
        state.tell_of("charge.dispute.closed", Kind::Dispute, &id);
        if let Some(mandate) = object["payment_method_details"]["sepa_debit"]["mandate"].as_str()
            && reason == "debit_not_authorized"
        {
            setup_intents::revoke(state, mandate)?;
        }
    }
    Ok(state.copy(Kind::Dispute, &id))
}

fn withdraw(state: &mut State, id: &str, charge: &Value, sepa: bool) {
    let movement = Movement {
        amount: -charge["amount"].as_i64().unwrap_or_default(),
        fee: if sepa { money::RETURN_FEE } else { money::DISPUTE_FEE },
        kind: "adjustment",
        category: "dispute",
        currency: charge["currency"].clone(),
        source: id,
        description: json!(format!(
            "Chargeback withdrawal for {}",
            charge["id"].as_str().unwrap_or_default()
        )),
    };
    enter(state, id, movement);
}

/// Disputes carry their movements whole.
fn enter(state: &mut State, id: &str, movement: Movement<'_>) {
    let transaction = money::enter(state, movement);
    let transaction = state.copy(Kind::BalanceTransaction, &transaction);
    state.change(Kind::Dispute, id, |dispute| {
        if let Some(transactions) = dispute["balance_transactions"].as_array_mut() {
            transactions.push(transaction);
        }
    });
}

/// The bank decides.
pub fn decide(state: &mut State, id: &str, won: bool) -> Result<Value, Problem> {
    let dispute = state.get(Kind::Dispute, id, "id")?.clone();
    if dispute["status"] != "needs_response" {
        return Err(Problem::invalid(format!("Dispute {id} is closed.")));
    }
    state.set(Kind::Dispute, id, "status", json!(if won { "won" } else { "lost" }));
    if won {
        let movement = Movement {
            amount: dispute["amount"].as_i64().unwrap_or_default(),
            fee: 0,
            kind: "adjustment",
            category: "dispute_reversal",
            currency: dispute["currency"].clone(),
            source: id,
            description: json!("Chargeback reversal"),
        };
        enter(state, id, movement);
        state.tell_of("charge.dispute.funds_reinstated", Kind::Dispute, id);
    }
    state.tell_of("charge.dispute.closed", Kind::Dispute, id);
    Ok(state.copy(Kind::Dispute, id))
}

fn evidence() -> Value {
    const FIELDS: [&str; 27] = [
        "access_activity_log",
        "billing_address",
        "cancellation_policy",
        "cancellation_policy_disclosure",
        "cancellation_rebuttal",
        "customer_communication",
        "customer_email_address",
        "customer_name",
        "customer_purchase_ip",
        "customer_signature",
        "duplicate_charge_documentation",
        "duplicate_charge_explanation",
        "duplicate_charge_id",
        "product_description",
        "receipt",
        "refund_policy",
        "refund_policy_disclosure",
        "refund_refusal_explanation",
        "service_date",
        "service_documentation",
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_documentation",
        "shipping_tracking_number",
        "uncategorized_file",
        "uncategorized_text",
    ];
    let mut evidence = json!({ "enhanced_evidence": {} });
    for field in FIELDS {
        evidence[field] = Value::Null;
    }
    evidence
}
