//! `load-tests/scale COPROS…`: what a read costs among few copros and among many, as ratios within one run.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Parser;
use load_tests::compare::{self, Compared, Way};
use load_tests::http::Error;
use load_tests::machine;
use load_tests::people;
use load_tests::seed::Plan;
use load_tests::stand::{Server, Stand, home, unlimited};

/// What is read: the portfolio, a copro, its expenses.
const READS: [&str; 3] = ["copros", "copro", "expenses"];
/// Of the processor time among the fewest copros, at most and at least.
const APART_MAX: f64 = 1.1;

/// Reads the same of databases of different sizes in turn, and compares what that costs.
#[derive(Parser)]
#[command(name = "load-tests/scale")]
struct Options {
    /// Copros of each database, the fewest first: 100 1500 15000
    #[arg(required = true, num_args = 2..)]
    copros: Vec<usize>,
    /// Rounds; the middle one counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of each read of each size in each round
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Sessions, spread over all firms
    #[arg(long, default_value_t = 32)]
    sessions: usize,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Error::from).and_then(|runtime| runtime.block_on(run(&options))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load-tests/scale: {error}");
            ExitCode::from(2)
        }
    }
}

async fn run(options: &Options) -> Result<bool, Error> {
    let seeded = seeded(&options.copros).await?;
    machine::stay_on(machine::SERVED)?;
    let stand = Stand::start(true)?;
    // Servers wait without costing anything, so all of them stand at once.
    let mut servers = BTreeMap::new();
    for (&copros, seeded) in options.copros.iter().zip(&seeded) {
        let database = stand.copy_of(seeded, copros, &format!("run_{copros}"))?;
        servers.insert(copros, (Server::start(&stand, &database, &unlimited()).await?, database));
    }
    machine::stay_on(machine::ASKING)?;
    let mut ways = Vec::new();
    for (copros, (server, database)) in &servers {
        let mut owner = stand.owner(database).await?;
        let people = people::sign_in(&mut owner, server.address, options.sessions).await?;
        for read in READS {
            let name = format!("{read} among {copros}");
            ways.push(Way::http(name, (server.address, server.family()), people.clone(), read)?);
        }
    }
    let compared =
        compare::run(&ways, stand.postgres, options.rounds, options.seconds, |round, name, slice| {
            println!(
                "{round:2}  {name:28} {:8.0} req/s  {:.3} s per 1,000",
                slice.per_second,
                slice.cpu.total()
            );
        });
    let compared = compared.await?;
    let file = home().join("reports").join("scale.json");
    std::fs::create_dir_all(home().join("reports"))?;
    std::fs::write(&file, serde_json::to_vec_pretty(&compared)?)?;
    let kept = told(&compared, &servers.keys().copied().collect::<Vec<_>>());
    println!("\n{}", file.display());
    drop(servers);
    for (copros, seeded) in options.copros.iter().zip(&seeded) {
        let name = format!("run_{copros}");
        if *seeded != name {
            stand.cluster.drop_database(&name)?;
        }
    }
    Ok(kept)
}

/// The names of the databases, filled by a server that need not be safe.
async fn seeded(sizes: &[usize]) -> Result<Vec<String>, Error> {
    let (stand, mut names) = (Stand::start(false)?, Vec::new());
    for copros in sizes {
        println!("A database of {copros} copros");
        names.push(stand.seeded(&Plan::of(*copros), |_| {}).await?.0);
    }
    stand.cluster.stop()?;
    Ok(names)
}

/// Prints the middle of all rounds, each read beside the one among the fewest copros, and whether the goal is met.
fn told(compared: &[Compared], sizes: &[usize]) -> bool {
    let find = |read: &str, copros: usize| {
        let name = format!("{read} among {copros}");
        compared.iter().find(|compared| compared.name == name).map(|found| found.middle)
    };
    println!(
        "\n{:10} {:>7} {:>9} {:>8} {:>8} {:>8} {:>7}",
        "", "copros", "req/s", "server", "database", "together", "ratio"
    );
    let mut kept = true;
    for read in READS {
        let fewest = sizes.first().and_then(|copros| find(read, *copros));
        for copros in sizes {
            let (Some(found), Some(fewest)) = (find(read, *copros), fewest) else { return false };
            let ratio = found.cpu.total() / fewest.cpu.total();
            kept &= ratio <= APART_MAX && found.failed == 0;
            println!(
                "{read:10} {copros:7} {:9.0} {:8.3} {:8.3} {:8.3} {ratio:7.3}",
                found.per_second,
                found.cpu.server,
                found.cpu.postgres,
                found.cpu.total()
            );
        }
    }
    let mark = if kept { "kept  " } else { "FAILED" };
    println!(
        "{mark} CPU of a read ≤ {APART_MAX} of that among the fewest copros, and every answer the expected one"
    );
    kept
}
