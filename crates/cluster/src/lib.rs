//! A private PostgreSQL server for development and tests: made when missing, started, and stopped with its owner.
//!
//! ```no_run
//! # fn main() -> Result<(), cluster::Error> {
//! let cluster = cluster::Cluster::start(".koprogo/postgres", &cluster::Options::default())?;
//! cluster.roles("create role koprogo_app login")?;
//! cluster.create_database("koprogo", "postgres")?;
//! let url = cluster.url("koprogo_app", "koprogo")?;
//! # Ok(()) }
//! ```
//!
//! Everything here blocks, on purpose: the server then belongs to no async runtime and may live in a `static` shared by
//! tests that each have their own. Async callers wrap `start` and `stop` in `spawn_blocking`.
//!
//! The server listens on 127.0.0.1 only and asks for random passwords kept in a file that only its owner reads. There is
//! no Unix socket: its path may not exceed 107 bytes, which a deep checkout breaks.

mod account;
mod binaries;
mod error;
mod launch;
mod passwords;
mod server;

use std::fs::{self, File, TryLockError};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

pub use binaries::{MINIMUM, Version};
pub use error::Error;
pub use server::{Address, Server};

use account::Account;
use launch::{Process, Status};
use passwords::Passwords;

/// Name of the administrator of a cluster made here. Tests use it to create and drop databases; the product never does.
pub const ADMINISTRATOR: &str = "postgres";

const POLL: Duration = Duration::from_millis(20);
const START_LIMIT: Duration = Duration::from_secs(30);
/// Somebody else may be creating the cluster right now, which costs an initdb on a busy machine.
const ATTACH_LIMIT: Duration = Duration::from_secs(90);
const DEPARTURE_LIMIT: Duration = Duration::from_secs(15);

#[derive(Clone, Debug)]
pub struct Options {
    /// `None`: the port used last time when free, else any free one.
    pub port: Option<u16>,
    /// `false` trades crash safety for speed; right for tests, whose data nobody keeps.
    pub fsync: bool,
    pub max_connections: u16,
    /// Whether standbys may follow it: [`Cluster::standby`].
    pub followed: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: None, fsync: true, max_connections: 60, followed: false }
    }
}

/// A running server. Stopped by [`Cluster::stop`], on drop, and by itself when the owning process dies in any way.
pub struct Cluster {
    server: Server,
    home: PathBuf,
    moved: bool,
    /// `None` when another process owns the server and this one merely uses it.
    owned: Option<Owned>,
}

struct Owned {
    process: Process,
    /// The kernel releases it when this process ends, however it ends: holding it *is* owning the server.
    _lock: File,
}

impl Cluster {
    /// Starts the cluster kept in `dir`, creating it when missing. When a living process already runs it, attaches to it.
    pub fn start(dir: impl AsRef<Path>, options: &Options) -> Result<Self, Error> {
        let account = Account::current()?;
        let place = account.place(dir.as_ref())?;
        let (home, moved) = (place.home, place.moved);
        match become_owner(&home)? {
            Some(lock) => {
                let passwords = Passwords::open(&home)?;
                let (process, server) = run(&account, &home, passwords, options)?;
                Ok(Self { server, home, moved, owned: Some(Owned { process, _lock: lock }) })
            }
            None => {
                let passwords = Passwords::open(&home)?;
                let port = Status::read(&data(&home)).map_or(0, |status| status.port);
                let psql = binaries::for_data(&data(&home))?.psql();
                let address = Address::administrator(port, &passwords)?;
                Ok(Self { server: Server::new(psql, address, passwords), home, moved, owned: None })
            }
        }
    }

