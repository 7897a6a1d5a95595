//! The secrets that everything signed or sealed here rests on.
//!
//! One setting, `auth.secret`; each purpose gets a key of its own by HKDF, so that what one of them signs means nothing to another. While a
//! secret is replaced, the one before is still believed (`auth.secret_previous`) and nothing new is made with it.

use std::fmt;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::token::random;

/// A secret shorter than this could be guessed.
pub const SECRET_BYTES_MIN: usize = 32;
const SALT: &[u8] = b"koprogo";
const NONCE_BYTES: usize = 24;

/// A setting that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret must have at least {SECRET_BYTES_MIN} bytes; this one has {0}")]
pub struct SecretTooShort(pub usize);

/// The secret in use and, while it is being replaced, the one before. Cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<[Hkdf<Sha256>]>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    pub fn new(secret: &SecretString, previous: Option<&SecretString>) -> Result<Self, SecretTooShort> {
        let derive = |secret: &SecretString| {
            let bytes = secret.expose_secret().as_bytes();
            if bytes.len() < SECRET_BYTES_MIN {
                return Err(SecretTooShort(bytes.len()));
            }
            Ok(Hkdf::<Sha256>::new(Some(SALT), bytes))
        };
        let mut all = vec![derive(secret)?];
        if let Some(previous) = previous {
            all.push(derive(previous)?);
        }
        Ok(Self(all.into()))
    }

    /// The key for one purpose: of the secret in use first, then of the one before.
    pub fn subkeys(&self, purpose: &str) -> impl Iterator<Item = [u8; 32]> + use<'_> {
        let purpose = purpose.to_owned();
        self.0.iter().map(move |secret| expand(secret, &purpose))
    }

    /// The key for one purpose, for making something new.
    pub fn subkey(&self, purpose: &str) -> [u8; 32] {
        expand(&self.0[0], purpose)
    }

    /// HMAC-SHA256 over the parts with the key of this purpose. Lengths go in, so that no two lists of parts read alike.
    pub fn sign(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.subkey(purpose), parts)
    }

    /// What each of the secrets would sign this with, the one in use first.
    pub fn signatures<'a>(
        &'a self,
        purpose: &str,
        parts: &'a [&'a [u8]],
    ) -> impl Iterator<Item = [u8; 32]> + use<'a> {
        self.subkeys(purpose).map(move |key| mac(&key, parts))
    }

    /// Whether one of the secrets signed this.
    pub fn verify(&self, purpose: &str, parts: &[&[u8]], signature: &[u8]) -> bool {
        self.signatures(purpose, parts).any(|ours| ours.ct_eq(signature).into())
    }

    /// Encrypts for storage. `owner` names whom it belongs to: put in another's row, it opens no more.
    pub fn seal(&self, purpose: &str, owner: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = random();
        let cipher = XChaCha20Poly1305::new(&self.subkey(purpose).into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: owner });
        let sealed = sealed.expect("a short text fits the cipher");
        [nonce.as_slice(), &sealed].concat()
    }

    /// What was sealed, and whether it should be sealed anew because the secret has been replaced since.
    pub fn open(&self, purpose: &str, owner: &[u8], sealed: &[u8]) -> Option<Opened> {
        let (nonce, text) = sealed.split_at_checked(NONCE_BYTES)?;
        let nonce = XNonce::from(<[u8; NONCE_BYTES]>::try_from(nonce).ok()?);
        let decrypt = |key: [u8; 32]| {
            XChaCha20Poly1305::new(&key.into()).decrypt(&nonce, Payload { msg: text, aad: owner }).ok()
        };
        let tried = self.subkeys(purpose).enumerate();
        tried.filter_map(|(age, key)| Some(Opened { plain: decrypt(key)?, outdated: age > 0 })).next()
    }
}

/// What [`Keys::open`] found.
pub struct Opened {
    pub plain: Vec<u8>,
    pub outdated: bool,
}

fn expand(secret: &Hkdf<Sha256>, purpose: &str) -> [u8; 32] {
    let mut key = [0; 32];
    secret.expand(purpose.as_bytes(), &mut key).expect("32 bytes are one block");
    key
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(letter: &str) -> SecretString {
        letter.repeat(SECRET_BYTES_MIN).into()
    }

    #[test]
    fn a_short_secret_is_refused() {
        let short = Keys::new(&"x".repeat(31).into(), None);
        assert_eq!(short.err(), Some(SecretTooShort(31)));
        assert_eq!(Keys::new(&secret("x"), Some(&"y".to_owned().into())).err(), Some(SecretTooShort(1)));
    }

    #[test]
    fn each_purpose_has_its_own_key_and_parts_do_not_run_together() {
        let keys = Keys::new(&secret("x"), None).unwrap();
        assert_ne!(keys.subkey("a"), keys.subkey("b"));
        let signed = keys.sign("a", &[b"ab", b"c"]);
        assert!(keys.verify("a", &[b"ab", b"c"], &signed));
        assert!(!keys.verify("a", &[b"a", b"bc"], &signed));
        assert!(!keys.verify("b", &[b"ab", b"c"], &signed));
        assert!(!keys.verify("a", &[b"ab", b"c"], &signed[..31]));
    }

    #[test]
    fn the_secret_before_is_believed_and_makes_nothing_new() {
        let old = Keys::new(&secret("o"), None).unwrap();
        let both = Keys::new(&secret("n"), Some(&secret("o"))).unwrap();
        let new = Keys::new(&secret("n"), None).unwrap();
        assert!(both.verify("a", &[b"x"], &old.sign("a", &[b"x"])));
        assert_eq!(both.sign("a", &[b"x"]), new.sign("a", &[b"x"]));
        let sealed = old.seal("a", b"claire", b"hush");
        let opened = both.open("a", b"claire", &sealed).unwrap();
        assert!(opened.plain == b"hush" && opened.outdated);
        assert!(new.open("a", b"claire", &sealed).is_none());
        assert!(!both.open("a", b"claire", &both.seal("a", b"claire", b"hush")).unwrap().outdated);
    }

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only_and_whole() {
        let keys = Keys::new(&secret("x"), None).unwrap();
        let sealed = keys.seal("totp", b"claire", b"hush");
        assert!(keys.open("totp", b"bram", &sealed).is_none(), "another's row");
        assert!(keys.open("other", b"claire", &sealed).is_none(), "another purpose");
        assert!(keys.open("totp", b"claire", &sealed[..20]).is_none());
        for at in 0..sealed.len() {
            let mut broken = sealed.clone();
            broken[at] ^= 1;
            assert!(keys.open("totp", b"claire", &broken).is_none(), "byte {at}");
        }
        assert_ne!(sealed, keys.seal("totp", b"claire", b"hush"));
        assert!(!format!("{keys:?}").contains("xxx"));
    }
}
