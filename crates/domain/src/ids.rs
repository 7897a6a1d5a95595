//! Typed identifiers: a lot's id cannot be passed where an owner's is expected.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The bare UUID, for the database driver.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// A copro: the unit of isolation and of billing.
    TenantId,
    /// A syndic firm.
    FirmId,
    /// A person who signs in.
    UserId,
    /// A lot: private part plus its share of the common parts.
    LotId,
    /// A natural or legal person.
    PersonId,
    /// The set of persons who hold rights on lots together; has one account.
    OwnerId,
    /// A distribution key.
    KeyId,
    /// One dated version of a distribution key.
    KeyVersionId,
    /// One owner's period on one lot.
    OwnershipId,
    /// A supplier of the copro.
    SupplierId,
    /// A recorded supplier invoice.
    ExpenseId,
    /// A call for funds.
    CallId,
    /// One owner's part of a call for funds.
    NoticeId,
    /// A payment received.
    ReceiptId,
    /// A ledger entry.
    EntryId,
    /// A stored file.
    FileId,
    /// An import of lots.
    ImportId,
    /// A background job.
    JobId,
    /// A fiscal year.
    FiscalYearId,
}
