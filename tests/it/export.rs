//! A firm takes a copy of everything in a copro that it keeps.

use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::{Building, Client, Firm, World, int, list, run, text, wait_for};
use uuid::Uuid;

use crate::billing::aged;
use crate::isolation::settled;
use crate::transfer::package::Opened;

/// Asks for a package, and waits until it is ready.
async fn exported(client: &Client, building: &Building) -> Value {
    let asked = client.post(&building.at("/exports"), Value::Null, 202).await;
    ready(client, building, &text(&asked, "id")).await
}

async fn ready(client: &Client, building: &Building, id: &str) -> Value {
    let path = building.at("/exports");
    wait_for("the package", async || {
        let all = client.get(&path, 200).await;
        let one = list(&all, "items").iter().find(|one| one["id"] == id)?.clone();
        (one["status"] != "building").then_some(one)
    })
    .await
}

fn package(firm: &Firm, export: &str) -> String {
    format!("/v1/firms/{}/exports/{export}/package", firm.id)
}

async fn bytes(firm: &Firm, export: &Value) -> Vec<u8> {
    let answer = firm.client.request(Method::GET, &package(firm, &text(export, "id"))).send().await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"), "{}", answer.text());
    answer.body
}

fn folder(world: &World, firm: &str, export: &str) -> std::path::PathBuf {
    world.files_dir.join(format!("exports/{firm}/{export}"))
}

async fn forget(world: &World) -> usize {
    world.idle_worker(&world.store, &world.files).forget_exports().await.expect("forgets")
}

#[test]
fn the_package_holds_everything_and_the_copro_stays() {
    run(async |world| {
        let (firm, own) = settled(world).await;
        let entries = firm.client.all(&own.building.at("/entries")).await.len();
        let export = exported(&firm.client, &own.building).await;
        assert_eq!(
            (&export["status"], text(&export, "copro_id")),
            (&json!("ready"), own.building.id.clone())
        );
        let bytes = bytes(&firm, &export).await;
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            (int(&export, "size_bytes"), text(&export, "sha256")),
            (i64::try_from(bytes.len()).expect("a size"), sum)
        );
        let opened = Opened::of(&bytes);
        assert_eq!(
            (&opened.manifest["format"], &opened.manifest["export"]),
            (&json!("koprogo-export-1"), &export["id"])
        );
        assert_eq!(opened.manifest["transfer"], Value::Null);
        let counted = list(&opened.manifest, "tables")
            .iter()
            .find(|table| table["name"] == "entries")
            .expect("a count");
        assert_eq!(int(counted, "rows"), i64::try_from(entries).expect("a count"));
        assert_eq!(int(&opened.manifest, "statements"), 4);
        let index = opened.text("index.html");
        assert!(
            index.contains("faite à la demande de Gérance Jumelle SRL") && !index.contains("syndic sortant"),
            "{index}"
        );
        let of_firm = firm.client.get(&format!("/v1/firms/{}/exports", firm.id), 200).await;
        assert_eq!(list(&of_firm, "items"), [export]);
        let payment = own.building.receipt("company", "2026-06-01", 500);
        firm.client.post_once(&own.building.at("/receipts"), payment, 201).await;
    });
}

#[test]
fn a_newer_package_replaces_the_older_and_each_goes_with_its_bytes() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence des Copies").await;
        let first = exported(&firm.client, &building).await;
        let second = exported(&firm.client, &building).await;
        let (old, new) = (text(&first, "id"), text(&second, "id"));
        assert_ne!(old, new);
        let listed = firm.client.get(&building.at("/exports"), 200).await;
        assert_eq!(list(&listed, "items"), std::slice::from_ref(&second));
        firm.client.request(Method::GET, &package(&firm, &old)).send().await.problem(404, "not-found");
        assert!(folder(world, &firm.id, &old).exists());
        forget(world).await;
        let builds =
            |export: &str| std::fs::read_dir(folder(world, &firm.id, export)).map_or(0, Iterator::count);
        assert_eq!((builds(&old), builds(&new)), (0, 1));
        let mut owner = world.databases.owner().await;
        let kept: i64 = sqlx::query_scalar(
            "SELECT (extract(epoch FROM expires_at - requested_at) / 86400)::bigint FROM firm.exports WHERE firm_id = $1",
        )
        .bind(firm.id.parse::<Uuid>().expect("an id"))
        .fetch_one(&mut owner)
        .await
        .expect("one is left");
        assert_eq!(kept, 30);
        let over = "UPDATE firm.exports SET expires_at = now() WHERE id = $1";
        sqlx::query(over)
            .bind(new.parse::<Uuid>().expect("an id"))
            .execute(&mut owner)
            .await
            .expect("time passes");
        firm.client.request(Method::GET, &package(&firm, &new)).send().await.problem(404, "not-found");
        forget(world).await;
        assert_eq!(builds(&new), 0);
    });
}

