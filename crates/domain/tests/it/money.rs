use domain::{Cents, Language};
use proptest::prelude::*;

use crate::day;

#[test]
fn formats_per_language() {
    let amount = Cents(123_456_789);
    assert_eq!(amount.format(Language::Fr), "1\u{202f}234\u{202f}567,89\u{a0}€");
    assert_eq!(amount.format(Language::Nl), "1.234.567,89\u{a0}€");
    assert_eq!(amount.format(Language::De), "1.234.567,89\u{a0}€");
    assert_eq!(amount.format(Language::En), "€1,234,567.89");
    assert_eq!(Cents(-5).format(Language::Fr), "-0,05\u{a0}€");
    assert_eq!(Cents(-100_000).format(Language::En), "-€1,000.00");
    assert_eq!(Cents(99_999).format(Language::Nl), "999,99\u{a0}€");
}

#[test]
fn displays_the_technical_form() {
    assert_eq!(Cents(123_456).to_string(), "1234.56");
    assert_eq!(Cents(-7).to_string(), "-0.07");
    assert_eq!(Cents(i64::MIN).to_string(), "-92233720368547758.08");
}

#[test]
fn is_a_bare_integer_on_the_wire() {
    assert_eq!(serde_json::to_string(&Cents(-12)).expect("json"), "-12");
    assert_eq!(serde_json::from_str::<Cents>("12").expect("cents"), Cents(12));
    assert!(serde_json::from_str::<Cents>("12.5").is_err());
    assert!(serde_json::from_str::<Cents>("9223372036854775808").is_err());
}

#[test]
fn arithmetic_is_checked() {
    assert_eq!(Cents(i64::MAX).checked_add(Cents(1)), None);
    assert_eq!(Cents(i64::MIN).checked_sub(Cents(1)), None);
    assert_eq!(Cents(i64::MIN).checked_neg(), None);
    assert_eq!(Cents::sum([Cents(i64::MAX), Cents(1)]), None);
    // The order does not matter: a sum that fits is found although a partial sum does not.
    assert_eq!(Cents::sum([Cents(i64::MAX), Cents(1), Cents(-2)]), Some(Cents(i64::MAX - 1)));
    assert_eq!(Cents::sum([]), Some(Cents::ZERO));
}

#[test]
fn languages_write_dates_their_way() {
    let date = day("2026-03-09");
    let written = Language::ALL.map(|language| language.date(date));
    assert_eq!(written, ["09/03/2026", "09/03/2026", "09.03.2026", "09/03/2026"]);
}

#[test]
fn languages_are_read_from_tags() {
    assert_eq!("nl-BE".parse(), Ok(Language::Nl));
    assert_eq!(" FR ".parse(), Ok(Language::Fr));
    assert!("es".parse::<Language>().is_err());
    assert!("".parse::<Language>().is_err());
    assert_eq!(serde_json::to_string(&Language::De).expect("json"), "\"de\"");
}

proptest! {
    #[test]
    fn no_digit_is_lost_in_any_language(cents in any::<i64>()) {
        let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let plain = digits(Cents(cents).to_string());
        for language in Language::ALL {
            prop_assert_eq!(&plain, &digits(Cents(cents).format(language)));
        }
    }
}
