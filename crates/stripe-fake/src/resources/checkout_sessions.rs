//! Saving a card or an account on a page of the stand-in's own: Checkout in the mode `setup`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::setup_intents::{self, Making};
use super::{merge_metadata, put_texts};
use crate::clock::{HOUR, MINUTE};
use crate::form::{Form, Metadata};
use crate::problem::Problem;
use crate::schedule::Due;
use crate::state::{Kind, State};

/// <https://docs.stripe.com/api/checkout/sessions/create>: "By default, this value is 24 hours from creation."
const OPEN_FOR: i64 = 24 * HOUR;
const OPEN_FOR_LEAST: i64 = 30 * MINUTE;
/// Put into `success_url` by whoever wants to know which session it was.
const PLACEHOLDER: &str = "{CHECKOUT_SESSION_ID}";
const LOCALES: &[&str] = &[
    "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru",
    "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    mode: Option<String>,
    customer: Option<String>,
    /// The version before called them `payment_method_types`. None: whatever there is.
    #[serde(default)]
    allowed_payment_method_types: Vec<String>,
    currency: Option<String>,
    success_url: Option<String>,
    cancel_url: Option<String>,
    client_reference_id: Option<String>,
    expires_at: Option<i64>,
    locale: Option<String>,
    ui_mode: Option<String>,
    setup_intent_data: Option<IntentData>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct IntentData {
    description: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    check(&params)?;
    let expires_at = expiry(state.now(), params.expires_at)?;
    let mut session = session(&params, expires_at);
    put_texts(&mut session, &[("client_reference_id", &params.client_reference_id)]);
    merge_metadata(&mut session, &params.metadata)?;
    let data = params.setup_intent_data.unwrap_or_default();
    let making = Making {
        customer: params.customer.as_deref(),
        description: &data.description,
        allowed: &params.allowed_payment_method_types,
        usual: &["card", "sepa_debit"],
        usage: None,
        metadata: &data.metadata,
    };
    let intent = setup_intents::make(state, &making)?;
    let made = state.copy(Kind::SetupIntent, &intent);
    session["allowed_payment_method_types"] = made["allowed_payment_method_types"].clone();
    session["payment_method_types"] = made["payment_method_types"].clone();
    session["setup_intent"] = json!(intent);
    let id = state.add(Kind::CheckoutSession, session);
    let url = state.config.page_url(&id);
    state.set(Kind::CheckoutSession, &id, "url", json!(url));
    state.plan(expires_at - state.now(), Due::Expire { session: id.clone() });
    Ok(state.copy(Kind::CheckoutSession, &id))
}

fn check(params: &Params) -> Result<(), Problem> {
    let refuse = |param: &str, message: String| Err(Problem::invalid(message).param(param).unbegun());
    match params.mode.as_deref() {
        Some("setup") => {}
        None => return Err(Problem::missing_param("mode")),
        Some(other) => return refuse("mode", format!("stripe-fake has the mode setup, not {other}.")),
    }
    if let Some(other) = params.ui_mode.as_deref().filter(|mode| *mode != "hosted_page") {
        return refuse("ui_mode", format!("stripe-fake has the ui_mode hosted_page, not {other}."));
    }
    if let Some(locale) = params.locale.as_deref().filter(|locale| !LOCALES.contains(locale)) {
        return refuse("locale", format!("Invalid locale: {locale}."));
    }
    // Without a currency nobody knows which methods there are.
    if params.currency.is_none() && params.allowed_payment_method_types.is_empty() {
        return Err(Problem::missing_param("currency"));
    }
    let Some(success) = &params.success_url else { return Err(Problem::missing_param("success_url")) };
    check_url(success, "success_url")?;
    params.cancel_url.as_ref().map_or(Ok(()), |cancel| check_url(cancel, "cancel_url"))
}

/// The holder's browser goes there: nothing but the web will do.
fn check_url(url: &str, param: &str) -> Result<(), Problem> {
    match reqwest::Url::parse(url) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(()),
        _ => Err(Problem::invalid("Not a valid URL").code("url_invalid").param(param).unbegun()),
    }
}

fn expiry(now: i64, asked: Option<i64>) -> Result<i64, Problem> {
    let expires_at = asked.unwrap_or(now + OPEN_FOR);
    if (now + OPEN_FOR_LEAST..=now + OPEN_FOR).contains(&expires_at) {
        return Ok(expires_at);
    }
    let message = "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.";
    Err(Problem::invalid(message).param("expires_at").unbegun())
}

