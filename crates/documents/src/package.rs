//! Packages: ZIP archives of open formats with a list of checksums, for what leaves the house — a copro that is handed over, a person's data.
//!
//! Written as a stream: one file after the other, in pieces, into anything that can seek. The checksums of all files come last, in the format
//! of `sha256sum -c`.

mod handover;
mod person;

use std::io::{Seek, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub use handover::{
    HandoverFacts, Successor, TableFacts, TableText, VoucherLink, csv_head, csv_row, index, readme,
};
pub use person::{PersonPage, Section, page};

/// The name of the list of checksums.
pub const SUMS: &str = "SHA256SUMS";

/// A file of the package that is being written.
struct Current {
    path: String,
    sum: Sha256,
}

/// An archive being written.
pub struct Package<W: Write + Seek> {
    zip: ZipWriter<W>,
    sums: Vec<(String, [u8; 32])>,
    current: Option<Current>,
}

impl<W: Write + Seek> Package<W> {
    pub fn new(out: W) -> Package<W> {
        Package { zip: ZipWriter::new(out), sums: Vec::new(), current: None }
    }

    /// Begins a file; the one before is complete. `packed`: not for what is compressed already.
    pub fn begin(&mut self, path: &str, packed: bool) -> zip::result::ZipResult<()> {
        self.end();
        let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        self.zip.start_file(path, SimpleFileOptions::default().compression_method(method))?;
        self.current = Some(Current { path: path.to_owned(), sum: Sha256::new() });
        Ok(())
    }

    /// The next piece of the file that was begun last.
    pub fn write(&mut self, piece: &[u8]) -> std::io::Result<()> {
        if let Some(current) = &mut self.current {
            current.sum.update(piece);
        }
        self.zip.write_all(piece)
    }

    fn end(&mut self) {
        if let Some(Current { path, sum }) = self.current.take() {
            self.sums.push((path, sum.finalize().into()));
        }
    }

    /// Adds the checksums and completes the archive.
    pub fn finish(mut self) -> zip::result::ZipResult<W> {
        self.end();
        let lines: String = self.sums.iter().map(|(path, sum)| format!("{}  {path}\n", hex(sum))).collect();
        self.begin(SUMS, true)?;
        self.write(lines.as_bytes())?;
        self.zip.finish()
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name that every file system takes: letters, digits, spaces and `.-_`, without leading dots, of bounded length.
pub fn safe_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || ".-_ ".contains(c) { c } else { '_' })
        .take(120)
        .collect();
    let kept = kept.trim().trim_start_matches('.');
    if kept.is_empty() { "document".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn checksums_are_those_of_the_files() {
        let mut package = Package::new(Cursor::new(Vec::new()));
        package.begin("a.txt", true).expect("begins");
        package.write(b"one ").expect("writes");
        package.write(b"two").expect("writes");
        package.begin("b.bin", false).expect("begins");
        let bytes = package.finish().expect("finishes").into_inner();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP archive");
        let mut sums = String::new();
        archive.by_name(SUMS).expect("the list").read_to_string(&mut sums).expect("reads");
        let expected = [(&b"one two"[..], "a.txt"), (b"", "b.bin")];
        let lines: String = expected
            .iter()
            .map(|(content, path)| format!("{}  {path}\n", hex(&Sha256::digest(content))))
            .collect();
        assert_eq!(sums, lines);
    }

    #[test]
    fn names_cannot_leave_their_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe_name("Facture n° 12/2026.pdf"), "Facture n_ 12_2026.pdf");
        assert_eq!(safe_name("…/"), "__");
        assert_eq!(safe_name(" .. "), "document");
    }
}
