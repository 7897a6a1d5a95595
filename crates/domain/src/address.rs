//! Postal addresses.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::violation::code;
use crate::{Violation, Violations, text};

/// Where a building stands or a person receives post.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and number, at most 120 characters.
    #[serde(deserialize_with = "text::trimmed")]
    pub street: String,
    /// At most 12 characters; four digits in Belgium.
    #[serde(deserialize_with = "text::trimmed")]
    pub postal_code: String,
    /// At most 80 characters.
    #[serde(deserialize_with = "text::trimmed")]
    pub city: String,
    /// ISO 3166-1 alpha-2, upper case.
    #[serde(deserialize_with = "upper")]
    #[schema(example = "BE")]
    pub country: String,
}

impl Address {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "street", &self.street, 120);
        text::check_required(&mut found, "postal_code", &self.postal_code, 12);
        text::check_required(&mut found, "city", &self.city, 80);
        if self.country.len() != 2 || !self.country.bytes().all(|b| b.is_ascii_uppercase()) {
            found.add("country", code::INVALID_COUNTRY);
        }
        let belgian_code =
            |c: &str| c.len() == 4 && !c.starts_with('0') && c.bytes().all(|b| b.is_ascii_digit());
        if self.country == "BE" && !self.postal_code.is_empty() && !belgian_code(&self.postal_code) {
            found.add("postal_code", code::INVALID_POSTAL_CODE);
        }
        found.finish(())
    }

    /// `Rue de l'Exemple 1, 1000 Bruxelles`, with the country when it is not Belgium.
    pub fn one_line(&self) -> String {
        let place = format!("{}, {} {}", self.street, self.postal_code, self.city);
        if self.country == "BE" { place } else { format!("{place}, {}", self.country) }
    }
}

fn upper<'de, D: serde::Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    text::trimmed(input).map(|country| country.to_ascii_uppercase())
}
