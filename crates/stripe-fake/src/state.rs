//! Everything the stand-in knows, changed by one request or one due event at a time.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::{Clock, DAY};
use crate::faults::Plan;
use crate::idempotency::Keys;
use crate::ids::Ids;
use crate::instruments::Instrument;
use crate::outbox::Outbox;
use crate::problem::Problem;
use crate::schedule::Due;
use crate::table::Table;
use crate::{API_VERSION, Config};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    BalanceTransaction,
    Charge,
    CheckoutSession,
    Customer,
    Dispute,
    Event,
    Mandate,
    PaymentIntent,
    PaymentMethod,
    Price,
    Product,
    Refund,
    SetupIntent,
    TaxId,
    WebhookEndpoint,
}

impl Kind {
    pub const ALL: [Self; 15] = [
        Self::BalanceTransaction,
        Self::Charge,
        Self::CheckoutSession,
        Self::Customer,
        Self::Dispute,
        Self::Event,
        Self::Mandate,
        Self::PaymentIntent,
        Self::PaymentMethod,
        Self::Price,
        Self::Product,
        Self::Refund,
        Self::SetupIntent,
        Self::TaxId,
        Self::WebhookEndpoint,
    ];

    /// Prefix of the ids, `object`, name in the path.
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::BalanceTransaction => ("txn", "balance_transaction", "balance_transactions"),
            Self::Charge => ("ch", "charge", "charges"),
            Self::CheckoutSession => ("cs_test", "checkout.session", "checkout/sessions"),
            Self::Customer => ("cus", "customer", "customers"),
            Self::Dispute => ("du", "dispute", "disputes"),
            Self::Event => ("evt", "event", "events"),
            Self::Mandate => ("mandate", "mandate", "mandates"),
            Self::PaymentIntent => ("pi", "payment_intent", "payment_intents"),
            Self::PaymentMethod => ("pm", "payment_method", "payment_methods"),
            Self::Price => ("price", "price", "prices"),
            Self::Product => ("prod", "product", "products"),
            Self::Refund => ("re", "refund", "refunds"),
            Self::SetupIntent => ("seti", "setup_intent", "setup_intents"),
            Self::TaxId => ("txi", "tax_id", "tax_ids"),
            Self::WebhookEndpoint => ("we", "webhook_endpoint", "webhook_endpoints"),
        }
    }

    pub const fn prefix(self) -> &'static str {
        self.names().0
    }

    pub const fn object(self) -> &'static str {
        self.names().1
    }

    pub const fn collection(self) -> &'static str {
        self.names().2
    }

    pub fn of_collection(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.collection() == name)
    }

    pub fn of_id(id: &str) -> Option<Self> {
        let (prefix, _) = id.rsplit_once('_')?;
        Self::ALL.into_iter().find(|kind| kind.prefix() == prefix)
    }
}

/// Who asked for what is being done: written into events.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub request: Option<String>,
    pub key: Option<String>,
}

/// What is skipped is told at each start anew; the rest outlives the process where it is kept in a file.
#[derive(Serialize, Deserialize)]
pub struct State {
    #[serde(skip)]
    pub config: Config,
    pub clock: Clock,
    pub ids: Ids,
    pub keys: Keys,
    #[serde(skip)]
    pub faults: Plan,
    pub outbox: Outbox,
    /// How payment methods behave; no answer tells.
    pub instruments: HashMap<String, Instrument>,
    /// What happens by itself, by moment, then in the order it was planned.
    #[serde(with = "pairs")]
    pub schedule: BTreeMap<(i64, u64), Due>,
    #[serde(skip)]
    pub asked: Asked,
    tables: BTreeMap<Kind, Table>,
    planned: u64,
}

impl State {
    pub fn new(config: Config) -> Self {
        let clock = match config.start {
            Some(start) => Clock::Frozen { now: start.unix_timestamp() },
            None => Clock::Following { ahead: config.ahead },
        };
        Self {
            clock,
            ids: Ids::new(config.seed),
            keys: Keys::default(),
            faults: Plan::default(),
            outbox: Outbox::default(),
            instruments: HashMap::new(),
            schedule: BTreeMap::new(),
            asked: Asked::default(),
            tables: Kind::ALL.into_iter().map(|kind| (kind, Table::default())).collect(),
            planned: 0,
            config,
        }
    }

    /// A kind that was not imitated yet when the state was kept has no table.
    pub fn add_tables(&mut self) {
        for kind in Kind::ALL {
            self.tables.entry(kind).or_default();
        }
    }

    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    pub fn table(&self, kind: Kind) -> &Table {
        &self.tables[&kind]
    }

