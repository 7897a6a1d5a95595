//! What billing asks of others, as it is kept: VIES about VAT numbers, the access point about documents.

use access::caller::Actor;
use billing::customer::Details;
use billing::invoice::Number;
use billing::subscription::{Stage, Subscription};
use billing::vat::Vies;
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::BillingScope;
use super::desk::{read, written};
use crate::{Result, Tx, WorkerScope};

/// What there is to know before VIES is asked.
#[derive(Debug)]
pub struct VatQuestion {
    pub details: Details,
    pub vies: Vies,
    /// IANA name.
    pub zone: String,
    /// The day on which the period ends and its invoice is made; none while nothing is charged.
    pub next: Option<Date>,
    /// Tries without an answer, since the last one.
    pub tries: i16,
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    details: Value,
    vies: Value,
    zone: String,
    state: Option<Value>,
    tries: i16,
}

/// What came of a question.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub tries: i16,
    pub next_at: OffsetDateTime,
}

impl Tx<WorkerScope> {
    /// Firms about whose VAT number it is time to think of asking.
    pub async fn vies_due(
        &mut self,
        home: &str,
        now: OffsetDateTime,
        count: i32,
    ) -> Result<Vec<BillingScope>> {
        let firms: Vec<Uuid> = sqlx::query_scalar("SELECT app.vies_due($1, $2, $3)")
            .bind(home)
            .bind(now)
            .bind(count)
            .fetch_all(self.conn())
            .await?;
        let scope = |firm: Uuid| BillingScope { firm: firm.into(), actor: Actor::Platform };
        Ok(firms.into_iter().map(scope).collect())
    }
}

impl Tx<BillingScope> {
    /// `None`: nobody said who is billed.
    pub async fn vat_question(&mut self) -> Result<Option<VatQuestion>> {
        let row: Option<QuestionRow> = sqlx::query_as(
            "SELECT b.details, b.vies, b.zone, b.state, coalesce(c.tries, 0::smallint) AS tries
               FROM firm.billing b LEFT JOIN firm.vat_checks c ON c.firm_id = b.firm_id WHERE b.details IS NOT NULL",
        )
        .fetch_optional(self.conn())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let state: Option<Subscription> = row.state.map(read).transpose()?;
        let next = state.and_then(|state| match state.stage() {
            Stage::Running(running) => Some(running.next),
            _ => None,
        });
        let (details, vies) = (read(row.details)?, read(row.vies)?);
        Ok(Some(VatQuestion { details, vies, zone: row.zone, next, tries: row.tries }))
    }

    /// Keeps what VIES said about a number, if anything, and when it is asked again. `false`: the firm has another number by now.
    pub async fn vat_answer(&mut self, number: &str, vies: Option<&Vies>, asked: Asked) -> Result<bool> {
        let vies = vies.map(written).transpose()?;
        let same = sqlx::query(
            "UPDATE firm.billing SET vies = coalesce($2, vies) WHERE details ->> 'vat_number' = $1",
        )
        .bind(number)
        .bind(vies)
        .execute(self.conn())
        .await?;
        if same.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO firm.vat_checks (number, tries, next_at) VALUES ($1, $2, $3)
             ON CONFLICT ON CONSTRAINT vat_checks_pkey DO UPDATE SET number = excluded.number, tries = excluded.tries, next_at = excluded.next_at",
        )
        .bind(number)
        .bind(asked.tries)
        .bind(asked.next_at)
        .execute(self.conn())
        .await?;
        Ok(true)
    }

    /// What the access point said about a document last.
    pub async fn sending(&mut self, number: Number) -> Result<Option<Value>> {
        Ok(sqlx::query_scalar("SELECT answer FROM firm.invoice_sendings WHERE number = $1")
            .bind(number.to_string())
            .fetch_optional(self.conn())
            .await?)
    }

    /// The same with its moment.
    pub async fn sent(&mut self, number: Number) -> Result<Option<(Value, OffsetDateTime)>> {
        Ok(sqlx::query_as("SELECT answer, asked_at FROM firm.invoice_sendings WHERE number = $1")
            .bind(number.to_string())
            .fetch_optional(self.conn())
            .await?)
    }

    pub async fn sending_keep(&mut self, number: Number, instance: Uuid, answer: &Value) -> Result<()> {
        sqlx::query(
            "INSERT INTO firm.invoice_sendings (number, instance, answer) VALUES ($1, $2, $3)
             ON CONFLICT ON CONSTRAINT invoice_sendings_pkey DO UPDATE SET answer = excluded.answer, asked_at = now()",
        )
        .bind(number.to_string())
        .bind(instance)
        .bind(answer)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Queues work about this firm's account, with this transaction.
    pub async fn billing_enqueue(&mut self, kind: crate::jobs::JobKind, payload: Value) -> Result<()> {
        self.queue(kind, payload).await
    }

    /// The name of the firm, and where it reads what the platform has to say: the address it is billed at, else its administrators'.
    pub async fn billing_readers(&mut self) -> Result<Readers> {
        let (name, details): (String, Option<Value>) = sqlx::query_as(
            "SELECT f.name, b.details FROM firm.firms f JOIN firm.billing b ON b.firm_id = f.firm_id",
        )
        .fetch_one(self.conn())
        .await?;
        if let Some(details) = details {
            let details: Details = read(details)?;
            return Ok(Readers { name, addresses: vec![(details.email, details.language)] });
        }
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT email, language FROM app.firm_admins()").fetch_all(self.conn()).await?;
        let spoken = |(email, language): (String, String)| (email, language.parse().unwrap_or_default());
        Ok(Readers { name, addresses: rows.into_iter().map(spoken).collect() })
    }
}

/// Who reads what the platform has to say to a firm.
#[derive(Clone, Debug)]
pub struct Readers {
    pub name: String,
    pub addresses: Vec<(String, domain::Language)>,
}
