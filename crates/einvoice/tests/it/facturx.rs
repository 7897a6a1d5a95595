//! The PDF with the invoice inside.

use einvoice::{FacturXError, factur_x, to_cii};
use en16931_formats::zugferd::{Limits, extract};

use crate::{invoices, sample};

#[test]
fn the_pdf_holds_the_document_of_the_same_invoice() {
    for (name, invoice) in invoices::all() {
        let pages = documents::pdf::invoice(&invoice).expect("a PDF");
        let pdf = factur_x(&invoice, &pages).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(pdf.starts_with(&pages), "{name}: the pages are untouched");
        let inside = extract(&pdf, &Limits::default()).expect("an invoice inside");
        assert_eq!(inside.xml, to_cii(&invoice).expect("a document").into_bytes(), "{name}");
        assert!(inside.divergence.is_empty(), "{name}: {:?}", inside.divergence);
        assert_eq!(factur_x(&invoice, &pages).expect("again"), pdf, "{name}: the same bytes");
    }
}

#[test]
fn only_pdf_a_3_of_a_valid_invoice_becomes_factur_x() {
    let mut invoice = sample("standard-fr");
    let pages = documents::pdf::invoice(&invoice).expect("a PDF");
    let older = String::from_utf8_lossy(&pages).contains("<pdfaid:part>3</pdfaid:part>");
    assert!(older, "what is set is PDF/A-3");
    for wrong in [b"".as_slice(), b"%PDF-1.7", b"<xml/>"] {
        assert!(matches!(factur_x(&invoice, wrong), Err(FacturXError::Pdf(_))));
    }
    let twice = factur_x(&invoice, &pages).expect("an invoice inside");
    assert!(matches!(factur_x(&invoice, &twice), Err(FacturXError::Pdf(_))));
    invoice.totals.vat_cents = domain::Cents(1);
    assert!(matches!(factur_x(&invoice, &pages), Err(FacturXError::Findings(_))));
}
