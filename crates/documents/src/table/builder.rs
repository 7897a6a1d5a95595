//! Where every reader puts its cells: the limits are kept here, once.

use std::collections::BTreeMap;

use super::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Row, Table, TableError};

/// What all cells may hold together, in bytes: a few bytes of a file can repeat one text in a million
/// cells.
const MAX_TEXT_BYTES: usize = 48 * 1024 * 1024;
/// Rows above the header (a title, a date) that are looked through to find it.
const MAX_TITLE_ROWS: usize = 20;

/// A table being read. Cells may come in any order.
#[derive(Default)]
pub(super) struct Builder {
    rows: BTreeMap<u32, Vec<String>>,
    text_bytes: usize,
}

impl Builder {
    /// Puts `text` at a position counted from 0. Blank text leaves no trace, so a sheet formatted down
    /// to its last row costs nothing.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), TableError> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        if text.is_empty() {
            return Ok(());
        }
        let index = usize::try_from(column).unwrap_or(usize::MAX);
        if index >= MAX_COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        if text.chars().nth(MAX_CELL_CHARS).is_some() {
            return Err(TableError::CellTooLong { row: row.saturating_add(1), column: column + 1 });
        }
        self.text_bytes += text.len();
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(TableError::Bomb);
        }
        let full = self.rows.len() > MAX_ROWS + MAX_TITLE_ROWS;
        if full && !self.rows.contains_key(&row) {
            return Err(TableError::TooManyRows);
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= index {
            cells.resize(index + 1, String::new());
        }
        text.clone_into(&mut cells[index]);
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table: header found, titles above it left out, every row as wide as the header.
    pub(super) fn finish(mut self) -> Result<Table, TableError> {
        let header_row = self.header_row().ok_or(TableError::Empty)?;
        self.rows = self.rows.split_off(&header_row);
        let width = self.rows.values().map(Vec::len).max().unwrap_or_default();
        let mut rows = self.rows.into_iter().map(|(row, mut cells)| {
            cells.resize(width, String::new());
            Row { number: row.saturating_add(1), cells }
        });
        let headers = rows.next().map(|row| row.cells).unwrap_or_default();
        let rows: Vec<Row> = rows.collect();
        if rows.len() > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        Ok(Table { headers, rows })
    }

    fn header_row(&self) -> Option<u32> {
        let filled = |cells: &Vec<String>| cells.iter().filter(|cell| !cell.is_empty()).count();
        let first_wide = self.rows.iter().take(MAX_TITLE_ROWS).find(|(_, cells)| filled(cells) > 1);
        first_wide.or_else(|| self.rows.first_key_value()).map(|(row, _)| *row)
    }
}
