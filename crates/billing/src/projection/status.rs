//! What the objects of a payment provider can be, and which of it is final.

use serde::{Deserialize, Serialize};

/// How sure a status is to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finality {
    /// Others may follow: of two, the later one holds.
    Passing,
    /// Nothing follows: it holds whatever came, even dated later.
    Final,
}

/// The order of the variants ranks those of one second; the later in life the greater.
pub trait Status: Copy + Ord + std::fmt::Debug {
    fn finality(self) -> Finality;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentStatus {
    Created,
    /// The customer has to confirm it (strong authentication).
    ActionRequired,
    Processing,
    /// The last try failed. The same payment may be tried again, so this passes.
    Failed,
    Cancelled,
    /// Stays even when the money goes back: refunds and disputes are objects of their own.
    Succeeded,
}

impl Status for PaymentStatus {
    fn finality(self) -> Finality {
        match self {
            Self::Succeeded | Self::Cancelled => Finality::Final,
            _ => Finality::Passing,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodStatus {
    /// A set-up was begun and is not confirmed.
    Pending,
    Attached,
    /// A detached method cannot be attached again.
    Detached,
}

impl Status for MethodStatus {
    fn finality(self) -> Finality {
        if self == Self::Detached { Finality::Final } else { Finality::Passing }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MandateStatus {
    Pending,
    Active,
    /// Revoked by its holder or the bank, or lapsed after 36 months without a debit.
    Inactive,
}

impl Status for MandateStatus {
    fn finality(self) -> Finality {
        if self == Self::Inactive { Finality::Final } else { Finality::Passing }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefundStatus {
    Pending,
    ActionRequired,
    /// Not final: the customer's bank may send the money back days later, which makes it failed.
    Succeeded,
    Cancelled,
    Failed,
}

impl RefundStatus {
    /// Whether the money is with the customer, or on its way.
    pub const fn holds_money(self) -> bool {
        matches!(self, Self::Pending | Self::ActionRequired | Self::Succeeded)
    }
}

impl Status for RefundStatus {
    fn finality(self) -> Finality {
        if matches!(self, Self::Failed | Self::Cancelled) { Finality::Final } else { Finality::Passing }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisputeStatus {
    /// An inquiry: no money has moved.
    Inquiry,
    Open,
    /// The inquiry ended without a dispute.
    Dropped,
    Won,
    Lost,
}

impl Status for DisputeStatus {
    fn finality(self) -> Finality {
        if matches!(self, Self::Won | Self::Lost) { Finality::Final } else { Finality::Passing }
    }
}
