//! Every night: what webhooks lost is fetched from the provider's list of events, and the provider's payments are compared with the books.

use std::collections::{BTreeMap, BTreeSet};

use billing::projection::Observation;
use domain::{Cents, FirmId};
use payments::{Payment, PaymentStatus};
use serde_json::json;
use store::billing::inbox::Received;
use store::billing::{BookedPayment, Compared};
use store::{BillingScope, WorkerScope};
use time::{Duration, OffsetDateTime};

use super::observe;
use crate::{JobError, Worker};

/// The provider tells of no more.
const LISTED_DAYS: i64 = 30;
/// The nights overlap: what was on its way when the last one looked is looked for again.
const OVERLAP: Duration = Duration::hours(6);
/// Pages of a hundred.
const PAGES_MAX: usize = 500;
const BOOKED_MAX: i32 = 100_000;
/// Fees of one night; what is left waits for the next.
const FEES_MAX: usize = 2_000;
/// What is younger may be on its way.
const SETTLED: Duration = Duration::hours(1);

impl Worker {
    pub(crate) async fn reconcile_nightly(&self) -> Result<(), JobError> {
        match self.payments {
            Some(_) => self.reconcile().await.map(drop),
            None => Ok(()),
        }
    }

    /// Compares, keeps what was missed in the inbox, and has a person look at differences that reading did not mend.
    pub async fn reconcile(&self) -> Result<Compared, JobError> {
        let began_at = (self.now)();
        let since = self.compare_since(began_at).await?;
        let (events, missed, all_events) = self.fetch_missed(since).await?;
        let (payments, differences, all_payments) = self.compare_payments(since, began_at).await?;
        self.book_fees(began_at).await?;
        let complete = all_events && all_payments;
        let done = Compared { began_at, since, complete, events, missed, payments, differences };
        let mut tx = self.store.begin(&WorkerScope, "billing.compared").await?;
        tx.compared_keep(&done).await?;
        tx.commit().await?;
        tracing::info!(events, missed, payments, differences, complete, "compared with the payment provider");
        metrics::gauge!("koprogo_billing_differences")
            .set(f64::from(u32::try_from(differences).unwrap_or(u32::MAX)));
        Ok(done)
    }

    async fn compare_since(&self, now: OffsetDateTime) -> Result<OffsetDateTime, JobError> {
        let mut tx = self.store.begin(&WorkerScope, "billing.compare_since").await?;
        let last = tx.compared_until().await?;
        tx.commit().await?;
        let earliest = now - Duration::days(LISTED_DAYS);
        Ok(last.map_or(earliest, |last| (last - OVERLAP).clamp(earliest, now)))
    }

    async fn fetch_missed(&self, since: OffsetDateTime) -> Result<(usize, usize, bool), JobError> {
        let listed = self.provider()?.events_since(since, PAGES_MAX).await;
        let listed = listed.map_err(|error| JobError::Provider(error.to_string()))?;
        let mut missed = 0;
        for (event, body) in listed.events.iter().zip(&listed.bodies) {
            let received = Received {
                id: event.id.to_string(),
                kind: event.kind.chars().filter(|c| !c.is_control()).take(100).collect(),
                created: event.created.unix_timestamp(),
                body: body.clone(),
            };
            let mut tx = self.store.begin(&WorkerScope, "billing.missed").await?;
            if tx.webhook_missed(&received).await? {
                missed += 1;
            }
            tx.commit().await?;
        }
        Ok((listed.events.len(), missed, listed.complete))
    }

