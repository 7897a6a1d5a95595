//! Access tokens of API clients: short-lived JWTs that name a session.
//!
//! A token proves that this program issued it a few minutes ago for this session; whether the session still exists is asked of the database
//! with each request. So nothing is read from a token but two ids, and everything about it that could be otherwise is refused: one algorithm,
//! keys of ours selected by `kid` only, every claim required, no leeway.

use domain::UserId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::SessionId;
use crate::secret::Keys;

/// How long a token is good for.
pub const SECONDS: u64 = 300;
const ISSUER: &str = "koprogo";
const AUDIENCE: &str = "koprogo-api";
const TYPE: &str = "access";
const PURPOSE: &str = "access-token";
/// A token of ours has some three hundred characters; what is much longer is not looked at.
const CHARS_MAX: usize = 1_000;

/// Whose session a token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    pub user: UserId,
    pub session: SessionId,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    typ: String,
    iat: u64,
    exp: u64,
}

/// Issues and reads access tokens. Cheap to clone.
#[derive(Clone)]
pub struct AccessTokens {
    keys: Keys,
}

impl AccessTokens {
    pub fn new(keys: Keys) -> Self {
        Self { keys }
    }

    /// `None` only when the library cannot sign at all.
    pub fn issue(&self, named: Named) -> Option<String> {
        let now = jsonwebtoken::get_current_timestamp();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: named.user.uuid(),
            sid: named.session.uuid(),
            typ: TYPE.to_owned(),
            iat: now,
            exp: now + SECONDS,
        };
        let key = self.keys.subkey(PURPOSE);
        let header = Header { kid: Some(key_id(&key)), ..Header::new(Algorithm::HS256) };
        encode(&header, &claims, &EncodingKey::from_secret(&key)).ok()
    }

    /// The session a token names, if the token is ours in every respect and has not expired.
    pub fn read(&self, token: &str) -> Option<Named> {
        if token.len() > CHARS_MAX {
            return None;
        }
        let kid = decode_header(token).ok()?.kid?;
        let key = self.keys.subkeys(PURPOSE).find(|key| key_id(key) == kid)?;
        let claims = decode::<Claims>(token, &DecodingKey::from_secret(&key), &rules()).ok()?.claims;
        // A life longer than we give was not given by us.
        let lives_too_long = claims.exp > jsonwebtoken::get_current_timestamp() + SECONDS;
        (claims.typ == TYPE && !lives_too_long)
            .then(|| Named { user: claims.sub.into(), session: claims.sid.into() })
    }
}

/// The library's defaults forgive a minute and accept a token that names no audience and no issuer at all.
fn rules() -> Validation {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.leeway = 0;
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[ISSUER]);
    rules
}

