//! Passkeys (WebAuthn): a key pair in a person's device, unlocked by finger, face or PIN, that signs for this site and no other.
//!
//! Nothing is kept here between the two halves of a ceremony: what must not be seen or repeated by the client comes out as JSON for the
//! database and goes in again once. User verification is always demanded, so a passkey is two factors in one gesture.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};

const NAME: &str = "KoproGo";

#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The answer is no answer to this ceremony: another challenge, site or key, a wrong signature, no user verification.
    #[error("the authenticator's answer is refused: {0}")]
    Refused(WebauthnError),
    #[error("the answer has not the shape of a credential")]
    Malformed,
    #[error("what is stored of a ceremony or a passkey cannot be read: {0}")]
    Stored(serde_json::Error),
    #[error("no ceremony can be started: {0}")]
    Start(WebauthnError),
}

/// The first half of a ceremony: options for the client, state for the database.
pub struct Started {
    pub options: Value,
    pub state: Value,
}

/// A new passkey, as it is stored.
pub struct Registered {
    pub credential_id: Vec<u8>,
    pub credential: Value,
}

/// A passkey that has just signed. `credential` is there when what is stored of it has changed (its counter, its backup state).
pub struct Used {
    pub credential_id: Vec<u8>,
    pub credential: Option<Value>,
}

/// The site that passkeys are for. Cheap to clone.
#[derive(Clone)]
pub struct Passkeys(Arc<Webauthn>);

impl Passkeys {
    /// `public_url` is where people reach the product. Browsers know passkeys for names only: on a loopback address they are for `localhost`
    /// at the same port; on any other bare address there are none.
    pub fn new(public_url: &str) -> Option<Self> {
        let mut origin: Url = public_url.parse().ok()?;
        if is_loopback(&origin) {
            origin.set_host(Some("localhost")).ok()?;
        }
        let id = origin.domain()?.to_owned();
        let site = WebauthnBuilder::new(&id, &origin).ok()?.rp_name(NAME).build().ok()?;
        Some(Self(Arc::new(site)))
    }

    pub fn register(
        &self,
        user: Uuid,
        email: &str,
        name: &str,
        known: Vec<Value>,
    ) -> Result<Started, PasskeyError> {
        let known = passkeys(known)?.iter().map(|key| key.cred_id().clone()).collect();
        let (challenge, state) =
            self.0.start_passkey_registration(user, email, name, Some(known)).map_err(PasskeyError::Start)?;
        let mut options = json(&challenge.public_key)?;
        // Kept on the device where possible, so that it can be found there without asking for an address first.
        if let Some(wishes) = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
            wishes.insert("residentKey".to_owned(), "preferred".into());
        }
        Ok(Started { options, state: json(&state)? })
    }

    pub fn registered(&self, state: Value, answer: Value) -> Result<Registered, PasskeyError> {
        let state: PasskeyRegistration = stored(state)?;
        let answer: RegisterPublicKeyCredential = sent(answer)?;
        let key = self.0.finish_passkey_registration(&answer, &state).map_err(PasskeyError::Refused)?;
        Ok(Registered { credential_id: key.cred_id().to_vec(), credential: json(&key)? })
    }

    /// A signature by one of these passkeys.
    pub fn ask(&self, known: Vec<Value>) -> Result<Started, PasskeyError> {
        let known = passkeys(known)?;
        let (challenge, state) = self.0.start_passkey_authentication(&known).map_err(PasskeyError::Start)?;
        Ok(Started { options: json(&challenge.public_key)?, state: json(&state)? })
    }

    pub fn answered(&self, state: Value, answer: Value, known: Vec<Value>) -> Result<Used, PasskeyError> {
        let state: PasskeyAuthentication = stored(state)?;
        let answer: PublicKeyCredential = sent(answer)?;
        let result = self.0.finish_passkey_authentication(&answer, &state).map_err(PasskeyError::Refused)?;
        used(&result, passkeys(known)?)
    }

    /// A signature by any passkey of this site that the device holds; nobody has said who they are yet.
    pub fn discover(&self) -> Result<Started, PasskeyError> {
        let (challenge, state) = self.0.start_discoverable_authentication().map_err(PasskeyError::Start)?;
        Ok(Started { options: json(&challenge.public_key)?, state: json(&state)? })
    }

    /// Whom the device says it signed for. To be believed only once [`Passkeys::discovered`] has checked the signature.
    pub fn claimed(&self, answer: &Value) -> Result<(Uuid, Vec<u8>), PasskeyError> {
        let answer: PublicKeyCredential = sent(answer.clone())?;
        let (user, credential) =
            self.0.identify_discoverable_authentication(&answer).map_err(PasskeyError::Refused)?;
        Ok((user, credential.to_vec()))
    }

    pub fn discovered(&self, state: Value, answer: Value, credential: Value) -> Result<Used, PasskeyError> {
        let state: DiscoverableAuthentication = stored(state)?;
        let answer: PublicKeyCredential = sent(answer)?;
        let key: Passkey = stored(credential)?;
        let result = self
            .0
            .finish_discoverable_authentication_v2(&answer, state, &key)
            .map_err(PasskeyError::Refused)?;
        used(&result, vec![key])
    }
}

