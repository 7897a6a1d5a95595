//! The filters of PDF streams, as readers that can be put in a row. They exist to be counted, so they
//! stop at the first fault instead of explaining it.

use std::io::{BufRead, Error, Read, Result};

use flate2::bufread::DeflateDecoder;
use weezl::{BitOrder, LzwStatus};

/// What a filter reads: it takes no byte that it does not need, so that what is read can be counted.
pub(super) type Input<'a> = Box<dyn BufRead + 'a>;
/// What it gives.
pub(super) type Decoded<'a> = Box<dyn Read + 'a>;

/// `FlateDecode`. The two bytes of the zlib header and the checksum are passed over, as forgiving
/// viewers do: a wrong header must not hide a bomb.
pub(super) fn flate<'a>(mut input: Input<'a>) -> Decoded<'a> {
    let mut header = [0; 2];
    match input.read_exact(&mut header) {
        Ok(()) => Box::new(DeflateDecoder::new(input)),
        Err(_) => Box::new(std::io::empty()),
    }
}

/// `LZWDecode`.
pub(super) fn lzw<'a>(input: Input<'a>) -> Decoded<'a> {
    let decoder = weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    Box::new(Lzw { input, decoder, done: false })
}

struct Lzw<'a> {
    input: Input<'a>,
    decoder: weezl::decode::Decoder,
    done: bool,
}

impl Read for Lzw<'_> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        while !self.done && !out.is_empty() {
            let input = self.input.fill_buf()?;
            let at_end = input.is_empty();
            let step = self.decoder.decode_bytes(input, out);
            self.input.consume(step.consumed_in);
            let stuck = step.consumed_in == 0 && step.consumed_out == 0;
            self.done = match step.status {
                Ok(LzwStatus::Ok) => false,
                Ok(LzwStatus::NoProgress) => at_end || stuck,
                Ok(LzwStatus::Done) | Err(_) => true,
            };
            if step.consumed_out > 0 {
                return Ok(step.consumed_out);
            }
        }
        Ok(0)
    }
}

/// `RunLengthDecode`, `ASCIIHexDecode`, `ASCII85Decode`: a few bytes in, up to 128 bytes out.
pub(super) fn bytewise<'a>(input: Input<'a>, step: Step) -> Decoded<'a> {
    Box::new(Bytewise { input, step, ready: Vec::with_capacity(128), taken: 0 })
}

/// Decodes the next few bytes into the buffer; leaves it empty at the end.
pub(super) type Step = fn(&mut dyn BufRead, &mut Vec<u8>) -> Result<()>;

struct Bytewise<'a> {
    input: Input<'a>,
    step: Step,
    ready: Vec<u8>,
    taken: usize,
}

impl Read for Bytewise<'_> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        if self.taken == self.ready.len() {
            self.ready.clear();
            self.taken = 0;
            (self.step)(&mut *self.input, &mut self.ready)?;
        }
        let count = out.len().min(self.ready.len() - self.taken);
        out[..count].copy_from_slice(&self.ready[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

fn byte(input: &mut dyn BufRead) -> Result<Option<u8>> {
    let first = input.fill_buf()?.first().copied();
    input.consume(usize::from(first.is_some()));
    Ok(first)
}

pub(super) fn run_length(input: &mut dyn BufRead, out: &mut Vec<u8>) -> Result<()> {
    match byte(input)? {
        None | Some(128) => {}
        Some(length @ 0..128) => {
            let mut bytes = input.take(u64::from(length) + 1);
            bytes.read_to_end(out)?;
        }
        Some(length) => {
            let repeated = byte(input)?.ok_or_else(end)?;
            out.resize(257 - usize::from(length), repeated);
        }
    }
    Ok(())
}

pub(super) fn ascii_hex(input: &mut dyn BufRead, out: &mut Vec<u8>) -> Result<()> {
    let mut high = None;
    while let Some(c) = byte(input)?.filter(|c| *c != b'>') {
        let Some(digit) = char::from(c).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            continue;
        };
        match high {
            None => high = Some(digit),
            Some(high) => {
                out.push(high * 16 + digit);
                return Ok(());
            }
        }
    }
    Ok(())
}

pub(super) fn ascii85(input: &mut dyn BufRead, out: &mut Vec<u8>) -> Result<()> {
    let mut value = 0_u32;
    let mut digits = 0;
    while let Some(c) = byte(input)?.filter(|c| *c != b'~') {
        match c {
            b'z' if digits == 0 => {
                out.extend([0; 4]);
                return Ok(());
            }
            b'!'..=b'u' => {
                value = value.wrapping_mul(85).wrapping_add(u32::from(c - b'!'));
                digits += 1;
            }
            _ => {}
        }
        if digits == 5 {
            out.extend(value.to_be_bytes());
            return Ok(());
        }
    }
    for _ in digits..5 {
        value = value.wrapping_mul(85).wrapping_add(84);
    }
    let kept = usize::saturating_sub(digits, 1);
    out.extend(value.to_be_bytes().into_iter().take(kept));
    Ok(())
}

fn end() -> Error {
    std::io::ErrorKind::UnexpectedEof.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(step: Step, input: &'static [u8]) -> Vec<u8> {
        let mut out = Vec::new();
        bytewise(Box::new(input), step).read_to_end(&mut out).expect("decodes");
        out
    }

    #[test]
    fn bytewise_filters() {
        assert_eq!(decoded(run_length, &[2, b'a', b'b', b'c', 255, b'x', 128, 9]), b"abcxx");
        assert_eq!(decoded(ascii_hex, b"48 65\n6C6c 6F>zz"), b"Hello");
        assert_eq!(decoded(ascii85, b"87cURDZ~>"), b"Hello");
        assert_eq!(decoded(ascii85, b"z~>"), [0; 4]);
    }

    #[test]
    fn lzw_reads_what_the_encoder_wrote() {
        let text = b"-----A---B".repeat(500);
        let packed =
            weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(&text).expect("packs");
        let mut out = Vec::new();
        lzw(Box::new(packed.as_slice())).read_to_end(&mut out).expect("decodes");
        assert_eq!(out, text);
    }
}
