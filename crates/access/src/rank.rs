//! Threads that compute for long give way to those that answer.

/// How far a thread steps back: its `nice`. Never all the way (`SCHED_IDLE`): on a machine that is full of requests such a thread would not
/// advance at all, and its place in the queue with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Below requests: documents, spreadsheets.
    Heavy = 10,
    /// Below everything else: password hashes, which strangers may ask for.
    Last = 19,
}

/// This thread, and those it starts, have this rank until they end. On Linux a rank belongs to a thread; elsewhere it would be that of the whole
/// program, so nothing changes there. Where it is refused the work is done all the same and competes with requests.
pub fn give_way(rank: Rank) {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), rank as i32) {
        tracing::debug!(error = %error, "a thread for long computations keeps its rank");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = rank;
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_steps_back_and_the_others_stay() {
        let own = std::thread::spawn(|| {
            give_way(Rank::Last);
            rustix::process::getpriority_process(Some(rustix::thread::gettid()))
        });
        assert_eq!(own.join().unwrap(), Ok(Rank::Last as i32));
        assert_ne!(rustix::process::getpriority_process(None), Ok(Rank::Last as i32));
    }
}
