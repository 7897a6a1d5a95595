//! Ids in bodies and queries, roles within a firm, and copros that change hands.

use reqwest::Method;
use serde_json::{Value, json};
use tests::database::{changes, snapshot};
use tests::{Furnished, World, int, list, run};
use uuid::Uuid;

use super::{operations_in, settled};

/// Every field of a body that names a thing by its id, filled with `id`.
fn references(own: &Furnished, ids: &dyn Fn(&str) -> String) -> Vec<(String, Value, &'static str)> {
    let building = &own.building;
    let at = |rest: &str| building.at(rest);
    let with = |mut body: Value, field: &str, id: String| {
        body[field] = json!(id);
        body
    };
    let mut by_supplier = building.expense("R-1", "2026-05-01", 100);
    by_supplier.as_object_mut().expect("an object").remove("supplier");
    let expense = building.expense("R-1", "2026-05-01", 100);
    let member =
        json!({"members": [{"person_id": ids("person"), "right": "full", "numerator": 1, "denominator": 1}]});
    let weights = json!([{"lot_id": ids("lot"), "weight": 1}]);
    let sale = json!({"owner_id": ids("owner"), "valid_from": "2026-11-01"});
    let version = at(&format!("/keys/{}/versions/{}", own.ids["key"], own.ids["version"]));
    let call = building.call("Appel", "2026-05-01", 100);
    vec![
        (at(&format!("/lots/{}/ownerships", own.ids["lot"])), sale, "owner_id"),
        (at("/owners"), member, "members.0.person_id"),
        (at("/keys"), json!({"code": "R", "name": "R", "weights": weights}), "weights.0.lot_id"),
        (version, json!({"weights": weights}), "weights.0.lot_id"),
        (at("/expenses"), with(by_supplier, "supplier_id", ids("supplier")), "supplier_id"),
        (at("/expenses"), with(expense.clone(), "file_id", ids("file")), "file_id"),
        (at("/expenses"), with(expense.clone(), "key_id", ids("key")), "key_id"),
        (at("/expenses/preview"), with(expense, "key_id", ids("key")), "key_id"),
        (at("/calls"), with(call.clone(), "key_id", ids("key")), "key_id"),
        (at("/calls/preview"), with(call, "key_id", ids("key")), "key_id"),
        (
            at("/receipts"),
            with(building.receipt("person", "2026-05-01", 100), "owner_id", ids("owner")),
            "owner_id",
        ),
    ]
}

#[test]
fn a_body_cannot_refer_to_what_another_copro_holds() {
    run(async |world| {
        let (_, theirs) = settled(world).await;
        let (_, own) = settled(world).await;
        let mut owner = world.databases.owner().await;
        let before = snapshot(&mut owner, own.building.tenant()).await;
        let foreign = references(&own, &|kind| theirs.ids[kind].clone());
        let unknown = references(&own, &|_| Uuid::now_v7().to_string());
        for ((path, foreign, field), (_, unknown, _)) in foreign.into_iter().zip(unknown) {
            let method = if path.contains("/versions/") { Method::PUT } else { Method::POST };
            let send = async |body: &Value| {
                own.building.client.request(method.clone(), &path).json(body).once().send().await
            };
            let (answer, nowhere) = (send(&foreign).await, send(&unknown).await);
            let error = answer.problem(422, "validation")["errors"][0].clone();
            assert_eq!(
                (&error["field"], &error["code"]),
                (&json!(field), &json!("unknown-reference")),
                "{path}"
            );
            assert_eq!(answer.visible(), nowhere.visible(), "{path} {field}");
        }
        assert_eq!(changes(&before, &snapshot(&mut owner, own.building.tenant()).await), [""; 0]);
        let filter = format!("/entries?owner_id={}", theirs.ids["owner"]);
        let entries = own.building.client.get(&own.building.at(&filter), 200).await;
        assert_eq!(list(&entries, "items").len(), 0);
    });
}

/// Communications are numbered in each copro on its own: the same digits mean one's own owner.
#[test]
fn a_communication_finds_the_owner_of_ones_own_copro() {
    run(async |world| {
        let (_, theirs) = settled(world).await;
        let (_, own) = settled(world).await;
        let call = |of: &Furnished| of.building.at(&format!("/calls/{}", of.ids["call"]));
        let notice = theirs.building.client.get(&call(&theirs), 200).await["notices"][0].clone();
        let payment = json!({"communication": notice["communication"], "received_on": "2026-05-01",
                             "amount_cents": 500, "into": "working"});
        let receipt = own.building.client.post_once(&own.building.at("/receipts"), payment, 201).await;
        let owned = own.building.owners.values().any(|id| receipt["owner_id"] == id.as_str());
        assert!(owned, "{receipt}");
        let untouched = theirs
            .building
            .client
            .get(&theirs.building.at(&format!("/owners/{}", theirs.ids["owner"])), 200)
            .await;
        assert_eq!(int(&untouched, "balance_cents"), 40_001 - 1_000);
    });
}

