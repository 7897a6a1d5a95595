//! What a column probably means, from its header.

use super::target::Target;
use super::words::is_one_of;
use crate::key::MAX_KEY_NAME_CHARS;
use crate::text::{fold, is_invisible};

/// The most likely meaning of a header in French, Dutch, German or English; [`Target::Ignore`] when none
/// is. `Clé ascenseur`, `Verdeelsleutel lift` and `Quotités ascenseur` name keys.
pub fn suggest(header: &str) -> Target {
    if let Ok(target) = header.parse() {
        return target;
    }
    let folded = fold(header);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    // "Quotités /1000" and "Aandelen (10.000)" name the denominator, which the copro declares.
    let named = words.iter().rposition(|word| !word.bytes().all(|b| b.is_ascii_digit())).map_or(0, |i| i + 1);
    let name = words[..named].join(" ");
    let known = SYNONYMS.iter().find(|(_, synonyms)| is_one_of(synonyms, &name));
    match known {
        Some((target, _)) => target.clone(),
        None => key_of(header, &words[..named]).unwrap_or(Target::Ignore),
    }
}

/// A suggestion per column; the second column of the same meaning is ignored.
pub fn suggest_all(headers: &[String]) -> Vec<Target> {
    let mut taken: Vec<Target> = Vec::new();
    for header in headers {
        let target = suggest(header);
        let free = !taken.iter().any(|other| same(other, &target));
        taken.push(if free { target } else { Target::Ignore });
    }
    taken
}

fn same(a: &Target, b: &Target) -> bool {
    match (a, b) {
        (Target::Key(a), Target::Key(b)) => fold(a) == fold(b),
        _ => a == b,
    }
}

/// The key a header such as `Clé de répartition ascenseur` names, in the header's own spelling.
fn key_of(header: &str, words: &[&str]) -> Option<Target> {
    let shares =
        SYNONYMS.iter().filter(|(target, _)| *target == Target::Shares).flat_map(|(_, s)| s.split('|'));
    let mut prefixes: Vec<Vec<&str>> =
        KEY_WORDS.split('|').chain(shares).map(|prefix| prefix.split(' ').collect()).collect();
    prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
    let prefix = prefixes.iter().find(|prefix| words.starts_with(prefix) && words.len() > prefix.len())?;
    let name = after_words(header, prefix.len());
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let usable =
        !name.is_empty() && name.chars().nth(MAX_KEY_NAME_CHARS).is_none() && !name.chars().any(is_invisible);
    usable.then(|| Target::Key(name.to_owned()))
}

/// The text after the first `count` words.
fn after_words(text: &str, count: usize) -> &str {
    let mut seen = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        // As in `fold`, a combining accent belongs to its letter.
        let letter = c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}');
        if letter && !inside {
            seen += 1;
            if seen > count {
                return text.get(at..).unwrap_or_default();
            }
        }
        inside = letter;
    }
    ""
}

/// What the header of a key column starts with.
const KEY_WORDS: &str = "cle de repartition|cle repartition|cle|repartition|verdeelsleutel|sleutel|verdeling|\
    verteilerschlussel|verteilungsschlussel|kostenschlussel|schlussel|allocation key|distribution key|key";

/// Folded headers by meaning, separated by bars.
const SYNONYMS: [(Target, &str); 16] = [
    (Target::LotCode, LOT_CODE),
    (Target::Nature, NATURE),
    (Target::Description, DESCRIPTION),
    (Target::Floor, "etage|niveau|verdieping|verdiep|stockwerk|geschoss|floor|level"),
    (Target::Shares, SHARES),
    (Target::OwnerName, OWNER_NAME),
    (
        Target::OwnerFirstName,
        "prenom|prenoms|prenom proprietaire|prenom du proprietaire|voornaam|voornaam eigenaar|vorname|\
    first name|firstname|given name",
    ),
    (Target::OwnerEmail, EMAIL),
    (
        Target::OwnerPhone,
        "telephone|tel|gsm|mobile|portable|numero de telephone|telefoon|telefoonnummer|gsm nummer|telefon|\
    telefonnummer|handy|phone|phone number",
    ),
    (Target::OwnerLanguage, "langue|code langue|langue proprietaire|taal|taalcode|sprache|language"),
    (Target::OwnerStreet, STREET),
    (Target::OwnerPostalCode, "code postal|cp|postcode|postnummer|postleitzahl|plz|postal code|zip|zip code"),
    (
        Target::OwnerCity,
        "ville|localite|commune|gemeente|stad|plaats|woonplaats|ort|stadt|gemeinde|wohnort|city|town",
    ),
    (Target::OwnerCountry, "pays|land|country"),
    (Target::OwnerCompanyNumber, COMPANY_NUMBER),
    (Target::OwnedFrom, OWNED_FROM),
];

