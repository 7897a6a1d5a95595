//! Plans of imports.

use std::collections::BTreeMap;

use domain::address::Address;
use domain::import::{
    ExistingCopro, ExistingKey, ExistingLot, ExistingOwner, ImportPlan, LotChange, MAX_ERRORS, Mapping,
    NewHolding, RowOwner, numbered, plan,
};
use domain::key::KeyKind;
use domain::lot::LotNature;
use domain::person::PersonKind;
use domain::{Language, LotId};
use proptest::prelude::*;

use crate::{day, id};

/// The first line names the targets, the others are rows; cells are separated by bars.
fn import(table: &str, existing: &ExistingCopro) -> ImportPlan {
    let mut lines =
        table.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let columns = header.iter().map(|target| target.parse().expect("a target")).enumerate().collect();
    plan(numbered(lines), &Mapping { columns }, existing)
}

fn errors(plan: &ImportPlan) -> Vec<String> {
    let text = |error: &domain::import::RowError| {
        let column = error.column.map_or("-".to_owned(), |column| column.to_string());
        format!("{}/{column} {}", error.row, error.violation.code)
    };
    plan.errors.iter().map(text).collect()
}

fn empty() -> ExistingCopro {
    ExistingCopro { shares_total: 1000, ..ExistingCopro::default() }
}

#[test]
fn a_whole_table_is_planned() {
    let table = "lot_code|nature|floor|shares|owner_name|owner_first_name|owner_email|owner_language|owned_from|key:Ascenseur
A1|Appartement|1er|400|Dupont|Marie|marie@Mail.example|FR|01/02/2019|10
A2|appart.|2e|1.000|Janssens|Luc|luc@mail.example|nl||20
|  |  |||||||
G1|box|-1|50|DUPONT|Marie|marie@mail.example|||
C1|Kelder||0||||||";
    let plan = import(table, &empty());
    assert_eq!(errors(&plan), [""; 0]);
    let rows: Vec<(usize, &str, LotNature, i64)> =
        plan.rows.iter().map(|r| (r.row, r.code.as_str(), r.nature, r.shares)).collect();
    let expected = [
        (2, "A1", LotNature::Apartment, 400),
        (3, "A2", LotNature::Apartment, 1000),
        (5, "G1", LotNature::Garage, 50),
        (6, "C1", LotNature::Cellar, 0),
    ];
    assert_eq!(rows, expected, "blank rows count in the numbering only");
    let holdings: Vec<Option<NewHolding>> = plan.rows.iter().map(|row| row.holding).collect();
    let planned = |index, from| Some(NewHolding { owner: RowOwner::Planned(index), from });
    assert_eq!(holdings, [planned(0, Some(day("2019-02-01"))), planned(1, None), planned(0, None), None]);
    assert_eq!(
        plan.owners.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(),
        ["Dupont, Marie", "Janssens, Luc"]
    );
    assert_eq!(plan.owners[1].person.language, Language::Nl);
    assert_eq!(plan.owners[0].person.email.as_deref(), Some("marie@mail.example"));
    assert_eq!((plan.keys[0].total, plan.keys[0].existing), (30, None));
    assert_eq!((plan.summary.lots_new, plan.summary.owners_new), (4, 2));
    assert_eq!(
        (plan.summary.shares_total, plan.summary.shares_expected),
        (1450, 1000),
        "reported, not refused"
    );
}

#[test]
fn every_wrong_cell_is_named() {
    let table =
        "lot_code|nature|shares|owner_name|owner_email|owner_language|owned_from|owner_postal_code|key:Lift
A1|chateau|12,5|Dupont|marie|xx|31/02/2020|1000|-1
|studio||||||||
A2||10||luc@mail.example||01/01/2020||5
a2||10|||||| ";
    let plan = import(table, &empty());
    let expected = [
        "2/1 unknown-nature",
        "2/2 not-an-integer",
        "2/4 invalid-email",
        "2/5 unknown-language",
        "2/6 invalid-date",
        "2/8 negative",
        "2/- required",
        "2/- required",
        "3/0 required",
        "3/2 required",
        "4/3 owner-name-missing",
        "4/6 owned-from-without-owner",
    ];
    let mut found = errors(&plan);
    found.sort();
    let mut wanted = expected.map(str::to_owned).to_vec();
    wanted.sort();
    assert_eq!(found, wanted);
    assert_eq!(plan.error_count, 12);
    assert_eq!(plan.rows.len(), 1, "a2 stands alone because the row of A2 was wrong");
}

