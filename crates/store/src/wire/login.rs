//! Opening a connection and proving who one is.

use std::path::PathBuf;

use bytes::BytesMut;
use fallible_iterator::FallibleIterator;
use percent_encoding::percent_decode_str;
use postgres_protocol::authentication::md5_hash;
use postgres_protocol::authentication::sasl::{
    ChannelBinding, SCRAM_SHA_256, SCRAM_SHA_256_PLUS, ScramSha256,
};
use postgres_protocol::message::backend::Message;
use postgres_protocol::message::frontend;
use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use url::Url;

use super::line::Fault;
use super::rows::protocol;
use super::tls::Lock;

/// What these connections are like, whatever the database says. Reads on them are of an instant; plans are made once and not for each tenant.
const SETTINGS: &str = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read -c plan_cache_mode=force_generic_plan -c enable_seqscan=off \
                        -c statement_timeout=5s -c idle_in_transaction_session_timeout=5s -c jit=off";

pub(super) trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}
pub(super) type Stream = Box<dyn Socket>;

/// Where the database is, and as whom to log in.
pub(crate) struct Login {
    place: Place,
    user: String,
    database: Option<String>,
    password: Option<String>,
}

enum Place {
    Socket(PathBuf),
    Host(String, u16, Option<Lock>),
}

impl Login {
    /// Everything but the password is read from what the pool made of the address.
    pub(crate) fn of(url: &str, options: &PgConnectOptions) -> Result<Login, sqlx::Error> {
        let url = Url::parse(url).map_err(|error| sqlx::Error::Configuration(error.into()))?;
        let queried =
            url.query_pairs().find(|(key, _)| key == "password").map(|(_, value)| value.into_owned());
        let password = match url.password() {
            Some(encoded) => Some(percent_decode_str(encoded).decode_utf8_lossy().into_owned()),
            None => queried,
        };
        let directory = options.get_socket().cloned();
        let directory =
            directory.or_else(|| options.get_host().starts_with('/').then(|| options.get_host().into()));
        let place = match directory {
            Some(directory) => Place::Socket(directory.join(format!(".s.PGSQL.{}", options.get_port()))),
            None => {
                let lock = Lock::of(&url, options.get_ssl_mode(), options.get_host())?;
                Place::Host(options.get_host().to_owned(), options.get_port(), lock)
            }
        };
        Ok(Login {
            place,
            user: options.get_username().to_owned(),
            database: options.get_database().map(str::to_owned),
            password,
        })
    }

    /// A connection that is ready for statements, and what of its words was not read yet.
    pub(super) async fn connect(&self) -> Result<(Stream, BytesMut), sqlx::Error> {
        let (stream, bond) = self.reach().await?;
        let mut talk = Talk { stream, inbox: BytesMut::with_capacity(4096), outbox: BytesMut::new() };
        let database = self.database.as_deref().unwrap_or(&self.user);
        let named = [
            ("client_encoding", "UTF8"),
            ("user", &self.user),
            ("database", database),
            ("application_name", "koprogo reads"),
            ("options", SETTINGS),
        ];
        frontend::startup_message(named, &mut talk.outbox)?;
        talk.send().await?;
        self.prove(&mut talk, bond).await?;
        loop {
            match talk.hear().await? {
                Message::ReadyForQuery(_) => return Ok((talk.stream, talk.inbox)),
                // Who may do what is never asked of a standby, which may not have heard yet.
                Message::ParameterStatus(body)
                    if body.name()? == "in_hot_standby" && body.value()? == "on" =>
                {
                    return Err(a_standby());
                }
                Message::BackendKeyData(_) | Message::ParameterStatus(_) | Message::NoticeResponse(_) => {}
                _ => return Err(unexpected()),
            }
        }
    }

    /// With what binds a password to the connection, where it is locked.
    async fn reach(&self) -> Result<(Stream, Option<Vec<u8>>), sqlx::Error> {
        Ok(match &self.place {
            Place::Socket(path) => (Box::new(UnixStream::connect(path).await?), None),
            Place::Host(host, port, lock) => {
                let mut stream = TcpStream::connect((host.as_str(), *port)).await?;
                stream.set_nodelay(true)?;
                match lock {
                    Some(lock) if offers_lock(&mut stream).await? => lock.close(stream).await?,
                    Some(lock) if lock.is_demanded() => {
                        return Err(protocol(
                            "the database does not offer TLS, and its address demands it".to_owned(),
                        ));
                    }
                    _ => (Box::new(stream), None),
                }
            }
        })
    }

