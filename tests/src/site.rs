//! One running instance of the application.

use std::net::SocketAddr;
use std::sync::Arc;

use access::limit::{LimitConfig, Limits};
use access::password::Hasher;
use access::rbac::Rbac;
use api::{App, Identity, Parts, Settings};
use tokio::net::TcpListener;

use crate::client::Client;
use crate::world::{Shared, generous_limits};

/// What a test may want to be different.
pub struct SiteOptions {
    pub limits: LimitConfig,
    pub dev_mailbox: bool,
    pub base_domain: Option<String>,
    pub public_url: String,
    pub trusted_proxies: Vec<&'static str>,
    /// Passwords at another cost than in the other tests.
    pub hasher: Option<Hasher>,
}

impl Default for SiteOptions {
    fn default() -> Self {
        SiteOptions {
            limits: generous_limits(),
            dev_mailbox: true,
            base_domain: None,
            public_url: "http://127.0.0.1".to_owned(),
            trusted_proxies: Vec::new(),
            hasher: None,
        }
    }
}

pub struct Site {
    pub address: SocketAddr,
    pub app: App,
    http: reqwest::Client,
}

impl Site {
    pub(crate) async fn start(shared: Shared<'_>, options: SiteOptions) -> Site {
        let networks = options.trusted_proxies.iter().map(|network| network.parse().expect("a network"));
        let app = App::new(Parts {
            store: shared.store.clone(),
            files: shared.files.clone(),
            rbac: Rbac::load().await.expect("the access policy"),
            hasher: options.hasher.unwrap_or_else(|| shared.hasher.clone()),
            identity: Identity::new(shared.keys.clone(), &options.public_url),
            limits: Arc::new(Limits::new(&options.limits)),
            clock: shared.clock.clone(),
            settings: Settings {
                public_url: options.public_url,
                base_domain: options.base_domain,
                trusted_proxies: networks.collect(),
                dev_mailbox: options.dev_mailbox,
            },
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(api::serve(listener, app.clone(), std::future::pending()));
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Site { address, app, http: http.expect("a client") }
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
