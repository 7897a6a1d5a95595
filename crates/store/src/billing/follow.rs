//! Money as the payment provider tells of it: carried over to book and subscription, and compared with the provider's lists.

use std::collections::{BTreeMap, BTreeSet};

use billing::attempt::Collection;
use billing::desk::{Desk, DeskError, Known, Rules};
use billing::invoice::Number;
use billing::projection::{Observation, Projection};
use domain::Cents;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use super::due::platform;
use super::{BillingScope, MethodRow, Sitting};
use crate::{Error, Result, Tx, WorkerScope};

/// What came of following.
#[derive(Debug)]
pub struct Followed<T> {
    pub sitting: Sitting<T>,
    /// All that is known of the firm's payments; what it does not settle has to be read.
    pub seen: Projection,
}

/// A comparison with the provider's lists.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    pub began_at: OffsetDateTime,
    pub since: OffsetDateTime,
    pub complete: bool,
    pub events: usize,
    pub missed: usize,
    pub payments: usize,
    pub differences: usize,
}

/// A payment in a book.
#[derive(Clone, Debug)]
pub struct BookedPayment {
    pub scope: BillingScope,
    pub payment: String,
    pub amount: Cents,
    /// What the provider kept of it is in the book as well.
    pub fee_known: bool,
}

type Attempts = BTreeMap<Number, (Collection, Option<OffsetDateTime>)>;

fn decode<T: serde::de::DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}

impl Tx<BillingScope> {
    /// Takes the file out together with all that is known of the firm's payments, does `act`, and carries over what became known. Whoever
    /// comes second waits for the account's row and finds it done.
    pub async fn at_money<T>(
        &mut self,
        rules: &Rules,
        now: OffsetDateTime,
        said: &[(String, Observation)],
        act: impl FnOnce(&mut Desk<'_>, &mut Known) -> std::result::Result<T, DeskError>,
    ) -> Result<Followed<T>> {
        sqlx::query("SELECT FROM firm.billing FOR NO KEY UPDATE").execute(self.conn()).await?;
        for (key, seen) in said {
            self.observation_keep(key, seen).await?;
        }
        let attempts = self.attempts().await?;
        let collections = attempts.iter().map(|(number, (known, _))| (*number, known.clone())).collect();
        let seen = self.projection().await?;
        let mut known = Known { seen, collections, debits: self.debits().await?, fees: BTreeMap::new() };
        let sitting = self
            .at_desk(rules, now, |desk| {
                let answer = act(desk, &mut known)?;
                Ok((answer, desk.follow(&mut known)?))
            })
            .await?;
        let Sitting { answer: (answer, odd), today, issued, wait } = sitting;
        for payment in &odd {
            self.review_once(&format!("odd payment {payment}"), &json!({ "payment": payment })).await?;
        }
        self.attempts_keep(&attempts, &known.collections, now).await?;
        Ok(Followed { sitting: Sitting { answer, today, issued, wait }, seen: known.seen })
    }

    async fn attempts(&mut self) -> Result<Attempts> {
        let rows: Vec<(Value, Option<OffsetDateTime>)> =
            sqlx::query_as("SELECT state, open_until FROM firm.collections").fetch_all(self.conn()).await?;
        rows.into_iter()
            .map(|(state, open_until)| {
                let known: Collection = decode(state)?;
                Ok((known.invoice(), (known, open_until)))
            })
            .collect()
    }

    /// What changed, and what was due to be looked at: somebody just did.
    async fn attempts_keep(
        &mut self,
        before: &Attempts,
        after: &BTreeMap<Number, Collection>,
        now: OffsetDateTime,
    ) -> Result<()> {
        for (invoice, collection) in after {
            let known = before.get(invoice);
            let same = known.is_some_and(|(known, _)| known == collection);
            let due = known.and_then(|(_, open_until)| *open_until).is_some_and(|at| at <= now);
            if same && !due {
                continue;
            }
            let look_at = collection.look_at(now.unix_timestamp());
            let look_at = look_at.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
            self.collection_keep(*invoice, collection, look_at).await?;
        }
        Ok(())
    }

    async fn debits(&mut self) -> Result<BTreeSet<String>> {
        let names: Vec<String> =
            sqlx::query_scalar("SELECT provider FROM firm.payment_methods WHERE kind = 'sepa'")
                .fetch_all(self.conn())
                .await?;
        Ok(names.into_iter().collect())
    }

    /// The provider's name for a method, used or not any more.
    pub async fn method_name(&mut self, id: Uuid) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT provider FROM firm.payment_methods WHERE id = $1")
            .bind(id)
            .fetch_optional(self.conn())
            .await?)
    }

    /// Methods that are used no more, by the provider's names.
    pub async fn methods_gone(&mut self) -> Result<BTreeSet<String>> {
        let names: Vec<String> =
            sqlx::query_scalar("SELECT provider FROM firm.payment_methods WHERE removed_at IS NOT NULL")
                .fetch_all(self.conn())
                .await?;
        Ok(names.into_iter().collect())
    }

    /// The mandate that a debit goes by.
    pub async fn mandate_keep(&mut self, method: &str, reference: &str) -> Result<()> {
        sqlx::query("UPDATE firm.payment_methods SET mandate = left($2, 100) WHERE provider = $1 AND mandate IS DISTINCT FROM left($2, 100)")
            .bind(method)
            .bind(reference)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The method in use, locked with the account so that two who change it take turns.
    pub async fn method_held(&mut self) -> Result<Option<MethodRow>> {
        sqlx::query("SELECT FROM firm.billing FOR NO KEY UPDATE").execute(self.conn()).await?;
        self.method_in_use().await
    }

    /// Has a person look at something, once however often it is found.
    pub async fn review_once(&mut self, what: &str, review: &Value) -> Result<bool> {
        let digest = Sha256::digest(what.as_bytes());
        let id = uuid::Builder::from_custom_bytes(std::array::from_fn(|index| digest[index])).into_uuid();
        let new = sqlx::query(
            "INSERT INTO firm.billing_reviews (id, review) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT billing_reviews_pkey DO NOTHING",
        )
        .bind(id)
        .bind(review)
        .execute(self.conn())
        .await?;
        Ok(new.rows_affected() == 1)
    }
}

