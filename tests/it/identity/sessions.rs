//! Where one is signed in, and how it ends.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tests::{PASSWORD, SiteOptions, World, list, run, text};

use super::{Person, browse, is_signed_in, post, sign_in};

#[test]
fn the_list_tells_where_one_is_signed_in_and_ends_one_or_all() {
    run(async |world| {
        let person = Person::new(world).await;
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let body = json!({"email": person.email, "password": PASSWORD});
        let request =
            world.site.anonymous().request(Method::POST, "/v1/session").header("user-agent", firefox);
        let answer = request.json(&body).send().await;
        answer.expect(200);
        let browser = world.site.anonymous().with_cookie(&super::cookie_of(&answer));
        let program = world
            .site
            .anonymous()
            .with_tokens(&sign_in(&world.site, &person.email, PASSWORD).await.expect(200));

        let sessions = browser.get("/v1/sessions", 200).await;
        let sessions = list(&sessions, "items");
        assert_eq!(sessions.len(), 3, "{sessions:?}");
        let own = &sessions[0];
        assert_eq!((&own["current"], &own["kind"]), (&json!(true), &json!("browser")), "{own}");
        assert_eq!(
            (&own["client"], &own["address"]),
            (&json!("Firefox, Linux"), &json!("127.0.0.1")),
            "{own}"
        );
        assert_eq!(own["second_factor"], false);
        assert!(sessions[1..].iter().all(|other| other["current"] == false && other["kind"] == "api"));

        // Somebody else's session does not exist.
        let stranger = Person::new(world).await;
        let path = format!("/v1/sessions/{}", text(own, "id"));
        let foreign = stranger.client.request(Method::DELETE, &path).send().await;
        foreign.problem(404, "not-found");

        browser.request(Method::DELETE, &path).send().await.expect(204);
        assert!(!is_signed_in(&browser).await && is_signed_in(&program).await);
        program.request(Method::DELETE, "/v1/sessions").send().await.expect(204);
        assert!(
            !is_signed_in(&program).await && !is_signed_in(&person.client).await,
            "everywhere, here as well"
        );
        assert!(is_signed_in(&stranger.client).await);
    });
}

async fn last_seen(world: &World, person: &Person) -> String {
    let mut owner = world.databases.owner().await;
    sqlx::query_scalar("SELECT max(last_seen_at)::text FROM identity.sessions WHERE user_id = $1")
        .bind(person.uuid())
        .fetch_one(&mut owner)
        .await
        .expect("a session")
}

#[test]
fn a_session_is_noted_as_seen_once_a_minute_and_not_with_every_request() {
    run(async |world| {
        let person = Person::new(world).await;
        let at_first = last_seen(world, &person).await;
        for _ in 0..5 {
            person.client.get("/v1/session", 200).await;
        }
        assert_eq!(last_seen(world, &person).await, at_first);
        let mut owner = world.databases.owner().await;
        sqlx::query(
            "UPDATE identity.sessions SET last_seen_at = now() - interval '61 seconds' WHERE user_id = $1",
        )
        .bind(person.uuid())
        .execute(&mut owner)
        .await
        .expect("a minute passes");
        let before = last_seen(world, &person).await;
        tests::wait_for("the note", async || {
            person.client.get("/v1/session", 200).await;
            (last_seen(world, &person).await != before).then_some(())
        })
        .await;
    });
}

#[test]
fn a_cookie_alone_changes_nothing_when_nobody_says_where_the_request_comes_from() {
    run(async |world| {
        let person = Person::new(world).await;
        let answer = post(
            &world.site.anonymous(),
            "/v1/session",
            json!({"email": person.email, "password": PASSWORD}),
        )
        .await;
        let cookie = super::cookie_of(&answer);
        let bare = |method: Method, path: &str| {
            world.site.anonymous().request(method, path).header("cookie", &cookie)
        };
        // As a form of another site would send it from a browser that says nothing.
        bare(Method::POST, "/v1/firms").raw("text/plain", "{}").send().await.problem(403, "cross-site");
        bare(Method::PATCH, "/v1/session")
            .json(&json!({"name": "X"}))
            .send()
            .await
            .problem(403, "cross-site");
        bare(Method::DELETE, "/v1/sessions").send().await.problem(403, "cross-site");
        let garbled = bare(Method::DELETE, "/v1/sessions").header("sec-fetch-site", "").send().await;
        garbled.problem(403, "cross-site");
        bare(Method::GET, "/v1/session").send().await.expect(200);
        let patch = bare(Method::PATCH, "/v1/session").json(&json!({"name": "Claire"}));
        patch.header("x-koprogo-client", "tests").send().await.expect(200);
        let both = bare(Method::PATCH, "/v1/session").json(&json!({"name": "Claire"}));
        let both =
            both.header("x-koprogo-client", "tests").header("origin", "https://evil.example").send().await;
        both.problem(403, "cross-site");
    });
}

#[test]
fn what_ends_here_has_ended_on_every_replica() {
    run(async |world| {
        let person = Person::new(world).await;
        let second = world.site_with(SiteOptions::default()).await;
        let program = sign_in(&world.site, &person.email, PASSWORD).await.expect(200);
        let here = world.site.anonymous().with_tokens(&program);
        let there = second.with_token(text(&program["tokens"], "access"));
        let (cookie_here, program_there) = (browse(&world.site, &person.email).await, there);
        assert!(is_signed_in(&program_there).await);
        here.request(Method::DELETE, "/v1/session").send().await.expect(204);
        let ended = Instant::now();
        assert!(!is_signed_in(&program_there).await, "the signature is good and the session gone");
        assert!(ended.elapsed() < Duration::from_secs(1));
        let refresh = json!({"refresh": text(&program["tokens"], "refresh")});
        post(&second.anonymous(), "/v1/session/refresh", refresh).await.problem(401, "refresh-refused");

        let program = sign_in(&second, &person.email, PASSWORD).await.expect(200);
        let program = second.anonymous().with_tokens(&program);
        cookie_here.request(Method::DELETE, "/v1/sessions").send().await.expect(204);
        let ended = Instant::now();
        assert!(!is_signed_in(&program).await);
        assert!(ended.elapsed() < Duration::from_secs(1));
    });
}

#[test]
fn whoever_is_gone_holds_a_token_for_nothing() {
    run(async |world| {
        let person = Person::new(world).await;
        let token = person.client.token().expect("a token");
        let mut owner = world.databases.owner().await;
        let gone = sqlx::query("DELETE FROM identity.users WHERE id = $1").bind(person.uuid());
        gone.execute(&mut owner).await.expect("the person leaves");
        assert!(!is_signed_in(&world.site.with_token(token)).await);
        assert_eq!(
            person.client.request(Method::GET, "/v1/sessions").send().await.json()["code"],
            Value::from("not-signed-in")
        );
    });
}
