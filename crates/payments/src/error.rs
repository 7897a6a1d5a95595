use std::time::Duration;

use crate::ids::PaymentId;

/// How a call to Stripe can end other than well. Closed: a caller decides about each of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bank said no, for good as far as this attempt goes.
    #[error("declined: {code}")]
    Declined { code: String, payment: Option<PaymentId> },
    /// The bank wants the holder to prove who they are; only the holder can go on.
    #[error("the holder must authenticate")]
    ActionRequired { payment: Option<PaymentId>, client_secret: Option<String> },
    /// Whether it was done is not known. Reconcile; no new key before.
    #[error("outcome not known: {reason}")]
    Unknown { reason: String },
    /// Nothing was done. Ask again, with the same key, not before `retry_after`.
    #[error("busy, ask again in {} s", retry_after.as_secs())]
    Busy { retry_after: Duration },
    /// The request is wrong, or the account or its configuration: repeating it changes nothing.
    #[error("refused ({code}): {message}")]
    Refused { code: String, param: Option<String>, message: String },
}

impl Error {
    pub(crate) fn refused(code: &str, message: impl Into<String>) -> Self {
        Self::Refused { code: code.to_owned(), param: None, message: message.into() }
    }
}
