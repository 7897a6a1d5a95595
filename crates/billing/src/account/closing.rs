//! Closing days, paying ahead, and what later facts change about days that are closed.

use domain::Cents;
use domain::prorate::Span;
use time::Date;

use super::{Account, AccountError, MAX_PARTS, Terms};
use crate::charge::{Basis, Charge, Commitment, annual, charge};
use crate::invoice::{
    Cause, Correction, Credited, Draft, Invoice, Kind, Number, Preceding, Reason, Section, credit,
};
use crate::vat::{Treatment, decide};

/// Days that are closed, and what was asked for them so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub period: Span,
    pub span: Span,
    /// In the order in which it was asked.
    pub asked: Vec<Asked>,
}

/// What an invoice asks for some days, without VAT, less what was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub invoice: Preceding,
    pub cents: Cents,
}

impl Closed {
    pub fn total(&self) -> Cents {
        Cents::sum(self.asked.iter().map(|asked| asked.cents)).unwrap_or_default()
    }
}

/// Closed days that cost something else by what is known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub span: Span,
    /// Positive when the firm owes more; negative when it gets something back.
    pub cents: Cents,
    /// What is added to: the first invoice of those days, none if they were free. What gives back: the last that asked for them, then
    /// the one before.
    pub invoice: Option<Preceding>,
    part: usize,
}

impl Account {
    /// What the days of a part cost by what is known now.
    pub fn charge(&self, part: Span) -> Result<Charge, AccountError> {
        let period = self.anchor.period_of(part.from).ok_or(AccountError::Full)?;
        let coupons = self.coupons(period);
        let copros = self.meter.copros_by_day(period);
        let (tariffs, committed) = (&self.tariffs, &self.committed);
        let basis = Basis { period, copros: &copros, tariffs, committed, coupons: &coupons };
        Ok(charge(&basis, part)?)
    }

    /// Closed days whose price has changed since.
    pub fn owed(&self) -> Result<Vec<Owed>, AccountError> {
        let Some(touched) = self.touched else { return Ok(Vec::new()) };
        let mut owed = Vec::new();
        for (part, closed) in self.parts.iter().enumerate() {
            // A coupon speaks of the whole period, so all of a touched period is looked at.
            if closed.period.to < touched {
                continue;
            }
            let mut cents = Cents(self.charge(closed.span)?.net().0 - closed.total().0);
            let span = closed.span;
            if cents.is_positive() {
                let invoice = closed.asked.first().map(|asked| asked.invoice.clone());
                owed.push(Owed { span, cents, invoice, part });
            }
            for asked in closed.asked.iter().rev() {
                let back = Cents(asked.cents.0.min(-cents.0));
                if back.is_positive() {
                    cents = Cents(cents.0 + back.0);
                    let invoice = Some(asked.invoice.clone());
                    owed.push(Owed { span, cents: Cents(-back.0), invoice, part });
                }
            }
        }
        Ok(owed)
    }

    /// The invoice that closing days up to `until` would make today; none when there is nothing to ask.
    pub fn draft(&self, until: Date, reason: Reason, today: Date) -> Result<Option<Draft>, AccountError> {
        Ok(self.prepare(until, reason, today, today)?.draft)
    }

    /// The invoice that days up to `until` would make if they were over and nothing changed, by what is known `today`.
    pub fn foresee(&self, until: Date, today: Date) -> Result<Option<Draft>, AccountError> {
        let over = until.next_day().ok_or(AccountError::Full)?;
        Ok(self.prepare(until, Reason::Termination, today, over)?.draft)
    }