    fn table_mut(&mut self, kind: Kind) -> &mut Table {
        self.tables.entry(kind).or_default()
    }

    /// Refuses before anything is made: a payment takes at most one object of each kind.
    pub fn check_room(&self) -> Result<(), Problem> {
        let limit = self.config.max_objects;
        match Kind::ALL.into_iter().find(|kind| *kind != Kind::Event && self.table(*kind).len() >= limit) {
            Some(kind) => Err(Problem::full(kind.object(), limit)),
            None => Ok(()),
        }
    }

    /// Keeps a new object; `id`, `object`, `livemode` and, unless it has one, `created` are filled in.
    pub fn add(&mut self, kind: Kind, mut object: Value) -> String {
        let id = self.ids.next(kind.prefix());
        object["id"] = json!(id);
        object["object"] = json!(kind.object());
        if !matches!(kind, Kind::BalanceTransaction | Kind::Refund) {
            object["livemode"] = json!(false);
        }
        if kind != Kind::Mandate {
            object["created"] = json!(self.now());
        }
        self.table_mut(kind).insert(&id, object);
        id
    }

    /// `param` is where the caller wrote the id: `id` when in the path.
    pub fn get(&self, kind: Kind, id: &str, param: &str) -> Result<&Value, Problem> {
        self.table(kind).get(id).ok_or_else(|| Problem::no_such(kind.object(), id, param))
    }

    /// A copy of an object known to be there; `null` otherwise.
    pub fn copy(&self, kind: Kind, id: &str) -> Value {
        self.table(kind).get(id).cloned().unwrap_or_default()
    }

    pub fn set(&mut self, kind: Kind, id: &str, field: &str, value: Value) {
        if let Some(object) = self.table_mut(kind).get_mut(id) {
            object[field] = value;
        }
    }

    pub fn change(&mut self, kind: Kind, id: &str, change: impl FnOnce(&mut Value)) {
        if let Some(object) = self.table_mut(kind).get_mut(id) {
            change(object);
        }
    }

    pub fn remove(&mut self, kind: Kind, id: &str) -> Result<Value, Problem> {
        self.table_mut(kind).remove(id).ok_or_else(|| Problem::no_such(kind.object(), id, "id"))
    }

    pub fn plan(&mut self, after: i64, due: Due) {
        self.planned += 1;
        self.schedule.insert((self.now() + after, self.planned), due);
    }

    /// Says that something happened: to those who list events, and to the endpoints that want to hear of it.
    pub fn tell(&mut self, what: &str, object: Value) {
        let endpoints: Vec<String> = self
            .table(Kind::WebhookEndpoint)
            .newest_first()
            .filter(|endpoint| endpoint["status"] == "enabled" && wants(endpoint, what))
            .filter_map(|endpoint| endpoint["id"].as_str().map(str::to_owned))
            .collect();
        let request = json!({ "id": self.asked.request, "idempotency_key": self.asked.key });
        let event = json!({
            "api_version": API_VERSION,
            "data": { "object": object },
            "pending_webhooks": endpoints.len(),
            "request": request,
            "type": what,
        });
        let id = self.add(Kind::Event, event);
        let now = self.now();
        for endpoint in endpoints {
            self.outbox.post(&id, &endpoint, now);
        }
        while self.table(Kind::Event).len() > self.config.max_objects {
            self.table_mut(Kind::Event).remove_oldest();
        }
    }

    /// As `tell`, of an object as it stands now.
    pub fn tell_of(&mut self, what: &str, kind: Kind, id: &str) {
        let object = self.copy(kind, id);
        self.tell(what, object);
    }

    /// Moves the clock and does everything that falls due on the way, each at its moment.
    pub fn advance(&mut self, seconds: u64) {
        self.asked = Asked::default();
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX).min(50 * 365 * DAY);
        let end = self.now() + seconds;
        while let Some(entry) = self.schedule.first_entry()
            && entry.key().0 <= end
        {
            let ((moment, _), due) = entry.remove_entry();
            self.clock.move_to(moment);
            due.happen(self);
        }
        self.clock.move_to(end);
    }
}

fn wants(endpoint: &Value, what: &str) -> bool {
    let enabled = endpoint["enabled_events"].as_array().into_iter().flatten();
    enabled.filter_map(Value::as_str).any(|wanted| wanted == "*" || wanted == what)
}

/// JSON has no keys but texts.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use crate::schedule::Due;

    type Schedule = BTreeMap<(i64, u64), Due>;

    pub fn serialize<S: Serializer>(schedule: &Schedule, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(schedule)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Schedule, D::Error> {
        Ok(Vec::deserialize(from)?.into_iter().collect())
    }
}
