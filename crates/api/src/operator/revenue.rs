//! What the platform earns: recurring revenue, what moved it, in which phase it was earned, and what is owed.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use axum::extract::State;
use billing::phase::profile::Profile;
use billing::revenue::{Daily, Month, Movements, by_phase, movements};
use domain::{Cents, FirmId};
use serde::Serialize;
use store::ops::capacity::Revenue as Now;
use store::ops::revenue::{Level, Receivable};
use time::Date;
use tokio::task::spawn_blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Ops;
use super::auth::OnDuty;
use super::capacity::RevenueBasis;
use crate::problem::Problem;

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new().routes(routes!(revenue))
}

/// What the platform earns and is owed. Without VAT, but for what is owed.
#[derive(Serialize, ToSchema)]
struct RevenueFacts {
    /// What firms pay for a month, as of their last day.
    mrr_cents: i64,
    basis: RevenueBasis,
    /// The last sixty months at most, oldest first; the last one is not over.
    months: Vec<MonthFacts>,
    phases: Vec<PhaseEarnings>,
    /// What is owed, with VAT, by how long it has been due.
    receivables: Vec<Receivable>,
}

/// A month: opening + new + expansion − contraction − churn + reactivation = closing. Amounts are zero or more.
#[derive(Serialize, ToSchema)]
struct MonthFacts {
    /// Its first day.
    month: Date,
    copros: i64,
    opening_cents: i64,
    new_cents: i64,
    expansion_cents: i64,
    contraction_cents: i64,
    churn_cents: i64,
    reactivation_cents: i64,
    closing_cents: i64,
    firms_opening: u32,
    firms_new: u32,
    firms_churned: u32,
    firms_reactivated: u32,
    firms_closing: u32,
    /// Of the firms at the beginning, those that left. Absent: there was none.
    firm_churn_bp: Option<i64>,
    /// Of the revenue at the beginning, what was lost.
    revenue_churn_bp: Option<i64>,
    /// What the firms of the beginning bring at the end, of what they brought.
    retention_bp: Option<i64>,
}

/// What a phase of the platform earned.
#[derive(Serialize, ToSchema)]
struct PhaseEarnings {
    number: u8,
    name: String,
    /// Copros it ends with; absent: none.
    ceiling: Option<u32>,
    months: u32,
    /// Sum of the months.
    revenue_cents: i64,
    greatest_cents: i64,
}

/// Recurring revenue now and by month, what moved it, revenue by phase, and what is owed by age.
#[utoipa::path(get, path = "/v1/operator/revenue", tag = "platform", responses((status = 200, body = RevenueFacts)))]
async fn revenue(State(ops): State<Ops>, OnDuty(_): OnDuty) -> Result<axum::Json<RevenueFacts>, Problem> {
    let today = ops.clock.billing_today();
    let mut tx = ops.store.begin("platform.revenue").await?;
    let now = tx.revenue_of_month().await?;
    let levels = tx.revenue_levels().await?;
    let receivables = tx.receivable_ages(today).await?;
    tx.commit().await?;
    let profile = ops.roadmap.profile.clone();
    // Thousands of firms over years: too long for a thread that answers others.
    let told = spawn_blocking(move || tell(now, &levels, receivables, &profile, today)).await;
    Ok(axum::Json(told.map_err(|_| Problem::Internal)?))
}

fn tell(
    now: Now,
    levels: &[Level],
    receivables: Vec<Receivable>,
    profile: &Profile,
    today: Date,
) -> RevenueFacts {
    let months = months(levels, today);
    let phases = phases(profile, &months);
    RevenueFacts { mrr_cents: now.cents.max(0), basis: now.basis, months, phases, receivables }
}

/// The month that runs is told even when nobody pays any more: that is when it matters.
fn months(levels: &[Level], today: Date) -> Vec<MonthFacts> {
    if levels.is_empty() {
        return Vec::new();
    }
    let mut copros: BTreeMap<Month, i64> = BTreeMap::new();
    for level in levels {
        *copros.entry(Month::of(level.month)).or_default() += i64::from(level.copros);
    }
    let nobody = FirmId::from(Uuid::nil());
    let this = today.replace_day(1).unwrap_or(today);
    let open = Daily { firm: nobody, day: this, copros: 0, price_cents: Cents::ZERO };
    let found = movements(levels.iter().map(Level::daily).chain([open]));
    found
        .iter()
        .map(|(month, moved)| month_facts(*month, moved, copros.get(month).copied().unwrap_or(0)))
        .collect()
}

fn month_facts(month: Month, moved: &Movements, copros: i64) -> MonthFacts {
    let first = time::Month::try_from(month.month).and_then(|of| Date::from_calendar_date(month.year, of, 1));
    MonthFacts {
        month: first.unwrap_or(Date::MIN),
        copros,
        opening_cents: moved.opening_cents.0,
        new_cents: moved.new_cents.0,
        expansion_cents: moved.expansion_cents.0,
        contraction_cents: moved.contraction_cents.0,
        churn_cents: moved.churn_cents.0,
        reactivation_cents: moved.reactivation_cents.0,
        closing_cents: moved.closing_cents.0,
        firms_opening: moved.firms_opening,
        firms_new: moved.firms_new,
        firms_churned: moved.firms_churned,
        firms_reactivated: moved.firms_reactivated,
        firms_closing: moved.firms_closing,
        firm_churn_bp: moved.firm_churn_bp(),
        revenue_churn_bp: moved.revenue_churn_bp(),
        retention_bp: moved.retention_bp(),
    }
}

/// Each month belongs to the phase that its copros fit in.
fn phases(profile: &Profile, months: &[MonthFacts]) -> Vec<PhaseEarnings> {
    let ceilings: Vec<u32> =
        profile.phases.iter().filter_map(|phase| phase.ceiling).map(NonZeroU32::get).collect();
    let earned: Vec<(u32, Cents)> = months
        .iter()
        .map(|month| (u32::try_from(month.copros).unwrap_or(u32::MAX), Cents(month.closing_cents)))
        .collect();
    let told = profile.phases.iter().zip(by_phase(&ceilings, &earned)).zip(1_u8..);
    told.map(|((phase, earned), number)| PhaseEarnings {
        number,
        name: phase.name.clone(),
        ceiling: phase.ceiling.map(NonZeroU32::get),
        months: earned.months,
        revenue_cents: earned.revenue_cents.0,
        greatest_cents: earned.greatest_cents.0,
    })
    .collect()
}
