//! The closed world Typst works in: our templates, our fonts, the facts of one letter. No files, no
//! packages, no clock.

use std::sync::LazyLock;

use time::Date;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::PdfError;
use super::glyphs::prepare;

/// How many letters a memoized result may go unused before it is forgotten: keeps the memory of a
/// long batch flat while the parts common to its letters are set only once.
const MEMORY_AGE: usize = 8;

/// What kind of letter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Template {
    CallNotice,
    Statement,
    Invoice,
}

impl Template {
    /// Made to be kept (PDF/A) and read aloud (PDF/UA-1). Only PDF/A-3 may have the electronic invoice inside.
    const fn lasting(self) -> [PdfStandard; 2] {
        match self {
            Self::CallNotice | Self::Statement => [PdfStandard::A_2a, PdfStandard::Ua_1],
            Self::Invoice => [PdfStandard::A_3a, PdfStandard::Ua_1],
        }
    }
}

/// One letter to set.
pub(super) struct Letter {
    pub template: Template,
    /// The facts as the template reads them.
    pub facts: serde_json::Value,
    /// The drawing of the payment code, when the template shows one.
    pub epc_svg: Option<String>,
    pub issued_on: Date,
}

/// Everything that is the same for all letters.
struct Office {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    letter: Source,
    call_notice: Source,
    statement: Source,
    invoice: Source,
    facts: FileId,
    epc: FileId,
}

static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let fonts: Vec<Font> = [
        include_bytes!("../../fonts/SourceSans3-Regular.otf").as_slice(),
        include_bytes!("../../fonts/SourceSans3-Semibold.otf").as_slice(),
        include_bytes!("../../fonts/SourceSerif4Display-Regular.otf").as_slice(),
    ]
    .into_iter()
    .flat_map(|font| Font::iter(Bytes::new(font)))
    .collect();
    Office {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        letter: source("letter.typ", include_str!("templates/letter.typ")),
        call_notice: source("call_notice.typ", include_str!("templates/call_notice.typ")),
        statement: source("statement.typ", include_str!("templates/statement.typ")),
        invoice: source("invoice.typ", include_str!("templates/invoice.typ")),
        facts: file_id("facts.json"),
        epc: file_id("epc.svg"),
    }
});

fn source(name: &str, text: &str) -> Source {
    Source::new(file_id(name), text.to_owned())
}

fn file_id(name: &str) -> FileId {
    // The names are literals of this file.
    let path = VirtualPath::new(name).expect("a plain file name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one letter.
struct Desk {
    template: Template,
    facts: Bytes,
    epc: Option<Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &OFFICE.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &OFFICE.book
    }

    fn main(&self) -> FileId {
        match self.template {
            Template::CallNotice => OFFICE.call_notice.id(),
            Template::Statement => OFFICE.statement.id(),
            Template::Invoice => OFFICE.invoice.id(),
        }
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&OFFICE.letter, &OFFICE.call_notice, &OFFICE.statement, &OFFICE.invoice]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == OFFICE.facts {
            return Ok(self.facts.clone());
        }
        match &self.epc {
            Some(svg) if id == OFFICE.epc => Ok(svg.clone()),
            _ => Err(missing(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        OFFICE.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

/// Sets the letter. The only date in the file is that of the letter, so the bytes depend on the
/// facts alone.
pub(super) fn typeset(mut letter: Letter) -> Result<Vec<u8>, PdfError> {
    prepare(&mut letter.facts, &covered);
    let facts = serde_json::to_vec(&letter.facts).map_err(|e| PdfError::Typesetting(e.to_string()))?;
    let desk = Desk {
        template: letter.template,
        facts: Bytes::new(facts),
        epc: letter.epc_svg.map(Bytes::from_string),
    };
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|e| failure(&e))?;
    // A name that the lasting standards cannot carry must not keep the letter from its reader: it then goes as plain tagged PDF.
    let lasting = PdfStandards::new(&letter.template.lasting())
        .map_err(|e| PdfError::Typesetting(e.message().to_string()))?;
    let bytes = typst_pdf::pdf(&document, &options(lasting, letter.issued_on))
        .or_else(|_| typst_pdf::pdf(&document, &options(PdfStandards::default(), letter.issued_on)))
        .map_err(|e| failure(&e));
    typst::comemo::evict(MEMORY_AGE);
    bytes
}

fn options(standards: PdfStandards, issued_on: Date) -> PdfOptions {
    PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("KoproGo".to_owned())),
        timestamp: midnight(issued_on),
        standards,
        ..PdfOptions::default()
    }
}

fn covered(c: char) -> bool {
    OFFICE.fonts.iter().any(|font| font.info().coverage.contains(c.into()))
}

fn midnight(date: Date) -> Option<Timestamp> {
    let month = u8::from(date.month());
    Some(Timestamp::new_utc(Datetime::from_ymd_hms(date.year(), month, date.day(), 0, 0, 0)?))
}

fn failure(errors: &[SourceDiagnostic]) -> PdfError {
    let messages: Vec<String> = errors
        .iter()
        .map(|e| {
            format!("{} {}", e.message, e.hints.iter().map(|h| h.v.as_str()).collect::<Vec<_>>().join("; "))
        })
        .collect();
    PdfError::Typesetting(messages.join(" / "))
}
