//! Nothing a person types may make the program panic.

use domain::Language;
use domain::chart::Chart;
use domain::communication::Vcs;
use domain::company_number::CompanyNumber;
use domain::copro::{MonthDay, slug_base};
use domain::email::EmailAddress;
use domain::iban::Iban;
use domain::import::{Target, parse_date, parse_integer, suggest};
use domain::text::fold;
use proptest::prelude::*;

/// Any text, and texts that look almost right.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        ".{0,60}",
        "[0-9 ./,+*-]{0,20}",
        "(BE|be|Be)?[0-9. \u{a0}é€-]{0,24}",
        "[a-z.@ é\u{301}-]{0,30}",
        "(key:|clé |Quotités ).{0,100}",
        "[0-9]{1,5}[/.-][0-9]{1,3}[/.-][0-9]{1,5}( 00:00)?",
        "\\PC{200,400}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn parsers_never_panic(text in typed()) {
        let _ = EmailAddress::parse(&text);
        let _ = Iban::parse(&text);
        let _ = CompanyNumber::parse(&text);
        let _ = text.parse::<Vcs>();
        let _ = text.parse::<MonthDay>();
        let _ = text.parse::<Language>();
        let _ = text.parse::<Target>();
        let _ = Chart::parse(&text);
        let _ = parse_integer(&text);
        let _ = parse_date(&text);
        let _ = slug_base(&text);
        let _ = suggest(&text);
    }

    #[test]
    fn what_was_read_is_read_the_same_again(text in typed()) {
        if let Ok(iban) = Iban::parse(&text) {
            prop_assert_eq!(Iban::parse(&iban.to_string()), Ok(iban));
        }
        if let Ok(number) = CompanyNumber::parse(&text) {
            prop_assert_eq!(CompanyNumber::parse(&number.to_string()), Ok(number));
        }
        if let Ok(vcs) = text.parse::<Vcs>() {
            prop_assert_eq!(vcs.to_string().parse(), Ok(vcs));
        }
        if let Ok(target) = text.parse::<Target>() {
            prop_assert_eq!(target.to_string().parse(), Ok(target));
        }
        let target = suggest(&text);
        prop_assert_eq!(target.to_string().parse(), Ok(target), "a suggestion can be sent back");
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }
}