    async fn prove(&self, talk: &mut Talk, bond: Option<Vec<u8>>) -> Result<(), sqlx::Error> {
        match talk.hear().await? {
            Message::AuthenticationOk => return Ok(()),
            Message::AuthenticationCleartextPassword => {
                frontend::password_message(self.password()?, &mut talk.outbox)?;
            }
            Message::AuthenticationMd5Password(body) => {
                let hash = md5_hash(self.user.as_bytes(), self.password()?, body.salt());
                frontend::password_message(hash.as_bytes(), &mut talk.outbox)?;
            }
            Message::AuthenticationSasl(body) => {
                let offered: Vec<&str> = body.mechanisms().collect()?;
                let (mechanism, binding) = scram_for(&offered, bond).ok_or_else(unexpected)?;
                return self.scram(talk, mechanism, binding).await;
            }
            _ => return Err(unexpected()),
        }
        talk.send().await?;
        talk.admitted().await
    }

    /// RFC 7677
    async fn scram(
        &self,
        talk: &mut Talk,
        mechanism: &str,
        binding: ChannelBinding,
    ) -> Result<(), sqlx::Error> {
        let mut scram = ScramSha256::new(self.password()?, binding);
        frontend::sasl_initial_response(mechanism, scram.message(), &mut talk.outbox)?;
        talk.send().await?;
        let Message::AuthenticationSaslContinue(body) = talk.hear().await? else { return Err(unexpected()) };
        scram.update(body.data())?;
        frontend::sasl_response(scram.message(), &mut talk.outbox)?;
        talk.send().await?;
        let Message::AuthenticationSaslFinal(body) = talk.hear().await? else { return Err(unexpected()) };
        scram.finish(body.data())?;
        talk.admitted().await
    }

    fn password(&self) -> Result<&[u8], sqlx::Error> {
        let password = self.password.as_deref().map(str::as_bytes);
        password
            .ok_or_else(|| protocol("the database asks for a password, and its address has none".to_owned()))
    }
}

/// The password is bound to the lock where both ends can: whoever stands between two locks of their own cannot pass it on. A server that is said
/// to know of no binding, and knows of it, refuses (RFC 5802, 6).
fn scram_for(offered: &[&str], bond: Option<Vec<u8>>) -> Option<(&'static str, ChannelBinding)> {
    match bond {
        Some(bond) if offered.contains(&SCRAM_SHA_256_PLUS) => {
            Some((SCRAM_SHA_256_PLUS, ChannelBinding::tls_server_end_point(bond)))
        }
        _ if !offered.contains(&SCRAM_SHA_256) => None,
        Some(_) => Some((SCRAM_SHA_256, ChannelBinding::unrequested())),
        None => Some((SCRAM_SHA_256, ChannelBinding::unsupported())),
    }
}

/// One byte, and nothing behind it that somebody in between might have slipped in (CVE-2021-23222).
async fn offers_lock(stream: &mut TcpStream) -> Result<bool, sqlx::Error> {
    let mut asked = BytesMut::new();
    frontend::ssl_request(&mut asked);
    stream.write_all_buf(&mut asked).await?;
    Ok(stream.read_u8().await? == b'S')
}

/// What is said before a connection is ready.
struct Talk {
    stream: Stream,
    inbox: BytesMut,
    outbox: BytesMut,
}

impl Talk {
    async fn admitted(&mut self) -> Result<(), sqlx::Error> {
        match self.hear().await? {
            Message::AuthenticationOk => Ok(()),
            _ => Err(unexpected()),
        }
    }

    async fn send(&mut self) -> Result<(), sqlx::Error> {
        Ok(self.stream.write_all_buf(&mut self.outbox).await?)
    }

    async fn hear(&mut self) -> Result<Message, sqlx::Error> {
        loop {
            match Message::parse(&mut self.inbox)? {
                Some(Message::ErrorResponse(body)) => return Err(refused(&body)?),
                Some(message) => return Ok(message),
                None if self.stream.read_buf(&mut self.inbox).await? == 0 => {
                    return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
                }
                None => {}
            }
        }
    }
}

fn refused(
    body: &postgres_protocol::message::backend::ErrorResponseBody,
) -> Result<sqlx::Error, sqlx::Error> {
    let text = body.fields().find(|field| Ok(field.type_() == b'M'))?;
    let text =
        text.map(|field| String::from_utf8_lossy(field.value_bytes()).into_owned()).unwrap_or_default();
    Ok(Fault::saying(text).into())
}

fn a_standby() -> sqlx::Error {
    Fault::saying("this is a standby: the primary is asked for".to_owned()).into()
}

fn unexpected() -> sqlx::Error {
    protocol("the database greets in a way that is not understood".to_owned())
}
