//! The inside of a spreadsheet: the wrapping is made here, so that what is random reaches the parsers of XLSX, ODS and XLS.
#![no_main]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, inside)) = bytes.split_first() else { return };
    // A part ends where the next begins.
    let mut parts = inside.splitn(3, |b| *b == 0xFF);
    let mut part = || parts.next().unwrap_or_default();
    let file = match kind % 3 {
        0 => zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONS),
                   ("xl/worksheets/sheet1.xml", part()), ("xl/sharedStrings.xml", part()), ("xl/styles.xml", part())]),
        1 => zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", part())]),
        _ => compound(inside),
    };
    if let Some(file) = file {
        fuzz::import(&file);
    }
});

const WORKBOOK: &[u8] = br#"<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

fn zip(parts: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts.iter().filter(|(_, content)| !content.is_empty()) {
        archive.start_file(*name, stored).ok()?;
        archive.write_all(content).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fn compound(stream: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    file.create_stream("/Workbook").ok()?.write_all(stream).ok()?;
    Some(file.into_inner().into_inner())
}
