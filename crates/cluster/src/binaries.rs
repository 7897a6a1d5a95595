//! Which PostgreSQL of this machine to use.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;

/// Older releases mix up roles in cached plans and let a role leave its restrictive policies: fatal with row-level security.
pub const MINIMUM: Version = Version { major: 15, minor: 20 };

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    /// Reads what `postgres --version` prints: `postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)`.
    fn parse(text: &str) -> Option<Self> {
        let number = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
        let mut parts = number.split('.').map(|part| part.parse().ok());
        // A beta prints `19beta1`: not a number, so not a candidate.
        let major = parts.next()??;
        Some(Self { major, minor: parts.next().flatten().unwrap_or(0) })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Binaries {
    dir: PathBuf,
    version: Version,
}

impl Binaries {
    pub fn initdb(&self) -> PathBuf {
        self.dir.join("initdb")
    }

    pub fn postgres(&self) -> PathBuf {
        self.dir.join("postgres")
    }

    pub fn pg_basebackup(&self) -> PathBuf {
        self.dir.join("pg_basebackup")
    }

    pub fn psql(&self) -> PathBuf {
        self.dir.join("psql")
    }
}

/// The newest acceptable release; for an existing data directory, the newest of the major that made it.
pub(crate) fn for_data(data: &Path) -> Result<Binaries, Error> {
    let all = installed();
    let made_by = fs::read_to_string(data.join("PG_VERSION")).ok().map(|text| text.trim().to_owned());
    choose(all, made_by.as_deref(), data)
}

fn choose(all: Vec<Binaries>, made_by: Option<&str>, data: &Path) -> Result<Binaries, Error> {
    let newest = all.iter().map(|found| found.version).max().ok_or(Error::NotInstalled)?;
    if newest < MINIMUM {
        return Err(Error::TooOld(newest));
    }
    let suits = |found: &Binaries| made_by.is_none_or(|major| found.version.major.to_string() == major);
    let best = all.into_iter().filter(suits).max_by_key(|found| found.version);
    match (best, made_by) {
        (Some(best), _) if best.version >= MINIMUM => Ok(best),
        (Some(best), _) => Err(Error::TooOld(best.version)),
        (None, made_by) => {
            Err(Error::OtherMajor { data: data.to_owned(), wanted: made_by.unwrap_or_default().to_owned() })
        }
    }
}

fn installed() -> Vec<Binaries> {
    let mut dirs = debian();
    dirs.extend(pg_config());
    dirs.extend(env::var_os("PATH").iter().flat_map(env::split_paths).collect::<Vec<_>>());
    // All three or nothing: links to some of them, put into PATH by hand, are common.
    dirs.retain(|dir| ["initdb", "postgres", "psql"].iter().all(|program| dir.join(program).is_file()));
    dirs.sort();
    dirs.dedup();
    dirs.into_iter().filter_map(|dir| version(&dir).map(|version| Binaries { dir, version })).collect()
}

/// Debian and Ubuntu keep server programs out of PATH, one directory per major.
fn debian() -> Vec<PathBuf> {
    let entries = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    entries.map(|entry| entry.path().join("bin")).collect()
}

fn pg_config() -> Option<PathBuf> {
    output("pg_config", "--bindir").map(|text| PathBuf::from(text.trim()))
}

fn version(dir: &Path) -> Option<Version> {
    Version::parse(&output(dir.join("postgres"), "--version")?)
}

fn output(program: impl AsRef<OsStr>, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(major: u32, minor: u32) -> Binaries {
        Binaries { dir: PathBuf::from(format!("/pg/{major}.{minor}")), version: Version { major, minor } }
    }

    fn chosen(all: &[(u32, u32)], made_by: Option<&str>) -> Result<String, String> {
        let all = all.iter().map(|&(major, minor)| found(major, minor)).collect();
        let chosen = choose(all, made_by, Path::new("/data"));
        chosen.map(|best| best.version.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn versions_are_read_as_each_distribution_prints_them() {
        let read = |text| Version::parse(text).map(|version| version.to_string());
        assert_eq!(read("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)").as_deref(), Some("15.20"));
        assert_eq!(read("postgres (PostgreSQL) 17.2").as_deref(), Some("17.2"));
        assert_eq!(read("postgres (PostgreSQL) 19beta1"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn the_newest_is_chosen_and_old_ones_are_refused() {
        assert_eq!(chosen(&[(15, 20), (17, 2), (16, 9)], None).as_deref(), Ok("17.2"));
        assert_eq!(chosen(&[(15, 20), (15, 21)], None).as_deref(), Ok("15.21"));
        assert!(chosen(&[], None).is_err_and(|text| text.contains("none was found")));
        assert!(
            chosen(&[(15, 18), (14, 99)], None).is_err_and(|text| text.contains("PostgreSQL 15.18 lacks"))
        );
    }

    #[test]
    fn an_existing_cluster_keeps_its_major() {
        assert_eq!(chosen(&[(15, 20), (17, 2)], Some("15")).as_deref(), Ok("15.20"));
        assert!(chosen(&[(15, 18), (17, 2)], Some("15")).is_err_and(|text| text.contains("15.18 lacks")));
        assert!(chosen(&[(17, 2)], Some("15")).is_err_and(|text| text.contains("made by PostgreSQL 15")));
    }
}
