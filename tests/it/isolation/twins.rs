//! Two firms with identical data: whatever crosses over shows, because it would be there twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tests::{Firm, Furnished, World, run};

use super::{operations, settled};

/// Everything a firm can read, in the order of the document. Documents are left out: their bytes are looked at elsewhere.
async fn transcript(world: &World, firm: &Firm, furnished: &Furnished) -> Vec<(String, Value)> {
    let mut read = Vec::new();
    for operation in operations(world).await {
        let in_scope = matches!(operation.params().first(), Some(&("copro" | "firm")));
        // The administrator of a firm has no account of their own in its copros.
        let is_own = operation.path.contains("/own/");
        let is_document = is_own
            || [".pdf", "/{file}", "/export", "/package", "/{invoice}", "/{invoice}/file"]
                .iter()
                .any(|ending| operation.path.ends_with(ending));
        if operation.method != reqwest::Method::GET || !in_scope || is_document {
            continue;
        }
        let is_firm = operation.params()[0] == "firm";
        let scope = if is_firm { &firm.id } else { &furnished.building.slug };
        let mut path = operation.filled(scope, &furnished.ids);
        if operation.path.ends_with("/audit") {
            // All on one page: where a page ends depends on how the worker's entries lie between the others.
            path.push_str("?limit=200");
        }
        read.push((operation.name(), firm.client.get(&path, 200).await));
    }
    assert!(read.len() >= 20, "{} answers", read.len());
    read.push(("GET /v1/session".to_owned(), firm.client.get("/v1/session", 200).await));
    read
}

/// What A sees is the same to the byte before B exists, and after B has lived a whole life.
#[test]
fn nothing_that_one_firm_does_changes_anything_another_sees() {
    run(async |world| {
        let (firm, furnished) = settled(world).await;
        let before = transcript(world, &firm, &furnished).await;
        let (_, other) = settled(world).await;
        let payment = other.building.receipt("person", "2026-06-01", 777);
        other.building.client.post_once(&other.building.at("/receipts"), payment, 201).await;
        let after = transcript(world, &firm, &furnished).await;
        for ((operation, before), (_, after)) in before.iter().zip(&after) {
            assert_eq!(before, after, "{operation}");
        }
    });
}

#[test]
fn twins_see_the_same_and_share_nothing() {
    run(async |world| {
        let (firm_a, a) = settled(world).await;
        let (firm_b, b) = settled(world).await;
        let (read_a, read_b) = (transcript(world, &firm_a, &a).await, transcript(world, &firm_b, &b).await);
        let (ids_a, ids_b) = (ids(&read_a), ids(&read_b));
        assert!(ids_a.len() > 40, "{} ids", ids_a.len());
        let shared: Vec<&String> = ids_a.intersection(&ids_b).collect();
        assert!(shared.is_empty(), "both read {shared:?}");
        for word in [&firm_b.email, &b.building.slug, &b.building.id, &firm_b.id, &firm_b.user_id] {
            let seen = read_a.iter().find(|(_, answer)| answer.to_string().contains(word.as_str()));
            assert!(seen.is_none(), "{word} in {seen:?}");
        }
        let plain = |read: &[(String, Value)], firm: &Firm, of: &Furnished| {
            let mut names = Names::new(firm, of);
            // The order of jobs is the worker's business, and each window was asked for by an operator of its own.
            let differs = |operation: &str| operation.ends_with("/jobs") || operation.ends_with("/support");
            let kept = read.iter().filter(|(operation, _)| !differs(operation));
            kept.map(|(operation, answer)| (operation.clone(), names.plain(&by_people(operation, answer))))
                .collect::<Vec<_>>()
        };
        let (plain_a, plain_b) = (plain(&read_a, &firm_a, &a), plain(&read_b, &firm_b, &b));
        for (one, other) in plain_a.iter().zip(&plain_b) {
            assert_eq!(one, other, "counters, balances and lists of twins are alike");
        }
    });
}

/// What the worker did lies anywhere between what people did, and so do the numbers of the entries.
fn by_people(operation: &str, answer: &Value) -> Value {
    let mut answer = answer.clone();
    if let Some(entries) = answer["items"].as_array_mut().filter(|_| operation.ends_with("/audit")) {
        entries.retain(|entry| entry["actor"]["kind"] != "platform");
        for entry in entries.iter_mut() {
            entry["seq"] = Value::Null;
        }
    }
    answer
}

/// Every uuid in everything that was read.
fn ids(read: &[(String, Value)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, answer) in read {
        let text = answer.to_string();
        let words = text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
        found.extend(
            words.filter(|word| uuid::Uuid::try_parse(word).is_ok() && word.len() == 36).map(str::to_owned),
        );
    }
    found
}

/// Replaces what two firms cannot have in common: ids by the order in which they appear, and the names made of them.
struct Names {
    ids: BTreeMap<String, usize>,
    own: Vec<(String, &'static str)>,
}

impl Names {
    fn new(firm: &Firm, of: &Furnished) -> Names {
        let mailbox = of.building.id.replace('-', "");
        let own = vec![
            (of.building.slug.clone(), "SLUG"),
            (firm.email.clone(), "EMAIL"),
            (mailbox[mailbox.len() - 8..].to_owned(), "MAILBOX"),
        ];
        Names { ids: BTreeMap::new(), own }
    }

    fn plain(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.plain_text(text)),
            Value::Array(items) => items.iter().map(|item| self.plain(item)).collect(),
            Value::Object(fields) => {
                Value::Object(fields.iter().map(|(name, field)| (name.clone(), self.plain(field))).collect())
            }
            other => other.clone(),
        }
    }

    fn plain_text(&mut self, text: &str) -> String {
        let is_digest = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if is_digest {
            return "a digest over ids and moments".to_owned();
        }
        if text.starts_with("kgk_") {
            return "the first letters of a secret".to_owned();
        }
        let ends = text.ends_with('Z') || text.ends_with("+00:00");
        let is_moment = text.starts_with("20") && ends && text.contains('T');
        if is_moment {
            return "moment".to_owned();
        }
        let text = self.without_ids(text);
        self.own.iter().fold(text, |text, (own, name)| text.replace(own.as_str(), name))
    }

    /// Ids stand alone, after `job:`, and side by side where they name one row together.
    fn without_ids(&mut self, text: &str) -> String {
        let parts = text.split_inclusive([':', '/']).map(|part| {
            let id = part.trim_end_matches([':', '/']);
            if id.len() != 36 || uuid::Uuid::try_parse(id).is_err() {
                return part.to_owned();
            }
            let next = self.ids.len();
            part.replace(id, &format!("id-{}", self.ids.entry(id.to_owned()).or_insert(next)))
        });
        parts.collect()
    }
}
