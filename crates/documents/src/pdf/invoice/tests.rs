use super::*;
use crate::upload::{MediaType, inspect};

#[path = "../../../examples/letters/invoices.rs"]
mod samples;

fn sample(name: &str) -> Invoice {
    let all = samples::all();
    all.into_iter().find(|(known, _)| *known == name).map(|(_, invoice)| invoice).expect("a sample")
}

#[test]
fn every_sample_is_set_as_pdf_a_3() {
    for (name, invoice) in samples::all() {
        let pdf = render(&invoice).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(inspect(&pdf), Ok(MediaType::Pdf), "{name}");
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("<pdfaid:part>3</pdfaid:part>"), "{name}");
    }
}

#[test]
fn the_same_invoice_gives_the_same_bytes() {
    let invoice = sample("busy-nl");
    let first = render(&invoice);
    assert!(first.is_ok());
    assert_ne!(render(&sample("standard-fr")), first);
    assert_eq!(render(&invoice), first);
}

#[test]
fn an_invoice_that_does_not_add_up_is_refused() {
    let wrong = |change: fn(&mut Invoice)| {
        let mut invoice = sample("rates-en");
        change(&mut invoice);
        assert!(matches!(render(&invoice), Err(PdfError::Facts(_))));
    };
    wrong(|invoice| invoice.totals.payable_cents = Cents(1));
    wrong(|invoice| invoice.vat[0].tax_cents = Cents(1));
    wrong(|invoice| invoice.lines[0].net_cents = Cents(1));
    wrong(|invoice| invoice.lines[0].gross_cents = Cents(1));
    wrong(|invoice| invoice.lines.clear());
}

#[test]
fn only_who_pays_by_transfer_gets_a_code() {
    let has_code = |name| payment_code(&sample(name)).expect("a code or none").is_some();
    assert!(has_code("busy-nl") && has_code("reverse-charge-fr"));
    for name in ["standard-fr", "annual-de", "credit-nl", "free-fr"] {
        assert!(!has_code(name), "{name}");
    }
}

#[test]
fn accounts_are_masked() {
    assert_eq!(masked("7034"), "•••• 7034");
    assert_eq!(masked("BE68 5390 0754 7034"), "•••• 7034");
}
