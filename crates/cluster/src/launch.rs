//! Making the data directory, starting the server process and watching over it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::binaries::Binaries;
use crate::passwords::write_private;
use crate::{ADMINISTRATOR, Address, Error, Options, POLL, START_LIMIT, data};

/// A fast shutdown writes a checkpoint; on a slow disk that takes a while.
const STOP_LIMIT: Duration = Duration::from_secs(30);
const STOP_AT_ONCE_LIMIT: Duration = Duration::from_secs(5);
/// A free port may be taken between choosing it and using it.
const PORT_ATTEMPTS: usize = 3;

/// Stands between us and the server, and stops the server when its standard input ends. That happens when we say so and
/// also when this process dies, be it by SIGKILL: no orphan is ever left behind. Prints the server's process id.
const GUARDIAN: &str = r#"
exec 3<&0 </dev/null
"$@" >&2 3<&- &
server=$!
echo "$server"
{ read -r _ <&3; kill -INT "$server"; } >/dev/null &
watch=$!
exec 3<&- >/dev/null
wait "$server"
status=$?
kill "$watch" 2>/dev/null
exit "$status"
"#;

/// Creates the data directory, whole or not at all.
pub(crate) fn initialize(
    account: &Account,
    binaries: &Binaries,
    home: &Path,
    password: String,
) -> Result<(), Error> {
    let draft = home.join("data.new");
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(Error::io(&draft))?;
    }
    let password_file = home.join("administrator.new");
    write_private(&password_file, &password)?;
    account.give(&password_file)?;

    let mut command = account.command(&binaries.initdb(), home);
    command.arg("--pgdata").arg(&draft).arg("--pwfile").arg(&password_file);
    command.args(["--username", ADMINISTRATOR, "--encoding=UTF8", "--locale=C.UTF-8"]);
    command.args(["--auth=scram-sha-256", "--no-sync", "--no-instructions"]);
    let made = finish(command, "initdb");
    fs::remove_file(&password_file).map_err(Error::io(&password_file))?;
    made?;
    fs::rename(&draft, data(home)).map_err(Error::io(&draft))
}

/// Copies the data directory of a running server, with what a standby needs to follow it.
pub(crate) fn copy(account: &Account, binaries: &Binaries, home: &Path, from: &Address) -> Result<(), Error> {
    let Address { host, port, user, password } = from;
    let mut command = account.command(&binaries.pg_basebackup(), home);
    command
        .env("PGHOST", host)
        .env("PGPORT", port.to_string())
        .env("PGUSER", user)
        .env("PGPASSWORD", password);
    command.arg("--pgdata").arg(data(home));
    command.args(["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync"]);
    finish(command, "pg_basebackup").map(drop)
}

