//! What a firm's account with the platform needs done after its transactions, and every day.

mod days;
mod documents;
mod instructions;

use store::BillingScope;
use store::jobs::{ClaimedJob, JobKind};

use crate::{JobError, Worker};

impl Worker {
    pub(crate) async fn billing(&self, scope: &BillingScope, job: &ClaimedJob) -> Result<(), JobError> {
        match job.kind {
            JobKind::BillingDocuments => self.invoice_documents(scope, job).await,
            _ => Err(JobError::Malformed("it is no job about an account")),
        }
    }
}
