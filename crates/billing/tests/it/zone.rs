use billing::zone::{ZoneError, Zones};
use domain::prorate::Span;
use proptest::prelude::*;

use crate::{at, cases, day, instants, nth, zone_histories};

#[test]
fn brussels_has_months_of_743_and_745_hours_and_days_all_the_same() {
    let zones = Zones::new("Europe/Brussels").expect("a zone");
    let hours = |from, to| zones.seconds(Span { from: day(from), to: day(to) }) / 3_600;
    assert_eq!(hours("2026-03-01", "2026-03-31"), 743);
    assert_eq!(hours("2026-10-01", "2026-10-31"), 745);
    assert_eq!(zones.start_of(day("2026-03-29")), at("2026-03-28T23:00:00Z"));
    assert_eq!(zones.start_of(day("2026-03-30")), at("2026-03-29T22:00:00Z"));
    // The hour that comes twice: both of it are the same day.
    assert_eq!(zones.day_of(at("2026-10-25T00:30:00Z")), day("2026-10-25"));
    assert_eq!(zones.day_of(at("2026-10-25T01:30:00Z")), day("2026-10-25"));
}

#[test]
fn midnights_that_do_not_exist() {
    // Beirut moves its clocks at midnight; Apia had no 30 December 2011.
    let beirut = Zones::new("Asia/Beirut").expect("a zone");
    assert_eq!(beirut.start_of(day("2025-03-30")), at("2025-03-29T22:00:00Z"));
    let apia = Zones::new("Pacific/Apia").expect("a zone");
    assert_eq!(apia.start_of(day("2011-12-30")), apia.start_of(day("2011-12-31")));
    assert_eq!(apia.seconds(Span { from: day("2011-12-30"), to: day("2011-12-30") }), 0);
}

#[test]
fn moving_across_the_date_line_begins_no_day_before_the_one_before() {
    let mut zones = Zones::new("Etc/GMT+12").expect("a zone");
    zones.moved(day("2026-05-10"), "Pacific/Kiritimati").expect("a zone");
    assert_eq!(zones.start_of(day("2026-05-09")), at("2026-05-09T12:00:00Z"));
    assert_eq!(zones.start_of(day("2026-05-10")), at("2026-05-09T12:00:00Z"), "not two hours earlier");
    assert_eq!(zones.start_of(day("2026-05-11")), at("2026-05-10T10:00:00Z"));
}

#[test]
fn zones_have_names_of_the_list() {
    assert_eq!(Zones::new("Europe/Brussel"), Err(ZoneError::Unknown("Europe/Brussel".to_owned())));
    let mut zones = Zones::new("Europe/Brussels").expect("a zone");
    (0..200).for_each(|n| zones.moved(nth(n), "Asia/Kolkata").expect("room"));
    assert_eq!(zones.moved(nth(200), "Asia/Kolkata"), Err(ZoneError::TooMany));
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn days_follow_each_other_whatever_the_firm_does(zones in zone_histories(), from in 0_i64..1_000) {
        for n in from..from + 60 {
            let (this, next) = (zones.start_of(nth(n)), zones.start_of(nth(n + 1)));
            prop_assert!(this <= next, "{} begins before the day before", nth(n + 1));
            if this < next {
                prop_assert_eq!(zones.day_of(this), nth(n));
                prop_assert_eq!(zones.day_of(next - time::Duration::seconds(1)), nth(n));
            }
        }
        let whole = zones.seconds(Span { from: nth(from), to: nth(from + 59) });
        let parts = (from..from + 60).map(|n| zones.seconds(Span { from: nth(n), to: nth(n) }));
        prop_assert_eq!(parts.sum::<i64>(), whole, "no second is in two days or in none");
    }

    #[test]
    fn a_change_counts_from_the_next_midnight(zones in zone_histories(), at in instants()) {
        let from = zones.counts_from(at);
        prop_assert!(zones.start_of(from) >= at);
        prop_assert!(zones.start_of(from.previous_day().expect("a day")) < at);
        let today = zones.day_of(at);
        prop_assert!(zones.start_of(today) <= at);
        prop_assert!(zones.start_of(today.next_day().expect("a day")) > at);
    }
}
