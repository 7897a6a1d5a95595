//! The text inside a SEPA payment QR code (EPC069-12, version 002).
//!
//! Where the communication goes: the standard's structured field holds an ISO 11649 creditor reference
//! (`RF…`) and nothing else; a Belgian VCS is not one. It therefore goes, in its printed form
//! `+++…/…/…+++`, into the unstructured field, where Belgian banking applications recognise it. Written
//! into the structured field it would fail the check of `RF` digits in applications that apply it.

use crate::Cents;
use crate::communication::Vcs;
use crate::iban::Iban;
use crate::text;

/// The greatest payload the standard allows, in bytes.
pub const MAX_BYTES: usize = 331;
const MAX_NAME_CHARS: usize = 70;
const MAX_TEXT_CHARS: usize = 140;

/// What the payment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remittance {
    /// The Belgian structured communication.
    Vcs(Vcs),
    /// Free text of at most 140 characters; a longer one is cut.
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EpcError {
    #[error("the beneficiary has no name")]
    NoName,
    #[error("a payment code carries between 0.01 and 999999999.99 EUR")]
    Amount,
    #[error("name and communication are too long for a payment code: shorten them")]
    TooLong,
}

/// The payload to encode (error correction level M, at most version 13). A name above 70 characters is
/// cut; line breaks, which separate the fields, become spaces.
pub fn payload(
    beneficiary: &str,
    iban: &Iban,
    amount: Cents,
    remittance: &Remittance,
) -> Result<String, EpcError> {
    let name = one_line(beneficiary, MAX_NAME_CHARS);
    if name.is_empty() {
        return Err(EpcError::NoName);
    }
    if !amount.is_positive() || amount > Cents::MAX_ENTERED {
        return Err(EpcError::Amount);
    }
    let text = match remittance {
        Remittance::Vcs(vcs) => vcs.to_string(),
        Remittance::Text(text) => one_line(text, MAX_TEXT_CHARS),
    };
    // Service tag, version, character set 1 = UTF-8, identification, BIC (optional in the SEPA area since
    // version 002), name, IBAN, amount, purpose, structured reference, text. Nothing follows the text, so
    // the last line ends without a separator.
    let fields = ["BCD", "002", "1", "SCT", "", &name, iban.as_str(), &format!("EUR{amount}"), "", "", &text];
    let payload = fields.join("\n").trim_end_matches('\n').to_owned();
    if payload.len() > MAX_BYTES { Err(EpcError::TooLong) } else { Ok(payload) }
}

fn one_line(text: &str, max_chars: usize) -> String {
    let visible: String = text.chars().map(|c| if text::is_invisible(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(max_chars).collect();
    line.trim_end().to_owned()
}
