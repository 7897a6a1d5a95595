//! From copro-days to amounts.
//!
//! A day costs price ÷ days of the period for each copro. That is kept as an exact fraction and rounded once, for all lines of a period
//! together; the lines then share the rounded amount by largest remainder. What a part of a period costs is the difference of two rounded running
//! totals, so the parts of a period add up to the period wherever it is cut.

use domain::Cents;
use domain::allocate::{TieSeed, allocate};
use domain::prorate::Span;
use serde::{Deserialize, Serialize};

use crate::catalogue::{Coupon, Off, Tariff};
use crate::ratio;
use crate::steps::Steps;

mod accrue;
mod annual;

pub use annual::{Commitment, MONTHS, annual};

use accrue::{Accrual, accrue};

/// More copros than any firm has; bounds every product.
pub const MAX_COPROS: u32 = 1_000_000;
/// A period and the longest part of one.
pub const MAX_DAYS: usize = 31;
/// More lines than this have no reader: a plan changes on a few days of a month.
pub const MAX_LINES: usize = 200;
pub const MAX_COUPONS: usize = 20;

/// All that the price of a period depends on.
#[derive(Clone, Debug)]
pub struct Basis<'a> {
    pub period: Span,
    /// Billable copros of each day of the period.
    pub copros: &'a [u32],
    /// `None` while nothing is asked: in the trial, after the end.
    pub tariffs: &'a Steps<Option<Tariff>>,
    /// Copros that are paid ahead.
    pub committed: &'a Steps<Option<Commitment>>,
    /// Those good for this period, in the order in which they were redeemed.
    pub coupons: &'a [Coupon],
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    pub lines: Vec<ChargeLine>,
}

/// So many copro-days at a price for so many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeLine {
    pub item: Item,
    /// First and last day on which there were any.
    pub span: Span,
    /// Copro-days; copro-months on lines of the annual option.
    pub quantity: i64,
    /// How many of them the price of the item is for.
    pub base: i64,
    pub gross: Cents,
    pub allowances: Vec<Rebate>,
    pub net: Cents,
}

/// What a line is about. Lines of one item are one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Item {
    pub plan: String,
    pub version: String,
    pub kind: ItemKind,
    pub price: Cents,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// Copros of the plan in arrears.
    Days,
    /// The difference of a dearer plan for copros that are paid ahead.
    Supplement,
    /// Copros paid twelve months ahead.
    Ahead,
}

/// An amount off a line, and why: a coupon's code, or [`ANNUAL`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebate {
    pub key: String,
    pub cents: Cents,
}

/// The key of the discount of the annual option. Codes of coupons are upper case.
pub const ANNUAL: &str = "annual";

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChargeError {
    #[error("the part to charge must lie within the period")]
    OutsidePeriod,
    #[error("give the number of copros for each day of the period, at most 31")]
    Days,
    #[error("at most {MAX_COPROS} copros of one firm can be charged")]
    TooManyCopros,
    #[error("at most {MAX_LINES} lines and {MAX_COUPONS} coupons a period")]
    TooManyLines,
    #[error("the amount leaves 64 bits")]
    TooLarge,
}

impl Charge {
    pub fn gross(&self) -> Cents {
        total(self.lines.iter().map(|line| line.gross))
    }

    pub fn net(&self) -> Cents {
        total(self.lines.iter().map(|line| line.net))
    }
}

/// Amounts of one period: MAX_COPROS × MAX_PRICE is far from 64 bits.
fn total(amounts: impl Iterator<Item = Cents>) -> Cents {
    Cents::sum(amounts).unwrap_or(Cents(i64::MAX))
}

/// What `part` of the period costs. Nothing used is no line.
pub fn charge(basis: &Basis<'_>, part: Span) -> Result<Charge, ChargeError> {
    let Span { from, to } = basis.period;
    if part.from < from || part.to > to || part.to < part.from {
        return Err(ChargeError::OutsidePeriod);
    }
    if i64::try_from(basis.copros.len()) != Ok(basis.period.days()) || basis.copros.len() > MAX_DAYS {
        return Err(ChargeError::Days);
    }
    if basis.copros.iter().any(|copros| *copros > MAX_COPROS) {
        return Err(ChargeError::TooManyCopros);
    }
    if basis.coupons.len() > MAX_COUPONS {
        return Err(ChargeError::TooManyLines);
    }
    let before = match part.from.previous_day() {
        Some(day) if day >= from => running(basis, &accrue(basis, Span { from, to: day }))?,
        _ => vec![Cents::ZERO; basis.coupons.len() + 1],
    };
    let after = running(basis, &accrue(basis, Span { from, to: part.to }))?;
    let steps: Vec<Cents> =
        after.iter().zip(before).map(|(after, before)| Cents(after.0 - before.0)).collect();
    lines(basis, &accrue(basis, part), &steps)
}