const LOT_CODE: &str = "lot|lots|code|code lot|code du lot|lot code|numero lot|numero de lot|numero du lot|n lot|n de lot|\
    no lot|no de lot|num lot|lot n|lot no|lot nr|reference|reference lot|ref|ref lot|kavel|kavels|\
    kavelnummer|kavelcode|kavel nr|nr kavel|nummer kavel|privatief|los|losnummer|einheit|\
    einheitsnummer|wohnungsnummer|unit|unit number|unit no|lot number";
const NATURE: &str = "nature|nature du lot|type|type lot|type de lot|categorie|affectation|destination|aard|aard kavel|\
    soort|soort kavel|type kavel|bestemming|art|typ|nutzung|lot type|unit type";
const DESCRIPTION: &str = "description|libelle|designation|denomination|intitule|omschrijving|beschrijving|benaming|\
    beschreibung|bezeichnung|label";
const SHARES: &str = "quotites|quotite|quotites generales|quotites statutaires|tantiemes|tantieme|tantiemes generaux|\
    milliemes|millieme|dix milliemes|quote part|quotes parts|parts|aandelen|aandeel|algemene aandelen|\
    aandelen algemeen|quotiteiten|quotiteit|duizendsten|tienduizendsten|anteile|anteil|\
    miteigentumsanteile|miteigentumsanteil|tausendstel|zehntausendstel|shares|share";
const OWNER_NAME: &str = "proprietaire|proprietaires|coproprietaire|coproprietaires|nom|nom proprietaire|\
    nom du proprietaire|nom coproprietaire|nom de famille|nom et prenom|nom prenom|raison sociale|\
    eigenaar|eigenaars|mede eigenaar|naam|naam eigenaar|familienaam|achternaam|eigentumer|eigentuemer|\
    miteigentumer|miteigentuemer|name|name des eigentumers|nachname|familienname|owner|owner name|\
    co owner|last name|surname|family name";
const EMAIL: &str = "email|e mail|mail|courriel|adresse email|adresse e mail|adresse mail|email proprietaire|\
    e mailadres|emailadres|mailadres|e mail adres|mailadresse|e mail adresse|email adresse|\
    email address|e mail address";
const STREET: &str = "rue|adresse|adresse proprietaire|adresse du proprietaire|adresse postale|rue et numero|rue numero|\
    rue n|straat|straat en nummer|straat nr|adres|adres eigenaar|strasse|strasse und hausnummer|\
    anschrift|street|address|street address";
const COMPANY_NUMBER: &str = "bce|n bce|no bce|numero bce|numero d entreprise|n d entreprise|n entreprise|tva|n tva|\
    numero de tva|kbo|kbo nr|kbo nummer|ondernemingsnummer|btw|btw nr|btw nummer|unternehmensnummer|\
    mwst nummer|company number|enterprise number|vat|vat number";
const OWNED_FROM: &str = "date d achat|date achat|date d acquisition|date acquisition|acquisition|date d entree|date entree|\
    date de mutation|date mutation|proprietaire depuis|depuis|depuis le|aankoopdatum|datum aankoop|\
    datum overdracht|eigenaar sinds|sinds|vanaf|kaufdatum|eigentumer seit|seit|purchase date|\
    owned from|owner since|owned since|since";
