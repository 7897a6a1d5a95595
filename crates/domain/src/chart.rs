//! The chart of accounts of a Belgian association of co-owners (royal decree of 12 July 2012), as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Language;

/// Accounts the rules post to. A test holds them against the chart.
pub mod account {
    /// Working fund.
    pub const WORKING_FUND: &str = "10000";
    /// General reserve fund.
    pub const RESERVE_FUND: &str = "16000";
    /// What owners owe to the reserve fund.
    pub const OWNERS_RESERVE: &str = "41000";
    /// What owners owe to the working side: working fund, provisions, costs, extraordinary calls.
    pub const OWNERS_WORKING: &str = "41010";
    pub const SUPPLIERS: &str = "44000";
    /// Savings account, holds the reserve fund.
    pub const BANK_RESERVE: &str = "55000";
    /// Current account, holds the working fund.
    pub const BANK_WORKING: &str = "55100";
    /// Provisions called for ordinary costs.
    pub const PROVISIONS: &str = "70100";
    pub const EXTRAORDINARY_CALLS: &str = "70200";

    pub const ALL: [&str; 9] = [
        WORKING_FUND,
        RESERVE_FUND,
        OWNERS_RESERVE,
        OWNERS_WORKING,
        SUPPLIERS,
        BANK_RESERVE,
        BANK_WORKING,
        PROVISIONS,
        EXTRAORDINARY_CALLS,
    ];
}

/// What an account stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AccountNature {
    /// Groups other accounts, takes no lines.
    Heading,
    Asset,
    Liability,
    /// Working and reserve funds, results carried forward.
    Fund,
    Expense,
    Income,
    /// Moves between funds (68).
    Transfer,
}

impl AccountNature {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "heading" => Self::Heading,
            "asset" => Self::Asset,
            "liability" => Self::Liability,
            "fund" => Self::Fund,
            "expense" => Self::Expense,
            "income" => Self::Income,
            "transfer" => Self::Transfer,
            _ => return None,
        })
    }
}

/// One line of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub code: String,
    /// Takes ledger lines.
    pub postable: bool,
    /// First digit of the code.
    pub class: u8,
    pub nature: AccountNature,
    names: [String; 4],
}

impl Account {
    pub fn name(&self, language: Language) -> &str {
        let [fr, nl, de, en] = &self.names;
        match language {
            Language::Fr => fr,
            Language::Nl => nl,
            Language::De => de,
            Language::En => en,
        }
    }
}

/// A chart of accounts, ordered by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    accounts: BTreeMap<String, Account>,
}

/// The file is not a chart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("chart of accounts, line {line}: {wrong}")]
pub struct ChartError {
    pub line: usize,
    pub wrong: &'static str,
}

const HEADER: &str = "code,postable,nature,fr,nl,de,en";

impl Chart {
    /// The Belgian chart, embedded in the program.
    pub fn be_acp() -> &'static Self {
        static CHART: LazyLock<Chart> = LazyLock::new(|| {
            // The file is part of the program and a test parses it: an empty chart never reaches users.
            Chart::parse(include_str!("../../../tenants/charts/be-acp.csv")).unwrap_or_default()
        });
        &CHART
    }

    /// Reads `code,postable,nature,fr,nl,de,en` lines. No name holds a comma, so there is no quoting.
    pub fn parse(csv: &str) -> Result<Self, ChartError> {
        let mut lines = csv.lines().enumerate();
        if lines.next().map(|(_, header)| header.trim()) != Some(HEADER) {
            return Err(ChartError {
                line: 1,
                wrong: "expected the header code,postable,nature,fr,nl,de,en",
            });
        }
        let mut chart = Self::default();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let account = parse_account(line).map_err(|wrong| ChartError { line: index + 1, wrong })?;
            if chart.accounts.insert(account.code.clone(), account).is_some() {
                return Err(ChartError { line: index + 1, wrong: "the code stands twice in the file" });
            }
        }
        Ok(chart)
    }

    /// All accounts in the order of their codes.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    pub fn get(&self, code: &str) -> Option<&Account> {
        self.accounts.get(code)
    }

    /// The account's name, or its code when the chart does not know it.
    pub fn name<'a>(&'a self, code: &'a str, language: Language) -> &'a str {
        self.get(code).map_or(code, |account| account.name(language))
    }

    /// May a supplier invoice be booked on it? A postable cost of class 6; moves between funds (68) stand
    /// in that class but no invoice belongs there.
    pub fn is_expense(&self, code: &str) -> bool {
        let expense = |a: &Account| a.postable && a.class == 6 && a.nature == AccountNature::Expense;
        self.get(code).is_some_and(expense)
    }
}

fn parse_account(line: &str) -> Result<Account, &'static str> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let [code, postable, nature, fr, nl, de, en] = fields[..] else {
        return Err("expected seven fields");
    };
    let class = code.bytes().next().filter(u8::is_ascii_digit).map(|digit| digit - b'0');
    let class =
        class.filter(|_| code.bytes().all(|b| b.is_ascii_digit())).ok_or("the code must be digits")?;
    let postable = match postable {
        "true" => true,
        "false" => false,
        _ => return Err("postable must be true or false"),
    };
    let nature = AccountNature::parse(nature).ok_or("unknown nature")?;
    if postable == (nature == AccountNature::Heading) {
        return Err("headings, and only they, take no lines");
    }
    let names = [fr, nl, de, en].map(str::to_owned);
    if names.iter().any(String::is_empty) {
        return Err("the name is missing in a language");
    }
    Ok(Account { code: code.to_owned(), postable, class, nature, names })
}
