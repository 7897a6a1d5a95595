//! Invented invoices, one for each thing that can stand on one. The tests and samples of crate `einvoice` use them as well.

use std::collections::BTreeMap;

use billing::invoice::{
    Allowance, Cause, Currency, Exemption, Identifier, Invoice, Kind, Line, Means, Mention, Number, Party,
    Payment, Preceding, Quantity, Reason, Totals, Unit, UnitPrice, VatBreakdown, VatCategory, VatRate,
};
use domain::address::Address;
use domain::company_number::CompanyNumber;
use domain::iban::Iban;
use domain::prorate::Span;
use domain::{Cents, Language};
use time::macros::date;
use uuid::Uuid;

const STANDARD_RATE: VatRate = VatRate { category: VatCategory::S, basis_points: 2_100 };
const REDUCED_RATE: VatRate = VatRate { category: VatCategory::S, basis_points: 600 };
const REVERSE_CHARGE: VatRate = VatRate { category: VatCategory::Ae, basis_points: 0 };
const OUT_OF_SCOPE: VatRate = VatRate { category: VatCategory::O, basis_points: 0 };

const OCTOBER: Span = Span { from: date!(2026 - 10 - 01), to: date!(2026 - 10 - 31) };

/// The sentence in the language.
fn say(language: Language, texts: [&str; 4]) -> String {
    let index = Language::ALL.iter().position(|l| *l == language).unwrap_or_default();
    texts[index].to_owned()
}

fn address(street: &str, postal_code: &str, city: &str, country: &str) -> Address {
    Address {
        street: street.into(),
        postal_code: postal_code.into(),
        city: city.into(),
        country: country.into(),
    }
}

fn belgian(base: u64) -> CompanyNumber {
    CompanyNumber::from_base(base).expect("a base below the greatest")
}

pub fn seller() -> Party {
    let number = belgian(8_123_456);
    Party {
        name: "KoproGo SRL".into(),
        address: address("Quai de l’Exemple 7", "4000", "Liège", "BE"),
        company: Some(Identifier::kbo(number)),
        vat_number: Some(number.vat()),
        endpoint: Some(Identifier::kbo(number)),
        email: Some("facturation@koprogo.example".into()),
        legal_note: Some("RPM Liège".into()),
    }
}

fn belgian_firm(name: &str, place: Address, base: u64) -> Party {
    let number = belgian(base);
    Party {
        name: name.into(),
        address: place,
        company: Some(Identifier::kbo(number)),
        vat_number: Some(number.vat()),
        endpoint: Some(Identifier::kbo(number)),
        email: Some("compta@syndic.example".into()),
        legal_note: None,
    }
}

fn foreign_firm(name: &str, place: Address, vat_number: Option<&str>, company: Option<Identifier>) -> Party {
    Party {
        name: name.into(),
        address: place,
        company,
        vat_number: vat_number.map(str::to_owned),
        endpoint: None,
        email: Some("accounts@gestion.example".into()),
        legal_note: None,
    }
}

/// `copros` copros for all of the days, at `monthly` cents for the days of the month.
fn month(language: Language, copros: i64, monthly: i64, plan: &str, days: Span) -> Line {
    let quantity = Quantity::whole(copros * days.days(), Unit::CoproDay);
    let base = Quantity::whole(days.days(), Unit::CoproDay);
    let description = say(
        language,
        [
            &format!("Formule {plan}, {copros} copropriétés actives"),
            &format!("Formule {plan}, {copros} actieve verenigingen"),
            &format!("Tarif {plan}, {copros} aktive Miteigentümergemeinschaften"),
            &format!("{plan} plan, {copros} active copropriétés"),
        ],
    );
    line(description, plan, days, quantity, UnitPrice { cents: Cents(monthly), base })
}

/// A line whose amount is quantity × price, rounded half away from zero.
pub fn line(description: String, plan: &str, period: Span, quantity: Quantity, price: UnitPrice) -> Line {
    let product =
        i128::from(quantity.value) * i128::from(price.cents.get()) * 10_i128.pow(u32::from(price.base.scale));
    let divisor = i128::from(price.base.value) * 10_i128.pow(u32::from(quantity.scale));
    let gross = Cents(rounded(product, divisor));
    Line {
        id: 0,
        item: plan.to_lowercase(),
        description,
        period,
        quantity,
        price,
        gross_cents: gross,
        allowances: Vec::new(),
        net_cents: gross,
        vat: STANDARD_RATE,
    }
}

fn rounded(numerator: i128, divisor: i128) -> i64 {
    let half = divisor / 2 * numerator.signum();
    i64::try_from((numerator + half) / divisor).expect("an amount in cents")
}

