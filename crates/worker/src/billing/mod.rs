//! What a firm's account with the platform needs done after its transactions, and every day.

pub(crate) mod access_point;
mod collect;
mod days;
mod documents;
pub(crate) mod inbox;
mod instructions;
mod mails;
mod methods;
mod observe;
mod points;
mod reconcile;
pub(crate) mod register;
mod vies;

pub use points::{Halt, Point};

use store::BillingScope;
use store::jobs::{ClaimedJob, JobKind};

use crate::{JobError, Worker};

impl Worker {
    pub(crate) async fn billing(&self, scope: &BillingScope, job: &ClaimedJob) -> Result<(), JobError> {
        match job.kind {
            JobKind::BillingDocuments => self.invoice_documents(scope, job).await,
            JobKind::BillingCollect | JobKind::BillingReconcile => self.collect(scope, job).await,
            JobKind::BillingDetach => self.detach(job).await,
            JobKind::BillingMail => self.billing_mail(scope, job).await,
            JobKind::BillingPeppol => self.invoice_send(scope, job).await,
            _ => Err(JobError::Malformed("it is no job about an account")),
        }
    }
}
