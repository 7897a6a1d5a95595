//! The executable as its users meet it: started as a process, spoken to over the wire, stopped by a signal.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use cluster::{Cluster, Options};

const PROGRAM: &str = env!("CARGO_BIN_EXE_koprogo");
const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(40);

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("koprogo-{name}"));
        Cluster::remove(dir.join("postgres")).expect("nothing runs here");
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("scratch directory");
        Self(dir)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = Cluster::remove(self.0.join("postgres"));
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Nothing of the developer's own settings reaches the program.
fn koprogo(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("KOPROGO_")
            || name == "DATABASE_URL"
            || name == "STRIPE_SECRET_KEY"
        {
            command.env_remove(name);
        }
    }
    command.args(arguments).envs(environment.iter().copied()).stdin(Stdio::null());
    command
}

fn finish(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    koprogo(arguments, environment).output().expect("runs")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

struct Running(Child);

impl Running {
    fn start(mut command: Command) -> Self {
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("spawns"))
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.0.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
    }

    /// Waits for the end and returns the exit code with everything that was printed.
    fn end(mut self) -> (Option<i32>, String) {
        let deadline = Instant::now() + STOP_LIMIT;
        let status = loop {
            match self.0.try_wait().expect("waits") {
                Some(status) => break status,
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(20)),
                None => panic!("did not stop"),
            }
        };
        let mut printed = String::new();
        self.0.stdout.take().expect("piped").read_to_string(&mut printed).expect("text");
        self.0.stderr.take().expect("piped").read_to_string(&mut printed).expect("text");
        (status.code(), printed)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + START_LIMIT;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}: not within {START_LIMIT:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn get(address: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// `dev` says where it is in a file once everything answers.
fn address_of(data: &Path) -> String {
    wait_for("dev", || {
        fs::read_to_string(data.join("address")).ok()?.strip_prefix("http://").map(str::to_owned)
    })
}

fn paid_at(data: &Path) -> String {
    let text = fs::read_to_string(data.join("payments-address")).expect("a stand-in");
    text.strip_prefix("http://").expect("an address").to_owned()
}

fn dev(data: &Path) -> Command {
    koprogo(&["dev", "--no-demo", "--listen", "127.0.0.1:0", "--data", data.to_str().expect("text")], &[])
}

#[test]
fn dev_serves_keeps_its_data_and_leaves_nothing_running() {
    let scratch = Scratch::new("dev");
    let first = Running::start(dev(&scratch.0));
    let address = address_of(&scratch.0);
    assert!(get(&address, "/health/ready").expect("answers").starts_with("HTTP/1.1 200"));
    let paid_at = paid_at(&scratch.0);
    let one = "\"webhook_endpoints\":1";
    let paid = || get(&paid_at, "/_fake/state").expect("the stand-in answers");
    assert!(paid().contains(one), "it tells the product what happens: {}", paid());
    let data = scratch.0.to_str().expect("text");
    let examined = || finish(&["doctor", "--data", data], &[]).status.code();
    assert_eq!(examined(), Some(0), "while it runs");
    // It has told how the machine is as soon as it ran; whether that can be judged depends on the time of day.
    wait_for("the first sample", || {
        let asked = errors(&finish(&["capacity", "--data", data], &[]));
        (!asked.contains("nothing has been measured yet")).then_some(())
    });
    let refused = dev(&scratch.0).output().expect("runs");
    assert_eq!(refused.status.code(), Some(1));
    assert!(errors(&refused).contains("another `koprogo dev` uses"), "{}", errors(&refused));
    first.signal("INT");
    let (code, printed) = first.end();
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains(&format!("Open       http://{address}")), "{printed}");
    assert!(!printed.contains('\x1b'), "no colours in a file");
    assert!(printed.contains(&format!("Payments   http://{paid_at}")), "{printed}");
    assert!(!scratch.0.join("address").exists() && !scratch.0.join("payments-address").exists());
    assert!(TcpStream::connect(&paid_at).is_err(), "the stand-in has stopped as well");
    let kept = fs::read_to_string(scratch.0.join("payments.json")).expect("kept");
    assert!(kept.contains(&format!("http://{address}/v1/webhooks/stripe")), "{kept}");
    let port = fs::read_to_string(scratch.0.join("postgres/port")).expect("remembered");
    assert!(TcpStream::connect(format!("127.0.0.1:{port}")).is_err(), "the database has stopped as well");
    assert_eq!(examined(), Some(0), "the doctor starts the database for itself");

    let begun = Instant::now();
    let mut ahead = dev(&scratch.0);
    ahead.args(["--days-ahead", "2"]);
    let second = Running::start(ahead);
    let moved = address_of(&scratch.0);
    let state = get(&self::paid_at(&scratch.0), "/_fake/state").expect("the stand-in answers");
    assert!(state.contains(one), "the same endpoint, elsewhere: {state}");
    let secret = |kept: &str| kept.split("whsec_").nth(1).map(|rest| rest[..32].to_owned());
    wait_for("the new address is kept", || {
        let now = fs::read_to_string(scratch.0.join("payments.json")).ok()?;
        (now.contains(&moved) && secret(&now) == secret(&kept)).then_some(())
    });
    println!("second start: {:?}", begun.elapsed());
    let lived = |address: &str| {
        let clock = get(address, "/v1/dev/clock").expect("answers");
        (clock.contains("\"days_ahead\":2,") && clock.contains("\"until\":null")).then_some(())
    };
    wait_for("two days are lived", || lived(&moved));
    second.signal("TERM");
    assert_eq!(second.end().0, Some(0));
    let third = Running::start(dev(&scratch.0));
    lived(&address_of(&scratch.0)).expect("two days ahead, as it was left");
    third.signal("TERM");
    let (code, printed) = third.end();
    assert_eq!(code, Some(0));
    assert!(printed.contains(", 2 days ahead"), "{printed}");
}

#[test]
fn dev_moves_no_real_money() {
    let scratch = Scratch::new("live");
    let data = scratch.0.to_str().expect("text");
    let live = [("STRIPE_SECRET_KEY", "sk_live_hush")];
    let refused = finish(&["dev", "--no-demo", "--listen", "127.0.0.1:0", "--data", data], &live);
    assert_eq!(refused.status.code(), Some(2));
    let said = errors(&refused);
    assert!(
        said.contains("set KOPROGO_PAYMENTS__SECRET_KEY to a test key") && !said.contains("hush"),
        "{said}"
    );
    assert!(!scratch.0.join("postgres").exists(), "nothing was begun");
}

#[test]
fn a_request_under_way_is_answered_before_the_end() {
    let scratch = Scratch::new("drain");
    let server = Running::start(dev(&scratch.0));
    let address = address_of(&scratch.0);
    let body = r#"{"email":"nobody@koprogo.example","password":"not the password"}"#;
    let mut stream = TcpStream::connect(&address).expect("connects");
    let length = body.len();
    let head = format!(
        "POST /v1/session HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         expect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("head");
    // The server asks for the body: it has begun with the request, before the signal reaches it.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).expect("an interim answer");
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    server.signal("TERM");
    wait_for("the listener closes", || TcpStream::connect(&address).err());
    stream.write_all(body.as_bytes()).expect("body");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answer");
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert_eq!(server.end().0, Some(0));
}

#[test]
fn serve_and_work_refuse_a_schema_that_is_behind_and_run_once_it_is_there() {
    let scratch = Scratch::new("serve");
    let options = Options { fsync: false, ..Options::default() };
    let cluster = Cluster::start(scratch.0.join("postgres"), &options).expect("cluster");
    cluster.roles(include_str!("../../../deploy/roles.sql")).expect("roles");
    cluster.create_database("koprogo", "koprogo_owner").expect("database");
    let owner = cluster.url("koprogo_owner", "koprogo").expect("url");
    let app = cluster.url("koprogo_app", "koprogo").expect("url");
    let files = scratch.0.join("files").display().to_string();
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("port");
    let listen = free.to_string();
    let environment = [
        ("DATABASE_URL", app.as_str()),
        ("KOPROGO_FILES__DIR", &files),
        ("KOPROGO_MAIL__DEV_MAILBOX", "true"),
        ("KOPROGO_SERVER__LISTEN", &listen),
        ("KOPROGO_SERVER__OPS_LISTEN", "off"),
        ("KOPROGO_SERVER__LEAVE_SECONDS", "0"),
        SECRET,
    ];
    for command in ["serve", "work"] {
        let refused = finish(&[command], &environment);
        assert_eq!(refused.status.code(), Some(1));
        assert!(errors(&refused).contains("run `koprogo migrate` first"), "{command}: {}", errors(&refused));
    }
    let as_owner = [
        ("DATABASE_URL", owner.as_str()),
        environment[1],
        environment[2],
        environment[3],
        environment[4],
        SECRET,
    ];
    let migrate = [("KOPROGO_DATABASE__MIGRATE_URL", owner.as_str())];
    let migrated = finish(&["migrate"], &migrate);
    assert!(migrated.status.success(), "{}", errors(&migrated));
    let again = finish(&["migrate"], &migrate);
    assert!(String::from_utf8_lossy(&again.stdout).starts_with("The schema is up to date"));
    let refused = finish(&["serve"], &as_owner);
    assert!(errors(&refused).contains("bypasses row-level security"), "{}", errors(&refused));

    let health = |arguments: &[&str]| {
        let asked = finish(&[&["health"], arguments].concat(), &environment);
        (asked.status.code(), errors(&asked))
    };
    assert_eq!(health(&[]).0, Some(1), "nobody answers yet");
    assert_eq!(health(&["--work"]).0, Some(2), "metrics are off, and nothing else of it answers");
    let serve = Running::start(koprogo(&["serve"], &environment));
    let work = Running::start(koprogo(&["work"], &environment));
    wait_for("serve", || get(&listen, "/health/ready").filter(|answer| answer.starts_with("HTTP/1.1 200")));
    assert_eq!(health(&[]), (Some(0), String::new()));
    for running in [serve, work] {
        running.signal("TERM");
        let (code, printed) = running.end();
        assert_eq!(code, Some(0), "{printed}");
        assert!(printed.lines().all(|line| line.starts_with('{')), "the log is JSON: {printed}");
    }
    the_doctor_finds_what_is_broken_and_nothing_is_served(&cluster, &app, &environment);
    cluster.stop().expect("stop");
}

const SECRET: (&str, &str) = ("KOPROGO_AUTH__SECRET", "0123456789abcdef0123456789abcdef");

#[test]
fn the_log_of_the_demo_verifies_and_what_is_changed_behind_it_is_named() {
    let scratch = Scratch::new("audit");
    let data = scratch.0.to_str().expect("text");
    let dev = Running::start(koprogo(&["dev", "--listen", "127.0.0.1:0", "--data", data], &[]));
    address_of(&scratch.0);
    let cluster = Cluster::start(scratch.0.join("postgres"), &Options::default()).expect("attaches");
    let verified = |arguments: &[&str]| {
        let output = finish(&[&["audit", "verify", "--data", data], arguments].concat(), &[]);
        let page = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), format!("{page}{}", errors(&output)))
    };
    for arguments in [&[][..], &["--tenant", "trois-alouettes-demo"]] {
        let (code, page) = verified(arguments);
        assert_eq!(code, Some(0), "{page}");
        assert!(page.contains("✓ everything is as it was written") && !page.contains('\x1b'), "{page}");
    }
    let (code, said) = verified(&["--tenant", "nowhere-demo"]);
    assert_eq!((code, said.as_str()), (Some(1), "koprogo: there is no copro nowhere-demo"));

    the_archive_is_verified_and_taken_out(&scratch.0);

    let tamper = "\\connect koprogo
        SET session_replication_role = replica;
        UPDATE tenant.audit_entries e SET actor = 'platform', action = 'nothing.happened'
          FROM tenant.audit_chain c JOIN firm.copros f USING (tenant_id)
         WHERE f.slug = 'trois-alouettes-demo' AND c.seq = 5 AND e.tenant_id = c.tenant_id AND e.id = c.entry_id;\n";
    cluster.run(tamper).expect("an entry is changed");
    for arguments in [&[][..], &["--tenant", "trois-alouettes-demo"]] {
        let (code, page) = verified(arguments);
        assert_eq!(code, Some(1), "{page}");
        assert!(page.contains(", trois-alouettes-demo\n      number 5: entry "), "{page}");
        assert!(
            page.contains("it now reads: platform, nothing.happened, ") && page.contains("1 finding, in"),
            "{page}"
        );
    }
    assert_eq!(verified(&["--tenant", "parc-aux-hetres-demo"]).0, Some(0), "nothing was done to the others");
    dev.signal("TERM");
    assert_eq!(dev.end().0, Some(0));
    assert_eq!(verified(&[]).0, Some(1), "the database is started for it");
}

