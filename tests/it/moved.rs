//! While the product is moved to another server its database is read and not written, as deploy/scripts/move-server.sh has it.

use reqwest::Method;
use serde_json::json;
use sqlx::postgres::PgConnection;
use tests::database::Databases;
use tests::{Building, Firm, SiteOptions, list, run};
use tokio::sync::watch;

/// What `freeze` and `thaw` of the script say to the database; who was connected before is sent away, because it would not know.
async fn set_read_only(administrator: &mut PgConnection, frozen: bool) {
    let setting = match frozen {
        true => "ALTER DATABASE koprogo_moved SET default_transaction_read_only = on",
        false => "ALTER DATABASE koprogo_moved RESET default_transaction_read_only",
    };
    sqlx::query(setting).execute(&mut *administrator).await.expect("an administrator may");
    sqlx::query(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(administrator)
    .await
    .expect("connections end");
}

#[test]
fn who_writes_while_the_product_is_moved_is_told_to_come_back() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_moved").await;
        let store = databases.store().await;
        let site = world.site_on(&databases, &store, SiteOptions::default()).await;
        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(worker::run(world.idle_worker(&store, &world.files), stopped));
        let firm = Firm::sign_up_at(&site.anonymous()).await;
        let building = Building::active(&firm, "Résidence Déménagée").await;
        let mut administrator = databases.administrator().await;
        let suppliers = building.at("/suppliers");
        let wanted = json!({"name": "Chauffage Lambin"});
        let before = building.client.get(&suppliers, 200).await;
        let writing = building.client.request(Method::POST, &suppliers).json(&wanted).once();
        set_read_only(&mut administrator, true).await;
        for _ in 0..3 {
            let answer = writing.again().send().await;
            let problem = answer.problem(503, "writing-paused");
            assert_eq!(answer.header("retry-after"), "10");
            let words = problem["detail"].as_str().unwrap_or_default();
            assert!(words.contains("change de machine"), "it says why, in the reader's language: {words}");
        }
        let signing_up = json!({"country": "BE", "name": "Une autre SRL", "company_number": tests::numbers::any_company_number()});
        let answer = firm.client.request(Method::POST, "/v1/firms").json(&signing_up).once().send().await;
        answer.problem(503, "writing-paused");
        assert_eq!(building.client.get(&suppliers, 200).await, before, "people go on reading");
        set_read_only(&mut administrator, false).await;
        let made = writing.again().send().await.expect(201);
        let after = building.client.get(&suppliers, 200).await;
        assert_eq!(list(&after, "items").len(), list(&before, "items").len() + 1, "written once: {made}");
        stop.send(true).expect("the worker has gone on meanwhile");
        working.await.expect("it stops");
    });
}
