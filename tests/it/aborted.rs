//! Browsers give requests up all the time. Whatever moment that happens at, the connection it used must come back clean.

use std::time::Duration;

use serde_json::json;
use tests::{Building, Firm, list, run};
use tokio::task::JoinSet;

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
