//! Numbers and dates as Belgian tables write them.

use time::{Date, Month};

/// The cell does not hold what its column promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cell cannot be read: correct it in the file")]
pub struct InvalidCell;

/// A whole number: `1234`, `1.234`, `1 234` (any kind of space), `1.234,00`, `-5`. A comma is the decimal
/// comma, so `12,5` and `1,234` are not whole numbers. Spreadsheets' `250.0` is.
pub fn parse_integer(text: &str) -> Result<i64, InvalidCell> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (whole, decimals) = match digits.split_once(',') {
        Some((whole, decimals)) => (whole, decimals),
        None => match digits.rsplit_once('.') {
            // A single point before anything but three digits is a decimal point.
            Some((whole, end)) if end.len() != 3 && !whole.contains('.') => (whole, end),
            _ => (digits, "0"),
        },
    };
    if decimals.is_empty() || !decimals.bytes().all(|b| b == b'0') {
        return Err(InvalidCell);
    }
    let number: i64 = ungrouped(whole)?.parse().map_err(|_| InvalidCell)?;
    Ok(if negative { -number } else { number })
}

/// The digits of a number whose thousands may be set apart by points or spaces (one kind).
fn ungrouped(text: &str) -> Result<String, InvalidCell> {
    let separator = |c: char| c == '.' || c.is_whitespace();
    let groups: Vec<&str> = text.split(separator).collect();
    let mut separators: Vec<char> = text.chars().filter(|c| separator(*c)).collect();
    separators.dedup();
    let digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let first = groups.first().map_or(0, |group| group.len());
    let sizes = groups.len() == 1 || (first <= 3 && groups.iter().skip(1).all(|group| group.len() == 3));
    if first == 0 || !digits || !sizes || separators.len() > 1 {
        return Err(InvalidCell);
    }
    Ok(groups.concat())
}

/// A date: `31/12/2026`, `31-12-26`, `31.12.2026`, `2026-12-31`, each possibly followed by a midnight
/// time. Two-digit years below 50 are 20xx.
pub fn parse_date(text: &str) -> Result<Date, InvalidCell> {
    let day_text = without_midnight(text.trim());
    let parts: Vec<&str> = day_text.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else { return Err(InvalidCell) };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let month = u8::try_from(number(month, 2)?).map_err(|_| InvalidCell)?;
    let day = u8::try_from(number(day, 2)?).map_err(|_| InvalidCell)?;
    let year = match (year.len(), number(year, 4)?) {
        (2, year) if year < 50 => 2000 + year,
        (2, year) => 1900 + year,
        (4, year) => year,
        _ => return Err(InvalidCell),
    };
    let month = Month::try_from(month).map_err(|_| InvalidCell)?;
    Date::from_calendar_date(year, month, day).map_err(|_| InvalidCell)
}

/// Spreadsheets write a date as `2026-12-31 00:00:00`; another hour of the day is not a date.
fn without_midnight(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((day, time)) if !time.is_empty() && time.bytes().all(|b| b"0:.Z".contains(&b)) => day,
        _ => text,
    }
}

fn number(text: &str, max_digits: usize) -> Result<i32, InvalidCell> {
    let shape = (1..=max_digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if shape { text.parse().map_err(|_| InvalidCell) } else { Err(InvalidCell) }
}
