//! Time: days of a period, cost over periods, instalments and their due dates.
//!
//! All splits are differences of rounded running totals, so the parts always add up to the whole.

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use crate::violation::code;
use crate::{Cents, Violation, Violations};

/// A period of civil days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}

impl Span {
    pub fn days(self) -> i64 {
        days(self.from, self.to)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProrateError {
    #[error("the period ends before it starts")]
    Reversed,
    #[error("the period ends must be ascending, inside the period, the last at or after its end")]
    Ends,
}

/// The number of days from `from` to `to`, both included; 0 when `to` is before `from`.
pub fn days(from: Date, to: Date) -> i64 {
    (i64::from(to.to_julian_day()) - i64::from(from.to_julian_day()) + 1).max(0)
}

/// The part of `total`, spread evenly over `from..=to`, that falls up to and including `until`;
/// rounded half up (half away from zero for a credit).
pub fn split_until(total: Cents, from: Date, to: Date, until: Date) -> Result<Cents, ProrateError> {
    let all = days(from, to);
    if all == 0 {
        return Err(ProrateError::Reversed);
    }
    Ok(fraction(total, days(from, until.min(to)), all))
}

/// `total` spread over `from..=to` and cut after each of `ends`: one part per end, adding up to
/// `total`. The ends ascend strictly and the last one reaches `to` (or goes beyond).
pub fn split_by_ends(total: Cents, from: Date, to: Date, ends: &[Date]) -> Result<Vec<Cents>, ProrateError> {
    if to < from {
        return Err(ProrateError::Reversed);
    }
    let ascending = ends.windows(2).all(|pair| pair[0] < pair[1]);
    let reaches =
        ends.last().is_some_and(|last| *last >= to) && ends.first().is_some_and(|first| *first >= from);
    if !ascending || !reaches {
        return Err(ProrateError::Ends);
    }
    let running: Result<Vec<Cents>, ProrateError> =
        ends.iter().map(|end| split_until(total, from, to, *end)).collect();
    Ok(differences(&running?))
}

/// `total` in `n` parts that differ by a cent at most and add up to `total`. 0 counts as 1, so that
/// money never vanishes.
pub fn instalments(total: Cents, n: u8) -> Vec<Cents> {
    let n = i64::from(n.max(1));
    let running: Vec<Cents> = (1..=n).map(|k| fraction(total, k, n)).collect();
    differences(&running)
}

/// `n` monthly due dates from `first`; `None` beyond the last date the calendar knows (year 9999).
pub fn due_dates(first: Date, n: u8) -> Option<Vec<Date>> {
    (0..u32::from(n.max(1))).map(|k| add_months(first, k)).collect()
}

/// The same day `months` later, or the last day of that month when it is shorter (31 January and one
/// month: 28 or 29 February). Count from the first date, not from the previous one: 31/01, 28/02, 31/03.
pub fn add_months(date: Date, months: u32) -> Option<Date> {
    let index = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + i64::from(months);
    let year = i32::try_from(index.div_euclid(12)).ok()?;
    let month = Month::try_from(u8::try_from(index.rem_euclid(12) + 1).ok()?).ok()?;
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).ok()
}

/// `total × part ÷ whole`, rounded half away from zero; `0 ≤ part ≤ whole`, `whole > 0`.
fn fraction(total: Cents, part: i64, whole: i64) -> Cents {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let magnitude = (i128::from(total.0).abs() * part * 2 + whole) / (whole * 2);
    let signed = if total.is_negative() { -magnitude } else { magnitude };
    // |signed| ≤ |total| because part ≤ whole, so the conversion cannot fail.
    Cents(i64::try_from(signed).unwrap_or(total.0))
}

fn differences(running: &[Cents]) -> Vec<Cents> {
    let before = std::iter::once(Cents::ZERO).chain(running.iter().copied());
    // Running totals all have the sign of the total and grow away from zero: no overflow.
    running.iter().zip(before).map(|(now, before)| Cents(now.0.saturating_sub(before.0))).collect()
}

/// Dates of papers outside these years are typing errors.
pub const FIRST_YEAR: i32 = 1990;
pub const LAST_YEAR: i32 = 2100;
/// Owners may hold their lot for longer than any paper is kept.
pub const FIRST_OWNERSHIP_YEAR: i32 = 1900;

/// Complains about the date of a paper or a plan outside 1990..=2100.
pub(crate) fn check_date(found: &mut Violations, field: &str, date: Date) {
    check_years(found, field, date, FIRST_YEAR);
}

/// Complains about the first day of an ownership or a key outside 1900..=2100.
pub(crate) fn check_ownership_date(found: &mut Violations, field: &str, date: Date) {
    check_years(found, field, date, FIRST_OWNERSHIP_YEAR);
}

fn check_years(found: &mut Violations, field: &str, date: Date, first_year: i32) {
    if (first_year..=LAST_YEAR).contains(&date.year()) {
        return;
    }
    let bound = |year, month, day| Date::from_calendar_date(year, month, day).unwrap_or(date);
    let wrong = Violation::new(field, code::DATE_OUT_OF_RANGE)
        .with("first", bound(first_year, Month::January, 1))
        .with("last", bound(LAST_YEAR, Month::December, 31));
    found.push(wrong);
}