    /// `over`: the day by which the days must be over.
    fn prepare(
        &self,
        until: Date,
        reason: Reason,
        today: Date,
        over: Date,
    ) -> Result<Prepared, AccountError> {
        let part = if reason == Reason::Correction { None } else { Some(self.part(until, reason, over)?) };
        let lines = part.map(|part| self.charge(part)).transpose()?.unwrap_or_default();
        let mut owed = self.owed()?;
        owed.retain(|owed| owed.cents.is_positive());
        let asked = lines.net();
        let (period, supplied) = match part {
            Some(part) => (self.anchor.period_of(part.from).ok_or(AccountError::Full)?, part),
            None => {
                let period = self.anchor.period_of(today).ok_or(AccountError::Full)?;
                let from = owed.first().map_or(today, |owed| owed.span.from);
                (period, Span { from, to: owed.last().map_or(today, |owed| owed.span.to) })
            }
        };
        let cause = Cause { subscription: self.subscription, period, reason };
        if let Some(earlier) = self.invoiced(&cause) {
            return Err(AccountError::Invoiced(earlier.number));
        }
        if asked.is_zero() && owed.is_empty() {
            return Ok(Prepared { part, asked, owed, draft: None });
        }
        let terms = self.terms.as_ref().ok_or(AccountError::NoTerms)?;
        let mut sections = Vec::new();
        if !asked.is_zero() {
            let treatment = self.treat(terms, supplied.to, today)?;
            sections.push(Section { treatment, lines: lines.lines, corrections: Vec::new() });
        }
        for Owed { span, cents, invoice, .. } in owed.iter().cloned() {
            let treatment = self.treat(terms, span.to, today)?;
            let corrections = vec![Correction { span, cents, invoice }];
            sections.push(Section { treatment, lines: Vec::new(), corrections });
        }
        let draft = Some(Draft::new(&terms.header, cause, supplied, &sections)?);
        Ok(Prepared { part, asked, owed, draft })
    }

    fn treat(&self, terms: &Terms, on: Date, today: Date) -> Result<Treatment, AccountError> {
        Ok(decide(&terms.issuer, &terms.customer, on, today, &self.rates)?)
    }

    /// The invoice there is for a cause.
    fn invoiced(&self, cause: &Cause) -> Option<&Invoice> {
        self.invoices.iter().find(|invoice| invoice.kind == Kind::Invoice && invoice.cause == *cause)
    }

    /// The days that are closed next.
    fn part(&self, until: Date, reason: Reason, today: Date) -> Result<Span, AccountError> {
        if self.ended {
            return Err(AccountError::Ended);
        }
        if self.parts.len() >= MAX_PARTS {
            return Err(AccountError::Full);
        }
        let Span { from, to } = self.open_part().ok_or(AccountError::Full)?;
        if reason == Reason::Annual {
            return Err(AccountError::Reason);
        }
        if until < from || until > to || (reason == Reason::Period && until != to) {
            return Err(AccountError::Until { from, to });
        }
        if today <= until {
            return Err(AccountError::NotOver { until });
        }
        Ok(Span { from, to: until })
    }

    pub(super) fn close(
        &mut self,
        until: Date,
        reason: Reason,
        number: Option<Number>,
        on: Date,
    ) -> Result<Option<&Invoice>, AccountError> {
        let Prepared { part, asked, owed, draft } = self.prepare(until, reason, on, on)?;
        let invoice = match (draft, number) {
            (Some(draft), Some(number)) => Some(draft.finalise(number, on)?),
            (None, None) => None,
            (Some(_), None) => return Err(AccountError::NumberMissing),
            (None, Some(_)) => return Err(AccountError::NumberUnused),
        };
        let itself = invoice.as_ref().map(|i| Preceding { number: i.number, issued_on: i.issued_on });
        for Owed { part, cents, .. } in owed {
            if let (Some(closed), Some(invoice)) = (self.parts.get_mut(part), &itself) {
                closed.asked.push(Asked { invoice: invoice.clone(), cents });
            }
        }
        if let Some(span) = part {
            let period = self.anchor.period_of(span.from).ok_or(AccountError::Full)?;
            let invoice = itself.filter(|_| !asked.is_zero());
            let asked = invoice.map(|invoice| Asked { invoice, cents: asked }).into_iter().collect();
            self.parts.push(Closed { period, span, asked });
        }
        self.ended |= reason == Reason::Termination;
        self.settled()?;
        let issued = invoice.is_some();
        self.invoices.extend(invoice);
        Ok(self.invoices.last().filter(|_| issued))
    }

