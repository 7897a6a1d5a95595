//! What a run found, as data: figures, what was asked of them, and how they were got.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::http::Error;
use crate::record::{Record, ms};
use crate::scenario::{Figure, Threshold};

/// Where a latency plot has its points: parts of all requests.
const QUANTILES: [f64; 16] =
    [0.1, 0.25, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9999, 1.0];

/// A slope of less is noise.
const GROWTH_SECONDS_MIN: usize = 45;

#[derive(Serialize)]
pub struct Report {
    pub scenario: String,
    pub about: String,
    pub copros: usize,
    pub began_at: String,
    pub conditions: Conditions,
    pub phases: Vec<PhaseReport>,
    pub server: ServerReport,
    /// Of the last phase's mix, asked for once more with counting switched on.
    pub statements_per_request: f64,
    pub statements: Vec<Statement>,
    pub thresholds: Vec<Judged>,
}

/// What figures depend on beside the program.
#[derive(Serialize)]
pub struct Conditions {
    /// Server and database on one core, what asks on another.
    pub pinned: bool,
    /// Server and database together had this much memory; none: as much as they wanted.
    pub memory_cap_mib: Option<u64>,
    pub sessions: usize,
    pub settings: BTreeMap<String, String>,
    /// Work of other programs on the same cores while it was measured, in cores: figures of a busy machine are worth less.
    pub foreign_load: f64,
}

#[derive(Serialize)]
pub struct ServerReport {
    pub ready_ms: f64,
    pub resident_mib: f64,
    pub resident_peak_mib: f64,
    pub postgres_pss_mib: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    pub text: String,
    pub per_request: f64,
    pub mean_us: f64,
}

#[derive(Serialize)]
pub struct PhaseReport {
    pub name: String,
    /// Asked through Traefik and TLS.
    pub tls: bool,
    pub seconds: f64,
    pub all: Figures,
    /// Processor seconds for a thousand requests.
    pub cpu: Cpu,
    pub cpu_seconds: Vec<Cpu>,
    /// What the server held, second by second.
    pub resident_mib: Vec<f64>,
    pub loads: Vec<LoadReport>,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Cpu {
    pub server: f64,
    pub postgres: f64,
    /// Of what stands before the server, if anything does.
    pub front: f64,
}

#[derive(Serialize)]
pub struct LoadReport {
    pub name: String,
    pub figures: Figures,
    pub operations: BTreeMap<String, Figures>,
    pub quantiles: Vec<(f64, f64)>,
    pub timeline: Vec<Moment>,
}

#[derive(Serialize)]
pub struct Moment {
    pub requests: u64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    pub requests: u64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p90_ms: f64,
    pub p99_ms: f64,
    pub p999_ms: f64,
    pub max_ms: f64,
    pub success: f64,
    pub unsent: u64,
    pub statuses: BTreeMap<u16, u64>,
}

#[derive(Debug, Serialize)]
pub struct Judged {
    pub what: String,
    pub is: f64,
    pub kept: bool,
}

impl Cpu {
    pub fn total(self) -> f64 {
        self.server + self.postgres + self.front
    }

    pub fn since(self, before: Cpu) -> Cpu {
        Cpu {
            server: self.server - before.server,
            postgres: self.postgres - before.postgres,
            front: self.front - before.front,
        }
    }

    pub fn per_thousand(self, requests: u64) -> Cpu {
        let thousands = (requests as f64 / 1_000.0).max(f64::MIN_POSITIVE);
        Cpu {
            server: self.server / thousands,
            postgres: self.postgres / thousands,
            front: self.front / thousands,
        }
    }
}

impl PhaseReport {
    pub fn of(
        name: &str,
        seconds: f64,
        records: &[Record],
        spent: Cpu,
        watched: Watched,
    ) -> Result<PhaseReport, Error> {
        let loads =
            records.iter().map(|record| LoadReport::of(record, seconds)).collect::<Result<Vec<_>, _>>()?;
        let all = Figures::of(records.iter(), seconds)?;
        let cpu = spent.per_thousand(all.requests);
        let Watched { tls, cpu_seconds, resident_mib } = watched;
        Ok(PhaseReport { name: name.to_owned(), tls, seconds, all, cpu, cpu_seconds, resident_mib, loads })
    }

