//! One page of copros, answered in several ways in turn within one run, so that whatever else the machine does falls on all of them alike:
//! the whole product, the product with a part switched off, a route with nothing but the query, and PostgreSQL's own client.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use crate::http::Error;
use crate::load::{self, Crowd};
use crate::machine::{self, Family};
use crate::operations::Operations;
use crate::people::Person;
use crate::report::Cpu;
use crate::scenario::{Load, Phase, Who};
use crate::stand::{Stand, home};

const CONNECTIONS: usize = 32;
/// Connections of pgbench: on one core more of them only wait.
const CLIENTS: &str = "8";
const PLAIN: &str = "[plain]\nmethod = 'GET'\npath = '/plain/{firm}/copros?limit=20'\nexpect = [200]\nanonymous = true\n\
                     [alive]\nmethod = 'GET'\npath = '/health/live'\nexpect = [200]\nanonymous = true\n";

/// A way of answering.
pub struct Way {
    pub name: String,
    pub kind: Kind,
}

pub enum Kind {
    /// This server, asked for this operation by these people.
    Http {
        server: Family,
        crowd: Crowd,
        operation: &'static str,
    },
    Pgbench {
        scripts: Vec<PathBuf>,
        program: PathBuf,
        environment: BTreeMap<&'static str, String>,
    },
}

/// One way in one round.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Slice {
    pub per_second: f64,
    /// Seconds for a thousand requests; pgbench's own time stands where the server's does.
    pub cpu: Cpu,
    pub failed: u64,
}

/// The middle of all rounds.
#[derive(Debug, Serialize)]
pub struct Compared {
    pub name: String,
    pub middle: Slice,
    pub rounds: Vec<Slice>,
}

impl Way {
    pub fn http(
        name: impl Into<String>,
        (address, server): (SocketAddr, Family),
        people: Vec<Arc<Person>>,
        operation: &'static str,
    ) -> Result<Way, Error> {
        let written = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("operations.toml"))?;
        let operations = Operations::parse(&format!("{written}\n{PLAIN}"))?;
        let crowd = Crowd { server: address.into(), people, operations, numbers: Rc::new(Cell::new(1)) };
        Ok(Way { name: name.into(), kind: Kind::Http { server, crowd, operation } })
    }

    /// The statements of `compare.sql`, for the firms of these people.
    pub fn pgbench(stand: &Stand, database: &str, people: &[Arc<Person>]) -> Result<Way, Error> {
        let home = home().join("pgbench");
        fs::create_dir_all(&home)?;
        let written = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("compare.sql"))?;
        // pgbench takes 128 scripts at most.
        let scripts = people.iter().take(100).enumerate().map(|(n, person)| {
            let file = home.join(format!("{n}.sql"));
            fs::write(&file, written.replace("{firm}", &person.firm))?;
            Ok(file)
        });
        let scripts = scripts.collect::<Result<Vec<_>, Error>>()?;
        let url = stand.url("koprogo_app", database)?;
        let (_, rest) = url.split_once("://").ok_or("an address")?;
        let (login, place) = rest.split_once('@').ok_or("an address")?;
        let (user, password) = login.split_once(':').ok_or("an address")?;
        let environment = BTreeMap::from([
            ("PGHOST", "127.0.0.1".to_owned()),
            ("PGPORT", stand.cluster.port().to_string()),
            ("PGUSER", user.to_owned()),
            ("PGPASSWORD", password.to_owned()),
            ("PGDATABASE", place.rsplit('/').next().unwrap_or_default().to_owned()),
        ]);
        Ok(Way {
            name: "pgbench, the same statements".to_owned(),
            kind: Kind::Pgbench { scripts, program: program()?, environment },
        })
    }

    /// Asks for so long and says what came of it.
    pub async fn slice(&self, postgres: Family, seconds: f64) -> Result<Slice, Error> {
        match &self.kind {
            Kind::Http { server, crowd, operation } => {
                let spent =
                    || Cpu { server: server.cpu_seconds(), postgres: postgres.cpu_seconds(), front: 0.0 };
                let before = spent();
                let load = Load {
                    name: self.name.clone(),
                    connections: CONNECTIONS,
                    rate: None,
                    who: Who::All,
                    mix: BTreeMap::from([((*operation).to_owned(), 1)]),
                };
                let phase = Phase { name: self.name.clone(), seconds, load: vec![load] };
                let begun = Instant::now();
                let records = load::run(crowd, &phase, |_, _| {}).await?;
                let took = begun.elapsed().as_secs_f64();
                let requests: u64 = records.iter().map(crate::record::Record::requests).sum();
                let good: u64 = records.iter().map(crate::record::Record::successes).sum();
                let cpu = spent().since(before).per_thousand(requests);
                Ok(Slice { per_second: requests as f64 / took, cpu, failed: requests - good })
            }
            Kind::Pgbench { scripts, program, environment } => {
                let (client, before) = (machine::waited_seconds(), postgres.cpu_seconds());
                let done = pgbench(program, environment, scripts, seconds)?;
                let spent = Cpu {
                    server: machine::waited_seconds() - client,
                    postgres: postgres.cpu_seconds() - before,
                    front: 0.0,
                };
                Ok(Slice { per_second: done as f64 / seconds, cpu: spent.per_thousand(done), failed: 0 })
            }
        }
    }
}

