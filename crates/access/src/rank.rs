//! Threads that compute for long give way to those that answer.

/// This thread runs only where nothing else wants the processor, from now on and until it ends.
///
/// On Linux as `SCHED_IDLE` and not as a high `nice`: a processor that is busy with such a thread counts as free when a request wakes up, and the
/// request takes it at once. The price: on a machine that is full of requests, this thread hardly advances. Where it is refused, or on
/// another system, the work is done all the same and competes with requests.
#[cfg(target_os = "linux")]
pub fn give_way() {
    use thread_priority::{
        NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy,
        thread_native_id,
    };
    let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
    if let Err(error) = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle) {
        tracing::debug!(error = ?error, "a thread for long computations keeps its rank");
    }
}

#[cfg(not(target_os = "linux"))]
pub fn give_way() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use thread_priority::{NormalThreadSchedulePolicy, ThreadSchedulePolicy, thread_schedule_policy};

    #[test]
    fn a_thread_steps_back_and_the_others_stay() {
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        let own = std::thread::spawn(|| {
            super::give_way();
            thread_schedule_policy().unwrap()
        });
        assert_eq!(own.join().unwrap(), idle);
        assert_ne!(thread_schedule_policy().unwrap(), idle);
    }
}
