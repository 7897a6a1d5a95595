//! The sentences of the product in its four languages, from `messages/<language>/*.ftl`.
//!
//! The files are embedded in the binary and parsed once. A message that a language lacks is taken
//! from French, and one that French lacks shows its id: a missing sentence is seen, never a panic.

use std::borrow::Cow;
use std::sync::LazyLock;

use domain::{Cents, Language};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use time::{Date, Month};
use unic_langid::langid;

/// An argument of a message. Amounts and dates are written as the reader's language writes them;
/// integers stay numbers, so that plural forms can be chosen.
pub use domain::violation::Arg;

mod embedded {
    use domain::Language;

    include!(concat!(env!("OUT_DIR"), "/message_files.rs"));
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 4]> = LazyLock::new(|| Language::ALL.map(bundle));

/// The message `id` in `language`.
pub fn text(language: Language, id: &str, args: &[(&'static str, Arg)]) -> String {
    lookup(language, id, args).or_else(|| lookup(Language::Fr, id, args)).unwrap_or_else(|| id.to_owned())
}

/// Whether `language` itself has the message (no fallback).
pub fn exists(language: Language, id: &str) -> bool {
    of(language).get_message(id).is_some_and(|message| message.value().is_some())
}

/// A date in words: `31 décembre 2026`, `31. Dezember 2026`.
pub fn long_date(language: Language, date: Date) -> String {
    let month = month_name(language, date.month());
    let day = date.day();
    let day = match (language, day) {
        (Language::Fr, 1) => "1er".to_owned(),
        (Language::De, _) => format!("{day}."),
        _ => day.to_string(),
    };
    format!("{day} {month} {}", date.year())
}

/// An integer with the thousands of the language: `1 000` with a narrow no-break space, `1.000`, `1,000`.
pub fn number(language: Language, number: i64) -> String {
    let separator = match language {
        Language::Fr => '\u{202f}',
        Language::Nl | Language::De => '.',
        Language::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

fn lookup(language: Language, id: &str, args: &[(&'static str, Arg)]) -> Option<String> {
    let bundle = of(language);
    let pattern = bundle.get_message(id)?.value()?;
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        fluent.set(*name, value(language, arg));
    }
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&fluent), &mut errors).into_owned())
}

fn of(language: Language) -> &'static Bundle {
    let index = Language::ALL.iter().position(|l| *l == language).unwrap_or_default();
    &BUNDLES[index]
}

fn value(language: Language, arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Int(number) => FluentValue::from(*number),
        Arg::Cents(Cents(cents)) => FluentValue::String(Cow::Owned(Cents(*cents).format(language))),
        Arg::Date(date) => FluentValue::String(Cow::Owned(language.date(*date))),
    }
}

fn bundle(language: Language) -> Bundle {
    let locale = match language {
        Language::Fr => langid!("fr-BE"),
        Language::Nl => langid!("nl-BE"),
        Language::De => langid!("de-BE"),
        Language::En => langid!("en-BE"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks are invisible in a browser and boxes in a PDF or a plain-text mail.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Fr => |value, _| grouped(Language::Fr, value),
        Language::Nl => |value, _| grouped(Language::Nl, value),
        Language::De => |value, _| grouped(Language::De, value),
        Language::En => |value, _| grouped(Language::En, value),
    }));
    for (_, source) in embedded::FILES.iter().filter(|(of, _)| *of == language) {
        // What a broken file still defines is kept; the tests refuse broken files.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Fluent writes 12000 by default; readers expect their own thousands.
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 && n.value.abs() < 9e15 => {
            Some(number(language, format!("{:.0}", n.value).parse().ok()?))
        }
        _ => None,
    }
}

fn month_name(language: Language, month: Month) -> &'static str {
    const FR: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const NL: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const DE: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match language {
        Language::Fr => FR,
        Language::Nl => NL,
        Language::De => DE,
        Language::En => EN,
    };
    names[usize::from(u8::from(month)) - 1]
}

#[cfg(test)]
mod tests;
