//! The fiscal year, whose first day the statutes choose.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::{Date, Month};
use utoipa::ToSchema;

/// A day that comes every year, `MM-DD`. 29 February is refused: it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "01-01")]
pub struct MonthDay(
    /// Month × 100 + day, so that days compare in the order of the year.
    u16,
);

/// The text is not a yearly day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day of every year: write it as MM-DD, such as 01-01 (29 February does not come every year)")]
pub struct InvalidMonthDay;

impl MonthDay {
    pub fn new(month: u8, day: u8) -> Result<Self, InvalidMonthDay> {
        let name = Month::try_from(month).map_err(|_| InvalidMonthDay)?;
        // 2001 stands for the years without 29 February.
        let valid = (1..=name.length(2001)).contains(&day);
        valid.then_some(Self(u16::from(month) * 100 + u16::from(day))).ok_or(InvalidMonthDay)
    }

    pub const fn month(self) -> u8 {
        (self.0 / 100) as u8
    }

    pub const fn day(self) -> u8 {
        (self.0 % 100) as u8
    }

    /// This day in a year; `None` outside the calendar (years -9999 to 9999).
    pub fn in_year(self, year: i32) -> Option<Date> {
        let month = Month::try_from(self.month()).ok()?;
        Date::from_calendar_date(year, month, self.day()).ok()
    }
}

impl Default for MonthDay {
    /// 1 January.
    fn default() -> Self {
        Self(101)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month(), self.day())
    }
}

impl FromStr for MonthDay {
    type Err = InvalidMonthDay;

    fn from_str(text: &str) -> Result<Self, InvalidMonthDay> {
        let (month, day) = text.split_once('-').ok_or(InvalidMonthDay)?;
        let number = |text: &str| {
            let shape = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
            shape.then(|| text.parse().ok()).flatten().ok_or(InvalidMonthDay)
        };
        Self::new(number(month)?, number(day)?)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = InvalidMonthDay;

    fn try_from(text: String) -> Result<Self, InvalidMonthDay> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> String {
        day.to_string()
    }
}

/// First and last day of the fiscal year that contains `date`. At the edges of the calendar the year is
/// cut off there.
pub fn fiscal_year_containing(start: MonthDay, date: Date) -> (Date, Date) {
    let year = date.year();
    let first_year = match start.in_year(year) {
        Some(starts_on) if starts_on <= date => year,
        _ => year - 1,
    };
    let first = start.in_year(first_year).unwrap_or(Date::MIN);
    let next = start.in_year(first_year + 1).and_then(Date::previous_day);
    (first, next.unwrap_or(Date::MAX))
}
