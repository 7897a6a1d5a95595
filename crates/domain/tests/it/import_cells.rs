//! Cells and headers of imported tables.

use domain::import::{Mapping, Target, parse_date, parse_integer, suggest, suggest_all};
use domain::text::fold;
use proptest::prelude::*;
use time::Duration;

use crate::{codes, day};

#[test]
fn whole_numbers_in_belgian_style() {
    let cases = [
        ("0", 0),
        ("1234", 1234),
        (" 1.234 ", 1234),
        ("1 234", 1234),
        ("1\u{a0}234", 1234),
        ("1\u{202f}234\u{202f}567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1.234,00", 1234),
        ("12,0", 12),
        ("250.0", 250),
        ("250.00", 250),
        ("-5", -5),
        ("- 5", -5),
        ("007", 7),
        ("100.000", 100_000),
    ];
    for (text, number) in cases {
        assert_eq!(parse_integer(text), Ok(number), "{text:?}");
    }
    let refused = [
        "",
        "-",
        "12,5",
        "1,234",
        "12.5",
        "1.23.456",
        "1234.567",
        "1.234 567",
        "1 234.567",
        "1e3",
        "12/1000",
        "abc",
        "1 2",
        ",00",
        ".",
        "12,",
        "--5",
        "1..234",
        "99999999999999999999",
        "٣",
        "1.234.56",
    ];
    for text in refused {
        assert!(parse_integer(text).is_err(), "{text:?}");
    }
}

#[test]
fn dates_in_belgian_style() {
    let cases = [
        ("31/12/2026", "2026-12-31"),
        ("1/2/2026", "2026-02-01"),
        ("01-02-26", "2026-02-01"),
        ("01.02.99", "1999-02-01"),
        ("2026-12-31", "2026-12-31"),
        ("2026-12-31 00:00:00", "2026-12-31"),
        ("2026-12-31T00:00:00Z", "2026-12-31"),
        ("15/06/49", "2049-06-15"),
        ("15/06/50", "1950-06-15"),
    ];
    for (text, date) in cases {
        assert_eq!(parse_date(text), Ok(day(date)), "{text:?}");
    }
    let refused = [
        "",
        "31/02/2026",
        "12/31/2026",
        "2026",
        "31/12/026",
        "2026-12-31 10:30",
        "0/1/2026",
        "1/1/1/1",
        "31 12 2026",
        "45292",
    ];
    for text in refused {
        assert!(parse_date(text).is_err(), "{text:?}");
    }
}

#[test]
fn headers_are_recognised_in_four_languages() {
    let groups = [
        (
            Target::LotCode,
            "Lot|N° lot|Nº lot|Numéro de lot|Code|Kavel|Kavel nr.|Kavelnummer|Einheit|Unit|lot_code",
        ),
        (Target::Nature, "Nature|Type de lot|Aard|Soort|Art|Nutzung"),
        (Target::Description, "Description|Libellé|Omschrijving|Bezeichnung"),
        (Target::Floor, "Étage|Verdieping|Stockwerk|Floor"),
        (
            Target::Shares,
            "Quotités|QUOTITES|Tantièmes|Tantièmes /1000|Aandelen|Aandelen (10.000)|Anteile|Shares|Millièmes",
        ),
        (
            Target::OwnerName,
            "Propriétaire|Proprietaires|Nom|Nom du propriétaire|Eigenaar|Mede-eigenaar|Naam|Eigentümer|Owner",
        ),
        (Target::OwnerFirstName, "Prénom|Voornaam|Vorname|First name"),
        (Target::OwnerEmail, "E-mail|Email|Courriel|Adresse e-mail|E-mailadres|E-Mail-Adresse"),
        (Target::OwnerPhone, "Téléphone|GSM|Telefoon|Telefon|Phone"),
        (Target::OwnerLanguage, "Langue|Taal|Sprache|Language"),
        (Target::OwnerStreet, "Adresse|Rue|Straat|Straße|Street"),
        (Target::OwnerPostalCode, "Code postal|CP|Postcode|PLZ|Postal code"),
        (Target::OwnerCity, "Ville|Localité|Gemeente|Ort|City"),
        (Target::OwnerCountry, "Pays|Land|Country"),
        (Target::OwnerCompanyNumber, "N° BCE|Numéro d'entreprise|Ondernemingsnummer|KBO|TVA|BTW"),
        (Target::OwnedFrom, "Date d'achat|Propriétaire depuis|Eigenaar sinds|Seit|Since"),
        (Target::Ignore, "|Solde|Remarque interne|1234|?"),
    ];
    for (target, headers) in groups {
        for header in headers.split('|') {
            assert_eq!(suggest(header), target, "{header:?}");
        }
    }
}

