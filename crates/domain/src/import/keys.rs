//! Key columns: which key each one feeds, and its total afterwards.

use std::collections::{BTreeSet, HashMap};

use super::target::Target;
use super::{ExistingCopro, ExistingKey, KeySummary, LotChange, LotRow, PlannedKey};
use crate::key::KeyKind;
use crate::text::fold;
use crate::violation::code;
use crate::{LotId, Violation};

impl PlannedKey {
    pub(super) fn summary(&self) -> KeySummary {
        KeySummary { name: self.name.clone(), new: self.existing.is_none(), total: self.total }
    }
}

/// The keys of the mapped columns, and what is wrong with a column as a whole. `complete` tells whether
/// every row was read: only then can a column be called all zero.
pub(super) fn plan_keys(
    columns: &[&Target],
    rows: &[LotRow],
    existing: &ExistingCopro,
    complete: bool,
) -> (Vec<PlannedKey>, Vec<Violation>) {
    let mut wrong = Vec::new();
    let mut keys = Vec::new();
    for (place, target) in columns.iter().enumerate() {
        let Target::Key(name) = target else { continue };
        let known = find(name, &existing.keys);
        let field = target.to_string();
        if known.is_some_and(|key| key.kind == KeyKind::Statutory) {
            wrong.push(Violation::new(&field, code::STATUTORY_KEY).with("key", name.as_str()));
        }
        let weights: Vec<i64> = rows.iter().map(|row| row.weights.get(place).copied().unwrap_or(0)).collect();
        if complete && weights.iter().all(|weight| *weight == 0) {
            wrong.push(Violation::new(field, code::KEY_ALL_ZERO).with("key", name.as_str()));
        }
        keys.push(planned(name, known, rows, &weights));
    }
    (keys, wrong)
}

/// By name or code, whatever the case and accents.
fn find<'a>(name: &str, keys: &'a [ExistingKey]) -> Option<&'a ExistingKey> {
    let wanted = fold(name);
    let by_name = keys.iter().find(|key| fold(&key.name) == wanted);
    by_name.or_else(|| keys.iter().find(|key| fold(&key.code) == wanted))
}

fn planned(name: &str, known: Option<&ExistingKey>, rows: &[LotRow], weights: &[i64]) -> PlannedKey {
    let in_file: i64 = weights.iter().fold(0, |sum, weight| sum.saturating_add(*weight));
    let Some(key) = known else {
        return PlannedKey { name: name.to_owned(), existing: None, total: in_file, changed: false };
    };
    let named: BTreeSet<LotId> = rows.iter().filter_map(lot_id).collect();
    let others = key.weights.iter().filter(|(lot, _)| !named.contains(lot));
    let total = others.fold(in_file, |sum, (_, weight)| sum.saturating_add(*weight));
    let before: HashMap<LotId, i64> = key.weights.iter().map(|(lot, weight)| (*lot, *weight)).collect();
    let changed = rows.iter().zip(weights).any(|(row, weight)| {
        let old = lot_id(row).and_then(|lot| before.get(&lot).copied());
        old.unwrap_or(0) != *weight
    });
    PlannedKey { name: key.name.clone(), existing: Some(key.id), total, changed }
}

fn lot_id(row: &LotRow) -> Option<LotId> {
    match row.change {
        LotChange::New => None,
        LotChange::Changed(lot) | LotChange::Same(lot) => Some(lot),
    }
}
