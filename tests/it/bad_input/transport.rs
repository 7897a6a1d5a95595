//! Bodies, headers and addresses that make no sense, whatever they are about.

use reqwest::Method;
use serde_json::json;

use super::{Case, Stage, field, refusal};

pub fn cases(stage: &Stage, language: &'static str) -> Vec<Case> {
    let mut all = bodies(stage);
    all.extend(keys_of_idempotency(stage));
    all.extend(addresses(stage, language));
    all.extend(strangers(stage, language));
    all
}

fn bodies(stage: &Stage) -> Vec<Case> {
    let path = stage.building().at("/lots");
    let raw =
        |media_type: &str, body: &[u8]| stage.client().request(Method::POST, &path).raw(media_type, body);
    let json = |body: &[u8]| raw("application/json", body);
    let lot = br#"{"code": "N1", "nature": "cellar", "shares": 0}"#;
    let large = format!(
        r#"{{"code": "N1", "nature": "cellar", "shares": 0, "description": "{}"}}"#,
        "x".repeat(1_100_000)
    );
    let twice = br#"{"code": "N1", "code": "N2", "nature": "cellar", "shares": 0}"#;
    let unknown = json!({"code": "N1", "nature": "cellar", "shares": 0, "surprise": true});
    let inside = json!({"members": [{"right": "full", "numerator": 1, "denominator": 1, "surprise": 1}]});
    let owners = stage.building().at("/owners");
    vec![
        field("an unknown field", stage.post(&path, &unknown), "surprise", "unknown-field"),
        field(
            "an unknown field further in",
            stage.post(&owners, &inside),
            "members.0.surprise",
            "unknown-field",
        ),
        field("a field left out", json(br#"{"code": "N1", "shares": 0}"#), "nature", "required"),
        field("a list instead of an object", json(b"[]"), "", "invalid-value"),
        field("a field twice", json(twice), "code", "invalid-value"),
        refusal("no JSON at all", json(b"code=N1"), 400, "bad-request"),
        refusal("half a body", json(&lot[..20]), 400, "bad-request"),
        refusal("an empty body", json(b""), 400, "bad-request"),
        refusal("something after the body", json(&[&lot[..], b" and more"].concat()), 400, "bad-request"),
        refusal("bytes that are no text", json(b"{\"code\": \"\xff\xfe\"}"), 400, "bad-request"),
        refusal("a form", raw("application/x-www-form-urlencoded", b"code=N1"), 415, "unsupported-media"),
        refusal("JSON that says it is text", raw("text/plain", lot), 415, "unsupported-media"),
        refusal(
            "JSON that does not say so",
            stage.client().request(Method::POST, &path),
            415,
            "unsupported-media",
        ),
        refusal("a body beyond all measure", json(large.as_bytes()), 413, "too-large"),
    ]
}

fn keys_of_idempotency(stage: &Stage) -> Vec<Case> {
    let building = stage.building();
    let wanted = [
        ("a call without a key", "/calls", building.call("Appel", "2026-04-01", 1_000)),
        ("an expense without a key", "/expenses", building.expense("N-1", "2026-04-01", 1_000)),
        ("a payment without a key", "/receipts", building.receipt("person", "2026-04-01", 1_000)),
    ];
    let mut all: Vec<Case> = wanted
        .iter()
        .map(|(name, path, body)| {
            refusal(name, stage.post(&building.at(path), body), 400, "idempotency-key-missing")
        })
        .collect();
    for (name, key) in [("an empty key", ""), ("a key of 101 characters", &*"k".repeat(101))] {
        let request = stage.post(&building.at("/calls"), &wanted[0].2).key(key);
        all.push(refusal(name, request, 400, "idempotency-key-invalid"));
    }
    all
}

/// Where no address matches, nobody has looked who is calling: the browser says which language its user reads.
fn addresses(stage: &Stage, language: &'static str) -> Vec<Case> {
    let building = stage.building();
    let client = stage.client().clone().with_language(language);
    let get = |path: &str| client.request(Method::GET, path);
    let at = |method: Method, path: &str| client.request(method, &building.at(path));
    vec![
        refusal("an address that does not exist", get("/v1/copros"), 404, "not-found"),
        refusal("an address below one that does", at(Method::GET, "/lots/1/2/3"), 404, "not-found"),
        refusal("an id that is none", at(Method::GET, "/lots/first"), 404, "not-found"),
        refusal("a firm that is none", get("/v1/firms/mine"), 404, "not-found"),
        refusal("a method that does nothing", at(Method::DELETE, "/keys"), 405, "method-not-allowed"),
        refusal("a page of words", at(Method::GET, "/lots?limit=many"), 400, "bad-request"),
        refusal("a filter that is no id", at(Method::GET, "/entries?owner_id=me"), 400, "bad-request"),
    ]
}

fn strangers(stage: &Stage, language: &'static str) -> Vec<Case> {
    let stranger = stage.stranger.clone().with_language(language);
    let elsewhere =
        stage.post(&stage.building().at("/lots"), &json!({})).header("sec-fetch-site", "cross-site");
    let elsewhere = elsewhere.header("accept-language", language);
    vec![
        refusal("nobody", stranger.request(Method::GET, &stage.building().path), 401, "not-signed-in"),
        refusal(
            "a token that is none",
            stranger.clone().with_token("abc").request(Method::GET, "/v1/session"),
            401,
            "not-signed-in",
        ),
        refusal("a page of another site", elsewhere, 403, "cross-site"),
    ]
}