/// What a session of this mode never has, and what is filled in later.
const UNSET: [&str; 38] = [
    "adaptive_pricing",
    "after_expiration",
    "allow_promotion_codes",
    "allowed_payment_method_types",
    "amount_subtotal",
    "amount_total",
    "billing_address_collection",
    "client_reference_id",
    "client_secret",
    "collected_information",
    "consent",
    "consent_collection",
    "currency_conversion",
    "customer_account",
    "customer_creation",
    "customer_details",
    "customer_email",
    "discounts",
    "integration_identifier",
    "invoice",
    "invoice_creation",
    "origin_context",
    "payment_intent",
    "payment_link",
    "payment_method_collection",
    "payment_method_configuration_details",
    "payment_method_options",
    "permissions",
    "recovered_from",
    "saved_payment_method_options",
    "setup_intent",
    "shipping_address_collection",
    "shipping_cost",
    "submit_type",
    "subscription",
    "total_details",
    "url",
    "wallet_options",
];

fn session(params: &Params, expires_at: i64) -> Value {
    let mut session = json!({
        "automatic_tax": { "enabled": false, "liability": null, "provider": null, "status": null },
        "cancel_url": params.cancel_url,
        "currency": params.currency.as_deref().map(str::to_lowercase),
        "custom_fields": [],
        "custom_text": { "after_submit": null, "shipping_address": null, "submit": null, "terms_of_service_acceptance": null },
        "customer": params.customer,
        "expires_at": expires_at,
        "locale": params.locale,
        "metadata": {},
        "mode": "setup",
        "payment_method_types": [],
        "payment_status": "no_payment_required",
        "phone_number_collection": { "enabled": false },
        "shipping_options": [],
        "status": "open",
        "success_url": params.success_url,
        "ui_mode": "hosted_page",
    });
    for name in UNSET {
        session[name] = Value::Null;
    }
    session
}

pub fn expire(state: &mut State, id: &str) -> Result<Value, Problem> {
    let session = state.get(Kind::CheckoutSession, id, "id")?.clone();
    if session["status"] != "open" {
        let message = format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{}`.",
            session["status"].as_str().unwrap_or_default()
        );
        return Err(Problem::invalid(message));
    }
    close(state, id, "expired");
    setup_intents::call_off(state, session["setup_intent"].as_str().unwrap_or_default());
    state.tell_of("checkout.session.expired", Kind::CheckoutSession, id);
    Ok(state.copy(Kind::CheckoutSession, id))
}

fn close(state: &mut State, id: &str, status: &str) {
    state.change(Kind::CheckoutSession, id, |session| {
        session["status"] = json!(status);
        session["url"] = Value::Null;
    });
}

/// The open session that an intent belongs to.
fn of_intent(state: &State, intent: &str) -> Option<String> {
    let mut sessions = state.table(Kind::CheckoutSession).newest_first();
    let session =
        sessions.find(|session| session["setup_intent"] == intent && session["status"] == "open")?;
    session["id"].as_str().map(str::to_owned)
}

/// <https://docs.stripe.com/api/checkout/sessions/object>: "You can't confirm or cancel the SetupIntent for a Checkout
/// Session. To cancel, expire the Checkout Session instead."
pub fn refuse_theirs(state: &State, intent: &str) -> Result<(), Problem> {
    let Some(session) = of_intent(state, intent) else { return Ok(()) };
    let message =
        format!("You cannot do this with the SetupIntent of a Checkout Session; {session} is open.");
    Err(Problem::invalid(message).code("setup_intent_unexpected_state"))
}

/// Its intent has succeeded, if it is the intent of a session.
pub fn complete(state: &mut State, intent: &str) {
    let Some(id) = of_intent(state, intent) else { return };
    let method = state.copy(Kind::SetupIntent, intent)["payment_method"].take();
    let method = state.copy(Kind::PaymentMethod, method.as_str().unwrap_or_default());
    let details = json!({
        "address": null,
        "business_name": null,
        "email": method["billing_details"]["email"],
        "individual_name": null,
        "name": method["billing_details"]["name"],
        "phone": null,
        "tax_exempt": "none",
        "tax_ids": [],
    });
    state.set(Kind::CheckoutSession, &id, "customer_details", details);
    close(state, &id, "complete");
    state.tell_of("checkout.session.completed", Kind::CheckoutSession, &id);
}

/// Where the holder goes when all is done.
pub fn success_url(session: &Value) -> String {
    let id = session["id"].as_str().unwrap_or_default();
    let url = session["success_url"].as_str().unwrap_or_default().replace(PLACEHOLDER, id);
    // As it travels in a header.
    reqwest::Url::parse(&url).map_or(url, |url| url.to_string())
}
