//! The large acts of a copro and the process itself, with figures, through the executable's own doors:
//!
//! `cargo build --release -p koprogo && cargo run --release -p tests --example large_acts -- ACT`
//!
//! | ACT | Shows |
//! |---|---|
//! | `start [TIMES]` | from the start of `koprogo serve` to the first 200 of `/health/ready` |
//! | `import [ROWS]…` | a file of so many lots, each with an owner of its own: from the upload to the last row; memory by size |
//! | `call [OWNERS]` | a call for funds: its transaction, then letters and mails by a worker on one core |
//! | `memory [SECONDS]` | what `serve` holds under 64 connections of reads, writes, letters and sign-ins |
//!
//! `KOPROGO` names another executable. Seconds depend on the machine and on who else uses it; CPU time much less.

mod acts;
mod copro;
mod memory;
mod process;

use std::process::ExitCode;

use tests::database::Databases;
use tests::{World, run, workspace};

use process::{Place, Postgres};

/// What an act runs on.
pub struct Stage {
    pub place: Place,
    pub postgres: Postgres,
}

impl Stage {
    async fn new(world: &'static World) -> Stage {
        let databases = Databases::fresh(&world.cluster, "koprogo_acts").await;
        let mut owner = databases.owner().await;
        let postgres = Postgres::of(&mut owner).await;
        Stage { place: Place::new(&databases, &workspace().join(".koprogo/acts")), postgres }
    }
}

/// A figure beside its goal; whether it is met.
pub fn judge(what: &str, figure: f64, goal: f64, unit: &str) -> bool {
    let met = figure <= goal;
    println!("{:<4} {what}: {figure:.1} {unit}, goal {goal:.0}", if met { "ok" } else { "MISS" });
    met
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = words.iter().skip(1).filter_map(|word| word.parse().ok()).collect();
    let first = |usual| numbers.first().copied().unwrap_or(usual);
    let mut met = true;
    match words.first().map(String::as_str) {
        Some("start") => run(async |world| met = acts::start(&Stage::new(world).await, first(10)).await),
        Some("import") => run(async |world| {
            let sizes = if numbers.is_empty() { vec![1_000, 10_000, 20_000] } else { numbers.clone() };
            met = acts::import(&Stage::new(world).await, &sizes).await;
        }),
        Some("call") => run(async |world| met = acts::call(&Stage::new(world).await, first(500)).await),
        Some("memory") => run(async |world| met = memory::memory(&Stage::new(world).await, first(20)).await),
        _ => {
            eprintln!("which act? start [TIMES], import [ROWS]…, call [OWNERS] or memory [SECONDS]");
            return ExitCode::from(2);
        }
    }
    if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
