//! Monthly recurring revenue: what it was, what moved it, and in which phase of the platform it was earned.
//!
//! The revenue of a firm in a month is a level: what its copros of the month's last day cost a month. A month's change is
//! told apart firm by firm, so it always adds up: change = new + expansion − contraction − churn + reactivation.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Cents, FirmId};
use serde::{Deserialize, Serialize};
use time::Date;

/// A civil month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month().into() }
    }
}

/// What a firm's copros of one day cost a month. A firm may have several: one for each plan, or copros beyond a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Daily {
    pub firm: FirmId,
    pub day: Date,
    pub copros: u32,
    /// Of a copro and month, after discounts.
    pub price_cents: Cents,
}

/// What moved between the end of one month and the end of the next. Amounts are zero or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movements {
    pub opening_cents: Cents,
    pub new_cents: Cents,
    pub expansion_cents: Cents,
    pub contraction_cents: Cents,
    pub churn_cents: Cents,
    pub reactivation_cents: Cents,
    pub closing_cents: Cents,
    pub firms_opening: u32,
    pub firms_new: u32,
    pub firms_churned: u32,
    pub firms_reactivated: u32,
    pub firms_closing: u32,
}

impl Movements {
    /// new + expansion − contraction − churn + reactivation
    pub fn change(&self) -> Cents {
        let up = self.new_cents.0 + self.expansion_cents.0 + self.reactivation_cents.0;
        Cents(up - self.contraction_cents.0 - self.churn_cents.0)
    }

    /// Of the firms at the beginning of the month, those that left, in basis points.
    pub fn firm_churn_bp(&self) -> Option<i64> {
        ratio_bp(i64::from(self.firms_churned), i64::from(self.firms_opening))
    }

    /// Of the revenue at the beginning of the month, what was lost, in basis points.
    pub fn revenue_churn_bp(&self) -> Option<i64> {
        ratio_bp(self.churn_cents.0.saturating_add(self.contraction_cents.0), self.opening_cents.0)
    }

    /// What the firms of the beginning of the month bring at its end, in basis points of what they brought.
    pub fn retention_bp(&self) -> Option<i64> {
        let kept =
            self.opening_cents.0 + self.expansion_cents.0 - self.contraction_cents.0 - self.churn_cents.0;
        ratio_bp(kept, self.opening_cents.0)
    }

    fn count(&mut self, before: Cents, now: Cents, known: bool) {
        let (up, down) = (Cents((now.0 - before.0).max(0)), Cents((before.0 - now.0).max(0)));
        match (before.is_positive(), now.is_positive()) {
            (true, true) => {
                self.expansion_cents.0 += up.0;
                self.contraction_cents.0 += down.0;
            }
            (true, false) => {
                self.churn_cents.0 += down.0;
                self.firms_churned += 1;
            }
            (false, true) if known => {
                self.reactivation_cents.0 += up.0;
                self.firms_reactivated += 1;
            }
            (false, true) => {
                self.new_cents.0 += up.0;
                self.firms_new += 1;
            }
            (false, false) => {}
        }
        self.firms_opening += u32::from(before.is_positive());
        self.firms_closing += u32::from(now.is_positive());
    }
}

fn ratio_bp(part: i64, whole: i64) -> Option<i64> {
    let ratio = i128::from(part) * 10_000 / i128::from((whole > 0).then_some(whole)?);
    i64::try_from(ratio).ok()
}

/// Every month from the first to the last that has a day, in order, whatever order the days come in. A firm without a day in
/// a month's end pays nothing then.
pub fn movements(days: impl IntoIterator<Item = Daily>) -> BTreeMap<Month, Movements> {
    let levels = levels(days);
    let (mut before, mut known) = (BTreeMap::new(), BTreeSet::new());
    let mut found = BTreeMap::new();
    for (month, now) in levels {
        let mut moved =
            Movements { opening_cents: sum(&before), closing_cents: sum(&now), ..Movements::default() };
        let firms: BTreeSet<FirmId> = before.keys().chain(now.keys()).copied().collect();
        for firm in firms {
            let of = |levels: &BTreeMap<FirmId, Cents>| levels.get(&firm).copied().unwrap_or_default();
            moved.count(of(&before), of(&now), known.contains(&firm));
        }
        known.extend(now.iter().filter(|(_, level)| level.is_positive()).map(|(firm, _)| *firm));
        found.insert(month, moved);
        before = now;
    }
    found
}

fn sum(levels: &BTreeMap<FirmId, Cents>) -> Cents {
    Cents(levels.values().fold(0, |sum: i64, level| sum.saturating_add(level.0)))
}

/// The level of each firm on the last day each month has; months in between that have none are empty.
fn levels(days: impl IntoIterator<Item = Daily>) -> BTreeMap<Month, BTreeMap<FirmId, Cents>> {
    let mut last: BTreeMap<Month, (Date, BTreeMap<FirmId, Cents>)> = BTreeMap::new();
    for daily in days {
        let (day, levels) = last.entry(Month::of(daily.day)).or_insert_with(|| (daily.day, BTreeMap::new()));
        if daily.day > *day {
            (*day, *levels) = (daily.day, BTreeMap::new());
        }
        if daily.day == *day {
            let level = daily.price_cents.0.saturating_mul(daily.copros.into()).max(0);
            let sum = levels.entry(daily.firm).or_default();
            sum.0 = sum.0.saturating_add(level);
        }
    }
    let bounds = last.keys().next().copied().zip(last.keys().next_back().copied());
    let mut levels: BTreeMap<Month, _> =
        last.into_iter().map(|(month, (_, levels))| (month, levels)).collect();
    if let Some((first, end)) = bounds {
        let months =
            (first.year..=end.year).flat_map(|year| (1..=12).map(move |month| Month { year, month }));
        months.filter(|month| (first..=end).contains(month)).for_each(|month| {
            levels.entry(month).or_default();
        });
    }
    levels
}

/// What a phase of the platform earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseRevenue {
    pub months: u32,
    /// Sum of the months' revenue.
    pub revenue_cents: Cents,
    /// The greatest month.
    pub greatest_cents: Cents,
}

/// Revenue by phase: `ceilings` are the copros each phase but the last ends with, rising; months are (active copros, revenue).
pub fn by_phase(ceilings: &[u32], months: &[(u32, Cents)]) -> Vec<PhaseRevenue> {
    let mut phases = vec![PhaseRevenue::default(); ceilings.len() + 1];
    for (copros, revenue) in months {
        let phase = &mut phases[ceilings.partition_point(|ceiling| ceiling < copros)];
        phase.months += 1;
        phase.revenue_cents.0 = phase.revenue_cents.0.saturating_add(revenue.0);
        phase.greatest_cents = phase.greatest_cents.max(*revenue);
    }
    phases
}
