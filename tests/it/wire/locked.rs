//! Shared connections behind a lock: as hidden, and as sure of who is there, as the address of the database demands.
//!
//! The pool of `sqlx` opens first and under the same address. So the server shows a certificate that suits it, and another one (or none) when the
//! first read asks for a shared connection: what is refused then is refused by the shared one.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use cluster::{Cluster, Options};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, PKCS_ECDSA_P384_SHA384};
use sqlx::{Connection, PgConnection};
use store::{Sharing, Store};
use tests::database::Databases;
use tests::wait_for;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::answers;

const ROLES: &str = include_str!("../../../deploy/roles.sql");
/// Ample for one that is let in; what is turned away waits for all of the other.
const LET_IN_MS: u64 = 20_000;
const TURNED_AWAY_MS: u64 = 700;
/// Protocol 3.0, SSLRequest
const MAY_WE_LOCK: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

type Authority = CertifiedIssuer<'static, KeyPair>;

/// What the server shows.
#[derive(Clone, Copy, Debug)]
enum Shown {
    Ours,
    /// Of our authority, for somebody else.
    OtherName,
    /// In our name, of an authority that nobody knows.
    OtherAuthority,
    /// It does not lock.
    Nothing,
}

/// A server of its own, with certificates.
struct Guarded {
    dir: PathBuf,
    cluster: Option<Cluster>,
    databases: Databases,
    known: Authority,
    unknown: Authority,
}

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // Not the hash that is taken where none is named: what binds a password follows the certificate.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).expect("a key");
    CertifiedIssuer::self_signed(params, key).expect("an authority")
}

fn certificate(authority: &Authority, name: &str) -> (rcgen::Certificate, KeyPair) {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
    (params.signed_by(&key, authority).expect("a certificate"), key)
}

impl Guarded {
    async fn start(name: &str) -> Guarded {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let options = Options { fsync: false, ..Options::default() };
        let cluster = Cluster::start(&dir, &options).expect("a server of its own");
        cluster.roles(ROLES).expect("deploy/roles.sql");
        let databases = Databases::fresh(&cluster, "koprogo_locked").await;
        let guarded =
            Guarded { dir, cluster: Some(cluster), databases, known: authority(), unknown: authority() };
        fs::write(guarded.file("known.pem"), guarded.known.pem()).expect("the authority is written");
        guarded.show(Shown::Ours);
        guarded
    }

    fn cluster(&self) -> &Cluster {
        self.cluster.as_ref().expect("it runs until the end")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.cluster().home().join(name)
    }

    fn give(&self, name: &str, text: &str) {
        let (file, home) = (self.file(name), fs::metadata(self.cluster().home()).expect("a directory"));
        fs::write(&file, text).expect("a file");
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("a secret");
        chown(&file, Some(home.uid()), Some(home.gid())).expect("the server's own");
    }

    /// From the next connection on.
    fn show(&self, shown: Shown) {
        let certificate = match shown {
            Shown::Ours => Some(certificate(&self.known, "localhost")),
            Shown::OtherName => Some(certificate(&self.known, "elsewhere.example")),
            Shown::OtherAuthority => Some(certificate(&self.unknown, "localhost")),
            Shown::Nothing => None,
        };
        let ssl = if certificate.is_some() { "on" } else { "off" };
        // A name of its own: who connects after it is read there is shown it.
        let name = format!("{shown:?}").to_lowercase();
        if let Some((certificate, key)) = certificate {
            self.give(&format!("{name}.crt"), &certificate.pem());
            self.give(&format!("{name}.key"), &key.serialize_pem());
            let place = |kind: &str| self.file(&format!("{name}.{kind}")).display().to_string();
            let named = format!(
                "ALTER SYSTEM SET ssl_cert_file = '{}'; ALTER SYSTEM SET ssl_key_file = '{}';",
                place("crt"),
                place("key")
            );
            for statement in named.split_inclusive(';') {
                self.cluster().run(statement).expect("a setting");
            }
        }
        self.cluster().run(&format!("ALTER SYSTEM SET ssl = {ssl}")).expect("a setting");
        self.cluster().run("SELECT pg_reload_conf()").expect("a reload");
        let read = format!("{ssl}|{}", if ssl == "on" { &name } else { "" });
        let asked = "SELECT current_setting('ssl'), CASE WHEN current_setting('ssl') = 'on' THEN substring(current_setting('ssl_cert_file') FROM '([a-z]+).crt$') ELSE '' END";
        let begun = std::time::Instant::now();
        while self.cluster().run(asked).expect("settings") != read {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not show {name}");
        }
    }

    /// An address by name: a certificate is for one.
    fn address(&self, demanded: &str) -> String {
        let url = self.databases.app_url().replace("127.0.0.1", "localhost");
        let roots = self.file("known.pem");
        let roots = if demanded.starts_with("verify") {
            format!("&sslrootcert={}", roots.display())
        } else {
            String::new()
        };
        format!("{url}?sslmode={demanded}{roots}")
    }

