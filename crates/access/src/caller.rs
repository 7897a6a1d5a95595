//! The authenticated caller of one request.

use std::fmt;

use domain::email::EmailAddress;
use domain::{Language, UserId};
use time::OffsetDateTime;
use uuid::Uuid;

/// Names one session; not a secret, and opens nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(Uuid);

impl SessionId {
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl From<Uuid> for SessionId {
    fn from(id: Uuid) -> Self {
        Self(id)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How the session's token arrived. A browser adds its cookie to requests that another site made it send, so
/// those must prove their origin; a header is only ever added on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    Cookie,
    Bearer,
}

/// On whose account a transaction writes, as the audit log names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    User(UserId),
    ApiKey(Uuid),
    Operator(Uuid),
    /// The product itself: a job, the command line.
    Platform,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(user) => write!(f, "user:{user}"),
            Self::ApiKey(key) => write!(f, "key:{key}"),
            Self::Operator(operator) => write!(f, "operator:{operator}"),
            Self::Platform => f.write_str("platform"),
        }
    }
}

/// Who is calling. Says nothing about what they may do: that is a row read while the firm or copro is resolved.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: UserId,
    pub session: SessionId,
    pub email: EmailAddress,
    pub name: Option<String>,
    pub language: Language,
    pub via: Via,
    /// The session was opened, or has been confirmed, with a second factor.
    pub second_factor: bool,
    /// The password was typed recently enough for what is sensitive, until then.
    pub confirmed_until: Option<OffsetDateTime>,
}

impl Caller {
    pub fn actor(&self) -> Actor {
        Actor::User(self.user)
    }
}
