//! Credit notes: all of an invoice or part of it, never more than it asked for.

use std::collections::BTreeMap;

use domain::Cents;
use domain::allocate::{TieSeed, allocate};
use domain::prorate::Span;

use super::check::tax_of;
use super::draft::{piece, totals};
use super::{Draft, Header, Invoice, Kind, Line, Preceding, VatBreakdown, VatRate};
use crate::wording;

/// What is given back.
#[derive(Clone, Copy, Debug)]
pub enum Credited<'a> {
    /// All that earlier credit notes have left.
    All,
    /// So much, without VAT, of the lines about these days, shared over them by what is left of each.
    Days(&'a [(Span, Cents)]),
    /// So much, without VAT, of these lines.
    Lines(&'a [(u32, Cents)]),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    #[error("a credit note is not credited: make an invoice")]
    NotAnInvoice,
    #[error("{0} does not credit this invoice: give only the credit notes of the invoice")]
    Foreign(super::Number),
    #[error("the invoice has no line {0}")]
    UnknownLine(u32),
    #[error("line {0}: give an amount above zero, once")]
    Amount(u32),
    #[error("line {line}: only {left} is left to credit")]
    MoreThanInvoiced { line: u32, left: Cents },
    #[error("only {0} is left to credit")]
    MoreThanLeft(Cents),
    #[error("nothing is left to credit")]
    NothingLeft,
    #[error("the amounts leave 64 bits")]
    TooLarge,
}

/// A credit note for `invoice`, after those of `earlier`, with a remark that says why.
pub fn credit(
    invoice: &Invoice,
    earlier: &[Invoice],
    what: Credited<'_>,
    why: String,
) -> Result<Draft, CreditError> {
    if invoice.kind != Kind::Invoice {
        return Err(CreditError::NotAnInvoice);
    }
    let itself = Preceding { number: invoice.number, issued_on: invoice.issued_on };
    let foreign = |note: &&Invoice| note.kind != Kind::CreditNote || note.corrects != [itself.clone()];
    if let Some(note) = earlier.iter().find(foreign) {
        return Err(CreditError::Foreign(note.number));
    }
    let left = left(invoice, earlier)?;
    let amounts = match what {
        Credited::All => left.clone(),
        Credited::Days(list) => of_days(invoice, &left, list)?,
        Credited::Lines(list) => chosen(&left, list)?,
    };
    let lines: Vec<Line> = (invoice.lines.iter())
        .filter_map(|line| amounts.get(&line.id).map(|cents| credited_line(invoice, line, *cents)))
        .collect();
    if lines.is_empty() {
        return Err(CreditError::NothingLeft);
    }
    let vat = vat(invoice, earlier, &lines).ok_or(CreditError::TooLarge)?;
    let totals = totals(&vat).ok_or(CreditError::TooLarge)?;
    let from = lines.iter().map(|line| line.period.from).chain([invoice.supplied.from]).min();
    let supplied = Span { from: from.unwrap_or(invoice.supplied.from), ..invoice.supplied };
    let header = header(invoice, why);
    let mentions = invoice.mentions.clone();
    let (kind, cause, corrects) = (Kind::CreditNote, invoice.cause, vec![itself]);
    Ok(Draft { kind, cause, supplied, header, lines, vat, totals, mentions, corrects })
}

/// The header the invoice was made with.
fn header(invoice: &Invoice, why: String) -> Header {
    Header {
        language: invoice.language,
        seller: invoice.seller.clone(),
        buyer: invoice.buyer.clone(),
        buyer_reference: invoice.buyer_reference.clone(),
        means: invoice.payment.means.clone(),
        iban: invoice.payment.iban.clone(),
        due_days: 0,
        notes: vec![why],
    }
}

/// What is left of each line, lines of which nothing is left out.
fn left(invoice: &Invoice, earlier: &[Invoice]) -> Result<BTreeMap<u32, Cents>, CreditError> {
    let mut left: BTreeMap<u32, Cents> = invoice.lines.iter().map(|line| (line.id, line.net_cents)).collect();
    for line in earlier.iter().flat_map(|note| &note.lines) {
        let rest = left.get_mut(&line.id).ok_or(CreditError::UnknownLine(line.id))?;
        *rest = rest.checked_sub(line.net_cents).ok_or(CreditError::TooLarge)?;
    }
    left.retain(|_, rest| rest.is_positive());
    Ok(left)
}

fn of_days(
    invoice: &Invoice,
    left: &BTreeMap<u32, Cents>,
    list: &[(Span, Cents)],
) -> Result<BTreeMap<u32, Cents>, CreditError> {
    let mut amounts = BTreeMap::new();
    for (span, net) in list {
        let about = |line: &&Line| line.period.from >= span.from && line.period.to <= span.to;
        let lines = invoice.lines.iter().filter(about);
        let rest: Vec<(u32, i64)> =
            lines.filter_map(|l| left.get(&l.id).map(|rest| (l.id, rest.0))).collect();
        let all = Cents::sum(rest.iter().map(|(_, cents)| Cents(*cents))).ok_or(CreditError::TooLarge)?;
        if *net > all {
            return Err(CreditError::MoreThanLeft(all));
        }
        if !net.is_positive() {
            return Err(CreditError::NothingLeft);
        }
        let weights: Vec<i64> = rest.iter().map(|(_, cents)| *cents).collect();
        let parts = allocate(*net, &weights, TieSeed::LISTED).map_err(|_| CreditError::TooLarge)?;
        for ((line, _), cents) in rest.into_iter().zip(parts).filter(|(_, cents)| !cents.is_zero()) {
            if amounts.insert(line, cents).is_some() {
                return Err(CreditError::Amount(line));
            }
        }
    }
    Ok(amounts)
}

fn chosen(left: &BTreeMap<u32, Cents>, list: &[(u32, Cents)]) -> Result<BTreeMap<u32, Cents>, CreditError> {
    let mut amounts = BTreeMap::new();
    for &(line, cents) in list {
        let rest = left.get(&line).copied().ok_or(CreditError::UnknownLine(line))?;
        if !cents.is_positive() || amounts.insert(line, cents).is_some() {
            return Err(CreditError::Amount(line));
        }
        if cents > rest {
            return Err(CreditError::MoreThanInvoiced { line, left: rest });
        }
    }
    Ok(amounts)
}

/// The line itself when all of it is given back, else one piece of the amount.
fn credited_line(invoice: &Invoice, line: &Line, cents: Cents) -> Line {
    let description = wording::credited(invoice.language, &line.description);
    if cents == line.net_cents {
        return Line { description, ..line.clone() };
    }
    Line { id: line.id, item: line.item.clone(), description, ..piece(line.period, cents, line.vat) }
}

/// Tax of each rate as the difference of running totals: all credit notes together never give back more tax than was asked, and exactly that
/// once all is credited.
fn vat(invoice: &Invoice, earlier: &[Invoice], lines: &[Line]) -> Option<Vec<VatBreakdown>> {
    let mut parts = Vec::new();
    for asked in &invoice.vat {
        let now = Cents::sum(lines.iter().filter(|line| line.vat == asked.rate).map(|line| line.net_cents))?;
        if now.is_zero() {
            continue;
        }
        let (taxable_before, tax_before) = credited_before(earlier, asked.rate)?;
        let so_far = taxable_before.checked_add(now)?;
        let tax_cents = tax_of(so_far, asked.rate)?.checked_sub(tax_before)?;
        parts.push(VatBreakdown { taxable_cents: now, tax_cents, ..asked.clone() });
    }
    Some(parts)
}

fn credited_before(earlier: &[Invoice], rate: VatRate) -> Option<(Cents, Cents)> {
    let parts = || earlier.iter().flat_map(|note| &note.vat).filter(|part| part.rate == rate);
    let taxable = Cents::sum(parts().map(|part| part.taxable_cents))?;
    Some((taxable, Cents::sum(parts().map(|part| part.tax_cents))?))
}
