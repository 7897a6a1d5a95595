//! Which machine carries how many copros, what ends first on it, and what a copro costs there. Money is whole cents and thousandths of cents.

use super::data::{Given, Host, Usage};
use super::forecast::Model;
use super::measure::{READS, WRITE};

const GIB: f64 = (1u64 << 30) as f64;
const MIB: f64 = (1u64 << 20) as f64;
/// What PostgreSQL keeps of its log on the disk (`max_wal_size`, as the load tests and the deployed stack have it), and the system itself.
const DISK_ASIDE_GIB: f64 = 12.0;
/// The system, the proxy and what watches.
const MEMORY_ASIDE_MIB: f64 = 512.0;
/// Connections of one process of ours (`database.connections_max` and the shared ones of reads), and requests of cores it can use.
const CONNECTIONS_EACH: f64 = 24.0;
const CORES_EACH: f64 = 2.0;
/// Where no limit is found below this, there is none.
const COPROS_MAX: u64 = 100_000_000;

/// What a platform of so many copros takes, with so many years of books.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    pub copros: u64,
    pub years: f64,
    pub peak_per_second: f64,
    /// Cores at the busiest minute.
    pub postgres_cores: f64,
    pub server_cores: f64,
    /// Of those of PostgreSQL, what writes take: a replica cannot take them over.
    pub write_cores: f64,
    pub database_gib: f64,
    pub documents_gib: f64,
    pub hot_gib: f64,
    pub memory_mib: f64,
    pub server_mib: f64,
    pub connections: f64,
    /// Of the write-ahead log in a day: what was written, and at most with an image of each page that was.
    pub wal_gib_day: f64,
    pub wal_gib_day_most: f64,
    pub backup_gib: f64,
    pub restore_hours: f64,
}

/// What a machine runs out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Limit {
    Processor,
    Memory,
    Disk,
    Restore,
}

pub const LIMITS: [Limit; 4] = [Limit::Processor, Limit::Memory, Limit::Disk, Limit::Restore];

impl Limit {
    pub fn name(self) -> &'static str {
        match self {
            Limit::Processor => "processor",
            Limit::Memory => "memory",
            Limit::Disk => "disk",
            Limit::Restore => "restore",
        }
    }
}

/// What a month costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub cells: i64,
    pub cents: i64,
    /// Thousandths of a cent for a copro.
    pub per_copro_millicents: i64,
    /// Of what copros pay, in parts of 10,000.
    pub margin_bp: i64,
}

pub fn demand(given: &Given, copros: u64, years: f64) -> Demand {
    let (model, usage, n) = (given.model(), &given.usage, copros as f64);
    let writes = f64::from(usage.writes_bp) / 10_000.0;
    let day = n * usage.requests_per_copro_day;
    let peak_per_second = day * f64::from(usage.busiest_hour_bp) / 10_000.0 / 3_600.0 * usage.burst;
    let reads_us = READS.map(|read| model.cpu_us(read, n));
    let each = READS.len() as f64;
    let write_us = model.cpu_us(WRITE, n);
    let read_postgres = reads_us.iter().map(|us| us.postgres).sum::<f64>() / each;
    let read_server = reads_us.iter().map(|us| us.server).sum::<f64>() / each;
    let write_cores = peak_per_second * writes * write_us.postgres / 1e6;
    let postgres_cores = write_cores + peak_per_second * (1.0 - writes) * read_postgres / 1e6;
    let server_cores = peak_per_second * (writes * write_us.server + (1.0 - writes) * read_server) / 1e6;
    let database_gib = database_bytes(&model, usage, n, years) / GIB;
    let documents_gib = n * usage.invoices_per_copro_year * usage.documents_kib_per_invoice * years / MIB;
    let active = n * f64::from(usage.active_bp) / 10_000.0;
    let large = model.large;
    let hot_gib = active * large.hot_bytes as f64 / GIB;
    let processes = (server_cores / CORES_EACH).ceil().max(1.0) + 1.0;
    let connections = processes * CONNECTIONS_EACH;
    let backends_mib = connections * large.backend_kib as f64 / 1_024.0;
    let asked = large.operations.get(WRITE).copied().unwrap_or_default();
    let written = day * writes;
    Demand {
        copros,
        years,
        peak_per_second,
        postgres_cores,
        server_cores,
        write_cores,
        database_gib,
        documents_gib,
        hot_gib,
        memory_mib: hot_gib * 1_024.0 + backends_mib + MEMORY_ASIDE_MIB,
        server_mib: processes * large.server_kib as f64 / 1_024.0,
        connections,
        wal_gib_day: written * asked.wal / GIB,
        wal_gib_day_most: written * (asked.wal + asked.dirtied * 8_192.0) / GIB,
        backup_gib: database_gib * f64::from(usage.backup_bp) / 10_000.0,
        restore_hours: database_gib * 1_024.0 / usage.restore_mib_second / 3_600.0,
    }
}