#[test]
fn lots_may_stand_once() {
    let plan = import("lot_code|shares\nA1|10\na1|10\nA1|5", &empty());
    assert_eq!(errors(&plan), ["3/0 lot-code-twice", "4/0 lot-code-twice"]);
    assert_eq!(plan.errors[1].violation.args[1], ("first_row", 2_i64.into()));
}

#[test]
fn mandatory_columns_and_rows() {
    assert_eq!(errors(&import("lot_code|nature\nA1|studio", &empty())), ["1/- column-missing"]);
    assert_eq!(errors(&import("lot_code|shares", &empty())), ["1/- list-empty"]);
    assert_eq!(errors(&import("lot_code|shares\n | ", &empty())), ["1/- list-empty"]);
}

#[test]
fn sizes_are_bounded() {
    let columns = [(0, "lot_code".parse().expect("a target")), (1, "shares".parse().expect("a target"))];
    let mapping = Mapping { columns: BTreeMap::from(columns) };
    let rows: Vec<Vec<String>> = (0..20_001).map(|n| vec![format!("L{n}"), "x".to_owned()]).collect();
    assert_eq!(errors(&plan(numbered(&rows), &mapping, &empty())), ["1/- too-many-rows"]);
    let many = plan(numbered(&rows[..20_000]), &mapping, &empty());
    assert_eq!((many.errors.len(), many.error_count), (MAX_ERRORS, 20_000));
    assert_eq!(many.errors[199].row, 201);
    let long = vec![vec!["A".repeat(501), "1".to_owned()]];
    assert_eq!(errors(&plan(numbered(&long), &mapping, &empty())), ["2/0 too-long", "2/0 too-long"]);
}

#[test]
fn owners_are_recognised_across_rows() {
    let owners = |table: &str| {
        let plan = import(table, &empty());
        assert_eq!(errors(&plan), [""; 0], "{table}");
        plan.rows.iter().map(|row| row.holding.map(|holding| holding.owner)).collect::<Vec<_>>()
    };
    let planned = |index| Some(RowOwner::Planned(index));
    let by_email = "lot_code|shares|owner_name|owner_email\nA|1|Dupont Marie|m@mail.example\nB|1|Marie DUPONT|M@MAIL.example\nC|1|Dupont Marie|other@mail.example";
    assert_eq!(owners(by_email), [planned(0), planned(0), planned(1)]);
    let by_address = "lot_code|shares|owner_name|owner_street|owner_postal_code|owner_city\nA|1|Dupont|Rue 1|1000|Bruxelles\nB|1|Dupont|rue, 1|1000|Bxl\nC|1|Dupont|Rue 2|1000|Bruxelles";
    assert_eq!(owners(by_address), [planned(0), planned(0), planned(1)]);
    let by_name = "lot_code|shares|owner_name\nA|1|Dupont, Marie\nB|1|Dupont Marie\nC|1|Peeters";
    assert_eq!(owners(by_name), [planned(0), planned(0), planned(1)]);
    let bare_first = "lot_code|shares|owner_name|owner_email\nA|1|Dupont|\nB|1|Dupont|m@mail.example";
    assert_eq!(owners(bare_first), [planned(0), planned(0)], "the bare name goes to its only bearer");
    let by_company = "lot_code|shares|owner_name|owner_company_number\nA|1|Immo Exemple|0123.456.749\nB|1|Immo Exemple SRL|BE0123456749";
    assert_eq!(owners(by_company), [planned(0), planned(0)]);
}

