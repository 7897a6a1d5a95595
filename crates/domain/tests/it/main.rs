//! Tests of the rules through their public face, one file per subject. Published examples live as JSON in
//! `tests/data/vectors` at the root, where the web's tests read them too.

use domain::Violation;
use time::{Date, Month};
use uuid::Uuid;

mod allocate;
mod call;
mod copro;
mod expense;
mod identity;
mod import;
mod import_cells;
mod ledger;
mod money;
mod ownership;
mod payment;
mod person;
mod prorate;
mod shapes;
mod statement;
mod totality;
mod violation;

/// The n-th identifier of any kind.
fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

/// `2026-12-31` as a date.
fn day(text: &str) -> Date {
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<u16>().ok()).expect("a date");
    let month = Month::try_from(u8::try_from(part(5..7)).expect("a month")).expect("a month");
    Date::from_calendar_date(i32::from(part(0..4)), month, u8::try_from(part(8..10)).expect("a day"))
        .expect("a day of the calendar")
}

/// What was found, as `field: code`, in a form easy to compare.
fn codes<T>(result: Result<T, Vec<Violation>>) -> Vec<String> {
    let list = result.err().unwrap_or_default();
    list.into_iter().map(|violation| format!("{}: {}", violation.field, violation.code)).collect()
}
