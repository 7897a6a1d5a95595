//! Two small measurements say what a large one will be: bytes grow with copros, what a request touches with the height of indexes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::measure::{Asked, Measured, Spent, Table};

/// What the forecast may be away from what is found, in parts of a hundred.
pub const APART_MAX: f64 = 20.0;
/// A table that is less of the whole than this is told with the others.
const SHOWN_MIN: f64 = 0.02;

/// So much of something there will be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    pub unit: String,
    pub value: f64,
}

/// What was foretold of a size beside what was found there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Held {
    pub name: String,
    pub unit: String,
    pub foretold: f64,
    pub found: f64,
    /// Of what was found.
    pub apart_percent: f64,
}

/// Something that has a fixed part and one for each copro.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub fixed: f64,
    pub each: f64,
}

impl Line {
    pub fn through(from: (f64, f64), to: (f64, f64)) -> Line {
        let each = (to.1 - from.1) / (to.0 - from.0);
        Line { fixed: from.1 - each * from.0, each }
    }

    pub fn at(self, copros: f64) -> f64 {
        (self.fixed + self.each * copros).max(0.0)
    }
}

/// Something that grows by the same for each time that copros double, as the height of an index does. What shrank between the two sizes was
/// noise: nothing gets cheaper by growing.
pub fn by_doubling(from: (f64, f64), to: (f64, f64), copros: f64) -> f64 {
    let slope = ((to.1 - from.1) / (to.0 / from.0).ln()).max(0.0);
    to.1 + slope * (copros / to.0).ln()
}

/// The two sizes that everything is foretold from.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    pub small: &'a Measured,
    pub large: &'a Measured,
}

impl Model<'_> {
    fn ends(&self, of: impl Fn(&Measured) -> f64) -> ((f64, f64), (f64, f64)) {
        ((self.small.copros as f64, of(self.small)), (self.large.copros as f64, of(self.large)))
    }

    fn line(&self, of: impl Fn(&Measured) -> f64) -> Line {
        let (from, to) = self.ends(of);
        Line::through(from, to)
    }

    /// The whole database.
    pub fn bytes(&self) -> Line {
        self.line(|measured| measured.bytes as f64)
    }

    /// Tables whose name the test takes, with their indexes.
    pub fn bytes_of(&self, wanted: impl Fn(&str) -> bool) -> Line {
        self.line(|measured| {
            let sizes = measured.tables.iter().filter(|(name, _)| wanted(name));
            sizes.map(|(_, table)| (table.heap + table.indexes) as f64).sum()
        })
    }

    pub fn pages(&self, operation: &str, copros: f64) -> f64 {
        let (from, to) = self.ends(|measured| measured.operations.get(operation).map_or(0.0, |at| at.pages));
        by_doubling(from, to, copros)
    }

    pub fn cpu_us(&self, operation: &str, copros: f64) -> Spent {
        let part = |of: fn(&Spent) -> f64| {
            let (from, to) = self.ends(|measured| measured.cpu_us.get(operation).map_or(0.0, of));
            by_doubling(from, to, copros)
        };
        Spent { server: part(|spent| spent.server), postgres: part(|spent| spent.postgres) }
    }

    /// A size as it will be, in the form of a measurement.
    pub fn at(&self, copros: u64) -> Measured {
        let n = copros as f64;
        let tables = self.large.tables.keys().map(|name| {
            let of = |figure: fn(&Table) -> i64| {
                self.line(|measured| measured.tables.get(name).map_or(0, figure) as f64).at(n) as i64
            };
            let table = Table {
                rows: of(|table| table.rows),
                heap: of(|table| table.heap),
                indexes: of(|table| table.indexes),
            };
            (name.clone(), table)
        });
        let operations = self.large.operations.iter().map(|(name, at)| {
            // Writes are noted and copied wherever they land: the same at any size.
            let asked = Asked { pages: self.pages(name, n), ..*at };
            (name.clone(), asked)
        });
        Measured {
            copros,
            tables: tables.collect(),
            bytes: self.bytes().at(n) as i64,
            hot_bytes: self.large.hot_bytes,
            operations: operations.collect(),
            cpu_us: self.large.cpu_us.keys().map(|name| (name.clone(), self.cpu_us(name, n))).collect(),
            server_kib: self.large.server_kib,
            backend_kib: self.large.backend_kib,
        }
    }
}

