//! Browsers give requests up all the time. Whatever moment that happens at, the connection it used must come back clean.
//!
//! `ABORTED=1000000 cargo test -p tests --test it -- aborted` gives up more than the usual number.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::body::Body;
use serde_json::json;
use tests::{Building, Firm, World, list, run};
use tokio::task::JoinSet;
use tower_service::Service;

const ROUNDS: u64 = 20;
const AT_ONCE: u64 = 12;

#[test]
fn a_request_given_up_at_any_moment_leaves_nothing_behind() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence des Impatients").await.furnish().await.building;
        for round in 0..ROUNDS {
            give_up(&building, round).await;
            // A connection left inside a read-only transaction refuses to write; one left in another scope shows other rows.
            write(&building, round).await;
        }
        let found = building.client.get(&building.at("/persons?q=Passant&limit=200"), 200).await;
        assert_eq!(list(&found, "items").len(), 200, "the first page of {}", ROUNDS * AT_ONCE);
    });
}

/// Reads that nobody waits for to the end, each for a little longer than the one before.
async fn give_up(building: &Building, round: u64) {
    let mut reads = JoinSet::new();
    for n in 0..AT_ONCE {
        let (client, path) = (building.client.clone(), building.at("/lots"));
        let moment = Duration::from_micros((round * AT_ONCE + n) * 7 % 5_000);
        reads.spawn(async move { tokio::time::timeout(moment, client.get(&path, 200)).await.is_ok() });
    }
    reads.join_all().await;
}

async fn write(building: &Building, round: u64) {
    let mut writes = JoinSet::new();
    for n in 0..AT_ONCE {
        let (client, path) = (building.client.clone(), building.at("/persons"));
        let person =
            json!({"kind": "natural", "last_name": format!("Passant {round}-{n}"), "language": "fr"});
        writes.spawn(async move { client.post(&path, person, 201).await });
    }
    writes.join_all().await;
}

const GIVEN_UP: u64 = 100_000;
const HANDS: u64 = 16;
/// From 16 microseconds to 65 milliseconds, each power of two as likely as the next: most are too short, some are long enough.
const PATIENCE_BITS: std::ops::Range<u64> = 4..16;
const TIME_MAX: Duration = Duration::from_secs(600);

#[derive(Default)]
struct Seen {
    given_up: AtomicU64,
    answered: AtomicU64,
    /// Answered otherwise than to somebody who may: a run of refusals would prove nothing.
    refused: AtomicU64,
    looks: AtomicU64,
    unclean: AtomicU64,
}

impl Seen {
    async fn look(&self, world: &World) {
        let unclean = world.store.unclean_connections().await.expect("connections are looked at");
        self.looks.fetch_add(1, Ordering::Relaxed);
        self.unclean.fetch_add(unclean as u64, Ordering::Relaxed);
    }
}

/// The server drops the future of a request whose client is gone; here futures of the same router are dropped, without the connections
/// that a hundred thousand clients would need. Reads and writes of two firms; nobody may ever find what another has left.
#[test]
fn requests_given_up_by_the_thousand_leave_no_scope_on_any_connection() {
    run(async |world| {
        let wanted: u64 = std::env::var("ABORTED").ok().map_or(GIVEN_UP, |n| n.parse().expect("a number"));
        let (one, two) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let buildings = [Building::draft(&one, "Une").await, Building::draft(&two, "Deux").await];
        let router = api::router(world.site.app.clone());
        let seen = Arc::new(Seen::default());
        let begun = Instant::now();
        let mut hands = JoinSet::new();
        for hand in 0..HANDS {
            let building = &buildings[(hand % 2) as usize];
            let client = building.client.clone();
            let (router, seen, path) = (router.clone(), seen.clone(), building.path.clone());
            hands.spawn(async move {
                let mut dice = hand + 1;
                while seen.given_up.load(Ordering::Relaxed) < wanted {
                    dice =
                        dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let bits = PATIENCE_BITS.start + (dice >> 50) % (PATIENCE_BITS.end - PATIENCE_BITS.start);
                    let moment = Duration::from_micros((1 << bits) + (dice >> 33) % (1 << bits));
                    let token = client.fresh_token().await;
                    let asked = router.clone().call(question(dice >> 20, &path, &token));
                    let counter = match tokio::time::timeout(moment, asked).await {
                        Ok(Ok(answer)) if answer.status().is_success() => &seen.answered,
                        Ok(_) => &seen.refused,
                        Err(_) => &seen.given_up,
                    };
                    counter.fetch_add(1, Ordering::Relaxed);
                    if (dice >> 40) % 256 == 0 {
                        seen.look(world).await;
                    }
                }
            });
        }
        hands.join_all().await;
        for _ in 0..20 {
            seen.look(world).await;
        }
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let took = begun.elapsed();
        println!(
            "aborted: {} requests given up, {} answered, {} refused, pool looked at {} times, {} leaks, in {:.1} s",
            count(&seen.given_up),
            count(&seen.answered),
            count(&seen.refused),
            count(&seen.looks),
            count(&seen.unclean),
            took.as_secs_f64()
        );
        assert_eq!((count(&seen.unclean), count(&seen.refused)), (0, 0));
        assert!(count(&seen.given_up) >= wanted && count(&seen.answered) > 0 && took < TIME_MAX, "{took:?}");
        for building in &buildings {
            building.client.get(&building.path, 200).await;
        }
    });
}

/// Three reads and a write, of the copro and of the whole portfolio.
fn question(dice: u64, path: &str, token: &str) -> http::Request<Body> {
    let (method, path, body) = match dice % 4 {
        0 => ("GET", format!("{path}/lots"), Body::empty()),
        1 => ("GET", format!("{path}/keys"), Body::empty()),
        2 => ("GET", "/v1/session".to_owned(), Body::empty()),
        _ => ("POST", format!("{path}/suppliers"), Body::from(format!("{{\"name\":\"Passant {dice}\"}}"))),
    };
    let request =
        http::Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
    request.header("content-type", "application/json").body(body).expect("a request")
}
