//! The words and rules of a copropriété: shares, keys, allocation, ledger, calls for funds.
//!
//! Nothing here performs I/O, reads a clock, draws randomness or uses floating point. Amounts are
//! integer cents, dates are civil dates, shares are integers. Every function is total: a wrong input
//! gives an error that names its remedy, never a panic and never a rounded sum.
//!
//! Request shapes (`New…`, `…Patch`) live here because the rules speak of them. Each has
//! `validate(&self) -> Result<(), Vec<Violation>>`; texts are trimmed and IBANs, e-mail addresses
//! and company numbers take their canonical form while they are deserialised.

pub mod address;
pub mod allocate;
pub mod call;
pub mod chart;
pub mod communication;
pub mod company_number;
pub mod consent;
pub mod copro;
pub mod email;
pub mod epc;
pub mod expense;
pub mod iban;
pub mod ids;
pub mod import;
pub mod key;
pub mod language;
pub mod ledger;
pub mod lot;
pub mod money;
pub mod ownership;
pub mod person;
pub mod prorate;
pub mod receipt;
pub mod retention;
pub mod statement;
pub mod supplier;
pub mod text;
pub mod vat;
pub mod violation;

pub use ids::*;
pub use language::Language;
pub use money::Cents;
pub use violation::{Violation, Violations};
