//! Sentences of an invoice in the customer's language.
//!
//! They are part of the invoice and of its hash, so they live with the code that makes both: a sentence of the user interface may be reworded at
//! any time, one of an invoice must come out the same when it is rebuilt.

use domain::Language;
use domain::prorate::Span;
use time::Date;

use crate::charge::{ANNUAL, Item, ItemKind};
use crate::invoice::{Kind, Means, Mention, Number};
use crate::vat::Basis;

/// `standard` → `Standard`: plans have names that need no translation.
pub fn plan_name(plan: &str) -> String {
    let mut letters = plan.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn days(language: Language, span: Span) -> String {
    let (from, to) = (language.date(span.from), language.date(span.to));
    match language {
        Language::Fr => format!("du {from} au {to}"),
        Language::Nl => format!("van {from} tot {to}"),
        Language::De => format!("vom {from} bis {to}"),
        Language::En => format!("from {from} to {to}"),
    }
}

/// What a line of a charge is about.
pub fn line(language: Language, item: &Item, span: Span) -> String {
    use ItemKind::{Ahead, Days, Supplement};
    use Language::{De, En, Fr, Nl};
    let what = match (item.kind, language) {
        (Days, Fr) => "jours de copropriété actifs",
        (Days, Nl) => "actieve dagen van mede-eigendommen",
        (Days, De) => "aktive Tage von Miteigentümergemeinschaften",
        (Days, En) => "active copro-days",
        (Supplement, Fr) => "supplément pour des copropriétés payées d'avance",
        (Supplement, Nl) => "toeslag voor vooruitbetaalde mede-eigendommen",
        (Supplement, De) => "Aufpreis für vorausbezahlte Miteigentümergemeinschaften",
        (Supplement, En) => "supplement for copros paid ahead",
        (Ahead, Fr) => "mois de copropriété payés d'avance",
        (Ahead, Nl) => "vooruitbetaalde maanden van mede-eigendommen",
        (Ahead, De) => "vorausbezahlte Monate von Miteigentümergemeinschaften",
        (Ahead, En) => "copro-months paid ahead",
    };
    format!("{}, {what}, {}", plan_name(&item.plan), days(language, span))
}

/// A line that asks for what an earlier invoice, or none, left out.
pub fn correction(language: Language, span: Span, invoice: Option<Number>) -> String {
    let days = days(language, span);
    let what = match language {
        Language::Fr => "Correction de l'utilisation",
        Language::Nl => "Correctie van het gebruik",
        Language::De => "Berichtigung der Nutzung",
        Language::En => "Correction of usage",
    };
    match invoice {
        Some(number) => format!("{what} {days} ({number})"),
        None => format!("{what} {days}"),
    }
}

/// A line of a credit note, from that of the invoice.
pub fn credited(language: Language, description: &str) -> String {
    let what = match language {
        Language::Fr => "Crédit",
        Language::Nl => "Creditering",
        Language::De => "Gutschrift",
        Language::En => "Credit",
    };
    format!("{what}: {description}")
}

/// Why an amount is taken off a line.
pub fn allowance(language: Language, key: &str) -> String {
    match (key == ANNUAL, language) {
        (true, Language::Fr) => "Réduction pour paiement annuel".to_owned(),
        (true, Language::Nl) => "Korting voor jaarlijkse betaling".to_owned(),
        (true, Language::De) => "Rabatt für jährliche Zahlung".to_owned(),
        (true, Language::En) => "Discount for annual payment".to_owned(),
        (false, Language::Fr) => format!("Bon de réduction {key}"),
        (false, Language::Nl) => format!("Kortingsbon {key}"),
        (false, Language::De) => format!("Gutschein {key}"),
        (false, Language::En) => format!("Coupon {key}"),
    }
}

/// Payment terms. Collections have a day before which they are not made; notice of it is given by mail.
pub fn terms(language: Language, kind: Kind, means: &Means, due_on: Date) -> String {
    let due = language.date(due_on);
    let collected = !matches!(means, Means::Transfer);
    match (kind, collected, language) {
        (Kind::CreditNote, _, Language::Fr) => "Montant à déduire ou à rembourser.".to_owned(),
        (Kind::CreditNote, _, Language::Nl) => "Bedrag te verrekenen of terug te betalen.".to_owned(),
        (Kind::CreditNote, _, Language::De) => "Betrag wird verrechnet oder erstattet.".to_owned(),
        (Kind::CreditNote, _, Language::En) => "Amount to be set off or refunded.".to_owned(),
        (_, false, Language::Fr) => format!("À payer au plus tard le {due}."),
        (_, false, Language::Nl) => format!("Te betalen uiterlijk op {due}."),
        (_, false, Language::De) => format!("Zahlbar bis zum {due}."),
        (_, false, Language::En) => format!("Payable by {due} at the latest."),
        (_, true, Language::Fr) => format!("Sera encaissé à partir du {due}."),
        (_, true, Language::Nl) => format!("Wordt geïnd vanaf {due}."),
        (_, true, Language::De) => format!("Wird ab dem {due} eingezogen."),
        (_, true, Language::En) => format!("Will be collected from {due} on."),
    }
}

/// What the VAT treatment wants to be said; the untaxed ones give it as their reason too.
pub fn mention(language: Language, basis: Basis) -> Option<Mention> {
    let (key, text) = match (basis, language) {
        (Basis::ReverseCharge, Language::Fr) => ("reverse-charge", "Autoliquidation"),
        (Basis::ReverseCharge, Language::Nl) => ("reverse-charge", "Btw verlegd"),
        (Basis::ReverseCharge, Language::De) => {
            ("reverse-charge", "Steuerschuldnerschaft des Leistungsempfängers")
        }
        (Basis::ReverseCharge, Language::En) => ("reverse-charge", "Reverse charge"),
        (Basis::OutsideUnion, Language::Fr) => {
            ("outside-scope", "Opération non soumise à la TVA belge, preneur établi hors de l'Union")
        }
        (Basis::OutsideUnion, Language::Nl) => (
            "outside-scope",
            "Handeling niet onderworpen aan Belgische btw, afnemer gevestigd buiten de Unie",
        ),
        (Basis::OutsideUnion, Language::De) => (
            "outside-scope",
            "Nicht der belgischen MwSt. unterliegend, Empfänger außerhalb der Union ansässig",
        ),
        (Basis::OutsideUnion, Language::En) => {
            ("outside-scope", "Not subject to Belgian VAT, customer established outside the Union")
        }
        (Basis::Domestic | Basis::Origin | Basis::Destination, _) => return None,
    };
    Some(Mention { key: key.to_owned(), text: text.to_owned(), article: basis.article().to_owned() })
}

/// Why a credit note is issued when something became known late.
pub fn late_facts(language: Language) -> String {
    match language {
        Language::Fr => {
            "Régularisation : une copropriété a quitté votre portefeuille avant ce qui avait été facturé."
        }
        Language::Nl => "Regularisatie: een mede-eigendom verliet uw portefeuille vroeger dan gefactureerd.",
        Language::De => {
            "Berichtigung: Eine Eigentümergemeinschaft verließ Ihren Bestand früher als berechnet."
        }
        Language::En => "Correction: a copropriété left your portfolio earlier than was invoiced.",
    }
    .to_owned()
}
