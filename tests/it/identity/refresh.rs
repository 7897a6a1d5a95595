//! Refresh tokens: one family, one continuation, and an end when two hold the same token.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{Answer, Client, PASSWORD, SiteOptions, World, run, text};

use super::{Person, is_signed_in, post, sign_in};

const AT_ONCE: usize = 1_000;

async fn refresh(client: &Client, token: &str) -> Answer {
    post(client, "/v1/session/refresh", json!({"refresh": token})).await
}

async fn open(world: &World, person: &Person) -> Value {
    sign_in(&world.site, &person.email, PASSWORD).await.expect(200)["tokens"].clone()
}

/// As if so much time had passed since any token was used.
async fn let_pass(world: &World, person: &Person, seconds: i32) {
    let mut owner = world.databases.owner().await;
    sqlx::query(
        "UPDATE identity.refresh_tokens SET used_at = used_at - make_interval(secs => $2) WHERE used_at IS NOT NULL
            AND session_id IN (SELECT id FROM identity.sessions WHERE user_id = $1)",
    )
    .bind(person.uuid())
    .bind(f64::from(seconds))
    .execute(&mut owner)
    .await
    .expect("time passes");
}

#[test]
fn a_token_used_a_thousand_times_at_once_has_one_continuation_and_a_later_use_ends_the_family() {
    run(async |world| {
        let person = Person::new(world).await;
        let replica = world.site_with(SiteOptions::default()).await;
        let first = text(&open(world, &person).await, "refresh");
        let mut asked = tokio::task::JoinSet::new();
        for n in 0..AT_ONCE {
            let client = if n % 2 == 0 { world.site.anonymous() } else { replica.anonymous() };
            let token = first.clone();
            asked.spawn(async move { refresh(&client, &token).await });
        }
        let answers = asked.join_all().await;
        let successors: BTreeSet<String> =
            answers.iter().map(|answer| text(&answer.expect(200), "refresh")).collect();
        assert_eq!(successors.len(), 1, "{AT_ONCE} answers, one continuation");
        let mut owner = world.databases.owner().await;
        let unused: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM identity.refresh_tokens r JOIN identity.sessions s ON s.id = r.session_id
              WHERE s.user_id = $1 AND r.used_at IS NULL AND s.last_seen_at > now() - interval '1 minute'
                AND EXISTS (SELECT FROM identity.refresh_tokens u WHERE u.session_id = s.id AND u.used_at IS NOT NULL)",
        )
        .bind(person.uuid())
        .fetch_one(&mut owner)
        .await
        .expect("a count");
        assert_eq!(unused, 1, "one token is left to go on with");

        let successor = successors.into_iter().next().expect("one");
        let second = refresh(&world.site.anonymous(), &successor).await.expect(200);
        let program = replica.with_token(text(&second, "access"));
        assert!(is_signed_in(&program).await);
        let_pass(world, &person, 11).await;
        refresh(&replica.anonymous(), &first).await.problem(401, "refresh-refused");
        assert!(!is_signed_in(&program).await, "on every replica, at once");
        let newest = text(&second, "refresh");
        refresh(&world.site.anonymous(), &newest).await.problem(401, "refresh-refused");
        assert!(is_signed_in(&person.client).await, "other sessions go on");
        person.mail(world, "access to your KoproGo account was cut off").await;
    });
}

#[test]
fn a_token_goes_on_and_on_and_each_is_good_once() {
    run(async |world| {
        let person = Person::new(world).await;
        let mut tokens = open(world, &person).await;
        let mut seen = BTreeSet::new();
        for _ in 0..5 {
            assert!(seen.insert(text(&tokens, "refresh")));
            tokens = refresh(&world.site.anonymous(), &text(&tokens, "refresh")).await.expect(200);
            assert_eq!(tokens["expires_in"], 300);
            assert!(is_signed_in(&world.site.with_token(text(&tokens, "access"))).await);
            let_pass(world, &person, 60).await;
        }
        for (name, wrong) in
            [("none", String::new()), ("unknown", "A".repeat(43)), ("long", "A".repeat(5_000))]
        {
            let answer = refresh(&world.site.anonymous(), &wrong).await;
            assert_eq!(answer.problem(401, "refresh-refused")["status"], 401, "{name}");
        }
        assert!(is_signed_in(&world.site.with_token(text(&tokens, "access"))).await, "a guess ends nothing");
    });
}

#[test]
fn a_family_ends_with_its_session() {
    run(async |world| {
        let person = Person::new(world).await;
        let tokens = open(world, &person).await;
        let mut owner = world.databases.owner().await;
        let late = sqlx::query(
            "UPDATE identity.sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1",
        );
        late.bind(person.uuid()).execute(&mut owner).await.expect("two weeks pass");
        let answer = refresh(&world.site.anonymous(), &text(&tokens, "refresh")).await;
        answer.problem(401, "refresh-refused");
    });
}
