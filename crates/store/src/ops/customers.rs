//! Firms as customers of the platform: what they pay, what they owe, what waits for a person. Never what is in their copros.

use access::operator::Operator;
use billing::invoice::Number;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::page::{page_cursor, page_limit};
use crate::{Error, OpsScope, Page, PageQuery, Result, Tx};

const EVENTS_MAX: i32 = 100;

/// What a list of firms begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum CustomerSort {
    /// Who owes most.
    #[default]
    Owed,
    /// Who pays most.
    Mrr,
    Newest,
}

impl CustomerSort {
    const fn as_str(self) -> &'static str {
        match self {
            CustomerSort::Owed => "owed",
            CustomerSort::Mrr => "mrr",
            CustomerSort::Newest => "newest",
        }
    }
}

/// Which firms, and in which order.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CustomerFilter {
    /// Entries per page, 1 to 200; 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    #[serde(default, deserialize_with = "page_cursor")]
    pub cursor: Option<String>,
    /// Only firms whose name or company number contains this text.
    pub q: Option<String>,
    /// Who owes most comes first unless given.
    #[param(inline)]
    #[serde(default)]
    pub sort: CustomerSort,
}

/// Where a subscription stands.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum CustomerState {
    Trial,
    Active,
    PastDue,
    ReadOnly,
    Suspended,
    Closed,
}

/// What a firm may do.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum CustomerAccess {
    Full,
    ReadOnly,
    ExportOnly,
}

/// A firm as a customer.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Customer {
    #[sqlx(rename = "firm_id")]
    pub id: Uuid,
    pub name: String,
    pub company_number: String,
    pub country: String,
    pub plan: String,
    #[schema(value_type = CustomerState)]
    pub state: String,
    #[schema(value_type = CustomerAccess)]
    pub access: String,
    #[serde(with = "time::serde::rfc3339")]
    pub began_at: OffsetDateTime,
    /// Copros of its last day, as they are billed.
    pub copros: i32,
    /// What it pays for a month, without VAT.
    pub mrr_cents: i64,
    pub owed_cents: i64,
    /// When the oldest open invoice was due.
    pub owed_since: Option<Date>,
    /// Why its next document waits: `details` or `vat`.
    pub hold: Option<String>,
    pub held_since: Option<Date>,
    /// Open reviews.
    pub reviews: i64,
    #[serde(skip)]
    sort_key: i64,
}

/// Something that happened to a subscription.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CustomerEvent {
    pub id: Uuid,
    pub on_day: Date,
    /// As `billing::subscription::Fact` names it: `method-added`, `invoice-finalised` …
    pub kind: String,
}

/// A civil day of a firm.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CustomerDay {
    pub day: Date,
    pub copros: i32,
    pub mrr_cents: i64,
}

/// An invoice that something is owed on.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CustomerDebt {
    #[schema(example = "2026-000123")]
    pub number: String,
    pub issued_on: Date,
    pub due_on: Date,
    pub payable_cents: i64,
    pub open_cents: i64,
}

/// What a person has to look at.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CustomerReview {
    pub id: Uuid,
    /// `overpaid`, `dispute`, `late-return`, `uncollectible`, `claim`, `refused`, `delete-data` …
    pub kind: String,
    pub invoice: Option<String>,
    pub amount_cents: Option<i64>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub settled_at: Option<OffsetDateTime>,
    pub settled_by: Option<String>,
    pub note: Option<String>,
}

/// What an operator asks for about a firm's account. The worker does it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Instruction {
    /// Money that came in on the bank account for an invoice.
    Transfer {
        #[schema(value_type = String, example = "2026-000123")]
        invoice: Number,
        amount_cents: i64,
        received_on: Date,
        /// As the bank's statement has it: with the day it makes the transfer one.
        reference: String,
    },
    /// A court declared the firm bankrupt: the account closes, the curator gets the data.
    Bankrupt,
    /// The firm no longer exists, or the platform ends the contract.
    Ended,
}

impl Instruction {
    pub const fn kind(&self) -> &'static str {
        match self {
            Instruction::Transfer { .. } => "transfer",
            Instruction::Bankrupt => "bankrupt",
            Instruction::Ended => "ended",
        }
    }
}

/// How an instruction is named where it is kept.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum InstructionKind {
    Transfer,
    Bankrupt,
    Ended,
    ReplayMessage,
}

/// An instruction, and what came of it.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Instructed {
    pub id: Uuid,
    #[schema(value_type = InstructionKind)]
    pub kind: String,
    /// What was asked for, in the fields of the request.
    #[sqlx(rename = "payload")]
    #[schema(value_type = Object)]
    pub asked: Value,
    pub operator: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Absent while the worker has not come to it.
    #[serde(with = "time::serde::rfc3339::option")]
    pub done_at: Option<OffsetDateTime>,
    /// Why nothing came of it.
    pub error: Option<String>,
}

