//! How long requests took lately, in one figure for whoever meters the platform.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use sketches_ddsketch::{Config, DDSketch};

use crate::app::App;

/// A request in a hundred takes longer.
const QUANTILE: f64 = 0.99;

/// Requests since they were last asked about. A sketch: as exact as one part in a hundred and never larger than a few kilobytes, however many
/// requests there are (Masson, Rim and Lee, DDSketch, VLDB 2019).
pub struct Latency(Mutex<DDSketch>);

/// What the requests of a while were like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lately {
    pub requests: u32,
    /// `None`: there was no request.
    pub p99_ms: Option<u32>,
}

impl Default for Latency {
    fn default() -> Self {
        Self(Mutex::new(fresh()))
    }
}

impl Latency {
    fn record(&self, took: Duration) {
        let mut sketch = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sketch.add(took.as_secs_f64() * 1_000.0);
    }

    /// Since it was last taken.
    pub(crate) fn take(&self) -> Lately {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sketch = std::mem::replace(&mut *shared, fresh());
        drop(shared);
        // Half a millisecond up, as figures are read; a float beyond the integers becomes the largest.
        let p99_ms = sketch.quantile(QUANTILE).ok().flatten().map(|ms| ms.round() as u32);
        Lately { requests: u32::try_from(sketch.count()).unwrap_or(u32::MAX), p99_ms }
    }
}

fn fresh() -> DDSketch {
    DDSketch::new(Config::defaults())
}

/// Times what the API answers. Files of the web application are quick and many; they would hide it.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let counted = request.uri().path().starts_with("/v1/");
    let began = Instant::now();
    let response = next.run(request).await;
    if counted {
        app.latency().record(began.elapsed());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_a_hundred_is_longer_and_taking_begins_anew() {
        let latency = Latency::default();
        for ms in 1..=1_000 {
            latency.record(Duration::from_millis(ms));
        }
        let lately = latency.take();
        assert_eq!(lately.requests, 1_000);
        let p99 = lately.p99_ms.expect("there were requests");
        assert!((980..=1_000).contains(&p99), "{p99}");
        assert_eq!(latency.take(), Lately { requests: 0, p99_ms: None });
        latency.record(Duration::MAX);
        assert_eq!(latency.take().p99_ms, Some(u32::MAX));
    }
}
