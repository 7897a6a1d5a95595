//! `koprogo capacity`: whether the platform must move to larger machines, and by when. Its exit code is for cron and monitoring: 0 stay, 1 move soon,
//! 2 move now, 3 nothing could be said.

use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;

use api::operator::capacity::{self, Look, Measured, RevenueBasis, Roadmap};
use billing::phase::{Profile, Style, render};
use cluster::Cluster;
use store::ops::OpsStore;
use time::OffsetDateTime;
use tokio::task::spawn_blocking;

use crate::cli::Failure;
use crate::config::{self, Sources};
use crate::desk;

/// Every other code is a verdict.
const NO_VERDICT: u8 = 3;

#[derive(clap::Args)]
#[command(
    after_help = "Exit code: 0 stay, 1 a ceiling is foreseen: prepare to move, 2 move now, 3 nothing could be said."
)]
pub struct Options {
    /// Whose ceilings count: load-tested or conservative [default: capacity.profile]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// For programs: everything that was measured and foretold, as JSON
    #[arg(long)]
    json: bool,
    /// Where `koprogo dev` keeps its database, where database.operator_url names no other
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(sources: &Sources, options: Options) -> Result<(), Failure> {
    let json = options.json;
    let printed = match look(sources, options).await {
        Ok(look) => print(&look, json).map(|()| look.advice.verdict.exit_code()),
        Err(failure) => Err(failure),
    };
    match printed {
        Ok(0) => Ok(()),
        Ok(code) => Err(Failure::Answered(code)),
        // A failure must not be read as a verdict.
        Err(failure) => {
            failure.report();
            Err(Failure::Answered(NO_VERDICT))
        }
    }
}

async fn look(sources: &Sources, options: Options) -> Result<Look, Failure> {
    let (mut database, settings) = config::load_capacity(sources)?;
    let mut roadmap = desk::roadmap(&settings);
    if let Some(name) = &options.profile {
        roadmap.profile = Profile::named(name).map_err(|error| Failure::Usage(vec![error.to_string()]))?;
    }
    let running = if database.operator_url.is_none() { Some(private(&options.data).await?) } else { None };
    if let Some(cluster) = &running {
        database.operator_url =
            Some(cluster.url("koprogo_operator", "koprogo").map_err(Failure::stopped)?.into());
    }
    let store = desk::connect(&database).await?;
    let look = measured(&store, roadmap).await;
    store.close().await;
    look
}

async fn measured(store: &OpsStore, roadmap: Roadmap) -> Result<Look, Failure> {
    let look = capacity::look(store, roadmap, OffsetDateTime::now_utc()).await.map_err(Failure::stopped)?;
    match look.answer.measured {
        Measured::Enough => Ok(look),
        Measured::Begun => Err(Failure::Stopped(
            "the machine has been measured for less than an hour; ask again when the first whole hour is over".to_owned(),
        )),
        Measured::Nothing => Err(Failure::Stopped(
            "nothing has been measured yet: `koprogo serve` and `koprogo work` measure once a minute while they run, and the first whole \
             hour of it can be judged"
                .to_owned(),
        )),
    }
}

/// The server of `koprogo dev`, to keep running while it is asked.
async fn private(data: &std::path::Path) -> Result<Cluster, Failure> {
    let dir = data.join("postgres");
    if !dir.exists() {
        return Err(Failure::Usage(vec![format!(
            "there is no database to ask: {} holds none; run bin/dev first, name its --data, or set database.operator_url",
            data.display()
        )]));
    }
    let start = move || Cluster::start(&dir, &cluster::Options::default());
    spawn_blocking(start).await.map_err(Failure::stopped)?.map_err(Failure::stopped)
}

fn print(look: &Look, json: bool) -> Result<(), Failure> {
    let text = if json {
        let text = serde_json::to_string_pretty(&look.answer).map_err(Failure::stopped)?;
        format!("{text}\n")
    } else {
        page(look, style())
    };
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Failure::stopped)
}

/// What the terminal can show.
fn style() -> Style {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style {
        width: columns.or_else(seen).unwrap_or(Style::PLAIN.width),
        colour: io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}

fn page(look: &Look, style: Style) -> String {
    let text = render(&look.advice, style);
    match look.answer.economics.revenue_basis {
        RevenueBasis::Recurring => text,
        RevenueBasis::ListPrice => {
            format!("{text}Revenue is an estimate: active copros at the list price.\n")
        }
    }
}
