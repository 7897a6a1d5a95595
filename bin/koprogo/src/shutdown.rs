//! Stopping in order: nobody new, those inside finish, then the lights.

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::timeout;

/// Becomes true once, when the process is asked to stop.
pub type Stop = watch::Receiver<bool>;

/// Listens to SIGINT and SIGTERM. A second one ends the process at once: whoever presses Ctrl-C twice means it.
pub fn on_signal() -> io::Result<Stop> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (asked, stop) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        asked.send_replace(true);
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        // 128 + SIGINT, as a shell would report it.
        std::process::exit(130);
    });
    Ok(stop)
}

pub async fn asked(mut stop: Stop) {
    // Nobody left to ask is as good as being asked.
    let _ = stop.wait_for(|asked| *asked).await;
}

/// Waits for `work` for as long as nobody asked to stop, and from then on at most `limit`. `None`: the limit passed.
pub async fn drain<T>(work: impl Future<Output = T>, stop: Stop, limit: Duration) -> Option<T> {
    tokio::pin!(work);
    tokio::select! {
        done = &mut work => return Some(done),
        () = asked(stop) => {}
    }
    timeout(limit, work).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn work_is_waited_for_without_end_until_asked_to_stop() {
        let (ask, stop) = watch::channel(false);
        let limit = Duration::from_secs(1);
        let long = tokio::time::sleep(Duration::from_secs(3600));
        assert!(drain(long, stop.clone(), limit).await.is_some());
        ask.send_replace(true);
        assert!(drain(std::future::pending::<()>(), stop.clone(), limit).await.is_none());
        let short = tokio::time::sleep(Duration::from_millis(500));
        assert!(drain(short, stop, limit).await.is_some());
    }
}