    /// Whether the shared connections of this application are locked.
    async fn is_locked(&self) -> bool {
        let url = self.cluster().url(cluster::ADMINISTRATOR, "koprogo_locked").expect("an address");
        let mut administrator = PgConnection::connect(&url).await.expect("the administrator logs in");
        let locked: Option<bool> = sqlx::query_scalar(
            "SELECT bool_and(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'koprogo reads'",
        )
        .fetch_one(&mut administrator)
        .await
        .expect("connections");
        locked.expect("there are shared connections")
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.cluster.take());
        let _ = Cluster::remove(&self.dir);
    }
}

async fn open(url: String, wait_ms: u64) -> Store {
    let sharing = Sharing { each_max: None, wait_ms };
    let options =
        store::Options { url, read_url: None, connections_max: 1, acquire_timeout_ms: wait_ms, sharing };
    Store::connect(&options).await.expect("the pool opens")
}

#[test]
fn the_lock_is_what_the_address_demands() {
    tests::run(async |_| {
        let guarded = Guarded::start("locked").await;
        // Demanded, shown, and whether the connection is then locked; none: there is none.
        let cases = [
            ("verify-full", Shown::Ours, Some(true)),
            ("verify-full", Shown::OtherName, None),
            ("verify-full", Shown::OtherAuthority, None),
            ("verify-full", Shown::Nothing, None),
            ("verify-ca", Shown::OtherName, Some(true)),
            ("verify-ca", Shown::OtherAuthority, None),
            ("require", Shown::OtherAuthority, Some(true)),
            ("require", Shown::Nothing, None),
            ("prefer", Shown::OtherAuthority, Some(true)),
            ("prefer", Shown::Nothing, Some(false)),
            ("disable", Shown::Ours, Some(false)),
        ];
        for (demanded, shown, expected) in cases {
            guarded.show(Shown::Ours);
            let wait_ms = if expected.is_some() { LET_IN_MS } else { TURNED_AWAY_MS };
            let store = open(guarded.address(demanded), wait_ms).await;
            guarded.show(shown);
            assert_eq!(answers(&store).await, expected.is_some(), "{demanded}, and it shows {shown:?}");
            match expected {
                Some(locked) => assert_eq!(guarded.is_locked().await, locked, "{demanded}, {shown:?}"),
                None => {
                    // It was for the certificate alone.
                    guarded.show(Shown::Ours);
                    wait_for("the right certificate to be let in", async || {
                        answers(&store).await.then_some(())
                    })
                    .await;
                }
            }
            store.close().await;
        }
    });
}

/// Stands between: has a lock of its own on each side, and hands on all that is said.
async fn stand_between(guarded: &Guarded, server: SocketAddr) -> SocketAddr {
    let (own, key) = certificate(&guarded.unknown, "localhost");
    let provider = Arc::new(default_provider());
    let towards = ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions();
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let towards = towards.expect("versions").with_no_client_auth().with_single_cert(vec![own.into()], key);
    let towards = TlsAcceptor::from(Arc::new(towards.expect("a certificate")));
    let mut roots = RootCertStore::empty();
    roots.add(guarded.known.der().clone()).expect("an authority");
    let onwards = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let onwards = onwards.expect("versions").with_root_certificates(roots).with_no_client_auth();
    let onwards = TlsConnector::from(Arc::new(onwards));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("a port");
    tokio::spawn(async move {
        while let Ok((caller, _)) = listener.accept().await {
            let (towards, onwards) = (towards.clone(), onwards.clone());
            // Whoever is found out hangs up.
            tokio::spawn(async move { hand_on(caller, towards, server, onwards).await.ok() });
        }
    });
    address
}

async fn hand_on(
    mut caller: TcpStream,
    towards: TlsAcceptor,
    server: SocketAddr,
    onwards: TlsConnector,
) -> std::io::Result<()> {
    let mut asked = [0; MAY_WE_LOCK.len()];
    caller.read_exact(&mut asked).await?;
    caller.write_all(b"S").await?;
    let mut caller = towards.accept(caller).await?;
    let mut behind = TcpStream::connect(server).await?;
    behind.write_all(&MAY_WE_LOCK).await?;
    behind.read_u8().await?;
    let name = ServerName::try_from("localhost").map_err(std::io::Error::other)?;
    let mut behind = onwards.connect(name, behind).await?;
    copy_bidirectional(&mut caller, &mut behind).await.map(drop)
}

#[test]
fn a_password_is_bound_to_the_lock_so_that_nobody_between_can_use_it() {
    tests::run(async |_| {
        let guarded = Guarded::start("bound").await;
        let server = SocketAddr::from(([127, 0, 0, 1], guarded.cluster().port()));
        let direct = open(guarded.address("require"), LET_IN_MS).await;
        assert!(answers(&direct).await);
        let between = stand_between(&guarded, server).await;
        let url = guarded
            .address("require")
            .replace(&format!(":{}/", server.port()), &format!(":{}/", between.port()));
        // `sqlx` knows of no binding, so its pool opens: whoever stands there does hand everything on.
        let deceived = open(url, TURNED_AWAY_MS).await;
        assert!(!answers(&deceived).await, "who asks for no certificate still notices two locks for one");
        let said = fs::read_to_string(guarded.cluster().log()).expect("a log");
        assert!(said.contains("SCRAM channel binding check failed"), "{said}");
        direct.close().await;
        deceived.close().await;
    });
}
