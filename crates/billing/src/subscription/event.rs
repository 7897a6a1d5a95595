//! What happens to a subscription (events) and what it wants done (commands): both plain data.

use domain::Cents;
use domain::prorate::Span;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use super::{Access, Terms};
use crate::invoice::{Number, Reason};

/// A fact with the id and the civil day it was recorded under.
///
/// Ids are UUIDs of version 7, given when the fact is recorded: the order of ids is the order of the log. A message of the
/// payment provider that arrives twice gets one id, because the inbox keeps its own id unique.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: Uuid,
    pub on: Date,
    pub fact: Fact,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Fact {
    /// Nothing but a day. Every other fact lets time pass as well.
    DayPassed,
    MethodAdded(Method),
    MethodRemoved {
        method: Uuid,
    },
    ChangeRequested(Terms),
    ChangeWithdrawn,
    CancelRequested,
    CancelRevoked,
    InvoiceFinalised {
        invoice: Number,
        payable_cents: Cents,
        due_on: Date,
    },
    /// `amount_cents` is positive.
    CreditNoteIssued {
        invoice: Number,
        amount_cents: Cents,
    },
    PaymentProcessing {
        invoice: Number,
    },
    /// Collected, or received by transfer.
    PaymentSucceeded {
        invoice: Number,
        amount_cents: Cents,
    },
    /// For good: the provider will not take it any more.
    PaymentFailed {
        invoice: Number,
    },
    /// `reopened_cents` is the part no credit note stands for: it is owed again.
    PaymentRefunded {
        invoice: Number,
        reopened_cents: Cents,
    },
    DisputeOpened {
        invoice: Number,
        amount_cents: Cents,
    },
    DisputeWon {
        invoice: Number,
        amount_cents: Cents,
    },
    DisputeLost {
        invoice: Number,
        amount_cents: Cents,
    },
    /// The debtor's bank took a direct debit back.
    DebitReturned {
        invoice: Number,
        amount_cents: Cents,
        debited_on: Date,
        unauthorised: bool,
    },
    /// The firm does not wait for the next try: it wants to pay now, with the method in use.
    PaymentAsked {
        invoice: Number,
    },
    /// The firm was declared bankrupt: the curator gets the data, the claim goes to the estate.
    Bankrupt,
    /// The firm no longer exists, or the platform ends the contract.
    Ended,
}

/// What a firm pays with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Method {
    pub id: Uuid,
    pub kind: MethodKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum MethodKind {
    Card,
    /// `notice_days`: what the mandate's text agrees instead of the timetable's pre-notification.
    Sepa {
        notice_days: Option<u8>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// `last`: no invoice for copro-days follows this one.
    FinaliseInvoice {
        reason: Reason,
        period: Span,
        parts: Vec<Part>,
        last: bool,
    },
    /// Take the money now. `attempt` decides how often the provider is called for it.
    Collect {
        invoice: Number,
        amount: Cents,
        method: Method,
    },
    /// Tell amount and day of a direct debit.
    PreNotify {
        invoice: Number,
        amount: Cents,
        method: Method,
        debit_on: Date,
    },
    /// Ask the provider what became of the money: the answer is late.
    Reconcile {
        invoice: Number,
    },
    /// The mandate was revoked by what its holder did.
    DropMethod {
        method: Uuid,
    },
    SetTerms(Terms),
    SetAccess(Access),
    Send(Mail),
    /// A person has to look at it.
    Review(Review),
    Close(Ending),
    /// The announced day has come.
    DeleteData,
}

/// Days of a period under one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub days: Span,
    pub terms: Terms,
    /// Days of suspension are not charged: nothing was supplied.
    pub served: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mail {
    TrialEnds {
        last_day: Date,
    },
    TrialOver,
    PaymentFailed {
        invoice: Number,
    },
    DebtAgain {
        invoice: Number,
        due_on: Date,
    },
    /// `then`: the day the next step follows when nothing is paid.
    Reminder {
        step: u8,
        amount: Cents,
        then: Date,
    },
    Restricted(Access),
    Restored,
    ChangePlanned {
        on: Date,
    },
    CancelConfirmed {
        on: Date,
    },
    Closed {
        ending: Ending,
        data_until: Date,
    },
    /// The data of a closed firm are about to be deleted.
    DataGoes {
        data_until: Date,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Review {
    /// More came in than was owed.
    Overpaid {
        invoice: Number,
        amount: Cents,
    },
    /// Evidence is wanted within days.
    Dispute {
        invoice: Number,
        amount: Cents,
    },
    /// A return after the time the law gives: contest it.
    LateReturn {
        invoice: Number,
        amount: Cents,
    },
    /// The ladder ended and money is still owed.
    Uncollectible {
        amount: Cents,
    },
    /// To be declared to the estate.
    Claim {
        amount: Cents,
    },
    Refused {
        fact: Fact,
        why: super::Refusal,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    Cancelled,
    TrialLapsed,
    Unpaid,
    Bankrupt,
    Ended,
}
