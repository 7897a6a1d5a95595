//! Finds the objects of a PDF by walking over its bytes once, trusting none of its tables: a reader
//! that repairs files would find the same.

/// A stream: the dictionary before it and where its data starts.
pub(super) struct Stream<'a> {
    pub dictionary: &'a [u8],
    pub start: usize,
}

/// What the walk meets.
pub(super) enum Found<'a> {
    Object,
    Stream(Stream<'a>),
}

/// The walk.
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the current object began: its dictionary stands between here and `stream`.
    object: usize,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, object: 0 }
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        while let Some(rest) = self.bytes.get(self.at..).filter(|rest| !rest.is_empty()) {
            let at = self.at;
            self.at += 1;
            let ended = at >= 3 && &self.bytes[at - 3..at] == b"end";
            if rest[0] == b'o' && rest.starts_with(b"obj") && !ended {
                self.at = at + 3;
                self.object = self.at;
                return Some(Found::Object);
            }
            if rest[0] == b's' && rest.starts_with(b"stream") && !ended {
                self.at = at + 6;
                let dictionary = &self.bytes[self.object..at];
                if dictionary.trim_ascii_end().ends_with(b">>") {
                    let start = self.at + line_end(&self.bytes[self.at..]);
                    return Some(Found::Stream(Stream { dictionary, start }));
                }
            }
        }
        None
    }
}

/// The line break after the keyword: LF, CR LF, or by mistake CR alone.
fn line_end(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// A word of a dictionary.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, its `#xx` escapes resolved.
    Name(Vec<u8>),
    Number(i64),
    /// `[`, `]`, `<<`, a string, a keyword.
    Other(u8),
}

/// The names and numbers of a dictionary, in order.
pub(super) fn tokens(dictionary: &[u8]) -> impl Iterator<Item = Token> + '_ {
    let mut rest = dictionary;
    std::iter::from_fn(move || {
        rest = rest.trim_ascii_start();
        let (&first, after) = rest.split_first()?;
        if first == b'/' {
            let length = after.iter().take_while(|byte| is_regular(**byte)).count();
            rest = &after[length..];
            return Some(Token::Name(unescape(&after[..length])));
        }
        let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
        let (word, after) = rest.split_at(length.max(1));
        rest = after;
        let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
        Some(number.map_or(Token::Other(first), Token::Number))
    })
}

pub(super) const fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 0x0C
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

fn unescape(name: &[u8]) -> Vec<u8> {
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if let (b'#', [high, low, tail @ ..]) = (byte, after)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high * 16 + low);
            rest = tail;
        } else {
            out.push(byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_seen_through_their_escapes() {
        let dictionary = b"<</Fil#74er[/Fl#61teDecode]/Length 12 0 R>>";
        let names: Vec<Token> = tokens(dictionary).filter(|t| !matches!(t, Token::Other(_))).collect();
        let name = |text: &str| Token::Name(text.as_bytes().to_vec());
        let expected =
            [name("Filter"), name("FlateDecode"), name("Length"), Token::Number(12), Token::Number(0)];
        assert_eq!(names, expected);
    }

    #[test]
    fn objects_and_streams() {
        let file = b"1 0 obj<</A 1>>stream\r\nxx\nendstream endobj 2 0 obj null endobj upstream stream";
        let found: Vec<Option<usize>> = Scan::new(file)
            .map(|found| match found {
                Found::Object => None,
                Found::Stream(stream) => Some(stream.start),
            })
            .collect();
        assert_eq!(found, [None, Some(23), None]);
    }
}
