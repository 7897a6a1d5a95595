//! Years of firms in a minute: `cargo run --release -p billing --example time_machine -- --seeds 1000`.
//!
//! `--copros` (15000), `--months` (24), `--from` (the first seed, 0) and `--threads` (2) are optional. A rule that is broken
//! ends the run with the seed that broke it.

#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../tests/it/fixtures.rs"]
mod fixtures;
#[path = "../tests/machine/mod.rs"]
mod machine;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use machine::{Size, run};

/// `2026-12-31` as a date.
pub fn day(text: &str) -> time::Date {
    time::Date::parse(text, &time::format_description::well_known::Iso8601::DATE).expect("a date")
}

fn option(name: &str, usually: u64) -> u64 {
    let arguments: Vec<String> = std::env::args().collect();
    let given = arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    given.map_or(usually, |text| text.parse().unwrap_or_else(|_| panic!("{name}: give a number, not {text}")))
}

fn main() {
    let number = |name, usually| u32::try_from(option(name, usually)).expect("a number below four billion");
    let size = Size { copros: number("--copros", 15_000), months: number("--months", 24) };
    let (seeds, from) = (option("--seeds", 1), option("--from", 0));
    let next = AtomicU64::new(from);
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..option("--threads", 2) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from + seeds {
                        return;
                    }
                    let started = Instant::now();
                    let told = std::panic::catch_unwind(|| run(seed, size));
                    let Ok(told) = told else {
                        eprintln!("seed {seed} broke a rule");
                        std::process::exit(1);
                    };
                    println!("seed {seed}: {told} in {:.1} s", started.elapsed().as_secs_f64());
                }
            });
        }
    });
    println!("{seeds} seeds of {size:?}: {:.1} s, no rule broken", began.elapsed().as_secs_f64());
}
