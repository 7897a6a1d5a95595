//! The letters of a copro as PDF, calls for funds and account statements, and the invoices of the platform.
//!
//! Typst sets them with fonts embedded here; no file and no network is read. The same facts give the
//! same bytes, so a letter can be made again years later and compared by its hash.

mod call_notice;
mod facts;
mod glyphs;
mod invoice;
mod numbers;
mod qr;
mod statement;
mod world;

#[cfg(test)]
mod tests;

pub use facts::{
    AccountStatement, Call, CallKind, CallNotice, Copro, Firm, Instalment, Lot, Owner, Payment,
    StatementLine, StatementPayment,
};

/// The most lots on one letter.
pub const MAX_LOTS: usize = 1_000;
/// The most lines of one statement.
pub const MAX_LINES: usize = 10_000;

/// Why no letter is made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The facts contradict each other. A letter that does not add up must never leave the house.
    #[error("the facts of the letter disagree: {0}")]
    Facts(&'static str),
    /// A fault of ours in the template or the fonts.
    #[error("typesetting failed: {0}")]
    Typesetting(String),
}

/// A drawing (SVG) of a code that cameras read.
pub fn qr_code(payload: &str) -> Result<String, PdfError> {
    qr::svg(payload)
}

/// The letter that calls one owner for funds.
pub fn call_notice(notice: &CallNotice) -> Result<Vec<u8>, PdfError> {
    call_notice::render(notice)
}

/// The invoice or credit note in the customer's language, as PDF/A-3: what Factur-X puts the electronic invoice into.
pub fn invoice(invoice: &billing::invoice::Invoice) -> Result<Vec<u8>, PdfError> {
    invoice::render(invoice)
}

/// The statement of one owner's account at a date.
pub fn account_statement(statement: &AccountStatement) -> Result<Vec<u8>, PdfError> {
    statement::render(statement)
}
