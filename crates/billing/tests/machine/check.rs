//! The rules, told independently of the code that keeps them.

use std::collections::BTreeMap;

use billing::receivable::Book;
use billing::revenue::{Daily, movements};
use billing::subscription::{Access, Operation};
use domain::{Cents, FirmId};
use time::Date;

use super::firm::Firm;

/// What must hold at the end of every month.
pub fn month(firm: &Firm) {
    let balances = firm.book.trial_balance();
    assert_eq!(balances.values().map(|balance| balance.0).sum::<i64>(), 0, "debits and credits");
    let invoices: Vec<_> =
        firm.account.iter().flat_map(|account| account.invoices()).map(|i| i.number).collect();
    for number in invoices {
        let bill = firm.now.bills().iter().find(|bill| bill.invoice == number);
        let due = bill.map_or(0, |bill| bill.open_cents.0 - bill.contested_cents.0);
        assert_eq!(firm.book.open(number).0, due, "{number}: the book and the subscription");
    }
    assert!(Access::ALL.iter().all(|access| access.allows(Operation::Export)));
    one_success(firm);
    quantities(firm);
}

/// An invoice is paid by two payments only when the first was taken back.
fn one_success(firm: &Firm) {
    let mut kept = BTreeMap::new();
    for (payment, known) in &firm.projection.payments {
        let standing = firm.projection.standing(payment).expect("a payment");
        let paid = standing.kept_cents().0 > 0;
        if let (true, Some(invoice)) = (paid, known.details().invoice) {
            let before = kept.insert(invoice, payment);
            assert_eq!(before, None, "{invoice} is paid twice");
        }
    }
}

/// What was asked for the closed days is what the copros there truly were cost: drift 0.
fn quantities(firm: &Firm) {
    let Some(account) = &firm.account else { return };
    let unsettled = !account.owed().expect("amounts").is_empty();
    for closed in account.closed() {
        let days = closed.period.days();
        let mut sum = 0_i64;
        let mut day = closed.span.from;
        while day <= closed.span.to {
            sum += cost_of(firm, day);
            day = day.next_day().expect("a day");
        }
        let expected = (sum * 2 + days) / (2 * days);
        assert!(unsettled || closed.total() == Cents(expected), "{:?}: {expected}, {closed:?}", firm.id);
    }
}

/// Copros beyond those paid ahead × the price of a month.
fn cost_of(firm: &Firm, day: Date) -> i64 {
    let part = firm.parts.iter().find(|part| part.days.from <= day && day <= part.days.to).expect("a part");
    let year = firm.years.iter().find(|(span, _)| span.from <= day && day <= span.to);
    let copros = firm.truth.get(&day).copied().unwrap_or_default();
    let beyond = copros.saturating_sub(year.map_or(0, |(_, committed)| *committed));
    if part.served { i64::from(beyond) * part.terms.price_cents.0 } else { 0 }
}

/// The change of every month is its movements, and its level that of its last day.
pub fn revenue(dailies: &[Daily]) {
    let mut levels: BTreeMap<Date, i64> = BTreeMap::new();
    let mut firms: BTreeMap<(Date, FirmId), i64> = BTreeMap::new();
    for daily in dailies {
        let cents = daily.price_cents.0 * i64::from(daily.copros);
        *levels.entry(daily.day).or_default() += cents;
        *firms.entry((daily.day, daily.firm)).or_default() += cents;
    }
    let mut before = 0;
    for (moved, (day, level)) in movements(dailies.iter().copied()).values().zip(&levels) {
        assert_eq!((moved.opening_cents.0, moved.closing_cents.0), (before, *level), "{day}");
        assert_eq!(moved.change().0, level - before, "{day}: movements");
        let paying = firms.iter().filter(|((on, _), cents)| on == day && **cents > 0).count();
        assert_eq!(moved.firms_closing as usize, paying, "{day}: firms");
        before = *level;
    }
}

/// A book read back from its entries is the book.
pub fn rebuilt(firm: &Firm) {
    assert_eq!(Book::of(firm.book.entries().to_vec()).as_ref(), Ok(&firm.book));
}
