use domain::Language;
use domain::address::Address;
use domain::copro::{
    Closing, ClosingReason, CoproPatch, CoproStatus, LiveFacts, MonthDay, NewCopro, NotReady,
    fiscal_year_containing, ready_to_go_live, slug_base,
};
use domain::key::{NewKey, Weight, version_on};
use domain::lot::{LotNature, LotPatch, NewLot};
use proptest::prelude::*;
use time::Duration;

use crate::{codes, day, id};

fn residence() -> NewCopro {
    NewCopro {
        name: "Résidence Exemple".to_owned(),
        address: Address {
            street: "Rue de l'Exemple 1".to_owned(),
            postal_code: "1000".to_owned(),
            city: "Bruxelles".to_owned(),
            country: "BE".to_owned(),
        },
        company_number: None,
        shares_total: 1000,
        language: Language::Fr,
        fiscal_year_start: MonthDay::default(),
        working_iban: None,
        reserve_iban: None,
    }
}

#[test]
fn copros_are_checked() {
    assert_eq!(residence().validate(), Ok(()));
    let wrong = NewCopro { name: String::new(), shares_total: 0, ..residence() };
    assert_eq!(codes(wrong.validate()), ["name: required", "shares_total: not-positive"]);
    let huge = NewCopro { shares_total: 1_000_000_001, ..residence() };
    assert_eq!(codes(huge.validate()), ["shares_total: too-large"]);
}

/// Art. 3.86 §3: the two funds lie on separate accounts.
#[test]
fn the_funds_have_separate_accounts() {
    let iban = |text: &str| Some(text.to_owned());
    let same = NewCopro {
        working_iban: iban("BE68539007547034"),
        reserve_iban: iban("BE68 5390 0754 7034"),
        ..residence()
    };
    assert_eq!(codes(same.validate()), ["reserve_iban: same-bank-account"]);
    let wrong = NewCopro { working_iban: iban("x"), reserve_iban: iban("x"), ..residence() };
    assert_eq!(codes(wrong.validate()), ["working_iban: invalid-iban", "reserve_iban: invalid-iban"]);
}

#[test]
fn a_body_needs_only_what_is_mandatory() {
    let json = r#"{"name":"Résidence Exemple","address":{"street":"Rue de l'Exemple 1","postal_code":"1000",
        "city":"Bruxelles","country":"BE"},"company_number":null,"shares_total":1000,"language":"fr"}"#;
    assert_eq!(serde_json::from_str::<NewCopro>(json).expect("a copro"), residence());
    let april = json.replace("\"language\"", "\"fiscal_year_start\":\"04-01\",\"language\"");
    let start = serde_json::from_str::<NewCopro>(&april).expect("a copro").fiscal_year_start;
    assert_eq!((start.month(), start.day()), (4, 1));
    assert!(serde_json::from_str::<NewCopro>(&april.replace("04-01", "02-29")).is_err());
}

#[test]
fn a_closed_copro_opens_as_what_it_was() {
    use CoproStatus::{Active, Closed, Draft};
    for (before, was_active) in [(Draft, false), (Active, true)] {
        let closed = before.closed().expect("it closes");
        assert_eq!((closed, closed.closed()), (Closed, None));
        assert_eq!(closed.reopened(was_active), Some(before));
        assert_eq!(before.reopened(was_active), None);
    }
}

#[test]
fn closing_names_what_is_closed() {
    let typed = |name: &str| -> Closing {
        serde_json::from_value(serde_json::json!({"reason": "mandate-ended", "name": name, "note": " "}))
            .expect("a closing")
    };
    assert!(typed(" Résidence des Tilleuls ").validate("Résidence des Tilleuls").is_ok());
    assert_eq!(codes(typed("Résidence").validate("Résidence des Tilleuls")), ["name: name-not-confirmed"]);
    let long = Closing { note: Some("x".repeat(501)), ..typed("A") };
    assert_eq!(codes(long.validate("A")), ["note: too-long"]);
    assert_eq!(typed("A").note, None);
    for reason in ClosingReason::ALL {
        assert_eq!(reason.as_str().parse(), Ok(reason));
        assert_eq!(serde_json::to_value(reason).expect("a word"), reason.as_str());
    }
}