#[test]
fn a_bare_name_with_two_bearers_is_refused() {
    let table = "lot_code|shares|owner_name|owner_email\nA|1|Dupont|\nB|1|Dupont|a@mail.example\nC|1|Dupont|b@mail.example";
    let plan = import(table, &empty());
    assert_eq!(errors(&plan), ["2/2 owner-ambiguous"]);
}

#[test]
fn names_tell_people_from_companies() {
    let table = "lot_code|shares|owner_name\nA|1|Immo Exemple S.A.\nB|1|SRL Exemple\nC|1|Dupont, Marie\nD|1|Dupont, M. & Janssens, L.\nE|1|Sa";
    let plan = import(table, &empty());
    let people: Vec<(PersonKind, &str, Option<&str>)> = plan
        .owners
        .iter()
        .map(|o| (o.person.kind, o.person.last_name.as_str(), o.person.first_name.as_deref()))
        .collect();
    let expected = [
        (PersonKind::Legal, "Immo Exemple S.A.", None),
        (PersonKind::Legal, "SRL Exemple", None),
        (PersonKind::Natural, "Dupont", Some("Marie")),
        (PersonKind::Natural, "Dupont, M. & Janssens, L.", None),
        (PersonKind::Natural, "Sa", None),
    ];
    assert_eq!(people, expected);
}

fn existing() -> ExistingCopro {
    let lot = |n: u128, code: &str, owner: Option<u128>| ExistingLot {
        id: id(n),
        code: code.to_owned(),
        nature: LotNature::Apartment,
        description: Some("Deux chambres".to_owned()),
        floor: None,
        shares: 100,
        owner: owner.map(|owner| (id(owner), day("2020-01-01"))),
    };
    let address = Address {
        street: "Rue de l'Exemple 1".to_owned(),
        postal_code: "1000".to_owned(),
        city: "Bruxelles".to_owned(),
        country: "BE".to_owned(),
    };
    let owner = |n: u128, name: &str, email: Option<&str>, address: Option<Address>| ExistingOwner {
        id: id(n),
        name: name.to_owned(),
        email: email.map(str::to_owned),
        address,
        company_number: None,
    };
    let key = |n: u128, code: &str, name: &str, kind, weights: &[(u128, i64)]| ExistingKey {
        id: id(n),
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        weights: weights.iter().map(|(lot, weight)| (id::<LotId>(*lot), *weight)).collect(),
    };
    ExistingCopro {
        shares_total: 1000,
        language: Language::Nl,
        lots: vec![lot(1, "A1", Some(1)), lot(2, "A2", None), lot(3, "A3", Some(2))],
        owners: vec![
            owner(1, "Dupont, Marie", Some("marie@mail.example"), None),
            owner(2, "Janssens, Luc", None, Some(address)),
        ],
        keys: vec![
            key(1, "GEN", "Quotités générales", KeyKind::Statutory, &[(1, 100)]),
            key(2, "ASC", "Ascenseur", KeyKind::Special, &[(1, 5), (3, 7)]),
        ],
    }
}

#[test]
fn known_lots_and_owners_are_recognised() {
    let table = "lot_code|shares|owner_name|owner_street|owner_postal_code|owner_city|owner_email|owned_from
a1|100|Marie Dupont||||MARIE@mail.example|
A2|120|Janssens Luc|rue de l'exemple, 1|1000|Bruxelles||01/01/2026
A4|10|Nouveau|||||";
    let plan = import(table, &existing());
    assert_eq!(errors(&plan), [""; 0]);
    let changes: Vec<LotChange> = plan.rows.iter().map(|row| row.change).collect();
    assert_eq!(changes, [LotChange::Same(id(1)), LotChange::Changed(id(2)), LotChange::New]);
    assert_eq!(plan.rows[0].code, "A1", "an import never renames");
    assert_eq!(plan.rows[0].description.as_deref(), Some("Deux chambres"), "what is not mapped stays");
    assert_eq!(plan.rows[0].holding, None);
    let to_luc = NewHolding { owner: RowOwner::Existing(id(2)), from: Some(day("2026-01-01")) };
    assert_eq!(plan.rows[1].holding, Some(to_luc));
    let s = &plan.summary;
    assert_eq!((s.lots_new, s.lots_changed, s.lots_same), (1, 1, 1));
    assert_eq!((s.owners_new, s.owners_matched), (1, 2));
    assert_eq!(s.shares_total, 100 + 120 + 10 + 100, "with the lots the file does not name");
    assert_eq!(plan.owners[0].person.language, Language::Nl, "the copro's language by default");
}

