//! What is asked for, by name: `operations.toml` says how each request looks, with places for what differs from one to the next.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use fastrand::Rng;
use hyper::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::http::Error;
use crate::people::Person;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    method: String,
    path: String,
    #[serde(default)]
    body: Option<String>,
    /// Statuses that are a success.
    expect: Vec<u16>,
    /// Sent with a key of its own.
    #[serde(default)]
    once: bool,
    /// Sent by nobody in particular.
    #[serde(default)]
    anonymous: bool,
    /// The secret that the payment provider would sign it with.
    #[serde(default)]
    signed: Option<String>,
}

#[derive(Debug)]
pub struct Operation {
    pub name: String,
    pub method: Method,
    path: Template,
    body: Option<Template>,
    expect: Vec<u16>,
    pub once: bool,
    pub anonymous: bool,
    pub signed: Option<String>,
}

/// Text with places in it: `/v1/copros/{copro}/lots`.
#[derive(Debug)]
struct Template {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    Place(Place),
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Firm,
    Copro,
    /// The statutory key, a lot, an owner, an expense and a supplier of the copro that was chosen.
    Key,
    Lot,
    Owner,
    Expense,
    Supplier,
    /// The address of the person.
    Email,
    /// A number that was never used before.
    Number,
    /// Cents.
    Amount,
}

#[derive(Clone)]
pub struct Operations(BTreeMap<String, Arc<Operation>>);

/// Operations with their weights.
pub struct Mix {
    chosen: Vec<(u32, Arc<Operation>)>,
    total: u32,
}

impl Operations {
    pub fn read(file: &Path) -> Result<Operations, Error> {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Operations::parse(&text).map_err(|error| format!("{}: {error}", file.display()).into())
    }

    pub fn parse(text: &str) -> Result<Operations, Error> {
        let written: BTreeMap<String, Written> = toml::from_str(text)?;
        let made = written.into_iter().map(|(name, written)| {
            let operation = Operation::of(&name, written).map_err(|error| format!("{name}: {error}"))?;
            Ok((name, Arc::new(operation)))
        });
        Ok(Operations(made.collect::<Result<_, Error>>()?))
    }

    pub fn chosen(&self, mix: &BTreeMap<String, u32>) -> Result<Mix, Error> {
        let chosen = mix.iter().map(|(name, weight)| {
            let operation = self.0.get(name).ok_or_else(|| format!("there is no operation {name}"))?;
            Ok((*weight, operation.clone()))
        });
        let chosen = chosen.collect::<Result<Vec<_>, Error>>()?;
        Ok(Mix { total: chosen.iter().map(|(weight, _)| weight).sum(), chosen })
    }
}

impl Mix {
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.chosen.iter().map(|(_, operation)| operation.name.as_str())
    }

    /// One of them by weight, with its place in the list.
    pub fn draw(&self, rng: &mut Rng) -> (usize, &Operation) {
        let mut left = rng.u32(..self.total.max(1));
        let found = self.chosen.iter().position(|(weight, _)| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        let place = found.unwrap_or(0);
        (place, &self.chosen[place].1)
    }
}

impl Operation {
    fn of(name: &str, written: Written) -> Result<Operation, Error> {
        if let Some(body) = &written.body {
            // With figures in the places it must be JSON.
            let filled = body.replace("{number}", "1").replace("{amount}", "1");
            serde_json::from_str::<Value>(&filled)?;
        }
        Ok(Operation {
            name: name.to_owned(),
            method: written.method.parse()?,
            path: Template::of(&written.path)?,
            body: written.body.as_deref().map(compact).map(|body| Template::of(&body)).transpose()?,
            expect: written.expect,
            once: written.once,
            anonymous: written.anonymous,
            signed: written.signed,
        })
    }

    pub fn is_success(&self, status: u16) -> bool {
        self.expect.contains(&status)
    }

    /// The path and the body for a person, in one of their copros.
    pub fn fill(&self, person: &Person, rng: &mut Rng, number: u64) -> (String, Bytes) {
        let copro = rng.usize(..person.copros.len().max(1));
        let path = self.path.fill(person, copro, rng, number);
        let body = self.body.as_ref().map(|body| body.fill(person, copro, rng, number));
        (path, body.map_or_else(Bytes::new, Bytes::from))
    }
}

/// Without the line breaks and indentation of the file.
fn compact(body: &str) -> String {
    body.lines().map(str::trim).collect()
}

