//! One connection: it is opened again when it breaks, sends groups as they come, and hands each answer to who waits for it.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{Header, Message};
use postgres_protocol::message::frontend;
use sqlx::error::{DatabaseError, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf, split};
use tokio::sync::{mpsc, oneshot};

use super::Statement;
use super::login::{Login, Stream};
use super::rows::{length, protocol};

/// Groups under way on a connection. Beyond, they wait where their own time runs.
const UNDER_WAY_MAX: usize = 128;
/// Room for an answer; a page of a list fits.
const READ_BYTES: usize = 32 * 1024;
const PAUSE_MIN: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_secs(1);
/// PostgreSQL ends a statement here after five seconds. Who is silent for longer is not there any more: a host that lost its power says nothing,
/// and the system would go on sending for a quarter of an hour.
const SILENCE_MAX: Duration = Duration::from_secs(8);
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Whoever is asked for a connection may be lost as silently, and the next who is asked may be another: one proxy of several, of which one went
/// with its zone.
const OPENING_MAX: Duration = Duration::from_secs(3);

type Answer = oneshot::Sender<Result<Bytes, sqlx::Error>>;

#[derive(Clone)]
pub(super) struct Step {
    pub statement: &'static Statement,
    /// Bind and Execute.
    pub sent: Bytes,
}

pub(super) struct Request {
    pub steps: Vec<Step>,
    pub answer: Answer,
}

/// Keeps a connection open for as long as anybody may ask.
pub(super) async fn keep(login: Arc<Login>, mut requests: mpsc::Receiver<Request>) {
    let mut pause = PAUSE_MIN;
    // Nobody needs a connection before somebody asks.
    while let Some(first) = requests.recv().await {
        while !first.answer.is_closed() {
            match opened(&login).await {
                Ok((stream, inbox)) => {
                    pause = PAUSE_MIN;
                    match Line::new(stream, inbox).run(first, &mut requests).await {
                        Ok(()) => return,
                        Err(error) => {
                            tracing::warn!(error = %error, "a shared connection to the database broke")
                        }
                    }
                    break;
                }
                Err(error) => {
                    tracing::warn!(error = %error, "no shared connection to the database");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(PAUSE_MAX);
                }
            }
        }
    }
}

async fn opened(login: &Login) -> Result<(Stream, BytesMut), sqlx::Error> {
    match tokio::time::timeout(OPENING_MAX, login.connect()).await {
        Ok(opened) => opened,
        Err(_) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()),
    }
}

/// Who waits for the answer to a group, and what PostgreSQL learns with it.
struct Waiting {
    since: Instant,
    answer: Answer,
    learns: Vec<&'static Statement>,
}

struct Line {
    reader: ReadHalf<Stream>,
    writer: WriteHalf<Stream>,
    inbox: BytesMut,
    /// Up to here the inbox has been looked at, and its first answer is not complete.
    seen: usize,
    outbox: BytesMut,
    waiting: VecDeque<Waiting>,
    /// Statements by address: those that are prepared.
    known: HashSet<usize>,
}

impl Line {
    fn new(stream: Stream, inbox: BytesMut) -> Line {
        let (reader, writer) = split(stream);
        Line {
            reader,
            writer,
            inbox,
            seen: 0,
            outbox: BytesMut::with_capacity(READ_BYTES),
            waiting: VecDeque::new(),
            known: HashSet::new(),
        }
    }

