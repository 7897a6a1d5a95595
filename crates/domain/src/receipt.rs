//! Payments received from owners.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::chart::account;
use crate::communication::Vcs;
use crate::expense::check_amount;
use crate::ledger::{Journal, Line, Posting, PostingError};
use crate::violation::code;
use crate::{Cents, Language, OwnerId, Violation, Violations, prorate, text};

/// The bank account that received the money, and the debt it pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fund {
    Working,
    Reserve,
}

impl Fund {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Reserve => "reserve",
        }
    }

    pub const fn bank_account(self) -> &'static str {
        match self {
            Self::Working => account::BANK_WORKING,
            Self::Reserve => account::BANK_RESERVE,
        }
    }

    pub const fn owner_account(self) -> &'static str {
        match self {
            Self::Working => account::OWNERS_WORKING,
            Self::Reserve => account::OWNERS_RESERVE,
        }
    }
}

impl std::str::FromStr for Fund {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Working, Self::Reserve].into_iter().find(|fund| fund.as_str() == text).ok_or(())
    }
}

/// What the entry of a payment without a communication is called, in the copro's language.
pub const fn description(language: Language) -> &'static str {
    match language {
        Language::Fr => "Paiement reçu",
        Language::Nl => "Betaling ontvangen",
        Language::De => "Zahlung erhalten",
        Language::En => "Payment received",
    }
}

/// Body of `POST /copros/{copro}/receipts`. The owner is named, or found by the communication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReceipt {
    #[serde(default)]
    pub owner_id: Option<OwnerId>,
    /// Structured communication, any punctuation.
    #[serde(default, deserialize_with = "text::optional")]
    pub communication: Option<String>,
    pub received_on: Date,
    pub amount_cents: Cents,
    pub into: Fund,
}

impl NewReceipt {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        if self.owner_id.is_none() && self.communication.is_none() {
            found.add("owner_id", code::REQUIRED);
        }
        if self.communication.is_some() && self.vcs().is_none() {
            found.add("communication", code::INVALID_COMMUNICATION);
        }
        prorate::check_date(&mut found, "received_on", self.received_on);
        check_amount(&mut found, "amount_cents", self.amount_cents);
        found.finish(())
    }

    /// The structured communication, when there is a valid one.
    pub fn vcs(&self) -> Option<Vcs> {
        self.communication.as_deref().and_then(|text| text.parse().ok())
    }

    /// The entry: debit the bank, credit the owner.
    pub fn posting(&self, owner: OwnerId, description: impl Into<String>) -> Result<Posting, PostingError> {
        let credit = self.amount_cents.checked_neg().ok_or(PostingError::Overflow)?;
        let lines = vec![
            Line::new(self.into.bank_account(), None, self.amount_cents),
            Line::new(self.into.owner_account(), Some(owner), credit),
        ];
        Posting::new(Journal::Bank, self.received_on, description, lines)
    }
}
