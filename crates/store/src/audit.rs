//! The audit log of a copro or a firm, as those who may read it see it. The database writes it by itself (`migrations/0008_audit.sql`).

mod anchor;
mod read;
mod verify;

pub use anchor::LastAnchor;
pub use read::{ActorView, AuditEntry, AuditQuery, Change, Exported, Logbook, Span};
pub use verify::{Auditor, Report, VerifyError};
