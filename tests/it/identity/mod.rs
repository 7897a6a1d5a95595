//! People's login: sessions, tokens of programs, passwords, second factors, passkeys.

use std::time::{SystemTime, UNIX_EPOCH};

use access::second_factor::TotpSecret;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, PASSWORD, Site, World, list, text, unique_email, wait_for};

mod enumeration;
mod factors;
mod passkeys;
mod passwords;
mod refresh;
mod sessions;
mod tokens;

/// Somebody with an account and no firm.
struct Person {
    email: String,
    client: Client,
    id: String,
}

impl Person {
    async fn new(world: &World) -> Person {
        Person::speaking(world, "en").await
    }

    async fn speaking(world: &World, language: &str) -> Person {
        let email = unique_email();
        let client = tests::sign_up_only(world, &email, language).await;
        let session = client.get("/v1/session", 200).await;
        Person { email, client, id: text(&session["user"], "id") }
    }

    fn uuid(&self) -> uuid::Uuid {
        self.id.parse().expect("a uuid")
    }

    /// The newest mail whose subject contains this.
    async fn mail(&self, world: &World, subject: &str) -> Value {
        let path = format!("/v1/dev/mails?to={}", tests::escape(&self.email));
        wait_for(subject, async || {
            let found = world.site.anonymous().get(&path, 200).await;
            list(&found, "items").iter().find(|mail| text(mail, "subject").contains(subject)).cloned()
        })
        .await
    }

    /// As if so much time had passed since they typed their password.
    async fn forget_confirmation(&self, world: &World) {
        let mut owner = world.databases.owner().await;
        sqlx::query(
            "UPDATE identity.sessions SET confirmed_until = now() - interval '1 second' WHERE user_id = $1",
        )
        .bind(self.uuid())
        .execute(&mut owner)
        .await
        .expect("ten minutes pass");
    }

    /// Tries at the second factor come back.
    async fn rest(&self, world: &World) {
        let mut owner = world.databases.owner().await;
        sqlx::query("DELETE FROM identity.second_factor_tries WHERE user_id = $1")
            .bind(self.uuid())
            .execute(&mut owner)
            .await
            .expect("a quarter of an hour passes");
    }

    /// Any code is as if it had never been typed.
    async fn forget_step(&self, world: &World) {
        let mut owner = world.databases.owner().await;
        sqlx::query("UPDATE identity.totp SET last_step = 0 WHERE user_id = $1")
            .bind(self.uuid())
            .execute(&mut owner)
            .await
            .expect("half a minute passes");
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()
}

/// Sets up an authenticator application; gives what it holds and the recovery codes.
async fn enrol(client: &Client) -> (TotpSecret, Vec<String>) {
    let new = client.post("/v1/security/totp", Value::Null, 200).await;
    let secret = secret_of(&text(&new, "secret"));
    let code = secret.code_at(now()).expect("a code");
    let codes = client.post("/v1/security/totp/confirmation", json!({"code": code}), 200).await;
    let codes = list(&codes, "recovery_codes").iter().map(|code| code.as_str().expect("text").to_owned());
    (secret, codes.collect())
}

/// Base 32, as an application reads it.
fn secret_of(text: &str) -> TotpSecret {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter).expect("base 32");
        bits = bits << 5 | u32::try_from(value).expect("five bits");
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).expect("a byte"));
        }
    }
    TotpSecret::from_bytes(&bytes).expect("twenty bytes")
}

async fn send(client: &Client, method: Method, path: &str, body: Value) -> Answer {
    client.request(method, path).json(&body).send().await
}

async fn post(client: &Client, path: &str, body: Value) -> Answer {
    send(client, Method::POST, path, body).await
}

/// Signs in as a program. The answer is a session, a challenge or a refusal.
async fn sign_in(site: &Site, email: &str, password: &str) -> Answer {
    post(&site.anonymous(), "/v1/session", json!({"email": email, "password": password, "token": true})).await
}

/// The challenge that follows the right password of somebody with a second factor.
async fn challenge(site: &Site, email: &str) -> String {
    text(&sign_in(site, email, PASSWORD).await.expect(202), "challenge")
}

/// The cookie of a browser that has just signed in, as it is sent back.
fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

async fn browse(site: &Site, email: &str) -> Client {
    let answer = post(&site.anonymous(), "/v1/session", json!({"email": email, "password": PASSWORD})).await;
    answer.expect(200);
    site.anonymous().with_cookie(&cookie_of(&answer))
}

async fn is_signed_in(client: &Client) -> bool {
    let answer = client.request(Method::GET, "/v1/session").send().await;
    if answer.status != 200 {
        answer.problem(401, "not-signed-in");
    }
    answer.status == 200
}
