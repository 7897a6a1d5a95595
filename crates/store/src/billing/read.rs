//! What a firm sees of its account.

use std::collections::BTreeMap;

use billing::attempt::Collection;
use billing::customer::Details;
use billing::invoice::Number;
use billing::subscription::Subscription;
use serde::Serialize;
use serde_json::Value;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::BillingScope;
use super::desk::written;
use crate::{Error, FirmScope, Page, PageQuery, Result, Tx};

/// The account as a whole.
#[derive(Debug)]
pub struct AccountRow {
    pub subscription_id: Uuid,
    pub began_at: OffsetDateTime,
    pub zone: String,
    pub plan: String,
    pub catalogue: Option<String>,
    pub access: String,
    /// `None`: the first day has not been stepped.
    pub state: Option<Subscription>,
    pub details: Option<Details>,
    pub customer: Option<String>,
    /// Why the next document waits (`billing::desk::Wait`).
    pub hold: Option<Value>,
    pub held_since: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct Row {
    subscription_id: Uuid,
    began_at: OffsetDateTime,
    zone: String,
    plan: String,
    catalogue: Option<String>,
    access: String,
    state: Option<Value>,
    details: Option<Value>,
    customer: Option<String>,
    hold: Option<Value>,
    held_since: Option<Date>,
}

/// An invoice or credit note in a list.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct InvoiceRow {
    #[schema(example = "2026-000123")]
    pub number: String,
    /// `invoice` or `credit-note`
    pub kind: String,
    /// `period`, `annual`, `termination` or `correction`
    pub reason: String,
    pub period_from: Date,
    pub period_to: Date,
    pub issued_on: Date,
    pub due_on: Date,
    pub net_cents: i64,
    pub vat_cents: i64,
    pub payable_cents: i64,
    /// What is still owed on it.
    pub open_cents: i64,
    /// What credit notes gave back of it.
    pub credited_cents: i64,
    /// What was paid on it and went back to the payer.
    pub refunded_cents: i64,
    /// What was paid on it and is in the hands of the card network.
    pub disputed_cents: i64,
    /// The invoice that a credit note corrects.
    pub corrects: Option<String>,
    /// The forms it can be had in: `pdf`, `peppol`, `factur-x`.
    pub formats: Vec<String>,
}

/// A civil day of usage.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct DayRow {
    pub day: Date,
    pub copros: i32,
    pub lots: i64,
    pub users: i64,
    pub storage_bytes: i64,
    pub documents: i64,
    pub mails: i64,
    pub api_calls: i64,
}

/// What is used now.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Used {
    pub users: i64,
    pub storage_bytes: i64,
    pub documents: i64,
    pub mails: i64,
}

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

/// A stored form of an invoice.
#[derive(Debug, sqlx::FromRow)]
pub struct InvoiceFile {
    pub size_bytes: i64,
    pub sha256: Vec<u8>,
}

macro_rules! invoice_rows {
    () => {
        "SELECT i.number, i.kind, i.reason, i.period_from, i.period_to, i.issued_on, i.due_on, i.net_cents, i.vat_cents, i.payable_cents,
                coalesce((SELECT sum(CASE WHEN t.debit = 'receivable' THEN t.amount_cents ELSE -t.amount_cents END)
                   FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
                  WHERE r.invoice = i.number AND 'receivable' IN (t.debit, t.credit)), 0)::bigint AS open_cents,
                coalesce((SELECT sum(c.payable_cents) FROM firm.invoices c WHERE c.corrects = i.number AND c.kind = 'credit-note'), 0)::bigint
                    AS credited_cents,
                coalesce((SELECT sum(CASE WHEN r.corrects IS NULL THEN t.amount_cents ELSE -t.amount_cents END)
                   FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
                  WHERE r.invoice = i.number AND r.fact ? 'refund'), 0)::bigint AS refunded_cents,
                coalesce((SELECT sum(CASE WHEN t.debit = 'disputed' THEN t.amount_cents ELSE -t.amount_cents END)
                   FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
                  WHERE r.invoice = i.number AND 'disputed' IN (t.debit, t.credit)), 0)::bigint AS disputed_cents,
                i.corrects,
                ARRAY(SELECT f.format FROM firm.invoice_files f WHERE f.number = i.number ORDER BY f.format) AS formats
           FROM firm.invoices i"
    };
}

fn decode<T: serde::de::DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}

impl Tx<FirmScope> {
    /// The subscription as it was last stepped; none before its first day was.
    pub async fn subscription(&mut self) -> Result<Option<Subscription>> {
        let state: Option<Value> =
            sqlx::query_scalar("SELECT state FROM firm.billing").fetch_one(self.conn()).await?;
        state.map(decode).transpose()
    }
}

