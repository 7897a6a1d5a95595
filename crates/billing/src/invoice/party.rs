//! Seller and buyer.

use domain::address::Address;
use domain::company_number::CompanyNumber;
use serde::{Deserialize, Serialize};

/// One side of an invoice (BG-4, BG-7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The legal name (BT-27, BT-44).
    pub name: String,
    pub address: Address,
    /// The legal registration (BT-30, BT-47): the enterprise number in Belgium, the SIREN in France.
    pub company: Option<Identifier>,
    /// With its country prefix, no spaces, such as `BE0123456749` (BT-31, BT-48); none when not registered for VAT.
    pub vat_number: Option<String>,
    /// Where electronic invoices go (BT-34, BT-49); none when the party cannot receive any.
    pub endpoint: Option<Identifier>,
    pub email: Option<String>,
    /// What company law wants beside the name, such as the register of the seat (BT-33).
    pub legal_note: Option<String>,
}

/// A number and the list it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// ISO/IEC 6523 ICD for registrations, EAS for endpoints; the two lists agree on those used here.
    pub scheme: String,
    pub value: String,
}

impl Identifier {
    /// Enterprise numbers of the Belgian crossroads bank (KBO, BCE).
    pub const KBO: &str = "0208";
    /// SIREN numbers of the French register.
    pub const SIREN: &str = "0002";
    /// Electronic addresses of French invoicing (FR:CTC).
    pub const FR_CTC: &str = "0225";

    /// Serves as registration and, on Peppol, as endpoint.
    pub fn kbo(number: CompanyNumber) -> Self {
        Self { scheme: Self::KBO.to_owned(), value: number.digits() }
    }

    pub fn siren(digits: impl Into<String>) -> Self {
        Self { scheme: Self::SIREN.to_owned(), value: digits.into() }
    }
}
