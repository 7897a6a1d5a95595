//! What the platform earns, and what is owed to it.

use billing::revenue::Daily;
use domain::Cents;
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{OpsScope, Result, Tx};

/// A firm in a month, as of the last day that the month has of it.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Level {
    pub firm_id: Uuid,
    /// The first day of the month.
    pub month: Date,
    pub copros: i32,
    pub mrr_cents: i64,
}

impl Level {
    /// As `billing::revenue` takes it in: the whole level at once, since a firm's price may have several parts.
    pub fn daily(&self) -> Daily {
        Daily { firm: self.firm_id.into(), day: self.month, copros: 1, price_cents: Cents(self.mrr_cents) }
    }
}

/// How long it has been due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    NotDue,
    #[serde(rename = "to-30")]
    To30,
    #[serde(rename = "to-60")]
    To60,
    #[serde(rename = "to-90")]
    To90,
    Older,
}

/// What is owed, of one age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Receivable {
    pub age: Age,
    pub invoices: i64,
    pub cents: i64,
}

impl Tx<OpsScope> {
    /// Every firm that has copros or pays, in each of the last sixty months.
    pub async fn revenue_levels(&mut self) -> Result<Vec<Level>> {
        Ok(sqlx::query_as("SELECT firm_id, month, copros, mrr_cents FROM app.revenue_levels()")
            .fetch_all(self.conn())
            .await?)
    }

    /// What is owed on a day, youngest first; every age is told.
    pub async fn receivable_ages(&mut self, today: Date) -> Result<Vec<Receivable>> {
        let rows: Vec<(i16, i64, i64)> =
            sqlx::query_as("SELECT age, invoices, cents FROM app.receivable_ages($1) ORDER BY age")
                .bind(today)
                .fetch_all(self.conn())
                .await?;
        let ages = [Age::NotDue, Age::To30, Age::To60, Age::To90, Age::Older];
        let told =
            ages.into_iter().zip(rows).map(|(age, (_, invoices, cents))| Receivable { age, invoices, cents });
        Ok(told.collect())
    }
}
