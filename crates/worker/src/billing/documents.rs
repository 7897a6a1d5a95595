//! The forms of an invoice: PDF for people, electronic for programs. Made from the archived bytes, kept as made, then told of.

use billing::invoice::{Identifier, Invoice, Number};
use bytes::Bytes;
use einvoice::Findings;
use serde_json::{Value, json};
use store::BillingScope;
use store::jobs::{ClaimedJob, JobKind};

use crate::heavy::heavy;
use crate::{JobError, Worker};

/// Findings that are written down for whoever has to look.
const FINDINGS_MAX: usize = 20;

#[derive(serde::Deserialize)]
pub(super) struct About {
    pub number: Number,
}

pub(super) fn about(job: &ClaimedJob) -> Result<About, JobError> {
    serde_json::from_value(job.payload.clone()).map_err(|_| JobError::Malformed("it names no invoice"))
}

/// What was made of an invoice.
struct Forms {
    made: Vec<(&'static str, Vec<u8>)>,
    /// The electronic form that could not be made, and why.
    missing: Option<(&'static str, Findings)>,
}

impl Worker {
    /// Makes and keeps every form; then the invoice is mailed and, where there is an access point, sent. A form that breaks a rule never leaves:
    /// a person is told, and the job ends as failed with the rules that were broken.
    pub(crate) async fn invoice_documents(
        &self,
        scope: &BillingScope,
        job: &ClaimedJob,
    ) -> Result<(), JobError> {
        let About { number } = about(job)?;
        let mut tx = self.store.begin_read(scope, "billing.invoice").await?;
        let invoice = tx.invoice(number).await?;
        tx.commit().await?;
        let Forms { made, missing } = heavy(move || forms(&invoice)).await??;
        let mut kept = Vec::with_capacity(made.len());
        for (format, content) in made {
            let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
            kept.push((format, size, self.files.invoice_put(scope.firm(), Bytes::from(content)).await?));
        }
        let mut tx = self.store.begin(scope, "billing.invoice_files").await?;
        for (format, size, hash) in &kept {
            let first = tx.invoice_file_keep(number, format, *size, hash).await?;
            // Whoever kept the form first has others told: a second run tells nobody twice.
            match *format {
                "pdf" if first => {
                    tx.billing_enqueue(JobKind::BillingMail, json!({ "Issued": { "number": number } }))
                        .await?
                }
                "peppol" if first && self.outside.access_point.is_some() => {
                    tx.billing_enqueue(JobKind::BillingPeppol, json!({ "number": number })).await?;
                }
                _ => {}
            }
        }
        if let Some((format, findings)) = &missing {
            tx.review_once(&format!("{format} {number}"), &review(number, format, findings)).await?;
        }
        tx.commit().await?;
        match missing {
            None => Ok(()),
            Some((format, findings)) => Err(JobError::Document(format!(
                "{number} has no form {format}, its validator says: {findings}"
            ))),
        }
    }
}

fn review(number: Number, format: &str, findings: &Findings) -> Value {
    let list: Vec<_> = findings.list().iter().take(FINDINGS_MAX).collect();
    json!({ "InvoiceForm": { "invoice": number, "format": format, "findings": list } })
}

/// The PDF always; for a buyer on Peppol in Belgium the document of Peppol, for one in France Factur-X.
fn forms(invoice: &Invoice) -> Result<Forms, JobError> {
    let pdf = documents::pdf::invoice(invoice).map_err(|error| JobError::Document(error.to_string()))?;
    let mut forms = Forms { made: Vec::new(), missing: None };
    let buyer = &invoice.buyer;
    if buyer.endpoint.as_ref().is_some_and(|endpoint| endpoint.scheme == Identifier::KBO) {
        match einvoice::to_peppol(invoice) {
            Ok(document) => forms.made.push(("peppol", document.into_bytes())),
            Err(findings) => forms.missing = Some(("peppol", findings)),
        }
    } else if buyer.address.country == "FR" {
        match einvoice::factur_x(invoice, &pdf) {
            Ok(document) => forms.made.push(("factur-x", document)),
            Err(einvoice::FacturXError::Findings(findings)) => forms.missing = Some(("factur-x", findings)),
            Err(error) => return Err(JobError::Document(error.to_string())),
        }
    }
    // Last, because the mail goes out with it.
    forms.made.push(("pdf", pdf));
    Ok(forms)
}
