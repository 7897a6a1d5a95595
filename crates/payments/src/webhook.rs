//! Webhooks: who sent this body, and what does it say. Whatever comes in, the answer is a value: nothing here panics.

mod fact;

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};
use time::OffsetDateTime;

use crate::ids::EventId;
pub use fact::{Fact, MethodChange};

/// Stripe's own bodies are far smaller.
pub const MAX_BODY_BYTES: usize = 1 << 20;
const MAX_HEADER_BYTES: usize = 4_096;
/// Stripe sends one per secret that is in force.
const MAX_SIGNATURES: usize = 16;

/// Why a body is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    #[error("the body is longer than {MAX_BODY_BYTES} bytes")]
    BodyTooLong,
    #[error("the Stripe-Signature header has no readable t=…,v1=…")]
    HeaderMalformed,
    #[error("no secret is configured; set the endpoint's signing secret")]
    NoSecret,
    #[error("no signature fits any of the secrets")]
    SignatureWrong,
    #[error("signed {age_seconds} s ago; a replay, or the clock is wrong")]
    TooOld { age_seconds: u64 },
    #[error("signed {ahead_seconds} s from now; the clock is wrong")]
    TooNew { ahead_seconds: u64 },
}

/// A body that Stripe signed. It is kept as it came, readable or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub raw: Vec<u8>,
    pub reading: Reading,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Event(Box<Event>),
    /// Signed, and not an event as we know them.
    Unreadable {
        reason: String,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: EventId,
    /// Stripe's word, such as `payment_intent.succeeded`.
    pub kind: String,
    /// To the second: two events of one second have no order.
    pub created: OffsetDateTime,
    pub live: bool,
    /// The object it is about.
    pub object: Option<String>,
    pub fact: Fact,
}

/// Believes a body that carries the signature of one of the secrets (several while one is replaced), made within
/// `tolerance` of `now`. The signature is checked first: an unsigned body learns nothing about our clock.
pub fn verify(
    body: &[u8],
    header: &str,
    secrets: &[SecretString],
    now: OffsetDateTime,
    tolerance: Duration,
) -> Result<Received, Rejected> {
    if body.len() > MAX_BODY_BYTES {
        return Err(Rejected::BodyTooLong);
    }
    if secrets.is_empty() {
        return Err(Rejected::NoSecret);
    }
    let (moment, signatures) = signatures(header)?;
    let mut fits = Choice::from(0);
    for secret in secrets {
        let expected = expected(body, moment, secret);
        for signature in &signatures {
            fits |= expected.as_bytes().ct_eq(signature.as_bytes());
        }
    }
    if !bool::from(fits) {
        return Err(Rejected::SignatureWrong);
    }
    let signed: i64 = moment.parse().map_err(|_| Rejected::HeaderMalformed)?;
    let now = now.unix_timestamp();
    let apart = now.abs_diff(signed);
    match apart > tolerance.as_secs() {
        true if signed < now => Err(Rejected::TooOld { age_seconds: apart }),
        true => Err(Rejected::TooNew { ahead_seconds: apart }),
        false => Ok(Received { raw: body.to_vec(), reading: read(body) }),
    }
}

/// `t=1492774577,v1=5257…,v1=6ffb…,v0=…`: schemes other than v1 are passed over, as Stripe asks.
fn signatures(header: &str) -> Result<(&str, Vec<&str>), Rejected> {
    if header.len() > MAX_HEADER_BYTES {
        return Err(Rejected::HeaderMalformed);
    }
    let mut moment = None;
    let mut signatures = Vec::new();
    for (name, value) in header.split(',').filter_map(|part| part.trim().split_once('=')) {
        match name {
            "t" if moment.is_none() => moment = Some(value),
            // Two times: which of them was signed is anybody's guess.
            "t" => return Err(Rejected::HeaderMalformed),
            "v1" if signatures.len() < MAX_SIGNATURES => signatures.push(value),
            _ => {}
        }
    }
    let moment =
        moment.filter(|moment| !moment.is_empty() && moment.bytes().all(|byte| byte.is_ascii_digit()));
    match moment {
        Some(moment) if !signatures.is_empty() => Ok((moment, signatures)),
        _ => Err(Rejected::HeaderMalformed),
    }
}

/// In lower-case hexadecimal, as the header has it.
fn expected(body: &[u8], moment: &str, secret: &SecretString) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("HMAC takes keys of any length (RFC 2104, 2)");
    mac.update(moment.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    r#type: String,
    created: i64,
    #[serde(default)]
    livemode: bool,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

/// A body as it was kept, read again: after an update that understands more, say.
pub fn read(body: &[u8]) -> Reading {
    let unreadable = |reason: String| Reading::Unreadable { reason };
    let envelope: Envelope = match serde_json::from_slice(body) {
        Ok(envelope) => envelope,
        Err(error) => return unreadable(error.to_string()),
    };
    let id = match EventId::new(&envelope.id) {
        Ok(id) => id,
        Err(error) => return unreadable(error.to_string()),
    };
    match OffsetDateTime::from_unix_timestamp(envelope.created) {
        Ok(created) => {
            let event = read_object(id, &envelope.r#type, created, envelope.livemode, &envelope.data.object);
            Reading::Event(Box::new(event))
        }
        Err(error) => unreadable(format!("created: {error}")),
    }
}

pub(crate) fn read_object(
    id: EventId,
    kind: &str,
    created: OffsetDateTime,
    live: bool,
    object: &Value,
) -> Event {
    Event {
        id,
        kind: kind.to_owned(),
        created,
        live,
        object: object["id"].as_str().map(str::to_owned),
        fact: Fact::read(kind, object),
    }
}
