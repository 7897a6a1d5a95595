//! Which operation a path is.

use axum::http::Method;
use serde_json::Value;

use crate::form::Form;
use crate::problem::Problem;
use crate::resources::{
    checkout_sessions, customers, events, expand, list, payment_intents, payment_methods, prices, refunds,
    setup_intents, webhook_endpoints,
};
use crate::state::{Kind, State};

pub fn route(state: &mut State, method: &Method, path: &str, form: &Form) -> Result<Value, Problem> {
    let segments: Vec<&str> = path.trim_matches('/').split('/').skip(1).collect();
    let mut answer = match *method {
        Method::GET => read(state, &segments, form),
        Method::DELETE => delete(state, &segments),
        _ => {
            state.check_room()?;
            write(state, &segments, form)
        }
    }
    .unwrap_or_else(|| Err(Problem::no_such_url(method.as_str(), path)))?;
    expand(state, &mut answer, &form.expand)?;
    Ok(answer)
}

/// `None`: there is no such operation.
type Answered = Option<Result<Value, Problem>>;

fn read(state: &State, segments: &[&str], form: &Form) -> Answered {
    Some(match segments {
        ["checkout", "sessions"] => list(state, Kind::CheckoutSession, form, |_| true),
        ["checkout", "sessions", id] => state.get(Kind::CheckoutSession, id, "id").cloned(),
        ["events"] => events::all(state, form),
        ["customers", id, inner @ ("payment_methods" | "tax_ids")] => {
            let kind = Kind::of_collection(inner)?;
            state
                .get(Kind::Customer, id, "id")
                .and_then(|_| list(state, kind, form, |row| row["customer"] == *id))
        }
        ["customers", customer, "payment_methods", id] => state
            .get(Kind::PaymentMethod, id, "id")
            .cloned()
            .and_then(|method| match method["customer"] == *customer {
                true => Ok(method),
                false => Err(Problem::no_such("PaymentMethod", id, "id")),
            }),
        ["customers", customer, "tax_ids", id] => customers::of_customer(state, customer, id),
        ["mandates"] | ["tax_ids"] => return None,
        [collection] => list(state, Kind::of_collection(collection)?, form, |_| true),
        [collection, id] => state.get(Kind::of_collection(collection)?, id, "id").cloned(),
        _ => return None,
    })
}

fn write(state: &mut State, segments: &[&str], form: &Form) -> Answered {
    Some(match segments {
        ["checkout", "sessions"] => checkout_sessions::create(state, form),
        ["checkout", "sessions", id, "expire"] => checkout_sessions::expire(state, id),
        ["customers"] => customers::create(state, form),
        ["customers", id] => customers::update(state, id, form),
        ["customers", id, "tax_ids"] => customers::create_tax_id(state, id, form),
        ["products"] => prices::create_product(state, form),
        ["products", id] => prices::update_product(state, id, form),
        ["prices"] => prices::create_price(state, form),
        ["prices", id] => prices::update_price(state, id, form),
        ["payment_methods"] => payment_methods::create(state, form),
        ["payment_methods", id] => payment_methods::update(state, id, form),
        ["payment_methods", id, "attach"] => payment_methods::attach(state, id, form),
        ["payment_methods", id, "detach"] => payment_methods::detach(state, id),
        ["setup_intents"] => setup_intents::create(state, form),
        ["setup_intents", id, "confirm"] => setup_intents::confirm(state, id, form),
        ["setup_intents", id, "cancel"] => setup_intents::cancel(state, id),
        ["payment_intents"] => payment_intents::create(state, form),
        ["payment_intents", id] => payment_intents::update(state, id, form),
        ["payment_intents", id, "confirm"] => payment_intents::confirm(state, id, form),
        ["payment_intents", id, "cancel"] => payment_intents::cancel(state, id, form),
        ["refunds"] => refunds::create(state, form),
        ["webhook_endpoints"] => webhook_endpoints::create(state, form),
        ["webhook_endpoints", id] => webhook_endpoints::update(state, id, form),
        _ => return None,
    })
}

fn delete(state: &mut State, segments: &[&str]) -> Answered {
    Some(match segments {
        ["customers", id] => customers::delete(state, id),
        ["customers", customer, "tax_ids", id] => customers::delete_tax_id(state, customer, id),
        ["webhook_endpoints", id] => webhook_endpoints::delete(state, id),
        _ => return None,
    })
}
