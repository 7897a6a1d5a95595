//! The inbox of the payment provider, emptied: what each message says is kept, booked and told, in any order, twice or late.
//!
//! A message is a hint about an object. What it says goes into the firm's observations and from there to book and subscription, in one
//! transaction; where messages do not settle what an object is, it is read. Messages of one firm are done together: its account is
//! locked once for all of them. A worker that dies leaves the messages to the next; a message that cannot be done is tried again, later
//! each time, and in the end given to a person.

use std::collections::BTreeMap;
use std::time::Duration;

use billing::projection::{Observation, Projection, Reread};
use futures_util::StreamExt;
use payments::webhook::{Event, Fact, Reading, read};
use payments::{DisputeId, MandateId, PaymentId, Setup, SetupStatus};
use store::billing::inbox::{ATTEMPTS_MAX, Waiting};
use store::{BillingScope, WorkerScope};
use time::OffsetDateTime;
use tokio::sync::watch;

use super::Point;
use super::observe::{self, When};
use crate::{JobError, Worker};

/// Messages taken at a time.
const ROUND: i64 = 128;
/// Firms worked on at a time.
const AT_ONCE: usize = 4;
/// Somebody who took messages and died is noticed after this long.
const HOLD_SECONDS: f64 = 60.0;
/// How often an idle worker looks.
const IDLE: Duration = Duration::from_millis(200);
const PAUSE_SECONDS_MAX: i64 = 3_600;
/// Rounds of reading what messages did not settle, and objects of one round.
const REREADS_MAX: usize = 3;
const OBJECTS_MAX: usize = 50;

/// A message that could be read.
struct Message {
    id: String,
    attempts: i16,
    event: Box<Event>,
}

/// Empties the inbox until told to stop.
pub(crate) async fn run(worker: Worker, mut stop: watch::Receiver<bool>) {
    while worker.payments.is_some() && !*stop.borrow() {
        let done = worker.read_inbox().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the inbox cannot be read");
            0
        });
        if done == 0 {
            tokio::select! {
                _ = stop.changed() => {}
                () = tokio::time::sleep(IDLE) => {}
            }
        }
    }
}

impl Worker {
    /// Does the messages that are due, some at a time; how many it took.
    pub async fn read_inbox(&self) -> Result<usize, JobError> {
        let mut tx = self.store.begin(&WorkerScope, "billing.inbox").await?;
        let taken = tx.webhooks_claim(ROUND, HOLD_SECONDS).await?;
        tx.commit().await?;
        let count = taken.len();
        let mut by_firm: BTreeMap<_, (BillingScope, Vec<Message>)> = BTreeMap::new();
        for waiting in taken {
            let Some(message) = self.open(waiting).await? else { continue };
            match self.firm_of(&message.event).await {
                Ok(Some(scope)) => {
                    by_firm.entry(scope.firm()).or_insert_with(|| (scope, Vec::new())).1.push(message);
                }
                Ok(None) => self.message_failed(&message, "it is about nobody who is known here").await?,
                Err(error) => self.message_failed(&message, &error.to_string()).await?,
            }
        }
        let firms = futures_util::stream::iter(by_firm.into_values())
            .map(async |(scope, messages)| self.messages_of(&scope, messages).await);
        let outcomes: Vec<Result<(), JobError>> = firms.buffer_unordered(AT_ONCE).collect().await;
        outcomes.into_iter().collect::<Result<(), JobError>>()?;
        Ok(count)
    }

    /// What a message says, unless that is nothing for us or nothing that anybody can read.
    async fn open(&self, waiting: Waiting) -> Result<Option<Message>, JobError> {
        let Waiting { id, body, attempts, .. } = waiting;
        let event = match read(&body) {
            Reading::Event(event) => event,
            Reading::Unreadable { reason } => return self.message_dead(&id, &reason).await.map(|()| None),
        };
        match &event.fact {
            Fact::Unreadable { reason } => self.message_dead(&id, reason).await.map(|()| None),
            Fact::Unknown => self.message_done(&id, None).await.map(|()| None),
            _ => Ok(Some(Message { id, attempts, event })),
        }
    }

