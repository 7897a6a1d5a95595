//! The archive: each document as bytes that never vary, and each tied to the one before.

use sha2::{Digest as _, Sha256};

use super::Invoice;

/// SHA-256.
pub type Digest = [u8; 32];

/// Before the first document of an issuer.
pub const START: Digest = [0; 32];

/// Separates these digests from all others; a new form of the bytes gets a new one.
const FORM: &[u8] = b"koprogo invoice 1\n";

impl Invoice {
    /// JSON without spaces, fields in the order of the type, absent values as `null`: equal documents have equal bytes.
    pub fn canonical(&self) -> Vec<u8> {
        // Texts, integers and lists only: there is nothing in it that JSON could not carry.
        serde_json::to_vec(self).unwrap_or_else(|error| unreachable!("an invoice is JSON: {error}"))
    }

    /// The document of its bytes. They may have been written by another program, so they must be the canonical ones.
    pub fn from_canonical(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let invoice: Self =
            serde_json::from_slice(bytes).map_err(|e| ArchiveError::Unreadable(e.to_string()))?;
        if invoice.canonical() == bytes { Ok(invoice) } else { Err(ArchiveError::NotCanonical) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    #[error("not an invoice: {0}")]
    Unreadable(String),
    #[error("the bytes are not those the invoice was archived with: take them from the archive")]
    NotCanonical,
    #[error("document {index} of the archive was changed, removed or moved")]
    Broken { index: usize },
}

/// The link of a document to all before it.
pub fn link(before: &Digest, canonical: &[u8]) -> Digest {
    Sha256::new().chain_update(FORM).chain_update(before).chain_update(canonical).finalize().into()
}

/// Follows the chain over documents in the order of their numbers; the end of it.
pub fn verify<'a>(
    start: Digest,
    documents: impl IntoIterator<Item = (&'a [u8], Digest)>,
) -> Result<Digest, ArchiveError> {
    let mut end = start;
    for (index, (canonical, stored)) in documents.into_iter().enumerate() {
        end = link(&end, canonical);
        if end != stored {
            return Err(ArchiveError::Broken { index });
        }
    }
    Ok(end)
}
