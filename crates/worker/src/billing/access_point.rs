//! Hands electronic invoices to a Peppol access point. What is exchanged is `einvoice::access_point`; how is told in docs/peppol.md.

use billing::invoice::{Invoice, Number};
use einvoice::access_point::{Answer, Next, Refusal, Submission};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::BillingScope;
use store::jobs::ClaimedJob;
use uuid::Uuid;

use super::documents::{About, about};
use crate::outside::body;
use crate::{JobError, Worker};

const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Of what a provider says, kept for whoever has to look.
const DETAIL_MAX: usize = 1_000;

#[derive(Debug)]
pub(crate) struct AccessPoint {
    client: reqwest::Client,
    url: String,
    token: SecretString,
}

impl AccessPoint {
    pub(crate) fn new(client: reqwest::Client, url: String, token: SecretString) -> Self {
        Self { client, url, token }
    }

    async fn submit(&self, submission: &Submission) -> Answer {
        let unknown = |detail: String| Answer::Unknown { detail: cut(&detail) };
        let text = match serde_json::to_vec(submission) {
            Ok(text) => text,
            Err(error) => return unknown(error.to_string()),
        };
        let asked = self
            .client
            .post(&self.url)
            .bearer_auth(self.token.expose_secret())
            .header("content-type", "application/json")
            .header("idempotency-key", submission.instance.to_string())
            .body(text);
        let answer = match asked.send().await {
            Ok(answer) => answer,
            Err(error) => return unknown(error.without_url().to_string()),
        };
        let status = answer.status();
        match body(answer, ANSWER_BYTES_MAX).await {
            Ok(text) => read(status, &text),
            Err(why) => unknown(why),
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(DETAIL_MAX).collect()
}

/// An answer in our words, else what the status alone says.
fn read(status: StatusCode, text: &[u8]) -> Answer {
    if let Ok(answer) = serde_json::from_slice::<Answer>(text) {
        return answer;
    }
    let detail = cut(&format!("{status}: {}", String::from_utf8_lossy(text)));
    let refusal = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Refusal::Forbidden,
        StatusCode::CONFLICT => Refusal::Duplicate,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => Refusal::Invalid,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Refusal::Busy,
        _ => return Answer::Unknown { detail },
    };
    Answer::Refused { refusal, detail }
}

/// One for all tries of a document: made of it, so that no try needs to have been written down.
fn instance(invoice: &Invoice) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"koprogo peppol instance 1\n")
        .chain_update(invoice.canonical())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl Worker {
    pub(crate) async fn invoice_send(&self, scope: &BillingScope, job: &ClaimedJob) -> Result<(), JobError> {
        let About { number } = about(job)?;
        let Some(access_point) = &self.outside.access_point else { return Ok(()) };
        let mut tx = self.store.begin_read(scope, "billing.sending").await?;
        let (invoice, last) = (tx.invoice(number).await?, tx.sending(number).await?);
        tx.commit().await?;
        let last: Option<Answer> = last.and_then(|answer| serde_json::from_value(answer).ok());
        if last.is_some_and(|answer| answer.next() != Next::Again) {
            return Ok(());
        }
        let instance = instance(&invoice);
        // Of the day the document has, so that every try says the same.
        let created_at = invoice.issued_on.midnight().assume_utc();
        let submission = Submission::of(&invoice, instance, created_at);
        let submission = submission.map_err(|findings| JobError::Document(findings.to_string()))?;
        let answer = access_point.submit(&submission).await;
        self.answered(scope, number, instance, &answer).await
    }

    async fn answered(
        &self,
        scope: &BillingScope,
        number: Number,
        instance: Uuid,
        answer: &Answer,
    ) -> Result<(), JobError> {
        let written = json!(answer);
        let mut tx = self.store.begin(scope, "billing.sent").await?;
        tx.sending_keep(number, instance, &written).await?;
        // The PDF was mailed in any case; that the customer cannot be reached over Peppol is for a person to know.
        if matches!(answer.next(), Next::Mail | Next::Operator) {
            let review = json!({ "InvoiceNotSent": { "invoice": number, "answer": written } });
            tx.review_once(&format!("not-sent {number}"), &review).await?;
        }
        tx.commit().await?;
        match answer.next() {
            Next::Wait | Next::Mail => Ok(()),
            Next::Again => Err(JobError::Busy),
            Next::Operator => {
                Err(JobError::Document(format!("the access point refused {number}: {written}")))
            }
        }
    }
}
