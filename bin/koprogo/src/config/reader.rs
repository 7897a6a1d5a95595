//! Texts into values, and a sentence for each that does not fit.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use access::limit::{LimitConfig, Rate};
use access::secret::SECRET_BYTES_MIN;
use api::HeavyLimits;
use billing::phase::{Profile, profile};
use ipnet::IpNet;
use secrecy::SecretString;
use url::Url;

use super::layers::Layers;
use super::settings::{SETTINGS, variable};
use super::strength;
use super::{
    Auditing, Auth, Billing, Capacity, Config, Database, Faults, Files, Jobs, Mail, Payments, Redis, S3,
    Server, Telemetry,
};

/// Each is tried on each webhook.
const WEBHOOK_SECRETS_MAX: usize = 8;

pub fn read(layers: Layers) -> Result<Config, Faults> {
    with_reader(layers, Reader::config)
}

pub fn read_database(layers: Layers) -> Result<Database, Faults> {
    with_reader(layers, Reader::database)
}

pub fn read_server(layers: Layers) -> Result<Server, Faults> {
    with_reader(layers, Reader::server)
}

pub fn read_capacity(layers: Layers) -> Result<(Database, Capacity), Faults> {
    with_reader(layers, |reader| Some((reader.database()?, reader.capacity()?)))
}

pub fn read_audit(layers: Layers) -> Result<Auditing, Faults> {
    with_reader(layers, |reader| {
        let placed = reader.text("files.dir").or_else(|| reader.text("files.s3.bucket")).is_some();
        let files = if placed { Some(reader.files()?) } else { None };
        Some(Auditing { database: reader.database()?, auth: reader.auth(), files })
    })
}

fn with_reader<T>(layers: Layers, read: impl FnOnce(&mut Reader) -> Option<T>) -> Result<T, Faults> {
    let mut reader = Reader { layers };
    let value = read(&mut reader);
    let faults = reader.layers.faults;
    match value {
        Some(value) if faults.is_empty() => Ok(value),
        _ => Err(Faults(faults)),
    }
}

/// Keeps going after a fault, so that one run names them all.
struct Reader {
    layers: Layers,
}

impl Reader {
    /// `None` only when a fault was noted.
    fn config(&mut self) -> Option<Config> {
        let server = self.server();
        let auth = self.auth();
        let database = self.database();
        let public_url = server.as_ref().map(|server| server.public_url.clone());
        let mail = self.mail(public_url.as_ref());
        let files = self.files();
        let payments = self.payments();
        let jobs = self.jobs();
        let billing = self.billing();
        let limits = self.limits();
        let heavy = self.heavy();
        let redis = self.redis();
        let capacity = self.capacity();
        let telemetry = self.telemetry();
        if public_url.as_ref().is_some_and(|url| !is_this_machine(url)) {
            self.guessable();
        }
        Some(Config {
            server: server?,
            auth,
            database: database?,
            mail: mail?,
            files: files?,
            payments: payments?,
            jobs: jobs?,
            billing: billing?,
            limits: limits?,
            heavy: heavy?,
            redis: redis?,
            capacity: capacity?,
            telemetry: telemetry?,
        })
    }

    fn server(&mut self) -> Option<Server> {
        let an_address = "an address and port such as 127.0.0.1:8080";
        let listen: Option<SocketAddr> = self.parse("server.listen", an_address);
        let ops_listen: Option<SocketAddr> = match self.text("server.ops_listen").as_deref() {
            Some("off") => None,
            _ => self.parse("server.ops_listen", an_address),
        };
        if listen.is_some() && listen == ops_listen {
            self.fault("server.ops_listen must differ from server.listen: metrics are not for the public");
        }
        let operator_listen: Option<SocketAddr> = match self.text("server.operator_listen").as_deref() {
            Some("off") => None,
            _ => self.parse("server.operator_listen", an_address),
        };
        if operator_listen.is_some() && [listen, ops_listen].contains(&operator_listen) {
            self.fault("server.operator_listen must be an address of its own: operators are not served where others are");
        }
        let public_url = self.root_url("server.public_url");
        let operator_url = self.root_url("server.operator_url");
        let trusted_proxies = self.networks("server.trusted_proxies");
        let leave_seconds = self.number("server.leave_seconds", 0, 60);
        let drain_seconds_max = self.number("server.drain_seconds_max", 0, 600);
        Some(Server {
            listen: listen?,
            ops_listen,
            operator_listen,
            operator_url: operator_url?,
            public_url: public_url?,
            base_domain: self.base_domain(),
            trusted_proxies: trusted_proxies?,
            leave_seconds: leave_seconds?,
            drain_seconds_max: drain_seconds_max?,
        })
    }

