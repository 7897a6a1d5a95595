//! A firm's file: taken out, worked on, put back.

use std::collections::VecDeque;

use billing::account::{Event as Log, Terms as Billed};
use billing::customer::Details;
use billing::desk::{Desk, DeskError, Outcome, PAPERS_MAX, Paper, Rules, Stored, Wait};
use billing::invoice::{Invoice, Kind, Means, Number, Reason, chain};
use billing::receivable::Entry;
use billing::subscription::{Access, Command, Fact, Subscription};
use billing::vat::Vies;
use billing::zone::Zones;
use serde::de::DeserializeOwned;
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::BillingScope;
use crate::jobs::{JobKind, NewJob};
use crate::{Error, Refusal, Result, Tx};

/// What came of a sitting.
#[derive(Debug)]
pub struct Sitting<T> {
    pub answer: T,
    pub today: Date,
    /// Documents that were issued.
    pub issued: Vec<Number>,
    /// Why the next document waits.
    pub wait: Option<Wait>,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    subscription_id: Uuid,
    began_at: OffsetDateTime,
    zone: String,
    plan: String,
    state: Option<Value>,
    charged_from: Option<Date>,
    papers: Value,
    details: Option<Value>,
    vies: Value,
    held_since: Option<Date>,
}

macro_rules! file_row {
    ($lock:literal) => {
        concat!(
            "SELECT subscription_id, began_at, zone, plan, state, charged_from, papers, details, vies, held_since FROM firm.billing ",
            $lock
        )
    };
}

/// A stored value that this program cannot read any more is a fault of ours, never of the caller.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}

pub(super) fn written<T: serde::Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))
}

fn fault(error: DeskError) -> Error {
    Error::Database(sqlx::Error::Protocol(format!("billing: {error}")))
}

