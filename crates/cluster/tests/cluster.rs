//! Starts real servers. Each test has a directory of its own, so that they may run side by side.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use cluster::{Cluster, Error, Options};

const ROLES: &str = "do $$ begin
    if to_regrole('koprogo_app') is null then create role koprogo_app login noinherit; end if;
end $$;";

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        Cluster::remove(dir.join("postgres")).expect("nothing runs here");
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("scratch directory");
        Self(dir)
    }

    fn start(&self, options: &Options) -> Result<Cluster, Error> {
        Cluster::start(self.0.join("postgres"), options)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = Cluster::remove(self.0.join("postgres"));
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn quick() -> Options {
    Options { fsync: false, ..Options::default() }
}

/// Logs in with the address that `url` gives.
fn logged_in_as(cluster: &Cluster, role: &str) -> String {
    let url = cluster.url(role, "postgres").expect("url");
    let output = Command::new("psql").args([&url, "-AtXc", "select current_user"]).output().expect("psql");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn answers(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[test]
fn data_port_and_passwords_survive_a_restart() {
    let scratch = Scratch::new("restart");
    let first = scratch.start(&quick()).expect("first start");
    first.roles(ROLES).expect("roles");
    assert!(first.create_database("koprogo", "koprogo_app").expect("create"));
    let url = first.url("koprogo_app", "koprogo").expect("url");
    let port = first.port();
    let mode = fs::metadata(first.home().join("passwords")).expect("passwords").permissions().mode();
    assert_eq!(mode & 0o077, 0, "only the owner reads the passwords");
    first.stop().expect("stop");
    assert!(!answers(port), "stopped");

    let second = scratch.start(&quick()).expect("second start");
    second.run("alter role koprogo_app password 'changed by hand'").expect("alter");
    second.roles(ROLES).expect("the script may run again, and puts passwords right");
    assert_eq!(logged_in_as(&second, "koprogo_app"), "koprogo_app");
    assert!(!second.create_database("koprogo", "koprogo_app").expect("already there"));
    assert_eq!(second.url("koprogo_app", "koprogo").expect("url"), url);
    drop(second);
    assert!(!answers(port), "dropping stops as well");
}

#[test]
fn the_server_is_private_and_speaks_utf8() {
    let scratch = Scratch::new("private");
    let cluster = scratch.start(&quick()).expect("start");
    let show = |name: &str| cluster.run(&format!("show {name}")).expect("show");
    assert_eq!(show("listen_addresses"), "127.0.0.1");
    assert_eq!(show("unix_socket_directories"), "");
    assert_eq!(show("server_encoding"), "UTF8");
    assert_eq!(show("lc_collate"), "C.UTF-8");
    let open = cluster.run("select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'");
    assert_eq!(open.expect("rules"), "0");
    assert!(show("server_version_num").parse::<u32>().expect("number") >= 150_020);
}

#[test]
fn whoever_comes_second_attaches_and_leaves_the_server_running() {
    let scratch = Scratch::new("attach");
    let owner = scratch.start(&quick()).expect("owner");
    let guest = scratch.start(&quick()).expect("guest");
    assert!(!owner.attached() && guest.attached());
    assert_eq!(guest.run("select 1").expect("query"), "1");
    guest.stop().expect("leave");
    assert_eq!(owner.run("select 1").expect("still running"), "1");
    let refused = Cluster::remove(scratch.0.join("postgres"));
    assert!(matches!(refused, Err(Error::InUse(_))), "not deleted under its owner");
}

#[test]
fn a_taken_port_is_said_and_a_remembered_one_is_given_up() {
    let scratch = Scratch::new("ports");
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("any port");
    let port = taken.local_addr().expect("address").port();
    let refused = scratch.start(&Options { port: Some(port), ..quick() });
    assert!(matches!(refused.err(), Some(Error::PortTaken(found)) if found == port));

    let first = scratch.start(&quick()).expect("start");
    let remembered = first.port();
    first.stop().expect("stop");
    let _squatter = TcpListener::bind((Ipv4Addr::LOCALHOST, remembered)).expect("bind");
    assert_ne!(scratch.start(&quick()).expect("start elsewhere").port(), remembered);
}

#[test]
fn failures_carry_the_words_of_the_server() {
    let scratch = Scratch::new("failures");
    let cluster = scratch.start(&quick()).expect("start");
    let error = cluster.run("select 1/0").expect_err("division by zero").to_string();
    assert!(error.starts_with("psql failed:") && error.contains("division by zero"), "{error}");
    let error = cluster.url("koprogo_nobody", "koprogo").expect_err("unknown").to_string();
    assert!(error.contains("`koprogo_nobody`"), "{error}");

    let home = cluster.home().to_owned();
    cluster.stop().expect("stop");
    fs::write(home.join("data/postgresql.auto.conf"), "work_mem = 'a lot'\n").expect("spoil");
    let error = scratch.start(&quick()).err().expect("refused").to_string();
    assert!(error.contains("work_mem") || error.contains("configuration file"), "{error}");
}

/// As root only the data moves; an ordinary user's server runs under that user and can enter.
#[test]
fn a_directory_closed_to_the_servers_account_is_replaced_by_a_link() {
    let scratch = Scratch::new("closed");
    fs::set_permissions(&scratch.0, fs::Permissions::from_mode(0o700)).expect("close");
    let asked_for = scratch.0.join("postgres");
    let cluster = scratch.start(&quick()).expect("start");
    assert_eq!(cluster.moved(), asked_for.is_symlink());
    let home = cluster.home().to_owned();
    let port = cluster.port();
    assert!(matches!(Cluster::remove(&asked_for), Err(Error::InUse(_))), "the link does not hide the owner");
    cluster.stop().expect("stop");
    let again = scratch.start(&quick()).expect("start through the link");
    assert_eq!((again.home(), again.port()), (home.as_path(), port));
    again.stop().expect("stop");

    if asked_for.is_symlink() {
        fs::remove_file(&asked_for).expect("a checkout deleted without its data");
        let fresh = scratch.start(&quick()).expect("start over");
        assert!(fresh.moved(), "the same place, emptied first");
        fresh.stop().expect("stop");
    }
    Cluster::remove(&asked_for).expect("remove");
    assert!(!home.exists() && !asked_for.exists(), "nothing stays behind");
}

/// Not a test of its own: the process that the next test kills.
#[test]
#[ignore = "run by a_killed_owner_leaves_nothing_running"]
fn owner_process() {
    let Some(dir) = env::var_os("KOPROGO_CLUSTER_OWNER") else { return };
    let cluster = Cluster::start(PathBuf::from(dir), &quick()).expect("start");
    println!("\nport={}", cluster.port());
    thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_killed_owner_leaves_nothing_running() {
    let scratch = Scratch::new("killed");
    let mut owner = Command::new(env::current_exe().expect("this binary"))
        .args(["--exact", "owner_process", "--ignored", "--nocapture"])
        .env("KOPROGO_CLUSTER_OWNER", scratch.0.join("postgres"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("spawn");
    let lines = BufReader::new(owner.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let port = lines.into_iter().find_map(|line| line.strip_prefix("port=")?.parse().ok()).expect("port");
    assert!(answers(port));
    owner.kill().expect("SIGKILL");
    owner.wait().expect("reaped");

    // At once, while the orphan may still be shutting down.
    let heir = scratch.start(&quick()).expect("start again");
    assert!(!heir.attached());
    assert_eq!(heir.run("select 1").expect("query"), "1");
    heir.stop().expect("stop");
    let deadline = Instant::now() + Duration::from_secs(10);
    while answers(port) && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
    }
    assert!(!answers(port));
}