    /// A standby of this cluster, made anew in `dir`: it reads, and repeats what is written here. Takes [`Options::followed`].
    pub fn standby(&self, dir: impl AsRef<Path>, options: &Options) -> Result<Self, Error> {
        Self::remove(dir.as_ref())?;
        let account = Account::current()?;
        let place = account.place(dir.as_ref())?;
        let (home, moved) = (place.home, place.moved);
        let lock = open_lock(&home)?;
        lock.try_lock().map_err(|_| Error::InUse(home.clone()))?;
        let binaries = binaries::for_data(&data(&self.home))?;
        let passwords = || Passwords::open(&self.home);
        launch::copy(&account, &binaries, &home, self.server.address())?;
        let process = Process::start(&account, &binaries, &home, options)?;
        let address = Address::administrator(process.port(), &passwords()?)?;
        let server = Server::new(binaries.psql(), address, passwords()?);
        Ok(Self { server, home, moved, owned: Some(Owned { process, _lock: lock }) })
    }

    /// Deletes the cluster kept in `dir`, unless a living process runs it.
    pub fn remove(dir: impl AsRef<Path>) -> Result<(), Error> {
        let dir = dir.as_ref();
        let Ok(home) = fs::canonicalize(dir) else { return Ok(()) };
        let lock = open_lock(&home)?;
        if lock.try_lock().is_err() {
            return Err(Error::InUse(home));
        }
        wait_for_departure(&home);
        fs::remove_dir_all(&home).map_err(Error::io(&home))?;
        if dir.is_symlink() {
            fs::remove_file(dir).map_err(Error::io(dir))?;
        }
        Ok(())
    }

    /// Where the files really are. Differs from the directory asked for when [`Cluster::moved`].
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Whether the files had to live elsewhere, because the server's account cannot enter the directory asked for.
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Whether another process runs the server, so that stopping this value leaves it running.
    pub fn attached(&self) -> bool {
        self.owned.is_none()
    }

    /// What the server has written since it was started: the first place to look when something fails.
    pub fn log(&self) -> PathBuf {
        self.home.join("server.log")
    }

    /// Ends every connection and waits until the server is gone.
    pub fn stop(mut self) -> Result<(), Error> {
        match self.owned.take() {
            Some(mut owned) => owned.process.stop(),
            None => Ok(()),
        }
    }
}

impl Deref for Cluster {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(owned) = &mut self.owned {
            // Nobody is left to hear about a failure; `stop` is for those who want to know.
            let _ = owned.process.stop();
        }
    }
}

fn data(home: &Path) -> PathBuf {
    home.join("data")
}

fn open_lock(home: &Path) -> Result<File, Error> {
    let path = home.join("lock");
    File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io(&path))
}

/// `Some` lock: the caller owns the cluster now. `None`: a living owner has it ready for use.
fn become_owner(home: &Path) -> Result<Option<File>, Error> {
    let lock = open_lock(home)?;
    let deadline = Instant::now() + ATTACH_LIMIT;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(Some(lock)),
            Err(TryLockError::Error(source)) => return Err(Error::io(home)(source)),
            Err(TryLockError::WouldBlock) => {}
        }
        if Status::read(&data(home)).is_some_and(|status| status.ready && status.answers()) {
            return Ok(None);
        }
        if Instant::now() > deadline {
            return Err(Error::NotReady { seconds: ATTACH_LIMIT.as_secs(), log: home.join("server.log") });
        }
        thread::sleep(POLL);
    }
}

/// A server whose owner was killed is stopping by itself (see `launch`): let it finish before its files are touched.
fn wait_for_departure(home: &Path) {
    let deadline = Instant::now() + DEPARTURE_LIMIT;
    while Instant::now() < deadline && Status::read(&data(home)).is_some_and(|status| status.answers()) {
        thread::sleep(POLL);
    }
}

fn run(
    account: &Account,
    home: &Path,
    passwords: Passwords,
    options: &Options,
) -> Result<(Process, Server), Error> {
    wait_for_departure(home);
    let binaries = binaries::for_data(&data(home))?;
    if !data(home).exists() {
        launch::initialize(account, &binaries, home, passwords.get(ADMINISTRATOR)?)?;
    }
    let process = Process::start(account, &binaries, home, options)?;
    let address = Address::administrator(process.port(), &passwords)?;
    Ok((process, Server::new(binaries.psql(), address, passwords)))
}
