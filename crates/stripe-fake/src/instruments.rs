//! Cards and accounts that behave as Stripe's test data does: <https://docs.stripe.com/testing>.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use crate::problem::Problem;

/// What happens when it is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    Succeeds,
    /// Refused at once (card) or after days (SEPA): code, and the bank's reason.
    Declines(&'static str, &'static str),
    /// The holder must prove who they are, at every payment.
    AsksAlways,
    /// Once, when it is saved.
    AsksOnSaving,
    /// Paid, then taken back by the holder.
    IsDisputed,
    /// Paid; a refund comes back.
    LosesRefunds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// The number or the IBAN, and with it everything but `detached`.
    pub known: &'static str,
    pub behaviour: Behaviour,
    pub sepa: bool,
    /// SEPA: twice the usual time until the outcome is known.
    pub late: bool,
    /// Refused already when it is saved.
    pub unusable: bool,
    /// Taken from its customer: never to be used again.
    pub detached: bool,
}

impl Instrument {
    fn card(known: &'static str, behaviour: Behaviour) -> Self {
        // The only one of the declined cards that can be saved first: <https://docs.stripe.com/testing#declined-payments>.
        let unusable = matches!(behaviour, Behaviour::Declines(..)) && known != SAVED_THEN_DECLINED;
        Self { known, behaviour, sepa: false, late: false, unusable, detached: false }
    }

    const fn sepa(known: &'static str, behaviour: Behaviour, late: bool) -> Self {
        Self { known, behaviour, sepa: true, late, unusable: false, detached: false }
    }
}

/// An instrument as it is kept in a file.
#[derive(Serialize, Deserialize)]
struct Written {
    known: String,
    detached: bool,
}

impl Serialize for Instrument {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Written { known: self.known.to_owned(), detached: self.detached }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Instrument {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Written { known, detached } = Written::deserialize(from)?;
        let found = cards().chain(accounts()).find(|instrument| instrument.known == known);
        found
            .map(|instrument| Self { detached, ..instrument })
            .ok_or_else(|| D::Error::custom(format!("no instrument has the number {known}")))
    }
}

/// Every card there is.
pub fn cards() -> impl Iterator<Item = Instrument> {
    CARDS.iter().map(|(number, _, _, behaviour)| Instrument::card(number, *behaviour))
}

/// Every account there is.
pub fn accounts() -> impl Iterator<Item = Instrument> {
    ACCOUNTS.iter().map(|(iban, _, behaviour, late)| Instrument::sepa(iban, *behaviour, *late))
}

const SAVED_THEN_DECLINED: &str = "4000000000000341";

const DECLINED: &str = "card_declined";

/// Number, token, brand, behaviour.
const CARDS: &[(&str, &str, &str, Behaviour)] = &[
    ("4242424242424242", "visa", "visa", Behaviour::Succeeds),
    ("5555555555554444", "mastercard", "mastercard", Behaviour::Succeeds),
    ("4000000560000004", "be", "visa", Behaviour::Succeeds),
    ("4000000000000002", "chargeDeclined", "visa", Behaviour::Declines(DECLINED, "generic_decline")),
    (
        "4000000000009995",
        "chargeDeclinedInsufficientFunds",
        "visa",
        Behaviour::Declines(DECLINED, "insufficient_funds"),
    ),
    ("4000000000009987", "visa_chargeDeclinedLostCard", "visa", Behaviour::Declines(DECLINED, "lost_card")),
    (
        "4000000000009979",
        "visa_chargeDeclinedStolenCard",
        "visa",
        Behaviour::Declines(DECLINED, "stolen_card"),
    ),
    (
        "4000000000000069",
        "chargeDeclinedExpiredCard",
        "visa",
        Behaviour::Declines("expired_card", "expired_card"),
    ),
    (
        "4000000000000119",
        "chargeDeclinedProcessingError",
        "visa",
        Behaviour::Declines("processing_error", "processing_error"),
    ),
    ("4000000000000341", "chargeCustomerFail", "visa", Behaviour::Declines(DECLINED, "generic_decline")),
    ("4000002500003155", "authenticationRequiredOnSetup", "visa", Behaviour::AsksOnSaving),
    ("4000002760003184", "authenticationRequired", "visa", Behaviour::AsksAlways),
    ("4000000000000259", "createDispute", "visa", Behaviour::IsDisputed),
    ("4000000000005126", "refundFail", "visa", Behaviour::LosesRefunds),
];

