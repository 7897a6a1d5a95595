//! Threads for long computations, which the operating system runs when nothing else wants the cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::HashError;
use crate::rank::{Rank, give_way};

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
        // What panics takes its own answer with it, not the thread.
        let _ = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
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