    /// Every payment of the provider is in a book with its amount, and the other way round.
    async fn compare_payments(
        &self,
        since: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Result<(usize, usize, bool), JobError> {
        let listed = self.provider()?.payments_since(since, PAGES_MAX).await;
        let (listed, complete) = listed.map_err(|error| JobError::Provider(error.to_string()))?;
        let mut tx = self.store.begin(&WorkerScope, "billing.booked").await?;
        // Booked after it was made: whatever the list holds was booked since.
        let booked = tx.payments_booked(since, BOOKED_MAX).await?;
        tx.commit().await?;
        let mut books: BTreeMap<FirmId, (BillingScope, BTreeMap<String, Cents>)> = BTreeMap::new();
        for BookedPayment { scope, payment, amount, .. } in booked {
            let book = books.entry(scope.firm()).or_insert_with(|| (scope, BTreeMap::new()));
            book.1.insert(payment, amount);
        }
        let mut differences = 0;
        let mut names = BTreeSet::new();
        for payment in &listed {
            names.insert(payment.id.to_string());
            let Some(firm) = payment.firm else { continue };
            let known = books.get(&firm).and_then(|(_, book)| book.get(payment.id.as_str()));
            let paid = (payment.status == PaymentStatus::Succeeded).then_some(payment.amount);
            if known.copied() != paid && payment.created <= now - SETTLED && !self.mend(payment).await? {
                differences += 1;
            }
        }
        for (scope, book) in books.values().filter(|_| complete) {
            for (payment, cents) in book.iter().filter(|(payment, _)| !names.contains(*payment)) {
                if !self.is_paid(payment, *cents).await? {
                    differences += 1;
                    self.differs(scope, payment).await?;
                }
            }
        }
        Ok((listed.len(), differences, complete))
    }

    /// What the provider kept of each payment: messages do not tell, its movements of money do.
    async fn book_fees(&self, now: OffsetDateTime) -> Result<(), JobError> {
        let since = now - Duration::days(LISTED_DAYS);
        let mut tx = self.store.begin(&WorkerScope, "billing.fees").await?;
        let booked = tx.payments_booked(since, BOOKED_MAX).await?;
        tx.commit().await?;
        let wanted: Vec<BookedPayment> =
            booked.into_iter().filter(|known| !known.fee_known).take(FEES_MAX).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let movements = self.provider()?.movements_since(since, PAGES_MAX).await;
        let movements = movements.map_err(|error| JobError::Provider(error.to_string()))?;
        let kept: BTreeMap<String, Cents> =
            movements.into_iter().filter_map(|movement| Some((movement.source?, movement.fee))).collect();
        for BookedPayment { scope, payment, .. } in wanted {
            let id = payments::PaymentId::new(&payment).map_err(|bad| JobError::Provider(bad.to_string()))?;
            let Ok(read) = self.provider()?.payment(&id).await else { continue };
            let Some(fee) = read.charge.and_then(|charge| kept.get(charge.as_str()).copied()) else {
                continue;
            };
            let mut tx = self.store.begin(&scope, "billing.fee").await?;
            tx.at_money(&self.rules, (self.now)(), &[], |_, money| {
                money.fees.insert(payment, fee);
                Ok(())
            })
            .await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Takes in how a payment stands, and says whether book and provider then agree.
    async fn mend(&self, payment: &Payment) -> Result<bool, JobError> {
        let name = payment.customer.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut tx = self.store.begin(&WorkerScope, "billing.firm_of").await?;
        let scope = tx.billing_of_name(&name).await?;
        tx.commit().await?;
        let Some(scope) = scope else { return Ok(false) };
        let seen = observe::payment(scope.firm(), payment, self.read_now())?;
        let said: Vec<(String, Observation)> = vec![(observe::key_of(&seen), seen)];
        if let Err(error) = self.take_in_said(&scope, said).await {
            tracing::warn!(firm.id = %scope.firm(), payment = %payment.id, %error, "a payment cannot be taken in");
        }
        let mut tx = self.store.begin_read(&scope, "billing.entries").await?;
        let entries = tx.entries().await?;
        tx.commit().await?;
        let key = billing::receivable::FactKey::Payment { id: payment.id.to_string() };
        let booked = entries.iter().any(|entry| entry.fact == key && entry.corrects.is_none());
        let agrees = booked == (payment.status == PaymentStatus::Succeeded);
        if !agrees {
            self.differs(&scope, payment.id.as_str()).await?;
        }
        Ok(agrees)
    }

    /// A payment that was made before the list begins.
    async fn is_paid(&self, payment: &str, cents: Cents) -> Result<bool, JobError> {
        let id = payments::PaymentId::new(payment).map_err(|bad| JobError::Provider(bad.to_string()))?;
        Ok(match self.provider()?.payment(&id).await {
            Ok(read) => read.status == PaymentStatus::Succeeded && read.amount == cents,
            Err(payments::Error::Refused { .. }) => false,
            Err(error) => return Err(JobError::Provider(error.to_string())),
        })
    }

    async fn differs(&self, scope: &BillingScope, payment: &str) -> Result<(), JobError> {
        tracing::error!(firm.id = %scope.firm(), payment, "the book and the payment provider differ");
        let mut tx = self.store.begin(scope, "billing.differs").await?;
        tx.review_once(&format!("differs {payment}"), &json!({ "differs": payment })).await?;
        Ok(tx.commit().await?)
    }
}
