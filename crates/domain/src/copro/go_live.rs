//! May a draft become active?

/// What the question depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveFacts {
    /// The declared denominator.
    pub shares_total: i64,
    /// The sum of the shares of all lots.
    pub shares_assigned: i64,
    pub lots: i64,
    /// Codes of lots nobody owns on the day of activation.
    pub lots_without_owner: Vec<String>,
}

/// A reason why not, each with its remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// `difference` is found minus expected: negative when shares are missing.
    #[error("the lots hold {found} shares instead of {expected}: correct the difference of {difference}")]
    SharesMismatch { expected: i64, found: i64, difference: i64 },
    #[error("there are no lots yet: add or import them")]
    NoLots,
    #[error("lots without owner: give each one an owner")]
    LotsWithoutOwner { codes: Vec<String> },
}

impl NotReady {
    /// The problem code of the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SharesMismatch { .. } => "shares-mismatch",
            Self::NoLots => "no-lots",
            Self::LotsWithoutOwner { .. } => "lots-without-owner",
        }
    }
}

/// Everything that stands in the way, the most basic first. Shares are integers and must make the
/// denominator of the deed exactly (art. 3.85 §1): a copro with 901/900 would over-charge everybody.
pub fn ready_to_go_live(facts: &LiveFacts) -> Result<(), Vec<NotReady>> {
    let mut reasons = Vec::new();
    if facts.lots == 0 {
        reasons.push(NotReady::NoLots);
    } else if facts.shares_assigned != facts.shares_total {
        let (expected, found) = (facts.shares_total, facts.shares_assigned);
        let difference = found.saturating_sub(expected);
        reasons.push(NotReady::SharesMismatch { expected, found, difference });
    }
    if !facts.lots_without_owner.is_empty() {
        reasons.push(NotReady::LotsWithoutOwner { codes: facts.lots_without_owner.clone() });
    }
    if reasons.is_empty() { Ok(()) } else { Err(reasons) }
}
