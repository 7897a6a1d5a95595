use domain::allocate::TieSeed;
use domain::expense::{LotShare, LotWeight, NewExpense, bear, owner_totals};
use domain::ids::{ExpenseId, FileId, SupplierId};
use domain::language::Language;
use domain::ledger::{Posting, VoucherKind};
use domain::violation::{Violation, code};
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::files::File;
use super::keys::{KeyInForce, KeyInUse};
use super::ledger::{EntryLine, VoucherRef};
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

/// An expense thought through, ready to be shown or written.
struct Borne {
    key: KeyInForce,
    shares: Vec<LotShare>,
    posting: Posting,
}

/// Equal weights always get the odd cent in turn: the invoice decides who starts, the same in the preview and in the end.
fn ties(new: &NewExpense) -> TieSeed {
    TieSeed::from_text(&format!("expense {} {}", new.invoice_number, new.invoice_date))
}

impl Tx<TenantScope> {
    /// Who would bear this expense, to the cent. Writes nothing.
    pub async fn expense_preview(&mut self, new: &NewExpense, language: Language) -> Result<ExpensePreview> {
        let borne = self.expense_bear(new).await?;
        let (net, vat) = new.net_and_vat();
        let (shares, owners) = self.shares_shown(&borne.shares).await?;
        Ok(ExpensePreview {
            net_cents: net.0,
            vat_cents: vat.0,
            amount_cents: new.amount_cents.0,
            key: borne.key.key,
            shares,
            owners,
            entry: self.posting_lines(&borne.posting, language).await?,
        })
    }

    async fn expense_bear(&mut self, new: &NewExpense) -> Result<Borne> {
        // Costs follow the key in force at the end of the service.
        let key = self.key_in_force(new.key_id, new.period_to).await?;
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

    async fn shares_shown(&mut self, shares: &[LotShare]) -> Result<(Vec<ShareLine>, Vec<OwnerTotal>)> {
        let totals = owner_totals(shares).unwrap_or_default();
        let ids: Vec<Uuid> = totals.iter().map(|(owner, _)| owner.uuid()).collect();
        let names = self.owner_names(&ids).await?;
        let name = |id: Uuid| names.get(&id).cloned().unwrap_or_default();
        let lines = shares.iter().map(|share| ShareLine {
            lot_id: share.lot_id.uuid(),
            lot_code: share.lot_code.clone(),
            weight: share.weight,
            amount_cents: share.amount_cents.0,
            owners: share
                .owners
                .iter()
                .map(|part| ShareOwner {
                    owner_id: part.owner_id.uuid(),
                    name: name(part.owner_id.uuid()),
                    days: part.days,
                    amount_cents: part.amount_cents.0,
                })
                .collect(),
        });
        let owners = totals.iter().map(|(owner, amount)| OwnerTotal {
            owner_id: owner.uuid(),
            name: name(owner.uuid()),
            amount_cents: amount.0,
        });
        Ok((lines.collect(), owners.collect()))
    }

    /// Records an expense: its entry, its shares and its voucher, all or nothing.
    pub async fn expense_record(&mut self, new: &NewExpense) -> Result<ExpenseId> {
        self.require_active().await?;
        let borne = self.expense_bear(new).await?;
        let supplier = self.expense_supplier(new).await?;
        if let Some(file) = new.file_id {
            self.require_file(file).await?;
        }
        let id = Uuid::now_v7();
        let (entry, number) =
            self.entry_post(&borne.posting, VoucherRef { kind: VoucherKind::Expense, id }).await?;
        self.key_version_use(borne.key.version).await?;
        let (_, vat) = new.net_and_vat();
        let by = self.scope.user.uuid();
        sqlx::query(
            "INSERT INTO tenant.expenses (id, number, supplier_id, invoice_number, invoice_date, due_date, description, amount_cents,
                     vat_rate_bp, vat_cents, account, key_id, key_version_id, period_from, period_to, file_id, entry_id, recorded_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        )
        .bind(id)
        .bind(number)
        .bind(supplier.uuid())
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
        .bind(entry.uuid())
        .bind(by)
        .execute(self.conn())
        .await
        .map_err(|error| {
            Error::from(error).on_constraint("expenses_one_per_invoice", || Refusal::DuplicateInvoice {
                number: new.invoice_number.clone(),
            })
        })?;
        self.shares_insert(id, &borne.shares).await?;
        Ok(id.into())
    }

    async fn shares_insert(&mut self, expense: Uuid, shares: &[LotShare]) -> Result<()> {
        let parts = || shares.iter().flat_map(|lot| lot.owners.iter().map(move |owner| (lot, owner)));
        let lots: Vec<Uuid> = parts().map(|(lot, _)| lot.lot_id.uuid()).collect();
        let owners: Vec<Uuid> = parts().map(|(_, owner)| owner.owner_id.uuid()).collect();
        let weights: Vec<i64> = parts().map(|(lot, _)| lot.weight).collect();
        let days: Vec<i64> = parts().map(|(_, owner)| owner.days).collect();
        let amounts: Vec<i64> = parts().map(|(_, owner)| owner.amount_cents.0).collect();
        sqlx::query(
            "INSERT INTO tenant.expense_shares (expense_id, lot_id, owner_id, weight, days, amount_cents)
             SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[])",
        )
        .bind(expense)
        .bind(&lots)
        .bind(&owners)
        .bind(&weights)
        .bind(&days)
        .bind(&amounts)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn expense_supplier(&mut self, new: &NewExpense) -> Result<SupplierId> {
        match (new.supplier_id, &new.supplier) {
            (Some(id), _) => match self.supplier(id).await {
                Ok(supplier) => Ok(supplier.id.into()),
                Err(Error::NotFound) => {
                    Err(vec![Violation::new("supplier_id", code::UNKNOWN_REFERENCE)].into())
                }
                Err(error) => Err(error),
            },
            (None, Some(supplier)) => Ok(self.supplier_create(supplier).await?.id.into()),
            (None, None) => Err(vec![Violation::new("supplier_id", code::REQUIRED)].into()),
        }
    }

    async fn require_file(&mut self, file: FileId) -> Result<()> {
        match self.file(file).await {
            Ok(_) => Ok(()),
            Err(Error::NotFound) => Err(vec![Violation::new("file_id", code::UNKNOWN_REFERENCE)].into()),
            Err(error) => Err(error),
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
