//! The container of XLSX and OpenDocument: a ZIP archive, opened so that it cannot explode.
//!
//! Sizes in the archive's directory are claims. A part is inflated as a stream against a budget that
//! all parts share, and only the parts that are needed are inflated at all.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Table, TableError, ods, xlsx};

/// What all parts read may inflate to, in bytes: 20 000 rows of 60 filled cells are about 50 MB.
pub(super) const MAX_INFLATED_BYTES: u64 = 96 * 1024 * 1024;
/// The most that one part may be larger than its compressed form. DEFLATE reaches 1032 for endless
/// repetition; sheets full of the same cells reach about 100.
const MAX_RATIO: u64 = 400;
/// Small parts may have any ratio.
const RATIO_FREE_BYTES: u64 = 1024 * 1024;
/// The most parts of an archive.
const MAX_PARTS: usize = 4_000;

/// An opened archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Some programs write other capitals or backslashes than the format asks for.
    names: HashMap<String, usize>,
    left: Cell<u64>,
}

/// The reader of one part, as the XML parser wants it.
pub(super) type Part<'p> = BufReader<Box<dyn Read + 'p>>;

pub(super) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    let mut package = Package::open(bytes)?;
    if package.has("content.xml") {
        return ods::read(&mut package);
    }
    if package.has("[Content_Types].xml") {
        return xlsx::read(&mut package);
    }
    Err(TableError::Unsupported)
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, TableError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::Unreadable)?;
        if archive.len() > MAX_PARTS {
            return Err(TableError::Bomb);
        }
        let named = |index: usize| Some((canonical(&archive.name_for_index(index)?.ok()?), index));
        let names = (0..archive.len()).filter_map(named).collect();
        Ok(Self { archive, names, left: Cell::new(MAX_INFLATED_BYTES) })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&canonical(name))
    }

    /// Streams a part. Its reader fails with [`Exploded`] once the budget or the ratio is exceeded.
    pub(super) fn part(&mut self, name: &str) -> Result<Part<'_>, TableError> {
        let index = *self.names.get(&canonical(name)).ok_or(TableError::Unreadable)?;
        let file = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => TableError::Encrypted,
            _ => TableError::Unreadable,
        })?;
        let claimed = file.size();
        let allowed = file.compressed_size().saturating_mul(MAX_RATIO).max(RATIO_FREE_BYTES);
        if claimed > self.left.get() || claimed > allowed {
            return Err(TableError::Bomb);
        }
        Ok(BufReader::new(Box::new(Metered { inner: file, allowed, left: &self.left })))
    }
}

fn canonical(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Counts what really comes out, whatever was claimed.
struct Metered<'p, R> {
    inner: R,
    allowed: u64,
    left: &'p Cell<u64>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let bytes = u64::try_from(count).unwrap_or(u64::MAX);
        let (Some(allowed), Some(left)) =
            (self.allowed.checked_sub(bytes), self.left.get().checked_sub(bytes))
        else {
            return Err(std::io::Error::other(Exploded));
        };
        self.allowed = allowed;
        self.left.set(left);
        Ok(count)
    }
}

/// Carried inside an I/O error through the XML parser.
#[derive(Debug, thiserror::Error)]
#[error("the part expands too far")]
struct Exploded;

/// What an XML error means: a bomb, or a damaged file.
pub(super) fn xml_error(error: &quick_xml::Error) -> TableError {
    match error {
        quick_xml::Error::Io(io) if io.get_ref().is_some_and(|inner| inner.is::<Exploded>()) => {
            TableError::Bomb
        }
        _ => TableError::Unreadable,
    }
}
