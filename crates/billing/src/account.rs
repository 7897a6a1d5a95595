//! One subscription's billing as a fold over its log: what was used, agreed and issued, in the order in which it became known.
//!
//! Nothing is remembered that the log does not say, so a log read again gives the same invoices to the byte. Days are closed in order, each
//! once: that is why there is one invoice per period and reason. What becomes known about closed days is asked for, or given back, later.

use domain::prorate::Span;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::catalogue::{Coupon, Tariff};
use crate::charge::{ChargeError, Commitment};
use crate::invoice::{CreditError, DraftError, Header, Invoice, Number, Reason};
use crate::period::Anchor;
use crate::steps::Steps;
use crate::usage::{Fact, Meter, Recorded, UsageError, What};
use crate::vat::{Customer, Hold, Issuer, Rates};
use crate::zone::{ZoneError, Zones};

mod closing;

pub use closing::{Asked, Closed, Owed};

/// A hundred years of months.
pub const MAX_PARTS: usize = 1_200;
/// Coupons a firm redeems over its life.
pub const MAX_REDEEMED: usize = 200;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    Used(Fact),
    /// The firm is in another zone from a civil day on.
    Moved {
        from: Date,
        zone: String,
    },
    /// Another plan or version from a day on; none while nothing is asked (trial, after the end).
    Agreed {
        from: Date,
        tariff: Option<Tariff>,
    },
    Redeemed {
        coupon: Coupon,
        on: Date,
    },
    /// Who is billed, and how, from now on.
    Billed(Box<Terms>),
    /// Days were closed; the number is that of the invoice, if there was anything to ask.
    Closed {
        until: Date,
        reason: Reason,
        number: Option<Number>,
        on: Date,
    },
    /// Twelve months were asked ahead.
    Committed {
        from: Date,
        commitment: Commitment,
        number: Number,
        on: Date,
    },
    /// What an invoice asked too much was given back.
    Credited {
        invoice: Number,
        number: Number,
        on: Date,
        why: String,
    },
}

/// Who is billed, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub header: Header,
    pub issuer: Issuer,
    pub customer: Customer,
}

