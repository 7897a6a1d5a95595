//! What runs: the application, the worker, or both, put together from the settings and stopped in order.

use std::sync::Arc;
use std::time::Duration;

use access::limit::{Limits, Redis};
use access::password::{Hasher, PasswordConfig};
use access::rbac::Rbac;
use api::{App, Calendar, Clock, Identity};
use billing::desk::Rules;
use files::{FileStore, Place};
use payments::Payments;
use secrecy::ExposeSecret;
use store::{FirmScope, Store};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use worker::{Addresses, Mailer, Outside, PATIENCE, Worker};

use crate::cli::Failure;
use crate::config::{Config, Files};
use crate::desk::Desk;
use crate::http;
use crate::meter;
use crate::shutdown::{self, Stop};
use crate::telemetry::Telemetry;

/// Where the buildings are; the civil date of a posting is theirs, not the server's.
const ZONE: &str = "Europe/Brussels";
pub const SWEEP_LIMITERS_EVERY: Duration = Duration::from_secs(60);
const CLOSE_DATABASE_LIMIT: Duration = Duration::from_secs(5);
/// For one call to the payment provider; people wait for some of them.
const PAYMENTS_TIMEOUT: Duration = Duration::from_secs(20);

/// What needs no database, and is computed while the database starts or answers.
pub struct Ahead(JoinHandle<Result<(Rbac, Hasher), Failure>>);

impl Ahead {
    pub fn begin() -> Self {
        Self(tokio::spawn(async {
            let rbac = Rbac::load().await.map_err(Failure::stopped)?;
            Ok((rbac, Hasher::new(&PasswordConfig::default()).map_err(Failure::stopped)?))
        }))
    }
}

pub struct Process {
    store: Store,
    files: FileStore,
    payments: Option<Arc<Payments>>,
    pub clock: Clock,
    /// Dropped last, with the log.
    _telemetry: Telemetry,
}

impl Process {
    /// Connects to everything, and refuses to go on when something is not as it must be.
    pub async fn prepare(config: &Config, telemetry: Telemetry) -> Result<Self, Failure> {
        let options = store::Options {
            url: config.database.url()?.expose_secret().to_owned(),
            read_url: config.database.read_url.as_ref().map(|url| url.expose_secret().to_owned()),
            connections_max: config.database.connections_max,
            acquire_timeout_ms: config.database.acquire_timeout_ms,
            sharing: store::Sharing {
                each_max: config.database.copro_connections_max,
                wait_ms: config.database.copro_wait_ms,
            },
        };
        let store = Store::connect(&options).await.map_err(Failure::stopped)?;
        let files = FileStore::open(&place(&config.files)).map_err(Failure::stopped)?;
        let payments = payments(config)?.map(Arc::new);
        let clock = Clock::in_zone(ZONE).map_err(Failure::stopped)?;
        Ok(Self { store, files, payments, clock, _telemetry: telemetry })
    }

    /// With a calendar, whoever asks may let billing's days pass.
    pub async fn app(
        &self,
        config: &Config,
        ahead: Ahead,
        calendar: Option<Arc<dyn Calendar>>,
    ) -> Result<App, Failure> {
        let (rbac, hasher) = ahead.0.await.map_err(Failure::stopped)??;
        let limits = Arc::new(limits(config)?);
        tokio::spawn(limits.clone().tend(SWEEP_LIMITERS_EVERY));
        let settings = settings(config);
        let app = App::new(api::Parts {
            store: self.store.clone(),
            files: self.files.clone(),
            rbac,
            hasher,
            identity: Identity::new(config.auth.keys()?, &settings.public_url),
            limits,
            payments: self.payments.clone(),
            webhook_secrets: config.payments.as_ref().map_or_else(Vec::new, |to| to.webhook_secrets.clone()),
            clock: self.clock.clone(),
            calendar,
            rules: Arc::new(Rules::embedded().map_err(Failure::stopped)?),
            settings,
        });
        tokio::spawn(app.clone().tend_calls());
        Ok(app)
    }

    /// Loads the demonstration firm, the first time.
    pub async fn load_demo(&self, app: &App) -> Result<Option<FirmScope>, Failure> {
        demo::load(&self.store, &self.files, &app.hasher, self.clock.today()).await.map_err(Failure::stopped)
    }

    pub fn worker(&self, config: &Config) -> Result<Worker, Failure> {
        let mailer = match &config.mail.smtp_url {
            Some(url) => Mailer::smtp(url, &config.mail.from).map_err(Failure::stopped)?,
            None => Mailer::DevMailbox(self.store.clone()),
        };
        let clock = self.clock.clone();
        Ok(Worker {
            store: self.store.clone(),
            files: self.files.clone(),
            mailer: Arc::new(mailer),
            payments: self.payments.clone(),
            keys: config.auth.keys()?,
            at_once: config.jobs.at_once,
            per_copro: config.jobs.per_copro,
            today: Arc::new(move || clock.today()),
            now: Arc::new({
                let clock = self.clock.clone();
                move || clock.billing_now()
            }),
            rules: Arc::new(Rules::embedded().map_err(Failure::stopped)?),
            halt: None,
            outside: Arc::new(outside(config)?),
            interrupt: None,
        })
    }

