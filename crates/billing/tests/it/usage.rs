use std::collections::BTreeMap;

use billing::usage::{Fact, Meter, Recorded, Resource, UsageError, What};
use billing::zone::Zones;
use domain::prorate::Span;
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};

use crate::{at, cases, copro, day, instants, nth, zone_histories};

fn began(key: &str, n: u8, when: &str) -> Fact {
    Fact { key: key.to_owned(), at: at(when), what: What::Began { copro: copro(n) } }
}

fn ended(key: &str, n: u8, when: &str) -> Fact {
    Fact { key: key.to_owned(), at: at(when), what: What::Ended { copro: copro(n) } }
}

fn meter(facts: impl IntoIterator<Item = Fact>) -> Meter {
    let mut meter = Meter::new(Zones::new("Europe/Brussels").expect("a zone"));
    record_all(&mut meter, facts);
    meter
}

fn record_all(meter: &mut Meter, facts: impl IntoIterator<Item = Fact>) {
    for fact in facts {
        meter.record(fact).expect("a fact");
    }
}

const MARCH: (&str, &str) = ("2026-03-01", "2026-03-31");

fn span((from, to): (&str, &str)) -> Span {
    Span { from: day(from), to: day(to) }
}

#[test]
fn a_copro_counts_on_the_days_that_begin_with_it() {
    // Since 23:30 of Brussels on the 9th; gone on the 20th at noon, the day of which began with it.
    let meter = meter([began("a", 1, "2026-03-09T22:30:00Z"), ended("b", 1, "2026-03-20T11:00:00Z")]);
    assert_eq!(meter.days_by_copro(span(MARCH)), BTreeMap::from([(copro(1), 11)]));
    assert_eq!(meter.copros_by_day(span(("2026-03-09", "2026-03-10"))), [0, 1]);
    assert_eq!(meter.copros_by_day(span(("2026-03-20", "2026-03-21"))), [1, 0]);
}

#[test]
fn added_and_removed_on_one_day_is_nothing() {
    // 29 March 2026 has 23 hours: from the first second after its midnight to the midnight after.
    let meter = meter([began("a", 1, "2026-03-28T23:00:01Z"), ended("b", 1, "2026-03-29T22:00:00Z")]);
    assert_eq!(meter.days_by_copro(span(MARCH)), BTreeMap::new());
    assert_eq!(meter.copros_by_day(span(MARCH)), [0; 31]);
}

#[test]
fn of_two_things_at_one_instant_the_end_counts() {
    let when = "2026-03-10T10:00:00Z";
    assert!(meter([began("a", 1, when), ended("b", 1, when)]).days_by_copro(span(MARCH)).is_empty());
}

#[test]
fn a_key_is_one_fact_for_ever() {
    let mut meter = meter([began("a", 1, "2025-03-10T10:00:00Z")]);
    assert_eq!(meter.record(began("a", 1, "2025-03-10T10:00:00Z")), Ok(Recorded::Known));
    let other = meter.record(began("a", 2, "2026-03-10T10:00:00Z"));
    assert_eq!(other, Err(UsageError::KeyReused("a".to_owned())));
    assert_eq!(meter.record(began("", 2, "2026-03-10T10:00:00Z")), Err(UsageError::Key));
}

#[test]
fn levels_stay_and_flows_pass() {
    let counted = |key: &str, when, resource, quantity| Fact {
        key: key.to_owned(),
        at: at(when),
        what: What::Counted { resource, quantity },
    };
    let mut meter = meter([
        counted("a", "2026-02-10T10:00:00Z", Resource::StorageBytes, 500),
        counted("b", "2026-03-10T10:00:00Z", Resource::StorageBytes, -200),
        counted("c", "2026-02-10T10:00:00Z", Resource::Mails, 5),
        counted("d", "2026-03-31T21:59:59Z", Resource::Mails, 7),
        counted("e", "2026-03-31T22:00:00Z", Resource::Mails, 11),
    ]);
    assert_eq!(meter.level(Resource::StorageBytes, day("2026-02-28")), 500);
    assert_eq!(meter.level(Resource::StorageBytes, day("2026-03-31")), 300);
    assert_eq!(meter.sum(Resource::Mails, span(MARCH)), 7);
    let unsent = counted("f", "2026-03-31T22:00:00Z", Resource::Mails, -1);
    assert_eq!(meter.record(unsent), Err(UsageError::Negative("f".to_owned())));
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let what = prop_oneof![
        3 => (0_u8..5).prop_map(|n| What::Began { copro: copro(n) }),
        2 => (0_u8..5).prop_map(|n| What::Ended { copro: copro(n) }),
        1 => (prop::sample::select(&Resource::ALL[..]), 0_i64..100)
            .prop_map(|(resource, quantity)| What::Counted { resource, quantity }),
    ];
    prop::collection::vec((instants(), what), 0..40).prop_map(|list| {
        let fact = |(n, (at, what))| Fact { key: format!("{n:03}"), at, what };
        list.into_iter().enumerate().map(fact).collect()
    })
}

