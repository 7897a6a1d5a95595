//! Load within a test, at the pace of the load tests: how long each request took and how it was answered. A closed loop has so many callers who
//! each wait for their answer; an open loop sends so many requests a second whatever comes back, and counts the time from when a request was due.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use load_tests::pace::Pace;
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// Requests of one run; a run that would send more ends early.
const REQUESTS_MAX: u32 = 1_000_000;

/// One request: when it was due after the start, how long it took, its status. No status: no answer.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    pub at: Duration,
    pub took: Duration,
    pub status: Option<u16>,
}

#[derive(Debug, Default)]
pub struct Report {
    pub shots: Vec<Shot>,
    /// Due, and never sent: all callers still waited at the end.
    pub unsent: u64,
}

/// So many callers at once, for so long.
pub async fn closed<F, R>(callers: usize, duration: Duration, ask: F) -> Report
where
    F: Fn(u64) -> R + Send + Sync + 'static,
    R: Future<Output = Option<u16>> + Send + 'static,
{
    run(callers, Pace::new(Instant::now(), duration, None), ask).await
}

/// So many requests a second for so long, never more than `under_way_max` unanswered.
pub async fn open<F, R>(per_second: f64, duration: Duration, under_way_max: usize, ask: F) -> Report
where
    F: Fn(u64) -> R + Send + Sync + 'static,
    R: Future<Output = Option<u16>> + Send + 'static,
{
    run(under_way_max, Pace::new(Instant::now(), duration, Some(per_second)), ask).await
}

async fn run<F, R>(callers: usize, pace: Pace, ask: F) -> Report
where
    F: Fn(u64) -> R + Send + Sync + 'static,
    R: Future<Output = Option<u16>> + Send + 'static,
{
    let (ask, pace) = (Arc::new(ask), Arc::new(pace));
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let (ask, pace) = (ask.clone(), pace.clone());
        tasks.spawn(async move {
            let mut shots = Vec::new();
            while let Some(turn) = pace.next().await {
                if turn.number >= REQUESTS_MAX {
                    break;
                }
                let status = ask(turn.number.into()).await;
                shots.push(Shot { at: turn.due - pace.begun(), took: turn.due.elapsed(), status });
            }
            shots
        });
    }
    let shots = tasks.join_all().await.into_iter().flatten().collect();
    Report { shots, unsent: pace.unsent() }
}

impl Report {
    /// Only what was answered between these two times.
    pub fn between(&self, from: Duration, to: Duration) -> Report {
        let shots =
            self.shots.iter().filter(|shot| (from..to).contains(&(shot.at + shot.took))).copied().collect();
        Report { shots, unsent: 0 }
    }

    pub fn merge(reports: impl IntoIterator<Item = Report>) -> Report {
        let mut all = Report::default();
        for report in reports {
            all.shots.extend(report.shots);
            all.unsent += report.unsent;
        }
        all
    }

    pub fn count(&self, status: u16) -> usize {
        self.shots.iter().filter(|shot| shot.status == Some(status)).count()
    }

    /// 5xx, and requests that got no answer at all.
    pub fn errors(&self) -> usize {
        self.shots.iter().filter(|shot| shot.status.is_none_or(|status| status >= 500)).count()
    }

    /// The time within which this share of the requests (0 to 1) was answered, in milliseconds.
    pub fn quantile_ms(&self, share: f64) -> f64 {
        let mut times: Vec<Duration> = self.shots.iter().map(|shot| shot.took).collect();
        times.sort_unstable();
        let rank = (share * times.len() as f64).ceil() as usize;
        times.get(rank.clamp(1, times.len().max(1)) - 1).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }

    /// The slowest five: seconds after the start, milliseconds, status.
    fn slowest(&self) -> Vec<String> {
        let mut shots = self.shots.clone();
        shots.sort_unstable_by_key(|shot| std::cmp::Reverse(shot.took));
        let told = |shot: &Shot| {
            let status = shot.status.map_or("none".to_owned(), |status| status.to_string());
            format!("{:.2} s: {} ms, {status}", shot.at.as_secs_f64(), shot.took.as_millis())
        };
        shots.iter().take(5).map(told).collect()
    }

    pub fn json(&self) -> Value {
        let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
        for shot in &self.shots {
            let name = shot.status.map_or("none".to_owned(), |status| status.to_string());
            *statuses.entry(name).or_default() += 1;
        }
        let ms = |share| (self.quantile_ms(share) * 10.0).round() / 10.0;
        json!({"requests": self.shots.len(), "unsent": self.unsent, "statuses": statuses, "errors": self.errors(),
               "slowest": self.slowest(), "p50_ms": ms(0.5), "p99_ms": ms(0.99), "max_ms": ms(1.0)})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_ranks() {
        let shot = |ms| Shot { at: Duration::ZERO, took: Duration::from_millis(ms), status: Some(200) };
        let report = Report { shots: (1..=100).rev().map(shot).collect(), unsent: 0 };
        assert_eq!(
            (report.quantile_ms(0.5), report.quantile_ms(0.99), report.quantile_ms(1.0)),
            (50.0, 99.0, 100.0)
        );
        assert_eq!(Report::default().quantile_ms(0.99), 0.0);
    }

    #[tokio::test]
    async fn an_open_loop_counts_from_when_a_request_was_due_and_stays_bounded() {
        let slow = |_| async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Some(200)
        };
        let report = open(200.0, Duration::from_millis(200), 4, slow).await;
        assert_eq!(report.shots.len() as u64 + report.unsent, 40);
        assert!(report.unsent > 0 && report.quantile_ms(0.5) >= 50.0, "{}", report.json());
        assert!(closed(3, Duration::from_millis(100), slow).await.shots.len() <= 9);
    }
}
