//! Sharing an amount out over weights, exact to the cent: largest remainder.
//!
//! Each weight first gets its whole cents; the cents left over go to the greatest remainders. Rounding
//! each line on its own, as spreadsheets do, misses the total by several cents on one invoice over
//! 47 lots. Several lots often have the very same remainder; [`TieSeed`] then decides.

use crate::Cents;

/// Who gets the odd cent among equal remainders.
///
/// Always favouring the first lots would be visible to their owners over the years, so the order is
/// drawn from the text of the document being shared out: the same document always gives the same
/// cents (a preview equals what is recorded, a PDF can be reproduced), another document another order.
/// Take facts known at preview time (invoice number and date, title), not a number given later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TieSeed(Option<u64>);

impl TieSeed {
    /// The order of the list: for published examples and where no document exists.
    pub const LISTED: Self = Self(None);

    /// The seed of a document.
    pub fn from_text(document: &str) -> Self {
        Self(Some(fnv_1a(FNV_OFFSET, document.as_bytes())))
    }

    /// The place of one line among equals: lower comes first.
    fn rank(self, position: usize, key: u128) -> (u64, u128) {
        match self.0 {
            None => (0, position as u128),
            Some(seed) => (mixed(fnv_1a(seed, &key.to_be_bytes())), key),
        }
    }
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits: short, public, the same on every machine and in every version of Rust.
fn fnv_1a(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The finaliser of SplitMix64: spreads the little that separates neighbouring keys over all bits.
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocateError {
    #[error("nothing to share over: give at least one weight greater than zero")]
    NoWeight,
    #[error("weight {index} is negative: use zero or more")]
    NegativeWeight { index: usize },
    #[error("the amount is too large to share out")]
    Overflow,
}

/// Shares `total` over `weights`: one amount per weight, in the same order, whose sum is `total`.
///
/// A weight of zero gets nothing; a greater weight never gets less; the parts of `-total` are the
/// opposites of the parts of `total`.
pub fn allocate(total: Cents, weights: &[i64], ties: TieSeed) -> Result<Vec<Cents>, AllocateError> {
    let keyed: Vec<(u128, i64)> = weights.iter().enumerate().map(|(i, w)| (i as u128, *w)).collect();
    allocate_keyed(total, &keyed, ties)
}

/// As [`allocate`], each weight with a key of its own (such as the lot's id): with a document's seed the
/// answer then does not depend on the order of the list.
pub fn allocate_keyed(
    total: Cents,
    weights: &[(u128, i64)],
    ties: TieSeed,
) -> Result<Vec<Cents>, AllocateError> {
    if let Some(index) = weights.iter().position(|(_, weight)| *weight < 0) {
        return Err(AllocateError::NegativeWeight { index });
    }
    let sum: i128 = weights.iter().map(|(_, weight)| i128::from(*weight)).sum();
    if sum == 0 {
        return Err(AllocateError::NoWeight);
    }
    // |total| ≤ 2^63 and weight < 2^63: their product stays below 2^126.
    let magnitude = i128::from(total.0).abs();
    let product = |weight: i64| magnitude * i128::from(weight);
    let mut parts: Vec<i128> = weights.iter().map(|(_, weight)| product(*weight) / sum).collect();
    let left = magnitude - parts.iter().sum::<i128>();

    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_cached_key(|&i| {
        let (key, weight) = weights[i];
        (std::cmp::Reverse(product(weight) % sum), ties.rank(i, key))
    });
    let left = usize::try_from(left).map_err(|_| AllocateError::Overflow)?;
    order.iter().take(left).for_each(|&i| parts[i] += 1);

    let signed = |part: i128| if total.is_negative() { -part } else { part };
    let cents = |part| i64::try_from(signed(part)).map(Cents).map_err(|_| AllocateError::Overflow);
    parts.into_iter().map(cents).collect()
}
