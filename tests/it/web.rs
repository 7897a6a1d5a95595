//! The web application and the surfaces around the API.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Building, Client, Firm, SiteOptions, list, run, workspace};

async fn get(client: &Client, path: &str) -> Answer {
    client.request(Method::GET, path).send().await
}

/// `bin/test` builds the application before it runs the tests; whoever runs `cargo test` alone may not have it.
fn is_built() -> bool {
    workspace().join("web/dist/index.html").exists()
}

#[test]
fn the_page_is_never_cached_and_runs_nothing_from_elsewhere() {
    run(async |world| {
        let client = world.site.anonymous();
        let page = get(&client, "/").await;
        let policy = page.header("content-security-policy");
        for rule in ["default-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'"]
        {
            assert!(policy.contains(rule), "{rule} in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "SAMEORIGIN"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(page.header(name), value, "{name}");
        }
        assert_eq!(page.header("access-control-allow-origin"), "", "no other origin reads answers");
        if is_built() {
            assert_eq!((page.status, page.header("cache-control")), (200, "no-cache"));
            assert!(page.header("content-type").starts_with("text/html"));
            let deep = get(&client, "/copros/clairvallon-abc123/lots").await;
            assert_eq!(
                (deep.status, deep.body),
                (200, page.body),
                "every address of the application is its page"
            );
        }
    });
}

/// The first script that the page loads.
fn script_of(page: &Answer) -> String {
    let html = page.text();
    let start = html.find("src=\"/assets/").expect("the page loads a script") + "src=\"".len();
    html[start..].chars().take_while(|c| !['"', '\''].contains(c)).collect()
}

#[test]
fn assets_are_kept_for_ever_and_travel_compressed() {
    run(async |world| {
        if !is_built() {
            return;
        }
        let client = world.site.anonymous();
        let script = script_of(&get(&client, "/").await);
        let plain = get(&client, &script).await;
        assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(plain.header("content-type").contains("javascript"), "{}", plain.header("content-type"));
        assert_eq!(plain.header("content-encoding"), "");
        for (accepted, sent) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("zstd", "")] {
            let packed =
                client.request(Method::GET, &script).header("accept-encoding", accepted).send().await;
            assert_eq!(packed.header("content-encoding"), sent, "{accepted}");
            assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
            assert!(
                sent.is_empty() || packed.body.len() * 2 < plain.body.len(),
                "{} bytes",
                packed.body.len()
            );
        }
        let head = client.request(Method::HEAD, &script).send().await;
        assert_eq!((head.status, head.body.len()), (200, 0));
    });
}

#[test]
fn what_is_no_part_of_the_application_is_not_served() {
    run(async |world| {
        let client = world.site.anonymous();
        let missing = get(&client, "/assets/old-build.js").await;
        assert_eq!(missing.status, 404, "a browser must not read the page as a script");
        for path in [
            "/assets/..%2f..%2fCargo.toml",
            "/..%2f..%2fCargo.toml",
            "/%2e%2e/%2e%2e/deploy/roles.sql",
            "/metrics",
        ] {
            let answer = get(&client, path).await;
            for secret in ["[workspace", "koprogo_owner", "koprogo_http_requests_total"] {
                assert!(!answer.text().contains(secret), "{path} gives {secret} away");
            }
        }
        client.request(Method::POST, "/").send().await.problem(405, "method-not-allowed");
        let unknown = client.request(Method::GET, "/v1/nothing").send().await;
        unknown.problem(404, "not-found");
        assert!(!unknown.header("content-security-policy").is_empty());
    });
}

#[test]
fn health_says_what_is_true() {
    run(async |world| {
        let site = world.site_with(SiteOptions::default()).await;
        let client = site.anonymous();
        assert_eq!(get(&client, "/health/live").await.expect(200), json!({"status": "live"}));
        assert_eq!(get(&client, "/health/ready").await.expect(200), json!({"status": "ready"}));
        let mut status = get(&client, "/health/status").await.expect(200);
        let version = json!(env!("CARGO_PKG_VERSION"));
        assert_eq!(status, json!({"status": "ok", "version": version, "components": {"database": "ok"}}));
        site.app.drain();
        assert_eq!(get(&client, "/health/ready").await.expect(503), json!({"status": "draining"}));
        status = get(&client, "/health/status").await.expect(503);
        assert_eq!(status["status"], json!("draining"));
        assert_eq!(get(&client, "/health/live").await.status, 200, "stopping is not being dead");
        let head = client.request(Method::HEAD, "/health/live").send().await;
        assert_eq!((head.status, head.body.len()), (200, 0));
    });
}

