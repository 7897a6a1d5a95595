//! What a creation answers is put together from what was written, and is what is read afterwards.

use serde_json::json;
use tests::{Building, Firm, list, owners, run, text};
use uuid::Uuid;

#[test]
fn lots_and_owners_are_answered_as_they_are_read() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Relue").await;
        let client = &building.client;
        let mut last = String::new();
        for (kind, owner) in owners("relue") {
            let made = client.post(&building.at("/owners"), owner, 201).await;
            last = text(&made, "id");
            assert_eq!(client.get(&building.at(&format!("/owners/{last}")), 200).await, made, "{kind}");
        }
        let member = json!({"right": "full", "numerator": 1, "denominator": 2});
        let persons = client.get(&building.at("/persons"), 200).await;
        let known = |index: usize| {
            let mut member = member.clone();
            member["person_id"] = list(&persons, "items")[index]["id"].clone();
            member
        };
        let named = json!({"name": "Les deux", "members": [known(0), known(1)],
                           "representative_person_id": list(&persons, "items")[1]["id"]});
        let made = client.post(&building.at("/owners"), named, 201).await;
        assert_eq!(
            client.get(&building.at(&format!("/owners/{}", text(&made, "id"))), 200).await,
            made,
            "known persons"
        );
        for lot in [
            json!({"code": "A1", "nature": "apartment", "shares": 120, "description": "Avec terrasse", "floor": "2"}),
            json!({"code": "A2", "nature": "cellar", "shares": 0, "owner_id": last, "owned_from": "2025-02-03"}),
            json!({"code": "A3", "nature": "garage", "shares": 7, "owner_id": last}),
        ] {
            let made = client.post(&building.at("/lots"), lot, 201).await;
            assert_eq!(client.get(&building.at(&format!("/lots/{}", text(&made, "id"))), 200).await, made);
        }
    });
}

#[test]
fn entries_are_counted_beyond_four_digits() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Nombreuse").await;
        let record = async |number: &str| {
            let expense = building.expense(number, "2026-03-02", 1_000);
            text(&building.client.post_once(&building.at("/expenses"), expense, 201).await, "number")
        };
        assert_eq!(record("N-1").await, "2026-PUR-0001");
        let tenant: Uuid = building.id.parse().expect("an id");
        let drawn = sqlx::query(
            "UPDATE tenant.counters SET last = 9998 WHERE tenant_id = $1 AND name = 'entry-PUR-2026'",
        )
        .bind(tenant)
        .execute(&mut world.databases.owner().await)
        .await
        .expect("a counter");
        assert_eq!(drawn.rows_affected(), 1);
        assert_eq!([record("N-2").await, record("N-3").await], ["2026-PUR-9999", "2026-PUR-10000"]);
    });
}
