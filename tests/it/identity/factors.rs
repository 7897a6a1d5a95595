//! Authenticator applications, recovery codes, and the password typed once more.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Firm, PASSWORD, Site, World, list, run, text, unique_email};

use super::{Person, browse, challenge, enrol, is_signed_in, now, post, sign_in};

async fn finish(site: &Site, challenge: &str, proof: (&str, &str)) -> Answer {
    let body = json!({"challenge": challenge, proof.0: proof.1, "token": true});
    post(&site.anonymous(), "/v1/session/second-factor", body).await
}

#[test]
fn with_an_application_a_password_is_half_the_way() {
    run(async |world| {
        let person = Person::new(world).await;
        let other = browse(&world.site, &person.email).await;
        let new = person.client.post("/v1/security/totp", Value::Null, 200).await;
        assert!(text(&new, "uri").starts_with("otpauth://totp/KoproGo:"), "{new}");
        assert!(
            text(&new, "qr_svg").starts_with("<svg") && text(&new, "uri").contains(&text(&new, "secret"))
        );
        assert_eq!(
            sign_in(&world.site, &person.email, PASSWORD).await.status,
            200,
            "not before its first code"
        );
        let (secret, _) = enrol(&person.client).await;
        assert!(!is_signed_in(&other).await, "sessions that have shown none end");
        let session = person.client.get("/v1/session", 200).await;
        assert_eq!(session["second_factor"], true);

        let asked = sign_in(&world.site, &person.email, PASSWORD).await.expect(202);
        assert_eq!(asked["methods"], json!(["totp", "recovery"]));
        let ticket = text(&asked, "challenge");
        let code = secret.code_at(now() + 30).expect("a code");
        let opened = finish(&world.site, &ticket, ("code", &code)).await.expect(200);
        assert_eq!(
            (&opened["second_factor"], &opened["user"]["email"]),
            (&json!(true), &json!(person.email))
        );
        finish(&world.site, &ticket, ("code", &code)).await.problem(401, "challenge-expired");
        person.mail(world, "authenticator application protects").await;
    });
}

