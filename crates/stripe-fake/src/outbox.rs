//! Webhooks on their way: signed, and as late, doubled, shuffled or lost as the weather has it.

use std::collections::{BTreeMap, HashMap, VecDeque};

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::clock::{DAY, HOUR, MINUTE};
use crate::state::{Kind, State};

/// Stripe tries for three days.
const GIVE_UP_AFTER: i64 = 3 * DAY;
const MAX_WAITING: usize = 50_000;
const MAX_LOGGED: usize = 10_000;
const MAX_COPIES: u32 = 10;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As it happened.
    #[default]
    Kept,
    Reversed,
    /// The same for the same seed.
    Shuffled(u64),
}

/// What happens to webhooks on their way. The default is fair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weather {
    /// Copies of each delivery beyond the first; at most 10.
    pub copies: u32,
    pub order: Order,
    /// One of so many is never delivered and never tried again; 1 loses all, 0 none.
    pub lose_one_in: u32,
    /// Virtual seconds between the event and its first delivery.
    pub delay: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The endpoint's status; anything but 2xx is tried again.
    Answered(u16),
    /// Nobody answered.
    Failed,
    /// Lost on its way.
    Lost,
}

#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    pub event: String,
    pub r#type: String,
    pub endpoint: String,
    pub attempt: u32,
    pub at: i64,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parcel {
    event: String,
    endpoint: String,
    serial: u64,
    since: i64,
    due: i64,
    attempt: u32,
}

/// One request to be made.
pub struct Job {
    pub url: String,
    pub body: Vec<u8>,
    pub signature: String,
    parcel: Parcel,
    kind: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Outbox {
    pub weather: Weather,
    /// By endpoint, the newest first: while a secret is rolled, both sign.
    pub secrets: HashMap<String, Vec<String>>,
    waiting: VecDeque<Parcel>,
    /// On their way, by serial: a process that ends has not delivered them.
    sending: BTreeMap<u64, Parcel>,
    #[serde(skip)]
    log: VecDeque<Delivery>,
    posted: u64,
}

impl Outbox {
    pub fn post(&mut self, event: &str, endpoint: &str, now: i64) {
        self.posted += 1;
        if self.waiting.len() == MAX_WAITING {
            self.waiting.pop_front();
        }
        self.waiting.push_back(Parcel {
            event: event.to_owned(),
            endpoint: endpoint.to_owned(),
            serial: self.posted,
            since: now,
            due: now + i64::from(self.weather.delay),
            attempt: 0,
        });
    }

    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub fn is_due(&self, now: i64) -> bool {
        self.waiting.iter().any(|parcel| parcel.due <= now)
    }

    /// What a process before this one had begun to deliver, and what it was told to do to it.
    pub fn take_back(&mut self) {
        self.waiting.extend(std::mem::take(&mut self.sending).into_values());
        self.weather = Weather::default();
    }

    pub fn waiting_for(&self, event: &str) -> usize {
        self.waiting.iter().filter(|parcel| parcel.event == event).count()
    }

    pub fn log(&self) -> impl Iterator<Item = &Delivery> {
        self.log.iter()
    }

    fn note(&mut self, parcel: &Parcel, kind: &str, at: i64, outcome: Outcome) {
        if self.log.len() == MAX_LOGGED {
            self.log.pop_front();
        }
        self.log.push_back(Delivery {
            event: parcel.event.clone(),
            r#type: kind.to_owned(),
            endpoint: parcel.endpoint.clone(),
            attempt: parcel.attempt + 1,
            at,
            outcome,
        });
    }

    /// Back into the queue if it may still be tried.
    pub fn done(&mut self, mut job: Job, now: i64, status: Option<u16>) {
        self.sending.remove(&job.parcel.serial);
        let outcome = status.map_or(Outcome::Failed, Outcome::Answered);
        self.note(&job.parcel, &job.kind, now, outcome);
        if status.is_some_and(|status| (200..300).contains(&status)) {
            return;
        }
        job.parcel.attempt += 1;
        // 5 minutes, 20, 80, then every 12 hours.
        job.parcel.due = now + (5 * MINUTE * 4_i64.pow((job.parcel.attempt - 1).min(5))).min(12 * HOUR);
        let again = self.waiting.iter().any(|other| other.serial == job.parcel.serial);
        if !again && job.parcel.due - job.parcel.since <= GIVE_UP_AFTER && self.waiting.len() < MAX_WAITING {
            self.waiting.push_back(job.parcel);
        }
    }
}

/// Takes what is due out of the queue, in the order in which it arrives.
pub fn take_due(state: &mut State) -> Vec<Job> {
    let now = state.now();
    let (mut due, waiting): (Vec<_>, Vec<_>) =
        state.outbox.waiting.drain(..).partition(|parcel| parcel.due <= now);
    state.outbox.waiting = waiting.into();
    let weather = state.outbox.weather;
    match weather.order {
        Order::Kept => due.sort_by_key(|parcel| (parcel.due, parcel.serial)),
        Order::Reversed => due.sort_by_key(|parcel| std::cmp::Reverse((parcel.due, parcel.serial))),
        Order::Shuffled(seed) => due.sort_by_key(|parcel| shuffled(seed, parcel.serial)),
    }
    let mut jobs = Vec::new();
    for parcel in due {
        let event = state.copy(Kind::Event, &parcel.event);
        let endpoint = state.copy(Kind::WebhookEndpoint, &parcel.endpoint);
        let Some(url) = endpoint["url"].as_str().filter(|_| !event.is_null()) else { continue };
        let kind = event["type"].as_str().unwrap_or_default().to_owned();
        if weather.lose_one_in > 0 && parcel.serial.is_multiple_of(u64::from(weather.lose_one_in)) {
            state.outbox.note(&parcel, &kind, now, Outcome::Lost);
            continue;
        }
        state.outbox.sending.insert(parcel.serial, parcel.clone());
        for _ in 0..=weather.copies.min(MAX_COPIES) {
            jobs.push(job(state, &parcel, &event, &kind, url));
        }
    }
    jobs
}

fn job(state: &State, parcel: &Parcel, event: &Value, kind: &str, url: &str) -> Job {
    let body = serde_json::to_vec_pretty(event).unwrap_or_default();
    let secrets = state.outbox.secrets.get(&parcel.endpoint).map(Vec::as_slice).unwrap_or_default();
    let signature = sign(&body, secrets, state.clock.signing_time());
    Job { url: url.to_owned(), body, signature, parcel: parcel.clone(), kind: kind.to_owned() }
}

fn shuffled(seed: u64, serial: u64) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_be_bytes()).chain_update(serial.to_be_bytes()).finalize().into()
}

/// The header `Stripe-Signature`: <https://docs.stripe.com/webhooks#verify-manually>.
pub fn sign(body: &[u8], secrets: &[String], moment: i64) -> String {
    let mut header = format!("t={moment}");
    for secret in secrets {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { continue };
        mac.update(moment.to_string().as_bytes());
        mac.update(b".");
        mac.update(body);
        header.push_str(",v1=");
        for byte in mac.finalize().into_bytes() {
            header.push_str(&format!("{byte:02x}"));
        }
    }
    header
}
