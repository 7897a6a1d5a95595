//! Passkeys: added, used beside the password and instead of it, and everything that must not pass for one.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Authenticator, Client, PASSWORD, SiteOptions, World, list, run, text};

use super::{Person, challenge, enrol, is_signed_in, now, post, sign_in};

/// Adds a passkey; gives the device and the answer.
async fn register(client: &Client, name: &str) -> (Authenticator, Value) {
    let mut device = Authenticator::new();
    let begun = client.post("/v1/security/passkeys/options", Value::Null, 200).await;
    let body =
        json!({"ceremony": begun["ceremony"], "name": name, "credential": device.create(&begun["options"])});
    let added = client.post("/v1/security/passkeys", body, 201).await;
    (device, added)
}

async fn begin(world: &World, challenge: Option<&str>) -> Value {
    let asked = challenge.map_or(json!({}), |challenge| json!({"challenge": challenge}));
    world.site.anonymous().post("/v1/session/passkey/options", asked, 200).await
}

async fn finish(world: &World, ceremony: &Value, credential: Value) -> Answer {
    let body = json!({"ceremony": ceremony, "credential": credential, "token": true});
    post(&world.site.anonymous(), "/v1/session/passkey", body).await
}

#[test]
fn a_passkey_is_a_second_factor_and_brings_recovery_codes() {
    run(async |world| {
        let person = Person::new(world).await;
        let (mut device, added) = register(&person.client, " Téléphone ").await;
        assert_eq!((&added["name"], list(&added, "recovery_codes").len()), (&json!("Téléphone"), 10));
        assert_eq!(person.client.get("/v1/session", 200).await["second_factor"], true);
        person.mail(world, "passkey was added").await;

        let asked = sign_in(&world.site, &person.email, PASSWORD).await.expect(202);
        assert_eq!(asked["methods"], json!(["passkey", "recovery"]));
        let begun = begin(world, Some(&text(&asked, "challenge"))).await;
        assert_eq!(list(&begun["options"], "allowCredentials").len(), 1);
        let opened = finish(world, &begun["ceremony"], device.get(&begun["options"])).await.expect(200);
        assert_eq!(
            (&opened["user"]["email"], &opened["second_factor"]),
            (&json!(person.email), &json!(true))
        );

        let (_, second) = register(&person.client, "Clef USB").await;
        assert_eq!(second.get("recovery_codes"), None, "the first ones stay good");
        let security = person.client.get("/v1/security", 200).await;
        let keys = list(&security["second_factor"], "passkeys");
        assert_eq!(keys.len(), 2);
        assert!(keys[0]["last_used_at"].is_string() && keys[1]["last_used_at"].is_null(), "{keys:?}");
    });
}

#[test]
fn a_passkey_alone_signs_in_without_telling_who_one_is() {
    run(async |world| {
        let person = Person::new(world).await;
        let (mut device, _) = register(&person.client, "Téléphone").await;
        let begun = begin(world, None).await;
        assert_eq!(
            begun["options"].get("allowCredentials").map_or(0, |known| known.as_array().map_or(0, Vec::len)),
            0
        );
        assert_eq!(begun["options"]["userVerification"], "required");
        let opened = finish(world, &begun["ceremony"], device.get(&begun["options"])).await.expect(200);
        assert_eq!(
            (&opened["user"]["email"], &opened["second_factor"]),
            (&json!(person.email), &json!(true))
        );
        assert!(is_signed_in(&world.site.anonymous().with_tokens(&opened)).await);
    });
}

#[test]
fn a_ceremony_is_answered_once_in_time_and_by_whom_it_is_for() {
    run(async |world| {
        let (person, other) = (Person::new(world).await, Person::new(world).await);
        let (mut device, _) = register(&person.client, "Téléphone").await;
        let begun = begin(world, None).await;
        let answer = device.get(&begun["options"]);
        finish(world, &begun["ceremony"], answer.clone()).await.expect(200);
        finish(world, &begun["ceremony"], answer.clone()).await.problem(422, "passkey-refused");
        let next = begin(world, None).await;
        finish(world, &next["ceremony"], answer).await.problem(422, "passkey-refused");
        // A wrong answer was the only one.
        finish(world, &next["ceremony"], device.get(&next["options"])).await.problem(422, "passkey-refused");

        let late = begin(world, None).await;
        let mut owner = world.databases.owner().await;
        let id: uuid::Uuid = text(&late, "ceremony").parse().expect("a uuid");
        sqlx::query("UPDATE identity.ceremonies SET expires_at = now() - interval '1 second' WHERE id = $1")
            .bind(id)
            .execute(&mut owner)
            .await
            .expect("five minutes pass");
        finish(world, &late["ceremony"], device.get(&late["options"])).await.problem(422, "passkey-refused");

        // The beginning of one person's registration is not another's.
        let begun = person.client.post("/v1/security/passkeys/options", Value::Null, 200).await;
        let credential = Authenticator::new().create(&begun["options"]);
        let body = json!({"ceremony": begun["ceremony"], "name": "X", "credential": credential});
        post(&other.client, "/v1/security/passkeys", body).await.problem(422, "passkey-refused");
        // A registration is no sign-in and the other way round.
        let begun = person.client.post("/v1/security/passkeys/options", Value::Null, 200).await;
        finish(world, &begun["ceremony"], credential_of(&begun)).await.problem(422, "passkey-refused");
    });
}

