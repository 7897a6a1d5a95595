//! A table as one text, which is how it is kept between upload and import: a line per row, its number first, cells parted by tabs. It is
//! read row by row, without ever being in memory as cells.

use super::{Row, Table};

impl Table {
    /// The rows. A tab, a line break or another control character within a cell parts words, as a space does.
    pub fn to_text(&self) -> String {
        let length = |row: &Row| row.cells.iter().map(|cell| cell.len() + 1).sum::<usize>() + 6;
        let mut text = String::with_capacity(self.rows.iter().map(length).sum());
        for row in &self.rows {
            text.push_str(&row.number.to_string());
            for cell in &row.cells {
                text.push('\t');
                text.extend(cell.chars().map(|c| if c.is_control() { ' ' } else { c }));
            }
            text.push('\n');
        }
        text
    }
}

/// The rows of such a text, each with its number.
pub fn rows_of(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines().filter_map(|line| {
        let (number, cells) = line.split_once('\t')?;
        Some((number.parse().ok()?, cells.split('\t').collect()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_cell_by_cell() {
        let row = |number, cells: &[&str]| Row { number, cells: cells.iter().map(|c| (*c).into()).collect() };
        let rows = vec![row(2, &["A1", "", "rez\tde\nchaussée\r"]), row(7, &["", "\"é\\\u{85}", ""])];
        let text = Table { headers: vec!["Lot".into(), "B".into(), "C".into()], rows }.to_text();
        let read: Vec<_> = rows_of(&text).collect();
        assert_eq!(read, [(2, vec!["A1", "", "rez de chaussée "]), (7, vec!["", "\"é\\ ", ""])]);
        assert_eq!(rows_of("").count(), 0);
    }
}
