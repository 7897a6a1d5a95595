//! Who owes what: an append-only ledger in double entry.
//!
//! An entry is a list of [`Transfer`]s, each from one account to another, so there is no way to write one that does not
//! balance. Entries come from facts, one entry for a fact; a wrong one is reversed by an entry that names it, never changed.
//! Balances are folds over the entries and nothing else.

use std::collections::BTreeMap;

use domain::{Cents, FirmId};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::invoice::Number;

mod fact;

pub use fact::{Fact, FactKey};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Account {
    /// What a firm owes.
    Receivable,
    Revenue,
    VatPayable,
    /// Collected by the payment provider and not paid out yet.
    InTransit,
    Bank,
    /// What the provider keeps for itself.
    Fees,
    /// Taken back while a dispute is open.
    Disputed,
    BadDebt,
    /// What the platform owes a firm.
    CustomerCredit,
}

impl Account {
    pub const ALL: [Self; 9] = [
        Self::Receivable,
        Self::Revenue,
        Self::VatPayable,
        Self::InTransit,
        Self::Bank,
        Self::Fees,
        Self::Disputed,
        Self::BadDebt,
        Self::CustomerCredit,
    ];
}

/// An amount on its way from the credit of one account to the debit of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Transfer {
    debit: Account,
    credit: Account,
    amount_cents: Cents,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    debit: Account,
    credit: Account,
    amount_cents: Cents,
}

impl TryFrom<Unchecked> for Transfer {
    type Error = &'static str;

    fn try_from(from: Unchecked) -> Result<Self, Self::Error> {
        let Unchecked { debit, credit, amount_cents } = from;
        Self::new(debit, credit, amount_cents)
            .ok_or("a transfer goes between two accounts and is greater than zero")
    }
}

impl Transfer {
    /// `None` when there is nothing to move, nowhere to, or more than a SEPA transfer can carry.
    pub fn new(debit: Account, credit: Account, amount_cents: Cents) -> Option<Self> {
        let fits = amount_cents.is_positive() && amount_cents <= Cents::MAX_ENTERED;
        (debit != credit && fits).then_some(Self { debit, credit, amount_cents })
    }

    pub const fn debit(self) -> Account {
        self.debit
    }

    pub const fn credit(self) -> Account {
        self.credit
    }

    pub const fn amount(self) -> Cents {
        self.amount_cents
    }

    const fn reversed(self) -> Self {
        Self { debit: self.credit, credit: self.debit, amount_cents: self.amount_cents }
    }
}

/// One entry, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// 1, 2, 3 … within the book.
    pub number: u64,
    /// None for what concerns no firm on its own, such as a payout.
    pub firm: Option<FirmId>,
    pub date: Date,
    pub fact: FactKey,
    pub invoice: Option<Number>,
    pub transfers: Vec<Transfer>,
    /// The entry this one reverses.
    pub corrects: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    #[error("an amount is negative: give zero or more")]
    Negative,
    #[error("nothing to post: every amount is zero")]
    Nothing,
    #[error("{fact:?} is posted with other amounts: reverse entry {entry} first")]
    Differs { fact: FactKey, entry: u64 },
    #[error("{fact:?} is not posted yet: post it first")]
    Unknown { fact: FactKey },
    #[error("{fact:?} leaves {left} cents to take back: give no more")]
    TooMuch { fact: FactKey, left: Cents },
    #[error("entry {entry} is reversed already, reverses another or does not exist")]
    NotReversible { entry: u64 },
    #[error("entry {found} does not follow entry {last}: read the entries in order")]
    Gap { last: u64, found: u64 },
    #[error("the amount is too large: {max} is the most a transfer can carry", max = Cents::MAX_ENTERED)]
    TooLarge,
}

/// The entries of one book with the balances that follow from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    entries: Vec<Entry>,
    by_fact: BTreeMap<FactKey, u64>,
    reversed: BTreeMap<u64, u64>,
    balances: BTreeMap<(Option<FirmId>, Account), Cents>,
    /// What is owed on an invoice.
    open: BTreeMap<Number, Cents>,
    /// What of a payment or an open dispute can still be taken back.
    left: BTreeMap<FactKey, Cents>,
}

impl Book {
    pub fn new() -> Self {
        Self::default()
    }

    /// A book read back from its entries.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Result<Self, PostError> {
        let mut book = Self::new();
        entries.into_iter().try_for_each(|entry| book.append(entry))?;
        Ok(book)
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Posts a fact and gives its entry; the same fact again gives the entry it has.
    pub fn post(&mut self, firm: Option<FirmId>, date: Date, fact: &Fact) -> Result<&Entry, PostError> {
        let key = fact.key();
        let number = match self.by_fact.get(&key) {
            Some(known) => {
                if self.entry(*known).is_some_and(|entry| fact.total() != total(entry)) {
                    return Err(PostError::Differs { fact: key, entry: *known });
                }
                *known
            }
            None => {
                let transfers = fact.transfers(self, firm)?;
                let number = self.next_number();
                let invoice = fact.invoice();
                self.append(Entry {
                    number,
                    firm,
                    date,
                    fact: key.clone(),
                    invoice,
                    transfers,
                    corrects: None,
                })?;
                number
            }
        };
        self.entry(number).ok_or(PostError::Unknown { fact: key })
    }

