//! XLS as Excel 97 to 2003 wrote it (BIFF8): the cells of the first sheet that holds something.
//!
//! The file is a list of records in a stream of a compound file. Only records that carry values are
//! read; what the file says about its own size is ignored.

pub(super) mod records;
mod strings;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::builder::Builder;
use super::formats::{is_builtin_date, is_date_format, number_text, serial_text};
use super::{MAX_FILE_BYTES, Table, TableError};
use records::{Fields, Record, Records, kind};
use strings::{shared_strings, short_text, text};

/// The most sheets looked at.
const MAX_SHEETS: usize = 64;
/// The version field of BIFF8.
const BIFF8: u16 = 0x0600;

/// What the cells refer to.
#[derive(Default)]
struct Globals {
    strings: Vec<String>,
    /// Whether a number format shows a date.
    custom_formats: HashMap<u16, bool>,
    /// For every cell format, its number format.
    cell_formats: Vec<u16>,
    epoch_1904: bool,
    sheets: Vec<Sheet>,
}

struct Sheet {
    offset: usize,
    hidden: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| TableError::Unreadable)?;
    // A protected XLSX is a compound file around an encrypted archive.
    if file.exists("/EncryptedPackage") {
        return Err(TableError::Encrypted);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let stream =
        file.open_stream(name.ok_or(TableError::Unsupported)?).map_err(|_| TableError::Unreadable)?;
    let mut book = Vec::new();
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    stream.take(limit).read_to_end(&mut book).map_err(|_| TableError::Unreadable)?;
    workbook(&book)
}

fn workbook(book: &[u8]) -> Result<Table, TableError> {
    let mut globals = globals(book)?;
    globals.sheets.sort_by_key(|sheet| sheet.hidden);
    for sheet in &globals.sheets {
        let mut builder = Builder::default();
        cells(book.get(sheet.offset..).ok_or(TableError::Unreadable)?, &globals, &mut builder)?;
        if !builder.is_empty() {
            return builder.finish();
        }
    }
    Err(TableError::Empty)
}

fn globals(book: &[u8]) -> Result<Globals, TableError> {
    let mut globals = Globals::default();
    let mut records = Records::new(book);
    while let Some(record) = records.next() {
        let mut fields = Fields::new(record.data);
        match record.kind {
            kind::BOF if fields.u16()? != BIFF8 => return Err(TableError::Unreadable),
            kind::FILE_PASS => return Err(TableError::Encrypted),
            kind::DATE_MODE => globals.epoch_1904 = fields.u16()? == 1,
            kind::FORMAT => {
                let id = fields.u16()?;
                globals.custom_formats.insert(id, is_date_format(&text(&mut fields)?));
            }
            kind::XF => {
                fields.skip(2)?;
                globals.cell_formats.push(fields.u16()?);
            }
            kind::BOUND_SHEET => {
                let offset = usize::try_from(fields.u32()?).unwrap_or(usize::MAX);
                let (visibility, sheet_type) = (fields.u8()?, fields.u8()?);
                short_text(&mut fields)?;
                if sheet_type == 0 && globals.sheets.len() < MAX_SHEETS {
                    globals.sheets.push(Sheet { offset, hidden: visibility & 3 != 0 });
                }
            }
            kind::SST => globals.strings = shared_strings(record.data, &mut records)?,
            kind::EOF => break,
            _ => {}
        }
    }
    Ok(globals)
}

fn cells(sheet: &[u8], globals: &Globals, builder: &mut Builder) -> Result<(), TableError> {
    let mut records = Records::new(sheet);
    let mut depth = 0;
    let mut formula = None;
    while let Some(record) = records.next() {
        match record.kind {
            // Charts inside a sheet are streams of their own, with cells of their own.
            kind::BOF => depth += 1,
            kind::EOF => depth -= 1,
            _ if depth == 1 => cell(&record, globals, builder, &mut formula)?,
            _ => {}
        }
        if depth <= 0 {
            break;
        }
    }
    Ok(())
}

/// One record of a sheet. `formula` remembers the cell whose text result comes in the next record.
fn cell(
    record: &Record<'_>,
    globals: &Globals,
    builder: &mut Builder,
    formula: &mut Option<(u16, u16)>,
) -> Result<(), TableError> {
    let mut fields = Fields::new(record.data);
    if record.kind == kind::STRING {
        return match formula.take() {
            Some((row, column)) => builder.put(row.into(), column.into(), &text(&mut fields)?),
            None => Ok(()),
        };
    }
    if !kind::CELLS.contains(&record.kind) {
        return Ok(());
    }
    let (row, column) = (fields.u16()?, fields.u16()?);
    if record.kind == kind::MUL_RK {
        let mut column = column;
        while fields.left() >= 8 {
            let format = fields.u16()?;
            builder.put(row.into(), column.into(), &number(fields.rk()?, format, globals))?;
            column = column.saturating_add(1);
        }
        return Ok(());
    }
    let format = fields.u16()?;
    let value = match record.kind {
        kind::NUMBER => number(fields.f64()?, format, globals),
        kind::RK => number(fields.rk()?, format, globals),
        kind::LABEL_SST => {
            let index = usize::try_from(fields.u32()?).unwrap_or(usize::MAX);
            let shared = globals.strings.get(index).ok_or(TableError::Unreadable)?;
            return builder.put(row.into(), column.into(), shared);
        }
        kind::LABEL | kind::R_STRING => text(&mut fields)?,
        kind::BOOL_ERR => boolean_or_error(fields.u8()?, fields.u8()? != 0),
        _ => {
            let result = fields.bytes(8)?;
            *formula = (result[6..] == [0xFF, 0xFF] && result[0] == 0).then_some((row, column));
            formula_result(result, format, globals)?
        }
    };
    builder.put(row.into(), column.into(), &value)
}

/// The cached result of a formula that is not text.
fn formula_result(result: &[u8], format: u16, globals: &Globals) -> Result<String, TableError> {
    if result[6..] != [0xFF, 0xFF] {
        return Ok(number(Fields::new(result).f64()?, format, globals));
    }
    Ok(match result[0] {
        1 => boolean_or_error(result[2], false),
        2 => boolean_or_error(result[2], true),
        _ => String::new(),
    })
}

fn boolean_or_error(value: u8, is_error: bool) -> String {
    match (is_error, value) {
        (false, 0) => "false",
        (false, _) => "true",
        (true, 0x07) => "#DIV/0!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x2A) => "#N/A",
        (true, _) => "#VALUE!",
    }
    .to_owned()
}

fn number(value: f64, cell_format: u16, globals: &Globals) -> String {
    let format = globals.cell_formats.get(usize::from(cell_format)).copied().unwrap_or_default();
    let custom = globals.custom_formats.get(&format).copied();
    if custom.unwrap_or_else(|| is_builtin_date(format.into())) {
        serial_text(value, globals.epoch_1904)
    } else {
        number_text(value)
    }
}
