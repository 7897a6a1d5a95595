//! Threads for long computations, which the operating system runs when nothing else wants the cores.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::HashError;

/// The lowest ordinary priority. A request that wakes up takes the core from such a thread at once; where cores are idle, it has all of one.
const NICE: i32 = 19;

type Work = Box<dyn FnOnce() + Send>;

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
    // Where it is refused, hashing still works; it only competes with requests.
    let _ = give_way();
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        // What panics takes its own answer with it, not the thread.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}

/// On Linux a priority belongs to a thread.
fn give_way() -> io::Result<()> {
    rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_gives_way_and_a_panic_stops_nobody() {
        let threads = Threads::start(1).unwrap();
        let (sender, receiver) = channel();
        threads.take(Box::new(|| panic!("on purpose"))).unwrap();
        threads
            .take(Box::new(move || {
                let own = rustix::process::getpriority_process(Some(rustix::thread::gettid()));
                sender.send(own).unwrap();
            }))
            .unwrap();
        assert_eq!(receiver.recv().unwrap(), Ok(NICE));
        assert_ne!(rustix::process::getpriority_process(None), Ok(NICE), "the others keep theirs");
    }
}