impl Template {
    fn of(text: &str) -> Result<Template, Error> {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = next_place(rest) {
            let (name, behind) = after;
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Place(name));
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        let texts = parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text),
            Part::Place(_) => None,
        });
        match texts.filter_map(|text| misspelled(text)).next() {
            Some(name) => Err(format!("there is no place {{{name}}}").into()),
            None => Ok(Template { parts }),
        }
    }

    fn fill(&self, person: &Person, copro: usize, rng: &mut Rng, number: u64) -> String {
        let mut text = String::with_capacity(256);
        let copro = person.copros.get(copro);
        for part in &self.parts {
            let any = |of: fn(&crate::people::Copro) -> &Vec<String>, rng: &mut Rng| {
                copro
                    .map(of)
                    .and_then(|list| list.get(rng.usize(..list.len().max(1))))
                    .map_or("", String::as_str)
            };
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Place(Place::Firm) => text.push_str(&person.firm),
                Part::Place(Place::Email) => text.push_str(&person.email),
                Part::Place(Place::Copro) => text.push_str(copro.map_or("", |copro| &copro.slug)),
                Part::Place(Place::Key) => text.push_str(copro.map_or("", |copro| &copro.key)),
                Part::Place(Place::Lot) => text.push_str(any(|copro| &copro.lots, rng)),
                Part::Place(Place::Owner) => text.push_str(any(|copro| &copro.owners, rng)),
                Part::Place(Place::Expense) => text.push_str(any(|copro| &copro.expenses, rng)),
                Part::Place(Place::Supplier) => text.push_str(any(|copro| &copro.suppliers, rng)),
                Part::Place(Place::Number) => text.push_str(&number.to_string()),
                Part::Place(Place::Amount) => text.push_str(&rng.u32(1_000..200_000).to_string()),
            }
        }
        text
    }
}

/// A word in braces. JSON has none: its names stand in quotes.
fn misspelled(text: &str) -> Option<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(word, _)| word)
        .find(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

/// The text before the next place, the place, and what is behind it. Braces of JSON are no places.
fn next_place(text: &str) -> Option<(&str, (Place, &str))> {
    const PLACES: [(&str, Place); 10] = [
        ("{firm}", Place::Firm),
        ("{copro}", Place::Copro),
        ("{key}", Place::Key),
        ("{lot}", Place::Lot),
        ("{owner}", Place::Owner),
        ("{expense}", Place::Expense),
        ("{supplier}", Place::Supplier),
        ("{email}", Place::Email),
        ("{number}", Place::Number),
        ("{amount}", Place::Amount),
    ];
    let found = PLACES.iter().filter_map(|(name, place)| text.find(name).map(|at| (at, *name, *place)));
    let (at, name, place) = found.min_by_key(|(at, ..)| *at)?;
    Some((&text[..at], (place, &text[at + name.len()..])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Copro, Person};

    fn person() -> Person {
        let ids = |name: &str| vec![format!("{name}-1"), format!("{name}-2")];
        let copro = Copro {
            slug: "tilleuls".to_owned(),
            key: "key-1".to_owned(),
            lots: ids("lot"),
            owners: ids("owner"),
            expenses: ids("expense"),
            suppliers: ids("supplier"),
        };
        Person::invented("firm-1", vec![copro])
    }

    #[test]
    fn places_are_filled_and_weights_are_kept() {
        let text = "[see]\nmethod='GET'\npath='/c/{copro}/lots/{lot}'\nexpect=[200]\n\
                    [make]\nmethod='POST'\npath='/f/{firm}'\nbody='{\"n\": {number}, \"to\": \"{key}\"}'\nexpect=[201]\n";
        let operations = Operations::parse(text).expect("operations");
        let mix = operations
            .chosen(&BTreeMap::from([("see".to_owned(), 3), ("make".to_owned(), 1)]))
            .expect("a mix");
        let mut rng = Rng::with_seed(7);
        let mut made = 0;
        for number in 0..4_000 {
            let (_, operation) = mix.draw(&mut rng);
            let (path, body) = operation.fill(&person(), &mut rng, number);
            if operation.name == "make" {
                made += 1;
                assert_eq!(path, "/f/firm-1");
                assert_eq!(body, format!("{{\"n\": {number}, \"to\": \"key-1\"}}"));
            } else {
                assert!(path == "/c/tilleuls/lots/lot-1" || path == "/c/tilleuls/lots/lot-2", "{path}");
                assert!(body.is_empty());
            }
        }
        assert!((900..1_100).contains(&made), "{made}");
        assert!(operations.chosen(&BTreeMap::from([("nothing".to_owned(), 1)])).is_err());
        assert!(Operations::parse("[a]\nmethod='GET'\npath='/'\nexpect=[200]\nbody='{'").is_err());
        assert!(Operations::parse("[a]\nmethod='GET'\npath='/{corpo}'\nexpect=[200]").is_err());
    }
}
