//! `load-tests/forecast`: small sizes are measured, a large one is foretold, then seeded, measured and held against what was said.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use load_tests::compare::{self, Way};
use load_tests::growth::forecast::{self, APART_MAX, Held, Model};
use load_tests::growth::measure::{self, Measured, READS, Spent, WRITE};
use load_tests::growth::{data, page};
use load_tests::http::Error;
use load_tests::seed::Plan;
use load_tests::stand::{Server, Stand, home, unlimited};
use load_tests::{machine, people};

/// What growing takes: foretold from small sizes and held against large ones, and drawn for docs/scaling.md.
#[derive(Parser)]
#[command(name = "load-tests/forecast")]
struct Options {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Measures two small sizes, foretells a large one, seeds and measures it; exit code 1 when anything is more than 20 % away
    Hold {
        /// The sizes that are foretold from
        #[arg(long, num_args = 2, default_values_t = [100, 1500])]
        from: Vec<usize>,
        /// The size that is foretold; 15,000 takes 5 GB of disk, 50,000 takes 16 GB
        #[arg(long, default_value_t = 15_000)]
        at: usize,
        /// Rounds of what is compared by time; the middle one counts
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// Seconds of each request at each size in each round
        #[arg(long, default_value_t = 1.5)]
        seconds: f64,
        /// Makes the outcome what docs/scaling.md is drawn from
        #[arg(long)]
        keep: bool,
        /// Leaves the large database where it is, for another run
        #[arg(long)]
        leave: bool,
    },
    /// Draws docs/scaling.md's tables and pictures anew from what was kept; needs no server
    Draw {
        /// Only says whether they are current
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = match Options::parse().task {
        Task::Draw { check } => draw(check),
        Task::Hold { from, at, rounds, seconds, keep, leave } => {
            let plan = Hold { sizes: [from[0], from[1], at], rounds, seconds, keep, leave };
            runtime.map_err(Error::from).and_then(|runtime| runtime.block_on(hold(&plan)))
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load-tests/forecast: {error}");
            ExitCode::from(2)
        }
    }
}

struct Hold {
    sizes: [usize; 3],
    rounds: usize,
    seconds: f64,
    keep: bool,
    leave: bool,
}

fn draw(check: bool) -> Result<bool, Error> {
    let stale = page::draw(Path::new(env!("CARGO_MANIFEST_DIR")), check)?;
    for file in &stale {
        println!("{} {file}", if check { "stale  " } else { "written" });
    }
    if stale.is_empty() {
        println!("docs/scaling.md and its pictures are current");
    }
    Ok(!check || stale.is_empty())
}

async fn hold(plan: &Hold) -> Result<bool, Error> {
    let [small, large, target] = plan.sizes;
    if !(small < large && large < target) {
        return Err("three sizes, each larger than the last: --from 100 1500 --at 15000".into());
    }
    let mut all = Vec::new();
    let mut names = Vec::new();
    // What need not be safe is filled quickly; sizes are taken before anything was asked.
    let stand = Stand::start(false)?;
    for copros in plan.sizes {
        println!("A database of {copros} copros");
        let name = stand.seeded(&Plan::of(copros), |_| {}).await?.0;
        all.push(measure::disk(&stand, &name, copros as u64).await?);
        names.push(name);
    }
    stand.cluster.stop()?;
    machine::stay_on(machine::SERVED)?;
    let stand = Stand::start(true)?;
    let mut databases = Vec::new();
    for (name, measured) in names.iter().zip(&mut all) {
        let copros = measured.copros as usize;
        let database = stand.copy_of(name, copros, &format!("run_{copros}"))?;
        println!("Pages, bytes and memory among {copros} copros");
        measure::asked(&stand, &database, measured).await?;
        databases.push(database);
    }
    processor(&stand, plan, &databases, &mut all).await?;
    // What was asked grew it: the next run would measure that.
    for (copros, database) in plan.sizes.iter().zip(&databases) {
        if *database == format!("run_{copros}") || !plan.leave {
            stand.cluster.drop_database(database)?;
        }
    }
    let [small, large, found] = all.as_slice() else { return Err("three sizes".into()) };
    let held = forecast::held(&Model { small, large }.at(found.copros), found);
    let kept = told(&held, found.copros);
    written(plan, &all, held)?;
    Ok(kept)
}

/// Time of a processor is compared between the sizes in turns: what else the machine does falls on all of them alike.
async fn processor(
    stand: &Stand,
    plan: &Hold,
    databases: &[String],
    all: &mut [Measured],
) -> Result<(), Error> {
    let mut servers = Vec::new();
    for database in databases {
        machine::stay_on(machine::SERVED)?;
        servers.push(Server::start(stand, database, &unlimited()).await?);
    }
    machine::stay_on(machine::ASKING)?;
    let mut ways = Vec::new();
    for (copros, (server, database)) in plan.sizes.iter().zip(servers.iter().zip(databases)) {
        let mut owner = stand.owner(database).await?;
        let people = people::sign_in(&mut owner, server.address, 32).await?;
        for operation in READS.into_iter().chain([WRITE]) {
            let name = format!("{operation} among {copros}");
            ways.push(Way::http(name, (server.address, server.family()), people.clone(), operation)?);
        }
    }
    let compared = compare::run(&ways, stand.postgres, plan.rounds, plan.seconds, |round, name, slice| {
        println!("{round:2}  {name:32} {:8.0} req/s  {:.3} s per 1,000", slice.per_second, slice.cpu.total());
    });
    let found = compared.await?.into_iter().map(|one| {
        let (server, postgres) = (one.middle.cpu.server * 1_000.0, one.middle.cpu.postgres * 1_000.0);
        (one.name, Spent { server, postgres })
    });
    let found: BTreeMap<String, Spent> = found.collect();
    for measured in all {
        for operation in READS.into_iter().chain([WRITE]) {
            if let Some(us) = found.get(&format!("{operation} among {}", measured.copros)) {
                measured.cpu_us.insert(operation.to_owned(), *us);
            }
        }
    }
    Ok(())
}

fn told(held: &[Held], copros: u64) -> bool {
    println!("\n{:36} {:>12} {:>12} {:>8}", format!("Among {copros} copros"), "foretold", "found", "");
    for Held { name, unit, foretold, found, apart_percent } in held {
        println!("{name:36} {foretold:12.1} {found:12.1} {apart_percent:+7.1} %  {unit}");
    }
    let kept = forecast::is_kept(held);
    println!("{} every figure within {APART_MAX} %", if kept { "kept  " } else { "FAILED" });
    kept
}

fn written(plan: &Hold, all: &[Measured], held: Vec<Held>) -> Result<(), Error> {
    let file = if plan.keep {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(data::KEPT)
    } else {
        home().join("reports").join("forecast.json")
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let taken = data::Taken::new(all.to_vec(), held)?;
    std::fs::write(&file, format!("{}\n", serde_json::to_string_pretty(&taken)?))?;
    println!("\n{}", file.display());
    Ok(())
}
