use std::collections::HashMap;

use domain::chart::Chart;
use domain::copro::{MonthDay, fiscal_year_containing};
use domain::ids::{EntryId, FiscalYearId};
use domain::language::Language;
use domain::ledger::{ENTRY_DIGITS_MIN, Posting, Voucher, VoucherKind, entry_series};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::identity::corrupt;
use crate::page::{page_cursor, page_limit};
use crate::{Error, Page, PageQuery, Refusal, Result, TenantScope, Tx};

#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct FiscalYear {
    pub id: Uuid,
    pub starts_on: Date,
    pub ends_on: Date,
    #[schema(value_type = YearState)]
    pub status: String,
}

/// Whether anything can still be posted in a year.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum YearState {
    Open,
    Closed,
}

/// A posted entry. It never changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entry {
    pub id: Uuid,
    #[schema(value_type = domain::ledger::Journal)]
    pub journal: String,
    pub number: String,
    pub entry_date: Date,
    pub description: String,
    pub voucher: Voucher,
    pub lines: Vec<EntryLine>,
    #[serde(with = "time::serde::rfc3339")]
    pub posted_at: OffsetDateTime,
}

/// One line of an entry, or of one that would be posted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryLine {
    pub account: String,
    pub account_name: String,
    pub owner_id: Option<Uuid>,
    pub owner_name: Option<String>,
    pub debit_cents: i64,
    pub credit_cents: i64,
}

/// Which entries to list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EntryFilter {
    /// Only entries with a line on this account.
    pub account: Option<String>,
    /// Only entries with a line of this owner.
    pub owner_id: Option<Uuid>,
    /// Entries per page, 1 to 200; 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    #[serde(default, deserialize_with = "page_cursor")]
    pub cursor: Option<String>,
}

impl FiscalYear {
    /// Itself, if anything can still be posted in it; `date` is what was to be posted.
    pub(crate) fn open_on(self, date: Date) -> Result<FiscalYear> {
        if self.status == "open" { Ok(self) } else { Err(Refusal::ClosedYear { date }.into()) }
    }
}

/// An entry that was written.
pub(crate) struct Posted {
    pub id: EntryId,
    pub number: String,
}

/// What a posting is based on, before it has a number.
pub(crate) struct VoucherRef {
    pub kind: VoucherKind,
    pub id: Uuid,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    journal: String,
    number: String,
    entry_date: Date,
    description: String,
    voucher_kind: String,
    voucher_id: Uuid,
    voucher_number: Option<String>,
    voucher_file: Option<Uuid>,
    posted_at: OffsetDateTime,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    entry_id: Uuid,
    account: String,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    amount_cents: i64,
}

impl Tx<TenantScope> {
    pub async fn fiscal_year_list(&mut self) -> Result<Vec<FiscalYear>> {
        Ok(sqlx::query_as(
            "SELECT id, starts_on, ends_on, status FROM tenant.fiscal_years ORDER BY starts_on DESC LIMIT 100",
        )
        .fetch_all(self.conn())
        .await?)
    }