    /// Forgets what was touched once nothing of it is owed any more.
    fn settled(&mut self) -> Result<(), AccountError> {
        if self.owed()?.is_empty() {
            self.touched = None;
        }
        Ok(())
    }

    pub(super) fn commit(
        &mut self,
        from: Date,
        commitment: Commitment,
        number: Number,
        on: Date,
    ) -> Result<Option<&Invoice>, AccountError> {
        let begins = self.anchor.period_of(from).is_some_and(|period| period.from == from);
        let span = self.anchor.months_from(from, crate::charge::MONTHS).ok_or(AccountError::Full)?;
        let open = self.first_open_day().is_some_and(|day| from >= day);
        let free = self.committed.over(span).all(|(_, ahead)| ahead.is_none());
        if !begins || !open || !free || self.ended {
            return Err(AccountError::CommittedFrom);
        }
        let terms = self.terms.as_ref().ok_or(AccountError::NoTerms)?;
        let cause = Cause { subscription: self.subscription, period: span, reason: Reason::Annual };
        let treatment = self.treat(terms, on, on)?;
        let lines = annual(&commitment, span)?.lines;
        let section = Section { treatment, lines, corrections: Vec::new() };
        let invoice = Draft::new(&terms.header, cause, span, &[section])?.finalise(number, on)?;
        self.committed.set(from, Some(commitment));
        if let Some(after) = span.to.next_day() {
            self.committed.set(after, None);
        }
        self.invoices.push(invoice);
        Ok(self.invoices.last())
    }

    /// The credit note that would give back what the invoice of some closed days asked too much.
    pub fn credit_draft(&self, invoice: Number, why: String) -> Result<Draft, AccountError> {
        let less = self.too_much(invoice)?.into_iter().map(|owed| (owed.span, Cents(-owed.cents.0)));
        let less: Vec<(Span, Cents)> = less.collect();
        let original = self.invoices.iter().find(|i| i.kind == Kind::Invoice && i.number == invoice);
        let original = original.ok_or(AccountError::UnknownInvoice(invoice))?;
        let refers = |note: &&Invoice| {
            note.kind == Kind::CreditNote && note.corrects.iter().any(|preceding| preceding.number == invoice)
        };
        let earlier: Vec<Invoice> = self.invoices.iter().filter(refers).cloned().collect();
        Ok(credit(original, &earlier, Credited::Days(&less), why)?)
    }

    fn too_much(&self, invoice: Number) -> Result<Vec<Owed>, AccountError> {
        let mut owed = self.owed()?;
        owed.retain(|o| o.cents.is_negative() && o.invoice.as_ref().is_some_and(|p| p.number == invoice));
        Ok(owed)
    }

    pub(super) fn give_back(
        &mut self,
        invoice: Number,
        number: Number,
        on: Date,
        why: String,
    ) -> Result<Option<&Invoice>, AccountError> {
        let note = self.credit_draft(invoice, why)?.finalise(number, on)?;
        for Owed { part, cents, .. } in self.too_much(invoice)? {
            let asked =
                self.parts.get_mut(part).map(|closed| closed.asked.as_mut_slice()).unwrap_or_default();
            for asked in asked.iter_mut().filter(|asked| asked.invoice.number == invoice) {
                asked.cents = Cents(asked.cents.0 + cents.0);
            }
        }
        self.settled()?;
        self.invoices.push(note);
        Ok(self.invoices.last())
    }

    /// The days that are closed, in their order.
    pub fn closed(&self) -> &[Closed] {
        &self.parts
    }
}

struct Prepared {
    part: Option<Span>,
    asked: Cents,
    owed: Vec<Owed>,
    draft: Option<Draft>,
}
