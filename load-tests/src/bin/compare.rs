//! `load-tests/compare`: what each part of the product costs, as ratios within one run.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use load_tests::compare::{self, Compared, Way};
use load_tests::http::{Connection, Error};
use load_tests::machine::{self, Family};
use load_tests::people::{self, Person};
use load_tests::seed::Plan;
use load_tests::stand::{Server, Stand, home, unlimited};
use load_tests::{plain, profile};

/// Of throughput without row-level security and everything else, at least.
const PLAIN_MIN: f64 = 0.95;
/// Of what pgbench and PostgreSQL spend on the same statements, at most.
const PGBENCH_MAX: f64 = 2.0;
const READY_LIMIT: Duration = Duration::from_secs(10);

/// Answers the same question in several ways in turn, and compares what that costs.
#[derive(Parser)]
#[command(name = "load-tests/compare")]
struct Options {
    /// Copros in the database
    #[arg(long, default_value_t = 1_500)]
    copros: usize,
    /// Rounds; the middle one counts
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Seconds of each way in each round
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Afterwards, say in which functions server and database spend their time, as text and as flames (needs perf)
    #[arg(long)]
    profile: bool,
    /// Be the bare route: the address of the database comes from LOAD_PLAIN_URL
    #[arg(long, hide = true, value_name = "ADDRESS")]
    plain: Option<SocketAddr>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let outcome = match options.plain {
        Some(address) => as_the_product(address),
        None => tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::from)
            .and_then(|runtime| runtime.block_on(run(&options))),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load-tests/compare: {error}");
            ExitCode::from(2)
        }
    }
}

/// On the runtime that the product has.
fn as_the_product(address: SocketAddr) -> Result<bool, Error> {
    let url = std::env::var("LOAD_PLAIN_URL")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(plain::serve(&url, address)).map(|()| true)
}

async fn run(options: &Options) -> Result<bool, Error> {
    let stand = Stand::start(false)?;
    let (seeded, _) = stand.seeded(&Plan::of(options.copros), |_| {}).await?;
    stand.cluster.stop()?;
    machine::stay_on(machine::SERVED)?;
    let stand = Stand::start(true)?;
    let database = stand.copy_of(&seeded, options.copros, "run")?;
    let servers = Servers::start(&stand, &database).await?;
    machine::stay_on(machine::ASKING)?;
    let people = people::sign_in(&mut stand.owner(&database).await?, servers.whole.address, 32).await?;
    let ways = servers.ways(&stand, &database, &people)?;
    let compared =
        compare::run(&ways, stand.postgres, options.rounds, options.seconds, |round, name, slice| {
            println!(
                "{round:2}  {name:42} {:8.0} req/s  {:.3} s per 1,000",
                slice.per_second,
                slice.cpu.total()
            );
        });
    let compared = compared.await?;
    let kept = told(&compared);
    let file = home().join("reports").join(format!("compare-{}.json", options.copros));
    std::fs::create_dir_all(home().join("reports"))?;
    std::fs::write(&file, serde_json::to_vec_pretty(&compared)?)?;
    println!("\n{}", file.display());
    if options.profile {
        let drawn = home().join("reports").join(format!("flames-{}.svg", options.copros));
        println!("\n{}", profile::of(servers.whole.family(), &ways[1], stand.postgres, &drawn).await?);
        println!("{}", drawn.display());
    }
    Ok(kept)
}

/// Servers wait without costing anything, so all of them stand at once.
struct Servers {
    whole: Server,
    without_log: Server,
    without_metrics: Server,
    plain: Plain,
}

struct Plain {
    child: Child,
    address: SocketAddr,
}

