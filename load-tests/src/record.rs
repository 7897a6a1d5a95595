//! What was answered, when, and after how long.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;

use crate::http::Error;

/// Longer is counted as this; the connection gives up earlier.
const LONGEST_US: u64 = 120_000_000;

pub fn histogram() -> Result<Histogram<u64>, Error> {
    Ok(Histogram::new_with_bounds(1, LONGEST_US, 3)?)
}

/// One operation of one load.
#[derive(Clone)]
pub struct Tally {
    pub latency: Histogram<u64>,
    pub successes: u64,
    /// By status; 0: no answer.
    pub statuses: BTreeMap<u16, u64>,
}

/// A second of one load.
#[derive(Clone)]
pub struct Second {
    pub requests: u64,
    pub latency: Histogram<u64>,
}

/// One load of one phase.
pub struct Record {
    pub name: String,
    pub operations: Vec<(String, Tally)>,
    pub seconds: Vec<Second>,
    /// Requests that were due and had not been sent when the phase ended.
    pub unsent: u64,
}

impl Record {
    pub fn new(name: &str, operations: impl Iterator<Item = String>, seconds: f64) -> Result<Record, Error> {
        let tally = || -> Result<Tally, Error> {
            Ok(Tally { latency: histogram()?, successes: 0, statuses: BTreeMap::new() })
        };
        let operations = operations.map(|name| Ok((name, tally()?))).collect::<Result<_, Error>>()?;
        // Coarser: hundreds of them lie beside each other, and a plot shows no third digit.
        let second = Second { requests: 0, latency: Histogram::new_with_bounds(1, LONGEST_US, 2)? };
        let seconds = vec![second; (seconds.ceil() as usize).max(1)];
        Ok(Record { name: name.to_owned(), operations, seconds, unsent: 0 })
    }

    /// `at`: when it was answered, since the phase began.
    pub fn answered(&mut self, operation: usize, status: u16, success: bool, took: Duration, at: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(LONGEST_US);
        if let Some((_, tally)) = self.operations.get_mut(operation) {
            tally.latency.saturating_record(micros.max(1));
            tally.successes += u64::from(success);
            *tally.statuses.entry(status).or_default() += 1;
        }
        // What is answered after the end belongs to no second that was whole.
        if let Some(second) = self.seconds.get_mut(at.as_secs() as usize) {
            second.requests += 1;
            second.latency.saturating_record(micros.max(1));
        }
    }

    pub fn latency(&self) -> Result<Histogram<u64>, Error> {
        let mut all = histogram()?;
        for (_, tally) in &self.operations {
            all.add(&tally.latency)?;
        }
        Ok(all)
    }

    pub fn requests(&self) -> u64 {
        self.operations.iter().map(|(_, tally)| tally.latency.len()).sum()
    }

    pub fn successes(&self) -> u64 {
        self.operations.iter().map(|(_, tally)| tally.successes).sum()
    }
}

pub fn ms(latency: &Histogram<u64>, share: f64) -> f64 {
    latency.value_at_quantile(share) as f64 / 1_000.0
}
