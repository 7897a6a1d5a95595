//! What a change of plan or version would mean, before anybody decides.

use std::collections::BTreeMap;

use domain::Cents;
use serde::Serialize;

use super::{Catalogue, LimitReached, Quota};

/// What a firm uses now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Using {
    pub copros: u32,
    /// What is counted beside copros; what is left out counts as nothing.
    pub amounts: BTreeMap<Quota, u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// For a full month of today's copros, without VAT and coupons.
    pub month_before_cents: Cents,
    pub month_after_cents: Cents,
    /// Positive when it gets dearer.
    pub difference_cents: Cents,
    /// What is used beyond the limits of the new plan: must go down before the change.
    pub obstacles: Vec<LimitReached>,
}

impl Catalogue {
    /// From a plan of this version to a plan of another (or of this one); `None` when either has no such plan.
    pub fn preview(&self, from: &str, to: (&Catalogue, &str), using: &Using) -> Option<Preview> {
        let (before, after) = (self.plans.get(from)?, to.0.plans.get(to.1)?);
        let (month_before_cents, month_after_cents) =
            (before.tariff.month(using.copros), after.tariff.month(using.copros));
        let entitlements = to.0.entitlements(to.1)?;
        let used = |quota| match quota {
            Quota::Copros => u64::from(using.copros),
            other => using.amounts.get(&other).copied().unwrap_or_default(),
        };
        // All that is used is wanted, from nothing.
        let found = Quota::ALL.into_iter().map(|quota| entitlements.check(quota, 0, used(quota)));
        let obstacles = found.filter_map(Result::err).collect();
        let difference_cents = month_after_cents.checked_sub(month_before_cents)?;
        Some(Preview { month_before_cents, month_after_cents, difference_cents, obstacles })
    }
}
