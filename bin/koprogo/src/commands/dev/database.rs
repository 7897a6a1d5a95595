//! The database of `koprogo dev`: private in the data directory, or on the server that DATABASE_URL names.

use std::ops::Deref;
use std::path::Path;

use cluster::{Address, Cluster, Server};
use url::Url;

use crate::cli::Failure;

const ROLES: &str = include_str!("../../../../../deploy/roles.sql");
const OWNER: &str = "koprogo_owner";
const APP: &str = "koprogo_app";
const OPERATOR: &str = "koprogo_operator";

pub enum Database {
    Private(Cluster),
    External { server: Server, name: String },
}

impl Deref for Database {
    type Target = Server;

    fn deref(&self) -> &Server {
        match self {
            Self::Private(cluster) => cluster,
            Self::External { server, .. } => server,
        }
    }
}

/// All of this blocks; see the documentation of `cluster`.
impl Database {
    pub fn open(data: &Path, external: Option<&str>, reset: bool) -> Result<Self, Failure> {
        let database = match external {
            Some(url) => Self::open_external(data, url)?,
            None => Self::open_private(data, reset)?,
        };
        database.roles(ROLES).map_err(Failure::stopped)?;
        if reset {
            database.drop_database(database.name()).map_err(Failure::stopped)?;
        }
        database.create_database(database.name(), OWNER).map_err(Failure::stopped)?;
        Ok(database)
    }

    fn open_private(data: &Path, reset: bool) -> Result<Self, Failure> {
        let dir = data.join("postgres");
        if reset {
            Cluster::remove(&dir).map_err(Failure::stopped)?;
        }
        if !dir.exists() {
            eprintln!("Creating a private database in {}", dir.display());
        }
        let cluster = Cluster::start(&dir, &cluster::Options::default()).map_err(Failure::stopped)?;
        if cluster.attached() {
            return Err(Failure::Stopped(format!(
                "another `koprogo dev` uses {}; stop it first, or choose another directory with --data",
                data.display()
            )));
        }
        if cluster.moved() {
            eprintln!(
                "PostgreSQL runs as another user, who cannot enter here; its files are in {}",
                cluster.home().display()
            );
        }
        Ok(Self::Private(cluster))
    }

    fn open_external(data: &Path, url: &str) -> Result<Self, Failure> {
        let wrong = || {
            Failure::Usage(vec![
            "DATABASE_URL must be an administrator's address such as postgres://postgres:password@localhost/koprogo".to_owned(),
        ])
        };
        let url = Url::parse(url).map_err(|_| wrong())?;
        let text = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        let address = Address {
            host: url.host_str().ok_or_else(wrong)?.to_owned(),
            port: url.port().unwrap_or(5432),
            user: text(url.username()),
            password: text(url.password().unwrap_or_default()),
        };
        let name = match url.path().trim_matches('/') {
            "" | "postgres" => "koprogo".to_owned(),
            name => name.to_owned(),
        };
        let server = Server::external(address, data).map_err(Failure::stopped)?;
        Ok(Self::External { server, name })
    }

    fn name(&self) -> &str {
        match self {
            Self::Private(_) => "koprogo",
            Self::External { name, .. } => name,
        }
    }

    pub fn app_url(&self) -> Result<String, Failure> {
        self.url(APP, self.name()).map_err(Failure::stopped)
    }

    pub fn operator_url(&self) -> Result<String, Failure> {
        self.url(OPERATOR, self.name()).map_err(Failure::stopped)
    }

    pub fn owner_url(&self) -> Result<String, Failure> {
        self.url(OWNER, self.name()).map_err(Failure::stopped)
    }

    pub fn stop(self) -> Result<(), Failure> {
        match self {
            Self::Private(cluster) => cluster.stop().map_err(Failure::stopped),
            Self::External { .. } => Ok(()),
        }
    }
}
