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

/// Whether the same request may succeed shortly: no connection was free, one broke or was ended by an administrator or a server that stops
/// (SQLSTATE 57P01 to 57P03), a lock was held too long (55P03, 40P01), or a statement ran out of time because the server has too much to do
/// (57014).
pub fn is_transient(error: &DatabaseError) -> bool {
    matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_))
        || matches!(
            code_of(error).as_deref(),
            Some("55P03" | "40P01" | "57014" | "57P01" | "57P02" | "57P03")
        )
}

/// Whether the database takes no writes for now (SQLSTATE 25006): it is being moved, or this server has just been made another one's standby. The
/// transactions that the program itself keeps from writing hold no statement that would write.
pub fn is_read_only(error: &DatabaseError) -> bool {
    code_of(error).as_deref() == Some("25006")
}

fn code_of(error: &DatabaseError) -> Option<std::borrow::Cow<'_, str>> {
    error.as_database_error()?.code()
}
