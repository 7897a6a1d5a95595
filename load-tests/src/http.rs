//! One connection to the server: HTTP/1.1, kept open, one request at a time, opened anew when it breaks.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A server that says nothing for so long has failed the request.
const PATIENCE: Duration = Duration::from_secs(30);
const BODY_MAX: usize = 16 << 20;

/// Why there is no answer.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// What a request is sent with: who sends it, and the like.
pub type Headers = Vec<(HeaderName, HeaderValue)>;

/// Where the server is, and whether it is behind a lock.
#[derive(Clone)]
pub struct Door {
    address: SocketAddr,
    host: HeaderValue,
    lock: Option<(TlsConnector, ServerName<'static>)>,
}

impl From<SocketAddr> for Door {
    fn from(address: SocketAddr) -> Door {
        let host =
            HeaderValue::from_str(&address.to_string()).unwrap_or(HeaderValue::from_static("localhost"));
        Door { address, host, lock: None }
    }
}

impl Door {
    /// A server that must show a certificate of this authority, in this name.
    pub fn locked(address: SocketAddr, name: &str, authority: CertificateDer<'_>) -> Result<Door, Error> {
        let mut roots = RootCertStore::empty();
        roots.add(authority.into_owned())?;
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let lock = (TlsConnector::from(Arc::new(config)), ServerName::try_from(name.to_owned())?);
        let host = HeaderValue::from_str(&format!("{name}:{}", address.port()))?;
        Ok(Door { address, host, lock: Some(lock) })
    }
}

pub struct Connection {
    door: Door,
    sender: Option<SendRequest<Full<Bytes>>>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Connection {
    pub fn new(door: impl Into<Door>) -> Connection {
        Connection { door: door.into(), sender: None }
    }

    async fn opened(&mut self) -> Result<&mut SendRequest<Full<Bytes>>, Error> {
        if self.sender.as_ref().is_none_or(SendRequest::is_closed) {
            let stream = TcpStream::connect(self.door.address).await?;
            stream.set_nodelay(true)?;
            self.sender = Some(match &self.door.lock {
                Some((lock, name)) => greeted(lock.connect(name.clone(), stream).await?).await?,
                None => greeted(stream).await?,
            });
        }
        let sender = self.sender.as_mut().ok_or("no connection")?;
        sender.ready().await?;
        Ok(sender)
    }

    /// Sends and reads the answer to its end. After a failure the next request opens a new connection.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &Headers,
        body: Bytes,
    ) -> Result<Answer, Error> {
        let answer = timeout(PATIENCE, self.exchange(method, path, headers, body)).await;
        let answer = answer.unwrap_or_else(|_| Err("no answer in time".into()));
        if answer.is_err() {
            self.sender = None;
        }
        answer
    }

    async fn exchange(
        &mut self,
        method: Method,
        path: &str,
        headers: &Headers,
        body: Bytes,
    ) -> Result<Answer, Error> {
        let mut request = Request::builder().method(method).uri(path).header(HOST, self.door.host.clone());
        if !body.is_empty() && !headers.iter().any(|(name, _)| name == CONTENT_TYPE) {
            request = request.header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(body))?;
        let response = self.opened().await?.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let body = http_body_util::Limited::new(body, BODY_MAX).collect().await?.to_bytes();
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }

    /// JSON there and back; any other status than the expected one is an error that quotes the answer.
    pub async fn json(
        &mut self,
        method: Method,
        path: &str,
        headers: &Headers,
        body: &Value,
        expected: u16,
    ) -> Result<Value, Error> {
        let label = format!("{method} {path}");
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let answer =
            self.send(method, path, headers, body).await.map_err(|error| format!("{label}: {error}"))?;
        if answer.status.as_u16() != expected {
            let said = String::from_utf8_lossy(&answer.body);
            return Err(format!("{label}: {} instead of {expected}: {said}", answer.status).into());
        }
        if answer.body.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(&answer.body)?) }
    }
}

async fn greeted(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) -> Result<SendRequest<Full<Bytes>>, Error> {
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // It ends with the sender; what breaks it is told to the request that waits.
    tokio::spawn(connection);
    Ok(sender)
}

pub fn bearer(token: &str) -> Result<(HeaderName, HeaderValue), Error> {
    Ok((hyper::header::AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {token}"))?))
}
