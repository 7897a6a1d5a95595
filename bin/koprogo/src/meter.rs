//! Once a minute every process tells the database how its machine is: what advice about growing rests on.

use std::path::PathBuf;
use std::time::Duration;

use api::App;
use billing::phase::{Load, Usage};
use store::ops::capacity::Minute;
use store::{Store, WorkerScope};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::{MissedTickBehavior, interval};
use worker::machine::sampler::{self, Sampler, Seen};

use crate::config::{Config, Files};
use crate::shutdown::{self, Stop};

const EVERY: Duration = Duration::from_secs(60);

/// Who tells, and of which disks.
pub struct Told {
    name: String,
    disks: Vec<PathBuf>,
}

impl Told {
    /// A machine may run both commands: each tells for itself.
    pub fn of(config: &Config, command: &str) -> Self {
        let disks = match (&config.files, config.capacity.disks.as_slice()) {
            (Files::Dir(dir), []) => vec![dir.clone()],
            (Files::S3(_), []) => vec!["/".into()],
            (_, disks) => disks.to_vec(),
        };
        Self { name: format!("{}/{command}", sampler::host()), disks }
    }
}

/// Tells at once, then every minute, until asked to stop. A minute that cannot be told is lost: the next one comes.
pub async fn run(store: Store, told: Told, app: Option<App>, stop: Stop) {
    let metering = async {
        let mut sampler = Sampler::new(told.disks);
        let mut due = interval(EVERY);
        due.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut trouble = String::new();
        loop {
            due.tick().await;
            let seen;
            match look(sampler).await {
                Ok(looked) => (sampler, seen) = looked,
                Err(error) => {
                    tracing::error!(error = %error, "the machine is not measured any more");
                    return;
                }
            }
            mention(&seen, &mut trouble);
            if let Err(error) = note(&store, &told.name, minute(&seen, app.as_ref())).await {
                tracing::warn!(error = %error, "how the machine is was not kept");
            }
        }
    };
    tokio::select! {
        () = metering => {}
        () = shutdown::asked(stop) => {}
    }
}

/// A disk that hangs must not hold up whoever answers requests.
async fn look(mut sampler: Sampler) -> Result<(Sampler, Seen), JoinError> {
    spawn_blocking(move || {
        let seen = sampler.look();
        (sampler, seen)
    })
    .await
}

/// Says what cannot be measured when it changes, not every minute.
fn mention(seen: &Seen, before: &mut String) {
    let now = seen.troubles.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    if now != *before && !now.is_empty() {
        tracing::warn!(trouble = now, "the machine is measured in part");
    }
    *before = now;
}

fn minute(seen: &Seen, app: Option<&App>) -> Minute {
    let lately = app.map(App::take_lately);
    let pair = |usage: Usage| (usage.used, usage.total);
    Minute {
        memory: seen.memory.map(pair),
        load: seen.load.map(|Load { one_minute_milli, vcpus }| (one_minute_milli, vcpus)),
        disk: seen.disk.map(pair),
        p99_ms: lately.and_then(|lately| lately.p99_ms),
        requests: lately.map_or(0, |lately| lately.requests),
    }
}

async fn note(store: &Store, name: &str, minute: Minute) -> store::Result<()> {
    let mut tx = store.begin(&WorkerScope, "capacity.note").await?;
    tx.capacity_note(name, &minute).await?;
    tx.commit().await
}
