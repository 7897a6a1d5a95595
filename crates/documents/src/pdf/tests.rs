use domain::Language;

use super::*;
use crate::upload::{MediaType, inspect};

#[path = "../../examples/letters/samples.rs"]
mod samples;

const KINDS: [CallKind; 4] =
    [CallKind::WorkingFund, CallKind::ReserveFund, CallKind::Provision, CallKind::Extraordinary];

fn notice() -> CallNotice {
    samples::call_notice(Language::Fr, CallKind::Provision, 2, 1, false)
}

#[test]
fn every_language_and_kind_is_set_without_fault() {
    for (language, kind) in Language::ALL.into_iter().zip(KINDS) {
        let letter = call_notice(&samples::call_notice(language, kind, 12, 4, true)).expect("a letter");
        assert_eq!(inspect(&letter), Ok(MediaType::Pdf), "{language}");
    }
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let first = call_notice(&notice()).expect("a letter");
    let mut other = notice();
    other.owner.name = "Dominique Exemple".into();
    assert_ne!(call_notice(&other).expect("a letter"), first);
    assert_eq!(call_notice(&notice()).expect("a letter"), first);
    let statement = samples::statement(Language::Nl, 5, false);
    assert_eq!(account_statement(&statement), account_statement(&statement));
}

#[test]
fn facts_travel_as_json() {
    let facts = notice();
    let carried: CallNotice =
        serde_json::from_str(&serde_json::to_string(&facts).expect("JSON")).expect("facts");
    assert_eq!(carried, facts);
}

#[test]
fn markup_in_facts_stays_text() {
    let mut facts = notice();
    facts.owner.name = "#panic(\"x\") *bold* $x$ <label> @ref \\u{41}".into();
    facts.call.title = "= Heading #sys.inputs".into();
    facts.lots[0].code = "#import \"x\"".into();
    assert!(call_notice(&facts).is_ok());
}

#[test]
fn characters_without_a_glyph_do_no_harm() {
    let mut facts = notice();
    facts.owner.name = "李雷 Иванов 🙂 Łukasz".into();
    assert!(call_notice(&facts).is_ok());
}

#[test]
fn a_letter_that_does_not_add_up_is_refused() {
    let wrong = |change: fn(&mut CallNotice)| {
        let mut facts = notice();
        change(&mut facts);
        assert!(matches!(call_notice(&facts), Err(PdfError::Facts(_))));
    };
    wrong(|facts| facts.total_cents += 1);
    wrong(|facts| facts.instalments[0].amount_cents -= 1);
    wrong(|facts| facts.lots.clear());
    wrong(|facts| facts.payment.epc = facts.payment.epc.replace("EUR", "EUR1"));
    wrong(|facts| facts.payment.iban = "BE71096123456769".into());
    wrong(|facts| facts.payment.epc.clear());
}

#[test]
fn a_statement_that_does_not_add_up_is_refused() {
    let wrong = |change: fn(&mut AccountStatement)| {
        let mut facts = samples::statement(Language::Fr, 4, false);
        change(&mut facts);
        assert!(matches!(account_statement(&facts), Err(PdfError::Facts(_))));
    };
    wrong(|facts| facts.closing_cents += 1);
    wrong(|facts| facts.lines[1].balance_cents += 1);
    wrong(|facts| facts.opening_cents += 1);
}

#[test]
fn statements_of_any_length_and_sign() {
    let empty = samples::statement(Language::De, 0, false);
    let mut favour = samples::statement(Language::En, 0, false);
    (favour.opening_cents, favour.closing_cents, favour.from, favour.payment) = (-4_200, -4_200, None, None);
    for statement in [empty, favour, samples::statement(Language::Nl, 120, true)] {
        assert!(account_statement(&statement).is_ok_and(|pdf| pdf.starts_with(b"%PDF-1.7")));
    }
}