fn used(result: &AuthenticationResult, known: Vec<Passkey>) -> Result<Used, PasskeyError> {
    // Asked for with every ceremony; checked here as well, because everything rests on it.
    if !result.user_verified() {
        return Err(PasskeyError::Refused(WebauthnError::UserNotVerified));
    }
    let mut key =
        known.into_iter().find(|key| key.cred_id() == result.cred_id()).ok_or(PasskeyError::Malformed)?;
    let changed = key.update_credential(result).unwrap_or(false);
    let credential = if changed { Some(json(&key)?) } else { None };
    Ok(Used { credential_id: key.cred_id().to_vec(), credential })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

fn passkeys(known: Vec<Value>) -> Result<Vec<Passkey>, PasskeyError> {
    known.into_iter().map(stored).collect()
}

fn stored<T: DeserializeOwned>(value: Value) -> Result<T, PasskeyError> {
    serde_json::from_value(value).map_err(PasskeyError::Stored)
}

fn sent<T: DeserializeOwned>(value: Value) -> Result<T, PasskeyError> {
    serde_json::from_value(value).map_err(|_| PasskeyError::Malformed)
}

fn json<T: serde::Serialize>(value: &T) -> Result<Value, PasskeyError> {
    serde_json::to_value(value).map_err(PasskeyError::Stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_a_name_and_on_this_machine_for_localhost() {
        let id = |url: &str| {
            let started = Passkeys::new(url)?.register(Uuid::from_u128(1), "a@b.example", "A", Vec::new());
            started.unwrap().options["rp"]["id"].as_str().map(str::to_owned)
        };
        assert_eq!(id("https://koprogo.example").as_deref(), Some("koprogo.example"));
        assert_eq!(id("http://127.0.0.1:8080").as_deref(), Some("localhost"));
        assert_eq!(id("https://192.0.2.1"), None);
        assert_eq!(id("nonsense"), None);
    }

    #[test]
    fn every_ceremony_demands_that_the_person_is_verified() {
        let site = Passkeys::new("https://koprogo.example").unwrap();
        let new = site.register(Uuid::from_u128(1), "a@b.example", "A", Vec::new()).unwrap().options;
        assert_eq!(new["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(new["authenticatorSelection"]["residentKey"], "preferred");
        assert_eq!(new["attestation"], "none");
        let asked = site.discover().unwrap().options;
        assert_eq!(
            (&asked["userVerification"], &asked["rpId"]),
            (&"required".into(), &"koprogo.example".into())
        );
        assert_ne!(asked["challenge"], site.discover().unwrap().options["challenge"]);
    }
}
