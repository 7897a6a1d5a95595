//! XLSX and OpenDocument files, honest and hostile, made here.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

const WORKBOOK: &str = r#"<workbook xmlns="m" xmlns:r="r"><workbookPr/><sheets>
    <sheet name="Cover" sheetId="1" r:id="rId1"/><sheet name="Lots" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
    <Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
    <Relationship Id="rId4" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst uniqueCount="99999999999"><si><t>Lot</t></si>
    <si><r><t>Zo</t></r><r><t xml:space="preserve">ë &amp; </t></r><rPh><t>no</t></rPh><r><t>&#233;</t></r></si></sst>"#;

fn xlsx_with(sheet: &str, strings: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            br#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", br#"<worksheet><sheetData><row r="9"><c r="A9" s="1"/></row></sheetData></worksheet>"#),
        ("xl/worksheets/Sheet2.xml", sheet.as_bytes()),
    ])
}

fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_with(
        &format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"),
        STRINGS,
    )
}

#[test]
fn an_xlsx_of_every_kind_of_cell() {
    let table = read(&xlsx(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>Owner</t></is></c><c r="D1" t="str"><v>D</v></c></row>
           <row r="3"><c r="A3"><v>100</v></c><c r="B3" t="s"><v>1</v></c><c r="C3"><f>1/3</f><v>33.330000000000005</v></c>
             <c r="D3" s="1"><v>46023</v></c><c r="E3" s="2"><v>46023.5</v></c><c r="F3" t="b"><v>1</v></c>
             <c r="G3" t="e"><v>#N/A</v></c><c r="H3" t="d"><v>2026-01-31T00:00:00</v></c></row>
           <row r="1048576"><c r="XFD1048576" s="1"/></row>"#,
    ))
    .expect("a table");
    assert_eq!(table.headers[..4], ["Lot", "Owner", "", "D"]);
    assert_eq!(numbers(&table), [3]);
    assert_eq!(
        cells(&table)[0],
        ["100", "Zoë & é", "33.33", "2026-01-01", "2026-01-01T12:00:00", "true", "#N/A", "2026-01-31"]
    );
}

#[test]
fn cells_outside_the_limits_are_refused_without_being_made() {
    let far = read(&xlsx(r#"<row><c r="XFD1048576"><v>1</v></c></row>"#));
    assert_eq!(far, Err(TableError::TooManyColumns));
    let missing = read(&xlsx(r#"<row><c t="s"><v>7</v></c></row>"#));
    assert_eq!(missing, Err(TableError::Unreadable));
    let long = format!(r#"<row><c t="inlineStr"><is><t>{}</t></is></c></row>"#, "x".repeat(1_000_000));
    assert_eq!(read(&xlsx(&long)), Err(TableError::CellTooLong { row: 1, column: 1 }));
}

#[test]
fn one_text_in_a_million_cells_is_a_bomb() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(MAX_CELL_CHARS));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(MAX_COLUMNS));
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", row.repeat(600));
    assert_eq!(read(&xlsx_with(&sheet, &strings)), Err(TableError::Bomb));
}

#[test]
fn a_part_that_expands_too_far_is_a_bomb() {
    let sheet = vec![b' '; 20 * 1024 * 1024];
    let bomb = archive(&[("mimetype", b""), ("content.xml", &sheet)]);
    assert!(bomb.len() < 50_000, "{} bytes", bomb.len());
    assert_eq!(read(&bomb), Err(TableError::Bomb));
}

/// The archive says the part is small; what comes out is counted all the same.
#[test]
fn a_lie_about_the_size_does_not_help() {
    let mut bomb = archive(&[("content.xml", &vec![b' '; 20 * 1024 * 1024])]);
    let claimed = (20 * 1024 * 1024_u32).to_le_bytes();
    let positions: Vec<usize> =
        bomb.windows(4).enumerate().filter(|(_, four)| *four == claimed).map(|(at, _)| at).collect();
    assert!(!positions.is_empty());
    for at in positions {
        bomb[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    assert!(matches!(read(&bomb), Err(TableError::Bomb | TableError::Unreadable | TableError::Empty)));
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
           <table:table table:name="Empty"><table:table-row><table:table-cell/></table:table-row></table:table>
           <table:table table:name="Lots"><table:table-column/><table:table-header-rows>{rows}</table:table-header-rows>
           </table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn an_opendocument_of_every_kind_of_cell() {
    let table = read(&ods(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Lot</text:p></table:table-cell>
             <table:table-cell table:number-columns-repeated="2"><text:p>Twice</text:p></table:table-cell></table:table-row>
           <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
           <table:table-row table:number-rows-repeated="2">
             <table:table-cell office:value-type="float" office:value="100"><text:p>100,00</text:p></table:table-cell>
             <table:table-cell office:value-type="date" office:date-value="2026-01-31"><text:p>31/01/26</text:p></table:table-cell>
             <table:table-cell><office:annotation><text:p>secret</text:p></office:annotation>
               <text:p>A<text:s/>&amp;</text:p><text:p>B</text:p></table:table-cell></table:table-row>
           <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>"#,
    ))
    .expect("a table");
    assert_eq!(table.headers, ["Lot", "Twice", "Twice"]);
    assert_eq!(numbers(&table), [5, 6]);
    assert_eq!(cells(&table)[1], ["100", "2026-01-31", "A & B"]);
}

#[test]
fn repetition_is_bounded() {
    let rows = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(read(&ods(rows)), Err(TableError::TooManyRows));
    let columns = r#"<table:table-row><table:table-cell table:number-columns-repeated="4294967295"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(read(&ods(columns)), Err(TableError::TooManyColumns));
}

#[test]
fn an_encrypted_opendocument_says_so() {
    let file = archive(&[("META-INF/manifest.xml", b"<m:encryption-data/>"), ("content.xml", b"\x01\x02")]);
    assert_eq!(read(&file), Err(TableError::Encrypted));
}

#[test]
fn an_archive_of_something_else_is_no_table() {
    assert_eq!(read(&archive(&[("word/document.xml", b"<x/>")])), Err(TableError::Unsupported));
    let word = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>")]);
    assert_eq!(read(&word), Err(TableError::Unreadable));
}

#[test]
fn every_truncation_is_an_error_and_never_a_panic() {
    let file = xlsx(r#"<row><c t="s"><v>0</v></c><c><v>1</v></c></row>"#);
    for length in (0..file.len()).step_by(7) {
        assert!(read(&file[..length]).is_err(), "{length} bytes");
    }
}
