//! Acts on a whole copro take as many statements for many lots and owners as for few. How long they take is shown by the example `large_acts`.

use std::fmt::Write;

use ::access::caller::Principal;
use domain::call::NewCall;
use serde_json::{Value, json};
use tests::{Building, Firm, World, list, run, text, wait_for};

use crate::billing::office::caller;

/// A copro in service out of a file of so many lots, each with an owner of its own.
async fn imported(firm: &Firm, lots: usize) -> Building {
    let building = Building::draft(firm, &format!("Résidence aux {lots} portes")).await;
    let mut table = "Lot;Quotités;Nom;E-mail;Date d'acquisition;Clé ascenseur\n".to_owned();
    for n in 1..=lots {
        writeln!(table, "L{n};{};Habitant{n};h{n}@courriel.example;01/02/2024;{n}", 1_000 / lots)
            .expect("memory");
    }
    let import = building.client.upload(&building.at("/imports"), "x.csv", table.as_bytes(), 201).await;
    let path = building.at(&format!("/imports/{}", text(&import, "id")));
    let targets = list(&import, "columns").iter();
    let columns: serde_json::Map<_, _> =
        targets.map(|column| (column["index"].to_string(), column["target"].clone())).collect();
    building.client.put(&format!("{path}/mapping"), json!({"columns": columns}), 200).await;
    reached(&building, &path, "checked").await;
    building.client.post(&format!("{path}/commit"), Value::Null, 202).await;
    reached(&building, &path, "committed").await;
    building.client.post(&building.at("/activation"), Value::Null, 200).await;
    building
}

async fn reached(building: &Building, path: &str, state: &str) {
    wait_for(state, async || (building.client.get(path, 200).await["status"] == state).then_some(())).await;
}

/// One entry of the log is one statement that wrote.
async fn entries(world: &World, building: &Building, action: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM tenant.audit_entries WHERE tenant_id = $1 AND action = $2")
        .bind(building.tenant())
        .bind(action)
        .fetch_one(&mut world.databases.owner().await)
        .await
        .expect("a count")
}

/// The statements of a call over all lots, its letters not counted: they are jobs.
async fn statements(world: &World, firm: &Firm, building: &Building) -> u32 {
    let principal = Principal::Person(caller(firm.user_id.parse().expect("an id"), &firm.email));
    let scope =
        world.store.resolve_copro(&principal, &building.slug).await.expect("an answer").expect("there");
    let scope = scope.while_open().expect("it is open");
    let call = building.call("Fonds de roulement", "2026-11-02", 100_007);
    let call: NewCall = serde_json::from_value(call).expect("a call");
    let mut tx = world.store.begin(&scope, "test.call").await.expect("a transaction");
    let (issued, spent) = store::metered(tx.call_issue(&call)).await;
    let issued = issued.expect("a call");
    let written = tx.call(issued).await.expect("the call");
    assert_eq!(written.notices.iter().map(|notice| notice.amount_cents).sum::<i64>(), 100_007);
    tx.commit().await.expect("a commit");
    let delivered = building.delivered(&issued.to_string()).await;
    assert!(list(&delivered, "notices").iter().all(|notice| notice["mail"] == "sent"), "{delivered}");
    spent.statements
}

#[test]
fn many_owners_take_as_many_statements_as_few() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (few, many) = (imported(&firm, 4).await, imported(&firm, 40).await);
        let [small, large] =
            [entries(world, &few, "imports.commit").await, entries(world, &many, "imports.commit").await];
        assert!(small == large && small > 5, "{small} statements for 4 lots, {large} for 40");
        let [small, large] = [statements(world, &firm, &few).await, statements(world, &firm, &many).await];
        assert!(small == large && small > 5, "{small} statements for 4 owners, {large} for 40");
    });
}
