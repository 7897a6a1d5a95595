use domain::allocate::TieSeed;
use domain::chart::account;
use domain::expense::{LotShare, LotWeight, NewExpense, bear};
use domain::ledger::Journal;
use domain::ownership::Timeline;
use domain::prorate::Span;
use domain::supplier::NewSupplier;
use domain::{Cents, OwnerId, vat};
use proptest::prelude::*;
use time::Duration;

use crate::{codes, day, id};

fn invoice() -> NewExpense {
    NewExpense {
        supplier_id: Some(id(1)),
        supplier: None,
        invoice_number: "2026/17".to_owned(),
        invoice_date: day("2026-02-01"),
        due_date: Some(day("2026-03-01")),
        description: "Entretien ascenseur".to_owned(),
        amount_cents: Cents(121_000),
        vat_rate_bp: 2100,
        account: "61000".to_owned(),
        key_id: id(1),
        period_from: day("2026-01-01"),
        period_to: day("2026-12-31"),
        file_id: None,
    }
}

#[test]
fn a_plain_invoice_is_accepted() {
    assert_eq!(invoice().validate(), Ok(()));
}

#[test]
fn wrong_amounts_and_texts_are_refused() {
    let none: [&str; 0] = [];
    let amount = |cents| codes(NewExpense { amount_cents: Cents(cents), ..invoice() }.validate());
    assert_eq!(amount(0), ["amount_cents: amount-not-positive"]);
    assert_eq!(amount(-1), ["amount_cents: amount-not-positive"]);
    assert_eq!(amount(99_999_999_999), none);
    assert_eq!(amount(100_000_000_000), ["amount_cents: amount-too-large"]);
    let blank = NewExpense { invoice_number: " ".to_owned(), description: String::new(), ..invoice() };
    assert_eq!(codes(blank.validate()), ["invoice_number: required", "description: required"]);
    for code in ["61", "44000", "70100", "68100", "", "x"] {
        let wrong = NewExpense { account: code.to_owned(), ..invoice() };
        assert_eq!(codes(wrong.validate()), ["account: account-not-expense"], "{code}");
    }
}

#[test]
fn wrong_dates_are_refused() {
    let with = |change: fn(&mut NewExpense)| {
        let mut expense = invoice();
        change(&mut expense);
        codes(expense.validate())
    };
    assert_eq!(with(|e| e.period_to = day("2025-12-31")), ["period_to: period-reversed"]);
    assert_eq!(with(|e| e.period_to = day("2036-01-01")), ["period_to: period-too-long"]);
    assert_eq!(with(|e| e.period_to = day("2035-12-31")), [""; 0], "ten years to the day");
    assert_eq!(with(|e| e.due_date = Some(day("2026-01-31"))), ["due_date: due-before-issued"]);
    assert_eq!(with(|e| e.due_date = None), [""; 0]);
    assert_eq!(with(|e| e.period_to = day("9999-12-31")).len(), 2);
    let ancient = with(|e| e.invoice_date = day("1989-12-31"));
    assert_eq!(ancient, ["invoice_date: date-out-of-range", "vat_rate_bp: vat-rate-unknown"]);
}

#[test]
fn vat_rates_depend_on_the_date() {
    let rate = |bp, on: &str| vat::is_rate_on(bp, day(on));
    assert!([0, 600, 1200, 2100].iter().all(|bp| rate(*bp, "2026-01-01")));
    assert!(![1, -600, 1900, 2050, 2200].iter().any(|bp| rate(*bp, "2026-01-01")));
    assert!(!rate(2100, "1995-12-31") && rate(2100, "1996-01-01"));
}

#[test]
fn the_supplier_is_known_or_new() {
    let new = NewSupplier {
        name: "Ascenseurs Exemple".to_owned(),
        company_number: None,
        vat_number: None,
        iban: None,
        email: None,
    };
    let both = NewExpense { supplier: Some(new.clone()), ..invoice() };
    assert_eq!(codes(both.validate()), ["supplier_id: either-or"]);
    let only_new = NewExpense { supplier_id: None, ..both };
    assert_eq!(only_new.validate(), Ok(()));
    let neither = NewExpense { supplier: None, ..only_new.clone() };
    assert_eq!(codes(neither.validate()), ["supplier_id: either-or"]);
    let wrong =
        NewSupplier { iban: Some("x".to_owned()), vat_number: Some("BE0123456748".to_owned()), ..new };
    let nested = NewExpense { supplier: Some(wrong), ..only_new };
    assert_eq!(
        codes(nested.validate()),
        ["supplier.iban: invalid-iban", "supplier.vat_number: invalid-vat-number"]
    );
}

