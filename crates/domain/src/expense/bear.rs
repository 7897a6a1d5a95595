//! Who bears a cost: lots by their weight in the key, then the successive owners of each lot by the
//! days they owned it.

use serde::{Deserialize, Serialize};

use crate::allocate::{AllocateError, TieSeed, allocate_keyed};
use crate::ownership::Timeline;
use crate::prorate::Span;
use crate::violation::code;
use crate::{Cents, LotId, OwnerId, Violation, Violations};

/// A lot as a key sees it.
#[derive(Clone, Copy, Debug)]
pub struct LotWeight<'a> {
    pub lot_id: LotId,
    pub code: &'a str,
    pub weight: i64,
    pub timeline: &'a Timeline,
}

/// A lot's part of a cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotShare {
    pub lot_id: LotId,
    pub lot_code: String,
    pub weight: i64,
    pub amount_cents: Cents,
    /// Who bears it, in the order they owned the lot; amounts add up to `amount_cents`.
    pub owners: Vec<OwnerShare>,
    /// Days of the period on which nobody owned the lot (before its first known owner). Its owners bear
    /// the whole part all the same; above zero deserves a warning.
    pub days_without_owner: i64,
}

/// An owner's part of a lot's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerShare {
    pub owner_id: OwnerId,
    /// Days owned within the period.
    pub days: i64,
    pub amount_cents: Cents,
}

/// Shares a cost over the lots with a weight above zero, then over their owners by days. Parts of lots
/// add up to `total`, parts of owners to their lot's part.
///
/// Lots come first because the statement shows both views: rounding per owner and per lot separately
/// would make them differ. Days are counted as the seller owning through the day before the sale
/// (pro rata temporis, the Belgian default for ordinary costs).
///
/// A concerned lot nobody owned on any day of the period is a violation of field `key_id`.
pub fn bear(
    total: Cents,
    lots: &[LotWeight<'_>],
    period: Span,
    ties: TieSeed,
) -> Result<Vec<LotShare>, Vec<Violation>> {
    let concerned: Vec<&LotWeight<'_>> = lots.iter().filter(|lot| lot.weight != 0).collect();
    let weights: Vec<(u128, i64)> =
        concerned.iter().map(|lot| (lot.lot_id.uuid().as_u128(), lot.weight)).collect();
    let amounts = allocate_keyed(total, &weights, ties).map_err(allocation_violation)?;
    let mut found = Violations::new();
    let shares = concerned.iter().zip(amounts).filter_map(|(lot, amount)| {
        let share = lot_share(lot, amount, period, ties);
        found.nest("", share)
    });
    let shares = shares.collect();
    found.finish(shares)
}

fn lot_share(
    lot: &LotWeight<'_>,
    amount: Cents,
    period: Span,
    ties: TieSeed,
) -> Result<LotShare, Vec<Violation>> {
    let owned = lot.timeline.owners_over(period.from, period.to);
    if owned.is_empty() {
        let nobody = Violation::new("key_id", code::LOT_WITHOUT_OWNER).with("lot", lot.code);
        return Err(vec![nobody.with("from", period.from).with("to", period.to)]);
    }
    let days: Vec<(u128, i64)> = owned.iter().map(|(owner, days)| (owner.uuid().as_u128(), *days)).collect();
    let parts = allocate_keyed(amount, &days, ties).map_err(allocation_violation)?;
    let owners = owned.iter().zip(parts).map(|((owner, days), part)| OwnerShare {
        owner_id: *owner,
        days: *days,
        amount_cents: part,
    });
    Ok(LotShare {
        lot_id: lot.lot_id,
        lot_code: lot.code.to_owned(),
        weight: lot.weight,
        amount_cents: amount,
        owners: owners.collect(),
        days_without_owner: period.days() - owned.iter().map(|(_, days)| days).sum::<i64>(),
    })
}

/// What a failed allocation means for the person who chose the key.
pub(crate) fn allocation_violation(error: AllocateError) -> Vec<Violation> {
    let violation = match error {
        AllocateError::NoWeight => Violation::new("key_id", code::NO_WEIGHT),
        AllocateError::NegativeWeight { .. } => Violation::new("key_id", code::NEGATIVE),
        AllocateError::Overflow => Violation::new("", code::AMOUNT_TOO_LARGE).with("max", Cents::MAX_ENTERED),
    };
    vec![violation]
}
