//! What is told to who is counted.

use access::limit::{LimitConfig, Rate};
use reqwest::Method;
use serde_json::json;
use tests::{Answer, Building, Client, Firm, SiteOptions, World, run};

/// Seven requests, back so slowly that none comes back while a test runs.
fn few(limits: LimitConfig) -> SiteOptions {
    SiteOptions { limits, trusted_proxies: vec!["127.0.0.0/8"], ..SiteOptions::default() }
}

fn much() -> LimitConfig {
    SiteOptions::default().limits
}

async fn from(client: &Client, address: &str, path: &str) -> Answer {
    client.request(Method::GET, path).header("x-forwarded-for", address).send().await
}

/// `"copro";q=7;w=3600` of a list of such items.
fn item<'a>(answer: &'a Answer, header: &str, policy: &str) -> Vec<&'a str> {
    let quoted = format!("\"{policy}\"");
    let mut items = answer.header(header).split(", ").map(|item| item.split(';').collect::<Vec<_>>());
    items
        .find(|parts| parts.first() == Some(&quoted.as_str()))
        .unwrap_or_else(|| panic!("{} says nothing of {policy}: {:?}", answer.label, answer.headers))
}

#[test]
fn every_counted_answer_tells_the_policy_and_what_is_left() {
    run(async |world| {
        let site = world.site_with(few(LimitConfig { copro: Rate::new(7, 3_600), ..much() })).await;
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Comptée").await;
        let client = site.with_token(firm.client.token().expect("a token"));
        let ask = async |path: &str| client.request(Method::GET, path).send().await;
        for (path, left) in [("/lots", "r=6"), ("/owners", "r=5"), ("/lots/nothing", "r=4"), ("", "r=3")] {
            let answer = ask(&building.at(path)).await;
            assert_eq!(item(&answer, "ratelimit-policy", "copro"), ["\"copro\"", "q=7", "w=3600"]);
            let state = item(&answer, "ratelimit", "copro");
            assert_eq!(state[1], left, "{path}");
            let seconds: u32 = state[2].strip_prefix("t=").and_then(|t| t.parse().ok()).expect("a number");
            assert!((1..=3_600).contains(&seconds), "{state:?}");
        }
        for _ in 0..3 {
            ask(&building.path).await.expect(200);
        }
        let limited = ask(&building.path).await;
        limited.problem(429, "too-many-requests");
        assert_eq!(item(&limited, "ratelimit", "copro")[1], "r=0");
        let wait: u32 = limited.header("retry-after").parse().expect("seconds");
        assert_eq!(item(&limited, "ratelimit", "copro")[2], format!("t={wait}"));
        for (path, policy) in [(firm.copros(), "firm"), ("/v1/session".to_owned(), "caller")] {
            item(&ask(&path).await, "ratelimit-policy", policy);
        }
        let door = json!({"email": "nobody@cabinet.example", "password": "mauvais mot de passe"});
        let refused = site.anonymous().request(Method::POST, "/v1/session").json(&door).send().await;
        refused.problem(401, "wrong-credentials");
        for policy in ["anonymous", "sign-in"] {
            item(&refused, "ratelimit-policy", policy);
            item(&refused, "ratelimit", policy);
        }
    });
}

