//! Billing's clock, moved: what the database counts is dated as the account is, and nobody but a development server moves it.

use std::sync::{Arc, Mutex};

use api::{Calendar, Clock};
use reqwest::Method;
use serde_json::json;
use sqlx::Row;
use sqlx::postgres::PgConnection;
use store::billing::{billing_ahead, billing_ahead_set};
use store::{BillingScope, Store};
use tests::database::Databases;
use tests::{Firm, SiteOptions, run};
use time::{Date, OffsetDateTime};

use super::{accounts, days, firms, rules};

/// Somebody who only notes what is wanted.
#[derive(Default)]
struct Noted(Mutex<Option<Date>>);

impl Calendar for Noted {
    fn live_until(&self, day: Date) {
        *self.0.lock().expect("nobody panicked") = Some(day);
    }

    fn until(&self) -> Option<Date> {
        *self.0.lock().expect("nobody panicked")
    }
}

async fn sit(store: &Store, scope: &BillingScope, now: OffsetDateTime) {
    let mut tx = store.begin(scope, "test.sit").await.expect("a transaction");
    tx.at_desk(&rules(), now, |_| Ok(())).await.expect("a sitting");
    tx.commit().await.expect("commits");
}

async fn another_copro(owner: &mut PgConnection, scope: &BillingScope) {
    sqlx::query(
        "INSERT INTO firm.copros (firm_id, tenant_id, slug, name, city, status, shares_total)
         VALUES ($1, gen_random_uuid(), 'copro-autre', 'Résidence', 'Namur', 'active', 1000)",
    )
    .bind(scope.firm().uuid())
    .execute(owner)
    .await
    .expect("a copro");
}

#[test]
fn what_is_counted_on_a_moved_clock_counts_from_that_day_on() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_clock").await;
        let (store, mut owner) = (databases.store().await, databases.owner().await);
        let now = OffsetDateTime::now_utc();
        firms(&databases, 1).await;
        let first = accounts(&store, now).await.remove(0);
        assert_eq!(billing_ahead(databases.owner_url()).await.expect("an answer"), days(0));
        billing_ahead_set(databases.owner_url(), days(40)).await.expect("moved");
        let then = now + days(40);
        another_copro(&mut owner, &first).await;
        firms(&databases, 1).await;
        let second = accounts(&store, then).await.into_iter().find(|scope| scope.firm() != first.firm());
        let second = second.expect("another firm");
        for after in 0..=2 {
            sit(&store, &first, then + days(after)).await;
            sit(&store, &second, then + days(after)).await;
        }
        let counted = async |owner: &mut PgConnection, scope: &BillingScope| {
            let rows =
                sqlx::query("SELECT copros, counted FROM firm.billing_days WHERE firm_id = $1 ORDER BY day")
                    .bind(scope.firm().uuid())
                    .fetch_all(owner)
                    .await
                    .expect("days");
            rows.iter()
                .map(|row| {
                    let (metered, counted): (i32, Option<i32>) = (row.get("copros"), row.get("counted"));
                    assert!(
                        counted.is_none_or(|counted| counted == metered),
                        "{counted:?}, metered {metered}"
                    );
                    metered
                })
                .collect::<Vec<_>>()
        };
        // Each copro from the first midnight after it was put into service.
        let expected = [vec![0], vec![1; 40], vec![2; 2]].concat();
        assert_eq!(counted(&mut owner, &first).await, expected);
        assert_eq!(
            counted(&mut owner, &second).await,
            [0, 1, 1],
            "its trial began that day, not forty days before"
        );
    });
}

#[test]
fn only_a_development_server_lets_days_pass() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let until = world.today() + days(1);
        for client in [world.site.anonymous(), world.site.with_token(firm.client.token().expect("a token"))] {
            client.request(Method::GET, "/v1/dev/clock").send().await.problem(404, "not-found");
            for body in [json!({ "until": until }), json!({}), json!("nonsense")] {
                client
                    .request(Method::POST, "/v1/dev/clock")
                    .json(&body)
                    .send()
                    .await
                    .problem(404, "not-found");
            }
        }
        assert_eq!(firm.client.get("/v1/session", 200).await["dev_clock"], false);
        let app = &world.site.app;
        assert!((app.clock.billing_now() - app.clock.now()).abs() < days(1), "billing's time is the world's");
        for mut login in [world.databases.app().await, world.databases.operator().await] {
            let moved = sqlx::query("UPDATE billing.clock SET ahead = '1 day'").execute(&mut login).await;
            assert!(moved.is_err(), "only the schema's owner moves it");
        }
    });
}

#[test]
fn days_are_lived_up_to_one_that_is_to_come() {
    run(async |world| {
        let mut clock = Clock::in_zone("Europe/Brussels").expect("a zone");
        let hand = clock.take_hand(days(10));
        let noted = Arc::new(Noted::default());
        let calendar: Arc<dyn Calendar> = noted.clone();
        let options =
            SiteOptions { clock: Some(clock.clone()), calendar: Some(calendar), ..SiteOptions::default() };
        let site = world.site_with(options).await;
        let client = site.anonymous();
        let today = clock.billing_today();
        let shown = client.get("/v1/dev/clock", 200).await;
        assert_eq!(shown, json!({ "today": today, "days_ahead": 10, "until": null }));
        for wrong in [today, today - days(1), today + days(367)] {
            let refused =
                client.request(Method::POST, "/v1/dev/clock").json(&json!({ "until": wrong })).send().await;
            refused.problem(422, "validation");
        }
        assert_eq!(noted.until(), None);
        let wanted = today + days(31);
        let begun =
            client.request(Method::POST, "/v1/dev/clock").json(&json!({ "until": wanted })).send().await;
        assert_eq!(begun.expect(202), json!({ "today": today, "days_ahead": 10, "until": wanted }));
        assert_eq!(noted.until(), Some(wanted));
        hand.move_to(days(41));
        assert_eq!(client.get("/v1/dev/clock", 200).await["today"], json!(wanted));
        let firm = Firm::sign_up(world).await;
        let mine = site.with_token(firm.client.token().expect("a token"));
        assert_eq!(mine.get("/v1/session", 200).await["dev_clock"], true);
        let account = mine.get(&format!("/v1/firms/{}/billing", firm.id), 200).await;
        assert_eq!(account["today"], json!(wanted), "the account is of that day, and the session still good");
    });
}
