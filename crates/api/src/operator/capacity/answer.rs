//! Advice in the words of this API: the same for the console and for `koprogo capacity --json`.

use billing::phase::advice::disk_days;
use billing::phase::forecast::BandPoint;
use billing::phase::{
    Advice, Chart, DayValue, MachineSample, Reach, Reading, Reason, Samples, Signal, State, Verdict,
};
use billing::phase::{Economics, Load, Phase, Usage};
use domain::Cents;
use serde::Serialize;
use store::ops::capacity::RevenueBasis;
use time::{Date, Duration, OffsetDateTime};
use utoipa::ToSchema;

use super::{ProfileName, Roadmap};

/// Points of a small plot, hour by hour.
const TREND_HOURS: i64 = 7 * 24;

/// Whether the platform must move to larger machines, and everything that says so.
#[derive(Serialize, ToSchema)]
pub struct Capacity {
    #[schema(value_type = ProfileName)]
    pub profile: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub measured: Measured,
    /// The phase the platform runs as.
    pub phase: u8,
    pub phases: Vec<PhaseFacts>,
    pub verdict: VerdictName,
    pub recommended_phase: u8,
    /// Until the first ceiling that is foreseen; 0 when one is reached.
    pub days_left: Option<u32>,
    pub reasons: Vec<ReasonFacts>,
    pub signals: Vec<SignalFacts>,
    pub copros: Outlook,
    pub disk: Outlook,
    pub economics: EconomicsFacts,
}

/// How much there is to go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    Nothing,
    /// Minutes of an hour that is not over.
    Begun,
    Enough,
}

