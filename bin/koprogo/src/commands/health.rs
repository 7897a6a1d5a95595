//! `koprogo health`: asks the process that runs beside it, with the same settings. An image without a shell has nothing else to be examined with.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::cli::Failure;
use crate::config::{self, Sources};

/// Readiness includes a statement in the database; whoever examines gives up sooner or later as well.
const PATIENCE: Duration = Duration::from_secs(3);
/// As long as the first line of an answer may be: `HTTP/1.1 503 Service Unavailable`.
const FIRST_LINE_BYTES_MAX: u64 = 256;

#[derive(clap::Args)]
pub struct Options {
    /// Ask a `koprogo work`, which answers on server.ops_listen alone
    #[arg(long)]
    work: bool,
}

pub async fn run(sources: &Sources, options: Options) -> Result<(), Failure> {
    let server = config::load_server(sources)?;
    let (address, path) = match (options.work, server.ops_listen) {
        (false, _) => (server.listen, "/health/ready"),
        (true, Some(address)) => (address, "/metrics"),
        (true, None) => {
            let sentence =
                "server.ops_listen is off, and a `koprogo work` answers nowhere else; give it an address";
            return Err(Failure::Usage(vec![sentence.to_owned()]));
        }
    };
    let address = from_here(address);
    let failed = |reason: String| Failure::Stopped(format!("http://{address}{path}: {reason}"));
    let answer = timeout(PATIENCE, ask(address, path)).await;
    let line = match answer {
        Ok(Ok(line)) => line,
        Ok(Err(error)) => return Err(failed(error.to_string())),
        Err(_) => return Err(failed(format!("no answer within {} seconds", PATIENCE.as_secs()))),
    };
    if line.split(' ').nth(1) != Some("200") {
        return Err(failed(line));
    }
    println!("{line}");
    Ok(())
}

/// Who listens everywhere is reached on this machine.
fn from_here(listening: SocketAddr) -> SocketAddr {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listening.port())
}

/// The first line of the answer.
async fn ask(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut beginning = Vec::new();
    stream.take(FIRST_LINE_BYTES_MAX).read_to_end(&mut beginning).await?;
    let text = String::from_utf8_lossy(&beginning);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_everywhere_is_reached_on_this_machine() {
        let reached = |listening: &str| from_here(listening.parse().expect("an address")).to_string();
        assert_eq!(reached("0.0.0.0:8080"), "127.0.0.1:8080");
        assert_eq!(reached("[::]:8080"), "[::1]:8080");
        assert_eq!(reached("192.0.2.7:9090"), "192.0.2.7:9090");
    }
}
