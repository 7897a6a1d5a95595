use domain::OwnerId;
use domain::ownership::{Member, Period, Right, Timeline, TimelineError, validate_members};
use proptest::prelude::*;
use time::{Date, Duration};

use crate::{codes, day, id};

fn period(owner: u128, from: &str, to: Option<&str>) -> Period {
    Period { owner: id(owner), valid_from: day(from), valid_to: to.map(day) }
}

fn sold_once() -> Timeline {
    let periods = vec![period(2, "2026-03-15", None), period(1, "2020-01-01", Some("2026-03-14"))];
    Timeline::new(periods).expect("a history")
}

#[test]
fn histories_have_neither_gap_nor_overlap() {
    let history = |periods: Vec<Period>| Timeline::new(periods).err();
    let first = period(1, "2020-01-01", Some("2020-12-31"));
    assert_eq!(history(vec![first, period(2, "2021-01-01", None)]), None);
    assert_eq!(
        history(vec![first, period(2, "2021-01-02", None)]),
        Some(TimelineError::Gap { free_from: day("2021-01-01") })
    );
    assert_eq!(
        history(vec![first, period(2, "2020-12-31", None)]),
        Some(TimelineError::Overlap { on: day("2020-12-31") })
    );
    assert_eq!(
        history(vec![period(1, "2020-01-01", None), period(2, "2021-01-01", None)]),
        Some(TimelineError::Overlap { on: day("2021-01-01") })
    );
    assert_eq!(
        history(vec![period(1, "2020-01-02", Some("2020-01-01"))]),
        Some(TimelineError::Reversed { from: day("2020-01-02") })
    );
}

#[test]
fn the_seller_owns_through_the_day_before() {
    let timeline = sold_once();
    assert_eq!(timeline.owner_on(day("2026-03-14")), Some(id(1)));
    assert_eq!(timeline.owner_on(day("2026-03-15")), Some(id(2)));
    assert_eq!(timeline.owner_on(day("2019-12-31")), None);
    let over = timeline.owners_over(day("2026-01-01"), day("2026-12-31"));
    assert_eq!(over, [(id(1), 73), (id(2), 292)]);
}

#[test]
fn a_sale_ends_one_period_and_starts_another() {
    let sale = sold_once().transfer(id(3), day("2026-09-01")).expect("a sale");
    assert_eq!(sale.ended, Some(period(2, "2026-03-15", Some("2026-08-31"))));
    assert_eq!(sale.started, period(3, "2026-09-01", None));
    assert_eq!(sale.timeline.periods().len(), 3);
    let first = Timeline::default().transfer(id(1), day("2026-01-01")).expect("a first owner");
    assert_eq!((first.ended, first.timeline.periods()), (None, &[first.started][..]));
}

#[test]
fn impossible_sales_are_refused() {
    let timeline = sold_once();
    let bought_on = day("2026-03-15");
    let refused = |owner: u128, on: &str| timeline.transfer(id(owner), day(on)).err();
    assert_eq!(refused(3, "2026-03-15"), Some(TimelineError::SoldBeforeBought { bought_on }));
    assert_eq!(refused(3, "2021-01-01"), Some(TimelineError::SoldBeforeBought { bought_on }));
    assert_eq!(refused(2, "2026-09-01"), Some(TimelineError::SameOwner));
    let closed = Timeline::new(vec![period(1, "2020-01-01", Some("2020-12-31"))]).expect("a history");
    assert_eq!(
        closed.transfer(id(2), day("2021-02-01")).err(),
        Some(TimelineError::Gap { free_from: day("2021-01-01") })
    );
    assert_eq!(closed.transfer(id(2), day("2021-01-01")).map(|sale| sale.ended), Ok(None));
    assert_eq!(closed.transfer(id(1), day("2021-01-01")).map(|sale| sale.ended), Ok(None));
    let inside = closed.transfer(id(2), day("2020-06-01")).err();
    assert_eq!(inside, Some(TimelineError::Overlap { on: day("2020-06-01") }));
}

#[test]
fn timeline_errors_become_violations_with_their_dates() {
    let wrong = TimelineError::SoldBeforeBought { bought_on: day("2026-03-15") }.violation("valid_from");
    assert_eq!((wrong.code, wrong.args.len()), ("sold-before-bought", 1));
}

#[test]
fn an_owner_who_comes_back_is_counted_once() {
    let periods = vec![
        period(1, "2026-01-01", Some("2026-01-10")),
        period(2, "2026-01-11", Some("2026-01-20")),
        period(1, "2026-01-21", None),
    ];
    let timeline = Timeline::new(periods).expect("a history");
    let over = timeline.owners_over(day("2026-01-01"), day("2026-01-31"));
    assert_eq!(over, [(id(1), 21), (id(2), 10)]);
    assert_eq!(timeline.owners_over(day("2025-01-01"), day("2025-12-31")), []);
}

