//! What became of an invoice: what was booked about it, how its money was tried for, what corrects it, which copros stand behind it.

use std::collections::BTreeMap;

use billing::attempt::Collection;
use billing::invoice::Number;
use serde::Serialize;
use serde_json::Value;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::BillingScope;
use super::desk::read;
use crate::{FirmScope, Result, Tx};

/// Something that was booked about an invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct Booking {
    pub date: Date,
    /// What happened: `invoice`, `credit-note`, `payment`, `transfer`, `credit-applied`, `refund`, `dispute`, `dispute-won`, `dispute-lost`,
    /// `return` or `write-off`.
    pub kind: String,
    /// It did not last: a refund that came back.
    pub undone: bool,
    /// How much it was about.
    pub amount_cents: i64,
    /// What it did to what is owed. Positive: owed in addition; negative: paid or given back.
    pub cents: i64,
    /// What was owed after it.
    pub left_cents: i64,
}

/// The name of a fact of the book (`billing::receivable::FactKey`).
fn kind_of(fact: &Value) -> String {
    fact.as_object().and_then(|members| members.keys().next()).cloned().unwrap_or_default()
}

/// A credit note that corrects an invoice.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CorrectedBy {
    pub number: String,
    pub issued_on: Date,
    pub payable_cents: i64,
}

/// A method that was used for an attempt, in use or not any more.
#[derive(Debug, sqlx::FromRow)]
pub struct UsedMethod {
    pub id: Uuid,
    pub kind: String,
    pub digits: Option<String>,
    pub brand: Option<String>,
}

/// A copro of the portfolio, by its name.
#[derive(Debug, sqlx::FromRow)]
pub struct NamedCopro {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

impl Tx<BillingScope> {
    /// What was booked about an invoice, the oldest first.
    pub async fn bookings(&mut self, invoice: Number) -> Result<Vec<Booking>> {
        let rows: Vec<(Date, Value, bool, i64, i64)> = sqlx::query_as(
            "SELECT r.date, r.fact, r.corrects IS NOT NULL, sum(t.amount_cents)::bigint,
                    sum(CASE WHEN t.debit = 'receivable' THEN t.amount_cents WHEN t.credit = 'receivable' THEN -t.amount_cents ELSE 0 END)::bigint
               FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
              WHERE r.invoice = $1 GROUP BY r.number, r.date, r.fact, r.corrects ORDER BY r.number LIMIT 500",
        )
        .bind(invoice.to_string())
        .fetch_all(self.conn())
        .await?;
        let mut left_cents = 0_i64;
        let booked = rows.into_iter().map(|(date, fact, undone, amount_cents, cents)| {
            left_cents = left_cents.saturating_add(cents);
            Booking { date, kind: kind_of(&fact), undone, amount_cents, cents, left_cents }
        });
        Ok(booked.collect())
    }

    /// The credit notes that correct an invoice, the oldest first.
    pub async fn corrected_by(&mut self, invoice: Number) -> Result<Vec<CorrectedBy>> {
        Ok(sqlx::query_as(
            "SELECT number, issued_on, payable_cents FROM firm.invoices WHERE corrects = $1 AND kind = 'credit-note' ORDER BY number LIMIT 100",
        )
        .bind(invoice.to_string())
        .fetch_all(self.conn())
        .await?)
    }

    /// The attempts to take the money of an invoice; none when nobody has tried.
    pub async fn collection(&mut self, invoice: Number) -> Result<Option<Collection>> {
        let state: Option<Value> =
            sqlx::query_scalar("SELECT state FROM firm.collections WHERE invoice = $1")
                .bind(invoice.to_string())
                .fetch_optional(self.conn())
                .await?;
        state.map(read).transpose()
    }

    /// When the provider first told of each attempt, by the attempt's number.
    pub async fn attempts_told(&mut self, invoice: Number) -> Result<BTreeMap<u32, OffsetDateTime>> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT (observation #>> '{said,Payment,1,attempt}')::bigint AS attempt, min((observation ->> 'at')::bigint)
               FROM firm.payment_observations
              WHERE observation #>> '{said,Payment,1,invoice}' = $1 AND observation #>> '{said,Payment,1,attempt}' IS NOT NULL
              GROUP BY 1 LIMIT 100",
        )
        .bind(invoice.to_string())
        .fetch_all(self.conn())
        .await?;
        let told = rows.into_iter().filter_map(|(attempt, at)| {
            Some((u32::try_from(attempt).ok()?, OffsetDateTime::from_unix_timestamp(at).ok()?))
        });
        Ok(told.collect())
    }

    pub async fn methods_used(&mut self, ids: &[Uuid]) -> Result<Vec<UsedMethod>> {
        Ok(sqlx::query_as("SELECT id, kind, digits, brand FROM firm.payment_methods WHERE id = ANY($1)")
            .bind(ids)
            .fetch_all(self.conn())
            .await?)
    }

    /// Those of some copros that are still the firm's and that `reader` may see, by name.
    pub async fn copros_named(&mut self, reader: &FirmScope, ids: &[Uuid]) -> Result<Vec<NamedCopro>> {
        Ok(sqlx::query_as(
            "SELECT tenant_id AS id, slug, name FROM firm.copros c
              WHERE tenant_id = ANY($1)
                AND ($2 OR EXISTS (SELECT FROM firm.assignments a
                                    WHERE a.firm_id = c.firm_id AND a.tenant_id = c.tenant_id AND a.user_id = $3))
              ORDER BY name, tenant_id",
        )
        .bind(ids)
        .bind(reader.all_copros)
        .bind(reader.user.uuid())
        .fetch_all(self.conn())
        .await?)
    }

    /// When the forms of a document were made, and its mail queued with them.
    pub async fn mailed_at(&mut self, number: Number) -> Result<Option<OffsetDateTime>> {
        Ok(sqlx::query_scalar(
            "SELECT created_at FROM firm.invoice_files WHERE number = $1 AND format = 'pdf'",
        )
        .bind(number.to_string())
        .fetch_optional(self.conn())
        .await?)
    }
}
