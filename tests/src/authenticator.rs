//! A device with a passkey, in software: what a browser and its authenticator do together, and what a thief would make of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;

/// One passkey of one person.
pub struct Authenticator {
    key: SigningKey,
    credential: Vec<u8>,
    user: Option<String>,
    counter: u32,
    /// Where the person believes to be; a browser tells it truthfully.
    pub origin: String,
    /// Whether the person shows finger, face or PIN.
    pub verifies: bool,
}

impl Authenticator {
    /// A device that knows no site yet, at the address of the test server.
    pub fn new() -> Authenticator {
        // Three random ids: as good a key as any for a test, and never zero.
        let seed = Sha256::digest([Uuid::now_v7().as_bytes().as_slice(), Uuid::now_v7().as_bytes()].concat());
        Authenticator {
            key: SigningKey::from_slice(&seed).expect("a private key"),
            credential: Uuid::now_v7().as_bytes().to_vec(),
            user: None,
            counter: 0,
            origin: "http://localhost".to_owned(),
            verifies: true,
        }
    }

    /// `navigator.credentials.create`
    pub fn create(&mut self, options: &Value) -> Value {
        self.user = Some(crate::text(&options["user"], "id"));
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        let mut cose = vec![0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        cose.extend(x);
        cose.extend([0x22, 0x58, 0x20]);
        cose.extend(y);
        let mut data = self.data(&crate::text(&options["rp"], "id"), HAS_CREDENTIAL);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).expect("a short id").to_be_bytes());
        data.extend(&self.credential);
        data.extend(cose);
        let mut object = vec![0xA3, 0x63];
        object.extend(b"fmt");
        object.push(0x64);
        object.extend(b"none");
        object.push(0x67);
        object.extend(b"attStmt");
        object.push(0xA0);
        object.push(0x68);
        object.extend(b"authData");
        object.push(0x59);
        object.extend(u16::try_from(data.len()).expect("short data").to_be_bytes());
        object.extend(data);
        let client = self.client_data("webauthn.create", options);
        self.answer(
            json!({"attestationObject": encode(&object), "clientDataJSON": encode(client.as_bytes())}),
        )
    }

    /// `navigator.credentials.get`
    pub fn get(&mut self, options: &Value) -> Value {
        self.counter += 1;
        self.sign(options)
    }

    /// The same without counting: what a copy of the key would send.
    pub fn sign(&self, options: &Value) -> Value {
        let data = self.data(&crate::text(options, "rpId"), 0);
        let client = self.client_data("webauthn.get", options);
        let signed = [data.as_slice(), &Sha256::digest(client.as_bytes())].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(json!({
            "authenticatorData": encode(&data), "clientDataJSON": encode(client.as_bytes()),
            "signature": encode(signature.to_der().as_bytes()), "userHandle": self.user,
        }))
    }

    fn data(&self, site: &str, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { USER_VERIFIED } else { 0 };
        let mut data = Sha256::digest(site.as_bytes()).to_vec();
        data.push(flags | USER_PRESENT | verified);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        json!({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false})
            .to_string()
    }

    fn answer(&self, response: Value) -> Value {
        let id = encode(&self.credential);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {}})
    }
}

impl Default for Authenticator {
    fn default() -> Self {
        Authenticator::new()
    }
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
