use domain::Cents;
use domain::allocate::{AllocateError, TieSeed, allocate, allocate_keyed};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    total_cents: Cents,
    weights: Vec<i64>,
    expected_cents: Vec<Cents>,
}

#[test]
fn published_examples() {
    let json = include_str!("../../../../tests/data/vectors/allocate.json");
    let vectors: Vectors = serde_json::from_str(json).expect("the published examples");
    assert!(vectors.cases.len() >= 10);
    for case in vectors.cases {
        let parts = allocate(case.total_cents, &case.weights, TieSeed::LISTED);
        assert_eq!(parts, Ok(case.expected_cents), "{}", case.name);
    }
}

#[test]
fn rounding_each_line_alone_would_miss_the_total() {
    let json = include_str!("../../../../tests/data/vectors/allocate.json");
    let vectors: Vectors = serde_json::from_str(json).expect("the published examples");
    let case = vectors.cases.iter().find(|case| case.name.starts_with("47 lots")).expect("that example");
    let weights: i64 = case.weights.iter().sum();
    let alone = case.weights.iter().map(|w| (case.total_cents.0 * w * 2 + weights) / (weights * 2));
    assert_eq!(alone.sum::<i64>() - case.total_cents.0, -14);
}

#[test]
fn refuses_what_cannot_be_shared() {
    let share = |weights: &[i64]| allocate(Cents(100), weights, TieSeed::LISTED);
    assert_eq!(share(&[]), Err(AllocateError::NoWeight));
    assert_eq!(share(&[0, 0]), Err(AllocateError::NoWeight));
    assert_eq!(share(&[3, -1]), Err(AllocateError::NegativeWeight { index: 1 }));
}

#[test]
fn extremes_stay_exact() {
    for total in [i64::MAX, i64::MIN, i64::MIN + 1] {
        let parts = allocate(Cents(total), &[i64::MAX, i64::MAX, 1, 0], TieSeed::LISTED).expect("parts");
        assert_eq!(parts.iter().map(|part| i128::from(part.0)).sum::<i128>(), i128::from(total));
    }
}

/// Over many documents every lot gets the odd cent about equally often.
#[test]
fn the_odd_cent_travels_between_documents() {
    let mut got = [0_u32; 10];
    for document in 0..2_000 {
        let ties = TieSeed::from_text(&format!("invoice {document}"));
        let parts = allocate(Cents(1), &[1; 10], ties).expect("parts");
        let winner = parts.iter().position(|part| *part == Cents(1)).expect("a winner");
        got[winner] += 1;
    }
    assert!(got.iter().all(|times| (140..=260).contains(times)), "{got:?}");
}

/// The documents already sent must be reproducible: the order drawn from a text never changes.
#[test]
fn the_order_of_a_document_is_fixed_for_ever() {
    let ties = TieSeed::from_text("2026-PUR-0001");
    let parts = allocate(Cents(3), &[1; 7], ties).expect("parts");
    assert_eq!(parts, [0, 0, 0, 1, 0, 1, 1].map(Cents));
}

fn weights() -> impl Strategy<Value = Vec<i64>> {
    let weight = prop_oneof![2 => Just(0), 5 => 1_i64..50, 5 => 1_i64..1_000_000_000];
    prop::collection::vec(weight, 1..80).prop_filter("a weight above zero", |w| w.iter().any(|w| *w > 0))
}

fn ties() -> impl Strategy<Value = TieSeed> {
    prop_oneof![Just(TieSeed::LISTED), ".{0,12}".prop_map(|text| TieSeed::from_text(&text))]
}

fn opposite(parts: &[Cents]) -> Vec<Cents> {
    parts.iter().map(|part| Cents(-part.0)).collect()
}

proptest! {
    #[test]
    fn sums_exactly(total in -10_000_000_i64..10_000_000, weights in weights(), ties in ties()) {
        let parts = allocate(Cents(total), &weights, ties).expect("parts");
        prop_assert_eq!(parts.len(), weights.len());
        prop_assert_eq!(Cents::sum(parts), Some(Cents(total)));
    }

    #[test]
    fn is_sign_symmetric(total in 0_i64..10_000_000, weights in weights(), ties in ties()) {
        let parts = allocate(Cents(total), &weights, ties).expect("parts");
        let credit = allocate(Cents(-total), &weights, ties).expect("parts");
        prop_assert_eq!(opposite(&parts), credit);
    }

    #[test]
    fn is_monotone_and_gives_nothing_to_zero(total in 0_i64..100_000, weights in weights(), ties in ties()) {
        let parts = allocate(Cents(total), &weights, ties).expect("parts");
        for (i, weight) in weights.iter().enumerate() {
            prop_assert!(*weight > 0 || parts[i].is_zero());
            for (j, other) in weights.iter().enumerate() {
                prop_assert!(weight <= other || parts[i] >= parts[j]);
            }
        }
    }

    #[test]
    fn stays_within_a_cent_of_the_exact_part(total in 0_i64..10_000_000, weights in weights(), ties in ties()) {
        let parts = allocate(Cents(total), &weights, ties).expect("parts");
        let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(total) * i128::from(*weight);
            prop_assert!((i128::from(part.0) * sum - exact).abs() < sum);
        }
    }

    #[test]
    fn does_not_depend_on_the_order_of_keyed_lines(
        total in -100_000_i64..100_000,
        weights in weights(),
        document in ".{1,12}",
        turn in 0_usize..80,
    ) {
        let ties = TieSeed::from_text(&document);
        let mut lines: Vec<(u128, i64)> = (0_u128..).map(|key| key * 7 + 3).zip(weights).collect();
        let mut before = allocate_keyed(Cents(total), &lines, ties).expect("parts");
        let turn = turn % lines.len();
        lines.rotate_left(turn);
        before.rotate_left(turn);
        prop_assert_eq!(&before, &allocate_keyed(Cents(total), &lines, ties).expect("parts"));
        lines.reverse();
        before.reverse();
        prop_assert_eq!(before, allocate_keyed(Cents(total), &lines, ties).expect("parts"));
    }
}
