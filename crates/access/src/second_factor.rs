//! What proves a person beside the password: six digits of an authenticator application, or a recovery code from a drawer.

use secrecy::SecretString;
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::token::{SecretDigest, random};

/// Tries at a second factor, and the time after which they come back.
pub const TRIES: i16 = 5;
pub const TRIES_MINUTES: i32 = 15;
pub const RECOVERY_CODES: usize = 10;
/// 80 bits: nobody guesses them, with the database in hand or without.
const RECOVERY_BYTES: usize = 10;
/// Crockford's thirty-two: no I, L, O or U, which are mistaken for others on paper.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The shared secret of an authenticator application (RFC 6238: SHA-1, six digits, thirty seconds, as every application assumes).
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    pub fn draw() -> Self {
        Self(random())
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As people type it into an application that cannot scan.
    pub fn base32(&self) -> String {
        Secret::from(self.0).to_base32()
    }

    /// As applications scan it.
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (percent(issuer), percent(account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.base32())
    }

    /// The time step a code belongs to: this one, the one before or the one after. The caller refuses a step that has been used.
    pub fn step_of(&self, code: &str, unix_seconds: u64) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).take(7).collect();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        self.totp()?.check(&digits, unix_seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The code an application shows at a moment.
    pub fn code_at(&self, unix_seconds: u64) -> Option<String> {
        Some(self.totp()?.generate(unix_seconds).to_string())
    }

    fn totp(&self) -> Option<Totp> {
        Builder::new().with_secret(self.0).with_skew(1).build().ok()
    }
}

fn percent(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'@' => {
            char::from(b).to_string()
        }
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A code that replaces a lost second factor, once: sixteen characters in four groups.
pub struct RecoveryCode(SecretString);

impl RecoveryCode {
    pub fn draw() -> Self {
        let letters_known = alphabet();
        let bytes: [u8; RECOVERY_BYTES] = random();
        let bits = bytes.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let letters = (0..16).rev().map(|at| letters_known[(bits >> (5 * at) & 31) as usize]);
        Self(letters.collect::<String>().into())
    }

    /// Reads a code as people copy it, with or without dashes and capitals.
    pub fn parse(text: &str) -> Option<Self> {
        let letters_known = alphabet();
        let letters: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .take(17)
            .collect();
        let shaped = letters.len() == 16 && letters.chars().all(|c| letters_known.contains(&c));
        shaped.then(|| Self(letters.into()))
    }

    /// As it is shown, once: `ABCD-EFGH-JKMN-PQRS`.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = secrecy::ExposeSecret::expose_secret(&self.0).chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// What is stored. Bound to the person, so that equal codes differ and a row moved elsewhere is worth nothing.
    pub fn digest(&self, user: Uuid) -> SecretDigest {
        let text = secrecy::ExposeSecret::expose_secret(&self.0);
        let digest = Sha256::new()
            .chain_update(b"recovery-code:")
            .chain_update(user.as_bytes())
            .chain_update(text.as_bytes())
            .finalize();
        SecretDigest::from(<[u8; 32]>::from(digest))
    }
}

fn alphabet() -> [char; 32] {
    RECOVERY_ALPHABET.map(char::from)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_of_the_standard() {
        // RFC 6238, appendix B, the last six of its eight digits.
        let secret = TotpSecret::from_bytes(b"12345678901234567890").unwrap();
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(secret.code_at(time).unwrap(), code);
            assert_eq!(secret.step_of(code, time), Some(i64::try_from(time / 30).unwrap()));
        }
        assert!(TotpSecret::from_bytes(b"short").is_none());
    }

    #[test]
    fn one_step_early_or_late_is_accepted_and_told_apart() {
        let secret = TotpSecret::draw();
        let now = 1_800_000_000_u64;
        for (shift, accepted) in [(-60_i64, false), (-30, true), (0, true), (30, true), (60, false)] {
            let then = now.checked_add_signed(shift).unwrap();
            let step = secret.step_of(&secret.code_at(then).unwrap(), now);
            assert_eq!(step, accepted.then_some(i64::try_from(then / 30).unwrap()), "{shift}");
        }
        for bad in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"] {
            assert_eq!(secret.step_of(bad, now), None, "{bad}");
        }
    }

    #[test]
    fn the_uri_is_what_applications_scan() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890").unwrap();
        assert_eq!(
            secret.uri("KoproGo", "claire+syndic@cabinet.example"),
            "otpauth://totp/KoproGo:claire%2Bsyndic@cabinet.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=KoproGo"
        );
    }

    #[test]
    fn recovery_codes_are_distinct_and_read_as_people_copy_them() {
        let user = Uuid::from_u128(1);
        let codes: HashSet<String> = (0..1_000).map(|_| RecoveryCode::draw().shown()).collect();
        assert_eq!(codes.len(), 1_000);
        for shown in codes {
            let stored = RecoveryCode::parse(&shown).unwrap().digest(user);
            let copied = format!(" {} ", shown.to_lowercase().replace('-', " "));
            assert_eq!(RecoveryCode::parse(&copied).unwrap().digest(user), stored);
            assert_ne!(RecoveryCode::parse(&shown).unwrap().digest(Uuid::from_u128(2)), stored);
        }
        for bad in ["", "ABCD-EFGH-JKMN", "ABCD-EFGH-JKMN-PQRS-T", "UUUU-UUUU-UUUU-UUUU"] {
            assert!(RecoveryCode::parse(bad).is_none(), "{bad}");
        }
    }
}
