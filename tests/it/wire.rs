//! Reads of one round trip share a few connections: nothing of one is seen by the next, and a connection that breaks is opened again.

mod locked;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use store::{Credential, IdentityScope, Met, Store};
use tests::database::Databases;
use tests::{Building, Firm, escape, list, run, text};
use tokio::task::JoinSet;

const ROUNDS: usize = 40;
const READS: [&str; 4] = ["/lots?limit=200", "/owners?limit=200", "/expenses?limit=200", ""];

#[test]
fn copros_read_side_by_side_and_given_up_see_their_own_rows_only() {
    run(async |world| {
        let mut copros = Vec::new();
        for name in ["Résidence Une", "Résidence Deux", "Résidence Trois"] {
            let firm = Firm::sign_up(world).await;
            let building = Building::active(&firm, name).await.furnish().await.building;
            let mut expected = Vec::new();
            for read in READS {
                expected.push(building.client.get(&building.at(read), 200).await);
            }
            copros.push(Arc::new((building, expected)));
        }
        // Ids are in every answer, so none fits another copro.
        assert!(copros[0].1.iter().zip(&copros[1].1).all(|(one, other)| one != other));
        for round in 0..ROUNDS {
            let mut reads = JoinSet::new();
            for copro in &copros {
                for (index, read) in READS.iter().enumerate() {
                    let (copro, round) = (copro.clone(), round);
                    reads.spawn(async move {
                        let path = copro.0.at(read);
                        let asked = copro.0.client.get(&path, 200);
                        // Half of them are given up somewhere on the way.
                        let patience =
                            if (round + index) % 2 == 0 { 60_000_000 } else { 300 + round as u64 * 50 };
                        if let Ok(answer) = tokio::time::timeout(Duration::from_micros(patience), asked).await
                        {
                            assert_eq!(answer, copro.1[index], "{read}");
                        }
                    });
                }
            }
            reads.join_all().await;
        }
    });
}

/// Whether a stranger is still told that they are one.
async fn answers(store: &Store) -> bool {
    let met = store.admit::<IdentityScope>(&Credential::Cookie([7; 32]), "").await;
    match met {
        Ok(met) => {
            assert!(matches!(met, Met::Stranger));
            true
        }
        Err(store::Error::Database(error)) => {
            assert!(store::is_transient(&error), "the next one may succeed: {error}");
            false
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_connection_that_breaks_is_opened_again_and_costs_no_more_than_what_was_under_way() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_wire").await;
        let store = databases.store().await;
        let mut administrator = databases.administrator().await;
        for _ in 0..20 {
            assert!(answers(&store).await);
        }
        for _ in 0..5 {
            let ended: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM (SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                  WHERE datname = current_database() AND application_name = 'koprogo reads') AS ended",
            )
            .fetch_one(&mut administrator)
            .await
            .expect("connections end");
            assert!(ended >= 1, "there were shared connections");
            // Each of them may lose what had been sent before it was known to be broken.
            let lost = {
                let mut lost = 0;
                for _ in 0..20 {
                    lost += i64::from(!answers(&store).await);
                }
                lost
            };
            assert!(lost <= ended, "{lost} lost with {ended} connections");
        }
        store.close().await;
    });
}

/// The list, a page for each item.
async fn one_by_one(building: &Building, read: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut path = building.at(&format!("{read}?limit=1"));
    loop {
        let page = building.client.get(&path, 200).await;
        items.extend(list(&page, "items").iter().cloned());
        let Some(next) = page["next_cursor"].as_str() else { return items };
        path = building.at(&format!("{read}?limit=1&cursor={}", escape(next)));
    }
}

#[test]
fn what_a_page_shows_is_what_its_items_show_one_by_one() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence des Pages").await.furnish().await.building;
        for (read, item) in [("/lots", "/lots"), ("/owners", "/owners")] {
            let whole =
                list(&building.client.get(&building.at(&format!("{read}?limit=200")), 200).await, "items")
                    .to_vec();
            assert!(whole.len() >= 2, "{read}: {}", whole.len());
            let by_ones = one_by_one(&building, read).await;
            assert_eq!(by_ones, whole, "{read}: a page of one after the other is the list");
            for one in &whole {
                let alone =
                    building.client.get(&building.at(&format!("{item}/{}", text(one, "id"))), 200).await;
                assert_eq!(&alone, one, "{read}: read in a transaction");
            }
        }
        let expenses = building.client.get(&building.at("/expenses?limit=200"), 200).await;
        let by_ones = one_by_one(&building, "/expenses").await;
        assert_eq!(&by_ones, list(&expenses, "items"), "expenses, newest first");
    });
}
