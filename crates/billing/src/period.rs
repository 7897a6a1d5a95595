//! Billing periods: civil months that begin on the day of the month the subscription began.

use domain::prorate::{Span, add_months};
use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// The day of the month on which periods begin, 1 to 31. A month that lacks it begins its period on its last day: periods
/// anchored on 31 begin on 31 January, 28 or 29 February, 31 March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Anchor(u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the month: use 1 to 31")]
pub struct InvalidAnchor;

impl Anchor {
    pub fn new(day: u8) -> Result<Self, InvalidAnchor> {
        if (1..=31).contains(&day) { Ok(Self(day)) } else { Err(InvalidAnchor) }
    }

    /// The anchor of a subscription that begins on this day.
    pub fn of(first_day: Date) -> Self {
        Self(first_day.day())
    }

    pub const fn day(self) -> u8 {
        self.0
    }

    /// The period that holds a day; `None` at the ends of the calendar.
    pub fn period_of(self, day: Date) -> Option<Span> {
        let this_month = self.begin(day)?;
        let from = if day >= this_month {
            this_month
        } else {
            self.begin(day.replace_day(1).ok()?.previous_day()?)?
        };
        let next = self.begin(add_months(from.replace_day(1).ok()?, 1)?)?;
        Some(Span { from, to: next.previous_day()? })
    }

    /// The period after this one.
    pub fn next(self, period: Span) -> Option<Span> {
        self.period_of(period.to.next_day()?)
    }

    /// So many whole periods as one, from the one that begins on `from`.
    pub fn months_from(self, from: Date, months: u32) -> Option<Span> {
        let after = self.begin(add_months(from.replace_day(1).ok()?, months)?)?;
        Some(Span { from, to: after.previous_day()? })
    }

    /// The day on which the period begins in the month of `day`.
    fn begin(self, day: Date) -> Option<Date> {
        let (year, month): (i32, Month) = (day.year(), day.month());
        Date::from_calendar_date(year, month, self.0.min(month.length(year))).ok()
    }
}

impl TryFrom<u8> for Anchor {
    type Error = InvalidAnchor;

    fn try_from(day: u8) -> Result<Self, InvalidAnchor> {
        Self::new(day)
    }
}

impl From<Anchor> for u8 {
    fn from(anchor: Anchor) -> u8 {
        anchor.0
    }
}
