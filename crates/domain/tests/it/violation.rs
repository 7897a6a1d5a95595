//! The catalogue of violations, and the promise that every code in use stands in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::violation::{ALL_CODES, Arg, CATALOGUE, MAX_VIOLATIONS, code};
use domain::{Cents, Violation, Violations};

use crate::day;

#[test]
fn codes_are_kebab_case_unique_and_listed() {
    let unique: BTreeSet<&&str> = ALL_CODES.iter().collect();
    assert_eq!(unique.len(), ALL_CODES.len());
    for (name, entry) in ALL_CODES.iter().zip(CATALOGUE) {
        assert_eq!(*name, entry.name);
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
    }
}

#[test]
fn sentences_name_a_remedy_and_use_their_arguments_only() {
    for entry in CATALOGUE {
        assert!(entry.english.ends_with('.') && entry.english.len() > 15, "{}", entry.name);
        let used: BTreeSet<&str> =
            entry.english.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        let known: BTreeSet<&str> = entry.args.iter().copied().collect();
        assert!(used.is_subset(&known), "{}: {used:?}", entry.name);
    }
}

/// Violations are built with constants of the catalogue, never with a literal; and no entry of the
/// catalogue is dead. Some rules need the database or the caller's rights to be checked: the sources of store and API count too.
#[test]
fn every_code_of_the_catalogue_is_used_and_only_those() {
    let sources = sources();
    assert!(sources.len() > 30);
    let all: String = sources.iter().map(|path| fs::read_to_string(path).expect("a source")).collect();
    let compact: String = all.split_whitespace().collect();
    assert!(!compact.contains("Violation{field:"), "build violations with Violation::new");
    for entry in CATALOGUE {
        let constant = entry.name.to_uppercase().replace('-', "_");
        assert!(all.contains(&format!("code::{constant}")), "{constant} is not used");
    }
}

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders =
        Vec::from(["billing/src", "domain/src", "store/src", "api/src"].map(|folder| crates.join(folder)));
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.retain(|path| !path.ends_with("catalogue.rs"));
    files
}

#[test]
fn fields_are_nested() {
    let mut found = Violations::new();
    let inner = vec![Violation::new("email", code::REQUIRED), Violation::new("", code::LIST_EMPTY)];
    assert_eq!(found.nest::<()>("members.0", Err(inner)), None);
    assert_eq!(found.nest("ok", Ok(5)), Some(5));
    found.add("name", code::REQUIRED);
    let fields: Vec<String> =
        found.finish(()).expect_err("violations").into_iter().map(|v| v.field).collect();
    assert_eq!(fields, ["members.0.email", "members.0", "name"]);
    assert_eq!(Violations::new().finish(7), Ok(7));
}

#[test]
fn lists_of_violations_are_bounded() {
    let mut found = Violations::new();
    (0..1_000).for_each(|n| found.add(format!("lots.{n}"), code::REQUIRED));
    assert_eq!(found.finish(()).expect_err("violations").len(), MAX_VIOLATIONS);
}

#[test]
fn violations_survive_storage() {
    let stored = Violation::new("a.b", code::LOT_WITHOUT_OWNER)
        .with("lot", "A1")
        .with("from", day("2026-01-01"))
        .with("to", day("2026-12-31"));
    let amount = Violation::new("x", code::AMOUNT_TOO_LARGE).with("max", Cents(5));
    let number = Violation::new("x", code::TOO_LONG).with("max", 5_i64);
    for violation in [stored, amount, number] {
        let json = serde_json::to_string(&violation).expect("json");
        assert_eq!(serde_json::from_str::<Violation>(&json).expect("a violation"), violation);
    }
    for wrong in [
        r#"{"field":"","code":"nope","args":[]}"#,
        r#"{"field":"","code":"required","args":[["x",{"int":1}]]}"#,
    ] {
        assert!(serde_json::from_str::<Violation>(wrong).is_err());
    }
    assert_eq!(
        serde_json::to_string(&Arg::Date(day("2026-01-01"))).expect("json"),
        r#"{"date":"2026-01-01"}"#
    );
}
