//! The cells of one sheet.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::Builder;
use super::super::formats::{number_text, serial_text};
use super::super::package::Package;
use super::super::xml::{Xml, attribute};
use super::super::{MAX_COLUMNS, TableError};

/// What the cells of a sheet refer to.
pub(super) struct Context {
    pub strings: Vec<String>,
    /// For every cell format, whether it shows a date.
    pub dates: Vec<bool>,
    pub epoch_1904: bool,
}

/// Where a cell stands and how its value is meant.
struct Cell {
    row: u32,
    column: u32,
    kind: String,
    is_date: bool,
}

pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    context: &Context,
    builder: &mut Builder,
) -> Result<(), TableError> {
    let mut xml = Xml::new(package.part(part)?);
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        let cell = match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    // A row without number follows the one before.
                    row = attribute(&start, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                    column = 0;
                    None
                }
                "c" => Some(cell(&start, row.saturating_sub(1), column, context)),
                _ => None,
            },
            Event::End(end) if end.local_name().as_ref() == "sheetData" => return Ok(()),
            Event::Eof => return Ok(()),
            _ => None,
        };
        if let Some(cell) = cell {
            let text = value(&mut xml, &cell, context)?;
            builder.put(cell.row, cell.column, &text)?;
            column = cell.column.saturating_add(1);
        }
    }
}

fn cell(start: &BytesStart<'_>, row: u32, column: u32, context: &Context) -> Cell {
    let style: usize = attribute(start, "s").and_then(|s| s.parse().ok()).unwrap_or_default();
    let (column, row) = attribute(start, "r").and_then(|r| position(&r)).unwrap_or((column, row));
    Cell {
        row,
        column,
        kind: attribute(start, "t").unwrap_or_default(),
        is_date: context.dates.get(style).copied().unwrap_or_default(),
    }
}

/// `B12` as column and row counted from 0.
fn position(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = reference.split_at(letters);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    Some((column.checked_sub(1)?, digits.parse::<u32>().ok()?.checked_sub(1)?))
}

/// Reads to the end of the cell and gives its value as text.
fn value(xml: &mut Xml<'_>, cell: &Cell, context: &Context) -> Result<String, TableError> {
    let mut raw = String::new();
    loop {
        let element = match xml.next()? {
            Event::Start(start) => start.local_name().as_ref().to_owned(),
            Event::End(_) => break,
            Event::Eof => return Err(TableError::Unreadable),
            _ => continue,
        };
        match element.as_str() {
            "v" | "is" => raw = xml.text(&["rPh"])?,
            _ => xml.skip()?,
        }
    }
    // A blank cell far to the right is looks only; a filled one is refused by the builder.
    if raw.is_empty() || usize::try_from(cell.column).is_ok_and(|column| column > MAX_COLUMNS) {
        return Ok(raw);
    }
    Ok(match cell.kind.as_str() {
        "s" => shared(&raw, context)?.to_owned(),
        "b" => if raw.trim() == "1" { "true" } else { "false" }.to_owned(),
        "str" | "inlineStr" | "e" => unescape(&raw).into_owned(),
        "d" => raw.trim_end_matches("T00:00:00").to_owned(),
        _ => match raw.trim().parse::<f64>() {
            Ok(number) if cell.is_date => serial_text(number, context.epoch_1904),
            Ok(number) => number_text(number),
            Err(_) => raw,
        },
    })
}

fn shared<'c>(raw: &str, context: &'c Context) -> Result<&'c str, TableError> {
    let index: usize = raw.trim().parse().map_err(|_| TableError::Unreadable)?;
    context.strings.get(index).map(String::as_str).ok_or(TableError::Unreadable)
}

/// Excel writes a carriage return inside text as `_x000D_`.
fn unescape(text: &str) -> Cow<'_, str> {
    if text.contains("_x000D_") { text.replace("_x000D_", "").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn references() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("AB12"), Some((27, 11)));
        for wrong in ["", "A", "12", "A0", "ZZZZZZZZZZ1", "A99999999999"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}
