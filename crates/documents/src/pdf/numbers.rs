//! Figures as letters show them.

use domain::{Cents, Language};

/// `1 234,56 €`, with a true minus sign, which is as wide as a figure.
pub(super) fn euros(language: Language, cents: i64) -> String {
    Cents(cents).format(language).replace('-', "−")
}

/// The same without the euro sign, for columns that name the currency in their heading.
pub(super) fn plain(language: Language, cents: i64) -> String {
    euros(language, cents).replace(['€', '\u{a0}'], "")
}

/// An IBAN in groups of four, unbreakable.
pub(super) fn iban(iban: &str) -> String {
    let compact: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_look_like_the_language() {
        assert_eq!(euros(Language::Fr, -123_456), "−1\u{202f}234,56\u{a0}€");
        assert_eq!(plain(Language::Fr, 123_456), "1\u{202f}234,56");
        assert_eq!(plain(Language::En, -123_456), "−1,234.56");
        assert_eq!(iban("BE68539007547034"), "BE68\u{a0}5390\u{a0}0754\u{a0}7034");
    }
}
