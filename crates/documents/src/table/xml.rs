//! The little XML that spreadsheets need: elements by local name, attributes, text.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::MAX_CELL_CHARS;
use super::TableError;
use super::package::{Part, xml_error};

/// Text beyond this is not kept: enough to see that a cell is too long.
const MAX_TEXT_BYTES: usize = (MAX_CELL_CHARS + 1) * 4;

/// One part being read, element by element. `<a/>` reads as `<a></a>`.
pub(super) struct Xml<'p> {
    reader: Reader<Part<'p>>,
    buffer: Vec<u8>,
}

impl<'p> Xml<'p> {
    pub(super) fn new(part: Part<'p>) -> Self {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::with_capacity(1024) }
    }

    /// The next event; `Event::Eof` at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, TableError> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|error| xml_error(&error))
    }

    /// Passes over everything inside the element just started.
    pub(super) fn skip(&mut self) -> Result<(), TableError> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(TableError::Unreadable),
                _ => {}
            }
        }
        Ok(())
    }

    /// All text inside the element just started, without that of the elements named in `except`.
    pub(super) fn text(&mut self, except: &[&str]) -> Result<String, TableError> {
        let mut text = String::new();
        let mut depth = 1;
        while depth > 0 {
            let skipped = match self.next()? {
                Event::Start(start) => {
                    depth += 1;
                    except.contains(&start.local_name().as_ref())
                }
                Event::End(_) => {
                    depth -= 1;
                    false
                }
                Event::Eof => return Err(TableError::Unreadable),
                event => {
                    push_text(&mut text, &event);
                    false
                }
            };
            if skipped {
                self.skip()?;
                depth -= 1;
            }
        }
        Ok(text)
    }
}

/// Adds what a text event says, up to the limit.
pub(super) fn push_text(out: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => push_bounded(out, &text.xml10_content()),
        Event::CData(text) => push_bounded(out, &text.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(c)) = reference.resolve_char_ref() {
                push_bounded(out, c.encode_utf8(&mut [0; 4]));
            } else if let Some(text) = resolve_predefined_entity(reference) {
                push_bounded(out, text);
            }
        }
        _ => {}
    }
}

pub(super) fn push_bounded(out: &mut String, text: &str) {
    for c in text.chars() {
        if out.len() >= MAX_TEXT_BYTES {
            return;
        }
        out.push(c);
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
}
