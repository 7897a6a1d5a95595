use domain::allocate::TieSeed;
use domain::call::{CallKind, CallLot, NewCall, plan};
use domain::chart::{Chart, account};
use domain::ledger::Line;
use domain::{Cents, OwnerId};
use proptest::prelude::*;

use crate::{codes, day, id};

fn call(total: i64, instalments: i64) -> NewCall {
    NewCall {
        kind: CallKind::WorkingFund,
        title: "Fonds de roulement 2026".to_owned(),
        key_id: id(1),
        total_cents: Cents(total),
        issued_on: day("2026-01-05"),
        due_on: day("2026-01-31"),
        instalments,
    }
}

fn lot(n: u128, code: &str, weight: i64, owner: Option<u128>) -> CallLot<'_> {
    CallLot { lot_id: id(n), code, weight, owner: owner.map(id) }
}

#[test]
fn calls_are_checked() {
    assert_eq!(call(100, 12).validate(), Ok(()));
    let wrong = NewCall { title: String::new(), due_on: day("2026-01-04"), ..call(0, 13) };
    let expected = [
        "title: required",
        "total_cents: amount-not-positive",
        "due_on: due-before-issued",
        "instalments: instalments-out-of-range",
    ];
    assert_eq!(codes(wrong.validate()), expected);
    for count in [0, -1, i64::MAX] {
        assert_eq!(codes(call(1, count).validate()), ["instalments: instalments-out-of-range"]);
    }
    let json = r#"{"kind":"reserve_fund","title":"x","key_id":"00000000-0000-0000-0000-000000000001",
        "total_cents":5,"issued_on":"2026-01-05","due_on":"2026-01-31"}"#;
    assert_eq!(serde_json::from_str::<NewCall>(json).expect("a call").instalments, 1);
}

#[test]
fn each_kind_has_its_accounts() {
    let accounts = CallKind::ALL.map(|kind| (kind.owner_account(), kind.credited_account()));
    let expected = [("41010", "10000"), ("41000", "16000"), ("41010", "70100"), ("41010", "70200")];
    assert_eq!(accounts, expected);
    let postable = |code| Chart::be_acp().get(code).is_some_and(|account| account.postable);
    assert!(accounts.iter().all(|(owner, credited)| postable(owner) && postable(credited)));
}

#[test]
fn lots_are_summed_per_owner() {
    let lots = [
        lot(1, "A1", 600, Some(7)),
        lot(2, "A2", 350, Some(8)),
        lot(3, "G1", 50, Some(7)),
        lot(4, "P1", 0, None),
    ];
    let plan = plan(&call(100_000, 3), &lots, TieSeed::LISTED).expect("a plan");
    let owners: Vec<(OwnerId, i64, usize)> =
        plan.owners.iter().map(|o| (o.owner_id, o.amount_cents.0, o.lots.len())).collect();
    assert_eq!(owners, [(id(7), 65_000, 2), (id(8), 35_000, 1)]);
    assert_eq!(plan.owners[0].instalments, [21_667, 21_666, 21_667].map(Cents));
    let due: Vec<(time::Date, i64)> = plan.due_dates.iter().map(|d| (d.on, d.amount_cents.0)).collect();
    assert_eq!(due, [(day("2026-01-31"), 33_334), (day("2026-02-28"), 33_332), (day("2026-03-31"), 33_334)]);
    let lines: Vec<(&str, Option<OwnerId>, i64)> =
        plan.posting.lines().iter().map(|l| (l.account.as_str(), l.owner, l.amount.0)).collect();
    let expected = [
        (account::OWNERS_WORKING, Some(id(7)), 65_000),
        (account::OWNERS_WORKING, Some(id(8)), 35_000),
        (account::WORKING_FUND, None, -100_000),
    ];
    assert_eq!(lines, expected);
    assert_eq!(
        (plan.posting.date(), plan.posting.description()),
        (day("2026-01-05"), "Fonds de roulement 2026")
    );
}

#[test]
fn owners_with_nothing_to_pay_get_no_notice() {
    let lots = [lot(1, "A1", 1, Some(7)), lot(2, "A2", 1, Some(8)), lot(3, "A3", 1, Some(9))];
    let plan = plan(&call(2, 1), &lots, TieSeed::LISTED).expect("a plan");
    assert_eq!(plan.owners.len(), 2);
    assert_eq!(plan.posting.lines().len(), 3);
}

#[test]
fn every_lot_needs_an_owner_on_the_due_date() {
    let lots = [lot(1, "A1", 1, None), lot(2, "A2", 1, Some(8)), lot(3, "A3", 1, None)];
    let wrong = plan(&call(100, 1), &lots, TieSeed::LISTED).expect_err("violations");
    assert_eq!(codes(Err::<(), _>(wrong.clone())), ["key_id: lot-without-owner"; 2]);
    assert_eq!(wrong[1].args[0], ("lot", "A3".into()));
    assert_eq!(codes(plan(&call(100, 1), &[], TieSeed::LISTED)), ["key_id: no-weight"]);
    assert_eq!(codes(plan(&call(0, 1), &lots, TieSeed::LISTED)), ["total_cents: amount-not-positive"]);
}

proptest! {
    #[test]
    fn plans_are_exact_in_every_direction(
        total in 1_i64..10_000_000,
        count in 1_i64..=12,
        weights in prop::collection::vec((0_i64..500, 0_u128..20), 1..60),
        document in ".{0,8}",
    ) {
        prop_assume!(weights.iter().any(|(weight, _)| *weight > 0));
        let codes: Vec<String> = (0..weights.len()).map(|n| format!("L{n}")).collect();
        let lots: Vec<CallLot<'_>> = weights
            .iter()
            .enumerate()
            .map(|(n, (weight, owner))| lot(n as u128, &codes[n], *weight, Some(*owner)))
            .collect();
        let plan = plan(&call(total, count), &lots, TieSeed::from_text(&document)).expect("a plan");
        let sum = |amounts: Vec<Cents>| Cents::sum(amounts).expect("a sum");
        prop_assert_eq!(sum(plan.owners.iter().map(|o| o.amount_cents).collect()), Cents(total));
        prop_assert_eq!(sum(plan.due_dates.iter().map(|d| d.amount_cents).collect()), Cents(total));
        prop_assert_eq!(plan.due_dates.len(), usize::try_from(count).expect("few"));
        for owner in &plan.owners {
            prop_assert!(owner.amount_cents.is_positive());
            prop_assert_eq!(sum(owner.lots.iter().map(|l| l.amount_cents).collect()), owner.amount_cents);
            prop_assert_eq!(sum(owner.instalments.clone()), owner.amount_cents);
            prop_assert_eq!(owner.instalments.len(), plan.due_dates.len());
        }
        for (index, due) in plan.due_dates.iter().enumerate() {
            prop_assert_eq!(sum(plan.owners.iter().map(|o| o.instalments[index]).collect()), due.amount_cents);
        }
        prop_assert_eq!(sum(plan.posting.lines().iter().map(|l| l.amount).collect()), Cents::ZERO);
        prop_assert_eq!(sum(plan.posting.lines().iter().map(Line::debit).collect()), Cents(total));
        prop_assert_eq!(plan.posting.lines().len(), plan.owners.len() + 1);
    }
}
