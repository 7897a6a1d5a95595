//! What is wrong with an invoice is found, with the rule and the term.

use billing::invoice::{Identifier, Invoice};
use domain::Cents;
use einvoice::{Findings, to_cii, to_peppol, to_ubl};

use crate::sample;

/// The findings of a sample that was changed.
fn found(name: &str, change: impl FnOnce(&mut Invoice)) -> Findings {
    let mut invoice = sample(name);
    change(&mut invoice);
    to_cii(&invoice).expect_err("no document of a wrong invoice");
    to_ubl(&invoice).expect_err("no document of a wrong invoice")
}

fn field<'a>(findings: &'a Findings, rule: &str) -> &'a str {
    let found = findings.list().iter().find(|finding| finding.rule == rule);
    &found.unwrap_or_else(|| panic!("{rule} is not among {findings}")).field
}

#[test]
fn a_cent_is_found() {
    let more_to_pay = found("standard-fr", |invoice| {
        invoice.totals.payable_cents = Cents(invoice.totals.payable_cents.get() + 1)
    });
    assert_eq!(field(&more_to_pay, "BR-CO-15"), "BG-22/BT-112");
    assert!(more_to_pay.to_string().contains("Expected"), "{more_to_pay}");
    let line = found("busy-nl", |invoice| invoice.lines[1].net_cents = Cents(2_904));
    assert_eq!(field(&line, "BR-CO-10"), "BG-22/BT-106");
    let base = found("rates-en", |invoice| invoice.vat[0].taxable_cents = Cents(1));
    assert_eq!(field(&base, "BR-S-08"), "BG-23[0]/BT-116");
}

#[test]
fn a_wrong_total_of_vat_is_found() {
    let findings =
        found("rates-en", |invoice| invoice.totals.vat_cents = Cents(invoice.totals.vat_cents.get() + 100));
    assert_eq!(field(&findings, "BR-CO-14"), "BG-22/BT-110");
    let tax = found("standard-fr", |invoice| invoice.vat[0].tax_cents = Cents(1));
    assert_eq!(field(&tax, "BR-CO-17"), "BG-23[0]/BT-117");
}

#[test]
fn no_vat_without_a_reason() {
    let findings = found("reverse-charge-fr", |invoice| invoice.vat[0].exemption = None);
    assert_eq!(field(&findings, "BR-AE-10"), "BG-23[0]/BT-120");
}

#[test]
fn who_is_not_on_peppol_gets_no_document_for_it() {
    let invoice = sample("not-taxable-fr");
    let findings = to_peppol(&invoice).expect_err("no document");
    assert_eq!(field(&findings, "PEPPOL-EN16931-R010"), "BT-49");
    assert!(to_ubl(&invoice).is_ok() && to_cii(&invoice).is_ok());
}

#[test]
fn a_mistyped_endpoint_is_found() {
    let mut invoice = sample("standard-fr");
    invoice.buyer.endpoint = Some(Identifier { scheme: Identifier::KBO.into(), value: "0123456789".into() });
    let findings = to_peppol(&invoice).expect_err("no document");
    assert!(findings.has("PEPPOL-COMMON-R043"), "{findings}");
}

#[test]
fn a_line_that_is_not_quantity_times_price_is_refused_by_peppol() {
    let mut invoice = sample("standard-fr");
    invoice.lines[0].quantity.value += 1;
    let findings = to_peppol(&invoice).expect_err("no document");
    assert_eq!(field(&findings, "PEPPOL-EN16931-R120"), "BG-25[0]/BT-131");
}

#[test]
fn limits_of_our_own_are_told_like_the_others() {
    let scale = found("standard-fr", |invoice| invoice.lines[0].quantity.scale = 29);
    assert_eq!(field(&scale, "KOPROGO-SCALE"), "BT-129");
    let lines = found("standard-fr", |invoice| {
        let line = invoice.lines[0].clone();
        invoice.lines = vec![line; 10_001];
    });
    assert_eq!(field(&lines, "KOPROGO-LINES"), "BG-25");
}

#[test]
fn findings_travel_as_json() {
    let findings = found("standard-fr", |invoice| invoice.seller.name.clear());
    let carried = serde_json::to_string(&findings).expect("JSON");
    assert_eq!(serde_json::from_str::<Findings>(&carried).expect("findings"), findings);
    assert!(findings.has("BR-06") && !findings.has("BR-07"));
}
