//! Forgotten, set anew, changed.

use reqwest::Method;
use serde_json::json;
use tests::{Client, PASSWORD, World, list, run, text, unique_email};

use super::{Person, browse, challenge, cookie_of, enrol, is_signed_in, post, send, sign_in};

const NEW: &str = "zeventien blauwe ladders";

/// The secret in the newest mail that leads to a new password.
async fn link(world: &World, person: &Person, subject: &str) -> String {
    let mail = person.mail(world, subject).await;
    let body = text(&mail, "text");
    let address = body.split_whitespace().find(|word| word.contains("/reset#")).expect("a link");
    address.split_once('#').expect("a secret").1.to_owned()
}

async fn forgot(client: &Client, email: &str) {
    let answer = post(client, "/v1/password/forgot", json!({"email": email})).await;
    assert_eq!((answer.status, answer.text().as_str()), (202, ""));
}

async fn reset(client: &Client, token: &str, password: &str) -> tests::Answer {
    post(client, "/v1/password/reset", json!({"token": token, "password": password})).await
}

#[test]
fn a_forgotten_password_is_set_anew_once_and_every_session_ends() {
    run(async |world| {
        let person = Person::speaking(world, "nl").await;
        let door = world.site.anonymous();
        forgot(&door, &person.email.to_uppercase()).await;
        let token = link(world, &person, "Kies een nieuw wachtwoord").await;
        assert!(token.len() >= 43, "256 bits");
        reset(&door, &"A".repeat(43), NEW).await.problem(422, "reset-link-invalid");
        reset(&door, &token, "kort").await.problem(422, "validation");
        reset(&door, &token, NEW).await.expect(204);
        assert!(!is_signed_in(&person.client).await);
        reset(&door, &token, PASSWORD).await.problem(422, "reset-link-invalid");
        sign_in(&world.site, &person.email, PASSWORD).await.problem(401, "wrong-credentials");
        sign_in(&world.site, &person.email, NEW).await.expect(200);
        person.mail(world, "Uw KoproGo-wachtwoord is gewijzigd").await;
    });
}

#[test]
fn a_link_expires_is_replaced_by_the_next_and_is_stored_as_a_digest() {
    run(async |world| {
        let person = Person::new(world).await;
        let door = world.site.anonymous();
        forgot(&door, &person.email).await;
        let first = link(world, &person, "Choose a new KoproGo password").await;
        forgot(&door, &person.email).await;
        let second = tests::wait_for("the second mail", async || {
            let token = link(world, &person, "Choose a new KoproGo password").await;
            (token != first).then_some(token)
        })
        .await;
        reset(&door, &first, NEW).await.problem(422, "reset-link-invalid");
        let mut owner = world.databases.owner().await;
        let stored: String = sqlx::query_scalar(
            "SELECT r::text || coalesce((SELECT string_agg(j.payload::text, '') FROM jobs.jobs j
                                          WHERE j.kind = 'identity.password_reset' AND j.status = 'done'), '')
               FROM identity.password_resets r WHERE user_id = $1",
        )
        .bind(person.uuid())
        .fetch_one(&mut owner)
        .await
        .expect("what a thief would read");
        assert!(!stored.contains(&second) && !stored.contains(&person.email), "{stored}");
        sqlx::query(
            "UPDATE identity.password_resets SET expires_at = now() - interval '1 second' WHERE user_id = $1",
        )
        .bind(person.uuid())
        .execute(&mut owner)
        .await
        .expect("an hour passes");
        reset(&door, &second, NEW).await.problem(422, "reset-link-invalid");
        sign_in(&world.site, &person.email, PASSWORD).await.expect(200);
    });
}

#[test]
fn nobody_gets_mail_who_has_no_account() {
    run(async |world| {
        let (person, unknown) = (Person::new(world).await, unique_email());
        let door = world.site.anonymous();
        forgot(&door, &unknown).await;
        forgot(&door, &person.email).await;
        person.mail(world, "Choose a new KoproGo password").await;
        let mails = door.get(&format!("/v1/dev/mails?to={}", tests::escape(&unknown)), 200).await;
        assert_eq!(list(&mails, "items").len(), 0);
        post(&door, "/v1/password/forgot", json!({"email": "no address"})).await.problem(422, "validation");
    });
}

#[test]
fn a_new_password_does_not_stand_in_for_the_second_factor() {
    run(async |world| {
        let person = Person::new(world).await;
        enrol(&person.client).await;
        let waiting = challenge(&world.site, &person.email).await;
        forgot(&world.site.anonymous(), &person.email).await;
        let token = link(world, &person, "Choose a new KoproGo password").await;
        let answer = reset(&world.site.anonymous(), &token, NEW).await;
        answer.expect(204);
        assert_eq!(answer.header("set-cookie"), "", "nobody is signed in by it");
        let next = sign_in(&world.site, &person.email, NEW).await.expect(202);
        assert_eq!(next["methods"], json!(["totp", "recovery"]));
        assert!(next.get("user").is_none() && next.get("tokens").is_none());
        let body = json!({"challenge": waiting, "code": "000000"});
        let old = post(&world.site.anonymous(), "/v1/session/second-factor", body).await;
        old.problem(401, "challenge-expired");
    });
}

#[test]
fn a_password_is_changed_by_who_knows_it_and_the_others_are_signed_out() {
    run(async |world| {
        let person = Person::new(world).await;
        let browser = browse(&world.site, &person.email).await;
        let wrong = json!({"current": "not this one at all", "password": NEW});
        send(&browser, Method::PUT, "/v1/password", wrong).await.problem(422, "wrong-password");
        let common = json!({"current": PASSWORD, "password": person.email});
        send(&browser, Method::PUT, "/v1/password", common).await.problem(422, "validation");
        assert!(is_signed_in(&person.client).await);
        let change = json!({"current": PASSWORD, "password": NEW});
        let answer = send(&browser, Method::PUT, "/v1/password", change).await;
        answer.expect(204);
        assert!(!is_signed_in(&person.client).await, "the others");
        assert!(!is_signed_in(&browser).await, "a copy of the old cookie");
        let renewed = world.site.anonymous().with_cookie(&cookie_of(&answer));
        assert!(is_signed_in(&renewed).await, "this one goes on");
        person.mail(world, "Your KoproGo password has changed").await;
        sign_in(&world.site, &person.email, NEW).await.expect(200);
    });
}
