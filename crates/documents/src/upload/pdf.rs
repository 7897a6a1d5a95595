//! The bomb guard of PDF files: what every stream inflates to is counted, never kept.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};

use super::filters::{Decoded, Input, ascii_hex, ascii85, bytewise, flate, lzw, run_length};
use super::pages::PageCounter;
use super::scan::{Found, Scan, Stream, Token, tokens};
use super::{MAX_INFLATED_BYTES, MAX_OBJECTS, MAX_PAGES, MAX_PIXELS, UploadError};

/// From here on, the whole file may not inflate to more than [`MAX_RATIO`] times its size.
const RATIO_FREE_BYTES: u64 = 50 * 1024 * 1024;
const MAX_RATIO: u64 = 500;
/// Filters that expand, one inside the other: two are seen in real files, three only in bombs.
const MAX_EXPANDING: usize = 2;
/// DEFLATE expands at most this much; a stream that expands more was packed twice to do so.
const MAX_NESTED_RATIO: u64 = 1032;
/// Filters of one stream, expanding or not.
const MAX_FILTERS: usize = 8;
/// A picture in a PDF may be larger than one alone: plans are scanned as black and white.
const MAX_PICTURE_PIXELS: u64 = 4 * MAX_PIXELS;
const CHUNK_BYTES: usize = 16 * 1024;

/// What this file has cost, and may still cost.
struct Budget {
    inflated: Cell<u64>,
    /// Streams may overlap in a hostile file; reading the same bytes again and again is work, too.
    read_left: Cell<u64>,
}

/// The budget is spent: carried through the filters as an I/O error.
#[derive(Debug, thiserror::Error)]
#[error("the stream expands too far")]
struct Exploded;

pub(super) fn inspect(bytes: &[u8]) -> Result<(), UploadError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let budget = Budget {
        inflated: Cell::new(0),
        read_left: Cell::new(size.saturating_mul(4).saturating_add(1024 * 1024)),
    };
    let mut objects = 0_u32;
    let mut pages = PageCounter::default();
    pages.look(bytes, bytes.len());
    for found in Scan::new(bytes) {
        match found {
            Found::Object => objects += 1,
            Found::Stream(stream) => {
                let dictionary = Dictionary::read(&stream)?;
                objects = objects.saturating_add(dictionary.objects);
                inspect_stream(bytes, &stream, &dictionary, &budget, &mut pages)?;
            }
        }
        if objects > MAX_OBJECTS {
            return Err(UploadError::PdfBomb);
        }
    }
    if objects == 0 {
        return Err(UploadError::Unreadable);
    }
    if pages.pages > MAX_PAGES {
        return Err(UploadError::TooManyPages);
    }
    let inflated = budget.inflated.get();
    let out_of_proportion = inflated > RATIO_FREE_BYTES && inflated > size.saturating_mul(MAX_RATIO);
    if out_of_proportion || pages.claims_too_many { Err(UploadError::PdfBomb) } else { Ok(()) }
}

/// What the dictionary of a stream says that matters here.
#[derive(Default)]
struct Dictionary {
    filters: Vec<Vec<u8>>,
    /// Objects packed into an object stream.
    objects: u32,
    is_object_stream: bool,
}

impl Dictionary {
    fn read(stream: &Stream<'_>) -> Result<Self, UploadError> {
        let mut found = Self::default();
        let (mut width, mut height) = (0_u64, 0_u64);
        let mut words = tokens(stream.dictionary).peekable();
        while let Some(word) = words.next() {
            let Token::Name(key) = word else { continue };
            let number = match words.peek() {
                Some(Token::Number(number)) => u64::try_from(*number).unwrap_or_default(),
                _ => 0,
            };
            match key.as_slice() {
                b"Width" | b"W" => width = width.max(number),
                b"Height" | b"H" => height = height.max(number),
                b"N" => found.objects = found.objects.max(u32::try_from(number).unwrap_or(u32::MAX)),
                b"ObjStm" => found.is_object_stream = true,
                b"Filter" | b"F" => {
                    words.next_if(|next| *next == Token::Other(b'['));
                    // Named elsewhere in the file: it can only matter if it is the usual one.
                    if number > 0 {
                        found.filters.push(b"FlateDecode".to_vec());
                    }
                    while let Some(Token::Name(filter)) = words.next_if(|next| matches!(next, Token::Name(_)))
                    {
                        found.filters.push(filter);
                    }
                }
                _ => {}
            }
        }
        if !found.is_object_stream {
            found.objects = 0;
        }
        let oversized = width.saturating_mul(height) > MAX_PICTURE_PIXELS;
        if oversized || found.filters.len() > MAX_FILTERS { Err(UploadError::PdfBomb) } else { Ok(found) }
    }
}

