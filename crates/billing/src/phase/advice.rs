//! Advice: stay, prepare to move, or move.

use domain::Cents;
use serde::Serialize;
use time::{Date, Duration, OffsetDateTime, UtcOffset};

use super::economics::Economics;
use super::forecast::{Forecast, HORIZON_DAYS, Reach};
use super::profile::{Phase, Profile};
use super::sample::{DayValue, Samples, Usage};
use super::signal::{Reading, Signal, day_number, readings};
use super::watch::{Rule, State, replay};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Stay,
    /// A ceiling is foreseen within the profile's lead time.
    MoveSoon,
    /// A signal is raised.
    MoveNow,
}

impl Verdict {
    /// For cron and monitoring: 0, 1, 2. What could not be measured at all is no verdict and ends otherwise.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Stay => 0,
            Self::MoveSoon => 1,
            Self::MoveNow => 2,
        }
    }
}

/// Why; each with the figures a sentence needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    Raised {
        signal: Signal,
        over_windows: u8,
        considered_windows: u8,
    },
    /// Over lately, or raised no longer but not yet well below.
    Watched {
        signal: Signal,
    },
    Foreseen {
        signal: Signal,
        days: u32,
    },
    /// There is no phase after the current one.
    NoNextPhase,
    /// Nobody measured this lately, so it speaks for nothing.
    Stale {
        signal: Signal,
    },
}

/// What the operator should do, and everything that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    pub profile: String,
    #[serde(with = "time::serde::timestamp")]
    pub at: OffsetDateTime,
    /// The phase the platform runs as.
    pub phase: u8,
    pub current: Phase,
    pub verdict: Verdict,
    pub recommended_phase: u8,
    pub recommended: Phase,
    /// Days until the first of the foreseen ceilings; 0 when one is reached.
    pub days_left: Option<u32>,
    pub reasons: Vec<Reason>,
    pub signals: Vec<Reading>,
    /// The phase's ceiling of active copros; `None`: it has none, or nothing was measured.
    pub copros_ceiling: Option<Reach>,
    /// The disk's threshold.
    pub disk_ceiling: Option<Reach>,
    pub economics: Economics,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdviceError {
    #[error("phase: the profile {profile} has phases 1 to {last}; name one of them")]
    UnknownPhase { profile: String, last: u8 },
}

/// What `samples` say about a platform that runs as `phase`. The same facts give the same advice.
pub fn advise(
    profile: &Profile,
    phase: u8,
    samples: &Samples,
    monthly_revenue: Cents,
    now: OffsetDateTime,
) -> Result<Advice, AdviceError> {
    let unknown = || AdviceError::UnknownPhase { profile: profile.name.clone(), last: profile.last() };
    let current = profile.phase(phase).ok_or_else(unknown)?;
    let signals = readings(profile, phase, samples, now);
    let ceilings = Ceilings::of(profile, current, samples, now.date());
    let days_left = ceilings.days_left();
    let verdict = verdict(&signals, &ceilings);
    let recommended_phase = recommended(profile, phase, verdict, &signals);
    Ok(Advice {
        profile: profile.name.clone(),
        at: now,
        phase,
        current: current.clone(),
        verdict,
        recommended_phase,
        recommended: profile.phase(recommended_phase).unwrap_or(current).clone(),
        days_left,
        reasons: reasons(&signals, &ceilings, verdict, phase == profile.last()),
        copros_ceiling: ceilings.copros.reach,
        disk_ceiling: ceilings.disk.reach,
        signals,
        economics: Economics::of(profile, phase, monthly_revenue),
    })
}

fn verdict(signals: &[Reading], ceilings: &Ceilings) -> Verdict {
    if signals.iter().any(|reading| reading.state == State::Raised) {
        Verdict::MoveNow
    } else if ceilings.copros.soon || ceilings.disk.soon {
        Verdict::MoveSoon
    } else {
        Verdict::Stay
    }
}

/// The next phase, or the first that carries all copros when several are outgrown at once.
fn recommended(profile: &Profile, phase: u8, verdict: Verdict, signals: &[Reading]) -> u8 {
    if verdict == Verdict::Stay {
        return phase;
    }
    let next = phase.saturating_add(1).min(profile.last());
    let outgrown =
        |reading: &&Reading| reading.signal == Signal::ActiveCopros && reading.state == State::Raised;
    let active = signals.iter().find(outgrown).and_then(|reading| reading.value);
    active.map_or(next, |active| profile.smallest_for(active).max(next))
}

