//! Days, copros and prices folded into items.

use std::collections::BTreeMap;

use domain::Cents;
use domain::prorate::Span;
use time::Date;

use super::{Basis, Commitment, Item, ItemKind};
use crate::catalogue::Tariff;

pub(super) type Accrual = BTreeMap<Item, Used>;

pub(super) struct Used {
    pub span: Span,
    pub copro_days: i64,
    /// Price × copro-days; ÷ days of the period it is the amount.
    pub numerator: i128,
}

/// What is used in a part of the period.
pub(super) fn accrue(basis: &Basis<'_>, part: Span) -> Accrual {
    let mut accrual = Accrual::new();
    let mut day = basis.period.from;
    for copros in basis.copros {
        if (part.from..=part.to).contains(&day)
            && let Some(Some(tariff)) = basis.tariffs.at(day)
        {
            let ahead = basis.committed.at(day).and_then(Option::as_ref);
            one_day(&mut accrual, day, *copros, tariff, ahead);
        }
        day = day.next_day().unwrap_or(day);
    }
    accrual
}

/// The copros of a day, in runs of one price. For a copro that is paid ahead only what its plan costs more now is added; a cheaper plan gives
/// nothing back before the committed months are over.
fn one_day(accrual: &mut Accrual, day: Date, copros: u32, tariff: &Tariff, ahead: Option<&Commitment>) {
    let borders = |tariff: &Tariff| tariff.tiers.iter().map(|tier| tier.above).collect::<Vec<u32>>();
    let mut ends = borders(tariff);
    if let Some(commitment) = ahead {
        ends.extend(borders(&commitment.tariff));
        ends.push(commitment.copros);
    }
    ends.retain(|end| *end < copros);
    ends.push(copros);
    ends.sort_unstable();
    let mut after = 0;
    for end in ends {
        if end == after {
            continue;
        }
        let full = tariff.price_of(end);
        let paid = ahead.filter(|c| end <= c.copros).map(|c| c.tariff.price_of(end));
        let (kind, price) = match paid {
            None => (ItemKind::Days, full),
            Some(paid) => (ItemKind::Supplement, Cents((full.0 - paid.0).max(0))),
        };
        if !(kind == ItemKind::Supplement && price.is_zero()) {
            add(accrual, tariff, kind, price, day, end - after);
        }
        after = end;
    }
}

fn add(accrual: &mut Accrual, tariff: &Tariff, kind: ItemKind, price: Cents, day: Date, copros: u32) {
    let item = Item { plan: tariff.plan.clone(), version: tariff.version.clone(), kind, price };
    let nothing = Used { span: Span { from: day, to: day }, copro_days: 0, numerator: 0 };
    let used = accrual.entry(item).or_insert(nothing);
    used.span.to = day;
    used.copro_days += i64::from(copros);
    used.numerator += i128::from(price.0) * i128::from(copros);
}