    async fn messages_of(&self, scope: &BillingScope, messages: Vec<Message>) -> Result<(), JobError> {
        if self.at(Point::MessageTaken, scope.firm()).is_err() {
            return Ok(());
        }
        let together = self.act_on(scope, &messages).await;
        if matches!(together, Err(JobError::Busy)) {
            return Ok(());
        }
        let alone = messages.len() > 1 && together.is_err();
        for message in &messages {
            // One that spoils the work of the others is found by doing each on its own.
            let outcome = match (&together, alone) {
                (_, true) => self.act_on(scope, std::slice::from_ref(message)).await,
                (Ok(()), _) => Ok(()),
                (Err(error), false) => Err(JobError::Provider(error.to_string())),
            };
            match outcome {
                Ok(()) => self.message_done(&message.id, Some(scope)).await?,
                Err(JobError::Busy) => {}
                Err(error) => self.message_failed(message, &error.to_string()).await?,
            }
        }
        Ok(())
    }

    /// Keeps, books and tells what messages of one firm say, and reads what they do not settle.
    async fn act_on(&self, scope: &BillingScope, messages: &[Message]) -> Result<(), JobError> {
        let mut said = Vec::new();
        for message in messages {
            if let Some(seen) = said_by(scope, &message.event)? {
                said.push((message.event.id.to_string(), seen));
            }
        }
        if !said.is_empty() {
            self.take_in_said(scope, said).await?;
        }
        if messages.iter().any(|message| concerns_method(&message.event.fact)) {
            self.follow_methods(scope).await?;
        }
        for message in messages {
            if let Some(setup) = self.setup_of(&message.event.fact).await? {
                self.keep_mandate(scope, &setup).await?;
            }
        }
        Ok(())
    }

    async fn setup_of(&self, fact: &Fact) -> Result<Option<Setup>, JobError> {
        match fact {
            Fact::Setup(setup) if setup.status == SetupStatus::Succeeded => Ok(Some(setup.clone())),
            Fact::Checkout { setup: Some(setup), .. } => {
                let read = self.provider()?.setup(setup).await;
                read.map(Some).map_err(|error| JobError::Provider(error.to_string()))
            }
            _ => Ok(None),
        }
    }

    /// Stores what was said, then reads what it leaves open, and stores that.
    pub(super) async fn take_in_said(
        &self,
        scope: &BillingScope,
        mut said: Vec<(String, Observation)>,
    ) -> Result<(), JobError> {
        for _ in 0..REREADS_MAX {
            let mut tx = self.store.begin(scope, "billing.message").await?;
            let followed = tx.at_money(&self.rules, (self.now)(), &said, |_, _| Ok(())).await?;
            self.at(Point::MessageWritten, scope.firm())?;
            tx.commit().await?;
            self.at(Point::MessageKept, scope.firm())?;
            if followed.seen.rereads().is_empty() {
                return Ok(());
            }
            let read = self.reread(scope, &followed.seen).await?;
            self.at(Point::Reread, scope.firm())?;
            // Nothing that was not known: a second has to pass first.
            if read.iter().all(|(key, _)| said.iter().any(|(known, _)| known == key)) {
                break;
            }
            said = read;
        }
        Err(JobError::Provider("what it says is not settled yet by a read of the object".to_owned()))
    }

    async fn reread(
        &self,
        scope: &BillingScope,
        seen: &Projection,
    ) -> Result<Vec<(String, Observation)>, JobError> {
        let mut read = Vec::new();
        for object in seen.rereads().into_iter().take(OBJECTS_MAX) {
            if let Some(observed) = self.read_object(scope, object).await? {
                read.push((observe::key_of(&observed), observed));
            }
        }
        Ok(read)
    }

    async fn read_object(
        &self,
        scope: &BillingScope,
        object: Reread<'_>,
    ) -> Result<Option<Observation>, JobError> {
        let provider = self.provider()?;
        let when = self.read_now();
        let bad = |error: payments::BadId| JobError::Provider(error.to_string());
        let failed = |error: payments::Error| JobError::Provider(error.to_string());
        match object {
            Reread::Payment(id) => {
                let payment = provider.payment(&PaymentId::new(id).map_err(bad)?).await.map_err(failed)?;
                observe::payment(scope.firm(), &payment, when).map(Some)
            }
            Reread::Dispute(id) => {
                let dispute = provider.dispute(&DisputeId::new(id).map_err(bad)?).await.map_err(failed)?;
                observe::dispute(&dispute, when)
            }
            Reread::Refund(id) => {
                let refund = payments::RefundId::new(id).map_err(bad)?;
                let refund = provider.one_refund(&refund).await.map_err(failed)?;
                observe::refund(&refund, when)
            }
            Reread::Mandate(id) => {
                let mandate = provider.mandate(&MandateId::new(id).map_err(bad)?).await.map_err(failed)?;
                observe::mandate(id, mandate.method.as_str(), &mandate.status, when).map(Some)
            }
            // What a firm pays with is read from its list, never from messages.
            Reread::Method(_) => Ok(None),
        }
    }

