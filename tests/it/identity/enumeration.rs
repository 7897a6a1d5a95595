//! Nobody learns by asking whether an address has an account: neither from the answer nor from the time it takes.

use std::num::NonZeroUsize;
use std::time::Instant;

use access::password::{Hasher, PasswordConfig};
use serde_json::{Value, json};
use tests::{Client, Site, SiteOptions, World, run, unique_email};

use super::{Person, post};

const PAIRS: usize = 500;
/// Below, two samples this different are unlikely to come from the same source.
const LEAST_P: f64 = 0.01;

/// The probability that two samples of one source differ at least as much as these (Kolmogorov and Smirnov, two samples, asymptotic).
fn same_source(one: &[f64], other: &[f64]) -> f64 {
    let sorted = |sample: &[f64]| {
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
    };
    let (one, other) = (sorted(one), sorted(other));
    let below = |sample: &[f64], value: f64| {
        sample.partition_point(|found| *found <= value) as f64 / sample.len() as f64
    };
    let distance = one
        .iter()
        .chain(&other)
        .map(|value| (below(&one, *value) - below(&other, *value)).abs())
        .fold(0.0, f64::max);
    let size = (one.len() * other.len()) as f64 / (one.len() + other.len()) as f64;
    let lambda = (size.sqrt() + 0.12 + 0.11 / size.sqrt()) * distance;
    let term = |k: i32| {
        let sign = if k % 2 == 1 { 1.0 } else { -1.0 };
        2.0 * sign * (-2.0 * f64::from(k * k) * lambda * lambda).exp()
    };
    (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0)
}

#[test]
fn the_test_of_two_samples_tells_what_is_alike_from_what_is_not() {
    // A fixed sequence that looks random: the golden ratio, wrapped.
    let noise = |n: usize, from: f64| ((n as f64 + from) * 0.618_033_988_75).fract();
    let sample = |from: f64, shift: f64| (0..PAIRS).map(|n| noise(n, from) + shift).collect::<Vec<f64>>();
    assert!(same_source(&sample(0.0, 0.0), &sample(7.3, 0.0)) > 0.5);
    assert!(same_source(&sample(0.0, 0.0), &sample(7.3, 0.15)) < 0.001);
    // 500 against 500 with a greatest distance of 0.1: the tables give 0.0135.
    let step: Vec<f64> = (0..PAIRS).map(|n| n as f64 + if n < 50 { 10_000.0 } else { 0.5 }).collect();
    let plain: Vec<f64> = (0..PAIRS).map(|n| n as f64 + 0.5).collect();
    assert!((same_source(&plain, &step) - 0.012).abs() < 0.004, "{}", same_source(&plain, &step));
}

/// Milliseconds of one request after another; the known and the unknown take turns, and take turns at going first.
async fn timed(
    client: &Client,
    path: &str,
    body: impl Fn(bool, usize) -> Value,
    status: u16,
) -> (Vec<f64>, Vec<f64>) {
    let (mut known, mut unknown) = (Vec::with_capacity(PAIRS), Vec::with_capacity(PAIRS));
    for n in 0..PAIRS + 20 {
        let mut pair = [0.0; 2];
        for turn in 0..2 {
            let is_known = (turn == 0) == (n % 2 == 0);
            let body = body(is_known, n);
            let started = Instant::now();
            let answer = post(client, path, body).await;
            pair[usize::from(is_known)] = started.elapsed().as_secs_f64() * 1000.0;
            assert_eq!(answer.status, status, "{}", answer.text());
        }
        // The first ones pay for connections and plans.
        if n >= 20 {
            unknown.push(pair[0]);
            known.push(pair[1]);
        }
    }
    (known, unknown)
}

fn median(sample: &[f64]) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

