//! The life of a subscription, from trial to deletion: a pure state machine.
//!
//! [`Subscription::step`] takes any event in any state and gives the next state and what is to be done about it, as data. It
//! carries no money itself: `attempt` moves it, `receivable` books it. Time moves forward only, day by day, so a worker that
//! slept for a week does what it would have done daily; an event that comes twice changes nothing.

use std::collections::BTreeSet;

use domain::Cents;
use domain::prorate::Span;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

mod access;
mod days;
mod debt;
mod event;
mod facts;
mod period;
mod policy;

pub use access::{Access, Operation};
pub use debt::{Bill, Collection, TRIES_ASKED_MAX};
pub use event::{Command, Ending, Event, Fact, Mail, Method, MethodKind, Part, Review};
pub use period::{Commitment, Running};
pub use policy::{Policy, PolicyError, Rung, Timetable};

/// A clock that runs ahead must not close every customer: later days are refused.
pub const LEAP_DAYS_MAX: i64 = 400;
/// More unpaid invoices than this mean that something is broken elsewhere.
pub const BILLS_MAX: usize = 120;
/// How many event ids are remembered; older ones count as known.
pub const SEEN_MAX: usize = 512;

/// What was agreed: a plan of one version of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Such as `standard`.
    pub plan: String,
    /// The version of the catalogue the firm keeps until it moves.
    pub catalogue: String,
    /// Of a copro and month, before any discount: says whether a change goes up or down.
    pub price_cents: Cents,
    /// The annual option: so many copros are paid for twelve months ahead.
    pub committed: Option<u32>,
}

/// A subscription as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    id: Uuid,
    /// The greatest day it has seen.
    today: Date,
    stage: Stage,
    terms: Terms,
    change: Option<Change>,
    method: Option<Method>,
    bills: Vec<Bill>,
    /// Steps of the timetable taken since the debt began, each with its day.
    climbed: Vec<(Rung, Date)>,
    seen: Seen,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Trial {
        last_day: Date,
        cancelled: bool,
    },
    /// The trial is over and nobody said how to pay: nothing is charged.
    Lapsed {
        since: Date,
    },
    Running(Running),
    Closed(Closed),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub on: Date,
    pub ending: Ending,
    /// The first day without data, as announced when it closed.
    pub delete_on: Date,
    pub deleted: bool,
}

/// Terms that begin on a day to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub terms: Terms,
    pub on: Date,
}

/// In the words of the console and the firm's billing page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum State {
    Trial {
        last_day: Date,
    },
    Active,
    /// `reminders` were sent, the last one on `reminded_on`.
    PastDue {
        since: Date,
        reminders: u8,
        reminded_on: Date,
    },
    ReadOnly {
        since: Date,
    },
    Suspended {
        since: Date,
    },
    Closed {
        on: Date,
        ending: Ending,
    },
}

/// Why an event changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    #[error("the subscription is closed: subscribe anew")]
    Closed,
    #[error("the day lies more than {LEAP_DAYS_MAX} days ahead: check the clock")]
    Leap,
    #[error("the amount is negative: give zero or more")]
    Negative,
    #[error("{BILLS_MAX} invoices are unpaid: look into it before more are added")]
    TooManyBills,
    #[error("a cancellation is pending: revoke it first")]
    Cancelled,
    #[error("nothing to withdraw: no change is pending")]
    NoChange,
    #[error("nothing to revoke: no cancellation is pending")]
    NotCancelled,
    #[error("this payment method is not in use")]
    UnknownMethod,
    #[error("nothing is to be paid on this invoice")]
    NotOwed,
    #[error("there is no payment method: add one, or pay by transfer")]
    NoMethod,
    #[error("the money is on its way already: wait for it")]
    UnderWay,
    #[error("it was tried too often: pay by transfer, or with another method")]
    TriedOut,
}