#[test]
fn every_answer_of_the_api_carries_an_id_of_its_own() {
    run(async |world| {
        let client = world.site.anonymous();
        let mut ids = std::collections::BTreeSet::new();
        for path in ["/v1/session", "/v1/nothing", "/openapi.json", "/v1/session"] {
            let id = get(&client, path).await.header("x-request-id").to_owned();
            assert!(uuid::Uuid::try_parse(&id).is_ok(), "{path}: {id:?}");
            ids.insert(id);
        }
        assert_eq!(ids.len(), 4);
        let given = client.request(Method::GET, "/v1/session").header("x-request-id", "mine").send().await;
        assert_ne!(given.header("x-request-id"), "mine", "nobody chooses what stands in our log");
    });
}

#[test]
fn the_document_of_the_api_is_served_as_it_is_generated() {
    run(async |world| {
        let served = get(&world.site.anonymous(), "/openapi.json").await;
        assert_eq!(served.header("content-type"), "application/json");
        let generated: Value = serde_json::to_value(api::openapi()).expect("JSON");
        assert_eq!(served.expect(200), generated);
    });
}

#[test]
fn answers_are_not_kept_by_anybody_and_travel_compressed() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let asked = firm
            .client
            .request(Method::GET, "/v1/charts/be-acp")
            .header("accept-encoding", "gzip")
            .send()
            .await;
        assert_eq!((asked.status, asked.header("content-encoding")), (200, "gzip"));
        assert!(asked.body.starts_with(&[0x1f, 0x8b]));
        let refused = firm.client.request(Method::GET, "/v1/copros/x").send().await;
        assert_eq!(refused.header("cache-control"), "no-store");
        let head = firm.client.request(Method::HEAD, "/v1/session").send().await;
        assert_eq!((head.status, head.body.len()), (200, 0));
    });
}

#[test]
fn the_host_name_of_a_copro_opens_that_copro_and_no_other() {
    run(async |world| {
        let options = SiteOptions { base_domain: Some("copro.example".to_owned()), ..SiteOptions::default() };
        let site = world.site_with(options).await;
        let firm = Firm::sign_up(world).await;
        let (one, two) = (Building::active(&firm, "Une").await, Building::draft(&firm, "Deux").await);
        let stranger = Firm::sign_up(world).await;
        let ask = async |firm: &Firm, slug: &str, path: &str| {
            let client = site.with_token(firm.client.token().expect("a token"));
            client.request(Method::GET, path).header("host", &format!("{slug}.copro.example")).send().await
        };
        let lots = ask(&firm, &one.slug, "/v1/copro/lots?limit=2").await.expect(200);
        assert_eq!(list(&lots, "items").len(), 2);
        assert_eq!(ask(&firm, &one.slug, "/v1/copro").await.expect(200)["id"], one.id);
        ask(&firm, &one.slug, &one.path).await.expect(200);
        ask(&firm, &one.slug, &two.path).await.problem(404, "not-found");
        ask(&stranger, &one.slug, "/v1/copro").await.problem(404, "not-found");
        ask(&firm, "nulle-part-aaaaaa", "/v1/copro").await.problem(404, "not-found");
        assert_eq!(ask(&firm, &one.slug, "/v1/session").await.status, 200, "the rest is where it was");
    });
}

#[test]
fn only_a_development_server_shows_mails() {
    run(async |world| {
        let site = world.site_with(SiteOptions { dev_mailbox: false, ..SiteOptions::default() }).await;
        let firm = Firm::sign_up(world).await;
        for client in [site.anonymous(), site.with_token(firm.client.token().expect("a token"))] {
            client.request(Method::GET, "/v1/dev/mails").send().await.problem(404, "not-found");
        }
        let session = site.with_token(firm.client.token().expect("a token")).get("/v1/session", 200).await;
        assert_eq!(session["dev_mailbox"], false);
    });
}