fn reasons(signals: &[Reading], ceilings: &Ceilings, verdict: Verdict, last: bool) -> Vec<Reason> {
    let raised =
        signals.iter().filter(|reading| reading.state == State::Raised).map(|reading| Reason::Raised {
            signal: reading.signal,
            over_windows: reading.over_windows,
            considered_windows: reading.considered_windows,
        });
    let foreseen = ceilings.each().into_iter().filter(|(_, ceiling)| ceiling.soon);
    let foreseen =
        foreseen.filter_map(|(signal, ceiling)| Some(Reason::Foreseen { signal, days: ceiling.days_left? }));
    let none = (last && verdict != Verdict::Stay).then_some(Reason::NoNextPhase);
    let watched = signals.iter().filter(|reading| reading.state == State::Watch);
    let watched = watched.map(|reading| Reason::Watched { signal: reading.signal });
    // Requests that nobody made took no time: that is a quiet night, as long as the machine itself is measured.
    let measured = signals.iter().any(|reading| reading.signal == Signal::Memory && !reading.stale);
    let quiet = |reading: &&Reading| reading.signal == Signal::P99 && measured;
    let stale = signals.iter().filter(|reading| reading.stale && !quiet(reading));
    let stale = stale.map(|reading| Reason::Stale { signal: reading.signal });
    raised.chain(foreseen).chain(none).chain(watched).chain(stale).collect()
}

/// The ceilings that can be foreseen.
struct Ceilings {
    copros: Ceiling,
    disk: Ceiling,
}

#[derive(Default)]
struct Ceiling {
    reach: Option<Reach>,
    days_left: Option<u32>,
    soon: bool,
}

impl Ceilings {
    fn of(profile: &Profile, phase: &Phase, samples: &Samples, today: Date) -> Self {
        let copros = phase
            .ceiling
            .map(|ceiling| Ceiling::of(profile, &samples.active_copros, ceiling.get().into(), today));
        let disk = disk_days(samples);
        let threshold = u64::from(profile.thresholds.disk_bp);
        Self { copros: copros.unwrap_or_default(), disk: Ceiling::of(profile, &disk, threshold, today) }
    }

    fn each(&self) -> [(Signal, &Ceiling); 2] {
        [(Signal::ActiveCopros, &self.copros), (Signal::Disk, &self.disk)]
    }

    fn days_left(&self) -> Option<u32> {
        self.each().into_iter().filter_map(|(_, ceiling)| ceiling.days_left).min()
    }
}

impl Ceiling {
    fn of(profile: &Profile, series: &[DayValue], ceiling: u64, today: Date) -> Self {
        let asked = |day: Date| reach_on(series, ceiling, day);
        let reach = asked(today);
        Self {
            reach,
            days_left: reach.and_then(|reach| reach.days_left(today)),
            soon: soon(profile, &asked, today),
        }
    }
}

/// Whether the ceiling is near, told as steadily as a signal: the forecast is asked anew for each of the last days, and three of five (or
/// as the profile says) must put the ceiling within the lead time.
fn soon(profile: &Profile, asked: &dyn Fn(Date) -> Option<Reach>, today: Date) -> bool {
    let windows = profile.windows;
    let far = u64::from(HORIZON_DAYS);
    let lead = u64::from(profile.lead_days);
    let margin = lead * u64::from(windows.clear_margin_bp) / 10_000;
    let rule = Rule {
        threshold: far - lead - 1,
        clear: far - lead - 1 - margin,
        considered: windows.considered,
        over_min: windows.over_min,
    };
    let nearness = |day: Date| {
        let left = asked(day)?.days_left(day).map_or(far, u64::from);
        Some((day_number(day), far - left.min(far)))
    };
    let days = (0..i64::from(windows.considered)).rev();
    let days = days.filter_map(|ago| today.checked_sub(Duration::days(ago)));
    let values: Vec<(i64, u64)> = days.filter_map(nearness).collect();
    replay(rule, &values, day_number(today)).state() == State::Raised
}

fn reach_on(series: &[DayValue], ceiling: u64, day: Date) -> Option<Reach> {
    let known: Vec<DayValue> = series.iter().filter(|point| point.day <= day).copied().collect();
    Some(Forecast::of(&known, ceiling)?.reach())
}

/// The last share of each day (UTC) in basis points of the disk.
pub fn disk_days(samples: &Samples) -> Vec<DayValue> {
    let mut sorted: Vec<_> = samples
        .machine
        .iter()
        .filter_map(|sample| Some((sample.at, sample.disk.and_then(Usage::share_bp)?)))
        .collect();
    sorted.sort_unstable();
    sorted.reverse();
    let day = |at: OffsetDateTime| at.to_offset(UtcOffset::UTC).date();
    sorted.dedup_by_key(|(at, _)| day(*at));
    sorted.into_iter().rev().map(|(at, value)| DayValue { day: day(at), value }).collect()
}