fn members(list: &[(Right, i64, i64)]) -> Vec<Member> {
    list.iter()
        .map(|(right, numerator, denominator)| Member {
            right: *right,
            numerator: *numerator,
            denominator: *denominator,
        })
        .collect()
}

#[test]
fn rights_must_make_one_whole() {
    use Right::{Bare, Full, Usufruct};
    let check = |list: &[(Right, i64, i64)]| codes(validate_members(&members(list)));
    let none: [&str; 0] = [];
    assert_eq!(check(&[(Full, 1, 1)]), none);
    assert_eq!(check(&[(Full, 1, 3), (Full, 2, 6), (Full, 333_333, 999_999)]), none, "three thirds are one");
    assert_eq!(check(&[(Usufruct, 1, 1), (Bare, 1, 2), (Bare, 1, 2)]), none);
    // A widow: half in full, usufruct of the other half, whose bare ownership the children hold.
    assert_eq!(check(&[(Full, 1, 2), (Usufruct, 1, 2), (Bare, 1, 4), (Bare, 1, 4)]), none);
    assert_eq!(check(&[(Full, 1, 2), (Full, 1, 3)]), [": ownership-not-whole"]);
    assert_eq!(check(&[(Full, 1, 2), (Full, 2, 3)]), [": ownership-not-whole"]);
    assert_eq!(check(&[(Usufruct, 1, 1)]), [": bare-not-whole"]);
    assert_eq!(check(&[(Bare, 1, 1)]), [": usufruct-not-whole"]);
    assert_eq!(check(&[(Full, 1, 1), (Usufruct, 1, 2)]), [": usufruct-not-whole"]);
    assert_eq!(check(&[]), [": list-empty", ": bare-not-whole"][..1]);
    assert_eq!(check(&[(Full, 0, 1)]), ["0.numerator: fraction-invalid"]);
    assert_eq!(check(&[(Full, 3, 2)]), ["0.numerator: fraction-invalid"]);
    assert_eq!(check(&[(Full, 1, 0)]), ["0.numerator: fraction-invalid"]);
    assert_eq!(check(&[(Full, 1, 100); 100]), [": list-too-long"]);
}

#[test]
fn fractions_without_a_common_denominator_are_refused_not_rounded() {
    let primes = [999_983, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917, 999_907];
    let list: Vec<(Right, i64, i64)> = primes.iter().map(|prime| (Right::Full, 1, *prime)).collect();
    assert_eq!(codes(validate_members(&members(&list))), [": fractions-too-varied"]);
}

proptest! {
    #[test]
    fn sales_keep_the_history_whole(sales in prop::collection::vec((0_u128..4, 1_i64..900), 1..30)) {
        let mut on = day("1990-01-01");
        let mut timeline = Timeline::default();
        for (owner, later) in sales {
            on += Duration::days(later);
            match timeline.transfer(id(owner), on) {
                Ok(sale) => timeline = sale.timeline,
                Err(error) => prop_assert_eq!(error, TimelineError::SameOwner),
            }
        }
        prop_assert_eq!(Timeline::new(timeline.periods().to_vec()), Ok(timeline.clone()));
        let first = timeline.periods()[0].valid_from;
        let to = on + Duration::days(400);
        let owned: i64 = timeline.owners_over(first, to).iter().map(|(_, days)| days).sum();
        prop_assert_eq!(owned, domain::prorate::days(first, to));
        prop_assert!(timeline.owner_on(to).is_some());
    }

    #[test]
    fn days_owned_are_the_days_counted_one_by_one(cuts in prop::collection::btree_set(1_i64..200, 0..6), from in 0_i64..250, length in 0_i64..100) {
        let start = day("2026-01-01");
        let mut timeline = Timeline::default().transfer(id(0), start).expect("an owner").timeline;
        for (n, cut) in cuts.into_iter().enumerate() {
            let owner: OwnerId = id(1 + n as u128 % 3);
            if let Ok(sale) = timeline.transfer(owner, start + Duration::days(cut)) {
                timeline = sale.timeline;
            }
        }
        let (from, to) = (start + Duration::days(from - 20), start + Duration::days(from - 20 + length));
        let over = timeline.owners_over(from, to);
        let mut on = from;
        let mut counted = std::collections::BTreeMap::<OwnerId, i64>::new();
        while on <= to {
            timeline.owner_on(on).into_iter().for_each(|owner| *counted.entry(owner).or_default() += 1);
            on = on.next_day().unwrap_or(Date::MAX);
        }
        prop_assert_eq!(counted, over.into_iter().collect());
    }
}
