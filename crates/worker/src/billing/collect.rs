//! Taking the money of an invoice, at most once.
//!
//! An attempt and its key are stored and committed before the provider is called, and what it answers is stored in book, subscription and
//! attempt in one transaction. A worker may die anywhere: the attempt tells the next one what to do, and the same key gives the same
//! payment. No transaction is open during a call.

use std::time::Duration;

use billing::attempt::{Answer, Collection, Next, Progress};
use billing::desk::{Desk, DeskError, Known};
use billing::invoice::Number;
use billing::projection::Observation;
use billing::subscription::{Command, Fact};
use domain::Cents;
use futures_util::StreamExt;
use payments::{Charge, CustomerId, Error, Key, MethodId, Payment, PaymentId, Payments};
use store::jobs::ClaimedJob;
use store::{BillingScope, WorkerScope};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Point;
use super::observe::{self, When};
use crate::{JobError, Worker};

/// Ends a call before `billing::attempt::CALL_SECONDS_MAX` lets somebody else make it.
const CALL_TIME_MAX: Duration = Duration::from_secs(30);
/// Steps of one run: each asks the provider once. What is left is looked at again soon.
const STEPS_MAX: usize = 4;
/// Collections of one run of the sweep, and of these at a time.
const SWEEP: i32 = 200;
const AT_ONCE: usize = 4;
/// Clocks differ: a payment is looked for from a little before its attempt.
const LOOK_BACK: i64 = 3_600;

/// What is to be asked, with all of it stored.
enum Step {
    Rest,
    Call(Asking),
    LookUp { asking: Asking, since: OffsetDateTime },
    Read(PaymentId),
}

#[derive(Clone)]
struct Asking {
    invoice: Number,
    attempt: u32,
    key: String,
    method: Uuid,
    amount: Cents,
}

/// What came of asking.
struct Heard {
    attempt: Option<(u32, Answer)>,
    said: Vec<Observation>,
}

#[derive(serde::Deserialize)]
struct Detach {
    method: String,
}

impl Worker {
    pub(super) fn provider(&self) -> Result<&Payments, JobError> {
        self.payments.as_deref().ok_or_else(|| {
            JobError::Provider("no payment provider is configured: set payments.secret_key".to_owned())
        })
    }

    pub(super) async fn collect(&self, scope: &BillingScope, job: &ClaimedJob) -> Result<(), JobError> {
        let invoice = match serde_json::from_value(job.payload.clone()) {
            Ok(Command::Collect { invoice, .. } | Command::Reconcile { invoice }) => invoice,
            _ => return Err(JobError::Malformed("it names no invoice to be paid")),
        };
        self.at(Point::Asked, scope.firm())?;
        self.advance(scope, invoice).await
    }

    pub(super) async fn detach(&self, job: &ClaimedJob) -> Result<(), JobError> {
        let Detach { method } = serde_json::from_value(job.payload.clone())
            .map_err(|_| JobError::Malformed("it names no payment method"))?;
        let method = MethodId::new(&method).map_err(|_| JobError::Malformed("it names no payment method"))?;
        match self.provider()?.detach(&method).await {
            Ok(()) => Ok(()),
            // Gone, or never attached: nothing is left to forget.
            Err(Error::Refused { code, .. }) if code == "resource_missing" => Ok(()),
            Err(error) => Err(JobError::Provider(error.to_string())),
        }
    }

    /// Goes on with the collections that nobody knows the end of: those of workers that died, of a provider that did not answer, of debits
    /// whose messages stay away. How many.
    pub async fn resume_collections(&self) -> Result<usize, JobError> {
        if self.payments.is_none() {
            return Ok(0);
        }
        let mut tx = self.store.begin(&WorkerScope, "billing.collections").await?;
        let due = tx.collections_due((self.now)(), SWEEP).await?;
        tx.commit().await?;
        let found = due.len();
        let resumed = futures_util::stream::iter(due).map(async |(scope, invoice)| {
            let Ok(number) = invoice.parse::<Number>() else { return };
            if let Err(error) = self.advance(&scope, number).await {
                tracing::warn!(firm.id = %scope.firm(), %invoice, %error, "a collection cannot be gone on with");
            }
        });
        resumed.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
        metrics::gauge!("koprogo_billing_collections_due")
            .set(f64::from(u32::try_from(found).unwrap_or(u32::MAX)));
        Ok(found)
    }

