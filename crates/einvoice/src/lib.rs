//! Electronic invoices: a finalised invoice or credit note in, XML out that receivers and authorities accept.
//!
//! Three documents are made of the same facts: UBL for Peppol ([`to_peppol`], what Belgian law makes the rule between taxable
//! persons, article 53, § 2bis of the VAT code), UBL by the European standard alone ([`to_ubl`], for who is not on Peppol and
//! asks for a file), and CII ([`to_cii`]), which [`factur_x`] puts inside the PDF for France.
//!
//! Nothing leaves this crate that its validators have something against: every rule of EN 16931, those of Peppol BIS Billing 3.0
//! and those of the syntax. Amounts are taken from the invoice and never computed here, so the validation is a second opinion on
//! the billing engine as well. As in `billing` there is no I/O, no clock and no chance: one invoice gives one sequence of bytes.

pub mod access_point;
mod facturx;
mod findings;
mod model;
mod party;

use billing::invoice::Invoice;
use en16931::profiles::{En16931, PeppolBis3};
use en16931::validation::profile::{ProfileMarker, Validated};
use en16931_formats::Syntax;

pub use facturx::{FacturXError, factur_x};
pub use findings::{Finding, Findings};

/// What a document promises to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Peppol BIS Billing 3.0 in UBL 2.1.
    Peppol,
    /// EN 16931 in UBL 2.1.
    Ubl,
    /// EN 16931 in UN/CEFACT CII D16B, the payload of Factur-X.
    Cii,
}

/// An electronic invoice that has passed validation: there is no other way to get one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    format: Format,
    xml: String,
}

impl Document {
    pub const fn format(&self) -> Format {
        self.format
    }

    pub fn xml(&self) -> &str {
        &self.xml
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.xml.into_bytes()
    }
}

/// The document for Peppol. A customer without an endpoint cannot get one: the finding names BT-49.
pub fn to_peppol(invoice: &Invoice) -> Result<Document, Findings> {
    let proof = prove::<PeppolBis3>(invoice)?;
    write(&proof, Syntax::Ubl, Format::Peppol)
}

/// The document in UBL by the European standard alone.
pub fn to_ubl(invoice: &Invoice) -> Result<Document, Findings> {
    write(&prove::<En16931>(invoice)?, Syntax::Ubl, Format::Ubl)
}

/// The document in CII by the European standard alone.
pub fn to_cii(invoice: &Invoice) -> Result<Document, Findings> {
    write(&prove::<En16931>(invoice)?, Syntax::Cii, Format::Cii)
}

/// Warnings count as findings: a receiver may refuse because of them, and our own invoices have no reason to cause any.
fn prove<P: ProfileMarker>(invoice: &Invoice) -> Result<Validated<P>, Findings> {
    let mut model = model::of(invoice)?;
    model.specification_id = Some(P::PROFILE.specification_id.to_owned());
    if P::PROFILE.slug == PeppolBis3::PROFILE.slug {
        model.business_process = Some(model::PROCESS.to_owned());
    }
    let report = P::PROFILE.validate(&model);
    Findings::of_report(&report)?;
    Validated::new(model).map_err(|rejected| Findings::all(rejected.report()))
}

fn write<P: ProfileMarker>(
    proof: &Validated<P>,
    syntax: Syntax,
    format: Format,
) -> Result<Document, Findings> {
    let written = en16931_formats::write(proof, syntax);
    Findings::of_entries(&written.entries)?;
    Ok(Document { format, xml: written.xml })
}
