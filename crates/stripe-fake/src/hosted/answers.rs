//! What the holder has entered, and what is wrong with it.

use serde::Deserialize;
use serde_json::Value;

use super::page::month_of;
use super::words::Words;
use crate::form::Form;
use crate::instruments::{self, Behaviour, Instrument};
use crate::problem::Problem;
use crate::resources::payment_methods::{BillingDetails, MethodData};

/// Longer names are none.
const MAX_TEXT: usize = 200;
/// How long a card is good for that is not about to expire.
const YEARS: i64 = 4;
const SOON: &str = "-soon";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Email,
    Method,
    Card,
    Account,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing, or something else than is asked for.
    Entry,
    Declined,
    NotProved,
}

/// The first thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub field: Field,
    pub reason: Reason,
}

impl Wrong {
    const fn entry(field: Field) -> Self {
        Self { field, reason: Reason::Entry }
    }

    pub fn says(&self, words: &Words) -> &'static str {
        match (self.reason, self.field) {
            (Reason::Declined, _) => words.errors.declined,
            (Reason::NotProved, _) => words.errors.not_proved,
            (Reason::Entry, Field::Name) => words.errors.name,
            (Reason::Entry, Field::Email) => words.errors.email,
            (Reason::Entry, Field::Method) => words.errors.method,
            (Reason::Entry, Field::Card) => words.errors.card,
            (Reason::Entry, Field::Account) => words.errors.account,
        }
    }
}

/// A browser sends every field there is, whichever kind is chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answers {
    pub action: String,
    pub kind: String,
    pub name: String,
    pub email: String,
    pub card: String,
    pub iban: String,
}

impl Answers {
    pub fn read(form: &Form) -> Result<Self, Problem> {
        form.parse()
    }

    /// What is known of the customer already.
    pub fn of(customer: &Value) -> Self {
        let text = |name: &str| customer[name].as_str().unwrap_or_default().to_owned();
        Self { name: text("name"), email: text("email"), ..Self::default() }
    }

    /// The payment method they describe, if the session allows its kind.
    pub fn method(&self, allowed: &Value, now: i64) -> Result<MethodData, Wrong> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > MAX_TEXT {
            return Err(Wrong::entry(Field::Name));
        }
        let email = self.email.trim();
        if email.len() > MAX_TEXT || !is_address(email) {
            return Err(Wrong::entry(Field::Email));
        }
        let holder = BillingDetails {
            name: Some(name.to_owned()),
            email: Some(email.to_owned()),
            ..BillingDetails::default()
        };
        if !allowed.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == self.kind.as_str())) {
            return Err(Wrong::entry(Field::Method));
        }
        if self.kind == "card" {
            let choices = Choice::all(now);
            let chosen = choices.iter().find(|choice| choice.value() == self.card);
            let chosen = chosen.ok_or(Wrong::entry(Field::Card))?;
            return Ok(MethodData::card(chosen.card.known, chosen.expires, holder));
        }
        let account = instruments::accounts().find(|account| account.known == self.iban);
        let account = account.ok_or(Wrong::entry(Field::Account))?;
        Ok(MethodData::account(account.known, holder))
    }
}

fn is_address(email: &str) -> bool {
    let inner = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
    email.split_once('@').is_some_and(|(who, place)| inner(who) && inner(place))
}

/// A card on the page: a number, and until when it is good.
pub struct Choice {
    pub card: Instrument,
    /// Month and year.
    pub expires: (i64, i64),
    pub soon: bool,
}

impl Choice {
    /// Every card, and the first that pays once more, about to expire.
    pub fn all(now: i64) -> Vec<Self> {
        let (month, year) = month_of(now);
        let usual =
            instruments::cards().map(|card| Self { card, expires: (month, year + YEARS), soon: false });
        let soon = instruments::cards().find(|card| card.behaviour == Behaviour::Succeeds);
        usual.chain(soon.map(|card| Self { card, expires: (month, year), soon: true })).collect()
    }

    pub fn value(&self) -> String {
        format!("{}{}", self.card.known, if self.soon { SOON } else { "" })
    }
}
