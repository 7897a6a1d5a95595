use billing::period::Anchor;
use domain::prorate::Span;
use proptest::prelude::*;

use crate::{cases, day, nth};

#[test]
fn a_month_without_the_day_begins_its_period_on_its_last() {
    let mut period = Anchor::of(day("2024-01-31")).period_of(day("2024-01-31"));
    let begins = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"];
    for pair in begins.windows(2) {
        let expected = Span { from: day(pair[0]), to: day(pair[1]).previous_day().expect("a day") };
        assert_eq!(period, Some(expected));
        period = period.and_then(|period| Anchor::of(day("2024-01-31")).next(period));
    }
    let common = Anchor::of(day("2023-01-31")).period_of(day("2023-02-28"));
    assert_eq!(common, Some(Span { from: day("2023-02-28"), to: day("2023-03-30") }));
}

#[test]
fn only_days_of_a_month_are_anchors() {
    assert!(Anchor::new(0).is_err() && Anchor::new(32).is_err());
    assert!(serde_json::from_str::<Anchor>("31").is_ok() && serde_json::from_str::<Anchor>("0").is_err());
    assert_eq!(Anchor::of(time::Date::MAX).period_of(time::Date::MAX), None, "the calendar ends");
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn periods_tile(anchor in prop_oneof![1_u8..=31, 28_u8..=31], start in -9_000_i64..9_000) {
        let anchor = Anchor::new(anchor).expect("an anchor");
        let first = anchor.period_of(nth(start)).expect("a period");
        prop_assert!((first.from..=first.to).contains(&nth(start)));
        let mut period = first;
        for months in 1_u32..=50 {
            prop_assert_eq!(anchor.months_from(first.from, months).map(|span| span.to), Some(period.to));
            let length = period.from.month().length(period.from.year());
            prop_assert_eq!(period.from.day(), anchor.day().min(length));
            prop_assert!((28..=31).contains(&period.days()), "{:?}", period);
            let mut inside = period.from;
            while inside <= period.to {
                prop_assert_eq!(anchor.period_of(inside), Some(period), "each day is in one period");
                inside = inside.next_day().expect("a day");
            }
            let next = anchor.next(period).expect("a period");
            prop_assert_eq!(Some(next.from), period.to.next_day());
            period = next;
        }
    }
}