    /// The account a message is about: by the customer it names, else by what it belongs to.
    async fn firm_of(&self, event: &Event) -> Result<Option<BillingScope>, JobError> {
        for name in names(&event.fact) {
            let mut tx = self.store.begin(&WorkerScope, "billing.firm_of").await?;
            let found = tx.billing_of_name(&name).await?;
            tx.commit().await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        // Its payment was never told of: the provider knows whose it is.
        let payment = match &event.fact {
            Fact::Refund(refund) => refund.payment.as_ref(),
            Fact::Dispute(dispute) => dispute.payment.as_ref(),
            _ => None,
        };
        let Some(payment) = payment else { return Ok(None) };
        let payment = self.provider()?.payment(payment).await;
        let payment = payment.map_err(|error| JobError::Provider(error.to_string()))?;
        let Some(customer) = payment.customer else { return Ok(None) };
        let mut tx = self.store.begin(&WorkerScope, "billing.firm_of").await?;
        let found = tx.billing_of_name(customer.as_str()).await?;
        tx.commit().await?;
        Ok(found)
    }

    async fn message_done(&self, id: &str, scope: Option<&BillingScope>) -> Result<(), JobError> {
        let mut tx = self.store.begin(&WorkerScope, "billing.message_done").await?;
        tx.webhook_done(id, scope.map(|scope| scope.firm().uuid())).await?;
        Ok(tx.commit().await?)
    }

    async fn message_dead(&self, id: &str, why: &str) -> Result<(), JobError> {
        tracing::error!(message = id, why, "a message of the payment provider cannot be read");
        metrics::counter!("koprogo_billing_messages_dead").increment(1);
        let mut tx = self.store.begin(&WorkerScope, "billing.message_dead").await?;
        tx.webhook_failed(id, why, None).await?;
        Ok(tx.commit().await?)
    }

    async fn message_failed(&self, message: &Message, why: &str) -> Result<(), JobError> {
        if message.attempts >= ATTEMPTS_MAX {
            return self.message_dead(&message.id, why).await;
        }
        let pause = 3_i64.saturating_pow(u32::try_from(message.attempts).unwrap_or(1));
        // The time of the queue, which no test moves.
        let again = OffsetDateTime::now_utc() + time::Duration::seconds(pause.min(PAUSE_SECONDS_MAX));
        let mut tx = self.store.begin(&WorkerScope, "billing.message_failed").await?;
        tx.webhook_failed(&message.id, why, Some(again)).await?;
        Ok(tx.commit().await?)
    }
}

/// Whatever in a message may name a firm, the surest first.
fn names(fact: &Fact) -> Vec<String> {
    let found = match fact {
        Fact::Payment(payment) => {
            vec![payment.customer.as_ref().map(ToString::to_string), Some(payment.id.to_string())]
        }
        Fact::Setup(setup) => vec![setup.customer.as_ref().map(ToString::to_string)],
        Fact::Checkout { customer, .. } => vec![customer.as_ref().map(ToString::to_string)],
        Fact::Method { method, customer, .. } => {
            vec![customer.as_ref().map(ToString::to_string), Some(method.to_string())]
        }
        Fact::Mandate { method, .. } => vec![Some(method.to_string())],
        Fact::Refund(refund) => vec![refund.payment.as_ref().map(ToString::to_string)],
        Fact::Dispute(dispute) => vec![dispute.payment.as_ref().map(ToString::to_string)],
        Fact::Unknown | Fact::Unreadable { .. } => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

fn concerns_method(fact: &Fact) -> bool {
    match fact {
        Fact::Setup(setup) => setup.status == SetupStatus::Succeeded,
        Fact::Checkout { .. } | Fact::Method { .. } | Fact::Mandate { .. } => true,
        _ => false,
    }
}

fn said_by(scope: &BillingScope, event: &Event) -> Result<Option<Observation>, JobError> {
    let when = When::message(event.created.unix_timestamp());
    match &event.fact {
        Fact::Payment(payment) => observe::payment(scope.firm(), payment, when).map(Some),
        Fact::Refund(refund) => observe::refund(refund, when),
        Fact::Dispute(dispute) => observe::dispute(dispute, when),
        Fact::Mandate { mandate, method, status } => {
            observe::mandate(mandate.as_str(), method.as_str(), status, when).map(Some)
        }
        Fact::Setup(_)
        | Fact::Checkout { .. }
        | Fact::Method { .. }
        | Fact::Unknown
        | Fact::Unreadable { .. } => Ok(None),
    }
}