    fn root_url(&mut self, path: &'static str) -> Option<Url> {
        let url = self.web_address(path)?;
        if url.scheme() != "https" && !is_this_machine(&url) {
            self.fault(format!(
                "{path} must begin with https://, or session cookies would travel unprotected"
            ));
            return None;
        }
        if url.path() != "/" {
            self.fault(format!(
                "{path} must not have a path; the application is served at the root of its host"
            ));
            return None;
        }
        Some(url)
    }

    fn base_domain(&mut self) -> Option<String> {
        let domain = self.text("server.base_domain")?.to_lowercase();
        let label =
            |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !domain.contains('.') || !domain.split('.').all(label) {
            self.fault(format!(
                "server.base_domain must be a domain such as koprogo.example; it is \"{domain}\""
            ));
        }
        Some(domain)
    }

    fn auth(&mut self) -> Auth {
        Auth {
            secret: self.long_secret("auth.secret"),
            secret_previous: self.long_secret("auth.secret_previous"),
        }
    }

    fn long_secret(&mut self, path: &'static str) -> Option<SecretString> {
        let text = self.text(path)?;
        if text.len() < SECRET_BYTES_MIN {
            self.fault(format!("{path} must have at least {SECRET_BYTES_MIN} bytes; it has {}", text.len()));
        }
        Some(text.into())
    }

    fn database(&mut self) -> Option<Database> {
        Some(Database {
            url: self.database_address("database.url"),
            read_url: self.database_address("database.read_url"),
            migrate_url: self.database_address("database.migrate_url"),
            operator_url: self.database_address("database.operator_url"),
            audit_url: self.database_address("database.audit_url"),
            connections_max: self.number("database.connections_max", 2, 500)?.try_into().ok()?,
            acquire_timeout_ms: self.number("database.acquire_timeout_ms", 100, 60_000)?,
            copro_connections_max: self
                .optional_number("database.copro_connections_max", 1, 500)?
                .and_then(|count| count.try_into().ok()),
            copro_wait_ms: self.number("database.copro_wait_ms", 1, 10_000)?,
        })
    }

    fn database_address(&mut self, path: &'static str) -> Option<SecretString> {
        let text = self.text(path)?;
        let url = Url::parse(&text).ok();
        if !url.is_some_and(|url| matches!(url.scheme(), "postgres" | "postgresql")) {
            self.fault(format!("{path} must look like postgres://role:password@host:5432/database"));
        }
        Some(text.into())
    }

    fn mail(&mut self, public_url: Option<&Url>) -> Option<Mail> {
        let dev_mailbox: bool = self.parse("mail.dev_mailbox", "true or false")?;
        let smtp_url = self.text("mail.smtp_url");
        let from = self.text("mail.from").unwrap_or_default();
        if !from.contains('@') {
            self.fault("mail.from must be a mail address, as in KoproGo <no-reply@koprogo.example>");
        }
        if dev_mailbox && public_url.is_some_and(|url| !is_this_machine(url)) {
            self.fault("mail.dev_mailbox shows everybody's mail to anybody, so server.public_url must be this machine");
        }
        if !dev_mailbox && smtp_url.is_none() {
            self.fault(format!(
                "mail.smtp_url is missing; set {} to smtps://user:password@host, or mail.dev_mailbox to true",
                variable("mail.smtp_url")
            ));
        }
        let smtp_url = smtp_url.filter(|_| !dev_mailbox);
        if smtp_url.as_ref().is_some_and(|url| !url.starts_with("smtp://") && !url.starts_with("smtps://")) {
            self.fault("mail.smtp_url must begin with smtps:// or smtp://");
        }
        Some(Mail { smtp_url: smtp_url.map(SecretString::from), from })
    }

    /// Whoever serves others must not rest on what they could guess.
    fn guessable(&mut self) {
        let secrets = SETTINGS.iter().filter(|setting| setting.secret);
        let given: Vec<(&str, String)> =
            secrets.filter_map(|setting| Some((setting.path, self.text(setting.path)?))).collect();
        self.layers.faults.extend(strength::faults(&given));
    }

