//! The state in a file, so that what a caller knows outlives the process.

use std::fs;
use std::io;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::core::Core;
use crate::state::{Kind, State};
use crate::{API_VERSION, Config};

/// Another version's objects would not be what callers expect.
#[derive(Deserialize)]
struct Kept {
    api_version: String,
    state: State,
}

#[derive(Serialize)]
struct Keeping<'a> {
    api_version: &'a str,
    state: &'a State,
}

/// What was kept, or nothing yet.
pub fn load(config: &Config) -> io::Result<Option<State>> {
    let Some(path) = &config.keep else { return Ok(None) };
    let refuse = |reason: String| {
        let message = format!("{}: {reason}; remove it to start anew", path.display());
        io::Error::new(io::ErrorKind::InvalidData, message)
    };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refuse(error.to_string())),
    };
    let kept: Kept = serde_json::from_slice(&bytes).map_err(|error| refuse(error.to_string()))?;
    if kept.api_version != API_VERSION {
        return Err(refuse(format!("it is of version {}, not {API_VERSION}", kept.api_version)));
    }
    Ok(Some(kept.state))
}

/// A state that a process before this one has left, at home in this one.
pub fn resume(mut state: State, config: Config) -> State {
    state.config = config;
    state.add_tables();
    state.keys.forget_unfinished();
    state.outbox.take_back();
    // The pages are where this process listens.
    let open =
        state.table(Kind::CheckoutSession).newest_first().filter(|session| session["status"] == "open");
    let open: Vec<String> = open.filter_map(|session| session["id"].as_str().map(str::to_owned)).collect();
    for id in open {
        let url = state.config.page_url(&id);
        state.set(Kind::CheckoutSession, &id, "url", json!(url));
    }
    state
}

/// In one piece: whoever is killed on the way leaves the file as it was before.
pub fn save(core: &Core, path: &Path) -> io::Result<()> {
    let bytes = {
        let state = core.state();
        serde_json::to_vec(&Keeping { api_version: API_VERSION, state: &state })?
    };
    let beside = path.with_extension("new");
    create(&beside)?.write_all(&bytes)?;
    fs::rename(beside, path)
}

/// Signing secrets are in it.
fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// After each change, and for at most a tenth of the time. What fails is tried again with the next change and at the end.
pub async fn keep_saving(core: Arc<Core>) {
    let Some(path) = core.state().config.keep.clone() else { return };
    loop {
        core.changed.notified().await;
        let begun = Instant::now();
        let _ = save(&core, &path);
        tokio::time::sleep(begun.elapsed() * 9).await;
    }
}
