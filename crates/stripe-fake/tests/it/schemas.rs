//! Stripe's published schemas, pruned to what is imitated and closed to unknown fields.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

static SCHEMAS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(include_str!("../data/schemas.json")).expect("JSON");
    let names = document["$defs"].as_object().expect("schemas").keys();
    let validator = |name: &String| {
        let schema = json!({ "$defs": document["$defs"], "$ref": format!("#/$defs/{name}") });
        (name.clone(), jsonschema::draft202012::new(&schema).expect("a schema"))
    };
    let wanted = |name: &&String| !name.contains('_') || OBJECTS.contains(&name.as_str());
    names.filter(wanted).map(validator).collect()
});

const OBJECTS: [&str; 10] = [
    "balance_transaction",
    "deleted_customer",
    "deleted_tax_id",
    "deleted_webhook_endpoint",
    "payment_intent",
    "payment_method",
    "setup_intent",
    "tax_id",
    "webhook_endpoint",
    "error",
];

/// Panics where a body is not as Stripe's document says.
pub fn check(body: &Value) {
    if body.get("error").is_some() {
        return conforms("error", body);
    }
    match body["object"].as_str() {
        Some("list") => {
            assert!(body["has_more"].is_boolean() && body["url"].is_string(), "{body}");
            body["data"].as_array().expect("a list").iter().for_each(check);
        }
        Some("event") => {
            conforms("event", body);
            check(&body["data"]["object"]);
        }
        Some(name) if body["deleted"] == true => conforms(&format!("deleted_{name}"), body),
        Some(name) => conforms(name, body),
        None => panic!("neither object nor error: {body}"),
    }
}

fn conforms(name: &str, body: &Value) {
    let schema = SCHEMAS.get(name).unwrap_or_else(|| panic!("no schema {name}"));
    let wrong: Vec<String> =
        schema.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{name} is not as Stripe's:\n{}\n{body:#}", wrong.join("\n"));
}

#[test]
fn what_is_not_stripes_is_seen() {
    let tax_id = json!({
        "id": "txi_1", "object": "tax_id", "created": 1, "livemode": false, "type": "eu_vat", "value": "BE0123456789",
        "country": "BE", "customer": null, "owner": null, "verification": null,
    });
    check(&tax_id);
    for (field, value) in [("created", json!("1")), ("type", json!("be_vat")), ("invented", json!(true))] {
        let mut broken = tax_id.clone();
        broken[field] = value;
        assert!(std::panic::catch_unwind(|| check(&broken)).is_err(), "{field} passes");
    }
    let mut broken = tax_id.clone();
    broken.as_object_mut().expect("an object").remove("livemode");
    assert!(std::panic::catch_unwind(|| check(&broken)).is_err(), "a missing field passes");
}
