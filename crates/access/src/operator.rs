//! The platform's operators: who they are, once signed in, and the two ways in: a passkey, or a password with a code.

use base64::Engine;
use domain::Language;
use serde::de::DeserializeOwned;
use serde_json::Value;
use time::OffsetDateTime;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::token::random;

/// An operator who is signed in. Never a user: no firm, no copro, no role.
#[derive(Clone, Debug)]
pub struct Operator {
    pub id: Uuid,
    pub session: Uuid,
    pub email: String,
    pub language: Language,
    pub expires_at: OffsetDateTime,
    /// Named in everything the operator does: the database looks up by it who is asking.
    pub token_hash: [u8; 32],
}

/// A shared secret of codes, and how codes are made of it.
pub struct Codes(Totp);

impl Codes {
    /// 160 bits, as the standard recommends.
    pub fn draw() -> Vec<u8> {
        random::<20>().to_vec()
    }

    pub fn of(secret: &[u8]) -> Option<Codes> {
        let totp =
            Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret.to_vec()).build().ok()?;
        Some(Codes(totp))
    }

    /// The step of time a typed code belongs to: now, the one before or the one after.
    pub fn step_of(&self, typed: &str, unix_seconds: u64) -> Option<i64> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(7).collect();
        self.0.check(&digits, unix_seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The code that is right at a moment.
    pub fn at(&self, unix_seconds: u64) -> String {
        self.0.generate(unix_seconds).to_string()
    }

    /// To be typed where no camera is at hand.
    pub fn base32(&self) -> String {
        self.0.secret().to_base32()
    }

    /// What an authenticator application reads.
    pub fn uri(&self, account: &str) -> String {
        let account = account.replace('@', "%40").replace('+', "%2B");
        format!("otpauth://totp/KoproGo%20Ops:{account}?secret={}&issuer=KoproGo%20Ops", self.base32())
    }
}

/// Reads a secret as [`Codes::base32`] shows it.
pub fn secret_of(base32: &str) -> Option<Vec<u8>> {
    Some(Secret::try_from_base32(base32).ok()?.as_ref().to_vec())
}

/// A ceremony did not end as it should: a wrong origin, an old challenge, a signature that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the passkey ceremony failed")]
pub struct CeremonyFailed;

/// What the browser is given, and what the server remembers until it answers.
pub struct Begun {
    pub options: Value,
    pub state: Value,
}

/// Passkeys of operators, bound to the address of their listener.
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// `None` when passkeys cannot be bound to such an address: browsers want a name or localhost, never a bare IP.
    pub fn at(origin: &str) -> Option<Passkeys> {
        let url = Url::parse(origin).ok()?;
        let host = url.domain()?;
        let webauthn = WebauthnBuilder::new(host, &url).ok()?.rp_name("KoproGo Ops").build().ok()?;
        Some(Passkeys(webauthn))
    }

    pub fn begin_enrolment(&self, operator: Uuid, email: &str) -> Result<Begun, CeremonyFailed> {
        let (options, state) =
            self.0.start_passkey_registration(operator, email, email, None).map_err(|_| CeremonyFailed)?;
        let mut options = to_value(&options)?;
        // Signing in asks for no name, so the authenticator must keep the key under one.
        if let Some(selection) =
            options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut)
        {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok(Begun { options, state: to_value(&state)? })
    }

    /// The credential's id and what is stored of it.
    pub fn finish_enrolment(
        &self,
        state: Value,
        credential: Value,
    ) -> Result<(Vec<u8>, Value), CeremonyFailed> {
        let (state, credential): (PasskeyRegistration, RegisterPublicKeyCredential) =
            (from_value(state)?, from_value(credential)?);
        let passkey = self.0.finish_passkey_registration(&credential, &state).map_err(|_| CeremonyFailed)?;
        Ok((passkey.cred_id().to_vec(), to_value(&passkey)?))
    }

    pub fn begin_sign_in(&self) -> Result<Begun, CeremonyFailed> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(|_| CeremonyFailed)?;
        let mut options = to_value(&options)?;
        // A button starts it, not a field of a form.
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        Ok(Begun { options, state: to_value(&state)? })
    }

    /// Which credential an answer claims to be made with.
    pub fn claimed(&self, credential: &Value) -> Result<Vec<u8>, CeremonyFailed> {
        let id = credential.get("rawId").and_then(Value::as_str).ok_or(CeremonyFailed)?;
        base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(id.trim_end_matches('='))
            .map_err(|_| CeremonyFailed)
    }

    /// Checks the answer against what is stored of the credential, and gives back what is to be stored from now on.
    pub fn finish_sign_in(
        &self,
        state: Value,
        credential: Value,
        stored: Value,
    ) -> Result<Value, CeremonyFailed> {
        let (state, credential): (DiscoverableAuthentication, PublicKeyCredential) =
            (from_value(state)?, from_value(credential)?);
        let mut passkey: Passkey = from_value(stored)?;
        let key = DiscoverableKey::from(&passkey);
        let result = self
            .0
            .finish_discoverable_authentication_v2(&credential, state, &key)
            .map_err(|_| CeremonyFailed)?;
        passkey.update_credential(&result);
        to_value(&passkey)
    }
}

fn to_value(value: &impl serde::Serialize) -> Result<Value, CeremonyFailed> {
    serde_json::to_value(value).map_err(|_| CeremonyFailed)
}

fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, CeremonyFailed> {
    serde_json::from_value(value).map_err(|_| CeremonyFailed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_right_for_a_moment_and_as_typed() {
        let secret = Codes::draw();
        let codes = Codes::of(&secret).unwrap();
        let now = 1_795_000_000;
        let code = codes.at(now);
        assert_eq!(codes.step_of(&code, now), Some(i64::try_from(now / 30).unwrap()));
        assert!(codes.step_of(&format!("{} {}", &code[..3], &code[3..]), now + 30).is_some());
        assert!(codes.step_of(&code, now + 120).is_none(), "old codes are worth nothing");
        assert!(codes.step_of("", now).is_none() && codes.step_of("abcdef", now).is_none());
        assert_eq!(secret_of(&codes.base32()).unwrap(), secret);
    }

    #[test]
    fn passkeys_want_a_name_not_a_number() {
        assert!(Passkeys::at("https://ops.koprogo.example").is_some());
        assert!(Passkeys::at("http://localhost:9091").is_some());
        assert!(Passkeys::at("http://127.0.0.1:9091").is_none());
    }
}
