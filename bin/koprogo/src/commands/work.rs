//! `koprogo work`: the jobs, without HTTP. Any number may run beside each other.

use crate::cli::Failure;
use crate::config::{self, Sources};
use crate::process::Process;
use crate::{shutdown, telemetry};

pub async fn run(sources: &Sources) -> Result<(), Failure> {
    let config = config::load(sources)?;
    config.database.url()?;
    config.auth.keys()?;
    let stop = shutdown::on_signal().map_err(Failure::stopped)?;
    let telemetry =
        telemetry::start(&config.telemetry, config.server.ops_listen).map_err(Failure::stopped)?;
    let process = Process::prepare(&config, telemetry).await?;
    let worker = process.worker(&config)?;
    tracing::info!(jobs.at_once = config.jobs.at_once, "working");
    process.run(&config, None, None, Some(worker), stop).await;
    Ok(())
}
