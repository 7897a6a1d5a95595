//! Twelve months ahead for a committed number of copros.

use std::collections::BTreeMap;

use domain::Cents;
use domain::prorate::Span;
use serde::{Deserialize, Serialize};

use super::{ANNUAL, Charge, ChargeError, ChargeLine, Item, ItemKind, MAX_COPROS, take_off};
use crate::catalogue::Tariff;
use crate::ratio;

pub const MONTHS: u32 = 12;

/// So many copros are paid ahead at the prices of a tariff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub copros: u32,
    pub tariff: Tariff,
    pub discount_basis_points: u32,
}

/// What the committed copros cost for the twelve months of `span`.
pub fn annual(commitment: &Commitment, span: Span) -> Result<Charge, ChargeError> {
    if commitment.copros > MAX_COPROS {
        return Err(ChargeError::TooManyCopros);
    }
    let tariff = &commitment.tariff;
    let mut runs: BTreeMap<Cents, u32> = BTreeMap::new();
    let mut after = 0;
    for border in tariff.tiers.iter().map(|tier| tier.above).chain([u32::MAX]) {
        let end = border.min(commitment.copros);
        if end > after {
            *runs.entry(tariff.price_of(end)).or_default() += end - after;
            after = end;
        }
    }
    let lines = runs.into_iter().rev().map(|(price, copros)| {
        let quantity = i64::from(copros) * i64::from(MONTHS);
        let gross = price.0.checked_mul(quantity).map(Cents).ok_or(ChargeError::TooLarge)?;
        let (plan, version) = (tariff.plan.clone(), tariff.version.clone());
        let item = Item { plan, version, kind: ItemKind::Ahead, price };
        Ok(ChargeLine { item, span, quantity, base: 1, gross, allowances: Vec::new(), net: gross })
    });
    let mut charge = Charge { lines: lines.collect::<Result<_, ChargeError>>()? };
    let share = commitment.discount_basis_points.min(10_000);
    let off = ratio::basis_points(charge.gross(), share).ok_or(ChargeError::TooLarge)?;
    take_off(&mut charge.lines, ANNUAL, off)?;
    Ok(charge)
}