/// Running totals, each from whole cents of the one before: the gross amount, then what each coupon takes off.
///
/// Of an amount that grows by some cents a coupon takes between nothing and all of them more, so no difference of running
/// totals is ever negative.
fn running(basis: &Basis<'_>, accrual: &Accrual) -> Result<Vec<Cents>, ChargeError> {
    let numerator = accrual.values().map(|used| used.numerator).sum();
    let gross = ratio::half_up(numerator, i128::from(basis.period.days())).ok_or(ChargeError::TooLarge)?;
    let mut left = gross;
    let mut totals = vec![gross];
    for coupon in basis.coupons {
        let off = match coupon.off {
            Off::Percent(share) => {
                ratio::basis_points(left, share.min(10_000)).ok_or(ChargeError::TooLarge)?
            }
            Off::Amount(cents) => cents.min(left),
        };
        left = Cents(left.0 - off.0);
        totals.push(off);
    }
    Ok(totals)
}

/// Lines that add up to the amounts: `[gross, off by the first coupon, …]`.
fn lines(basis: &Basis<'_>, accrual: &Accrual, amounts: &[Cents]) -> Result<Charge, ChargeError> {
    if accrual.len() > MAX_LINES {
        return Err(ChargeError::TooManyLines);
    }
    let gross = amounts.first().copied().unwrap_or_default();
    let numerators: Vec<i128> = accrual.values().map(|used| used.numerator).collect();
    let weights: Result<Vec<i64>, _> = numerators.into_iter().map(i64::try_from).collect();
    let shares = share(gross, &weights.map_err(|_| ChargeError::TooLarge)?)?;
    let mut lines: Vec<ChargeLine> = Vec::with_capacity(accrual.len());
    for ((item, used), gross) in accrual.iter().zip(shares) {
        let (item, base) = (item.clone(), basis.period.days());
        let (span, quantity) = (used.span, used.copro_days);
        lines.push(ChargeLine { item, span, quantity, base, gross, allowances: Vec::new(), net: gross });
    }
    for (coupon, off) in basis.coupons.iter().zip(amounts.iter().skip(1)) {
        take_off(&mut lines, &coupon.code, *off)?;
    }
    Ok(Charge { lines })
}

/// Shares an amount off over lines by what is left of them: no line gets below nothing.
fn take_off(lines: &mut [ChargeLine], key: &str, off: Cents) -> Result<(), ChargeError> {
    let weights: Vec<i64> = lines.iter().map(|line| line.net.0).collect();
    for (line, cents) in lines.iter_mut().zip(share(off, &weights)?) {
        if !cents.is_zero() {
            line.net = Cents(line.net.0 - cents.0);
            line.allowances.push(Rebate { key: key.to_owned(), cents });
        }
    }
    Ok(())
}

/// By largest remainder, equal remainders in the order of the lines.
fn share(amount: Cents, weights: &[i64]) -> Result<Vec<Cents>, ChargeError> {
    if weights.iter().all(|weight| *weight == 0) {
        return Ok(vec![Cents::ZERO; weights.len()]);
    }
    allocate(amount, weights, TieSeed::LISTED).map_err(|_| ChargeError::TooLarge)
}

/// What each copro bears of an amount, by its billable days: for firms that charge their copros on. The parts add up to it.
pub fn by_copro(
    amount: Cents,
    days: &std::collections::BTreeMap<domain::TenantId, i64>,
    document: &str,
) -> Result<Vec<(domain::TenantId, Cents)>, ChargeError> {
    let weights: Vec<(u128, i64)> =
        days.iter().map(|(copro, days)| (copro.uuid().as_u128(), *days)).collect();
    let parts = domain::allocate::allocate_keyed(amount, &weights, TieSeed::from_text(document));
    Ok(days.keys().copied().zip(parts.map_err(|_| ChargeError::TooLarge)?).collect())
}
