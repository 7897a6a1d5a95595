//! What a fact changes, once it was checked.

use domain::Cents;
use domain::prorate::add_months;
use time::Date;

use super::{
    Access, Change, Collection, Command, Ending, Fact, Mail, Method, MethodKind, Policy, Review, Stage,
    Subscription, Terms, plus_days,
};
use crate::invoice::Number;

impl Subscription {
    pub(super) fn apply(&mut self, fact: &Fact, policy: &Policy, commands: &mut Vec<Command>) {
        match fact {
            Fact::DayPassed => {}
            Fact::MethodAdded(method) => self.add_method(*method, policy, commands),
            Fact::MethodRemoved { .. } => self.drop_method(),
            Fact::ChangeRequested(terms) => self.change_to(terms, commands),
            Fact::ChangeWithdrawn => self.change = None,
            Fact::CancelRequested => self.cancel(policy, commands),
            Fact::CancelRevoked => self.revoke_cancel(),
            Fact::Bankrupt => {
                self.close(Ending::Bankrupt, policy, commands);
                self.bills.iter_mut().for_each(|bill| bill.unschedule());
                commands.push(Command::Review(Review::Claim { amount: self.owed() }));
            }
            Fact::Ended => self.close(Ending::Ended, policy, commands),
            _ => self.apply_money(fact, policy, commands),
        }
    }

    fn apply_money(&mut self, fact: &Fact, policy: &Policy, commands: &mut Vec<Command>) {
        match *fact {
            Fact::InvoiceFinalised { invoice, payable_cents, due_on } => {
                self.bill_for(invoice, payable_cents, due_on, policy, commands);
            }
            Fact::CreditNoteIssued { invoice, amount_cents } => {
                self.pay(invoice, amount_cents);
            }
            Fact::PaymentProcessing { invoice } => self.processing(invoice),
            Fact::PaymentSucceeded { invoice, amount_cents } => self.succeed(invoice, amount_cents, commands),
            Fact::PaymentFailed { invoice } => self.fail(invoice, policy, commands),
            Fact::PaymentAsked { invoice } => self.collect(Some(invoice), policy, commands),
            Fact::PaymentRefunded { invoice, reopened_cents } => {
                self.owe_again(invoice, reopened_cents, policy, commands);
            }
            Fact::DisputeOpened { invoice, amount_cents: amount } => {
                if let Some(bill) = self.owe(invoice, amount, self.today) {
                    bill.contested_cents.0 = bill.contested_cents.0.saturating_add(amount.0);
                    commands.push(Command::Review(Review::Dispute { invoice, amount }));
                }
            }
            Fact::DisputeWon { invoice, amount_cents } => self.uncontest(invoice, amount_cents),
            Fact::DisputeLost { invoice, amount_cents } => {
                self.uncontest(invoice, amount_cents);
                self.owe_again(invoice, amount_cents, policy, commands);
            }
            Fact::DebitReturned { invoice, amount_cents, debited_on, unauthorised } => {
                self.return_debit(invoice, amount_cents, debited_on, unauthorised, policy, commands);
            }
            _ => {}
        }
    }

    fn bill_for(
        &mut self,
        invoice: Number,
        payable: Cents,
        due_on: Date,
        policy: &Policy,
        commands: &mut Vec<Command>,
    ) {
        if self.bill(invoice).is_none() && self.owe(invoice, payable, due_on).is_some() {
            self.collect(Some(invoice), policy, commands);
        }
    }

    fn add_method(&mut self, method: Method, policy: &Policy, commands: &mut Vec<Command>) {
        if self.method == Some(method) {
            return;
        }
        self.method = Some(method);
        self.collect(None, policy, commands);
        if matches!(self.stage, Stage::Lapsed { .. }) {
            self.start(commands);
        }
    }

    fn drop_method(&mut self) {
        self.method = None;
        self.bills.iter_mut().for_each(super::Bill::unschedule);
    }