impl Servers {
    async fn start(stand: &Stand, database: &str) -> Result<Servers, Error> {
        let with = |name: &str, value: &str| {
            let mut settings = unlimited();
            settings.insert(name.to_owned(), value.to_owned());
            settings
        };
        Ok(Servers {
            whole: Server::start(stand, database, &unlimited()).await?,
            without_log: Server::start(stand, database, &with("telemetry.log_filter", "error")).await?,
            without_metrics: Server::start(stand, database, &with("server.ops_listen", "off")).await?,
            plain: Plain::start(&stand.url("koprogo_owner", database)?).await?,
        })
    }

    fn ways(&self, stand: &Stand, database: &str, people: &[Arc<Person>]) -> Result<Vec<Way>, Error> {
        let at = |server: &Server| (server.address, server.family());
        let everybody = || people.to_vec();
        // Every second session is a browser's.
        let every_second = |first: usize| people.iter().skip(first).step_by(2).cloned().collect::<Vec<_>>();
        let plain = (self.plain.address, Family(self.plain.child.id()));
        Ok(vec![
            Way::http("plain: the query alone, no policies", plain, everybody(), "plain")?,
            Way::http("the product, whole", at(&self.whole), everybody(), "copros")?,
            Way::http("  browsers only (cookie)", at(&self.whole), every_second(0), "copros")?,
            Way::http("  programs only (access token)", at(&self.whole), every_second(1), "copros")?,
            Way::http("  without its log", at(&self.without_log), everybody(), "copros")?,
            Way::http("  without its metrics", at(&self.without_metrics), everybody(), "copros")?,
            Way::http("  who am I (no firm, no list)", at(&self.whole), everybody(), "session")?,
            Way::http("  alive? (nobody, no database)", at(&self.whole), everybody(), "alive")?,
            Way::pgbench(stand, database, people)?,
        ])
    }
}

impl Plain {
    async fn start(owner_url: &str) -> Result<Plain, Error> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--plain", &address.to_string()]).env("LOAD_PLAIN_URL", owner_url).stdin(Stdio::null());
        let plain = Plain { child: command.spawn()?, address };
        let (mut connection, deadline) = (Connection::new(address), Instant::now() + READY_LIMIT);
        loop {
            let asked =
                connection.send(hyper::Method::GET, "/health/ready", &Vec::new(), bytes::Bytes::new()).await;
            match asked {
                Ok(_) => return Ok(plain),
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Prints the middle of all rounds and whether the goals are met.
fn told(compared: &[Compared]) -> bool {
    let find =
        |word: &str| compared.iter().find(|compared| compared.name.contains(word)).map(|found| found.middle);
    let (Some(plain), Some(pgbench), Some(whole)) = (find("plain"), find("pgbench"), find("whole")) else {
        return false;
    };
    println!(
        "\n{:42} {:>9} {:>8} {:>8} {:>8} {:>9} {:>9}",
        "", "req/s", "server", "database", "together", "of plain", "of pgb."
    );
    for Compared { name, middle, .. } in compared {
        println!(
            "{name:42} {:9.0} {:8.3} {:8.3} {:8.3} {:9.2} {:9.2}",
            middle.per_second,
            middle.cpu.server,
            middle.cpu.postgres,
            middle.cpu.total(),
            middle.per_second / plain.per_second,
            middle.cpu.total() / pgbench.cpu.total()
        );
    }
    println!(
        "(req/s: the middle of all rounds; CPU seconds for a thousand; of pgb.: CPU as parts of pgbench's with its database)"
    );
    let failed: u64 = compared.iter().map(|compared| compared.middle.failed).sum();
    let goals = [
        ("throughput as parts of plain ≥ 0.95", whole.per_second / plain.per_second >= PLAIN_MIN),
        ("CPU as parts of pgbench's ≤ 2", whole.cpu.total() / pgbench.cpu.total() <= PGBENCH_MAX),
        ("every answer was the expected one", failed == 0),
    ];
    for (goal, kept) in goals {
        println!("{} {goal}", if kept { "kept  " } else { "FAILED" });
    }
    goals.iter().all(|(_, kept)| *kept)
}
