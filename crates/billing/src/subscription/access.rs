//! What a firm may do with its data, whatever it owes.

use serde::{Deserialize, Serialize};

/// There is no level without export: what a firm put in stays its own, paid or not
/// (regulation (EU) 2016/679, art. 20 and 28(3)(g); the accounts belong to the co-owners, not to their syndic).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    ExportOnly,
    ReadOnly,
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    Export,
    Read,
    Write,
    /// Paying, adding a payment method, asking for another plan, leaving.
    Settle,
}

impl Access {
    pub const ALL: [Self; 3] = [Self::ExportOnly, Self::ReadOnly, Self::Full];

    /// The only place where it is decided. Getting one's data out and settling one's debt are never in question.
    pub const fn allows(self, operation: Operation) -> bool {
        match operation {
            Operation::Export | Operation::Settle => true,
            Operation::Read => !matches!(self, Self::ExportOnly),
            Operation::Write => matches!(self, Self::Full),
        }
    }
}
