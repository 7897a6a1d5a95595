//! Random invoices, right by construction: no validator may have anything against them.

use billing::invoice::{
    Allowance, Invoice, Kind, Line, Means, Number, Preceding, Quantity, Unit, UnitPrice, VatCategory, VatRate,
};
use domain::prorate::Span;
use domain::{Cents, Language};
use einvoice::{to_cii, to_peppol, to_ubl};
use proptest::prelude::*;
use proptest::sample::select;
use time::Duration;
use time::macros::date;

use crate::documents_of::has_the_figures_of;
use crate::{invoices, sample};

fn text() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ÿŁłœ€0-9&<>\"'][ -~À-ÿŁłœ€’]{0,60}[a-z.]"
}

fn span() -> impl Strategy<Value = Span> {
    (0_i64..700, 1_i64..366).prop_map(|(start, days)| {
        let from = date!(2026 - 01 - 01) + Duration::days(start);
        Span { from, to: from + Duration::days(days - 1) }
    })
}

prop_compose! {
    fn line()(
        description in text(),
        period in span(),
        unit in select(vec![Unit::CoproDay, Unit::CoproMonth, Unit::Piece]),
        value in prop_oneof![4 => 1_i64..100_000, 1 => -50_000_i64..0],
        scale in 0_u8..3,
        price in 0_i64..500_000,
        base in 1_i64..366,
        shares in prop::collection::vec((text(), 0_i64..60), 0..3),
    ) -> Line {
        let price = UnitPrice { cents: Cents(price), base: Quantity::whole(base, unit) };
        let mut line = invoices::line(description, "Plus", period, Quantity { value, scale, unit }, price);
        for (text, percent) in shares {
            let cents = Cents(line.gross_cents.get() * percent / 100);
            line.net_cents = Cents(line.net_cents.get() - cents.get());
            line.allowances.push(Allowance { key: "coupon".into(), text, cents });
        }
        line
    }
}

/// A customer of a sample with the rates that may stand on an invoice to it.
fn customer() -> impl Strategy<Value = (&'static str, Vec<VatRate>)> {
    let rate = |category, basis_points| VatRate { category, basis_points };
    let domestic = vec![rate(VatCategory::S, 2_100), rate(VatCategory::S, 600), rate(VatCategory::S, 1_200)];
    select(vec![
        ("standard-fr", domestic.clone()),
        ("busy-nl", vec![rate(VatCategory::S, 2_100)]),
        ("not-taxable-fr", domestic),
        ("reverse-charge-fr", vec![rate(VatCategory::Ae, 0)]),
        ("reverse-charge-de", vec![rate(VatCategory::Ae, 0)]),
        ("out-of-scope-en", vec![rate(VatCategory::O, 0)]),
    ])
}

fn means() -> impl Strategy<Value = Means> {
    prop_oneof![
        Just(Means::Transfer),
        "[A-Z0-9-]{1,35}".prop_map(|mandate| Means::DirectDebit {
            mandate,
            creditor: "BE69ZZZ0812345628".into(),
            account: None,
        }),
        "[0-9]{4}".prop_map(|last_digits| Means::Card { last_digits }),
    ]
}

prop_compose! {
    fn invoice()(
        (customer, rates) in customer(),
        language in select(Language::ALL.to_vec()),
        sequence in 1..Number::MAX_SEQUENCE,
        means in means(),
        terms in text(),
        name in text(),
        note in text(),
        credit in any::<bool>(),
        lines in prop::collection::vec((line(), 0_usize..3), 1..12),
    ) -> Invoice {
        let mut buyer = sample(customer).buyer;
        buyer.name = name;
        let lines = lines.into_iter().map(|(mut line, rate)| {
            line.vat = rates[rate % rates.len()];
            line
        });
        let mut invoice = invoices::invoice(sequence, language, buyer, (means, terms), lines.collect());
        invoice.notes.push(note);
        if credit {
            invoice.kind = Kind::CreditNote;
            let number = Number::new(2025, sequence).expect("a number");
            invoice.corrects.push(Preceding { number, issued_on: date!(2025 - 12 - 31) });
        }
        invoice
    }
}

proptest! {
    #[test]
    fn a_right_invoice_has_no_findings_and_keeps_its_cents(invoice in invoice()) {
        let peppol = invoice.buyer.endpoint.is_some().then(|| to_peppol(&invoice));
        for document in [Some(to_ubl(&invoice)), Some(to_cii(&invoice)), peppol].into_iter().flatten() {
            match document {
                Ok(document) => has_the_figures_of(&document, &invoice),
                Err(findings) => prop_assert!(false, "{findings}"),
            }
        }
    }

    #[test]
    fn a_cent_too_much_is_always_found(invoice in invoice(), cents in prop_oneof![Just(1_i64), Just(-1)]) {
        let mut wrong = invoice;
        wrong.totals.payable_cents = Cents(wrong.totals.payable_cents.get() + cents);
        prop_assert!(to_ubl(&wrong).is_err_and(|findings| findings.has("BR-CO-15")));
    }
}
