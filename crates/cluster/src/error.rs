use std::io;
use std::path::{Path, PathBuf};

use crate::Version;

/// Each message is one sentence that names the remedy, because it is shown to a newcomer as it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "PostgreSQL 15.20 or newer is needed and none was found; install it with `apt-get install postgresql`"
    )]
    NotInstalled,
    #[error(
        "PostgreSQL {0} lacks security fixes that tenant isolation rests on; upgrade to 15.20 or newer with \
         `apt-get install postgresql-15`"
    )]
    TooOld(Version),
    #[error(
        "{} was made by PostgreSQL {wanted}, which is no longer installed; install it again, or delete the \
         directory to start over", data.display()
    )]
    OtherMajor { data: PathBuf, wanted: String },
    #[error(
        "PostgreSQL refuses to run as root and the system user `postgres` is missing; create it with \
         `useradd --system postgres`, or run as an ordinary user"
    )]
    NoAccount,
    #[error("{} belongs to another user or is open to others; delete it and start again", .0.display())]
    Taken(PathBuf),
    #[error("the database in {} is in use by another process; stop that one first", .0.display())]
    InUse(PathBuf),
    #[error("port {0} is in use; choose another, or leave the choice open")]
    PortTaken(u16),
    #[error("PostgreSQL was not ready after {seconds} seconds; see {}", log.display())]
    NotReady { seconds: u64, log: PathBuf },
    #[error("PostgreSQL ended while starting: {detail} (see {})", log.display())]
    Ended { detail: String, log: PathBuf },
    #[error("PostgreSQL did not stop within {seconds} seconds; its process is {pid}")]
    NotStopped { seconds: u64, pid: u32 },
    #[error("{program} failed: {detail}")]
    Failed { program: String, detail: String },
    #[error("there is no login role `{0}`; it must be created by the script given to `roles`")]
    UnknownRole(String),
    #[error("`{0}` is not a name for a role or database: use a-z, 0-9 and _, at most 63, a letter first")]
    Name(String),
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

impl Error {
    /// For `map_err`: says which path an input or output error was about.
    pub(crate) fn io(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { path, source }
    }
}
