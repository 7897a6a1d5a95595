use domain::allocate::TieSeed;
use domain::expense::{LotShare, LotWeight, NewExpense, OwnerShare, bear};
use domain::ids::{ExpenseId, FileId, OwnerId};
use domain::language::Language;
use domain::ledger::{Posting, VoucherKind};
use domain::violation::{Violation, code};
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::copro::live;
use super::files::File;
use super::keys::{KeyFound, KeyInForce, KeyInUse};
use super::ledger::{EntryLine, FiscalYear, Posted, VoucherRef, lines_shown};
use super::suppliers::Supplier;
use crate::admit::sealed::Look;
use crate::wire::{Group, Param, Reply, Statement, wire_row};
use crate::{Error, Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// What recording an expense would do: who bears it, and the entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExpensePreview {
    pub net_cents: i64,
    pub vat_cents: i64,
    pub amount_cents: i64,
    pub key: KeyInUse,
    pub shares: Vec<ShareLine>,
    pub owners: Vec<OwnerTotal>,
    pub entry: Vec<EntryLine>,
}

/// A lot's part, and its owners' parts of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShareLine {
    pub lot_id: Uuid,
    pub lot_code: String,
    pub weight: i64,
    pub amount_cents: i64,
    pub owners: Vec<ShareOwner>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShareOwner {
    pub owner_id: Uuid,
    pub name: String,
    pub days: i64,
    pub amount_cents: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnerTotal {
    pub owner_id: Uuid,
    pub name: String,
    pub amount_cents: i64,
}

/// A recorded expense with who bears it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Expense {
    #[serde(flatten)]
    pub row: ExpenseRow,
    pub supplier: Supplier,
    pub file: Option<File>,
    pub key: KeyInUse,
    pub shares: Vec<ShareLine>,
    pub owners: Vec<OwnerTotal>,
    pub entry: Vec<EntryLine>,
}

/// One line of the list of expenses.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct ExpenseRow {
    pub id: Uuid,
    pub number: String,
    pub supplier_id: Uuid,
    pub supplier_name: String,
    pub invoice_number: String,
    pub invoice_date: Date,
    pub due_date: Option<Date>,
    pub description: String,
    pub amount_cents: i64,
    pub net_cents: i64,
    pub vat_cents: i64,
    pub vat_rate_bp: i32,
    pub account: String,
    pub key_id: Uuid,
    pub key_code: String,
    pub period_from: Date,
    pub period_to: Date,
    pub file_id: Option<Uuid>,
    pub entry_id: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    pub recorded_at: OffsetDateTime,
}

wire_row!(ExpenseRow {
    id: Uuid,
    number: String,
    supplier_id: Uuid,
    supplier_name: String,
    invoice_number: String,
    invoice_date: Date,
    due_date: Option<Date>,
    description: String,
    amount_cents: i64,
    net_cents: i64,
    vat_cents: i64,
    vat_rate_bp: i32,
    account: String,
    key_id: Uuid,
    key_code: String,
    period_from: Date,
    period_to: Date,
    file_id: Option<Uuid>,
    entry_id: Uuid,
    recorded_at: OffsetDateTime,
});

static EXPENSES: Statement = Statement::reading::<ExpenseRow>(
    "SELECT x.id, x.number, x.supplier_id, s.name AS supplier_name, x.invoice_number, x.invoice_date, x.due_date, x.description,
            x.amount_cents, x.amount_cents - x.vat_cents AS net_cents, x.vat_cents, x.vat_rate_bp, x.account, x.key_id,
            k.code AS key_code, x.period_from, x.period_to, x.file_id, x.entry_id, x.recorded_at
       FROM tenant.expenses x
       JOIN tenant.suppliers s ON s.tenant_id = x.tenant_id AND s.id = x.supplier_id
       JOIN tenant.keys k ON k.tenant_id = x.tenant_id AND k.id = x.key_id
      WHERE CASE WHEN $1::text IS NULL THEN true ELSE
                 s.name ILIKE $1 OR x.description ILIKE $1 OR x.invoice_number ILIKE $1 OR x.number ILIKE $1 END
        AND (x.invoice_date, x.id) < ($2::date, $3::uuid)
      ORDER BY x.invoice_date DESC, x.id DESC LIMIT $4",
);

