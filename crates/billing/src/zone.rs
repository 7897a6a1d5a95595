//! Civil days of a firm: which day an instant belongs to, and from which day a change counts.
//!
//! A day begins at local midnight in the zone the firm is in on that day. Brussels has days of 23 and 25 hours; a firm that moves
//! has one that is longer or shorter still. Days are counted, hours never are, so none of it costs or saves a day.

use std::sync::LazyLock;

use domain::prorate::Span;
use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use time::{Date, OffsetDateTime};

use crate::steps::Steps;

/// A firm that moves more often than this is a mistake.
pub const MAX_MOVES: usize = 200;

/// The database inside the program: the one of the machine would let two machines disagree about an invoice.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zones a firm was in, by the first civil day in each.
#[derive(Clone, Debug, PartialEq)]
pub struct Zones {
    first: TimeZone,
    moves: Steps<TimeZone>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    #[error("no time zone is called {0:?}: use a name of the IANA list, such as Europe/Brussels")]
    Unknown(String),
    #[error("the zone changed {MAX_MOVES} times already: correct the history instead of adding to it")]
    TooMany,
}

fn zone(name: &str) -> Result<TimeZone, ZoneError> {
    DATABASE.get(name).map_err(|_| ZoneError::Unknown(name.to_owned()))
}

impl Zones {
    pub fn new(first: &str) -> Result<Self, ZoneError> {
        Ok(Self { first: zone(first)?, moves: Steps::default() })
    }

    /// From this civil day on the firm is in another zone.
    pub fn moved(&mut self, from: Date, to: &str) -> Result<(), ZoneError> {
        if self.moves.len() >= MAX_MOVES {
            return Err(ZoneError::TooMany);
        }
        self.moves.set(from, zone(to)?);
        Ok(())
    }

    /// The instant at which a civil day begins. Never before the day before began: a firm that moves from UTC-12 to UTC+14
    /// would else begin a day while the one before is still to come.
    pub fn start_of(&self, day: Date) -> OffsetDateTime {
        let own = self.midnight(day);
        // Two days are 48 hours apart and offsets 26 at most: looking back one day is enough.
        day.previous_day().map_or(own, |before| own.max(self.midnight(before)))
    }

    /// Midnight in the zone of that day. Where clocks skip it, the first instant after the gap; where it comes twice, the first.
    fn midnight(&self, day: Date) -> OffsetDateTime {
        let zone = self.moves.at(day).unwrap_or(&self.first);
        let civil = i16::try_from(day.year()).ok().and_then(|year| {
            let (month, day) = (u8::from(day.month()), day.day());
            civil::Date::new(year, month.cast_signed(), day.cast_signed()).ok()
        });
        let instant = civil.and_then(|civil| {
            zone.to_ambiguous_timestamp(civil.to_datetime(civil::Time::midnight())).compatible().ok()
        });
        let utc = day.midnight().assume_utc();
        instant.map_or(utc, |i| OffsetDateTime::from_unix_timestamp(i.as_second()).unwrap_or(utc))
    }

    /// The first day that begins at or after an instant: from then on a change counts. What is done and undone within a day counts
    /// on none.
    pub fn counts_from(&self, at: OffsetDateTime) -> Date {
        let mut day = self.near(at);
        // From three days before, the day looked for is at most six ahead.
        for _ in 0..6 {
            if self.start_of(day) >= at {
                break;
            }
            day = day.next_day().unwrap_or(day);
        }
        day
    }

    /// The day an instant belongs to: the last one that has begun.
    pub fn day_of(&self, at: OffsetDateTime) -> Date {
        let mut day = self.near(at);
        for _ in 0..6 {
            let next = day.next_day().unwrap_or(day);
            if self.start_of(next) > at {
                break;
            }
            day = next;
        }
        day
    }

    /// A day that has surely begun and is surely not the last that has.
    fn near(&self, at: OffsetDateTime) -> Date {
        let utc = at.to_offset(time::UtcOffset::UTC).date();
        utc.checked_sub(time::Duration::days(3)).unwrap_or(Date::MIN)
    }

    /// Seconds in a span, for whoever compares days with hours.
    pub fn seconds(&self, span: Span) -> i64 {
        let end = span.to.next_day().unwrap_or(span.to);
        (self.start_of(end) - self.start_of(span.from)).whole_seconds()
    }
}
