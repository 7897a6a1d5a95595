//! From a charge and a VAT treatment to an invoice that lacks nothing but its number and date.

use std::collections::BTreeMap;

use domain::iban::Iban;
use domain::prorate::Span;
use domain::{Cents, Language};
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use super::check::tax_of;
use super::{
    Allowance, Cause, Currency, Exemption, Fault, Invoice, Kind, Line, Means, Mention, Number, Party,
    Payment, Preceding, Quantity, Totals, Unit, UnitPrice, VatBreakdown,
};
use crate::charge::{ChargeLine, ItemKind};
use crate::vat::Treatment;
use crate::wording;

/// What all invoices of a firm have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    pub language: Language,
    pub seller: Party,
    pub buyer: Party,
    pub buyer_reference: String,
    pub means: Means,
    /// The issuer's account.
    pub iban: Iban,
    pub due_days: u16,
    pub notes: Vec<String>,
}

/// Lines of one VAT treatment.
#[derive(Clone, Debug)]
pub struct Section {
    pub treatment: Treatment,
    pub lines: Vec<ChargeLine>,
    pub corrections: Vec<Correction>,
}

/// An amount that an earlier period lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub span: Span,
    pub cents: Cents,
    /// The invoice of those days; none when nothing was asked for them.
    pub invoice: Option<Preceding>,
}

/// Everything of an invoice but what finalising gives it. It may be thrown away and made anew; an invoice may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: Kind,
    pub cause: Cause,
    pub supplied: Span,
    pub header: Header,
    pub lines: Vec<Line>,
    pub vat: Vec<VatBreakdown>,
    pub totals: Totals,
    pub mentions: Vec<Mention>,
    pub corrects: Vec<Preceding>,
}

/// What sections say and come to on an invoice, whoever sends it to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub lines: Vec<Line>,
    pub vat: Vec<VatBreakdown>,
    pub totals: Totals,
    pub mentions: Vec<Mention>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    #[error("the amounts leave 64 bits")]
    TooLarge,
    #[error("the invoice would not be right: {0:?}")]
    Faults(Vec<Fault>),
}

/// Name of the item of lines that correct earlier periods.
pub(super) const CORRECTION: &str = "correction";

impl Content {
    /// In the order of the sections.
    pub fn new(language: Language, sections: &[Section]) -> Result<Self, DraftError> {
        let mut lines: Vec<Line> = Vec::new();
        let mut mentions: Vec<Mention> = Vec::new();
        let mut reasons = BTreeMap::new();
        for section in sections {
            let Treatment { rate, basis, .. } = section.treatment;
            let charged = section.lines.iter().map(|line| charged(language, line, &section.treatment));
            let corrected = section.corrections.iter().map(|c| corrected(language, c, &section.treatment));
            for line in charged.chain(corrected) {
                lines.push(Line { id: u32::try_from(lines.len()).unwrap_or(u32::MAX) + 1, ..line });
            }
            let mention = wording::mention(language, basis);
            if let (Some(code), Some(mention)) = (basis.exemption_code(), &mention) {
                let (code, text) = (code.to_owned(), mention.text.clone());
                reasons.insert(rate, Exemption { code, text });
            }
            mentions.extend(mention.filter(|mention| !mentions.contains(mention)));
        }
        let vat = breakdown(&lines, &reasons).ok_or(DraftError::TooLarge)?;
        let totals = totals(&vat).ok_or(DraftError::TooLarge)?;
        Ok(Self { lines, vat, totals, mentions })
    }
}

impl Draft {
    pub fn new(
        header: &Header,
        cause: Cause,
        supplied: Span,
        sections: &[Section],
    ) -> Result<Self, DraftError> {
        let Content { lines, vat, totals, mentions } = Content::new(header.language, sections)?;
        let mut corrects: Vec<Preceding> = Vec::new();
        let corrections = sections.iter().flat_map(|section| &section.corrections);
        for preceding in corrections.filter_map(|correction| correction.invoice.as_ref()) {
            if !corrects.contains(preceding) {
                corrects.push(preceding.clone());
            }
        }
        let header = header.clone();
        Ok(Self { kind: Kind::Invoice, cause, supplied, header, lines, vat, totals, mentions, corrects })
    }

