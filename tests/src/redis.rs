//! A Redis of one's own: on a socket in a directory of its own, without a file of data, gone with its handle or with the test process.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use access::limit::Redis;

const START_LIMIT: Duration = Duration::from_secs(10);

/// The shell is its guardian: when the pipe to us closes, whether we end it, pass, panic or are killed, it kills its one child by id.
const GUARDED: &str = r#"redis-server --port 0 --unixsocket "$1/socket" --save "" --appendonly no --dir "$1" --loglevel warning \
    </dev/null >"$1/log" 2>&1 & echo $!; read -r _; kill -KILL $!"#;

pub struct RedisServer {
    dir: PathBuf,
    running: Option<(Child, String)>,
}

impl RedisServer {
    pub fn start() -> RedisServer {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        // Addresses of sockets are short: below the directory for temporary files, wherever the workspace lies.
        let name = format!("koprogo-redis-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let dir = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&dir).expect("a directory for Redis");
        let mut server = RedisServer { dir, running: None };
        server.restart();
        server
    }

    /// Starts it again, empty.
    pub fn restart(&mut self) {
        self.kill();
        let mut shell = Command::new("sh");
        shell.args(["-c", GUARDED, "guardian"]).arg(&self.dir).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = shell.spawn().expect("a shell");
        let mut id = String::new();
        let output = child.stdout.take().expect("piped");
        BufReader::new(output).read_line(&mut id).expect("the id of Redis");
        self.running = Some((child, id.trim().to_owned()));
        let deadline = Instant::now() + START_LIMIT;
        while self.command("PING").as_deref() != Some("+PONG") {
            assert!(Instant::now() < deadline, "Redis does not start; is redis-server installed?");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// As a power cut would: no goodbye, nothing kept.
    pub fn kill(&mut self) {
        if let Some((mut guardian, _)) = self.running.take() {
            drop(guardian.stdin.take());
            guardian.wait().expect("the guardian ends");
        }
        let _ = std::fs::remove_file(self.dir.join("socket"));
    }

    /// Stops or continues the process: it holds its connections and answers nothing.
    pub fn signal(&self, name: &str) {
        let (_, id) = self.running.as_ref().expect("it runs");
        let sent = Command::new("kill").args([&format!("-{name}"), id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "signal {name}");
    }

    /// How instances reach it.
    pub fn options(&self) -> Redis {
        Redis {
            url: format!("redis+unix://{}", self.dir.join("socket").display()),
            timeout: Duration::from_millis(50),
            secret: b"a secret of the tests".to_vec(),
        }
    }

    /// The first line of what it answers to a command without spaces in its arguments.
    pub fn command(&self, line: &str) -> Option<String> {
        let text = self.answer(line)?;
        text.lines().next().map(str::to_owned)
    }

    /// Every key and what is kept under it.
    pub fn content(&self) -> Vec<String> {
        let keys = self.answer("KEYS *").unwrap_or_default();
        let keys: Vec<String> =
            keys.lines().filter(|line| line.starts_with("koprogo")).map(str::to_owned).collect();
        keys.iter()
            .map(|key| format!("{key} {}", self.answer(&format!("DUMP {key}")).unwrap_or_default()))
            .collect()
    }

    fn answer(&self, line: &str) -> Option<String> {
        let mut stream = UnixStream::connect(self.dir.join("socket")).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
        write!(stream, "{line}\r\nQUIT\r\n").ok()?;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Some(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}
