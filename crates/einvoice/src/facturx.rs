//! Factur-X (profile EN 16931): the PDF that a person reads with the XML that a machine reads inside.

use std::time::{Duration, UNIX_EPOCH};

use billing::invoice::Invoice;
use en16931::profiles::En16931;
use en16931_formats::zugferd::{EmbedOptions, Metadata, Relationship, embed};

use crate::Findings;

#[derive(Debug, thiserror::Error)]
pub enum FacturXError {
    #[error("the invoice breaks rules: {0}")]
    Findings(#[from] Findings),
    /// Not PDF/A-3, damaged, or with an invoice inside already.
    #[error("the PDF cannot carry the invoice: {0}")]
    Pdf(String),
}

/// The PDF/A-3 of the invoice with `factur-x.xml` inside. Its pages are untouched; what is added follows them.
pub fn factur_x(invoice: &Invoice, pdf_a3: &[u8]) -> Result<Vec<u8>, FacturXError> {
    let proof = crate::prove::<En16931>(invoice)?;
    let title = format!("{} {}", invoice.seller.name, invoice.number);
    let options = EmbedOptions {
        // Machine and person read the same invoice; neither is a supplement of the other.
        relationship: Relationship::Alternative,
        metadata: Some(Metadata {
            subject: format!("{title}, {}", invoice.issued_on),
            title,
            author: invoice.seller.name.clone(),
        }),
        // The clock would make other bytes of the same invoice.
        modified: Some(midnight(invoice.issued_on)),
    };
    embed(pdf_a3, &proof, &options).map_err(|error| FacturXError::Pdf(error.to_string()))
}

fn midnight(date: time::Date) -> std::time::SystemTime {
    let seconds = date.midnight().assume_utc().unix_timestamp();
    UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}