/// Registry and people once, books for each year, and the log of who did what.
fn database_bytes(model: &Model<'_>, usage: &Usage, n: f64, years: f64) -> f64 {
    let lasts = |name: &str| usage.lasting_tables.iter().any(|lasting| is_of(name, lasting));
    let one_year = model.bytes_of(|name| !lasts(name)).at(n);
    let all = model.bytes().at(n);
    let books = one_year * usage.invoices_per_copro_year / usage.seeded_invoices;
    let writes =
        usage.requests_per_copro_day * usage.working_days_year * f64::from(usage.writes_bp) / 10_000.0;
    let audit = model.large.operations.get(WRITE).map_or(0.0, |asked| asked.audit) * writes * n;
    (all - one_year) + (books + audit) * years
}

/// A table's name, or a schema's with its point.
fn is_of(name: &str, lasting: &str) -> bool {
    if lasting.ends_with('.') { name.starts_with(lasting) } else { name == lasting }
}

/// How far a machine is used by what is demanded, 1 = up to the limit that says move.
pub fn used(given: &Given, host: &Host, demand: &Demand, limit: Limit) -> f64 {
    let prices = &given.prices;
    let bp = |of: f64, bp: u32| of * f64::from(bp) / 10_000.0;
    let shared = host.server_vcpus == 0.0;
    match limit {
        Limit::Processor if shared => {
            (demand.postgres_cores + demand.server_cores) / bp(host.vcpus, prices.cpu_bp)
        }
        Limit::Processor => (demand.postgres_cores / bp(host.vcpus, prices.cpu_bp))
            .max(demand.server_cores / bp(host.server_vcpus, prices.cpu_bp)),
        Limit::Memory => {
            let server = if shared { demand.server_mib } else { 0.0 };
            (demand.memory_mib + server) / bp(host.memory_mib, prices.memory_bp)
        }
        Limit::Disk => {
            let documents = if host.documents_on_disk { demand.documents_gib } else { 0.0 };
            (demand.database_gib + documents + DISK_ASIDE_GIB) / bp(host.disk_gib, prices.disk_bp)
        }
        Limit::Restore => demand.restore_hours / given.usage.restore_hours_max,
    }
}

/// How many copros a machine carries until this limit.
pub fn carries(given: &Given, host: &Host, years: f64, limit: Limit) -> u64 {
    let (mut fits, mut too_many) = (0, COPROS_MAX);
    while too_many - fits > 1 {
        let middle = fits + (too_many - fits) / 2;
        if used(given, host, &demand(given, middle, years), limit) <= 1.0 {
            fits = middle;
        } else {
            too_many = middle;
        }
    }
    fits
}

/// The limit that is reached first, and with how many copros.
pub fn first_limit(given: &Given, host: &Host, years: f64) -> (Limit, u64) {
    let all = LIMITS.map(|limit| (limit, carries(given, host, years, limit)));
    all.into_iter().min_by_key(|(_, copros)| *copros).unwrap_or((Limit::Processor, 0))
}