async fn assert_alike(
    what: &str,
    client: &Client,
    path: &str,
    body: impl Fn(bool, usize) -> Value,
    status: u16,
) {
    let (known, unknown) = timed(client, path, body, status).await;
    let p = same_source(&known, &unknown);
    println!(
        "{what}: {PAIRS} pairs, median known {:.3} ms, unknown {:.3} ms, p = {p:.3}",
        median(&known),
        median(&unknown)
    );
    assert!(p > LEAST_P, "{what}: p = {p}");
}

/// The real cost of a password, as the server has it.
async fn with_real_passwords(world: &World) -> Site {
    let config = PasswordConfig { at_once: NonZeroUsize::new(1), ..PasswordConfig::default() };
    let hasher = Some(Hasher::new(&config).expect("a hasher"));
    world.site_with(SiteOptions { hasher, ..SiteOptions::default() }).await
}

#[test]
fn signing_in_takes_as_long_for_an_unknown_address() {
    run(async |world| {
        let person = Person::new(world).await;
        let body = |known: bool, n: usize| {
            let email = if known { person.email.clone() } else { format!("nobody-{n}-{}", person.email) };
            json!({"email": email, "password": "mauvais mot de passe"})
        };
        // With the cheapest hash there is, so that it hides nothing of what comes before and after.
        assert_alike("sign-in, quick hash", &world.site.anonymous(), "/v1/session", body, 401).await;
    });
}

#[test]
#[ignore = "half a minute of hashing; run with --ignored when passwords change"]
fn signing_in_takes_as_long_with_passwords_at_their_real_cost() {
    run(async |world| {
        let site = with_real_passwords(world).await;
        let email = unique_email();
        let signup = json!({"email": email, "password": tests::PASSWORD, "language": "en"});
        post(&site.anonymous(), "/v1/signup", signup).await.expect(202);
        let person = Person { client: site.anonymous(), id: String::new(), email };
        let mail = person.mail(world, "KoproGo").await;
        let subject = tests::text(&mail, "subject");
        let code = subject.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6).expect("a code");
        post(&site.anonymous(), "/v1/signup/verify", json!({"email": person.email, "code": code}))
            .await
            .expect(201);
        let body = |known: bool, n: usize| {
            let email = if known { person.email.clone() } else { format!("nobody-{n}-{}", person.email) };
            json!({"email": email, "password": "mauvais mot de passe"})
        };
        assert_alike("sign-in, real hash", &site.anonymous(), "/v1/session", body, 401).await;
    });
}

#[test]
fn a_forgotten_password_takes_as_long_for_an_unknown_address() {
    run(async |world| {
        let person = Person::new(world).await;
        let body = |known: bool, n: usize| {
            let email = if known { person.email.clone() } else { format!("nobody-{n}-{}", person.email) };
            json!({"email": email})
        };
        assert_alike("forgot", &world.site.anonymous(), "/v1/password/forgot", body, 202).await;
    });
}

#[test]
fn the_answers_are_the_same_to_the_letter() {
    run(async |world| {
        let (person, unknown) = (Person::new(world).await, unique_email());
        let door = world.site.anonymous();
        for (path, body) in [
            ("/v1/password/forgot", json!({"email": ""})),
            ("/v1/session", json!({"email": "", "password": "mauvais mot de passe"})),
            ("/v1/signup", json!({"email": "", "password": "een heel ander wachtwoord", "language": "nl"})),
            ("/v1/signup/verify", json!({"email": "", "code": "123456"})),
        ] {
            let ask = async |email: &str| {
                let mut body = body.clone();
                body["email"] = json!(email);
                post(&door, path, body).await.visible()
            };
            assert_eq!(ask(&person.email).await, ask(&unknown).await, "{path}");
        }
        // What a device is asked for is the same for everybody but for its challenge.
        let options = async || {
            let mut begun = door.post("/v1/session/passkey/options", json!({}), 200).await;
            begun["ceremony"] = Value::Null;
            begun["options"]["challenge"] = Value::Null;
            begun
        };
        assert_eq!(options().await, options().await);
    });
}