#[test]
fn the_denominator_is_fixed_once_active() {
    let patch = CoproPatch { shares_total: Some(2000), ..CoproPatch::default() };
    let draft = patch.applied_to(&residence(), CoproStatus::Draft).expect("a copro");
    assert_eq!(draft.shares_total, 2000);
    assert_eq!(codes(patch.applied_to(&residence(), CoproStatus::Active)), ["shares_total: only-in-draft"]);
    let unchanged = CoproPatch { shares_total: Some(1000), ..CoproPatch::default() };
    assert!(unchanged.applied_to(&residence(), CoproStatus::Active).is_ok());
    let emptied: CoproPatch =
        serde_json::from_str(r#"{"working_iban":null,"name":" Autre "}"#).expect("a patch");
    let with_iban = NewCopro { working_iban: Some("BE68539007547034".to_owned()), ..residence() };
    let patched = emptied.applied_to(&with_iban, CoproStatus::Active).expect("a copro");
    assert_eq!((patched.working_iban, patched.name.as_str()), (None, "Autre"));
}

#[test]
fn going_live_needs_exact_shares_and_owners() {
    let facts = LiveFacts { shares_total: 900, shares_assigned: 901, lots: 3, lots_without_owner: vec![] };
    let mismatch = NotReady::SharesMismatch { expected: 900, found: 901, difference: 1 };
    assert_eq!(ready_to_go_live(&facts), Err(vec![mismatch]));
    let ready = LiveFacts { shares_assigned: 900, ..facts.clone() };
    assert_eq!(ready_to_go_live(&ready), Ok(()));
    let orphans = LiveFacts { shares_assigned: 899, lots_without_owner: vec!["A1".to_owned()], ..facts };
    let reasons = ready_to_go_live(&orphans).expect_err("not ready");
    assert_eq!(
        reasons.iter().map(NotReady::code).collect::<Vec<_>>(),
        ["shares-mismatch", "lots-without-owner"]
    );
    assert_eq!(reasons[0], NotReady::SharesMismatch { expected: 900, found: 899, difference: -1 });
    assert_eq!(ready_to_go_live(&LiveFacts::default()), Err(vec![NotReady::NoLots]));
}

#[test]
fn fiscal_years() {
    let year = |start: &str, on: &str| fiscal_year_containing(start.parse().expect("a day"), day(on));
    assert_eq!(year("01-01", "2026-07-14"), (day("2026-01-01"), day("2026-12-31")));
    assert_eq!(year("04-01", "2026-03-31"), (day("2025-04-01"), day("2026-03-31")));
    assert_eq!(year("04-01", "2026-04-01"), (day("2026-04-01"), day("2027-03-31")));
    assert_eq!(year("03-01", "2024-02-29"), (day("2023-03-01"), day("2024-02-29")));
    for text in ["", "1-1", "13-01", "00-10", "02-29", "02-30", "04-31", "0101", "01-01-01", "aa-bb", "+1-01"]
    {
        assert!(text.parse::<MonthDay>().is_err(), "{text:?}");
    }
    assert_eq!("12-31".parse::<MonthDay>().map(|day| day.to_string()).as_deref(), Ok("12-31"));
}

#[test]
fn slugs() {
    assert_eq!(slug_base("Résidence de l'Étoile"), "residence-de-l-etoile");
    assert_eq!(slug_base("  Œuvre & Straße n° 12 "), "oeuvre-strasse-n-12");
    assert_eq!(slug_base("日本"), "copro");
    assert_eq!(slug_base(""), "copro");
    let long = slug_base(&"résidence ".repeat(10));
    assert!(long.len() <= 40 && !long.ends_with('-'), "{long}");
    let uuid = slug_base("550e8400-e29b-41d4-a716-446655440000");
    assert!(uuid.parse::<domain::TenantId>().is_err(), "{uuid}");
}

fn lot() -> NewLot {
    NewLot {
        code: "A1".to_owned(),
        nature: LotNature::Apartment,
        description: None,
        floor: None,
        shares: 120,
        owner_id: None,
        owned_from: None,
    }
}

#[test]
fn lots_are_checked() {
    assert_eq!(lot().validate(), Ok(()));
    let wrong = NewLot { code: "x".repeat(21), shares: -1, owned_from: Some(day("2026-01-01")), ..lot() };
    let expected = ["code: too-long", "shares: negative", "owned_from: owned-from-without-owner"];
    assert_eq!(codes(wrong.validate()), expected);
    let old = NewLot { owner_id: Some(id(1)), owned_from: Some(day("1890-01-01")), ..lot() };
    assert_eq!(codes(old.validate()), ["owned_from: date-out-of-range"]);
    let patch: LotPatch =
        serde_json::from_str(r#"{"floor":"  ","shares":1000000001,"position":-1}"#).expect("a patch");
    assert_eq!(patch.floor, Some(None));
    assert_eq!(codes(patch.validate()), ["shares: too-large", "position: negative"]);
    assert_eq!(LotPatch::default().validate(), Ok(()));
}

fn key(weights: &[(u128, i64)]) -> NewKey {
    let weights = weights.iter().map(|(lot, weight)| Weight { lot_id: id(*lot), weight: *weight }).collect();
    NewKey { code: "LIFT".to_owned(), name: "Ascenseur".to_owned(), valid_from: None, weights }
}

#[test]
fn keys_are_checked() {
    assert_eq!(key(&[(1, 0), (2, 5)]).validate(), Ok(()));
    assert_eq!(codes(key(&[]).validate()), ["weights: no-weight"]);
    assert_eq!(codes(key(&[(1, 0)]).validate()), ["weights: no-weight"]);
    assert_eq!(codes(key(&[(1, 5), (1, 5)]).validate()), ["weights.1.lot_id: lot-twice"]);
    let bounds = codes(key(&[(1, -1), (2, 1_000_000_001)]).validate());
    assert_eq!(bounds, ["weights.0.weight: negative", "weights.1.weight: too-large"]);
    let many: Vec<(u128, i64)> = (0..20_001).map(|lot| (lot, 1)).collect();
    assert_eq!(codes(key(&many).validate()), ["weights: list-too-long"]);
}

#[test]
fn the_last_version_that_has_started_is_in_force() {
    let versions = [(day("2026-01-01"), 'b'), (day("2020-01-01"), 'a'), (day("2027-01-01"), 'c')];
    assert_eq!(version_on(&versions, day("2019-12-31")), None);
    assert_eq!(version_on(&versions, day("2025-12-31")), Some('a'));
    assert_eq!(version_on(&versions, day("2026-01-01")), Some('b'));
    assert_eq!(version_on(&versions, day("2030-01-01")), Some('c'));
}

proptest! {
    #[test]
    fn a_fiscal_year_contains_its_days_and_meets_the_next(month in 1_u8..=12, dom in 1_u8..=28, offset in 0_i64..40_000) {
        let start = MonthDay::new(month, dom).expect("a day");
        let on = day("1990-01-01") + Duration::days(offset);
        let (first, last) = fiscal_year_containing(start, on);
        prop_assert!(first <= on && on <= last);
        prop_assert_eq!(start.in_year(first.year()), Some(first));
        let next = last.next_day().expect("a day");
        prop_assert_eq!(fiscal_year_containing(start, next).0, next);
        prop_assert!((365..=366).contains(&domain::prorate::days(first, last)));
    }

    #[test]
    fn slugs_are_always_safe(name in ".{0,80}") {
        let slug = slug_base(&name);
        prop_assert!((1..=42).contains(&slug.len()));
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        prop_assert!(slug.len() <= 40);
    }
}