/// Whether a copro is active at an instant, read from the facts alone.
fn active(facts: &[Fact], which: u8, when: OffsetDateTime) -> bool {
    let mine = facts.iter().filter_map(|fact| match fact.what {
        What::Began { copro: c } if c == copro(which) => Some((fact.at, false)),
        What::Ended { copro: c } if c == copro(which) => Some((fact.at, true)),
        _ => None,
    });
    mine.filter(|(at, _)| *at <= when).max().is_some_and(|(_, end)| !end)
}

proptest! {
    #![proptest_config(cases(60))]

    /// The roll-ups, kept in step with facts that come in any order and more than once, against a count from scratch.
    #[test]
    fn roll_ups_equal_the_count(
        zones in zone_histories(),
        (facts, arrivals) in facts().prop_flat_map(|facts| {
            let twice: Vec<Fact> = facts.iter().chain(facts.iter().step_by(3)).cloned().collect();
            (Just(facts), Just(twice).prop_shuffle())
        }),
        from in 0_i64..1_000,
    ) {
        let mut meter = Meter::new(zones.clone());
        record_all(&mut meter, arrivals);
        let span = Span { from: nth(from), to: nth(from + 92) };
        let mut by_copro = BTreeMap::new();
        let mut by_day = Vec::new();
        for n in from..=from + 92 {
            let midnight = zones.start_of(nth(n));
            let found: Vec<u8> = (0..5).filter(|which| active(&facts, *which, midnight)).collect();
            by_day.push(u32::try_from(found.len()).expect("few"));
            found.into_iter().for_each(|which| *by_copro.entry(copro(which)).or_insert(0_i64) += 1);
        }
        prop_assert_eq!(meter.copros_by_day(span), by_day);
        prop_assert_eq!(meter.days_by_copro(span), by_copro);
        for resource in Resource::ALL {
            let counted = facts.iter().filter_map(|fact| match fact.what {
                What::Counted { resource: r, quantity } if r == resource => Some((zones.day_of(fact.at), quantity)),
                _ => None,
            });
            let sum: i64 = counted.filter(|(day, _)| (span.from..=span.to).contains(day)).map(|(_, q)| q).sum();
            prop_assert_eq!(meter.sum(resource, span), sum);
        }
    }

    /// Whatever else happens, in any zone, on days of 23 and 25 hours and on days the firm moves.
    #[test]
    fn same_day_nets_to_zero(
        zones in zone_histories(),
        facts in facts(),
        when in instants(),
        (one, other) in (0_i64..=1_000, 0_i64..=1_000),
    ) {
        let mut meter = Meter::new(zones.clone());
        record_all(&mut meter, facts);
        let all = Span { from: nth(-5), to: nth(1_110) };
        let before = meter.copros_by_day(all);
        let today = zones.day_of(when);
        let (start, end) = (zones.start_of(today), zones.start_of(today.next_day().expect("a day")));
        // After the midnight of the day and up to the one after, in the right order.
        let inside = |part: i64| start + Duration::seconds(((end - start).whole_seconds() * part / 1_000).max(1));
        let (begin, finish) = (inside(one.min(other)), inside(one.max(other)));
        let fresh = copro(200);
        meter.record(Fact { key: "in".to_owned(), at: begin, what: What::Began { copro: fresh } }).expect("a fact");
        meter.record(Fact { key: "out".to_owned(), at: finish, what: What::Ended { copro: fresh } }).expect("a fact");
        prop_assert_eq!(meter.copros_by_day(all), before);
        prop_assert!(!meter.days_by_copro(all).contains_key(&fresh));
    }

    #[test]
    fn moving_reads_all_facts_again(first in zone_histories(), then in zone_histories(), facts in facts()) {
        let fold = |zones| {
            let mut meter = Meter::new(zones);
            record_all(&mut meter, facts.iter().cloned());
            meter
        };
        let all = Span { from: nth(-5), to: nth(1_110) };
        let moved = fold(first).in_zones(then.clone());
        prop_assert_eq!(moved.copros_by_day(all), fold(then).copros_by_day(all));
    }
}
