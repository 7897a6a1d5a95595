//! When the platform must move to larger machines: what `billing::phase` says to what the machines said of themselves.

mod answer;

use axum::extract::State;
use billing::phase::profile::Profile;
use billing::phase::{
    Advice, AdviceError, DayValue, Load, MachineSample, Samples, State as SignalState, Usage, advise,
};
use domain::Cents;
use serde::Deserialize;
use store::ops::OpsStore;
use store::ops::capacity::{Day, Hour, Revenue};
use time::OffsetDateTime;
use tokio::task::spawn_blocking;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use answer::{Capacity, Measured};
pub use store::ops::capacity::RevenueBasis;

use super::Ops;
use super::auth::OnDuty;
use crate::problem::Problem;
use crate::scope::Query;

/// How often the gauges are brought up to date. A window of advice is an hour.
const GAUGES_EVERY: std::time::Duration = std::time::Duration::from_secs(300);

/// How the platform is to grow, and how far it has come.
#[derive(Clone, Debug)]
pub struct Roadmap {
    pub profile: Profile,
    /// The phase it runs as.
    pub phase: u8,
}

/// What there is to say.
pub struct Look {
    pub advice: Advice,
    pub answer: Capacity,
}

#[derive(Debug, thiserror::Error)]
pub enum LookError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Advice(#[from] AdviceError),
    #[error("the advice was not finished: {0}")]
    Unfinished(#[from] tokio::task::JoinError),
}

/// Everything that was measured, as it is in the database.
struct Facts {
    hours: Vec<Hour>,
    days: Vec<Day>,
    revenue: Revenue,
}

pub fn router() -> OpenApiRouter<Ops> {
    OpenApiRouter::new().routes(routes!(capacity))
}

/// Reads what was measured and asks for advice.
pub async fn look(store: &OpsStore, roadmap: Roadmap, now: OffsetDateTime) -> Result<Look, LookError> {
    let mut tx = store.begin("capacity.look").await?;
    let (hours, days) = (tx.capacity_hours(now).await?, tx.capacity_days(now).await?);
    let revenue = tx.revenue_of_month().await?;
    tx.commit().await?;
    let facts = Facts { hours, days, revenue };
    // Fitting is arithmetic on a year of days: too long for a thread that answers others.
    spawn_blocking(move || conclude(&facts, &roadmap, now)).await?
}

fn conclude(facts: &Facts, roadmap: &Roadmap, now: OffsetDateTime) -> Result<Look, LookError> {
    let samples = samples(facts);
    let advice = advise(&roadmap.profile, roadmap.phase, &samples, Cents(facts.revenue.cents), now)?;
    let answer = Capacity::of(&advice, roadmap, &samples, facts.revenue.basis);
    Ok(Look { advice, answer })
}

/// Hours as samples. Of the days before them only the disk is known, at the end of each: enough for a forecast.
fn samples(facts: &Facts) -> Samples {
    let first = facts.hours.first().map(|hour| hour.at);
    let before = facts.days.iter().filter_map(|day| {
        let at = day.day.with_hms(23, 0, 0).ok()?.assume_utc();
        let disk = share(day.disk_used, day.disk_total)?;
        let sample = MachineSample { at, memory: None, load: None, disk: Some(disk), p99_ms: None };
        first.is_none_or(|first| at < first).then_some(sample)
    });
    let hours = facts.hours.iter().map(|hour| MachineSample {
        at: hour.at,
        memory: share(hour.memory_used, hour.memory_total),
        load: load(hour.load_milli, hour.vcpus),
        disk: share(hour.disk_used, hour.disk_total),
        p99_ms: hour.p99_ms.and_then(|ms| ms.try_into().ok()),
    });
    let copros = |day: &Day| DayValue { day: day.day, value: day.active_copros.try_into().unwrap_or(0) };
    Samples { active_copros: facts.days.iter().map(copros).collect(), machine: before.chain(hours).collect() }
}

fn share(used: Option<i64>, total: Option<i64>) -> Option<Usage> {
    Some(Usage { used: used?.try_into().ok()?, total: total?.try_into().ok()? })
}

fn load(milli: Option<i32>, vcpus: Option<i32>) -> Option<Load> {
    Some(Load { one_minute_milli: milli?.try_into().ok()?, vcpus: vcpus?.try_into().ok()? })
}

/// A scale of phases.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileName {
    LoadTested,
    Conservative,
}

impl ProfileName {
    fn as_str(self) -> &'static str {
        match self {
            ProfileName::LoadTested => "load-tested",
            ProfileName::Conservative => "conservative",
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Whose ceilings count; the one of the settings unless given.
    profile: Option<ProfileName>,
}

/// Whether the platform must move to larger machines, and by when.
#[utoipa::path(get, path = "/v1/operator/capacity", tag = "platform", params(Asked), responses((status = 200, body = Capacity)))]
async fn capacity(
    State(ops): State<Ops>,
    OnDuty(_): OnDuty,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Capacity>, Problem> {
    let roadmap = match asked.profile {
        None => ops.roadmap.clone(),
        Some(name) => {
            let profile = Profile::named(name.as_str()).map_err(|error| internal(&error))?;
            Roadmap { profile, phase: ops.roadmap.phase }
        }
    };
    let look = look(&ops.store, roadmap, ops.clock.now()).await.map_err(|error| match error {
        LookError::Store(error) => error.into(),
        error => internal(&error),
    })?;
    Ok(axum::Json(look.answer))
}

fn internal(error: &dyn std::error::Error) -> Problem {
    tracing::error!(error = %error, "no advice about capacity");
    Problem::Internal
}

/// Keeps the gauges of advice up to date, until dropped: spawn it once, beside the listener.
pub async fn tend(ops: Ops) {
    let mut due = tokio::time::interval(GAUGES_EVERY);
    due.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        due.tick().await;
        match look(&ops.store, ops.roadmap.clone(), ops.clock.now()).await {
            Ok(look) => gauge(&look.advice),
            Err(error) => tracing::warn!(error = %error, "no advice about capacity"),
        }
    }
}

/// What a program that watches programs wants to know.
fn gauge(advice: &Advice) {
    metrics::gauge!("koprogo_phase").set(f64::from(advice.phase));
    metrics::gauge!("koprogo_phase_recommended").set(f64::from(advice.recommended_phase));
    metrics::gauge!("koprogo_capacity_verdict").set(f64::from(advice.verdict.exit_code()));
    metrics::gauge!("koprogo_capacity_days_left").set(advice.days_left.map_or(f64::INFINITY, f64::from));
    for reading in &advice.signals {
        let name = answer::SignalName::from(reading.signal).as_str();
        let state = match reading.state {
            SignalState::Calm => 0.0,
            SignalState::Watch => 1.0,
            SignalState::Raised => 2.0,
        };
        // Whole numbers far below 2^53.
        let share =
            reading.value.zip(reading.threshold).map(|(value, limit)| value as f64 / limit.max(1) as f64);
        metrics::gauge!("koprogo_capacity_signal", "signal" => name).set(share.unwrap_or(f64::NAN));
        metrics::gauge!("koprogo_capacity_state", "signal" => name).set(state);
    }
}
