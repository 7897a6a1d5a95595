//! What is measured and what it stands on: a PostgreSQL server of its own, a database full of copros, the product's own program.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bytes::Bytes;
use cluster::Cluster;
use hyper::Method;
use sha2::{Digest, Sha256};
use sqlx::{Connection as _, PgConnection};

use crate::http::{Connection, Error};
use crate::machine::{self, Family};
use crate::seed::{self, Plan, Planted, Progress};

const ROLES: &str = include_str!("../../deploy/roles.sql");
/// Of how seeding is done: another figure, and what was seeded before is not used any more.
const SEEDING: &str = "1";
const READY_LIMIT: Duration = Duration::from_secs(20);
const STOP_LIMIT: Duration = Duration::from_secs(10);
/// A program of its own tells nobody when it is ready or gone: it is asked, and each wait has an end.
const ASKED_EVERY: Duration = Duration::from_millis(2);
/// What the worker says first.
const WORKING: &str = "working";
/// Beyond this many copros a copy of the database would take longer than the run, and the disk: the run then writes into what is kept.
const COPIED_MAX: usize = 5_000;
/// What a server of 2 GB gives its database, and figures of statements ready to be switched on.
const TUNING: [&str; 5] = [
    "ALTER SYSTEM SET shared_buffers = '512MB'",
    "ALTER SYSTEM SET effective_cache_size = '1GB'",
    "ALTER SYSTEM SET max_wal_size = '2GB'",
    "ALTER SYSTEM SET checkpoint_timeout = '15min'",
    "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'",
];

/// The root of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Where everything of load tests is kept.
pub fn home() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    target.join("load-tests")
}

pub struct Stand {
    pub cluster: Cluster,
    /// The PostgreSQL server with all its processes.
    pub postgres: Family,
}

impl Stand {
    /// Starts the server; `safe` as in production, else as fast as can be, for seeding.
    pub fn start(safe: bool) -> Result<Stand, Error> {
        let dir = home().join("postgres");
        fs::create_dir_all(home())?;
        let options = cluster::Options { port: None, fsync: safe, max_connections: 100, followed: false };
        let mut cluster = Cluster::start(&dir, &options)?;
        if cluster.attached() {
            return Err("another load test runs already; wait for its end".into());
        }
        if cluster.run("SHOW shared_preload_libraries")?.is_empty() {
            cluster.run(&TUNING.map(|setting| format!("{setting};\n")).concat())?;
            cluster.stop()?;
            cluster = Cluster::start(&dir, &options)?;
        }
        cluster.run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")?;
        // Until it is asked for; counting costs.
        cluster.run("ALTER SYSTEM SET pg_stat_statements.track = 'none';\nSELECT pg_reload_conf()")?;
        cluster.roles(ROLES)?;
        let pid = fs::read_to_string(cluster.home().join("data/postmaster.pid"))?;
        let pid = pid.lines().next().and_then(|line| line.trim().parse().ok()).ok_or("no postmaster.pid")?;
        Ok(Stand { cluster, postgres: Family(pid) })
    }

    pub fn url(&self, role: &str, database: &str) -> Result<String, Error> {
        Ok(self.cluster.url(role, database)?)
    }

    pub async fn owner(&self, database: &str) -> Result<PgConnection, Error> {
        Ok(PgConnection::connect(&self.url("koprogo_owner", database)?).await?)
    }

    pub async fn administrator(&self, database: &str) -> Result<PgConnection, Error> {
        Ok(PgConnection::connect(&self.url(cluster::ADMINISTRATOR, database)?).await?)
    }

    fn has(&self, database: &str) -> Result<bool, Error> {
        let found = self.cluster.run(&format!("select 1 from pg_database where datname = '{database}'"))?;
        Ok(!found.is_empty())
    }

    /// The seeded database of this many copros, made when it is missing.
    pub async fn seeded(
        &self,
        plan: &Plan,
        told: impl FnMut(Progress),
    ) -> Result<(String, Option<Planted>), Error> {
        let name = format!("seed_{}_{}", plan.copros, version(plan)?);
        if self.has(&name)? {
            return Ok((name, None));
        }
        let growing = "seed_growing";
        self.forget_older(plan)?;
        self.cluster.drop_database(growing)?;
        self.cluster.create_database(growing, "koprogo_owner")?;
        let owner_url = self.url("koprogo_owner", growing)?;
        store::migrate(&owner_url).await?;
        self.cluster.run("GRANT SET ON PARAMETER session_replication_role TO koprogo_owner")?;
        let server = Server::start(self, growing, &unlimited()).await?;
        let ground = seed::Ground { server: server.address, owner_url: &owner_url };
        let planted = seed::plant(&ground, plan, async move || drop(server), told).await;
        self.cluster.run("REVOKE SET ON PARAMETER session_replication_role FROM koprogo_owner")?;
        let planted = planted?;
        self.cluster.run(&format!("ALTER DATABASE {growing} RENAME TO {name}"))?;
        Ok((name, Some(planted)))
    }

    /// What was seeded by another schema is not used any more, and large.
    fn forget_older(&self, plan: &Plan) -> Result<(), Error> {
        let older =
            format!("select datname from pg_database where datname like 'seed\\_{}\\_%'", plan.copros);
        for database in self.cluster.run(&older)?.lines() {
            self.cluster.drop_database(database)?;
        }
        Ok(())
    }