/// Transactions that were done.
fn pgbench(
    program: &Path,
    environment: &BTreeMap<&'static str, String>,
    scripts: &[PathBuf],
    seconds: f64,
) -> Result<u64, Error> {
    let mut command = Command::new(program);
    command.args(["--no-vacuum", "--protocol=prepared", "--jobs=1", "--client", CLIENTS]);
    command.args(["--time", &format!("{:.0}", seconds.max(1.0))]);
    command.args(scripts.iter().map(|script| format!("--file={}", script.display())));
    // It is to what the product's server is: on the core of what is served.
    machine::stay_on(machine::SERVED)?;
    let output = command.envs(environment).stdin(Stdio::null()).output();
    machine::stay_on(machine::ASKING)?;
    let output = output?;
    let said = String::from_utf8_lossy(&output.stdout);
    let done = said.lines().find_map(|line| line.strip_prefix("number of transactions actually processed: "));
    let done = done.and_then(|figure| figure.split('/').next()?.trim().parse().ok());
    done.ok_or_else(|| format!("pgbench: {}", String::from_utf8_lossy(&output.stderr)).into())
}

fn program() -> Result<PathBuf, Error> {
    let versions =
        fs::read_dir("/usr/lib/postgresql")?.flatten().map(|entry| entry.path().join("bin/pgbench"));
    versions
        .filter(|program| program.exists())
        .max()
        .ok_or_else(|| "pgbench is missing: install postgresql-contrib".into())
}

/// All ways in turn, round after round, each round beginning with another one.
pub async fn run(
    ways: &[Way],
    postgres: Family,
    rounds: usize,
    seconds: f64,
    mut told: impl FnMut(usize, &str, Slice),
) -> Result<Vec<Compared>, Error> {
    let mut found: Vec<Vec<Slice>> = ways.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for step in 0..ways.len() {
            let place = (round + step) % ways.len();
            let slice = ways[place].slice(postgres, seconds).await?;
            // The first round only warms up.
            if round > 0 {
                told(round, &ways[place].name, slice);
                found[place].push(slice);
            }
        }
    }
    let compared = ways.iter().zip(found).map(|(way, rounds)| {
        let of = |figure: fn(&Slice) -> f64| middle(rounds.iter().map(figure).collect());
        let cpu = Cpu {
            server: of(|slice| slice.cpu.server),
            postgres: of(|slice| slice.cpu.postgres),
            front: 0.0,
        };
        let failed = rounds.iter().map(|slice| slice.failed).sum();
        Compared {
            name: way.name.clone(),
            middle: Slice { per_second: of(|slice| slice.per_second), cpu, failed },
            rounds,
        }
    });
    Ok(compared.collect())
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_not_moved_by_one_bad_round() {
        assert_eq!(middle(vec![3.0, 1000.0, 1.0]), 3.0);
        assert!(middle(Vec::new()).is_nan());
    }
}
