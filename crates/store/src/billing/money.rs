//! How a firm pays, and the attempts to take its money.

use billing::attempt::{Collection, Next};
use billing::desk::Rules;
use billing::invoice::Number;
use billing::subscription::{Fact, Refusal};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::BillingScope;
use super::desk::written;
use crate::jobs::JobKind;
use crate::{Error, Result, Tx};

/// A payment method as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MethodRow {
    pub id: Uuid,
    /// The provider's name for it.
    pub provider: String,
    /// `card` or `sepa`.
    pub kind: String,
    pub digits: Option<String>,
    pub brand: Option<String>,
    /// `2029-04`
    pub expires: Option<String>,
    pub mandate: Option<String>,
    pub created_at: OffsetDateTime,
}

/// One that the provider told of.
#[derive(Clone, Debug)]
pub struct NewMethod {
    pub provider: String,
    pub kind: &'static str,
    pub digits: Option<String>,
    pub brand: Option<String>,
    pub expires: Option<String>,
    pub mandate: Option<String>,
}

impl Tx<BillingScope> {
    /// The one that is used, if any.
    pub async fn method_in_use(&mut self) -> Result<Option<MethodRow>> {
        Ok(sqlx::query_as(
            "SELECT id, provider, kind, digits, brand, expires, mandate, created_at FROM firm.payment_methods WHERE removed_at IS NULL",
        )
        .fetch_optional(self.conn())
        .await?)
    }

    /// Takes a method in use; the one before goes. A method that is known already keeps its id.
    pub async fn method_keep(&mut self, method: &NewMethod) -> Result<Uuid> {
        sqlx::query(
            "UPDATE firm.payment_methods SET removed_at = now() WHERE removed_at IS NULL AND provider <> $1",
        )
        .bind(&method.provider)
        .execute(self.conn())
        .await?;
        Ok(sqlx::query_scalar(
            "INSERT INTO firm.payment_methods (id, provider, kind, digits, brand, expires, mandate) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT ON CONSTRAINT payment_methods_firm_id_provider_key DO UPDATE SET digits = excluded.digits, brand = excluded.brand,
                    expires = excluded.expires, mandate = coalesce(excluded.mandate, payment_methods.mandate), removed_at = NULL
             RETURNING id",
        )
        .bind(Uuid::now_v7())
        .bind(&method.provider)
        .bind(method.kind)
        .bind(&method.digits)
        .bind(&method.brand)
        .bind(&method.expires)
        .bind(&method.mandate)
        .fetch_one(self.conn())
        .await?)
    }

    /// Uses a method no more, and has the provider forget it.
    pub async fn method_drop(&mut self, id: Uuid) -> Result<()> {
        let provider: Option<String> = sqlx::query_scalar(
            "UPDATE firm.payment_methods SET removed_at = now() WHERE id = $1 AND removed_at IS NULL RETURNING provider",
        )
        .bind(id)
        .fetch_optional(self.conn())
        .await?;
        match provider {
            Some(provider) => {
                self.queue(JobKind::BillingDetach, serde_json::json!({ "method": provider })).await
            }
            None => Ok(()),
        }
    }

    /// The firm pays an invoice now, in the way every collection goes: it is asked for, and the worker takes it. One whose attempts are used
    /// up, or that was paid and given back, is not begun anew.
    pub async fn pay_now(&mut self, rules: &Rules, now: OffsetDateTime, invoice: Number) -> Result<()> {
        sqlx::query("SELECT FROM firm.billing FOR NO KEY UPDATE").execute(self.conn()).await?;
        let next = self.collection(invoice).await?.map(|known| known.next(now.unix_timestamp()));
        let over = matches!(next, Some(Next::Paid | Next::Exhausted)).then_some(Refusal::TriedOut);
        self.request_unless(rules, now, Fact::PaymentAsked { invoice }, over).await.map(drop)
    }

    /// Keeps the attempts; `look_at`: when somebody has to look at them again, none once they are decided.
    pub async fn collection_keep(
        &mut self,
        invoice: Number,
        collection: &Collection,
        look_at: Option<OffsetDateTime>,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO firm.collections (invoice, state, open_until) VALUES ($1, $2, $3)
             ON CONFLICT ON CONSTRAINT collections_pkey DO UPDATE SET state = excluded.state, open_until = excluded.open_until, updated_at = now()",
        )
        .bind(invoice.to_string())
        .bind(written(collection)?)
        .bind(look_at)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The provider's name for the firm.
    pub async fn customer(&mut self) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT customer FROM firm.billing").fetch_one(self.conn()).await?)
    }

    pub async fn customer_keep(&mut self, customer: &str) -> Result<()> {
        sqlx::query("UPDATE firm.billing SET customer = $1").bind(customer).execute(self.conn()).await?;
        Ok(())
    }

    /// Keeps what the provider said; `false` when it was known.
    pub async fn observation_keep(
        &mut self,
        key: &str,
        seen: &billing::projection::Observation,
    ) -> Result<bool> {
        let new = sqlx::query(
            "INSERT INTO firm.payment_observations (key, object, observation) VALUES ($1, $2, $3)
             ON CONFLICT ON CONSTRAINT payment_observations_pkey DO NOTHING",
        )
        .bind(key)
        .bind(&seen.object)
        .bind(written(seen)?)
        .execute(self.conn())
        .await?;
        Ok(new.rows_affected() == 1)
    }

    /// All that the provider said about this firm, folded.
    pub async fn projection(&mut self) -> Result<billing::projection::Projection> {
        let rows: Vec<Value> = sqlx::query_scalar("SELECT observation FROM firm.payment_observations")
            .fetch_all(self.conn())
            .await?;
        let mut projection = billing::projection::Projection::new();
        for row in rows {
            let seen = serde_json::from_value(row);
            projection.observe(&seen.map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))?);
        }
        Ok(projection)
    }
}
