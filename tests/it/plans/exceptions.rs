//! What may be planned otherwise, and why. Each line is needed: one that no plan asks for any more fails the test.

use std::collections::{BTreeMap, BTreeSet};

/// Indexes that lead to a scope from outside, as `schema.index`: used before a scope is known, or by rounds over all firms.
pub const DOORS: &[(&str, &str)] = &[];

/// Of statements: why, and where (file, finding).
const STATEMENTS: &[(&str, &[(&str, &str)])] = &[];

/// Of functions: why, and where (call, finding).
const FUNCTIONS: &[(&str, &[(&str, &str)])] = &[];

/// Tables that a function names and no call looks into, as `function table`.
pub const UNSEEN: &[(&str, &str)] = &[];

/// What was found, against what was expected.
pub struct Reviewed {
    expected: BTreeSet<(String, String)>,
    found: BTreeMap<(String, String), String>,
}

impl Reviewed {
    pub fn of_statements() -> Reviewed {
        Self::of(STATEMENTS)
    }

    pub fn of_functions() -> Reviewed {
        Self::of(FUNCTIONS)
    }

    fn of(groups: &[(&str, &[(&str, &str)])]) -> Reviewed {
        let lines = groups.iter().flat_map(|(_, lines)| *lines);
        let expected = lines.map(|(place, finding)| ((*place).to_owned(), (*finding).to_owned())).collect();
        Reviewed { expected, found: BTreeMap::new() }
    }

    pub fn note(&mut self, place: &str, finding: String, statement: &str) {
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        self.found.entry((place.to_owned(), finding)).or_insert(statement);
    }

    pub fn assert_complete(self) {
        let unknown: Vec<String> = self
            .found
            .iter()
            .filter(|(key, _)| !self.expected.contains(*key))
            .map(|((place, finding), statement)| format!("(\"{place}\", \"{finding}\"),\n    {statement}"))
            .collect();
        let needless: Vec<_> = self.expected.iter().filter(|key| !self.found.contains_key(*key)).collect();
        assert!(
            unknown.is_empty(),
            "{} plans find their rows otherwise:\n{}",
            unknown.len(),
            unknown.join("\n")
        );
        assert!(needless.is_empty(), "exceptions that nothing needs any more: {needless:#?}");
    }
}
