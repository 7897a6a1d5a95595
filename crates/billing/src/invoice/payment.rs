//! How an invoice is paid.

use domain::communication::Vcs;
use domain::iban::Iban;
use serde::{Deserialize, Serialize};

/// Payment instructions (BG-16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    pub means: Means,
    /// The issuer's account (BT-84). Also there when money is collected: who wants may pay by transfer.
    pub iban: Iban,
    /// The structured communication (BT-83), which is the end-to-end reference of a collection as well.
    pub reference: Vcs,
    /// Payment terms in the customer's language (BT-20).
    pub terms: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Means {
    /// SEPA credit transfer, UNCL 4461 code 58.
    Transfer,
    /// SEPA direct debit, code 59.
    DirectDebit {
        /// BT-89.
        mandate: String,
        /// Creditor identifier of the issuer (BT-90).
        creditor: String,
        /// The account that is debited, as far as it is known (BT-91); usually only its last digits are.
        account: Option<String>,
    },
    /// Bank card, code 48: an account number of which only the last digits are known (BT-87).
    Card { last_digits: String },
}

impl Means {
    /// The code of UNCL 4461 (BT-81).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Transfer => "58",
            Self::DirectDebit { .. } => "59",
            Self::Card { .. } => "48",
        }
    }
}
