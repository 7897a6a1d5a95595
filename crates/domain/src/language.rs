//! The four languages of the product.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

/// A language of messages and documents: the three official ones of Belgium, and English.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Fr,
    Nl,
    De,
    En,
}

/// The text is not one of `fr`, `nl`, `de`, `en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown language: use fr, nl, de or en")]
pub struct UnknownLanguage;

impl Language {
    pub const ALL: [Self; 4] = [Self::Fr, Self::Nl, Self::De, Self::En];

    /// The ISO 639-1 code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// A date as this language's readers in Belgium write it: `31/12/2026`, in German `31.12.2026`.
    pub fn date(self, date: Date) -> String {
        let separator = if self == Self::De { '.' } else { '/' };
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        format!("{day:02}{separator}{month:02}{separator}{year:04}")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Accepts a code or a language tag (`fr`, `FR`, `nl-BE`).
    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let code = text.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.as_str().eq_ignore_ascii_case(code)).ok_or(UnknownLanguage)
    }
}
