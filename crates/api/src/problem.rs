//! Every way a request can fail, as RFC 9457 `application/problem+json`.
//!
//! A handler returns a [`Problem`], which knows facts but no language. The outermost layer (`context`) renders it in the reader's language,
//! because only there is it known who reads.

use axum::response::{IntoResponse, Response};
use billing::catalogue::{LimitReached, Quota};
use billing::subscription::Access;
use billing::wording::plan_name;
use domain::ids::FirmId;
use domain::money::Cents;
use domain::violation::{Arg, Violation};
use http::StatusCode;
use serde::Serialize;
use store::Refusal;
use utoipa::ToSchema;

/// The closed list of problems. `code()` is stable: clients may switch on it.
#[derive(Debug, Clone)]
pub enum Problem {
    BadRequest {
        reason: String,
    },
    Validation(Vec<FieldProblem>),
    NotSignedIn,
    WrongCredentials,
    CodeWrong,
    CodeExpired,
    /// The firm asks for one and this session has shown none.
    SecondFactorRequired,
    /// Sensitive: the password must have been typed within the last minutes.
    ConfirmationRequired,
    ChallengeExpired,
    SecondFactorWrong,
    PasskeyRefused,
    PasskeysUnavailable,
    WrongPassword,
    ResetLinkInvalid,
    RefreshRefused,
    NoSecondFactor,
    CrossSite,
    Forbidden,
    /// What a person does for themselves, asked for with an API key.
    NotForPrograms,
    /// The link of an invitation that is used, withdrawn, replaced, expired, or whose sender has left.
    InvitationOver,
    InvitationOtherAccount,
    InvitationHasAccount,
    NotFound,
    MethodNotAllowed,
    TooLarge {
        limit: String,
    },
    /// An operation that reads JSON was sent something else.
    NotJson,
    /// A file that is not what it should be, in the words of the reader that refused it.
    Document {
        code: &'static str,
        args: Args,
    },
    TooManyRequests {
        seconds: u32,
    },
    IdempotencyKeyMissing,
    IdempotencyKeyInvalid,
    Refused(Refusal),
    /// The firm's plan allows no more.
    LimitReached(Box<Limit>),
    /// What the firm owes, or that it has left, allows this no more.
    Restricted {
        access: Access,
        firm: FirmId,
    },
    /// No payment provider is connected.
    PaymentsOff,
    /// The payment provider did not do what was asked of it.
    PaymentsFailed,
    /// The tenant has as much under way as it may at once.
    Busy {
        seconds: u32,
    },
    Unavailable,
    /// It was sent on its way, and nobody said that it arrived.
    OutcomeUnknown,
    /// The database is being moved: it is read, and not written.
    WritingPaused,
    Internal,
}

