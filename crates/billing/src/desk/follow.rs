//! What became known of payments is booked and told to the subscription, each of it once.
//!
//! What was told before is not kept anywhere: an entry in the book is the proof that money was told of, and the progress of an attempt
//! that its end was. So following again, after a crash or because the same message came twice, changes nothing. What messages do not
//! settle ([`Projection::rereads`]) waits until the object was read.

use std::collections::{BTreeMap, BTreeSet};

use domain::Cents;

use super::{Desk, DeskError};
use crate::attempt::{Answer, Attempt, Collection, Progress};
use crate::invoice::Number;
use crate::projection::{DisputeStatus, PaymentDetails, PaymentStatus, Projection, Reread, TakenBack};
use crate::receivable::{Fact as Booked, FactKey};
use crate::subscription::{Collection as Asked, Fact};

/// A debtor who says so takes the mandate away with the money.
const UNAUTHORISED: &str = "debit_not_authorized";

/// What is known of a firm's payments.
#[derive(Clone, Debug, Default)]
pub struct Money {
    pub seen: Projection,
    /// The attempts to take money, by invoice.
    pub collections: BTreeMap<Number, Collection>,
    /// The provider's names of methods that are direct debits: what comes back of these is returned, not disputed.
    pub debits: BTreeSet<String>,
    /// What the provider kept of a payment, where it is known.
    pub fees: BTreeMap<String, Cents>,
}

impl Money {
    /// Payments that are settled: nothing said of them waits for a read.
    fn settled(&self) -> Vec<(String, PaymentStatus, PaymentDetails)> {
        let open: BTreeSet<Reread<'_>> = self.seen.rereads().into_iter().collect();
        let payments = self.seen.payments.iter();
        payments
            .filter(|(id, _)| !open.contains(&Reread::Payment(id)))
            .map(|(id, known)| (id.clone(), known.status(), known.details().clone()))
            .collect()
    }
}

