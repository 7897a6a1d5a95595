//! Threads for long computations, which the operating system runs when nothing else wants the cores.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::HashError;
use crate::rank::{Rank, give_way};

/// Whoever has waited so long is served although the machine has other things to do: a sign-in gets slower on a full machine, and still
/// comes to an end.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the working memory of a thread outlives its last hash.
const KEEP: Duration = Duration::from_secs(5);

/// The working memory of a thread. It is kept from one hash to the next: giving 19 MiB back to the system and taking them again would
/// lock the address space of the whole program some hundred times a second, and requests wait for that lock. When nobody has signed in for a
/// while it is given back.
pub type Memory = Vec<argon2::Block>;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// What a thread does next.
enum Turn {
    Work(Work),
    /// There was nothing to do for a while.
    Rest,
    Over,
}

/// As many threads as may compute at the same time, and one for what they leave waiting. They end when this is dropped.
pub struct Threads(Arc<Queue>);

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    /// Oldest first, each with the moment it came.
    work: VecDeque<(Instant, Work)>,
    closed: bool,
}

impl Threads {
    pub fn start(count: usize) -> Result<Self, HashError> {
        let threads = Self(Arc::new(Queue::default()));
        for number in 1..=count {
            threads.spawn(format!("password-{number}"), Rank::Last, Duration::ZERO)?;
        }
        threads.spawn("password-late".to_owned(), Rank::Heavy, PATIENCE)?;
        Ok(threads)
    }

    /// A thread that does what has waited for `patience`.
    fn spawn(&self, name: String, rank: Rank, patience: Duration) -> Result<(), HashError> {
        let queue = self.0.clone();
        let run = move || {
            give_way(rank);
            let mut memory = Memory::new();
            loop {
                let keep = (!memory.is_empty()).then_some(KEEP);
                match queue.next(patience, keep) {
                    // What panics takes its own answer with it, not the thread.
                    Turn::Work(work) => drop(catch_unwind(AssertUnwindSafe(|| work(&mut memory)))),
                    Turn::Rest => memory = Memory::new(),
                    Turn::Over => break,
                }
            }
        };
        std::thread::Builder::new().name(name).spawn(run).map_err(HashError::Threads)?;
        Ok(())
    }

    /// Queues work. How much may be queued is for the caller to bound.
    pub fn take(&self, work: Work) {
        self.0.lock().work.push_back((Instant::now(), work));
        self.0.changed.notify_all();
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.changed.notify_all();
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The oldest work as soon as it has waited for `patience`, a rest when there was none within `keep`.
    fn next(&self, patience: Duration, keep: Option<Duration>) -> Turn {
        let since = Instant::now();
        let mut waiting = self.lock();
        loop {
            let due = waiting.work.front().map(|(came, _)| patience.saturating_sub(came.elapsed()));
            if due == Some(Duration::ZERO)
                && let Some((_, work)) = waiting.work.pop_front()
            {
                return Turn::Work(work);
            }
            if due.is_none() && waiting.closed {
                return Turn::Over;
            }
            let rest = keep.map(|keep| keep.saturating_sub(since.elapsed()));
            if rest == Some(Duration::ZERO) {
                return Turn::Rest;
            }
            waiting = match due.into_iter().chain(rest).min() {
                Some(left) => {
                    self.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_panics_stops_nobody() {
        let threads = Threads::start(1).unwrap();
        let (sender, receiver) = channel();
        threads.take(Box::new(|_| panic!("on purpose")));
        threads.take(Box::new(move |_| sender.send(5).unwrap()));
        assert_eq!(receiver.recv().unwrap(), 5);
    }

    #[test]
    fn memory_is_kept_for_a_while_and_then_given_back() {
        let queue = Queue::default();
        assert!(matches!(queue.next(Duration::ZERO, Some(Duration::from_millis(1))), Turn::Rest));
        queue.lock().work.push_back((Instant::now(), Box::new(|_| ())));
        assert!(
            matches!(queue.next(Duration::ZERO, Some(Duration::ZERO)), Turn::Work(_)),
            "work comes first"
        );
        queue.lock().closed = true;
        assert!(matches!(queue.next(Duration::ZERO, Some(Duration::ZERO)), Turn::Over));
    }

    #[test]
    fn what_waits_for_too_long_is_done_by_another() {
        let threads = Threads::start(1).unwrap();
        let ((release, held), (sender, receiver)) = (channel::<()>(), channel());
        let other = sender.clone();
        threads.take(Box::new(move |_| {
            let _ = held.recv();
            other.send("the one before").unwrap();
        }));
        threads.take(Box::new(move |_| sender.send("the late one").unwrap()));
        assert_eq!(receiver.recv().unwrap(), "the late one");
        release.send(()).unwrap();
        assert_eq!(receiver.recv().unwrap(), "the one before");
    }
}