    fn files(&mut self) -> Option<Files> {
        match (self.text("files.dir"), self.text("files.s3.bucket")) {
            (Some(dir), None) => Some(Files::Dir(dir.into())),
            (None, Some(bucket)) => Some(Files::S3(S3 {
                bucket,
                endpoint: self.web_address("files.s3.endpoint")?,
                region: self.text("files.s3.region").unwrap_or_default(),
                access_key: self.needed("files.s3.access_key")?.into(),
                secret_key: self.needed("files.s3.secret_key")?.into(),
            })),
            (Some(_), Some(_)) => {
                self.fault("files.dir and files.s3.bucket are both set; remove one of them");
                None
            }
            (None, None) => {
                self.fault(format!("files.dir is missing; set {}, or files.s3", variable("files.dir")));
                None
            }
        }
    }

    /// `Some(None)`: there are none.
    fn payments(&mut self) -> Option<Option<Payments>> {
        let url = self.web_address("payments.url")?;
        if url.scheme() != "https" && !is_loopback(&url) {
            self.fault("payments.url must begin with https://, or with http:// and a number of this machine such as 127.0.0.1:12111");
            return None;
        }
        let webhook_secrets = self.webhook_secrets()?;
        let Some(secret_key) = self.text("payments.secret_key") else { return Some(None) };
        if !["sk_", "rk_"].iter().any(|prefix| secret_key.starts_with(prefix)) {
            self.fault(
                "payments.secret_key must begin with sk_ or rk_; what begins with pk_ is for browsers",
            );
            return None;
        }
        Some(Some(Payments { secret_key: secret_key.into(), webhook_secrets, url }))
    }

    fn webhook_secrets(&mut self) -> Option<Vec<SecretString>> {
        let text = self.text("payments.webhook_secrets").unwrap_or_default();
        let secrets: Vec<&str> = text.split(',').map(str::trim).filter(|secret| !secret.is_empty()).collect();
        if secrets.len() > WEBHOOK_SECRETS_MAX || secrets.iter().any(|secret| !secret.starts_with("whsec_")) {
            self.fault(format!(
                "payments.webhook_secrets must be at most {WEBHOOK_SECRETS_MAX} secrets that begin with whsec_, comma-separated"
            ));
            return None;
        }
        Some(secrets.into_iter().map(SecretString::from).collect())
    }

    fn jobs(&mut self) -> Option<Jobs> {
        let at_once = self.number("jobs.at_once", 1, 64);
        let per_copro = self.number("jobs.per_copro", 1, 64);
        Some(Jobs { at_once: at_once?.try_into().ok()?, per_copro: per_copro?.try_into().ok()? })
    }

    fn billing(&mut self) -> Option<Billing> {
        let vies_url = self.protected_address("billing.vies_url");
        let access_point = match self.text("billing.access_point_url") {
            None => None,
            Some(_) => {
                let url = self.protected_address("billing.access_point_url");
                let token = self.needed("billing.access_point_token");
                Some((url?, token?.into()))
            }
        };
        Some(Billing { vies_url: vies_url?, access_point })
    }

    /// What is said there is nobody else's business.
    fn protected_address(&mut self, path: &'static str) -> Option<Url> {
        let url = self.web_address(path)?;
        if url.scheme() != "https" && !is_this_machine(&url) {
            self.fault(format!(
                "{path} must begin with https://, or what is said could be read and changed on the way"
            ));
            return None;
        }
        Some(url)
    }

    fn limits(&mut self) -> Option<LimitConfig> {
        let [copro, firm, caller] =
            ["limits.copro", "limits.firm", "limits.caller"].map(|path| self.rate(path));
        let [anonymous, door] = ["limits.anonymous", "limits.door"].map(|path| self.rate(path));
        let replicas = self.number("limits.replicas", 1, 1_000);
        Some(LimitConfig {
            replicas: replicas?.try_into().ok()?,
            copro: copro?,
            firm: firm?,
            caller: caller?,
            anonymous: anonymous?,
            door: door?,
            ..LimitConfig::default()
        })
    }

    fn heavy(&mut self) -> Option<HeavyLimits> {
        let at_once = self.optional_number("limits.heavy_at_once", 1, 256);
        let per_copro = self.optional_number("limits.heavy_per_copro", 1, 256);
        let usual = HeavyLimits::default();
        let given = |count: Option<u64>| count.and_then(|count| usize::try_from(count).ok());
        let at_once = given(at_once?).unwrap_or(usual.at_once);
        Some(HeavyLimits { at_once, per_tenant: given(per_copro?).unwrap_or((at_once / 2).max(1)) })
    }

    /// `Some(None)`: there is none.
    fn redis(&mut self) -> Option<Option<Redis>> {
        let timeout_ms = self.number("redis.timeout_ms", 1, 1_000)?;
        let Some(url) = self.text("redis.url") else { return Some(None) };
        if !["redis://", "redis+unix://", "unix://"].iter().any(|scheme| url.starts_with(scheme)) {
            self.fault("redis.url must look like redis://user:password@host:6379");
            return None;
        }
        Some(Some(Redis { url: url.into(), timeout_ms }))
    }

