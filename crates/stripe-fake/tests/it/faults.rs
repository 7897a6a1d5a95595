//! Trouble strikes when it is planned, and only then.

use stripe_fake::{Fault, Trouble};

use crate::client::World;

const PATH: &str = "v1/customers";

/// The status, or none where the connection broke.
async fn status(world: &World, key: &str) -> Option<u16> {
    let request = world.post_request(PATH, &[("name", "A")]).header("idempotency-key", key);
    Some(request.send().await.ok()?.status().as_u16())
}

#[tokio::test]
async fn each_trouble_does_what_it_says() {
    // The answer, whether it was done nevertheless, the answer to the same request again.
    let cases = [
        (Trouble::RateLimited, Some(429), 0, Some(200)),
        (Trouble::Unavailable, Some(503), 0, Some(200)),
        (Trouble::FailedBefore, Some(500), 0, Some(500)),
        (Trouble::FailedAfter, Some(500), 1, Some(500)),
        (Trouble::DroppedBefore, None, 0, Some(200)),
        (Trouble::DroppedAfter, None, 1, Some(200)),
    ];
    for (trouble, first, done, again) in cases {
        let world = World::new().await;
        world.fake.fault(Fault::once("POST /v1/customers", trouble));
        assert_eq!(status(&world, "k").await, first, "{trouble:?}");
        assert_eq!(world.fake.count("customers"), done, "{trouble:?}");
        assert_eq!(status(&world, "k").await, again, "{trouble:?}");
        assert!(world.fake.count("customers") <= 1, "{trouble:?}");
    }
}

#[tokio::test]
async fn silence_lasts_until_the_caller_has_had_enough() {
    let world = World::new().await;
    world.fake.fault(Fault::once("POST /v1/customers", Trouble::SilentAfter));
    let request = world.post_request(PATH, &[("name", "A")]).timeout(std::time::Duration::from_millis(100));
    assert!(request.send().await.expect_err("silence").is_timeout());
    assert_eq!(world.fake.count("customers"), 1);
}

#[tokio::test]
async fn a_fault_waits_for_its_requests_and_counts_them() {
    let world = World::new().await;
    world.fake.fault(Fault::once("POST /v1/customers", Trouble::RateLimited).skip(1).times(2));
    let mut seen = Vec::new();
    for key in ["a", "b", "c", "d"] {
        assert_eq!(world.get("v1/events").await.status, 200, "reads are not meant");
        seen.push(status(&world, key).await);
    }
    assert_eq!(seen, [Some(200), Some(429), Some(429), Some(200)]);
    world.fake.fault(Fault::once("", Trouble::RateLimited));
    world.fake.clear_faults();
    assert_eq!(world.get("v1/events").await.status, 200);
}
