//! Money: integer euro cents, checked arithmetic, no floats anywhere.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Language;

/// An amount in euro cents. JSON: an integer, in a field whose name ends in `_cents`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    pub const ZERO: Self = Self(0);
    /// The greatest amount a person may enter: the greatest a SEPA credit transfer can carry,
    /// 999 999 999.99 EUR. Sums may exceed it.
    pub const MAX_ENTERED: Self = Self(99_999_999_999);

    pub const fn get(self) -> i64 {
        self.0
    }

    /// `None` when the sum leaves 64 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// `None` when the difference leaves 64 bits.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// `None` for the single value whose opposite does not exist (`i64::MIN`).
    pub fn checked_neg(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }

    /// The exact sum, `None` when it leaves 64 bits. Intermediate sums cannot overflow, so the
    /// answer does not depend on the order.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let total = amounts.into_iter().try_fold(0_i128, |sum, a| sum.checked_add(i128::from(a.0)))?;
        i64::try_from(total).ok().map(Self)
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// For readers: `1 234,56 €` (fr), `1.234,56 €` (nl, de), `€1,234.56` (en).
    ///
    /// The spaces are narrow no-break (thousands, fr) and no-break (before the sign), so an amount
    /// never breaks across two lines of a statement.
    pub fn format(self, language: Language) -> String {
        let (thousands, decimals) = match language {
            Language::Fr => ("\u{202f}", ','),
            Language::Nl | Language::De => (".", ','),
            Language::En => (",", '.'),
        };
        let magnitude = self.0.unsigned_abs();
        let units = grouped(magnitude / 100, thousands);
        let cents = magnitude % 100;
        let sign = if self.is_negative() { "-" } else { "" };
        match language {
            Language::En => format!("{sign}€{units}{decimals}{cents:02}"),
            _ => format!("{sign}{units}{decimals}{cents:02}\u{a0}€"),
        }
    }
}

impl fmt::Display for Cents {
    /// The technical form, `1234.56`, used in payment payloads and logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

fn grouped(units: u64, separator: &str) -> String {
    let digits = units.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}
