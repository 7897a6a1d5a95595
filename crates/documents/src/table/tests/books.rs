//! XLS files, honest and hostile, made here record by record.

use std::io::{Cursor, Write};

use cfb::CompoundFile;

use super::super::xls::records::kind;
use super::*;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream(name).expect("a stream").write_all(stream).expect("its bytes");
    file.into_inner().into_inner()
}

/// A book of an empty first sheet and a second one with these records.
fn book(strings: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let bof = record(kind::BOF, &words(&[0x0600, 5]));
    let eof = record(kind::EOF, &[]);
    let sheet_entry = |offset: usize| {
        let offset = u32::try_from(offset).expect("a small book").to_le_bytes();
        record(kind::BOUND_SHEET, &[&offset[..], &[0, 0, 1, 0, b'S']].concat())
    };
    let mut before = bof.clone();
    before.extend(record(kind::FORMAT, &[&words(&[164, 10])[..], &[0], b"dd/mm/yyyy"].concat()));
    before.extend(record(kind::XF, &words(&[0, 0])));
    before.extend(record(kind::XF, &words(&[0, 164])));
    let mut after = Vec::new();
    for (index, part) in strings.iter().enumerate() {
        after.extend(record(if index == 0 { kind::SST } else { kind::CONTINUE }, part));
    }
    after.extend(&eof);
    let first = before.len() + 2 * sheet_entry(0).len() + after.len();
    let empty = [bof.clone(), eof.clone()].concat();
    let second = first + empty.len();
    let sheet = [bof, cells.concat(), eof].concat();
    let stream = [before, sheet_entry(first), sheet_entry(second), after, empty, sheet].concat();
    compound("/Workbook", &stream)
}

fn strings() -> Vec<Vec<u8>> {
    // "Lot", then "Zoë" as rich text whose characters go on in the next record, wide there.
    let first = [&[0; 8][..], &[3, 0, 0], b"Lot", &[4, 0, 8, 1, 0], b"Zo"].concat();
    let second = [&[1][..], &[0xEB, 0, 0xAC, 0x20], &[9, 9, 9, 9]].concat();
    vec![first, second]
}

fn label(row: u16, column: u16, index: u16) -> Vec<u8> {
    record(kind::LABEL_SST, &words(&[row, column, 0, index, 0]))
}

#[test]
fn an_xls_of_every_kind_of_cell() {
    let number = |row, column, format, value: f64| {
        record(kind::NUMBER, &[words(&[row, column, format]), value.to_le_bytes().to_vec()].concat())
    };
    let rk = (1250_u32 << 2) | 3;
    let many = [
        words(&[2, 3, 0]),
        rk.to_le_bytes().to_vec(),
        words(&[0]),
        (7_u32 << 2 | 2).to_le_bytes().to_vec(),
        words(&[4]),
    ];
    let formula = |row: u16, column: u16, result: &[u8]| {
        record(kind::FORMULA, &[words(&[row, column, 0]), result.to_vec(), vec![0; 6]].concat())
    };
    let table = read(&book(
        &strings(),
        &[
            label(0, 0, 0),
            record(kind::LABEL, &[words(&[0, 1, 0, 5]), vec![0], b"Owner".to_vec()].concat()),
            label(2, 1, 1),
            number(2, 0, 0, 100.0),
            number(2, 2, 1, 46_023.0),
            record(kind::MUL_RK, &many.concat()),
            formula(2, 5, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
            record(kind::STRING, &[words(&[4]), vec![0], b"text".to_vec()].concat()),
            formula(2, 6, &0.5_f64.to_le_bytes()),
            record(kind::BOOL_ERR, &[words(&[2, 7, 0]), vec![0x2A, 1]].concat()),
        ],
    ))
    .expect("a table");
    assert_eq!(table.headers[..2], ["Lot", "Owner"]);
    assert_eq!(numbers(&table), [3]);
    assert_eq!(cells(&table)[0], ["100", "Zoë€", "2026-01-01", "12.5", "7", "text", "0.5", "#N/A"]);
}

#[test]
fn claims_about_size_are_ignored() {
    // Excel's record of the used area: four billion rows.
    let dimensions =
        record(0x0200, &[&0_u32.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &[0, 0, 255, 255]].concat());
    let table = read(&book(&strings(), &[dimensions, label(0, 0, 0), label(1, 0, 0)])).expect("a table");
    assert_eq!(table.rows.len(), 1);
    assert_eq!(read(&book(&strings(), &[label(0, 9_999, 0)])), Err(TableError::TooManyColumns));
    assert_eq!(read(&book(&strings(), &[label(0, 0, 9)])), Err(TableError::Unreadable));
}

#[test]
fn protected_and_foreign_books_say_so() {
    let protected = [record(kind::BOF, &words(&[0x0600, 5])), record(kind::FILE_PASS, &[1, 0])].concat();
    assert_eq!(read(&compound("/Workbook", &protected)), Err(TableError::Encrypted));
    assert_eq!(read(&compound("/EncryptedPackage", b"x")), Err(TableError::Encrypted));
    assert_eq!(read(&compound("/WordDocument", b"x")), Err(TableError::Unsupported));
    let excel_5 = record(kind::BOF, &words(&[0x0500, 5]));
    assert_eq!(read(&compound("/Book", &excel_5)), Err(TableError::Unreadable));
}

#[test]
fn every_truncation_is_harmless() {
    let file = book(&strings(), &[label(0, 0, 0), label(0, 1, 1)]);
    for length in (0..file.len()).step_by(97) {
        let _ = read(&file[..length]);
    }
}
