//! The whole way, seen from both firms and from a second replica.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use reqwest::Method;
use serde_json::{Value, json};
use tests::interrupts::interrupt;
use tests::{Client, Furnished, SiteOptions, int, list, run, text, wait_for};
use worker::Step;

use super::{Two, mails};
use crate::isolation::operations_in;

/// What must be the same before and after, whoever manages the copro.
async fn content(client: &Client, own: &Furnished) -> BTreeMap<String, Value> {
    let mut read = BTreeMap::new();
    for path in ["/lots", "/owners", "/entries", "/calls", "/expenses", "/keys", "/fiscal-years", "/persons"]
    {
        read.insert(path.to_owned(), client.get(&own.building.at(&format!("{path}?limit=200")), 200).await);
    }
    for (kind, owner) in &own.building.owners {
        let path = own.building.at(&format!("/owners/{owner}/statement?on=2026-11-01"));
        read.insert((*kind).to_owned(), client.get(&path, 200).await);
    }
    let file = own.building.at(&format!("/files/{}", own.ids["file"]));
    let bytes = client.request(Method::GET, &file).send().await;
    assert_eq!(bytes.status, 200);
    read.insert("file".to_owned(), json!(bytes.body));
    read
}

#[test]
fn everything_moves_and_the_old_firm_is_out_on_every_replica() {
    run(async |world| {
        let two = Two::firms(world).await;
        let replica = world.site_with(SiteOptions::default()).await;
        let token_of = |client: &Client| client.token().expect("a token").to_owned();
        let elsewhere = replica.with_token(token_of(&two.old.client));
        let before = content(&two.old.client, &two.own).await;
        let summary = two.old.client.get(&two.old.copros(), 200).await["items"][0].clone();
        let committed = Arc::new(Mutex::new(None));
        let noted = committed.clone();
        interrupt(two.own.building.tenant(), move |step| {
            if step == Step::Moved {
                *noted.lock().expect("a lock") = Some(Instant::now());
            }
            Box::pin(std::future::ready(false))
        });

        let (transfer, token) = two.request(world).await;
        let shown = world.site.anonymous().post("/v1/transfers/preview", json!({"token": token}), 200).await;
        assert_eq!(shown["copro_name"], "Résidence Clairvallon");
        assert_eq!((int(&shown, "lots"), int(&shown, "owners")), (4, 4));
        let accepted = two.accept(&token).await;
        assert_eq!(accepted["state"], "accepted");
        // The other replica is asked without pause until it no longer knows the copro.
        let out = wait_for("the replica to shut the old firm out", async || {
            let answer = elsewhere.request(Method::GET, &two.own.building.path).send().await;
            (answer.status == 404).then(Instant::now)
        })
        .await;
        let committed = committed.lock().expect("a lock").expect("it has moved");
        let lag_ms = out.saturating_duration_since(committed).as_millis();
        println!("transfer: first 404 on the other replica {lag_ms} ms after the commit");
        assert!(lag_ms <= 1000, "{lag_ms} ms");

        let mut tried = 0;
        for operation in operations_in(world, "copro").await {
            for name in [&two.own.building.slug, &two.own.building.id] {
                let path = operation.filled(name, &two.own.ids);
                operation.request(&elsewhere, &path, &two.own).send().await.problem(404, "not-found");
                tried += 1;
            }
        }
        println!("transfer: {tried} requests of the old firm, all 404");
        assert_eq!(content(&two.new.client, &two.own).await, before);
        let moved = two.new.client.get(&two.new.copros(), 200).await["items"][0].clone();
        for figure in ["lots", "owners", "shares_assigned", "called_cents", "balance_cents", "slug", "id"] {
            assert_eq!(moved[figure], summary[figure], "{figure}");
        }
        assert_eq!(list(&two.old.client.get(&two.old.copros(), 200).await, "items").len(), 0);
        both_sides_know(world, &two, &text(&transfer, "id")).await;
    });
}

async fn both_sides_know(world: &tests::World, two: &Two, transfer: &str) {
    let done = two.done().await;
    assert_eq!(text(&done, "id"), transfer);
    let taken = two.new.client.get(&format!("/v1/firms/{}/transfers", two.new.id), 200).await;
    assert_eq!(taken["items"][0]["state"], "done");
    let handover = format!("/v1/firms/{}/handovers/{transfer}/package", two.new.id);
    two.new.client.request(Method::GET, &handover).send().await.problem(404, "not-found");
    let none = two.new.client.get(&format!("/v1/firms/{}/handovers", two.new.id), 200).await;
    assert_eq!(list(&none, "items").len(), 0);
    for firm in [&two.old, &two.new] {
        wait_for("the mail that tells it", async || {
            let told = mails(&world.site.anonymous(), &firm.email, "Son historique").await;
            (told.len() == 1).then_some(())
        })
        .await;
    }
}

/// Somebody of the old firm was let in a moment before: what they write then is refused at its commit.
#[test]
fn a_write_that_was_let_in_before_the_move_does_not_land_after_it() {
    run(async |world| {
        let two = Two::firms(world).await;
        let sessions = two.old.client.get("/v1/sessions", 200).await;
        let session: uuid::Uuid = text(&list(&sessions, "items")[0], "id").parse().expect("a uuid");
        let user: uuid::Uuid = two.old.user_id.parse().expect("a uuid");
        let by = store::Credential::Access { session: session.into(), user: user.into() };
        let met =
            world.store.admit::<store::TenantScope>(&by, &two.own.building.slug).await.expect("a database");
        let store::Met::Inside(admission) = met else { panic!("it is their copro") };
        let scope = admission.scope.clone();
        let (_, mailed) = two.request(world).await;
        two.accept(&mailed).await;
        two.done().await;
        let mut owner = world.databases.owner().await;
        let before = tests::database::snapshot(&mut owner, two.own.building.tenant()).await;
        let mut late = world.store.begin(&scope, "late.write").await.expect("a transaction");
        let subject = uuid::Uuid::now_v7();
        let job = store::jobs::NewJob::about(store::jobs::JobKind::NoticeRender, subject);
        late.job_enqueue(&job).await.expect("nothing stops it yet");
        assert!(matches!(late.commit().await, Err(store::Error::NotFound)));
        let landed = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM jobs.jobs WHERE subject_id = $1");
        assert_eq!(landed.bind(subject).fetch_one(&mut owner).await.expect("a count"), 0);
        let after = tests::database::snapshot(&mut owner, two.own.building.tenant()).await;
        let mut changed = tests::database::changes(&before, &after);
        // The worker goes on with what the move itself has queued.
        changed.retain(|change| !change.starts_with("jobs.jobs"));
        assert_eq!(changed, [""; 0]);
    });
}
