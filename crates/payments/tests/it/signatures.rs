//! Who is believed, and that no body and no header can do more than be refused.

use std::time::Duration;

use payments::webhook::{Fact, MAX_BODY_BYTES, Reading, Received, Rejected, read, verify};
use proptest::prelude::*;
use secrecy::SecretString;
use stripe_fake::Fake;
use time::OffsetDateTime;

const SIGNED: i64 = 1_790_000_000;
const TOLERANCE: Duration = Duration::from_secs(300);
const BODY: &str = r#"{"id":"evt_1","object":"event","type":"customer.created","created":1789999990,
    "livemode":false,"data":{"object":{"id":"cus_1","object":"customer"}}}"#;

fn secrets(names: &[&str]) -> Vec<SecretString> {
    names.iter().map(|name| SecretString::from(*name)).collect()
}

fn header(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Fake::sign(BODY.as_bytes(), &names, SIGNED)
}

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).expect("a time")
}

fn check(body: &str, header: &str, names: &[&str], now: i64) -> Result<Received, Rejected> {
    verify(body.as_bytes(), header, &secrets(names), at(now), TOLERANCE)
}

/// From Stripe's own description: `HMAC-SHA256(secret, "t.body")`, worked out by `openssl dgst -sha256 -hmac`.
#[test]
fn a_signature_worked_out_elsewhere_is_believed() {
    let header = "t=1790000000,v1=e380aab810425d094a0992685d5894d8761698b4ce189c52abf2eb977be34d92";
    let body = r#"{"id":"evt_1","type":"x","created":1,"data":{"object":{}}}"#;
    let received = verify(body.as_bytes(), header, &secrets(&["whsec_invented"]), at(SIGNED), TOLERANCE);
    assert!(received.is_ok(), "{received:?}");
}

#[test]
fn any_of_several_secrets_and_any_of_several_signatures_will_do() {
    for (signing, known) in [
        (vec!["a"], vec!["a"]),
        (vec!["a"], vec!["b", "a"]),
        (vec!["b", "a"], vec!["a"]),
        (vec!["a", "b"], vec!["b", "c"]),
    ] {
        assert!(check(BODY, &header(&signing), &known, SIGNED).is_ok(), "{signing:?} {known:?}");
    }
    assert_eq!(check(BODY, &header(&["a"]), &["b"], SIGNED), Err(Rejected::SignatureWrong));
    assert_eq!(check(BODY, &header(&["a"]), &[], SIGNED), Err(Rejected::NoSecret));
}

#[test]
fn the_tolerance_is_exact_in_both_directions() {
    let signed = header(&["a"]);
    for (now, expected) in [
        (SIGNED + 300, Ok(())),
        (SIGNED - 300, Ok(())),
        (SIGNED + 301, Err(Rejected::TooOld { age_seconds: 301 })),
        (SIGNED - 301, Err(Rejected::TooNew { ahead_seconds: 301 })),
    ] {
        assert_eq!(check(BODY, &signed, &["a"], now).map(drop), expected);
    }
    assert_eq!(
        check(BODY, &signed, &["b"], SIGNED + 301),
        Err(Rejected::SignatureWrong),
        "the signature comes first"
    );
}

#[test]
fn malformed_headers_and_long_bodies_are_refused() {
    let good = header(&["a"]);
    let signature = good.split_once(",v1=").expect("a signature").1;
    for bad in [
        String::new(),
        "t=,v1=".to_owned(),
        format!("v1={signature}"),
        format!("t={SIGNED}"),
        format!("t={SIGNED},v0={signature}"),
        format!("t=-1,v1={signature}"),
        format!("t={SIGNED},t=1,v1={signature}"),
        format!("t=x,v1={signature}"),
        format!("{good},{}", "x".repeat(5_000)),
    ] {
        assert_eq!(check(BODY, &bad, &["a"], SIGNED), Err(Rejected::HeaderMalformed), "{bad}");
    }
    let flood = format!("t={SIGNED}{}", ",v1=00".repeat(16)) + &format!(",v1={signature}");
    assert_eq!(check(BODY, &flood, &["a"], SIGNED), Err(Rejected::SignatureWrong), "seventeen signatures");
    assert!(
        check(BODY, &format!("{good},v0=00, v2=11"), &["a"], SIGNED).is_ok(),
        "other schemes are passed over"
    );
    let long = "x".repeat(MAX_BODY_BYTES + 1);
    assert_eq!(check(&long, &good, &["a"], SIGNED), Err(Rejected::BodyTooLong));
    let endless = format!("t={},v1={signature}", "9".repeat(40));
    assert_eq!(check(BODY, &endless, &["a"], SIGNED), Err(Rejected::SignatureWrong));
}