    fn rate(&mut self, path: &'static str) -> Option<Rate> {
        let text = self.needed(path)?;
        let parts = text
            .split_once('/')
            .and_then(|(quota, seconds)| Some((quota.parse().ok()?, seconds.parse().ok()?)));
        match parts {
            Some((quota @ 1..=1_000_000, seconds @ 1..=86_400)) => Some(Rate::new(quota, seconds)),
            _ => {
                self.fault(format!("{path} must be requests/seconds such as 200/2; it is \"{text}\""));
                None
            }
        }
    }

    fn capacity(&mut self) -> Option<Capacity> {
        let name = self.needed("capacity.profile")?;
        let disks = self.text("capacity.disks").unwrap_or_default();
        let disks = disks.split(',').map(str::trim).filter(|path| !path.is_empty()).map(Into::into).collect();
        let Ok(profile) = Profile::named(&name) else {
            let names = profile::NAMES.join(" or ");
            self.fault(format!("capacity.profile must be {names}; it is \"{name}\""));
            return None;
        };
        let phase = self.number("capacity.phase", 1, profile.last().into())?;
        Some(Capacity { profile, phase: phase.try_into().ok()?, disks })
    }

    fn telemetry(&mut self) -> Option<Telemetry> {
        let log_filter = self.text("telemetry.log_filter").unwrap_or_default();
        if log_filter.parse::<tracing_subscriber::filter::Targets>().is_err() {
            self.fault(format!(
                "telemetry.log_filter must look like info,store=debug; it is \"{log_filter}\""
            ));
        }
        Some(Telemetry {
            log_format: self.parse("telemetry.log_format", "json or pretty")?,
            log_filter,
            otlp_endpoint: self.optional_web_address("telemetry.otlp_endpoint"),
        })
    }

    fn fault(&mut self, sentence: impl Into<String>) {
        self.layers.faults.push(sentence.into());
    }

    fn text(&self, path: &str) -> Option<String> {
        self.layers.values.get(path).map(|found| found.text.clone()).filter(|text| !text.is_empty())
    }

    fn needed(&mut self, path: &'static str) -> Option<String> {
        let text = self.text(path);
        if text.is_none() {
            self.fault(format!("{path} is missing; set {}", variable(path)));
        }
        text
    }

    fn parse<T: FromStr>(&mut self, path: &'static str, expected: &str) -> Option<T> {
        let text = self.needed(path)?;
        let value = text.parse().ok();
        if value.is_none() {
            self.fault(format!("{path} must be {expected}; it is \"{text}\""));
        }
        value
    }

    fn number(&mut self, path: &'static str, least: u64, most: u64) -> Option<u64> {
        let expected = format!("a whole number from {least} to {most}");
        let value: u64 = self.parse(path, &expected)?;
        if !(least..=most).contains(&value) {
            self.fault(format!("{path} must be {expected}; it is {value}"));
            return None;
        }
        Some(value)
    }

    fn optional_number(&mut self, path: &'static str, least: u64, most: u64) -> Option<Option<u64>> {
        match self.text(path) {
            Some(_) => self.number(path, least, most).map(Some),
            None => Some(None),
        }
    }

    fn networks(&mut self, path: &'static str) -> Option<Vec<IpNet>> {
        let text = self.text(path).unwrap_or_default();
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let network = |part: &str| part.parse().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from));
        let networks: Option<Vec<IpNet>> = parts.map(network).collect();
        if networks.is_none() {
            self.fault(format!(
                "{path} must be networks such as 10.0.0.0/8, comma-separated; it is \"{text}\""
            ));
        }
        networks
    }

    fn optional_web_address(&mut self, path: &'static str) -> Option<Url> {
        self.text(path)?;
        self.web_address(path)
    }

    fn web_address(&mut self, path: &'static str) -> Option<Url> {
        let expected = "a web address such as https://koprogo.example";
        let url: Url = self.parse(path, expected)?;
        if !matches!(url.scheme(), "http" | "https") {
            self.fault(format!("{path} must be {expected}; it is \"{url}\""));
            return None;
        }
        Some(url)
    }
}

/// By number: a name may lead elsewhere tomorrow, and a secret key with it.
fn is_loopback(url: &Url) -> bool {
    !matches!(url.host(), Some(url::Host::Domain(_))) && is_this_machine(url)
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