    /// Closes a year for good: nothing is posted in it any more.
    pub async fn fiscal_year_close(&mut self, id: FiscalYearId) -> Result<FiscalYear> {
        Ok(sqlx::query_as(
            "UPDATE tenant.fiscal_years SET status = 'closed', closed_at = coalesce(closed_at, now()) WHERE id = $1
             RETURNING id, starts_on, ends_on, status",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?)
    }

    /// The open fiscal year a date falls in, made when it is the first time it is needed. A closed one is refused.
    pub(crate) async fn fiscal_year_covering(&mut self, date: Date) -> Result<FiscalYear> {
        match self.fiscal_year_of(date).await? {
            Some(year) => year.open_on(date),
            None => self.fiscal_year_made(date).await,
        }
    }

    async fn fiscal_year_of(&mut self, date: Date) -> Result<Option<FiscalYear>> {
        Ok(sqlx::query_as(
            "SELECT id, starts_on, ends_on, status FROM tenant.fiscal_years WHERE $1 BETWEEN starts_on AND ends_on",
        )
        .bind(date)
        .fetch_optional(self.conn())
        .await?)
    }

    /// Of two who need it at the same moment one makes it.
    async fn fiscal_year_made(&mut self, date: Date) -> Result<FiscalYear> {
        let start: String =
            sqlx::query_scalar("SELECT fiscal_year_start FROM tenant.copro").fetch_one(self.conn()).await?;
        let start: MonthDay = start.parse().map_err(|_| corrupt("fiscal year start", &start))?;
        let (starts_on, ends_on) = fiscal_year_containing(start, date);
        sqlx::query(
            "INSERT INTO tenant.fiscal_years (id, starts_on, ends_on) VALUES ($1, $2, $3)
             ON CONFLICT ON CONSTRAINT fiscal_years_no_overlap DO NOTHING",
        )
        .bind(Uuid::now_v7())
        .bind(starts_on)
        .bind(ends_on)
        .execute(self.conn())
        .await?;
        self.fiscal_year_of(date).await?.ok_or(Error::NotFound)?.open_on(date)
    }

    /// Writes an entry and all its lines. The database checks again that it balances and that its year is open.
    pub(crate) async fn entry_post(&mut self, posting: &Posting, voucher: VoucherRef) -> Result<Posted> {
        let year = self.fiscal_year_covering(posting.date()).await?;
        self.entry_post_in(&year, posting, voucher).await
    }

    /// The same, in the year of its date.
    pub(crate) async fn entry_post_in(
        &mut self,
        year: &FiscalYear,
        posting: &Posting,
        voucher: VoucherRef,
    ) -> Result<Posted> {
        let (date, lines) = (posting.date(), posting.lines());
        let (first, journal) = (year.starts_on.year(), posting.journal());
        let (id, by) = (Uuid::now_v7(), self.scope.user.uuid());
        let number = sqlx::query_scalar(
            "WITH drawn AS (
                 INSERT INTO tenant.counters (name, last) VALUES ($1, 1)
                 ON CONFLICT (tenant_id, name) DO UPDATE SET last = tenant.counters.last + 1 RETURNING last),
             entry AS (
                 INSERT INTO tenant.entries (id, journal, number, fiscal_year_id, entry_date, description, voucher_kind, voucher_id, posted_by)
                 SELECT $2::uuid, $3, $4::text || lpad(last::text, greatest($5::int, length(last::text)), '0'), $6::uuid, $7::date, $8, $9,
                        $10::uuid, $11::uuid FROM drawn
                 RETURNING number),
             lines AS (
                 INSERT INTO tenant.entry_lines (entry_id, line, account, owner_id, amount_cents)
                 SELECT $2, line, account, owner_id, amount_cents
                   FROM unnest($12::text[], $13::uuid[], $14::bigint[]) WITH ORDINALITY AS l (account, owner_id, amount_cents, line))
             SELECT number FROM entry",
        )
        .bind(format!("entry-{}-{first}", journal.prefix()))
        .bind(id)
        .bind(journal.as_str())
        .bind(entry_series(first, journal))
        .bind(ENTRY_DIGITS_MIN)
        .bind(year.id)
        .bind(date)
        .bind(posting.description())
        .bind(voucher.kind.as_str())
        .bind(voucher.id)
        .bind(by)
        .bind(lines.iter().map(|line| line.account.as_str()).collect::<Vec<_>>())
        .bind(lines.iter().map(|line| line.owner.map(|owner| owner.uuid())).collect::<Vec<_>>())
        .bind(lines.iter().map(|line| line.amount.0).collect::<Vec<_>>())
        .fetch_one(self.conn())
        .await
        .map_err(|error| Error::from(error).on_constraint("year_open", || Refusal::ClosedYear { date }))?;
        // Of the ledger the portfolio shows what owners owe, and nothing else.
        self.stale.money |= lines.iter().any(|line| line.owner.is_some());
        Ok(Posted { id: id.into(), number })
    }

    /// The ledger, newest first.
    pub async fn entry_list(&mut self, filter: &EntryFilter, language: Language) -> Result<Page<Entry>> {
        let query = PageQuery { limit: filter.limit, cursor: filter.cursor.clone(), q: None };
        let (day, id) = query.before_day();
        let rows: Vec<EntryRow> = sqlx::query_as(
            "SELECT e.id, e.journal, e.number, e.entry_date, e.description, e.voucher_kind, e.voucher_id, e.posted_at,
                    coalesce(x.number, c.number, r.number) AS voucher_number, x.file_id AS voucher_file
               FROM tenant.entries e
               LEFT JOIN tenant.expenses x ON x.tenant_id = e.tenant_id AND x.id = e.voucher_id AND e.voucher_kind = 'expense'
               LEFT JOIN tenant.calls c ON c.tenant_id = e.tenant_id AND c.id = e.voucher_id AND e.voucher_kind = 'call'
               LEFT JOIN tenant.receipts r ON r.tenant_id = e.tenant_id AND r.id = e.voucher_id AND e.voucher_kind = 'receipt'
              WHERE CASE WHEN num_nonnulls($1::text, $2::uuid) = 0 THEN true ELSE
                      ($1 IS NULL OR EXISTS (SELECT FROM tenant.entry_lines l
                          WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id AND l.account = $1))
                      AND ($2 IS NULL OR EXISTS (SELECT FROM tenant.entry_lines l
                          WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id AND l.owner_id = $2)) END
                AND (e.entry_date, e.id) < ($3, $4)
              ORDER BY e.entry_date DESC, e.id DESC LIMIT $5",
        )
        .bind(filter.account.as_deref())
        .bind(filter.owner_id)
        .bind(day)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        let page = Page::cut(rows, &query, |row| (row.entry_date.to_string(), row.id.to_string()));
        Ok(Page { items: self.with_lines(page.items, language).await?, next_cursor: page.next_cursor })
    }

    pub async fn entry(&mut self, id: EntryId, language: Language) -> Result<Entry> {
        let row: EntryRow = sqlx::query_as(
            "SELECT e.id, e.journal, e.number, e.entry_date, e.description, e.voucher_kind, e.voucher_id, e.posted_at,
                    coalesce(x.number, c.number, r.number) AS voucher_number, x.file_id AS voucher_file
               FROM tenant.entries e
               LEFT JOIN tenant.expenses x ON x.tenant_id = e.tenant_id AND x.id = e.voucher_id AND e.voucher_kind = 'expense'
               LEFT JOIN tenant.calls c ON c.tenant_id = e.tenant_id AND c.id = e.voucher_id AND e.voucher_kind = 'call'
               LEFT JOIN tenant.receipts r ON r.tenant_id = e.tenant_id AND r.id = e.voucher_id AND e.voucher_kind = 'receipt'
              WHERE e.id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        self.with_lines(vec![row], language).await?.into_iter().next().ok_or(Error::NotFound)
    }

    async fn with_lines(&mut self, rows: Vec<EntryRow>, language: Language) -> Result<Vec<Entry>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let lines: Vec<LineRow> = sqlx::query_as(
            "SELECT l.entry_id, l.account, l.owner_id, o.name AS owner_name, l.amount_cents
               FROM tenant.entry_lines l LEFT JOIN tenant.owners o ON o.tenant_id = l.tenant_id AND o.id = l.owner_id
              WHERE l.entry_id = ANY($1) ORDER BY l.entry_id, l.line",
        )
        .bind(&ids)
        .fetch_all(self.conn())
        .await?;
        let mut by_entry: HashMap<Uuid, Vec<EntryLine>> = HashMap::new();
        for line in lines {
            by_entry.entry(line.entry_id).or_default().push(line.shown(language));
        }
        rows.into_iter()
            .map(|row| {
                Ok(Entry {
                    voucher: voucher_of(&row)?,
                    lines: by_entry.remove(&row.id).unwrap_or_default(),
                    id: row.id,
                    journal: row.journal,
                    number: row.number,
                    entry_date: row.entry_date,
                    description: row.description,
                    posted_at: row.posted_at,
                })
            })
            .collect()
    }

    /// The lines a posting would have, as a preview shows them.
    pub(crate) async fn posting_lines(
        &mut self,
        posting: &Posting,
        language: Language,
    ) -> Result<Vec<EntryLine>> {
        let owners: Vec<Uuid> =
            posting.lines().iter().filter_map(|line| line.owner.map(|owner| owner.uuid())).collect();
        let names = self.owner_names(&owners).await?;
        Ok(lines_shown(posting, language, |owner| names.get(&owner).cloned()))
    }

    pub(crate) async fn owner_names(&mut self, owners: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        let rows: Vec<(Uuid, String)> =
            sqlx::query_as("SELECT id, name FROM tenant.owners WHERE id = ANY($1)")
                .bind(owners)
                .fetch_all(self.conn())
                .await?;
        Ok(rows.into_iter().collect())
    }
}

/// The lines of a posting; `name` knows its owners.
pub(crate) fn lines_shown(
    posting: &Posting,
    language: Language,
    name: impl Fn(Uuid) -> Option<String>,
) -> Vec<EntryLine> {
    let shown = posting.lines().iter().map(|line| {
        let owner_id = line.owner.map(|owner| owner.uuid());
        EntryLine {
            account: line.account.clone(),
            account_name: Chart::be_acp().name(&line.account, language).to_owned(),
            owner_name: owner_id.and_then(&name),
            owner_id,
            debit_cents: line.debit().0,
            credit_cents: line.credit().0,
        }
    });
    shown.collect()
}

impl LineRow {
    fn shown(self, language: Language) -> EntryLine {
        EntryLine {
            account_name: Chart::be_acp().name(&self.account, language).to_owned(),
            account: self.account,
            owner_id: self.owner_id,
            owner_name: self.owner_name,
            debit_cents: self.amount_cents.max(0),
            credit_cents: -self.amount_cents.min(0),
        }
    }
}

fn voucher_of(row: &EntryRow) -> Result<Voucher> {
    voucher(&row.voucher_kind, row.voucher_id, row.voucher_number.clone(), row.voucher_file)
}

pub(crate) fn voucher(kind: &str, id: Uuid, number: Option<String>, file: Option<Uuid>) -> Result<Voucher> {
    Ok(Voucher {
        kind: kind.parse().map_err(|()| corrupt("voucher kind", kind))?,
        id,
        number: number.unwrap_or_default(),
        file_id: file.map(Into::into),
    })
}

pub(crate) fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text, &time::format_description::well_known::Iso8601::DATE).ok()
}