fn less(mut line: Line, key: &str, text: String, cents: i64) -> Line {
    line.allowances.push(Allowance { key: key.into(), text, cents: Cents(cents) });
    line.net_cents = Cents(line.net_cents.get() - cents);
    line
}

fn transfer(language: Language) -> (Means, String) {
    let terms = say(
        language,
        [
            "Payable par virement au plus tard à l’échéance.",
            "Te betalen per overschrijving, uiterlijk op de vervaldag.",
            "Zahlbar per Überweisung bis zum Fälligkeitsdatum.",
            "Payable by transfer by the due date.",
        ],
    );
    (Means::Transfer, terms)
}

fn direct_debit(language: Language) -> (Means, String) {
    let means = Means::DirectDebit {
        mandate: "KPG-000417".into(),
        creditor: "BE69ZZZ0812345628".into(),
        account: Some("7034".into()),
    };
    let terms = say(
        language,
        [
            "Prélèvement SEPA à l’échéance ; aucun paiement n’est à faire.",
            "SEPA-domiciliëring op de vervaldag; u hoeft niets te betalen.",
            "SEPA-Lastschrift am Fälligkeitstag; Sie brauchen nichts zu überweisen.",
            "SEPA direct debit on the due date; no payment is needed.",
        ],
    );
    (means, terms)
}

fn card(language: Language) -> (Means, String) {
    let terms = say(
        language,
        [
            "Débit de la carte à l’échéance ; aucun paiement n’est à faire.",
            "De kaart wordt op de vervaldag belast; u hoeft niets te betalen.",
            "Belastung der Karte am Fälligkeitstag; Sie brauchen nichts zu überweisen.",
            "The card is charged on the due date; no payment is needed.",
        ],
    );
    (Means::Card { last_digits: "4242".into() }, terms)
}

/// A finalised invoice of these lines: categories and totals are computed as the law has it, per category and rate.
pub fn invoice(
    sequence: u32,
    language: Language,
    buyer: Party,
    payment: (Means, String),
    lines: Vec<Line>,
) -> Invoice {
    let number = Number::new(2026, sequence).expect("a number");
    let period = lines.first().map_or(OCTOBER, |line| line.period);
    let mut invoice = Invoice {
        kind: Kind::Invoice,
        number,
        cause: Cause {
            subscription: Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + u128::from(sequence)),
            period,
            reason: Reason::Period,
        },
        issued_on: date!(2026 - 11 - 02),
        supplied: period,
        due_on: date!(2026 - 11 - 16),
        currency: Currency::Eur,
        language,
        seller: seller(),
        buyer,
        buyer_reference: format!("KPG-{sequence:05}"),
        lines,
        vat: Vec::new(),
        totals: Totals { net_cents: Cents(0), vat_cents: Cents(0), payable_cents: Cents(0) },
        payment: Payment {
            means: payment.0,
            iban: Iban::parse("BE68539007547034").expect("an IBAN"),
            reference: number.communication(),
            terms: payment.1,
        },
        mentions: Vec::new(),
        notes: Vec::new(),
        corrects: Vec::new(),
    };
    settle(&mut invoice);
    invoice
}

/// Numbers the lines and computes what follows from them.
pub fn settle(invoice: &mut Invoice) {
    let mut groups: BTreeMap<VatRate, i64> = BTreeMap::new();
    for (id, line) in (1..).zip(&mut invoice.lines) {
        line.id = id;
        *groups.entry(line.vat).or_default() += line.net_cents.get();
    }
    let language = invoice.language;
    invoice.vat = groups
        .into_iter()
        .map(|(rate, taxable)| VatBreakdown {
            rate,
            taxable_cents: Cents(taxable),
            tax_cents: Cents(rounded(i128::from(taxable) * i128::from(rate.basis_points), 10_000)),
            exemption: exemption(language, rate.category),
        })
        .collect();
    invoice.mentions = invoice.vat.iter().filter_map(|vat| vat.exemption.as_ref()).map(mention).collect();
    let net: i64 = invoice.lines.iter().map(|line| line.net_cents.get()).sum();
    let vat: i64 = invoice.vat.iter().map(|vat| vat.tax_cents.get()).sum();
    invoice.totals = Totals { net_cents: Cents(net), vat_cents: Cents(vat), payable_cents: Cents(net + vat) };
}

fn exemption(language: Language, category: VatCategory) -> Option<Exemption> {
    let (code, texts) = match category {
        VatCategory::Ae => (
            "VATEX-EU-AE",
            [
                "Autoliquidation",
                "Btw verlegd",
                "Steuerschuldnerschaft des Leistungsempfängers",
                "Reverse charge",
            ],
        ),
        VatCategory::O => (
            "VATEX-EU-O",
            [
                "Opération hors du champ de la TVA belge",
                "Handeling buiten het toepassingsgebied van de Belgische btw",
                "Nicht der belgischen Mehrwertsteuer unterliegender Umsatz",
                "Outside the scope of Belgian VAT",
            ],
        ),
        _ => return None,
    };
    Some(Exemption { code: code.into(), text: say(language, texts) })
}

