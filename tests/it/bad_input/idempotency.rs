//! A call issued twice by a double click is issued once.

use reqwest::Method;
use serde_json::{Value, json};
use tests::database::{changes, snapshot};
use tests::{Building, Firm, list, run, text};

/// The three operations that must not happen twice, with a body each.
fn operations(building: &Building) -> [(&'static str, Value); 3] {
    [
        ("/calls", building.call("Fonds de roulement", "2026-04-01", 12_345)),
        ("/expenses", building.expense("I-1", "2026-04-01", 12_345)),
        ("/receipts", building.receipt("person", "2026-04-01", 12_345)),
    ]
}

#[test]
fn the_same_request_again_changes_nothing_and_answers_the_same() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        for (path, body) in operations(&building) {
            let path = building.at(path);
            let send = async |key: &str, body: &Value| {
                building.client.request(Method::POST, &path).json(body).key(key).send().await
            };
            let first = send("un", &body).await.expect(201);
            if path.ends_with("/calls") {
                building.delivered(&text(&first, "id")).await;
            }
            let mut owner = world.databases.owner().await;
            let before = snapshot(&mut owner, building.tenant()).await;
            assert_eq!(send("un", &body).await.expect(201), first, "{path}: replayed as it was answered");
            let mut other = body.clone();
            let amount = if path.ends_with("/calls") { "total_cents" } else { "amount_cents" };
            other[amount] = json!(99);
            send("un", &other).await.problem(422, "idempotency-key-reused");
            assert_eq!(changes(&before, &snapshot(&mut owner, building.tenant()).await), [""; 0], "{path}");
            let elsewhere = building.at(if path.ends_with("/calls") { "/receipts" } else { "/calls" });
            let body = building.receipt("person", "2026-04-01", 1);
            let body = if elsewhere.ends_with("/calls") {
                building.call("Autre", "2026-04-01", 1_000)
            } else {
                body
            };
            let crossed =
                building.client.request(Method::POST, &elsewhere).json(&body).key("un").send().await;
            crossed.problem(422, "idempotency-key-reused");
            // The key is free again only in another copro; here the next operation needs its own.
            forget(world, &building).await;
        }
    });
}

/// Lets the next operation use the same key.
async fn forget(world: &tests::World, building: &Building) {
    let mut owner = world.databases.owner().await;
    let gone = sqlx::query("DELETE FROM tenant.idempotency WHERE tenant_id = $1").bind(building.tenant());
    gone.execute(&mut owner).await.expect("keys are forgotten");
}

#[test]
fn requests_at_the_same_moment_make_one_call() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        for (path, body) in operations(&building) {
            let key = format!("clic {path}");
            let requests = (0..6).map(|_| {
                let request = building.client.request(Method::POST, &building.at(path)).json(&body).key(&key);
                tokio::spawn(request.send())
            });
            let mut answers = Vec::new();
            for request in requests.collect::<Vec<_>>() {
                answers.push(request.await.expect("no panic").expect(201));
            }
            assert!(answers.iter().all(|answer| answer["id"] == answers[0]["id"]), "{path}: {answers:#?}");
        }
        for (path, count) in [("/calls", 1), ("/expenses", 1), ("/entries", 3)] {
            let page = building.client.get(&building.at(path), 200).await;
            assert_eq!(list(&page, "items").len(), count, "{path}");
        }
    });
}

#[test]
fn a_refused_request_does_not_use_its_key_up() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let path = building.at("/expenses");
        let mut body = building.expense("I-9", "2026-04-01", 500);
        body["file_id"] = json!(uuid::Uuid::now_v7());
        let refused = building.client.request(Method::POST, &path).json(&body).key("encore").send().await;
        refused.problem(422, "validation");
        let mended = building.expense("I-9", "2026-04-01", 500);
        building.client.request(Method::POST, &path).json(&mended).key("encore").send().await.expect(201);
    });
}

#[test]
fn the_key_of_one_copro_means_nothing_in_another() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let one = Building::active(&firm, "Résidence Clairvallon").await;
        let two = Building::active(&firm, "Résidence Clairvallon").await;
        let mut ids = Vec::new();
        for building in [&one, &two] {
            let body = building.receipt("person", "2026-04-01", 700);
            let path = building.at("/receipts");
            let receipt = building.client.request(Method::POST, &path).json(&body).key("shared").send().await;
            ids.push(text(&receipt.expect(201), "id"));
        }
        assert_ne!(ids[0], ids[1]);
    });
}
