//! When the next request is sent: as soon as the one before was answered (closed), or when it is due (open), answered or not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The timer wakes on whole milliseconds; the rest is waited for awake.
const TIMER: Duration = Duration::from_millis(2);

/// One load from its beginning to its end, for all of its callers.
pub struct Pace {
    begun: Instant,
    length: Duration,
    /// Time from one request to the next.
    every: Option<Duration>,
    /// Requests that were taken so far.
    taken: AtomicU32,
    /// Waits to the microsecond, at the price of a core.
    exact: bool,
}

/// A request that is to be sent now: which one it is, and when it was due.
pub struct Turn {
    pub number: u32,
    pub due: Instant,
}

impl Pace {
    /// `rate`: requests a second; without it, closed.
    pub fn new(begun: Instant, length: Duration, rate: Option<f64>) -> Pace {
        let every = rate.map(|rate| Duration::from_secs_f64(1.0 / rate));
        Pace { begun, length, every, taken: AtomicU32::new(0), exact: false }
    }

    /// For whoever has a core of their own.
    pub fn exact(self) -> Pace {
        Pace { exact: true, ..self }
    }

    pub fn begun(&self) -> Instant {
        self.begun
    }

    /// Waits for the next request; `None` at the end.
    pub async fn next(&self) -> Option<Turn> {
        if self.begun.elapsed() >= self.length {
            return None;
        }
        let Some(every) = self.every else {
            let number = self.taken.fetch_add(1, Ordering::Relaxed);
            return Some(Turn { number, due: Instant::now() });
        };
        let in_time = |number: u32| (every * number < self.length).then_some(number + 1);
        let number = self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, in_time).ok()?;
        let due = self.begun + every * number;
        let awake = if self.exact { TIMER } else { Duration::ZERO };
        if let Some(early) = due.checked_duration_since(Instant::now() + awake) {
            tokio::time::sleep(early).await;
        }
        while Instant::now() < due {
            tokio::task::yield_now().await;
        }
        Some(Turn { number, due })
    }

    /// Requests that were due and that nobody was free to send.
    pub fn unsent(&self) -> u64 {
        let due =
            self.every.map_or(0, |every| (self.length.as_secs_f64() / every.as_secs_f64()).ceil() as u64);
        due.saturating_sub(u64::from(self.taken.load(Ordering::Relaxed)))
    }
}
