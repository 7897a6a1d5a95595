//! `STRIPE_FAKE_REQUESTS=20000 cargo test --release -p stripe-fake speed -- --nocapture` measures.

use std::time::Instant;

use crate::client::World;

#[tokio::test(flavor = "multi_thread")]
async fn it_is_quick_enough_for_every_test() {
    let requests: usize =
        std::env::var("STRIPE_FAKE_REQUESTS").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let world = World::with(stripe_fake::Config { max_objects: 200_000, ..Default::default() }).await;
    let payer = world.with_card("pm_card_visa").await;
    let form = [
        ("amount", "1000"),
        ("currency", "eur"),
        ("customer", &payer.0),
        ("payment_method", &payer.1),
        ("confirm", "true"),
        ("off_session", "true"),
    ];
    let began = Instant::now();
    for _ in 0..requests {
        let answer = world.post_request("v1/payment_intents", &form).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        answer.bytes().await.expect("a body");
    }
    let took = began.elapsed().as_secs_f64();
    println!("{requests} payments one after the other: {:.0} a second", requests as f64 / took);
    assert_eq!(world.fake.count("charges"), requests);
}
