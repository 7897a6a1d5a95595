//! Chart of accounts and postings.

use domain::chart::{AccountNature, Chart, account};
use domain::ledger::{Journal, Line, Posting, PostingError, entry_series};
use domain::{Cents, Language};
use proptest::prelude::*;

use crate::{day, id};

#[test]
fn the_embedded_chart_is_a_chart() {
    let csv = include_str!("../../../../tenants/charts/be-acp.csv");
    let parsed = Chart::parse(csv).expect("the chart");
    assert_eq!(&parsed, Chart::be_acp());
    assert!(parsed.accounts().count() > 200);
}

#[test]
fn the_chart_has_the_accounts_the_rules_post_to() {
    let chart = Chart::be_acp();
    for code in account::ALL {
        assert!(chart.get(code).is_some_and(|account| account.postable), "{code}");
    }
    let nature = |code| chart.get(code).map(|account| account.nature);
    assert_eq!(nature(account::WORKING_FUND), Some(AccountNature::Fund));
    assert_eq!(nature(account::RESERVE_FUND), Some(AccountNature::Fund));
    assert_eq!(nature(account::SUPPLIERS), Some(AccountNature::Liability));
    assert_eq!(nature(account::OWNERS_WORKING), Some(AccountNature::Asset));
    assert_eq!(nature(account::PROVISIONS), Some(AccountNature::Income));
}

#[test]
fn every_account_hangs_under_a_heading() {
    let chart = Chart::be_acp();
    for account in chart.accounts().filter(|account| account.code.len() > 1) {
        let parent = (1..account.code.len()).rev().find_map(|n| chart.get(account.code.get(..n)?));
        assert!(parent.is_some_and(|parent| !parent.postable), "{}", account.code);
    }
}

#[test]
fn invoices_go_to_costs_only() {
    let chart = Chart::be_acp();
    assert!(chart.is_expense("61010") || chart.is_expense("61000"));
    for code in ["61", "68100", account::SUPPLIERS, account::PROVISIONS, "", "99999"] {
        assert!(!chart.is_expense(code), "{code}");
    }
}

#[test]
fn accounts_are_named_in_four_languages() {
    let chart = Chart::be_acp();
    let names = Language::ALL.map(|language| chart.name(account::SUPPLIERS, language));
    assert_eq!(names, ["Fournisseurs", "Leveranciers", "Lieferanten", "Suppliers"]);
    assert_eq!(chart.name("99999", Language::Fr), "99999");
}

#[test]
fn a_broken_chart_is_refused_with_its_line() {
    let wrong = |body: &str| {
        Chart::parse(&format!("code,postable,nature,fr,nl,de,en\n{body}")).map_err(|e| e.line).err()
    };
    assert_eq!(wrong("61,false,heading,a,b,c,d\n"), None);
    for line in [
        "61,false,heading,a,b,c",
        "x1,true,asset,a,b,c,d",
        "61,yes,asset,a,b,c,d",
        "61,true,cat,a,b,c,d",
        "61,true,heading,a,b,c,d",
        "61,false,asset,a,b,c,d",
        "61,false,heading,a,,c,d",
        ",true,asset,a,b,c,d",
    ] {
        assert_eq!(wrong(line), Some(2), "{line}");
    }
    assert_eq!(wrong("61,false,heading,a,b,c,d\n61,false,heading,a,b,c,d"), Some(3));
    assert!(Chart::parse("").is_err());
}

#[test]
fn entries_are_numbered() {
    assert_eq!(entry_series(2026, Journal::Calls), "2026-CAL-");
    assert_eq!(entry_series(985, Journal::Misc), "0985-MSC-");
    let prefixes = Journal::ALL.map(Journal::prefix);
    assert_eq!(prefixes, ["PUR", "CAL", "BNK", "MSC"]);
}

fn post(amounts: &[i64]) -> Result<Posting, PostingError> {
    let lines = amounts.iter().map(|amount| Line::new("61000", Some(id(1)), Cents(*amount))).collect();
    Posting::new(Journal::Misc, day("2026-01-01"), "test", lines)
}

#[test]
fn only_balanced_entries_exist() {
    let entry = post(&[100, -60, -40]).expect("an entry");
    assert_eq!((entry.total(), entry.lines().len()), (Cents(100), 3));
    assert_eq!(post(&[100]), Err(PostingError::TooFewLines));
    assert_eq!(post(&[]), Err(PostingError::TooFewLines));
    assert_eq!(post(&[100, -100, 0]), Err(PostingError::ZeroLine { index: 2 }));
    assert_eq!(post(&[100, -99]), Err(PostingError::Unbalanced { difference: Cents(1) }));
    assert_eq!(post(&[i64::MAX, i64::MAX, i64::MIN, i64::MIN]), Err(PostingError::Overflow));
}

#[test]
fn columns_show_debits_and_credits() {
    let columns = |amount| {
        let line = Line::new("61000", None, Cents(amount));
        (line.debit(), line.credit())
    };
    assert_eq!(columns(5), (Cents(5), Cents::ZERO));
    assert_eq!(columns(-5), (Cents::ZERO, Cents(5)));
}

proptest! {
    #[test]
    fn an_entry_exists_exactly_when_it_balances(amounts in prop::collection::vec(-5_i64..=5, 0..6)) {
        let balanced = amounts.len() >= 2 && !amounts.contains(&0) && amounts.iter().sum::<i64>() == 0;
        prop_assert_eq!(post(&amounts).is_ok(), balanced);
    }

    #[test]
    fn debits_equal_credits(amounts in prop::collection::vec(1_i64..1_000_000, 1..50)) {
        let mut lines = amounts.clone();
        lines.push(-amounts.iter().sum::<i64>());
        let entry = post(&lines).expect("an entry");
        let credits = Cents::sum(entry.lines().iter().map(Line::credit));
        prop_assert_eq!(Some(entry.total()), credits);
    }
}
