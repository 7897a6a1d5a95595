//! The words of an invoice, handed to the template. What the law wants to read on it is named in `billing::invoice`.

use billing::invoice::{Identifier, Invoice, Kind, Means, Party, VatBreakdown, VatCategory, VatRate};
use domain::company_number::CompanyNumber;
use domain::epc::{self, Remittance};
use domain::{Cents, Language};
use serde_json::{Value, json};

use super::numbers::{euros, iban, plain};
use super::world::{Letter, Template, typeset};
use super::{MAX_LINES, PdfError, qr};
use crate::messages::{exists, long_date, text};

mod lines;

pub(super) fn render(invoice: &Invoice) -> Result<Vec<u8>, PdfError> {
    check(invoice)?;
    let letter = Letter {
        template: Template::Invoice,
        facts: facts(invoice),
        epc_svg: payment_code(invoice)?,
        issued_on: invoice.issued_on,
    };
    typeset(letter)
}

fn check(invoice: &Invoice) -> Result<(), PdfError> {
    if invoice.lines.is_empty() || invoice.lines.len() > MAX_LINES {
        return Err(PdfError::Facts("an invoice has 1 to 10000 lines"));
    }
    let totals = invoice.totals;
    let sums = [
        (Cents::sum(invoice.lines.iter().map(|line| line.net_cents)), totals.net_cents),
        (Cents::sum(invoice.vat.iter().map(|vat| vat.taxable_cents)), totals.net_cents),
        (Cents::sum(invoice.vat.iter().map(|vat| vat.tax_cents)), totals.vat_cents),
        (totals.net_cents.checked_add(totals.vat_cents), totals.payable_cents),
    ];
    if sums.iter().any(|(sum, total)| *sum != Some(*total)) {
        return Err(PdfError::Facts("the lines and the VAT do not add up to the totals"));
    }
    let off = |line: &billing::invoice::Line| {
        let less = Cents::sum(line.allowances.iter().map(|allowance| allowance.cents));
        less.and_then(|less| line.gross_cents.checked_sub(less)) != Some(line.net_cents)
    };
    if invoice.lines.iter().any(off) {
        return Err(PdfError::Facts("a line is not its gross amount less its allowances"));
    }
    Ok(())
}

/// Only who pays by transfer gets a code to pay with: the others would pay twice.
fn payment_code(invoice: &Invoice) -> Result<Option<String>, PdfError> {
    let payment = &invoice.payment;
    if settlement(invoice) != Settlement::Transfer {
        return Ok(None);
    }
    let remittance = Remittance::Vcs(payment.reference);
    epc::payload(&invoice.seller.name, &payment.iban, invoice.totals.payable_cents, &remittance)
        .map_err(|_| PdfError::Facts("no payment code can ask for this amount in this name"))
        .and_then(|payload| qr::svg(&payload).map(Some))
}

/// How the invoice is settled, as its reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settlement {
    Transfer,
    Collected,
    Credited,
    Nothing,
}

fn settlement(invoice: &Invoice) -> Settlement {
    match (invoice.kind, invoice.totals.payable_cents.get()) {
        (_, 0) => Settlement::Nothing,
        (Kind::CreditNote, _) | (Kind::Invoice, ..0) => Settlement::Credited,
        (Kind::Invoice, _) if invoice.payment.means == Means::Transfer => Settlement::Transfer,
        (Kind::Invoice, _) => Settlement::Collected,
    }
}

fn facts(invoice: &Invoice) -> Value {
    let language = invoice.language;
    let say = |id: &str| text(language, id, &[]);
    let heading = say(match invoice.kind {
        Kind::Invoice => "invoice-heading",
        Kind::CreditNote => "invoice-heading-credit",
    });
    let number = invoice.number.to_string();
    let title = [
        ("heading", heading.as_str().into()),
        ("number", number.as_str().into()),
        ("seller", invoice.seller.name.as_str().into()),
    ];
    let from = long_date(language, invoice.supplied.from);
    let to = long_date(language, invoice.supplied.to);
    let mut facts = stationery(invoice);
    facts["title"] = text(language, "invoice-document-title", &title).into();
    facts["running"] = format!("{heading} {number}").into();
    facts["subject"] = text(language, "invoice-period", &[("from", from.into()), ("to", to.into())]).into();
    facts["heading"] = format!("{heading} {number}").into();
    facts["particulars"] = particulars(invoice);
    facts["panel"] = panel(invoice);
    facts["lines"] = lines::table(invoice);
    facts["summary"] = summary(invoice);
    facts["totals"] = totals(invoice);
    facts["mentions"] = invoice.mentions.iter().map(|m| json!([m.text, m.article])).collect();
    facts["notes"] = json!(invoice.notes);
    facts["legal"] = legal(invoice);
    facts
}