fn the_archive_is_verified_and_taken_out(data: &Path) {
    let folder = data.join("taken-out");
    let (data, out) = (data.to_str().expect("text"), folder.to_str().expect("text"));
    let verified = finish(&["invoices", "verify", "--data", data], &[]);
    let page = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert_eq!(verified.status.code(), Some(0), "{page}{}", errors(&verified));
    assert!(page.contains("✓ everything is as it was issued") && !page.contains('\x1b'), "{page}");
    let exported = finish(&["invoices", "export", out, "--data", data], &[]);
    assert_eq!(exported.status.code(), Some(0), "{}", errors(&exported));
    let sums = Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(&folder).status();
    assert!(sums.is_ok_and(|status| status.success()), "every file is listed with its checksum");
    let again = finish(&["invoices", "export", out, "--data", data], &[]);
    assert_eq!(again.status.code(), Some(2));
    assert!(errors(&again).contains("is not empty"), "{}", errors(&again));
}

fn the_doctor_finds_what_is_broken_and_nothing_is_served(
    cluster: &Cluster,
    app: &str,
    environment: &[(&str, &str)],
) {
    let administrator = cluster.url(cluster::ADMINISTRATOR, "koprogo").expect("url");
    let owner = cluster.url("koprogo_owner", "koprogo").expect("url");
    let examined = |login: &str| {
        let output = finish(&["doctor", "--database-url", login], &[]);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    for (login, skipped) in [(app, "0 skipped"), (&administrator, "0 skipped"), (&owner, "1 skipped")] {
        let (code, page) = examined(login);
        assert_eq!(code, Some(0), "{page}");
        assert!(page.contains("0 violations: ") && page.contains(skipped), "{page}");
    }
    let by_settings = finish(&["doctor"], environment);
    assert_eq!(by_settings.status.code(), Some(0), "{}", errors(&by_settings));

    let break_it = "\\connect koprogo\nALTER TABLE tenant.lots NO FORCE ROW LEVEL SECURITY;\n";
    cluster.run(break_it).expect("the guard is taken down");
    let (code, page) = examined(app);
    assert_eq!(code, Some(1), "{page}");
    assert!(page.contains("R02") && page.contains("        tenant.lots\n"), "{page}");
    assert!(page.contains("1 violation: "), "{page}");
    for command in ["serve", "work"] {
        let refused = finish(&[command], environment);
        let said = errors(&refused);
        assert_eq!(refused.status.code(), Some(1), "{command}: {said}");
        let sentence =
            "R02 (row-level security is forced): tenant.lots. Nothing is served until that is put right";
        assert!(said.contains(sentence) && said.lines().count() == 1, "{command}: {said}");
    }
}

/// Sixty days of hours, of a machine at ease but for so many of its last hours; copros by the day. The end of a psql script.
fn life(copros_today: u32, copros_a_day: u32, full_hours: u32) -> String {
    format!(
        "\\connect koprogo
        DELETE FROM ops.sample_hours;
        INSERT INTO ops.sample_hours SELECT 'one/serve', date_bin('1 hour', now(), 'epoch') - make_interval(hours => ago),
            CASE WHEN ago <= {full_hours} THEN 95 ELSE 50 END, 100, 400, 2, 30, 100, 180, 1000, {copros_today} - ago / 24 * {copros_a_day}
          FROM generate_series(1, 60 * 24) AS ago;\n"
    )
}

#[test]
fn the_release_before_goes_on_with_a_later_schema() {
    let scratch = Scratch::new("later");
    let options = Options { fsync: false, ..Options::default() };
    let cluster = Cluster::start(scratch.0.join("postgres"), &options).expect("cluster");
    cluster.roles(include_str!("../../../deploy/roles.sql")).expect("roles");
    cluster.create_database("koprogo", "koprogo_owner").expect("database");
    let owner = cluster.url("koprogo_owner", "koprogo").expect("url");
    let migrate = || {
        let output = finish(&["migrate"], &[("KOPROGO_DATABASE__MIGRATE_URL", &owner)]);
        assert!(output.status.success(), "{}", errors(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(migrate().ends_with("migrations applied.\n"));
    assert!(migrate().starts_with("The schema is up to date"));
    let later = "\\connect koprogo
        INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9001, 'later', true, 'x', 1);\n";
    cluster.run(later).expect("a later release");
    assert_eq!(migrate(), "The schema is a later release's, and this one works with it: nothing to do.\n");
}

#[test]
fn capacity_answers_in_text_in_json_and_by_its_exit_code() {
    let scratch = Scratch::new("capacity");
    let options = Options { fsync: false, ..Options::default() };
    let cluster = Cluster::start(scratch.0.join("postgres"), &options).expect("cluster");
    cluster.roles(include_str!("../../../deploy/roles.sql")).expect("roles");
    cluster.create_database("koprogo", "koprogo_owner").expect("database");
    let url = |role: &str| cluster.url(role, "koprogo").expect("url");
    let migrated = finish(&["migrate"], &[("KOPROGO_DATABASE__MIGRATE_URL", &url("koprogo_owner"))]);
    assert!(migrated.status.success(), "{}", errors(&migrated));
    let operator = url("koprogo_operator");
    let asked = |arguments: &[&str]| {
        let environment = [("KOPROGO_DATABASE__OPERATOR_URL", operator.as_str()), ("COLUMNS", "100")];
        let output = finish(&[&["capacity"], arguments].concat(), &environment);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), errors(&output))
    };
    let (code, page, said) = asked(&[]);
    assert_eq!((code, page.as_str()), (Some(3), ""));
    assert!(said.starts_with("koprogo: nothing has been measured yet: `koprogo serve`"), "{said}");
    // Copros today, more a day, full hours; exit code and sentence.
    let cases = [
        (300, 1, 0, 0, "Stay."),
        (300, 1, 1, 0, "being watched"),
        (1_300, 10, 0, 1, "Prepare to move to phase 2, Growth."),
        (300, 1, 3, 2, "Move to phase 2, Growth now."),
    ];
    for (today, growth, full, expected, sentence) in cases {
        cluster.run(&life(today, growth, full)).expect("a life");
        let (code, page, said) = asked(&[]);
        assert_eq!(code, Some(expected), "{page}{said}");
        assert!(page.starts_with("Phase 1, MVP (load-tested)") && page.contains(sentence), "{page}");
        assert!(
            page.contains("estimate: active copros at the list price") && !page.contains('\x1b'),
            "{page}"
        );
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
        let (code, json, _) = asked(&["--json"]);
        let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((code, answer["phase"].as_i64()), (Some(expected), Some(1)));
        assert_eq!(answer["signals"].as_array().map(Vec::len), Some(5));
        assert_eq!(answer["days_left"].is_number(), expected == 1, "{}", answer["days_left"]);
        assert_eq!(answer["economics"]["next_cost_cents"].as_i64(), Some(1_500));
    }
    let (code, page, _) = asked(&["--profile", "conservative"]);
    assert_eq!(code, Some(2));
    assert!(
        page.starts_with("Phase 1, MVP (conservative)") && page.contains("100 active copros: reached"),
        "{page}"
    );
    let (code, _, said) = asked(&["--profile", "optimistic"]);
    assert_eq!(code, Some(3));
    assert!(said.contains("use load-tested or conservative"), "{said}");
    cluster.stop().expect("stop");
}

/// Arguments, environment, and what the one sentence contains.
type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a str);

