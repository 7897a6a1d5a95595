//! Access tokens that are not ours, against the running server. The same table, in every combination, is in `access::access_token`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{PASSWORD, World, run, text};

use super::{Person, now, sign_in};

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn read(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

/// A token as the server signs them, whatever it says: tests know its secret.
fn signed(world: &World, header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let key = world.keys.subkey("access-token");
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(hmac_sha256(&key, message.as_bytes())))
}

/// RFC 2104, so that what signs here is not what is tested.
fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let pad = |with: u8| -> Vec<u8> {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block.to_vec()
    };
    let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}

async fn refused(world: &World, what: &str, token: &str) {
    let answer = world.site.with_token(token).request(Method::GET, "/v1/session").send().await;
    assert_eq!(answer.status, 401, "{what}: {}", answer.text());
    answer.problem(401, "not-signed-in");
}

#[test]
fn only_a_token_of_ours_in_every_respect_is_accepted() {
    run(async |world| {
        let (person, other) = (Person::new(world).await, Person::new(world).await);
        let good = person.client.token().expect("a token");
        let mut parts = good.split('.');
        let (header, claims) = (read(parts.next().expect("header")), read(parts.next().expect("claims")));
        assert_eq!(header["alg"], "HS256");
        let life = claims["exp"].as_u64().expect("exp") - claims["iat"].as_u64().expect("iat");
        assert!(life <= 300, "{life} s");
        let again = world.site.with_token(signed(world, &header, &claims));
        again.get("/v1/session", 200).await;

        let with = |name: &str, value: Value| {
            let mut changed = claims.clone();
            changed[name] = value;
            signed(world, &header, &changed)
        };
        let without = |name: &str| {
            let mut changed = claims.clone();
            changed.as_object_mut().expect("claims").remove(name);
            signed(world, &header, &changed)
        };
        for claim in ["exp", "aud", "iss", "sub", "sid", "typ"] {
            refused(world, &format!("without {claim}"), &without(claim)).await;
        }
        refused(world, "expired a second ago", &with("exp", json!(now() - 1))).await;
        refused(world, "a year", &with("exp", json!(now() + 31_536_000))).await;
        refused(world, "another audience", &with("aud", json!("koprogo-web"))).await;
        refused(world, "another issuer", &with("iss", json!("evil"))).await;
        refused(world, "another type", &with("typ", json!("refresh"))).await;
        refused(world, "another person's session", &with("sub", json!(other.id))).await;
        refused(world, "a session that is not there", &with("sid", json!(uuid::Uuid::now_v7()))).await;
        let browser = {
            let sessions = super::browse(&world.site, &person.email).await.get("/v1/sessions", 200).await;
            text(&tests::list(&sessions, "items")[0], "id")
        };
        refused(world, "the session of a browser", &with("sid", json!(browser))).await;
    });
}

#[test]
fn the_header_of_a_token_decides_nothing() {
    run(async |world| {
        let person = Person::new(world).await;
        let good = person.client.token().expect("a token");
        let (message, signature) = good.rsplit_once('.').expect("three parts");
        let (header, claims) = message.split_once('.').expect("three parts");
        let (header, claims) = (read(header), read(claims));
        let headed = |name: &str, value: Value| {
            let mut changed = header.clone();
            changed[name] = value;
            changed
        };
        for alg in ["none", "None", "HS384", "HS512", "RS256", "ES256"] {
            let changed = headed("alg", json!(alg));
            refused(world, alg, &signed(world, &changed, &claims)).await;
            refused(world, alg, &format!("{}.{}.", part(&changed), part(&claims))).await;
        }
        for kid in [json!(null), json!(""), json!("0"), json!("../../../dev/null"), json!("' OR 1=1 --")] {
            refused(world, "an unknown key", &signed(world, &headed("kid", kid), &claims)).await;
        }
        for (pointer, value) in [
            ("jku", json!("https://evil.example/keys.json")),
            ("x5u", json!("https://evil.example/cert.pem")),
            ("jwk", json!({"kty": "oct", "k": "AAAA"})),
        ] {
            // Ignored: with our signature it is ours, with another it is not.
            let changed = headed(pointer, value);
            let forged = format!("{}.{}.{}", part(&changed), part(&claims), signature);
            refused(world, pointer, &forged).await;
        }
        refused(world, "no signature", message).await;
        refused(world, "an empty one", &format!("{message}.")).await;
        refused(world, "half of one", &good[..good.len() - 10]).await;
        refused(world, "another key", &{
            let key = *b"another key of thirty-two bytes!";
            format!("{message}.{}", URL_SAFE_NO_PAD.encode(hmac_sha256(&key, message.as_bytes())))
        })
        .await;
    });
}

#[test]
fn no_secret_opens_the_door_of_another() {
    run(async |world| {
        let person = Person::new(world).await;
        let session = sign_in(&world.site, &person.email, PASSWORD).await.expect(200);
        let (access, refresh) = (text(&session["tokens"], "access"), text(&session["tokens"], "refresh"));
        refused(world, "a refresh token", &refresh).await;
        let as_refresh =
            super::post(&world.site.anonymous(), "/v1/session/refresh", json!({"refresh": access})).await;
        as_refresh.problem(401, "refresh-refused");
        for secret in [&access, &refresh] {
            let cookie = format!("koprogo_session={secret}");
            let request =
                world.site.anonymous().request(Method::GET, "/v1/session").header("cookie", &cookie);
            request.send().await.problem(401, "not-signed-in");
        }
    });
}
