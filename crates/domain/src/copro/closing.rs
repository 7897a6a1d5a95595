//! A firm ends its management of a copro without another firm taking it over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CoproStatus;
use crate::text;
use crate::violation::code;
use crate::{Violation, Violations};

const MAX_NOTE_CHARS: usize = 500;

/// Why a firm closes a copro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClosingReason {
    /// The mandate is over. The file goes to the next syndic or, in the absence of one, to who chaired the last assembly (art. 3.89 § 5, 7°).
    MandateEnded,
    BuildingSold,
    CreatedByMistake,
    Other,
}

impl ClosingReason {
    pub const ALL: [ClosingReason; 4] =
        [Self::MandateEnded, Self::BuildingSold, Self::CreatedByMistake, Self::Other];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MandateEnded => "mandate-ended",
            Self::BuildingSold => "building-sold",
            Self::CreatedByMistake => "created-by-mistake",
            Self::Other => "other",
        }
    }
}

impl std::str::FromStr for ClosingReason {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or(())
    }
}

/// Body of `POST /copros/{copro}/close`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    pub reason: ClosingReason,
    /// The name of the copro, typed by whoever closes it.
    #[serde(deserialize_with = "text::trimmed")]
    pub name: String,
    #[serde(default, deserialize_with = "text::optional")]
    pub note: Option<String>,
}

impl Closing {
    /// What is closed is named, so that nobody closes the copro of another window.
    pub fn validate(&self, named: &str) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        if self.name != named.trim() {
            found.push(Violation::new("name", code::NAME_NOT_CONFIRMED).with("name", named.trim()));
        }
        text::check_optional(&mut found, "note", self.note.as_deref(), MAX_NOTE_CHARS);
        found.finish(())
    }
}

impl CoproStatus {
    /// From preparation or service; what is closed is not closed again.
    pub const fn closed(self) -> Option<CoproStatus> {
        match self {
            Self::Draft | Self::Active => Some(Self::Closed),
            Self::Closed => None,
        }
    }

    /// Back to what it was: a copro that had gone live is live again. Only what is closed is opened.
    pub const fn reopened(self, was_active: bool) -> Option<CoproStatus> {
        match (self, was_active) {
            (Self::Closed, true) => Some(Self::Active),
            (Self::Closed, false) => Some(Self::Draft),
            (Self::Draft | Self::Active, _) => None,
        }
    }
}
