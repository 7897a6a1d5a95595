//! Proofs under load, with figures: `bin/load NAME`. What it prints is JSON.

use std::process::ExitCode;
use std::time::Duration;

use tests::fairness::{self, Caps};
use tests::{load, run};

const HELP: &str = "Usage: bin/load NAME

  neighbour    one copro floods, another works: its 99th percentile beside the flood and alone
  unprotected  the same without caps, to see what they are for
  outage       three replicas under load, Redis killed and started again
  revocation   a session ended and a member removed on one replica, seen by another, Redis dead
  get URL [RATE] [SECONDS]
               GET as an open loop of RATE requests a second (default 50) for SECONDS (default 10)

All but `get` start a database, a Redis and instances of their own.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["neighbour"] => run(async |world| {
            show(&fairness::neighbour(world, Caps::Usual, 4, Duration::from_secs(8)).await);
        }),
        ["unprotected"] => run(async |world| {
            show(&fairness::neighbour(world, Caps::None, 2, Duration::from_secs(8)).await);
        }),
        ["outage"] => run(async |world| show(&fairness::outage(world, Duration::from_secs(20)).await)),
        ["revocation"] => run(async |world| show(&fairness::revocation(world).await)),
        ["get", url] => return get(url, 50.0, 10.0),
        ["get", url, rate] => return numbers(rate, "10", url),
        ["get", url, rate, seconds] => return numbers(rate, seconds, url),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn show(figures: &serde_json::Value) {
    println!("{figures:#}");
}

fn numbers(rate: &str, seconds: &str, url: &str) -> ExitCode {
    match (rate.parse::<f64>(), seconds.parse::<f64>()) {
        (Ok(rate @ 0.1..=10_000.0), Ok(seconds @ 0.1..=600.0)) => get(url, rate, seconds),
        _ => {
            eprintln!("RATE is 0.1 to 10000, SECONDS 0.1 to 600\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn get(url: &str, rate: f64, seconds: f64) -> ExitCode {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (http, url) = (reqwest::Client::new(), url.to_owned());
    let report = runtime.block_on(load::open(rate, Duration::from_secs_f64(seconds), 1_000, move |_| {
        let asked = http.get(&url).send();
        async move {
            let answer = asked.await.ok()?;
            let status = answer.status().as_u16();
            answer.bytes().await.ok().map(|_| status)
        }
    }));
    show(&report.json());
    ExitCode::SUCCESS
}
