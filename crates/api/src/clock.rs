use jiff::Timestamp;
use jiff::tz::TimeZone;
use time::{Date, Month, OffsetDateTime};

/// The clock of the program. Handlers ask it for the civil date where the copros are, never the system for "now".
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
}

impl Clock {
    /// `zone` is an IANA name such as `Europe/Brussels`.
    pub fn in_zone(zone: &str) -> Result<Clock, jiff::Error> {
        Ok(Clock { zone: TimeZone::get(zone)? })
    }

    /// The civil date there, now.
    pub fn today(&self) -> Date {
        let date = Timestamp::now().to_zoned(self.zone.clone()).date();
        civil(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }

    pub fn now(&self) -> OffsetDateTime {
        let seconds = Timestamp::now().as_second();
        OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// Both calendars are proleptic Gregorian, so the conversion cannot fail for a date a clock shows.
fn civil(year: i32, month: u8, day: u8) -> Date {
    Month::try_from(month)
        .and_then(|month| Date::from_calendar_date(year, month, day))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH.date())
}
