//! What is to come, as things stand: the next invoice, a change of plan before anybody decides, coupons.
//!
//! Nothing here is stored but a coupon: the next invoice is made on copies, by what makes the real one.

use domain::prorate::Span;
use domain::{Cents, Language};
use serde::Serialize;
use time::Date;
use uuid::Uuid;

use super::{Desk, DeskError, Log};
use crate::account::Account;
use crate::catalogue::Coupon;
use crate::charge::{Charge, ChargeLine, Commitment, ItemKind, MAX_COUPONS, MONTHS, annual};
use crate::invoice::{Draft, Line, Quantity, Unit};
use crate::period::Anchor;
use crate::subscription::{Event, Fact, Refusal, Stage, Terms};
use crate::wording;

/// The next invoice, as far as it can be told.
#[derive(Clone, Debug, Serialize)]
pub struct Ahead {
    /// Days it will be about.
    pub days: Span,
    /// The first day on which it can be made.
    pub made_on: Date,
    /// What the days up to today ask; none before the first of them.
    pub so_far: Option<Estimate>,
    /// What all of them will ask if nothing changes.
    pub at_end: Estimate,
}

/// An invoice that is none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Estimate {
    pub lines: Vec<EstimateLine>,
    pub net_cents: Cents,
    /// Absent while nobody can tell which VAT it bears.
    pub vat_cents: Option<Cents>,
    pub payable_cents: Option<Cents>,
}

/// A line as it will read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EstimateLine {
    pub description: String,
    pub quantity: Quantity,
    /// The price is for so many of the unit.
    pub base: Quantity,
    pub price_cents: Cents,
    pub gross_cents: Cents,
    /// What is taken off, in words, and how much.
    pub allowances: Vec<(String, Cents)>,
    pub net_cents: Cents,
}

/// What twelve months ahead cost, without VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Year {
    pub copros: u32,
    pub gross_cents: Cents,
    pub net_cents: Cents,
}

/// Why a coupon is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRedeemed {
    #[error("this coupon was redeemed already")]
    Again,
    #[error("{MAX_COUPONS} coupons are redeemed: no more are taken")]
    TooMany,
    #[error("the subscription is closed: subscribe anew")]
    Closed,
}

