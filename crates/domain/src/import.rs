//! Import of lots from a table: one row per lot, with optional columns for the owner and for keys.
//!
//! Everything is decided before anything is written. [`plan`] reads the rows with the mapping the user
//! chose and answers what an import would do and every cell that is wrong; the caller then writes the
//! plan, or shows the errors. The same rows, mapping and copro always give the same plan.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::address::Address;
use crate::key::KeyKind;
use crate::lot::LotNature;
use crate::person::NewPerson;
use crate::{KeyId, Language, LotId, OwnerId, Violation};

mod cells;
mod keys;
mod mapping;
mod owners;
mod plan;
mod row;
mod suggest;
mod target;
mod words;

pub use cells::{InvalidCell, parse_date, parse_integer};
pub use mapping::Mapping;
pub use plan::{numbered, plan};
pub use suggest::{suggest, suggest_all};
pub use target::{Target, UnknownTarget};

/// The most rows one import may have, header not counted: one per possible lot.
pub const MAX_ROWS: usize = crate::lot::MAX_LOTS;
/// The most characters one cell may have.
pub const MAX_CELL_CHARS: usize = 500;
/// The most columns a table may have.
pub const MAX_COLUMNS: usize = 100;
/// The most errors listed; all are counted.
pub const MAX_ERRORS: usize = 200;

/// The copro as it is before the import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExistingCopro {
    /// The declared denominator.
    pub shares_total: i64,
    /// Language of owners whose row names none.
    pub language: Language,
    pub lots: Vec<ExistingLot>,
    pub owners: Vec<ExistingOwner>,
    pub keys: Vec<ExistingKey>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExistingLot {
    pub id: LotId,
    pub code: String,
    pub nature: LotNature,
    pub description: Option<String>,
    pub floor: Option<String>,
    pub shares: i64,
    /// The last owner and its first day.
    pub owner: Option<(OwnerId, Date)>,
}

/// An owner with the details of its representative, by which rows recognise it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExistingOwner {
    pub id: OwnerId,
    pub name: String,
    pub email: Option<String>,
    pub address: Option<Address>,
    pub company_number: Option<String>,
}

/// A key with the weights of its latest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExistingKey {
    pub id: KeyId,
    pub code: String,
    pub name: String,
    pub kind: KeyKind,
    pub weights: BTreeMap<LotId, i64>,
}

/// What an import would do. Only a plan without errors may be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// The rows without error, in the order of the file.
    pub rows: Vec<LotRow>,
    /// Owners to create.
    pub owners: Vec<PlannedOwner>,
    /// One per key column, in the order of the columns.
    pub keys: Vec<PlannedKey>,
    /// In the order of the file, at most [`MAX_ERRORS`].
    pub errors: Vec<RowError>,
    pub error_count: usize,
    pub summary: ImportSummary,
}

/// One lot after the import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotRow {
    /// As in the file, where the header is row 1.
    pub row: usize,
    pub change: LotChange,
    pub code: String,
    pub nature: LotNature,
    pub description: Option<String>,
    pub floor: Option<String>,
    pub shares: i64,
    /// Set when the row gives the lot its first owner or another one; otherwise ownership stays.
    pub holding: Option<NewHolding>,
    /// One weight per key of the plan.
    pub weights: Vec<i64>,
}

/// What the import does to a lot; an owner to change counts as a change, weights do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotChange {
    New,
    Changed(LotId),
    Same(LotId),
}

/// The owner a row gives its lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHolding {
    pub owner: RowOwner,
    /// Always set when the lot has an owner already (it is the date of the sale).
    pub from: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOwner {
    Existing(OwnerId),
    /// Place in [`ImportPlan::owners`].
    Planned(usize),
}

/// An owner to create: one person with the full ownership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedOwner {
    /// The first row that names it.
    pub row: usize,
    pub name: String,
    pub person: NewPerson,
}

/// A key after the import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedKey {
    pub name: String,
    /// The key that gets new weights; `None`: a key to create.
    pub existing: Option<KeyId>,
    /// Over all lots, with those the file does not name.
    pub total: i64,
    /// Do the weights of an existing key change?
    pub changed: bool,
}

/// A cell that must be corrected before the import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// As in the file, where the header is row 1.
    pub row: usize,
    /// Index of the column, from 0; `None` when the whole row is meant.
    pub column: Option<usize>,
    /// Its `field` is the target of the column, such as `shares` or `key:Ascenseur`.
    pub violation: Violation,
}

/// Counts over the rows without error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportSummary {
    pub lots_new: i64,
    pub lots_changed: i64,
    pub lots_same: i64,
    pub owners_new: i64,
    /// Owners of the copro that rows name.
    pub owners_matched: i64,
    pub keys: Vec<KeySummary>,
    /// The shares of all lots after the import.
    pub shares_total: i64,
    /// The declared denominator. A difference is no error of a row: it stops the activation, not the
    /// import.
    pub shares_expected: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeySummary {
    pub name: String,
    pub new: bool,
    pub total: i64,
}
