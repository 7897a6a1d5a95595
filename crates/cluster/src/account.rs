//! Whose account the server runs under, and where that account can keep its files.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Cluster, Error};

/// PostgreSQL refuses to run as root; the system user that its packages create takes its place then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    Own { uid: u32 },
    Postgres { uid: u32, gid: u32 },
}

pub(crate) struct Place {
    pub home: PathBuf,
    pub moved: bool,
}

impl Account {
    pub fn current() -> Result<Self, Error> {
        let own = id(&["-u"])?;
        if own != 0 {
            return Ok(Self::Own { uid: own });
        }
        let no_account = |_| Error::NoAccount;
        let uid = id(&["-u", "postgres"]).map_err(no_account)?;
        let gid = id(&["-g", "postgres"]).map_err(no_account)?;
        Ok(Self::Postgres { uid, gid })
    }

    /// A command that will run under this account, from a directory it can enter.
    pub fn command(self, program: &Path, working: &Path) -> Command {
        let mut command = match self {
            Self::Own { .. } => Command::new(program),
            Self::Postgres { uid, gid } => {
                let mut command = Command::new("setpriv");
                command.args([format!("--reuid={uid}"), format!("--regid={gid}")]);
                command.arg("--clear-groups").arg("--").arg(program);
                command
            }
        };
        command.current_dir(working).env("LC_ALL", "C.UTF-8");
        command
    }

    pub fn give(self, path: &Path) -> Result<(), Error> {
        match self {
            Self::Own { .. } => Ok(()),
            Self::Postgres { uid, gid } => chown(path, Some(uid), Some(gid)).map_err(Error::io(path)),
        }
    }

    /// Makes sure that `dir` exists and that this account can keep its files there; when a parent directory shuts the
    /// account out (a checkout below /root), the files go to /var/tmp and `dir` becomes a link to them.
    pub fn place(self, dir: &Path) -> Result<Place, Error> {
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(Error::io(parent))?;
        let parent = fs::canonicalize(parent).map_err(Error::io(parent))?;
        let dir = parent.join(dir.file_name().unwrap_or_default());
        if dir.is_symlink() {
            return self.place_behind(&dir);
        }
        make_private(&dir)?;
        self.own_or_refuse(&dir)?;
        if self.can_use(&dir) {
            return Ok(Place { home: dir, moved: false });
        }
        fs::remove_dir(&dir).map_err(Error::io(&dir))?;
        self.place_elsewhere(&dir)
    }

    fn place_behind(self, link: &Path) -> Result<Place, Error> {
        let target = fs::read_link(link).map_err(Error::io(link))?;
        make_private(&target)?;
        self.own_or_refuse(&target)?;
        Ok(Place { home: target, moved: true })
    }

    fn place_elsewhere(self, dir: &Path) -> Result<Place, Error> {
        let target = Path::new("/var/tmp").join(format!("koprogo-{:016x}", fingerprint(dir)));
        if target.exists() {
            // Left by a checkout that was deleted, link and all: its data was meant to go as well.
            self.own_or_refuse(&target)?;
            Cluster::remove(&target)?;
        }
        make_private(&target)?;
        self.own_or_refuse(&target)?;
        symlink(&target, dir).map_err(Error::io(dir))?;
        Ok(Place { home: target, moved: true })
    }

    /// Anyone may create names in /var/tmp: never use a directory that somebody else prepared. This also tells apart a
    /// cluster made as root from one made by a user, which the other's server could not open.
    fn own_or_refuse(self, path: &Path) -> Result<(), Error> {
        let found = fs::symlink_metadata(path).map_err(Error::io(path))?;
        let ours = match self {
            Self::Own { uid } => found.uid() == uid,
            Self::Postgres { uid, .. } => found.uid() == uid || found.uid() == 0,
        };
        if !ours || !found.is_dir() || found.permissions().mode() & 0o077 != 0 {
            return Err(Error::Taken(path.to_owned()));
        }
        self.give(path)
    }

    fn can_use(self, dir: &Path) -> bool {
        let mut test = self.command(Path::new("test"), Path::new("/"));
        test.arg("-w").arg(dir).stdin(Stdio::null());
        test.status().is_ok_and(|status| status.success())
    }
}

fn make_private(dir: &Path) -> Result<(), Error> {
    match DirBuilder::new().mode(0o700).create(dir) {
        Err(source) if source.kind() != io::ErrorKind::AlreadyExists => Err(Error::io(dir)(source)),
        _ => Ok(()),
    }
}

fn id(arguments: &[&str]) -> Result<u32, Error> {
    let failed = |detail: String| Error::Failed { program: "id".to_owned(), detail };
    let output = Command::new("id").args(arguments).output().map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// FNV-1a: the name must be the same for the same path with every compiler, which the standard hasher does not promise.
fn fingerprint(path: &Path) -> u64 {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_fingerprint_for_ever() {
        assert_eq!(fingerprint(Path::new("")), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(Path::new("a")), 0xaf63_dc4c_8601_ec8c);
    }
}
