//! One running instance of the application.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use access::limit::{LimitConfig, Limits, Redis};
use access::password::Hasher;
use access::rbac::Rbac;
use api::{App, Calendar, Clock, HeavyLimits, Identity, Parts, Settings};
use billing::desk::Rules;
use payments::Payments;
use secrecy::SecretString;
use store::Sharing;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::client::Client;
use crate::world::{Shared, generous_limits};

/// What a test may want to be different.
pub struct SiteOptions {
    pub limits: LimitConfig,
    /// Where several instances count together.
    pub redis: Option<Redis>,
    /// A pool of its own instead of the one that all tests share.
    pub sharing: Option<PoolOptions>,
    pub heavy: HeavyLimits,
    pub dev_mailbox: bool,
    pub base_domain: Option<String>,
    pub public_url: String,
    pub trusted_proxies: Vec<&'static str>,
    /// Other plans than those of the product.
    pub rules: Option<Rules>,
    pub webhook_secrets: Vec<SecretString>,
    /// A clock of which somebody holds the hand, and who lets its days pass.
    pub clock: Option<Clock>,
    pub calendar: Option<Arc<dyn Calendar>>,
    /// A provider that is connected; none unless given.
    pub payments: Option<Arc<Payments>>,
    /// Passwords at another cost than in the other tests.
    pub hasher: Option<Hasher>,
}

impl Default for SiteOptions {
    fn default() -> Self {
        SiteOptions {
            limits: generous_limits(),
            redis: None,
            sharing: None,
            heavy: HeavyLimits::default(),
            dev_mailbox: true,
            base_domain: None,
            public_url: "http://127.0.0.1".to_owned(),
            trusted_proxies: Vec::new(),
            rules: None,
            webhook_secrets: vec!["whsec_of_nobody".into()],
            clock: None,
            calendar: None,
            payments: None,
            hasher: None,
        }
    }
}

pub struct Site {
    pub address: SocketAddr,
    pub app: App,
    http: reqwest::Client,
    tasks: [AbortHandle; 2],
}

/// The instance goes with its handle: what it held of the database and of Redis is given back.
impl Drop for Site {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

/// Connections of an instance.
#[derive(Clone, Copy)]
pub struct PoolOptions {
    pub connections_max: u32,
    pub sharing: Sharing,
}

impl Site {
    pub(crate) async fn start(shared: Shared<'_>, options: SiteOptions) -> Site {
        let limits = Arc::new(match &options.redis {
            Some(redis) => Limits::shared(&options.limits, redis).expect("an address of Redis"),
            None => Limits::new(&options.limits),
        });
        let tending = tokio::spawn(limits.clone().tend(Duration::from_secs(60)));
        let store = match &options.sharing {
            Some(pool) => shared.databases.store_with(pool.connections_max, pool.sharing).await,
            None => shared.store.clone(),
        };
        let networks = options.trusted_proxies.iter().map(|network| network.parse().expect("a network"));
        let app = App::new(Parts {
            store,
            files: shared.files.clone(),
            rbac: Rbac::load().await.expect("the access policy"),
            hasher: options.hasher.unwrap_or_else(|| shared.hasher.clone()),
            identity: Identity::new(shared.keys.clone(), &options.public_url),
            limits,
            payments: options.payments.clone(),
            webhook_secrets: options.webhook_secrets.clone(),
            clock: options.clock.unwrap_or_else(|| shared.clock.clone()),
            calendar: options.calendar,
            rules: Arc::new(
                options.rules.unwrap_or_else(|| Rules::embedded().expect("the rules of billing")),
            ),
            settings: Settings {
                public_url: options.public_url,
                base_domain: options.base_domain,
                trusted_proxies: networks.collect(),
                dev_mailbox: options.dev_mailbox,
                heavy: options.heavy,
            },
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(api::serve(listener, app.clone(), std::future::pending()));
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Site {
            address,
            app,
            http: http.expect("a client"),
            tasks: [tending.abort_handle(), serving.abort_handle()],
        }
    }

    /// Somebody not signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(self.http.clone(), format!("http://{}", self.address))
    }

    /// Somebody who holds a bearer token.
    pub fn with_token(&self, token: impl AsRef<str>) -> Client {
        self.anonymous().with_token(token)
    }
}
