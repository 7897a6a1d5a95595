//! A storm of sign-ins, and what other requests feel of it.
//!
//! `cargo run -p tests --example login_storm [-- OFFERED_PER_SECOND [ROUNDS [READERS]]]`
//!
//! Calm, traffic, work and storm take turns, a few seconds each, so that whatever else the machine does weighs on all alike. During each,
//! people who are signed in (4, or as many as the third argument says) read a page, each a hundred times a second, from a thread of their
//! own. During the storm as many sign-ins per second are offered as the first argument says (500), half of them of a known address, at the
//! real cost of a password. During the traffic strangers send as many requests that check no password (GET /v1/session): sender, server and
//! database share the cores of this machine, and whoever sends five hundred of anything takes some of them. What the sign-ins themselves do
//! is the difference between storm and traffic. During the work the same traffic runs, and beside it a thread that only adds numbers and
//! gives way to everything, as those that hash do: that much a core less to wake up on costs, whatever it is busy with.
//!
//! Limits are out of the way: what is measured is what stands behind them. The server runs in this process with its own runtime, PostgreSQL
//! beside it.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use access::password::{Hasher, PasswordConfig};
use access::rank::{Rank, give_way};
use reqwest::Method;
use serde_json::json;
use tests::{Building, Client, Firm, SiteOptions, run};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{MissedTickBehavior, interval};

const PHASE: Duration = Duration::from_secs(6);
/// Requests of a phase that are left out while the machine changes its mind.
const SETTLE: Duration = Duration::from_secs(1);
/// One read in a hundred makes the figure: it takes some thousands of each kind to tell ten percent from nothing.
const READ_EVERY: Duration = Duration::from_millis(10);
/// Sign-ins that may be under way; beyond, one that is due is counted as not sent.
const UNDER_WAY_MAX: u64 = 2_000;

const CALM: usize = 0;
const TRAFFIC: usize = 1;
const WORK: usize = 2;
const STORM: usize = 3;

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
    let mut next = |default| arguments.next().unwrap_or(default);
    let (offered, rounds, readers) = (next(500), next(10), next(4));
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
        let mut taken_ms = [const { Vec::new() }; 4];
        let (strangers, answers) = (Arc::new(Answers::default()), Arc::new(Answers::default()));
        let mut storming = Duration::ZERO;
        for phase in (0..rounds).flat_map(|_| [CALM, TRAFFIC, WORK, STORM]) {
            let stop = Arc::new(AtomicBool::new(false));
            let (known, counted) = match phase {
                STORM => (Some(firm.email.clone()), &answers),
                _ => (None, &strangers),
            };
            if phase != CALM {
                storm.spawn(rage(site.anonymous(), known, offered, counted.clone(), stop.clone()));
            }
            if phase == WORK {
                work(stop.clone());
            }
            let began = Instant::now();
            // A token lives for five minutes and the rounds may take longer.
            let reader = reader.clone().with_token(firm.client.token().expect("a token"));
            let started = (0..readers).map(|_| reading.spawn(read(reader.clone(), paths.clone())));
            for read in started.collect::<Vec<_>>() {
                taken_ms[phase].extend(read.await.expect("the reader reads"));
            }
            stop.store(true, Ordering::Relaxed);
            if phase == STORM {
                storming += began.elapsed();
            }
            firm.client.get("/v1/session", 200).await;
        }
        report(&taken_ms, &answers, storming, offered);
        storm.shutdown_background();
        reading.shutdown_background();
    });
}

fn one_thread(name: &'static str) -> Runtime {
    Builder::new_multi_thread().worker_threads(1).thread_name(name).enable_all().build().expect("a runtime")
}

/// One core computes, touches no memory and asks nobody.
fn work(stop: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        give_way(Rank::Last);
        let mut number = 1_u64;
        while !stop.load(Ordering::Relaxed) {
            number = std::hint::black_box(number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        }
    });
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
async fn rage(
    door: Client,
    known: Option<String>,
    offered: u32,
    answers: Arc<Answers>,
    stop: Arc<AtomicBool>,
) {
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
            let nobody = || format!("nobody-{due}@cabinet.example");
            let email =
                known.as_ref().map(|known| if due.is_multiple_of(2) { known.clone() } else { nobody() });
            answers.under_way.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(attempt(door.clone(), email, answers.clone()));
        }
    }
}

async fn attempt(door: Client, email: Option<String>, answers: Arc<Answers>) {
    answers.sent.fetch_add(1, Ordering::Relaxed);
    let request = match email {
        Some(email) => {
            let body = json!({"email": email, "password": "mauvais mot de passe"});
            door.request(Method::POST, "/v1/session").json(&body)
        }
        None => door.request(Method::GET, "/v1/session"),
    };
    let answer = request.send().await;
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

fn report(taken_ms: &[Vec<f64>; 4], answers: &Answers, storming: Duration, offered: u32) {
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
    for (name, sample) in ["calm", "traffic", "work", "storm"].into_iter().zip(taken_ms) {
        println!(
            "  {name:7}: {} reads, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms",
            sample.len(),
            quantile(sample, 0.5),
            quantile(sample, 0.95),
            quantile(sample, 0.99)
        );
    }
    let beside =
        |other: usize| (quantile(&taken_ms[STORM], 0.99) / quantile(&taken_ms[other], 0.99) - 1.0) * 100.0;
    println!(
        "  p99 of other requests: {:+.0} % beside traffic, {:+.0} % beside work, {:+.0} % beside calm",
        beside(TRAFFIC),
        beside(WORK),
        beside(CALM)
    );
}
