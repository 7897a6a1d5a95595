//! What is true of payments, as far as the provider's messages tell: independent of their order, repetition and loss.
//!
//! Each object keeps the join of all that was observed of it (Shapiro et al., "Conflict-free Replicated Data Types", 2011): a
//! least upper bound, so it does not matter what came first or twice. A message is dated to the second only, so two of one
//! second may not say which is newer; then the object says so ([`Projection::rereads`]) and a read of it decides. A read is
//! the object as it was at that second: it rules over every message up to then. After a read of every object the state is the
//! provider's, whatever was lost before.

use std::collections::BTreeMap;

use domain::Cents;
use serde::{Deserialize, Serialize};

use crate::invoice::Number;

mod peak;
mod status;

pub use peak::Tracked;
pub use status::{DisputeStatus, Finality, MandateStatus, MethodStatus, PaymentStatus, RefundStatus, Status};

/// One thing the provider said, in words of our own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The provider's id of the object.
    pub object: String,
    /// Seconds since 1970: when the message was created, or when the object was read.
    pub at: i64,
    pub source: Source,
    pub said: Said,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A webhook, or its like from the list of events.
    Message,
    /// The object itself, asked for.
    Read,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Said {
    Payment(PaymentStatus, PaymentDetails),
    Method(MethodStatus, MethodDetails),
    Mandate(MandateStatus, MandateDetails),
    Refund(RefundStatus, TakenBack),
    Dispute(DisputeStatus, TakenBack),
}

/// `None` where the message did not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PaymentDetails {
    pub invoice: Option<Number>,
    pub attempt: Option<u32>,
    pub amount_cents: Cents,
    pub method: Option<String>,
    /// The provider's code of the last failure.
    pub failure: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MethodDetails {
    pub customer: Option<String>,
    /// `card`, `sepa_debit`
    pub kind: String,
    pub last_digits: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MandateDetails {
    pub method: String,
    /// The reference the debtor reads on the statement.
    pub reference: Option<String>,
}

/// Money of a payment that went back, or may.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TakenBack {
    pub payment: String,
    pub amount_cents: Cents,
    pub reason: Option<String>,
}

/// All objects of one account of the provider, or of one firm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Projection {
    pub payments: BTreeMap<String, Tracked<PaymentStatus, PaymentDetails>>,
    pub methods: BTreeMap<String, Tracked<MethodStatus, MethodDetails>>,
    pub mandates: BTreeMap<String, Tracked<MandateStatus, MandateDetails>>,
    pub refunds: BTreeMap<String, Tracked<RefundStatus, TakenBack>>,
    pub disputes: BTreeMap<String, Tracked<DisputeStatus, TakenBack>>,
}

