//! The database server, the database and the application that all tests of a process share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use access::Keys;
use access::limit::{LimitConfig, Rate};
use access::password::{Hasher, PasswordConfig};
use api::Clock;
use billing::desk::Rules;
use cluster::{ADMINISTRATOR, Cluster};
use files::{FileStore, Place};
use store::Store;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use worker::{Addresses, Mailer, Outside, Worker};

use crate::database::Databases;
use crate::desk::Desk;
use crate::site::{Site, SiteOptions};

/// Known to everybody: it guards nothing but inventions.
const SECRET: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const ROLES: &str = include_str!("../../deploy/roles.sql");
/// Test processes that may run at the same time.
const SLOTS: usize = 16;
const POLL: Duration = Duration::from_millis(25);
const PATIENCE: Duration = Duration::from_secs(60);

pub struct World {
    runtime: Runtime,
    pub cluster: Cluster,
    pub databases: Databases,
    pub store: Store,
    pub files: FileStore,
    pub files_dir: PathBuf,
    pub clock: Clock,
    pub hasher: Hasher,
    /// What every instance signs with.
    pub keys: Keys,
    /// The application with limits that no test reaches.
    pub site: Site,
    /// The operators' listener.
    pub desk: Desk,
    /// Kept: a worker whose other end is gone stops.
    _working: watch::Sender<bool>,
}

/// Lazy, not `OnceLock`: when the first start fails, the other tests fail at once instead of each trying again.
static WORLD: LazyLock<World> = LazyLock::new(World::start);

/// Runs a test on the runtime that the server and the worker live on, so that connections may be shared between tests.
pub fn run(test: impl AsyncFnOnce(&'static World)) {
    let world = &*WORLD;
    world.runtime.block_on(test(world));
}

/// Asks again until there is an answer. Never sleeps longer than a poll; gives up after a minute.
pub async fn wait_for<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(Instant::now() < deadline, "still waiting for {what} after {} s", PATIENCE.as_secs());
        tokio::time::sleep(POLL).await;
    }
}

impl World {
    fn start() -> World {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let (cluster, slot) = own_cluster();
        drop_leftovers(&cluster);
        cluster.roles(ROLES).expect("deploy/roles.sql");
        let databases = Databases::new(&cluster, "koprogo_test");
        let files_dir = slot.with_extension("files");
        let _ = std::fs::remove_dir_all(&files_dir);
        let files = FileStore::open(&Place::Directory(files_dir.clone())).expect("a file store");
        let clock = Clock::in_zone("Europe/Brussels").expect("a time zone");
        let hasher = Hasher::new(&quick_passwords()).expect("a hasher");
        let keys = Keys::new(&SECRET.to_owned().into(), None).expect("a secret");
        let (stop, stopped) = watch::channel(false);
        let (store, site, desk) = runtime.block_on(async {
            databases.migrate().await;
            let store = databases.store().await;
            databases.assert_powerless().await;
            let parts = Shared {
                store: &store,
                databases: &databases,
                files: &files,
                clock: &clock,
                hasher: &hasher,
                keys: &keys,
            };
            let site = Site::start(parts, SiteOptions::default()).await;
            let desk = Desk::start(databases.ops_store().await, &clock, &hasher).await;
            (store, site, desk)
        });
        runtime.spawn(worker::run(worker_of(&store, &files, &clock, &keys), stopped));
        World {
            runtime,
            cluster,
            databases,
            store,
            files,
            files_dir,
            clock,
            hasher,
            keys,
            site,
            desk,
            _working: stop,
        }
    }

    /// Another instance of the application, on the same database.
    pub async fn site_with(&self, options: SiteOptions) -> Site {
        let World { store, databases, files, clock, hasher, keys, .. } = self;
        Site::start(Shared { store, databases, files, clock, hasher, keys }, options).await
    }

    /// A worker on this database that works only when told to, with its files elsewhere.
    pub fn idle_worker(&self, store: &Store, files: &FileStore) -> Worker {
        worker_of(store, files, &self.clock, &self.keys)
    }

