//! What a firm sees of its account.

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

    /// Documents, the newest first.
    pub async fn invoice_list(&mut self, query: &PageQuery) -> Result<Page<InvoiceRow>> {
        // A number begins with a year, and letters come after digits wherever texts are sorted.
        let before = query.after().map_or("A".to_owned(), |(_, number)| number);
        let rows: Vec<InvoiceRow> = sqlx::query_as(concat!(
            invoice_rows!(),
            " WHERE i.number < $1 AND CASE WHEN $2::text IS NULL THEN true ELSE i.number ILIKE $2 END ORDER BY i.number DESC LIMIT $3",
        ))
        .bind(before)
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
