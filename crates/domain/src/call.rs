//! Calls for funds.
//!
//! A call is shared over the lots of its key, then summed per owner. Who owns the lot on the (first) due
//! date is billed; a sale after the issue is settled between seller and buyer.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::chart::account;
use crate::expense::check_amount;
use crate::violation::code;
use crate::{Cents, KeyId, Violation, Violations, prorate, text};

mod plan;

pub use plan::{CallLot, CallPlan, DueDate, LotCall, OwnerCall, plan};

/// The most instalments of one call: monthly over a year.
pub const MAX_INSTALMENTS: u8 = 12;

/// What the money is for (art. 3.86 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    /// Advance for periodic costs; given back to a seller.
    WorkingFund,
    /// Savings for non-periodic costs; stays with the association when a lot is sold.
    ReserveFund,
    /// Advance on the voted budget, settled against real costs.
    Provision,
    /// Works or another exceptional cost.
    Extraordinary,
}

impl CallKind {
    pub const ALL: [Self; 4] = [Self::WorkingFund, Self::ReserveFund, Self::Provision, Self::Extraordinary];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WorkingFund => "working_fund",
            Self::ReserveFund => "reserve_fund",
            Self::Provision => "provision",
            Self::Extraordinary => "extraordinary",
        }
    }

    /// The account the call feeds.
    pub const fn credited_account(self) -> &'static str {
        match self {
            Self::WorkingFund => account::WORKING_FUND,
            Self::ReserveFund => account::RESERVE_FUND,
            Self::Provision => account::PROVISIONS,
            Self::Extraordinary => account::EXTRAORDINARY_CALLS,
        }
    }

    /// The account of the owners who pay it: reserve money is owed apart from the rest.
    pub const fn owner_account(self) -> &'static str {
        match self {
            Self::ReserveFund => account::OWNERS_RESERVE,
            Self::WorkingFund | Self::Provision | Self::Extraordinary => account::OWNERS_WORKING,
        }
    }
}

impl std::str::FromStr for CallKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// Body of `POST /copros/{copro}/calls` and of its preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCall {
    pub kind: CallKind,
    /// As owners read it, at most 120 characters.
    #[serde(deserialize_with = "text::trimmed")]
    pub title: String,
    pub key_id: KeyId,
    pub total_cents: Cents,
    pub issued_on: Date,
    /// The first due date; further instalments fall due monthly after it.
    pub due_on: Date,
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 12, default = 1)]
    pub instalments: i64,
}

fn one() -> i64 {
    1
}

impl NewCall {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "title", &self.title, 120);
        check_amount(&mut found, "total_cents", self.total_cents);
        prorate::check_date(&mut found, "issued_on", self.issued_on);
        prorate::check_date(&mut found, "due_on", self.due_on);
        if self.due_on < self.issued_on {
            let early = Violation::new("due_on", code::DUE_BEFORE_ISSUED);
            found.push(early.with("issued_on", self.issued_on));
        }
        if self.instalment_count().is_none() {
            let wrong = Violation::new("instalments", code::INSTALMENTS_OUT_OF_RANGE);
            found.push(wrong.with("max", i64::from(MAX_INSTALMENTS)));
        }
        found.finish(())
    }

    fn instalment_count(&self) -> Option<u8> {
        let count = u8::try_from(self.instalments).ok()?;
        (1..=MAX_INSTALMENTS).contains(&count).then_some(count)
    }
}