/// A page of the expenses, newest first, in one round trip.
pub struct ExpensePage<'q>(pub &'q PageQuery);

impl Look<TenantScope> for ExpensePage<'_> {
    type Answer = Page<ExpenseRow>;
    const NAME: &'static str = "expenses.list";

    fn ask(&self, _: &TenantScope, group: Group) -> Group {
        let (date, id) = self.0.before_day();
        let pattern = self.0.pattern();
        let params = [
            Param::Text(pattern.as_deref()),
            Param::Date(Some(date)),
            Param::Uuid(Some(id)),
            Param::Int8(self.0.fetch()),
        ];
        group.then(&EXPENSES, &params)
    }

    fn answer(&self, _: &TenantScope, reply: &Reply, first: usize) -> Result<Page<ExpenseRow>> {
        let rows: Vec<ExpenseRow> = reply.rows(first)?;
        Ok(Page::cut(rows, self.0, |row| (row.invoice_date.to_string(), row.id.to_string())))
    }
}

/// What an expense stands on, looked up in one statement before anything is decided.
#[derive(sqlx::FromRow)]
struct Ground {
    status: String,
    year_id: Option<Uuid>,
    year_starts_on: Option<Date>,
    year_ends_on: Option<Date>,
    year_status: Option<String>,
    key_id: Option<Uuid>,
    key_code: Option<String>,
    key_name: Option<String>,
    version_id: Option<Uuid>,
    used: Option<bool>,
    supplier_id: Option<Uuid>,
    supplier_name: Option<String>,
    company_number: Option<String>,
    vat_number: Option<String>,
    iban: Option<String>,
    email: Option<String>,
}

impl Ground {
    /// The key in force, its supplier and its year, as far as they are there.
    fn parts(self) -> (Option<KeyFound>, Option<Supplier>, Option<FiscalYear>) {
        let key = match (self.key_id, self.key_code, self.key_name, self.version_id, self.used) {
            (Some(key_id), Some(key_code), Some(key_name), Some(version_id), Some(used)) => {
                Some(KeyFound { key_id, key_code, key_name, version_id, used })
            }
            _ => None,
        };
        let supplier = self.supplier_id.zip(self.supplier_name).map(|(id, name)| Supplier {
            id,
            name,
            company_number: self.company_number,
            vat_number: self.vat_number,
            iban: self.iban,
            email: self.email,
        });
        let year = match (self.year_id, self.year_starts_on, self.year_ends_on, self.year_status) {
            (Some(id), Some(starts_on), Some(ends_on), Some(status)) => {
                Some(FiscalYear { id, starts_on, ends_on, status })
            }
            _ => None,
        };
        (key, supplier, year)
    }
}

/// An expense thought through, ready to be shown or written.
struct Borne {
    key: KeyInForce,
    shares: Vec<LotShare>,
    posting: Posting,
}

impl Borne {
    /// Who bears it: lots in their order, the owners of a lot by number.
    fn shown(&self) -> Vec<ShareLine> {
        let named = |id: OwnerId| self.key.owners.get(&id.uuid());
        let owner = |part: &OwnerShare| ShareOwner {
            owner_id: part.owner_id.uuid(),
            name: named(part.owner_id).map(|owner| owner.name.clone()).unwrap_or_default(),
            days: part.days,
            amount_cents: part.amount_cents.0,
        };
        let line = |share: &LotShare| {
            let mut parts: Vec<&OwnerShare> = share.owners.iter().collect();
            parts.sort_by_key(|part| named(part.owner_id).map(|owner| owner.number));
            ShareLine {
                lot_id: share.lot_id.uuid(),
                lot_code: share.lot_code.clone(),
                weight: share.weight,
                amount_cents: share.amount_cents.0,
                owners: parts.into_iter().map(owner).collect(),
            }
        };
        self.shares.iter().map(line).collect()
    }

    fn entry(&self, language: Language) -> Vec<EntryLine> {
        lines_shown(&self.posting, language, |owner| {
            self.key.owners.get(&owner).map(|owner| owner.name.clone())
        })
    }
}

/// Equal weights always get the odd cent in turn: the invoice decides who starts, the same in the preview and in the end.
fn ties(new: &NewExpense) -> TieSeed {
    TieSeed::from_text(&format!("expense {} {}", new.invoice_number, new.invoice_date))
}