#[test]
fn a_code_is_good_once_and_so_are_the_codes_before_it() {
    run(async |world| {
        let person = Person::new(world).await;
        let (secret, _) = enrol(&person.client).await;
        let (this, next) =
            (secret.code_at(now()).expect("a code"), secret.code_at(now() + 30).expect("a code"));
        let first = challenge(&world.site, &person.email).await;
        finish(&world.site, &first, ("code", &this)).await.problem(422, "second-factor-wrong");
        finish(&world.site, &first, ("code", &next)).await.expect(200);
        let second = challenge(&world.site, &person.email).await;
        for spent in [&next, &this] {
            finish(&world.site, &second, ("code", spent)).await.problem(422, "second-factor-wrong");
        }
        // Two at the same moment: the database lets one of them through.
        person.rest(world).await;
        person.forget_step(world).await;
        let third = challenge(&world.site, &person.email).await;
        let code = secret.code_at(now()).expect("a code");
        let both = tokio::join!(
            finish(&world.site, &second, ("code", &code)),
            finish(&world.site, &third, ("code", &code))
        );
        let mut statuses = [both.0.status, both.1.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
    });
}

#[test]
fn five_tries_and_then_a_pause_whatever_is_tried() {
    run(async |world| {
        let person = Person::new(world).await;
        let (secret, codes) = enrol(&person.client).await;
        let ticket = challenge(&world.site, &person.email).await;
        for n in 0..5 {
            let proof =
                if n % 2 == 0 { ("code", "000000") } else { ("recovery_code", "0000-0000-0000-0000") };
            finish(&world.site, &ticket, proof).await.problem(422, "second-factor-wrong");
        }
        let right = secret.code_at(now() + 30).expect("a code");
        for proof in [("code", right.as_str()), ("recovery_code", codes[0].as_str())] {
            let answer = finish(&world.site, &ticket, proof).await;
            answer.problem(429, "too-many-requests");
            let wait: u32 = answer.header("retry-after").parse().expect("seconds");
            assert!((840..=900).contains(&wait), "{wait} s");
        }
        // Another sign-in does not bring new ones.
        let again = challenge(&world.site, &person.email).await;
        finish(&world.site, &again, ("code", &right)).await.problem(429, "too-many-requests");
        person.rest(world).await;
        finish(&world.site, &again, ("code", &right)).await.expect(200);
    });
}

#[test]
fn a_recovery_code_replaces_the_application_once() {
    run(async |world| {
        let person = Person::new(world).await;
        let (_, codes) = enrol(&person.client).await;
        assert_eq!(codes.len(), 10);
        let ticket = challenge(&world.site, &person.email).await;
        let copied = codes[3].to_lowercase().replace('-', " ");
        finish(&world.site, &ticket, ("recovery_code", &copied)).await.expect(200);
        let ticket = challenge(&world.site, &person.email).await;
        finish(&world.site, &ticket, ("recovery_code", &codes[3])).await.problem(422, "second-factor-wrong");
        let security = person.client.get("/v1/security", 200).await;
        assert_eq!(security["second_factor"]["recovery_codes_left"], 9);
        person.mail(world, "recovery code opened your KoproGo account").await;
        let renewed = person.client.post("/v1/security/recovery-codes", Value::Null, 200).await;
        assert_eq!(list(&renewed, "recovery_codes").len(), 10);
        finish(&world.site, &ticket, ("recovery_code", &codes[4])).await.problem(422, "second-factor-wrong");
        // Somebody else's code is a code of nobody's.
        let thief = Person::new(world).await;
        enrol(&thief.client).await;
        let ticket = challenge(&world.site, &thief.email).await;
        let theirs = text(&json!({"code": renewed["recovery_codes"][0]}), "code");
        finish(&world.site, &ticket, ("recovery_code", &theirs)).await.problem(422, "second-factor-wrong");
    });
}

#[test]
fn one_of_the_two_proofs_and_a_challenge_of_ours() {
    run(async |world| {
        let person = Person::new(world).await;
        enrol(&person.client).await;
        let ticket = challenge(&world.site, &person.email).await;
        let door = world.site.anonymous();
        for body in [
            json!({"challenge": ticket}),
            json!({"challenge": ticket, "code": "123456", "recovery_code": "0000-0000-0000-0000"}),
        ] {
            post(&door, "/v1/session/second-factor", body).await.problem(422, "validation");
        }
        for wrong in ["", "x", &"A".repeat(43)] {
            finish(&world.site, wrong, ("code", "123456")).await.problem(401, "challenge-expired");
        }
        let mut owner = world.databases.owner().await;
        let late = sqlx::query(
            "UPDATE identity.challenges SET expires_at = now() - interval '1 second' WHERE user_id = $1",
        );
        late.bind(person.uuid()).execute(&mut owner).await.expect("five minutes pass");
        finish(&world.site, &ticket, ("code", "123456")).await.problem(401, "challenge-expired");
    });
}

#[test]
fn what_guards_the_account_changes_only_after_the_password_was_typed_again() {
    run(async |world| {
        let person = Person::new(world).await;
        let client = &person.client;
        person.forget_confirmation(world).await;
        let sensitive = [
            (Method::POST, "/v1/security/totp"),
            (Method::POST, "/v1/security/totp/confirmation"),
            (Method::DELETE, "/v1/security/totp"),
            (Method::POST, "/v1/security/recovery-codes"),
            (Method::POST, "/v1/security/passkeys/options"),
            (Method::POST, "/v1/security/passkeys"),
            (Method::DELETE, "/v1/security/passkeys/00000000-0000-0000-0000-000000000000"),
        ];
        for (method, path) in &sensitive {
            let answer = client.request(method.clone(), path).json(&json!({})).send().await;
            assert_eq!(answer.status, 403, "{method} {path}: {}", answer.text());
            answer.problem(403, "confirmation-required");
        }
        client.get("/v1/security", 200).await;
        let confirm = async |password: &str| {
            post(client, "/v1/security/confirmation", json!({"password": password})).await
        };
        confirm("not this one at all").await.problem(422, "wrong-password");
        client.request(Method::POST, "/v1/security/totp").send().await.problem(403, "confirmation-required");
        confirm(PASSWORD).await.expect(204);
        let until = text(&client.get("/v1/session", 200).await, "confirmed_until");
        assert!(!until.is_empty());
        enrol(client).await;
        client.request(Method::POST, "/v1/security/recovery-codes").send().await.expect(200);
    });
}

/// Rows as a thief with a copy of the database would see them.
async fn stored(world: &World, person: &Person) -> String {
    let mut owner = world.databases.owner().await;
    sqlx::query_scalar(
        "SELECT (SELECT t::text FROM identity.totp t WHERE user_id = $1) || (SELECT string_agg(c::text, '') FROM identity.recovery_codes c WHERE user_id = $1)",
    )
    .bind(person.uuid())
    .fetch_one(&mut owner)
    .await
    .expect("rows")
}

#[test]
fn secrets_are_sealed_to_their_owner() {
    run(async |world| {
        let (person, thief) = (Person::new(world).await, Person::new(world).await);
        let (secret, codes) = enrol(&person.client).await;
        let text = stored(world, &person).await;
        let hex: String = secret.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!text.contains(&hex) && codes.iter().all(|code| !text.contains(&code.replace('-', ""))));
        // Whoever may write rows puts a secret they know into somebody else's row: it opens nothing there.
        let (known, _) = enrol(&thief.client).await;
        let mut owner = world.databases.owner().await;
        sqlx::query("UPDATE identity.totp SET secret = (SELECT secret FROM identity.totp WHERE user_id = $2), last_step = 0 WHERE user_id = $1")
            .bind(person.uuid())
            .bind(thief.uuid())
            .execute(&mut owner)
            .await
            .expect("a tamper");
        let ticket = challenge(&world.site, &person.email).await;
        let code = known.code_at(now()).expect("a code");
        finish(&world.site, &ticket, ("code", &code)).await.problem(422, "second-factor-wrong");
    });
}

