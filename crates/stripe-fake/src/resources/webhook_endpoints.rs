//! Who wants to hear what happened.

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{merge_metadata, put_texts};
use crate::API_VERSION;
use crate::form::{Form, Metadata};
use crate::problem::Problem;
use crate::state::{Kind, State};

/// Stripe's own limit.
const MAX_ENDPOINTS: usize = 16;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    url: Option<String>,
    #[serde(default)]
    enabled_events: Vec<String>,
    description: Option<String>,
    disabled: Option<bool>,
    api_version: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

/// The only answer that shows the secret.
pub fn create(state: &mut State, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    if params.enabled_events.is_empty() {
        return Err(Problem::missing_param("enabled_events"));
    }
    if params.url.is_none() {
        return Err(Problem::missing_param("url"));
    }
    if state.table(Kind::WebhookEndpoint).len() >= MAX_ENDPOINTS {
        let message = format!("You have reached the maximum of {MAX_ENDPOINTS} test webhook endpoints.");
        return Err(Problem::invalid(message).unbegun());
    }
    let mut endpoint = json!({
        "api_version": API_VERSION,
        "application": null,
        "description": null,
        "enabled_events": [],
        "metadata": {},
        "status": "enabled",
        "url": "",
    });
    write(&mut endpoint, &params)?;
    let id = state.add(Kind::WebhookEndpoint, endpoint);
    let secret = format!("whsec_{}", state.ids.letters(32));
    state.outbox.secrets.insert(id.clone(), vec![secret.clone()]);
    let mut shown = state.copy(Kind::WebhookEndpoint, &id);
    shown["secret"] = json!(secret);
    Ok(shown)
}

pub fn update(state: &mut State, id: &str, form: &Form) -> Result<Value, Problem> {
    let params: Params = form.parse()?;
    let mut endpoint = state.get(Kind::WebhookEndpoint, id, "id")?.clone();
    write(&mut endpoint, &params)?;
    state.change(Kind::WebhookEndpoint, id, |kept| *kept = endpoint);
    Ok(state.copy(Kind::WebhookEndpoint, id))
}

/// The oldest endpoint, from now on at this address: its id and its secret.
pub fn moved(state: &mut State, url: &str) -> Result<Option<(String, String)>, Problem> {
    let oldest = state.table(Kind::WebhookEndpoint).newest_first().last();
    let Some(mut endpoint) = oldest.cloned() else { return Ok(None) };
    let id = endpoint["id"].as_str().unwrap_or_default().to_owned();
    let Some(secret) = state.outbox.secrets.get(&id).and_then(|secrets| secrets.first()).cloned() else {
        return Ok(None);
    };
    put_url(&mut endpoint, url)?;
    state.change(Kind::WebhookEndpoint, &id, |kept| *kept = endpoint);
    Ok(Some((id, secret)))
}

pub fn delete(state: &mut State, id: &str) -> Result<Value, Problem> {
    state.remove(Kind::WebhookEndpoint, id)?;
    state.outbox.secrets.remove(id);
    Ok(json!({ "id": id, "object": "webhook_endpoint", "deleted": true }))
}

fn write(endpoint: &mut Value, params: &Params) -> Result<(), Problem> {
    if let Some(url) = &params.url {
        put_url(endpoint, url)?;
    }
    if params.api_version.as_deref().is_some_and(|version| version != API_VERSION) {
        let message = format!("stripe-fake speaks the version {API_VERSION} only.");
        return Err(Problem::invalid(message).param("api_version").unbegun());
    }
    if !params.enabled_events.is_empty() {
        endpoint["enabled_events"] = json!(params.enabled_events);
    }
    if let Some(disabled) = params.disabled {
        endpoint["status"] = json!(if disabled { "disabled" } else { "enabled" });
    }
    put_texts(endpoint, &[("description", &params.description)]);
    merge_metadata(endpoint, &params.metadata)
}

/// Events go to whoever is listening on this machine and to nobody else.
fn put_url(endpoint: &mut Value, url: &str) -> Result<(), Problem> {
    if !is_loopback(url) {
        let message =
            format!("stripe-fake delivers to loopback only, such as http://127.0.0.1:8080/webhooks: {url}");
        return Err(Problem::invalid(message).code("url_invalid").param("url").unbegun());
    }
    endpoint["url"] = json!(url);
    Ok(())
}

fn is_loopback(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else { return false };
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    url.scheme() == "http" && loopback
}
