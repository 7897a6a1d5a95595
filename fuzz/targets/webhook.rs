//! What the payment provider is said to have sent: header and body of a webhook, unsigned and signed.
#![no_main]

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use payments::webhook::{Rejected, verify};
use sha2::Sha256;
use time::OffsetDateTime;

const SECRET: &str = "whsec_of_the_fuzzer";
const NOW: i64 = 1_800_000_000;
const TOLERANCE: Duration = Duration::from_secs(300);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let header = String::from_utf8_lossy(&bytes[..end]);
    let body = bytes.get(end + 1..).unwrap_or_default();
    let now = OffsetDateTime::from_unix_timestamp(NOW).expect("an instant");
    let secrets = [SECRET.to_owned().into()];

    // Nobody signs by chance; a known signature of another body is none of this one.
    assert!(verify(body, &header, &secrets, now, TOLERANCE).is_err(), "{header}");

    let signed = |moment: i64| {
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
        mac.update(format!("{moment}.").as_bytes());
        mac.update(body);
        let code: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={moment},v1={code}")
    };
    // Whatever a signed body says, it is kept as it came.
    let received = verify(body, &signed(NOW), &secrets, now, TOLERANCE).expect("a signed body is believed");
    assert_eq!(received.raw, body);
    let late = verify(body, &signed(NOW - 301), &secrets, now, TOLERANCE);
    assert!(matches!(late, Err(Rejected::TooOld { age_seconds: 301 })), "{late:?}");
});
