//! Secrets handed to people: session tokens and the codes mailed at sign-up.
//!
//! Both are drawn from the operating system, shown once, and stored only as digests, so that a copy of the
//! database opens no session.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// 256 bits as base64url without padding.
const TOKEN_CHARS: usize = 43;
/// Codes are drawn below this number.
const CODES: u32 = 1_000_000;
/// Draws at or above the largest multiple of `CODES` are thrown away; else low codes would be likelier.
const CODE_DRAW_BELOW: u32 = u32::MAX - u32::MAX % CODES;

/// What the database keeps of a secret: 32 bytes, compared in constant time.
#[derive(Clone, Copy)]
pub struct SecretDigest([u8; 32]);

impl SecretDigest {
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for SecretDigest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// A stored digest must be exactly 32 bytes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored digest has {0} bytes instead of 32")]
pub struct WrongDigestLength(pub usize);

impl TryFrom<&[u8]> for SecretDigest {
    type Error = WrongDigestLength;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        Ok(Self(bytes.try_into().map_err(|_| WrongDigestLength(bytes.len()))?))
    }
}

impl PartialEq for SecretDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretDigest {}

impl fmt::Debug for SecretDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretDigest(…)")
    }
}

/// A bearer secret of 256 bits: the value of a session cookie or of an `Authorization` header.
#[derive(Clone, Debug)]
pub struct Token(SecretString);

impl Token {
    /// Draws a new token.
    pub fn draw() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random::<32>()).into())
    }

    /// A token computed elsewhere, of the same length and alphabet as a drawn one.
    pub(crate) fn of(text: String) -> Self {
        Self(text.into())
    }

    /// Reads a token sent by a client; anything of another shape is no token and needs no look-up.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == TOKEN_CHARS && URL_SAFE_NO_PAD.decode(text).is_ok();
        shaped.then(|| Self(text.to_owned().into()))
    }

    /// The token itself, for the one answer that hands it out.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is stored and looked up. SHA-256 suffices: 256 random bits cannot be guessed.
    pub fn digest(&self) -> SecretDigest {
        SecretDigest(Sha256::digest(self.expose()).into())
    }
}

/// Six digits mailed to prove that an address is read by who signs up.
#[derive(Clone, Debug)]
pub struct Code(SecretString);

impl Code {
    /// Draws a code; each of the million is equally likely.
    pub fn draw() -> Self {
        loop {
            let drawn = u32::from_le_bytes(random::<4>());
            if drawn < CODE_DRAW_BELOW {
                return Self(format!("{:06}", drawn % CODES).into());
            }
        }
    }

    /// Reads a code typed by a person, who may separate the digits by spaces.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).take(7).collect();
        let shaped = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        shaped.then(|| Self(digits.into()))
    }

    /// The code itself, for the mail.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is stored. Keyed with the sign-up it belongs to, so that equal codes differ in the database and a
    /// code is worth nothing elsewhere. A million codes are soon tried by who reads the database: what protects
    /// a code is that it lives for minutes and that its wrong guesses are counted.
    pub fn digest(&self, signup: Uuid) -> SecretDigest {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(signup.as_bytes()).expect("HMAC takes keys of any length");
        mac.update(b"signup-code:");
        mac.update(self.expose().as_bytes());
        SecretDigest(mac.finalize().into_bytes().into())
    }
}

/// Bytes from the operating system. Without them no secret can be made, so there is nothing to carry on with.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn tokens_are_256_bits_distinct_and_read_back() {
        let tokens: Vec<Token> = (0..1_000).map(|_| Token::draw()).collect();
        let distinct: HashSet<&str> = tokens.iter().map(Token::expose).collect();
        assert_eq!(distinct.len(), tokens.len());
        for token in &tokens {
            assert_eq!(URL_SAFE_NO_PAD.decode(token.expose()).unwrap().len(), 32);
            assert_eq!(Token::parse(token.expose()).unwrap().digest(), token.digest());
        }
    }

    #[test]
    fn what_has_not_the_shape_of_a_token_is_none() {
        let good = Token::draw().expose().to_owned();
        let padded = format!("{}=", &good[..42]);
        for bad in ["", "short", &good[..42], &format!("{good}A"), &padded, &"é".repeat(43), &"/".repeat(43)]
        {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn codes_are_six_digits_and_spread_evenly() {
        let mut counts = [0_u32; 10];
        for _ in 0..20_000 {
            let code = Code::draw();
            assert_eq!(code.expose().len(), 6);
            let value: u32 = code.expose().parse().unwrap();
            counts[(value / 100_000) as usize] += 1;
        }
        // 2,000 expected in each tenth, standard deviation 42: eight of them never happen by chance.
        assert!(counts.iter().all(|count| count.abs_diff(2_000) < 340), "{counts:?}");
        assert_eq!(CODE_DRAW_BELOW % CODES, 0);
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(Code::parse(" 012 345\n").unwrap().expose(), "012345");
        for bad in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "+12345"] {
            assert!(Code::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_code_is_bound_to_its_signup() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let code = Code::parse("123456").unwrap();
        assert_eq!(code.digest(one), Code::parse("123456").unwrap().digest(one));
        assert_ne!(code.digest(one), code.digest(other));
        assert_ne!(code.digest(one), Code::parse("123457").unwrap().digest(one));
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let (token, code) = (Token::draw(), Code::draw());
        let shown = format!("{token:?} {code:?} {:?}", token.digest());
        assert!(!shown.contains(token.expose()) && !shown.contains(code.expose()));
    }

    #[test]
    fn stored_digests_have_a_fixed_length() {
        let digest = Token::draw().digest();
        assert_eq!(SecretDigest::try_from(&digest.as_bytes()[..]), Ok(digest));
        assert_eq!(SecretDigest::try_from(&[0_u8; 31][..]), Err(WrongDigestLength(31)));
    }
}
