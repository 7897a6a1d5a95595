//! The copro itself: identity, state, fiscal year.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Address;
use crate::iban::Iban;
use crate::lot::MAX_SHARES;
use crate::text::{self, patch};
use crate::violation::code;
use crate::{Language, Violation, Violations, person};

mod closing;
mod fiscal_year;
mod go_live;
mod slug;

pub use closing::{Closing, ClosingReason};
pub use fiscal_year::{InvalidMonthDay, MonthDay, fiscal_year_containing};
pub use go_live::{LiveFacts, NotReady, ready_to_go_live};
pub use slug::slug_base;

/// A draft is being set up and nothing legal leaves it; an active copro calls funds; one that its firm does not manage any more is closed,
/// to be read and exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum CoproStatus {
    Draft,
    Active,
    Closed,
}

impl CoproStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

impl std::str::FromStr for CoproStatus {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Draft, Self::Active, Self::Closed].into_iter().find(|status| status.as_str() == text).ok_or(())
    }
}

/// Body of `POST /firms/{firm}/copros`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCopro {
    #[serde(deserialize_with = "text::trimmed")]
    pub name: String,
    pub address: Address,
    /// BCE/KBO number; the association must show it on every document once it has one.
    #[serde(default, deserialize_with = "text::company_number")]
    pub company_number: Option<String>,
    /// Denominator of the statutory shares (1 000, 10 000, …).
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    pub shares_total: i64,
    /// Default language of documents.
    pub language: Language,
    /// First day of the fiscal year, `MM-DD`.
    #[serde(default)]
    pub fiscal_year_start: MonthDay,
    #[serde(default, deserialize_with = "text::iban")]
    pub working_iban: Option<String>,
    #[serde(default, deserialize_with = "text::iban")]
    pub reserve_iban: Option<String>,
}

impl NewCopro {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "name", &self.name, person::MAX_NAME_CHARS);
        found.nest("address", self.address.validate());
        person::check_company_number(&mut found, self.company_number.as_deref());
        check_shares_total(&mut found, self.shares_total);
        check_accounts(&mut found, self.working_iban.as_deref(), self.reserve_iban.as_deref());
        found.finish(())
    }
}

/// Body of `PATCH /copros/{copro}`: absent fields stay, `null` empties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoproPatch {
    #[serde(deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    #[serde(deserialize_with = "patch::company_number", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub company_number: Option<Option<String>>,
    /// Only while the copro is a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    pub shares_total: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(deserialize_with = "patch::iban", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub working_iban: Option<Option<String>>,
    #[serde(deserialize_with = "patch::iban", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub reserve_iban: Option<Option<String>>,
}

impl CoproPatch {
    /// The copro that results. The denominator is fixed once the copro is active: changing it then
    /// takes a deed and the unanimity of the owners (art. 3.88 §3), not a form.
    pub fn applied_to(&self, copro: &NewCopro, status: CoproStatus) -> Result<NewCopro, Vec<Violation>> {
        let mut patched = copro.clone();
        person::set(&mut patched.name, &self.name);
        person::set(&mut patched.address, &self.address);
        person::set(&mut patched.company_number, &self.company_number);
        person::set(&mut patched.shares_total, &self.shares_total);
        person::set(&mut patched.language, &self.language);
        person::set(&mut patched.working_iban, &self.working_iban);
        person::set(&mut patched.reserve_iban, &self.reserve_iban);
        let mut found = Violations::new();
        found.nest("", patched.validate());
        if status != CoproStatus::Draft && patched.shares_total != copro.shares_total {
            found.add("shares_total", code::ONLY_IN_DRAFT);
        }
        found.finish(patched)
    }
}

fn check_shares_total(found: &mut Violations, total: i64) {
    if total < 1 {
        found.add("shares_total", code::NOT_POSITIVE);
    } else if total > MAX_SHARES {
        found.push(Violation::new("shares_total", code::TOO_LARGE).with("max", MAX_SHARES));
    }
}

/// Working and reserve fund lie on separate accounts in the name of the association (art. 3.86 §3).
fn check_accounts(found: &mut Violations, working: Option<&str>, reserve: Option<&str>) {
    person::check_iban(found, "working_iban", working);
    person::check_iban(found, "reserve_iban", reserve);
    let parsed = |iban: Option<&str>| iban.and_then(|iban| Iban::parse(iban).ok());
    if parsed(working).is_some() && parsed(working) == parsed(reserve) {
        found.add("reserve_iban", code::SAME_BANK_ACCOUNT);
    }
}
