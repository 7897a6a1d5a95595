//! The operations, one file a resource.

pub mod checkout_sessions;
pub mod customers;
pub mod disputes;
pub mod events;
pub mod paying;
pub mod payment_intents;
pub mod payment_methods;
pub mod prices;
pub mod refunds;
pub mod setup_intents;
pub mod webhook_endpoints;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::form::{Form, Metadata, check_metadata};
use crate::problem::Problem;
use crate::state::{Kind, State};
use crate::table::{Page, Range};

/// What every list takes, and the filters some of them have.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    limit: Option<usize>,
    starting_after: Option<String>,
    ending_before: Option<String>,
    created: Option<Range>,
    customer: Option<String>,
    payment_intent: Option<String>,
    charge: Option<String>,
    payment_method: Option<String>,
    product: Option<String>,
    source: Option<String>,
    currency: Option<String>,
    active: Option<bool>,
    r#type: Option<String>,
    #[serde(default)]
    types: Vec<String>,
    email: Option<String>,
    status: Option<String>,
}

/// The filters Stripe knows for each list.
const fn filters(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::BalanceTransaction => &["created", "currency", "source", "type"],
        Kind::Charge => &["created", "customer", "payment_intent"],
        Kind::CheckoutSession => &["created", "customer", "status"],
        Kind::Customer => &["created", "email"],
        Kind::Dispute => &["charge", "created", "payment_intent"],
        Kind::Event => &["created", "type", "types"],
        Kind::PaymentIntent => &["created", "customer"],
        Kind::PaymentMethod => &["customer", "type"],
        Kind::Price => &["active", "created", "currency", "product", "type"],
        Kind::Product => &["active", "created"],
        Kind::Refund => &["charge", "created", "payment_intent"],
        Kind::SetupIntent => &["created", "customer", "payment_method"],
        Kind::TaxId | Kind::WebhookEndpoint | Kind::Mandate => &[],
    }
}