#[test]
fn headers_name_keys_in_their_own_spelling() {
    let cases = [
        ("Clé ascenseur", "ascenseur"),
        ("Clé de répartition : Ascenseur Bloc A", "Ascenseur Bloc A"),
        ("Quotités ascenseur", "ascenseur"),
        ("Verdeelsleutel Lift", "Lift"),
        ("Aandelen lift (A)", "lift (A"),
        ("Schlüssel Aufzug", "Aufzug"),
        ("key:Chauffage", "Chauffage"),
        ("Cle\u{301} Garage", "Garage"),
    ];
    for (header, key) in cases {
        assert_eq!(suggest(header), Target::Key(key.to_owned()), "{header:?}");
    }
}

#[test]
fn a_meaning_is_suggested_once() {
    let headers = ["Lot", "Propriétaire", "Nom", "Clé Lift", "Sleutel LIFT", "?"].map(str::to_owned);
    let lift = Target::Key("Lift".to_owned());
    let expected = [Target::LotCode, Target::OwnerName, Target::Ignore, lift, Target::Ignore, Target::Ignore];
    assert_eq!(suggest_all(&headers), expected);
}

fn mapping(targets: &[&str]) -> Mapping {
    Mapping { columns: targets.iter().map(|t| t.parse().expect("a target")).enumerate().collect() }
}

#[test]
fn mappings_are_checked() {
    let check = |targets: &[&str], width| codes(mapping(targets).validate(width));
    assert_eq!(check(&["lot_code", "shares", "ignore", "ignore"], 4), [""; 0]);
    assert_eq!(check(&["lot_code"], 1), ["columns: column-missing"]);
    assert_eq!(check(&["lot_code", "shares", "owner_email"], 3), ["columns: column-missing"]);
    assert_eq!(check(&["lot_code", "shares", "shares"], 3), ["columns.2: column-twice"]);
    assert_eq!(check(&["lot_code", "shares", "key:Lift", "key: LIFT "], 4), ["columns.3: column-twice"]);
    assert_eq!(check(&["lot_code", "shares"], 1), ["columns.1: column-unknown"]);
    let wide = Mapping { columns: (0..101).map(|index| (index, Target::Ignore)).collect() };
    assert_eq!(codes(wide.validate(200)), ["columns: list-too-long"]);
}

#[test]
fn folding_keeps_words_and_drops_accents() {
    assert_eq!(fold("  L'Été – Œuvre_n° 5 "), "l ete oeuvre n 5");
    assert_eq!(fold("E\u{301}tage"), "etage");
    assert_eq!(fold("STRASSE Straße"), "strasse strasse");
}

proptest! {
    #[test]
    fn written_numbers_are_read_back(number in -1_000_000_000_i64..1_000_000_000, separator in prop::sample::select(vec!["", ".", " ", "\u{202f}"])) {
        let digits = number.unsigned_abs().to_string();
        let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).expect("digits")).collect();
        let text = format!("{}{}", if number < 0 { "-" } else { "" }, grouped.join(separator));
        prop_assert_eq!(parse_integer(&text), Ok(number));
    }

    #[test]
    fn written_dates_are_read_back(offset in 0_i64..60_000) {
        let date = day("1950-01-01") + Duration::days(offset);
        for language in domain::Language::ALL {
            prop_assert_eq!(parse_date(&language.date(date)), Ok(date));
        }
        prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
    }
}