    /// By how many MiB the server's memory grows in an hour, after the first quarter of the phase: the slope of the line nearest to what it held (least
    /// squares). Nothing of less than a minute.
    pub fn growth_mib_hour(&self) -> Option<f64> {
        let (from, _) = self.warm_memory()?;
        let held = &self.resident_mib[from..];
        let middle = (held.len() - 1) as f64 / 2.0;
        let mean = held.iter().sum::<f64>() / held.len() as f64;
        let (mut above, mut below) = (0.0, 0.0);
        for (second, mib) in held.iter().enumerate() {
            let away = second as f64 - middle;
            above += away * (mib - mean);
            below += away * away;
        }
        Some(above / below * 3_600.0)
    }

    /// From which second on, and the mean from there.
    pub fn warm_memory(&self) -> Option<(usize, f64)> {
        let from = self.resident_mib.len() / 4;
        let held = &self.resident_mib[from..];
        (held.len() >= GROWTH_SECONDS_MIN).then(|| (from, held.iter().sum::<f64>() / held.len() as f64))
    }
}

/// What was watched beside the answers.
#[derive(Default)]
pub struct Watched {
    pub tls: bool,
    pub cpu_seconds: Vec<Cpu>,
    pub resident_mib: Vec<f64>,
}

impl LoadReport {
    fn of(record: &Record, seconds: f64) -> Result<LoadReport, Error> {
        let latency = record.latency()?;
        let operations = record.operations.iter().map(|(name, tally)| {
            let (count, successes) = (tally.latency.len(), tally.successes);
            (name.clone(), Figures::counted(&tally.latency, count, successes, seconds, &tally.statuses))
        });
        let timeline = record.seconds.iter().map(|second| Moment {
            requests: second.requests,
            p50_ms: ms(&second.latency, 0.5),
            p99_ms: ms(&second.latency, 0.99),
        });
        Ok(LoadReport {
            name: record.name.clone(),
            figures: Figures::of(std::iter::once(record), seconds)?,
            operations: operations.collect(),
            quantiles: QUANTILES.map(|share| (share, ms(&latency, share))).to_vec(),
            timeline: timeline.collect(),
        })
    }
}

impl Figures {
    fn of<'a>(records: impl Iterator<Item = &'a Record>, seconds: f64) -> Result<Figures, Error> {
        let mut latency = crate::record::histogram()?;
        let (mut statuses, mut successes, mut unsent) = (BTreeMap::new(), 0, 0);
        for record in records {
            latency.add(record.latency()?)?;
            successes += record.successes();
            unsent += record.unsent;
            for (status, count) in record.operations.iter().flat_map(|(_, tally)| &tally.statuses) {
                *statuses.entry(*status).or_default() += count;
            }
        }
        // What was due and never sent did not succeed.
        let due = latency.len() + unsent;
        Ok(Figures { unsent, ..Figures::counted(&latency, due, successes, seconds, &statuses) })
    }

    fn counted(
        latency: &hdrhistogram::Histogram<u64>,
        due: u64,
        successes: u64,
        seconds: f64,
        statuses: &BTreeMap<u16, u64>,
    ) -> Figures {
        Figures {
            requests: latency.len(),
            per_second: latency.len() as f64 / seconds,
            p50_ms: ms(latency, 0.5),
            p90_ms: ms(latency, 0.9),
            p99_ms: ms(latency, 0.99),
            p999_ms: ms(latency, 0.999),
            max_ms: ms(latency, 1.0),
            success: if due == 0 { 0.0 } else { successes as f64 / due as f64 },
            unsent: 0,
            statuses: statuses.clone(),
        }
    }
}

impl Report {
    /// The one of this name, or the last.
    pub fn phase(&self, name: Option<&str>, tls: bool) -> Option<&PhaseReport> {
        let mut asked = self.phases.iter().rev().filter(|phase| phase.tls == tls);
        asked.find(|phase| name.is_none_or(|name| phase.name == name))
    }

