//! The archive of invoices as it lies in the database, of all firms: followed link by link, and made anew from every firm's log.
//!
//! Like the verification of the audit log this takes a login that sees every firm, reads one moment of the database and changes nothing.
//! Documents are read in pages; of one firm at a time its log is in memory.

mod check;

use std::collections::BTreeMap;

use billing::vat::Rates;
use domain::ids::FirmId;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use time::Date;
use uuid::Uuid;

use check::{Chain, rebuild};

/// Documents, firms or forms read at a time.
const PAGE: i64 = 200;
/// Findings that are named; the others are counted.
pub const FINDINGS_MAX: usize = 1_000;

#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("the archive cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error(
        "this login does not see every firm's invoices; use the owner's, or one that bypasses row-level security"
    )]
    Blind,
    #[error("{0}")]
    Outside(String),
}

/// A document as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    pub firm_id: Uuid,
    pub number: String,
    pub year: i32,
    pub sequence: i32,
    pub kind: String,
    pub issued_on: Date,
    pub net_cents: i64,
    pub vat_cents: i64,
    pub payable_cents: i64,
    pub canonical: Vec<u8>,
    pub before: Vec<u8>,
    pub link: Vec<u8>,
}

/// A form of a document, kept in the object store under its hash.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Form {
    pub firm_id: Uuid,
    pub number: String,
    /// `pdf`, `peppol` or `factur-x`.
    pub format: String,
    pub size_bytes: i64,
    pub sha256: Vec<u8>,
}

impl Form {
    pub fn firm(&self) -> FirmId {
        self.firm_id.into()
    }

    pub fn hash(&self) -> Option<[u8; 32]> {
        self.sha256.as_slice().try_into().ok()
    }
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The document, where it is about one.
    pub number: Option<String>,
    pub firm: Option<Uuid>,
    pub what: String,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Documents by year.
    pub years: BTreeMap<i32, u32>,
    pub invoices: u32,
    pub credit_notes: u32,
    pub firms: u32,
    /// Documents that the logs give, byte for byte.
    pub rebuilt: u32,
    pub forms: u32,
    pub findings: Vec<Finding>,
    /// Beyond those that are named.
    pub more: u32,
}

impl Report {
    fn note(&mut self, number: Option<&str>, firm: Option<Uuid>, what: impl Into<String>) {
        if self.findings.len() >= FINDINGS_MAX {
            self.more += 1;
            return;
        }
        self.findings.push(Finding { number: number.map(str::to_owned), firm, what: what.into() });
    }
}

/// One look at the whole archive.
pub struct Archive<'c> {
    connection: &'c mut PgConnection,
}

/// What a firm's account is rebuilt from.
#[derive(Clone, Debug, sqlx::FromRow)]
struct FirmRow {
    firm_id: Uuid,
    subscription_id: Uuid,
    zone: String,
    charged_from: Option<Date>,
}