impl Tx<WorkerScope> {
    /// The account that any of the provider's names belongs to.
    pub async fn billing_of_name(&mut self, name: &str) -> Result<Option<BillingScope>> {
        let firm: Option<Uuid> =
            sqlx::query_scalar("SELECT app.firm_of_provider($1)").bind(name).fetch_one(self.conn()).await?;
        Ok(firm.map(platform))
    }

    /// Payments that the books hold.
    pub async fn payments_booked(&mut self, since: OffsetDateTime, count: i32) -> Result<Vec<BookedPayment>> {
        let rows: Vec<(Uuid, String, i64, bool)> =
            sqlx::query_as("SELECT firm_id, payment, cents, fee FROM app.payments_booked($1, $2)")
                .bind(since)
                .bind(count)
                .fetch_all(self.conn())
                .await?;
        let booked = rows.into_iter().map(|(firm, payment, cents, fee_known)| BookedPayment {
            scope: platform(firm),
            payment,
            amount: Cents(cents),
            fee_known,
        });
        Ok(booked.collect())
    }

    /// When the last comparison began that saw everything.
    pub async fn compared_until(&mut self) -> Result<Option<OffsetDateTime>> {
        Ok(sqlx::query_scalar("SELECT max(began_at) FROM billing.reconciliations WHERE complete")
            .fetch_one(self.conn())
            .await?)
    }

    pub async fn compared_keep(&mut self, done: &Compared) -> Result<()> {
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        sqlx::query(
            "INSERT INTO billing.reconciliations (id, began_at, since, complete, events, missed, payments, differences)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(Uuid::now_v7())
        .bind(done.began_at)
        .bind(done.since)
        .bind(done.complete)
        .bind(count(done.events))
        .bind(count(done.missed))
        .bind(count(done.payments))
        .bind(count(done.differences))
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
