//! The operators' listener, and operators who enrol the way a person does: by their link, with a password and codes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use access::limit::Limits;
use access::operator::{Codes, secret_of};
use access::password::Hasher;
use access::secret::Keys;
use access::token::Token;
use api::Clock;
use api::operator::capacity::Roadmap;
use api::operator::{Ops, OpsParts, SEAL};
use billing::phase::Profile;
use reqwest::Method;
use serde_json::{Value, json};
use store::ops::OpsStore;
use tokio::net::TcpListener;

use crate::client::Client;
use crate::firm::{PASSWORD, unique_email};
use crate::world::generous_limits;
use crate::{list, text};

/// One running instance of the operators' listener.
pub struct Desk {
    pub address: SocketAddr,
    pub ops: Ops,
    http: reqwest::Client,
}

/// An operator, signed in.
pub struct OnDuty {
    pub email: String,
    /// What an authenticator application would hold.
    pub secret: Vec<u8>,
    pub cookie: String,
    pub client: Client,
}

impl Desk {
    pub(crate) async fn start(store: OpsStore, clock: &Clock, hasher: &Hasher) -> Desk {
        let secret = "an invented secret of the tests, long enough".to_owned().into();
        let ops = Ops::new(OpsParts {
            store,
            hasher: hasher.clone(),
            limits: Arc::new(Limits::new(&generous_limits())),
            keys: Keys::new(&secret, None).expect("a secret"),
            clock: clock.clone(),
            url: "http://localhost".to_owned(),
            trusted_proxies: Vec::new(),
            roadmap: Roadmap { profile: Profile::named("load-tested").expect("a profile"), phase: 1 },
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(api::serve_on(listener, api::operator::router(ops.clone()), std::future::pending()));
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Desk { address, ops, http: http.expect("a client") }
    }

    pub fn anonymous(&self) -> Client {
        Client::new(self.http.clone(), format!("http://{}", self.address))
    }

    /// The same operator at this instance.
    pub fn for_operator(&self, operator: &OnDuty) -> Client {
        self.anonymous().with_cookie(&operator.cookie)
    }

    /// A link as `koprogo operator add` prints it, without what stands before the token.
    pub async fn invite(&self, email: &str) -> String {
        let token = Token::draw();
        let secret = self.ops.keys.seal(SEAL, email.as_bytes(), &Codes::draw());
        let mut tx = self.ops.store.begin("operator.invite").await.expect("a transaction");
        tx.operator_invite(email, token.digest().as_bytes(), &secret).await.expect("an invitation");
        tx.commit().await.expect("committed");
        token.expose().to_owned()
    }

    /// A new operator, with a password and codes.
    pub async fn enrol(&self) -> OnDuty {
        let email = unique_email().replace("syndic", "operateur");
        let token = self.invite(&email).await;
        let door = self.anonymous();
        let preview = door.post("/v1/operator/enrolment/preview", json!({"token": token}), 200).await;
        let secret = secret_of(&text(&preview, "secret")).expect("a secret");
        let typed = json!({"token": token, "password": PASSWORD, "code": code_now(&secret)});
        let answer = door.request(Method::POST, "/v1/operator/enrolment/password").json(&typed).send().await;
        answer.expect(200);
        let cookie = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        OnDuty { email, secret, client: self.anonymous().with_cookie(&cookie), cookie }
    }
}

/// The code an authenticator application shows now.
pub fn code_now(secret: &[u8]) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    Codes::of(secret).expect("a secret").at(now)
}

impl OnDuty {
    /// Asks for a window.
    pub async fn request(&self, copro: &str, kind: &str, minutes: i32) -> Value {
        let wanted = json!({"copro": copro, "kind": kind, "minutes": minutes, "ticket": "SUP-104",
            "reason": "Le solde d’un copropriétaire ne correspond pas à son relevé."});
        self.client.post("/v1/operator/windows", wanted, 201).await
    }

    /// What was noted of looks through a window.
    pub async fn statements(&self, window: &str) -> Vec<Value> {
        let page = self.client.get(&format!("/v1/operator/windows/{window}/statements?limit=200"), 200).await;
        list(&page, "items").to_vec()
    }
}
