//! The control API does what the handle does.

use reqwest::Method;
use serde_json::{Value, json};
use stripe_fake::Inbox;

use crate::client::{World, text};

async fn control(world: &World, method: Method, verb: &str, body: Value) -> (u16, Value) {
    let request =
        world.http.request(method, format!("{}_fake/{verb}", world.fake.url())).body(body.to_string());
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("JSON"))
}

#[tokio::test]
async fn everything_can_be_steered_over_http() {
    let world = World::new().await;
    let inbox = Inbox::open().await.expect("a free port");
    world.fake.listen(inbox.url()).expect("loopback");
    let weather = json!({ "copies": 1, "order": { "shuffled": 7 } });
    assert_eq!(control(&world, Method::POST, "weather", weather).await.0, 200);
    let payer = world.with_account("BE62510007547061").await;
    let intent = text(&world.pay(&payer, "1000").await.ok()["id"]);
    let (_, moved) = control(&world, Method::POST, "advance", json!({ "days": 5 })).await;
    assert_eq!(moved["now"], world.fake.now());
    let (status, dispute) =
        control(&world, Method::POST, "dispute", json!({ "payment_intent": intent })).await;
    assert_eq!((status, &dispute["reason"]), (200, &"debit_not_authorized".into()));
    assert_eq!(
        control(&world, Method::POST, "decide", json!({ "dispute": dispute["id"], "won": true })).await.0,
        400
    );
    let (_, sent) = control(&world, Method::POST, "deliver", json!({})).await;
    assert_eq!(sent["sent"].as_u64().expect("a number") % 2, 0);
    let (_, deliveries) = control(&world, Method::GET, "deliveries", json!({})).await;
    assert_eq!(deliveries.as_array().map(Vec::len), Some(inbox.take().len()));
    let fault = json!({ "trouble": "rate_limited", "on": "GET /v1/customers", "times": 2 });
    assert_eq!(control(&world, Method::POST, "faults", fault).await.0, 200);
    assert_eq!(world.get("v1/customers").await.status, 429);
    assert_eq!(control(&world, Method::DELETE, "faults", json!({})).await.0, 200);
    assert_eq!(world.get("v1/customers").await.status, 200);
    let mandate = world.fake.objects("mandates")[0]["id"].clone();
    let (_, revoked) = control(&world, Method::POST, "revoke_mandate", json!({ "id": mandate })).await;
    assert_eq!(revoked["status"], "inactive");
    let (_, state) = control(&world, Method::GET, "state", json!({})).await;
    assert_eq!((&state["objects"]["charges"], &state["objects"]["disputes"]), (&1.into(), &1.into()));
    assert_eq!(control(&world, Method::POST, "nonsense", json!({})).await.0, 404);
    assert_eq!(control(&world, Method::POST, "advance", json!({ "weeks": 1 })).await.0, 400);
}
