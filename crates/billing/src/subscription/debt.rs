//! Unpaid invoices: what is owed, since when, and how far its collection is.

use domain::Cents;
use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    Command, Mail, Method, MethodKind, Policy, Refusal, Review, Rung, Stage, Subscription, Timetable,
    days_between, plus_days,
};
use crate::invoice::Number;

/// How far ahead the next step is looked for: longer than the timetable.
const AHEAD_DAYS: u16 = 200;

/// After so many failures an invoice is not tried again because the firm asks for it: the tries that are left
/// ([`crate::attempt::ATTEMPTS_MAX`]) are for another method.
pub const TRIES_ASKED_MAX: u8 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bill {
    pub invoice: Number,
    /// Greater than zero.
    pub open_cents: Cents,
    /// In the hands of the card network: neither collected nor reminded of until the dispute is decided.
    pub contested_cents: Cents,
    pub due_on: Date,
    pub collection: Collection,
    /// Tries that failed.
    pub failures: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collection {
    Idle,
    Scheduled { on: Date },
    Asked { since: Date },
    Processing { since: Date },
}

impl Bill {
    /// Nobody is dunned for money that is on its way, or whose first debit was announced for a later day.
    fn paused(&self) -> bool {
        let under_way = match self.collection {
            Collection::Idle => false,
            Collection::Scheduled { .. } => self.failures == 0,
            Collection::Asked { .. } | Collection::Processing { .. } => true,
        };
        under_way || self.open_cents == self.contested_cents
    }

    fn due_cents(&self) -> Cents {
        Cents(self.open_cents.0.saturating_sub(self.contested_cents.0))
    }
}

impl Subscription {
    pub(super) fn bill(&self, invoice: Number) -> Option<&Bill> {
        self.bills.iter().find(|bill| bill.invoice == invoice)
    }

    /// All that is owed.
    pub fn owed(&self) -> Cents {
        Cents(self.bills.iter().fold(0, |sum: i64, bill| sum.saturating_add(bill.open_cents.0)))
    }

    /// Adds to what is owed on an invoice.
    pub(super) fn owe(&mut self, invoice: Number, amount: Cents, due_on: Date) -> Option<&mut Bill> {
        if !amount.is_positive() {
            return None;
        }
        let at = self.bills.iter().position(|bill| bill.invoice == invoice).unwrap_or_else(|| {
            let (open_cents, contested_cents) = (Cents::ZERO, Cents::ZERO);
            let collection = Collection::Idle;
            self.bills.push(Bill { invoice, open_cents, contested_cents, due_on, collection, failures: 0 });
            self.bills.sort_by_key(|bill| (bill.due_on, bill.invoice));
            self.bills.iter().position(|bill| bill.invoice == invoice).unwrap_or_default()
        });
        let bill = self.bills.get_mut(at)?;
        bill.open_cents.0 = bill.open_cents.0.saturating_add(amount.0);
        Some(bill)
    }

    /// Takes off what is owed on an invoice; hands back what there was too much.
    pub(super) fn pay(&mut self, invoice: Number, amount: Cents) -> Cents {
        let Some(bill) = self.bills.iter_mut().find(|bill| bill.invoice == invoice) else { return amount };
        let taken = amount.min(bill.open_cents);
        bill.open_cents.0 -= taken.0;
        bill.contested_cents = bill.contested_cents.min(bill.open_cents);
        self.bills.retain(|bill| bill.open_cents.is_positive());
        Cents(amount.0 - taken.0)
    }

    /// A dispute is decided: what was contested is not any more, and not owed for the moment.
    pub(super) fn uncontest(&mut self, invoice: Number, amount: Cents) {
        for bill in self.bills.iter_mut().filter(|bill| bill.invoice == invoice) {
            let decided = amount.min(bill.contested_cents);
            bill.contested_cents.0 -= decided.0;
            bill.open_cents.0 -= decided.0;
        }
        self.bills.retain(|bill| bill.open_cents.is_positive());
    }

    /// Whether the firm may have an invoice collected now. A debit is never taken before the day that was announced for it.
    pub(super) fn check_asked(&self, invoice: Number) -> Result<(), Refusal> {
        let bill = self.bill(invoice).filter(|bill| bill.due_cents().is_positive() && !self.is_bankrupt());
        let bill = bill.ok_or(Refusal::NotOwed)?;
        let method = self.method.ok_or(Refusal::NoMethod)?;
        match (bill.collection, method.kind) {
            (Collection::Asked { .. } | Collection::Processing { .. }, _)
            | (Collection::Scheduled { .. }, MethodKind::Sepa { .. }) => Err(Refusal::UnderWay),
            _ if bill.failures >= TRIES_ASKED_MAX => Err(Refusal::TriedOut),
            (Collection::Idle, _) | (Collection::Scheduled { .. }, MethodKind::Card) => Ok(()),
        }
    }

    /// Starts to collect what nobody is collecting yet, or what was only planned with another method: one invoice, or all.
    pub(super) fn collect(&mut self, only: Option<Number>, policy: &Policy, commands: &mut Vec<Command>) {
        let (Some(method), false) = (self.method, self.is_bankrupt()) else { return };
        let today = self.today;
        let wanted = |bill: &Bill| only.is_none_or(|invoice| invoice == bill.invoice);
        for bill in self.bills.iter_mut().filter(|bill| wanted(bill) && bill.due_cents().is_positive()) {
            if matches!(bill.collection, Collection::Idle | Collection::Scheduled { .. }) {
                bill.plan(method, today, today, policy, commands);
            }
        }
    }

    /// Calls of the day: debits whose day has come, answers that are late.
    pub(super) fn collect_due(&mut self, policy: &Policy, commands: &mut Vec<Command>) {
        let (today, method) = (self.today, self.method);
        for bill in &mut self.bills {
            let invoice = bill.invoice;
            match (bill.collection, method) {
                (Collection::Scheduled { on }, Some(method)) if on <= today => {
                    bill.collection = Collection::Asked { since: today };
                    commands.push(Command::Collect { invoice, amount: bill.due_cents(), method });
                }
                (Collection::Scheduled { .. }, None) => bill.collection = Collection::Idle,
                (Collection::Asked { since }, _) if late(since, today, policy.answer) => {
                    commands.push(Command::Reconcile { invoice });
                }
                (Collection::Processing { since }, _) if late(since, today, policy.processing) => {
                    commands.push(Command::Reconcile { invoice });
                }
                _ => {}
            }
        }
    }

    /// A try failed: another one on the day of the timetable, while it has any.
    pub(super) fn fail(&mut self, invoice: Number, policy: &Policy, commands: &mut Vec<Command>) {
        let (today, method) = (self.today, self.method);
        let Some(bill) = self.bills.iter_mut().find(|bill| bill.invoice == invoice) else { return };
        if !matches!(bill.collection, Collection::Asked { .. } | Collection::Processing { .. }) {
            return;
        }
        bill.collection = Collection::Idle;
        let retry = method.and_then(|method| {
            let retries = match method.kind {
                MethodKind::Card => &policy.card_retries,
                MethodKind::Sepa { .. } => &policy.sepa_retries,
            };
            Some((method, *retries.get(usize::from(bill.failures))?))
        });
        bill.failures = bill.failures.saturating_add(1);
        commands.push(Command::Send(Mail::PaymentFailed { invoice }));
        if let Some((method, days)) = retry {
            bill.plan(method, today, plus_days(today, days), policy, commands);
        }
    }

    /// Steps back where the debt became younger or went away. Money that is on its way keeps a restriction as it is: else a
    /// card that is always declined would lift it every day.
    pub(super) fn settle(&mut self, policy: &Policy) {
        let oldest = self.bills.iter().map(|bill| days_between(bill.due_on, self.today)).max();
        let reached = |rung: Rung| {
            let after = policy.ladder().find(|(known, _)| *known == rung).map_or(0, |(_, days)| days);
            oldest.is_some_and(|days| days >= after && days > 0)
        };
        self.climbed.retain(|(rung, _)| reached(*rung));
    }

    /// The next step of the timetable, at most one a day, never sooner after the one before than the timetable says.
    pub(super) fn climb(&mut self, policy: &Policy, commands: &mut Vec<Command>) {
        let today = self.today;
        let active = self.bills.iter().filter(|bill| !bill.paused());
        let Some(days) = active.map(|bill| days_between(bill.due_on, today)).max() else { return };
        let ladder: Vec<(Rung, i64)> = policy.ladder().collect();
        let taken = |rung| self.climbed.iter().find(|(known, _)| *known == rung).map(|(_, on)| *on);
        let Some(at) = ladder.iter().position(|(rung, _)| taken(*rung).is_none()) else { return };
        let (rung, after) = ladder[at];
        let before = at.checked_sub(1).map(|at| ladder[at]);
        let waited = before.is_none_or(|(before, earlier)| {
            taken(before).is_some_and(|on| days_between(on, today) >= after - earlier)
        });
        if days < after || !waited || self.is_bankrupt() {
            return;
        }
        self.climbed.push((rung, today));
        let following = ladder.get(at + 1).map_or(0, |(_, next)| next - after);
        self.restrict(rung, plus_days(today, following), policy, commands);
    }

    fn restrict(&mut self, rung: Rung, then: Date, policy: &Policy, commands: &mut Vec<Command>) {
        let amount = self.owed();
        match (rung, &self.stage) {
            (Rung::Reminder(step), _) => commands.push(Command::Send(Mail::Reminder { step, amount, then })),
            (Rung::Closed, Stage::Closed(_)) => {
                commands.push(Command::Review(Review::Uncollectible { amount }))
            }
            (Rung::Closed, _) => {
                self.close(super::Ending::Unpaid, policy, commands);
                commands.push(Command::Review(Review::Uncollectible { amount }));
            }
            (Rung::ReadOnly | Rung::Suspended, _) => {}
        }
    }

    /// The step of the timetable that comes next when nothing is paid, and its day; none while nothing leads to one.
    pub fn next_step(&self, timetable: &Timetable) -> Option<(Rung, Date)> {
        let mut ahead = self.clone();
        for _ in 0..AHEAD_DAYS {
            let day = ahead.today.next_day()?;
            ahead.pass_days(day, timetable, &mut Vec::new());
            if ahead.climbed.len() > self.climbed.len() {
                return ahead.climbed.last().copied();
            }
        }
        None
    }

    pub(super) fn is_bankrupt(&self) -> bool {
        matches!(&self.stage, Stage::Closed(closed) if closed.ending == super::Ending::Bankrupt)
    }
}

impl Bill {
    /// Collects on `on`, or later where a direct debit has to be announced first.
    fn plan(&mut self, method: Method, today: Date, on: Date, policy: &Policy, commands: &mut Vec<Command>) {
        let (invoice, amount) = (self.invoice, self.due_cents());
        let announced = match method.kind {
            MethodKind::Card => None,
            MethodKind::Sepa { notice_days } => Some(notice_days.map_or(policy.prenotification, u16::from)),
        };
        let on = announced.map_or(on, |days| on.max(plus_days(today, days)));
        if announced.is_some() {
            commands.push(Command::PreNotify { invoice, amount, method, debit_on: on });
        }
        self.collection = if on <= today {
            commands.push(Command::Collect { invoice, amount, method });
            Collection::Asked { since: today }
        } else {
            Collection::Scheduled { on }
        };
    }
}

/// True every `every` days after `since`.
fn late(since: Date, today: Date, every: u16) -> bool {
    let days = days_between(since, today);
    days > 0 && days % i64::from(every.max(1)) == 0
}
