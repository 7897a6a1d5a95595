//! Structured communications, payment codes, receipts.

use domain::Cents;
use domain::communication::{Vcs, VcsError};
use domain::epc::{EpcError, MAX_BYTES, Remittance, payload};
use domain::iban::Iban;
use domain::receipt::{Fund, NewReceipt};
use proptest::prelude::*;
use serde::Deserialize;

use crate::{codes, day, id};

#[derive(Deserialize)]
struct Vectors {
    valid: Vec<Valid>,
    accepted: Vec<String>,
    refused: Vec<String>,
}

#[derive(Deserialize)]
struct Valid {
    base: u64,
    digits: String,
    text: String,
}

#[test]
fn published_examples() {
    let json = include_str!("../../../../tests/data/vectors/vcs.json");
    let vectors: Vectors = serde_json::from_str(json).expect("the published examples");
    for case in vectors.valid {
        let vcs = Vcs::from_base(case.base).expect("a communication");
        assert_eq!((vcs.digits(), vcs.to_string()), (case.digits, case.text.clone()));
        assert_eq!(case.text.parse(), Ok(vcs));
    }
    for text in vectors.accepted {
        assert_eq!(text.parse(), Vcs::from_base(1_234_567_890), "{text:?}");
    }
    for text in vectors.refused {
        assert!(text.parse::<Vcs>().is_err(), "{text:?}");
    }
}

#[test]
fn ranges_tell_owners_from_notices() {
    let owner = Vcs::permanent(42).expect("a communication");
    assert_eq!((owner.owner_number(), owner.notice_seq()), (Some(42), None));
    let notice = Vcs::notice(42).expect("a communication");
    assert_eq!((notice.owner_number(), notice.notice_seq()), (None, Some(42)));
    assert_eq!(Vcs::permanent(1_000_000_000), Err(VcsError::Range));
    assert_eq!(Vcs::notice(8_000_000_000), Err(VcsError::Range));
    assert_eq!(Vcs::notice(u64::MAX), Err(VcsError::Range));
    assert_eq!(Vcs::from_base(10_000_000_000), Err(VcsError::Range));
    assert!(Vcs::notice(7_999_999_999).is_ok() && Vcs::permanent(999_999_999).is_ok());
}

fn iban() -> Iban {
    Iban::parse("BE68539007547034").expect("an IBAN")
}

#[test]
fn a_payment_code_follows_the_standard() {
    let vcs = Vcs::permanent(1).expect("a communication");
    let text = payload("ACP Résidence Exemple", &iban(), Cents(123_450), &Remittance::Vcs(vcs));
    let expected =
        "BCD\n002\n1\nSCT\n\nACP Résidence Exemple\nBE68539007547034\nEUR1234.50\n\n\n+++100/0000/00135+++";
    assert_eq!(text.as_deref(), Ok(expected));
}

#[test]
fn a_payment_code_cannot_be_given_extra_lines() {
    let text = payload("ACP\nXX00\r\nEUR9", &iban(), Cents(1), &Remittance::Text("a\nb\u{2028}c".to_owned()))
        .expect("a code");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[5], lines[7], lines[10]), (11, "ACP XX00 EUR9", "EUR0.01", "a b c"));
}

#[test]
fn invisible_characters_stay_out_of_a_payment_code() {
    let text =
        payload("A\u{202e}C\u{0}P", &iban(), Cents(1), &Remittance::Text(String::new())).expect("a code");
    assert_eq!(text.lines().nth(5), Some("A C P"));
}

#[test]
fn payment_codes_have_bounds() {
    let text = |name: &str, cents: i64, note: &str| {
        payload(name, &iban(), Cents(cents), &Remittance::Text(note.to_owned()))
    };
    assert_eq!(text(" \n", 1, ""), Err(EpcError::NoName));
    assert_eq!(text("ACP", 0, ""), Err(EpcError::Amount));
    assert_eq!(text("ACP", 100_000_000_000, ""), Err(EpcError::Amount));
    assert!(text("ACP", 99_999_999_999, "").is_ok());
    let cut = text(&"é".repeat(100), 1, "").expect("a code");
    assert_eq!(cut.lines().nth(5).map(|name| name.chars().count()), Some(70));
    assert!(!cut.ends_with('\n'), "separators after the last field are left out");
    assert_eq!(text(&"€".repeat(70), 1, &"€".repeat(140)), Err(EpcError::TooLong));
}

