//! The command line, and how a failure leaves through it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::commands;
use crate::config::{Faults, Sources};

/// KoproGo: the work of a syndic of co-owned buildings, in one executable.
#[derive(Parser)]
#[command(name = "koprogo", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "Settings come from the file, then from variables such as KOPROGO_SERVER__LISTEN;\n\
                        `koprogo check-config` lists them all with their meaning.")]
pub struct Cli {
    /// Settings file (TOML)
    #[arg(long, global = true, value_name = "FILE", env = "KOPROGO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything on this machine: private database, demo firm, application, jobs
    Dev(commands::dev::Options),
    /// Answer HTTP requests
    Serve,
    /// Carry out queued jobs: mail, documents, imports
    Work,
    /// Bring the database schema up to date, as its owner
    Migrate,
    /// Print the description of the HTTP API (OpenAPI, JSON)
    Openapi {
        /// That of the operators' listener
        #[arg(long)]
        operator: bool,
    },
    /// Add, list and disable the platform's operators
    #[command(subcommand)]
    Operator(commands::operator::Action),
    /// Audit a database: policies, keys, rights, roles and functions
    Doctor(commands::doctor::Options),
    /// Say whether the platform must move to larger machines, and by when
    Capacity(commands::capacity::Options),
    /// The audit log: verify it
    #[command(subcommand)]
    Audit(commands::audit::Command),
    /// The archive of invoices: verify it, take it out
    #[command(subcommand)]
    Invoices(commands::invoices::Command),
    /// Sums of everything a database holds, and comparing it with others
    Checksums(commands::checksums::Options),
    /// One copro alone: export it, wipe it, restore it
    #[command(subcommand)]
    Tenant(commands::tenant::Command),
    /// Show every setting with its value and origin, and every fault
    CheckConfig,
    /// Ask the process running beside, with the same settings, whether it is well; for the health check of a container
    Health(commands::health::Options),
}

/// Why the program ends without having done what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// Help or version: not a failure at all, but clap hands it over as one.
    Shown(clap::Error),
    /// The command or the settings are wrong: nothing was begun.
    Usage(Vec<String>),
    /// Something went wrong on the way.
    Stopped(String),
    /// The sentences were printed already.
    Reported,
    /// Likewise, and the code says more than that it failed.
    Answered(u8),
}

impl Failure {
    pub fn stopped(error: impl std::fmt::Display) -> Self {
        Self::Stopped(error.to_string())
    }

    pub fn report(self) -> ExitCode {
        match self {
            Self::Shown(help) => {
                // Nobody is left to tell when the terminal is gone.
                let _ = help.print();
                ExitCode::from(u8::from(help.use_stderr()) * 2)
            }
            Self::Usage(sentences) => {
                for sentence in sentences {
                    eprintln!("koprogo: {sentence}");
                }
                ExitCode::from(2)
            }
            Self::Stopped(sentence) => {
                eprintln!("koprogo: {sentence}");
                ExitCode::FAILURE
            }
            Self::Reported => ExitCode::FAILURE,
            Self::Answered(code) => ExitCode::from(code),
        }
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::Usage(faults.0)
    }
}

pub fn parse() -> Result<Cli, Failure> {
    Cli::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Failure::Shown(error),
        _ => Failure::Usage(vec![sentence(&error.to_string())]),
    })
}

/// clap's paragraphs as one sentence: what is wrong, its advice if it has one, and where to read on.
fn sentence(paragraphs: &str) -> String {
    let lines = || paragraphs.lines().map(str::trim).filter(|line| !line.is_empty());
    let wrong = lines().next().unwrap_or_default().trim_start_matches("error: ");
    let advice = lines().find_map(|line| line.strip_prefix("tip: ")).map(|tip| format!("; {tip}"));
    format!("{wrong}{} (see koprogo --help)", advice.unwrap_or_default())
}

pub fn run(cli: Cli) -> Result<(), Failure> {
    let sources = Sources::from_process(cli.config);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::stopped)?;
    match cli.command {
        Command::Dev(options) => runtime.block_on(commands::dev::run(sources, options)),
        Command::Serve => runtime.block_on(commands::serve::run(&sources)),
        Command::Work => runtime.block_on(commands::work::run(&sources)),
        Command::Migrate => runtime.block_on(commands::migrate::run(&sources)),
        Command::Openapi { operator } => commands::openapi::run(operator),
        Command::Operator(action) => runtime.block_on(commands::operator::run(&sources, action)),
        Command::Doctor(options) => runtime.block_on(commands::doctor::run(&sources, options)),
        Command::Capacity(options) => runtime.block_on(commands::capacity::run(&sources, options)),
        Command::Audit(command) => runtime.block_on(commands::audit::run(sources, command)),
        Command::Invoices(command) => runtime.block_on(commands::invoices::run(sources, command)),
        Command::Checksums(options) => runtime.block_on(commands::checksums::run(sources, options)),
        Command::Tenant(command) => runtime.block_on(commands::tenant::run(sources, command)),
        Command::CheckConfig => commands::check_config::run(&sources),
        Command::Health(options) => runtime.block_on(commands::health::run(&sources, options)),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn refusal(arguments: &[&str]) -> String {
        let all = ["koprogo"].iter().chain(arguments);
        Cli::try_parse_from(all).err().map(|error| sentence(&error.to_string())).expect("refused")
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_word_gets_one_sentence_with_the_remedy() {
        assert_eq!(
            refusal(&["migrat"]),
            "unrecognized subcommand 'migrat'; a similar subcommand exists: 'migrate' (see koprogo --help)"
        );
        assert_eq!(refusal(&["dance"]), "unrecognized subcommand 'dance' (see koprogo --help)");
        assert_eq!(refusal(&["serve", "now"]), "unexpected argument 'now' found (see koprogo --help)");
    }
}
