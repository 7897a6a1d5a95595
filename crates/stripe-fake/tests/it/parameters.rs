//! What is not understood is refused, in Stripe's words.

use reqwest::Method;
use stripe_fake::{API_VERSION, Config};

use crate::client::{World, send};

/// Path, form; code and parameter of the refusal.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a str);

#[tokio::test]
async fn unknown_and_missing_parameters_are_named() {
    let world = World::new().await;
    let nested = ("payment_method_data[card][nubmer]", "4242");
    let cases: [Case<'_>; 6] = [
        ("v1/customers", &[("nmae", "A")], "parameter_unknown", "nmae"),
        ("v1/payment_intents", &[("amount", "100")], "parameter_missing", "currency"),
        (
            "v1/payment_intents",
            &[("amount", "a lot"), ("currency", "eur")],
            "parameter_invalid_integer",
            "amount",
        ),
        ("v1/payment_intents", &[("amount", "10"), ("currency", "eur")], "amount_too_small", "amount"),
        (
            "v1/setup_intents",
            &[("payment_method_data[type]", "card"), nested],
            "parameter_unknown",
            "payment_method_data[card][nubmer]",
        ),
        ("v1/refunds", &[("payment_intent", "pi_none")], "resource_missing", "payment_intent"),
    ];
    for (path, form, code, param) in cases {
        let reply = world.post(path, form).await;
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(
            (&reply.error()["code"], &reply.error()["param"]),
            (&code.into(), &param.into()),
            "{path} {}",
            reply.body
        );
    }
    assert_eq!(world.get("v1/customers/cus_none").await.status, 404);
    assert_eq!(world.get("v1/subscriptions").await.status, 404);
    assert_eq!(world.post("v1/customers", &[("expand[]", "nothing")]).await.error()["param"], "expand");
}

#[tokio::test]
async fn metadata_is_merged_and_limited() {
    let world = World::new().await;
    let made = world.post("v1/customers", &[("metadata[a]", "1"), ("metadata[b]", "2")]).await.ok();
    let path = format!("v1/customers/{}", made["id"].as_str().expect("an id"));
    let changed =
        world.post(&path, &[("metadata[a]", ""), ("metadata[c]", "3"), ("description", "x")]).await.ok();
    assert_eq!(changed["metadata"], serde_json::json!({ "b": "2", "c": "3" }));
    assert!(world.post(&path, &[("description", "")]).await.ok()["description"].is_null());
    let long = "x".repeat(501);
    assert_eq!(world.post(&path, &[("metadata[d]", &long)]).await.error()["param"], "metadata");
}

#[tokio::test]
async fn keys_and_versions_are_checked() {
    let world =
        World::with(Config { secret_key: Some(crate::client::KEY.to_owned()), ..Config::default() }).await;
    let url = format!("{}v1/customers", world.fake.url());
    for key in ["sk_test_other", "sk_live_invented", ""] {
        let reply = send(world.http.get(&url).bearer_auth(key)).await;
        assert_eq!((reply.status, &reply.error()["type"]), (401, &"invalid_request_error".into()));
    }
    assert_eq!(send(world.http.get(&url)).await.status, 401);
    let versioned =
        |version: &str| send(world.request(Method::GET, "v1/customers").header("stripe-version", version));
    assert_eq!(versioned(API_VERSION).await.status, 200);
    assert_eq!(versioned("2019-09-09").await.status, 400);
    let live = World::new().await;
    let reply =
        send(live.http.get(format!("{}v1/customers", live.fake.url())).bearer_auth("sk_live_invented")).await;
    assert_eq!(reply.status, 401, "a live key has no business here");
}

#[tokio::test]
async fn it_stays_on_loopback_and_within_its_bounds() {
    let everywhere = Config { listen: ([0, 0, 0, 0], 0).into(), ..Config::default() };
    assert!(stripe_fake::Fake::start(everywhere).await.is_err());
    let world = World::with(Config { max_objects: 3, ..Config::default() }).await;
    for name in ["a", "b", "c"] {
        world.post("v1/products", &[("name", name)]).await.ok();
    }
    assert_eq!(world.post("v1/products", &[("name", "d")]).await.status, 507);
    for url in
        ["http://192.0.2.1/", "https://127.0.0.1/", "http://127.0.0.1:80@192.0.2.1/", "ftp://localhost/"]
    {
        let endpoint =
            World::new().await.post("v1/webhook_endpoints", &[("url", url), ("enabled_events[]", "*")]).await;
        assert_eq!(endpoint.error()["code"], "url_invalid", "{url}");
    }
}
