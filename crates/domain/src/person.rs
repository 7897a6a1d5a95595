//! Persons, and owners made of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Address;
use crate::company_number::CompanyNumber;
use crate::email::EmailAddress;
use crate::iban::Iban;
use crate::text::{self, patch};
use crate::violation::code;
use crate::{Language, Violation, Violations};

mod owner;

pub use owner::{NewMember, NewOwner, OwnerPatch, PersonName, owner_name};

pub(crate) const MAX_NAME_CHARS: usize = 120;

/// A human being or a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    Natural,
    Legal,
}

impl PersonKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Natural => "natural",
            Self::Legal => "legal",
        }
    }
}

impl std::str::FromStr for PersonKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Natural, Self::Legal].into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// Body of `POST /copros/{copro}/persons`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    pub kind: PersonKind,
    /// Last name, or the name of the company.
    #[serde(deserialize_with = "text::trimmed")]
    pub last_name: String,
    #[serde(default, deserialize_with = "text::optional")]
    pub first_name: Option<String>,
    #[serde(default, deserialize_with = "text::email")]
    pub email: Option<String>,
    #[serde(default, deserialize_with = "text::optional")]
    pub phone: Option<String>,
    pub language: Language,
    #[serde(default)]
    pub address: Option<Address>,
    #[serde(default, deserialize_with = "text::company_number")]
    pub company_number: Option<String>,
    #[serde(default, deserialize_with = "text::iban")]
    pub iban: Option<String>,
}

impl NewPerson {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "last_name", &self.last_name, MAX_NAME_CHARS);
        text::check_optional(&mut found, "first_name", self.first_name.as_deref(), MAX_NAME_CHARS);
        if self.kind == PersonKind::Legal && self.first_name.is_some() {
            found.add("first_name", code::FIRST_NAME_OF_COMPANY);
        }
        check_email(&mut found, self.email.as_deref());
        check_phone(&mut found, self.phone.as_deref());
        if let Some(address) = &self.address {
            found.nest("address", address.validate());
        }
        check_company_number(&mut found, self.company_number.as_deref());
        check_iban(&mut found, "iban", self.iban.as_deref());
        found.finish(())
    }

    /// The name as lists show it: `Dupont, Marie`.
    pub fn name(&self) -> PersonName<'_> {
        PersonName { last: &self.last_name, first: self.first_name.as_deref() }
    }
}

/// Body of `PATCH /copros/{copro}/persons/{person}`: absent fields stay, `null` empties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PersonPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<PersonKind>,
    #[serde(deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub last_name: Option<String>,
    #[serde(deserialize_with = "patch::optional", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub first_name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::email", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub email: Option<Option<String>>,
    #[serde(deserialize_with = "patch::optional", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub phone: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(deserialize_with = "patch::value", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Address>)]
    pub address: Option<Option<Address>>,
    #[serde(deserialize_with = "patch::company_number", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub company_number: Option<Option<String>>,
    #[serde(deserialize_with = "patch::iban", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub iban: Option<Option<String>>,
}

impl PersonPatch {
    /// Checks the person that results, so that a patch cannot combine into a company with a first name.
    pub fn applied_to(&self, person: &NewPerson) -> Result<NewPerson, Vec<Violation>> {
        let mut patched = person.clone();
        set(&mut patched.kind, &self.kind);
        set(&mut patched.last_name, &self.last_name);
        set(&mut patched.first_name, &self.first_name);
        set(&mut patched.email, &self.email);
        set(&mut patched.phone, &self.phone);
        set(&mut patched.language, &self.language);
        set(&mut patched.address, &self.address);
        set(&mut patched.company_number, &self.company_number);
        set(&mut patched.iban, &self.iban);
        patched.validate().map(|()| patched)
    }
}

/// Replaces a field when the patch names it.
pub(crate) fn set<T: Clone>(field: &mut T, new: &Option<T>) {
    if let Some(value) = new {
        field.clone_from(value);
    }
}

pub(crate) fn check_email(found: &mut Violations, email: Option<&str>) {
    if email.is_some_and(|email| EmailAddress::parse(email).is_err()) {
        found.add("email", code::INVALID_EMAIL);
    }
}

pub(crate) fn check_iban(found: &mut Violations, field: &str, iban: Option<&str>) {
    if iban.is_some_and(|iban| Iban::parse(iban).is_err()) {
        found.add(field, code::INVALID_IBAN);
    }
}

pub(crate) fn check_company_number(found: &mut Violations, number: Option<&str>) {
    if number.is_some_and(|number| CompanyNumber::parse(number).is_err()) {
        found.add("company_number", code::INVALID_COMPANY_NUMBER);
    }
}

/// 6 to 15 digits (ITU-T E.164), a plus in front, spaces and the usual punctuation.
pub(crate) fn check_phone(found: &mut Violations, phone: Option<&str>) {
    let Some(phone) = phone else { return };
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let rest = phone.strip_prefix('+').unwrap_or(phone);
    let usual = rest.bytes().all(|b| b.is_ascii_digit() || b" ./-()".contains(&b));
    if !(6..=15).contains(&digits) || !usual || phone.len() > 40 {
        found.add("phone", code::INVALID_PHONE);
    }
}
