//! Distribution keys: who bears which part of a cost.
//!
//! One statutory key (the shares of the deed) and any number of special ones (lift, block A, garage). A
//! version that was used is never edited: a change is a new version with its first day, because the
//! statements made with the old one must stay explainable.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::lot::{self, MAX_LOTS};
use crate::violation::code;
use crate::{LotId, Violation, Violations, prorate, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum KeyKind {
    /// The shares of the deed: votes, and costs without a key of their own.
    Statutory,
    Special,
}

impl KeyKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::Special => "special",
        }
    }
}

impl std::str::FromStr for KeyKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Statutory, Self::Special].into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// The weight of one lot in a key; lots that are not listed weigh nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    pub lot_id: LotId,
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub weight: i64,
}

pub(crate) const MAX_KEY_NAME_CHARS: usize = 80;

/// Body of `POST /copros/{copro}/keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// Short name, unique in the copro, at most 20 characters.
    #[serde(deserialize_with = "text::trimmed")]
    pub code: String,
    #[serde(deserialize_with = "text::trimmed")]
    pub name: String,
    /// First day of the first version; when absent the key has always been in force.
    #[serde(default)]
    pub valid_from: Option<Date>,
    pub weights: Vec<Weight>,
}

impl NewKey {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "code", &self.code, lot::MAX_CODE_CHARS);
        text::check_required(&mut found, "name", &self.name, MAX_KEY_NAME_CHARS);
        if let Some(date) = self.valid_from {
            prorate::check_ownership_date(&mut found, "valid_from", date);
        }
        found.nest("weights", validate_weights(&self.weights));
        found.finish(())
    }
}

/// Body of `POST /copros/{copro}/keys/{key}/versions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeyVersion {
    pub valid_from: Date,
    pub weights: Vec<Weight>,
}

impl NewKeyVersion {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        prorate::check_ownership_date(&mut found, "valid_from", self.valid_from);
        found.nest("weights", validate_weights(&self.weights));
        found.finish(())
    }
}

/// Body of `PUT /copros/{copro}/keys/{key}/versions/{version}`, for a version not used yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyWeights {
    pub weights: Vec<Weight>,
}

impl KeyWeights {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        found.nest("weights", validate_weights(&self.weights));
        found.finish(())
    }
}

/// At least one weight above zero, none negative or above 1 000 000 000, no lot twice, at most one line
/// per possible lot.
pub fn validate_weights(weights: &[Weight]) -> Result<(), Vec<Violation>> {
    let mut found = Violations::new();
    if weights.len() > MAX_LOTS {
        found.push(Violation::new("", code::LIST_TOO_LONG).with("max", text::count(MAX_LOTS)));
        return found.finish(());
    }
    let mut seen = HashSet::new();
    for (index, weight) in weights.iter().enumerate() {
        lot::check_shares(&mut found, &format!("{index}.weight"), weight.weight);
        if !seen.insert(weight.lot_id) {
            found.add(format!("{index}.lot_id"), code::LOT_TWICE);
        }
    }
    if !weights.iter().any(|weight| weight.weight > 0) {
        found.add("", code::NO_WEIGHT);
    }
    found.finish(())
}

/// The version in force on a day: the last one whose first day has come. `None` before the first.
pub fn version_on<T: Copy>(versions: &[(Date, T)], date: Date) -> Option<T> {
    let started = versions.iter().filter(|(valid_from, _)| *valid_from <= date);
    started.max_by_key(|(valid_from, _)| *valid_from).map(|(_, version)| *version)
}
