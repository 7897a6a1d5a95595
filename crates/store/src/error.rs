use domain::money::Cents;
use domain::violation::Violation;
use time::Date;

pub use sqlx::Error as DatabaseError;

pub type Result<T> = std::result::Result<T, Error>;

/// Why a store operation did nothing. Whatever it is, the transaction it happened in is rolled back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row is absent, or belongs to a scope the transaction cannot see: the two are the same here.
    #[error("not found")]
    NotFound,
    /// The firm asks its staff for a second factor, and this session was opened without one.
    #[error("a second factor is required")]
    SecondFactorRequired,
    /// The input breaks a rule; each violation names its field.
    #[error("{} invalid field(s)", .0.len())]
    Invalid(Vec<Violation>),
    /// The input is fine, the state is not.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The scope holds as many connections as it may; the same request may succeed shortly.
    #[error(transparent)]
    Busy(#[from] access::cap::Busy),
    /// The database took the commit and never said what came of it: it may have happened.
    #[error("it is not known whether this was saved: {0}")]
    Unknown(sqlx::Error),
    /// No connection was to be had, so nothing was done.
    #[error("no connection to the database: {0}")]
    Away(sqlx::Error),
    #[error(transparent)]
    Database(sqlx::Error),
}

/// States in which an operation is refused, with the figures its explanation needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    SharesMismatch {
        expected: i64,
        found: i64,
    },
    NoLots,
    LotsWithoutOwner {
        codes: Vec<String>,
    },
    CoproNotActive,
    /// Its firm manages it no more.
    CoproClosed,
    /// Only what is closed is opened again.
    CoproNotClosed,
    KeyVersionUsed,
    KeyCodeTaken {
        code: String,
    },
    LotCodeTaken {
        code: String,
    },
    LotInUse {
        code: String,
    },
    SupplierNameTaken {
        name: String,
    },
    ClosedYear {
        date: Date,
    },
    DuplicateInvoice {
        number: String,
    },
    NoBankAccount,
    ImportState {
        status: String,
    },
    UndoExpired,
    UndoBlocked,
    KeyReused,
    LastAdmin,
    AlreadyMember,
    InvitationPending,
    /// Too many invitations wait for their answer, or this one was sent too often.
    InvitationLimit,
    InvitationState,
    ApiKeyLimit,
    /// The copro is on its way already.
    TransferPending,
    /// The subscription is in no state for it.
    Subscription {
        why: billing::subscription::Refusal,
    },
    /// Decided, withdrawn or too old.
    TransferClosed,
    /// Signed in with another address than the one that was named.
    TransferOtherAccount,
    /// A firm cannot hand a copro to itself.
    TransferSameFirm,
    HandoverBuilding,
    PersonOwnsLots {
        codes: Vec<String>,
    },
    /// Positive: the person owes it; negative: it is owed to the person.
    PersonAccountOpen {
        amount: Cents,
    },
    /// Nothing is added to a person who was forgotten.
    PersonErased,
    /// These firms would have no administrator left.
    AccountLastAdmin {
        firms: Vec<String>,
    },
    /// Terms are left by closing the account.
    ConsentNeeded,
    /// The support window is not, or no longer, in the state this needs.
    WindowState {
        state: String,
    },
    /// Whoever asked to break the glass cannot be who approves of it.
    SecondPerson,
    /// No support window of this operator is open for what was asked.
    WindowClosed,
    /// There are as many as there may be, or the device has one already.
    PasskeyNotAdded,
    /// Somebody else was first; the same request may succeed now.
    Stale,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        match error {
            sqlx::Error::RowNotFound => Error::NotFound,
            error => match refusal_of(&error) {
                Some(refusal) => Error::Refused(refusal),
                None => Error::Database(error),
            },
        }
    }
}

/// Rules that the database guards by itself, whoever asks, in the words of the rule.
fn refusal_of(error: &sqlx::Error) -> Option<Refusal> {
    match error.as_database_error()?.constraint()? {
        "key_version_used" => Some(Refusal::KeyVersionUsed),
        "firm_has_admin" => Some(Refusal::LastAdmin),
        "support_window_open" => Some(Refusal::WindowClosed),
        "windows_two_persons" => Some(Refusal::SecondPerson),
        _ => None,
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

impl From<Vec<Violation>> for Error {
    fn from(violations: Vec<Violation>) -> Error {
        Error::Invalid(violations)
    }
}

impl Error {
    /// The database constraint that was broken, if that is what happened.
    pub(crate) fn constraint(&self) -> Option<&str> {
        match self {
            Error::Database(error) => error.as_database_error().and_then(|error| error.constraint()),
            _ => None,
        }
    }

    /// Turns the breach of one constraint into the refusal it stands for.
    pub(crate) fn on_constraint(self, name: &str, refusal: impl FnOnce() -> Refusal) -> Error {
        if self.constraint() == Some(name) { refusal().into() } else { self }
    }
}

/// Whether the same request may succeed shortly, on this connection or another one. Whatever it was, PostgreSQL has rolled it back.
pub fn is_transient(error: &DatabaseError) -> bool {
    is_broken(error)
        || matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed)
        || code_of(error).is_some_and(|code| is_passing(&code))
}

/// By SQLSTATE (PostgreSQL's documentation, appendix A).
fn is_passing(code: &str) -> bool {
    // A lock was held too long, two waited for each other, two could not be put in an order (on a standby: what was read had to go), a
    // statement ran out of time because the server has too much to do, all connections are taken.
    matches!(code, "55P03" | "40P01" | "40001" | "57014" | "53300")
        // The server goes, comes, or is none that writes: a primary that has become a standby.
        || matches!(code, "57P01" | "57P02" | "57P03" | "25006")
}

/// The connection ended before its answer was there.
pub(crate) fn is_broken(error: &DatabaseError) -> bool {
    // `WorkerCrashed`: who reads from the connection has gone.
    matches!(error, sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed)
}

/// What became of a commit that failed. An answer to it is certain: rolled back. Without one, or from a server that was on its way out and may have
/// been waiting for its standby, it is not.
pub(crate) fn of_commit(error: sqlx::Error) -> Error {
    let certain = code_of(&error).is_some_and(|code| !code.starts_with("57P") && !code.starts_with("08"));
    if certain { error.into() } else { Error::Unknown(error) }
}

/// Whether the database takes no writes for now (SQLSTATE 25006): it is being moved, or this server has just been made another one's standby. The
/// transactions that the program itself keeps from writing hold no statement that would write.
pub fn is_read_only(error: &DatabaseError) -> bool {
    code_of(error).as_deref() == Some("25006")
}

fn code_of(error: &DatabaseError) -> Option<std::borrow::Cow<'_, str>> {
    error.as_database_error()?.code()
}