impl Desk<'_> {
    /// Books and tells what is new. Gives the payments that a person has to look at: of no invoice of this firm, or with more taken back
    /// than there was. One of these holds up no other.
    pub fn follow(&mut self, money: &mut Money) -> Result<Vec<String>, DeskError> {
        let mut odd = Vec::new();
        for (payment, status, details) in money.settled() {
            let known = details.invoice.filter(|invoice| self.is_invoice(*invoice));
            let followed = match known {
                Some(invoice) => self.follow_payment(money, &payment, status, invoice, &details),
                None if status == PaymentStatus::Succeeded => {
                    odd.push(payment);
                    continue;
                }
                None => continue,
            };
            match followed {
                Err(DeskError::Post(_)) => odd.push(payment),
                other => other?,
            }
        }
        Ok(odd)
    }

    fn is_invoice(&self, invoice: Number) -> bool {
        self.book.entry_of(&FactKey::Invoice { number: invoice }).is_some()
    }

    fn follow_payment(
        &mut self,
        money: &mut Money,
        payment: &str,
        status: PaymentStatus,
        invoice: Number,
        details: &PaymentDetails,
    ) -> Result<(), DeskError> {
        let id = payment.to_owned();
        let answer = match status {
            PaymentStatus::Succeeded => Answer::Succeeded { payment: id },
            PaymentStatus::Processing => Answer::Pending { payment: id },
            PaymentStatus::Failed | PaymentStatus::Cancelled => {
                let code = details.failure.clone().unwrap_or_else(|| "cancelled".to_owned());
                Answer::Failed { payment: Some(id), code }
            }
            // Not tried yet, or it waits for its holder: the caller cancels it.
            PaymentStatus::Created | PaymentStatus::ActionRequired => return Ok(()),
        };
        if let (Some(collection), Some(attempt)) = (money.collections.get_mut(&invoice), details.attempt) {
            self.answered(collection, attempt, answer)?;
        }
        if status == PaymentStatus::Succeeded {
            self.receive(money, payment, invoice, details.amount_cents)?;
            self.follow_refunds(money, payment, invoice)?;
            self.follow_disputes(money, payment, invoice, details)?;
        }
        Ok(())
    }

    /// Takes in how an attempt stands. That it succeeded is told when its money is booked.
    pub fn answered(
        &mut self,
        collection: &mut Collection,
        attempt: u32,
        answer: Answer,
    ) -> Result<(), DeskError> {
        let invoice = collection.invoice();
        let before = progress_of(collection, attempt).cloned();
        collection.answer(attempt, answer);
        let after = progress_of(collection, attempt);
        if before.as_ref() == after {
            return Ok(());
        }
        match after {
            Some(Progress::Failed { .. }) => self.tell(Fact::PaymentFailed { invoice }),
            Some(Progress::Pending { .. }) => self.tell(Fact::PaymentProcessing { invoice }),
            _ => Ok(()),
        }
    }

    fn receive(
        &mut self,
        money: &Money,
        payment: &str,
        invoice: Number,
        amount: Cents,
    ) -> Result<(), DeskError> {
        if let Some(fee) = money.fees.get(payment).filter(|fee| fee.is_positive()) {
            self.post(&Booked::Fee { id: payment.to_owned(), amount: *fee })?;
        }
        if self.post(&Booked::PaymentSucceeded { payment: payment.to_owned(), invoice, amount })? {
            self.tell(Fact::PaymentSucceeded { invoice, amount_cents: amount })?;
        }
        Ok(())
    }

    /// Money given back by hand, and such that came back from there.
    fn follow_refunds(&mut self, money: &Money, payment: &str, invoice: Number) -> Result<(), DeskError> {
        let open: BTreeSet<Reread<'_>> = money.seen.rereads().into_iter().collect();
        for (refund, known) in &money.seen.refunds {
            let TakenBack { payment: of, amount_cents: amount, .. } = known.details();
            if of != payment || open.contains(&Reread::Refund(refund)) {
                continue;
            }
            let key = FactKey::Refund { id: refund.clone(), payment: payment.to_owned() };
            let booked = self.book.entry_of(&key).map(|entry| (entry.number, entry.owes()));
            match (known.status().holds_money(), booked) {
                (true, None) => {
                    let (refund, payment) = (refund.clone(), payment.to_owned());
                    self.post(&Booked::Refunded { refund, payment, invoice, amount: *amount })?;
                    let reopened_cents = self.book.entry_of(&key).map_or(Cents::ZERO, |entry| entry.owes());
                    self.tell(Fact::PaymentRefunded { invoice, reopened_cents })?;
                }
                (false, Some((number, reopened))) => {
                    let entry = self.book.reverse(number, self.today)?.clone();
                    self.out.entries.push(entry);
                    self.tell(Fact::PaymentSucceeded { invoice, amount_cents: reopened })?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn follow_disputes(
        &mut self,
        money: &mut Money,
        payment: &str,
        invoice: Number,
        details: &PaymentDetails,
    ) -> Result<(), DeskError> {
        let open: BTreeSet<Reread<'_>> = money.seen.rereads().into_iter().collect();
        let disputes: Vec<(String, DisputeStatus, TakenBack)> = money
            .seen
            .disputes
            .iter()
            .filter(|(id, known)| known.details().payment == payment && !open.contains(&Reread::Dispute(id)))
            .map(|(id, known)| (id.clone(), known.status(), known.details().clone()))
            .collect();
        let debit = details.method.as_ref().is_some_and(|method| money.debits.contains(method));
        for (dispute, status, taken) in disputes {
            let lost = match debit {
                true => self.return_debit(&dispute, status, &taken, invoice)?,
                false => self.dispute(&dispute, status, &taken, invoice)?,
            };
            let (Some(collection), Some(attempt)) = (money.collections.get_mut(&invoice), details.attempt)
            else {
                continue;
            };
            if lost && taken.amount_cents >= details.amount_cents {
                self.answered(collection, attempt, Answer::TakenBack { payment: payment.to_owned() })?;
            }
        }
        Ok(())
    }

    /// The debtor's bank has taken it back: nobody decides that.
    fn return_debit(
        &mut self,
        dispute: &str,
        status: DisputeStatus,
        taken: &TakenBack,
        invoice: Number,
    ) -> Result<bool, DeskError> {
        if status != DisputeStatus::Lost {
            return Ok(false);
        }
        let (payment, amount) = (taken.payment.clone(), taken.amount_cents);
        // The day it was booked: never before the debit, so that a term is never thought over too early.
        let paid = self.book.entry_of(&FactKey::Payment { id: payment.clone() });
        let debited_on = paid.map_or(self.today, |entry| entry.date);
        if self.post(&Booked::Returned { id: dispute.to_owned(), payment, invoice, amount })? {
            let unauthorised = taken.reason.as_deref() == Some(UNAUTHORISED);
            self.tell(Fact::DebitReturned { invoice, amount_cents: amount, debited_on, unauthorised })?;
        }
        Ok(true)
    }

    fn dispute(
        &mut self,
        dispute: &str,
        status: DisputeStatus,
        taken: &TakenBack,
        invoice: Number,
    ) -> Result<bool, DeskError> {
        let amount = taken.amount_cents;
        let named = || (dispute.to_owned(), taken.payment.clone());
        if matches!(status, DisputeStatus::Inquiry | DisputeStatus::Dropped) {
            return Ok(false);
        }
        let (dispute, payment) = named();
        if self.post(&Booked::DisputeOpened { dispute, payment, invoice, amount })? {
            self.tell(Fact::DisputeOpened { invoice, amount_cents: amount })?;
        }
        let (dispute, payment) = named();
        match status {
            DisputeStatus::Won => {
                if self.post(&Booked::DisputeWon { dispute, payment, invoice, amount })? {
                    self.tell(Fact::DisputeWon { invoice, amount_cents: amount })?;
                }
                Ok(false)
            }
            DisputeStatus::Lost => {
                if self.post(&Booked::DisputeLost { dispute, payment, invoice, amount })? {
                    self.tell(Fact::DisputeLost { invoice, amount_cents: amount })?;
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Whether a payment is in the book.
    pub fn has_booked(&self, payment: &str) -> bool {
        self.book.entry_of(&FactKey::Payment { id: payment.to_owned() }).is_some()
    }

    /// What is to be taken now: the subscription asked for it and nobody answered yet.
    pub fn wanted(&self, invoice: Number) -> Option<Cents> {
        let bill = self.subscription.bills().iter().find(|bill| bill.invoice == invoice)?;
        let asked = matches!(bill.collection, Asked::Asked { .. });
        let due =
            Cents(bill.open_cents.0.saturating_sub(bill.contested_cents.0)).min(self.book.open(invoice));
        (asked && due.is_positive()).then_some(due)
    }
}

fn progress_of(collection: &Collection, attempt: u32) -> Option<&Progress> {
    let found: Option<&Attempt> = collection.attempts().iter().find(|known| known.number == attempt);
    found.map(|attempt| &attempt.progress)
}
