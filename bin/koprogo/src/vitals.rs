//! What a process says of itself beside what it does: which version it is, since when it runs, what it uses of the machine.

use std::time::Duration;

use metrics_process::Collector;
use tokio::time::{MissedTickBehavior, interval};

/// As often as anybody scrapes; a look reads a few files of the kernel's.
const EVERY: Duration = Duration::from_secs(5);

/// Keeps the gauges up to date until the runtime ends. Nobody reads them where there is no listener for metrics, so spawn it only there.
pub async fn tend() {
    metrics::gauge!("koprogo_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    let process = Collector::default();
    let mut due = interval(EVERY);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        due.tick().await;
        process.collect();
    }
}
