//! The links of invitations: sent, looked at, accepted. Who sends them stands in `members` and `copro_members`.

use access::caller::Principal;
use access::limit::Door;
use access::role::Role;
use access::token::Token;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use documents::mail::{self, InvitationMail, InvitedTo};
use domain::email::EmailAddress;
use domain::language::Language;
use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use store::invitations::{InvitationKind, NewInvitation, OpenInvitation};
use store::jobs::{JobKind, NewJob};
use store::{IdentityScope, Refusal};
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::opening::Opening;
use super::session::{Session, session_of};
use super::signup::{check_password, login_address};
use crate::app::App;
use crate::auth::{ClientAddress, ClientOrigin, SignedIn};
use crate::body::Json;
use crate::idempotency::Repeat;
use crate::problem::Problem;

/// How long a link is good for.
const HOURS: u32 = 72;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(preview)).routes(routes!(accept)).routes(routes!(sign_up))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Link {
    /// What follows `#` in the address of the mail.
    #[schema(value_type = String)]
    token: SecretString,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignUpByLink {
    #[schema(value_type = String)]
    token: SecretString,
    /// 12 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    name: String,
    language: Language,
    /// Answer with a bearer token instead of setting a cookie.
    #[serde(default)]
    #[schema(default = false)]
    bearer: bool,
}

/// What an invitation is about.
#[derive(Serialize, ToSchema)]
struct InvitationPreview {
    kind: InvitationKind,
    /// The firm or the copro.
    name: String,
    role: Role,
    /// The address it was sent to: whoever accepts signs in with it.
    email: String,
    invited_by: String,
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
    /// The address has an account: sign in instead of signing up.
    has_account: bool,
}

/// Look at an invitation before accepting it.
#[utoipa::path(post, path = "/v1/invitations/preview", tag = "identity", security(()), request_body = Link,
    responses((status = 200, body = InvitationPreview)))]
async fn preview(
    State(app): State<App>,
    Json(link): Json<Link>,
) -> Result<axum::Json<InvitationPreview>, Problem> {
    let found = open(&app, &link.token).await?;
    Ok(axum::Json(InvitationPreview {
        kind: found.kind,
        name: found.name,
        role: found.role,
        email: found.email,
        invited_by: found.inviter,
        expires_at: found.expires_at,
        has_account: found.has_account,
    }))
}

/// Accept an invitation, signed in with the address it was sent to.
#[utoipa::path(post, path = "/v1/invitations/acceptance", tag = "identity", request_body = Link,
    responses((status = 200, body = Session)))]
async fn accept(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    repeat: Repeat,
    Json(link): Json<Link>,
) -> Result<axum::Json<Session>, Problem> {
    // Looked up before the transaction: one that waited for a second connection while holding the first would wait for itself. A repeated
    // request finds the link used, by itself, and is answered as before all the same.
    let found = open(&app, &link.token).await;
    let tx = app.store.begin(&IdentityScope, "invitations.accept").await?;
    repeat
        .once(caller.user.uuid(), tx, "invitations.accept", StatusCode::OK, async |tx| {
            let found = found?;
            if found.email != caller.email.as_str() {
                return Err(Problem::InvitationOtherAccount);
            }
            tx.invitation_accept(caller.user, &found).await.map_err(over)
        })
        .await?;
    Ok(axum::Json(session_of(&app, &caller).await?))
}

/// Sign up by way of an invitation: that the link arrived proves the address.
#[utoipa::path(post, path = "/v1/invitations/signup", tag = "identity", security(()), request_body = SignUpByLink,
    responses((status = 201, body = Session)))]
async fn sign_up(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    origin: ClientOrigin,
    jar: CookieJar,
    Json(new): Json<SignUpByLink>,
) -> Result<Response, Problem> {
    let found = open(&app, &new.token).await?;
    app.limits.door(Door::SignUp, address, &found.email).await?;
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Problem::invalid("name", "required"));
    }
    check_password(&new.password, &found.email)?;
    if found.has_account {
        return Err(Problem::InvitationHasAccount);
    }
    let hash = app.hasher.hash(new.password).await?;
    let mut tx = app.store.begin(&IdentityScope, "invitations.signup").await?;
    let user = tx.user_create(&found.email, Some(name), new.language, &hash).await?;
    let user = user.ok_or(Problem::InvitationHasAccount)?;
    tx.signup_forget(&found.email).await?;
    tx.invitation_accept(user, &found).await.map_err(over)?;
    Opening::new(user, new.bearer, origin).open(&app, tx, jar, StatusCode::CREATED).await
}

/// The invitation behind a link. One that is used, replaced, withdrawn or expired is over, and so is one whose sender may no longer give
/// what it gives: they have left, or the copro has gone to another firm.
async fn open(app: &App, token: &SecretString) -> Result<OpenInvitation, Problem> {
    let token = Token::parse(token.expose_secret().trim()).ok_or(Problem::InvitationOver)?;
    let found = app.store.resolve_invitation(token.digest().as_bytes()).await?;
    found.filter(|found| app.rbac.may_give(found.inviter_roles, found.role)).ok_or(Problem::InvitationOver)
}

/// Somebody accepted it between looking and accepting.
fn over(error: store::Error) -> Problem {
    match error {
        store::Error::Refused(Refusal::InvitationState) => Problem::InvitationOver,
        error => error.into(),
    }
}

/// An address, as accounts are named.
pub fn typed_address(typed: &str) -> Result<EmailAddress, Problem> {
    login_address(typed).map_err(|_| Problem::invalid("email", "invalid-email"))
}

/// Role and language of a stored invitation; the schema keeps others out.
pub fn parsed(role: &str, language: &str) -> Result<(Role, Language), Problem> {
    match (role.parse(), language.parse()) {
        (Ok(role), Ok(language)) => Ok((role, language)),
        _ => Err(Problem::Internal),
    }
}

/// A new link and the mail that carries it. The token is in the mail only; the database gets its digest.
pub struct Letter {
    token: Token,
    inviter: String,
    public_url: String,
    expires_at: OffsetDateTime,
}

impl Letter {
    pub fn draw(app: &App, sender: &Principal) -> Letter {
        Letter {
            token: Token::draw(),
            inviter: sender.shown_as().to_owned(),
            public_url: app.settings.public_url.trim_end_matches('/').to_owned(),
            expires_at: app.clock.now() + Duration::hours(HOURS.into()),
        }
    }

    pub fn invitation<'a>(&'a self, email: &'a str, role: Role, language: Language) -> NewInvitation<'a> {
        NewInvitation {
            email,
            role,
            language,
            inviter: &self.inviter,
            token_hash: *self.token.digest().as_bytes(),
            expires_at: self.expires_at,
        }
    }

    pub fn to_firm(&self, email: &str, role: Role, language: Language, name: String) -> NewJob {
        self.job(email, role, language, InvitedTo::Firm, name)
    }

    pub fn to_copro(&self, email: &str, role: Role, language: Language, name: String) -> NewJob {
        self.job(email, role, language, InvitedTo::Copro, name)
    }

    /// The token stands behind `#`: browsers send what follows to nobody, so it lands in no log.
    fn job(&self, email: &str, role: Role, language: Language, to: InvitedTo, name: String) -> NewJob {
        let mail = mail::invitation(&InvitationMail {
            language,
            to,
            name,
            inviter: self.inviter.clone(),
            role: role.as_str().to_owned(),
            link: format!("{}/invitation#{}", self.public_url, self.token.expose()),
            hours: HOURS,
        });
        let payload = serde_json::json!({ "to": email, "mail": mail });
        NewJob { kind: JobKind::IdentityMail, subject: None, payload }
    }
}