#[test]
fn another_owner_is_a_sale_and_needs_its_date() {
    let sale = |date: &str| {
        import(&format!("lot_code|shares|owner_name|owned_from\nA1|100|Peeters|{date}"), &existing())
    };
    assert_eq!(errors(&sale("")), ["2/3 sale-date-required"]);
    assert_eq!(errors(&sale("01/01/2020")), ["2/3 sold-before-bought"]);
    let plan = sale("02/01/2020");
    assert_eq!((errors(&plan).len(), plan.rows[0].change), (0, LotChange::Changed(id(1))));
    let missing = sale("");
    assert_eq!(missing.errors[0].violation.args[1], ("owner", "Dupont, Marie".into()));
}

#[test]
fn keys_are_merged_with_what_exists() {
    let plan = import("lot_code|shares|key:ascenseur|key:Garage\nA1|100|6|\nA4|10||3", &existing());
    assert_eq!(errors(&plan), [""; 0]);
    let keys: Vec<(&str, Option<domain::KeyId>, i64, bool)> =
        plan.keys.iter().map(|k| (k.name.as_str(), k.existing, k.total, k.changed)).collect();
    assert_eq!(keys, [("Ascenseur", Some(id(2)), 6 + 7, true), ("Garage", None, 3, false)]);
    assert_eq!(plan.rows[1].weights, [0, 3], "an empty weight is zero");
    let same = import("lot_code|shares|key:ASC\nA1|100|5\nA3|100|7", &existing());
    assert!(!same.keys[0].changed);
}

#[test]
fn useless_key_columns_are_refused() {
    let zero = import("lot_code|shares|key:Garage\nA1|100|0\nA2|100|", &existing());
    assert_eq!(errors(&zero), ["1/2 key-all-zero"]);
    let statutory = import("lot_code|shares|key:quotites generales\nA1|100|5", &existing());
    assert_eq!(errors(&statutory), ["1/2 statutory-key"]);
}

#[test]
fn plans_survive_storage() {
    let plan = import("lot_code|shares|owner_name|owned_from|key:Lift\nA1|1|X|bad|1\nA2|2|Y||2", &existing());
    let json = serde_json::to_string(&plan).expect("json");
    assert_eq!(serde_json::from_str::<ImportPlan>(&json).expect("a plan"), plan);
}

proptest! {
    #[test]
    fn any_table_is_answered(rows in prop::collection::vec(prop::collection::vec(".{0,12}", 0..9), 0..30)) {
        let targets = ["lot_code", "shares", "nature", "owner_name", "owner_email", "owned_from", "owner_city", "key:K"];
        let columns = targets.iter().map(|t| t.parse().expect("a target")).enumerate().collect();
        let plan = plan(numbered(&rows), &Mapping { columns }, &existing());
        prop_assert!(plan.rows.len() <= rows.len());
        prop_assert!(plan.errors.is_sorted_by_key(|error| error.row));
        prop_assert!(plan.errors.iter().all(|error| error.row <= rows.len() + 1));
    }

    #[test]
    fn totals_are_those_of_the_table(shares in prop::collection::vec((0_i64..1_000, 1_i64..50), 1..60)) {
        let mut table = "lot_code|shares|key:K".to_owned();
        for (n, (shares, weight)) in shares.iter().enumerate() {
            table.push_str(&format!("\nL{n}|{shares}|{weight}"));
        }
        let plan = import(&table, &empty());
        prop_assert_eq!(plan.error_count, 0);
        prop_assert_eq!(plan.summary.shares_total, shares.iter().map(|(shares, _)| shares).sum::<i64>());
        prop_assert_eq!(plan.keys[0].total, shares.iter().map(|(_, weight)| weight).sum::<i64>());
    }
}