/// Who bears it, by the key's lots and their owners through time.
fn borne(new: &NewExpense, key: KeyInForce) -> Result<Borne> {
    let lots: Vec<LotWeight<'_>> = key
        .lots
        .iter()
        .map(|lot| LotWeight {
            lot_id: lot.lot,
            code: &lot.code,
            weight: lot.weight,
            timeline: &lot.timeline,
        })
        .collect();
    let shares = bear(new.amount_cents, &lots, new.period(), ties(new))?;
    let posting = new
        .posting(format!("{} {}", new.invoice_number, new.description))
        .map_err(|_| vec![Violation::new("amount_cents", code::AMOUNT_NOT_POSITIVE)])?;
    Ok(Borne { key, shares, posting })
}

impl Tx<TenantScope> {
    /// Who would bear this expense, to the cent. Writes nothing.
    pub async fn expense_preview(&mut self, new: &NewExpense, language: Language) -> Result<ExpensePreview> {
        // Costs follow the key in force at the end of the service.
        let borne = borne(new, self.key_in_force(new.key_id, new.period_to).await?)?;
        let (net, vat) = new.net_and_vat();
        let shares = borne.shown();
        Ok(ExpensePreview {
            net_cents: net.0,
            vat_cents: vat.0,
            amount_cents: new.amount_cents.0,
            owners: totals_of(&shares),
            shares,
            entry: borne.entry(language),
            key: borne.key.key,
        })
    }

    /// Records an expense: its entry, its shares and its voucher, all or nothing.
    pub async fn expense_record(&mut self, new: &NewExpense, language: Language) -> Result<Expense> {
        let ground = self.expense_ground(new).await?;
        live(&ground.status)?;
        let (key, supplier, year) = ground.parts();
        if let Some(key) = key.as_ref().filter(|key| !key.used) {
            // Before its weights are read: from now on they are history, and nobody replaces them between being read and being used.
            self.key_version_use(key.version_id.into()).await?;
        }
        let borne = borne(new, self.key_weighed(key).await?)?;
        let supplier = match supplier {
            Some(supplier) => supplier,
            None => self.expense_supplier(new).await?,
        };
        let file = match new.file_id {
            Some(file) => Some(self.expense_file(file).await?),
            None => None,
        };
        let year = match year {
            Some(year) => year.open_on(new.invoice_date)?,
            None => self.fiscal_year_covering(new.invoice_date).await?,
        };
        let id = Uuid::now_v7();
        let voucher = VoucherRef { kind: VoucherKind::Expense, id };
        let posted = self.entry_post_in(&year, &borne.posting, voucher).await?;
        let recorded_at = self.expense_insert(id, new, &borne, &supplier, &posted).await?;
        let shares = borne.shown();
        Ok(Expense {
            row: recorded_row(id, new, &borne.key.key, &supplier, posted, recorded_at),
            supplier,
            file,
            owners: totals_of(&shares),
            shares,
            entry: borne.entry(language),
            key: borne.key.key,
        })
    }

    async fn expense_ground(&mut self, new: &NewExpense) -> Result<Ground> {
        Ok(sqlx::query_as(
            "SELECT c.status, y.id AS year_id, y.starts_on AS year_starts_on, y.ends_on AS year_ends_on, y.status AS year_status,
                    k.*, s.id AS supplier_id, s.name AS supplier_name, s.company_number, s.vat_number, s.iban, s.email
               FROM tenant.copro c
               LEFT JOIN tenant.fiscal_years y ON y.tenant_id = c.tenant_id AND $1 BETWEEN y.starts_on AND y.ends_on
               LEFT JOIN LATERAL (
                    SELECT k.id AS key_id, k.code AS key_code, k.name AS key_name, v.id AS version_id, v.used_at IS NOT NULL AS used
                      FROM tenant.keys k JOIN tenant.key_versions v ON v.tenant_id = k.tenant_id AND v.key_id = k.id
                     WHERE k.tenant_id = c.tenant_id AND k.id = $2 AND v.valid_from <= $3 ORDER BY v.valid_from DESC LIMIT 1) k ON true
               LEFT JOIN tenant.suppliers s ON s.tenant_id = c.tenant_id AND s.id = $4",
        )
        .bind(new.invoice_date)
        .bind(new.key_id.uuid())
        // Costs follow the key in force at the end of the service.
        .bind(new.period_to)
        .bind(new.supplier_id.map(|supplier| supplier.uuid()))
        .fetch_one(self.conn())
        .await?)
    }

