use domain::Cents;
use domain::call::DueDate;
use domain::ledger::{Voucher, VoucherKind};
use domain::statement::{LedgerLine, Statement, StatementError, StatementOwner, build};
use proptest::prelude::*;
use time::{Date, Duration};
use uuid::Uuid;

use crate::{day, id};

fn owner() -> StatementOwner {
    StatementOwner {
        id: id(1),
        number: 1,
        name: "Dupont, Marie".to_owned(),
        communication: "+++100/0000/00135+++".to_owned(),
    }
}

fn line(date: Date, amount: i64, due: &[(&str, i64)]) -> LedgerLine {
    let due = due.iter().map(|(on, cents)| DueDate { on: day(on), amount_cents: Cents(*cents) }).collect();
    LedgerLine {
        entry_id: id(1),
        entry_number: "2026-CAL-0001".to_owned(),
        date,
        description: "Appel".to_owned(),
        amount: Cents(amount),
        due,
        voucher: Voucher {
            kind: VoucherKind::Call,
            id: Uuid::from_u128(1),
            number: "1".to_owned(),
            file_id: None,
        },
    }
}

fn history() -> Vec<LedgerLine> {
    vec![
        line(day("2026-02-10"), -4_000, &[]),
        line(day("2026-01-05"), 10_000, &[("2026-01-31", 5_000), ("2026-02-28", 5_000)]),
        line(day("2026-03-20"), 2_500, &[("2026-04-15", 2_500)]),
    ]
}

fn on(from: Option<&str>, date: &str) -> Statement {
    build(owner(), from.map(day), day(date), history()).expect("a statement")
}

#[test]
fn balances_run_in_order_of_dates() {
    let statement = on(None, "2026-12-31");
    let balances: Vec<i64> = statement.lines.iter().map(|line| line.balance_cents.0).collect();
    assert_eq!(balances, [10_000, 6_000, 8_500]);
    assert_eq!((statement.opening_cents, statement.closing_cents), (Cents::ZERO, Cents(8_500)));
    let columns: Vec<(i64, i64)> =
        statement.lines.iter().map(|l| (l.debit_cents.0, l.credit_cents.0)).collect();
    assert_eq!(columns, [(10_000, 0), (0, 4_000), (2_500, 0)]);
    let due: Vec<Option<Date>> = statement.lines.iter().map(|line| line.due_on).collect();
    assert_eq!(due, [Some(day("2026-01-31")), None, Some(day("2026-04-15"))]);
}

#[test]
fn what_has_fallen_due_is_less_than_what_is_owed() {
    let due = |date| (on(None, date).closing_cents.0, on(None, date).due_cents.0);
    assert_eq!(due("2026-01-04"), (0, 0));
    assert_eq!(due("2026-01-30"), (10_000, 0), "called, not due yet");
    assert_eq!(due("2026-01-31"), (10_000, 5_000));
    assert_eq!(due("2026-02-10"), (6_000, 1_000));
    assert_eq!(due("2026-02-28"), (6_000, 6_000));
    assert_eq!(due("2026-04-15"), (8_500, 8_500));
}

#[test]
fn a_payment_in_advance_leaves_nothing_due() {
    let lines = vec![line(day("2026-01-01"), -9_000, &[]), line(day("2026-01-05"), 5_000, &[])];
    let statement = build(owner(), None, day("2026-01-31"), lines).expect("a statement");
    assert_eq!((statement.closing_cents, statement.due_cents), (Cents(-4_000), Cents::ZERO));
}

#[test]
fn earlier_lines_make_the_opening_balance() {
    let statement = on(Some("2026-02-10"), "2026-03-01");
    assert_eq!((statement.opening_cents, statement.lines.len()), (Cents(10_000), 1));
    assert_eq!(statement.closing_cents, Cents(6_000));
}

#[test]
fn impossible_statements_are_refused() {
    let reversed = build(owner(), Some(day("2026-02-01")), day("2026-01-01"), vec![]);
    assert_eq!(reversed, Err(StatementError::Reversed { on: day("2026-01-01") }));
    let huge = vec![line(day("2026-01-01"), i64::MAX, &[]), line(day("2026-01-01"), 1, &[])];
    assert_eq!(build(owner(), None, day("2026-01-01"), huge), Err(StatementError::Overflow));
}

proptest! {
    #[test]
    fn cutting_a_statement_changes_no_balance(amounts in prop::collection::vec((-9_999_i64..9_999, 0_i64..300), 0..40), cut in 0_i64..300, end in 0_i64..300) {
        let start = day("2026-01-01");
        let at = |offset| start + Duration::days(offset);
        let lines: Vec<LedgerLine> = amounts.iter().map(|(amount, offset)| line(at(*offset), *amount, &[])).collect();
        let (from, on) = (at(cut.min(end)), at(end));
        let whole = build(owner(), None, on, lines.clone()).expect("a statement");
        let part = build(owner(), Some(from), on, lines.clone()).expect("a statement");
        prop_assert_eq!(whole.closing_cents, part.closing_cents);
        prop_assert_eq!(whole.due_cents, part.due_cents);
        prop_assert!(whole.lines.ends_with(&part.lines));
        let sum: i64 = lines.iter().filter(|l| l.date <= on).map(|l| l.amount.0).sum();
        prop_assert_eq!(whole.closing_cents, Cents(sum));
        if let Some(eve) = from.previous_day() {
            let before = build(owner(), None, eve, lines).expect("a statement");
            prop_assert_eq!(before.closing_cents, part.opening_cents);
        }
    }
}
