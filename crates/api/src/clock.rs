use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use time::{Date, Duration, Month, OffsetDateTime};

/// The clock of the program. Handlers ask it for the civil date where the copros are, never the system for "now".
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    /// Seconds by which billing is ahead of the world. Absent where nobody may move it.
    ahead: Option<Arc<AtomicI64>>,
}

/// Moves billing's time on. A development server has it; no other asks for it.
#[derive(Debug)]
pub struct Hand(Arc<AtomicI64>);

/// Lets billing's days pass, one by one, with everything done that falls due on the way. Only a development server has one.
pub trait Calendar: Send + Sync {
    /// Begins to live up to a day, and returns at once.
    fn live_until(&self, day: Date);
    /// The day that is being lived up to; none when nothing is under way.
    fn until(&self) -> Option<Date>;
}

impl Clock {
    /// `zone` is an IANA name such as `Europe/Brussels`.
    pub fn in_zone(zone: &str) -> Result<Clock, jiff::Error> {
        Ok(Clock { zone: TimeZone::get(zone)?, ahead: None })
    }

    /// From here on, billing's time in this clock and its copies is moved by the hand alone.
    pub fn take_hand(&mut self, ahead: Duration) -> Hand {
        let shared = Arc::new(AtomicI64::new(ahead.whole_seconds()));
        self.ahead = Some(shared.clone());
        Hand(shared)
    }

    /// The civil date there, now.
    pub fn today(&self) -> Date {
        self.date_of(Timestamp::now())
    }

    pub fn now(&self) -> OffsetDateTime {
        instant(Timestamp::now())
    }

    /// The civil date there, for what firms are billed.
    pub fn billing_today(&self) -> Date {
        self.date_of(self.billing_timestamp())
    }

    /// The instant it is for what firms are billed: the world's, but on a development server whose person lives through months. Sessions,
    /// tokens, signatures and the audit log never ask for it.
    pub fn billing_now(&self) -> OffsetDateTime {
        instant(self.billing_timestamp())
    }

    fn billing_timestamp(&self) -> Timestamp {
        let ahead = self.ahead.as_ref().map_or(0, |ahead| ahead.load(Ordering::Relaxed));
        Timestamp::now().saturating_add(jiff::SignedDuration::from_secs(ahead)).unwrap_or(Timestamp::MAX)
    }

    fn date_of(&self, moment: Timestamp) -> Date {
        let date = moment.to_zoned(self.zone.clone()).date();
        civil(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}

impl Hand {
    pub fn ahead(&self) -> Duration {
        Duration::seconds(self.0.load(Ordering::Relaxed))
    }

    /// Time only goes forwards.
    pub fn move_to(&self, ahead: Duration) {
        self.0.fetch_max(ahead.whole_seconds(), Ordering::Relaxed);
    }
}

fn instant(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(moment.as_second()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Both calendars are proleptic Gregorian, so the conversion cannot fail for a date a clock shows.
fn civil(year: i32, month: u8, day: u8) -> Date {
    Month::try_from(month)
        .and_then(|month| Date::from_calendar_date(year, month, day))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_moves_billing_without_the_hand_and_nobody_moves_it_back() {
        let world = Clock::in_zone("Europe/Brussels").expect("a zone");
        assert!((world.billing_now() - world.now()).whole_seconds().abs() <= 1);
        let mut clock = world.clone();
        let hand = clock.take_hand(Duration::days(3));
        let copy = clock.clone();
        hand.move_to(Duration::days(40));
        hand.move_to(Duration::days(1));
        assert_eq!(hand.ahead(), Duration::days(40));
        assert!((copy.billing_now() - copy.now() - Duration::days(40)).whole_seconds().abs() <= 1);
        assert!((world.billing_now() - world.now()).whole_seconds().abs() <= 1, "another clock stays");
    }
}
