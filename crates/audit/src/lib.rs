//! The audit log as mathematics: what an entry hashes to, what makes a chain, how its ends are written down outside the database.
//!
//! The database writes the log (`migrations/0008_audit.sql`); everything here computes the same a second time, from the rows, so that
//! whoever holds the database cannot make both agree. No I/O: rows and anchors are handed in, findings come out.

mod anchor;
mod chain;
mod entry;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use anchor::{Anchor, AnchorError, Anchors, End};
pub use chain::{ChainCheck, Checked};
pub use entry::{Entry, Hash, Link, content_hash, hex, link_hash, row_hash};

/// Whose log it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Tenant,
    Firm,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Tenant => "tenant",
            Kind::Firm => "firm",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Kind::Tenant, Kind::Firm].into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// One chain: that of a copro or of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    pub kind: Kind,
    pub id: Uuid,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            Kind::Tenant => "copro",
            Kind::Firm => "firm",
        };
        write!(f, "{word} {}", self.id)
    }
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `None`: the anchors as a whole.
    pub scope: Option<Scope>,
    pub seq: Option<i64>,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scope {
            Some(scope) => write!(f, "{scope}")?,
            None => f.write_str("anchors")?,
        }
        if let Some(seq) = self.seq {
            write!(f, ", seq {seq}")?;
        }
        write!(f, ": {}", self.what)
    }
}
