//! Movements of recurring revenue.

use billing::revenue::{Daily, Month, Movements, PhaseRevenue, by_phase, movements};
use domain::Cents;
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};
use uuid::Uuid;

fn daily(firm: u128, day: Date, copros: u32, price: i64) -> Daily {
    Daily { firm: Uuid::from_u128(firm).into(), day, copros, price_cents: Cents(price) }
}

#[test]
fn every_kind_of_movement_has_its_column() {
    let ends = [date!(2027 - 01 - 31), date!(2027 - 02 - 28), date!(2027 - 03 - 31)];
    let copros = [(1, [2, 3, 3]), (2, [5, 0, 4]), (3, [0, 1, 0]), (4, [4, 4, 1])];
    let days = copros.iter().flat_map(|(firm, months)| {
        months.iter().zip(ends).map(move |(copros, day)| daily(*firm, day, *copros, 1500))
    });
    let found = movements(days);
    let month = |month| found[&Month { year: 2027, month }];
    let copros = |n: i64| Cents(n * 1500);
    assert_eq!((month(1).new_cents, month(1).firms_new), (copros(11), 3));
    let expected = Movements {
        opening_cents: copros(11),
        new_cents: copros(1),
        expansion_cents: copros(1),
        churn_cents: copros(5),
        closing_cents: copros(8),
        firms_opening: 3,
        firms_new: 1,
        firms_churned: 1,
        firms_closing: 3,
        ..Movements::default()
    };
    assert_eq!(month(2), expected);
    assert_eq!((month(3).reactivation_cents, month(3).contraction_cents), (copros(4), copros(3)));
    assert_eq!(month(2).firm_churn_bp(), Some(3_333));
    assert_eq!(month(2).revenue_churn_bp(), Some(4_545));
    assert_eq!(month(2).retention_bp(), Some(6_363));
    assert_eq!(month(1).firm_churn_bp(), None);
}

#[test]
fn months_without_any_day_are_months_without_revenue() {
    let found =
        movements([daily(1, date!(2027 - 11 - 30), 1, 1500), daily(1, date!(2028 - 02 - 10), 1, 1500)]);
    let closing: Vec<i64> = found.values().map(|moved| moved.closing_cents.0).collect();
    assert_eq!(closing, [1500, 0, 0, 1500]);
}

#[test]
fn revenue_falls_into_the_phase_of_its_copros() {
    let months =
        [(100, Cents(1)), (1_500, Cents(2)), (1_501, Cents(4)), (20_000, Cents(8)), (5_000, Cents(16))];
    let phases = by_phase(&[1_500, 5_000, 15_000], &months);
    let found: Vec<(u32, i64)> = phases.iter().map(|phase| (phase.months, phase.revenue_cents.0)).collect();
    assert_eq!(found, [(2, 3), (2, 20), (0, 0), (1, 8)]);
    assert_eq!(by_phase(&[], &[]), [PhaseRevenue::default()]);
}

proptest! {
    #[test]
    fn movements_add_up_in_every_month(
        days in prop::collection::vec((0_u128..6, 0_i64..800, 0_u32..5, 0_i64..3000), 0..200),
        turn in any::<usize>(),
    ) {
        let at = |days| date!(2026 - 12 - 15) + Duration::days(days);
        let mut days: Vec<Daily> = days.iter().map(|(firm, day, n, price)| daily(*firm, at(*day), *n, *price)).collect();
        let found = movements(days.iter().copied());
        let mut before = Cents::ZERO;
        for moved in found.values() {
            prop_assert_eq!(moved.opening_cents, before);
            prop_assert_eq!(moved.change().0, moved.closing_cents.0 - moved.opening_cents.0);
            let firms = moved.firms_opening + moved.firms_new + moved.firms_reactivated - moved.firms_churned;
            prop_assert_eq!(firms, moved.firms_closing);
            before = moved.closing_cents;
        }
        if !days.is_empty() {
            let turn = turn % days.len();
            days.rotate_left(turn);
        }
        prop_assert_eq!(movements(days), found, "whatever order the days come in");
    }
}
