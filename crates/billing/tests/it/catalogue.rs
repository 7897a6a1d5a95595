use std::collections::BTreeMap;

use billing::catalogue::{Catalogue, Catalogues, CouponError, LimitReached, Off, Quota, Using};
use domain::Cents;
use proptest::prelude::*;

use crate::{day, tariffs};

const SOLD: &str = r#"
version = "2027-01"
valid_from = "2027-01-01"
trial_days = 30

[[plans]]
id = "standard"
price_cents = 1600
tiers = [{ above = 10, price_cents = 1400 }, { above = 50, price_cents = 1200 }]
[plans.limits]
copros = 100

[[plans]]
id = "plus"
price_cents = 2200

[[coupons]]
code = "dix"
amount_cents = 1000
months = 2
from = "2027-01-01"
to = "2027-03-31"
"#;

#[test]
fn what_is_sold_now() {
    let all = Catalogues::embedded().expect("the files of tenants/plans");
    let now = all.on(day("2026-11-22")).expect("a version");
    assert_eq!(now.version, "2026-01");
    let price = |plan: &str| now.plans.get(plan).map(|plan| plan.tariff.month(50));
    assert_eq!(price("standard"), Some(Cents(75_000)), "50 copros at 15 €");
    assert_eq!(price("plus"), Some(Cents(100_000)));
    assert_eq!((now.trial_days, now.annual_discount_basis_points), (30, Some(1_000)));
    assert_eq!(all.on(day("2025-12-31")), None);
}

#[test]
fn a_firm_keeps_its_version() {
    let old = include_str!("../../../../tenants/plans/2026-01.toml");
    let all = Catalogues::parse([SOLD, old]).expect("two versions");
    assert_eq!(all.on(day("2026-12-31")).map(|c| c.version.as_str()), Some("2026-01"));
    assert_eq!(all.on(day("2027-01-01")).map(|c| c.version.as_str()), Some("2027-01"));
    assert!(all.version("2026-01").is_some(), "sold no more, still kept by who has it");
    let twice = Catalogues::parse([SOLD, SOLD]).expect_err("one version twice");
    assert_eq!(twice.to_string(), "version 2027-01: give each version a name and a first day of its own");
}

#[test]
fn a_change_is_seen_before_it_is_made() {
    let (all, new) = (Catalogues::embedded().expect("files"), Catalogue::parse(SOLD).expect("a version"));
    let old = all.version("2026-01").expect("a version");
    let using = Using { copros: 120, amounts: BTreeMap::from([(Quota::Users, 30)]) };
    let preview = old.preview("plus", (&new, "standard"), &using).expect("both plans");
    // 10 at 16 €, 40 at 14 €, 70 at 12 €.
    assert_eq!(preview.month_after_cents, Cents(16_000 + 56_000 + 84_000));
    assert_eq!(preview.difference_cents, Cents(156_000 - 240_000));
    assert_eq!(
        preview.obstacles.iter().map(|o| (o.resource, o.limit)).collect::<Vec<_>>(),
        [(Quota::Copros, 100)]
    );
    assert_eq!(old.preview("gold", (&new, "standard"), &using), None);
}

#[test]
fn a_limit_names_the_way_out() {
    let all = Catalogues::embedded().expect("files");
    let catalogue = all.version("2026-01").expect("a version");
    let standard = catalogue.entitlements("standard").expect("a plan");
    assert_eq!(standard.check(Quota::Copros, 499, 1), Ok(()));
    let reached = standard.check(Quota::Copros, 500, 1).expect_err("a limit");
    let remedy = Some("plus".to_owned());
    assert_eq!(reached, LimitReached { resource: Quota::Copros, limit: 500, used: 500, wanted: 1, remedy });
    assert_eq!(reached.to_string(), "500 of 500 are used and 1 more are wanted: the plan plus allows it");
    assert_eq!(standard.check(Quota::Copros, 600, 0), Ok(()), "who is over the limit keeps what there is");
    let most = standard.check(Quota::StorageBytes, u64::MAX, u64::MAX).expect_err("a limit");
    assert_eq!(most.remedy, None);
    assert_eq!(catalogue.entitlements("plus").expect("a plan").check(Quota::Copros, 9_999, 1), Ok(()));
}

#[test]
fn coupons_have_their_days() {
    let catalogue = Catalogue::parse(SOLD).expect("a version");
    assert_eq!(catalogue.redeem(" Dix ", day("2027-03-31")).map(|c| c.off), Ok(Off::Amount(Cents(1_000))));
    let (from, to) = (day("2027-01-01"), day("2027-03-31"));
    assert_eq!(catalogue.redeem("DIX", day("2027-04-01")), Err(CouponError::NotNow { from, to }));
    assert_eq!(catalogue.redeem("ONZE", from), Err(CouponError::Unknown("ONZE".to_owned())));
}

#[test]
fn what_is_wrong_is_told_with_line_and_remedy() {
    let broken = |from: &str, to: &str| {
        assert!(SOLD.contains(from), "{from}");
        Catalogue::parse(&SOLD.replacen(from, to, 1)).expect_err(to).to_string()
    };
    let told = [
        broken("price_cents = 2200", "price_cents = -1"),
        broken("price_cents = 2200", "price_cents = 22.5"),
        broken("price_cents = 2200", "price = 2200"),
        broken("above = 50", "above = 10"),
        broken("id = \"plus\"", "id = \"standard\""),
        broken("id = \"plus\"", "id = \"plus!\""),
        broken("amount_cents = 1000", "amount_cents = 1000\npercent_basis_points = 10"),
        broken("amount_cents = 1000", "percent_basis_points = 10001"),
        broken("months = 2", "months = 0"),
        broken("to = \"2027-03-31\"", "to = \"2026-03-31\""),
        broken("to = \"2027-03-31\"", "to = \"2027-03-32\""),
        broken("trial_days = 30", "trial_days = 400"),
    ];
    let starts = [
        "line 15, plans.price_cents: use whole cents",
        "line 15, file: ",
        "line 15, file: unknown field",
        "line 9, plans.standard.tiers: at most 20",
        "line 13, plans.id: at most 20 plans, each with an id of its own",
        "line 14, plans.id: use 1 to 40 letters",
        "line 17, coupons.DIX: give either",
        "line 19, coupons.percent_basis_points: use basis points",
        "line 20, coupons.months: use 1 to 120",
        "line 17, coupons.DIX.to: use a day not before",
        "line 22, file: ",
        "line 4, trial_days: use 0 to 366",
    ];
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told:?} should begin with {start:?}");
    }
}

proptest! {
    #[test]
    fn parsing_never_panics(text in ".{0,200}", cut in 0_usize..500) {
        let _ = Catalogue::parse(&text);
        let _ = Catalogue::parse(SOLD.get(..cut.min(SOLD.len())).unwrap_or_default());
    }

    #[test]
    fn a_month_is_the_sum_of_its_copros(tariff in tariffs(), copros in 0_u32..60) {
        let each: i64 = (1..=copros).map(|nth| tariff.price_of(nth).0).sum();
        prop_assert_eq!(tariff.month(copros), Cents(each));
    }
}
