//! Invented parties and terms.

use billing::account::Terms;
use billing::invoice::{Header, Identifier, Means, Number, Party};
use billing::vat::{Customer, Issuer, Vies};
use domain::Language;
use domain::address::Address;
use domain::company_number::CompanyNumber;
use domain::iban::Iban;
use proptest::prelude::*;

use crate::day;

fn party(name: &str, country: &str, number: Option<u64>) -> Party {
    let number = number.map(|base| CompanyNumber::from_base(base).expect("a number"));
    Party {
        name: name.to_owned(),
        address: Address {
            street: "Rue de l'Exemple 1".to_owned(),
            postal_code: "1000".to_owned(),
            city: "Bruxelles".to_owned(),
            country: country.to_owned(),
        },
        company: number.map(Identifier::kbo),
        vat_number: number.map(CompanyNumber::vat),
        endpoint: number.map(Identifier::kbo),
        email: Some("facturation@exemple.example".to_owned()),
        legal_note: None,
    }
}

pub fn header(language: Language) -> Header {
    Header {
        language,
        seller: party("Plateforme Inventée SRL", "BE", Some(12_345_678)),
        buyer: party("Gérance Brumelle SRL", "BE", Some(19_420_617)),
        buyer_reference: "brumelle".to_owned(),
        means: Means::Transfer,
        iban: Iban::belgian(5_390_075_470).expect("an IBAN"),
        due_days: 14,
        notes: Vec::new(),
    }
}

/// Belgian taxable, Belgian not taxable, French taxable with an answer of VIES.
pub fn terms(which: u8, language: Language) -> Terms {
    let mut header = header(language);
    let country = if which == 2 { "FR" } else { "BE" };
    let vat_number = match which {
        0 => header.buyer.vat_number.clone(),
        1 => None,
        _ => Some("FR40303265045".to_owned()),
    };
    header.buyer.address.country = country.to_owned();
    header.buyer.vat_number.clone_from(&vat_number);
    let vies = Vies::Valid { on: day("2024-06-15"), reference: "WAPI-1".to_owned() };
    let customer = Customer { country: country.to_owned(), taxable: which != 1, vat_number, vies };
    let issuer = Issuer { country: "BE".to_owned(), one_stop_shop_from: None };
    Terms { header, issuer, customer }
}

pub fn languages() -> impl Strategy<Value = Language> {
    prop::sample::select(&Language::ALL[..])
}

pub fn number(sequence: u32) -> Number {
    Number::new(2026, sequence).expect("a number")
}
