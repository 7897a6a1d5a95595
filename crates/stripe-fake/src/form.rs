//! Parameters as Stripe takes them: form-encoded, nested by brackets, refused when unknown.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// A request never has more; a longer one is no request.
const MAX_PAIRS: usize = 1_000;
/// `payment_method_data[billing_details][address][city]` has three levels below the first.
const MAX_DEPTH: usize = 6;

/// The parameters of one request, apart from `expand`, which every operation takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pairs: Vec<(String, String)>,
    pub expand: Vec<String>,
}

impl Form {
    pub fn read(encoded: &[u8]) -> Result<Self, Problem> {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(encoded).take(MAX_PAIRS + 1) {
            if name == "expand" || name.starts_with("expand[") {
                form.expand.push(value.into_owned());
            } else {
                form.pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        if form.pairs.len() + form.expand.len() > MAX_PAIRS {
            return Err(Problem::invalid("Too many parameters.").unbegun());
        }
        // A library that walks a hash map sends the same request in another order each time.
        form.pairs.sort();
        Ok(form)
    }

    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.pairs).finish();
        let config = serde_qs::Config::new().max_depth(MAX_DEPTH).use_form_encoding(true);
        let read = serde_qs::Deserializer::with_config(config, encoded.as_bytes());
        let read = read.map_err(|error| Problem::invalid(format!("Invalid request: {error}")).unbegun())?;
        serde_path_to_error::deserialize(read).map_err(|error| {
            let path = error.path().to_string();
            refusal(&path, &error.into_inner().to_string())
        })
    }
}

/// The library's words in Stripe's.
fn refusal(path: &str, reason: &str) -> Problem {
    let name = reason.split('`').nth(1).unwrap_or_default();
    if reason.starts_with("unknown field") {
        let param = within(path, name);
        return Problem::invalid(format!("Received unknown parameter: {param}"))
            .code("parameter_unknown")
            .param(param)
            .unbegun();
    }
    if reason.starts_with("missing field") {
        return Problem::missing_param(&within(path, name));
    }
    let param = within(path, "");
    let problem = Problem::invalid(format!("Invalid value of {param}: {reason}")).param(param).unbegun();
    let whole_number =
        ["i64", "u64", "usize"].iter().any(|kind| reason.ends_with(&format!("expected {kind}")));
    if whole_number { problem.code("parameter_invalid_integer") } else { problem }
}

/// `card.number` as the caller wrote it: `card[number]`.
fn within(path: &str, name: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').filter(|part| !matches!(*part, "" | "?")).collect();
    if !name.is_empty() && parts.last() != Some(&name) {
        parts.push(name);
    }
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| format!("{whole}[{part}]"))
}

pub type Metadata = BTreeMap<String, String>;

/// Stripe's limits: 50 keys, 40 characters a key, 500 a value.
pub fn check_metadata(metadata: &Metadata) -> Result<(), Problem> {
    let refuse = |what: String| Err(Problem::invalid(what).param("metadata").unbegun());
    if metadata.len() > 50 {
        return refuse(format!("Metadata has {} keys; 50 is the limit.", metadata.len()));
    }
    for (key, value) in metadata {
        if key.chars().count() > 40 {
            return refuse(format!("Metadata keys have 40 characters at most: {key}"));
        }
        if value.chars().count() > 500 {
            return refuse(format!("Metadata values have 500 characters at most: {key}"));
        }
    }
    Ok(())
}
