//! Invented names and figures, the same for the same seed.

use fastrand::Rng;
use serde_json::{Value, json};

const STREETS: [&str; 10] = [
    "Rue des Lavandes",
    "Avenue du Vieux Lavoir",
    "Kersenlaan",
    "Clos des Mésanges",
    "Rue du Puits perdu",
    "Lindedreef",
    "Quai aux Péniches",
    "Rue de la Sablonnière",
    "Vlierstraat",
    "Chemin des Argousiers",
];
const CITIES: [(&str, &str); 8] = [
    ("5000", "Namur"),
    ("1050", "Ixelles"),
    ("4000", "Liège"),
    ("9000", "Gent"),
    ("2000", "Antwerpen"),
    ("7000", "Mons"),
    ("3000", "Leuven"),
    ("1348", "Louvain-la-Neuve"),
];
const HOUSES: [&str; 12] = [
    "Résidence les Tilleuls",
    "Le Grand Pavois",
    "Residentie Meerkoet",
    "Résidence du Canal",
    "Hof ter Linden",
    "Les Terrasses du Parc",
    "Résidence Belle-Vue",
    "De Wilgenhof",
    "Le Carré d'Or",
    "Résidence Athéna",
    "Domaine de la Roseraie",
    "Residentie Zilvermeeuw",
];
const LAST: [&str; 16] = [
    "Florimondeau",
    "Zandbergsen",
    "Hocquelaine",
    "Grünwaldorf",
    "Tilleuvale",
    "Moulinard",
    "Vandersluysen",
    "Quittelande",
    "Brasmeunier",
    "Kesteloodt",
    "Dufossez",
    "Wautelaer",
    "Lambinotte",
    "Peerdeboom",
    "Clairembault",
    "Stevelinck",
];
const FIRST: [&str; 12] = [
    "Agnès", "Maarten", "Lise", "Ursel", "Inès", "Yvon", "Noémie", "Wouter", "Baptiste", "Fleur", "Anneke",
    "Cyrille",
];
/// Who sends invoices: name, what for, account, VAT in basis points, a usual amount in cents.
pub const SUPPLIERS: [(&str, &str, &str, u32, i64); 10] = [
    ("Ascenseurs Plumetis", "Entretien de l'ascenseur", "61000", 600, 24_000),
    ("Toitures Ardoisine", "Réparation de la corniche", "61000", 600, 85_000),
    ("Nettoyage Perlimpin", "Nettoyage des communs", "61000", 2100, 31_000),
    ("Jardins Vertpré", "Tonte et taille", "61000", 2100, 18_000),
    ("Électricité Luciole", "Remplacement de l'éclairage", "61000", 600, 12_500),
    ("Chauffage Braisette", "Entretien de la chaudière", "61000", 600, 42_000),
    ("Serrurerie Pêne & Fils", "Cylindre de la porte d'entrée", "61000", 600, 9_800),
    ("Plomberie Clapotis", "Recherche de fuite", "61000", 600, 27_500),
    ("Assurances Parapluie", "Prime d'assurance", "61000", 0, 120_000),
    ("Énergie Courant d'Air", "Électricité des communs", "61000", 2100, 22_000),
];

fn any<'a, T>(rng: &mut Rng, of: &'a [T]) -> &'a T {
    // In range: `usize` draws below the length.
    &of[rng.usize(..of.len())]
}

pub fn address(rng: &mut Rng) -> Value {
    let (code, city) = *any(rng, &CITIES);
    let street = format!("{} {}", any(rng, &STREETS), rng.u32(1..200));
    json!({"street": street, "postal_code": code, "city": city, "country": "BE"})
}

pub fn house(rng: &mut Rng, number: usize) -> String {
    format!("{} {}", any(rng, &HOUSES), number + 1)
}

/// A person who owns alone, or a couple.
pub fn owner(rng: &mut Rng, mailbox: &str) -> Value {
    let last = *any(rng, &LAST);
    let (numerator, denominator) = if rng.u32(..5) == 0 { (1, 2) } else { (1, 1) };
    let members: Vec<Value> = (0..denominator)
        .map(|n| {
            let first = *any(rng, &FIRST);
            json!({"right": "full", "numerator": numerator, "denominator": denominator,
                   "person": {"kind": "natural", "last_name": last, "first_name": first, "language": language(rng),
                              "email": format!("{mailbox}-{n}@courriel.example"), "address": address(rng)}})
        })
        .collect();
    json!({"members": members})
}

pub fn language(rng: &mut Rng) -> &'static str {
    const SPOKEN: [&str; 6] = ["fr", "nl", "fr", "nl", "de", "en"];
    SPOKEN[rng.usize(..SPOKEN.len())]
}

/// A Belgian enterprise number of a range not known to be in use, `19xx.xxx.xxx`, with its check digits.
pub fn company_number(n: u64) -> String {
    let base = 19_700_000 + n % 299_999;
    let digits = format!("{:010}", base * 100 + 97 - base % 97);
    format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..])
}