impl Tx<BillingScope> {
    pub async fn billing_account(&mut self) -> Result<AccountRow> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT subscription_id, began_at, zone, plan, catalogue, access, state, details, customer, hold, held_since FROM firm.billing",
        )
        .fetch_optional(self.conn())
        .await?;
        let row = row.ok_or(Error::NotFound)?;
        Ok(AccountRow {
            subscription_id: row.subscription_id,
            began_at: row.began_at,
            zone: row.zone,
            plan: row.plan,
            catalogue: row.catalogue,
            access: row.access,
            state: row.state.map(decode).transpose()?,
            details: row.details.map(decode).transpose()?,
            customer: row.customer,
            hold: row.hold,
            held_since: row.held_since,
        })
    }

    /// Who is billed from now on. Another VAT number has to be asked about anew.
    pub async fn details_keep(&mut self, details: &Details, same_number: bool) -> Result<()> {
        sqlx::query(
            "UPDATE firm.billing SET details = $1, vies = CASE WHEN $2 THEN vies ELSE '\"unknown\"' END",
        )
        .bind(written(details)?)
        .bind(same_number)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Tells that the firm redeemed a coupon; what it does is in the account's log.
    pub async fn coupon_keep(&mut self, code: &str) -> Result<()> {
        sqlx::query("UPDATE firm.billing SET coupons = coupons || $1::text")
            .bind(code)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// What is counted beside copros, as it is now; documents and mails since an instant.
    pub async fn used_since(&mut self, since: OffsetDateTime) -> Result<Used> {
        Ok(sqlx::query_as(
            "SELECT coalesce(sum(quantity) FILTER (WHERE resource = 'users'), 0)::bigint AS users,
                    coalesce(sum(quantity) FILTER (WHERE resource = 'storage-bytes'), 0)::bigint AS storage_bytes,
                    coalesce(sum(quantity) FILTER (WHERE resource = 'documents' AND at >= $1), 0)::bigint AS documents,
                    coalesce(sum(quantity) FILTER (WHERE resource = 'mails' AND at >= $1), 0)::bigint AS mails
               FROM firm.usage",
        )
        .bind(since)
        .fetch_one(self.conn())
        .await?)
    }

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
        Ok(rows
            .into_iter()
            .map(|(date, fact, undone, amount_cents, cents)| Booking {
                date,
                kind: kind_of(&fact),
                undone,
                amount_cents,
                cents,
            })
            .collect())
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
        state.map(decode).transpose()
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

    pub async fn vies_keep(&mut self, vies: &billing::vat::Vies) -> Result<()> {
        sqlx::query("UPDATE firm.billing SET vies = $1").bind(written(vies)?).execute(self.conn()).await?;
        Ok(())
    }

    /// Documents, the newest first.
    pub async fn invoice_list(&mut self, query: &PageQuery) -> Result<Page<InvoiceRow>> {
        let after = query.after();
        let rows: Vec<InvoiceRow> = sqlx::query_as(concat!(
            invoice_rows!(),
            " WHERE ($1::text IS NULL OR i.number < $1) AND ($2::text IS NULL OR i.number ILIKE $2) ORDER BY i.number DESC LIMIT $3",
        ))
        .bind(after.as_ref().map(|(_, number)| number))
        .bind(query.pattern())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.issued_on.to_string(), row.number.clone())))
    }

    pub async fn invoice_row(&mut self, number: Number) -> Result<InvoiceRow> {
        let row: Option<InvoiceRow> = sqlx::query_as(concat!(invoice_rows!(), " WHERE i.number = $1"))
            .bind(number.to_string())
            .fetch_optional(self.conn())
            .await?;
        row.ok_or(Error::NotFound)
    }

    /// The bytes of a document as they are archived.
    pub async fn invoice(&mut self, number: Number) -> Result<billing::invoice::Invoice> {
        let canonical: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT canonical FROM firm.invoices WHERE number = $1")
                .bind(number.to_string())
                .fetch_optional(self.conn())
                .await?;
        let read = billing::invoice::Invoice::from_canonical(&canonical.ok_or(Error::NotFound)?);
        read.map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
    }

    pub async fn invoice_file(&mut self, number: Number, format: &str) -> Result<InvoiceFile> {
        let row: Option<InvoiceFile> = sqlx::query_as(
            "SELECT size_bytes, sha256 FROM firm.invoice_files WHERE number = $1 AND format = $2",
        )
        .bind(number.to_string())
        .bind(format)
        .fetch_optional(self.conn())
        .await?;
        row.ok_or(Error::NotFound)
    }

    /// Notes a stored form; the first one stays. `false`: there was one.
    pub async fn invoice_file_keep(
        &mut self,
        number: Number,
        format: &str,
        size: i64,
        sha256: &[u8],
    ) -> Result<bool> {
        let kept = sqlx::query(
            "INSERT INTO firm.invoice_files (number, format, size_bytes, sha256) VALUES ($1, $2, $3, $4)
             ON CONFLICT ON CONSTRAINT invoice_files_pkey DO NOTHING",
        )
        .bind(number.to_string())
        .bind(format)
        .bind(size)
        .bind(sha256)
        .execute(self.conn())
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    /// Days of usage, oldest first, a year at most.
    pub async fn usage_days(&mut self, from: Date, to: Date) -> Result<Vec<DayRow>> {
        Ok(sqlx::query_as(
            "SELECT day, copros, lots, users, storage_bytes, documents, mails, api_calls FROM firm.billing_days
              WHERE day BETWEEN $1 AND $2 ORDER BY day LIMIT 366",
        )
        .bind(from)
        .bind(to)
        .fetch_all(self.conn())
        .await?)
    }
}
