//! Codes, passwords, cookies and tokens.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, Firm, PASSWORD, SiteOptions, World, list, run, text, unique_email, wait_for};

async fn ask_for_code(client: &Client, email: &str, nth: usize) -> String {
    client.post("/v1/signup", json!({"email": email, "password": PASSWORD, "language": "en"}), 202).await;
    let path = format!("/v1/dev/mails?to={}", tests::escape(&email.to_lowercase()));
    let mail = wait_for("the mail", async || {
        let found = client.get(&path, 200).await;
        (list(&found, "items").len() == nth).then(|| list(&found, "items")[0].clone())
    })
    .await;
    let subject = text(&mail, "subject");
    let code = subject.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
    code.unwrap_or_else(|| panic!("no code in {subject}")).to_owned()
}

async fn type_code(client: &Client, email: &str, code: &str) -> Answer {
    client
        .request(Method::POST, "/v1/signup/verify")
        .json(&json!({"email": email, "code": code, "token": true}))
        .send()
        .await
}

/// A code that is not this one.
fn other_than(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

#[test]
fn a_code_is_good_once_for_its_own_address_and_for_six_tries() {
    run(async |world| {
        let door = world.site.anonymous();
        let (email, other) = (unique_email(), unique_email());
        let code = ask_for_code(&door, &email, 1).await;
        let others = ask_for_code(&door, &other, 1).await;
        for _ in 0..5 {
            type_code(&door, &email, &other_than(&code)).await.problem(422, "code-wrong");
        }
        type_code(&door, &email, &code).await.expect(201);
        type_code(&door, &email, &code).await.problem(422, "code-wrong");

        if others != code {
            type_code(&door, &other, &code).await.problem(422, "code-wrong");
        }
        for _ in 0..6 {
            type_code(&door, &other, &other_than(&others)).await.problem(422, "code-wrong");
        }
        type_code(&door, &other, &others).await.problem(422, "code-wrong");
        let renewed = ask_for_code(&door, &other, 2).await;
        type_code(&door, &other, &renewed).await.expect(201);
    });
}

#[test]
fn an_address_is_one_account_however_it_is_typed() {
    run(async |world| {
        let door = world.site.anonymous();
        let email = unique_email();
        let shouted = email.replace("syndic", "Syndic").replace("cabinet", "CABINET");
        let code = ask_for_code(&door, &shouted, 1).await;
        let session = type_code(&door, &email.to_uppercase(), &code).await.expect(201);
        assert_eq!(session["user"]["email"], email);
        door.post("/v1/session", json!({"email": format!(" {shouted} "), "password": PASSWORD}), 200).await;
    });
}

#[test]
fn a_code_expires() {
    run(async |world| {
        let door = world.site.anonymous();
        let email = unique_email();
        let code = ask_for_code(&door, &email, 1).await;
        let mut owner = world.databases.owner().await;
        let late = sqlx::query(
            "UPDATE identity.signups SET expires_at = now() - interval '1 second' WHERE email = $1",
        );
        late.bind(&email).execute(&mut owner).await.expect("half an hour passes");
        type_code(&door, &email, &code).await.problem(422, "code-expired");
    });
}

/// Signs in as a browser does; gives the cookie to send back.
async fn browse(world: &World, firm: &Firm) -> (Answer, String) {
    let body = json!({"email": firm.email, "password": PASSWORD});
    let answer = world.site.anonymous().request(Method::POST, "/v1/session").json(&body).send().await;
    let session = answer.expect(200);
    assert_eq!(session.get("tokens"), None, "no script gets at it");
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    (answer, cookie)
}

#[test]
fn a_browser_holds_a_cookie_that_no_script_reads_and_no_other_site_uses() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (answer, cookie) = browse(world, &firm).await;
        let attributes = answer.header("set-cookie").to_lowercase();
        for attribute in ["httponly", "samesite=lax", "path=/", "max-age="] {
            assert!(attributes.contains(attribute), "{attributes}");
        }
        let anonymous = world.site.anonymous();
        let with_cookie =
            |method: Method, path: &str| anonymous.request(method, path).header("cookie", &cookie);
        let session = with_cookie(Method::GET, "/v1/session").send().await.expect(200);
        assert_eq!(session["user"]["email"], firm.email);

        let change = json!({"name": "Claire"});
        let host = world.site.address.to_string();
        for (name, value, allowed) in [
            ("origin", format!("http://{host}"), true),
            ("origin", "https://evil.example".to_owned(), false),
            ("sec-fetch-site", "same-origin".to_owned(), true),
            ("sec-fetch-site", "same-site".to_owned(), false),
            ("sec-fetch-site", "cross-site".to_owned(), false),
        ] {
            let sent =
                with_cookie(Method::PATCH, "/v1/session").json(&change).header(name, &value).send().await;
            match allowed {
                true => drop(sent.expect(200)),
                false => drop(sent.problem(403, "cross-site")),
            }
        }
        with_cookie(Method::DELETE, "/v1/session").send().await.problem(403, "cross-site");
        let ended =
            with_cookie(Method::DELETE, "/v1/session").header("x-koprogo-client", "tests").send().await;
        assert!(ended.status == 204 && ended.header("set-cookie").to_lowercase().contains("max-age=0"));
        with_cookie(Method::GET, "/v1/session").send().await.problem(401, "not-signed-in");
    });
}