/// One at a time, and never for a firm that does not manage the copro any more.
#[test]
fn a_package_under_way_is_the_answer_and_one_of_another_firms_copro_is_never_made() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence de l’Attente").await;
        let former = Firm::sign_up(world).await;
        let (under_way, theirs) = (Uuid::now_v7(), Uuid::now_v7());
        let mut owner = world.databases.owner().await;
        for (firm, export) in [(&firm, under_way), (&former, theirs)] {
            sqlx::query(
                "INSERT INTO firm.exports (firm_id, id, copro_id, copro_name, status, requested_by)
                 VALUES ($1, $2, $3, 'Résidence de l’Attente', 'building', gen_random_uuid())",
            )
            .bind(firm.id.parse::<Uuid>().expect("an id"))
            .bind(export)
            .bind(building.tenant())
            .execute(&mut owner)
            .await
            .expect("asked for");
        }
        let asked = firm.client.post(&building.at("/exports"), Value::Null, 202).await;
        assert_eq!(text(&asked, "id"), under_way.to_string());
        let unready = firm.client.request(Method::GET, &package(&firm, &under_way.to_string())).send().await;
        unready.problem(409, "handover-building");
        sqlx::query(
            "INSERT INTO jobs.jobs (id, tenant_id, kind, subject_id, payload, priority)
             VALUES (gen_random_uuid(), $1, 'copro.export', $2, jsonb_build_object('firm', $3::text), 1)",
        )
        .bind(building.tenant())
        .bind(theirs)
        .bind(&former.id)
        .execute(&mut owner)
        .await
        .expect("queued");
        let path = format!("/v1/firms/{}/exports", former.id);
        let given_up = wait_for("the job to be given up", async || {
            let all = former.client.get(&path, 200).await;
            list(&all, "items").iter().find(|one| one["status"] != "building").cloned()
        })
        .await;
        assert_eq!(given_up["status"], "failed");
        let none = former.client.request(Method::GET, &package(&former, &theirs.to_string())).send().await;
        none.problem(404, "not-found");
        // What was stored of it before it was refused goes with it.
        let over = "UPDATE firm.exports SET expires_at = now() WHERE id = $1";
        sqlx::query(over).bind(theirs).execute(&mut owner).await.expect("time passes");
        forget(world).await;
        let left =
            std::fs::read_dir(folder(world, &former.id, &theirs.to_string())).map_or(0, Iterator::count);
        assert_eq!(left, 0);
    });
}

/// Whoever owes or has left takes their data along.
#[test]
fn a_firm_that_is_suspended_or_closed_still_takes_a_copy_and_closes_what_it_does_not_pay() {
    run(async |world| {
        for (days, access) in [(45, "read-only"), (120, "export-only")] {
            let firm = Firm::sign_up(world).await;
            let building = Building::draft(&firm, "Résidence Impayée").await;
            aged(world, &firm, days).await;
            assert_eq!(firm.client.get(&format!("/v1/firms/{}", firm.id), 200).await["access"], access);
            let closing = json!({"reason": "mandate-ended", "name": "Résidence Impayée"});
            firm.client.post(&building.at("/close"), closing, 200).await;
            let export = exported(&firm.client, &building).await;
            let copro = Opened::of(&bytes(&firm, &export).await).text("data/copro.json");
            assert!(copro.contains("mandate-ended"), "{copro}");
            let opening = firm.client.request(Method::POST, &building.at("/reopen")).send().await;
            assert_eq!(opening.status, 402, "{}", opening.text());
        }
    });
}
