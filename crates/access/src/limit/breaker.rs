//! When not to ask a service that does not answer.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Failures in a row until nobody asks any more. More than one: a lost packet is no outage.
const FAILURES_MAX: u32 = 3;
/// How long nobody asks; then one question is let through.
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug)]
enum State {
    Closed {
        failures: u32,
    },
    Open {
        until: Instant,
    },
    /// One question is under way; should it never come back, another may be asked after `until`.
    Probing {
        until: Instant,
    },
}

#[derive(Debug)]
struct Inner {
    state: State,
    /// When the service came back, if it was ever away.
    back_since: Option<Instant>,
}

/// Closed: everybody asks. Open: nobody. In between one question decides. The clock is the caller's.
#[derive(Debug)]
pub(super) struct Breaker(Mutex<Inner>);

impl Breaker {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Inner { state: State::Closed { failures: 0 }, back_since: None }))
    }

    /// Each change is a single assignment, so a panic elsewhere leaves nothing half done.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether to ask now. Who was told yes reports how it went.
    pub(super) fn may_ask(&self, now: Instant) -> bool {
        let mut inner = self.inner();
        match inner.state {
            State::Closed { .. } => true,
            State::Open { until } | State::Probing { until } if now >= until => {
                inner.state = State::Probing { until: now + PAUSE };
                true
            }
            State::Open { .. } | State::Probing { .. } => false,
        }
    }

    pub(super) fn succeeded(&self, now: Instant) {
        let mut inner = self.inner();
        match inner.state {
            State::Closed { failures: 0 } => {}
            State::Closed { .. } => inner.state = State::Closed { failures: 0 },
            State::Probing { .. } => {
                inner.state = State::Closed { failures: 0 };
                inner.back_since = Some(now);
            }
            // An answer to a question from before: the next probe will tell.
            State::Open { .. } => {}
        }
    }

    pub(super) fn failed(&self, now: Instant) {
        let mut inner = self.inner();
        inner.state = match inner.state {
            State::Closed { failures } if failures + 1 < FAILURES_MAX => {
                State::Closed { failures: failures + 1 }
            }
            State::Open { until } => State::Open { until },
            State::Closed { .. } | State::Probing { .. } => State::Open { until: now + PAUSE },
        };
    }

    pub(super) fn is_closed(&self) -> bool {
        matches!(self.inner().state, State::Closed { .. })
    }

    /// Whether the service came back less than `period` ago.
    pub(super) fn is_back_since_less_than(&self, period: Duration, now: Instant) -> bool {
        self.inner().back_since.is_some_and(|since| now.saturating_duration_since(since) < period)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(now: Instant) -> Breaker {
        let breaker = Breaker::new();
        for _ in 0..FAILURES_MAX {
            assert!(breaker.may_ask(now));
            breaker.failed(now);
        }
        breaker
    }

    #[test]
    fn a_single_failure_changes_nothing_and_a_success_forgives_it() {
        let (breaker, now) = (Breaker::new(), Instant::now());
        for _ in 0..10 {
            breaker.failed(now);
            breaker.failed(now);
            breaker.succeeded(now);
        }
        assert!(breaker.may_ask(now) && breaker.is_closed());
    }

    #[test]
    fn once_open_one_question_at_a_time_finds_out() {
        let start = Instant::now();
        let breaker = broken(start);
        assert!(!breaker.may_ask(start) && !breaker.is_closed());
        let later = start + PAUSE;
        assert!(breaker.may_ask(later), "the probe");
        assert!(!breaker.may_ask(later), "and nobody else");
        breaker.failed(later);
        assert!(!breaker.may_ask(later));
        let again = later + PAUSE;
        assert!(breaker.may_ask(again));
        breaker.succeeded(again);
        assert!(breaker.may_ask(again) && breaker.is_closed());
        assert!(breaker.is_back_since_less_than(PAUSE, again));
        assert!(!breaker.is_back_since_less_than(PAUSE, again + PAUSE));
    }

    #[test]
    fn a_probe_that_never_comes_back_does_not_keep_it_open() {
        let start = Instant::now();
        let breaker = broken(start);
        assert!(breaker.may_ask(start + PAUSE));
        assert!(breaker.may_ask(start + 2 * PAUSE));
    }

    #[test]
    fn an_answer_from_before_the_outage_closes_nothing() {
        let start = Instant::now();
        let breaker = broken(start);
        breaker.succeeded(start);
        assert!(!breaker.may_ask(start));
    }
}