fn mention(exemption: &Exemption) -> Mention {
    let (key, article) = match exemption.code.as_str() {
        "VATEX-EU-AE" => ("reverse-charge", "art. 44, 196 et 226, 11 bis, directive 2006/112/CE"),
        _ => ("out-of-scope", "art. 21, § 2, CTVA"),
    };
    Mention { key: key.into(), text: exemption.text.clone(), article: article.into() }
}

fn at(mut lines: Vec<Line>, rate: VatRate) -> Vec<Line> {
    lines.iter_mut().for_each(|line| line.vat = rate);
    lines
}

/// The credit note of an invoice's lines from `first` on.
fn credit(of: &Invoice, sequence: u32, first: usize) -> Invoice {
    let language = of.language;
    let terms = say(
        language,
        [
            "Le montant est porté à votre crédit et déduit de la prochaine facture.",
            "Het bedrag wordt u gecrediteerd en van de volgende factuur afgetrokken.",
            "Der Betrag wird Ihnen gutgeschrieben und mit der nächsten Rechnung verrechnet.",
            "The amount is credited to you and taken off the next invoice.",
        ],
    );
    let lines = of.lines.get(first..).unwrap_or_default().to_vec();
    let mut note = invoice(sequence, language, of.buyer.clone(), (Means::Transfer, terms), lines);
    note.kind = Kind::CreditNote;
    note.cause = of.cause;
    note.issued_on = date!(2026 - 11 - 09);
    note.corrects = vec![Preceding { number: of.number, issued_on: of.issued_on }];
    note
}

/// Twelve months ahead for twenty-four copros, ten per cent less.
fn annual() -> Invoice {
    let language = Language::De;
    let year = Span { from: date!(2026 - 11 - 01), to: date!(2027 - 10 - 31) };
    let price = UnitPrice { cents: Cents(1_500), base: Quantity::whole(1, Unit::CoproMonth) };
    let text = "Tarif Standard, Jahresvertrag für 24 Miteigentümergemeinschaften".to_owned();
    let line = line(text, "Standard", year, Quantity::whole(288, Unit::CoproMonth), price);
    let line = less(line, "annual", "Jahresrabatt 10 %".into(), 43_200);
    let buyer =
        belgian_firm("Hausverwaltung Beispiel", address("Musterstraße 3", "4700", "Eupen", "BE"), 7_654_321);
    let mut out = invoice(3, language, buyer, card(language), vec![line]);
    out.cause.reason = Reason::Annual;
    out
}

/// A period of which three copros were only there for some days, a coupon, and a correction of the month before.
fn busy() -> Invoice {
    let language = Language::Nl;
    let price = UnitPrice { cents: Cents(2_000), base: Quantity::whole(31, Unit::CoproDay) };
    let part = line(
        "Formule Plus, 3 verenigingen vanaf 17 oktober".into(),
        "Plus",
        Span { from: date!(2026 - 10 - 17), to: OCTOBER.to },
        Quantity::whole(45, Unit::CoproDay),
        price,
    );
    let coupon =
        less(month(language, 38, 2_000, "Plus", OCTOBER), "WELKOM", "Kortingsbon WELKOM".into(), 10_000);
    let september = Span { from: date!(2026 - 09 - 12), to: date!(2026 - 09 - 30) };
    let correction = line(
        "Correctie: 1 vereniging niet meer actief vanaf 12 september".into(),
        "Plus",
        september,
        Quantity::whole(-19, Unit::CoproDay),
        UnitPrice { cents: Cents(2_000), base: Quantity::whole(30, Unit::CoproDay) },
    );
    let buyer = belgian_firm(
        "Syndicus Voorbeeld bv",
        address("Voorbeeldlaan 12 bus 4", "9000", "Gent", "BE"),
        4_567_890,
    );
    let mut out = invoice(2, language, buyer, transfer(language), vec![coupon, part, correction]);
    out.cause.period = OCTOBER;
    out.corrects =
        vec![Preceding { number: Number::new(2026, 1).expect("a number"), issued_on: date!(2026 - 10 - 02) }];
    out.notes = vec!["Uw bestelnummer: 4500-77 & 4500-78 <najaar>".into()];
    out
}

