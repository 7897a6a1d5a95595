//! The operators' listener: its own database login, limits and password queue, so that neither side's crowd touches the other's.

use std::sync::Arc;

use access::limit::{LimitConfig, Limits, Rate};
use access::operator::Codes;
use access::password::{Hasher, PasswordConfig};
use access::token::Token;
use api::Clock;
use api::operator::capacity::{self, Roadmap};
use api::operator::{Ops, OpsParts, SEAL};
use secrecy::ExposeSecret;
use store::ops::OpsStore;
use tokio::net::TcpListener;

use crate::cli::Failure;
use crate::config::{Capacity, Config, Database, variable};
use crate::process::{self, SWEEP_LIMITERS_EVERY};

const CONNECTIONS_MAX: u32 = 5;
/// Operators are few and guessing at them is worth a lot.
const TRIES: Rate = Rate::new(10, 300);

pub struct Desk {
    pub listener: TcpListener,
    pub ops: Ops,
}

impl Desk {
    /// Listens, if the settings say where.
    pub async fn open(config: &Config, clock: &Clock) -> Result<Option<Desk>, Failure> {
        let Some(address) = config.server.operator_listen else { return Ok(None) };
        let listener = process::listen(address, &variable("server.operator_listen")).await?;
        Self::on(listener, config, clock).await.map(Some)
    }

    pub async fn on(listener: TcpListener, config: &Config, clock: &Clock) -> Result<Desk, Failure> {
        let limits = Arc::new(Limits::new(&LimitConfig { door: TRIES, ..LimitConfig::default() }));
        tokio::spawn(limits.clone().tend(SWEEP_LIMITERS_EVERY));
        let parts = OpsParts {
            store: connect(&config.database).await?,
            hasher: Hasher::new(&PasswordConfig::default()).map_err(Failure::stopped)?,
            limits,
            keys: config.auth.keys()?,
            clock: clock.clone(),
            url: config.server.operator_url.as_str().trim_end_matches('/').to_owned(),
            trusted_proxies: config.server.trusted_proxies.clone(),
            roadmap: roadmap(&config.capacity),
        };
        let ops = Ops::new(parts);
        tokio::spawn(capacity::tend(ops.clone()));
        Ok(Desk { listener, ops })
    }
}

pub fn roadmap(capacity: &Capacity) -> Roadmap {
    Roadmap { profile: capacity.profile.clone(), phase: capacity.phase }
}

pub async fn connect(database: &Database) -> Result<OpsStore, Failure> {
    let options = store::Options {
        url: database.operator_url()?.expose_secret().to_owned(),
        read_url: None,
        connections_max: CONNECTIONS_MAX,
        acquire_timeout_ms: database.acquire_timeout_ms,
        sharing: store::Sharing::default(),
    };
    OpsStore::connect(&options).await.map_err(Failure::stopped)
}

/// Adds an operator, or gives one who is there a new link. The address of the page that lets them choose how to sign in: once, for a day.
pub async fn invite(store: &OpsStore, config: &Config, email: &str) -> Result<String, Failure> {
    let token = Token::draw();
    // Sealed for whoever holds the link, and anew for the operator once they use it.
    let secret = config.auth.keys()?.seal(SEAL, email.as_bytes(), &Codes::draw());
    let mut tx = store.begin("operator.invite").await.map_err(Failure::stopped)?;
    tx.operator_invite(email, token.digest().as_bytes(), &secret).await.map_err(Failure::stopped)?;
    tx.commit().await.map_err(Failure::stopped)?;
    // Behind the #, so that it reaches no log.
    Ok(format!("{}/enrol#{}", config.server.operator_url.as_str().trim_end_matches('/'), token.expose()))
}
