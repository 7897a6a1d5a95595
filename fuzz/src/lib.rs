//! The sources under test, without the crates around them, and what several targets do with them.

#![allow(dead_code)]

#[path = "../../crates/access/src/limit/address.rs"]
pub mod client_address;
#[path = "../../crates/api/src/hosts/address.rs"]
pub mod hosts;
// A link: this module has files of its own, which are looked for beside it.
pub mod table;
#[path = "../../crates/access/src/token.rs"]
pub mod token;
pub mod upload;

use domain::import::{ExistingCopro, Mapping, Target, plan, suggest_all};

/// Reads a file as an import does: table, suggested columns, dry run.
pub fn import(bytes: &[u8]) {
    let Ok(table) = table::read(bytes) else { return };
    assert!(table.headers.len() <= table::MAX_COLUMNS && table.rows.len() <= table::MAX_ROWS);
    assert!(table.rows.iter().all(|row| row.cells.len() == table.headers.len()), "every row is as wide as the table");
    let mut targets = suggest_all(&table.headers);
    // Nothing is planned without them.
    for (index, target) in [Target::LotCode, Target::Shares].into_iter().enumerate() {
        if index < targets.len() && !targets.contains(&target) {
            targets[index] = target;
        }
    }
    let mapping = Mapping { columns: targets.into_iter().enumerate().collect() };
    if mapping.validate(table.headers.len()).is_err() {
        return;
    }
    let text = table.to_text();
    assert_eq!(table::rows_of(&text).count(), table.rows.len(), "every row is kept");
    let planned = plan(table::rows_of(&text), &mapping, &ExistingCopro { shares_total: 1_000, ..ExistingCopro::default() });
    // Now and then only: planning is most of the work.
    if bytes.len().is_multiple_of(16) {
        let again = plan(table::rows_of(&text), &mapping, &ExistingCopro { shares_total: 1_000, ..ExistingCopro::default() });
        assert_eq!(planned, again, "the dry run and the import plan the same");
    }
}
