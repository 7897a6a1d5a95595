//! What the letters say, as plain data: jobs carry it, tests write it down.

use domain::Language;
use serde::{Deserialize, Serialize};
use time::Date;

/// The association of co-owners: the creditor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copro {
    pub name: String,
    /// One line of the address each, as on an envelope.
    pub address: Vec<String>,
    pub company_number: Option<String>,
}

/// The syndic who writes on its behalf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Firm {
    pub name: String,
    pub company_number: String,
}

/// The owner who is written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub name: String,
    /// One line of the address each; empty when the address is unknown.
    pub address: Vec<String>,
    /// The number of the owner's account in the copro.
    pub number: i64,
}

/// What the money is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    WorkingFund,
    ReserveFund,
    Provision,
    Extraordinary,
}

impl CallKind {
    /// The part of message ids that names the kind.
    pub const fn id(self) -> &'static str {
        match self {
            Self::WorkingFund => "working-fund",
            Self::ReserveFund => "reserve-fund",
            Self::Provision => "provision",
            Self::Extraordinary => "extraordinary",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub number: String,
    pub kind: CallKind,
    pub title: String,
    pub issued_on: Date,
}

/// A lot of the owner and its share of the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    pub code: String,
    /// What the lot is, in the owner's language: `Appartement, 3e étage`.
    pub description: Option<String>,
    pub weight: i64,
    pub key_total: i64,
    pub amount_cents: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    pub due_on: Date,
    pub amount_cents: i64,
}

/// Where to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub holder: String,
    pub iban: String,
    /// The structured communication as shown, `+++090/9337/55493+++`.
    pub communication: String,
    /// The text of the EPC QR code. It asks for the first instalment, to this IBAN: anything else is
    /// refused, for the paper and the code must never disagree.
    pub epc: String,
}

/// The facts of a letter that calls for funds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallNotice {
    pub language: Language,
    pub copro: Copro,
    pub firm: Firm,
    pub owner: Owner,
    pub call: Call,
    pub key_name: String,
    /// The owner's lots; their amounts make the total.
    pub lots: Vec<Lot>,
    pub total_cents: i64,
    /// At least one, in order of date; their amounts make the total.
    pub instalments: Vec<Instalment>,
    pub payment: Payment,
}

/// One movement of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    pub date: Date,
    /// The number of the voucher or entry.
    pub number: String,
    pub description: String,
    pub due_on: Option<Date>,
    pub debit_cents: i64,
    pub credit_cents: i64,
    /// The balance after this line.
    pub balance_cents: i64,
}

/// How the owner pays what is due: the permanent communication of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementPayment {
    pub holder: String,
    pub iban: String,
    pub communication: String,
}

/// The facts of a statement. A positive balance is owed by the owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountStatement {
    pub language: Language,
    pub copro: Copro,
    pub firm: Firm,
    pub owner: Owner,
    /// `None`: since the account was opened.
    pub from: Option<Date>,
    pub on: Date,
    pub opening_cents: i64,
    pub lines: Vec<StatementLine>,
    pub closing_cents: i64,
    /// What has fallen due on `on`.
    pub due_cents: i64,
    pub payment: Option<StatementPayment>,
}

impl AccountStatement {
    /// The letter of an account as the rules have computed it. What is owed is asked for on the copro's working account, if it has one.
    pub fn of(
        statement: &domain::statement::Statement,
        language: Language,
        address: Vec<String>,
        copro: Copro,
        firm: Firm,
        working_iban: Option<&str>,
    ) -> AccountStatement {
        let owner = &statement.owner;
        let payment = working_iban.filter(|_| statement.closing_cents.0 > 0).map(|iban| StatementPayment {
            holder: copro.name.clone(),
            iban: iban.to_owned(),
            communication: owner.communication.clone(),
        });
        AccountStatement {
            language,
            copro,
            firm,
            owner: Owner { name: owner.name.clone(), address, number: owner.number },
            from: statement.from,
            on: statement.on,
            opening_cents: statement.opening_cents.0,
            lines: statement.lines.iter().map(StatementLine::of).collect(),
            closing_cents: statement.closing_cents.0,
            due_cents: statement.due_cents.0,
            payment,
        }
    }
}

impl StatementLine {
    fn of(line: &domain::statement::StatementLine) -> StatementLine {
        StatementLine {
            date: line.date,
            number: line.entry_number.clone(),
            description: line.description.clone(),
            due_on: line.due_on,
            debit_cents: line.debit_cents.0,
            credit_cents: line.credit_cents.0,
            balance_cents: line.balance_cents.0,
        }
    }
}