/// Strangers of one address, by whatever they show, share one quota; IPv6 counts by its /64.
#[test]
fn strangers_are_counted_by_address_whatever_they_show() {
    run(async |world| {
        let site = world.site_with(few(LimitConfig { anonymous: Rate::new(6, 3_600), ..much() })).await;
        let nobody = site.anonymous();
        let unknown = site.with_token(format!("kgs_{}", "A".repeat(43)));
        for (client, address, path) in [
            (&nobody, "2001:db8:7:7::1", "/v1/session"),
            (&unknown, "2001:db8:7:7::2", "/v1/session"),
            (&unknown, "2001:db8:7:7:ffff::3", "/v1/copros/anything"),
            (&nobody, "2001:db8:7:7::4", "/v1/firms/mine"),
            (&nobody, "2001:db8:7:7::5", "/v1/nowhere"),
            (&nobody, "2001:db8:7:7::6", "/openapi.json"),
        ] {
            let answer = from(client, address, path).await;
            assert_ne!(answer.status, 429, "{path}");
            item(&answer, "ratelimit", "anonymous");
        }
        for client in [&nobody, &unknown] {
            from(client, "2001:db8:7:7::9", "/v1/session").await.problem(429, "too-many-requests");
        }
        from(&nobody, "2001:db8:7:8::1", "/v1/session").await.problem(401, "not-signed-in");
        // The page and its files, and health, come out of memory.
        for path in ["/", "/health/live"] {
            let page = from(&nobody, "2001:db8:7:7::9", path).await;
            assert_ne!(page.status, 429, "{path}");
            assert_eq!(page.header("ratelimit"), "", "{path}");
        }
    });
}

/// The exhausted quota of an address keeps strangers from the database, not the people who work there.
#[test]
fn who_is_signed_in_is_not_counted_with_the_strangers_of_the_same_address() {
    run(async |world| {
        let site = world.site_with(few(LimitConfig { anonymous: Rate::new(3, 3_600), ..much() })).await;
        let firm = Firm::sign_up(world).await;
        let client = site.with_token(firm.client.token().expect("a token"));
        from(&client, "192.0.2.7", "/v1/session").await.expect(200);
        for _ in 0..2 {
            from(&site.anonymous(), "192.0.2.7", "/v1/session").await.problem(401, "not-signed-in");
        }
        from(&site.anonymous(), "192.0.2.7", "/v1/session").await.problem(429, "too-many-requests");
        for _ in 0..10 {
            from(&client, "192.0.2.7", "/v1/session").await.expect(200);
        }
        let newcomer = Firm::sign_up(world).await;
        let newcomer = site.with_token(newcomer.client.token().expect("a token"));
        from(&newcomer, "192.0.2.7", "/v1/session").await.problem(429, "too-many-requests");
        from(&newcomer, "192.0.2.8", "/v1/session").await.expect(200);
        // Once ended, a token is a stranger's again.
        client
            .request(Method::DELETE, "/v1/session")
            .header("x-forwarded-for", "192.0.2.7")
            .send()
            .await
            .expect(204);
        from(&client, "192.0.2.7", "/v1/session").await.problem(401, "not-signed-in");
        from(&client, "192.0.2.7", "/v1/session").await.problem(429, "too-many-requests");
    });
}

/// A proxy that writes a line of its own, below the one the client made up.
#[test]
fn an_invented_line_above_the_proxys_own_is_not_believed() {
    run(async |world| {
        let site = world.site_with(few(LimitConfig { anonymous: Rate::new(3, 3_600), ..much() })).await;
        let ask = async |invented: &str| {
            let request = site.anonymous().request(Method::GET, "/v1/session");
            request.header("x-forwarded-for", invented).header("x-forwarded-for", "203.0.113.5").send().await
        };
        for number in 0..3 {
            ask(&format!("198.51.100.{number}")).await.problem(401, "not-signed-in");
        }
        ask("198.51.100.99").await.problem(429, "too-many-requests");
    });
}

/// Looking for ids is not free either.
#[test]
fn asking_for_what_is_not_there_is_counted_for_the_person() {
    run(async |world: &'static World| {
        let site = world.site_with(few(LimitConfig { caller: Rate::new(4, 3_600), ..much() })).await;
        let firm = Firm::sign_up(world).await;
        let client = site.with_token(firm.client.token().expect("a token"));
        for number in 0..4 {
            let path = if number % 2 == 0 { "/v1/copros/nothing-here" } else { "/v1/firms/nothing-here" };
            client.request(Method::GET, path).send().await.problem(404, "not-found");
        }
        client.request(Method::GET, "/v1/copros/nothing-here").send().await.problem(429, "too-many-requests");
    });
}
