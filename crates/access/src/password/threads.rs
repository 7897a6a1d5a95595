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

/// The working memory of a thread. It is kept from one hash to the next: giving 19 MiB back to the system and taking them again would
/// lock the address space of the whole program some hundred times a second, and requests wait for that lock.
pub type Memory = Vec<argon2::Block>;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

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
            while let Some(work) = queue.next(patience) {
                // What panics takes its own answer with it, not the thread.
                let _ = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
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

    /// The oldest work as soon as it has waited for `patience`; nothing when there will be no more.
    fn next(&self, patience: Duration) -> Option<Work> {
        let mut waiting = self.lock();
        loop {
            let due = waiting.work.front().map(|(since, _)| patience.saturating_sub(since.elapsed()));
            waiting = match due {
                Some(Duration::ZERO) => return waiting.work.pop_front().map(|(_, work)| work),
                Some(left) => {
                    self.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0
                }
                None if waiting.closed => return None,
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