    /// Up at once, down when the period ends; what was paid for a year ahead changes when the year ends.
    fn change_to(&mut self, terms: &Terms, commands: &mut Vec<Command>) {
        self.change = None;
        if *terms == self.terms {
            return;
        }
        let today = self.today;
        let served = self.access() != Access::ExportOnly;
        let Stage::Running(running) = &mut self.stage else {
            self.terms = terms.clone();
            return commands.push(Command::SetTerms(terms.clone()));
        };
        let committed = running.commitment.is_some_and(|commitment| commitment.days.to >= today);
        let up = terms.price_cents > self.terms.price_cents && terms.committed.is_none();
        if up && !committed {
            self.terms = terms.clone();
            running.stretch(today, terms, served);
            commands.push(Command::SetTerms(terms.clone()));
        } else {
            let on = running.free_on();
            self.change = Some(Change { terms: terms.clone(), on });
            commands.push(Command::Send(Mail::ChangePlanned { on }));
        }
    }

    /// At the end of what runs: the trial, the period, the year paid ahead. A change to come is void.
    fn cancel(&mut self, policy: &Policy, commands: &mut Vec<Command>) {
        self.change = None;
        let on = match &mut self.stage {
            Stage::Trial { last_day, cancelled } => {
                *cancelled = true;
                plus_days(*last_day, 1)
            }
            Stage::Running(running) => *running.cancelled_on.insert(running.free_on()),
            Stage::Lapsed { .. } | Stage::Closed(_) => {
                return self.close(Ending::Cancelled, policy, commands);
            }
        };
        commands.push(Command::Send(Mail::CancelConfirmed { on }));
    }

    fn revoke_cancel(&mut self) {
        match &mut self.stage {
            Stage::Trial { cancelled, .. } => *cancelled = false,
            Stage::Running(running) => running.cancelled_on = None,
            Stage::Lapsed { .. } | Stage::Closed(_) => {}
        }
    }

    fn processing(&mut self, invoice: Number) {
        let today = self.today;
        let under_way = self.bills.iter_mut().filter(|bill| bill.invoice == invoice);
        for bill in under_way {
            if !matches!(bill.collection, Collection::Processing { .. }) {
                bill.collection = Collection::Processing { since: today };
            }
        }
    }

    fn succeed(&mut self, invoice: Number, amount: Cents, commands: &mut Vec<Command>) {
        let excess = self.pay(invoice, amount);
        // What a part payment leaves open is nobody's to collect any more: it is dunned.
        self.bills
            .iter_mut()
            .filter(|bill| bill.invoice == invoice)
            .for_each(|bill| bill.collection = Collection::Idle);
        if excess.is_positive() {
            commands.push(Command::Review(Review::Overpaid { invoice, amount: excess }));
        }
    }

    fn owe_again(&mut self, invoice: Number, amount: Cents, policy: &Policy, commands: &mut Vec<Command>) {
        let due_on = plus_days(self.today, policy.due_again);
        if self.owe(invoice, amount, due_on).is_some() {
            commands.push(Command::Send(Mail::DebtAgain { invoice, due_on }));
        }
    }

    /// Eight weeks on demand, thirteen months when it was not authorised. A holder who says so takes the mandate away, so
    /// it is not used again; nor is one whose bank returns what it no longer could.
    fn return_debit(
        &mut self,
        invoice: Number,
        amount: Cents,
        debited_on: Date,
        unauthorised: bool,
        policy: &Policy,
        commands: &mut Vec<Command>,
    ) {
        let on_demand = plus_days(debited_on, i64::from(policy.return_weeks) * 7);
        let unauthorised_until =
            add_months(debited_on, policy.unauthorised_months.into()).unwrap_or(Date::MAX);
        let late = self.today > on_demand && !(unauthorised && self.today <= unauthorised_until);
        self.owe_again(invoice, amount, policy, commands);
        if late {
            commands.push(Command::Review(Review::LateReturn { invoice, amount }));
        }
        let mandate = self.method.filter(|method| matches!(method.kind, MethodKind::Sepa { .. }));
        if let (true, Some(method)) = (late || unauthorised, mandate) {
            self.drop_method();
            commands.push(Command::DropMethod { method: method.id });
        }
    }
}

impl super::Bill {
    fn unschedule(&mut self) {
        if matches!(self.collection, Collection::Scheduled { .. }) {
            self.collection = Collection::Idle;
        }
    }
}