/// Over so many cells of this kind, a month.
pub fn cost(given: &Given, host: &Host, copros: u64, years: f64, cells: u64) -> Cost {
    let cells = cells.max(1);
    let each = demand(given, copros.div_ceil(cells), years);
    let cells = cells as i64;
    let disk_gib =
        ((each.database_gib + DISK_ASIDE_GIB) * 10_000.0 / f64::from(given.prices.disk_bp)).ceil() as i64;
    let disk = disk_gib * host.copies * host.disk_millicents_gib;
    let documents = if host.documents_on_disk { 0.0 } else { each.documents_gib };
    let kept_gib = (documents + each.backup_gib * given.usage.backups_kept).ceil() as i64;
    let objects = kept_gib * given.prices.objects_millicents_gb;
    let millicents = cells * (host.cost_cents * 1_000 + disk + objects);
    let paid =
        i64::try_from(copros).unwrap_or(i64::MAX).saturating_mul(given.prices.list_price_cents * 1_000);
    Cost {
        cells,
        cents: millicents.div_euclid(1_000) + i64::from(millicents % 1_000 > 0),
        per_copro_millicents: millicents / i64::try_from(copros.max(1)).unwrap_or(i64::MAX),
        margin_bp: (paid - millicents) * 10_000 / paid.max(1),
    }
}

/// The cheapest way to carry so many copros on one primary; nothing where none can.
pub fn cheapest_single(given: &Given, copros: u64, years: f64) -> Option<(&Host, Cost)> {
    let fits = given.prices.hosts.iter().filter(|host| {
        let demand = demand(given, copros, years);
        LIMITS.iter().all(|limit| used(given, host, &demand, *limit) <= 1.0)
    });
    fits.map(|host| (host, cost(given, host, copros, years, 1))).min_by_key(|(_, cost)| cost.cents)
}

/// The cheapest way over cells that are filled to this part of what they carry, in 10,000.
pub fn cheapest_cells(given: &Given, copros: u64, years: f64, filled_bp: u64) -> Option<(&Host, Cost)> {
    let ways = given.prices.hosts.iter().filter(|host| host.copies > 1).filter_map(|host| {
        let holds = first_limit(given, host, years).1 * filled_bp / 10_000;
        (holds > 0).then(|| (host, cost(given, host, copros, years, copros.div_ceil(holds))))
    });
    ways.min_by_key(|(_, cost)| cost.cents)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn given() -> Given {
        Given::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("what is kept")
    }

    #[test]
    fn a_machine_carries_exactly_what_fits() {
        let given = given();
        for host in &given.prices.hosts {
            for limit in LIMITS {
                let most = carries(&given, host, 1.0, limit);
                assert!(most > 0, "{} {limit:?}", host.name);
                assert!(used(&given, host, &demand(&given, most, 1.0), limit) <= 1.0);
                assert!(used(&given, host, &demand(&given, most + 1, 1.0), limit) > 1.0);
            }
        }
    }

    #[test]
    fn years_fill_disks_and_nothing_else() {
        let given = given();
        let (first, seventh) = (demand(&given, 10_000, 1.0), demand(&given, 10_000, 7.0));
        assert!(seventh.database_gib > 3.0 * first.database_gib);
        assert_eq!((first.postgres_cores, first.hot_gib), (seventh.postgres_cores, seventh.hot_gib));
        assert!(first.write_cores < first.postgres_cores);
    }

    #[test]
    fn costs_are_whole_cents_and_add_up() {
        let given = given();
        let host = &given.prices.hosts[3];
        let (one, two) = (cost(&given, host, 10_000, 1.0, 1), cost(&given, host, 20_000, 1.0, 2));
        assert!((two.cents - 2 * one.cents).abs() <= 1);
        assert!(one.cents >= host.cost_cents && one.margin_bp < 10_000);
        assert_eq!(one.per_copro_millicents, two.per_copro_millicents);
    }

    #[test]
    fn a_million_needs_cells() {
        let given = given();
        assert!(cheapest_single(&given, 1_000, 1.0).is_some());
        assert!(cheapest_single(&given, 100_000_000, 7.0).is_none());
        let (_, cost) = cheapest_cells(&given, 1_000_000, 7.0, 8_000).expect("cells");
        assert!(cost.cells > 1);
    }
}
