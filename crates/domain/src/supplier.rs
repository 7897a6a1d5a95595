//! Suppliers of a copro.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::violation::code;
use crate::{Violation, Violations, person, text};

/// Body of `POST /copros/{copro}/suppliers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupplier {
    #[serde(deserialize_with = "text::trimmed")]
    pub name: String,
    /// BCE/KBO number, any punctuation.
    #[serde(default, deserialize_with = "text::company_number")]
    pub company_number: Option<String>,
    /// With its country code; kept without spaces and dots.
    #[serde(default, deserialize_with = "vat_number")]
    pub vat_number: Option<String>,
    #[serde(default, deserialize_with = "text::iban")]
    pub iban: Option<String>,
    #[serde(default, deserialize_with = "text::email")]
    pub email: Option<String>,
}

impl NewSupplier {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "name", &self.name, person::MAX_NAME_CHARS);
        person::check_company_number(&mut found, self.company_number.as_deref());
        person::check_iban(&mut found, "iban", self.iban.as_deref());
        person::check_email(&mut found, self.email.as_deref());
        if self.vat_number.as_deref().is_some_and(|number| !is_vat_number(number)) {
            found.add("vat_number", code::INVALID_VAT_NUMBER);
        }
        found.finish(())
    }
}

fn vat_number<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let compact = |text: String| {
        let kept = text.chars().filter(|c| !(c.is_whitespace() || matches!(c, '.' | '-')));
        kept.map(|c| c.to_ascii_uppercase()).collect()
    };
    Ok(text::optional(input)?.map(compact))
}

/// Country code and 2 to 12 letters or digits (Directive 2006/112/EC art. 215); a Belgian one must be
/// an enterprise number.
fn is_vat_number(number: &str) -> bool {
    let (Some(country), Some(rest)) = (number.get(..2), number.get(2..)) else { return false };
    let shape = country.bytes().all(|b| b.is_ascii_uppercase())
        && (2..=12).contains(&rest.len())
        && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    shape && (country != "BE" || crate::company_number::CompanyNumber::parse(rest).is_ok())
}