fn receipt() -> NewReceipt {
    NewReceipt {
        owner_id: Some(id(1)),
        communication: None,
        received_on: day("2026-02-01"),
        amount_cents: Cents(5_000),
        into: Fund::Working,
    }
}

#[test]
fn receipts_are_checked() {
    assert_eq!(receipt().validate(), Ok(()));
    let nobody = NewReceipt { owner_id: None, ..receipt() };
    assert_eq!(codes(nobody.validate()), ["owner_id: required"]);
    let by_vcs = NewReceipt { communication: Some("100/0000/00135".to_owned()), ..nobody.clone() };
    assert_eq!(by_vcs.validate(), Ok(()));
    assert_eq!(by_vcs.vcs().and_then(Vcs::owner_number), Some(1));
    let wrong = NewReceipt { communication: Some("1".to_owned()), amount_cents: Cents(-1), ..nobody };
    assert_eq!(
        codes(wrong.validate()),
        ["communication: invalid-communication", "amount_cents: amount-not-positive"]
    );
}

#[test]
fn receipts_debit_the_bank_and_credit_the_owner() {
    let lines = |into| {
        let entry = NewReceipt { into, ..receipt() }.posting(id(1), "Paiement").expect("an entry");
        entry.lines().iter().map(|l| (l.account.clone(), l.owner, l.amount.0)).collect::<Vec<_>>()
    };
    let expected = |bank: &str, owner: &str| {
        vec![(bank.to_owned(), None, 5_000), (owner.to_owned(), Some(id(1)), -5_000)]
    };
    assert_eq!(lines(Fund::Working), expected("55100", "41010"));
    assert_eq!(lines(Fund::Reserve), expected("55000", "41000"));
}

proptest! {
    #[test]
    fn communications_survive_writing_and_reading(base in 0_u64..10_000_000_000) {
        let vcs = Vcs::from_base(base).expect("a communication");
        prop_assert_eq!(vcs.to_string().parse(), Ok(vcs));
        prop_assert_eq!(vcs.digits().parse(), Ok(vcs));
        let json = serde_json::to_string(&vcs).expect("json");
        prop_assert_eq!(serde_json::from_str::<Vcs>(&json).expect("a communication"), vcs);
    }

    #[test]
    fn one_wrong_digit_is_always_seen(base in 0_u64..10_000_000_000, place in 0_usize..12, shift in 1_u8..10) {
        let mut digits = Vcs::from_base(base).expect("a communication").digits().into_bytes();
        digits[place] = b'0' + (digits[place] - b'0' + shift) % 10;
        let typed = String::from_utf8(digits).expect("digits");
        prop_assert_eq!(typed.parse::<Vcs>(), Err(VcsError::Check));
    }

    #[test]
    fn two_swapped_neighbours_are_always_seen(base in 0_u64..10_000_000_000, place in 0_usize..9) {
        let mut digits = Vcs::from_base(base).expect("a communication").digits().into_bytes();
        prop_assume!(digits[place] != digits[place + 1]);
        digits.swap(place, place + 1);
        prop_assert!(String::from_utf8(digits).expect("digits").parse::<Vcs>().is_err());
    }

    #[test]
    fn payment_codes_never_exceed_the_standard(name in ".{1,90}", note in ".{0,160}", cents in 1_i64..=99_999_999_999) {
        if let Ok(text) = payload(&name, &iban(), Cents(cents), &Remittance::Text(note)) {
            prop_assert!(text.len() <= MAX_BYTES);
            prop_assert!((8..=11).contains(&text.lines().count()));
        }
    }
}
