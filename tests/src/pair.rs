//! A database of its own that a standby repeats, and the application on both.

use std::sync::LazyLock;

use cluster::{Cluster, Options};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use store::{Sharing, Store};
use tokio::sync::{Mutex, MutexGuard, watch};
use tokio::task::AbortHandle;

use crate::database::Databases;
use crate::world::{ROLES, administrator_url, workspace};
use crate::{Site, SiteOptions, World, wait_for};

const NAME: &str = "koprogo_pair";
/// Test processes that may run at the same time.
const SLOTS: usize = 16;

pub struct Pair {
    pub primary: Cluster,
    pub standby: Cluster,
    pub databases: Databases,
    home: std::path::PathBuf,
    /// What one test does to the servers the next one must not feel.
    turn: Mutex<()>,
}

static PAIR: LazyLock<Pair> = LazyLock::new(Pair::start);

fn options() -> Options {
    Options { fsync: false, max_connections: 100, followed: true, ..Options::default() }
}

impl Pair {
    /// The pair of this process, for one test at a time. It takes some seconds to start.
    pub async fn take() -> (&'static Pair, MutexGuard<'static, ()>) {
        let pair = tokio::task::spawn_blocking(|| &*PAIR).await.expect("a pair of servers");
        let turn = pair.turn.lock().await;
        (pair, turn)
    }

    fn start() -> Pair {
        let (primary, home) = own_cluster();
        // A run that ended in the middle of a test has left it.
        let reset = "ALTER SYSTEM RESET synchronous_standby_names;\nSELECT pg_reload_conf();";
        primary.run(reset).expect("commits wait for nobody");
        primary.roles(ROLES).expect("deploy/roles.sql");
        primary.drop_database(NAME).expect("the last run's database goes");
        let databases = Databases::new(&primary, NAME);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(databases.migrate());
        let standby = primary.standby(home.join("standby"), &options()).expect("a standby");
        Pair { primary, standby, databases, home, turn: Mutex::new(()) }
    }

    /// Another standby, that a test may lose.
    pub async fn another_standby(&'static self) -> Cluster {
        let made =
            tokio::task::spawn_blocking(|| self.primary.standby(self.home.join("another"), &options()));
        made.await.expect("it ends").expect("another standby")
    }

    pub fn read_url(&self, standby: &Cluster) -> String {
        standby.url("koprogo_app", NAME).expect("koprogo_app has a password")
    }

    /// An instance of the application that writes to the primary and reads from `standby`, with a worker.
    pub async fn site(&self, world: &World, standby: &Cluster) -> Running {
        let options = store::Options {
            url: self.databases.app_url().to_owned(),
            read_url: Some(self.read_url(standby)),
            connections_max: 10,
            acquire_timeout_ms: 2_000,
            sharing: Sharing { each_max: Some(8), wait_ms: 2_000 },
        };
        let store = Store::connect(&options).await.expect("the store opens");
        let site = world.site_on(&self.databases, &store, SiteOptions::default()).await;
        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(worker::run(world.idle_worker(&store, &world.files), stopped));
        Running { site, store, working: working.abort_handle(), _stop: stop }
    }

    /// The superuser, on one of the servers.
    pub async fn administrator(&self, server: &Cluster) -> PgConnection {
        let url = administrator_url(server, NAME);
        PgConnection::connect(&url).await.expect("the administrator logs in")
    }

    /// Whose confirmation commits wait for; nobody's when empty.
    pub async fn commits_wait_for(&self, standbys: &str) {
        let mut administrator = self.administrator(&self.primary).await;
        let set = format!("ALTER SYSTEM SET synchronous_standby_names = '{standbys}'");
        for statement in [set.as_str(), "SELECT pg_reload_conf()"] {
            sqlx::query(AssertSqlSafe(statement.to_owned()))
                .execute(&mut administrator)
                .await
                .expect(statement);
        }
        wait_for("the setting counts", async || {
            (self.a_commit_waits(&mut administrator).await != standbys.is_empty()).then_some(())
        })
        .await;
    }

    /// Whether a commit waits now. Asking for the setting does not tell: commits go by what one process of the server has read, whenever it did.
    async fn a_commit_waits(&self, administrator: &mut PgConnection) -> bool {
        let mut writer = self.administrator(&self.primary).await;
        let pid: i32 =
            sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut writer).await.expect("a number");
        let commit = tokio::spawn(async move {
            sqlx::query("SELECT pg_logical_emit_message(true, 'koprogo', '')").execute(&mut writer).await
        });
        let waits = loop {
            let waiting = sqlx::query_scalar::<_, i64>(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'SyncRep'",
            );
            let waiting = waiting.bind(pid).fetch_one(&mut *administrator).await.expect("activity") > 0;
            if waiting || commit.is_finished() {
                break waiting;
            }
            tokio::task::yield_now().await;
        };
        // A commit whose wait is cancelled is done all the same.
        let release = sqlx::query("SELECT pg_cancel_backend($1)").bind(pid);
        if waits {
            release.execute(&mut *administrator).await.expect("a signal");
        }
        commit.await.expect("it ends").expect("a commit");
        waits
    }
}

/// An instance that goes with its handle.
pub struct Running {
    pub site: Site,
    pub store: Store,
    working: AbortHandle,
    _stop: watch::Sender<bool>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.working.abort();
    }
}

fn own_cluster() -> (Cluster, std::path::PathBuf) {
    for slot in 1..=SLOTS {
        let home = workspace().join(".koprogo/test").join(format!("pair-{slot}"));
        let cluster = Cluster::start(home.join("primary"), &options()).expect("a private PostgreSQL server");
        if !cluster.attached() {
            return (cluster, home);
        }
    }
    panic!("{SLOTS} test processes run already");
}
