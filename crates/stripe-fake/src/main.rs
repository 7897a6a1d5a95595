//! `stripe-fake --listen 127.0.0.1:0`: the stand-in by itself, with a clock that follows the machine's.

use std::process::ExitCode;

use stripe_fake::{Config, Fake};

const HELP: &str = "A stand-in for Stripe on loopback.

Usage: stripe-fake [--listen ADDRESS] [--key SECRET] [--sepa-days DAYS] [--business NAME] [--keep FILE]

  --listen     where; port 0 takes a free one (127.0.0.1:12111)
  --key        the only secret key that is taken (any test key)
  --sepa-days  days until a SEPA debit's outcome is known (5)
  --business   who asks for money, on the hosted page (Test business)
  --keep       where everything is kept from one run to the next (nowhere)
";

fn config() -> Result<Option<Config>, String> {
    let mut config = Config {
        listen: ([127, 0, 0, 1], 12111).into(),
        start: None,
        deliver_at_once: true,
        ..Config::default()
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        if matches!(word.as_str(), "-h" | "--help") {
            return Ok(None);
        }
        let value = words.next().ok_or_else(|| format!("{word} wants a value"))?;
        let bad = |error: &dyn std::fmt::Display| format!("{word} {value}: {error}");
        match word.as_str() {
            "--listen" => config.listen = value.parse().map_err(|error| bad(&error))?,
            "--key" => config.secret_key = Some(value),
            "--sepa-days" => config.sepa_days = value.parse().map_err(|error| bad(&error))?,
            "--business" => config.business = value,
            "--keep" => config.keep = Some(value.into()),
            _ => return Err(format!("there is no {word}; see --help")),
        }
    }
    Ok(Some(config))
}

#[tokio::main]
async fn main() -> ExitCode {
    let config = match config() {
        Ok(Some(config)) => config,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("stripe-fake: {message}");
            return ExitCode::FAILURE;
        }
    };
    match Fake::start(config).await {
        Ok(fake) => {
            println!("{}", fake.url());
            // Without a signal to wait for there is only the end of the process; what was kept is as good as new.
            let _ = tokio::signal::ctrl_c().await;
            match fake.stop().await {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("stripe-fake: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        Err(error) => {
            eprintln!("stripe-fake: {error}");
            ExitCode::FAILURE
        }
    }
}