#[test]
fn a_cookies_secret_is_no_token_and_a_token_no_cookie() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let (_, cookie) = browse(world, &firm).await;
        let (name, secret) = cookie.split_once('=').expect("a cookie");
        let as_token = world.site.with_token(secret).request(Method::GET, "/v1/session").send().await;
        as_token.problem(401, "not-signed-in");
        let token = firm.client.token().expect("a token");
        let as_cookie = world
            .site
            .anonymous()
            .request(Method::GET, "/v1/session")
            .header("cookie", &format!("{name}={token}"));
        as_cookie.send().await.problem(401, "not-signed-in");
        // Of two proofs the one sent on purpose counts.
        let both =
            world.site.with_token("nonsense").request(Method::GET, "/v1/session").header("cookie", &cookie);
        both.send().await.problem(401, "not-signed-in");
    });
}

#[test]
fn over_https_the_cookie_belongs_to_this_host_alone() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let options =
            SiteOptions { public_url: "https://koprogo.example".to_owned(), ..SiteOptions::default() };
        let site = world.site_with(options).await;
        let body = json!({"email": firm.email, "password": PASSWORD});
        let answer = site.anonymous().request(Method::POST, "/v1/session").json(&body).send().await;
        answer.expect(200);
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.starts_with("__Host-session=") && cookie.contains("Secure") && !cookie.contains("Domain"),
            "{cookie}"
        );
    });
}

#[test]
fn a_session_that_ended_or_expired_opens_nothing() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let second = json!({"email": firm.email, "password": PASSWORD, "token": true});
        let second = world.site.anonymous().post("/v1/session", second, 200).await;
        let second = world.site.anonymous().with_tokens(&second);
        firm.client.request(Method::DELETE, "/v1/session").send().await.expect(204);
        firm.client.request(Method::GET, "/v1/session").send().await.problem(401, "not-signed-in");
        assert_ne!(second.get("/v1/session", 200).await, Value::Null, "the other one goes on");
        let mut owner = world.databases.owner().await;
        let user: uuid::Uuid = firm.user_id.parse().expect("a uuid");
        let late = sqlx::query(
            "UPDATE identity.sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1",
        );
        late.bind(user).execute(&mut owner).await.expect("two weeks pass");
        second.request(Method::GET, "/v1/session").send().await.problem(401, "not-signed-in");
    });
}

#[test]
fn what_is_stored_opens_no_door() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let token = firm.client.token().expect("a token");
        let mut owner = world.databases.owner().await;
        let user: uuid::Uuid = firm.user_id.parse().expect("a uuid");
        let stored: String = sqlx::query_scalar(
            "SELECT u.password_hash || ' ' || string_agg(encode(r.token_hash, 'escape'), ' ')
               FROM identity.users u JOIN identity.sessions s ON s.user_id = u.id JOIN identity.refresh_tokens r ON r.session_id = s.id
              WHERE u.id = $1 GROUP BY u.id",
        )
        .bind(user)
        .fetch_one(&mut owner)
        .await
        .expect("what a thief would read");
        assert!(stored.starts_with("$argon2id$") && !stored.contains(&token) && !stored.contains(PASSWORD));
        let payload: Option<String> = sqlx::query_scalar(
            "SELECT string_agg(payload::text, ' ') FROM jobs.jobs WHERE kind = 'identity.mail' AND status = 'done' AND payload <> '{}'",
        )
        .fetch_one(&mut owner)
        .await
        .expect("what is left in the queue");
        assert_eq!(payload, None, "codes do not outlive the mail they were in");
    });
}

#[test]
fn a_plan_chosen_before_the_account_is_the_plan_of_the_first_firm() {
    run(async |world| {
        let plan_of = async |client: &Client, chosen: Value| {
            let mut new = json!({"country": "BE", "name": "Gérance Primevère", "company_number": tests::numbers::any_company_number()});
            for (name, value) in chosen.as_object().expect("fields") {
                new[name] = value.clone();
            }
            let firm = client.post("/v1/firms", new, 201).await;
            let account = client.get(&format!("/v1/firms/{}/billing", text(&firm, "id")), 200).await;
            assert_eq!(account["standing"]["state"], "trial");
            (text(&account["plan"], "plan"), account["plan"]["committed"].clone())
        };
        let person = async |chosen: Value| {
            let (door, email) = (world.site.anonymous(), unique_email());
            let mut new = json!({"email": email, "password": PASSWORD, "language": "en"});
            for (name, value) in chosen.as_object().expect("fields") {
                new[name] = value.clone();
            }
            door.post("/v1/signup", new, 202).await;
            let path = format!("/v1/dev/mails?to={}", tests::escape(&email));
            let mail =
                wait_for("the mail", async || list(&door.get(&path, 200).await, "items").first().cloned())
                    .await;
            let subject = text(&mail, "subject");
            let code =
                subject.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6).expect("a code");
            let session = type_code(&door, &email, code).await.expect(201);
            world.site.anonymous().with_tokens(&session)
        };
        let plain = |plan: &str| (plan.to_owned(), Value::Null);
        let client = person(json!({"plan": "plus", "committed": 10})).await;
        assert_eq!(plan_of(&client, json!({})).await, ("plus".to_owned(), json!(10)));
        assert_eq!(plan_of(&client, json!({})).await, plain("standard"), "it was for the first firm");
        assert_eq!(plan_of(&client, json!({"plan": "plus"})).await, plain("plus"));
        assert_eq!(plan_of(&client, json!({"plan": "gold", "committed": 4})).await, plain("standard"));
        assert_eq!(plan_of(&client, json!({"plan": "standard", "committed": 0})).await, plain("standard"));

        let client = person(json!({"plan": "plus"})).await;
        assert_eq!(
            plan_of(&client, json!({"plan": "standard"})).await,
            plain("standard"),
            "the later choice counts"
        );
        let client = person(json!({"plan": "gold"})).await;
        assert_eq!(plan_of(&client, json!({})).await, plain("standard"), "what is not sold is passed over");
    });
}
