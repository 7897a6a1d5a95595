//! The one rounding rule: half up, on amounts that are never negative.

use domain::Cents;

/// `numerator` ÷ `denominator`, rounded half up; `None` when it leaves 64 bits. Neither is negative, the second is not zero.
pub(crate) fn half_up(numerator: i128, denominator: i128) -> Option<Cents> {
    let doubled = numerator.checked_mul(2)?.checked_add(denominator)?;
    i64::try_from(doubled.checked_div(denominator.checked_mul(2)?)?).ok().map(Cents)
}

/// So many basis points of an amount, rounded half up.
pub(crate) fn basis_points(amount: Cents, basis_points: u32) -> Option<Cents> {
    half_up(i128::from(amount.0) * i128::from(basis_points), 10_000)
}