/// Names a key without telling anything about it: it is a hash of a key made for nothing else.
fn key_id(key: &[u8; 32]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::new().chain_update(b"kid").chain_update(key).finalize();
    digest[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::*;

    const NAMED: (u128, u128) = (1, 2);

    fn keys(letter: &str) -> Keys {
        Keys::new(&letter.repeat(32).into(), None).unwrap()
    }

    fn named() -> Named {
        Named { user: Uuid::from_u128(NAMED.0).into(), session: Uuid::from_u128(NAMED.1).into() }
    }

    fn good() -> (Value, Value) {
        let now = jsonwebtoken::get_current_timestamp();
        let header = json!({"typ": "JWT", "alg": "HS256", "kid": key_id(&keys("x").subkey(PURPOSE))});
        let claims = json!({"iss": ISSUER, "aud": AUDIENCE, "sub": Uuid::from_u128(NAMED.0), "sid": Uuid::from_u128(NAMED.1),
                            "typ": TYPE, "iat": now, "exp": now + 60});
        (header, claims)
    }

    fn signed(header: &Value, claims: &Value, algorithm: Algorithm, key: &[u8; 32]) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let signature =
            jsonwebtoken::crypto::sign(message.as_bytes(), &EncodingKey::from_secret(key), algorithm)
                .unwrap();
        format!("{message}.{signature}")
    }

    fn read(header: &Value, claims: &Value) -> Option<Named> {
        let key = keys("x").subkey(PURPOSE);
        AccessTokens::new(keys("x")).read(&signed(header, claims, Algorithm::HS256, &key))
    }

    #[test]
    fn what_was_issued_is_read_and_names_the_session() {
        let tokens = AccessTokens::new(keys("x"));
        assert_eq!(tokens.read(&tokens.issue(named()).unwrap()), Some(named()));
        let (header, claims) = good();
        assert_eq!(read(&header, &claims), Some(named()), "the table below starts from a good token");
        assert_eq!(AccessTokens::new(keys("y")).read(&tokens.issue(named()).unwrap()), None);
        let replaced = Keys::new(&"y".repeat(32).into(), Some(&"x".repeat(32).into())).unwrap();
        assert_eq!(AccessTokens::new(replaced).read(&tokens.issue(named()).unwrap()), Some(named()));
    }

    #[test]
    fn every_claim_is_required_and_must_be_ours() {
        let now = jsonwebtoken::get_current_timestamp();
        for claim in ["iss", "aud", "sub", "sid", "typ", "exp"] {
            let (header, mut claims) = good();
            claims.as_object_mut().unwrap().remove(claim);
            assert_eq!(read(&header, &claims), None, "without {claim}");
        }
        for (claim, value) in [
            ("iss", json!("somebody")),
            ("iss", json!(["koprogo", "somebody"])),
            ("aud", json!("koprogo-web")),
            ("aud", json!(["koprogo-api", "other"])),
            ("aud", json!(null)),
            ("sub", json!("claire")),
            ("sid", json!(null)),
            ("typ", json!("refresh")),
            ("exp", json!(now - 1)),
            ("exp", json!(now + 3_600)),
            ("exp", json!("soon")),
            ("exp", json!(null)),
        ] {
            let (header, mut claims) = good();
            claims[claim] = value.clone();
            assert_eq!(read(&header, &claims), None, "{claim} = {value}");
        }
    }

    #[test]
    fn the_header_chooses_among_our_keys_and_nothing_else() {
        for (field, value) in [
            ("kid", json!(null)),
            ("kid", json!("")),
            ("kid", json!("../../dev/null")),
            ("kid", json!(key_id(&keys("y").subkey(PURPOSE)))),
            ("alg", json!("none")),
            ("alg", json!("HS384")),
            ("alg", json!("RS256")),
        ] {
            let (mut header, claims) = good();
            header[field] = value.clone();
            assert_eq!(read(&header, &claims), None, "{field} = {value}");
        }
        let (mut header, claims) = good();
        header["jku"] = json!("https://evil.example/keys");
        header["x5u"] = json!("https://evil.example/cert");
        assert_eq!(read(&header, &claims), Some(named()), "headers that point elsewhere are not followed");
    }

    #[test]
    fn another_algorithm_another_key_or_no_signature_is_refused() {
        let tokens = AccessTokens::new(keys("x"));
        let (mut header, claims) = good();
        assert_eq!(
            tokens.read(&signed(&header, &claims, Algorithm::HS256, &keys("y").subkey(PURPOSE))),
            None
        );
        assert_eq!(
            tokens.read(&signed(&header, &claims, Algorithm::HS256, &keys("x").subkey("other"))),
            None
        );
        header["alg"] = json!("HS384");
        assert_eq!(
            tokens.read(&signed(&header, &claims, Algorithm::HS384, &keys("x").subkey(PURPOSE))),
            None
        );
        header["alg"] = json!("none");
        let (message, _) = {
            let whole = signed(&header, &claims, Algorithm::HS256, &keys("x").subkey(PURPOSE));
            let (message, signature) = whole.rsplit_once('.').unwrap();
            (message.to_owned(), signature.to_owned())
        };
        for token in
            [message.clone(), format!("{message}."), String::new(), "..".to_owned(), "a".repeat(5_000)]
        {
            assert_eq!(tokens.read(&token), None, "{token}");
        }
    }
}
