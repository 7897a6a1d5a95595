//! Belgian enterprise numbers (BCE/KBO). An association of co-owners must show its own on every document.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Ten digits, the first 0 or 1; the last two are 97 minus the first eight modulo 97.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "0123.456.749")]
pub struct CompanyNumber(u64);

/// The text is not an enterprise number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an enterprise number: write its ten digits, such as 0123.456.749")]
pub struct InvalidCompanyNumber;

impl CompanyNumber {
    const MAX_TYPED_BYTES: usize = 60;

    /// Accepts a `BE` in front, and spaces, dots, dashes and slashes between the digits. Nine digits
    /// are read with the leading zero that numbers older than 2005 were written without.
    pub fn parse(text: &str) -> Result<Self, InvalidCompanyNumber> {
        if text.len() > Self::MAX_TYPED_BYTES {
            return Err(InvalidCompanyNumber);
        }
        let ignored = |c: &char| !(c.is_whitespace() || matches!(c, '.' | '-' | '/'));
        let compact: String = text.chars().filter(ignored).map(|c| c.to_ascii_uppercase()).collect();
        let digits = compact.strip_prefix("BE").unwrap_or(&compact);
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !(9..=10).contains(&digits.len()) {
            return Err(InvalidCompanyNumber);
        }
        let number: u64 = digits.parse().map_err(|_| InvalidCompanyNumber)?;
        let (base, check) = (number / 100, number % 100);
        if base == 0 || number >= 2_000_000_000 || 97 - base % 97 != check {
            return Err(InvalidCompanyNumber);
        }
        Ok(Self(number))
    }

    /// The number of eight base digits, check digits computed; for sample data. `None` above
    /// 19 999 999.
    pub fn from_base(base: u64) -> Option<Self> {
        (1..=19_999_999).contains(&base).then(|| Self(base * 100 + 97 - base % 97))
    }

    /// The ten bare digits.
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }

    /// The Belgian VAT number made of it, `BE0123456749`.
    pub fn vat(self) -> String {
        format!("BE{:010}", self.0)
    }
}

impl fmt::Display for CompanyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}.{:03}.{:03}", self.0 / 1_000_000, self.0 / 1000 % 1000, self.0 % 1000)
    }
}

impl FromStr for CompanyNumber {
    type Err = InvalidCompanyNumber;

    fn from_str(text: &str) -> Result<Self, InvalidCompanyNumber> {
        Self::parse(text)
    }
}

impl TryFrom<String> for CompanyNumber {
    type Error = InvalidCompanyNumber;

    fn try_from(text: String) -> Result<Self, InvalidCompanyNumber> {
        Self::parse(&text)
    }
}

impl From<CompanyNumber> for String {
    fn from(number: CompanyNumber) -> String {
        number.to_string()
    }
}
