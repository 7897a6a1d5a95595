//! What stands before the product in production: Traefik, which holds the certificate. Here it is of an authority that is made for the run and
//! that only the generator knows.

use std::ffi::OsString;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::Method;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::http::{Connection, Door, Error};
use crate::machine::Family;
use crate::stand::home;

const NAME: &str = "localhost";
const READY_LIMIT: Duration = Duration::from_secs(20);
const ASKED_EVERY: Duration = Duration::from_millis(10);

pub struct Front {
    child: Child,
    pub door: Door,
}

impl Front {
    /// Hands everything on to `server`.
    pub async fn start(server: SocketAddr) -> Result<Front, Error> {
        let dir = home().join("front");
        fs::create_dir_all(&dir)?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new(vec![NAME.to_owned()])?.signed_by(&key, &authority)?;
        let (certificate_file, key_file) = (dir.join("certificate.pem"), dir.join("key.pem"));
        fs::write(&certificate_file, certificate.pem())?;
        fs::write(&key_file, key.serialize_pem())?;
        let routes = serde_json::json!({
            "tls": {"certificates": [{"certFile": certificate_file, "keyFile": key_file}]},
            "http": {
                "routers": {"koprogo": {"rule": "PathPrefix(`/`)", "service": "koprogo", "tls": {}}},
                "services": {"koprogo": {"loadBalancer": {"servers": [{"url": format!("http://{server}")}]}}},
            },
        });
        // JSON is YAML.
        let routes_file = dir.join("routes.yml");
        fs::write(&routes_file, routes.to_string())?;
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let program = std::env::var_os("TRAEFIK").unwrap_or_else(|| OsString::from("traefik"));
        let mut command = Command::new(&program);
        command.arg(format!("--entryPoints.front.address={address}"));
        command.arg(format!("--providers.file.filename={}", routes_file.display()));
        command.args([
            "--global.checkNewVersion=false",
            "--global.sendAnonymousUsage=false",
            "--log.level=ERROR",
        ]);
        let log = File::create(dir.join("traefik.log"))?;
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
        let child = child.map_err(|error| {
            format!("{}: {error}; `load-tests/run` installs it, TRAEFIK names another", program.display())
        })?;
        let mut front = Front { child, door: Door::locked(address, NAME, authority.der().clone())? };
        front.wait_until_ready().await?;
        Ok(front)
    }

    async fn wait_until_ready(&mut self) -> Result<(), Error> {
        let (deadline, mut connection) = (Instant::now() + READY_LIMIT, Connection::new(self.door.clone()));
        loop {
            let answer = connection.send(Method::GET, "/health/ready", &Vec::new(), Bytes::new()).await;
            match answer {
                Ok(answer) if answer.status.is_success() => return Ok(()),
                _ if self.child.try_wait()?.is_some() => {
                    return Err("Traefik ended; see target/load-tests/front/traefik.log".into());
                }
                Err(error) if Instant::now() > deadline => return Err(error),
                Ok(answer) if Instant::now() > deadline => {
                    return Err(format!("through Traefik the server answers {}", answer.status).into());
                }
                _ => tokio::time::sleep(ASKED_EVERY).await,
            }
        }
    }

    pub fn family(&self) -> Family {
        Family(self.child.id())
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
