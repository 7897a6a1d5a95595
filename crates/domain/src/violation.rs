//! What is wrong with an input, as data: field, stable code, arguments. Sentences are made later, in
//! the reader's language, from the message `field-<code>`.

use serde::{Deserialize, Deserializer, Serialize};
use time::Date;

use crate::Cents;
pub use catalogue::{ALL_CODES, CATALOGUE, code};

mod catalogue;

/// More than this many violations of one input are not worth reading nor sending.
pub const MAX_VIOLATIONS: usize = 200;

/// A stable, kebab-case code, the names of its arguments and the English sentence with its remedy.
/// Only the catalogue makes codes, so none can be without a message.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeEntry {
    pub name: &'static str,
    pub args: &'static [&'static str],
    pub english: &'static str,
}

/// One code of the catalogue.
pub type Code = &'static CodeEntry;

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arg {
    Text(String),
    Int(i64),
    Cents(Cents),
    Date(Date),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Cents> for Arg {
    fn from(amount: Cents) -> Self {
        Self::Cents(amount)
    }
}

impl From<Date> for Arg {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

/// One thing wrong with one field. `field` is a dotted path such as `members.0.person.email`; the
/// empty path means the whole input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    pub field: String,
    pub code: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Violation {
    pub fn new(field: impl Into<String>, code: Code) -> Self {
        Self { field: field.into(), code: code.name, args: Vec::new() }
    }

    /// Adds an argument. The name must be one the catalogue announces for this code, otherwise the
    /// localized message could not use it.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        debug_assert!(
            entry(self.code).is_some_and(|e| e.args.contains(&name)),
            "{} announces no argument {name}",
            self.code
        );
        self.args.push((name, value.into()));
        self
    }

    /// Puts the field under a parent: `email` under `person` becomes `person.email`.
    pub fn under(mut self, prefix: &str) -> Self {
        self.field = match (prefix.is_empty(), self.field.is_empty()) {
            (true, _) => self.field,
            (false, true) => prefix.to_owned(),
            (false, false) => format!("{prefix}.{}", self.field),
        };
        self
    }
}

/// The catalogue's entry of a code name.
pub fn entry(name: &str) -> Option<Code> {
    CATALOGUE.iter().copied().find(|entry| entry.name == name)
}

/// Collects violations, at most [`MAX_VIOLATIONS`].
#[derive(Debug, Default)]
pub struct Violations {
    list: Vec<Violation>,
}

impl Violations {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, violation: Violation) {
        if self.list.len() < MAX_VIOLATIONS {
            self.list.push(violation);
        }
    }

    /// Shorthand for a violation without arguments.
    pub fn add(&mut self, field: impl Into<String>, code: Code) {
        self.push(Violation::new(field, code));
    }

    /// Takes over what a part found, under the part's name; hands back the part's value.
    pub fn nest<T>(&mut self, prefix: &str, part: Result<T, Vec<Violation>>) -> Option<T> {
        match part {
            Ok(value) => Some(value),
            Err(list) => {
                list.into_iter().for_each(|v| self.push(v.under(prefix)));
                None
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// `value` when nothing was found, else everything found.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Violation>> {
        if self.list.is_empty() { Ok(value) } else { Err(self.list) }
    }
}

/// A violation as it comes back from the database: its names are matched with the catalogue again.
#[derive(Deserialize)]
struct Stored {
    field: String,
    code: String,
    args: Vec<(String, Arg)>,
}

// By hand: the derive would demand that the input lives as long as the names of the catalogue.
impl<'de> Deserialize<'de> for Violation {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::try_from(Stored::deserialize(input)?).map_err(serde::de::Error::custom)
    }
}

impl TryFrom<Stored> for Violation {
    type Error = String;

    fn try_from(stored: Stored) -> Result<Self, String> {
        let code = entry(&stored.code).ok_or_else(|| format!("unknown violation code {}", stored.code))?;
        let mut violation = Self::new(stored.field, code);
        for (name, value) in stored.args {
            let known = code.args.iter().copied().find(|known| *known == name);
            violation.args.push((known.ok_or_else(|| format!("unknown argument {name}"))?, value));
        }
        Ok(violation)
    }
}