    /// Does what is to be done next about the money of an invoice, until there is nothing more to ask.
    pub(super) async fn advance(&self, scope: &BillingScope, invoice: Number) -> Result<(), JobError> {
        let customer = self.customer(scope).await?;
        for _ in 0..STEPS_MAX {
            let heard = match self.prepare(scope, invoice).await? {
                Step::Rest => return Ok(()),
                Step::Call(asking) => self.call(scope, &customer, &asking).await?,
                Step::LookUp { asking, since } => self.look_up(scope, &customer, &asking, since).await?,
                Step::Read(payment) => self.read_payment(scope, &payment).await?,
            };
            let unclear = matches!(&heard.attempt, Some((_, Answer::Unclear)));
            self.take_in(scope, invoice, heard).await?;
            if unclear {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The firm as the provider knows it. One that was made and lost by a worker that died is the same again: its key is.
    async fn customer(&self, scope: &BillingScope) -> Result<CustomerId, JobError> {
        let mut tx = self.store.begin_read(scope, "billing.customer").await?;
        let account = tx.billing_account().await?;
        tx.commit().await?;
        if let Some(known) = account.customer {
            return CustomerId::new(&known).map_err(|bad| JobError::Provider(bad.to_string()));
        }
        let Some(details) = account.details else {
            return Err(JobError::Provider("nobody has said who is billed".to_owned()));
        };
        let described =
            payments::Details { name: &details.name, email: &details.email, language: details.language };
        let made = self.provider()?.ensure_customer(scope.firm(), None, &described).await;
        let made = made.map_err(|error| JobError::Provider(error.to_string()))?;
        self.at(Point::CustomerMade, scope.firm())?;
        let mut tx = self.store.begin(scope, "billing.customer_keep").await?;
        tx.customer_keep(made.as_str()).await?;
        tx.commit().await?;
        self.at(Point::CustomerKept, scope.firm())?;
        Ok(made)
    }

    /// Finds out what is next and stores that it begins.
    async fn prepare(&self, scope: &BillingScope, invoice: Number) -> Result<Step, JobError> {
        self.provider()?;
        let now = (self.now)();
        let mut tx = self.store.begin(scope, "billing.collect").await?;
        let followed =
            tx.at_money(&self.rules, now, &[], |desk, known| next_step(desk, known, invoice, now)).await?;
        self.at(Point::AttemptWritten, scope.firm())?;
        tx.commit().await?;
        self.at(Point::AttemptKept, scope.firm())?;
        Ok(followed.sitting.answer)
    }

    async fn call(
        &self,
        scope: &BillingScope,
        customer: &CustomerId,
        asking: &Asking,
    ) -> Result<Heard, JobError> {
        let firm = scope.firm();
        let mut tx = self.store.begin_read(scope, "billing.method").await?;
        let name = tx.method_name(asking.method).await?;
        tx.commit().await?;
        let Some(method) = name.and_then(|name| MethodId::new(&name).ok()) else {
            return Ok(Heard::of(asking, failed("method_missing")));
        };
        let invoice = asking.invoice.to_string();
        let charge = Charge {
            attempt: observe::mark(firm, asking.invoice, asking.attempt),
            firm,
            invoice: &invoice,
            customer,
            method: &method,
            amount: asking.amount,
            description: &format!("KoproGo {invoice}"),
        };
        // With the firm's own id: a database made anew gives the numbers of its invoices again.
        let key =
            Key::new(format!("{}-{firm}", asking.key)).map_err(|bad| JobError::Provider(bad.to_string()))?;
        let outcome = tokio::time::timeout(CALL_TIME_MAX, self.provider()?.charge(&charge, &key)).await;
        self.at(Point::Called, firm)?;
        let reason = "no answer in time".to_owned();
        match outcome.unwrap_or(Err(Error::Unknown { reason })) {
            // Maybe as old as the first call of the key: dated as such, what came later counts more.
            Ok(payment) => {
                self.heard_of(scope, asking, &payment, When::message(payment.created.unix_timestamp()))
            }
            Err(Error::Declined { payment: Some(payment), code }) => {
                let Ok(read) = self.provider()?.payment(&payment).await else {
                    let answer = Answer::Failed { payment: Some(payment.to_string()), code };
                    return Ok(Heard::of(asking, answer));
                };
                self.heard_of(scope, asking, &read, self.read_now())
            }
            Err(Error::Declined { payment: None, code }) => Ok(Heard::of(asking, failed(&code))),
            Err(Error::ActionRequired { payment: Some(payment), .. }) => {
                self.end_payment(scope, asking, &payment).await
            }
            Err(error) => self.not_heard(scope, asking, error).await,
        }
    }

    /// The holder would have to come and prove who they are. Nobody is here to: the payment ends, and the firm is asked to pay by hand.
    async fn end_payment(
        &self,
        scope: &BillingScope,
        asking: &Asking,
        payment: &PaymentId,
    ) -> Result<Heard, JobError> {
        let cancelled = self.provider()?.cancel(payment).await;
        self.at(Point::Cancelled, scope.firm())?;
        match cancelled {
            Ok(mut payment) => {
                payment.failure.get_or_insert_with(|| "authentication_required".to_owned());
                self.heard_of(scope, asking, &payment, self.read_now())
            }
            // It succeeded or was cancelled meanwhile.
            Err(Error::Refused { .. }) => match self.provider()?.payment(payment).await {
                Ok(read) => self.heard_of(scope, asking, &read, self.read_now()),
                Err(_) => Ok(Heard::of(asking, Answer::Unclear)),
            },
            Err(_) => Ok(Heard::of(asking, Answer::Unclear)),
        }
    }

    async fn not_heard(
        &self,
        scope: &BillingScope,
        asking: &Asking,
        error: Error,
    ) -> Result<Heard, JobError> {
        let Error::Refused { code, message, .. } = &error else {
            tracing::warn!(firm.id = %scope.firm(), invoice = %asking.invoice, %error, "what became of a call is not known");
            return Ok(Heard::of(asking, Answer::Unclear));
        };
        if REFUSED_FOR_GOOD.contains(&code.as_str()) {
            return Ok(Heard::of(asking, failed(code)));
        }
        // The platform's own fault, a key of the provider's that is wrong, say: the firm is not told that its payment failed.
        tracing::error!(firm.id = %scope.firm(), invoice = %asking.invoice, %error, "the payment provider refuses to work");
        let mut tx = self.store.begin(scope, "billing.refused").await?;
        let review = serde_json::json!({ "refused": code, "message": message, "invoice": asking.invoice });
        tx.review_once(&format!("refused {} {} {code}", asking.invoice, asking.attempt), &review).await?;
        tx.commit().await?;
        Ok(Heard::of(asking, Answer::Unclear))
    }

    /// The key may be forgotten: whether there is a payment is asked by its mark.
    async fn look_up(
        &self,
        scope: &BillingScope,
        customer: &CustomerId,
        asking: &Asking,
        since: OffsetDateTime,
    ) -> Result<Heard, JobError> {
        let mark = observe::mark(scope.firm(), asking.invoice, asking.attempt);
        let found = self.provider()?.find(customer, mark, since).await;
        self.at(Point::LookedUp, scope.firm())?;
        let Ok(found) = found else { return Ok(Heard::of(asking, Answer::Unclear)) };
        let Some(payment) = found.first() else { return Ok(Heard::of(asking, Answer::NotFound)) };
        if observe::answer(payment) == Answer::Unclear {
            return self.end_payment(scope, asking, &payment.id).await;
        }
        self.heard_of(scope, asking, payment, self.read_now())
    }

    async fn read_payment(&self, scope: &BillingScope, payment: &PaymentId) -> Result<Heard, JobError> {
        let read = self.provider()?.payment(payment).await;
        self.at(Point::Read, scope.firm())?;
        let read = read.map_err(|error| JobError::Provider(error.to_string()))?;
        let said = vec![observe::payment(scope.firm(), &read, self.read_now())?];
        Ok(Heard { attempt: None, said })
    }

    fn heard_of(
        &self,
        scope: &BillingScope,
        asking: &Asking,
        payment: &Payment,
        when: When,
    ) -> Result<Heard, JobError> {
        let said = vec![observe::payment(scope.firm(), payment, when)?];
        Ok(Heard { attempt: Some((asking.attempt, observe::answer(payment))), said })
    }

    pub(super) fn read_now(&self) -> When {
        When::read((self.now)().unix_timestamp())
    }

    /// Stores what was heard, in attempt, book and subscription at once.
    async fn take_in(&self, scope: &BillingScope, invoice: Number, heard: Heard) -> Result<(), JobError> {
        let said: Vec<(String, Observation)> =
            heard.said.into_iter().map(|seen| (observe::key_of(&seen), seen)).collect();
        let mut tx = self.store.begin(scope, "billing.answer").await?;
        tx.at_money(&self.rules, (self.now)(), &said, |desk, known| {
            let collection = known.collections.get_mut(&invoice);
            match (collection, heard.attempt) {
                (Some(collection), Some((attempt, answer))) => desk.answered(collection, attempt, answer),
                _ => Ok(()),
            }
        })
        .await?;
        self.at(Point::AnswerWritten, scope.firm())?;
        tx.commit().await?;
        self.at(Point::AnswerKept, scope.firm())
    }
}

impl Heard {
    fn of(asking: &Asking, answer: Answer) -> Self {
        Self { attempt: Some((asking.attempt, answer)), said: Vec::new() }
    }
}

/// The provider's codes that say: not with this method, not this amount; and nothing was done.
const REFUSED_FOR_GOOD: &[&str] = &[
    "amount_too_large",
    "amount_too_small",
    "bad_amount",
    "payment_intent_mandate_invalid",
    "payment_method_customer_decline",
    "payment_method_invalid_parameter",
    "payment_method_not_available",
    "payment_method_provider_decline",
    "payment_method_unactivated",
    "payment_method_unexpected_state",
    "resource_missing",
];

fn failed(code: &str) -> Answer {
    Answer::Failed { payment: None, code: code.to_owned() }
}

/// Decides, and changes the attempts accordingly. An attempt begins only while the subscription asks for the money.
fn next_step(
    desk: &mut Desk<'_>,
    known: &mut Known,
    invoice: Number,
    now: OffsetDateTime,
) -> Result<Step, DeskError> {
    let wanted = desk.wanted(invoice);
    let method = desk.subscription().method();
    let collection = known.collections.entry(invoice).or_insert_with(|| Collection::new(invoice));
    let seconds = now.unix_timestamp();
    let mut next = collection.next(seconds);
    if next == Next::Free {
        let began =
            wanted.zip(method).is_some_and(|(amount, method)| collection.reserve(amount, method.id).is_ok());
        if began {
            next = collection.next(seconds);
        } else if collection.attempts().is_empty() {
            known.collections.remove(&invoice);
        }
    }
    match next {
        Next::Call { .. } => {
            let asking = known
                .collections
                .get_mut(&invoice)
                .and_then(|kept| kept.begin_call(seconds).ok().map(|key| (key, kept)));
            Ok(asking.and_then(|(key, kept)| asking_of(kept, key)).map_or(Step::Rest, Step::Call))
        }
        Next::LookUp { key } => {
            let collection = known.collections.get(&invoice);
            let since = collection.and_then(first_call).unwrap_or(seconds) - LOOK_BACK;
            let since = OffsetDateTime::from_unix_timestamp(since).unwrap_or(OffsetDateTime::UNIX_EPOCH);
            let asking = collection.and_then(|kept| asking_of(kept, key));
            Ok(asking.map_or(Step::Rest, |asking| Step::LookUp { asking, since }))
        }
        Next::AwaitPayment { payment } => Ok(PaymentId::new(&payment).map_or(Step::Rest, Step::Read)),
        Next::Wait { .. } => Ok(Step::Rest),
        Next::Free | Next::Paid | Next::Exhausted => {
            let undecided = wanted.is_some() && !is_unbooked(desk, known.collections.get(&invoice));
            // It is asked for, and no further try is to be had: the firm has to pay in another way.
            if undecided {
                desk.tell(Fact::PaymentFailed { invoice })?;
            }
            Ok(Step::Rest)
        }
    }
}

/// Paid, as it was answered, and not settled enough to be booked.
fn is_unbooked(desk: &Desk<'_>, collection: Option<&Collection>) -> bool {
    match collection.and_then(|kept| kept.attempts().last()).map(|last| &last.progress) {
        Some(Progress::Succeeded { payment }) => !desk.has_booked(payment),
        _ => false,
    }
}

fn asking_of(collection: &Collection, key: String) -> Option<Asking> {
    let last = collection.attempts().last()?;
    let (attempt, method, amount) = (last.number, last.method, last.amount_cents);
    Some(Asking { invoice: collection.invoice(), attempt, key, method, amount })
}

fn first_call(collection: &Collection) -> Option<i64> {
    match collection.attempts().last()?.progress {
        Progress::Called { first_call, .. } | Progress::Unknown { first_call } => Some(first_call),
        _ => None,
    }
}
