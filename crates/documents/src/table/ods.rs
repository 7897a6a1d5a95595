//! OpenDocument: the cells of the first table that holds something, as text.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::builder::Builder;
use super::formats::number_text;
use super::package::Package;
use super::xml::{Xml, attribute, push_bounded, push_text};
use super::{MAX_COLUMNS, Table, TableError};

/// How much of the manifest is looked at for encryption.
const MANIFEST_BYTES: u64 = 64 * 1024;

/// Cells side by side with the same text.
struct Run {
    column: u32,
    count: u32,
    text: String,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Table, TableError> {
    if is_encrypted(package)? {
        return Err(TableError::Encrypted);
    }
    let mut xml = Xml::new(package.part("content.xml")?);
    loop {
        let is_table = match xml.next()? {
            Event::Start(start) => start.local_name().as_ref() == "table",
            Event::Eof => return Err(TableError::Empty),
            _ => false,
        };
        if is_table {
            let mut builder = Builder::default();
            table(&mut xml, &mut builder)?;
            if !builder.is_empty() {
                return builder.finish();
            }
        }
    }
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, TableError> {
    if !package.has("META-INF/manifest.xml") {
        return Ok(false);
    }
    let mut manifest = Vec::new();
    let mut part = package.part("META-INF/manifest.xml")?.take(MANIFEST_BYTES);
    part.read_to_end(&mut manifest).map_err(|_| TableError::Unreadable)?;
    Ok(manifest.windows(15).any(|window| window == b"encryption-data"))
}

fn table(xml: &mut Xml<'_>, builder: &mut Builder) -> Result<(), TableError> {
    let mut row = 0_u32;
    let mut depth = 1;
    while depth > 0 {
        let repeated = match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "table-row" => {
                Some(repetitions(&start, "number-rows-repeated"))
            }
            Event::Start(_) => {
                depth += 1;
                None
            }
            Event::End(_) => {
                depth -= 1;
                None
            }
            Event::Eof => return Err(TableError::Unreadable),
            _ => None,
        };
        if let Some(count) = repeated {
            let runs = runs(xml)?;
            put(builder, row, count, &runs)?;
            row = row.saturating_add(count);
        }
    }
    Ok(())
}

fn repetitions(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// A repeated row with text is written out; the builder stops what is too much.
fn put(builder: &mut Builder, row: u32, count: u32, runs: &[Run]) -> Result<(), TableError> {
    if runs.iter().all(|run| run.text.trim().is_empty()) {
        return Ok(());
    }
    for row in row..row.saturating_add(count) {
        for run in runs {
            for column in run.column..run.column.saturating_add(run.count) {
                builder.put(row, column, &run.text)?;
            }
        }
    }
    Ok(())
}

/// The filled cells of the row just started.
fn runs(xml: &mut Xml<'_>) -> Result<Vec<Run>, TableError> {
    let mut runs = Vec::new();
    let mut column = 0_u32;
    loop {
        let (count, value) = match xml.next()? {
            Event::Start(start) => (repetitions(&start, "number-columns-repeated"), typed_value(&start)),
            Event::End(_) => return Ok(runs),
            Event::Eof => return Err(TableError::Unreadable),
            _ => continue,
        };
        let shown = paragraphs(xml)?;
        let text = value.unwrap_or(shown);
        if !text.is_empty() {
            if usize::try_from(column).is_ok_and(|column| column >= MAX_COLUMNS) {
                return Err(TableError::TooManyColumns);
            }
            runs.push(Run { column, count, text });
        }
        column = column.saturating_add(count);
    }
}

/// The value behind what is shown: a number in full, a date as ISO 8601. Text is what is shown.
fn typed_value(start: &BytesStart<'_>) -> Option<String> {
    match attribute(start, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => {
            let value = attribute(start, "value")?;
            Some(value.parse().map_or(value, number_text))
        }
        "date" => {
            let mut text = String::new();
            push_bounded(&mut text, attribute(start, "date-value")?.trim_end_matches("T00:00:00"));
            Some(text)
        }
        "boolean" => attribute(start, "boolean-value"),
        _ => None,
    }
}

/// The text of the cell just started: its paragraphs, not its comments.
fn paragraphs(xml: &mut Xml<'_>) -> Result<String, TableError> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        let comment = match xml.next()? {
            Event::Start(start) => {
                depth += 1;
                let name = start.local_name();
                let break_before = name.as_ref() == "p" && !text.is_empty();
                if break_before || matches!(name.as_ref(), "s" | "tab" | "line-break") {
                    push_bounded(&mut text, " ");
                }
                name.as_ref() == "annotation"
            }
            Event::End(_) => {
                depth -= 1;
                false
            }
            Event::Eof => return Err(TableError::Unreadable),
            event => {
                push_text(&mut text, &event);
                false
            }
        };
        if comment {
            xml.skip()?;
            depth -= 1;
        }
    }
    Ok(text)
}