    /// Takes an entry back by its mirror image. Its fact may then be posted anew.
    pub fn reverse(&mut self, number: u64, date: Date) -> Result<&Entry, PostError> {
        let wrong = PostError::NotReversible { entry: number };
        let entry = self.entry(number).filter(|entry| entry.corrects.is_none()).ok_or(wrong.clone())?;
        if self.reversed.contains_key(&number) {
            return Err(wrong);
        }
        let mut mirror = entry.clone();
        self.check_reversible(entry)?;
        mirror.number = self.next_number();
        mirror.date = date;
        mirror.corrects = Some(number);
        mirror.transfers = mirror.transfers.into_iter().map(Transfer::reversed).collect();
        self.append(mirror)?;
        self.entries.last().ok_or(wrong)
    }

    /// What others build on stays: a payment that was refunded, an invoice that was paid, a credit that was used.
    fn check_reversible(&self, entry: &Entry) -> Result<(), PostError> {
        let taken = entry.fact.takes(total(entry)).into_iter();
        let mut used = taken.filter(|(_, amount)| *amount > 0);
        let used = used.any(|(fact, amount)| self.left.get(&fact).copied().unwrap_or_default().0 < amount);
        let effect =
            |account| entry.transfers.iter().map(|transfer| transfer.effect_on(account)).sum::<i64>();
        let paid = entry.invoice.is_some_and(|invoice| self.open(invoice).0 < effect(Account::Receivable));
        let credit = self.balance(entry.firm, Account::CustomerCredit).0 - effect(Account::CustomerCredit);
        if used || paid || credit > 0 {
            return Err(PostError::NotReversible { entry: entry.number });
        }
        Ok(())
    }

    /// The balance of an account for one firm: debits count up, credits down.
    pub fn balance(&self, firm: Option<FirmId>, account: Account) -> Cents {
        self.balances.get(&(firm, account)).copied().unwrap_or_default()
    }

    /// What a firm owes, less what it is owed.
    pub fn owed_by(&self, firm: FirmId) -> Cents {
        let of = |account| self.balance(Some(firm), account).0;
        // Credits are negative.
        Cents(of(Account::Receivable) + of(Account::CustomerCredit))
    }

    /// What is owed on an invoice.
    pub fn open(&self, invoice: Number) -> Cents {
        self.open.get(&invoice).copied().unwrap_or_default()
    }

    /// What the platform owes the firm, zero or more.
    pub fn credit_of(&self, firm: FirmId) -> Cents {
        Cents(-self.balance(Some(firm), Account::CustomerCredit).0)
    }

    /// The balance of every account over all firms; they add up to zero.
    pub fn trial_balance(&self) -> BTreeMap<Account, Cents> {
        let mut sums: BTreeMap<Account, Cents> = Account::ALL.map(|account| (account, Cents::ZERO)).into();
        for ((_, account), amount) in &self.balances {
            sums.entry(*account).or_default().0 += amount.0;
        }
        sums
    }

    pub fn entry(&self, number: u64) -> Option<&Entry> {
        self.entries.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The entry of a fact, unless it was reversed.
    pub fn entry_of(&self, fact: &FactKey) -> Option<&Entry> {
        self.by_fact.get(fact).and_then(|number| self.entry(*number))
    }

    /// What of a posted payment or open dispute can still be taken back.
    fn left(&self, fact: &FactKey, wanted: Cents) -> Result<(), PostError> {
        let Some(left) = self.left.get(fact).copied() else {
            return Err(PostError::Unknown { fact: fact.clone() });
        };
        if wanted > left {
            return Err(PostError::TooMuch { fact: fact.clone(), left });
        }
        Ok(())
    }

    fn next_number(&self) -> u64 {
        self.entries.last().map_or(1, |entry| entry.number + 1)
    }

    fn append(&mut self, entry: Entry) -> Result<(), PostError> {
        let last = self.next_number() - 1;
        if entry.number != last + 1 {
            return Err(PostError::Gap { last, found: entry.number });
        }
        for transfer in &entry.transfers {
            for account in [transfer.debit, transfer.credit] {
                let balance = self.balances.entry((entry.firm, account)).or_default();
                // A transfer carries 10^11 cents at most: 2^63 is 92 million of the greatest away.
                balance.0 = balance.0.saturating_add(transfer.effect_on(account));
            }
        }
        self.index(&entry);
        self.entries.push(entry);
        Ok(())
    }

    fn index(&mut self, entry: &Entry) {
        let sign = match entry.corrects {
            Some(original) => {
                self.reversed.insert(original, entry.number);
                self.by_fact.remove(&entry.fact);
                -1
            }
            None => {
                self.by_fact.insert(entry.fact.clone(), entry.number);
                1
            }
        };
        if let Some(invoice) = entry.invoice {
            let receivable = entry.transfers.iter().map(|transfer| transfer.effect_on(Account::Receivable));
            self.open.entry(invoice).or_default().0 += receivable.sum::<i64>();
        }
        for (fact, amount) in entry.fact.takes(total(entry)) {
            self.left.entry(fact).or_default().0 += sign * amount;
        }
    }
}

impl Transfer {
    fn effect_on(self, account: Account) -> i64 {
        let side = i64::from(self.debit == account) - i64::from(self.credit == account);
        side * self.amount_cents.0
    }
}

impl Entry {
    /// What this entry adds to what the firm owes.
    pub fn owes(&self) -> Cents {
        Cents(self.transfers.iter().map(|transfer| transfer.effect_on(Account::Receivable)).sum())
    }
}

/// The amount of the fact behind an entry.
fn total(entry: &Entry) -> Cents {
    Cents(entry.transfers.iter().fold(0, |sum: i64, transfer| sum.saturating_add(transfer.amount_cents.0)))
}
