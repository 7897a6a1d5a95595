//! The authenticated caller of one request.

use std::fmt;

use domain::email::EmailAddress;
use domain::{FirmId, Language, UserId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::permission::OpSet;

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

/// Who calls: a person with a session, or a program with a key. What asks for a [`Caller`] is out of reach of programs.
#[derive(Clone, Debug)]
pub enum Principal {
    Person(Caller),
    Program(ApiKey),
}

impl Principal {
    /// The person who calls, or who made the key.
    pub fn user(&self) -> UserId {
        match self {
            Principal::Person(caller) => caller.user,
            Principal::Program(key) => key.user,
        }
    }

    pub fn language(&self) -> Language {
        match self {
            Principal::Person(caller) => caller.language,
            Principal::Program(key) => key.language,
        }
    }

    /// As others read it: the name, or the address where there is no name.
    pub fn shown_as(&self) -> &str {
        match self {
            Principal::Person(caller) => caller.name.as_deref().unwrap_or(caller.email.as_str()),
            Principal::Program(key) => &key.name,
        }
    }

    /// The only firm the principal may act in, if there is such a limit.
    pub fn only_firm(&self) -> Option<FirmId> {
        match self {
            Principal::Person(_) => None,
            Principal::Program(key) => Some(key.firm),
        }
    }

    /// The most the principal may do, whatever the roles of the person behind it.
    pub fn limit(&self) -> OpSet {
        match self {
            Principal::Person(_) => OpSet::ALL,
            Principal::Program(key) => key.scopes,
        }
    }

    /// Whether a second factor stands behind this call. A key is made in a session that had one where the firm asks for it.
    pub fn has_second_factor(&self) -> bool {
        match self {
            Principal::Person(caller) => caller.second_factor,
            Principal::Program(_) => true,
        }
    }

    /// On whose account the principal writes.
    pub fn actor(&self) -> Actor {
        match self {
            Principal::Person(caller) => caller.actor(),
            Principal::Program(key) => Actor::ApiKey(key.id),
        }
    }
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

impl From<Caller> for Principal {
    fn from(caller: Caller) -> Principal {
        Principal::Person(caller)
    }
}

/// A program that acts for a firm, within its scopes and what its maker may do today.
#[derive(Clone, Debug)]
pub struct ApiKey {
    pub id: Uuid,
    pub firm: FirmId,
    /// Who made it, and is answerable for it.
    pub user: UserId,
    pub name: String,
    pub language: Language,
    pub scopes: OpSet,
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
