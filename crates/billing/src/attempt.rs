//! Taking the money of an invoice exactly once: the life of its payment attempts.
//!
//! An attempt and its idempotency key are stored before the provider is called. Whatever happens then (a crash, a timeout, an
//! answer that makes no sense), the outcome is unknown and is found out under the same key; a new attempt, with a new key,
//! begins only after the provider said that the one before failed for good.

use domain::Cents;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::invoice::Number;

/// Providers forget idempotency keys after a day at the earliest; an hour is left for clocks that differ and calls that hang.
/// Later the same key would be taken for a new payment, so it is looked up instead.
pub const KEY_LIFE_SECONDS: i64 = 23 * 3_600;
/// A call that was begun so long ago is over: its connection had its timeout.
/// Whoever calls gives up before.
pub const CALL_SECONDS_MAX: i64 = 35;
/// Between two calls of one key whose outcome is not known.
const PAUSE_SECONDS_MIN: i64 = 5;
const PAUSE_SECONDS_MAX: i64 = 3_600;
/// For how long the messages of a payment under way are waited for.
const PENDING_SECONDS_MAX: i64 = 24 * 3_600;
/// Cards are blocked by their networks when they are tried more often.
pub const ATTEMPTS_MAX: usize = 15;

/// The attempts for one invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    invoice: Number,
    attempts: Vec<Attempt>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// 1, 2, 3 …
    pub number: u32,
    /// The same amount and method go with every call of the key: providers refuse a key with another body.
    pub amount_cents: Cents,
    pub method: Uuid,
    pub progress: Progress,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Progress {
    /// Stored; never called.
    Reserved,
    /// A call is being made, or was when the process died. `first_call`: when the key was first used.
    Called {
        first_call: i64,
        last_call: i64,
    },
    /// Something was answered that does not say whether there is a payment.
    Unknown {
        first_call: i64,
    },
    /// There is a payment and it is not decided: a direct debit under way, a customer who has to confirm.
    Pending {
        payment: String,
    },
    Succeeded {
        payment: String,
    },
    Failed {
        payment: Option<String>,
        code: String,
    },
    /// It succeeded, and the bank took the money back: the invoice is owed again.
    TakenBack {
        payment: String,
    },
}

/// What the provider, or its silence, said about an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Answer {
    Succeeded {
        payment: String,
    },
    Pending {
        payment: String,
    },
    /// Declined or cancelled, and never to succeed any more: the caller cancels a payment that could still be confirmed.
    Failed {
        payment: Option<String>,
        code: String,
    },
    /// 409, the same key is being worked on; 429, too many calls; 500; a connection that broke; a timeout.
    Unclear,
    /// All of it was returned, or lost in a dispute.
    TakenBack {
        payment: String,
    },
    /// A look-up by the key's own mark found no payment.
    NotFound,
}

/// The one next thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Store [`Collection::begin_call`], then call with this key.
    Call {
        key: String,
        amount: Cents,
    },
    /// The key may be forgotten: search for a payment that carries it as its mark.
    LookUp {
        key: String,
    },
    /// Somebody is calling right now, or was just told to wait.
    Wait {
        until: i64,
    },
    /// The payment's own messages will tell.
    AwaitPayment {
        payment: String,
    },
    /// The last attempt failed or its money went back, or there was none: [`Collection::reserve`] is allowed.
    Free,
    Paid,
    /// [`ATTEMPTS_MAX`] failed: another payment method is needed.
    Exhausted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttemptError {
    #[error("the last attempt is not known to have failed: find out first")]
    Undecided,
    #[error("the invoice is paid")]
    Paid,
    #[error("{ATTEMPTS_MAX} attempts failed: ask for another payment method")]
    Exhausted,
    #[error("amount_cents: give more than zero")]
    Amount,
    #[error("nothing was reserved: reserve an attempt before the call")]
    NotReserved,
    #[error("the key may be forgotten by now: look the payment up first")]
    KeyExpired,
}

impl Collection {
    pub const fn new(invoice: Number) -> Self {
        Self { invoice, attempts: Vec::new() }
    }

    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    pub const fn invoice(&self) -> Number {
        self.invoice
    }

    /// The key of an attempt: nothing but the invoice and the attempt's number, so that whoever computes it finds the same.
    pub fn key(invoice: Number, attempt: u32) -> String {
        format!("invoice-{invoice}-attempt-{attempt}")
    }

    /// Begins an attempt; to be stored before anything is called.
    pub fn reserve(&mut self, amount_cents: Cents, method: Uuid) -> Result<&Attempt, AttemptError> {
        match self.attempts.last().map(|last| &last.progress) {
            None | Some(Progress::Failed { .. } | Progress::TakenBack { .. }) => {}
            Some(Progress::Succeeded { .. }) => return Err(AttemptError::Paid),
            Some(_) => return Err(AttemptError::Undecided),
        }
        if self.attempts.len() >= ATTEMPTS_MAX {
            return Err(AttemptError::Exhausted);
        }
        if !amount_cents.is_positive() {
            return Err(AttemptError::Amount);
        }
        let number = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.attempts.push(Attempt { number, amount_cents, method, progress: Progress::Reserved });
        self.attempts.last().ok_or(AttemptError::NotReserved)
    }