impl Refusal {
    /// As it is written to clients and in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Leap => "leap",
            Self::Negative => "negative",
            Self::TooManyBills => "too-many-bills",
            Self::Cancelled => "cancelled",
            Self::NoChange => "no-change",
            Self::NotCancelled => "not-cancelled",
            Self::UnknownMethod => "unknown-method",
            Self::NotOwed => "not-owed",
            Self::NoMethod => "no-method",
            Self::UnderWay => "under-way",
            Self::TriedOut => "tried-out",
        }
    }
}

/// The ids of events taken in: a bounded memory that never takes a known one for new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// Everything up to here counts as known.
    floor: Option<Uuid>,
    ids: BTreeSet<Uuid>,
}

impl Seen {
    fn insert(&mut self, id: Uuid) -> bool {
        if self.floor.is_some_and(|floor| id <= floor) || !self.ids.insert(id) {
            return false;
        }
        if self.ids.len() > SEEN_MAX {
            self.floor = self.ids.pop_first();
        }
        true
    }
}

impl Subscription {
    /// A firm subscribes on `on`; the trial's `trial_days` begin that day. Without any, it is charged from that day on once
    /// there is a payment method.
    pub fn begin(id: Uuid, on: Date, terms: Terms, trial_days: u16) -> Self {
        let after = on.checked_add(time::Duration::days(i64::from(trial_days))).unwrap_or(Date::MAX);
        let stage = match after.previous_day() {
            Some(last_day) if last_day >= on => Stage::Trial { last_day, cancelled: false },
            _ => Stage::Lapsed { since: on },
        };
        let (seen, bills, climbed) = (Seen::default(), Vec::new(), Vec::new());
        Self { id, today: on, stage, terms, change: None, method: None, bills, climbed, seen }
    }

    /// The next state, and what is to be done, in order. `today` is the civil day of the firm; the event may be older.
    pub fn step(&self, event: &Event, timetable: &Timetable, today: Date) -> (Self, Vec<Command>) {
        let mut next = self.clone();
        let mut commands = Vec::new();
        let day = event.on.max(today);
        let dayless = event.fact == Fact::DayPassed;
        if !dayless && !next.seen.insert(event.id) {
            return (self.clone(), commands);
        }
        if days_between(self.today, day) > LEAP_DAYS_MAX {
            return (self.clone(), vec![refused(event, Refusal::Leap)]);
        }
        next.pass_days(day, timetable, &mut commands);
        let before = next.access();
        match next.check(&event.fact) {
            Ok(()) => next.apply(&event.fact, timetable.on(next.today), &mut commands),
            Err(why) => commands.push(refused(event, why)),
        }
        next.settle(timetable.on(next.today));
        next.tell_access(before, &mut commands);
        (next, commands)
    }

    pub const fn id(&self) -> Uuid {
        self.id
    }

    pub const fn today(&self) -> Date {
        self.today
    }

    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    pub const fn change(&self) -> Option<&Change> {
        self.change.as_ref()
    }

    pub const fn method(&self) -> Option<Method> {
        self.method
    }

    /// Unpaid invoices, the oldest first.
    pub fn bills(&self) -> &[Bill] {
        &self.bills
    }

    /// Steps of the timetable taken since the debt began.
    pub fn climbed(&self) -> &[(Rung, Date)] {
        &self.climbed
    }

    pub fn state(&self) -> State {
        match &self.stage {
            Stage::Trial { last_day, .. } => State::Trial { last_day: *last_day },
            Stage::Lapsed { since } => State::ReadOnly { since: *since },
            Stage::Closed(closed) => State::Closed { on: closed.on, ending: closed.ending },
            Stage::Running(_) => self.state_by_debt(),
        }
    }

    fn state_by_debt(&self) -> State {
        match (self.climbed.first(), self.climbed.last()) {
            (Some((_, since)), Some((Rung::Reminder(reminders), reminded_on))) => {
                State::PastDue { since: *since, reminders: *reminders, reminded_on: *reminded_on }
            }
            (_, Some((Rung::ReadOnly, since))) => State::ReadOnly { since: *since },
            (_, Some((Rung::Suspended | Rung::Closed, since))) => State::Suspended { since: *since },
            _ => State::Active,
        }
    }