    /// A database to run against: a copy, or the seeded one itself where that is too large to copy.
    pub fn copy_of(&self, seeded: &str, copros: usize, name: &str) -> Result<String, Error> {
        if copros > COPIED_MAX {
            return Ok(seeded.to_owned());
        }
        self.cluster.drop_database(name)?;
        self.cluster.run(&format!(
            "CREATE DATABASE {name} OWNER koprogo_owner TEMPLATE {seeded} STRATEGY file_copy; CHECKPOINT"
        ))?;
        Ok(name.to_owned())
    }
}

/// What the seeded data rests on: the schema, how it is filled, and with how much.
fn version(plan: &Plan) -> Result<String, Error> {
    let mut hash = Sha256::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(workspace().join("migrations"))?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        hash.update(fs::read(file)?);
    }
    hash.update(SEEDING);
    hash.update(format!("{plan:?}"));
    Ok(hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect())
}

/// Settings of the product that take its quotas out of the way.
pub fn unlimited() -> BTreeMap<String, String> {
    let names = ["limits.copro", "limits.firm", "limits.caller", "limits.anonymous", "limits.door"];
    names.into_iter().map(|name| (name.to_owned(), "1000000/1".to_owned())).collect()
}

/// The product's own program, answering.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From its start to its first answer that it is ready.
    pub ready: Duration,
    pub log: PathBuf,
}

impl Server {
    pub async fn start(
        stand: &Stand,
        database: &str,
        settings: &BTreeMap<String, String>,
    ) -> Result<Server, Error> {
        let mut given = settings.clone();
        given.insert("mail.smtp_url".to_owned(), "smtp://127.0.0.1:9".to_owned());
        let begun = Instant::now();
        let mut server = Server::spawn("serve", stand, database, given)?;
        server.wait_until_ready().await?;
        server.ready = begun.elapsed();
        Ok(server)
    }

    /// The program that does what is queued; its mails land in the database. It answers nobody.
    pub async fn work(stand: &Stand, database: &str) -> Result<Server, Error> {
        let mut worker = Server::spawn(
            "work",
            stand,
            database,
            BTreeMap::from([("mail.dev_mailbox".to_owned(), "true".to_owned())]),
        )?;
        let deadline = Instant::now() + READY_LIMIT;
        while !fs::read_to_string(&worker.log)?.contains(WORKING) {
            if worker.child.try_wait()?.is_some() || Instant::now() > deadline {
                return Err(worker.last_words("the worker does not begin").into());
            }
            tokio::time::sleep(ASKED_EVERY).await;
        }
        Ok(worker)
    }

    fn spawn(
        command: &str,
        stand: &Stand,
        database: &str,
        settings: BTreeMap<String, String>,
    ) -> Result<Server, Error> {
        let program = program()?;
        let log = home().join(format!("{command}.log"));
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let mut process = Command::new(&program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KOPROGO_")) {
            process.env_remove(name);
        }
        process.arg(command).env("DATABASE_URL", stand.url("koprogo_app", database)?);
        // A seeded database is only worth something on this machine, and so is this secret.
        let mut given: BTreeMap<String, String> = BTreeMap::from([
            ("auth.secret".to_owned(), "load-tests-load-tests-load-tests-load-tests".to_owned()),
            ("server.listen".to_owned(), address.to_string()),
            ("server.ops_listen".to_owned(), format!("127.0.0.1:{}", free_port()?)),
            ("server.public_url".to_owned(), format!("http://{address}")),
            ("server.leave_seconds".to_owned(), "0".to_owned()),
            ("files.dir".to_owned(), home().join("files").display().to_string()),
        ]);
        given.extend(settings);
        for (name, value) in given {
            process.env(format!("KOPROGO_{}", name.replace('.', "__").to_uppercase()), value);
        }
        fs::create_dir_all(home().join("files"))?;
        process
            .stdin(Stdio::null())
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?);
        let child = process.spawn().map_err(|error| format!("{}: {error}", program.display()))?;
        Ok(Server { child, address, ready: Duration::ZERO, log })
    }

    fn last_words(&self, what: &str) -> String {
        let said = fs::read_to_string(&self.log).unwrap_or_default();
        let last: Vec<&str> = said.lines().rev().take(5).collect();
        format!("{what}: {}", last.join("\n"))
    }

    async fn wait_until_ready(&mut self) -> Result<(), Error> {
        let deadline = Instant::now() + READY_LIMIT;
        let mut connection = Connection::new(self.address);
        loop {
            let answer = connection.send(Method::GET, "/health/ready", &Vec::new(), Bytes::new()).await;
            if answer.is_ok_and(|answer| answer.status.is_success()) {
                return Ok(());
            }
            let ended = self.child.try_wait()?;
            if ended.is_some() || Instant::now() > deadline {
                return Err(self.last_words("the server does not get ready").into());
            }
            tokio::time::sleep(ASKED_EVERY).await;
        }
    }

    pub fn family(&self) -> Family {
        Family(self.child.id())
    }
}

impl Drop for Server {
    /// As an operator stops it: it tells what it counted, and ends.
    fn drop(&mut self) {
        if let Some(pid) = machine::pid(self.child.id()) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let deadline = Instant::now() + STOP_LIMIT;
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(ASKED_EVERY);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that was built for measuring.
fn program() -> Result<PathBuf, Error> {
    let given = std::env::var_os("KOPROGO_LOAD_PROGRAM").map(PathBuf::from);
    let built = home().parent().map(|target| target.join("release/koprogo"));
    let program = given.or(built).ok_or("no target directory")?;
    if program.exists() {
        return Ok(program);
    }
    Err(format!("{} is missing: cargo build --release --package koprogo", program.display()).into())
}

fn free_port() -> Result<u16, Error> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