/// What a measurement comes to, as figures that can be held against each other; tables that are less than `least` of the whole are not told.
pub fn figures(measured: &Measured, least: f64) -> Vec<Figure> {
    let mib = |bytes: i64| bytes as f64 / f64::from(1 << 20);
    let (heap, indexes, rows) = measured
        .tables
        .values()
        .fold((0, 0, 0), |sum, table| (sum.0 + table.heap, sum.1 + table.indexes, sum.2 + table.rows));
    let mut told = vec![
        ("database".to_owned(), "MiB", mib(measured.bytes)),
        ("tables".to_owned(), "MiB", mib(heap)),
        ("indexes".to_owned(), "MiB", mib(indexes)),
        ("rows".to_owned(), "thousand", rows as f64 / 1_000.0),
    ];
    for (name, table) in &measured.tables {
        let bytes = table.heap + table.indexes;
        if bytes as f64 > measured.bytes as f64 * least {
            told.push((name.clone(), "MiB", mib(bytes)));
        }
    }
    told.push(("memory of a copro at work".to_owned(), "KiB", measured.hot_bytes as f64 / 1_024.0));
    for (name, asked) in &measured.operations {
        told.push((format!("{name}: pages"), "a request", asked.pages));
        if name == super::measure::WRITE {
            told.push((format!("{name}: write-ahead log"), "bytes", asked.wal));
        }
    }
    for (name, us) in &measured.cpu_us {
        told.push((format!("{name}: processor"), "µs", us.total()));
    }
    told.push(("memory of the server".to_owned(), "MiB", measured.server_kib as f64 / 1_024.0));
    told.into_iter().map(|(name, unit, value)| Figure { name, unit: unit.to_owned(), value }).collect()
}

/// What was foretold beside what was found. What is found and was not foretold counts as wholly missed.
pub fn held(foretold: &Measured, found: &Measured) -> Vec<Held> {
    let said: BTreeMap<String, f64> =
        figures(foretold, 0.0).into_iter().map(|figure| (figure.name, figure.value)).collect();
    let held = figures(found, SHOWN_MIN).into_iter().map(|Figure { name, unit, value: found }| {
        let foretold = said.get(&name).copied().unwrap_or(0.0);
        let apart_percent = (foretold - found) / found.max(f64::MIN_POSITIVE) * 100.0;
        Held { name, unit, foretold, found, apart_percent }
    });
    held.collect()
}

pub fn is_kept(held: &[Held]) -> bool {
    !held.is_empty() && held.iter().all(|held| held.apart_percent.abs() <= APART_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(copros: u64) -> Measured {
        let n = copros as i64;
        let table = Table { rows: 10 * n, heap: 1_000_000 + 20_000 * n, indexes: 10_000 * n };
        Measured {
            copros,
            tables: [("tenant.lots".to_owned(), table)].into(),
            bytes: 9_000_000 + 30_000 * n,
            hot_bytes: 500_000,
            operations: [("copro".to_owned(), Asked { pages: 20.0 + (n as f64).ln(), ..Asked::default() })]
                .into(),
            cpu_us: [("copro".to_owned(), Spent { server: 90.0, postgres: 110.0 })].into(),
            server_kib: 60_000,
            backend_kib: 5_000,
        }
    }

    #[test]
    fn what_grows_as_the_model_says_is_foretold_exactly() {
        let (small, large) = (measured(100), measured(1_500));
        let model = Model { small: &small, large: &large };
        let held = held(&model.at(15_000), &measured(15_000));
        assert!(held.iter().all(|held| held.apart_percent.abs() < 0.1), "{held:#?}");
        assert!(is_kept(&held));
        assert_eq!(model.bytes_of(|name| name.starts_with("firm.")).at(1e6), 0.0);
    }

    #[test]
    fn a_table_that_grows_otherwise_breaks_the_forecast() {
        let (small, large, mut found) = (measured(100), measured(1_500), measured(15_000));
        found.bytes *= 2;
        let foretold = Model { small: &small, large: &large }.at(15_000);
        assert!(!is_kept(&held(&foretold, &found)));
        found.bytes /= 2;
        found.tables.insert("tenant.surprise".to_owned(), Table { rows: 1, heap: found.bytes, indexes: 0 });
        assert!(!is_kept(&held(&foretold, &found)));
        assert!(!is_kept(&[]));
    }

    #[test]
    fn nothing_gets_cheaper_by_growing() {
        assert_eq!(by_doubling((100.0, 210.0), (1_500.0, 200.0), 15_000.0), 200.0);
        assert!((by_doubling((10.0, 1.0), (100.0, 2.0), 1_000.0) - 3.0).abs() < 1e-9);
    }
}