    pub fn access(&self) -> Access {
        match self.state() {
            State::Trial { .. } | State::Active | State::PastDue { .. } => Access::Full,
            State::ReadOnly { .. } => Access::ReadOnly,
            State::Suspended { .. } | State::Closed { .. } => Access::ExportOnly,
        }
    }

    /// The first day after the subscription when it is cancelled.
    pub fn cancelled_on(&self) -> Option<Date> {
        match &self.stage {
            Stage::Trial { last_day, cancelled: true } => last_day.next_day(),
            Stage::Running(running) => running.cancelled_on,
            _ => None,
        }
    }

    /// What a request would meet, before it is recorded.
    pub fn check(&self, fact: &Fact) -> Result<(), Refusal> {
        let closed = matches!(self.stage, Stage::Closed(_));
        match fact {
            Fact::MethodRemoved { method } if self.method.is_none_or(|known| known.id != *method) => {
                Err(Refusal::UnknownMethod)
            }
            Fact::ChangeRequested(_) | Fact::CancelRequested | Fact::Bankrupt | Fact::Ended if closed => {
                Err(Refusal::Closed)
            }
            Fact::ChangeRequested(terms) if terms.price_cents.is_negative() => Err(Refusal::Negative),
            Fact::ChangeRequested(_) if self.cancelled_on().is_some() => Err(Refusal::Cancelled),
            Fact::CancelRequested if self.cancelled_on().is_some() => Err(Refusal::Cancelled),
            Fact::ChangeWithdrawn if self.change.is_none() => Err(Refusal::NoChange),
            Fact::CancelRevoked if self.cancelled_on().is_none() => Err(Refusal::NotCancelled),
            Fact::PaymentAsked { invoice } => self.check_asked(*invoice),
            _ => self.check_amount(fact),
        }
    }

    fn check_amount(&self, fact: &Fact) -> Result<(), Refusal> {
        let adds = |invoice| self.bills.len() >= BILLS_MAX && self.bill(invoice).is_none();
        let (amount, full) = match fact {
            // A total below zero is the customer's credit: the ledger keeps it.
            Fact::InvoiceFinalised { invoice, .. } => (Cents::ZERO, adds(*invoice)),
            Fact::PaymentRefunded { invoice, reopened_cents: amount }
            | Fact::DisputeOpened { invoice, amount_cents: amount }
            | Fact::DisputeLost { invoice, amount_cents: amount }
            | Fact::DebitReturned { invoice, amount_cents: amount, .. } => (*amount, adds(*invoice)),
            Fact::CreditNoteIssued { amount_cents: amount, .. }
            | Fact::DisputeWon { amount_cents: amount, .. }
            | Fact::PaymentSucceeded { amount_cents: amount, .. } => (*amount, false),
            _ => (Cents::ZERO, false),
        };
        match (amount.is_negative(), full) {
            (true, _) => Err(Refusal::Negative),
            (false, true) => Err(Refusal::TooManyBills),
            (false, false) => Ok(()),
        }
    }
}

fn refused(event: &Event, why: Refusal) -> Command {
    Command::Review(Review::Refused { fact: event.fact.clone(), why })
}

/// Whole days from `from` to `to`, negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i64 {
    i64::from(to.to_julian_day()) - i64::from(from.to_julian_day())
}

fn plus_days(day: Date, days: impl Into<i64>) -> Date {
    day.checked_add(time::Duration::days(days.into())).unwrap_or(Date::MAX)
}

/// The span from `from` to the day before `next`; nothing when that holds no day.
fn until(from: Date, next: Date) -> Option<Span> {
    let to = next.previous_day()?;
    (from <= to).then_some(Span { from, to })
}
