//! Erasing a person blanks what the log tells of them; the chain stays verifiable, and only what an erasure answers for may be blank.

use sqlx::Connection;
use tests::{run, text};
use uuid::Uuid;

use super::{at_rest, findings, tenant, verified};

#[test]
fn what_is_blanked_is_gone_and_the_chain_still_verifies() {
    run(async |world| {
        let (_, own) = at_rest(world).await;
        let id = own.building.tenant();
        let person: Uuid = own.ids["person"].parse().expect("an id");
        let path = own.building.at(&format!("/persons/{person}"));
        own.building.client.patch(&path, serde_json::json!({"phone": "+32 400 00 00 09"}), 200).await;
        let mut owner = world.databases.owner().await;
        // Somebody else was erased in this copro before.
        let before = verified(&mut owner, Some(tenant(id)), Default::default()).await.blanked;
        let mut app = world.databases.app().await;
        let mut transaction = app.begin().await.expect("a transaction");
        sqlx::query(
            "SELECT set_config('role', 'koprogo_tenant', true), set_config('app.tenant_id', $1, true)",
        )
        .bind(id.to_string())
        .execute(&mut *transaction)
        .await
        .expect("the scope is entered");
        let blanked: i64 = sqlx::query_scalar("SELECT app.audit_blank(ARRAY[$1])")
            .bind(person)
            .fetch_one(&mut *transaction)
            .await
            .expect("rows are blanked");
        transaction.commit().await.expect("a commit");
        assert!(blanked >= 2, "{blanked} rows");
        let left: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM tenant.audit_entries WHERE tenant_id = $1 AND rows::text LIKE '%Tilleuvale%'",
        )
        .bind(id)
        .fetch_one(&mut owner)
        .await
        .expect("a count");
        assert_eq!(left, 0, "the name is gone from the log");
        let report = verified(&mut owner, Some(tenant(id)), Default::default()).await;
        assert_eq!(
            (findings(&report), report.blanked - before),
            (vec![], usize::try_from(blanked).expect("few"))
        );
        let page = own.building.client.get(&own.building.at("/audit?object=persons"), 200).await;
        let erased = tests::list(&page, "items").iter().filter(|entry| entry["erased"] == true).count();
        assert!(erased >= 2, "{page}");
        let told = own.building.client.get(&own.building.at("/audit?object=audit_entries"), 200).await;
        assert_eq!(text(&tests::list(&told, "items")[0], "verb"), "erase");
    });
}
