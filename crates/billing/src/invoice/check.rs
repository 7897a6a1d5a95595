//! What holds for every finalised document, computed anew from its lines.

use std::collections::BTreeMap;

use domain::Cents;
use serde::Serialize;

use super::draft::{CORRECTION, totals};
use super::{Invoice, Kind, Line, VatBreakdown, VatCategory, VatRate};
use crate::ratio;

/// More lines than this no customer reads and no access point has to take.
pub const MAX_LINES: usize = 500;

/// Something about a document that is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    #[error("number: its year must be that of issued_on")]
    Number,
    #[error(
        "due_on, supplied, cause.period: none may end before it begins, nor the due day lie before issued_on"
    )]
    Dates,
    #[error(
        "lines: from 1 to {MAX_LINES}, ids 1, 2, 3 … (of a credit note: those of the lines it credits, ascending)"
    )]
    Lines,
    #[error("lines.{line}: net_cents must be gross_cents less the allowances, none of them negative")]
    LineAmounts { line: u32 },
    #[error("lines.{line}: gross_cents must be quantity × price, to two cents (PEPPOL-EN16931-R120)")]
    LinePrice { line: u32 },
    #[error("lines.{line}: period must lie within supplied")]
    LinePeriod { line: u32 },
    #[error(
        "vat: one entry for each rate, ordered, taxable_cents the sum of its lines, tax computed on that sum"
    )]
    Vat,
    #[error("vat.exemption: a reason exactly where the category needs one, and no rate there")]
    Exemption,
    #[error("totals: must be the sums of vat")]
    Totals,
    #[error(
        "seller, buyer: the seller needs its VAT and company number, both need a name, reverse charge the buyer's VAT number"
    )]
    Parties,
    #[error("mentions: reverse charge must be mentioned")]
    Mentions,
    #[error(
        "corrects: exactly one invoice for a credit note, one or more only with lines of correction for an invoice"
    )]
    Corrects,
    #[error("payment.reference: must be the communication of the number")]
    Reference,
}

impl Invoice {
    /// Everything that is not right, if anything.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        let mut hold = |holds: bool, fault| {
            if !holds {
                faults.push(fault);
            }
        };
        hold(i32::from(self.number.year()) == self.issued_on.year(), Fault::Number);
        hold(self.dates_hold(), Fault::Dates);
        hold(self.ids_hold(), Fault::Lines);
        for line in &self.lines {
            let fault = line.id;
            hold(amounts_hold(line), Fault::LineAmounts { line: fault });
            hold(price_holds(line), Fault::LinePrice { line: fault });
            let within = line.period.from >= self.supplied.from && line.period.to <= self.supplied.to;
            let earlier = line.item == CORRECTION;
            hold(
                (within || earlier) && line.period.from <= line.period.to,
                Fault::LinePeriod { line: fault },
            );
        }
        hold(self.vat_holds(), Fault::Vat);
        hold(self.vat.iter().all(exemption_holds), Fault::Exemption);
        hold(totals(&self.vat) == Some(self.totals), Fault::Totals);
        hold(self.parties_hold(), Fault::Parties);
        let mentioned = self.mentions.iter().any(|mention| mention.key == "reverse-charge");
        hold(mentioned || !self.reverses_charge(), Fault::Mentions);
        hold(self.corrects_holds(), Fault::Corrects);
        hold(self.payment.reference == self.number.communication(), Fault::Reference);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn dates_hold(&self) -> bool {
        let forward = |span: domain::prorate::Span| span.from <= span.to;
        self.due_on >= self.issued_on && forward(self.supplied) && forward(self.cause.period)
    }

    fn ids_hold(&self) -> bool {
        let counted = self.lines.iter().zip(1..).all(|(line, id)| line.id == id);
        let ascending = self.lines.windows(2).all(|pair| pair[0].id < pair[1].id);
        let ids = if self.kind == Kind::CreditNote { ascending } else { counted };
        ids && (1..=MAX_LINES).contains(&self.lines.len())
    }

    fn vat_holds(&self) -> bool {
        let mut taxable: BTreeMap<VatRate, i128> = BTreeMap::new();
        for line in &self.lines {
            *taxable.entry(line.vat).or_default() += i128::from(line.net_cents.0);
        }
        let same = |(part, (rate, sum)): (&VatBreakdown, (&VatRate, &i128))| {
            part.rate == *rate && i128::from(part.taxable_cents.0) == *sum && self.tax_holds(part)
        };
        self.vat.len() == taxable.len() && self.vat.iter().zip(&taxable).all(same)
    }

    /// Of credit notes that follow each other the last takes what is left of the tax, which may be a cent more or less.
    fn tax_holds(&self, part: &VatBreakdown) -> bool {
        let slack = if self.kind == Kind::CreditNote { 1 } else { 0 };
        let exact = tax_of(part.taxable_cents, part.rate);
        exact.is_some_and(|exact| part.tax_cents.0.abs_diff(exact.0) <= slack)
            && !part.tax_cents.is_negative()
    }

    fn reverses_charge(&self) -> bool {
        self.vat.iter().any(|part| part.rate.category == VatCategory::Ae)
    }

    fn parties_hold(&self) -> bool {
        let named = !self.seller.name.is_empty() && !self.buyer.name.is_empty();
        let seller = self.seller.vat_number.is_some() && self.seller.company.is_some();
        named && seller && (self.buyer.vat_number.is_some() || !self.reverses_charge())
    }

    fn corrects_holds(&self) -> bool {
        match self.kind {
            Kind::CreditNote => self.corrects.len() == 1,
            Kind::Invoice => {
                self.corrects.is_empty() || self.lines.iter().any(|line| line.item == CORRECTION)
            }
        }
    }
}

/// The tax on an amount; `None` when it leaves 64 bits.
pub(super) fn tax_of(taxable: Cents, rate: VatRate) -> Option<Cents> {
    ratio::basis_points(taxable, rate.basis_points)
}

fn amounts_hold(line: &Line) -> bool {
    let off = Cents::sum(line.allowances.iter().map(|allowance| allowance.cents));
    let positive = line.allowances.iter().all(|allowance| allowance.cents.is_positive());
    let net = off.and_then(|off| line.gross_cents.checked_sub(off));
    net == Some(line.net_cents) && positive && !line.net_cents.is_negative()
}

/// Lines of a set share the cents of one rounding: each may be less than two from its own.
fn price_holds(line: &Line) -> bool {
    let (quantity, base) = (line.quantity, line.price.base);
    if quantity.unit != base.unit
        || quantity.scale != base.scale
        || base.value <= 0
        || line.price.cents.is_negative()
    {
        return false;
    }
    let exact = i128::from(quantity.value) * i128::from(line.price.cents.0);
    let given = i128::from(line.gross_cents.0) * i128::from(base.value);
    (exact - given).abs() < 2 * i128::from(base.value)
}

fn exemption_holds(part: &VatBreakdown) -> bool {
    let untaxed = part.rate.category != VatCategory::S;
    part.exemption.is_some() == part.rate.category.needs_reason() && (part.rate.basis_points == 0) == untaxed
}
