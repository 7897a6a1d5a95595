//! Belgian VAT: rates with their dates, and the tax inside a gross amount.

use time::Date;
use time::macros::date;

use crate::Cents;

/// A rate in basis points (2100 = 21 %) and the days it was in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VatRate {
    pub basis_points: i32,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub source: &'static str,
}

/// The rates of the VAT code and of royal decree no 20. Dated, because a future rate must not change
/// the check of a past invoice.
pub const BELGIAN_RATES: [VatRate; 4] = [
    VatRate {
        basis_points: 0,
        valid_from: date!(1971 - 01 - 01),
        valid_to: None,
        source: "VAT code art. 39 to 44bis and 56bis: exempt, out of scope or small undertaking",
    },
    VatRate {
        basis_points: 600,
        valid_from: date!(1981 - 07 - 01),
        valid_to: None,
        source: "royal decree no 20 of 20 July 1970, table A (water, renovation of dwellings)",
    },
    VatRate {
        basis_points: 1200,
        valid_from: date!(1992 - 04 - 01),
        valid_to: None,
        source: "royal decree no 20 of 20 July 1970, table B",
    },
    VatRate {
        basis_points: 2100,
        valid_from: date!(1996 - 01 - 01),
        valid_to: None,
        source: "royal decree no 20 of 20 July 1970, art. 1",
    },
];

/// Was this rate in force on that day?
pub fn is_rate_on(basis_points: i32, on: Date) -> bool {
    BELGIAN_RATES.iter().any(|rate| {
        rate.basis_points == basis_points && rate.valid_from <= on && rate.valid_to.is_none_or(|to| on <= to)
    })
}

/// The net amount and the VAT inside a gross amount; they add up to it. The net amount is rounded half
/// up (half away from zero for a credit). Rates outside 0 to 100 % count as 0.
pub fn split_gross(gross: Cents, basis_points: i32) -> (Cents, Cents) {
    let rate = i128::from(if (0..=10_000).contains(&basis_points) { basis_points } else { 0 });
    let whole = 10_000 + rate;
    let magnitude = i128::from(gross.0).abs();
    let net = (magnitude * 10_000 * 2 + whole) / (whole * 2);
    let signed = if gross.is_negative() { -net } else { net };
    // |net| ≤ |gross|, so neither the conversion nor the difference can overflow.
    let net = Cents(i64::try_from(signed).unwrap_or(gross.0));
    (net, Cents(gross.0.saturating_sub(net.0)))
}