/// Runs a stream through its filters, up to the first that makes a picture.
fn inspect_stream(
    bytes: &[u8],
    stream: &Stream<'_>,
    dictionary: &Dictionary,
    budget: &Budget,
    pages: &mut PageCounter,
) -> Result<(), UploadError> {
    let data = bytes.get(stream.start..).unwrap_or_default();
    let read_before = budget.read_left.get();
    let mut input: Input<'_> = Box::new(Metered { rest: data, left: &budget.read_left });
    let mut expanding = 0;
    for filter in &dictionary.filters {
        let decoded = match filter.as_slice() {
            b"FlateDecode" | b"Fl" => flate(input),
            b"LZWDecode" | b"LZW" => lzw(input),
            b"RunLengthDecode" | b"RL" => bytewise(input, run_length),
            b"ASCIIHexDecode" | b"AHx" => {
                input = buffered(bytewise(input, ascii_hex));
                continue;
            }
            b"ASCII85Decode" | b"A85" => {
                input = buffered(bytewise(input, ascii85));
                continue;
            }
            b"Crypt" => continue,
            _ => break,
        };
        expanding += 1;
        input = buffered(Box::new(Counted { inner: decoded, budget }));
    }
    if expanding > MAX_EXPANDING {
        return Err(UploadError::PdfBomb);
    }
    if expanding == 0 {
        return Ok(());
    }
    let inflated = drain(input, dictionary.is_object_stream.then_some(pages))?;
    let consumed = read_before - budget.read_left.get();
    let nested_bomb = expanding > 1 && inflated > consumed.max(1024).saturating_mul(MAX_NESTED_RATIO);
    if nested_bomb { Err(UploadError::PdfBomb) } else { Ok(()) }
}

/// Reads to the end, or to the first fault: damaged streams are the viewer's business.
fn drain(mut decoded: Input<'_>, mut pages: Option<&mut PageCounter>) -> Result<u64, UploadError> {
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut total = 0_u64;
    loop {
        match decoded.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => {
                total += u64::try_from(count).unwrap_or_default();
                if let Some(pages) = pages.as_deref_mut() {
                    pages.feed(&chunk[..count]);
                }
            }
            Err(error) if error.get_ref().is_some_and(|inner| inner.is::<Exploded>()) => {
                return Err(UploadError::PdfBomb);
            }
            Err(_) => break,
        }
    }
    if let Some(pages) = pages {
        pages.finish();
    }
    Ok(total)
}

fn buffered<'a>(decoded: Decoded<'a>) -> Input<'a> {
    Box::new(BufReader::with_capacity(CHUNK_BYTES, decoded))
}

/// The bytes of the file: each one taken is paid for.
struct Metered<'b> {
    rest: &'b [u8],
    left: &'b Cell<u64>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Metered<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        let affordable = usize::try_from(self.left.get()).unwrap_or(usize::MAX);
        if affordable == 0 {
            return Err(std::io::Error::other(Exploded));
        }
        Ok(&self.rest[..self.rest.len().min(affordable)])
    }

    fn consume(&mut self, count: usize) {
        self.rest = &self.rest[count..];
        self.left.set(self.left.get().saturating_sub(u64::try_from(count).unwrap_or(u64::MAX)));
    }
}

/// What comes out of a filter: counted, and stopped when it is too much.
struct Counted<'b> {
    inner: Decoded<'b>,
    budget: &'b Budget,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let inflated = self.budget.inflated.get() + u64::try_from(count).unwrap_or_default();
        self.budget.inflated.set(inflated);
        if inflated > MAX_INFLATED_BYTES { Err(std::io::Error::other(Exploded)) } else { Ok(count) }
    }
}
