//! `koprogo serve`: the HTTP surface, without jobs.

use crate::cli::Failure;
use crate::config::{self, Sources, variable};
use crate::desk::Desk;
use crate::process::{self, Ahead, Process};
use crate::{shutdown, telemetry};

pub async fn run(sources: &Sources) -> Result<(), Failure> {
    let config = config::load(sources)?;
    config.database.url()?;
    config.auth.keys()?;
    let ahead = Ahead::begin();
    let stop = shutdown::on_signal().map_err(Failure::stopped)?;
    let listener = process::listen(config.server.listen, &variable("server.listen")).await?;
    let telemetry =
        telemetry::start(&config.telemetry, config.server.ops_listen).map_err(Failure::stopped)?;
    let process = Process::prepare(&config, telemetry).await?;
    let app = process.app(&config, ahead, None).await?;
    let desk = Desk::open(&config, &process.clock).await?;
    tracing::info!(server.address = %config.server.listen, "serving");
    process.run(&config, Some((listener, app)), desk, None, stop).await;
    Ok(())
}
