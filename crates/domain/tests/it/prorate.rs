use domain::Cents;
use domain::prorate::{ProrateError, add_months, days, due_dates, instalments, split_by_ends, split_until};
use proptest::prelude::*;
use serde::Deserialize;
use time::{Date, Duration};

use crate::day;

#[derive(Deserialize)]
struct Vectors {
    days: Vec<Days>,
    split_by_ends: Vec<Split>,
    instalments: Vec<Instalments>,
    due_dates: Vec<DueDates>,
}

#[derive(Deserialize)]
struct Days {
    from: Date,
    to: Date,
    days: i64,
}

#[derive(Deserialize)]
struct Split {
    name: String,
    total_cents: Cents,
    from: Date,
    to: Date,
    ends: Vec<Date>,
    expected_cents: Vec<Cents>,
}

#[derive(Deserialize)]
struct Instalments {
    total_cents: Cents,
    n: u8,
    expected_cents: Vec<Cents>,
}

#[derive(Deserialize)]
struct DueDates {
    first: Date,
    n: u8,
    expected: Vec<Date>,
}

#[test]
fn published_examples() {
    let json = include_str!("../../../../tests/data/vectors/prorate.json");
    let vectors: Vectors = serde_json::from_str(json).expect("the published examples");
    for case in vectors.days {
        assert_eq!(days(case.from, case.to), case.days);
    }
    for case in vectors.split_by_ends {
        let parts = split_by_ends(case.total_cents, case.from, case.to, &case.ends);
        assert_eq!(parts, Ok(case.expected_cents), "{}", case.name);
    }
    for case in vectors.instalments {
        assert_eq!(instalments(case.total_cents, case.n), case.expected_cents);
    }
    for case in vectors.due_dates {
        assert_eq!(due_dates(case.first, case.n), Some(case.expected));
    }
}

#[test]
fn refuses_periods_that_make_no_sense() {
    let (from, to) = (day("2026-01-01"), day("2026-12-31"));
    let split = |ends: &[&str]| {
        let ends: Vec<Date> = ends.iter().map(|end| day(end)).collect();
        split_by_ends(Cents(100), from, to, &ends)
    };
    assert_eq!(split(&[]), Err(ProrateError::Ends));
    assert_eq!(split(&["2026-06-30"]), Err(ProrateError::Ends), "does not reach the end");
    assert_eq!(split(&["2025-12-31", "2026-12-31"]), Err(ProrateError::Ends), "starts too early");
    assert_eq!(split(&["2026-06-30", "2026-06-30", "2026-12-31"]), Err(ProrateError::Ends));
    assert_eq!(split_by_ends(Cents(100), to, from, &[to]), Err(ProrateError::Reversed));
    assert_eq!(split_until(Cents(100), to, from, to), Err(ProrateError::Reversed));
}

#[test]
fn edges() {
    assert_eq!(instalments(Cents(100), 0), [Cents(100)], "money never vanishes");
    assert_eq!(add_months(Date::MAX, 1), None);
    assert_eq!(due_dates(Date::MAX, 2), None);
    assert_eq!(add_months(day("2024-02-29"), 12), Some(day("2025-02-28")));
    let whole = split_until(Cents(i64::MIN), Date::MIN, Date::MAX, Date::MAX);
    assert_eq!(whole, Ok(Cents(i64::MIN)));
}

proptest! {
    #[test]
    fn instalments_add_up(total in any::<i64>(), n in 1_u8..=60) {
        let parts = instalments(Cents(total), n);
        prop_assert_eq!(parts.len(), usize::from(n));
        prop_assert_eq!(parts.iter().map(|part| i128::from(part.0)).sum::<i128>(), i128::from(total));
        let (least, most) = (parts.iter().min(), parts.iter().max());
        prop_assert!(most.zip(least).is_some_and(|(most, least)| most.0 - least.0 <= 1));
    }

    #[test]
    fn splits_telescope(total in any::<i64>(), length in 1_i64..4_000, cuts in prop::collection::btree_set(0_i64..4_000, 0..20)) {
        let from = day("2020-01-01");
        let to = from + Duration::days(length - 1);
        let mut ends: Vec<Date> =
            cuts.into_iter().filter(|cut| *cut < length - 1).map(|cut| from + Duration::days(cut)).collect();
        ends.push(to);
        let parts = split_by_ends(Cents(total), from, to, &ends).expect("parts");
        prop_assert_eq!(parts.iter().map(|part| i128::from(part.0)).sum::<i128>(), i128::from(total));
        prop_assert!(parts.iter().all(|part| part.0 == 0 || part.is_negative() == (total < 0)));
    }

    #[test]
    fn months_keep_the_day_or_take_the_last(offset in 0_i64..20_000, months in 0_u32..600) {
        let date = day("1990-01-01") + Duration::days(offset);
        let later = add_months(date, months).expect("a date");
        let elapsed = (later.year() - date.year()) * 12 + i32::from(u8::from(later.month()))
            - i32::from(u8::from(date.month()));
        prop_assert_eq!(elapsed, i32::try_from(months).expect("few months"));
        prop_assert!(later.day() == date.day() || later.day() == later.month().length(later.year()));
    }
}