fn credential_of(begun: &Value) -> Value {
    Authenticator::new().create(&begun["options"])
}

#[test]
fn what_only_looks_like_a_passkey_is_refused() {
    run(async |world| {
        let (person, other) = (Person::new(world).await, Person::new(world).await);
        let (mut device, _) = register(&person.client, "Téléphone").await;
        let (mut others, _) = register(&other.client, "Téléphone").await;

        let ticket = challenge(&world.site, &person.email).await;
        let begun = begin(world, Some(&ticket)).await;
        let foreign = finish(world, &begun["ceremony"], others.get(&begun["options"])).await;
        foreign.problem(422, "passkey-refused");
        let begun = begin(world, None).await;
        let unknown = credential_of(
            &json!({"options": {"user": {"id": "x"}, "rp": {"id": "localhost"}, "challenge": begun["options"]["challenge"]}}),
        );
        finish(world, &begun["ceremony"], unknown).await.problem(422, "passkey-refused");

        device.verifies = false;
        let begun = begin(world, None).await;
        finish(world, &begun["ceremony"], device.get(&begun["options"]))
            .await
            .problem(422, "passkey-refused");
        device.verifies = true;
        device.origin = "http://localhost.evil.example".to_owned();
        let begun = begin(world, None).await;
        finish(world, &begun["ceremony"], device.get(&begun["options"]))
            .await
            .problem(422, "passkey-refused");
        device.origin = "http://localhost".to_owned();

        let begun = begin(world, None).await;
        let mut bent = device.get(&begun["options"]);
        let signature = text(&bent["response"], "signature");
        bent["response"]["signature"] = json!(format!("{}AAAA", &signature[..signature.len() - 4]));
        finish(world, &begun["ceremony"], bent).await.problem(422, "passkey-refused");
        for nonsense in [json!({}), json!(null), json!("x"), json!({"id": 1})] {
            let begun = begin(world, None).await;
            finish(world, &begun["ceremony"], nonsense).await.problem(422, "passkey-refused");
        }
        let begun = begin(world, None).await;
        finish(world, &begun["ceremony"], device.get(&begun["options"])).await.expect(200);
        // A copy of the key that does not know how often the first was used.
        let begun = begin(world, None).await;
        finish(world, &begun["ceremony"], device.sign(&begun["options"]))
            .await
            .problem(422, "passkey-refused");
    });
}

#[test]
fn a_passkey_that_was_removed_opens_nothing_and_the_last_takes_the_codes_with_it() {
    run(async |world| {
        let (person, other) = (Person::new(world).await, Person::new(world).await);
        let (mut device, added) = register(&person.client, "Téléphone").await;
        let path = format!("/v1/security/passkeys/{}", text(&added, "id"));
        other.client.request(Method::DELETE, &path).send().await.problem(404, "not-found");
        person.client.request(Method::DELETE, &path).send().await.expect(204);
        let begun = begin(world, None).await;
        finish(world, &begun["ceremony"], device.get(&begun["options"]))
            .await
            .problem(422, "passkey-refused");
        let security = person.client.get("/v1/security", 200).await;
        assert_eq!(security["second_factor"]["recovery_codes_left"], 0);
        sign_in(&world.site, &person.email, PASSWORD).await.expect(200);

        let (_, added) = register(&other.client, "Téléphone").await;
        let (secret, _) = enrol(&other.client).await;
        let path = format!("/v1/security/passkeys/{}", text(&added, "id"));
        other.client.request(Method::DELETE, &path).send().await.expect(204);
        let ticket = challenge(&world.site, &other.email).await;
        let body = json!({"challenge": ticket, "code": secret.code_at(now() + 30), "token": true});
        post(&world.site.anonymous(), "/v1/session/second-factor", body).await.expect(200);
        let none = post(
            &world.site.anonymous(),
            "/v1/session/passkey/options",
            json!({"challenge": challenge(&world.site, &other.email).await}),
        )
        .await;
        none.problem(422, "passkey-refused");
    });
}

#[test]
fn without_a_name_a_site_has_no_passkeys() {
    run(async |world| {
        let options = SiteOptions { public_url: "https://192.0.2.1".to_owned(), ..SiteOptions::default() };
        let site = world.site_with(options).await;
        post(&site.anonymous(), "/v1/session/passkey/options", json!({}))
            .await
            .problem(409, "passkeys-unavailable");
    });
}
