//! Numbers of invoices: one gapless, chronological series per issuer and year, shared by invoices and credit notes.

use std::fmt;
use std::str::FromStr;

use domain::communication::Vcs;
use serde::{Deserialize, Serialize};

/// `2026-000123`. Giving numbers out is the database's work: it alone can keep them without gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number {
    year: u16,
    sequence: u32,
}

/// The text or its parts are no invoice number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an invoice number: write the year (2000 to 9999), a dash and six digits from 000001, such as 2026-000123"
)]
pub struct InvalidNumber;

impl Number {
    pub const MAX_SEQUENCE: u32 = 999_999;

    pub fn new(year: u16, sequence: u32) -> Result<Self, InvalidNumber> {
        let fits = (2000..=9999).contains(&year) && (1..=Self::MAX_SEQUENCE).contains(&sequence);
        fits.then_some(Self { year, sequence }).ok_or(InvalidNumber)
    }

    pub const fn year(self) -> u16 {
        self.year
    }

    pub const fn sequence(self) -> u32 {
        self.sequence
    }

    /// The structured communication a customer pays with: its ten digits are those of the number.
    pub fn communication(self) -> Vcs {
        let base = u64::from(self.year) * 1_000_000 + u64::from(self.sequence);
        // At most 9 999 999 999: the year has four digits and the sequence six.
        Vcs::from_base(base).unwrap_or_else(|_| unreachable!("ten digits"))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:06}", self.year, self.sequence)
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        match text.split_once('-') {
            Some((year, sequence)) if digits(year, 4) && digits(sequence, 6) => {
                let year = year.parse().map_err(|_| InvalidNumber)?;
                Self::new(year, sequence.parse().map_err(|_| InvalidNumber)?)
            }
            _ => Err(InvalidNumber),
        }
    }
}

impl TryFrom<String> for Number {
    type Error = InvalidNumber;

    fn try_from(text: String) -> Result<Self, InvalidNumber> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> String {
        number.to_string()
    }
}
