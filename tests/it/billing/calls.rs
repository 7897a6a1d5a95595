//! Requests are counted for the firm they are for, each once, whatever is told how often.

use sqlx::postgres::PgConnection;
use tests::{Building, Firm, SiteOptions, run};
use uuid::Uuid;

async fn metered(owner: &mut PgConnection, firm: &Firm) -> i64 {
    sqlx::query_scalar(
        "SELECT coalesce(sum(quantity), 0)::bigint FROM firm.usage WHERE firm_id = $1 AND resource = 'api-calls'",
    )
    .bind(firm.id.parse::<Uuid>().expect("an id"))
    .fetch_one(owner)
    .await
    .expect("a sum")
}

#[test]
fn every_request_of_a_firm_and_its_copros_is_counted_once() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let (firm, other) = (Firm::sign_up(world).await, Firm::sign_up(world).await);
        let building = Building::draft(&firm, "Résidence du Compteur").await;
        // Replicas of our own: nobody else has what they counted told.
        let (first, second) =
            (world.site_with(SiteOptions::default()).await, world.site_with(SiteOptions::default()).await);
        let here = first.with_token(firm.client.fresh_token().await);
        for _ in 0..7 {
            here.get(&building.at("/lots"), 200).await;
        }
        for _ in 0..4 {
            here.get(&firm.copros(), 200).await;
        }
        // Who may not see it spends nothing of the firm's.
        first.with_token(other.client.fresh_token().await).get(&building.at("/lots"), 404).await;
        // Another replica counts by itself, in the same minute.
        let there = second.with_token(firm.client.fresh_token().await);
        for _ in 0..5 {
            there.get(&firm.copros(), 200).await;
        }
        for _ in 0..2 {
            first.app.tell_calls().await;
            second.app.tell_calls().await;
        }
        assert_eq!(metered(&mut owner, &firm).await, 16);
        assert_eq!(metered(&mut owner, &other).await, 0);
    });
}

#[test]
fn a_minute_that_is_told_twice_is_kept_once() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let firm = Firm::sign_up(world).await;
        let replica = Uuid::now_v7();
        let at = time::OffsetDateTime::from_unix_timestamp(1_800_000_000).expect("an instant");
        let id: Uuid = firm.id.parse().expect("an id");
        let minute = |firm: Uuid, calls| store::billing::Minute { firm: firm.into(), at, calls };
        // Nobody's firm, and nothing counted, are left out.
        let told = [minute(id, 12), minute(Uuid::now_v7(), 3), minute(Uuid::now_v7(), 0)];
        assert_eq!(world.store.api_calls_keep(replica, &told).await.expect("kept"), 1);
        assert_eq!(world.store.api_calls_keep(replica, &told).await.expect("kept"), 0);
        assert_eq!(world.store.api_calls_keep(Uuid::now_v7(), &told[..1]).await.expect("kept"), 1);
        assert_eq!(metered(&mut owner, &firm).await, 24);
    });
}