#[test]
fn without_a_factor_there_is_nothing_to_recover() {
    run(async |world| {
        let person = Person::new(world).await;
        let client = &person.client;
        client
            .request(Method::POST, "/v1/security/recovery-codes")
            .send()
            .await
            .problem(409, "no-second-factor");
        client.request(Method::DELETE, "/v1/security/totp").send().await.problem(404, "not-found");
        let confirm = post(client, "/v1/security/totp/confirmation", json!({"code": "123456"})).await;
        confirm.problem(422, "second-factor-wrong");
        enrol(client).await;
        client.request(Method::DELETE, "/v1/security/totp").send().await.expect(204);
        let security = client.get("/v1/security", 200).await;
        assert_eq!(
            security["second_factor"],
            json!({"totp_since": null, "passkeys": [], "recovery_codes_left": 0})
        );
        assert_eq!(client.get("/v1/session", 200).await["second_factor"], false);
        sign_in(&world.site, &person.email, PASSWORD).await.expect(200);
        person.mail(world, "removed from your KoproGo account").await;
    });
}

#[test]
fn who_has_shown_a_factor_may_ask_one_of_the_whole_firm() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let aline = firm.hire(&unique_email(), "assistant", &[]).await;
        enrol(&firm.client).await;
        let switched = firm.client.patch(&firm.at(""), json!({"require_second_factor": true}), 200).await;
        assert_eq!(switched["require_second_factor"], true);
        firm.client.get(&firm.copros(), 200).await;
        let refused = aline.client.request(Method::GET, &firm.copros()).send().await;
        refused.problem(403, "second-factor-required");
        let told = aline.client.get("/v1/security", 200).await;
        assert_eq!(list(&told, "required_by").len(), 1, "{told}");
        // Who sets one up is let in with the same session.
        enrol(&aline.client).await;
        aline.client.get(&firm.copros(), 200).await;
        let off = firm.client.patch(&firm.at(""), json!({"require_second_factor": false}), 200).await;
        assert_eq!(off["require_second_factor"], false);
    });
}