    /// Gives the draft its number and day. What comes out is checked and never changes again.
    pub fn finalise(self, number: Number, issued_on: Date) -> Result<Invoice, DraftError> {
        let Header { language, seller, buyer, buyer_reference, means, iban, due_days, notes } = self.header;
        let due_days = if self.kind == Kind::CreditNote { 0 } else { due_days };
        let due_on = issued_on.checked_add(Duration::days(i64::from(due_days))).unwrap_or(issued_on);
        let terms = wording::terms(language, self.kind, &means, due_on);
        let invoice = Invoice {
            kind: self.kind,
            number,
            cause: self.cause,
            issued_on,
            supplied: self.supplied,
            due_on,
            currency: Currency::Eur,
            language,
            seller,
            buyer,
            buyer_reference,
            lines: self.lines,
            vat: self.vat,
            totals: self.totals,
            payment: Payment { means, iban, reference: number.communication(), terms },
            mentions: self.mentions,
            notes,
            corrects: self.corrects,
        };
        invoice.check().map_err(DraftError::Faults)?;
        Ok(invoice)
    }
}

fn charged(language: Language, line: &ChargeLine, treatment: &Treatment) -> Line {
    let unit = if line.item.kind == ItemKind::Ahead { Unit::CoproMonth } else { Unit::CoproDay };
    let allowances = line.allowances.iter().map(|rebate| Allowance {
        key: rebate.key.clone(),
        text: wording::allowance(language, &rebate.key),
        cents: rebate.cents,
    });
    Line {
        id: 0,
        item: line.item.plan.clone(),
        description: wording::line(language, &line.item, line.span),
        period: line.span,
        quantity: Quantity::whole(line.quantity, unit),
        price: UnitPrice { cents: line.item.price, base: Quantity::whole(line.base, unit) },
        gross_cents: line.gross,
        allowances: allowances.collect(),
        net_cents: line.net,
        vat: treatment.rate,
    }
}

/// One piece at the amount: of how many days it is made is told by the firm's usage of those days.
fn corrected(language: Language, correction: &Correction, treatment: &Treatment) -> Line {
    let number = correction.invoice.as_ref().map(|preceding| preceding.number);
    Line {
        item: CORRECTION.to_owned(),
        description: wording::correction(language, correction.span, number),
        ..piece(correction.span, correction.cents, treatment.rate)
    }
}

/// A line of one piece.
pub(super) fn piece(period: Span, cents: Cents, vat: super::VatRate) -> Line {
    Line {
        id: 0,
        item: String::new(),
        description: String::new(),
        period,
        quantity: Quantity::whole(1, Unit::Piece),
        price: UnitPrice { cents, base: Quantity::whole(1, Unit::Piece) },
        gross_cents: cents,
        allowances: Vec::new(),
        net_cents: cents,
        vat,
    }
}

/// VAT of each rate, on the sum of its lines.
fn breakdown(lines: &[Line], reasons: &BTreeMap<super::VatRate, Exemption>) -> Option<Vec<VatBreakdown>> {
    let mut taxable: BTreeMap<super::VatRate, Cents> = BTreeMap::new();
    for line in lines {
        let sum = taxable.entry(line.vat).or_default();
        *sum = sum.checked_add(line.net_cents)?;
    }
    let one = |(rate, taxable_cents): (super::VatRate, Cents)| {
        let exemption = reasons.get(&rate).cloned();
        Some(VatBreakdown { rate, taxable_cents, tax_cents: tax_of(taxable_cents, rate)?, exemption })
    };
    taxable.into_iter().map(one).collect()
}

pub(super) fn totals(vat: &[VatBreakdown]) -> Option<Totals> {
    let net_cents = Cents::sum(vat.iter().map(|part| part.taxable_cents))?;
    let vat_cents = Cents::sum(vat.iter().map(|part| part.tax_cents))?;
    Some(Totals { net_cents, vat_cents, payable_cents: net_cents.checked_add(vat_cents)? })
}