/// One invalid field, before it is put in words.
#[derive(Debug, Clone)]
pub struct FieldProblem {
    pub field: String,
    pub code: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl FieldProblem {
    pub fn new(field: impl Into<String>, code: &'static str) -> FieldProblem {
        FieldProblem { field: field.into(), code, args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> FieldProblem {
        self.args.push((name, value.into()));
        self
    }
}

impl From<Violation> for FieldProblem {
    fn from(violation: Violation) -> FieldProblem {
        FieldProblem { field: violation.field, code: violation.code, args: violation.args }
    }
}

/// The body of every failed request (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A URI reference that names the kind of problem.
    pub r#type: String,
    /// Stable name of the kind of problem.
    pub code: String,
    /// Short summary, in the reader's language.
    pub title: String,
    pub status: u16,
    /// What happened and what to do, in the reader's language.
    pub detail: String,
    /// The request, as found in the server's log.
    pub instance: String,
    /// The fields at fault, when the input is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What the firm's plan allows, where that is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

/// How much of what a plan allows, and the way to more.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Limit {
    pub resource: LimitedResource,
    pub allowed: u64,
    pub used: u64,
    /// The firm's plan.
    pub plan: String,
    /// The cheapest plan that allows more, if there is one.
    pub remedy: Option<String>,
    /// The page of the plans.
    pub href: String,
}

/// What is counted against a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitedResource {
    Copros,
    Users,
    StorageBytes,
    DocumentsPerMonth,
    MailsPerMonth,
    ApiCallsPerMinute,
}

impl From<Quota> for LimitedResource {
    fn from(quota: Quota) -> LimitedResource {
        match quota {
            Quota::Copros => LimitedResource::Copros,
            Quota::Users => LimitedResource::Users,
            Quota::StorageBytes => LimitedResource::StorageBytes,
            Quota::DocumentsPerMonth => LimitedResource::DocumentsPerMonth,
            Quota::MailsPerMonth => LimitedResource::MailsPerMonth,
            Quota::ApiCallsPerMinute => LimitedResource::ApiCallsPerMinute,
        }
    }
}

impl LimitedResource {
    /// As the sentences know it.
    const fn name(self) -> &'static str {
        match self {
            LimitedResource::Copros => "copros",
            LimitedResource::Users => "users",
            LimitedResource::StorageBytes => "storage_bytes",
            LimitedResource::DocumentsPerMonth => "documents_per_month",
            LimitedResource::MailsPerMonth => "mails_per_month",
            LimitedResource::ApiCallsPerMinute => "api_calls_per_minute",
        }
    }
}

/// One invalid field of the request.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// Path into the request body, such as `members.0.person.email`; empty for the whole.
    pub field: String,
    pub code: String,
    /// What is wrong and how to mend it, in the reader's language.
    pub message: String,
}

