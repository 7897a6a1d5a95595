//! The five signals: samples to windows, windows to a state.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, OffsetDateTime};

use super::profile::{Profile, Windows};
use super::sample::{DayValue, Load, MachineSample, Samples, Usage};
use super::watch::{Rule, State, Watcher, replay};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Copros; one window is a day.
    ActiveCopros,
    /// Basis points of the machine's memory.
    Memory,
    /// Thousandths of load per processor.
    LoadPerVcpu,
    /// Basis points of the disk.
    Disk,
    /// Milliseconds.
    P99,
}

impl Signal {
    pub fn name(self) -> &'static str {
        match self {
            Self::ActiveCopros => "active copros",
            Self::Memory => "memory",
            Self::LoadPerVcpu => "load per vCPU",
            Self::Disk => "disk",
            Self::P99 => "P99 latency",
        }
    }
}

/// One signal as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    pub signal: Signal,
    pub state: State,
    /// Of the last window measured, in the signal's unit.
    pub value: Option<u64>,
    /// `None`: this phase has no ceiling.
    pub threshold: Option<u64>,
    /// At or below this a window counts towards calm.
    pub clear_at: Option<u64>,
    pub over_windows: u8,
    pub considered_windows: u8,
    /// The beginning of the window that completed the raise, in seconds since 1970.
    #[serde(with = "time::serde::timestamp::option")]
    pub raised_by: Option<OffsetDateTime>,
    /// The last window measured is older than all that are considered: nobody is measuring.
    pub stale: bool,
}

/// All signals, active copros first. `now` is the moment of asking: later samples are not looked at, nor is the window it lies in.
pub fn readings(profile: &Profile, phase: u8, samples: &Samples, now: OffsetDateTime) -> Vec<Reading> {
    let thresholds = profile.thresholds;
    let machine = |signal, threshold: u32, value: &dyn Fn(&MachineSample) -> Option<u64>| {
        let rule = rule(profile.windows, threshold.into());
        let series = windows(&samples.machine, profile.windows, now, value);
        read(signal, Some(rule), &series, profile.windows, Clock::machine(profile.windows, now))
    };
    let ceiling = profile.phase(phase).and_then(|phase| phase.ceiling);
    let copros = read(
        Signal::ActiveCopros,
        ceiling.map(|ceiling| rule(profile.windows, ceiling.get().into())),
        &days(&samples.active_copros, now.date()),
        profile.windows,
        Clock::days(now),
    );
    vec![
        copros,
        machine(Signal::Memory, thresholds.memory_bp, &|sample| sample.memory.and_then(Usage::share_bp)),
        machine(Signal::LoadPerVcpu, thresholds.load_per_vcpu_milli, &|sample| {
            sample.load.and_then(Load::per_vcpu_milli)
        }),
        machine(Signal::Disk, thresholds.disk_bp, &|sample| sample.disk.and_then(Usage::share_bp)),
        machine(Signal::P99, thresholds.p99_ms, &|sample| sample.p99_ms.map(u64::from)),
    ]
}

/// The rule of a profile for one threshold.
pub(super) fn rule(windows: Windows, threshold: u64) -> Rule {
    Rule::with_margin(threshold, windows.clear_margin_bp, windows.considered, windows.over_min)
}

/// How windows of a signal are numbered, and which is the last complete one.
struct Clock {
    seconds: i64,
    last: i64,
}

const DAY_SECONDS: i64 = 86_400;

impl Clock {
    fn machine(windows: Windows, now: OffsetDateTime) -> Self {
        let seconds = i64::from(windows.minutes) * 60;
        Self { seconds, last: now.unix_timestamp().div_euclid(seconds) - 1 }
    }

    /// A day's copros are counted at its beginning, so today's count.
    fn days(now: OffsetDateTime) -> Self {
        Self { seconds: DAY_SECONDS, last: day_number(now.date()) }
    }

    fn begin(&self, window: i64) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(window.checked_mul(self.seconds)?).ok()
    }
}

fn read(
    signal: Signal,
    rule: Option<Rule>,
    series: &[(i64, u64)],
    windows: Windows,
    clock: Clock,
) -> Reading {
    let watcher: Option<Watcher> = rule.map(|rule| replay(rule, series, clock.last));
    let newest = series.last();
    Reading {
        signal,
        state: watcher.as_ref().map(Watcher::state).unwrap_or_default(),
        value: newest.map(|(_, value)| *value),
        threshold: rule.map(|rule| rule.threshold),
        clear_at: rule.map(|rule| rule.clear),
        over_windows: watcher.as_ref().map(Watcher::over_count).unwrap_or_default(),
        considered_windows: windows.considered,
        raised_by: watcher.and_then(|watcher| watcher.raised_by()).and_then(|window| clock.begin(window)),
        stale: newest.is_none_or(|(number, _)| clock.last - number >= i64::from(windows.considered)),
    }
}

/// The median of each complete window, by ascending number.
fn windows(
    samples: &[MachineSample],
    windows: Windows,
    now: OffsetDateTime,
    value: &dyn Fn(&MachineSample) -> Option<u64>,
) -> Vec<(i64, u64)> {
    let clock = Clock::machine(windows, now);
    let mut inside: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
    for sample in samples {
        let number = sample.at.unix_timestamp().div_euclid(clock.seconds);
        if let Some(value) = value(sample).filter(|_| number <= clock.last) {
            inside.entry(number).or_default().push(value);
        }
    }
    inside.into_iter().map(|(number, values)| (number, middle(values))).collect()
}

/// The median; of two in the middle the lower, so that one wild sample of two raises nothing.
fn middle(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values[(values.len() - 1) / 2]
}

fn days(series: &[DayValue], today: Date) -> Vec<(i64, u64)> {
    let until = series.iter().filter(|point| point.day <= today);
    let by_day: BTreeMap<i64, u64> = until.map(|point| (day_number(point.day), point.value)).collect();
    by_day.into_iter().collect()
}

/// Days since 1970, as window numbers.
pub(super) fn day_number(day: Date) -> i64 {
    i64::from(day.to_julian_day()) - i64::from(time::UtcDateTime::UNIX_EPOCH.date().to_julian_day())
}