impl Desk<'_> {
    /// None when no invoice is to come: nobody pays any more, or only what was used before.
    pub fn ahead(&self, language: Language) -> Result<Option<Ahead>, DeskError> {
        let Some(account) = self.account_in(language)? else { return Ok(None) };
        let Some(days) = account.open_part() else { return Ok(None) };
        let Some(made_on) = days.to.next_day() else { return Ok(None) };
        let today = self.today;
        let so_far = (days.from <= today && today < days.to)
            .then(|| estimate(&account, Span { from: days.from, to: today }, today, language))
            .transpose()?;
        let at_end = estimate(&account, days, today, language)?;
        Ok(Some(Ahead { days, made_on, so_far, at_end }))
    }

    /// The account that will make the next invoice, its sentences in `language`; before the first charged day, the one it will be.
    fn account_in(&self, language: Language) -> Result<Option<Account>, DeskError> {
        let first = match (&self.account, self.subscription.stage()) {
            (_, Stage::Closed(_)) => None,
            (Some(_), _) => Some(self.today),
            (None, Stage::Trial { last_day, cancelled: false }) => last_day.next_day(),
            (None, Stage::Lapsed { .. }) => Some(self.today),
            (None, _) => None,
        };
        let Some(first) = first else { return Ok(None) };
        let mut account = match &self.account {
            Some(account) => account.clone(),
            None => self.supposed(first)?,
        };
        if let Some(mut billed) = self.billed.clone() {
            billed.header.language = language;
            account.apply(Log::Billed(Box::new(billed)))?;
        }
        Ok(Some(account))
    }

    fn supposed(&self, from: Date) -> Result<Account, DeskError> {
        let rates = self.rules.rates.clone();
        let account = Account::open(self.subscription.id(), from, &self.zone, rates)?;
        let mut account = account.replay(self.early.iter().cloned())?;
        let tariff = Some(self.tariff(self.subscription.terms())?);
        account.apply(Log::Agreed { from, tariff })?;
        Ok(account)
    }

    /// The firm's civil day.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// Whether somebody has said who is billed.
    pub const fn knows_payer(&self) -> bool {
        self.billed.is_some()
    }

    /// What the platform owes the firm.
    pub fn credit(&self) -> Cents {
        self.book.credit_of(self.firm)
    }

    /// The copros that are active now: those that the next midnight finds.
    pub fn copros_now(&self) -> Result<u32, DeskError> {
        let next = self.today.next_day().unwrap_or(self.today);
        Ok(self.days_until(next)?.last().map_or(0, |day| day.copros))
    }

    /// The terms of a plan for this firm: its own version while it stays on its plan, else what is sold today.
    pub fn terms_of(&self, plan: &str, committed: Option<u32>) -> Option<Terms> {
        let own = self.subscription.terms();
        if own.plan == plan {
            return Some(Terms { committed, ..own.clone() });
        }
        self.rules.terms(plan, self.today, committed)
    }

    /// From which day other terms would count, were they asked for today.
    pub fn begins_on(&self, terms: &Terms) -> Result<Date, Refusal> {
        let fact = Fact::ChangeRequested(terms.clone());
        self.subscription.check(&fact)?;
        let event = Event { id: Uuid::max(), on: self.today, fact };
        let (next, _) = self.subscription.step(&event, &self.rules.timetable, self.today);
        Ok(next.change().map_or(self.today, |change| change.on))
    }

    /// What the annual option of these terms asks at once; none without it.
    pub fn year_of(&self, terms: &Terms, from: Date) -> Result<Option<Year>, DeskError> {
        let Some(copros) = terms.committed else { return Ok(None) };
        let discount_basis_points = self.catalogue(terms)?.annual_discount_basis_points.unwrap_or_default();
        let commitment = Commitment { copros, tariff: self.tariff(terms)?, discount_basis_points };
        let Some(span) = Anchor::of(from).months_from(from, MONTHS) else { return Ok(None) };
        let charge = annual(&commitment, span).map_err(|error| DeskError::Account(error.into()))?;
        Ok(Some(Year { copros, gross_cents: charge.gross(), net_cents: charge.net() }))
    }

    /// The codes of the coupons so far.
    pub fn redeemed(&self) -> Vec<String> {
        let early = self.early.iter().filter_map(|event| match event {
            Log::Redeemed { coupon, .. } => Some(coupon.code.as_str()),
            _ => None,
        });
        early.chain(self.account.iter().flat_map(Account::redeemed)).map(str::to_owned).collect()
    }

    /// Takes a coupon that the catalogue gave out; each once.
    pub fn redeem(&mut self, coupon: Coupon) -> Result<Result<(), NotRedeemed>, DeskError> {
        let known = self.redeemed();
        let refused = match () {
            () if matches!(self.subscription.stage(), Stage::Closed(_)) => Some(NotRedeemed::Closed),
            () if known.contains(&coupon.code) => Some(NotRedeemed::Again),
            () if known.len() >= MAX_COUPONS => Some(NotRedeemed::TooMany),
            () => None,
        };
        if let Some(why) = refused {
            return Ok(Err(why));
        }
        let key = format!("redeemed:{}", coupon.code);
        let event = Log::Redeemed { coupon, on: self.today };
        if self.account.is_some() {
            self.write(key, event)?;
        } else {
            // Until there is an account the log is all there is.
            self.early.push(event.clone());
            self.out.log.push((key, event));
        }
        Ok(Ok(()))
    }
}

/// Made as the invoice will be; where nobody can tell the VAT yet, without it.
fn estimate(account: &Account, days: Span, today: Date, language: Language) -> Result<Estimate, DeskError> {
    match account.foresee(days.to, today) {
        Ok(Some(draft)) => Ok(of_draft(draft)),
        Ok(None) => {
            let none = Some(Cents::ZERO);
            Ok(Estimate { vat_cents: none, payable_cents: none, ..Estimate::default() })
        }
        Err(_) => Ok(of_charge(&account.charge(days)?, language)),
    }
}

fn of_draft(draft: Draft) -> Estimate {
    let totals = draft.totals;
    Estimate {
        lines: draft.lines.into_iter().map(of_line).collect(),
        net_cents: totals.net_cents,
        vat_cents: Some(totals.vat_cents),
        payable_cents: Some(totals.payable_cents),
    }
}

fn of_line(line: Line) -> EstimateLine {
    EstimateLine {
        description: line.description,
        quantity: line.quantity,
        base: line.price.base,
        price_cents: line.price.cents,
        gross_cents: line.gross_cents,
        allowances: line.allowances.into_iter().map(|allowance| (allowance.text, allowance.cents)).collect(),
        net_cents: line.net_cents,
    }
}

fn of_charge(charge: &Charge, language: Language) -> Estimate {
    let lines = charge.lines.iter().map(|line| of_charge_line(line, language)).collect();
    Estimate { lines, net_cents: charge.net(), vat_cents: None, payable_cents: None }
}

fn of_charge_line(line: &ChargeLine, language: Language) -> EstimateLine {
    let unit = if line.item.kind == ItemKind::Ahead { Unit::CoproMonth } else { Unit::CoproDay };
    let rebates = line.allowances.iter();
    EstimateLine {
        description: wording::line(language, &line.item, line.span),
        quantity: Quantity::whole(line.quantity, unit),
        base: Quantity::whole(line.base, unit),
        price_cents: line.item.price,
        gross_cents: line.gross,
        allowances: rebates.map(|rebate| (wording::allowance(language, &rebate.key), rebate.cents)).collect(),
        net_cents: line.net,
    }
}
