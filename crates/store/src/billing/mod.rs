//! A firm's account with the platform: its subscription, usage, invoices and what it owes.
//!
//! [`Tx::at_desk`] is the one place where any of it changes: it takes the firm's file out under a lock, lets the pure desk of `billing` work
//! on it, and stores what came of it in the same transaction.

pub mod archive;
mod asks;
mod calls;
mod clock;
mod desk;
mod due;
mod follow;
pub mod inbox;
pub mod instructions;
mod money;
pub mod read;
pub mod told;
mod usage;
mod wish;

use access::caller::Actor;
use domain::ids::FirmId;
use uuid::Uuid;

use crate::jobs::ClaimedJob;
use crate::scope::sealed::Entry;
use crate::{FirmScope, Scope, Store};

pub use asks::{Asked, Readers, VatQuestion};
pub use calls::{MINUTES_MAX, Minute};
pub use clock::{billing_ahead, billing_ahead_set};
pub use desk::Sitting;
pub use follow::{BookedPayment, Compared, Followed};
pub use money::{MethodRow, NewMethod};
pub use wish::Wish;

/// A firm's account with the platform. Entered by whoever may settle the firm's affairs, and by the platform itself.
#[derive(Clone, Debug)]
pub struct BillingScope {
    pub(crate) firm: FirmId,
    pub(crate) actor: Actor,
}

impl BillingScope {
    pub fn firm(&self) -> FirmId {
        self.firm
    }
}

impl Entry for BillingScope {
    const ROLE: &'static str = "koprogo_firm";
    fn firm(&self) -> Option<Uuid> {
        Some(self.firm.uuid())
    }
    fn sharer(&self) -> Option<Uuid> {
        (!self.is_background()).then_some(self.firm.uuid())
    }
    fn is_background(&self) -> bool {
        self.actor == Actor::Platform
    }
    fn actor(&self) -> Actor {
        self.actor
    }
}
impl Scope for BillingScope {}

impl FirmScope {
    /// The account of this firm, for a caller who was found to be allowed.
    pub fn billing(&self) -> BillingScope {
        BillingScope { firm: self.firm, actor: self.actor }
    }
}

impl Store {
    /// The account a claimed job is about. The claim is the proof: only a firm's own transactions queue such jobs.
    pub fn resume_billing(&self, job: &ClaimedJob) -> Option<BillingScope> {
        let firm = job.subject.filter(|_| job.kind.is_billing())?;
        Some(BillingScope { firm: firm.into(), actor: Actor::Platform })
    }
}
