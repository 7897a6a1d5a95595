//! Says in the document what is true of every answer: all its fields are there, absent values as `null`. Request bodies may leave them out.

use std::collections::BTreeSet;

use serde_json::Value;

/// Fields that an answer really leaves out.
const LEFT_OUT: [(&str, &str); 4] =
    [("Session", "tokens"), ("AddedPasskey", "recovery_codes"), ("Problem", "errors"), ("Problem", "limit")];

/// Marks every property of every schema that no request body reaches as required.
pub fn are_complete(document: &mut Value) {
    let sent = schemas_of_requests(document);
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, schema) in schemas.iter_mut().filter(|(name, _)| !sent.contains(*name)) {
        require_all(name, schema);
    }
}

fn require_all(name: &str, schema: &mut Value) {
    if let Some(parts) = schema.get_mut("allOf").and_then(Value::as_array_mut) {
        parts.iter_mut().for_each(|part| require_all(name, part));
    }
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    let names = properties.keys().filter(|property| !LEFT_OUT.contains(&(name, property.as_str())));
    let required: Vec<Value> = names.map(|property| Value::from(property.as_str())).collect();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("required".to_owned(), Value::from(required));
    }
}

/// Every schema that a request body names, directly or through another.
fn schemas_of_requests(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for operation in paths.into_iter().flat_map(|paths| paths.values()).filter_map(Value::as_object).flatten()
    {
        if let Some(body) = operation.1.get("requestBody") {
            references(body, &mut open);
        }
    }
    while let Some(name) = open.pop() {
        if found.insert(name.clone())
            && let Some(schema) = document.pointer(&format!("/components/schemas/{name}"))
        {
            references(schema, &mut open);
        }
    }
    found
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let name = members.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
            found.extend(name.map(str::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
