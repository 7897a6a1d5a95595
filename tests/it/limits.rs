//! How often one may ask, and what the doors tell those who only try.

use access::limit::{LimitConfig, Rate};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{
    Answer, Building, Client, Firm, PASSWORD, Site, SiteOptions, World, list, run, text, unique_email,
    wait_for,
};

/// So few that a test gets there, and back so slowly that nothing comes back while it runs.
const QUOTA: usize = 3;

async fn strict(world: &World) -> Site {
    let few = Rate::new(3, 3_600);
    let limits = LimitConfig { copro: few, firm: few, caller: few, door: few, ..LimitConfig::default() };
    world
        .site_with(SiteOptions { limits, trusted_proxies: vec!["127.0.0.0/8"], ..SiteOptions::default() })
        .await
}

/// As if the request came through a proxy from this address.
async fn from(client: &Client, address: &str, path: &str, body: &Value) -> Answer {
    client.request(Method::POST, path).json(body).header("x-forwarded-for", address).send().await
}

fn assert_limited(answer: &Answer) {
    let problem = answer.problem(429, "too-many-requests");
    let seconds: u32 = answer.header("retry-after").parse().expect("a number of seconds");
    assert!((1..=3_600).contains(&seconds), "{seconds}");
    let detail = text(&problem, "detail").replace('\u{202f}', "");
    assert!(detail.contains(&seconds.to_string()), "{detail} names {seconds} s");
}

#[test]
fn one_copro_at_its_limit_slows_nobody_else() {
    run(async |world| {
        let site = strict(world).await;
        let firm = Firm::sign_up(world).await;
        let (greedy, other) = (Building::draft(&firm, "Une").await, Building::draft(&firm, "Deux").await);
        let client = site.with_token(firm.client.token().expect("a token"));
        for _ in 0..QUOTA {
            client.get(&greedy.path, 200).await;
        }
        assert_limited(&client.request(Method::GET, &greedy.path).send().await);
        assert_limited(&client.request(Method::GET, &greedy.at("/lots")).send().await);
        client.get(&other.path, 200).await;
        client.get(&firm.copros(), 200).await;
        let stranger = Firm::sign_up(world).await;
        let stranger = site.with_token(stranger.client.token().expect("a token"));
        let absent = stranger.request(Method::GET, &greedy.path).send().await;
        absent.problem(404, "not-found");
    });
}

#[test]
fn firms_and_callers_have_limits_of_their_own() {
    run(async |world| {
        let site = strict(world).await;
        let firm = Firm::sign_up(world).await;
        let client = site.with_token(firm.client.token().expect("a token"));
        for path in [firm.copros(), "/v1/charts/be-acp".to_owned()] {
            for _ in 0..QUOTA {
                client.get(&path, 200).await;
            }
            assert_limited(&client.request(Method::GET, &path).send().await);
        }
    });
}

#[test]
fn guessing_at_one_account_stops_whatever_the_address_and_whatever_the_password() {
    run(async |world| {
        let site = strict(world).await;
        let firm = Firm::sign_up(world).await;
        let door = site.anonymous();
        let attempt = |password: &str| json!({"email": firm.email, "password": password, "token": true});
        for n in 0..QUOTA {
            let answer =
                from(&door, &format!("203.0.113.{n}"), "/v1/session", &attempt("mauvais mot de passe")).await;
            answer.problem(401, "wrong-credentials");
        }
        assert_limited(&from(&door, "203.0.113.99", "/v1/session", &attempt(PASSWORD)).await);
        let other = Firm::sign_up(world).await;
        let right = json!({"email": other.email, "password": PASSWORD, "token": true});
        from(&door, "203.0.113.99", "/v1/session", &right).await.expect(200);
    });
}

