//! Our invoice in the terms of EN 16931. Business terms (`BT-…`) and groups (`BG-…`) are those of EN 16931-1.

use billing::invoice::{Invoice, Kind, Line, Means, Payment, Preceding, VatBreakdown, VatCategory, VatRate};
use domain::Cents;
use domain::iban::Iban;
use domain::prorate::Span;
use en16931::invoice::{
    self as model, Code, CreditTransfer, Delivery, DirectDebit, DocumentTotals, InvoiceNote, Item,
    LineAllowanceCharge, PaymentCard, PaymentInstructions, PaymentMeans, Period, PrecedingInvoice,
    PriceDetails,
};
use en16931::{DocumentKind, DocumentReference, InvoiceAmount, Percentage, Quantity, UnitPriceAmount};
use rust_decimal::Decimal;
use time::Date;

use crate::findings::{Finding, Findings};
use crate::party::{self, Side};

/// The billing process of Peppol (BT-23); the standard alone attaches no meaning to the term.
pub(crate) const PROCESS: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/// UNTDID 5189: discount (BT-140).
const DISCOUNT: &str = "95";
/// No customer has so many copros; a document beyond it is a fault of ours.
const MAX_LINES: usize = 10_000;

/// Everything of the invoice, its figures unchanged.
pub(crate) fn of(invoice: &Invoice) -> Result<model::Invoice, Findings> {
    if invoice.lines.len() > MAX_LINES {
        let many = "an invoice has at most 10000 lines: bill the rest on another one";
        return Err(Findings::one(Finding::own("KOPROGO-LINES", "BG-25", many)));
    }
    let taxed = invoice.vat.iter().all(|vat| vat.rate.category != VatCategory::O);
    let credit = invoice.kind == Kind::CreditNote;
    let mut out = model::Invoice::default();
    out.kind = if credit { DocumentKind::CreditNote } else { DocumentKind::Invoice };
    out.number = Some(invoice.number.to_string());
    out.issue_date = Some(day(invoice.issued_on, "BT-2")?);
    out.type_code = Some(Code::new(invoice.kind.code()));
    out.currency = Some(Code::new(invoice.currency.code()));
    out.buyer_reference = Some(invoice.buyer_reference.clone());
    out.payment_terms = Some(invoice.payment.terms.clone()).filter(|terms| !terms.trim().is_empty());
    out.notes = notes(invoice);
    out.preceding_invoices = invoice.corrects.iter().map(preceding).collect::<Result<_, _>>()?;
    out.seller = party::of(&invoice.seller, Side::Seller, taxed);
    out.buyer = party::of(&invoice.buyer, Side::Buyer, taxed);
    // Services are delivered to who buys them; without a delivery, CII has an element that must be there and stays empty.
    out.delivery = Some(Delivery { party_name: Some(invoice.buyer.name.clone()), ..Delivery::default() });
    out.invoicing_period = Some(period(invoicing_period(invoice), "BG-14")?);
    if !credit {
        // Money goes the other way: a credit note names no day and no account to pay to.
        out.due_date = Some(day(invoice.due_on, "BT-9")?);
        out.payment = Some(payment(&invoice.payment));
    }
    out.vat_breakdown = invoice.vat.iter().map(breakdown).collect();
    out.lines = invoice.lines.iter().map(line).collect::<Result<_, _>>()?;
    out.totals = totals(invoice);
    Ok(out)
}

/// Peppol admits one note on a document (PEPPOL-EN16931-R002), so all that is to be said goes into one.
fn notes(invoice: &Invoice) -> Vec<InvoiceNote> {
    let mentions = invoice.mentions.iter().map(|m| m.text.as_str());
    let said: Vec<&str> = mentions.chain(invoice.notes.iter().map(String::as_str)).collect();
    if said.is_empty() { Vec::new() } else { vec![InvoiceNote::new(said.join("\n"))] }
}

fn preceding(of: &Preceding) -> Result<PrecedingInvoice, Findings> {
    let reference = DocumentReference::new(of.number.to_string());
    Ok(PrecedingInvoice { reference, issue_date: Some(day(of.issued_on, "BT-26")?) })
}

/// The period of the document holds those of its lines (PEPPOL-EN16931-R110 and R111), also of a line that corrects an earlier one.
fn invoicing_period(invoice: &Invoice) -> Span {
    invoice
        .lines
        .iter()
        .map(|line| line.period)
        .fold(invoice.supplied, |all, one| Span { from: all.from.min(one.from), to: all.to.max(one.to) })
}

