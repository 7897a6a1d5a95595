//! The one seam to Stripe: moves money and holds mandates; what is owed, and why, is decided elsewhere.
//!
//! Three rules keep a firm from being charged twice:
//! - The caller stores its attempt and the attempt's [`Key`] before it calls; a repetition uses the same key.
//! - Only here is anything repeated, a bounded number of times, and always with the same key.
//! - [`Error::Unknown`] is no failure: nobody knows. [`Payments::find`] looks; a new key comes only after it found nothing.
//!
//! An answer may be as old as the first call with its key. What became of it is read anew, by [`Payments::payment`].

mod charges;
mod checkouts;
mod convert;
mod customers;
mod error;
mod ids;
mod records;
mod refunds;
mod send;
mod setups;
mod types;
pub mod webhook;

pub use charges::Charge;
pub use checkouts::ReturnTo;
pub use customers::Details;
pub use error::Error;
pub use ids::{
    BadId, ChargeId, CheckoutId, CustomerId, DisputeId, EventId, Key, MandateId, MethodId, MovementId,
    PaymentId, RefundId, SetupId,
};
pub use records::Events;
pub use refunds::GiveBack;
pub use send::Payments;
pub use types::{
    Checkout, CheckoutState, CheckoutStatus, Dispute, Instrument, InstrumentKind, Mandate, MandateStatus,
    Method, Movement, Payment, PaymentStatus, Refund, RefundStatus, Setup, SetupStatus,
};

/// Names of our own ids in Stripe's metadata.
pub(crate) const ATTEMPT: &str = "koprogo_attempt";
pub(crate) const FIRM: &str = "koprogo_firm";
pub(crate) const INVOICE: &str = "koprogo_invoice";