type Args = Vec<(&'static str, Arg)>;

impl Problem {
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Problem {
        Problem::Validation(vec![FieldProblem::new(field, code)])
    }

    pub fn limit_reached(plan: &str, reached: LimitReached) -> Problem {
        let chosen = reached.remedy.as_deref().unwrap_or(plan);
        Problem::LimitReached(Box::new(Limit {
            resource: reached.resource.into(),
            allowed: reached.limit,
            used: reached.used,
            plan: plan.to_owned(),
            href: format!("/pricing?plan={chosen}"),
            remedy: reached.remedy,
        }))
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Problem::BadRequest { .. } | Problem::IdempotencyKeyMissing | Problem::IdempotencyKeyInvalid => {
                StatusCode::BAD_REQUEST
            }
            Problem::Validation(_)
            | Problem::CodeWrong
            | Problem::CodeExpired
            | Problem::SecondFactorWrong
            | Problem::PasskeyRefused
            | Problem::WrongPassword
            | Problem::ResetLinkInvalid => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Document { code, .. } => match *code {
                "too-large" => StatusCode::PAYLOAD_TOO_LARGE,
                "unsupported-media" | "table-unsupported" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Problem::NotSignedIn
            | Problem::WrongCredentials
            | Problem::ChallengeExpired
            | Problem::RefreshRefused => StatusCode::UNAUTHORIZED,
            Problem::CrossSite
            | Problem::Forbidden
            | Problem::NotForPrograms
            | Problem::SecondFactorRequired
            | Problem::ConfirmationRequired => StatusCode::FORBIDDEN,
            Problem::Restricted { .. } => StatusCode::PAYMENT_REQUIRED,
            Problem::InvitationOver => StatusCode::GONE,
            Problem::InvitationOtherAccount | Problem::InvitationHasAccount => StatusCode::CONFLICT,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::Refused(Refusal::KeyReused) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Refused(Refusal::WindowClosed | Refusal::SecondPerson) => StatusCode::FORBIDDEN,
            Problem::Refused(_)
            | Problem::LimitReached(_)
            | Problem::PasskeysUnavailable
            | Problem::NoSecondFactor => StatusCode::CONFLICT,
            Problem::Busy { .. }
            | Problem::Unavailable
            | Problem::OutcomeUnknown
            | Problem::WritingPaused
            | Problem::PaymentsOff
            | Problem::PaymentsFailed => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub fn code(&self) -> &'static str {
        match self {
            Problem::BadRequest { .. } => "bad-request",
            Problem::Validation(_) => "validation",
            Problem::NotSignedIn => "not-signed-in",
            Problem::WrongCredentials => "wrong-credentials",
            Problem::CodeWrong => "code-wrong",
            Problem::CodeExpired => "code-expired",
            Problem::SecondFactorRequired => "second-factor-required",
            Problem::ConfirmationRequired => "confirmation-required",
            Problem::ChallengeExpired => "challenge-expired",
            Problem::SecondFactorWrong => "second-factor-wrong",
            Problem::PasskeyRefused => "passkey-refused",
            Problem::PasskeysUnavailable => "passkeys-unavailable",
            Problem::WrongPassword => "wrong-password",
            Problem::ResetLinkInvalid => "reset-link-invalid",
            Problem::RefreshRefused => "refresh-refused",
            Problem::NoSecondFactor => "no-second-factor",
            Problem::CrossSite => "cross-site",
            Problem::Forbidden => "forbidden",
            Problem::NotForPrograms => "not-for-programs",
            Problem::InvitationOver => "invitation-over",
            Problem::InvitationOtherAccount => "invitation-other-account",
            Problem::InvitationHasAccount => "invitation-has-account",
            Problem::NotFound => "not-found",
            Problem::MethodNotAllowed => "method-not-allowed",
            Problem::TooLarge { .. } => "too-large",
            Problem::NotJson => "not-json",
            Problem::Document { code, .. } => code,
            Problem::TooManyRequests { .. } => "too-many-requests",
            Problem::IdempotencyKeyMissing => "idempotency-key-missing",
            Problem::IdempotencyKeyInvalid => "idempotency-key-invalid",
            Problem::Refused(refusal) => refusal_code(refusal),
            Problem::LimitReached(_) => "limit-reached",
            Problem::Restricted { access: Access::ExportOnly, .. } => "subscription-suspended",
            Problem::Restricted { .. } => "subscription-read-only",
            Problem::PaymentsOff => "payments-off",
            Problem::PaymentsFailed => "payments-failed",
            Problem::Busy { .. } => "busy",
            Problem::Unavailable => "unavailable",
            Problem::OutcomeUnknown => "outcome-unknown",
            Problem::WritingPaused => "writing-paused",
            Problem::Internal => "internal",
        }
    }

    /// The figures its sentence needs.
    pub fn args(&self) -> Args {
        match self {
            Problem::BadRequest { reason } => vec![("reason", reason.as_str().into())],
            Problem::Validation(fields) => {
                vec![("count", i64::try_from(fields.len()).unwrap_or(i64::MAX).into())]
            }
            Problem::Document { args, .. } => args.clone(),
            Problem::TooLarge { limit } => vec![("limit", limit.as_str().into())],
            Problem::TooManyRequests { seconds } | Problem::Busy { seconds } => {
                vec![("seconds", i64::from(*seconds).into())]
            }
            Problem::Refused(refusal) => refusal_args(refusal),
            Problem::LimitReached(limit) => limit_args(limit),
            Problem::Restricted { firm, .. } => vec![("link", format!("/firms/{firm}/billing").into())],
            _ => Vec::new(),
        }
    }

    /// The field at fault, where a state rather than a rule about values refuses it: a code already taken, an invoice already there.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Problem::Refused(Refusal::LotCodeTaken { .. } | Refusal::KeyCodeTaken { .. }) => Some("code"),
            Problem::Refused(Refusal::DuplicateInvoice { .. }) => Some("invoice_number"),
            Problem::Refused(Refusal::SupplierNameTaken { .. }) => Some("supplier"),
            Problem::Refused(Refusal::AlreadyMember | Refusal::InvitationPending) => Some("email"),
            _ => None,
        }
    }

    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Problem::TooManyRequests { seconds } | Problem::Busy { seconds } => Some(*seconds),
            Problem::Unavailable | Problem::OutcomeUnknown => Some(2),
            // A move of a small database takes about that long, and a program that asks again is told again.
            Problem::WritingPaused => Some(10),
            _ => None,
        }
    }
}

