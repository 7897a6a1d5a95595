use billing::catalogue::Tariff;
use billing::charge::{Basis, Charge, charge};
use billing::invoice::chain::{ArchiveError, START, link, verify};
use billing::invoice::{
    Cause, Draft, DraftError, Fault, Invoice, Kind, Means, Number, Quantity, Reason, Section, Unit,
    VatCategory,
};
use billing::steps::Steps;
use billing::vat::{Rates, Treatment, decide};
use domain::prorate::Span;
use domain::{Cents, Language};
use proptest::prelude::*;
use uuid::Uuid;

use crate::fixtures::{header, languages, number, terms};
use crate::{cases, day, tariffs};

const JUNE: (&str, &str) = ("2024-06-01", "2024-06-30");

pub fn june() -> Span {
    Span { from: day(JUNE.0), to: day(JUNE.1) }
}

pub fn treatment(which: u8) -> Treatment {
    let terms = terms(which, Language::Fr);
    let rates = Rates::embedded().expect("the table of rates");
    decide(&terms.issuer, &terms.customer, june().to, june().to, &rates).expect("a treatment")
}

fn charged(copros: &[u32], plans: Vec<Tariff>) -> Charge {
    let mut tariffs = Steps::default();
    let days = (0..).step_by(10).map(|n| june().from + time::Duration::days(n));
    days.zip(plans).for_each(|(from, plan)| tariffs.set(from, Some(plan)));
    let committed = Steps::default();
    let basis = Basis { period: june(), copros, tariffs: &tariffs, committed: &committed, coupons: &[] };
    charge(&basis, june()).expect("a charge")
}

fn cause() -> Cause {
    Cause { subscription: Uuid::from_u128(7), period: june(), reason: Reason::Period }
}

fn draft(which: u8, language: Language, lines: Charge) -> Draft {
    let section = Section { treatment: treatment(which), lines: lines.lines, corrections: Vec::new() };
    Draft::new(&terms(which, language).header, cause(), june(), &[section]).expect("a draft")
}

/// Invoices of one to three plans, of Belgian and French customers.
pub fn invoices() -> impl Strategy<Value = Invoice> {
    let copros = prop::collection::vec(1_u32..60, 30);
    (copros, prop::collection::vec(tariffs(), 1..4), 0_u8..3, languages(), 1_u32..999_999).prop_map(
        |(copros, plans, which, language, n)| {
            let draft = draft(which, language, charged(&copros, plans));
            draft.finalise(number(n), day("2026-07-01")).expect("an invoice")
        },
    )
}

fn one() -> Invoice {
    let plan = |name: &str, price| {
        let (plan, version) = (name.to_owned(), "2023-01".to_owned());
        Tariff { plan, version, price_cents: Cents(price), tiers: Vec::new() }
    };
    let lines = charged(&[11; 30], vec![plan("standard", 1_499), plan("plus", 1_999)]);
    draft(0, Language::Fr, lines).finalise(number(123), day("2026-07-01")).expect("an invoice")
}

#[test]
fn finalising_gives_number_dates_and_reference() {
    let invoice = one();
    assert_eq!(invoice.number.to_string(), "2026-000123");
    assert_eq!(invoice.payment.reference.digits(), "202600012320");
    assert_eq!(invoice.due_on, day("2026-07-15"));
    assert_eq!(invoice.payment.terms, "À payer au plus tard le 15/07/2026.");
    assert_eq!(
        invoice.lines[0].description,
        "Plus, jours de copropriété actifs, du 11/06/2024 au 30/06/2024"
    );
    // 11 × (19.99 × 20 + 14.99 × 10) ÷ 30 = 201.5567; 21 % of 201.56.
    assert_eq!((invoice.totals.net_cents, invoice.totals.vat_cents), (Cents(20_156), Cents(4_233)));
    let late = draft(0, Language::Fr, charged(&[1; 30], vec![])).finalise(number(1), day("2026-07-01"));
    assert!(
        matches!(late, Err(DraftError::Faults(faults)) if faults == [Fault::Lines]),
        "nothing to invoice"
    );
}

#[test]
fn numbers_are_six_digits_of_a_year() {
    for wrong in
        ["2026-00123", "2026-000000", "1999-000001", "26-000001", "2026000001", "2026-0000001", "+026-000001"]
    {
        assert!(wrong.parse::<Number>().is_err(), "{wrong}");
    }
    assert_eq!("9999-999999".parse(), Number::new(9_999, 999_999));
    assert_eq!(number(5).communication().digits().get(..10), Some("2026000005"));
}

#[test]
fn quantities_are_exact_decimals() {
    let decimal = |value, scale| Quantity { value, scale, unit: Unit::Piece }.decimal();
    assert_eq!(
        [decimal(12, 0), decimal(5, 1), decimal(-1_205, 2), decimal(7, 3)],
        ["12", "0.5", "-12.05", "0.007"]
    );
}

