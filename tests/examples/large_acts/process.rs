//! The product's own executable as processes beside this one, and what they cost.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use sqlx::postgres::PgConnection;
use tests::database::Databases;
use tests::workspace;

const TICKS_A_SECOND: f64 = 100.0;

/// Where processes run: a database, a folder for files and logs, an address.
pub struct Place {
    database: String,
    folder: PathBuf,
    pub listen: String,
    executable: PathBuf,
}

impl Place {
    pub fn new(databases: &Databases, folder: &Path) -> Place {
        let executable = std::env::var_os("KOPROGO").map(PathBuf::from);
        let executable = executable.unwrap_or_else(|| workspace().join("target/release/koprogo"));
        assert!(executable.exists(), "{} is missing: cargo build --release -p koprogo", executable.display());
        fs::create_dir_all(folder.join("files")).expect("a folder");
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let listen = free.local_addr().expect("an address").to_string();
        Place { database: databases.app_url().to_owned(), folder: folder.to_owned(), listen, executable }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// `serve` or `work`, on one core if named. Settings are those of a small installation, with limits that nothing here reaches.
    pub fn start(&self, command: &'static str, core: Option<usize>) -> Process {
        let log = self.folder.join(format!("{command}.log"));
        let mut run = match core {
            Some(core) => {
                let mut pinned = Command::new("taskset");
                pinned.args(["-c", &core.to_string()]).arg(&self.executable);
                pinned
            }
            None => Command::new(&self.executable),
        };
        let wide = "1000000/1";
        run.arg(command)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MALLOC_")))
            .env("KOPROGO_DATABASE__URL", &self.database)
            .env("KOPROGO_AUTH__SECRET", "0123456789abcdef0123456789abcdef")
            .env("KOPROGO_FILES__DIR", self.folder.join("files"))
            .env("KOPROGO_MAIL__DEV_MAILBOX", "true")
            .env("KOPROGO_SERVER__LISTEN", &self.listen)
            .env("KOPROGO_SERVER__PUBLIC_URL", self.url())
            .env("KOPROGO_SERVER__OPS_LISTEN", "off")
            .env("KOPROGO_SERVER__LEAVE_SECONDS", "0")
            // What is measured is what the server holds, not how copros share it.
            .env("KOPROGO_DATABASE__COPRO_CONNECTIONS_MAX", "16")
            .env("KOPROGO_DATABASE__COPRO_WAIT_MS", "3000");
        for limit in ["COPRO", "FIRM", "CALLER", "ANONYMOUS", "DOOR"] {
            run.env(format!("KOPROGO_LIMITS__{limit}"), wide);
        }
        run.stderr(File::create(&log).expect("a log"));
        Process { child: run.spawn().expect("the executable starts"), log }
    }
}

pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_some()
    }

    pub fn cpu(&self) -> Duration {
        cpu_of(self.id(), &[11, 12])
    }

    /// A line of `/proc/…/status` in MiB: `VmHWM` is the most it ever held, `VmRSS` what it holds, `RssAnon` of it what no file backs.
    pub fn mib(&self, line: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).expect("a process");
        let found = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
        let kib = found.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
        kib.expect("a figure") / 1024.0
    }

    /// From now on `VmHWM` is of what comes.
    pub fn forget_peak(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.id()), "5").expect("a child of ours");
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The last access line that names this operation: milliseconds, statements.
    pub fn access_line(&self, operation: &str) -> (f64, i64) {
        let line = self.log().lines().rev().find(|line| line.contains(operation)).map(str::to_owned);
        let line: serde_json::Value =
            serde_json::from_str(&line.unwrap_or_default()).expect("an access line");
        (line["duration_ms"].as_f64().unwrap_or_default(), tests::int(&line, "db_statements"))
    }
}

/// Asked to stop, then waited for.
impl Drop for Process {
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.child.wait();
    }
}

/// The server of the cluster: itself, and its processes that live and have lived.
pub struct Postgres(u32);

impl Postgres {
    pub async fn of(connection: &mut PgConnection) -> Postgres {
        let backend: i32 =
            sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(connection).await.expect("an id");
        Postgres(field(u32::try_from(backend).expect("a process"), 1).expect("a parent"))
    }

    pub fn cpu(&self) -> Duration {
        let all = fs::read_dir("/proc").expect("/proc").flatten();
        let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let children = ids.filter(|id| field(*id, 1) == Some(self.0));
        cpu_of(self.0, &[11, 12, 13, 14]) + children.map(|id| cpu_of(id, &[11, 12])).sum::<Duration>()
    }
}

/// A field of `/proc/…/stat`, counted from the one behind the name; none where the process is gone.
fn field(id: u32, place: usize) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    rest.split(' ').nth(place)?.parse().ok()
}

fn cpu_of(id: u32, places: &[usize]) -> Duration {
    let ticks: u32 = places.iter().filter_map(|place| field(id, *place)).sum();
    Duration::from_secs_f64(f64::from(ticks) / TICKS_A_SECOND)
}
