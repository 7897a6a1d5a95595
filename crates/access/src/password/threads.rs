//! Threads for long computations, which the operating system runs when nothing else wants the cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::HashError;
use crate::rank::{Rank, give_way};

/// A machine that is full of requests computes slowly; waiting in proportion would help nobody.
const REST_MAX: Duration = Duration::from_millis(100);

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
    let mut memory = Memory::new();
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        let begun = Instant::now();
        // What panics takes its own answer with it, not the thread.
        let _ = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
        // In a storm three quarters of the time belong to the others: a hash sweeps the caches that their requests live on, and each sign-in asks
        // the database besides. Who signs in on their own has had the answer by now.
        std::thread::sleep((begun.elapsed() * 3).min(REST_MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_stops_nobody() {
        let threads = Threads::start(1).unwrap();
        let (sender, receiver) = channel();
        threads.take(Box::new(|_| panic!("on purpose"))).unwrap();
        threads.take(Box::new(move |_| sender.send(5).unwrap())).unwrap();
        assert_eq!(receiver.recv().unwrap(), 5);
    }
}