/// IBAN, token, behaviour, late.
const ACCOUNTS: &[(&str, &str, Behaviour, bool)] = &[
    ("BE62510007547061", "success_be", Behaviour::Succeeds, false),
    ("BE78510007547064", "successDelayed_be", Behaviour::Succeeds, true),
    (
        "BE68539007547034",
        "failed_be",
        Behaviour::Declines("debit_not_authorized", "debit_not_authorized"),
        false,
    ),
    (
        "BE51510007547065",
        "failedDelayed_be",
        Behaviour::Declines("debit_not_authorized", "debit_not_authorized"),
        true,
    ),
    ("BE08510007547063", "disputed_be", Behaviour::IsDisputed, false),
    ("AT611904300234573201", "success_at", Behaviour::Succeeds, false),
    ("AT321904300235473204", "successDelayed_at", Behaviour::Succeeds, true),
    (
        "AT861904300235473202",
        "failed_at",
        Behaviour::Declines("debit_not_authorized", "debit_not_authorized"),
        false,
    ),
    (
        "AT051904300235473205",
        "failedDelayed_at",
        Behaviour::Declines("debit_not_authorized", "debit_not_authorized"),
        true,
    ),
    ("AT591904300235473203", "disputed_at", Behaviour::IsDisputed, false),
    (
        "AT981904300002222227",
        "insufficientFunds_at",
        Behaviour::Declines("insufficient_funds", "insufficient_funds"),
        false,
    ),
    ("FR1420041010050500013M02606", "success_fr", Behaviour::Succeeds, false),
    ("DE89370400440532013000", "success_de", Behaviour::Succeeds, false),
];

/// A payment method's part that depends on its type, and how it behaves.
pub type Made = (Value, Instrument);

pub fn card(number: &str, month: i64, year: i64) -> Result<Made, Problem> {
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    let refuse = |what: &str| {
        let message = format!("{what} stripe-fake takes Stripe's test cards only, such as 4242424242424242.");
        Problem::card("incorrect_number", &message).param("card[number]")
    };
    let (known, _, brand, behaviour) = CARDS
        .iter()
        .find(|(known, ..)| *known == number)
        .ok_or_else(|| refuse("Your card number is not one that is known."))?;
    if !(1..=12).contains(&month) {
        return Err(Problem::card("invalid_expiry_month", "Your card's expiration month is invalid.")
            .param("card[exp_month]"));
    }
    let last4 = &number[number.len() - 4..];
    let part = json!({ "card": {
        "brand": brand,
        "checks": { "address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass" },
        "country": if number == "4000000560000004" { "BE" } else { "US" },
        "display_brand": brand,
        "exp_month": month,
        "exp_year": year,
        "fingerprint": fingerprint(&number),
        "funding": "credit",
        "generated_from": null,
        "last4": last4,
        "networks": { "available": [brand], "preferred": null },
        "regulated_status": "unregulated",
        "three_d_secure_usage": { "supported": true },
        "wallet": null,
    }});
    Ok((part, Instrument::card(known, *behaviour)))
}

pub fn sepa(iban: &str) -> Result<Made, Problem> {
    let iban: String = iban.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let (known, _, behaviour, late) =
        ACCOUNTS.iter().find(|(known, ..)| *known == iban).ok_or_else(|| {
            let message = format!("The IBAN is none of Stripe's test accounts, such as {}.", ACCOUNTS[0].0);
            Problem::invalid(message).code("invalid_bank_account_iban").param("sepa_debit[iban]").unbegun()
        })?;
    let part = json!({ "sepa_debit": {
        "bank_code": iban[4..7],
        "branch_code": "",
        "country": iban[..2],
        "fingerprint": fingerprint(&iban),
        "generated_from": { "charge": null, "setup_attempt": null },
        "last4": iban[iban.len() - 4..],
    }});
    Ok((part, Instrument::sepa(known, *behaviour, *late)))
}

/// `pm_card_visa`, `pm_sepaDebit_success_be`, `tok_visa`: names anybody may use for a new method of that sort.
pub fn named(name: &str) -> Option<Result<Made, Problem>> {
    let of_card = name.strip_prefix("pm_card_").or_else(|| name.strip_prefix("tok_"));
    if let Some(token) = of_card {
        let (number, ..) = CARDS.iter().find(|(_, known, ..)| *known == token)?;
        return Some(card(number, 12, 2034));
    }
    let token = name.strip_prefix("pm_sepaDebit_")?;
    let (iban, ..) = ACCOUNTS.iter().find(|(_, known, ..)| *known == token)?;
    Some(sepa(iban))
}

/// Tells whether two methods are the same card or account without telling which.
fn fingerprint(secret: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(secret.as_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
