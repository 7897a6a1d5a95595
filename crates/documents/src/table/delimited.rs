//! CSV as it comes out of spreadsheets and old programs: any separator, any encoding, line breaks
//! inside quotes.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::builder::Builder;
use super::{Table, TableError};

/// Tried in this order; the first of equally good ones wins.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Records looked at to recognise the separator.
const SAMPLE: usize = 30;

pub(super) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    let text = decode(bytes)?;
    if text.trim_start().starts_with('<') {
        // Old programs call an HTML page ".xls"; Excel opens it, and can save it as a real one.
        return Err(TableError::Unsupported);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (declared, body) = declared_separator(&text);
    let separator = declared.unwrap_or_else(|| guess_separator(body));
    let mut row = u32::from(declared.is_some());
    let mut builder = Builder::default();
    let mut reader = csv_reader(body, separator);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| TableError::Unreadable)? {
        row = row.saturating_add(blank_lines(body, &record));
        for (column, cell) in (0..).zip(&record) {
            builder.put(row, column, &flatten(cell))?;
        }
        row = row.saturating_add(1);
    }
    builder.finish()
}

fn csv_reader(body: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes())
}

/// The parser skips blank lines, which spreadsheets count as rows.
fn blank_lines(body: &str, record: &csv::StringRecord) -> u32 {
    let start = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or_default();
    let rest = body.as_bytes().get(start..).unwrap_or_default();
    u32::try_from(rest.iter().take_while(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// A line break inside a cell separates words, nothing more.
fn flatten(cell: &str) -> Cow<'_, str> {
    if cell.contains('\n') { cell.replace('\n', " ").into() } else { cell.into() }
}

/// Excel's own first line, `sep=;`, and what follows it.
fn declared_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_matches('"').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] if separator.is_ascii() => {
            (Some(*separator), rest)
        }
        _ => (None, text),
    }
}

/// The separator that cuts the first records into the same number of cells most often; of equally
/// good ones, the one that makes more cells.
fn guess_separator(body: &str) -> u8 {
    let mut best = (b';', 0, 0);
    for separator in SEPARATORS {
        let widths: Vec<usize> = csv_reader(body, separator)
            .records()
            .take(SAMPLE)
            .map_while(Result::ok)
            .map(|record| record.len())
            .filter(|width| *width > 1)
            .collect();
        let width = widths.iter().copied().max().unwrap_or_default();
        let alike = widths.iter().filter(|w| **w == width).count();
        if (alike, width) > (best.1, best.2) {
            best = (separator, alike, width);
        }
    }
    best.0
}

/// By byte order mark; else UTF-8 if it is valid; else UTF-16 if every other byte is zero; else
/// Windows-1252, what Excel writes in Belgium.
fn decode(bytes: &[u8]) -> Result<String, TableError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned());
    }
    let encoding = if bytes.contains(&0) {
        utf16(bytes).ok_or(TableError::Unsupported)?
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    };
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let invisible = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')).count();
    // A picture or a program decodes to something as well; a table has no control characters.
    if invisible > text.len() / 100 { Err(TableError::Unsupported) } else { Ok(text) }
}

/// UTF-16 without its mark: of Latin text, one byte of each pair is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = sample.len() / 2;
    match (zeros(0), zeros(1)) {
        (low, high) if high * 10 > pairs * 8 && low * 10 < pairs => Some(UTF_16LE),
        (low, high) if low * 10 > pairs * 8 && high * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}