/// Who writes, and to whom.
fn stationery(invoice: &Invoice) -> Value {
    let (language, seller, buyer) = (invoice.language, &invoice.seller, &invoice.buyer);
    // Post that crosses a border needs countries.
    let abroad = seller.address.country != buyer.address.country;
    let place = |party: &Party| {
        let address = &party.address;
        let mut lines = vec![address.street.clone(), format!("{} {}", address.postal_code, address.city)];
        lines.extend(abroad.then(|| country(language, &address.country)));
        lines
    };
    let mut recipient = vec![buyer.name.clone()];
    recipient.extend(place(buyer));
    let number = seller.vat_number.as_deref().map(|number| vat_number(language, number));
    let mut from = place(seller);
    from.extend(seller.email.clone());
    let mut footer = vec![seller.name.clone()];
    footer.extend(registration(language, seller));
    footer.extend(seller.legal_note.clone());
    footer.push(format!("{} {}", text(language, "doc-iban", &[]), iban(invoice.payment.iban.as_str())));
    json!({
        "lang": language.as_str(),
        "firm": { "name": seller.name, "note": seller.legal_note.clone().unwrap_or_default() },
        "copro": { "name": number.unwrap_or_default(), "lines": from },
        "recipient": recipient,
        "footer": footer.join(" · "),
        "page_word": text(language, "doc-page", &[]),
    })
}

/// In words where we have them.
fn country(language: Language, code: &str) -> String {
    let id = format!("invoice-country-{code}");
    if exists(language, &id) { text(language, &id, &[]) } else { code.to_owned() }
}

fn vat_number(language: Language, number: &str) -> String {
    let shown = number.strip_prefix("BE").and_then(|digits| CompanyNumber::parse(digits).ok());
    let shown = shown.map_or_else(|| number.to_owned(), |number| format!("BE {number}"));
    text(language, "invoice-vat-number", &[("number", shown.replace(' ', "\u{a0}").into())])
}

fn registration(language: Language, party: &Party) -> Option<String> {
    let number = shown(party.company.as_ref()?);
    Some(text(language, "invoice-company-number", &[("number", number.into())]))
}

/// Belgian numbers with the dots that people read them by.
fn shown(company: &Identifier) -> String {
    let belgian = (company.scheme == Identifier::KBO).then(|| CompanyNumber::parse(&company.value).ok());
    belgian.flatten().map_or_else(|| company.value.clone(), |number| number.to_string())
}

fn particulars(invoice: &Invoice) -> Value {
    let language = invoice.language;
    let say = |id: &str| text(language, id, &[]);
    let mut rows = vec![[say("invoice-issued-on"), long_date(language, invoice.issued_on)]];
    if matches!(settlement(invoice), Settlement::Transfer | Settlement::Collected) {
        rows.push([say("invoice-due-on"), long_date(language, invoice.due_on)]);
    }
    if let Some(number) = &invoice.buyer.vat_number {
        rows.push([say("invoice-customer-vat"), number.clone()]);
    } else if let Some(company) = &invoice.buyer.company {
        rows.push([say("invoice-customer-number"), shown(company)]);
    }
    rows.push([say("invoice-reference"), invoice.buyer_reference.clone()]);
    let preceding: Vec<String> = invoice
        .corrects
        .iter()
        .map(|of| {
            let of = [("number", of.number.to_string().into()), ("date", language.date(of.issued_on).into())];
            text(language, "invoice-preceding", &of)
        })
        .collect();
    if !preceding.is_empty() {
        let count = i64::try_from(preceding.len()).unwrap_or(i64::MAX);
        rows.push([text(language, "invoice-corrects", &[("count", count.into())]), preceding.join(", ")]);
    }
    json!(rows)
}

