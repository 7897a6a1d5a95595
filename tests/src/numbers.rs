//! Belgian numbers with their check digits, computed here a second time: a rule is not proven by itself.

use std::sync::atomic::{AtomicU64, Ordering};

/// An enterprise number of a range not known to be in use, `19xx.xxx.xxx`.
pub fn company_number(n: u64) -> String {
    let base = 19_700_000 + n % 299_999;
    let digits = format!("{:010}", base * 100 + 97 - base % 97);
    format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..])
}

/// An enterprise number that this process has not handed out yet.
pub fn any_company_number() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    company_number(NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The same number with its last digit wrong.
pub fn wrong_company_number() -> String {
    let right = company_number(7);
    let (start, last) = right.split_at(right.len() - 1);
    let digit: u8 = last.parse().expect("a digit");
    format!("{start}{}", (digit + 1) % 10)
}

/// A Belgian account number of a bank code not known to be in use, without spaces.
pub fn iban(n: u64) -> String {
    let account = 9_960_000_000 + n % 10_000_000;
    let check = match account % 97 {
        0 => 97,
        rest => rest,
    };
    let domestic = format!("{account:010}{check:02}");
    let remainder = remainder_97(&format!("{domestic}111400"));
    format!("BE{:02}{domestic}", 98 - remainder)
}

/// The twelve digits of `+++123/4567/89002+++`, if its shape and its last two digits are right.
pub fn structured_communication(text: &str) -> Option<String> {
    let inner = text.strip_prefix("+++")?.strip_suffix("+++")?;
    let parts: Vec<&str> = inner.split('/').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits: String = parts.concat();
    if lengths != [3, 4, 5] || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let remainder = match remainder_97(&digits[..10]) {
        0 => 97,
        remainder => remainder,
    };
    (digits[10..].parse() == Ok(remainder)).then_some(digits)
}

fn remainder_97(digits: &str) -> u64 {
    digits.bytes().fold(0, |rest, digit| (rest * 10 + u64::from(digit - b'0')) % 97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_published_examples() {
        assert!(structured_communication("+++090/9337/55493+++").is_some());
        assert!(structured_communication("+++090/9337/55494+++").is_none());
        assert!(structured_communication("+++0909/337/55493+++").is_none());
        assert_eq!(
            remainder_97("510007547061111400"),
            98 - 62,
            "BE62 5100 0754 7061, the example of the Belgian banks"
        );
        assert_ne!(wrong_company_number(), company_number(7));
    }
}