/// Each way to spoil an invoice is found, and by its name.
#[test]
fn whatever_is_not_right_is_found() {
    type Spoil = fn(&mut Invoice);
    let ways: [(Spoil, Fault); 20] = [
        (|i| i.issued_on = day("2027-01-01"), Fault::Number),
        (|i| i.due_on = day("2026-06-30"), Fault::Dates),
        (|i| i.supplied.to = day("2024-05-31"), Fault::Dates),
        (|i| i.lines.clear(), Fault::Lines),
        (|i| i.lines[1].id = 1, Fault::Lines),
        (|i| i.lines[0].net_cents.0 += 1, Fault::LineAmounts { line: 1 }),
        (|i| i.lines[0].gross_cents.0 += 3, Fault::LinePrice { line: 1 }),
        (|i| i.lines[1].quantity.value += 1, Fault::LinePrice { line: 2 }),
        (|i| i.lines[1].price.base.value = 0, Fault::LinePrice { line: 2 }),
        (|i| i.lines[1].period.to = day("2024-07-01"), Fault::LinePeriod { line: 2 }),
        (|i| i.vat[0].tax_cents.0 += 1, Fault::Vat),
        (|i| i.vat[0].taxable_cents.0 -= 1, Fault::Vat),
        (|i| i.lines[0].vat.basis_points = 600, Fault::Vat),
        (|i| i.vat[0].rate.category = VatCategory::Ae, Fault::Exemption),
        (|i| i.totals.payable_cents.0 -= 1, Fault::Totals),
        (|i| i.seller.vat_number = None, Fault::Parties),
        (|i| i.buyer.name.clear(), Fault::Parties),
        (|i| i.kind = Kind::CreditNote, Fault::Corrects),
        (|i| i.number = number(124), Fault::Reference),
        (|i| i.payment.reference = number(1).communication(), Fault::Reference),
    ];
    for (n, (spoil, fault)) in ways.into_iter().enumerate() {
        let mut invoice = one();
        assert_eq!(invoice.check(), Ok(()));
        spoil(&mut invoice);
        let found = invoice.check().expect_err("a fault");
        assert!(found.contains(&fault), "way {n}: {fault:?} not in {found:?}");
    }
    let reversed = |spoil: Spoil| {
        let lines = charged(&[11; 30], vec![one_tariff()]);
        let mut invoice =
            draft(2, Language::Nl, lines).finalise(number(9), day("2026-07-01")).expect("an invoice");
        assert_eq!(invoice.mentions[0].text, "Btw verlegd");
        spoil(&mut invoice);
        invoice.check().expect_err("a fault")
    };
    assert_eq!(reversed(|i| i.mentions.clear()), [Fault::Mentions]);
    assert_eq!(reversed(|i| i.buyer.vat_number = None), [Fault::Parties]);
    assert_eq!(reversed(|i| i.vat[0].exemption = None), [Fault::Exemption]);
}

fn one_tariff() -> Tariff {
    let (plan, version) = ("standard".to_owned(), "2023-01".to_owned());
    Tariff { plan, version, price_cents: Cents(1_500), tiers: Vec::new() }
}

#[test]
fn collections_say_when() {
    let lines = charged(&[11; 30], vec![one_tariff()]);
    let mut draft = draft(0, Language::De, lines);
    draft.header = header(Language::De);
    draft.header.means =
        Means::DirectDebit { mandate: "M-1".to_owned(), creditor: "BE00ZZZ".to_owned(), account: None };
    let invoice = draft.finalise(number(1), day("2026-07-01")).expect("an invoice");
    assert_eq!(invoice.payment.terms, "Wird ab dem 15.07.2026 eingezogen.");
}

#[test]
fn an_archive_that_was_touched_is_found() {
    let documents: Vec<Vec<u8>> = (1..=5)
        .map(|n| {
            let draft = draft(0, Language::Fr, charged(&[n; 30], vec![one_tariff()]));
            draft.finalise(number(n), day("2026-07-01")).expect("an invoice").canonical()
        })
        .collect();
    let mut end = START;
    let links: Vec<_> = documents
        .iter()
        .map(|d| {
            end = link(&end, d);
            (d.clone(), end)
        })
        .collect();
    let follow = |links: &[(Vec<u8>, [u8; 32])]| verify(START, links.iter().map(|(d, l)| (d.as_slice(), *l)));
    assert_eq!(follow(&links), Ok(end));
    let mut changed = links.clone();
    changed[2].0[40] ^= 1;
    assert_eq!(follow(&changed), Err(ArchiveError::Broken { index: 2 }));
    let mut removed = links.clone();
    removed.remove(3);
    assert_eq!(follow(&removed), Err(ArchiveError::Broken { index: 3 }));
    let mut swapped = links.clone();
    swapped.swap(0, 1);
    assert_eq!(follow(&swapped), Err(ArchiveError::Broken { index: 0 }));
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn vat_is_of_the_sum_and_totals_follow(invoice in invoices()) {
        prop_assert_eq!(invoice.check(), Ok(()));
        let net: i64 = invoice.lines.iter().map(|line| line.net_cents.0).sum();
        prop_assert_eq!(invoice.totals.net_cents, Cents(net));
        let rate = i64::from(invoice.vat[0].rate.basis_points);
        prop_assert_eq!(invoice.totals.vat_cents.0, (net * rate + 5_000) / 10_000);
        prop_assert_eq!(invoice.totals.payable_cents.0, net + invoice.totals.vat_cents.0);
    }

    #[test]
    fn bytes_and_invoice_are_one(invoice in invoices()) {
        let bytes = invoice.canonical();
        prop_assert_eq!(Invoice::from_canonical(&bytes), Ok(invoice.clone()));
        let spaced = serde_json::to_vec_pretty(&invoice).expect("JSON");
        prop_assert_eq!(Invoice::from_canonical(&spaced), Err(ArchiveError::NotCanonical));
    }
}