/// Two rates, and lines whose VAT would round otherwise line by line.
fn rates() -> Invoice {
    let language = Language::En;
    let price = UnitPrice { cents: Cents(1_500), base: Quantity::whole(31, Unit::CoproDay) };
    let mut lines: Vec<Line> = (1..=7)
        .map(|days| {
            let text = format!("Standard plan, one copropriété for {days} days");
            line(text, "Standard", OCTOBER, Quantity::whole(days, Unit::CoproDay), price)
        })
        .collect();
    let mut guide = line(
        "Printed guide for boards of co-owners".into(),
        "Guide",
        OCTOBER,
        Quantity { value: 25, scale: 1, unit: Unit::Piece },
        UnitPrice { cents: Cents(333), base: Quantity::whole(1, Unit::Piece) },
    );
    guide.vat = REDUCED_RATE;
    lines.push(guide);
    let buyer = belgian_firm(
        "Example Block Management",
        address("Rue de l’Exemple 1", "1000", "Brussels", "BE"),
        2_345_678,
    );
    invoice(8, language, buyer, direct_debit(language), lines)
}

fn long() -> Invoice {
    let language = Language::Fr;
    let price = UnitPrice { cents: Cents(1_500), base: Quantity::whole(31, Unit::CoproDay) };
    let lines: Vec<Line> = (1..=64)
        .map(|n| {
            let days = 1 + n * 7 % 31;
            let text = format!("Résidence de l’Exemple {n}, {days} jours actifs");
            line(text, "Standard", OCTOBER, Quantity::whole(days, Unit::CoproDay), price)
        })
        .collect();
    let name =
        "Gestion & Patrimoine Van den Exemple, Delacroix-Łukaszewicz et Associés « Syndic du Grand-Liège »";
    let place = address(
        "Avenue de la Fontaine aux Écureuils 248 boîte 12",
        "1348",
        "Ottignies-Louvain-la-Neuve",
        "BE",
    );
    invoice(9, language, belgian_firm(name, place, 3_456_789), transfer(language), lines)
}

fn abroad() -> Vec<(&'static str, Invoice)> {
    let (fr, de, en) = (Language::Fr, Language::De, Language::En);
    let lyon = foreign_firm(
        "Régie Exemple SAS",
        address("12 rue de l’Exemple", "69002", "Lyon", "FR"),
        Some("FR83404833048"),
        Some(Identifier::siren("404833048")),
    );
    let mut aachen = foreign_firm(
        "Muster Hausverwaltung GmbH",
        address("Beispielweg 5", "52062", "Aachen", "DE"),
        Some("DE123456788"),
        None,
    );
    aachen.endpoint = Some(Identifier { scheme: "9930".into(), value: "DE123456788".into() });
    let london = foreign_firm(
        "Example Property Managers Ltd",
        address("1 Example Street", "EC1A 1AA", "London", "GB"),
        None,
        Some(Identifier { scheme: "0088".into(), value: "4012345000009".into() }),
    );
    let reverse = invoice(
        4,
        fr,
        lyon,
        transfer(fr),
        at(vec![month(fr, 40, 1_500, "Standard", OCTOBER)], REVERSE_CHARGE),
    );
    let credited = credit(&reverse, 10, 0);
    vec![
        ("reverse-charge-fr", reverse),
        ("reverse-charge-credit-fr", credited),
        (
            "reverse-charge-de",
            invoice(
                11,
                de,
                aachen,
                direct_debit(de),
                at(vec![month(de, 5, 2_000, "Plus", OCTOBER)], REVERSE_CHARGE),
            ),
        ),
        (
            "out-of-scope-en",
            invoice(12, en, london, card(en), at(vec![month(en, 3, 2_000, "Plus", OCTOBER)], OUT_OF_SCOPE)),
        ),
    ]
}

/// Every sample by its name.
pub fn all() -> Vec<(&'static str, Invoice)> {
    let fr = Language::Fr;
    let syndic = belgian_firm(
        "Syndic Exemple SRL",
        address("Rue du Tilleul 12", "1000", "Bruxelles", "BE"),
        1_234_567,
    );
    let standard =
        invoice(1, fr, syndic.clone(), direct_debit(fr), vec![month(fr, 12, 1_500, "Standard", OCTOBER)]);
    let free = less(month(fr, 2, 1_500, "Standard", OCTOBER), "ESSAI", "Période d’essai".into(), 3_000);
    let busy = busy();
    let credited = credit(&busy, 6, 1);
    let mut private = syndic.clone();
    (private.name, private.company, private.vat_number, private.endpoint) =
        ("Camille Exemple, syndic non professionnel".into(), None, None, None);
    let mut out = vec![
        ("standard-fr", standard),
        ("busy-nl", busy),
        ("annual-de", annual()),
        (
            "not-taxable-fr",
            invoice(5, fr, private, transfer(fr), vec![month(fr, 2, 1_500, "Standard", OCTOBER)]),
        ),
        ("credit-nl", credited),
        ("free-fr", invoice(7, fr, syndic, transfer(fr), vec![free])),
        ("rates-en", rates()),
        ("long-fr", long()),
    ];
    out.extend(abroad());
    out
}