#[test]
fn what_is_wrong_is_said_in_one_sentence() {
    let good = [("KOPROGO_FILES__DIR", "/tmp"), ("KOPROGO_MAIL__DEV_MAILBOX", "true")];
    let with_database =
        [good[0], good[1], ("DATABASE_URL", "postgres://koprogo_app:hush@db.koprogo.example/koprogo")];
    let cases: [Case<'_>; 13] = [
        (&["audit", "verify", "--data", "/nowhere/at/all"], &[], "there is nothing to verify"),
        (&["invoices", "verify", "--data", "/nowhere/at/all"], &[], "there is nothing to verify"),
        (&["invoices", "export", "--data", "/nowhere/at/all"], &[], "required arguments were not provided"),
        (&["doctor", "--data", "/nowhere/at/all"], &[], "there is no database to examine"),
        (&["doctor", "--database-url", "nonsense"], &[], "no postgres:// address"),
        (&["doctor", "--quick"], &[], "unexpected argument '--quick' found"),
        (&["serv"], &[], "unrecognized subcommand 'serv'"),
        (&["serve", "--fast"], &[], "unexpected argument '--fast' found"),
        (&["serve"], &good, "database.url is missing; set KOPROGO_DATABASE__URL"),
        (&["serve"], &with_database, "auth.secret is missing; set KOPROGO_AUTH__SECRET"),
        (&["migrate"], &[], "database.migrate_url is missing"),
        (&["migrate"], &[("KOPROGO_DATABASE__POOL", "3")], "KOPROGO_DATABASE__POOL is not a setting"),
        (&["dev", "--listen", "0.0.0.0:0"], &[], "--listen must be an address of this machine alone"),
    ];
    for (arguments, environment, expected) in cases {
        let output = finish(arguments, environment);
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(expected) && said.starts_with("koprogo: "), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    }
    let checked = finish(&["check-config"], &good);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(errors(&checked).lines().count(), 1);
    let complete = [with_database[0], with_database[1], with_database[2], SECRET];
    let checked = finish(&["check-config"], &complete);
    assert!(checked.status.success(), "{}", errors(&checked));
    assert!(!String::from_utf8_lossy(&checked.stdout).contains("hush"));
}
