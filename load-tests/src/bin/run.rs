//! `load-tests/run SCENARIO`: everything that is needed is started, one scenario is run, a report is written.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use load_tests::http::Error;
use load_tests::journey::{self, Journey};
use load_tests::measure::{self, Told};
use load_tests::report::Report;
use load_tests::scenario::Scenario;
use load_tests::seed::{Plan, Progress};
use load_tests::stand::{Stand, home};
use load_tests::{machine, page};

/// Asks the product for a scenario's worth of work, and says what that cost.
#[derive(Parser)]
#[command(name = "load-tests/run")]
struct Options {
    /// A file of load-tests/scenarios or load-tests/journeys, without its ending; or `seed`, to fill the database and leave it at that
    scenario: String,
    /// Copros, instead of what the scenario says: 100, 1500, 15000 or 50000
    #[arg(long)]
    copros: Option<usize>,
    /// Lots of a journey, instead of what it says: 10000 or 20000
    #[arg(long)]
    size: Option<usize>,
    /// Each phase once more through Traefik with TLS
    #[arg(long)]
    tls: bool,
    /// Length of each phase, instead of what the scenario says
    #[arg(long)]
    seconds: Option<f64>,
    /// Where the report goes [default: target/load-tests/reports]
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    // One thread: it asks, and nothing else of ours wants the core.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Error::from).and_then(|runtime| runtime.block_on(run(options))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load-tests/run: {error}");
            ExitCode::from(2)
        }
    }
}

/// What is asked for.
enum Task {
    Seed,
    Load(Scenario),
    Steps(Journey),
}

impl Task {
    fn named(name: &str) -> Result<Task, Error> {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let journey = home.join("journeys").join(name).with_extension("toml");
        match name {
            "seed" => Ok(Task::Seed),
            _ if journey.exists() => Ok(Task::Steps(Journey::read(&journey)?)),
            _ => Ok(Task::Load(Scenario::read(&home.join("scenarios").join(name).with_extension("toml"))?)),
        }
    }

    fn copros(&self) -> usize {
        match self {
            Task::Load(scenario) => scenario.copros,
            Task::Steps(_) => 100,
            Task::Seed => 1_500,
        }
    }
}

async fn run(options: Options) -> Result<bool, Error> {
    let task = Task::named(&options.scenario)?;
    let copros = options.copros.unwrap_or(task.copros());
    let seeded = seeded(&Plan::of(copros)).await?;
    if matches!(task, Task::Seed) {
        return Ok(true);
    }
    machine::stay_on(machine::SERVED)?;
    let stand = Stand::start(true)?;
    say("Copying the seeded database");
    let database = stand.copy_of(&seeded, copros, "run")?;
    let dir = options.report.clone().unwrap_or_else(|| home().join("reports"));
    match task {
        Task::Seed => Ok(true),
        Task::Load(scenario) => load(&options, &stand, &database, Scenario { copros, ..scenario }, dir).await,
        Task::Steps(journey) => steps(&options, &stand, &database, &journey, &dir).await,
    }
}

async fn load(
    options: &Options,
    stand: &Stand,
    database: &str,
    mut scenario: Scenario,
    dir: PathBuf,
) -> Result<bool, Error> {
    if let Some(seconds) = options.seconds {
        scenario.shortened(seconds);
    }
    let mut watched = Watched::default();
    let told = &mut |told: Told<'_>| watched.told(&told);
    let report = measure::run(stand, database, &options.scenario, &scenario, options.tls, told).await?;
    let files = write(&report, dir)?;
    print!("{}", page::summary(&report));
    println!("\n{}\n{}", files[0].display(), files[1].display());
    Ok(report.thresholds.iter().all(|judged| judged.kept))
}

async fn steps(
    options: &Options,
    stand: &Stand,
    database: &str,
    journey: &Journey,
    dir: &Path,
) -> Result<bool, Error> {
    let size = options.size.unwrap_or(journey.size);
    let told = journey::run(stand, database, &options.scenario, &Journey { size, ..journey.clone() }).await?;
    std::fs::create_dir_all(dir)?;
    let name = format!("{}-{size}", options.scenario);
    let files = [dir.join(format!("{name}.json")), dir.join(format!("{name}.html"))];
    std::fs::write(&files[0], serde_json::to_vec_pretty(&told)?)?;
    std::fs::write(&files[1], page::journey_html(&told))?;
    println!("{}\n{}\n{}", journey::summary(&told), files[0].display(), files[1].display());
    Ok(told.limits.iter().all(|(.., kept)| *kept))
}

/// Filled by a server that need not be safe, so that it takes minutes.
async fn seeded(plan: &Plan) -> Result<String, Error> {
    let stand = Stand::start(false)?;
    let mut last = String::new();
    let (name, planted) = stand.seeded(plan, |progress| progressed(&progress, &mut last)).await?;
    if let Some(planted) = planted {
        let rate = planted.rows as f64 / planted.copying.as_secs_f64().max(0.001);
        println!(
            "\r{} copros of {} firms: a model firm in {:.1} s, {} rows copied in {:.1} s ({:.0} rows/s), statistics in {:.1} s",
            planted.copros,
            planted.firms,
            planted.model.as_secs_f64(),
            planted.rows,
            planted.copying.as_secs_f64(),
            rate,
            planted.settling.as_secs_f64(),
        );
    }
    stand.cluster.stop()?;
    Ok(name)
}

fn progressed(progress: &Progress, last: &mut String) {
    let line = match progress {
        Progress::Model { copros, of } => format!("The model firm: {copros} of {of} copros"),
        Progress::Copying { rows, of } => format!("Copying: {rows} of {of} rows"),
        Progress::Settling => "Gathering statistics".to_owned(),
    };
    if *last != line {
        overwrite(&line);
        *last = line;
    }
}

fn write(report: &Report, dir: PathBuf) -> Result<[PathBuf; 2], Error> {
    std::fs::create_dir_all(&dir)?;
    let name = format!("{}-{}", report.scenario, report.copros);
    let files = [dir.join(format!("{name}.json")), dir.join(format!("{name}.html"))];
    std::fs::write(&files[0], serde_json::to_vec_pretty(report)?)?;
    std::fs::write(&files[1], page::html(report))?;
    Ok(files)
}

/// A line for every second; on a terminal one line that changes.
#[derive(Default)]
struct Watched {
    before: u64,
}

impl Watched {
    fn told(&mut self, told: &Told<'_>) {
        match told {
            Told::Step(step) => say(step),
            Told::Second { phase, second, of, requests, cpu, resident_mib } => {
                let now = requests - self.before.min(*requests);
                self.before = if *second as f64 >= *of { 0 } else { *requests };
                overwrite(&format!(
                    "{phase} {second:3}/{of:.0} s  {now:6} req/s  CPU server {:3.0} %  database {:3.0} %  server {resident_mib:.0} MiB",
                    cpu.server * 100.0,
                    cpu.postgres * 100.0,
                ));
            }
        }
    }
}

fn say(text: &str) {
    if std::io::stdout().is_terminal() {
        println!("\r\x1b[2K{text}");
    } else {
        println!("{text}");
    }
}

fn overwrite(line: &str) {
    if std::io::stdout().is_terminal() {
        print!("\r\x1b[2K{line}");
        // Progress that cannot be shown is no reason to stop.
        let _ = std::io::stdout().flush();
    } else {
        println!("{line}");
    }
}
