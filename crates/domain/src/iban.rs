//! International bank account numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An IBAN in electronic form (no spaces, upper case), with valid check digits and country structure.
/// A Belgian one also has the valid national check digits (first ten digits modulo 97).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "BE68539007547034")]
pub struct Iban(String);

/// The text is not an IBAN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an IBAN: copy it again from the bank statement")]
pub struct InvalidIban;

impl Iban {
    /// The longest IBAN there may be, and room for the spaces people type.
    const MAX_TYPED_BYTES: usize = 100;

    /// Accepts spaces, dots and dashes between the characters, in either case.
    pub fn parse(text: &str) -> Result<Self, InvalidIban> {
        if text.len() > Self::MAX_TYPED_BYTES {
            return Err(InvalidIban);
        }
        let ignored = |c: &char| !(c.is_whitespace() || matches!(c, '.' | '-'));
        let electronic: String = text.chars().filter(ignored).map(|c| c.to_ascii_uppercase()).collect();
        let iban: ::iban::Iban = electronic.parse().map_err(|_| InvalidIban)?;
        let iban = Self(::iban::IbanLike::electronic_str(&iban).to_owned());
        if iban.is_belgian() && !belgian_account_is_valid(iban.0.get(4..).unwrap_or_default()) {
            return Err(InvalidIban);
        }
        Ok(iban)
    }

    /// The Belgian IBAN of a ten-digit account (bank code and number), check digits computed; for
    /// sample data. `None` above ten digits.
    pub fn belgian(first_ten_digits: u64) -> Option<Self> {
        if first_ten_digits > 9_999_999_999 {
            return None;
        }
        let account = format!("{first_ten_digits:010}{:02}", mod_97_or_97(first_ten_digits));
        // "BE00" moved to the end and spelled in digits (B = 11, E = 14), ISO 13616.
        let rearranged: u128 = format!("{account}111400").parse().ok()?;
        Self::parse(&format!("BE{:02}{account}", 98 - rearranged % 97)).ok()
    }

    /// The electronic form, `BE68539007547034`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// ISO 3166-1 alpha-2.
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    pub fn is_belgian(&self) -> bool {
        self.country() == "BE"
    }
}

fn belgian_account_is_valid(account: &str) -> bool {
    let number = |digits: Option<&str>| digits.and_then(|digits| digits.parse::<u64>().ok());
    match (number(account.get(..10)), number(account.get(10..))) {
        (Some(base), Some(check)) => mod_97_or_97(base) == check,
        _ => false,
    }
}

fn mod_97_or_97(base: u64) -> u64 {
    match base % 97 {
        0 => 97,
        rest => rest,
    }
}

impl fmt::Display for Iban {
    /// The printed form: groups of four, `BE68 5390 0754 7034`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl FromStr for Iban {
    type Err = InvalidIban;

    fn from_str(text: &str) -> Result<Self, InvalidIban> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Iban {
    type Error = InvalidIban;

    fn try_from(text: String) -> Result<Self, InvalidIban> {
        Self::parse(&text)
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> String {
        iban.0
    }
}
