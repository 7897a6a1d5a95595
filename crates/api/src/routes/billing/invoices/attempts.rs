//! Tries to take the money of an invoice, in words that do not depend on the provider.

use std::collections::BTreeMap;

use billing::attempt::{Attempt, Collection, Progress};
use billing::invoice::Number;
use domain::Cents;
use serde::Serialize;
use store::billing::told::UsedMethod;
use store::{BillingScope, Tx};
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;

/// A try to take the money.
#[derive(Serialize, ToSchema)]
#[schema(as = PaymentAttempt)]
pub struct AttemptView {
    /// 1, 2, 3 …
    pub number: u32,
    /// When it was made; absent where the provider never told of it.
    #[serde(with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
    /// `card` or `sepa`
    pub kind: Option<String>,
    pub brand: Option<String>,
    pub digits: Option<String>,
    pub amount_cents: Cents,
    /// `under-way` (nobody knows yet), `processing` (at the bank), `paid`, `failed` or `taken-back`
    pub outcome: &'static str,
    /// Why it failed: `insufficient-funds`, `expired`, `authentication`, `declined`, `mandate`, `method-gone`, `cancelled` or `other`
    pub reason: Option<&'static str>,
}

pub async fn of(
    tx: &mut Tx<BillingScope>,
    invoice: Number,
    known: Option<&Collection>,
) -> Result<Vec<AttemptView>, Problem> {
    let Some(known) = known else { return Ok(Vec::new()) };
    let ids: Vec<Uuid> = known.attempts().iter().map(|attempt| attempt.method).collect();
    let methods = tx.methods_used(&ids).await?;
    let methods: BTreeMap<Uuid, UsedMethod> = methods.into_iter().map(|method| (method.id, method)).collect();
    let told = tx.attempts_told(invoice).await?;
    let view = |attempt| view(attempt, methods.get(&attempt.method), told.get(&attempt.number).copied());
    Ok(known.attempts().iter().map(view).collect())
}

fn view(attempt: &Attempt, method: Option<&UsedMethod>, told: Option<OffsetDateTime>) -> AttemptView {
    let (outcome, reason, called) = match &attempt.progress {
        Progress::Reserved => ("under-way", None, None),
        Progress::Called { first_call, .. } | Progress::Unknown { first_call } => {
            ("under-way", None, OffsetDateTime::from_unix_timestamp(*first_call).ok())
        }
        Progress::Pending { .. } => ("processing", None, None),
        Progress::Succeeded { .. } => ("paid", None, None),
        Progress::Failed { code, .. } => ("failed", Some(reason(code)), None),
        Progress::TakenBack { .. } => ("taken-back", None, None),
    };
    AttemptView {
        number: attempt.number,
        at: called.or(told),
        kind: method.map(|method| method.kind.clone()),
        brand: method.and_then(|method| method.brand.clone()),
        digits: method.and_then(|method| method.digits.clone()),
        amount_cents: attempt.amount_cents,
        outcome,
        reason,
    }
}

/// Codes of the provider (its documents "Decline codes" and "Error codes"), by what the firm can do about them.
fn reason(code: &str) -> &'static str {
    match code {
        "insufficient_funds" | "card_velocity_exceeded" | "withdrawal_count_limit_exceeded" => {
            "insufficient-funds"
        }
        "expired_card" => "expired",
        "authentication_required" | "payment_intent_authentication_failure" => "authentication",
        "payment_intent_mandate_invalid" | "debit_not_authorized" | "charge_exceeds_source_limit" => {
            "mandate"
        }
        "method_missing"
        | "resource_missing"
        | "payment_method_not_available"
        | "account_closed"
        | "bank_account_restricted" => "method-gone",
        "cancelled" | "canceled" => "cancelled",
        code if code.contains("decline") || code.contains("card") || code == "do_not_honor" => "declined",
        _ => "other",
    }
}
