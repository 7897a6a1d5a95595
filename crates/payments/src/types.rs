//! What Stripe tells, in our words. Amounts are euro cents; anything in another currency is refused.

use domain::{Cents, FirmId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ids::{
    ChargeId, CheckoutId, CustomerId, DisputeId, MandateId, MethodId, MovementId, PaymentId, RefundId,
    SetupId,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstrumentKind {
    Card,
    SepaDebit,
}

impl InstrumentKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::SepaDebit => "sepa_debit",
        }
    }
}

/// A means of payment, as far as a person recognises it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instrument {
    Card {
        brand: String,
        last4: String,
        expires: (i64, i64),
        country: Option<String>,
    },
    SepaDebit {
        last4: String,
        country: Option<String>,
        bank_code: Option<String>,
    },
    /// Saved by other means than ours.
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    pub id: MethodId,
    pub customer: Option<CustomerId>,
    pub instrument: Instrument,
    pub created: OffsetDateTime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupStatus {
    /// The holder has yet to enter or confirm a card or an account.
    Open,
    ActionRequired,
    Processing,
    Succeeded,
    Canceled,
    Other(String),
}

/// A card or account on its way to being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub id: SetupId,
    pub status: SetupStatus,
    pub customer: Option<CustomerId>,
    /// For the holder's browser, and for nobody else.
    pub client_secret: Option<String>,
    pub method: Option<MethodId>,
    pub mandate: Option<MandateId>,
    /// Why the last try failed.
    pub failure: Option<String>,
}

/// A page of Stripe's on which the holder saves a card or an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    pub id: CheckoutId,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckoutStatus {
    Open,
    /// Something was saved.
    Complete,
    /// Nothing was, and nothing will be.
    Expired,
    Other(String),
}

/// What has become of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutState {
    pub id: CheckoutId,
    pub status: CheckoutStatus,
    pub customer: Option<CustomerId>,
    /// As long as it is open.
    pub url: Option<String>,
    pub expires: OffsetDateTime,
    /// Why the last try failed is told there.
    pub setup: Option<Setup>,
    /// What was saved and, if it is an account, by which mandate it may be debited.
    pub method: Option<Method>,
    pub mandate: Option<Mandate>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentStatus {
    /// Asked for; a SEPA debit stays here for days.
    Processing,
    Succeeded,
    /// The last try failed; `Payment::failure` says why.
    Failed,
    ActionRequired,
    /// Made, not yet tried.
    Open,
    Canceled,
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub id: PaymentId,
    pub status: PaymentStatus,
    pub amount: Cents,
    pub received: Cents,
    pub customer: Option<CustomerId>,
    pub method: Option<MethodId>,
    pub charge: Option<ChargeId>,
    /// Ours, from the metadata.
    pub attempt: Option<Uuid>,
    pub firm: Option<FirmId>,
    pub invoice: Option<String>,
    pub failure: Option<String>,
    pub client_secret: Option<String>,
    pub created: OffsetDateTime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundStatus {
    Pending,
    Succeeded,
    Failed,
    Canceled,
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    pub id: RefundId,
    pub payment: Option<PaymentId>,
    pub amount: Cents,
    pub status: RefundStatus,
    pub attempt: Option<Uuid>,
    pub failure: Option<String>,
    pub created: OffsetDateTime,
}

/// Money the holder has taken back: a SEPA debit returned, a card payment disputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    pub id: DisputeId,
    pub charge: ChargeId,
    pub payment: Option<PaymentId>,
    pub amount: Cents,
    pub reason: String,
    /// Stripe's word: `lost`, `won`, `needs_response`, …
    pub status: String,
    pub created: OffsetDateTime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MandateStatus {
    Active,
    /// May not be debited any more.
    Inactive,
    Pending,
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    pub id: MandateId,
    pub method: MethodId,
    pub status: MandateStatus,
    /// What stands on the debtor's statement, and where the mandate can be read.
    pub reference: Option<String>,
    pub url: Option<String>,
}

/// A movement of the balance at Stripe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    pub id: MovementId,
    pub amount: Cents,
    pub fee: Cents,
    pub net: Cents,
    /// Stripe's word: `charge`, `payment`, `refund`, `adjustment`, …
    pub kind: String,
    pub source: Option<String>,
    pub available_on: OffsetDateTime,
    pub created: OffsetDateTime,
}

impl SetupStatus {
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "requires_payment_method" | "requires_confirmation" => Self::Open,
            "requires_action" => Self::ActionRequired,
            "processing" => Self::Processing,
            "succeeded" => Self::Succeeded,
            "canceled" => Self::Canceled,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl CheckoutStatus {
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "open" => Self::Open,
            "complete" => Self::Complete,
            "expired" => Self::Expired,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl PaymentStatus {
    /// Stripe falls back to `requires_payment_method` when a try fails; only the error tells that there was one.
    pub(crate) fn read(text: &str, has_failed: bool) -> Self {
        match text {
            "requires_payment_method" if has_failed => Self::Failed,
            "requires_payment_method" | "requires_confirmation" => Self::Open,
            "requires_action" => Self::ActionRequired,
            "processing" => Self::Processing,
            "succeeded" => Self::Succeeded,
            "canceled" => Self::Canceled,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl RefundStatus {
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "pending" | "requires_action" => Self::Pending,
            "succeeded" => Self::Succeeded,
            "failed" => Self::Failed,
            "canceled" => Self::Canceled,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl MandateStatus {
    pub(crate) fn read(text: &str) -> Self {
        match text {
            "active" => Self::Active,
            "inactive" => Self::Inactive,
            "pending" => Self::Pending,
            other => Self::Other(other.to_owned()),
        }
    }
}