#[test]
fn what_is_signed_and_not_understood_is_kept() {
    let sign = |body: &str| Fake::sign(body.as_bytes(), &["a".to_owned()], SIGNED);
    for body in ["", "{}", "[1]", "not json", r#"{"id":"evt 1","type":"x","created":1,"data":{"object":{}}}"#]
    {
        let received = check(body, &sign(body), &["a"], SIGNED).expect("signed");
        assert_eq!(received.raw, body.as_bytes());
        assert!(matches!(received.reading, Reading::Unreadable { .. }), "{body}");
    }
    let of = |kind: &str, object: &str| {
        let body = format!(r#"{{"id":"evt_1","type":"{kind}","created":1,"data":{{"object":{object}}}}}"#);
        match read(body.as_bytes()) {
            Reading::Event(event) => event.fact,
            Reading::Unreadable { reason } => panic!("{reason}"),
        }
    };
    assert_eq!(of("invented.type", "{}"), Fact::Unknown);
    assert_eq!(of("customer.created", r#"{"id":7}"#), Fact::Unknown);
    assert!(matches!(of("payment_intent.succeeded", "{}"), Fact::Unreadable { .. }));
    assert!(matches!(of("charge.dispute.created", "null"), Fact::Unreadable { .. }));
    let dollars = r#"{"id":"pi_1","status":"succeeded","amount":1,"currency":"usd","created":1}"#;
    assert!(
        matches!(of("payment_intent.succeeded", dollars), Fact::Unreadable { reason } if reason.contains("usd"))
    );
    let sparse = r#"{"id":"pi_1","status":"invented","amount":1,"currency":"eur","created":1,"customer":{"id":"cus_1"}}"#;
    assert!(
        matches!(of("payment_intent.succeeded", sparse), Fact::Payment(payment) if payment.customer.is_some())
    );
}

proptest! {
    #[test]
    fn one_changed_byte_anywhere_is_seen(place in 0..BODY.len(), by in 1_u8..=255) {
        let mut body = BODY.as_bytes().to_vec();
        body[place] = body[place].wrapping_add(by);
        prop_assert_eq!(verify(&body, &header(&["a"]), &secrets(&["a"]), at(SIGNED), TOLERANCE), Err(Rejected::SignatureWrong));
    }

    #[test]
    fn one_changed_letter_of_the_header_is_refused(place in 2_usize..80, letter in "[0-9a-f]") {
        let mut header = header(&["a"]);
        prop_assume!(header[place..=place] != letter && header.as_bytes()[place].is_ascii_hexdigit());
        header.replace_range(place..=place, &letter);
        prop_assert!(check(BODY, &header, &["a"], SIGNED).is_err());
    }

    #[test]
    fn nothing_panics(body in proptest::collection::vec(any::<u8>(), 0..300), header in ".{0,200}", now in -1_000_000_000_i64..4_000_000_000) {
        prop_assert!(verify(&body, &header, &secrets(&["a", ""]), at(now), TOLERANCE).is_err());
        read(&body);
    }

    #[test]
    fn nothing_signed_panics(body in "[\\{\\}\\[\\]\",:a-z0-9\\\\ ]{0,200}", now in SIGNED - 400..SIGNED + 400) {
        let header = Fake::sign(body.as_bytes(), &["a".to_owned()], SIGNED);
        let outcome = check(&body, &header, &["a"], now);
        prop_assert_eq!(outcome.is_ok(), now.abs_diff(SIGNED) <= 300);
    }
}
