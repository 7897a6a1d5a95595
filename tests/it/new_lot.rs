//! A building grows after it has gone live: the new lot comes in without shares, and a new version of the statutory key gives it some.

use serde_json::json;
use tests::{Building, Firm, int, list, run, text};

#[test]
fn a_lot_joins_a_live_copro_through_a_new_version_of_its_shares() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence qui Grandit").await;
        let client = &building.client;
        let with_shares = json!({"code": "N1", "nature": "garage", "shares": 10});
        client.post(&building.at("/lots"), with_shares, 409).await;
        let lot = client
            .post(&building.at("/lots"), json!({"code": "N1", "nature": "garage", "shares": 0}), 201)
            .await;
        let key = client.get(&building.at(&format!("/keys/{}", building.statutory)), 200).await;
        let mut weights: Vec<serde_json::Value> = list(&list(&key, "version_list")[0], "weights")
            .iter()
            .map(|weight| json!({"lot_id": text(weight, "lot_id"), "weight": int(weight, "weight")}))
            .collect();
        let first = int(&weights[0], "weight");
        weights[0]["weight"] = json!(first - 10);
        weights.push(json!({"lot_id": text(&lot, "id"), "weight": 10}));
        let version = json!({"valid_from": "2026-07-01", "weights": weights});
        client.post(&building.at(&format!("/keys/{}/versions", building.statutory)), version, 201).await;
        let grown = client.get(&building.at(&format!("/lots/{}", text(&lot, "id"))), 200).await;
        assert_eq!(int(&grown, "shares"), 10);
        let copro = client.get(&building.at(""), 200).await;
        assert_eq!(int(&copro, "shares_assigned"), int(&copro, "shares_total"));
    });
}
