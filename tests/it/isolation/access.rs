//! What a firm may still do when its trial is over and nobody said how to pay (read-only), and when it is closed (export-only): every
//! operation of the API document, as its administrator. What each must say is in `tests/data/access.txt`, one reviewed line per operation, with
//! the class that the program gives it; the test compares what was found with the class as well.
//!
//! `UPDATE_MATRIX=1 cargo test -p tests --test it -- access` writes the file anew; review the difference like code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use ::access::permission::Op;
use ::billing::subscription::{Access, Operation as Class};
use tests::{Building, Firm, Furnished, World, run, workspace};

use super::matrix::{in_order, policy, sheet};
use super::{Operation, asked_by_support, operations};
use crate::billing::aged;

const FILE: &str = "tests/data/access.txt";
/// The trial is over, and the account is not closed yet: `tenants/plans`.
const READ_ONLY_AFTER: i32 = 45;
const EXPORT_ONLY_AFTER: i32 = 120;

const HEAD: &str = "\
# What a firm may do as it stands with the platform. Read and compared by tests/it/isolation/access.rs; reviewed like code.
#
# One line per operation of a firm or copro: what its handler asks for, its class, and what its administrator is answered when the firm may
# only read, and when it may only take its data with it. What a class may do is decided by billing::subscription::Access alone.
#
#   + let in (a refusal about the request itself counts)   - let in, and there is no such thing   r refused with the way out (402)
#
";

struct Late {
    access: Access,
    firm: Firm,
    furnished: Furnished,
}

async fn late(world: &World, access: Access, days: i32) -> Late {
    let firm = Firm::sign_up(world).await;
    let mut furnished = Building::active(&firm, "Résidence Impayée").await.furnish().await;
    asked_by_support(world, &mut furnished).await;
    aged(world, &firm, days).await;
    Late { access, firm, furnished }
}

/// What somebody who may do all that the firm may is answered.
async fn answer(late: &Late, operation: &Operation) -> char {
    let scope = match operation.params()[0] {
        "firm" => &late.firm.id,
        _ => &late.furnished.building.slug,
    };
    let path = operation.filled(scope, &late.furnished.ids);
    let answer = operation.request(&late.firm.client, &path, &late.furnished).send().await;
    if answer.status == 402 {
        let code = match late.access {
            Access::ExportOnly => "subscription-suspended",
            _ => "subscription-read-only",
        };
        let problem = answer.problem(402, code);
        let link = format!("/firms/{}/billing", late.firm.id);
        assert!(tests::text(&problem, "detail").contains(&link), "{}: {problem}", operation.name());
    }
    match sheet::Verdict::of(&answer) {
        sheet::Verdict::Other(what) => panic!("{}: {what}", operation.name()),
        verdict => verdict.letter(),
    }
}

fn class_of(asks: &str, operation: &Operation) -> Class {
    let op: Op = asks.parse().unwrap_or_else(|_| panic!("{} asks for {asks}", operation.name()));
    ::api::operation(op, &operation.method().as_str().parse().expect("a method"))
}

#[test]
fn what_a_firm_may_do_follows_how_it_stands() {
    run(async |world| {
        let (read_only, export_only) = tokio::join!(
            late(world, Access::ReadOnly, READ_ONLY_AFTER),
            late(world, Access::ExportOnly, EXPORT_ONLY_AFTER)
        );
        let asked = policy::asked_by_handlers();
        let mut found = BTreeMap::new();
        let mut all = in_order(operations(world).await);
        // Whoever leaves while the trial is over is closed at once.
        all.sort_by_key(|operation| operation.name().ends_with("/billing/cancel"));
        for operation in all {
            if !matches!(operation.params().first(), Some(&"firm" | &"copro")) {
                continue;
            }
            let asks = &asked[&operation.name()];
            let class = class_of(asks, &operation);
            let mut letters = Vec::new();
            for late in [&read_only, &export_only] {
                let letter = answer(late, &operation).await;
                let refused = letter == 'r';
                assert_eq!(!refused, late.access.allows(class), "{} {:?}", operation.name(), late.access);
                letters.push(letter);
            }
            let class = format!("{class:?}");
            let line = format!("{asks:<16}  {class:<8}  {}          {}", letters[0], letters[1]);
            found.insert(operation.name(), line);
        }
        compare(&found);
        println!("access: {} operations in two states", found.len());
    });
}

fn compare(found: &BTreeMap<String, String>) {
    let width = found.keys().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut text = HEAD.to_owned();
    let _ = writeln!(
        text,
        "# {:<w$}  {:<16}  class     read-only  export-only",
        "operation",
        "asks for",
        w = width - 2
    );
    for (name, line) in found {
        let _ = writeln!(text, "{name:<width$}  {line}");
    }
    let path = workspace().join(FILE);
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        fs::write(&path, &text).expect("the file is written");
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    let wrong: Vec<&str> =
        text.lines().filter(|line| !reviewed.lines().any(|known| known == *line)).collect();
    assert!(wrong.is_empty() && reviewed == text, "{FILE} is not as found:\n{}", wrong.join("\n"));
}
