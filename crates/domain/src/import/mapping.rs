//! Which column means what.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::target::Target;
use super::{MAX_COLUMNS, RowError};
use crate::text;
use crate::violation::code;
use crate::{Violation, Violations};

/// Body of `PUT …/imports/{import}/mapping`. Columns that are not named are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Index of the column, from 0, to its target.
    #[schema(value_type = BTreeMap<String, Target>)]
    pub columns: BTreeMap<usize, Target>,
}

impl Mapping {
    /// Lot code and shares are mandatory; no target twice; no column beyond the table's `width`. Other
    /// details of an owner need its name.
    pub fn validate(&self, width: usize) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        if self.columns.len() > MAX_COLUMNS {
            found.push(Violation::new("columns", code::LIST_TOO_LONG).with("max", text::count(MAX_COLUMNS)));
            return found.finish(());
        }
        let mut seen = HashSet::new();
        for (index, target) in &self.columns {
            let field = format!("columns.{index}");
            if *index >= width {
                let unknown = Violation::new(&field, code::COLUMN_UNKNOWN);
                found.push(unknown.with("columns", text::count(width)));
            }
            let name = match target {
                // "Lift" and "LIFT" are one key.
                Target::Key(name) => format!("key:{}", text::fold(name)),
                plain => plain.to_string(),
            };
            if *target != Target::Ignore && !seen.insert(name) {
                let twice = Violation::new(field, code::COLUMN_TWICE);
                found.push(twice.with("target", target.to_string()));
            }
        }
        let mut mandatory = vec![Target::LotCode, Target::Shares];
        if self.columns.values().any(needs_owner_name) {
            mandatory.push(Target::OwnerName);
        }
        for target in mandatory.into_iter().filter(|target| self.column(target).is_none()) {
            let missing = Violation::new("columns", code::COLUMN_MISSING);
            found.push(missing.with("target", target.to_string()));
        }
        found.finish(())
    }

    /// The column of a target.
    pub fn column(&self, target: &Target) -> Option<usize> {
        self.columns.iter().find(|(_, mapped)| *mapped == target).map(|(index, _)| *index)
    }

    /// An error of one row: the violation's field names the column.
    pub(super) fn error(&self, row: usize, violation: Violation) -> RowError {
        let target = violation.field.parse::<Target>().ok();
        RowError { row, column: target.and_then(|target| self.column(&target)), violation }
    }
}

fn needs_owner_name(target: &Target) -> bool {
    matches!(
        target,
        Target::OwnerFirstName
            | Target::OwnerEmail
            | Target::OwnerPhone
            | Target::OwnerLanguage
            | Target::OwnerStreet
            | Target::OwnerPostalCode
            | Target::OwnerCity
            | Target::OwnerCountry
            | Target::OwnerCompanyNumber
            | Target::OwnedFrom
    )
}
