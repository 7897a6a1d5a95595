//! What the model is given: what was measured and kept, how the product is used, what machines cost. All dated files.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::forecast::{Held, Model};
use super::measure::Measured;
use crate::http::Error;

/// Below load-tests/.
pub const KEPT: &str = "growth/measured.json";
const USAGE: &str = "growth/usage.toml";
const PRICES: &str = "growth/prices.toml";

/// The outcome of one run of `load-tests/forecast hold --keep`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Taken {
    pub on: String,
    /// The smallest first; the last one was foretold from the others.
    pub sizes: Vec<Measured>,
    pub held: Vec<Held>,
}

/// How the product is used. What is an assumption says so in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Requests of a copro on a working day, of owners and of the syndic together.
    pub requests_per_copro_day: f64,
    /// In 10,000 of them.
    pub writes_bp: u32,
    /// Of a day's requests in its busiest hour, and the busiest minute beside that hour's mean.
    pub busiest_hour_bp: u32,
    pub burst: f64,
    pub working_days_year: f64,
    /// Invoices that a copro books in a year; seeded copros have one year of 100.
    pub invoices_per_copro_year: f64,
    pub seeded_invoices: f64,
    /// Years of books that the law has firms keep.
    pub years_kept: f64,
    /// Tables that do not grow with the years.
    pub lasting_tables: Vec<String>,
    /// Copros that somebody works in within an hour.
    pub active_bp: u32,
    pub documents_kib_per_invoice: f64,
    /// What is left of a backup once it is compressed, and how fast one is read back.
    pub backup_bp: u32,
    pub restore_mib_second: f64,
    /// How long a restore may take, and how long backups are kept.
    pub restore_hours_max: f64,
    pub backups_kept: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    pub dated: String,
    /// What a copro pays a month.
    pub list_price_cents: i64,
    /// Of which so much may be used before it is time to move; from the roadmap's signals.
    pub memory_bp: u32,
    pub disk_bp: u32,
    pub cpu_bp: u32,
    pub objects_millicents_gb: i64,
    pub hosts: Vec<Host>,
}

/// A way to run one primary, with everything around it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    pub name: String,
    /// Of the machine that PostgreSQL writes on.
    pub about: String,
    pub cost_cents: i64,
    /// What the roadmap says that it carries.
    pub ceiling: Option<u64>,
    pub vcpus: f64,
    pub memory_mib: f64,
    pub disk_gib: f64,
    /// Disk can be added for so much a GiB and month, up to `disk_gib`; 0 where it is part of the price.
    #[serde(default)]
    pub disk_millicents_gib: i64,
    /// Cores that answer requests without being PostgreSQL's; 0 where both share `vcpus`.
    #[serde(default)]
    pub server_vcpus: f64,
    /// Documents lie on the same disk; elsewhere in object storage.
    #[serde(default)]
    pub documents_on_disk: bool,
    /// Copies of the database that are paid for, the primary among them.
    pub copies: i64,
    /// Where the cost was read, or that it was not.
    pub read: String,
}

/// Everything that a forecast needs.
#[derive(Debug)]
pub struct Given {
    pub taken: Taken,
    pub usage: Usage,
    pub prices: Prices,
}

impl Taken {
    pub fn new(sizes: Vec<Measured>, held: Vec<Held>) -> Result<Taken, Error> {
        let on = OffsetDateTime::now_utc().date().to_string();
        Ok(Taken { on, sizes, held })
    }
}

impl Given {
    /// Out of the folder of the load tests.
    pub fn read(folder: &Path) -> Result<Given, Error> {
        let text = |file: &str| {
            fs::read_to_string(folder.join(file)).map_err(|error| Error::from(format!("{file}: {error}")))
        };
        let given = Given {
            taken: serde_json::from_str(&text(KEPT)?)?,
            usage: toml::from_str(&text(USAGE)?).map_err(|error| format!("{USAGE}: {error}"))?,
            prices: toml::from_str(&text(PRICES)?).map_err(|error| format!("{PRICES}: {error}"))?,
        };
        match given.taken.sizes.as_slice() {
            [small, large, ..] if small.copros < large.copros => Ok(given),
            _ => Err(format!(
                "{KEPT}: two sizes, the smaller one first; `load-tests/forecast hold --keep` writes it"
            )
            .into()),
        }
    }

    pub fn model(&self) -> Model<'_> {
        Model { small: &self.taken.sizes[0], large: &self.taken.sizes[1] }
    }
}
