//! A copro as a file: a ZIP archive that any tool opens.
//!
//! ```text
//! tables/<table>.tsv   the rows of one table as PostgreSQL's COPY writes them (text format, with a head)
//! files/<sha256>       a voucher or letter, named by the hash of its content
//! MANIFEST.json        format, schema, whose copro it is, and for each part its rows, bytes and SHA-256
//! SHA256SUMS           of everything else, as `sha256sum -c` reads it
//! ```
//!
//! Everything is compared with SHA256SUMS, and nothing else is tolerated, before a single row is written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use domain::ids::{FirmId, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::vault::{Held, Place};
use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::commands::audit::many;

/// Of this layout. A reader of another one refuses.
pub const FORMAT: u32 = 1;
/// Read and written at a time.
pub const PIECE: usize = 64 * 1024;
/// A manifest names every file of the copro; more than this is none of ours.
const MANIFEST_BYTES_MAX: u64 = 256 * 1024 * 1024;
const MANIFEST: &str = "MANIFEST.json";
const SUMS: &str = "SHA256SUMS";

#[derive(Debug, thiserror::Error)]
pub enum Damage {
    #[error("{0}: {1}")]
    Unreadable(String, io::Error),
    #[error("this is no archive of a copro, or it is damaged: {0}")]
    Zip(#[from] ZipError),
    #[error("the archive cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("the archive is damaged: {0}; take another copy")]
    Broken(String),
    #[error("the archive is of format {0}, this program reads format {FORMAT}: use the release that made it")]
    Format(u32),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub name: String,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

impl Part {
    pub fn of_table(name: &str, held: &Held) -> Part {
        Part { name: name.to_owned(), rows: held.rows, bytes: held.bytes, sha256: hex(&held.sha256) }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    /// The last migration of the database it was exported from.
    pub schema: i64,
    /// The release that wrote it.
    pub program: String,
    pub tenant: TenantId,
    pub firm: FirmId,
    pub slug: String,
    pub name: String,
    pub summary: Value,
    pub assignments: Value,
    pub tables: Vec<Part>,
    pub files: Vec<Part>,
}

/// Read first, because what else there is depends on it.
#[derive(Deserialize)]
struct Layout {
    format: u32,
}

impl Manifest {
    pub fn place(&self) -> Place {
        Place {
            tenant: self.tenant,
            firm: self.firm,
            slug: self.slug.clone(),
            name: self.name.clone(),
            summary: self.summary.clone(),
            assignments: self.assignments.clone(),
        }
    }

    pub fn size(&self) -> String {
        let rows: u64 = self.tables.iter().map(|table| table.rows).sum();
        format!(
            "{} in {}, {}",
            many(rows, "row"),
            many(self.tables.len() as u64, "table"),
            many(self.files.len() as u64, "file")
        )
    }

    pub fn table(&self, name: &str) -> Result<Held, Damage> {
        let part = self.tables.iter().find(|part| part.name == name);
        let part = part.ok_or_else(|| Damage::Broken(format!("table {name} is not in it")))?;
        let sha256 =
            unhex(&part.sha256).ok_or_else(|| Damage::Broken(format!("the hash of {name} is none")))?;
        Ok(Held { rows: part.rows, bytes: part.bytes, sha256 })
    }
}

/// An archive being written.
pub struct Writing {
    zip: ZipWriter<BufWriter<File>>,
    sums: BTreeMap<String, Sha256>,
    current: String,
}

impl Writing {
    pub fn into(out: File) -> Writing {
        Writing { zip: ZipWriter::new(BufWriter::new(out)), sums: BTreeMap::new(), current: String::new() }
    }

    /// Begins a part; `packed`: not for what is compressed already.
    pub fn begin(&mut self, path: &str, packed: bool) -> ZipResult<()> {
        let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        // How large a table is, is known when it is written.
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.zip.start_file(path, options)?;
        self.current = path.to_owned();
        Ok(())
    }

    pub fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.sums.entry(self.current.clone()).or_default().update(piece);
        self.zip.write_all(piece)
    }

    pub fn finish(mut self, manifest: &Manifest) -> Result<(), Damage> {
        self.begin(MANIFEST, true)?;
        self.write(&serde_json::to_vec_pretty(manifest).map_err(io::Error::other)?)?;
        let sums = std::mem::take(&mut self.sums);
        self.begin(SUMS, true)?;
        for (path, sum) in sums {
            writeln!(self.zip, "{}  {path}", hex(&sum.finalize()))?;
        }
        let file = self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(())
    }
}

/// An archive that is whole.
pub struct Opened {
    zip: ZipArchive<File>,
    manifest: Manifest,
}

impl Opened {
    pub fn at(path: &Path) -> Result<Opened, Damage> {
        let file = File::open(path).map_err(|error| Damage::Unreadable(path.display().to_string(), error))?;
        let mut zip = ZipArchive::new(file)?;
        compare(&mut zip)?;
        let bytes = content(&mut zip, MANIFEST)?;
        let broken = |error: serde_json::Error| Damage::Broken(format!("{MANIFEST}: {error}"));
        let layout: Layout = serde_json::from_slice(&bytes).map_err(broken)?;
        if layout.format != FORMAT {
            return Err(Damage::Format(layout.format));
        }
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(broken)?;
        Ok(Opened { zip, manifest })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn reader(&mut self, path: &str) -> Result<ZipFile<'_, File>, Damage> {
        self.zip.by_name(path).map_err(|_| Damage::Broken(format!("{path} is not in it")))
    }

    pub fn content(&mut self, path: &str) -> Result<Vec<u8>, Damage> {
        content(&mut self.zip, path)
    }
}

fn content(zip: &mut ZipArchive<File>, path: &str) -> Result<Vec<u8>, Damage> {
    let part = zip.by_name(path).map_err(|_| Damage::Broken(format!("{path} is not in it")))?;
    if part.size() > MANIFEST_BYTES_MAX {
        return Err(Damage::Broken(format!("{path} is of {} bytes", part.size())));
    }
    let mut bytes = Vec::new();
    part.take(MANIFEST_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every part against the list of checksums, and the list against the parts.
fn compare(zip: &mut ZipArchive<File>) -> Result<(), Damage> {
    let listed =
        String::from_utf8(content(zip, SUMS)?).map_err(|_| Damage::Broken(format!("{SUMS} is no text")))?;
    let mut listed: BTreeMap<&str, &str> =
        listed.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index)?;
        let path = part.name()?.into_owned();
        if path == SUMS {
            continue;
        }
        let Some(sum) = listed.remove(path.as_str()) else {
            return Err(Damage::Broken(format!("{path} is not in {SUMS}")));
        };
        let mut found = Sha256::new();
        let mut piece = vec![0; PIECE];
        loop {
            let read = part.read(&mut piece).map_err(|error| Damage::Broken(format!("{path}: {error}")))?;
            if read == 0 {
                break;
            }
            found.update(&piece[..read]);
        }
        if hex(&found.finalize()) != sum {
            return Err(Damage::Broken(format!("{path} is not what was written")));
        }
    }
    match listed.keys().next() {
        Some(missing) => Err(Damage::Broken(format!("{missing} is not in it"))),
        None => Ok(()),
    }
}

pub fn table_path(name: &str) -> String {
    format!("tables/{name}.tsv")
}

pub fn file_path(hash: &str) -> String {
    format!("files/{hash}")
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    if !text.is_ascii() || text.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}