    /// Runs until asked to stop: first the balancer is told, then nobody new is let in, then what runs may finish.
    pub async fn run(
        self,
        config: &Config,
        site: Option<(TcpListener, App)>,
        desk: Option<Desk>,
        worker: Option<Worker>,
        stop: Stop,
    ) {
        let leave = Duration::from_secs(config.server.leave_seconds);
        let answering = site.as_ref().map(|(_, app)| app.clone());
        let command = if site.is_some() { "serve" } else { "work" };
        let counted = site.as_ref().map(|(_, app)| app.clone());
        let serving = async {
            let Some((listener, app)) = site else { return };
            let stop = stop.clone();
            let told = app.clone();
            let leaving = async move {
                shutdown::asked(stop).await;
                told.drain();
                sleep(leave).await;
            };
            http::serve(listener, api::router(app), leaving).await;
        };
        // Operators are told nothing beforehand: nobody balances them over several processes.
        let ending = stop.clone();
        let operating = async {
            if let Some(Desk { listener, ops }) = desk {
                http::serve(listener, api::operator::router(ops), shutdown::asked(ending)).await;
            }
        };
        let working = async {
            if let Some(worker) = worker {
                worker::run(worker, stop.clone()).await;
            }
        };
        // Measured until the end of the last request, and no longer.
        let metering =
            meter::run(self.store.clone(), meter::Told::of(config, command), answering, stop.clone());
        let both = async { tokio::join!(serving, operating, working, metering) };
        let limit = leave + Duration::from_secs(config.server.drain_seconds_max);
        if shutdown::drain(both, stop.clone(), limit).await.is_none() {
            tracing::warn!(limit_seconds = limit.as_secs(), "stopped before everything had finished");
        }
        if let Some(app) = counted {
            let _ = timeout(CLOSE_DATABASE_LIMIT, app.tell_calls()).await;
        }
        // A connection still in use would be waited for without end.
        let _ = timeout(CLOSE_DATABASE_LIMIT, self.store.close()).await;
    }
}

fn outside(config: &Config) -> Result<Outside, Failure> {
    let plain = |url: &url::Url| url.as_str().trim_end_matches('/').to_owned();
    let access_point = config.billing.access_point.as_ref();
    let addresses = Addresses {
        public_url: plain(&config.server.public_url),
        vies_url: plain(&config.billing.vies_url),
        access_point: access_point.map(|(url, token)| (url.as_str().to_owned(), token.clone())),
        patience: PATIENCE,
    };
    Outside::new(addresses).map_err(Failure::Stopped)
}

fn limits(config: &Config) -> Result<Limits, Failure> {
    let Some(redis) = &config.redis else { return Ok(Limits::new(&config.limits)) };
    let redis = Redis {
        url: redis.url.expose_secret().to_owned(),
        timeout: Duration::from_millis(redis.timeout_ms),
        // The same in every replica, and no business of who reads Redis.
        secret: config.auth.keys()?.subkey("limit.redis").to_vec(),
    };
    Limits::shared(&config.limits, &redis).map_err(Failure::stopped)
}

fn payments(config: &Config) -> Result<Option<Payments>, Failure> {
    let Some(to) = &config.payments else {
        tracing::info!("payments are off: there is no payments.secret_key");
        return Ok(None);
    };
    if to.webhook_secrets.is_empty() {
        tracing::warn!(
            "there are no payments.webhook_secrets: what the payment provider tells is not believed"
        );
    }
    Payments::new(&to.secret_key, to.url.as_str(), PAYMENTS_TIMEOUT).map(Some).map_err(Failure::stopped)
}

fn settings(config: &Config) -> api::Settings {
    api::Settings {
        // An address has no slash at its end; links are made by putting a path behind it.
        public_url: config.server.public_url.as_str().trim_end_matches('/').to_owned(),
        base_domain: config.server.base_domain.clone(),
        trusted_proxies: config.server.trusted_proxies.clone(),
        dev_mailbox: config.mail.smtp_url.is_none(),
        heavy: config.heavy,
    }
}

pub fn place(files: &Files) -> Place {
    match files {
        Files::Dir(dir) => Place::Directory(dir.clone()),
        Files::S3(s3) => Place::S3 {
            endpoint: s3.endpoint.as_str().trim_end_matches('/').to_owned(),
            region: s3.region.clone(),
            bucket: s3.bucket.clone(),
            access_key: s3.access_key.clone(),
            secret_key: s3.secret_key.clone(),
        },
    }
}

pub async fn listen(address: std::net::SocketAddr, choose_another: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::Stopped(format!(
            "{address} is in use; stop what runs there, or choose another with {choose_another}"
        )),
        _ => Failure::Stopped(format!("cannot listen on {address}: {error}")),
    })
}
