//! Texts typed by people: trimming while they are read, checks of length and of invisible characters,
//! and folding (no accents, lower case) for comparisons.

use serde::{Deserialize, Deserializer};

use crate::company_number::CompanyNumber;
use crate::email::EmailAddress;
use crate::iban::Iban;
use crate::violation::code;
use crate::{Violation, Violations};

/// Reads a text without the white space around it.
pub fn trimmed<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    String::deserialize(input).map(|text| text.trim().to_owned())
}

/// Reads a text that may be missing; a blank one counts as missing.
pub fn optional<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(input)?.and_then(|text| non_blank(&text)))
}

/// An IBAN in its canonical form. A wrong one is kept as typed, for `validate` to complain about.
pub fn iban<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let canonical = |text: String| Iban::parse(&text).map_or(text, |iban| iban.as_str().to_owned());
    Ok(optional(input)?.map(canonical))
}

/// An e-mail address in its canonical form, wrong ones as typed.
pub fn email<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let canonical = |text: String| EmailAddress::parse(&text).map_or(text, EmailAddress::into_string);
    Ok(optional(input)?.map(canonical))
}

/// A company number in its canonical form `0123.456.749`, wrong ones as typed.
pub fn company_number<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let canonical = |text: String| CompanyNumber::parse(&text).map_or(text, |number| number.to_string());
    Ok(optional(input)?.map(canonical))
}

/// Readers for patches, where an absent field means "leave" and `null` means "empty it".
pub mod patch {
    use super::{Deserialize, Deserializer};

    /// Any value; `null` gives `Some(None)`.
    pub fn value<'de, D, T>(input: D) -> Result<Option<Option<T>>, D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de>,
    {
        Option::<T>::deserialize(input).map(Some)
    }

    /// A text that may be present but not emptied.
    pub fn required<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
        super::trimmed(input).map(Some)
    }

    pub fn optional<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<String>>, D::Error> {
        super::optional(input).map(Some)
    }

    pub fn iban<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<String>>, D::Error> {
        super::iban(input).map(Some)
    }

    pub fn email<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<String>>, D::Error> {
        super::email(input).map(Some)
    }

    pub fn company_number<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<String>>, D::Error> {
        super::company_number(input).map(Some)
    }
}

/// `None` for a text of nothing but white space, else the trimmed text.
pub fn non_blank(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text that must be there, of at most `max` characters.
pub fn check_required(found: &mut Violations, field: &str, text: &str, max: usize) {
    if text.trim().is_empty() {
        found.add(field, code::REQUIRED);
    } else {
        check_length(found, field, text, max);
    }
}

/// A text that may be missing, of at most `max` characters.
pub(crate) fn check_optional(found: &mut Violations, field: &str, text: Option<&str>, max: usize) {
    if let Some(text) = text {
        check_length(found, field, text, max);
    }
}

fn check_length(found: &mut Violations, field: &str, text: &str, max: usize) {
    if text.chars().nth(max).is_some() {
        found.push(Violation::new(field, code::TOO_LONG).with("max", count(max)));
    }
    if text.chars().any(is_invisible) {
        found.add(field, code::CONTROL_CHARACTERS);
    }
}

/// Control characters, and the marks that turn the direction of text around (they make a name or a
/// file look like another one).
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A count as a message argument.
pub(crate) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Lower case without accents, every run of anything but letters and digits one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match unaccented(c) {
            Some(plain) => folded.push_str(plain),
            // A combining mark belongs to the letter before it: "e\u{301}" is "é".
            None if matches!(c, '\u{300}'..='\u{36f}') => {}
            None if c.is_alphanumeric() => folded.push(c),
            None if folded.ends_with(' ') || folded.is_empty() => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'º' | 'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}