#[test]
fn one_address_tries_so_many_doors_and_no_more() {
    run(async |world| {
        let site = strict(world).await;
        let door = site.anonymous();
        let attempt = || json!({"email": unique_email(), "password": "mauvais mot de passe"});
        for _ in 0..QUOTA {
            from(&door, "198.51.100.7", "/v1/session", &attempt()).await.problem(401, "wrong-credentials");
        }
        assert_limited(&from(&door, "198.51.100.7", "/v1/session", &attempt()).await);
        from(&door, "198.51.100.8", "/v1/session", &attempt()).await.problem(401, "wrong-credentials");
        let signup = || json!({"email": unique_email(), "password": PASSWORD, "language": "fr"});
        from(&door, "198.51.100.7", "/v1/signup", &signup()).await.expect(202);
    });
}

#[test]
fn nobody_lends_himself_an_address() {
    run(async |world| {
        let few = LimitConfig { door: Rate::new(3, 3_600), ..LimitConfig::default() };
        let site = world.site_with(SiteOptions { limits: few, ..SiteOptions::default() }).await;
        let door = site.anonymous();
        let attempt = || json!({"email": unique_email(), "password": "mauvais mot de passe"});
        for n in 0..QUOTA {
            from(&door, &format!("198.51.100.{n}"), "/v1/session", &attempt())
                .await
                .problem(401, "wrong-credentials");
        }
        assert_limited(&from(&door, "198.51.100.99", "/v1/session", &attempt()).await);
    });
}

async fn mails(client: &Client, email: &str, count: usize) -> Vec<Value> {
    let path = format!("/v1/dev/mails?to={}", tests::escape(email));
    wait_for("a mail", async || {
        let found = client.get(&path, 200).await;
        (list(&found, "items").len() == count).then(|| list(&found, "items").to_vec())
    })
    .await
}

#[test]
fn signing_up_tells_nobody_which_addresses_are_known() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let door = world.site.anonymous();
        let ask = async |email: &str| {
            let body = json!({"email": email, "password": "een heel ander wachtwoord", "language": "nl"});
            door.request(Method::POST, "/v1/signup").json(&body).send().await
        };
        let unknown = unique_email();
        let (to_known, to_unknown) = (ask(&firm.email).await, ask(&unknown).await);
        assert_eq!(to_known.status, 202);
        assert_eq!(to_known.visible(), to_unknown.visible(), "status, headers and body");
        let has_code = |mail: &Value| {
            text(mail, "subject").split(' ').any(|word| word.len() == 6 && word.parse::<u32>().is_ok())
        };
        let known = mails(&door, &firm.email, 2).await;
        assert!(!has_code(&known[0]) && has_code(&known[1]), "the known one is told by mail: {known:?}");
        assert!(has_code(&mails(&door, &unknown, 1).await[0]));
        let typed = json!({"email": firm.email, "code": "123456"});
        let other = json!({"email": unknown, "code": "000000"});
        let verify =
            async |body: &Value| door.request(Method::POST, "/v1/signup/verify").json(body).send().await;
        assert_eq!(verify(&typed).await.visible(), verify(&other).await.visible(), "nor does a code");
        let right = json!({"email": firm.email, "password": PASSWORD, "token": true});
        door.post("/v1/session", right, 200).await;
    });
}

#[test]
fn a_wrong_password_and_an_unknown_address_are_told_the_same() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let door = world.site.anonymous();
        let ask = async |email: &str, password: &str| {
            let body = json!({"email": email, "password": password, "token": true});
            door.request(Method::POST, "/v1/session").json(&body).send().await
        };
        let wrong = ask(&firm.email, "mauvais mot de passe").await;
        wrong.problem(401, "wrong-credentials");
        for (email, password) in [
            (unique_email().as_str(), "mauvais mot de passe"),
            (unique_email().as_str(), PASSWORD),
            ("pas une adresse", PASSWORD),
            (firm.email.as_str(), ""),
        ] {
            assert_eq!(ask(email, password).await.visible(), wrong.visible(), "{email} {password}");
        }
        ask(&firm.email.to_uppercase(), PASSWORD).await.expect(200);
    });
}