#[derive(Clone, Debug)]
pub struct Account {
    subscription: Uuid,
    anchor: Anchor,
    /// First day of the first period.
    begins: Date,
    meter: Meter,
    tariffs: Steps<Option<Tariff>>,
    committed: Steps<Option<Commitment>>,
    redeemed: Vec<(Coupon, Date)>,
    terms: Option<Terms>,
    parts: Vec<Closed>,
    ended: bool,
    invoices: Vec<Invoice>,
    /// The first closed day that something said later may have changed.
    touched: Option<Date>,
    rates: Rates,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Usage(#[from] UsageError),
    #[error(transparent)]
    Zone(#[from] ZoneError),
    #[error(transparent)]
    Charge(#[from] ChargeError),
    #[error(transparent)]
    Draft(#[from] DraftError),
    #[error(transparent)]
    Credit(#[from] CreditError),
    #[error("held: {0}")]
    Hold(#[from] Hold),
    #[error("nobody is named who pays: give the terms first")]
    NoTerms,
    #[error("there is an invoice for these days and this reason already: {0}")]
    Invoiced(Number),
    #[error("until: close the days from {from} on, up to {to} at most")]
    Until { from: Date, to: Date },
    #[error("reason: twelve months ahead are committed to, not closed")]
    Reason,
    #[error("these days are not over: close them after {until}")]
    NotOver { until: Date },
    #[error("the subscription has ended: only corrections are left")]
    Ended,
    #[error("there is nothing to invoice: give no number, or the series would have a gap")]
    NumberUnused,
    #[error("there is something to invoice: give it a number")]
    NumberMissing,
    #[error(
        "from: twelve months begin on the first day of a period that is not closed, without others that are paid ahead"
    )]
    CommittedFrom,
    #[error("no invoice of this subscription has the number {0}")]
    UnknownInvoice(Number),
    #[error("the calendar, the list of closed parts or the list of coupons is full")]
    Full,
}

impl Account {
    /// A subscription whose first period begins on a day; its periods begin on that day of each month.
    pub fn open(subscription: Uuid, begins: Date, zone: &str, rates: Rates) -> Result<Self, AccountError> {
        Ok(Self {
            subscription,
            anchor: Anchor::of(begins),
            begins,
            meter: Meter::new(Zones::new(zone)?),
            tariffs: Steps::default(),
            committed: Steps::default(),
            redeemed: Vec::new(),
            terms: None,
            parts: Vec::new(),
            ended: false,
            invoices: Vec::new(),
            touched: None,
            rates,
        })
    }

    /// The account and, in `invoices`, the documents of a log.
    pub fn replay(mut self, log: impl IntoIterator<Item = Event>) -> Result<Self, AccountError> {
        for event in log {
            self.apply(event)?;
        }
        Ok(self)
    }

    /// Takes an entry of the log over; the document it makes, if any. An entry that is refused leaves no trace.
    pub fn apply(&mut self, event: Event) -> Result<Option<&Invoice>, AccountError> {
        match event {
            Event::Used(fact) => {
                let about_copros = matches!(fact.what, What::Began { .. } | What::Ended { .. });
                let from = self.meter.zones().counts_from(fact.at);
                if self.meter.record(fact)? == Recorded::New && about_copros {
                    self.touch(from);
                }
            }
            Event::Moved { from, zone } => self.moved(from, &zone)?,
            Event::Agreed { from, tariff } => {
                self.tariffs.set(from, tariff);
                self.touch(from);
            }
            Event::Redeemed { coupon, on } => self.redeem(coupon, on)?,
            Event::Billed(terms) => self.terms = Some(*terms),
            Event::Closed { until, reason, number, on } => return self.close(until, reason, number, on),
            Event::Committed { from, commitment, number, on } => {
                return self.commit(from, commitment, number, on);
            }
            Event::Credited { invoice, number, on, why } => {
                return self.give_back(invoice, number, on, why);
            }
        }
        Ok(None)
    }

    /// All documents so far, in the order in which they were issued.
    pub fn invoices(&self) -> &[Invoice] {
        &self.invoices
    }

    /// The codes of the coupons so far.
    pub fn redeemed(&self) -> impl Iterator<Item = &str> {
        self.redeemed.iter().map(|(coupon, _)| coupon.code.as_str())
    }

    pub const fn meter(&self) -> &Meter {
        &self.meter
    }

    /// The period that is closed next, or what is left of it.
    pub fn open_part(&self) -> Option<Span> {
        let from = self.first_open_day()?;
        self.anchor.period_of(from).map(|period| Span { from, to: period.to })
    }

    fn first_open_day(&self) -> Option<Date> {
        self.parts.last().map_or(Some(self.begins), |last| last.span.to.next_day())
    }

    /// Remembers that days from this one on may cost something else now.
    fn touch(&mut self, from: Date) {
        self.touched = Some(self.touched.map_or(from, |touched| touched.min(from)));
    }

    fn moved(&mut self, from: Date, zone: &str) -> Result<(), AccountError> {
        let mut zones = self.meter.zones().clone();
        zones.moved(from, zone)?;
        let empty = Meter::new(zones.clone());
        self.meter = std::mem::replace(&mut self.meter, empty).in_zones(zones);
        // The midnight before belongs to the earlier zone, those from here on to the new one.
        self.touch(from);
        Ok(())
    }

    fn redeem(&mut self, coupon: Coupon, on: Date) -> Result<(), AccountError> {
        if self.redeemed.len() >= MAX_REDEEMED {
            return Err(AccountError::Full);
        }
        // One that was redeemed in the trial is good from the first period that is charged.
        let period = self.anchor.period_of(on.max(self.begins)).ok_or(AccountError::Full)?;
        self.redeemed.push((coupon, period.from));
        self.touch(period.from);
        Ok(())
    }

    /// The coupons good for a period, in the order in which they were redeemed.
    fn coupons(&self, period: Span) -> Vec<Coupon> {
        let good = |(coupon, first): &&(Coupon, Date)| {
            let months = self.anchor.months_from(*first, u32::from(coupon.months));
            period.from >= *first && months.is_some_and(|months| period.to <= months.to)
        };
        self.redeemed.iter().filter(good).map(|(coupon, _)| coupon.clone()).collect()
    }
}
