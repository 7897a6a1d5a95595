//! One key, one effect.

use stripe_fake::{Fault, Trouble};

use crate::client::{World, send};

const PATH: &str = "v1/customers";

#[tokio::test]
async fn the_same_request_is_answered_from_memory_whatever_the_order_of_its_parameters() {
    let world = World::new().await;
    let first = world.keyed("k", PATH, &[("name", "A"), ("metadata[x]", "1"), ("metadata[y]", "2")]).await;
    let again = world.keyed("k", PATH, &[("metadata[y]", "2"), ("metadata[x]", "1"), ("name", "A")]).await;
    assert!(!first.replayed && again.replayed);
    assert_eq!(first.ok(), again.ok());
    assert_eq!(world.fake.count("customers"), 1);
}

#[tokio::test]
async fn another_request_with_the_same_key_is_an_error() {
    let world = World::new().await;
    world.keyed("k", PATH, &[("name", "A")]).await.ok();
    for (path, name) in [(PATH, "B"), ("v1/products", "A")] {
        let reply = world.keyed("k", path, &[("name", name)]).await;
        assert_eq!((reply.status, &reply.error()["type"]), (400, &"idempotency_error".into()));
    }
    assert_eq!((world.fake.count("customers"), world.fake.count("products")), (1, 0));
}

#[tokio::test]
async fn declines_are_remembered_and_refusals_before_the_start_are_not() {
    let world = World::new().await;
    let declined = [
        ("amount", "500"),
        ("currency", "eur"),
        ("payment_method", "pm_card_chargeDeclined"),
        ("confirm", "true"),
    ];
    let first = world.keyed("k", "v1/payment_intents", &declined).await;
    let again = world.keyed("k", "v1/payment_intents", &declined).await;
    assert!(again.replayed);
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(world.fake.count("charges"), 1);

    let refused = world.keyed("r", PATH, &[("name", "A"), ("nmae", "B")]).await;
    assert_eq!(refused.error()["code"], "parameter_unknown");
    world.keyed("r", PATH, &[("name", "A")]).await.ok();
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let world = World::new().await;
    world.keyed("k", PATH, &[("name", "A")]).await.ok();
    world.fake.advance_seconds(24 * 3600 - 1).await;
    assert!(world.keyed("k", PATH, &[("name", "A")]).await.replayed);
    world.fake.advance_seconds(1).await;
    assert!(!world.keyed("k", PATH, &[("name", "A")]).await.replayed);
    assert_eq!(world.fake.count("customers"), 2);
}

#[tokio::test]
async fn a_key_in_use_is_a_conflict() {
    let world = World::new().await;
    world.fake.fault(Fault::once("POST /v1/customers", Trouble::Held));
    let request = world.post_request(PATH, &[("name", "A")]).header("idempotency-key", "k");
    let held = tokio::spawn(send(request));
    world.fake.somebody_is_held().await;
    let meanwhile = world.keyed("k", PATH, &[("name", "A")]).await;
    assert_eq!((meanwhile.status, &meanwhile.error()["code"]), (409, &"idempotency_key_in_use".into()));
    world.fake.release();
    let made = held.await.expect("no panic").ok();
    assert_eq!(world.keyed("k", PATH, &[("name", "A")]).await.ok(), made);
}
