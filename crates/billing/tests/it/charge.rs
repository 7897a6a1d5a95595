use std::collections::BTreeMap;

use billing::catalogue::{Coupon, Off, Tariff};
use billing::charge::{Basis, Charge, ChargeError, Commitment, ItemKind, annual, by_copro, charge};
use billing::period::Anchor;
use billing::steps::Steps;
use domain::Cents;
use domain::prorate::Span;
use proptest::prelude::*;

use crate::{cases, copro, day, nth, tariffs};

fn flat(plan: &str, cents: i64) -> Tariff {
    let (plan, version) = (plan.to_owned(), "2023-01".to_owned());
    Tariff { plan, version, price_cents: Cents(cents), tiers: Vec::new() }
}

fn coupon(code: &str, off: Off) -> Coupon {
    Coupon { code: code.to_owned(), off, months: 1, from: day("2023-01-01"), to: day("2030-01-01") }
}

/// Everything a price depends on, owned.
#[derive(Clone, Debug)]
struct Case {
    period: Span,
    copros: Vec<u32>,
    tariffs: Steps<Option<Tariff>>,
    committed: Steps<Option<Commitment>>,
    coupons: Vec<Coupon>,
}

impl Case {
    fn of(from: &str, to: &str, copros: &[u32], tariff: Tariff) -> Self {
        let period = Span { from: day(from), to: day(to) };
        let mut tariffs = Steps::default();
        tariffs.set(day("2023-01-01"), Some(tariff));
        let mut copros = copros.to_vec();
        let last = copros.last().copied().unwrap_or_default();
        copros.resize(usize::try_from(period.days()).expect("days"), last);
        Self { period, copros, tariffs, committed: Steps::default(), coupons: Vec::new() }
    }

    fn charge(&self, part: Span) -> Result<Charge, ChargeError> {
        let Self { period, copros, tariffs, committed, coupons } = self;
        charge(&Basis { period: *period, copros, tariffs, committed, coupons }, part)
    }

    fn whole(&self) -> Charge {
        self.charge(self.period).expect("a charge")
    }
}

#[test]
fn a_full_month_costs_the_price() {
    let case = Case::of("2026-02-01", "2026-02-28", &[50], flat("standard", 1_500));
    let charge = case.whole();
    assert_eq!(charge.net(), Cents(75_000));
    assert_eq!((charge.lines[0].quantity, charge.lines[0].base), (1_400, 28));
}

/// One copro more on 16 October: by days 16 of 31, whatever the clocks did.
#[test]
fn a_copro_more_from_the_sixteenth() {
    let mut copros = [10; 31];
    copros[15..].fill(11);
    let case = Case::of("2026-10-01", "2026-10-31", &copros, flat("standard", 1_500));
    assert_eq!(case.whole().net(), Cents(15_774), "15 000 and 774.19");
}

