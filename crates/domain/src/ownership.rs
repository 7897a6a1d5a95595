//! Who owns a lot, and since when.
//!
//! An owner is the set of persons who hold rights together. The history of a lot is append-only and
//! has neither gap nor overlap; the seller owns through the day before the transfer.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::violation::code;
use crate::{OwnerId, Violation, Violations, prorate, text};

mod timeline;

pub use timeline::{Period, Timeline, TimelineError, Transfer};

/// A person's right on the lots of an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Right {
    /// Full ownership.
    Full,
    /// Use and fruits.
    Usufruct,
    /// Ownership without use and fruits.
    Bare,
}

impl Right {
    pub const ALL: [Self; 3] = [Self::Full, Self::Usufruct, Self::Bare];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Usufruct => "usufruct",
            Self::Bare => "bare",
        }
    }
}

impl std::str::FromStr for Right {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|right| right.as_str() == text).ok_or(())
    }
}

/// One person's right and its fraction, such as half of the full ownership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub right: Right,
    pub numerator: i64,
    pub denominator: i64,
}

/// The greatest denominator of a fraction of ownership.
pub const MAX_DENOMINATOR: i64 = 1_000_000;
/// The most persons one owner may consist of.
pub const MAX_MEMBERS: usize = 50;

/// Do the rights make one whole ownership? Use and fruits (full + usufruct) must make exactly 1, and so
/// must the ownership itself (full + bare). Fractions are compared as integers over their common
/// denominator: three thirds are one.
pub fn validate_members(members: &[Member]) -> Result<(), Vec<Violation>> {
    let mut found = Violations::new();
    if members.is_empty() {
        found.add("", code::LIST_EMPTY);
    }
    if members.len() > MAX_MEMBERS {
        found.push(Violation::new("", code::LIST_TOO_LONG).with("max", text::count(MAX_MEMBERS)));
        return found.finish(());
    }
    for (index, member) in members.iter().enumerate() {
        let fraction = 1..=MAX_DENOMINATOR;
        if !fraction.contains(&member.denominator) || !(1..=member.denominator).contains(&member.numerator) {
            let wrong = Violation::new(format!("{index}.numerator"), code::FRACTION_INVALID);
            found.push(wrong.with("max", MAX_DENOMINATOR));
        }
    }
    found.finish(())?;
    check_whole(members)
}

fn check_whole(members: &[Member]) -> Result<(), Vec<Violation>> {
    let mut found = Violations::new();
    let whole_full = members.iter().all(|member| member.right == Right::Full);
    let sides = [(Right::Usufruct, code::USUFRUCT_NOT_WHOLE), (Right::Bare, code::BARE_NOT_WHOLE)];
    for (side, code) in sides {
        let parts = members.iter().filter(|member| member.right == Right::Full || member.right == side);
        match sum(parts) {
            None => found.add("", code::FRACTIONS_TOO_VARIED),
            Some((a, b)) if a == b => {}
            Some((a, b)) => {
                let code = if whole_full { code::OWNERSHIP_NOT_WHOLE } else { code };
                found.push(Violation::new("", code).with("found", format!("{a}/{b}")));
            }
        }
        // Without usufruct and bare ownership both sides are the same sum: one complaint will do.
        if whole_full {
            break;
        }
    }
    found.finish(())
}

/// The exact sum of the fractions, reduced; `None` when their common denominator leaves 128 bits.
fn sum<'a>(members: impl Iterator<Item = &'a Member>) -> Option<(i128, i128)> {
    members.map(|m| (i128::from(m.numerator), i128::from(m.denominator))).try_fold(
        (0_i128, 1_i128),
        |(a, b), (c, d)| {
            let common = (b / gcd(b, d)).checked_mul(d)?;
            let left = a.checked_mul(common / b)?;
            let numerator = left.checked_add(c.checked_mul(common / d)?)?;
            let reduce = gcd(numerator, common);
            Some((numerator / reduce, common / reduce))
        },
    )
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// Body of `POST /copros/{copro}/lots/{lot}/ownerships`: the first owner of a lot, or its sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwnership {
    pub owner_id: OwnerId,
    /// The first day of the new owner; the previous one owns through the day before.
    pub valid_from: Date,
}

impl NewOwnership {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        prorate::check_ownership_date(&mut found, "valid_from", self.valid_from);
        found.finish(())
    }
}
