//! What one copro holds. Every method runs in a [`crate::TenantScope`]; no statement names the tenant, the policies do.

pub mod calls;
pub mod closing;
pub mod copro;
pub mod expenses;
pub mod files;
mod import_undo;
pub mod import_write;
pub mod imports;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod lots;
pub mod members;
pub mod owners;
pub mod ownerships;
pub mod persons;
pub mod receipts;
pub mod statements;
pub mod suppliers;
pub mod support;

/// Rows written by one statement where many are written: of a longer one the audit log keeps the first thousand and a hash of the others.
pub(crate) const ROWS_TOLD: usize = 1_000;
