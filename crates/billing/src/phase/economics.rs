//! What a phase costs beside what the tenants pay.

use domain::Cents;
use serde::Serialize;

use super::profile::Profile;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Economics {
    pub monthly_revenue_cents: Cents,
    pub phase_cost_cents: Cents,
    /// `None` in the last phase.
    pub next_cost_cents: Option<Cents>,
    /// What is left of the revenue after the phase's cost; `None` without revenue.
    pub margin_bp: Option<i64>,
    pub next_margin_bp: Option<i64>,
}

impl Economics {
    pub fn of(profile: &Profile, phase: u8, monthly_revenue: Cents) -> Self {
        let cost = |number: u8| profile.phase(number).map(|phase| phase.cost_cents);
        let phase_cost = cost(phase).unwrap_or(Cents::ZERO);
        let next_cost = phase.checked_add(1).and_then(cost);
        Self {
            monthly_revenue_cents: monthly_revenue,
            phase_cost_cents: phase_cost,
            next_cost_cents: next_cost,
            margin_bp: margin_bp(monthly_revenue, phase_cost),
            next_margin_bp: next_cost.and_then(|cost| margin_bp(monthly_revenue, cost)),
        }
    }
}

/// Rounded down, so that no margin is shown that is not there.
fn margin_bp(revenue: Cents, cost: Cents) -> Option<i64> {
    if !revenue.is_positive() {
        return None;
    }
    let (revenue, cost) = (i128::from(revenue.0), i128::from(cost.0));
    i64::try_from(((revenue - cost) * 10_000).div_euclid(revenue)).ok()
}
