//! Threads for long computations, which the operating system runs when nothing else wants the cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use super::HashError;
use crate::rank::{Rank, give_way};

/// In the long run a thread computes one part in so many of the time. Giving way is not enough: a core that hashes leaves the others one less to
/// spread over and sweeps their caches, and each sign-in asks the database besides.
const SHARE: u32 = 4;
/// Computing saved up while nobody signed in: so many seconds of hashes are done without rest, which is everybody of an office in the morning.
const SAVED_MAX: Duration = Duration::from_millis(500);
/// Whatever the clocks say: the queue moves on.
const REST_MAX: Duration = Duration::from_millis(500);

/// The working memory of a thread. It is kept from one hash to the next: giving 19 MiB back to the system and taking them again would
/// lock the address space of the whole program some hundred times a second, and requests wait for that lock.
pub type Memory = Vec<argon2::Block>;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// As many threads as may compute at the same time. They end when this is dropped.
pub struct Threads(Mutex<Sender<Work>>);

impl Threads {
    pub fn start(count: usize) -> Result<Self, HashError> {
        let (sender, receiver) = channel();
        let receiver = Arc::new(Mutex::new(receiver));
        for number in 1..=count {
            let receiver = receiver.clone();
            std::thread::Builder::new()
                .name(format!("password-{number}"))
                .spawn(move || run(&receiver))
                .map_err(HashError::Threads)?;
        }
        Ok(Self(Mutex::new(sender)))
    }

    /// Queues work. How much may be queued is for the caller to bound.
    pub fn take(&self, work: Work) -> Result<(), HashError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).send(work).map_err(|_| HashError::Stopped)
    }
}

fn run(receiver: &Mutex<Receiver<Work>>) {
    give_way(Rank::Last);
    let (mut memory, mut budget) = (Memory::new(), Budget::new(Instant::now()));
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        let before = computed();
        // What panics takes its own answer with it, not the thread.
        let _ = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
        let rest = budget.rest_after(Instant::now(), computed().saturating_sub(before));
        if !rest.is_zero() {
            std::thread::sleep(rest);
        }
    }
}

/// What this thread has computed so far. Not the time that passed: where the machine is full of requests, it has given way already.
fn computed() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// How much a thread may compute before it rests.
struct Budget {
    saved: Duration,
    earned_until: Instant,
}

impl Budget {
    fn new(now: Instant) -> Self {
        Self { saved: SAVED_MAX, earned_until: now }
    }

    /// Takes off what was computed, and says how long it takes to earn what was missing.
    fn rest_after(&mut self, now: Instant, computed: Duration) -> Duration {
        let earned = now.saturating_duration_since(self.earned_until) / SHARE;
        let saved = (self.saved + earned).min(SAVED_MAX);
        let rest = (computed.saturating_sub(saved) * SHARE).min(REST_MAX);
        self.saved = saved.saturating_sub(computed);
        self.earned_until = now + rest;
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_free_and_a_storm_has_its_share() {
        let (mut now, hash) = (Instant::now(), Duration::from_millis(10));
        let mut budget = Budget::new(now);
        let mut hashes = |budget: &mut Budget, lasting: Duration| {
            let (until, mut done, mut rested) = (now + lasting, 0, 0);
            while now < until {
                now += hash;
                let rest = budget.rest_after(now, hash);
                now += rest;
                (done, rested) = (done + 1, rested + u32::from(!rest.is_zero()));
            }
            (done, rested)
        };
        assert_eq!(hashes(&mut budget, Duration::from_millis(500)), (50, 0));
        let (done, _) = hashes(&mut budget, Duration::from_secs(100));
        assert!((2_400..=2_600).contains(&done), "{done} hashes of 10 ms in 100 s");
    }

    #[test]
    fn what_was_missing_is_earned_once_and_no_more_than_the_most_is_saved() {
        let (now, second) = (Instant::now(), Duration::from_secs(1));
        let mut budget = Budget::new(now);
        assert_eq!(budget.rest_after(now, SAVED_MAX + second / 10), second * 4 / 10);
        assert_eq!(budget.rest_after(now + second * 4 / 10, second / 100), second * 4 / 100);
        let later = now + second * 3_600;
        assert_eq!(budget.rest_after(later, SAVED_MAX), Duration::ZERO);
        assert_eq!(budget.rest_after(later, second * 3_600), REST_MAX, "whatever the clocks say");
    }

    #[test]
    fn what_panics_stops_nobody() {
        let threads = Threads::start(1).unwrap();
        let (sender, receiver) = channel();
        threads.take(Box::new(|_| panic!("on purpose"))).unwrap();
        threads.take(Box::new(move |_| sender.send(5).unwrap())).unwrap();
        assert_eq!(receiver.recv().unwrap(), 5);
    }
}