fn period(span: Span, field: &str) -> Result<Period, Findings> {
    Ok(Period { start: Some(day(span.from, field)?), end: Some(day(span.to, field)?) })
}

fn day(date: Date, field: &str) -> Result<en16931::Date, Findings> {
    en16931::Date::try_from(date).map_err(|_| {
        Findings::one(Finding::own("KOPROGO-DATE", field, "the date is outside the years 1 to 9999"))
    })
}

fn payment(payment: &Payment) -> PaymentInstructions {
    PaymentInstructions {
        means_code: Some(Code::new(payment.means.code())),
        means_text: None,
        remittance_information: Some(payment.reference.to_string()),
        means: Some(match &payment.means {
            Means::Transfer => PaymentMeans::CreditTransfer(vec![CreditTransfer {
                account_identifier: Some(payment.iban.as_str().to_owned()),
                ..CreditTransfer::default()
            }]),
            Means::DirectDebit { mandate, creditor, account } => PaymentMeans::DirectDebit(DirectDebit {
                mandate_reference: Some(mandate.clone()),
                creditor_identifier: Some(creditor.clone()),
                // The term is an account identifier, which a few last digits are not.
                debited_account: account.clone().filter(|account| Iban::parse(account).is_ok()),
            }),
            Means::Card { last_digits } => PaymentMeans::Card(PaymentCard {
                primary_account_number: Some(last_digits.clone()),
                holder_name: None,
            }),
        }),
    }
}

fn line(line: &Line) -> Result<model::InvoiceLine, Findings> {
    let unit = Code::new(line.quantity.unit.code());
    let name = Some(line.description.clone());
    let rate = rate(line.vat);
    let mut out = model::InvoiceLine::new(
        line.id.to_string(),
        line.description.clone(),
        quantity(line.quantity)?,
        unit.clone(),
        amount(line.net_cents),
        line.vat.category.code(),
        rate,
    );
    out.period = Some(period(line.period, "BG-26")?);
    out.allowances = line.allowances.iter().map(|a| allowance(a.cents, &a.text)).collect();
    out.price = PriceDetails {
        net_price: UnitPriceAmount::new(Decimal::new(line.price.cents.get(), 2)),
        base_quantity: Some(quantity(line.price.base)?),
        base_quantity_code: Some(unit),
        ..PriceDetails::default()
    };
    out.item = Item { name, seller_identifier: Some(line.item.clone()), ..Item::default() };
    Ok(out)
}

fn allowance(cents: Cents, reason: &str) -> LineAllowanceCharge {
    LineAllowanceCharge {
        amount: amount(cents),
        base_amount: None,
        percentage: None,
        reason: Some(reason.to_owned()),
        reason_code: Some(Code::new(DISCOUNT)),
    }
}

fn breakdown(vat: &VatBreakdown) -> model::VatBreakdown {
    model::VatBreakdown {
        taxable_amount: amount(vat.taxable_cents),
        tax_amount: amount(vat.tax_cents),
        category: Code::new(vat.rate.category.code()),
        rate: rate(vat.rate),
        exemption_reason: vat.exemption.as_ref().map(|exemption| exemption.text.clone()),
        exemption_reason_code: vat.exemption.as_ref().map(|exemption| Code::new(exemption.code.clone())),
    }
}

/// Outside the scope of VAT there is no rate, not even zero (BR-O-05).
fn rate(vat: VatRate) -> Option<Percentage> {
    let percent = Percentage::new(Decimal::new(i64::from(vat.basis_points), 2));
    (vat.category != VatCategory::O).then_some(percent)
}

fn totals(invoice: &Invoice) -> DocumentTotals {
    let totals = invoice.totals;
    DocumentTotals {
        line_total: amount(totals.net_cents),
        taxable_total: amount(totals.net_cents),
        vat_total: Some(amount(totals.vat_cents)),
        gross_total: amount(totals.payable_cents),
        due: amount(totals.payable_cents),
        ..DocumentTotals::default()
    }
}

fn amount(cents: Cents) -> InvoiceAmount {
    InvoiceAmount::from_minor_units(cents.get())
}

fn quantity(quantity: billing::invoice::Quantity) -> Result<Quantity, Findings> {
    Decimal::try_from_i128_with_scale(i128::from(quantity.value), u32::from(quantity.scale))
        .map(Quantity::new)
        .map_err(|_| {
            Findings::one(Finding::own("KOPROGO-SCALE", "BT-129", "a quantity has at most 28 decimals"))
        })
}