    /// Another instance of the application, on a database of its own.
    pub async fn site_on(&self, databases: &Databases, store: &Store, options: SiteOptions) -> Site {
        let World { files, clock, hasher, keys, .. } = self;
        Site::start(Shared { store, databases, files, clock, hasher, keys }, options).await
    }

    /// Another instance of the operators' listener, with connections of its own.
    pub async fn another_desk(&self) -> Desk {
        Desk::start(self.databases.ops_store().await, &self.clock, &self.hasher).await
    }

    /// The operators' listener on a database of one's own.
    pub async fn desk_on(&self, databases: &Databases) -> Desk {
        Desk::start(databases.ops_store().await, &self.clock, &self.hasher).await
    }

    /// Today where the buildings are, as the application sees it.
    pub fn today(&self) -> time::Date {
        self.clock.today()
    }
}

/// What every instance of the application is given.
pub(crate) struct Shared<'a> {
    pub store: &'a Store,
    pub databases: &'a Databases,
    pub files: &'a FileStore,
    pub clock: &'a Clock,
    pub hasher: &'a Hasher,
    pub keys: &'a Keys,
}

/// Limits out of the way of tests that are not about limits.
pub(crate) fn generous_limits() -> LimitConfig {
    let much = Rate::new(1_000_000, 1);
    LimitConfig {
        copro: much,
        firm: much,
        caller: much,
        anonymous: much,
        door: much,
        webhook: much,
        keys_max: 50_000,
        replicas: 1,
    }
}

/// The cheapest parameters Argon2 accepts: what is tested here is who gets in, not how long guessing takes.
fn quick_passwords() -> PasswordConfig {
    PasswordConfig { memory_kib: 64, passes: 1, waiting_max: 10_000, ..PasswordConfig::default() }
}

fn worker_of(store: &Store, files: &FileStore, clock: &Clock, keys: &Keys) -> Worker {
    let (clock, now) = (clock.clone(), clock.clone());
    Worker {
        store: store.clone(),
        files: files.clone(),
        mailer: Arc::new(Mailer::DevMailbox(store.clone())),
        payments: None,
        keys: keys.clone(),
        at_once: 4,
        per_copro: 2,
        today: Arc::new(move || clock.today()),
        now: Arc::new(move || now.now()),
        rules: Arc::new(Rules::embedded().expect("the rules of billing")),
        halt: None,
        outside: Arc::new(nowhere()),
        interrupt: Some(crate::interrupts::hook()),
    }
}

/// Nobody is asked over the network; a test that wants an answer puts somebody there.
fn nowhere() -> Outside {
    let addresses = Addresses {
        public_url: "http://127.0.0.1".to_owned(),
        vies_url: "http://127.0.0.1:9".to_owned(),
        access_point: None,
        patience: Duration::from_secs(1),
    };
    Outside::new(addresses).expect("a client")
}

/// The first cluster that no other test process runs.
fn own_cluster() -> (Cluster, PathBuf) {
    let options = cluster::Options { fsync: false, max_connections: 300, ..cluster::Options::default() };
    let home = workspace().join(".koprogo/test");
    for slot in 1..=SLOTS {
        let dir = home.join(slot.to_string());
        let cluster = Cluster::start(&dir, &options).expect("a private PostgreSQL server");
        if !cluster.attached() {
            return (cluster, dir);
        }
    }
    panic!("{SLOTS} test processes run already");
}

/// The databases of earlier runs. Roles are dropped with nothing: `deploy/roles.sql` makes them what they should be.
fn drop_leftovers(cluster: &Cluster) {
    let found = cluster
        .run("select datname from pg_database where datname like 'koprogo%'")
        .expect("a list of databases");
    for database in found.lines() {
        cluster.drop_database(database).expect("an old database goes");
    }
}

/// The root of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace")
}

impl Databases {
    /// A database of its own with nothing in it but the schema, for tests that change the schema itself.
    pub async fn fresh(cluster: &Cluster, name: &str) -> Databases {
        let databases = Databases::new(cluster, name);
        databases.migrate().await;
        databases
    }
}

/// The administrator of the cluster: bypasses everything.
pub(crate) fn administrator_url(cluster: &Cluster, database: &str) -> String {
    cluster.url(ADMINISTRATOR, database).expect("the administrator has a password")
}
