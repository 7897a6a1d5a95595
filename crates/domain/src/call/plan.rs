//! From a call to what each owner owes, when, and the entry that says so.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use super::NewCall;
use crate::allocate::{TieSeed, allocate_keyed};
use crate::expense::allocation_violation;
use crate::ledger::{Journal, Line, Posting};
use crate::violation::code;
use crate::{Cents, LotId, OwnerId, Violation, Violations, prorate};

/// A lot as a call sees it: its weight in the key, its owner on the due date.
#[derive(Clone, Copy, Debug)]
pub struct CallLot<'a> {
    pub lot_id: LotId,
    pub code: &'a str,
    pub weight: i64,
    pub owner: Option<OwnerId>,
}

/// What a call will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallPlan {
    pub total_cents: Cents,
    /// One per owner with something to pay, in the order of their first lot.
    pub owners: Vec<OwnerCall>,
    /// One per instalment; amounts are the sums of the owners' instalments and add up to the total.
    pub due_dates: Vec<DueDate>,
    /// One debit per owner, one credit.
    pub posting: Posting,
}

/// One owner's part of a call: becomes a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerCall {
    pub owner_id: OwnerId,
    pub amount_cents: Cents,
    pub lots: Vec<LotCall>,
    /// One amount per due date, adding up to `amount_cents` and a cent apart at most; some are zero
    /// when there are more due dates than cents.
    pub instalments: Vec<Cents>,
}

/// One lot's part of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LotCall {
    pub lot_id: LotId,
    pub lot_code: String,
    pub weight: i64,
    pub amount_cents: Cents,
}

/// An amount and the day it falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DueDate {
    pub on: Date,
    pub amount_cents: Cents,
}

/// Shares the call over the lots with a weight above zero (largest remainder), sums per owner and cuts
/// each owner's amount into instalments by rounded running totals. A concerned lot without owner on the
/// due date is a violation of field `key_id`. Owners with nothing to pay get no notice.
pub fn plan(new: &NewCall, lots: &[CallLot<'_>], ties: TieSeed) -> Result<CallPlan, Vec<Violation>> {
    new.validate()?;
    let concerned: Vec<&CallLot<'_>> = lots.iter().filter(|lot| lot.weight != 0).collect();
    let weights: Vec<(u128, i64)> =
        concerned.iter().map(|lot| (lot.lot_id.uuid().as_u128(), lot.weight)).collect();
    let amounts = allocate_keyed(new.total_cents, &weights, ties).map_err(allocation_violation)?;
    let mut owners = per_owner(new, &concerned, &amounts)?;
    let count = new.instalment_count().unwrap_or(1);
    for owner in &mut owners {
        owner.instalments = prorate::instalments(owner.amount_cents, count);
    }
    let due_dates = due_dates(new, &owners, count)?;
    let posting = posting(new, &owners)?;
    Ok(CallPlan { total_cents: new.total_cents, owners, due_dates, posting })
}

fn per_owner(
    new: &NewCall,
    lots: &[&CallLot<'_>],
    amounts: &[Cents],
) -> Result<Vec<OwnerCall>, Vec<Violation>> {
    let mut found = Violations::new();
    let mut owners: Vec<OwnerCall> = Vec::new();
    let mut places: HashMap<OwnerId, usize> = HashMap::new();
    for (lot, amount) in lots.iter().zip(amounts) {
        let Some(owner_id) = lot.owner else {
            let nobody = Violation::new("key_id", code::LOT_WITHOUT_OWNER).with("lot", lot.code);
            found.push(nobody.with("from", new.due_on).with("to", new.due_on));
            continue;
        };
        let place = *places.entry(owner_id).or_insert(owners.len());
        if place == owners.len() {
            let (lots, instalments) = (Vec::new(), Vec::new());
            owners.push(OwnerCall { owner_id, amount_cents: Cents::ZERO, lots, instalments });
        }
        let owner = &mut owners[place];
        owner.amount_cents = owner.amount_cents.checked_add(*amount).ok_or_else(too_large)?;
        owner.lots.push(LotCall {
            lot_id: lot.lot_id,
            lot_code: lot.code.to_owned(),
            weight: lot.weight,
            amount_cents: *amount,
        });
    }
    owners.retain(|owner| !owner.amount_cents.is_zero());
    found.finish(owners)
}

fn due_dates(new: &NewCall, owners: &[OwnerCall], count: u8) -> Result<Vec<DueDate>, Vec<Violation>> {
    let days = prorate::due_dates(new.due_on, count).unwrap_or_default();
    let due = |(index, on): (usize, Date)| {
        let parts = owners.iter().filter_map(|owner| owner.instalments.get(index).copied());
        let amount_cents = Cents::sum(parts).ok_or_else(too_large)?;
        Ok(DueDate { on, amount_cents })
    };
    days.into_iter().enumerate().map(due).collect()
}

fn posting(new: &NewCall, owners: &[OwnerCall]) -> Result<Posting, Vec<Violation>> {
    let debit =
        |owner: &OwnerCall| Line::new(new.kind.owner_account(), Some(owner.owner_id), owner.amount_cents);
    let mut lines: Vec<Line> = owners.iter().map(debit).collect();
    let credit = new.total_cents.checked_neg().ok_or_else(too_large)?;
    lines.push(Line::new(new.kind.credited_account(), None, credit));
    // The parts add up to a total above zero, so the entry balances; an error here would be a bug of
    // ours and is reported rather than booked.
    Posting::new(Journal::Calls, new.issued_on, new.title.clone(), lines).map_err(|_| too_large())
}

fn too_large() -> Vec<Violation> {
    vec![Violation::new("total_cents", code::AMOUNT_TOO_LARGE).with("max", Cents::MAX_ENTERED)]
}