/// Runs a command to its end; its last words become the error.
pub(crate) fn finish(mut command: Command, program: &str) -> Result<String, Error> {
    let failed = |detail: String| Error::Failed { program: program.to_owned(), detail };
    let output = command.stdin(Stdio::null()).output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// What the server says about itself in `postmaster.pid`, the way `pg_ctl --wait` learns it.
pub(crate) struct Status {
    pub pid: u32,
    pub port: u16,
    pub ready: bool,
}

impl Status {
    pub fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(data.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let pid = lines.first()?.parse().ok()?;
        let port = lines.get(3)?.parse().ok()?;
        Some(Self { pid, port, ready: lines.get(7) == Some(&"ready") })
    }

    pub fn answers(&self) -> bool {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
    }
}

pub(crate) struct Process {
    guardian: Child,
    /// Closing it is the order to stop.
    leash: Option<ChildStdin>,
    pid: u32,
    port: u16,
}

impl Process {
    pub fn start(
        account: &Account,
        binaries: &Binaries,
        home: &Path,
        options: &Options,
    ) -> Result<Self, Error> {
        let mut attempt = 1;
        loop {
            let port = choose_port(home, options)?;
            let started = spawn(account, binaries, home, options, port).and_then(|mut process| {
                process.wait_until_ready(home)?;
                Ok(process)
            });
            match started {
                Err(Error::Ended { .. }) if attempt < PORT_ATTEMPTS && !is_free(port) => attempt += 1,
                Ok(process) => {
                    let memory = home.join("port");
                    fs::write(&memory, port.to_string()).map_err(Error::io(&memory))?;
                    return Ok(process);
                }
                Err(error) => return Err(error),
            }
        }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    fn wait_until_ready(&mut self, home: &Path) -> Result<(), Error> {
        let log = home.join("server.log");
        let deadline = Instant::now() + START_LIMIT;
        loop {
            let status = Status::read(&data(home));
            // A crash leaves an old file that also says "ready": only our own process counts.
            if status.is_some_and(|status| status.pid == self.pid && status.ready) {
                return Ok(());
            }
            if self.guardian.try_wait().map_err(Error::io(&log))?.is_some() {
                return Err(Error::Ended { detail: last_complaint(&log), log });
            }
            if Instant::now() > deadline {
                self.stop()?;
                return Err(Error::NotReady { seconds: START_LIMIT.as_secs(), log });
            }
            thread::sleep(POLL);
        }
    }

    pub fn stop(&mut self) -> Result<(), Error> {
        self.leash = None;
        if self.gone_within(STOP_LIMIT) {
            return Ok(());
        }
        // SIGQUIT ends the server without a checkpoint; it recovers from its log at the next start.
        let _ = Command::new("kill").args(["-QUIT", &self.pid.to_string()]).status();
        if self.gone_within(STOP_AT_ONCE_LIMIT) {
            return Ok(());
        }
        Err(Error::NotStopped { seconds: (STOP_LIMIT + STOP_AT_ONCE_LIMIT).as_secs(), pid: self.pid })
    }

    fn gone_within(&mut self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        loop {
            match self.guardian.try_wait() {
                Ok(None) if Instant::now() < deadline => thread::sleep(POLL),
                Ok(None) => return false,
                Ok(Some(_)) | Err(_) => return true,
            }
        }
    }
}

fn spawn(
    account: &Account,
    binaries: &Binaries,
    home: &Path,
    options: &Options,
    port: u16,
) -> Result<Process, Error> {
    let log_path = home.join("server.log");
    let log = File::create(&log_path).map_err(Error::io(&log_path))?;
    let mut command = account.command(Path::new("/bin/sh"), home);
    command.args(["-c", GUARDIAN, "koprogo-postgres"]).arg(binaries.postgres());
    command.arg("-D").arg(data(home)).args(settings(options, port));
    // Its own process group: Ctrl-C in the terminal reaches us alone, and we stop the server last.
    command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
    let mut guardian = command.spawn().map_err(Error::io("/bin/sh"))?;
    let leash = guardian.stdin.take();
    let pid = guardian.stdout.take().map(read_pid).unwrap_or_default();
    let mut process = Process { guardian, leash, pid: pid.unwrap_or_default(), port };
    if pid.is_none() {
        process.stop()?;
        return Err(Error::Ended { detail: last_complaint(&log_path), log: log_path });
    }
    Ok(process)
}

fn read_pid(output: impl std::io::Read) -> Option<u32> {
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).ok()?;
    line.trim().parse().ok()
}

fn settings(options: &Options, port: u16) -> Vec<String> {
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        "unix_socket_directories=".to_owned(),
        format!("max_connections={}", options.max_connections),
        "cluster_name=koprogo".to_owned(),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
    ];
    if !options.followed {
        // No standby will ever follow this cluster; creating databases is quicker for it.
        settings.extend(["wal_level=minimal", "max_wal_senders=0"].map(str::to_owned));
    }
    if !options.fsync {
        settings.extend(["fsync=off", "full_page_writes=off"].map(str::to_owned));
    }
    if !options.fsync && !options.followed {
        settings.push("synchronous_commit=off".to_owned());
    }
    settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
}

fn choose_port(home: &Path, options: &Options) -> Result<u16, Error> {
    if let Some(port) = options.port {
        return if is_free(port) { Ok(port) } else { Err(Error::PortTaken(port)) };
    }
    let last = fs::read_to_string(home.join("port")).ok().and_then(|text| text.trim().parse().ok());
    match last {
        Some(port) if is_free(port) => Ok(port),
        _ => any_free_port(),
    }
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn any_free_port() -> Result<u16, Error> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr()).map_err(Error::io("127.0.0.1"))?;
    Ok(address.port())
}

/// The last FATAL or ERROR line of the log, which says why; else its last line.
fn last_complaint(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let complaint = text.lines().rfind(|line| line.contains("FATAL:") || line.contains("ERROR:"));
    complaint.or(text.lines().next_back()).unwrap_or("it wrote nothing").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_file_is_read_while_it_grows() {
        let whole = "41\n/data\n1790000000\n5433\n\n127.0.0.1\n  5433001  98304\nready   \n";
        let ready = Status::parse(whole).expect("whole");
        assert_eq!((ready.pid, ready.port, ready.ready), (41, 5433, true));
        let starting = Status::parse(&whole.replace("ready   ", "starting")).expect("starting");
        assert!(!starting.ready);
        assert!(Status::parse("41\n/data\n").is_none());
        assert!(Status::parse("").is_none());
    }
}
