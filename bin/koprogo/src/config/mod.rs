//! What the program is told from outside: one struct per section, read once at start.

mod layers;
mod reader;
mod settings;
mod strength;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use access::limit::LimitConfig;
use access::secret::Keys;
use api::HeavyLimits;
use billing::phase::Profile;
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use layers::Layers;
pub use layers::Sources;
pub use settings::{SETTINGS, variable};

#[derive(Debug)]
pub struct Config {
    pub server: Server,
    pub auth: Auth,
    pub database: Database,
    pub mail: Mail,
    pub files: Files,
    /// `None`: nobody pays.
    pub payments: Option<Payments>,
    pub jobs: Jobs,
    pub billing: Billing,
    pub limits: LimitConfig,
    pub heavy: HeavyLimits,
    /// `None`: each process counts by itself.
    pub redis: Option<Redis>,
    pub capacity: Capacity,
    pub telemetry: Telemetry,
}

#[derive(Debug)]
pub struct Server {
    pub listen: SocketAddr,
    /// `None`: no metrics.
    pub ops_listen: Option<SocketAddr>,
    /// `None`: operators are not served by this process.
    pub operator_listen: Option<SocketAddr>,
    pub operator_url: Url,
    pub public_url: Url,
    pub base_domain: Option<String>,
    pub trusted_proxies: Vec<IpNet>,
    pub leave_seconds: u64,
    pub drain_seconds_max: u64,
}

#[derive(Debug)]
pub struct Auth {
    pub secret: Option<SecretString>,
    pub secret_previous: Option<SecretString>,
}

/// What verifying the audit log needs.
#[derive(Debug)]
pub struct Auditing {
    pub database: Database,
    pub auth: Auth,
    /// Where the anchors lie.
    pub files: Option<Files>,
}

#[derive(Debug)]
pub struct Database {
    pub url: Option<SecretString>,
    /// `None`: all reads are the primary's.
    pub read_url: Option<SecretString>,
    pub migrate_url: Option<SecretString>,
    pub operator_url: Option<SecretString>,
    pub audit_url: Option<SecretString>,
    pub connections_max: u32,
    pub acquire_timeout_ms: u64,
    pub copro_connections_max: Option<u32>,
    pub copro_wait_ms: u64,
}

#[derive(Debug)]
pub struct Redis {
    pub url: SecretString,
    pub timeout_ms: u64,
}

#[derive(Debug)]
pub struct Mail {
    /// `None`: the dev mailbox.
    pub smtp_url: Option<SecretString>,
    pub from: String,
}

#[derive(Debug)]
pub enum Files {
    Dir(PathBuf),
    S3(S3),
}

#[derive(Debug)]
pub struct S3 {
    pub bucket: String,
    pub endpoint: Url,
    pub region: String,
    pub access_key: SecretString,
    pub secret_key: SecretString,
}

#[derive(Debug)]
pub struct Payments {
    pub secret_key: SecretString,
    pub webhook_secrets: Vec<SecretString>,
    pub url: Url,
}

impl Payments {
    /// A live key moves somebody's money.
    pub fn is_live(&self) -> bool {
        self.secret_key.expose_secret().contains("_live_")
    }
}

#[derive(Debug)]
pub struct Jobs {
    pub at_once: usize,
    pub per_copro: usize,
}

#[derive(Debug)]
pub struct Capacity {
    pub profile: Profile,
    pub phase: u8,
    /// Directories on the disks that count. Empty: those of the files.
    pub disks: Vec<PathBuf>,
}

#[derive(Debug)]
pub struct Billing {
    pub vies_url: Url,
    /// `None`: electronic invoices are sent nowhere.
    pub access_point: Option<(Url, SecretString)>,
}

#[derive(Debug)]
pub struct Telemetry {
    pub log_format: LogFormat,
    pub log_filter: String,
    pub otlp_endpoint: Option<Url>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Json,
    Pretty,
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "json" => Ok(Self::Json),
            "pretty" => Ok(Self::Pretty),
            _ => Err(()),
        }
    }
}

/// Everything that is wrong, one sentence each.
#[derive(Debug)]
pub struct Faults(pub Vec<String>);

impl Auth {
    /// What commands that sign, seal or check anything rest on.
    pub fn keys(&self) -> Result<Keys, Faults> {
        let missing = || {
            let name = variable("auth.secret");
            Faults(vec![format!(
                "auth.secret is missing; set {name} to at least 32 random bytes, for example of `openssl rand -base64 48`"
            )])
        };
        let secret = self.secret.as_ref().ok_or_else(missing)?;
        Keys::new(secret, self.secret_previous.as_ref()).map_err(|error| Faults(vec![error.to_string()]))
    }
}

impl Database {
    /// Every command but `migrate` reads and writes as the application's role.
    pub fn url(&self) -> Result<&SecretString, Faults> {
        present(self.url.as_ref(), "database.url", "koprogo_app")
    }

    /// What the operators' listener and `koprogo operator` log in with.
    pub fn operator_url(&self) -> Result<&SecretString, Faults> {
        present(self.operator_url.as_ref(), "database.operator_url", "koprogo_operator")
    }

    /// A login that sees the audit log of every copro.
    pub fn audit_url(&self) -> Result<&SecretString, Faults> {
        self.audit_url.as_ref().map_or_else(|| self.migrate_url(), Ok)
    }

    pub fn migrate_url(&self) -> Result<&SecretString, Faults> {
        present(self.migrate_url.as_ref(), "database.migrate_url", "koprogo_owner")
    }
}

fn present<'a>(url: Option<&'a SecretString>, path: &str, role: &str) -> Result<&'a SecretString, Faults> {
    let name = variable(path);
    url.ok_or_else(|| {
        Faults(vec![format!("{path} is missing; set {name} to postgres://{role}:password@host/database")])
    })
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Faults {}

/// One line of what `check-config` prints.
pub struct Row {
    pub path: &'static str,
    pub shown: String,
    pub origin: String,
    pub purpose: &'static str,
}

pub fn load(sources: &Sources) -> Result<Config, Faults> {
    check(sources).1
}

/// The database section alone: `migrate` runs where mail and files need not be set up.
pub fn load_database(sources: &Sources) -> Result<Database, Faults> {
    reader::read_database(Layers::read(sources))
}

/// What `koprogo capacity` needs: it may run where mail and files are not set up.
pub fn load_capacity(sources: &Sources) -> Result<(Database, Capacity), Faults> {
    reader::read_capacity(Layers::read(sources))
}

/// Where a process with these settings answers.
pub fn load_server(sources: &Sources) -> Result<Server, Faults> {
    reader::read_server(Layers::read(sources))
}

/// What verifying the audit log needs, and nothing else.
pub fn load_audit(sources: &Sources) -> Result<Auditing, Faults> {
    reader::read_audit(Layers::read(sources))
}

/// Reads everything, right or wrong: the rows show what was found even when the faults forbid to go on.
pub fn check(sources: &Sources) -> (Vec<Row>, Result<Config, Faults>) {
    let layers = Layers::read(sources);
    let rows = rows(&layers);
    (rows, reader::read(layers))
}

fn rows(layers: &Layers) -> Vec<Row> {
    let row = |setting: &settings::Setting| {
        let found = layers.values.get(setting.path);
        let (shown, origin) = match found {
            Some(found) if setting.secret => ("••••".to_owned(), found.origin.clone()),
            Some(found) => (found.text.clone(), found.origin.clone()),
            None => ("—".to_owned(), String::new()),
        };
        Row { path: setting.path, shown, origin, purpose: setting.purpose }
    };
    SETTINGS.iter().map(row).collect()
}
