//! Counts the pages of a PDF, wherever their objects stand: in the file or packed into a stream.

use super::scan::is_regular;

/// A page tree that claims more pages than this is there to exhaust its reader.
const MAX_CLAIMED_PAGES: u64 = 100_000;
/// Longer than `/Type /Page` with generous white space, or `/Count` with its number.
const OVERLAP: usize = 48;

/// Page objects seen, and whether a page tree claims absurdly many.
#[derive(Default)]
pub(super) struct PageCounter {
    pub pages: u32,
    pub claims_too_many: bool,
    /// What is not looked at yet: a word may be cut in two where one piece ends.
    carry: Vec<u8>,
}

impl PageCounter {
    /// The next piece of a stream.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        let mut carry = std::mem::take(&mut self.carry);
        carry.extend_from_slice(piece);
        let until = carry.len().saturating_sub(OVERLAP);
        self.look(&carry, until);
        carry.drain(..until);
        self.carry = carry;
    }

    /// The stream is over.
    pub(super) fn finish(&mut self) {
        let carry = std::mem::take(&mut self.carry);
        self.look(&carry, carry.len());
    }

    /// Counts the words that begin before `until`.
    pub(super) fn look(&mut self, text: &[u8], until: usize) {
        for at in (0..until).filter(|at| text[*at] == b'/') {
            let rest = &text[at + 1..];
            if let Some(rest) = rest.strip_prefix(b"Type") {
                let page = rest.trim_ascii_start().strip_prefix(b"/Page");
                let whole = page.is_some_and(|after| after.first().is_none_or(|byte| !is_regular(*byte)));
                self.pages = self.pages.saturating_add(u32::from(whole));
            } else if let Some(rest) = rest.strip_prefix(b"Count") {
                self.claims_too_many |= leading_number(rest.trim_ascii_start()) > MAX_CLAIMED_PAGES;
            }
        }
    }
}

fn leading_number(text: &[u8]) -> u64 {
    text.iter()
        .take_while(|byte| byte.is_ascii_digit())
        .take(18)
        .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_across_pieces() {
        let text =
            b"<</Type/Page>> <</Type /Pages/Count 2>> <</Type\n/Page/Parent 1 0 R>> /Type/PageX".repeat(20);
        for size in [1, 7, 50, 10_000] {
            let mut counter = PageCounter::default();
            for piece in text.chunks(size) {
                counter.feed(piece);
            }
            counter.finish();
            assert_eq!((counter.pages, counter.claims_too_many), (40, false), "pieces of {size}");
        }
    }

    #[test]
    fn an_absurd_claim_is_seen() {
        let mut counter = PageCounter::default();
        counter.look(b"/Count 99999999999999999999999", 1);
        assert!(counter.claims_too_many);
    }
}
