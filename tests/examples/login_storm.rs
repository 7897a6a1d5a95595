//! A storm of sign-ins, and what other requests feel of it.
//!
//! `cargo run -p tests --example login_storm [-- OFFERED_PER_SECOND [ROUNDS]]`
//!
//! Calm and storm take turns, a few seconds each, so that whatever else the machine does weighs on both alike. During both, somebody signed in
//! reads a page, twenty times a second, from a thread of their own. During the storm as many sign-ins per second are offered as the first
//! argument says (500), each with an address of its own, half of them known, at the real cost of a password. Limits are out of the way: what is
//! measured is what stands behind them. The server runs in this process with its own runtime, PostgreSQL beside it.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use access::password::{Hasher, PasswordConfig};
use reqwest::Method;
use serde_json::json;
use tests::{Building, Client, Firm, SiteOptions, run};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{MissedTickBehavior, interval};

const PHASE: Duration = Duration::from_secs(6);
/// Requests of a phase that are left out while the machine changes its mind.
const SETTLE: Duration = Duration::from_secs(1);
const READ_EVERY: Duration = Duration::from_millis(20);
/// Sign-ins that may be under way; beyond, one that is due is counted as not sent.
const UNDER_WAY_MAX: u64 = 2_000;

#[derive(Default)]
struct Answers {
    sent: AtomicU64,
    checked: AtomicU64,
    turned_away: AtomicU64,
    other: AtomicU64,
    under_way: AtomicU64,
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u32>().ok());
    let (offered, rounds) = (arguments.next().unwrap_or(500), arguments.next().unwrap_or(8));
    run(async |world| {
        let hasher =
            Hasher::new(&PasswordConfig { at_once: None::<NonZeroUsize>, ..PasswordConfig::default() });
        let hasher = Some(hasher.expect("a hasher"));
        let site = world.site_with(SiteOptions { hasher, ..SiteOptions::default() }).await;
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Bourrasque").await;
        let paths = [building.at("/lots"), building.at("/owners"), firm.copros(), "/v1/session".to_owned()];
        let reader = site.with_token(firm.client.token().expect("a token"));
        let (storm, reading) = (one_thread("storm"), one_thread("reader"));
        let (mut calm_ms, mut storm_ms) = (Vec::new(), Vec::new());
        let answers = Arc::new(Answers::default());
        let mut storming = Duration::ZERO;
        for round in 0..2 * rounds {
            let is_storm = round % 2 == 1;
            let stop = Arc::new(AtomicBool::new(false));
            if is_storm {
                storm.spawn(rage(
                    site.anonymous(),
                    firm.email.clone(),
                    offered,
                    answers.clone(),
                    stop.clone(),
                ));
            }
            let began = Instant::now();
            // A token lives for five minutes and the rounds may take longer.
            let reader = reader.clone().with_token(firm.client.token().expect("a token"));
            let read = reading.spawn(read(reader, paths.clone())).await.expect("the reader reads");
            stop.store(true, Ordering::Relaxed);
            if is_storm {
                storming += began.elapsed();
                storm_ms.extend(read);
            } else {
                calm_ms.extend(read);
            }
            firm.client.get("/v1/session", 200).await;
        }
        report(&calm_ms, &storm_ms, &answers, storming, offered);
        storm.shutdown_background();
        reading.shutdown_background();
    });
}

fn one_thread(name: &'static str) -> Runtime {
    Builder::new_multi_thread().worker_threads(1).thread_name(name).enable_all().build().expect("a runtime")
}

/// Milliseconds of each request, one after another at a steady pace.
async fn read(reader: Client, paths: [String; 4]) -> Vec<f64> {
    let (began, mut taken) = (Instant::now(), Vec::new());
    let mut ticks = interval(READ_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for path in paths.iter().cycle() {
        ticks.tick().await;
        let started = Instant::now();
        reader.request(Method::GET, path).send().await.expect(200);
        if began.elapsed() > SETTLE {
            taken.push(started.elapsed().as_secs_f64() * 1000.0);
        }
        if began.elapsed() > PHASE {
            break;
        }
    }
    taken
}

/// Sends at its pace whatever comes back: who storms does not wait for answers.
async fn rage(door: Client, known: String, offered: u32, answers: Arc<Answers>, stop: Arc<AtomicBool>) {
    const EVERY: Duration = Duration::from_millis(10);
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (began, mut due) = (Instant::now(), 0_u64);
    while !stop.load(Ordering::Relaxed) {
        ticks.tick().await;
        let by_now = (began.elapsed().as_secs_f64() * f64::from(offered)) as u64;
        while due < by_now {
            due += 1;
            if answers.under_way.load(Ordering::Relaxed) >= UNDER_WAY_MAX {
                continue;
            }
            let email =
                if due.is_multiple_of(2) { known.clone() } else { format!("nobody-{due}@cabinet.example") };
            answers.under_way.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(attempt(door.clone(), email, answers.clone()));
        }
    }
}

async fn attempt(door: Client, email: String, answers: Arc<Answers>) {
    answers.sent.fetch_add(1, Ordering::Relaxed);
    let body = json!({"email": email, "password": "mauvais mot de passe"});
    let answer = door.request(Method::POST, "/v1/session").json(&body).send().await;
    let counter = match answer.status {
        401 => &answers.checked,
        429 => &answers.turned_away,
        _ => &answers.other,
    };
    counter.fetch_add(1, Ordering::Relaxed);
    answers.under_way.fetch_sub(1, Ordering::Relaxed);
}

fn quantile(sample: &[f64], at: f64) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = (sorted.len().saturating_sub(1)) as f64 * at;
    sorted.get(index as usize).copied().unwrap_or_default()
}

fn report(calm: &[f64], storm: &[f64], answers: &Answers, storming: Duration, offered: u32) {
    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let seconds = storming.as_secs_f64();
    let profile = if cfg!(debug_assertions) { "development build" } else { "release build" };
    println!("{profile}; {offered} sign-ins/s offered, {:.0}/s sent", count(&answers.sent) as f64 / seconds);
    println!(
        "  answered: {:.0}/s checked, {:.0}/s told to come back, {} otherwise",
        count(&answers.checked) as f64 / seconds,
        count(&answers.turned_away) as f64 / seconds,
        count(&answers.other)
    );
    for (name, sample) in [("calm", calm), ("storm", storm)] {
        println!(
            "  {name:5}: {} reads, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms",
            sample.len(),
            quantile(sample, 0.5),
            quantile(sample, 0.95),
            quantile(sample, 0.99)
        );
    }
    let change = (quantile(storm, 0.99) / quantile(calm, 0.99) - 1.0) * 100.0;
    println!("  p99 of other requests: {change:+.0} %");
}