impl Archive<'_> {
    /// Connects as whoever the address names, looks at one moment of the database, and leaves.
    pub async fn at_address<T>(
        url: &str,
        look: impl AsyncFnOnce(&mut Archive<'_>) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        let address: PgConnectOptions = url.parse()?;
        let mut connection = address.application_name("koprogo invoices").connect().await?;
        let mut moment = connection.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let mut archive = Archive { connection: &mut moment };
        let outcome = match archive.require_sight().await {
            Ok(()) => look(&mut archive).await,
            Err(error) => Err(error),
        };
        moment.rollback().await?;
        connection.close().await?;
        outcome
    }

    async fn require_sight(&mut self) -> Result<(), ArchiveError> {
        let blind: bool = sqlx::query_scalar("SELECT row_security_active('firm.invoices')")
            .fetch_one(&mut *self.connection)
            .await?;
        if blind { Err(ArchiveError::Blind) } else { Ok(()) }
    }

    /// Follows numbers and chain, rebuilds every firm's documents, and has `form` look at each stored form: it says what is wrong with one.
    pub async fn verify(
        &mut self,
        rates: &Rates,
        form: impl AsyncFnMut(&Form) -> Result<Option<String>, ArchiveError>,
    ) -> Result<Report, ArchiveError> {
        let mut report = Report::default();
        self.follow(&mut report).await?;
        self.rebuild(rates, &mut report).await?;
        self.forms(form, &mut report).await?;
        Ok(report)
    }

    async fn follow(&mut self, report: &mut Report) -> Result<(), ArchiveError> {
        let mut chain = Chain::default();
        let mut after = (0, 0);
        loop {
            let page = self.documents(None, after).await?;
            let Some(last) = page.last() else { break };
            after = (last.year, last.sequence);
            page.iter().for_each(|kept| chain.follow(kept, report));
        }
        let series: Vec<(i32, i32)> = sqlx::query_as("SELECT year, last FROM billing.series ORDER BY year")
            .fetch_all(&mut *self.connection)
            .await?;
        let (ending, pending): (Vec<u8>, Option<String>) =
            sqlx::query_as("SELECT ending, pending FROM billing.chain")
                .fetch_one(&mut *self.connection)
                .await?;
        chain.finish(&series, &ending, pending.as_deref(), report);
        Ok(())
    }

    /// The documents after a place, of a year or of all, in the order of their numbers.
    async fn documents(
        &mut self,
        year: Option<i32>,
        (after_year, after_sequence): (i32, i32),
    ) -> Result<Vec<Kept>, ArchiveError> {
        Ok(sqlx::query_as(
            "SELECT firm_id, number, year, sequence, kind, issued_on, net_cents, vat_cents, payable_cents, canonical, before, link
               FROM firm.invoices WHERE (year, sequence) > ($1, $2) AND ($3::integer IS NULL OR year = $3)
              ORDER BY year, sequence LIMIT $4",
        )
        .bind(after_year)
        .bind(after_sequence)
        .bind(year)
        .bind(PAGE)
        .fetch_all(&mut *self.connection)
        .await?)
    }

    async fn rebuild(&mut self, rates: &Rates, report: &mut Report) -> Result<(), ArchiveError> {
        let mut after = Uuid::nil();
        loop {
            let page: Vec<FirmRow> = sqlx::query_as(
                "SELECT firm_id, subscription_id, zone, charged_from FROM firm.billing WHERE firm_id > $1 ORDER BY firm_id LIMIT $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&mut *self.connection)
            .await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.firm_id;
            for firm in page {
                self.rebuild_firm(&firm, rates, report).await?;
            }
        }
    }

    async fn rebuild_firm(
        &mut self,
        firm: &FirmRow,
        rates: &Rates,
        report: &mut Report,
    ) -> Result<(), ArchiveError> {
        report.firms += 1;
        let log: Vec<Value> =
            sqlx::query_scalar("SELECT event FROM firm.billing_log WHERE firm_id = $1 ORDER BY seq")
                .bind(firm.firm_id)
                .fetch_all(&mut *self.connection)
                .await?;
        let kept: Vec<(String, Vec<u8>)> = sqlx::query_as(
            "SELECT number, canonical FROM firm.invoices WHERE firm_id = $1 ORDER BY year, sequence",
        )
        .bind(firm.firm_id)
        .fetch_all(&mut *self.connection)
        .await?;
        rebuild(firm, log, &kept, rates, report);
        Ok(())
    }

    async fn forms(
        &mut self,
        mut look: impl AsyncFnMut(&Form) -> Result<Option<String>, ArchiveError>,
        report: &mut Report,
    ) -> Result<(), ArchiveError> {
        let mut after = (String::new(), String::new());
        loop {
            let page: Vec<Form> = sqlx::query_as(
                "SELECT firm_id, number, format, size_bytes, sha256 FROM firm.invoice_files
                  WHERE (number, format) > ($1, $2) ORDER BY number, format LIMIT $3",
            )
            .bind(&after.0)
            .bind(&after.1)
            .bind(PAGE)
            .fetch_all(&mut *self.connection)
            .await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = (last.number.clone(), last.format.clone());
            for form in &page {
                report.forms += 1;
                if let Some(what) = look(form).await? {
                    report.note(Some(&form.number), Some(form.firm_id), format!("{}: {what}", form.format));
                }
            }
        }
    }

    /// Hands over every document of a year, or of all, with its forms, in the order of their numbers.
    pub async fn each(
        &mut self,
        year: Option<i32>,
        mut take: impl AsyncFnMut(&Kept, &[Form]) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let mut after = (0, 0);
        loop {
            let page = self.documents(year, after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = (last.year, last.sequence);
            let numbers: Vec<&str> = page.iter().map(|kept| kept.number.as_str()).collect();
            let forms: Vec<Form> = sqlx::query_as(
                "SELECT firm_id, number, format, size_bytes, sha256 FROM firm.invoice_files WHERE number = ANY ($1)
                  ORDER BY number, format",
            )
            .bind(&numbers)
            .fetch_all(&mut *self.connection)
            .await?;
            for kept in &page {
                let from = forms.partition_point(|form| form.number < kept.number);
                let own = forms[from..].iter().take_while(|form| form.number == kept.number).count();
                take(kept, &forms[from..from + own]).await?;
            }
        }
    }
}
