//! Deliveries: signed, and as the weather has it.

use serde_json::Value;
use stripe_fake::{Fake, Inbox, Order, Outcome, Weather};

use crate::client::World;
use crate::schemas;

async fn listening() -> (World, Inbox, String) {
    let world = World::new().await;
    let inbox = Inbox::open().await.expect("a free port");
    let endpoint =
        world.post("v1/webhook_endpoints", &[("url", inbox.url()), ("enabled_events[]", "*")]).await.ok();
    let secret = endpoint["secret"].as_str().expect("a secret").to_owned();
    (world, inbox, secret)
}

/// Names of customers in the order in which their events arrived.
fn names(inbox: &Inbox) -> Vec<String> {
    let name = |body: &[u8]| -> String {
        let event: Value = serde_json::from_slice(body).expect("JSON");
        event["data"]["object"]["name"].as_str().expect("a name").to_owned()
    };
    inbox.take().iter().map(|letter| name(&letter.body)).collect()
}

async fn make(world: &World, names: &[&str]) {
    for name in names {
        world.post("v1/customers", &[("name", name)]).await.ok();
    }
}

#[tokio::test]
async fn events_arrive_signed_and_in_order() {
    let (world, inbox, secret) = listening().await;
    make(&world, &["a", "b"]).await;
    assert_eq!(world.fake.deliver().await, 2);
    for letter in inbox.take() {
        assert_eq!(
            letter.signature,
            Fake::sign(&letter.body, std::slice::from_ref(&secret), world.fake.now())
        );
        schemas::check(&serde_json::from_slice(&letter.body).expect("JSON"));
    }
    assert_eq!(world.fake.deliver().await, 0, "once is enough");
    let shown = world.get("v1/webhook_endpoints").await.ok();
    assert!(shown["data"][0].get("secret").is_none(), "the secret is shown once");
}

#[tokio::test]
async fn an_endpoint_that_fails_is_tried_again_for_three_days() {
    let (world, inbox, _) = listening().await;
    inbox.answer_next(500);
    make(&world, &["a"]).await;
    world.fake.deliver().await;
    assert_eq!(names(&inbox), ["a"]);
    world.fake.advance_seconds(300).await;
    assert_eq!(names(&inbox), ["a"]);
    (0..50).for_each(|_| inbox.answer_next(503));
    make(&world, &["b"]).await;
    for _ in 0..100 {
        world.fake.advance_seconds(3600).await;
    }
    let tries = names(&inbox).len();
    assert!((5..15).contains(&tries), "{tries} tries");
    world.fake.advance(10).await;
    assert_eq!(names(&inbox).len(), 0, "given up");
    assert!(world.fake.deliveries().iter().any(|delivery| delivery.outcome == Outcome::Answered(503)));
}

#[tokio::test]
async fn the_weather_doubles_reorders_loses_and_delays() {
    let (world, inbox, _) = listening().await;
    let five = ["a", "b", "c", "d", "e"];
    let arrive = async |weather: Weather| {
        world.fake.weather(weather);
        make(&world, &five).await;
        world.fake.deliver().await;
        names(&inbox)
    };
    assert_eq!(
        arrive(Weather { copies: 1, ..Weather::default() }).await,
        ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"]
    );
    assert_eq!(
        arrive(Weather { order: Order::Reversed, ..Weather::default() }).await,
        ["e", "d", "c", "b", "a"]
    );
    let shuffled = arrive(Weather { order: Order::Shuffled(1), ..Weather::default() }).await;
    let mut sorted = shuffled.clone();
    sorted.sort();
    assert!(shuffled != five && sorted == five, "{shuffled:?}");
    assert_eq!(arrive(Weather { lose_one_in: 1, ..Weather::default() }).await, Vec::<String>::new());
    assert_eq!(arrive(Weather { lose_one_in: 5, ..Weather::default() }).await.len(), 4);
    assert_eq!(arrive(Weather { delay: 60, ..Weather::default() }).await, Vec::<String>::new());
    world.fake.advance_seconds(60).await;
    assert_eq!(names(&inbox), five);
}

#[tokio::test]
async fn both_secrets_sign_while_one_is_rolled() {
    let (world, inbox, old) = listening().await;
    let endpoint = world.fake.objects("webhook_endpoints")[0]["id"].as_str().expect("an id").to_owned();
    let new = world.fake.roll_secret(&endpoint).expect("an endpoint");
    make(&world, &["a"]).await;
    world.fake.deliver().await;
    let letter = &inbox.take()[0];
    assert_eq!(letter.signature, Fake::sign(&letter.body, &[new.clone(), old], world.fake.now()));
    world.fake.forget_old_secrets(&endpoint);
    make(&world, &["b"]).await;
    world.fake.deliver().await;
    let letter = &inbox.take()[0];
    assert_eq!(letter.signature, Fake::sign(&letter.body, &[new], world.fake.now()));
}

#[tokio::test]
async fn an_endpoint_hears_only_what_it_asked_for() {
    let world = World::new().await;
    let inbox = Inbox::open().await.expect("a free port");
    let form = [("url", inbox.url()), ("enabled_events[]", "customer.deleted")];
    let endpoint = world.post("v1/webhook_endpoints", &form).await.ok();
    let customer = world.customer().await;
    world.delete(&format!("v1/customers/{customer}")).await.ok();
    assert_eq!(world.fake.deliver().await, 1);
    let path = format!("v1/webhook_endpoints/{}", endpoint["id"].as_str().expect("an id"));
    world.post(&path, &[("disabled", "true")]).await.ok();
    let customer = world.customer().await;
    world.delete(&format!("v1/customers/{customer}")).await.ok();
    assert_eq!(world.fake.deliver().await, 0);
    assert_eq!(world.delete(&path).await.ok()["deleted"], true);
}