impl Tx<BillingScope> {
    /// Takes the firm's file out as of `now`, lets the days pass that have not been stepped, does `act`, issues the documents that can be
    /// issued, and stores all of it.
    pub async fn at_desk<T>(
        &mut self,
        rules: &Rules,
        now: OffsetDateTime,
        act: impl FnOnce(&mut Desk<'_>) -> std::result::Result<T, DeskError>,
    ) -> Result<Sitting<T>> {
        let row = self.file_row().await?;
        let zones = Zones::new(&row.zone).map_err(|error| fault(DeskError::Account(error.into())))?;
        let today = zones.day_of(now);
        let held_since = row.held_since;
        let midnight = zones.start_of(today);
        let stored = self.file(rules, row, &zones).await?;
        let (plan, logged) = (stored.plan.clone(), stored.log.len());
        let mut desk = Desk::open(rules, stored, today, Uuid::now_v7).map_err(fault)?;
        desk.tell(Fact::DayPassed).map_err(fault)?;
        let answer = act(&mut desk).map_err(fault)?;
        let wait = self.issue_papers(&mut desk, today).await?;
        let state = desk.subscription().clone();
        let (papers, charged_from) = (desk.papers().clone(), desk.charged_from());
        let days = desk.days_until(today).map_err(fault)?;
        let outcome = desk.finish();
        self.put_back(&state, &papers, charged_from, today, wait.as_ref().map(|wait| (wait, held_since)))
            .await?;
        let issued = outcome.invoices.iter().map(|invoice| invoice.number).collect();
        self.keep(outcome, i64::try_from(logged).unwrap_or(i64::MAX)).await?;
        self.roll_up(&days, &plan, now, midnight).await?;
        Ok(Sitting { answer, today, issued, wait })
    }

    /// Looks into the firm's file as of `now`, as if the days that have not been stepped had been; nothing is stored. In a snapshot: the
    /// file is more than one table.
    pub async fn look<T>(
        &mut self,
        rules: &Rules,
        now: OffsetDateTime,
        act: impl FnOnce(&Desk<'_>) -> std::result::Result<T, DeskError>,
    ) -> Result<T> {
        let row: Option<FileRow> = sqlx::query_as(file_row!("")).fetch_optional(self.conn()).await?;
        let row = row.ok_or(Error::NotFound)?;
        let zones = Zones::new(&row.zone).map_err(|error| fault(DeskError::Account(error.into())))?;
        let today = zones.day_of(now);
        let stored = self.file(rules, row, &zones).await?;
        let mut desk = Desk::open(rules, stored, today, Uuid::now_v7).map_err(fault)?;
        desk.tell(Fact::DayPassed).map_err(fault)?;
        act(&desk).map_err(fault)
    }

    async fn file_row(&mut self) -> Result<FileRow> {
        let row: Option<FileRow> =
            sqlx::query_as(file_row!("FOR NO KEY UPDATE")).fetch_optional(self.conn()).await?;
        row.ok_or(Error::NotFound)
    }

    async fn file(&mut self, rules: &Rules, row: FileRow, zones: &Zones) -> Result<Stored> {
        let billed = self.billed(rules, row.details, row.vies).await?;
        Ok(Stored {
            firm: self.scope.firm,
            subscription_id: row.subscription_id,
            subscription: row.state.map(read::<Subscription>).transpose()?,
            plan: row.plan,
            began_on: zones.day_of(row.began_at),
            zone: row.zone,
            charged_from: row.charged_from,
            log: self.billing_log().await?,
            entries: self.entries().await?,
            papers: read(row.papers)?,
            billed,
        })
    }

    /// Who is billed, and how it is paid as things stand.
    async fn billed(&mut self, rules: &Rules, details: Option<Value>, vies: Value) -> Result<Option<Billed>> {
        let Some(details) = details else { return Ok(None) };
        let (details, vies): (Details, Vies) = (read(details)?, read(vies)?);
        let means = match self.method_in_use().await? {
            None => Means::Transfer,
            Some(method) if method.kind == "card" => {
                Means::Card { last_digits: method.digits.unwrap_or_default() }
            }
            Some(method) => Means::DirectDebit {
                mandate: method.mandate.unwrap_or_else(|| method.id.to_string()),
                creditor: rules.platform.creditor.clone(),
                account: method.digits,
            },
        };
        Ok(Some(details.terms(&rules.platform, self.scope.firm.uuid(), vies, means)))
    }

    /// The account's log, in order.
    pub async fn billing_log(&mut self) -> Result<Vec<Log>> {
        let rows: Vec<Value> = sqlx::query_scalar("SELECT event FROM firm.billing_log ORDER BY seq")
            .fetch_all(self.conn())
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Each document takes its number when all of it is known: the series is locked for the rest of the transaction and no longer.
    async fn issue_papers(&mut self, desk: &mut Desk<'_>, today: Date) -> Result<Option<Wait>> {
        for _ in 0..PAPERS_MAX {
            match desk.wants_number().map_err(fault)? {
                Err(wait) => return Ok(Some(wait)),
                Ok(false) => return Ok(None),
                Ok(true) => {
                    let (number, on, before) = self.invoice_number(today).await?;
                    let issued = desk.issue(number, on).map_err(fault)?;
                    self.invoice_keep(&issued, &before).await?;
                }
            }
        }
        Err(fault(DeskError::Endless))
    }

    async fn invoice_number(&mut self, wanted_on: Date) -> Result<(Number, Date, Vec<u8>)> {
        let (year, sequence, on, before): (i32, i32, Date, Vec<u8>) =
            sqlx::query_as("SELECT year, sequence, issued_on, before FROM app.invoice_number($1)")
                .bind(wanted_on)
                .fetch_one(self.conn())
                .await?;
        let number = u16::try_from(year).ok().zip(u32::try_from(sequence).ok());
        let number = number.and_then(|(year, sequence)| Number::new(year, sequence).ok());
        let full =
            || Error::Database(sqlx::Error::Protocol("billing: the series of the year is full".to_owned()));
        Ok((number.ok_or_else(full)?, on, before))
    }

    async fn invoice_keep(&mut self, invoice: &Invoice, before: &[u8]) -> Result<()> {
        let canonical = invoice.canonical();
        let mut tied = [0; 32];
        tied.copy_from_slice(before.get(..32).ok_or(Error::NotFound)?);
        let reason = match invoice.cause.reason {
            Reason::Period => "period",
            Reason::Annual => "annual",
            Reason::Termination => "termination",
            Reason::Correction => "correction",
        };
        let corrects = invoice.corrects.first().filter(|_| invoice.kind == Kind::CreditNote);
        sqlx::query(
            "INSERT INTO firm.invoices (number, year, sequence, kind, subscription_id, reason, period_from, period_to, issued_on, due_on,
                                        net_cents, vat_cents, payable_cents, corrects, canonical, before, link)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        )
        .bind(invoice.number.to_string())
        .bind(i32::from(invoice.number.year()))
        .bind(i32::try_from(invoice.number.sequence()).unwrap_or(i32::MAX))
        .bind(if invoice.kind == Kind::Invoice { "invoice" } else { "credit-note" })
        .bind(invoice.cause.subscription)
        .bind(reason)
        .bind(invoice.cause.period.from)
        .bind(invoice.cause.period.to)
        .bind(invoice.issued_on)
        .bind(invoice.due_on)
        .bind(invoice.totals.net_cents.0)
        .bind(invoice.totals.vat_cents.0)
        .bind(invoice.totals.payable_cents.0)
        .bind(corrects.map(|preceding| preceding.number.to_string()))
        .bind(&canonical)
        .bind(before)
        .bind(chain::link(&tied, &canonical).as_slice())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn put_back(
        &mut self,
        state: &Subscription,
        papers: &VecDeque<Paper>,
        charged_from: Option<Date>,
        today: Date,
        wait: Option<(&Wait, Option<Date>)>,
    ) -> Result<()> {
        let access = match state.access() {
            Access::Full => "full",
            Access::ReadOnly => "read-only",
            Access::ExportOnly => "export-only",
        };
        sqlx::query(
            "UPDATE firm.billing SET state = $1, papers = $2, charged_from = $3, stepped_on = $4, access = $5, plan = $6, catalogue = $7,
                    hold = $8, held_since = $9",
        )
        .bind(written(state)?)
        .bind(written(papers)?)
        .bind(charged_from)
        .bind(today)
        .bind(access)
        .bind(&state.terms().plan)
        .bind(&state.terms().catalogue)
        .bind(wait.map(|(wait, _)| written(wait)).transpose()?)
        .bind(wait.map(|(_, since)| since.unwrap_or(today)))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn keep(&mut self, outcome: Outcome, logged: i64) -> Result<()> {
        let Outcome { log, events, invoices, entries, commands } = outcome;
        for (at, (key, event)) in (logged + 1..).zip(&log) {
            sqlx::query("INSERT INTO firm.billing_log (seq, key, event) VALUES ($1, $2, $3)")
                .bind(at)
                .bind(key)
                .bind(written(event)?)
                .execute(self.conn())
                .await?;
        }
        let actor = self.scope.actor.to_string();
        for (event, commands) in &events {
            sqlx::query(
                "INSERT INTO firm.billing_events (id, on_day, actor, fact, commands) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(event.id)
            .bind(event.on)
            .bind(&actor)
            .bind(written(&event.fact)?)
            .bind(written(commands)?)
            .execute(self.conn())
            .await?;
        }
        for entry in &entries {
            self.entry_keep(entry).await?;
        }
        for invoice in &invoices {
            let number = serde_json::json!({ "number": invoice.number });
            self.queue(JobKind::BillingDocuments, number).await?;
        }
        for command in commands {
            self.hand_on(command).await?;
        }
        Ok(())
    }

    async fn entry_keep(&mut self, entry: &Entry) -> Result<()> {
        let number = i64::try_from(entry.number).unwrap_or(i64::MAX);
        let corrects = entry.corrects.and_then(|number| i64::try_from(number).ok());
        let fact = written(&entry.fact)?;
        // An entry that reverses another is about the same fact.
        let key = match corrects {
            None => fact.to_string(),
            Some(original) => format!("reverses {original}"),
        };
        sqlx::query(
            "INSERT INTO firm.receivables (number, date, fact, fact_key, invoice, corrects) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(number)
        .bind(entry.date)
        .bind(fact)
        .bind(key)
        .bind(entry.invoice.map(|invoice| invoice.to_string()))
        .bind(corrects)
        .execute(self.conn())
        .await?;
        let name = |account| written(&account).map(|name| name.as_str().unwrap_or_default().to_owned());
        for (position, transfer) in (1_i16..).zip(&entry.transfers) {
            sqlx::query(
                "INSERT INTO firm.receivable_transfers (number, position, debit, credit, amount_cents) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(number)
            .bind(position)
            .bind(name(transfer.debit())?)
            .bind(name(transfer.credit())?)
            .bind(transfer.amount().0)
            .execute(self.conn())
            .await?;
        }
        Ok(())
    }

    /// The book of the firm, in order.
    pub async fn entries(&mut self) -> Result<Vec<Entry>> {
        let rows: Vec<Value> = sqlx::query_scalar(
            "SELECT jsonb_build_object('number', r.number, 'firm', r.firm_id, 'date', r.date, 'fact', r.fact, 'invoice', r.invoice,
                    'corrects', r.corrects, 'transfers', jsonb_agg(jsonb_build_object('debit', t.debit, 'credit', t.credit,
                        'amount_cents', t.amount_cents) ORDER BY t.position))
               FROM firm.receivables r JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
              GROUP BY r.firm_id, r.number ORDER BY r.number",
        )
        .fetch_all(self.conn())
        .await?;
        rows.into_iter().map(read).collect()
    }

    pub(super) async fn queue(&mut self, kind: JobKind, payload: Value) -> Result<()> {
        let job = NewJob { kind, subject: Some(self.scope.firm.uuid()), payload };
        job.insert(self.conn(), None).await
    }

    /// What the subscription wants done and is not done here: queued with this transaction, done after it.
    async fn hand_on(&mut self, command: Command) -> Result<()> {
        match command {
            Command::Collect { .. } => self.queue(JobKind::BillingCollect, written(&command)?).await,
            Command::Reconcile { .. } => self.queue(JobKind::BillingReconcile, written(&command)?).await,
            Command::Send(_) | Command::PreNotify { .. } => {
                self.queue(JobKind::BillingMail, written(&command)?).await
            }
            Command::DropMethod { method } => self.method_drop(method).await,
            Command::Review(review) => self.review(&written(&review)?).await,
            Command::DeleteData => self.review(&Value::from("delete-data")).await,
            Command::FinaliseInvoice { .. }
            | Command::SetTerms(_)
            | Command::SetAccess(_)
            | Command::Close(_) => Ok(()),
        }
    }

    async fn review(&mut self, review: &Value) -> Result<()> {
        sqlx::query("INSERT INTO firm.billing_reviews (id, review) VALUES ($1, $2)")
            .bind(Uuid::now_v7())
            .bind(review)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Tells the subscription what the firm wants, when it may want it; then as [`Tx::at_desk`].
    pub async fn request(&mut self, rules: &Rules, now: OffsetDateTime, fact: Fact) -> Result<Sitting<()>> {
        self.request_unless(rules, now, fact, None).await
    }

    /// The same, where something that the subscription does not know may speak against it.
    pub(super) async fn request_unless(
        &mut self,
        rules: &Rules,
        now: OffsetDateTime,
        fact: Fact,
        barred: Option<billing::subscription::Refusal>,
    ) -> Result<Sitting<()>> {
        let sitting = self
            .at_desk(rules, now, |desk| match (desk.subscription().check(&fact), barred) {
                (Ok(()), None) => desk.tell(fact).map(|()| None),
                (Err(why), _) | (Ok(()), Some(why)) => Ok(Some(why)),
            })
            .await?;
        let Sitting { answer, today, issued, wait } = sitting;
        match answer {
            None => Ok(Sitting { answer: (), today, issued, wait }),
            Some(why) => Err(Error::Refused(Refusal::Subscription { why })),
        }
    }
}