pub fn refusal_code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::SharesMismatch { .. } => "shares-mismatch",
        Refusal::NoLots => "no-lots",
        Refusal::LotsWithoutOwner { .. } => "lots-without-owner",
        Refusal::CoproNotActive => "copro-not-active",
        Refusal::CoproClosed => "copro-closed",
        Refusal::CoproNotClosed => "copro-not-closed",
        Refusal::KeyVersionUsed => "key-version-used",
        Refusal::KeyCodeTaken { .. } => "key-code-taken",
        Refusal::LotCodeTaken { .. } => "lot-code-taken",
        Refusal::LotInUse { .. } => "lot-in-use",
        Refusal::SupplierNameTaken { .. } => "supplier-name-taken",
        Refusal::ClosedYear { .. } => "closed-year",
        Refusal::DuplicateInvoice { .. } => "duplicate-invoice",
        Refusal::NoBankAccount => "no-bank-account",
        Refusal::ImportState { .. } => "import-state",
        Refusal::UndoExpired => "undo-expired",
        Refusal::UndoBlocked => "undo-blocked",
        Refusal::WindowState { .. } => "window-state",
        Refusal::SecondPerson => "second-person",
        Refusal::WindowClosed => "window-closed",
        Refusal::KeyReused => "idempotency-key-reused",
        Refusal::LastAdmin => "last-admin",
        Refusal::AlreadyMember => "already-member",
        Refusal::InvitationPending => "invitation-pending",
        Refusal::InvitationLimit => "invitation-limit",
        Refusal::InvitationState => "invitation-state",
        Refusal::ApiKeyLimit => "api-key-limit",
        Refusal::TransferPending => "transfer-pending",
        Refusal::TransferClosed => "transfer-closed",
        Refusal::TransferOtherAccount => "transfer-other-account",
        Refusal::TransferSameFirm => "transfer-same-firm",
        Refusal::HandoverBuilding => "handover-building",
        Refusal::PersonOwnsLots { .. } => "person-owns-lots",
        Refusal::PersonAccountOpen { .. } => "person-account-open",
        Refusal::PersonErased => "person-erased",
        Refusal::AccountLastAdmin { .. } => "account-last-admin",
        Refusal::ConsentNeeded => "consent-needed",
        Refusal::PasskeyNotAdded => "passkey-not-added",
        Refusal::Subscription { .. } => "subscription-refused",
        Refusal::Stale => "conflict",
    }
}

fn limit_args(limit: &Limit) -> Args {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let remedy = limit.remedy.as_deref().map_or_else(|| "none".to_owned(), plan_name);
    vec![
        ("resource", limit.resource.name().into()),
        ("allowed", count(limit.allowed).into()),
        ("used", count(limit.used).into()),
        ("plan", plan_name(&limit.plan).into()),
        ("remedy", remedy.into()),
    ]
}

fn refusal_args(refusal: &Refusal) -> Args {
    match refusal {
        Refusal::SharesMismatch { expected, found } => vec![
            ("expected", (*expected).into()),
            ("found", (*found).into()),
            ("difference", (expected - found).abs().into()),
            ("direction", if found < expected { "missing" } else { "excess" }.into()),
        ],
        Refusal::LotsWithoutOwner { codes } | Refusal::PersonOwnsLots { codes } => {
            vec![("codes", codes.join(", ").into())]
        }
        Refusal::KeyCodeTaken { code } | Refusal::LotCodeTaken { code } | Refusal::LotInUse { code } => {
            vec![("code", code.as_str().into())]
        }
        Refusal::PersonAccountOpen { amount } => vec![
            ("amount", Cents(amount.0.abs()).into()),
            ("direction", if amount.0 > 0 { "owes" } else { "owed" }.into()),
        ],
        Refusal::AccountLastAdmin { firms } => vec![("firms", firms.join(", ").into())],
        Refusal::SupplierNameTaken { name } => vec![("name", name.as_str().into())],
        Refusal::ClosedYear { date } => vec![("date", (*date).into())],
        Refusal::DuplicateInvoice { number } => vec![("number", number.as_str().into())],
        Refusal::ImportState { status } => vec![("status", status.as_str().into())],
        Refusal::WindowState { state } => vec![("state", state.as_str().into())],
        Refusal::Subscription { why } => vec![("why", why.name().into())],
        _ => Vec::new(),
    }
}