    /// Ends well when nobody can ask any more, else with what broke; who still waits is told by their channel closing.
    async fn run(
        mut self,
        first: Request,
        requests: &mut mpsc::Receiver<Request>,
    ) -> Result<(), sqlx::Error> {
        self.take(first)?;
        let mut look = tokio::time::interval(LOOK_EVERY);
        let mut heard = Instant::now();
        loop {
            self.inbox.reserve(READ_BYTES);
            tokio::select! {
                read = self.reader.read_buf(&mut self.inbox) => match read? {
                    0 => return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into()),
                    _ => {
                        heard = Instant::now();
                        self.deliver()?;
                    }
                },
                _ = look.tick() => self.is_heard(heard)?,
                written = self.writer.write_buf(&mut self.outbox), if !self.outbox.is_empty() => {
                    written?;
                }
                request = requests.recv(), if self.waiting.len() < UNDER_WAY_MAX => match request {
                    Some(request) => self.take_all(request, requests)?,
                    None => return Ok(()),
                },
            }
        }
    }

    /// Nobody has waited for long without hearing anything.
    fn is_heard(&self, heard: Instant) -> std::io::Result<()> {
        let silent = self.waiting.front().map(|first| first.since.max(heard).elapsed());
        match silent {
            Some(silent) if silent > SILENCE_MAX => Err(std::io::ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }

    /// What has come meanwhile goes out with it.
    fn take_all(&mut self, first: Request, requests: &mut mpsc::Receiver<Request>) -> std::io::Result<()> {
        self.take(first)?;
        while self.waiting.len() < UNDER_WAY_MAX
            && let Ok(next) = requests.try_recv()
        {
            self.take(next)?;
        }
        Ok(())
    }

    fn take(&mut self, request: Request) -> std::io::Result<()> {
        // Whoever asked has gone.
        if request.answer.is_closed() {
            return Ok(());
        }
        let mut learns = Vec::new();
        for Step { statement, sent } in request.steps {
            if !self.known.contains(&address(statement)) {
                // Prepared inside the group: only there may its tables be named. Closing what is not there is no error.
                let name = statement.name();
                frontend::close(b'S', &name, &mut self.outbox)?;
                frontend::parse(&name, statement.text, [], &mut self.outbox)?;
                frontend::describe(b'S', &name, &mut self.outbox)?;
                learns.push(statement);
            }
            self.outbox.extend_from_slice(&sent);
        }
        frontend::sync(&mut self.outbox);
        self.waiting.push_back(Waiting { since: Instant::now(), answer: request.answer, learns });
        Ok(())
    }

    /// Hands out every answer that has come whole.
    fn deliver(&mut self) -> Result<(), sqlx::Error> {
        while let Some(header) = Header::parse(&self.inbox[self.seen..])? {
            let end = self.seen + length(header);
            if end > self.inbox.len() {
                break;
            }
            self.seen = end;
            if header.tag() == b'Z' {
                let answer = self.inbox.split_to(end).freeze();
                self.seen = 0;
                self.hand_over(answer)?;
            }
        }
        Ok(())
    }

    fn hand_over(&mut self, answer: Bytes) -> Result<(), sqlx::Error> {
        let waiting = self.waiting.pop_front().ok_or_else(|| protocol("an answer to nothing".to_owned()))?;
        let outcome = match self.learn(&waiting.learns, &answer) {
            Ok(()) => Ok(answer),
            Err(error) => Err(error),
        };
        // Whoever asked may have gone.
        let _ = waiting.answer.send(outcome);
        Ok(())
    }

    /// Notes what is prepared now, if it answers with what is expected of it.
    fn learn(&mut self, learns: &[&'static Statement], answer: &Bytes) -> Result<(), sqlx::Error> {
        if learns.is_empty() {
            return Ok(());
        }
        let mut messages = BytesMut::from(&answer[..]);
        let mut learns = learns.iter();
        while let Some(message) = Message::parse(&mut messages)? {
            match message {
                Message::ErrorResponse(_) => return Ok(()),
                Message::RowDescription(found) => {
                    let statement =
                        learns.next().ok_or_else(|| protocol("a description too many".to_owned()))?;
                    let found = found.fields().map(|field| Ok((field.name().to_owned(), field.type_oid())));
                    check(statement, &found.collect::<Vec<_>>()?)?;
                    self.known.insert(address(statement));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn check(statement: &Statement, found: &[(String, u32)]) -> Result<(), sqlx::Error> {
    let wanted = || statement.columns.iter().copied().flatten();
    let fits = wanted().count() == found.len()
        && wanted().zip(found).all(|(wanted, (name, oid))| wanted.name == name && wanted.types.contains(oid));
    if fits {
        Ok(())
    } else {
        Err(protocol(format!("a statement answers with {found:?}: {}", statement.text)))
    }
}

fn address(statement: &'static Statement) -> usize {
    std::ptr::from_ref(statement).addr()
}

/// An error that PostgreSQL answered with.
#[derive(Debug)]
pub(super) struct Fault {
    message: String,
    code: String,
}

impl Fault {
    pub(super) fn saying(message: String) -> Fault {
        Fault { message, code: String::new() }
    }

    /// From an `ErrorResponse`: fields of a letter and a text each.
    pub(super) fn read(message: &[u8]) -> Fault {
        let mut fault = Fault { message: String::new(), code: String::new() };
        for field in message.get(5..).unwrap_or_default().split(|byte| *byte == 0) {
            match field.split_first() {
                Some((b'M', text)) => fault.message = String::from_utf8_lossy(text).into_owned(),
                Some((b'C', text)) => fault.code = String::from_utf8_lossy(text).into_owned(),
                _ => {}
            }
        }
        fault
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for Fault {}

impl DatabaseError for Fault {
    fn message(&self) -> &str {
        &self.message
    }
    fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
        Some(self.code.as_str().into())
    }
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }
    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }
    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }
}
