//! Double entry. Always, whatever the size of the copro: the simplified accounts small ones may keep
//! (fewer than 20 lots, art. 3.89 §5 15°) are a report over it.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Cents, FileId, OwnerId};

/// A book of entries, numbered on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Journal {
    Purchases,
    Calls,
    Bank,
    Misc,
}

impl Journal {
    pub const ALL: [Self; 4] = [Self::Purchases, Self::Calls, Self::Bank, Self::Misc];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Purchases => "purchases",
            Self::Calls => "calls",
            Self::Bank => "bank",
            Self::Misc => "misc",
        }
    }

    /// The three letters in its entry numbers.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Purchases => "PUR",
            Self::Calls => "CAL",
            Self::Bank => "BNK",
            Self::Misc => "MSC",
        }
    }
}

impl std::str::FromStr for Journal {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|journal| journal.as_str() == text).ok_or(())
    }
}

/// `2026-CAL-`, of numbers such as `2026-CAL-0001`: year the fiscal year starts in, journal, then a gap-free number from 1.
pub fn entry_series(year: i32, journal: Journal) -> String {
    format!("{year:04}-{}-", journal.prefix())
}

/// Digits of the number at least: nine thousand entries a year keep the order that texts are sorted in.
pub const ENTRY_DIGITS_MIN: i32 = 4;

/// What an entry is based on: each entry has its dated voucher (royal decree of 12 July 2012).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Voucher {
    pub kind: VoucherKind,
    /// The id of the expense, call or receipt.
    pub id: Uuid,
    pub number: String,
    pub file_id: Option<FileId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum VoucherKind {
    Expense,
    Call,
    Receipt,
}

impl VoucherKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expense => "expense",
            Self::Call => "call",
            Self::Receipt => "receipt",
        }
    }
}

impl std::str::FromStr for VoucherKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Expense, Self::Call, Self::Receipt].into_iter().find(|k| k.as_str() == text).ok_or(())
    }
}

/// One line of an entry: positive amounts are debits, negative ones credits. `owner` is the individual
/// account under a 410 account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub account: String,
    pub owner: Option<OwnerId>,
    pub amount: Cents,
}

impl Line {
    pub fn new(account: &str, owner: Option<OwnerId>, amount: Cents) -> Self {
        Self { account: account.to_owned(), owner, amount }
    }

    /// The amount in the debit column, else zero.
    pub fn debit(&self) -> Cents {
        Cents(self.amount.0.max(0))
    }

    /// The amount in the credit column, else zero.
    pub fn credit(&self) -> Cents {
        Cents(self.amount.0.min(0).saturating_neg())
    }
}

/// A balanced entry ready to be written. There is no other way to make one than [`Posting::new`], so
/// whoever holds a posting holds the proof that its lines add up to zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Posting {
    journal: Journal,
    date: Date,
    description: String,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostingError {
    #[error("an entry needs at least two lines")]
    TooFewLines,
    #[error("line {index} has no amount: leave it out")]
    ZeroLine { index: usize },
    #[error("the entry does not balance: debits exceed credits by {difference}")]
    Unbalanced { difference: Cents },
    #[error("the amounts are too large for one entry")]
    Overflow,
}

impl Posting {
    pub fn new(
        journal: Journal,
        date: Date,
        description: impl Into<String>,
        lines: Vec<Line>,
    ) -> Result<Self, PostingError> {
        if lines.len() < 2 {
            return Err(PostingError::TooFewLines);
        }
        if let Some(index) = lines.iter().position(|line| line.amount.is_zero()) {
            return Err(PostingError::ZeroLine { index });
        }
        // Both columns are sums the reports print: each must fit, not only their difference.
        let debits = Cents::sum(lines.iter().map(Line::debit)).ok_or(PostingError::Overflow)?;
        let difference = Cents::sum(lines.iter().map(|line| line.amount)).ok_or(PostingError::Overflow)?;
        if !difference.is_zero() || debits.is_zero() {
            return Err(PostingError::Unbalanced { difference });
        }
        Ok(Self { journal, date, description: description.into(), lines })
    }

    pub const fn journal(&self) -> Journal {
        self.journal
    }

    pub const fn date(&self) -> Date {
        self.date
    }

    pub fn description(&self) -> &str {
        &self.description
    }

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The sum of the debits, equal to the sum of the credits.
    pub fn total(&self) -> Cents {
        Cents::sum(self.lines.iter().map(Line::debit)).unwrap_or_default()
    }
}
