//! What is said to a Peppol access point and what it answers, in Peppol's words and as plain data. Whose access point it is, and
//! how it is called, is left to the adapter: every provider asks for these facts, as the fields of its own interface or as the
//! envelope itself (Peppol Business Message Envelope 2.0, a profile of UN/CEFACT's Standard Business Document Header).

use billing::invoice::{Identifier, Invoice, Kind};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Findings, model, to_peppol};

/// Version of UBL.
const UBL: &str = "2.1";

/// Whose mailbox on the network: `0208:0123456749`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Participant(String);

impl Participant {
    /// Participant identifiers are compared without regard to case; written small, equal ones are equal texts.
    fn of(endpoint: &Identifier) -> Self {
        Self(format!("{}:{}", endpoint.scheme, endpoint.value).to_lowercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One document to be sent: the fields of the envelope and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// InstanceIdentifier of the envelope. Kept over all tries of the same document, it is how a provider and every access
    /// point on the way notice a duplicate.
    pub instance: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    pub sender: Participant,
    pub receiver: Participant,
    /// Namespace of the root element (Standard).
    pub standard: String,
    /// Name of the root element (Type).
    pub root: String,
    /// TypeVersion.
    pub version: String,
    /// What kind of document the receiver must be registered for (scope DOCUMENTID).
    pub document_type: String,
    /// Scope PROCESSID.
    pub process: String,
    /// Country of the sender, where the invoice comes from (scope COUNTRY_C1, asked for since version 2.0 of the envelope).
    pub country: String,
    /// Our number, for whoever reads the provider's console.
    pub number: String,
    pub xml: String,
}

impl Submission {
    /// The validated document of the invoice, addressed to the buyer's endpoint.
    pub fn of(invoice: &Invoice, instance: Uuid, created_at: OffsetDateTime) -> Result<Self, Findings> {
        let document = to_peppol(invoice)?;
        let root = match invoice.kind {
            Kind::Invoice => "Invoice",
            Kind::CreditNote => "CreditNote",
        };
        let standard = format!("urn:oasis:names:specification:ubl:schema:xsd:{root}-2");
        let customization = en16931::profiles::PEPPOL_BIS_3.specification_id;
        // A document without endpoints has not become a document for Peppol (PEPPOL-EN16931-R010 and R020).
        let participant =
            |end: &Option<Identifier>| end.as_ref().map(Participant::of).ok_or_else(no_endpoint);
        Ok(Self {
            instance,
            created_at,
            sender: participant(&invoice.seller.endpoint)?,
            receiver: participant(&invoice.buyer.endpoint)?,
            document_type: format!("{standard}::{root}##{customization}::{UBL}"),
            standard,
            root: root.to_owned(),
            version: UBL.to_owned(),
            process: model::PROCESS.to_owned(),
            country: invoice.seller.address.country.clone(),
            number: invoice.number.to_string(),
            xml: document.xml,
        })
    }
}

fn no_endpoint() -> Findings {
    use crate::findings::Finding;
    let message = "both parties need an endpoint on Peppol";
    Findings::one(Finding::own("KOPROGO-ENDPOINT", "BT-34, BT-49", message))
}

/// What the access point says about a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// Taken over, under the provider's own name for it. Delivery is reported later, as a [`Status`].
    Accepted {
        reference: String,
    },
    Refused {
        refusal: Refusal,
        detail: String,
    },
    /// No answer, or one that nobody understands: the document may be on its way.
    Unknown {
        detail: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The receiver is not registered on Peppol.
    UnknownReceiver,
    /// The receiver is registered, but not for this kind of document.
    UnsupportedDocument,
    /// The provider's validator found something.
    Invalid,
    /// The instance was submitted before.
    Duplicate,
    /// Our credentials are not accepted, or the sender is not ours.
    Forbidden,
    /// Too many requests, or out of order for a while.
    Busy,
}

/// What is to be done after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Next {
    /// Nothing: wait for the status.
    Wait,
    /// Submit the same document under the same instance again, later.
    Again,
    /// Send the PDF by mail, and ask the customer for an endpoint.
    Mail,
    /// Somebody has to look: the same document would be refused again.
    Operator,
}

impl Answer {
    pub const fn next(&self) -> Next {
        match self {
            Self::Accepted { .. } | Self::Refused { refusal: Refusal::Duplicate, .. } => Next::Wait,
            Self::Unknown { .. } | Self::Refused { refusal: Refusal::Busy, .. } => Next::Again,
            Self::Refused { refusal: Refusal::UnknownReceiver | Refusal::UnsupportedDocument, .. } => {
                Next::Mail
            }
            Self::Refused { refusal: Refusal::Invalid | Refusal::Forbidden, .. } => Next::Operator,
        }
    }
}

/// What becomes of a document that was accepted: its transport, then what the customer says (Peppol Invoice Response 3, codes of
/// UNCL 4343). A document that is disputed is answered with a credit note, through the same channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The receiver's access point has it.
    Delivered,
    /// It could not be delivered.
    Undeliverable,
    /// `AB`: received and readable.
    Acknowledged,
    /// `IP`: being looked at.
    InProcess,
    /// `UQ`: the customer asks something first.
    UnderQuery,
    /// `CA`: accepted under conditions.
    ConditionallyAccepted,
    /// `RE`: refused, to be credited.
    Rejected,
    /// `AP`: accepted.
    Approved,
    /// `PD`: paid, as the customer says.
    Paid,
}

impl Status {
    /// By the code of an Invoice Response.
    pub fn of_response(code: &str) -> Option<Self> {
        Some(match code {
            "AB" => Self::Acknowledged,
            "IP" => Self::InProcess,
            "UQ" => Self::UnderQuery,
            "CA" => Self::ConditionallyAccepted,
            "RE" => Self::Rejected,
            "AP" => Self::Approved,
            "PD" => Self::Paid,
            _ => return None,
        })
    }

    /// Whether a person of ours has to act.
    pub const fn wants_attention(self) -> bool {
        matches!(self, Self::Undeliverable | Self::UnderQuery | Self::ConditionallyAccepted | Self::Rejected)
    }
}