/// An object whose messages do not settle what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reread<'a> {
    Payment(&'a str),
    Method(&'a str),
    Mandate(&'a str),
    Refund(&'a str),
    Dispute(&'a str),
}

/// A payment with what became of its money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub status: PaymentStatus,
    /// Zero until it succeeded.
    pub paid_cents: Cents,
    pub refunded_cents: Cents,
    /// With the bank or the card network, not decided yet.
    pub disputed_cents: Cents,
    pub lost_cents: Cents,
}

impl Standing {
    /// What the platform keeps as things stand.
    pub const fn kept_cents(self) -> Cents {
        Cents(self.paid_cents.0 - self.refunded_cents.0 - self.disputed_cents.0 - self.lost_cents.0)
    }
}

impl Projection {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an observation in. Whatever the order, however often: the same set gives the same state.
    pub fn observe(&mut self, seen: &Observation) {
        let Observation { object, at, source, said } = seen;
        match said {
            Said::Payment(status, details) => {
                note(&mut self.payments, object, *at, *source, *status, details)
            }
            Said::Method(status, details) => note(&mut self.methods, object, *at, *source, *status, details),
            Said::Mandate(status, details) => {
                note(&mut self.mandates, object, *at, *source, *status, details)
            }
            Said::Refund(status, details) => note(&mut self.refunds, object, *at, *source, *status, details),
            Said::Dispute(status, details) => {
                note(&mut self.disputes, object, *at, *source, *status, details)
            }
        }
    }

    /// The least state that knows all that both know.
    pub fn join(&mut self, other: &Self) {
        join(&mut self.payments, &other.payments);
        join(&mut self.methods, &other.methods);
        join(&mut self.mandates, &other.mandates);
        join(&mut self.refunds, &other.refunds);
        join(&mut self.disputes, &other.disputes);
    }

    /// The objects to be asked for, because what was said of them does not settle what they are.
    pub fn rereads(&self) -> Vec<Reread<'_>> {
        let mut found: Vec<Reread<'_>> = unsettled(&self.payments).map(Reread::Payment).collect();
        found.extend(unsettled(&self.methods).map(Reread::Method));
        found.extend(unsettled(&self.mandates).map(Reread::Mandate));
        found.extend(unsettled(&self.refunds).map(Reread::Refund));
        found.extend(unsettled(&self.disputes).map(Reread::Dispute));
        found.extend(self.orphans());
        found
    }

    /// Payments that only their refunds and disputes told of: their own messages were lost or are late.
    fn orphans(&self) -> impl Iterator<Item = Reread<'_>> {
        let refunds = self.refunds.values().map(|refund| refund.details().payment.as_str());
        let disputes = self.disputes.values().map(|dispute| dispute.details().payment.as_str());
        let missing = refunds.chain(disputes).filter(|payment| !self.payments.contains_key(*payment));
        let missing: std::collections::BTreeSet<&str> = missing.collect();
        missing.into_iter().map(Reread::Payment)
    }

    /// What became of a payment's money.
    pub fn standing(&self, payment: &str) -> Option<Standing> {
        let tracked = self.payments.get(payment)?;
        let status = tracked.status();
        let paid = status == PaymentStatus::Succeeded;
        let refunded = taken(&self.refunds, payment, |status| status.holds_money());
        let disputed = taken(&self.disputes, payment, |status| status == DisputeStatus::Open);
        let lost = taken(&self.disputes, payment, |status| status == DisputeStatus::Lost);
        Some(Standing {
            status,
            paid_cents: if paid { tracked.details().amount_cents } else { Cents::ZERO },
            refunded_cents: refunded,
            disputed_cents: disputed,
            lost_cents: lost,
        })
    }

    /// Whether a direct debit may be presented on this method: attached, and its mandate (if it has one) in force.
    pub fn is_usable(&self, method: &str) -> bool {
        let attached = self.methods.get(method).is_some_and(|known| known.status() == MethodStatus::Attached);
        let mut mandates =
            self.mandates.values().filter(|mandate| mandate.details().method == method).peekable();
        let lapsed =
            mandates.peek().is_some() && !mandates.any(|known| known.status() == MandateStatus::Active);
        attached && !lapsed
    }
}

type Objects<S, D> = BTreeMap<String, Tracked<S, D>>;

fn note<S: Status, D: Ord + Clone>(
    objects: &mut Objects<S, D>,
    object: &str,
    at: i64,
    source: Source,
    status: S,
    details: &D,
) {
    let seen = Tracked::of(at, source, status, details.clone());
    match objects.get_mut(object) {
        Some(known) => known.join(&seen),
        None => {
            objects.insert(object.to_owned(), seen);
        }
    }
}

fn join<S: Status, D: Ord + Clone>(objects: &mut Objects<S, D>, others: &Objects<S, D>) {
    for (object, other) in others {
        match objects.get_mut(object) {
            Some(known) => known.join(other),
            None => {
                objects.insert(object.clone(), other.clone());
            }
        }
    }
}

fn unsettled<S: Status, D: Ord + Clone>(objects: &Objects<S, D>) -> impl Iterator<Item = &str> {
    objects.iter().filter(|(_, known)| known.needs_reread()).map(|(object, _)| object.as_str())
}

fn taken<S: Status>(objects: &Objects<S, TakenBack>, payment: &str, counts: impl Fn(S) -> bool) -> Cents {
    let of_payment =
        objects.values().filter(|known| known.details().payment == payment && counts(known.status()));
    Cents(of_payment.fold(0, |sum: i64, known| sum.saturating_add(known.details().amount_cents.0)))
}
