//! What stands in a document, read back from it.

use billing::invoice::{Invoice, Kind};
use domain::Cents;
use einvoice::{Document, Format, to_cii, to_peppol, to_ubl};
use en16931::invoice::PaymentMeans;

use crate::{invoices, sample};

/// The invoice as a receiver reads it, nothing lost on the way.
pub fn read(document: &Document) -> en16931::Invoice {
    let read = en16931_formats::read(document.xml().as_bytes()).expect("a readable document");
    let lost: Vec<_> = read.entries.iter().filter(|entry| entry.is_loss()).collect();
    assert!(lost.is_empty(), "{lost:?}");
    read.invoice
}

/// Every figure of the document is the invoice's, to the cent.
pub fn has_the_figures_of(document: &Document, invoice: &Invoice) {
    let read = read(document);
    let cents = |amount: en16931::InvoiceAmount| Cents(amount.to_minor_units());
    assert_eq!(read.number, Some(invoice.number.to_string()));
    assert_eq!(cents(read.totals.line_total), invoice.totals.net_cents);
    assert_eq!(read.totals.vat_total.map(cents), Some(invoice.totals.vat_cents));
    assert_eq!(cents(read.totals.due), invoice.totals.payable_cents);
    let lines: Vec<Cents> = read.lines.iter().map(|line| cents(line.net_amount)).collect();
    assert_eq!(lines, invoice.lines.iter().map(|line| line.net_cents).collect::<Vec<_>>());
    let vat = read.vat_breakdown.iter().map(|vat| (cents(vat.taxable_amount), cents(vat.tax_amount)));
    let expected = invoice.vat.iter().map(|vat| (vat.taxable_cents, vat.tax_cents));
    assert_eq!(vat.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert_eq!(read.buyer.name.as_deref(), Some(invoice.buyer.name.as_str()));
}

#[test]
fn every_sample_is_valid_in_every_format_and_keeps_its_figures() {
    for (name, invoice) in invoices::all() {
        let peppol = invoice.buyer.endpoint.is_some().then(|| to_peppol(&invoice));
        for document in [Some(to_ubl(&invoice)), Some(to_cii(&invoice)), peppol].into_iter().flatten() {
            let document = document.unwrap_or_else(|findings| panic!("{name}: {findings}"));
            has_the_figures_of(&document, &invoice);
        }
    }
}

#[test]
fn one_invoice_gives_one_sequence_of_bytes() {
    for (name, invoice) in invoices::all() {
        let archived = serde_json::to_string(&invoice).expect("JSON");
        let rebuilt: Invoice = serde_json::from_str(&archived).expect("the invoice again");
        assert_eq!(to_ubl(&rebuilt), to_ubl(&invoice), "{name}");
        assert_eq!(to_cii(&rebuilt), to_cii(&invoice), "{name}");
    }
}

#[test]
fn a_document_says_what_it_is() {
    let invoice = sample("standard-fr");
    let read_peppol = read(&to_peppol(&invoice).expect("a document"));
    assert_eq!(read_peppol.business_process.as_deref(), Some("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"));
    let document = to_ubl(&invoice).expect("a document");
    assert_eq!(document.format(), Format::Ubl);
    assert_eq!(read(&document).specification_id.as_deref(), Some("urn:cen.eu:en16931:2017"));
    assert_eq!(document.clone().into_bytes(), document.xml().as_bytes());
}

#[test]
fn endpoints_are_numbers_of_the_crossroads_bank() {
    let invoice = sample("standard-fr");
    let read = read(&to_peppol(&invoice).expect("a document"));
    for party in [&read.seller, &read.buyer] {
        let endpoint = party.electronic_address.as_ref().expect("an endpoint");
        assert_eq!(endpoint.scheme(), Some("0208"));
        assert_eq!(party.vat_identifier, Some(format!("BE{}", endpoint.content())));
    }
}

#[test]
fn reverse_charge_has_its_reason() {
    let read = read(&to_cii(&sample("reverse-charge-fr")).expect("a document"));
    let [vat] = read.vat_breakdown.as_slice() else { panic!("one category") };
    assert_eq!(vat.category.as_str(), "AE");
    assert_eq!(vat.exemption_reason_code.as_ref().map(|code| code.as_str()), Some("VATEX-EU-AE"));
    assert_eq!(vat.exemption_reason.as_deref(), Some("Autoliquidation"));
    assert_eq!(read.notes[0].note.as_deref(), Some("Autoliquidation"));
}

#[test]
fn a_credit_note_names_its_invoice_and_no_account_to_pay_to() {
    let credit = sample("credit-nl");
    assert_eq!(credit.kind, Kind::CreditNote);
    let document = to_peppol(&credit).expect("a document");
    assert!(document.xml().contains("<CreditNote "));
    let read = read(&document);
    assert_eq!(read.preceding_invoices[0].reference.as_str(), "2026-000002");
    assert_eq!((read.payment, read.due_date), (None, None));
    assert!(read.payment_terms.is_some());
}

#[test]
fn the_period_holds_that_of_a_corrected_line() {
    let read = read(&to_peppol(&sample("busy-nl")).expect("a document"));
    let period = read.invoicing_period.expect("a period");
    assert_eq!(period.start.map(|day| day.to_string()).as_deref(), Some("2026-09-12"));
    assert!(read.lines[2].net_amount.is_negative() && read.lines[2].quantity.is_negative());
    assert_eq!(read.lines[0].allowances[0].amount.to_string(), "100.00");
}

#[test]
fn money_is_asked_for_the_way_the_customer_agreed_to() {
    let means = |name: &str| read(&to_ubl(&sample(name)).expect("a document")).payment.expect("a means");
    let transfer = means("busy-nl");
    assert_eq!(transfer.account_identifier(), Some("BE68539007547034"));
    assert_eq!(transfer.remittance_information.as_deref(), Some("+++202/6000/00293+++"));
    let debit = means("standard-fr");
    assert_eq!(debit.means_code.as_ref().map(|code| code.as_str()), Some("59"));
    let Some(PaymentMeans::DirectDebit(mandate)) = debit.means else { panic!("a mandate") };
    // The last digits of an account are no account.
    assert_eq!(mandate.debited_account, None);
    assert_eq!(mandate.mandate_reference.as_deref(), Some("KPG-000417"));
    let card = means("annual-de");
    assert!(
        matches!(card.means, Some(PaymentMeans::Card(card)) if card.primary_account_number.as_deref() == Some("4242"))
    );
}

#[test]
fn outside_the_scope_of_vat_no_vat_number_is_named() {
    let read = read(&to_ubl(&sample("out-of-scope-en")).expect("a document"));
    assert_eq!((read.seller.vat_identifier, read.buyer.vat_identifier), (None, None));
    assert_eq!(read.lines[0].vat.rate, None);
    assert!(read.seller.legal_registration.is_some());
}
