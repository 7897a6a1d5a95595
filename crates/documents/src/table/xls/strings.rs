//! Text of a BIFF stream: Latin-1 or UTF-16, and the shared strings, which run over several records.

use super::super::xml::push_bounded;
use super::super::{MAX_CELL_CHARS, TableError};
use super::records::{Fields, Records};

/// Characters beyond this are passed over: enough to see that a cell is too long.
const MAX_UNITS: usize = (MAX_CELL_CHARS + 1) * 2;

/// Text with a length of two bytes.
pub(super) fn text(fields: &mut Fields<'_>) -> Result<String, TableError> {
    let length = usize::from(fields.u16()?);
    characters(fields, length)
}

/// Text with a length of one byte.
pub(super) fn short_text(fields: &mut Fields<'_>) -> Result<String, TableError> {
    let length = usize::from(fields.u8()?);
    characters(fields, length)
}

fn characters(fields: &mut Fields<'_>, length: usize) -> Result<String, TableError> {
    let wide = fields.u8()? & 1 == 1;
    let width = if wide { 2 } else { 1 };
    // Text that a further record continues is cut; it is longer than any cell may be.
    let available = fields.left().min(length * width);
    let mut units = Vec::new();
    push_units(&mut units, fields.bytes(available)?, wide);
    Ok(decode(&units))
}

fn push_units(units: &mut Vec<u16>, bytes: &[u8], wide: bool) {
    let room = MAX_UNITS.saturating_sub(units.len());
    if wide {
        units.extend(bytes.chunks_exact(2).take(room).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
    } else {
        units.extend(bytes.iter().take(room).map(|byte| u16::from(*byte)));
    }
}

fn decode(units: &[u16]) -> String {
    let mut text = String::new();
    push_bounded(&mut text, &String::from_utf16_lossy(units));
    text
}

/// The table of shared strings; `first` is the record, the others follow in `records`.
pub(super) fn shared_strings(first: &[u8], records: &mut Records<'_>) -> Result<Vec<String>, TableError> {
    let mut parts = vec![first];
    while let Some(part) = records.continuation() {
        parts.push(part);
    }
    let mut stream = Parts { current: Fields::new(parts[0]), parts, index: 0 };
    stream.skip(8)?;
    let mut strings = Vec::new();
    while stream.more() {
        strings.push(stream.string()?);
    }
    Ok(strings)
}

/// Several records read as one.
struct Parts<'a> {
    parts: Vec<&'a [u8]>,
    index: usize,
    current: Fields<'a>,
}

impl Parts<'_> {
    /// Whether anything is left; moves on to the part that holds it.
    fn more(&mut self) -> bool {
        while self.current.left() == 0 {
            self.index += 1;
            match self.parts.get(self.index) {
                Some(part) => self.current = Fields::new(part),
                None => return false,
            }
        }
        true
    }

    fn u8(&mut self) -> Result<u8, TableError> {
        if self.more() { self.current.u8() } else { Err(TableError::Unreadable) }
    }

    fn u16(&mut self) -> Result<u16, TableError> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Result<u32, TableError> {
        Ok(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), TableError> {
        while count > 0 {
            if !self.more() {
                return Err(TableError::Unreadable);
            }
            let step = count.min(self.current.left());
            self.current.skip(step)?;
            count -= step;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, TableError> {
        let length = usize::from(self.u16()?);
        let flags = self.u8()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let extension = if flags & 4 == 0 { 0 } else { self.u32()? };
        let text = self.characters(length, flags & 1 == 1)?;
        self.skip(runs * 4)?;
        self.skip(usize::try_from(extension).map_err(|_| TableError::Unreadable)?)?;
        Ok(text)
    }

    /// Characters that a part's end interrupts go on in the next part after a byte that says how wide
    /// they are there.
    fn characters(&mut self, mut length: usize, mut wide: bool) -> Result<String, TableError> {
        let mut units = Vec::new();
        while length > 0 {
            if self.current.left() == 0 {
                wide = self.u8()? & 1 == 1;
            }
            let width = if wide { 2 } else { 1 };
            let count = length.min(self.current.left() / width);
            if count == 0 && self.current.left() > 0 {
                return Err(TableError::Unreadable);
            }
            push_units(&mut units, self.current.bytes(count * width)?, wide);
            length -= count;
        }
        Ok(decode(&units))
    }
}