const READ: &str = "SELECT firm_id, name, company_number, country, plan, state, access, began_at, copros, mrr_cents, owed_cents, owed_since,
                           hold, held_since, reviews, sort_key
                      FROM app.customers($1, $2, $3, $4, $5, $6)";
const INSTRUCTIONS: &str =
    "SELECT id, kind, payload, operator, at, done_at, error FROM app.instructions_of($1, $2)";

impl Tx<OpsScope> {
    pub async fn customer_list(&mut self, filter: &CustomerFilter) -> Result<Page<Customer>> {
        let query = PageQuery { limit: filter.limit, cursor: filter.cursor.clone(), q: filter.q.clone() };
        let after =
            query.after().and_then(|(key, id)| key.parse::<i64>().ok().zip(Uuid::parse_str(&id).ok()));
        let rows: Vec<Customer> = sqlx::query_as(READ)
            .bind(None::<Uuid>)
            .bind(query.pattern())
            .bind(filter.sort.as_str())
            .bind(after.map(|(key, _)| key))
            .bind(after.map(|(_, id)| id))
            .bind(i32::try_from(query.fetch()).unwrap_or(i32::MAX))
            .fetch_all(self.conn())
            .await?;
        Ok(Page::cut(rows, &query, |row| (row.sort_key.to_string(), row.id.to_string())))
    }

    pub async fn customer(&mut self, firm: Uuid) -> Result<Customer> {
        let row: Option<Customer> = sqlx::query_as(READ)
            .bind(firm)
            .bind(None::<String>)
            .bind(CustomerSort::Newest.as_str())
            .bind(None::<i64>)
            .bind(None::<Uuid>)
            .bind(1_i32)
            .fetch_optional(self.conn())
            .await?;
        row.ok_or(Error::NotFound)
    }

    /// The last of what happened to a subscription, newest first.
    pub async fn customer_events(&mut self, firm: Uuid) -> Result<Vec<CustomerEvent>> {
        Ok(sqlx::query_as("SELECT id, on_day, kind FROM app.customer_events($1, $2)")
            .bind(firm)
            .bind(EVENTS_MAX)
            .fetch_all(self.conn())
            .await?)
    }

    /// Its days since one, oldest first; a year at most.
    pub async fn customer_days(&mut self, firm: Uuid, since: Date) -> Result<Vec<CustomerDay>> {
        Ok(sqlx::query_as("SELECT day, copros, mrr_cents FROM app.customer_days($1, $2)")
            .bind(firm)
            .bind(since)
            .fetch_all(self.conn())
            .await?)
    }

    pub async fn customer_debts(&mut self, firm: Uuid) -> Result<Vec<CustomerDebt>> {
        Ok(sqlx::query_as(
            "SELECT number, issued_on, due_on, payable_cents, open_cents FROM app.customer_debts($1)",
        )
        .bind(firm)
        .fetch_all(self.conn())
        .await?)
    }

    /// Open ones first, then the last that were settled.
    pub async fn customer_reviews(&mut self, firm: Uuid) -> Result<Vec<CustomerReview>> {
        Ok(sqlx::query_as(
            "SELECT id, kind, invoice, amount_cents, created_at, settled_at, settled_by, note FROM app.customer_reviews($1)",
        )
        .bind(firm)
        .fetch_all(self.conn())
        .await?)
    }

    /// Settles a review; one that is settled stays as it is.
    pub async fn review_settle(
        &mut self,
        operator: &Operator,
        firm: Uuid,
        review: Uuid,
        note: &str,
    ) -> Result<()> {
        sqlx::query("SELECT app.review_settle($1, $2, $3, $4)")
            .bind(operator.token_hash.as_slice())
            .bind(firm)
            .bind(review)
            .bind(note)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Asks the worker for something about a firm's account.
    pub async fn instruct(
        &mut self,
        operator: &Operator,
        firm: Uuid,
        instruction: &Instruction,
    ) -> Result<Instructed> {
        let asked = serde_json::to_value(instruction);
        let asked = asked.map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))?;
        let made: Option<Uuid> = sqlx::query_scalar("SELECT app.instruct($1, $2, $3, $4)")
            .bind(operator.token_hash.as_slice())
            .bind(firm)
            .bind(instruction.kind())
            .bind(asked)
            .fetch_one(self.conn())
            .await?;
        let made = made.ok_or(Error::NotFound)?;
        Ok(sqlx::query_as(INSTRUCTIONS).bind(firm).bind(made).fetch_one(self.conn()).await?)
    }

    /// The last instructions about a firm, newest first.
    pub async fn instructions(&mut self, firm: Uuid) -> Result<Vec<Instructed>> {
        Ok(sqlx::query_as(INSTRUCTIONS).bind(firm).bind(None::<Uuid>).fetch_all(self.conn()).await?)
    }
}
