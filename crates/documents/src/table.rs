//! Tables out of the files people have: CSV of any flavour, XLSX, XLS and OpenDocument.
//!
//! The format is recognised by content, never by name. Every reader here streams under the limits
//! below: what a file claims about itself (counts, dimensions, sizes) is never believed, so a small
//! file cannot make the server allocate more than the limits allow.

mod builder;
mod delimited;
mod formats;
mod ods;
mod package;
mod stored;
mod xls;
mod xlsx;
mod xml;

#[cfg(test)]
mod tests;

use domain::violation::Arg;
use serde::{Deserialize, Serialize};

pub use stored::rows_of;

/// The largest file accepted, in bytes.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;
/// The most rows below the header.
pub const MAX_ROWS: usize = 20_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 200;
/// The longest cell, in characters.
pub const MAX_CELL_CHARS: usize = 500;

/// A table with one header row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<Row>,
}

/// One row that is not empty; `cells` has exactly as many entries as the table has headers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row as the spreadsheet shows it: the first row of the file is 1, blank rows count.
    pub number: u32,
    pub cells: Vec<String>,
}

/// Why a file is not read. Each has the messages `problem-<code>` and `problem-<code>-detail`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("the file is larger than {MAX_FILE_BYTES} bytes")]
    TooLarge,
    #[error("the file is not a table")]
    Unsupported,
    #[error("the file has no cell with text")]
    Empty,
    #[error("the spreadsheet is damaged")]
    Unreadable,
    #[error("the spreadsheet is protected by a password")]
    Encrypted,
    #[error("the spreadsheet expands beyond every reasonable size")]
    Bomb,
    #[error("more than {MAX_ROWS} rows")]
    TooManyRows,
    #[error("more than {MAX_COLUMNS} columns")]
    TooManyColumns,
    #[error("row {row}, column {column}: more than {MAX_CELL_CHARS} characters")]
    CellTooLong { row: u32, column: u32 },
}

impl TableError {
    /// The stable code of the problem.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Unsupported => "table-unsupported",
            Self::Empty => "table-empty",
            Self::Unreadable => "table-unreadable",
            Self::Encrypted => "table-encrypted",
            Self::Bomb => "table-bomb",
            Self::TooManyRows => "table-too-many-rows",
            Self::TooManyColumns => "table-too-many-columns",
            Self::CellTooLong { .. } => "table-cell-too-long",
        }
    }

    /// The arguments of its message.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::TooLarge => vec![("limit", Arg::Text(crate::upload::megabytes(MAX_FILE_BYTES)))],
            Self::TooManyRows => vec![("limit", int(MAX_ROWS))],
            Self::TooManyColumns => vec![("limit", int(MAX_COLUMNS))],
            Self::CellTooLong { row, column } => vec![
                ("row", Arg::Int(i64::from(*row))),
                ("column", Arg::Text(column_letters(*column))),
                ("limit", int(MAX_CELL_CHARS)),
            ],
            Self::Unsupported | Self::Empty | Self::Unreadable | Self::Encrypted | Self::Bomb => vec![],
        }
    }
}

fn int(number: usize) -> Arg {
    Arg::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The name of a column as spreadsheets show it, counted from 1: A, Z, AA.
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let rest = u8::try_from((column - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + rest));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Reads the first sheet that holds something.
///
/// The header is the first row of the file with at least two filled cells, so that a title above the
/// table does no harm; in a file of one column it is the first filled row.
pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(TableError::TooLarge);
    }
    if bytes.starts_with(b"PK") {
        return package::read(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return xls::read(bytes);
    }
    delimited::read(bytes)
}
