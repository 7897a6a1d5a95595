use domain::Language;
use domain::ownership::Right;
use domain::person::{
    NewMember, NewOwner, NewPerson, OwnerPatch, PersonKind, PersonName, PersonPatch, owner_name,
};

use crate::{codes, id};

fn marie() -> NewPerson {
    NewPerson {
        kind: PersonKind::Natural,
        last_name: "Dupont".to_owned(),
        first_name: Some("Marie".to_owned()),
        email: Some("marie@mail.example".to_owned()),
        phone: Some("+32 2 555 01 23".to_owned()),
        language: Language::Fr,
        address: None,
        company_number: None,
        iban: None,
    }
}

fn member(person: u128, right: Right, numerator: i64, denominator: i64) -> NewMember {
    NewMember { person_id: Some(id(person)), person: None, right, numerator, denominator }
}

fn owner(members: Vec<NewMember>) -> NewOwner {
    NewOwner { members, representative_person_id: None, name: None }
}

#[test]
fn persons_are_checked() {
    assert_eq!(marie().validate(), Ok(()));
    let wrong = NewPerson {
        kind: PersonKind::Legal,
        last_name: "  ".to_owned(),
        email: Some("marie".to_owned()),
        phone: Some("12".to_owned()),
        company_number: Some("1".to_owned()),
        iban: Some("BE00".to_owned()),
        ..marie()
    };
    let expected = [
        "last_name: required",
        "first_name: first-name-of-company",
        "email: invalid-email",
        "phone: invalid-phone",
        "company_number: invalid-company-number",
        "iban: invalid-iban",
    ];
    assert_eq!(codes(wrong.validate()), expected);
}

#[test]
fn phones_are_checked() {
    let with = |phone: &str| codes(NewPerson { phone: Some(phone.to_owned()), ..marie() }.validate());
    let none: [&str; 0] = [];
    for phone in ["02/555.01.23", "+32 (0)475 55 01 23", "0475550123"] {
        assert_eq!(with(phone), none, "{phone}");
    }
    for phone in ["12345", "1234567890123456", "02 555 01 23 ext 4", "++3225550123", "+"] {
        assert_eq!(with(phone), ["phone: invalid-phone"], "{phone}");
    }
}

#[test]
fn texts_take_their_canonical_form_while_read() {
    let json = r#"{"kind":"legal","last_name":" Immo Exemple SRL ","first_name":" ","language":"fr",
        "email":" Info@MAIL.example ","company_number":"be 0123456749","iban":"be68 5390 0754 7034"}"#;
    let person: NewPerson = serde_json::from_str(json).expect("a person");
    assert_eq!(person.validate(), Ok(()));
    assert_eq!(person.last_name, "Immo Exemple SRL");
    assert_eq!(person.first_name, None);
    assert_eq!(person.email.as_deref(), Some("Info@mail.example"));
    assert_eq!(person.company_number.as_deref(), Some("0123.456.749"));
    assert_eq!(person.iban.as_deref(), Some("BE68539007547034"));
    assert!(serde_json::from_str::<NewPerson>(&json.replace("iban", "ibam")).is_err());
}

#[test]
fn patches_tell_absent_from_null() {
    let patch: PersonPatch =
        serde_json::from_str(r#"{"email":null,"last_name":" Durand "}"#).expect("a patch");
    assert_eq!((patch.email.clone(), patch.phone.clone()), (Some(None), None));
    let patched = patch.applied_to(&marie()).expect("a person");
    assert_eq!((patched.last_name.as_str(), patched.email, patched.phone), ("Durand", None, marie().phone));
    let back = serde_json::to_string(&patch).expect("json");
    assert_eq!(back, r#"{"last_name":"Durand","email":null}"#);
}

#[test]
fn patches_are_checked_with_what_they_result_in() {
    let company = PersonPatch { kind: Some(PersonKind::Legal), ..PersonPatch::default() };
    assert_eq!(codes(company.applied_to(&marie())), ["first_name: first-name-of-company"]);
    let blank = PersonPatch { last_name: Some(String::new()), ..PersonPatch::default() };
    assert_eq!(codes(blank.applied_to(&marie())), ["last_name: required"]);
}

#[test]
fn owners_are_checked() {
    let couple = owner(vec![member(1, Right::Full, 1, 2), member(2, Right::Full, 1, 2)]);
    assert_eq!(couple.validate(), Ok(()));
    let outsider = NewOwner { representative_person_id: Some(id(3)), ..couple.clone() };
    assert_eq!(codes(outsider.validate()), ["representative_person_id: representative-not-member"]);
    let twice = owner(vec![member(1, Right::Full, 1, 2), member(1, Right::Full, 1, 2)]);
    assert_eq!(codes(twice.validate()), ["members.1.person_id: member-twice"]);
    let both_rights = owner(vec![member(1, Right::Usufruct, 1, 1), member(1, Right::Bare, 1, 1)]);
    assert_eq!(both_rights.validate(), Ok(()), "one person may hold both rights");
    assert_eq!(codes(owner(vec![]).validate()), ["members: list-empty"]);
}

#[test]
fn a_member_is_known_or_new() {
    let mut new = member(1, Right::Full, 1, 1);
    new.person = Some(NewPerson { email: Some("x".to_owned()), ..marie() });
    let both = codes(owner(vec![new.clone()]).validate());
    assert_eq!(both, ["members.0.person_id: either-or", "members.0.person.email: invalid-email"]);
    new.person_id = None;
    new.person = Some(marie());
    assert_eq!(owner(vec![new.clone()]).validate(), Ok(()));
    new.person = None;
    assert_eq!(codes(owner(vec![new]).validate()), ["members.0.person_id: either-or"]);
}

#[test]
fn owner_patches_are_checked() {
    let patch = OwnerPatch { name: Some(String::new()), representative_person_id: Some(id(9)) };
    let expected = ["name: required", "representative_person_id: representative-not-member"];
    assert_eq!(codes(patch.validate(&[id(1)])), expected);
    assert_eq!(patch.validate(&[id(9)]).map_err(|list| list.len()), Err(1));
}

#[test]
fn owners_are_named_after_their_members() {
    let name = |last, first| PersonName { last, first };
    let couple = [name("Dupont", Some("Marie")), name("Janssens", Some("Luc"))];
    assert_eq!(owner_name(&couple), "Dupont, Marie & Janssens, Luc");
    assert_eq!(owner_name(&[name("Immo Exemple SRL", None)]), "Immo Exemple SRL");
    assert_eq!(owner_name(&[couple[0], couple[0]]), "Dupont, Marie", "usufruct and bare in one hand");
    assert_eq!(owner_name(&[]), "");
    let long = "É".repeat(150);
    let named = owner_name(&[name(&long, None), name(&long, Some("x"))]);
    assert_eq!((named.chars().count(), named.ends_with('…')), (200, true));
}