    async fn expense_insert(
        &mut self,
        id: Uuid,
        new: &NewExpense,
        borne: &Borne,
        supplier: &Supplier,
        posted: &Posted,
    ) -> Result<OffsetDateTime> {
        let (_, vat) = new.net_and_vat();
        let by = self.scope.user.uuid();
        let parts = || borne.shares.iter().flat_map(|lot| lot.owners.iter().map(move |owner| (lot, owner)));
        sqlx::query_scalar(
            "WITH expense AS (
                 INSERT INTO tenant.expenses (id, number, supplier_id, invoice_number, invoice_date, due_date, description, amount_cents,
                         vat_rate_bp, vat_cents, account, key_id, key_version_id, period_from, period_to, file_id, entry_id, recorded_by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING recorded_at),
             shares AS (
                 INSERT INTO tenant.expense_shares (expense_id, lot_id, owner_id, weight, days, amount_cents)
                 SELECT $1, * FROM unnest($19::uuid[], $20::uuid[], $21::bigint[], $22::bigint[], $23::bigint[]))
             SELECT recorded_at FROM expense",
        )
        .bind(id)
        .bind(&posted.number)
        .bind(supplier.id)
        .bind(&new.invoice_number)
        .bind(new.invoice_date)
        .bind(new.due_date)
        .bind(&new.description)
        .bind(new.amount_cents.0)
        .bind(new.vat_rate_bp)
        .bind(vat.0)
        .bind(&new.account)
        .bind(new.key_id.uuid())
        .bind(borne.key.version.uuid())
        .bind(new.period_from)
        .bind(new.period_to)
        .bind(new.file_id.map(|file| file.uuid()))
        .bind(posted.id.uuid())
        .bind(by)
        .bind(parts().map(|(lot, _)| lot.lot_id.uuid()).collect::<Vec<_>>())
        .bind(parts().map(|(_, owner)| owner.owner_id.uuid()).collect::<Vec<_>>())
        .bind(parts().map(|(lot, _)| lot.weight).collect::<Vec<_>>())
        .bind(parts().map(|(_, owner)| owner.days).collect::<Vec<_>>())
        .bind(parts().map(|(_, owner)| owner.amount_cents.0).collect::<Vec<_>>())
        .fetch_one(self.conn())
        .await
        .map_err(|error| {
            Error::from(error).on_constraint("expenses_one_per_invoice", || Refusal::DuplicateInvoice {
                number: new.invoice_number.clone(),
            })
        })
    }

    /// Of a supplier that is new with the expense; one that was named and is not there is a wrong field.
    async fn expense_supplier(&mut self, new: &NewExpense) -> Result<Supplier> {
        match (new.supplier_id, &new.supplier) {
            (Some(_), _) => Err(vec![Violation::new("supplier_id", code::UNKNOWN_REFERENCE)].into()),
            (None, Some(supplier)) => self.supplier_create(supplier).await,
            (None, None) => Err(vec![Violation::new("supplier_id", code::REQUIRED)].into()),
        }
    }

    async fn expense_file(&mut self, file: FileId) -> Result<File> {
        match self.file(file).await {
            Err(Error::NotFound) => Err(vec![Violation::new("file_id", code::UNKNOWN_REFERENCE)].into()),
            found => found,
        }
    }

