//! What the payment provider says, in the words of `billing::projection`.

use billing::attempt::{ATTEMPTS_MAX, Answer, Collection};
use billing::invoice::Number;
use billing::projection::{
    DisputeStatus, MandateDetails, MandateStatus, Observation, PaymentDetails, PaymentStatus, RefundStatus,
    Said, Source, TakenBack,
};
use domain::FirmId;
use payments::{Dispute, Payment, PaymentStatus as Theirs, Refund};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::JobError;

/// A read is dated back by this much: clocks differ, and a message that was made while it went on must not count as older. What it rules
/// over is true of it all the same.
const READ_BACK_SECONDS: i64 = 2;

/// When something was said, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    pub at: i64,
    pub source: Source,
}

impl When {
    pub(super) const fn message(at: i64) -> Self {
        Self { at, source: Source::Message }
    }

    /// The object as it is now.
    pub(super) const fn read(now: i64) -> Self {
        Self { at: now - READ_BACK_SECONDS, source: Source::Read }
    }
}

/// The mark that the payments of an attempt carry at the provider: always the same for the same attempt.
pub(super) fn mark(firm: FirmId, invoice: Number, attempt: u32) -> Uuid {
    let digest = Sha256::digest(format!("{firm} {}", Collection::key(invoice, attempt)));
    uuid::Builder::from_custom_bytes(std::array::from_fn(|index| digest[index])).into_uuid()
}

fn attempt_of(firm: FirmId, invoice: Number, marked: Uuid) -> Option<u32> {
    (1..=u32::try_from(ATTEMPTS_MAX).unwrap_or(u32::MAX)).find(|n| mark(firm, invoice, *n) == marked)
}

fn unknown(what: &str, word: &str) -> JobError {
    JobError::Provider(format!("{what} is {word:?}, which nobody here knows"))
}

pub(super) fn status(payment: &Payment) -> Result<PaymentStatus, JobError> {
    Ok(match &payment.status {
        Theirs::Open => PaymentStatus::Created,
        Theirs::ActionRequired => PaymentStatus::ActionRequired,
        Theirs::Processing => PaymentStatus::Processing,
        Theirs::Failed => PaymentStatus::Failed,
        Theirs::Canceled => PaymentStatus::Cancelled,
        Theirs::Succeeded => PaymentStatus::Succeeded,
        Theirs::Other(word) => return Err(unknown(payment.id.as_str(), word)),
    })
}

pub(super) fn payment(firm: FirmId, payment: &Payment, when: When) -> Result<Observation, JobError> {
    // Another firm's number in the metadata is nobody's: it stays without an invoice.
    let ours = payment.firm.is_none_or(|named| named == firm);
    let invoice = payment.invoice.as_deref().filter(|_| ours).and_then(|text| text.parse::<Number>().ok());
    let attempt = invoice.zip(payment.attempt).and_then(|(invoice, mark)| attempt_of(firm, invoice, mark));
    let details = PaymentDetails {
        invoice,
        attempt,
        amount_cents: payment.amount,
        method: payment.method.as_ref().map(ToString::to_string),
        failure: payment.failure.clone(),
    };
    let said = Said::Payment(status(payment)?, details);
    Ok(observation(payment.id.as_str(), when, said))
}

fn observation(object: &str, when: When, said: Said) -> Observation {
    Observation { object: object.to_owned(), at: when.at, source: when.source, said }
}

/// `None`: of no payment that we made.
pub(super) fn refund(refund: &Refund, when: When) -> Result<Option<Observation>, JobError> {
    let Some(payment) = &refund.payment else { return Ok(None) };
    let status = match &refund.status {
        payments::RefundStatus::Pending => RefundStatus::Pending,
        payments::RefundStatus::Succeeded => RefundStatus::Succeeded,
        payments::RefundStatus::Failed => RefundStatus::Failed,
        payments::RefundStatus::Canceled => RefundStatus::Cancelled,
        payments::RefundStatus::Other(word) => return Err(unknown(refund.id.as_str(), word)),
    };
    let (payment, amount_cents, reason) = (payment.to_string(), refund.amount, refund.failure.clone());
    let said = Said::Refund(status, TakenBack { payment, amount_cents, reason });
    Ok(Some(observation(refund.id.as_str(), when, said)))
}

pub(super) fn dispute(dispute: &Dispute, when: When) -> Result<Option<Observation>, JobError> {
    let Some(payment) = &dispute.payment else { return Ok(None) };
    let status = match dispute.status.as_str() {
        "warning_needs_response" | "warning_under_review" => DisputeStatus::Inquiry,
        "needs_response" | "under_review" => DisputeStatus::Open,
        // `prevented`: the card network settled it before money moved.
        "warning_closed" | "prevented" => DisputeStatus::Dropped,
        "won" => DisputeStatus::Won,
        "lost" => DisputeStatus::Lost,
        word => return Err(unknown(dispute.id.as_str(), word)),
    };
    let reason = Some(dispute.reason.clone());
    let taken = TakenBack { payment: payment.to_string(), amount_cents: dispute.amount, reason };
    Ok(Some(observation(dispute.id.as_str(), when, Said::Dispute(status, taken))))
}

pub(super) fn mandate(
    mandate: &str,
    method: &str,
    status: &payments::MandateStatus,
    when: When,
) -> Result<Observation, JobError> {
    let status = match status {
        payments::MandateStatus::Active => MandateStatus::Active,
        payments::MandateStatus::Inactive => MandateStatus::Inactive,
        payments::MandateStatus::Pending => MandateStatus::Pending,
        payments::MandateStatus::Other(word) => return Err(unknown(mandate, word)),
    };
    let details = MandateDetails { method: method.to_owned(), reference: None };
    Ok(observation(mandate, when, Said::Mandate(status, details)))
}

/// What a payment says about the attempt that made it.
pub(super) fn answer(payment: &Payment) -> Answer {
    let id = payment.id.to_string();
    match &payment.status {
        Theirs::Succeeded => Answer::Succeeded { payment: id },
        Theirs::Processing => Answer::Pending { payment: id },
        Theirs::Failed | Theirs::Canceled => {
            let code = payment.failure.clone().unwrap_or_else(|| "cancelled".to_owned());
            Answer::Failed { payment: Some(id), code }
        }
        // It still waits for its holder: cancelled with the next call of the key, which gives it again.
        Theirs::Open | Theirs::ActionRequired | Theirs::Other(_) => Answer::Unclear,
    }
}

/// One key for one thing said: heard again, it is known.
pub(super) fn key_of(seen: &Observation) -> String {
    let source = match seen.source {
        Source::Message => "answer",
        Source::Read => "read",
    };
    let status = match &seen.said {
        Said::Payment(status, _) => format!("{status:?}"),
        Said::Method(status, _) => format!("{status:?}"),
        Said::Mandate(status, _) => format!("{status:?}"),
        Said::Refund(status, _) => format!("{status:?}"),
        Said::Dispute(status, _) => format!("{status:?}"),
    };
    format!("{source}:{}:{}:{status}", seen.object, seen.at)
}
