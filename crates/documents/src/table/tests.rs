mod archives;
mod books;

use super::*;

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn numbers(table: &Table) -> Vec<u32> {
    table.rows.iter().map(|row| row.number).collect()
}

#[test]
fn a_belgian_csv() {
    // Windows-1252, semicolons, decimal comma, a line break in quotes, a blank line.
    let file = b"Lot;Propri\xe9taire;Quotit\xe9s\r\nA1;\"Dupont\r\nFils\";12,5\r\n\r\nA2;\"d'\"\"Or\"\"\";1\xa0000\r\n";
    let table = read(file).expect("a table");
    assert_eq!(table.headers, ["Lot", "Propriétaire", "Quotités"]);
    assert_eq!(cells(&table), [["A1", "Dupont Fils", "12,5"], ["A2", "d'\"Or\"", "1\u{a0}000"]]);
    assert_eq!(numbers(&table), [2, 4], "the line break in quotes is no row, the blank line is one");
}

#[test]
fn every_encoding_gives_the_same_table() {
    let text = "Lot,Naam\nA1,Zoë\nA2,Müller\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let expected = read(text.as_bytes()).expect("a table");
    assert_eq!(cells(&expected), [["A1", "Zoë"], ["A2", "Müller"]]);
    for file in [
        [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
        [b"\xFF\xFE".as_slice(), &utf16(u16::to_le_bytes)].concat(),
        [b"\xFE\xFF".as_slice(), &utf16(u16::to_be_bytes)].concat(),
        utf16(u16::to_le_bytes),
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect(),
        text.replace('\n', "\r").into_bytes(),
    ] {
        assert_eq!(read(&file).expect("a table"), expected);
    }
}

#[test]
fn every_separator_is_found() {
    for separator in [";", ",", "\t", "|"] {
        let text = "a;b;c\n1;2;3\n4;5;6".replace(';', separator);
        assert_eq!(read(text.as_bytes()).expect("a table").headers, ["a", "b", "c"], "{separator:?}");
    }
    let decimals = read(b"Lot;Part\nA;12,5\nB;13,5\n").expect("a table");
    assert_eq!(decimals.headers, ["Lot", "Part"]);
    let declared = read(b"sep=|\r\na;b|c\r\n1;2|3\r\n").expect("a table");
    assert_eq!((declared.headers[0].as_str(), numbers(&declared)), ("a;b", vec![3]));
}

#[test]
fn titles_above_the_header_are_left_out() {
    let table = read(b"Residence du Tilleul;;\n;;\nLot;Shares;Owner\nA;1;X\n").expect("a table");
    assert_eq!(table.headers, ["Lot", "Shares", "Owner"]);
    assert_eq!(numbers(&table), [4]);
    assert_eq!(read(b"Lot\nA\nB\n").expect("a table").rows.len(), 2);
}

#[test]
fn short_rows_are_filled_up() {
    let table = read(b"a;b\n1\n1;2;3\n").expect("a table");
    assert_eq!(table.headers, ["a", "b", ""]);
    assert_eq!(cells(&table), [["1", "", ""], ["1", "2", "3"]]);
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(read(b""), Err(TableError::Empty));
    assert_eq!(read(b" ;;\r\n;;\r\n"), Err(TableError::Empty));
    assert_eq!(read(b"<html><table><tr><td>1"), Err(TableError::Unsupported));
    assert_eq!(read(b"%PDF-1.7\n\0\x01\x02\x03"), Err(TableError::Unsupported));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"), Err(TableError::Unsupported));
    assert_eq!(read(b"PK\x03\x04rubbish"), Err(TableError::Unreadable));
    assert_eq!(read(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]), Err(TableError::Unreadable));
}

#[test]
fn the_limits_hold() {
    assert_eq!(read(&vec![b'a'; MAX_FILE_BYTES + 1]), Err(TableError::TooLarge));
    let rows =
        |count| read(format!("h;i\n{}", "1;2\n".repeat(count)).as_bytes()).map(|table| table.rows.len());
    assert_eq!(rows(MAX_ROWS), Ok(MAX_ROWS));
    assert_eq!(rows(MAX_ROWS + 1), Err(TableError::TooManyRows));
    assert_eq!(rows(MAX_ROWS + 100), Err(TableError::TooManyRows));
    let columns = |count| read("x;".repeat(count).as_bytes()).map(|table| table.headers.len());
    assert_eq!(columns(MAX_COLUMNS), Ok(MAX_COLUMNS));
    assert_eq!(columns(MAX_COLUMNS + 1), Err(TableError::TooManyColumns));
    assert_eq!(read(";".repeat(5_000).as_bytes()), Err(TableError::Empty), "empty columns do not count");
    let long = format!("a;b\n1;{}\n", "é".repeat(MAX_CELL_CHARS + 1));
    assert_eq!(read(long.as_bytes()), Err(TableError::CellTooLong { row: 2, column: 2 }));
}

#[test]
fn a_forgotten_quotation_mark_names_its_cell() {
    let file = format!("a;b\n1;2\n3;\"4\n{}", "5;6\n".repeat(500));
    assert_eq!(read(file.as_bytes()), Err(TableError::CellTooLong { row: 3, column: 2 }));
}

#[test]
fn columns_have_letters() {
    for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (200, "GR"), (16_384, "XFD")] {
        assert_eq!(column_letters(column), letters);
    }
}
