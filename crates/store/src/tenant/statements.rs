use domain::call::DueDate;
use domain::ids::OwnerId;
use domain::money::Cents;
use domain::statement::{LedgerLine, Statement, StatementOwner, build};
use domain::violation::{Violation, code};
use time::Date;
use uuid::Uuid;

use super::calls::NoticeInstalment;
use super::ledger::voucher;
use super::owners::permanent_communication;
use crate::identity::corrupt;
use crate::{Error, Result, TenantScope, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    entry_id: Uuid,
    entry_number: String,
    entry_date: Date,
    description: String,
    amount_cents: i64,
    voucher_kind: String,
    voucher_id: Uuid,
    voucher_number: Option<String>,
    file_id: Option<Uuid>,
    instalments: Option<serde_json::Value>,
}

impl Tx<TenantScope> {
    /// An owner's account at the end of a day: every line leads to the voucher it rests on.
    pub async fn statement(&mut self, owner: OwnerId, from: Option<Date>, on: Date) -> Result<Statement> {
        let (number, name): (i32, String) =
            sqlx::query_as("SELECT number, name FROM tenant.owners WHERE id = $1")
                .bind(owner.uuid())
                .fetch_one(self.conn())
                .await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT e.id AS entry_id, e.number AS entry_number, e.entry_date, e.description, l.amount_cents, e.voucher_kind, e.voucher_id,
                    coalesce(c.number, r.number, x.number) AS voucher_number, coalesce(n.file_id, x.file_id) AS file_id, n.instalments
               FROM tenant.entry_lines l
               JOIN tenant.entries e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
               LEFT JOIN tenant.calls c ON c.tenant_id = e.tenant_id AND c.id = e.voucher_id AND e.voucher_kind = 'call'
               LEFT JOIN tenant.notices n ON n.tenant_id = c.tenant_id AND n.call_id = c.id AND n.owner_id = l.owner_id
               LEFT JOIN tenant.receipts r ON r.tenant_id = e.tenant_id AND r.id = e.voucher_id AND e.voucher_kind = 'receipt'
               LEFT JOIN tenant.expenses x ON x.tenant_id = e.tenant_id AND x.id = e.voucher_id AND e.voucher_kind = 'expense'
              WHERE l.owner_id = $1 AND e.entry_date <= $2 ORDER BY e.entry_date, e.posted_at, e.id, l.line LIMIT 10000",
        )
        .bind(owner.uuid())
        .bind(on)
        .fetch_all(self.conn())
        .await?;
        let lines = rows.into_iter().map(Row::line).collect::<Result<Vec<LedgerLine>>>()?;
        let owner = StatementOwner {
            id: owner,
            number: number.into(),
            name,
            communication: permanent_communication(number)?.to_string(),
        };
        build(owner, from, on, lines).map_err(|_| {
            Error::Invalid(vec![
                Violation::new("from", code::PERIOD_REVERSED).with("from", from.unwrap_or(on)),
            ])
        })
    }
}

impl Row {
    fn line(self) -> Result<LedgerLine> {
        let due: Vec<NoticeInstalment> = match self.instalments {
            Some(stored) => {
                serde_json::from_value(stored).map_err(|_| corrupt("instalments", &self.entry_number))?
            }
            None => Vec::new(),
        };
        Ok(LedgerLine {
            entry_id: self.entry_id.into(),
            entry_number: self.entry_number,
            date: self.entry_date,
            description: self.description,
            amount: Cents(self.amount_cents),
            due: due
                .iter()
                .map(|part| DueDate { on: part.on, amount_cents: Cents(part.amount_cents) })
                .collect(),
            voucher: voucher(&self.voucher_kind, self.voucher_id, self.voucher_number, self.file_id)?,
        })
    }
}
