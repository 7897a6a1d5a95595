//! The handle: starts the server, and does what the control API does without HTTP.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::datetime;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::clock::DAY;
use crate::control;
use crate::core::Core;
use crate::faults::Fault;
use crate::keep;
use crate::outbox::{self, Delivery, Weather};
use crate::problem::Problem;
use crate::resources::{disputes, setup_intents, webhook_endpoints};
use crate::state::{Kind, State};

#[derive(Clone, Debug)]
pub struct Config {
    /// A loopback address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the clock stands still. `None`: it follows the machine's.
    pub start: Option<OffsetDateTime>,
    /// Where the clock follows the machine's: by how many seconds it is ahead when nothing was kept, or behind.
    pub ahead: i64,
    /// Of the ids: the same seed and the same requests give the same answers.
    pub seed: u64,
    /// `None`: any test key.
    pub secret_key: Option<String>,
    /// Virtual days until a SEPA debit's outcome is known.
    pub sepa_days: u16,
    /// Virtual days until a payment that is to be disputed or returned is.
    pub return_days: u16,
    /// Of each kind. Events beyond are forgotten, anything else is refused.
    pub max_objects: usize,
    /// Webhooks leave by themselves after each request; else when `deliver` or `advance` say so.
    pub deliver_at_once: bool,
    pub webhook_timeout: Duration,
    /// What browsers type to come here, `http://…`. `None`: the address it listens on.
    pub public_url: Option<String>,
    /// Who asks for money, on the hosted page.
    pub business: String,
    /// Where everything but faults is kept from one run to the next. `None`: it ends with the process.
    pub keep: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            start: Some(datetime!(2026-01-01 00:00 UTC)),
            ahead: 0,
            seed: 0,
            secret_key: None,
            sepa_days: 5,
            return_days: 20,
            max_objects: 20_000,
            deliver_at_once: false,
            webhook_timeout: Duration::from_secs(10),
            public_url: None,
            business: "Test business".to_owned(),
            keep: None,
        }
    }
}

impl Config {
    pub(crate) fn page_url(&self, session: &str) -> String {
        let base = self.public_url.as_deref().unwrap_or_default().trim_end_matches('/');
        format!("{base}{}{session}", crate::hosted::PATH)
    }
}

/// The stand-in would not: no such object, or not in that state.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(String);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem.message)
    }
}

/// Where webhooks go, and what signs them.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub id: String,
    pub secret: String,
}

/// The time of a stand-in, for whoever lets it pass without holding the stand-in itself.
#[derive(Clone)]
pub struct Passing(Arc<Core>);

impl Passing {
    /// Lets time pass up to a moment, not back: what falls due happens, and webhooks that are due are delivered before it returns.
    pub async fn pass_until(&self, moment: i64) {
        {
            let mut state = self.0.state();
            let seconds = u64::try_from(moment - state.now()).unwrap_or(0);
            state.advance(seconds);
        }
        self.0.changed.notify_one();
        self.0.deliver().await;
    }

    /// Delivers the webhooks that are due; says how many requests that took.
    pub async fn deliver(&self) -> usize {
        self.0.deliver().await
    }

    /// The holder fills the hosted page of a checkout session in, its fields as a browser sends them.
    pub fn fill_in(&self, session: &str, fields: &[(&str, &str)]) -> Result<(), Refused> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let filled = crate::hosted::fill_in(&mut self.0.state(), session, form.as_bytes());
        self.0.changed.notify_one();
        if filled { Ok(()) } else { Err(Refused(format!("{session} cannot be filled in like that"))) }
    }
}

/// A running stand-in; it stops when dropped.
pub struct Fake {
    core: Arc<Core>,
    address: SocketAddr,
    server: JoinHandle<()>,
    /// What goes on by itself.
    tasks: Vec<JoinHandle<()>>,
}

