//! Lines: so many of a unit, at a price for so many of them.

use domain::Cents;
use domain::prorate::Span;
use serde::{Deserialize, Serialize};

use super::VatRate;

/// One line (BG-25). `net_cents` = `gross_cents` − allowances; `gross_cents` is quantity × price, up to the cent that the lines of a set share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// 1, 2, 3 … within the invoice (BT-126). A line of a credit note has the id of the line it credits.
    pub id: u32,
    /// The seller's name of the item (BT-155), such as `standard`.
    pub item: String,
    /// What was supplied, in the customer's language (BT-153).
    pub description: String,
    /// Days of supply of this line (BG-26), within those of the invoice unless the line corrects an earlier one.
    pub period: Span,
    pub quantity: Quantity,
    pub price: UnitPrice,
    pub gross_cents: Cents,
    /// Coupons and the discount of the annual option (BG-27).
    pub allowances: Vec<Allowance>,
    /// Without VAT (BT-131).
    pub net_cents: Cents,
    pub vat: VatRate,
}

/// `value` ÷ 10^`scale` of a unit: an exact decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    pub value: i64,
    pub scale: u8,
    pub unit: Unit,
}

impl Quantity {
    /// A whole number of the unit.
    pub const fn whole(value: i64, unit: Unit) -> Self {
        Self { value, scale: 0, unit }
    }

    /// `12`, `0.5`: no thousands separator, no trailing zeros added or removed.
    pub fn decimal(self) -> String {
        let sign = if self.value < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.value.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// Units of UN/ECE Recommendation 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// One copro for one civil day.
    CoproDay,
    /// One copro for one month.
    CoproMonth,
    /// Something counted by the piece.
    Piece,
}

impl Unit {
    /// The code of Recommendation 20 (BT-130).
    pub const fn code(self) -> &'static str {
        match self {
            Self::CoproDay => "DAY",
            Self::CoproMonth => "MON",
            Self::Piece => "C62",
        }
    }
}

/// What `base` of the unit cost (BT-146, BT-149): 15 € for the 31 copro-days of a month is exact, 0.4838… € for one is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPrice {
    pub cents: Cents,
    /// Greater than zero, in the unit of the line's quantity.
    pub base: Quantity,
}

/// An amount taken off a line (BG-27).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// Stable name: a coupon's code, or `annual`.
    pub key: String,
    /// In the customer's language (BT-139).
    pub text: String,
    pub cents: Cents,
}