#[test]
fn foreign_vat_numbers_are_accepted_by_their_shape() {
    for (number, fine) in [
        ("NL123456789B01", true),
        ("BE 0123.456.749", true),
        ("fr 12 345678901", true),
        ("0123456749", false),
        ("B", false),
        ("é1234", false),
    ] {
        let json = format!(r#"{{"name":"x","vat_number":"{number}"}}"#);
        let supplier: NewSupplier = serde_json::from_str(&json).expect("a supplier");
        assert_eq!(supplier.validate().is_ok(), fine, "{number}");
    }
}

#[test]
fn net_and_vat_add_up() {
    assert_eq!(invoice().net_and_vat(), (Cents(100_000), Cents(21_000)));
    assert_eq!(vat::split_gross(Cents(100), 600), (Cents(94), Cents(6)));
    assert_eq!(vat::split_gross(Cents(-100), 600), (Cents(-94), Cents(-6)));
    assert_eq!(vat::split_gross(Cents(1), 2100), (Cents(1), Cents(0)));
    assert_eq!(vat::split_gross(Cents(5), 0), (Cents(5), Cents(0)));
    assert_eq!(vat::split_gross(Cents(i64::MIN), 2100).0.0, -7_622_621_518_061_798_188);
}

#[test]
fn the_entry_debits_the_cost_and_credits_the_suppliers() {
    let entry = invoice().posting("Ascenseurs Exemple 2026/17").expect("an entry");
    let lines: Vec<(&str, i64)> = entry.lines().iter().map(|l| (l.account.as_str(), l.amount.0)).collect();
    assert_eq!(lines, [("61000", 121_000), (account::SUPPLIERS, -121_000)]);
    assert_eq!((entry.journal(), entry.date()), (Journal::Purchases, day("2026-02-01")));
}

fn sold_on(on: &str) -> Timeline {
    let first = Timeline::default().transfer(id(1), day("2020-01-01")).expect("an owner").timeline;
    first.transfer(id(2), day(on)).expect("a sale").timeline
}

fn lot<'a>(n: u128, code: &'a str, weight: i64, timeline: &'a Timeline) -> LotWeight<'a> {
    LotWeight { lot_id: id(n), code, weight, timeline }
}

fn year_2025() -> Span {
    Span { from: day("2025-01-01"), to: day("2025-12-31") }
}

#[test]
fn successive_owners_share_by_days() {
    let sold = sold_on("2025-03-15");
    let kept = Timeline::default().transfer(id(3), day("2025-01-01")).expect("an owner").timeline;
    let lots = [lot(1, "A1", 1, &sold), lot(2, "A2", 1, &kept), lot(3, "G1", 0, &kept)];
    let shares = bear(Cents(73_000), &lots, year_2025(), TieSeed::LISTED).expect("shares");
    assert_eq!(shares.len(), 2, "a lot without weight is not concerned");
    let owners: Vec<(i64, i64)> = shares[0].owners.iter().map(|o| (o.days, o.amount_cents.0)).collect();
    assert_eq!(owners, [(73, 7_300), (292, 29_200)]);
    assert_eq!(shares[1].amount_cents, Cents(36_500));
    let last: Vec<(OwnerId, i64)> = shares[1].owners.iter().map(|o| (o.owner_id, o.amount_cents.0)).collect();
    assert_eq!(last, [(id(3), 36_500)]);
}

#[test]
fn a_lot_nobody_owned_is_named() {
    let nobody = Timeline::default();
    let later = Timeline::default().transfer(id(1), day("2026-01-01")).expect("an owner").timeline;
    let lots = [lot(1, "A1", 1, &nobody), lot(2, "A2", 1, &later), lot(3, "G1", 0, &nobody)];
    let wrong = bear(Cents(100), &lots, year_2025(), TieSeed::LISTED).expect_err("violations");
    assert_eq!(wrong.len(), 2);
    assert_eq!((wrong[0].field.as_str(), wrong[0].code), ("key_id", "lot-without-owner"));
    assert_eq!(wrong[0].args[0], ("lot", "A1".into()));
}

#[test]
fn days_before_the_first_owner_are_reported() {
    let late = Timeline::default().transfer(id(1), day("2025-12-01")).expect("an owner").timeline;
    let shares = bear(Cents(100), &[lot(1, "A1", 1, &late)], year_2025(), TieSeed::LISTED).expect("shares");
    assert_eq!((shares[0].days_without_owner, shares[0].owners[0].amount_cents), (334, Cents(100)));
}

#[test]
fn a_key_without_weight_bears_nothing() {
    let timeline = sold_on("2025-03-15");
    let refused =
        |weight| codes(bear(Cents(100), &[lot(1, "A1", weight, &timeline)], year_2025(), TieSeed::LISTED));
    assert_eq!(refused(0), ["key_id: no-weight"]);
    assert_eq!(refused(-1), ["key_id: negative"]);
    let reversed = Span { from: day("2025-12-31"), to: day("2025-01-01") };
    let wrong = codes(bear(Cents(100), &[lot(1, "A1", 1, &timeline)], reversed, TieSeed::LISTED));
    assert_eq!(wrong, ["key_id: lot-without-owner"]);
}

/// Lots with up to four successive owners each, out of a handful of owners.
fn buildings() -> impl Strategy<Value = Vec<(i64, Timeline)>> {
    let sales = prop::collection::vec((0_u128..6, 1_i64..200), 0..4);
    let lot = (0_i64..1_000, 0_u128..6, sales).prop_map(|(weight, first, sales)| {
        let mut on = day("2024-06-01");
        let mut timeline = Timeline::default().transfer(id(first), on).expect("an owner").timeline;
        for (owner, later) in sales {
            on += Duration::days(later);
            if let Ok(sale) = timeline.transfer(id(owner), on) {
                timeline = sale.timeline;
            }
        }
        (weight, timeline)
    });
    prop::collection::vec(lot, 1..40)
        .prop_filter("a weight", |lots| lots.iter().any(|(weight, _)| *weight > 0))
}

proptest! {
    #[test]
    fn every_cent_is_borne_once(total in -5_000_000_i64..5_000_000, building in buildings(), document in ".{0,8}") {
        let codes: Vec<String> = (0..building.len()).map(|n| format!("L{n}")).collect();
        let lots: Vec<LotWeight<'_>> = building
            .iter()
            .enumerate()
            .map(|(n, (weight, timeline))| lot(n as u128 + 1, &codes[n], *weight, timeline))
            .collect();
        let ties = TieSeed::from_text(&document);
        let shares = bear(Cents(total), &lots, year_2025(), ties).expect("shares");
        prop_assert_eq!(Cents::sum(shares.iter().map(|lot| lot.amount_cents)), Some(Cents(total)));
        for lot in &shares {
            prop_assert_eq!(Cents::sum(lot.owners.iter().map(|o| o.amount_cents)), Some(lot.amount_cents));
            prop_assert_eq!(lot.owners.iter().map(|o| o.days).sum::<i64>() + lot.days_without_owner, 365);
        }
        let mut reversed = lots.clone();
        reversed.reverse();
        let again = bear(Cents(total), &reversed, year_2025(), ties).expect("shares");
        let sorted = |mut shares: Vec<LotShare>| {
            shares.sort_by_key(|lot| lot.lot_id);
            shares
        };
        prop_assert_eq!(sorted(shares), sorted(again), "the order of the lots does not matter");
    }

    #[test]
    fn net_and_vat_always_add_up(gross in any::<i64>(), rate in prop::sample::select(vec![0, 600, 1200, 2100, -1, 99_999])) {
        let (net, tax) = vat::split_gross(Cents(gross), rate);
        prop_assert_eq!(i128::from(net.0) + i128::from(tax.0), i128::from(gross));
        prop_assert!(net.0.unsigned_abs() <= gross.unsigned_abs());
    }
}
