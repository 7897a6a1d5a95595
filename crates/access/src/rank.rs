//! Threads that compute for long give way to those that answer.

/// How far a thread steps back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Below requests: documents, spreadsheets.
    Heavy,
    /// Only when nothing else wants the core, and off it at once when something does. On a machine that is full of requests such a thread hardly
    /// advances: whoever queues work for it sees to what has waited for too long.
    Last,
}

impl Rank {
    /// What `nice` calls it. Being nice alone is not enough for the last: a thread that has just woken up keeps the core for the
    /// rest of its slice, some milliseconds, however nice it is.
    const fn niceness(self) -> i32 {
        match self {
            Rank::Heavy => 10,
            Rank::Last => 19,
        }
    }
}

/// This thread, and those it starts, have this rank until they end. On Linux a rank belongs to a thread; elsewhere it would be that of the whole
/// program, so nothing changes there. Where it is refused the work is done all the same and competes with requests.
pub fn give_way(rank: Rank) {
    #[cfg(target_os = "linux")]
    linux::give_way(rank);
    #[cfg(not(target_os = "linux"))]
    let _ = rank;
}

#[cfg(target_os = "linux")]
mod linux {
    use thread_priority::unix::{set_thread_priority_and_policy, thread_native_id};
    use thread_priority::{NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy};

    use super::Rank;

    pub fn give_way(rank: Rank) {
        if rank == Rank::Last {
            let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
            if let Err(error) = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle)
            {
                tracing::debug!(error = ?error, "a thread for long computations is not idle");
            }
        }
        let thread = Some(rustix::thread::gettid());
        if let Err(error) = rustix::process::setpriority_process(thread, rank.niceness()) {
            tracing::debug!(error = %error, "a thread for long computations keeps its rank");
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use thread_priority::unix::{thread_native_id, thread_schedule_policy_param};
    use thread_priority::{NormalThreadSchedulePolicy, ThreadSchedulePolicy};

    use super::*;

    fn rank_of_this_thread() -> (ThreadSchedulePolicy, i32) {
        let (policy, _) = thread_schedule_policy_param(thread_native_id()).unwrap();
        (policy, rustix::process::getpriority_process(Some(rustix::thread::gettid())).unwrap())
    }

    #[test]
    fn a_thread_steps_back_and_the_others_stay() {
        let before = rank_of_this_thread();
        let own = |rank| {
            std::thread::spawn(move || {
                give_way(rank);
                rank_of_this_thread()
            })
        };
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        assert_eq!(own(Rank::Last).join().unwrap(), (idle, 19));
        assert_eq!(own(Rank::Heavy).join().unwrap(), (before.0, 10));
        assert_eq!(rank_of_this_thread(), before);
    }
}