impl Listing {
    fn equals(&self) -> [(&'static str, &Option<String>); 9] {
        [
            ("customer", &self.customer),
            ("payment_intent", &self.payment_intent),
            ("charge", &self.charge),
            ("payment_method", &self.payment_method),
            ("product", &self.product),
            ("source", &self.source),
            ("currency", &self.currency),
            ("email", &self.email),
            ("status", &self.status),
        ]
    }

    fn check(&self, kind: Kind) -> Result<(), Problem> {
        let known = filters(kind);
        let mut used: Vec<&str> =
            self.equals().iter().filter(|(_, wanted)| wanted.is_some()).map(|(name, _)| *name).collect();
        used.extend(self.created.map(|_| "created"));
        used.extend(self.active.map(|_| "active"));
        used.extend(self.r#type.as_ref().map(|_| "type"));
        used.extend((!self.types.is_empty()).then_some("types"));
        match used.iter().find(|name| !known.contains(name)) {
            Some(name) => Err(Problem::invalid(format!("Received unknown parameter: {name}"))
                .code("parameter_unknown")
                .param(*name)
                .unbegun()),
            None => Ok(()),
        }
    }

    fn holds(&self, object: &Value) -> bool {
        let same = |(name, wanted): &(&str, &Option<String>)| {
            wanted.as_ref().is_none_or(|wanted| object[*name] == wanted.as_str())
        };
        let of_type = |wanted: &str| match wanted.strip_suffix('*') {
            Some(beginning) => object["type"].as_str().is_some_and(|kind| kind.starts_with(beginning)),
            None => object["type"] == wanted,
        };
        self.equals().iter().all(same)
            && self.created.is_none_or(|range| range.holds(&object["created"]))
            && self.active.is_none_or(|active| object["active"] == active)
            && self.r#type.as_deref().is_none_or(of_type)
            && (self.types.is_empty() || self.types.iter().any(|wanted| of_type(wanted)))
    }

    fn page(&self) -> Page {
        Page {
            limit: self.limit,
            starting_after: self.starting_after.clone(),
            ending_before: self.ending_before.clone(),
        }
    }
}

/// The list of a kind, by the filters its path allows; `also` for what the path itself asks.
pub fn list(state: &State, kind: Kind, form: &Form, also: impl Fn(&Value) -> bool) -> Result<Value, Problem> {
    let listing: Listing = form.parse()?;
    listing.check(kind)?;
    let url = format!("/v1/{}", kind.collection());
    state.table(kind).page(kind.object(), &url, &listing.page(), |row| listing.holds(row) && also(row))
}

/// Texts that a caller may set; an empty one unsets, as everywhere at Stripe.
pub fn put_texts(object: &mut Value, texts: &[(&str, &Option<String>)]) {
    for (name, text) in texts {
        match text.as_deref() {
            None => {}
            Some("") => object[*name] = Value::Null,
            Some(text) => object[*name] = json!(text),
        }
    }
}

/// Keys are merged; an empty value removes its key.
pub fn merge_metadata(object: &mut Value, metadata: &Metadata) -> Result<(), Problem> {
    check_metadata(metadata)?;
    if !object["metadata"].is_object() {
        object["metadata"] = json!({});
    }
    if let Some(kept) = object["metadata"].as_object_mut() {
        for (key, value) in metadata {
            match value.as_str() {
                "" => drop(kept.remove(key)),
                value => drop(kept.insert(key.clone(), json!(value))),
            }
        }
    }
    Ok(())
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    city: Option<String>,
    country: Option<String>,
    line1: Option<String>,
    line2: Option<String>,
    postal_code: Option<String>,
    state: Option<String>,
}

impl Address {
    pub fn object(&self) -> Value {
        json!({
            "city": self.city,
            "country": self.country,
            "line1": self.line1,
            "line2": self.line2,
            "postal_code": self.postal_code,
            "state": self.state,
        })
    }
}

/// Puts objects in the place of their ids where `expand` asks for it.
pub fn expand(state: &State, answer: &mut Value, paths: &[String]) -> Result<(), Problem> {
    /// Stripe's own limit.
    const MAX_DEPTH: usize = 4;
    for path in paths.iter().take(20) {
        let steps: Vec<&str> = path.split('.').collect();
        if steps.len() > MAX_DEPTH + 1 {
            return Err(
                Problem::invalid("You cannot expand more than 4 levels of a property.").param("expand")
            );
        }
        expand_one(state, answer, &steps, path)?;
    }
    Ok(())
}

fn expand_one(state: &State, value: &mut Value, steps: &[&str], path: &str) -> Result<(), Problem> {
    if let Value::Array(items) = value {
        return items.iter_mut().try_for_each(|item| expand_one(state, item, steps, path));
    }
    if let Value::String(id) = value
        && let Some(object) = Kind::of_id(id).and_then(|kind| state.table(kind).get(id))
    {
        *value = object.clone();
    }
    let Some((step, rest)) = steps.split_first() else { return Ok(()) };
    match value {
        Value::Null => Ok(()),
        Value::Object(fields) if fields.contains_key(*step) => match fields.get_mut(*step) {
            Some(inner) => expand_one(state, inner, rest, path),
            None => Ok(()),
        },
        _ => {
            let message = format!("This property cannot be expanded ({path}).");
            Err(Problem::invalid(message).param("expand"))
        }
    }
}

/// What a caller allows, or `null`, and what that makes possible.
pub fn method_types(allowed: &[String], usual: &[&str]) -> Result<(Value, Value), Problem> {
    if let Some(other) = allowed.iter().find(|kind| !matches!(kind.as_str(), "card" | "sepa_debit")) {
        let message = format!("stripe-fake has the payment method types card and sepa_debit, not {other}.");
        return Err(Problem::invalid(message).param("allowed_payment_method_types").unbegun());
    }
    Ok(if allowed.is_empty() { (Value::Null, json!(usual)) } else { (json!(allowed), json!(allowed)) })
}
