//! The administrator's way into a PostgreSQL server: roles, databases, addresses.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::passwords::{Passwords, random};
use crate::{ADMINISTRATOR, Error};

const LOGINS: &str =
    "select 'login:' || rolname from pg_roles where rolcanlogin and not rolsuper and rolname like 'koprogo%'";

/// Where a server answers and who administers it.
#[derive(Clone)]
pub struct Address {
    pub host: String,
    pub port: u16,
    pub user: String,
    pub password: String,
}

impl Address {
    pub(crate) fn administrator(port: u16, passwords: &Passwords) -> Result<Self, Error> {
        let password = passwords.get(ADMINISTRATOR)?;
        Ok(Self { host: "127.0.0.1".to_owned(), port, user: ADMINISTRATOR.to_owned(), password })
    }
}

pub struct Server {
    psql: PathBuf,
    address: Address,
    passwords: Passwords,
}

impl Server {
    pub(crate) fn new(psql: PathBuf, address: Address, passwords: Passwords) -> Self {
        Self { psql, address, passwords }
    }

    /// A server that somebody else runs; passwords given to its roles are kept in `dir`.
    pub fn external(address: Address, dir: impl AsRef<Path>) -> Result<Self, Error> {
        let dir = dir.as_ref();
        std::fs::create_dir_all(dir).map_err(Error::io(dir))?;
        Ok(Self::new(PathBuf::from("psql"), address, Passwords::open(dir)?))
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    pub fn port(&self) -> u16 {
        self.address.port
    }

    /// Runs the script that creates the roles, then gives each of our login roles the password that [`Server::url`] will
    /// use. Only names that begin like ours are touched: on an external server the others belong to somebody.
    pub fn roles(&self, script: &str) -> Result<(), Error> {
        // One call where several would read better: starting psql is what costs.
        let known: String =
            self.passwords.all().iter().map(|(role, password)| set_password(role, password)).collect();
        let printed = self.run(&format!("{script};\n{known}{LOGINS};\n"))?;
        let mut drawn = Vec::new();
        for role in printed.lines().filter_map(|line| line.strip_prefix("login:")) {
            if self.passwords.get(role).is_err() {
                drawn.push((name(role)?.to_owned(), random()?));
            }
        }
        if drawn.is_empty() {
            return Ok(());
        }
        self.run(&drawn.iter().map(|(role, password)| set_password(role, password)).collect::<String>())?;
        self.passwords.keep(drawn)
    }

    /// Returns whether the database had to be created.
    pub fn create_database(&self, database: &str, owner: &str) -> Result<bool, Error> {
        let (database, owner) = (name(database)?, name(owner)?);
        let found = self.run(&format!("select 1 from pg_database where datname = '{database}'"))?;
        if !found.is_empty() {
            return Ok(false);
        }
        self.run(&format!("create database {database} owner {owner}"))?;
        Ok(true)
    }

    pub fn drop_database(&self, database: &str) -> Result<(), Error> {
        self.run(&format!("drop database if exists {} with (force)", name(database)?)).map(drop)
    }

    /// The address of `database` for `role`, password included.
    pub fn url(&self, role: &str, database: &str) -> Result<String, Error> {
        let Address { host, port, .. } = &self.address;
        let password = self.passwords.get(role)?;
        Ok(format!("postgres://{}:{password}@{host}:{port}/{}", name(role)?, name(database)?))
    }

    /// Runs SQL as the administrator and returns the rows, unaligned. SQL goes in by standard input and the password by
    /// the environment, so that neither appears in the list of processes.
    pub fn run(&self, sql: &str) -> Result<String, Error> {
        let Address { host, port, user, password } = &self.address;
        let mut command = Command::new(&self.psql);
        command.args(["--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--no-align"]);
        command.args(["--set", "ON_ERROR_STOP=1", "--file", "-"]);
        command.env("PGHOST", host).env("PGPORT", port.to_string()).env("PGUSER", user);
        command.env("PGPASSWORD", password).env("PGDATABASE", "postgres").env("PGCONNECT_TIMEOUT", "10");
        command.env("PGOPTIONS", "-c client_min_messages=warning");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        feed(command, sql)
    }
}

fn feed(mut command: Command, sql: &str) -> Result<String, Error> {
    let failed = |detail: String| Error::Failed { program: "psql".to_owned(), detail };
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    let mut input = child.stdin.take().ok_or_else(|| failed("no standard input".to_owned()))?;
    // psql that gave up early closes its end; its own message, read below, says more than the broken pipe.
    let _ = input.write_all(sql.as_bytes());
    drop(input);
    let output = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The administrator's own password is not ours to change; on an external server it is not even known here.
fn set_password(role: &str, password: &str) -> String {
    if role == ADMINISTRATOR {
        return String::new();
    }
    format!(
        "do $$ begin if to_regrole('{role}') is not null then alter role {role} password '{password}'; end if; end $$;\n"
    )
}

/// Names are checked rather than quoted: there is no reason for one that would need quoting.
fn name(text: &str) -> Result<&str, Error> {
    let first = text.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if first && rest && text.len() <= 63 { Ok(text) } else { Err(Error::Name(text.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_need_quoting_are_refused() {
        for good in ["koprogo", "koprogo_app", "t1"] {
            assert!(name(good).is_ok(), "{good}");
        }
        let long = "a".repeat(64);
        for bad in ["", "1a", "Koprogo", "a-b", "a\"b", "a;drop", "é", &long] {
            assert!(name(bad).is_err(), "{bad}");
        }
    }
}
