//! What happened, newest first, for as long as Stripe tells.

use serde_json::{Value, json};

use super::list;
use crate::clock::DAY;
use crate::form::Form;
use crate::problem::Problem;
use crate::state::{Kind, State};

/// <https://docs.stripe.com/api/events>: "events of the last 30 days".
const TOLD_FOR: i64 = 30 * DAY;

pub fn all(state: &State, form: &Form) -> Result<Value, Problem> {
    let oldest = state.now() - TOLD_FOR;
    let mut page =
        list(state, Kind::Event, form, |event| event["created"].as_i64().unwrap_or_default() >= oldest)?;
    for event in page["data"].as_array_mut().into_iter().flatten() {
        let id = event["id"].as_str().unwrap_or_default();
        event["pending_webhooks"] = json!(state.outbox.waiting_for(id));
    }
    Ok(page)
}
