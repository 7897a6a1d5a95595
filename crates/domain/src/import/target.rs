//! What a column of the table means.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use crate::key::MAX_KEY_NAME_CHARS;

/// The meaning of a column. On the wire a string: `ignore`, `lot_code`, …, `key:<name of the key>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    Ignore,
    LotCode,
    Nature,
    Description,
    Floor,
    Shares,
    OwnerName,
    OwnerFirstName,
    OwnerEmail,
    OwnerPhone,
    OwnerLanguage,
    OwnerStreet,
    OwnerPostalCode,
    OwnerCity,
    OwnerCountry,
    OwnerCompanyNumber,
    OwnedFrom,
    /// Weights of the key with this name.
    Key(String),
}

/// The text names no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown column target: use ignore, lot_code, shares, another known name, or key:<name>")]
pub struct UnknownTarget;

impl Target {
    /// All targets but keys.
    pub const PLAIN: [Self; 17] = [
        Self::Ignore,
        Self::LotCode,
        Self::Nature,
        Self::Description,
        Self::Floor,
        Self::Shares,
        Self::OwnerName,
        Self::OwnerFirstName,
        Self::OwnerEmail,
        Self::OwnerPhone,
        Self::OwnerLanguage,
        Self::OwnerStreet,
        Self::OwnerPostalCode,
        Self::OwnerCity,
        Self::OwnerCountry,
        Self::OwnerCompanyNumber,
        Self::OwnedFrom,
    ];

    fn plain_name(&self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::LotCode => "lot_code",
            Self::Nature => "nature",
            Self::Description => "description",
            Self::Floor => "floor",
            Self::Shares => "shares",
            Self::OwnerName => "owner_name",
            Self::OwnerFirstName => "owner_first_name",
            Self::OwnerEmail => "owner_email",
            Self::OwnerPhone => "owner_phone",
            Self::OwnerLanguage => "owner_language",
            Self::OwnerStreet => "owner_street",
            Self::OwnerPostalCode => "owner_postal_code",
            Self::OwnerCity => "owner_city",
            Self::OwnerCountry => "owner_country",
            Self::OwnerCompanyNumber => "owner_company_number",
            Self::OwnedFrom => "owned_from",
            Self::Key(_) => "key",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(name) => write!(f, "key:{name}"),
            plain => f.write_str(plain.plain_name()),
        }
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(text: &str) -> Result<Self, UnknownTarget> {
        let text = text.trim();
        if let Some(name) = text.strip_prefix("key:") {
            let name = name.trim();
            let usable = !name.is_empty()
                && name.chars().nth(MAX_KEY_NAME_CHARS).is_none()
                && !name.chars().any(crate::text::is_invisible);
            return if usable { Ok(Self::Key(name.to_owned())) } else { Err(UnknownTarget) };
        }
        Self::PLAIN.into_iter().find(|target| target.plain_name() == text).ok_or(UnknownTarget)
    }
}

impl TryFrom<String> for Target {
    type Error = UnknownTarget;

    fn try_from(text: String) -> Result<Self, UnknownTarget> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> String {
        target.to_string()
    }
}

// By hand: the derive would describe an object where the wire carries a string.
impl utoipa::PartialSchema for Target {
    fn schema() -> RefOr<Schema> {
        let names: Vec<String> = Self::PLAIN.iter().map(Self::to_string).collect();
        let described = format!("One of {}, or `key:<name>` for the weights of a key.", names.join(", "));
        ObjectBuilder::new().schema_type(Type::String).description(Some(described)).build().into()
    }
}

impl utoipa::ToSchema for Target {
    fn name() -> std::borrow::Cow<'static, str> {
        "Target".into()
    }
}
