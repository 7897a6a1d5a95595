//! Lots: a private part and its share of the common parts (art. 3.84 of the Civil Code).

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::text::{self, patch};
use crate::violation::code;
use crate::{OwnerId, Violation, Violations, prorate};

/// What a lot is used for. Cellars, garages and parkings do not count for the legal thresholds of
/// 20 lots (council, double-entry accounts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LotNature {
    Apartment,
    Studio,
    House,
    Office,
    Shop,
    Garage,
    Parking,
    Cellar,
    Other,
}

impl LotNature {
    pub const ALL: [Self; 9] = [
        Self::Apartment,
        Self::Studio,
        Self::House,
        Self::Office,
        Self::Shop,
        Self::Garage,
        Self::Parking,
        Self::Cellar,
        Self::Other,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apartment => "apartment",
            Self::Studio => "studio",
            Self::House => "house",
            Self::Office => "office",
            Self::Shop => "shop",
            Self::Garage => "garage",
            Self::Parking => "parking",
            Self::Cellar => "cellar",
            Self::Other => "other",
        }
    }
}

impl std::str::FromStr for LotNature {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|nature| nature.as_str() == text).ok_or(())
    }
}

/// The greatest share or weight of one lot, and the greatest denominator of a copro.
pub const MAX_SHARES: i64 = 1_000_000_000;
/// The most lots of one copro, hence the most rows of an import and weights of a key.
pub const MAX_LOTS: usize = 20_000;

pub(crate) const MAX_CODE_CHARS: usize = 20;
pub(crate) const MAX_DESCRIPTION_CHARS: usize = 200;
pub(crate) const MAX_FLOOR_CHARS: usize = 20;

/// Body of `POST /copros/{copro}/lots`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLot {
    /// As in the deed: `A12`, `G3`; unique in the copro, at most 20 characters.
    #[serde(deserialize_with = "text::trimmed")]
    pub code: String,
    pub nature: LotNature,
    #[serde(default, deserialize_with = "text::optional")]
    pub description: Option<String>,
    #[serde(default, deserialize_with = "text::optional")]
    pub floor: Option<String>,
    /// The lot's quotité, over the copro's `shares_total`. Zero for a part the deed gives no share.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub shares: i64,
    #[serde(default)]
    pub owner_id: Option<OwnerId>,
    /// First day of that owner.
    #[serde(default)]
    pub owned_from: Option<Date>,
}

impl NewLot {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        check_texts(&mut found, Some(&self.code), self.description.as_deref(), self.floor.as_deref());
        check_shares(&mut found, "shares", self.shares);
        if let Some(date) = self.owned_from {
            prorate::check_ownership_date(&mut found, "owned_from", date);
            if self.owner_id.is_none() {
                found.add("owned_from", code::OWNED_FROM_WITHOUT_OWNER);
            }
        }
        found.finish(())
    }
}

/// Body of `PATCH /copros/{copro}/lots/{lot}`: absent fields stay, `null` empties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LotPatch {
    #[serde(deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<LotNature>,
    #[serde(deserialize_with = "patch::optional", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub description: Option<Option<String>>,
    #[serde(deserialize_with = "patch::optional", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub floor: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub shares: Option<i64>,
    /// Place in the list of lots, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub position: Option<i32>,
}

impl LotPatch {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        let optional = |text: &'_ Option<Option<String>>| text.clone().flatten();
        let (description, floor) = (optional(&self.description), optional(&self.floor));
        check_texts(&mut found, self.code.as_deref(), description.as_deref(), floor.as_deref());
        if let Some(shares) = self.shares {
            check_shares(&mut found, "shares", shares);
        }
        if self.position.is_some_and(|position| position < 0) {
            found.add("position", code::NEGATIVE);
        }
        found.finish(())
    }
}

fn check_texts(found: &mut Violations, code: Option<&str>, description: Option<&str>, floor: Option<&str>) {
    if let Some(code) = code {
        text::check_required(found, "code", code, MAX_CODE_CHARS);
    }
    text::check_optional(found, "description", description, MAX_DESCRIPTION_CHARS);
    text::check_optional(found, "floor", floor, MAX_FLOOR_CHARS);
}

/// A share or weight: 0 to [`MAX_SHARES`].
pub(crate) fn check_shares(found: &mut Violations, field: &str, shares: i64) {
    if shares < 0 {
        found.add(field, code::NEGATIVE);
    } else if shares > MAX_SHARES {
        found.push(Violation::new(field, code::TOO_LARGE).with("max", MAX_SHARES));
    }
}
