use access::limit::Door;
use access::password;
use access::token::{Code, SecretDigest};
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use documents::mail::{self, AlreadyRegistered, VerificationCode};
use domain::email::{EmailAddress, InvalidEmail};
use domain::language::Language;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use store::IdentityScope;
use store::billing::Wish;
use store::identity::Signup;
use store::jobs::{JobKind, NewJob};
use time::Duration;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::opening::Opening;
use super::session::Session;
use crate::app::App;
use crate::auth::{ClientAddress, ClientOrigin};
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};

/// How long a verification code is good for, and how often it may be tried.
const CODE_MINUTES: u32 = 30;
const CODE_TRIES: i16 = 6;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(signup)).routes(routes!(verify))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignUp {
    email: String,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    language: Language,
    /// The plan that the first firm of this person begins with, in its trial. One that is not sold is passed over.
    #[schema(example = "plus")]
    plan: Option<String>,
    /// So many copros are to be paid for twelve months ahead.
    committed: Option<u32>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Verify {
    email: String,
    /// The six digits of the mail.
    code: String,
    /// Answer with a bearer token instead of setting a cookie.
    #[serde(default)]
    token: bool,
}

/// Ask for an account. The answer is the same whether or not the address is known; the mail is not.
#[utoipa::path(post, path = "/v1/signup", tag = "identity", security(()), request_body = SignUp,
    responses((status = 202, description = "A mail is on its way")))]
async fn signup(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Json(new): Json<SignUp>,
) -> Result<StatusCode, Problem> {
    let email = login_address(&new.email).map_err(|_| Problem::invalid("email", "invalid-email"))?;
    app.limits.door(Door::SignUp, address, email.as_str()).await?;
    check_password(&new.password, email.as_str())?;
    // Hashed before looking whether the address is known, so that both answers take as long.
    let password_hash = app.hasher.hash(new.password).await?;
    let mut tx = app.store.begin(&IdentityScope, "signup").await?;
    let known = tx.credentials(email.as_str()).await?.is_some();
    let id = Uuid::now_v7();
    let code = Code::draw();
    let mail = if known {
        mail::already_registered(&AlreadyRegistered { language: new.language })
    } else {
        mail::verification_code(&VerificationCode {
            language: new.language,
            code: code.expose().to_owned(),
            minutes: CODE_MINUTES,
        })
    };
    // Kept for a known address as well, where it leads nowhere: nobody is told its code, and the account exists. Both take as long.
    let signup = Signup {
        id,
        email: email.as_str().to_owned(),
        language: new.language,
        password_hash,
        code_hash: code.digest(id).as_bytes().to_vec(),
        expires_at: app.clock.now() + Duration::minutes(CODE_MINUTES.into()),
        wish: Wish::of(new.plan, new.committed),
    };
    tx.signup_put(&signup, CODE_TRIES).await?;
    let payload = serde_json::json!({ "to": email.as_str(), "mail": mail });
    tx.job_enqueue(&NewJob { kind: JobKind::IdentityMail, subject: None, payload }).await?;
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

/// Confirm the address with the code of the mail; the account exists from then on and is signed in.
#[utoipa::path(post, path = "/v1/signup/verify", tag = "identity", security(()), request_body = Verify,
    responses((status = 201, body = Session)))]
async fn verify(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    origin: ClientOrigin,
    jar: CookieJar,
    Json(typed): Json<Verify>,
) -> Result<Response, Problem> {
    let email = login_address(&typed.email).map_err(|_| Problem::invalid("email", "invalid-email"))?;
    app.limits.door(Door::Verify, address, email.as_str()).await?;
    let code = Code::parse(&typed.code).ok_or(Problem::CodeWrong)?;
    // The try is counted in a transaction of its own: a wrong code must not give it back.
    let mut tx = app.store.begin(&IdentityScope, "signup.try").await?;
    let pending = tx.signup_try(email.as_str()).await?;
    tx.commit().await?;
    let pending = pending.ok_or(Problem::CodeWrong)?;
    let stored = SecretDigest::try_from(pending.code_hash.as_slice()).map_err(|_| Problem::Internal)?;
    if stored != code.digest(pending.id) {
        return Err(Problem::CodeWrong);
    }
    if pending.expired {
        return Err(Problem::CodeExpired);
    }
    let mut tx = app.store.begin(&IdentityScope, "signup.verify").await?;
    let user = tx.signup_confirm(email.as_str(), &pending).await?.ok_or(Problem::CodeExpired)?;
    tx.commit().await?;
    let tx = app.store.begin(&IdentityScope, "session.open").await?;
    Opening::new(user, typed.token, origin).open(&app, tx, jar, StatusCode::CREATED).await
}

/// Whether a password may be chosen, and if not, why.
pub fn check_password(password: &SecretString, email: &str) -> Result<(), Problem> {
    password::check(secrecy::ExposeSecret::expose_secret(password), email).map_err(|flaw| {
        Problem::Validation(vec![FieldProblem::new("password", flaw.code()).with("min", min_chars())])
    })
}

pub fn min_chars() -> i64 {
    i64::try_from(password::CHARS_MIN).unwrap_or(i64::MAX)
}

/// One person has one account, however they type their address. (Servers that tell `Claire@` from `claire@` exist on paper only.)
pub fn login_address(typed: &str) -> Result<EmailAddress, InvalidEmail> {
    EmailAddress::parse(&typed.to_ascii_lowercase())
}
