//! What people agree to when they have an account, by version of the text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text somebody agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ConsentKind {
    /// Terms of use: the contract. Left by closing the account.
    Terms,
    /// The privacy notice, as read when signing up.
    Privacy,
    /// News about the product by e-mail. Free to give and to withdraw.
    News,
}

impl ConsentKind {
    pub const ALL: [ConsentKind; 3] = [Self::Terms, Self::Privacy, Self::News];
    /// What signing up says yes to.
    pub const AT_SIGN_UP: [ConsentKind; 2] = [Self::Terms, Self::Privacy];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
            Self::News => "news",
        }
    }

    /// The version of the text that is shown now.
    pub const fn version(self) -> &'static str {
        "2026-11"
    }

    /// An account cannot be without it.
    pub const fn is_needed(self) -> bool {
        !matches!(self, Self::News)
    }
}

impl fmt::Display for ConsentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ConsentKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}