    /// Marks that a call begins; to be stored before it does. Gives the key to call with.
    pub fn begin_call(&mut self, now: i64) -> Result<String, AttemptError> {
        let invoice = self.invoice;
        let attempt = self.attempts.last_mut().ok_or(AttemptError::NotReserved)?;
        let first_call = match attempt.progress {
            Progress::Reserved => now,
            Progress::Called { first_call, .. } | Progress::Unknown { first_call } => first_call,
            Progress::Succeeded { .. } => return Err(AttemptError::Paid),
            Progress::Pending { .. } => return Err(AttemptError::Undecided),
            Progress::Failed { .. } | Progress::TakenBack { .. } => return Err(AttemptError::NotReserved),
        };
        if now - first_call >= KEY_LIFE_SECONDS {
            return Err(AttemptError::KeyExpired);
        }
        attempt.progress = Progress::Called { first_call, last_call: now };
        Ok(Self::key(invoice, attempt.number))
    }

    /// Takes in what was answered about an attempt, by the call, a look-up or a message. What is decided stays decided,
    /// except that money that came in after all is never denied.
    pub fn answer(&mut self, number: u32, answer: Answer) {
        let Some(attempt) = self.attempts.iter_mut().find(|attempt| attempt.number == number) else { return };
        let next = match (&attempt.progress, answer) {
            (Progress::TakenBack { .. }, _) => return,
            (_, Answer::TakenBack { payment }) => Progress::TakenBack { payment },
            (Progress::Succeeded { .. }, _) => return,
            (_, Answer::Succeeded { payment }) => Progress::Succeeded { payment },
            (Progress::Failed { .. }, _) => return,
            (_, Answer::Failed { payment, code }) => Progress::Failed { payment, code },
            (_, Answer::Pending { payment }) => Progress::Pending { payment },
            (Progress::Called { first_call, .. }, Answer::Unclear) => {
                Progress::Unknown { first_call: *first_call }
            }
            // The key was never taken: used again, it begins anew.
            (Progress::Called { .. } | Progress::Unknown { .. }, Answer::NotFound) => Progress::Reserved,
            (Progress::Reserved | Progress::Unknown { .. } | Progress::Pending { .. }, _) => return,
        };
        attempt.progress = next;
    }

    /// When somebody has to look at it again; `None` once it is decided. A provider that does not answer is asked less and less often, and
    /// a payment under way is asked for when its messages stay away for a day.
    pub fn look_at(&self, now: i64) -> Option<i64> {
        match &self.attempts.last()?.progress {
            Progress::Reserved => Some(now),
            Progress::Called { last_call, .. } => Some(last_call + CALL_SECONDS_MAX),
            // Looking up costs little, and whoever looked may have died.
            Progress::Unknown { first_call } if now - first_call >= KEY_LIFE_SECONDS => {
                Some(now + CALL_SECONDS_MAX)
            }
            Progress::Unknown { first_call } => {
                Some(now + ((now - first_call) / 4).clamp(PAUSE_SECONDS_MIN, PAUSE_SECONDS_MAX))
            }
            Progress::Pending { .. } => Some(now + PENDING_SECONDS_MAX),
            Progress::Succeeded { .. } | Progress::Failed { .. } | Progress::TakenBack { .. } => None,
        }
    }

    /// What to do at `now`, also right after a crash.
    pub fn next(&self, now: i64) -> Next {
        let Some(attempt) = self.attempts.last() else { return Next::Free };
        let key = || Self::key(self.invoice, attempt.number);
        let call = |first_call: i64| match now - first_call >= KEY_LIFE_SECONDS {
            true => Next::LookUp { key: key() },
            false => Next::Call { key: key(), amount: attempt.amount_cents },
        };
        match &attempt.progress {
            Progress::Reserved => Next::Call { key: key(), amount: attempt.amount_cents },
            Progress::Called { last_call, .. } if now - last_call < CALL_SECONDS_MAX => {
                Next::Wait { until: last_call + CALL_SECONDS_MAX }
            }
            Progress::Called { first_call, .. } | Progress::Unknown { first_call } => call(*first_call),
            Progress::Pending { payment } => Next::AwaitPayment { payment: payment.clone() },
            Progress::Succeeded { .. } => Next::Paid,
            Progress::Failed { .. } | Progress::TakenBack { .. } if self.attempts.len() >= ATTEMPTS_MAX => {
                Next::Exhausted
            }
            Progress::Failed { .. } | Progress::TakenBack { .. } => Next::Free,
        }
    }
}
