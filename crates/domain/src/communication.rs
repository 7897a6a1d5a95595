//! The Belgian structured communication (VCS/OGM) that ties a bank transfer to a debt.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Twelve digits: ten of base and two of check, base modulo 97, where 0 is written 97.
///
/// Two ranges of bases are ours: 1 000 000 000 and the owner's number for the permanent one (a standing
/// order can carry it for years), 2 000 000 000 and a sequence for the one of a single notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "+++123/4567/89002+++")]
pub struct Vcs(
    /// The base, at most ten digits.
    u64,
);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VcsError {
    #[error("the structured communication must have 12 digits")]
    Digits,
    #[error("the check digits of the structured communication do not match: copy it again")]
    Check,
    #[error("the number is too large for a structured communication")]
    Range,
}

const MAX_BASE: u64 = 9_999_999_999;
const PERMANENT: u64 = 1_000_000_000;
const NOTICE: u64 = 2_000_000_000;

impl Vcs {
    /// The communication of a base of at most ten digits.
    pub const fn from_base(base: u64) -> Result<Self, VcsError> {
        if base > MAX_BASE { Err(VcsError::Range) } else { Ok(Self(base)) }
    }

    /// The permanent communication of an owner, by its number in the copro (below 1 000 000 000).
    pub const fn permanent(owner_number: u64) -> Result<Self, VcsError> {
        if owner_number >= NOTICE - PERMANENT {
            return Err(VcsError::Range);
        }
        Self::from_base(PERMANENT + owner_number)
    }

    /// The communication of one notice, by its sequence number (at most 7 999 999 999).
    pub const fn notice(seq: u64) -> Result<Self, VcsError> {
        if seq > MAX_BASE - NOTICE {
            return Err(VcsError::Range);
        }
        Self::from_base(NOTICE + seq)
    }

    /// The owner's number when this is a permanent communication.
    pub const fn owner_number(self) -> Option<u64> {
        if self.0 >= PERMANENT && self.0 < NOTICE { Some(self.0 - PERMANENT) } else { None }
    }

    /// The sequence number when this is the communication of a notice.
    pub const fn notice_seq(self) -> Option<u64> {
        if self.0 >= NOTICE { Some(self.0 - NOTICE) } else { None }
    }

    /// The 12 bare digits, as the database and SEPA messages carry them.
    pub fn digits(self) -> String {
        let check = match self.0 % 97 {
            0 => 97,
            rest => rest,
        };
        format!("{:010}{check:02}", self.0)
    }
}

impl fmt::Display for Vcs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let part = |range| digits.get(range).unwrap_or_default();
        write!(f, "+++{}/{}/{}+++", part(0..3), part(3..7), part(7..12))
    }
}

impl FromStr for Vcs {
    type Err = VcsError;

    /// Accepts what people and banks write around the digits: `+++…+++`, `***…***`, slashes, spaces,
    /// dots, dashes, or nothing.
    fn from_str(text: &str) -> Result<Self, VcsError> {
        let mut digits = String::with_capacity(12);
        for c in text.chars() {
            match c {
                '0'..='9' if digits.len() < 12 => digits.push(c),
                '+' | '*' | '/' | '.' | '-' => {}
                c if c.is_whitespace() => {}
                _ => return Err(VcsError::Digits),
            }
        }
        let base = digits.get(..10).and_then(|base| base.parse().ok()).ok_or(VcsError::Digits)?;
        let vcs = Self::from_base(base)?;
        match digits.len() {
            12 if vcs.digits() == digits => Ok(vcs),
            12 => Err(VcsError::Check),
            _ => Err(VcsError::Digits),
        }
    }
}

impl TryFrom<String> for Vcs {
    type Error = VcsError;

    fn try_from(text: String) -> Result<Self, VcsError> {
        text.parse()
    }
}

impl From<Vcs> for String {
    fn from(vcs: Vcs) -> String {
        vcs.to_string()
    }
}