impl Fake {
    pub async fn start(mut config: Config) -> std::io::Result<Self> {
        if !config.listen.ip().is_loopback() {
            let message =
                format!("{} is not on loopback; stripe-fake has no secrets to keep there", config.listen);
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, message));
        }
        let listener = TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        config.public_url.get_or_insert_with(|| format!("http://{address}"));
        let state = match keep::load(&config)? {
            Some(kept) => keep::resume(kept, config),
            None => State::new(config),
        };
        let core = Arc::new(Core::new(state).map_err(std::io::Error::other)?);
        let router = Router::new().fallback(crate::http::serve).with_state(core.clone());
        let server = tokio::spawn(async move {
            // It ends with the listener, and that with the handle.
            let _ = axum::serve(listener, router).await;
        });
        let tasks = vec![tokio::spawn(keep::keep_saving(core.clone())), tokio::spawn(follow(core.clone()))];
        Ok(Self { core, address, server, tasks })
    }

    /// Answers nobody any more and, where it is to be kept, writes down what there is.
    pub async fn stop(mut self) -> std::io::Result<()> {
        self.server.abort();
        for task in self.tasks.drain(..) {
            task.abort();
            // Until it is over: two must not write at once.
            let _ = task.await;
        }
        let path = self.core.state().config.keep.clone();
        path.map_or(Ok(()), |path| keep::save(&self.core, &path))
    }

    /// `http://127.0.0.1:…/`: what a client takes in the place of `https://api.stripe.com/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Runs until the server ends.
    pub async fn join(mut self) {
        let _ = (&mut self.server).await;
    }

    pub fn passing(&self) -> Passing {
        Passing(self.core.clone())
    }

    /// Unix seconds.
    pub fn now(&self) -> i64 {
        self.core.state().now()
    }

    /// Lets days pass: what falls due happens, and webhooks that are due are delivered before it returns.
    pub async fn advance(&self, days: u32) {
        self.advance_seconds(u64::from(days) * DAY.unsigned_abs()).await;
    }

    pub async fn advance_seconds(&self, seconds: u64) {
        self.core.state().advance(seconds);
        self.core.changed.notify_one();
        self.core.deliver().await;
    }

    /// Delivers the webhooks that are due; says how many requests that took.
    pub async fn deliver(&self) -> usize {
        self.core.deliver().await
    }

    pub fn weather(&self, weather: Weather) {
        self.core.state().outbox.weather = weather;
    }

    /// What became of webhooks, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.core.state().outbox.log().cloned().collect()
    }

    /// Beyond a thousand planned at a time they are ignored.
    pub fn fault(&self, fault: Fault) {
        self.core.state().faults.add(fault);
    }

    pub fn clear_faults(&self) {
        self.core.state().faults.clear();
    }

    /// Returns once a request is held.
    pub async fn somebody_is_held(&self) {
        self.core.gate.somebody_waits().await;
    }

    /// Lets the requests through that are held.
    pub fn release(&self) {
        self.core.gate.open();
    }

    /// How many there are of `charges`, `payment_intents`, …
    pub fn count(&self, collection: &str) -> usize {
        let state = self.core.state();
        Kind::of_collection(collection).map_or(0, |kind| state.table(kind).len())
    }

    /// An object as it stands.
    pub fn object(&self, id: &str) -> Option<Value> {
        let state = self.core.state();
        state.table(Kind::of_id(id)?).get(id).cloned()
    }

    /// All objects of `charges`, `payment_intents`, …, newest first.
    pub fn objects(&self, collection: &str) -> Vec<Value> {
        let state = self.core.state();
        Kind::of_collection(collection)
            .map_or_else(Vec::new, |kind| state.table(kind).newest_first().cloned().collect())
    }

    /// The holder takes the money back.
    pub fn dispute(&self, intent: &str, reason: &str) -> Result<Value, Refused> {
        Ok(control::dispute(&mut self.core.state(), intent, Some(reason))?)
    }

    /// The bank decides a card's dispute.
    pub fn decide(&self, dispute: &str, won: bool) -> Result<Value, Refused> {
        Ok(disputes::decide(&mut self.core.state(), dispute, won)?)
    }

    /// The holder proves who they are, for a setup intent or a payment intent that asks.
    pub fn authenticate(&self, intent: &str) -> Result<Value, Refused> {
        Ok(control::authenticate(&mut self.core.state(), intent)?)
    }

    pub fn revoke_mandate(&self, mandate: &str) -> Result<Value, Refused> {
        Ok(setup_intents::revoke(&mut self.core.state(), mandate)?)
    }

    /// A webhook endpoint for all events, as `POST /v1/webhook_endpoints` makes it.
    pub fn listen(&self, url: &str) -> Result<Endpoint, Refused> {
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        let encoded = encoded.append_pair("url", url).append_pair("enabled_events[]", "*").finish();
        let form = crate::form::Form::read(encoded.as_bytes())?;
        let made = webhook_endpoints::create(&mut self.core.state(), &form)?;
        self.core.changed.notify_one();
        let text = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
        Ok(Endpoint { id: text("id"), secret: text("secret") })
    }

    /// The endpoint of an earlier run, its secret with it, is at this address now; the first time, one is made.
    pub fn listen_again(&self, url: &str) -> Result<Endpoint, Refused> {
        let kept = webhook_endpoints::moved(&mut self.core.state(), url)?;
        self.core.changed.notify_one();
        match kept {
            Some((id, secret)) => Ok(Endpoint { id, secret }),
            None => self.listen(url),
        }
    }

    /// A second secret for an endpoint; until [`forget_old_secrets`](Self::forget_old_secrets) both sign.
    pub fn roll_secret(&self, endpoint: &str) -> Option<String> {
        let mut state = self.core.state();
        let secret = format!("whsec_{}", state.ids.letters(32));
        state.outbox.secrets.get_mut(endpoint)?.insert(0, secret.clone());
        Some(secret)
    }

    pub fn forget_old_secrets(&self, endpoint: &str) {
        if let Some(secrets) = self.core.state().outbox.secrets.get_mut(endpoint) {
            secrets.truncate(1);
        }
    }

    /// The header for a body, as deliveries carry it.
    pub fn sign(body: &[u8], secrets: &[String], moment: i64) -> String {
        outbox::sign(body, secrets, moment)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Where the clock follows the machine's, what falls due happens although nobody asks for anything.
async fn follow(core: Arc<Core>) {
    let frozen = core.state().config.start.is_some();
    if frozen {
        return;
    }
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    loop {
        seconds.tick().await;
        let due = {
            let mut state = core.state();
            let planned = state.schedule.len();
            state.advance(0);
            if state.schedule.len() != planned {
                core.changed.notify_one();
            }
            state.config.deliver_at_once && state.outbox.is_due(state.now())
        };
        if due {
            core.deliver().await;
        }
    }
}
