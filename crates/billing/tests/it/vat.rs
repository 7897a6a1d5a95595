use billing::invoice::{VatCategory, VatRate};
use billing::vat::{Basis, Customer, Hold, Issuer, Rates, Treatment, Vies, decide, wants_vies};
use time::Date;

use crate::day;

fn issuer() -> Issuer {
    Issuer { country: "BE".to_owned(), one_stop_shop_from: Some(day("2027-01-01")) }
}

fn customer(country: &str, vat_number: Option<&str>, vies: Vies) -> Customer {
    let (country, taxable) = (country.to_owned(), vat_number.is_some());
    Customer { country, taxable, vat_number: vat_number.map(str::to_owned), vies }
}

fn on(customer: &Customer, day: Date) -> Result<Treatment, Hold> {
    decide(&issuer(), customer, day, day, &Rates::embedded().expect("the table of rates"))
}

fn now(customer: &Customer) -> Result<Treatment, Hold> {
    on(customer, day("2026-11-22"))
}

fn standard(basis_points: u32) -> VatRate {
    VatRate { category: VatCategory::S, basis_points }
}

#[test]
fn belgian_customers_pay_belgian_vat() {
    let taxable = now(&customer("BE", Some("BE0123456749"), Vies::Unknown)).expect("a treatment");
    assert_eq!((taxable.rate, taxable.basis, taxable.e_invoice), (standard(2_100), Basis::Domestic, true));
    // An association of co-owners, or a syndic who is not taxable: the same tax, no duty to send it over Peppol.
    let other = now(&customer("BE", None, Vies::Unknown)).expect("a treatment");
    assert_eq!((other.rate, other.basis, other.e_invoice), (standard(2_100), Basis::Domestic, false));
}

#[test]
fn a_taxable_person_of_another_member_state_owes_the_vat() {
    let valid = Vies::Valid { on: day("2026-11-20"), reference: "WAPIAAAAX".to_owned() };
    let treatment = now(&customer("FR", Some("FR40303265045"), valid)).expect("a treatment");
    assert_eq!(treatment.rate, VatRate { category: VatCategory::Ae, basis_points: 0 });
    assert_eq!(treatment.basis.exemption_code(), Some("VATEX-EU-AE"));
    assert_eq!(treatment.evidence.as_deref(), Some("WAPIAAAAX"));
}

#[test]
fn what_nobody_knows_is_held() {
    let french = |vies| now(&customer("FR", Some("FR40303265045"), vies));
    let (since, old) = (day("2026-11-21"), day("2026-10-01"));
    assert_eq!(french(Vies::Unknown), Err(Hold::ViesUnknown));
    assert_eq!(french(Vies::Down { since }), Err(Hold::ViesDown { since }));
    assert_eq!(french(Vies::Invalid { on: since }), Err(Hold::ViesInvalid { on: since }));
    assert_eq!(french(Vies::Valid { on: old, reference: String::new() }), Err(Hold::ViesOld { on: old }));
    let mut without = customer("FR", None, Vies::Unknown);
    without.taxable = true;
    assert_eq!(now(&without), Err(Hold::VatNumberMissing));
    let belgian = customer("FR", Some("BE0123456749"), Vies::Unknown);
    assert_eq!(now(&belgian), Err(Hold::VatNumberOfOtherCountry { country: "FR".to_owned() }));
}

#[test]
fn others_of_the_union_pay_where_the_issuer_is_and_later_where_they_are() {
    let syndic = customer("FR", None, Vies::Unknown);
    let before = on(&syndic, day("2026-12-31")).expect("a treatment");
    assert_eq!((before.rate, before.basis, before.e_invoice), (standard(2_100), Basis::Origin, false));
    let after = on(&syndic, day("2027-01-01")).expect("a treatment");
    assert_eq!((after.rate, after.basis), (standard(2_000), Basis::Destination));
    let unknown = on(&customer("PT", None, Vies::Unknown), day("2027-01-01"));
    assert_eq!(unknown, Err(Hold::RateUnknown { country: "PT".to_owned() }));
}

#[test]
fn outside_the_union_nothing_is_asked() {
    for customer in [customer("CH", Some("CHE123"), Vies::Unknown), customer("CH", None, Vies::Unknown)] {
        let treatment = now(&customer).expect("a treatment");
        assert_eq!(treatment.rate, VatRate { category: VatCategory::O, basis_points: 0 });
        assert_eq!(treatment.basis.exemption_code(), Some("VATEX-EU-O"));
    }
}

#[test]
fn rates_are_those_of_the_day() {
    let table = r#"
[[rates]]
country = "BE"
basis_points = 2200
from = "2028-01-01"
source = "invented"
[[rates]]
country = "BE"
basis_points = 2100
from = "1996-01-01"
source = "invented"
"#;
    let rates = Rates::parse(table).expect("a table");
    let rate = |on| rates.standard("BE", day(on)).map(|rate| rate.basis_points);
    assert_eq!(
        [rate("1995-12-31"), rate("2027-12-31"), rate("2028-01-01")],
        [None, Some(2_100), Some(2_200)]
    );
    let wrong = |from, to| Rates::parse(&table.replace(from, to)).expect_err(to).to_string();
    assert!(wrong("2200", "22.0").starts_with("line 4: "));
    assert!(wrong("2200", "22000").starts_with("rates.BE: "));
    assert!(wrong("2028-01-01", "1996-01-01").starts_with("rates.BE: "));
}

#[test]
fn vies_is_asked_while_it_matters_and_before_its_answer_is_too_old() {
    let today = day("2026-11-22");
    let french = |vies, next: Option<&str>| {
        wants_vies(&issuer(), &customer("FR", Some("FR40303265045"), vies), next.map(day), today)
    };
    let valid = |on| Vies::Valid { on: day(on), reference: "WAPIAAAAX".to_owned() };
    assert!(french(Vies::Unknown, None) && french(Vies::Down { since: today }, None));
    assert!(
        french(Vies::Invalid { on: day("2026-11-21") }, None) && !french(Vies::Invalid { on: today }, None)
    );
    // Good for a month; asked anew from 25 days before the period ends, once.
    assert!(!french(valid("2026-10-22"), None) && french(valid("2026-10-21"), None));
    assert!(
        !french(valid("2026-11-10"), Some("2026-12-18")) && french(valid("2026-11-10"), Some("2026-12-17"))
    );
    assert!(!french(valid("2026-11-22"), Some("2026-12-17")));
    // Whom no answer would change anything for is not asked about.
    for (country, number) in
        [("BE", Some("BE0123456749")), ("FR", None), ("FR", Some("BE0123456749")), ("CH", Some("CHE1"))]
    {
        assert!(!wants_vies(&issuer(), &customer(country, number, Vies::Unknown), None, today), "{country}");
    }
}