#[test]
fn a_plan_changes_inside_the_period() {
    let mut case = Case::of("2026-04-01", "2026-04-30", &[7], flat("standard", 1_500));
    case.tariffs.set(day("2026-04-11"), Some(flat("plus", 2_000)));
    case.tariffs.set(day("2026-04-29"), None);
    let lines = case.whole().lines;
    let told = lines.iter().map(|l| (l.item.plan.as_str(), l.quantity, l.net.0, l.span.from, l.span.to));
    let expected = [
        ("plus", 126, 8_400, day("2026-04-11"), day("2026-04-28")),
        ("standard", 70, 3_500, day("2026-04-01"), day("2026-04-10")),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn nothing_used_is_no_line() {
    assert_eq!(
        Case::of("2026-04-01", "2026-04-30", &[0], flat("standard", 1_500)).whole(),
        Charge::default()
    );
}

#[test]
fn what_is_paid_ahead_is_not_asked_again() {
    let mut case = Case::of("2026-04-01", "2026-04-30", &[12], flat("standard", 1_500));
    let commitment = Commitment { copros: 10, tariff: flat("standard", 1_500), discount_basis_points: 1_000 };
    case.committed.set(day("2026-04-01"), Some(commitment.clone()));
    assert_eq!(case.whole().net(), Cents(3_000), "two copros more than committed");
    case.copros.fill(8);
    assert_eq!(case.whole(), Charge::default());
    // Plus from the middle on: 10 × 5 € more for half the month, and what is beyond the commitment.
    case.copros.fill(12);
    case.tariffs.set(day("2026-04-16"), Some(flat("plus", 2_000)));
    let charge = case.whole();
    let supplement = charge.lines.iter().find(|line| line.item.kind == ItemKind::Supplement).expect("a line");
    assert_eq!((supplement.quantity, supplement.net), (150, Cents(2_500)));
    assert_eq!(charge.net(), Cents(2_500 + 1_500 + 2_000));

    let year = Anchor::of(day("2026-04-01")).months_from(day("2026-04-01"), 12).expect("a year");
    let ahead = annual(&commitment, year).expect("a charge");
    assert_eq!((ahead.gross(), ahead.net()), (Cents(180_000), Cents(162_000)));
}

#[test]
fn refuses_what_makes_no_sense() {
    let mut case = Case::of("2026-04-01", "2026-04-30", &[1], flat("standard", 1_500));
    let outside = Span { from: day("2026-04-01"), to: day("2026-05-01") };
    assert_eq!(case.charge(outside), Err(ChargeError::OutsidePeriod));
    case.copros.pop();
    assert_eq!(case.charge(case.period), Err(ChargeError::Days));
    case.copros.push(1_000_001);
    assert_eq!(case.charge(case.period), Err(ChargeError::TooManyCopros));
}

fn coupons() -> impl Strategy<Value = Vec<Coupon>> {
    let percent = (1_u32..=10_000).prop_map(|share| coupon("SHARE", Off::Percent(share)));
    let amount = (1_i64..20_000).prop_map(|cents| coupon("FIXED", Off::Amount(Cents(cents))));
    prop::collection::vec(prop_oneof![percent, amount], 0..3)
}

/// A period of any anchor with days of any use, changes of plan, copros that are paid ahead, coupons.
fn any_case() -> impl Strategy<Value = Case> {
    let anchor = prop_oneof![1_u8..=31, 28_u8..=31];
    let copros = prop::collection::vec(0_u32..60, 31);
    let plans = prop::collection::vec((0_i64..31, prop::option::weighted(0.8, tariffs())), 0..3);
    let committed = prop::option::of((0_i64..31, 0_u32..40, tariffs()));
    ((anchor, 0_i64..1_100), copros, tariffs(), plans, committed, coupons()).prop_map(
        |((anchor, when), mut copros, first, plans, committed, coupons)| {
            let period = Anchor::new(anchor).ok().and_then(|a| a.period_of(nth(when))).expect("a period");
            copros.truncate(usize::try_from(period.days()).expect("days"));
            let mut tariffs = Steps::default();
            tariffs.set(period.from, Some(first));
            let on = |n: i64| period.from + time::Duration::days(n);
            plans.into_iter().for_each(|(n, plan)| tariffs.set(on(n), plan));
            let mut ahead = Steps::default();
            if let Some((n, copros, tariff)) = committed {
                ahead.set(on(n), Some(Commitment { copros, tariff, discount_basis_points: 1_000 }));
            }
            Case { period, copros, tariffs, committed: ahead, coupons }
        },
    )
}

/// The price of a period × its days, copro by copro and day by day.
fn exact(case: &Case) -> i128 {
    let mut sum = 0;
    for (n, copros) in (0..).zip(&case.copros) {
        let on = case.period.from + time::Duration::days(n);
        let Some(Some(tariff)) = case.tariffs.at(on) else { continue };
        let ahead = case.committed.at(on).and_then(Option::as_ref);
        for nth in 1..=*copros {
            let paid = ahead.filter(|c| nth <= c.copros).map_or(0, |c| c.tariff.price_of(nth).0);
            sum += i128::from((tariff.price_of(nth).0 - paid).max(0));
        }
    }
    sum
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn one_rounding_of_the_exact_price(case in any_case()) {
        let charge = case.whole();
        let days = i128::from(case.period.days());
        prop_assert_eq!(i128::from(charge.gross().0), (exact(&case) * 2 + days) / (days * 2));
        for line in &charge.lines {
            let off: i64 = line.allowances.iter().map(|rebate| rebate.cents.0).sum();
            prop_assert_eq!(line.net.0, line.gross.0 - off);
            prop_assert!(line.net.0 >= 0 && line.quantity > 0 && line.base == case.period.days());
            let own = i128::from(line.item.price.0) * i128::from(line.quantity);
            prop_assert!((i128::from(line.gross.0) * days - own).abs() < 2 * days, "{:?}", line);
        }
    }

    /// Cut anywhere, into as many parts as one likes: the parts are what the whole is, coupons included.
    #[test]
    fn parts_add_up_to_the_whole(case in any_case(), cuts in prop::collection::btree_set(0_i64..30, 0..6)) {
        let whole = case.whole();
        let mut ends: Vec<_> = cuts.into_iter().map(|n| case.period.from + time::Duration::days(n)).collect();
        ends.retain(|end| *end < case.period.to);
        ends.push(case.period.to);
        let (mut from, mut gross, mut net) = (case.period.from, 0, 0);
        let (mut off, mut days) = (BTreeMap::new(), BTreeMap::new());
        for to in ends {
            let part = case.charge(Span { from, to }).expect("a part");
            for line in &part.lines {
                prop_assert!(line.net.0 >= 0 && line.span.from >= from && line.span.to <= to);
                *days.entry(line.item.clone()).or_insert(0) += line.quantity;
                for rebate in &line.allowances {
                    prop_assert!(rebate.cents.is_positive());
                    *off.entry(rebate.key.clone()).or_insert(0) += rebate.cents.0;
                }
            }
            (gross, net) = (gross + part.gross().0, net + part.net().0);
            from = to.next_day().expect("a day");
        }
        prop_assert_eq!((Cents(gross), Cents(net)), (whole.gross(), whole.net()));
        let mut all_off = BTreeMap::new();
        for line in &whole.lines {
            prop_assert_eq!(days.get(&line.item), Some(&line.quantity));
            for rebate in &line.allowances {
                *all_off.entry(rebate.key.clone()).or_insert(0) += rebate.cents.0;
            }
        }
        prop_assert_eq!(off, all_off);
    }

    #[test]
    fn ahead_costs_twelve_months_less_the_discount(tariff in tariffs(), copros in 1_u32..60, share in 0_u32..=10_000) {
        let year = Span { from: day("2024-02-29"), to: day("2025-02-27") };
        let commitment = Commitment { copros, tariff: tariff.clone(), discount_basis_points: share };
        let charge = annual(&commitment, year).expect("a charge");
        let gross = tariff.month(copros).0 * 12;
        prop_assert_eq!(charge.gross(), Cents(gross));
        prop_assert_eq!(charge.net().0, gross - (gross * i64::from(share) + 5_000) / 10_000);
    }

    #[test]
    fn copros_bear_their_days(amount in 0_i64..1_000_000, days in prop::collection::btree_map(0_u8..50, 1_i64..31, 1..30)) {
        let days: BTreeMap<_, _> = days.into_iter().map(|(n, days)| (copro(n), days)).collect();
        let parts = by_copro(Cents(amount), &days, "2026-000001").expect("parts");
        prop_assert_eq!(parts.iter().map(|(_, cents)| cents.0).sum::<i64>(), amount);
    }
}
