//! `koprogo`, the one executable. `koprogo --help` says what it does; each command has a file in `commands/`.

mod cli;
mod commands;
mod config;
mod desk;
mod http;
mod meter;
mod process;
mod shutdown;
mod telemetry;
mod vitals;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse().and_then(cli::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
