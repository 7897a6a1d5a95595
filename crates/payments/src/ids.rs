//! Stripe's ids, one type each, checked before they become part of an address.

use std::fmt;

/// Not an id of Stripe's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no {1} id of Stripe's; they have 1 to 255 letters, digits and underscores")]
pub struct BadId(pub String, pub &'static str);

impl From<BadId> for crate::Error {
    fn from(bad: BadId) -> Self {
        Self::refused("bad_id", bad.to_string())
    }
}

fn is_id(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $what:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            pub fn new(text: &str) -> Result<Self, BadId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(BadId(text.to_owned(), $what)) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// `cus_…`
    CustomerId, "customer";
    /// `pm_…`: a card or an account.
    MethodId, "payment method";
    /// `cs_…`: a page on which a card or an account is saved.
    CheckoutId, "checkout session";
    /// `seti_…`
    SetupId, "setup intent";
    /// `pi_…`
    PaymentId, "payment intent";
    /// `ch_…` or `py_…`
    ChargeId, "charge";
    /// `re_…` or `pyr_…`
    RefundId, "refund";
    /// `du_…` or `dp_…`
    DisputeId, "dispute";
    /// `mandate_…`
    MandateId, "mandate";
    /// `txn_…`: a movement of the balance.
    MovementId, "balance transaction";
    /// `evt_…`
    EventId, "event";
}

/// What makes two calls the same call. Derived by the caller from what it stored, never made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// 1 to 255 visible characters: it travels in a header.
    pub fn new(text: impl Into<String>) -> Result<Self, BadId> {
        let text = text.into();
        let fits = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(text)) } else { Err(BadId(text, "idempotency key")) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
