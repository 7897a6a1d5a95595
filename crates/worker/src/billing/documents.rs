//! The forms of an invoice: PDF for people, electronic for programs. Made from the archived bytes, kept as made.

use billing::invoice::{Invoice, Number};
use bytes::Bytes;
use domain::FirmId;
use store::BillingScope;
use store::jobs::ClaimedJob;

use crate::{JobError, Worker};

#[derive(serde::Deserialize)]
struct About {
    number: Number,
}

impl Worker {
    pub(crate) async fn invoice_documents(
        &self,
        scope: &BillingScope,
        job: &ClaimedJob,
    ) -> Result<(), JobError> {
        let About { number } = serde_json::from_value(job.payload.clone())
            .map_err(|_| JobError::Malformed("it names no invoice"))?;
        let mut tx = self.store.begin_read(scope, "billing.invoice").await?;
        let invoice = tx.invoice(number).await?;
        tx.commit().await?;
        for (format, content) in forms(&invoice).await? {
            self.keep_form(scope, scope.firm(), number, format, content).await?;
        }
        Ok(())
    }

    async fn keep_form(
        &self,
        scope: &BillingScope,
        firm: FirmId,
        number: Number,
        format: &'static str,
        content: Vec<u8>,
    ) -> Result<(), JobError> {
        let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
        let hash = self.files.invoice_put(firm, Bytes::from(content)).await?;
        let mut tx = self.store.begin(scope, "billing.invoice_file").await?;
        tx.invoice_file_keep(number, format, size, &hash).await?;
        Ok(tx.commit().await?)
    }
}

/// Laid out on a thread of its own: it takes processors, not time to wait.
async fn forms(invoice: &Invoice) -> Result<Vec<(&'static str, Vec<u8>)>, JobError> {
    let invoice = invoice.clone();
    let made =
        tokio::task::spawn_blocking(move || documents::pdf::invoice(&invoice).map(|pdf| vec![("pdf", pdf)]));
    let made = made.await.map_err(|error| JobError::Document(error.to_string()))?;
    made.map_err(|error| JobError::Document(error.to_string()))
}