/// A cursor made in one copro is only a place in an order elsewhere.
#[test]
fn a_page_goes_on_in_the_copro_that_is_asked() {
    run(async |world| {
        let (_, theirs) = settled(world).await;
        let (_, own) = settled(world).await;
        for list_of in ["/lots", "/owners", "/entries", "/jobs"] {
            let first =
                theirs.building.client.get(&theirs.building.at(&format!("{list_of}?limit=1")), 200).await;
            let cursor = tests::escape(&tests::text(&first, "next_cursor"));
            let page =
                own.building.client.get(&own.building.at(&format!("{list_of}?cursor={cursor}")), 200).await;
            for item in list(&page, "items") {
                let id = tests::text(item, "id");
                let mine = own.building.client.all(&own.building.at(list_of)).await;
                assert!(mine.iter().any(|known| known["id"] == id.as_str()), "{list_of}: {item}");
            }
        }
    });
}

async fn set_role(world: &World, user: &str, role: &str) {
    let mut owner = world.databases.owner().await;
    let user: Uuid = user.parse().expect("a uuid");
    let done = sqlx::query("UPDATE firm.members SET role = $2 WHERE user_id = $1").bind(user).bind(role);
    assert_eq!(done.execute(&mut owner).await.expect("a role is given").rows_affected(), 1);
}

#[test]
fn a_role_that_lacks_a_permission_is_told_so_and_reads_on() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let building = &own.building;
        let closing = building.at(&format!("/fiscal-years/{}/closing", own.ids["year"]));
        let lots = (building.at("/persons"), json!({"kind": "natural", "last_name": "M", "language": "fr"}));
        let calls = (building.at("/calls"), building.call("Appel", "2026-05-01", 100));
        let copros = (firm.copros(), tests::new_copro("Résidence Neuve"));
        let closing = (closing, Value::Null);
        for (role, forbidden) in [
            ("assistant", vec![&calls, &copros, &closing]),
            ("comptable", vec![&lots, &copros]),
            ("gestionnaire", vec![&closing]),
        ] {
            set_role(world, &firm.user_id, role).await;
            for (path, body) in forbidden {
                let refused = firm.client.request(Method::POST, path).json(body).once().send().await;
                refused.problem(403, "forbidden");
            }
            let copro = firm.client.get(&building.path, 200).await;
            let permissions = list(&copro, "permissions");
            assert!(
                permissions.contains(&json!("ledger.read")) && permissions.len() < 35,
                "{role}: {permissions:?}"
            );
            firm.client.get(&building.at("/entries"), 200).await;
        }
    });
}

/// An assembly may choose another syndic: one row moves, and with it everything.
#[test]
fn a_copro_that_changes_hands_is_gone_for_the_old_firm() {
    run(async |world| {
        let (old, own) = settled(world).await;
        let (new, _) = settled(world).await;
        let mut owner = world.databases.owner().await;
        let moved = sqlx::query("UPDATE firm.copros SET firm_id = $2 WHERE tenant_id = $1");
        let firm: Uuid = new.id.parse().expect("a uuid");
        moved.bind(own.building.tenant()).bind(firm).execute(&mut owner).await.expect("the copro moves");
        for operation in operations_in(world, "copro").await {
            let path = operation.filled(&own.building.slug, &own.ids);
            if operation.method == Method::GET {
                let read = operation.request(&new.client, &path, &own).send().await;
                assert_eq!(read.status, 200, "{}: {}", operation.name(), read.text());
            }
            operation.request(&old.client, &path, &own).send().await.problem(404, "not-found");
        }
        assert_eq!(list(&old.client.get(&old.copros(), 200).await, "items").len(), 0);
        assert_eq!(list(&new.client.get(&new.copros(), 200).await, "items").len(), 2);
    });
}

#[test]
fn a_member_who_left_sees_nothing_from_then_on() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let mut owner = world.databases.owner().await;
        let user: Uuid = firm.user_id.parse().expect("a uuid");
        let left = sqlx::query("DELETE FROM firm.members WHERE user_id = $1").bind(user);
        left.execute(&mut owner).await.expect("the member leaves");
        firm.client.request(Method::GET, &own.building.path).send().await.problem(404, "not-found");
        firm.client.request(Method::GET, &firm.copros()).send().await.problem(404, "not-found");
        let session = firm.client.get("/v1/session", 200).await;
        assert_eq!(list(&session, "firms").len(), 0);
    });
}
