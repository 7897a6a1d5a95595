//! Pages: newest first, forwards and backwards, nothing twice and nothing lost.

use proptest::test_runner::{Config as Cases, TestRng, TestRunner};

use crate::client::{World, text};

async fn walk(world: &World, limit: usize) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = String::new();
    for _ in 0..100 {
        let page = world.get(&format!("v1/products?limit={limit}{cursor}")).await.ok();
        let ids = page["data"].as_array().expect("a list").iter().map(|row| text(&row["id"]));
        seen.extend(ids);
        if page["has_more"] == false {
            return seen;
        }
        cursor = format!("&starting_after={}", seen.last().expect("more"));
    }
    panic!("the list has no end");
}

#[test]
fn every_page_size_walks_the_whole_list() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let cases = Cases { cases: 16, failure_persistence: None, ..Cases::default() };
    let sizes = (0_usize..25, 1_usize..12);
    TestRunner::new_with_rng(cases, TestRng::deterministic_rng(Default::default()))
        .run(&sizes, |(count, limit)| {
            runtime.block_on(async {
                let world = World::new().await;
                let mut made = Vec::new();
                for n in 0..count {
                    let product = world.post("v1/products", &[("name", &n.to_string())]).await.ok();
                    made.insert(0, text(&product["id"]));
                }
                assert_eq!(walk(&world, limit).await, made);
                if let Some(oldest) = made.last() {
                    let page = world.get(&format!("v1/products?limit=100&ending_before={oldest}")).await.ok();
                    assert_eq!(page["data"].as_array().map(Vec::len), Some(count - 1));
                }
            });
            Ok(())
        })
        .expect("whole lists");
}

#[tokio::test]
async fn a_list_is_walked_backwards_too() {
    let world = World::new().await;
    let mut made = Vec::new();
    for n in 0..7 {
        made.insert(0, text(&world.post("v1/products", &[("name", &n.to_string())]).await.ok()["id"]));
    }
    let first = world.get(&format!("v1/products?limit=3&ending_before={}", made[6])).await.ok();
    let ids: Vec<String> =
        first["data"].as_array().expect("a list").iter().map(|row| text(&row["id"])).collect();
    assert_eq!((ids.as_slice(), &first["has_more"]), (&made[3..6], &true.into()));
    let next = world.get(&format!("v1/products?limit=3&ending_before={}", made[3])).await.ok();
    let ids: Vec<String> =
        next["data"].as_array().expect("a list").iter().map(|row| text(&row["id"])).collect();
    assert_eq!((ids.as_slice(), &next["has_more"]), (&made[..3], &false.into()));
}

#[tokio::test]
async fn lists_are_filtered_by_what_stripe_filters_by() {
    let world = World::new().await;
    let (anna, bert) = (world.with_card("pm_card_visa").await, world.with_card("pm_card_visa").await);
    world.pay(&anna, "1000").await.ok();
    world.fake.advance(2).await;
    let since = world.fake.now();
    for amount in ["1100", "1200"] {
        world.pay(&anna, amount).await.ok();
    }
    world.pay(&bert, "1300").await.ok();
    let amounts = async |query: &str| -> Vec<i64> {
        let page = world.get(&format!("v1/payment_intents?{query}")).await.ok();
        page["data"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| row["amount"].as_i64().expect("cents"))
            .collect()
    };
    assert_eq!(amounts(&format!("customer={}", anna.0)).await, [1200, 1100, 1000]);
    assert_eq!(amounts(&format!("customer={}&created[gte]={since}", anna.0)).await, [1200, 1100]);
    assert_eq!(amounts(&format!("created[lt]={since}")).await, [1000]);
    let kinds = "types[]=charge.succeeded&types[]=customer.created&limit=100";
    assert_eq!(world.get(&format!("v1/events?{kinds}")).await.ok()["data"].as_array().map(Vec::len), Some(6));
    assert_eq!(
        world.get("v1/events?type=payment_intent.*&limit=100").await.ok()["data"].as_array().map(Vec::len),
        Some(8)
    );
    world.fake.advance(31).await;
    assert_eq!(
        world.get("v1/events").await.ok()["data"].as_array().map(Vec::len),
        Some(0),
        "30 days and no more"
    );
    let methods = world.get(&format!("v1/customers/{}/payment_methods?type=card", anna.0)).await.ok();
    assert_eq!(methods["data"][0]["id"], anna.1);
}

#[tokio::test]
async fn bad_cursors_and_limits_are_refused() {
    let world = World::new().await;
    for (query, param) in
        [("limit=0", "limit"), ("limit=101", "limit"), ("starting_after=prod_none", "starting_after")]
    {
        assert_eq!(world.get(&format!("v1/products?{query}")).await.error()["param"], param, "{query}");
    }
    assert_eq!(world.get("v1/events?customer=cus_1").await.error()["code"], "parameter_unknown");
}
