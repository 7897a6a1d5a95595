//! Facts of usage and what follows from them, in whatever order they come and however often.
//!
//! A fact is recorded by the transaction that does the work it counts. Its key is unique for ever, not for some days: a replay
//! after a year still counts once.

use domain::TenantId;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

mod meter;

pub use meter::{Meter, Recorded};

/// Something that happened and is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Unique among all facts of the firm; the same work always makes the same key.
    pub key: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum What {
    /// The copro is active and the firm's from now on.
    Began { copro: TenantId },
    /// It is no more: closed, or another syndic's.
    Ended { copro: TenantId },
    /// So many more; fewer when negative, which only levels can be.
    Counted { resource: Resource, quantity: i64 },
}

/// What is counted beside copro-days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resource {
    Lots,
    Users,
    StorageBytes,
    Documents,
    Mails,
    ApiCalls,
}

impl Resource {
    pub const ALL: [Self; 6] =
        [Self::Lots, Self::Users, Self::StorageBytes, Self::Documents, Self::Mails, Self::ApiCalls];

    /// A level stays until it is taken away (storage); a flow is counted anew in each period (mails).
    pub const fn is_level(self) -> bool {
        matches!(self, Self::Lots | Self::Users | Self::StorageBytes)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsageError {
    #[error("fact {0:?} was recorded with another content: give each fact a key of its own")]
    KeyReused(String),
    #[error("fact {0:?} takes away from what only grows: record the work that was done")]
    Negative(String),
    #[error("the key of a fact has 1 to {MAX_KEY_BYTES} bytes")]
    Key,
    #[error("more than {MAX_FACTS} facts of one firm: fold older periods into their roll-ups first")]
    TooMany,
}

pub const MAX_KEY_BYTES: usize = 200;
/// A thousand copros with a thousand facts each.
pub const MAX_FACTS: usize = 1_000_000;