fn panel(invoice: &Invoice) -> Value {
    let (language, payment) = (invoice.language, &invoice.payment);
    let say = |id: &str| text(language, id, &[]);
    let settlement = settlement(invoice);
    let amount = euros(language, invoice.totals.payable_cents.get().abs());
    let due = [("date", long_date(language, invoice.due_on).into())];
    let (label, due) = match settlement {
        Settlement::Transfer => ("invoice-to-pay", Some(text(language, "invoice-by", &due))),
        Settlement::Collected => ("invoice-to-collect", Some(text(language, "invoice-on", &due))),
        Settlement::Credited => ("invoice-credited", None),
        Settlement::Nothing => ("invoice-nothing-to-pay", None),
    };
    let scan_alt = [
        ("amount", amount.as_str().into()),
        ("holder", invoice.seller.name.as_str().into()),
        ("communication", payment.reference.to_string().into()),
    ];
    let transfer = settlement == Settlement::Transfer;
    json!({
        "amount_label": say(label),
        "amount": amount,
        "due": due,
        "terms": if settlement == Settlement::Nothing { "" } else { payment.terms.as_str() },
        "rows": payment_rows(invoice, settlement),
        "scan": transfer.then(|| say("call-scan")),
        "scan_alt": text(language, "call-scan-alt", &scan_alt),
    })
}

fn payment_rows(invoice: &Invoice, settlement: Settlement) -> Vec<[String; 2]> {
    let (language, payment) = (invoice.language, &invoice.payment);
    let say = |id: &str| text(language, id, &[]);
    let reference = [say("doc-communication"), payment.reference.to_string()];
    match (&payment.means, settlement) {
        (_, Settlement::Credited | Settlement::Nothing) => Vec::new(),
        (Means::Transfer, _) => vec![
            [say("doc-holder"), invoice.seller.name.clone()],
            [say("doc-iban"), iban(payment.iban.as_str())],
            reference,
        ],
        (Means::DirectDebit { mandate, creditor, account }, _) => {
            let mut rows =
                vec![[say("invoice-mandate"), mandate.clone()], [say("invoice-creditor"), creditor.clone()]];
            rows.extend(account.as_deref().map(|account| [say("invoice-account"), masked(account)]));
            rows
        }
        (Means::Card { last_digits }, _) => vec![[say("invoice-card"), masked(last_digits)], reference],
    }
}

/// Enough to recognise an account or a card by, not enough to misuse it.
fn masked(number: &str) -> String {
    let compact: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    let last: String = compact.iter().skip(compact.len().saturating_sub(4)).collect();
    format!("•••• {last}")
}

/// Base and tax of each rate (article 5 of royal decree no. 1 wants both).
fn summary(invoice: &Invoice) -> Value {
    let language = invoice.language;
    let columns = ["category", "base", "tax"];
    let row = |vat: &VatBreakdown| {
        let name = match &vat.exemption {
            Some(exemption) => exemption.text.clone(),
            None => percent(language, vat.rate),
        };
        [name, plain(language, vat.taxable_cents.get()), plain(language, vat.tax_cents.get())]
    };
    json!({
        "title": text(language, "invoice-summary", &[]),
        "headers": columns.map(|column| text(language, &format!("invoice-summary-{column}"), &[])),
        "rows": invoice.vat.iter().map(row).collect::<Vec<_>>(),
    })
}

fn totals(invoice: &Invoice) -> Value {
    let language = invoice.language;
    let say = |id: &str| text(language, id, &[]);
    let mut rows = vec![[say("invoice-net"), euros(language, invoice.totals.net_cents.get())]];
    rows.extend(invoice.vat.iter().map(|vat| {
        let name = match &vat.exemption {
            Some(exemption) => exemption.text.clone(),
            None => text(language, "invoice-vat-rate", &[("rate", rate(language, vat.rate).into())]),
        };
        [name, euros(language, vat.tax_cents.get())]
    }));
    let payable = match invoice.kind {
        Kind::Invoice => "invoice-payable",
        Kind::CreditNote => "invoice-payable-credit",
    };
    json!({ "rows": rows, "total": [say(payable), euros(language, invoice.totals.payable_cents.get())] })
}

fn percent(language: Language, vat: VatRate) -> String {
    if vat.category != VatCategory::S && vat.category != VatCategory::Z {
        return text(language, "invoice-no-vat", &[]);
    }
    text(language, "invoice-percent", &[("rate", rate(language, vat).into())])
}

/// `21`, `5,5`.
fn rate(language: Language, vat: VatRate) -> String {
    lines::decimal(language, i64::from(vat.basis_points), 2)
}

fn legal(invoice: &Invoice) -> Value {
    let language = invoice.language;
    let days = invoice.lines.iter().any(|line| line.quantity.unit == billing::invoice::Unit::CoproDay);
    let taxed = invoice.vat.iter().any(|vat| vat.rate.basis_points > 0);
    let wanted = [(days, "invoice-legal-copro-day"), (taxed, "invoice-legal-rounding")];
    wanted.iter().filter(|(wanted, _)| *wanted).map(|(_, id)| Value::from(text(language, id, &[]))).collect()
}

#[cfg(test)]
mod tests;