    fn figure(&self, figure: Figure, phase: &PhaseReport, load: Option<&str>) -> Option<f64> {
        let figures = match load {
            Some(name) => &phase.loads.iter().find(|load| load.name == name)?.figures,
            None => &phase.all,
        };
        Some(match figure {
            Figure::RequestsPerSecond => figures.per_second,
            Figure::P50Ms => figures.p50_ms,
            Figure::P90Ms => figures.p90_ms,
            Figure::P99Ms => figures.p99_ms,
            Figure::P999Ms => figures.p999_ms,
            Figure::Success => figures.success,
            Figure::CpuPerThousand => phase.cpu.total(),
            Figure::ServerMib => self.server.resident_peak_mib,
            Figure::ServerGrowthMibHour => phase.growth_mib_hour()?,
            Figure::StatementsPerRequest => self.statements_per_request,
        })
    }

    /// Holds the figures against what was asked of them.
    pub fn judge(&mut self, thresholds: &[Threshold]) {
        let with_tls = self.phases.iter().any(|phase| phase.tls);
        let asked = thresholds.iter().filter(|threshold| with_tls || !threshold.tls);
        self.thresholds = asked.map(|threshold| self.judged(threshold)).collect();
    }

    fn judged(&self, threshold: &Threshold) -> Judged {
        let Threshold { figure, phase, load, against, min, max, tls } = threshold;
        let of = |phase: Option<&str>| self.figure(*figure, self.phase(phase, *tls)?, load.as_deref());
        let mut is = of(phase.as_deref()).unwrap_or(f64::NAN);
        let mut what = figure.name().to_owned();
        if let Some(load) = load {
            what = format!("{what} of {load}");
        }
        if let Some(phase) = phase {
            what = format!("{what}, {phase}");
        }
        if *tls {
            what = format!("{what}, through TLS");
        }
        if let Some(against) = against {
            is /= of(Some(against)).unwrap_or(f64::NAN);
            what = format!("{what}, as parts of {against}");
        }
        if let Some(min) = min {
            what = format!("{what} ≥ {min}");
        }
        if let Some(max) = max {
            what = format!("{what} ≤ {max}");
        }
        // What could not be measured was not kept.
        let kept = min.is_none_or(|min| is >= min) && max.is_none_or(|max| is <= max);
        Judged { what, is, kept }
    }
}

impl Figure {
    fn name(self) -> &'static str {
        match self {
            Figure::RequestsPerSecond => "requests a second",
            Figure::P50Ms => "P50 (ms)",
            Figure::P90Ms => "P90 (ms)",
            Figure::P99Ms => "P99 (ms)",
            Figure::P999Ms => "P99.9 (ms)",
            Figure::Success => "success",
            Figure::CpuPerThousand => "CPU seconds per 1,000",
            Figure::ServerMib => "memory of the server (MiB)",
            Figure::ServerGrowthMibHour => "growth of the server (MiB an hour)",
            Figure::StatementsPerRequest => "statements per request",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(resident_mib: Vec<f64>) -> PhaseReport {
        let watched = Watched { resident_mib, ..Watched::default() };
        PhaseReport::of("p", 1.0, &[], Cpu::default(), watched).expect("a phase")
    }

    #[test]
    fn growth_is_of_what_is_warm() {
        // A jump at the beginning is none; a MiB a minute is 60 an hour.
        let warmed = (0..400).map(|second| if second < 50 { f64::from(second) } else { 50.0 }).collect();
        assert!(holding(warmed).growth_mib_hour().is_some_and(|growth| growth.abs() < 1e-6));
        let leaking = (0..400).map(|second| 40.0 + f64::from(second) / 60.0).collect();
        assert!(holding(leaking).growth_mib_hour().is_some_and(|growth| (growth - 60.0).abs() < 1e-6));
        assert!(holding(vec![1.0; 30]).growth_mib_hour().is_none());
    }
}