    pub async fn expense(&mut self, id: ExpenseId, language: Language) -> Result<Expense> {
        let row: ExpenseRow = sqlx::query_as(
            "SELECT x.id, x.number, x.supplier_id, s.name AS supplier_name, x.invoice_number, x.invoice_date, x.due_date, x.description,
                    x.amount_cents, x.amount_cents - x.vat_cents AS net_cents, x.vat_cents, x.vat_rate_bp, x.account, x.key_id,
                    k.code AS key_code, x.period_from, x.period_to, x.file_id, x.entry_id, x.recorded_at
               FROM tenant.expenses x
               JOIN tenant.suppliers s ON s.tenant_id = x.tenant_id AND s.id = x.supplier_id
               JOIN tenant.keys k ON k.tenant_id = x.tenant_id AND k.id = x.key_id
              WHERE x.id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        let shares = self.shares_of(id).await?;
        let file = match row.file_id {
            Some(file) => Some(self.file(file.into()).await?),
            None => None,
        };
        Ok(Expense {
            supplier: self.supplier(row.supplier_id.into()).await?,
            file,
            key: self.key_of_expense(id).await?,
            owners: totals_of(&shares),
            shares,
            entry: self.entry(row.entry_id.into(), language).await?.lines,
            row,
        })
    }

    async fn key_of_expense(&mut self, id: ExpenseId) -> Result<KeyInUse> {
        let (key, key_code, name, total_weight): (Uuid, String, String, i64) = sqlx::query_as(
            "SELECT k.id, k.code, k.name, coalesce(sum(w.weight), 0)::bigint
               FROM tenant.expenses x
               JOIN tenant.keys k ON k.tenant_id = x.tenant_id AND k.id = x.key_id
               LEFT JOIN tenant.key_weights w ON w.tenant_id = x.tenant_id AND w.key_version_id = x.key_version_id
              WHERE x.id = $1 GROUP BY k.id, k.code, k.name",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        Ok(KeyInUse { id: key, code: key_code, name, total_weight })
    }

    async fn shares_of(&mut self, id: ExpenseId) -> Result<Vec<ShareLine>> {
        let rows: Vec<(Uuid, String, i64, Uuid, String, i32, i64)> = sqlx::query_as(
            "SELECT l.id, l.code, s.weight, o.id, o.name, s.days, s.amount_cents
               FROM tenant.expense_shares s
               JOIN tenant.lots l ON l.tenant_id = s.tenant_id AND l.id = s.lot_id
               JOIN tenant.owners o ON o.tenant_id = s.tenant_id AND o.id = s.owner_id
              WHERE s.expense_id = $1 ORDER BY l.position, l.id, o.number",
        )
        .bind(id.uuid())
        .fetch_all(self.conn())
        .await?;
        let mut shares: Vec<ShareLine> = Vec::new();
        for (lot_id, lot_code, weight, owner_id, name, days, amount_cents) in rows {
            if shares.last().is_none_or(|share| share.lot_id != lot_id) {
                shares.push(ShareLine { lot_id, lot_code, weight, amount_cents: 0, owners: Vec::new() });
            }
            if let Some(share) = shares.last_mut() {
                share.amount_cents += amount_cents;
                share.owners.push(ShareOwner { owner_id, name, days: days.into(), amount_cents });
            }
        }
        Ok(shares)
    }
}

fn totals_of(shares: &[ShareLine]) -> Vec<OwnerTotal> {
    let mut totals: Vec<OwnerTotal> = Vec::new();
    for part in shares.iter().flat_map(|share| &share.owners) {
        match totals.iter_mut().find(|total| total.owner_id == part.owner_id) {
            Some(total) => total.amount_cents += part.amount_cents,
            None => totals.push(OwnerTotal {
                owner_id: part.owner_id,
                name: part.name.clone(),
                amount_cents: part.amount_cents,
            }),
        }
    }
    totals
}

/// The line of the list that a new expense is.
fn recorded_row(
    id: Uuid,
    new: &NewExpense,
    key: &KeyInUse,
    supplier: &Supplier,
    posted: Posted,
    recorded_at: OffsetDateTime,
) -> ExpenseRow {
    let (net, vat) = new.net_and_vat();
    ExpenseRow {
        id,
        number: posted.number,
        supplier_id: supplier.id,
        supplier_name: supplier.name.clone(),
        invoice_number: new.invoice_number.clone(),
        invoice_date: new.invoice_date,
        due_date: new.due_date,
        description: new.description.clone(),
        amount_cents: new.amount_cents.0,
        net_cents: net.0,
        vat_cents: vat.0,
        vat_rate_bp: new.vat_rate_bp,
        account: new.account.clone(),
        key_id: key.id,
        key_code: key.code.clone(),
        period_from: new.period_from,
        period_to: new.period_to,
        file_id: new.file_id.map(|file| file.uuid()),
        entry_id: posted.id.uuid(),
        recorded_at,
    }
}
