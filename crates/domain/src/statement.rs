//! An owner's account as a list with a running balance.
//!
//! The law gives each owner an individual account readable at any time; this is its text. Positive
//! balances are owed by the owner, negative ones to the owner.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::call::DueDate;
use crate::ledger::Voucher;
use crate::{Cents, EntryId, OwnerId};

/// A ledger line on the owner's accounts (410).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub entry_id: EntryId,
    pub entry_number: String,
    pub date: Date,
    pub description: String,
    /// Positive debits, negative credits.
    pub amount: Cents,
    /// When a debit falls due; empty: on its date.
    pub due: Vec<DueDate>,
    pub voucher: Voucher,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatementOwner {
    pub id: OwnerId,
    pub number: i64,
    pub name: String,
    /// The permanent structured communication.
    pub communication: String,
}

/// Answer of `GET /copros/{copro}/owners/{owner}/statement`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Statement {
    pub owner: StatementOwner,
    pub from: Option<Date>,
    pub on: Date,
    /// The balance before the first line: at the end of the day before `from`, zero without `from`.
    pub opening_cents: Cents,
    pub lines: Vec<StatementLine>,
    /// The balance at the end of `on`.
    pub closing_cents: Cents,
    /// What of it has fallen due at `on`, never below zero: debits due by then, less all payments.
    pub due_cents: Cents,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatementLine {
    pub entry_id: EntryId,
    pub entry_number: String,
    pub date: Date,
    pub description: String,
    /// The first due date of a debit.
    pub due_on: Option<Date>,
    pub debit_cents: Cents,
    pub credit_cents: Cents,
    /// After this line.
    pub balance_cents: Cents,
    pub voucher: Voucher,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    #[error("the statement starts after it ends: choose a start on or before {on}")]
    Reversed { on: Date },
    #[error("the balance leaves 64 bits")]
    Overflow,
}

/// The statement at the end of day `on`, showing the lines from `from`. Lines after `on` are left out;
/// lines of one day keep the order given.
pub fn build(
    owner: StatementOwner,
    from: Option<Date>,
    on: Date,
    mut lines: Vec<LedgerLine>,
) -> Result<Statement, StatementError> {
    if from.is_some_and(|from| from > on) {
        return Err(StatementError::Reversed { on });
    }
    lines.retain(|line| line.date <= on);
    lines.sort_by_key(|line| line.date);
    let due_cents = due(&lines, on).ok_or(StatementError::Overflow)?;
    let shown = lines.partition_point(|line| from.is_some_and(|from| line.date < from));
    let before = lines.iter().take(shown).map(|line| line.amount);
    let opening_cents = Cents::sum(before).ok_or(StatementError::Overflow)?;
    let mut balance = opening_cents;
    let mut shown_lines = Vec::with_capacity(lines.len() - shown);
    for line in lines.into_iter().skip(shown) {
        balance = balance.checked_add(line.amount).ok_or(StatementError::Overflow)?;
        shown_lines.push(statement_line(line, balance));
    }
    Ok(Statement { owner, from, on, opening_cents, lines: shown_lines, closing_cents: balance, due_cents })
}

fn statement_line(line: LedgerLine, balance_cents: Cents) -> StatementLine {
    let first_due = line.due.iter().map(|due| due.on).min();
    StatementLine {
        entry_id: line.entry_id,
        entry_number: line.entry_number,
        date: line.date,
        description: line.description,
        due_on: first_due.filter(|_| line.amount.is_positive()),
        debit_cents: Cents(line.amount.0.max(0)),
        credit_cents: Cents(line.amount.0.min(0).saturating_neg()),
        balance_cents,
        voucher: line.voucher,
    }
}

/// Payments count against what is due first, so what has fallen due is debits due less all credits.
fn due(lines: &[LedgerLine], on: Date) -> Option<Cents> {
    let fallen = lines.iter().flat_map(|line| {
        let dated = line.amount.is_positive() && !line.due.is_empty();
        let whole = (!dated).then_some(line.amount);
        let parts = line.due.iter().filter(move |due| dated && due.on <= on).map(|due| due.amount_cents);
        whole.into_iter().chain(parts)
    });
    Cents::sum(fallen).map(|sum| sum.max(Cents::ZERO))
}