impl IntoResponse for Problem {
    /// Only the status; the body is written by the outermost layer, which finds the problem here.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Problem {
        match error {
            store::Error::NotFound => Problem::NotFound,
            store::Error::Invalid(violations) => violations.into(),
            store::Error::SecondFactorRequired => Problem::SecondFactorRequired,
            store::Error::Refused(refusal) => Problem::Refused(refusal),
            store::Error::Busy(busy) => busy.into(),
            store::Error::Away(error) => {
                tracing::error!(error = %error, "database away");
                Problem::Unavailable
            }
            store::Error::Unknown(error) => {
                tracing::error!(error = %error, "database did not say what became of a commit");
                Problem::OutcomeUnknown
            }
            // An operator did it on purpose, and everybody who writes meets it: no error of the program.
            store::Error::Database(error) if store::is_read_only(&error) => {
                tracing::warn!(error = %error, "the database takes no writes for now");
                Problem::WritingPaused
            }
            // The detail goes to the log, once, here; the answer is a constant.
            store::Error::Database(error) => {
                tracing::error!(error = %error, "database failed");
                if store::is_transient(&error) { Problem::Unavailable } else { Problem::Internal }
            }
        }
    }
}

impl From<Vec<Violation>> for Problem {
    fn from(violations: Vec<Violation>) -> Problem {
        Problem::Validation(violations.into_iter().map(FieldProblem::from).collect())
    }
}

impl From<access::limit::Limited> for Problem {
    fn from(limited: access::limit::Limited) -> Problem {
        Problem::TooManyRequests { seconds: limited.retry_after_seconds }
    }
}

impl From<access::cap::Busy> for Problem {
    fn from(busy: access::cap::Busy) -> Problem {
        Problem::Busy { seconds: busy.retry_after_seconds }
    }
}

impl From<access::password::HashError> for Problem {
    fn from(error: access::password::HashError) -> Problem {
        match error {
            access::password::HashError::Busy { retry_after_seconds } => {
                Problem::TooManyRequests { seconds: retry_after_seconds }
            }
            error => {
                tracing::error!(error = %error, "password hashing failed");
                Problem::Internal
            }
        }
    }
}

impl From<access::passkey::PasskeyError> for Problem {
    fn from(error: access::passkey::PasskeyError) -> Problem {
        use access::passkey::PasskeyError::{Malformed, Refused, Start, Stored};
        match error {
            Refused(_) | Malformed => Problem::PasskeyRefused,
            error @ (Start(_) | Stored(_)) => {
                tracing::error!(error = %error, "passkey ceremony failed");
                Problem::Internal
            }
        }
    }
}

impl From<store::identity::TryRefused> for Problem {
    fn from(refused: store::identity::TryRefused) -> Problem {
        Problem::TooManyRequests { seconds: refused.seconds }
    }
}

impl From<files::FileError> for Problem {
    fn from(error: files::FileError) -> Problem {
        match error {
            files::FileError::TooLarge => Problem::TooLarge { limit: "10 MB".to_owned() },
            error => {
                tracing::error!(error = %error, "file store failed");
                Problem::Unavailable
            }
        }
    }
}

#[cfg(test)]
mod tests;