#[derive(Serialize, ToSchema)]
pub struct PhaseFacts {
    pub number: u8,
    pub name: String,
    pub host: String,
    /// Active copros it carries.
    pub ceiling: Option<u32>,
    pub cost_cents: Cents,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictName {
    Stay,
    MoveSoon,
    MoveNow,
}

#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignalName {
    ActiveCopros,
    Memory,
    LoadPerVcpu,
    Disk,
    P99,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    Calm,
    Watch,
    Raised,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonName {
    Raised,
    Watched,
    Foreseen,
    NoNextPhase,
    Stale,
}

/// Why; with the figures a sentence needs.
#[derive(Serialize, ToSchema)]
pub struct ReasonFacts {
    pub reason: ReasonName,
    pub signal: Option<SignalName>,
    pub days: Option<u32>,
    pub over_windows: Option<u8>,
    pub considered_windows: Option<u8>,
}

/// One signal as it stands. Shares are basis points, load is thousandths, latency milliseconds.
#[derive(Serialize, ToSchema)]
pub struct SignalFacts {
    pub signal: SignalName,
    pub state: StateName,
    pub value: Option<u64>,
    pub threshold: Option<u64>,
    /// At or below this it counts towards calm.
    pub clear_at: Option<u64>,
    pub over_windows: u8,
    pub considered_windows: u8,
    /// The beginning of the hour that completed the raise.
    #[serde(with = "time::serde::rfc3339::option")]
    pub raised_by: Option<OffsetDateTime>,
    pub stale: bool,
    /// Where a ceiling can be foreseen.
    pub days_left: Option<u32>,
    /// The last week hour by hour, oldest first; of copros, the last weeks day by day.
    pub trend: Vec<TrendPoint>,
}

#[derive(Serialize, ToSchema)]
pub struct TrendPoint {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub value: u64,
}

/// What was, what is likely, where it ends.
#[derive(Serialize, ToSchema)]
pub struct Outlook {
    pub points: Vec<DayPoint>,
    /// A point a week.
    pub band: Vec<Foretold>,
    /// Absent: there is none in this phase.
    pub ceiling: Option<u64>,
    pub reach: Option<ReachFacts>,
}

#[derive(Serialize, ToSchema)]
pub struct DayPoint {
    pub day: Date,
    pub value: u64,
}

/// Four of five outcomes lie between low and high.
#[derive(Serialize, ToSchema)]
pub struct Foretold {
    pub day: Date,
    pub low: u64,
    pub likely: u64,
    pub high: u64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    TooShort,
    Reached,
    Expected,
    Beyond,
}

/// When a ceiling is reached. `on` is the likely day, or the day it was reached.
#[derive(Serialize, ToSchema)]
pub struct ReachFacts {
    pub outcome: Outcome,
    pub on: Option<Date>,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub days_measured: Option<u32>,
    pub days_needed: Option<u32>,
}

/// A month, in cents. Margins are basis points of the revenue.
#[derive(Serialize, ToSchema)]
pub struct EconomicsFacts {
    pub revenue_cents: Cents,
    pub revenue_basis: RevenueBasis,
    pub phase_cost_cents: Cents,
    pub next_cost_cents: Option<Cents>,
    pub margin_bp: Option<i64>,
    pub next_margin_bp: Option<i64>,
}

impl Capacity {
    pub(super) fn of(advice: &Advice, roadmap: &Roadmap, samples: &Samples, basis: RevenueBasis) -> Self {
        let today = advice.at.date();
        let threshold = u64::from(roadmap.profile.thresholds.disk_bp);
        let ceiling = advice.current.ceiling.map(|ceiling| u64::from(ceiling.get()));
        let phases = roadmap.profile.phases.iter().zip(1..).map(|(phase, number)| phase_facts(phase, number));
        Self {
            profile: advice.profile.clone(),
            at: advice.at,
            measured: measured(samples, advice.at),
            phase: advice.phase,
            phases: phases.collect(),
            verdict: match advice.verdict {
                Verdict::Stay => VerdictName::Stay,
                Verdict::MoveSoon => VerdictName::MoveSoon,
                Verdict::MoveNow => VerdictName::MoveNow,
            },
            recommended_phase: advice.recommended_phase,
            days_left: advice.days_left,
            reasons: advice.reasons.iter().map(|reason| reason_facts(*reason)).collect(),
            signals: advice.signals.iter().map(|reading| signal_facts(reading, advice, samples)).collect(),
            copros: outlook(&samples.active_copros, ceiling, today),
            disk: outlook(&disk_days(samples), Some(threshold), today),
            economics: economics_facts(advice.economics, basis),
        }
    }
}

fn measured(samples: &Samples, now: OffsetDateTime) -> Measured {
    // What was measured in this hour speaks once the hour is over.
    let hour = |at: OffsetDateTime| at.unix_timestamp().div_euclid(3_600);
    if samples.active_copros.is_empty() {
        Measured::Nothing
    } else if !samples.machine.is_empty() && samples.machine.iter().all(|sample| hour(sample.at) >= hour(now))
    {
        Measured::Begun
    } else {
        Measured::Enough
    }
}

fn phase_facts(phase: &Phase, number: u8) -> PhaseFacts {
    PhaseFacts {
        number,
        name: phase.name.clone(),
        host: phase.host.clone(),
        ceiling: phase.ceiling.map(|ceiling| ceiling.get()),
        cost_cents: phase.cost_cents,
    }
}

fn reason_facts(reason: Reason) -> ReasonFacts {
    let (name, signal) = match reason {
        Reason::Raised { signal, .. } => (ReasonName::Raised, Some(signal)),
        Reason::Watched { signal } => (ReasonName::Watched, Some(signal)),
        Reason::Foreseen { signal, .. } => (ReasonName::Foreseen, Some(signal)),
        Reason::NoNextPhase => (ReasonName::NoNextPhase, None),
        Reason::Stale { signal } => (ReasonName::Stale, Some(signal)),
    };
    let windows = match reason {
        Reason::Raised { over_windows, considered_windows, .. } => Some((over_windows, considered_windows)),
        _ => None,
    };
    ReasonFacts {
        reason: name,
        signal: signal.map(SignalName::from),
        days: if let Reason::Foreseen { days, .. } = reason { Some(days) } else { None },
        over_windows: windows.map(|(over, _)| over),
        considered_windows: windows.map(|(_, considered)| considered),
    }
}

fn signal_facts(reading: &Reading, advice: &Advice, samples: &Samples) -> SignalFacts {
    let reach = match reading.signal {
        Signal::ActiveCopros => advice.copros_ceiling,
        Signal::Disk => advice.disk_ceiling,
        _ => None,
    };
    SignalFacts {
        signal: reading.signal.into(),
        state: match reading.state {
            State::Calm => StateName::Calm,
            State::Watch => StateName::Watch,
            State::Raised => StateName::Raised,
        },
        value: reading.value,
        threshold: reading.threshold,
        clear_at: reading.clear_at,
        over_windows: reading.over_windows,
        considered_windows: reading.considered_windows,
        raised_by: reading.raised_by,
        stale: reading.stale,
        days_left: reach.and_then(|reach| reach.days_left(advice.at.date())),
        trend: trend(reading.signal, samples, advice.at),
    }
}

fn trend(signal: Signal, samples: &Samples, now: OffsetDateTime) -> Vec<TrendPoint> {
    if signal == Signal::ActiveCopros {
        let from = now.date() - Duration::weeks(9);
        let days = samples.active_copros.iter().filter(|point| point.day >= from);
        return days
            .map(|point| TrendPoint { at: point.day.midnight().assume_utc(), value: point.value })
            .collect();
    }
    let from = now - Duration::hours(TREND_HOURS);
    let recent = samples.machine.iter().filter(|sample| sample.at >= from);
    recent.filter_map(|sample| Some(TrendPoint { at: sample.at, value: value(signal, sample)? })).collect()
}

fn value(signal: Signal, sample: &MachineSample) -> Option<u64> {
    match signal {
        Signal::ActiveCopros => None,
        Signal::Memory => sample.memory.and_then(Usage::share_bp),
        Signal::LoadPerVcpu => sample.load.and_then(Load::per_vcpu_milli),
        Signal::Disk => sample.disk.and_then(Usage::share_bp),
        Signal::P99 => sample.p99_ms.map(u64::from),
    }
}

fn outlook(series: &[DayValue], ceiling: Option<u64>, today: Date) -> Outlook {
    // Without a ceiling nothing is foretold; any number but 0 makes the same picture of what was.
    let chart = Chart::of(series, ceiling.unwrap_or(u64::MAX), today);
    let band = |point: &BandPoint| Foretold {
        day: point.day,
        low: point.low,
        likely: point.likely,
        high: point.high,
    };
    Outlook {
        points: chart.points.iter().map(|point| DayPoint { day: point.day, value: point.value }).collect(),
        band: if ceiling.is_some() { chart.band.iter().map(band).collect() } else { Vec::new() },
        ceiling,
        reach: chart.reach.filter(|_| ceiling.is_some()).map(reach_facts),
    }
}

fn reach_facts(reach: Reach) -> ReachFacts {
    let none = ReachFacts {
        outcome: Outcome::TooShort,
        on: None,
        earliest: None,
        latest: None,
        days_measured: None,
        days_needed: None,
    };
    match reach {
        Reach::TooShort { days, needed } => {
            ReachFacts { days_measured: Some(days), days_needed: Some(needed), ..none }
        }
        Reach::Reached { on } => ReachFacts { outcome: Outcome::Reached, on: Some(on), ..none },
        Reach::Expected { on, earliest, latest } => {
            ReachFacts { outcome: Outcome::Expected, on: Some(on), earliest: Some(earliest), latest, ..none }
        }
        Reach::Beyond { earliest } => ReachFacts { outcome: Outcome::Beyond, earliest, ..none },
    }
}

fn economics_facts(economics: Economics, basis: RevenueBasis) -> EconomicsFacts {
    EconomicsFacts {
        revenue_cents: economics.monthly_revenue_cents,
        revenue_basis: basis,
        phase_cost_cents: economics.phase_cost_cents,
        next_cost_cents: economics.next_cost_cents,
        margin_bp: economics.margin_bp,
        next_margin_bp: economics.next_margin_bp,
    }
}

impl From<Signal> for SignalName {
    fn from(signal: Signal) -> Self {
        match signal {
            Signal::ActiveCopros => Self::ActiveCopros,
            Signal::Memory => Self::Memory,
            Signal::LoadPerVcpu => Self::LoadPerVcpu,
            Signal::Disk => Self::Disk,
            Signal::P99 => Self::P99,
        }
    }
}

impl SignalName {
    /// As in the answer, for labels.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::ActiveCopros => "active_copros",
            Self::Memory => "memory",
            Self::LoadPerVcpu => "load_per_vcpu",
            Self::Disk => "disk",
            Self::P99 => "p99",
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn an_hour_speaks_once_it_is_over() {
        let now = datetime!(2026-09-01 08:10:00.5 UTC);
        let seen = |at: OffsetDateTime| {
            let sample = MachineSample { at, memory: None, load: None, disk: None, p99_ms: None };
            Samples { active_copros: vec![DayValue { day: now.date(), value: 3 }], machine: vec![sample] }
        };
        assert_eq!(measured(&Samples::default(), now), Measured::Nothing);
        assert_eq!(measured(&seen(datetime!(2026-09-01 08:00 UTC)), now), Measured::Begun);
        assert_eq!(measured(&seen(datetime!(2026-09-01 07:00 UTC)), now), Measured::Enough);
    }
}
