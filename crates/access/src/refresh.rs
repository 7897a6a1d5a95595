//! Refresh tokens: opaque, good once, each followed by one successor.
//!
//! The successor is computed from the token presented and a nonce stored when it was first used. A client that sends the same token twice at the
//! same moment, because an answer got lost or two of its threads woke up together, gets the same successor twice; a thief who comes later gets
//! nothing and ends the family.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::secret::Keys;
use crate::token::{SecretDigest, Token, random};

/// How long after its first use the same token is answered with the same successor.
pub const REPEAT_SECONDS: i64 = 10;
const PURPOSE: &str = "refresh-token";
pub const NONCE_BYTES: usize = 16;

pub fn nonce() -> [u8; NONCE_BYTES] {
    random()
}

/// The token that follows this one.
pub fn successor(keys: &Keys, presented: &Token, nonce: &[u8]) -> Token {
    token_of(keys.sign(PURPOSE, &[presented.expose().as_bytes(), nonce]))
}

/// The successor handed out earlier, recognised by its stored digest: the secret may have been replaced in between.
pub fn repeated(keys: &Keys, presented: &Token, nonce: &[u8], stored: &SecretDigest) -> Option<Token> {
    let parts = [presented.expose().as_bytes(), nonce];
    keys.signatures(PURPOSE, &parts).map(token_of).find(|token| token.digest() == *stored)
}

fn token_of(bytes: [u8; 32]) -> Token {
    Token::of(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_token_and_nonce_have_one_successor_also_across_a_new_secret() {
        let old = Keys::new(&"o".repeat(32).into(), None).unwrap();
        let both = Keys::new(&"n".repeat(32).into(), Some(&"o".repeat(32).into())).unwrap();
        let (token, nonce) = (Token::draw(), nonce());
        let next = successor(&old, &token, &nonce);
        assert!(Token::parse(next.expose()).is_some());
        assert_eq!(repeated(&both, &token, &nonce, &next.digest()).unwrap().expose(), next.expose());
        assert_ne!(successor(&both, &token, &nonce).expose(), next.expose());
        assert_ne!(successor(&old, &token, &super::nonce()).expose(), next.expose());
        assert!(repeated(&both, &Token::draw(), &nonce, &next.digest()).is_none());
    }
}
