//! Messages of the payment provider: unsigned, doubled, out of order, lost, and sent again after a year.

use serde_json::{Value, json};
use stripe_fake::{Fake, Order, Weather};
use tests::run;
use time::OffsetDateTime;

use super::scene::{CARD, DEBIT, Scene};

fn wall() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

#[test]
fn what_is_not_signed_by_the_provider_is_refused() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_signed").await;
        let secret = [scene.endpoint.secret.clone()];
        let body = br#"{"id":"evt_1","type":"ping","created":1,"data":{"object":{}}}"#;
        let good = Fake::sign(body, &secret, wall());
        for bad in [
            "".to_owned(),
            "t=1,v1=00".to_owned(),
            Fake::sign(body, &["whsec_of_somebody".to_owned()], wall()),
            Fake::sign(b"{}", &secret, wall()),
            Fake::sign(body, &secret, wall() - 400),
            Fake::sign(body, &secret, wall() + 400),
            good.replace("v1=", "v0="),
        ] {
            scene.post(body, &bad).await.problem(400, "bad-request");
        }
        let large = vec![b' '; 300 * 1024];
        scene.post(&large, &Fake::sign(&large, &secret, wall())).await.problem(413, "too-large");
        assert_eq!(scene.count("SELECT count(*) FROM billing.webhooks").await, 0);
        // Several secrets sign while one is replaced; any that is ours will do.
        let both = Fake::sign(body, &["whsec_new".to_owned(), secret[0].clone()], wall());
        scene.post(body, &both).await.expect(200);
        scene.post(body, &good).await.expect(200);
        // Signed and not readable: kept, and given to a person.
        let odd = b"not a message";
        scene.post(odd, &Fake::sign(odd, &secret, wall())).await.expect(200);
        scene.settle().await;
        let states = "SELECT count(*) FROM billing.webhooks WHERE status = 'done' OR (status = 'dead' AND kind = 'unreadable')";
        assert_eq!(scene.count(states).await, 2);
    });
}

#[test]
fn order_and_number_of_copies_make_no_difference_and_neither_does_a_year() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_reorder").await;
        let firms = scene.firms(4).await;
        for (n, firm) in firms.iter().enumerate() {
            scene.signs_up(firm, if n % 2 == 0 { CARD } else { DEBIT }).await;
        }
        for (n, order) in
            [Order::Reversed, Order::Shuffled(3), Order::Shuffled(11), Order::Kept].into_iter().enumerate()
        {
            let copies = u32::try_from(n).expect("few");
            scene.fake.weather(Weather { copies, order, ..Weather::default() });
            scene.live(24).await;
        }
        scene.compare().await.assert_agreed();
        let before = (scene.compare().await, scene.count("SELECT count(*) FROM firm.receivables").await);
        assert!(before.1 > 10, "{before:?}");
        scene.fake.advance(365).await;
        let secret = [scene.endpoint.secret.clone()];
        for event in scene.fake.objects("events") {
            let body = serde_json::to_vec(&event).expect("JSON");
            scene.post(&body, &Fake::sign(&body, &secret, wall())).await.expect(200);
        }
        while scene.worker.read_inbox().await.expect("the inbox is read") > 0 {}
        let after = (scene.compare().await, scene.count("SELECT count(*) FROM firm.receivables").await);
        assert_eq!(before, after);
        assert_eq!(scene.count("SELECT count(*) FROM billing.webhooks WHERE status <> 'done'").await, 0);
    });
}

#[test]
fn what_was_lost_on_its_way_is_fetched_by_night() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_lost").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, DEBIT).await;
        scene.live(60).await;
        scene.fake.weather(Weather { lose_one_in: 1, ..Weather::default() });
        // Every message is lost, and the one who asks after a debit is away.
        for _ in 0..35 {
            scene.fake.advance(1).await;
            scene.worker.step_days().await.expect("the days are stepped");
            while scene.worker.work_round().await > 0 {
                let mut owner = scene.databases.owner().await;
                sqlx::query("DELETE FROM jobs.jobs WHERE kind IN ('billing.documents', 'billing.mail', 'billing.reconcile')")
                    .execute(&mut owner)
                    .await
                    .expect("no papers");
            }
        }
        let compared = scene.compare().await;
        assert_ne!(compared.theirs, compared.ours, "the provider was paid and nobody here knows");
        let done = scene.worker.reconcile().await.expect("compared");
        assert!(done.complete && done.missed > 0, "{done:?}");
        scene.settle().await;
        scene.compare().await.assert_agreed();
        let again = scene.worker.reconcile().await.expect("compared again");
        let fees = scene.book(&firm).await.balance(Some(firm.firm()), ::billing::receivable::Account::Fees);
        assert!(fees.0 > 0, "what the provider keeps is booked");
        assert_eq!((again.missed, again.differences), (0, 0), "{again:?}");
        assert_eq!(scene.count("SELECT count(*) FROM firm.billing_reviews").await, 0);
    });
}

#[test]
fn a_message_that_nobody_can_place_is_given_to_a_person_and_holds_up_nobody() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_poison").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, CARD).await;
        let secret = [scene.endpoint.secret.clone()];
        let strange = |id: &str, object: Value| json!({"id": id, "type": "payment_intent.succeeded", "created": wall(), "data": {"object": object}});
        let payment = json!({"id": "pi_x", "status": "succeeded", "amount": 1000, "currency": "eur", "customer": "cus_nobody", "created": wall()});
        let mut dollars = payment.clone();
        dollars["currency"] = json!("usd");
        for (id, object) in [("evt_a", payment), ("evt_b", dollars), ("evt_c", json!({"id": 7}))] {
            let body = serde_json::to_vec(&strange(id, object)).expect("JSON");
            scene.post(&body, &Fake::sign(&body, &secret, wall())).await.expect(200);
        }
        for _ in 0..13 {
            scene.turn().await;
        }
        let dead = "SELECT count(*) FROM billing.webhooks WHERE status = 'dead' AND last_error IS NOT NULL";
        assert_eq!(scene.count(dead).await, 3);
        scene.live(62).await;
        assert_eq!(scene.owes(&firm).await, 0);
        scene.compare().await.assert_agreed();
    });
}
