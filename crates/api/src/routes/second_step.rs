//! The second half of signing in, and signing in by passkey alone.

use access::limit::Door;
use access::second_factor::{RecoveryCode, TotpSecret};
use access::token::Token;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use documents::mail::SecurityNews;
use domain::ids::UserId;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::identity::{Ceremony, CeremonyKind, NewCeremony};
use store::{IdentityScope, Tx};
use time::Duration;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::news::tell;
use super::opening::Opening;
use super::session::Session;
use crate::app::App;
use crate::auth::{ClientAddress, ClientOrigin};
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};

/// How long a gesture on a device may take.
pub const CEREMONY_LIFE: Duration = Duration::minutes(5);
/// The key of what is sealed in `identity.totp`.
pub const TOTP: &str = "totp-secret";

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(second_factor))
        .routes(routes!(passkey_options))
        .routes(routes!(passkey))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SecondFactor {
    challenge: String,
    /// Six digits of an authenticator application.
    code: Option<String>,
    /// Instead of `code`, when the application is lost.
    recovery_code: Option<String>,
    /// Answer with tokens instead of setting a cookie.
    #[serde(default)]
    token: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAsked {
    /// Of the sign-in that waits for its second factor. Without: any passkey of this site that the device holds.
    challenge: Option<String>,
}

/// The first half of a passkey ceremony.
#[derive(Serialize, ToSchema)]
pub struct PasskeyOptions {
    /// Sent back with the credential.
    pub ceremony: Uuid,
    /// What `navigator.credentials` takes as `publicKey`, bytes in base64url.
    #[schema(value_type = Object)]
    pub options: Value,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyAnswer {
    ceremony: Uuid,
    /// What `navigator.credentials.get` gave, as JSON.
    #[schema(value_type = Object)]
    credential: Value,
    /// Answer with tokens instead of setting a cookie.
    #[serde(default)]
    token: bool,
}

/// What is typed beside the password.
enum Typed {
    Totp(String),
    Recovery(RecoveryCode),
}

impl SecondFactor {
    fn typed(&self) -> Result<Typed, Problem> {
        match (&self.code, &self.recovery_code) {
            (Some(code), None) => Ok(Typed::Totp(code.clone())),
            (None, Some(code)) => {
                RecoveryCode::parse(code).map(Typed::Recovery).ok_or(Problem::SecondFactorWrong)
            }
            _ => {
                let one = FieldProblem::new("code", "either-or")
                    .with("first", "code")
                    .with("second", "recovery_code");
                Err(Problem::Validation(vec![one]))
            }
        }
    }
}

/// Finish signing in with the code of an authenticator application, or a recovery code. Five tries in a quarter of an hour.
#[utoipa::path(post, path = "/v1/session/second-factor", tag = "identity", security(()), request_body = SecondFactor,
    responses((status = 200, body = Session)))]
async fn second_factor(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    origin: ClientOrigin,
    jar: CookieJar,
    Json(sent): Json<SecondFactor>,
) -> Result<Response, Problem> {
    app.limits.door(Door::SecondFactor, address, &sent.challenge).await?;
    let challenge = Token::parse(&sent.challenge).ok_or(Problem::ChallengeExpired)?.digest();
    // The try is counted in a transaction of its own: a wrong code must not give it back.
    let mut tx = app.store.begin(&IdentityScope, "second_factor.try").await?;
    let user = tx.challenge_user(challenge.as_bytes()).await?.ok_or(Problem::ChallengeExpired)?;
    let typed = sent.typed();
    tx.factor_try(user).await??;
    tx.commit().await?;
    let mut tx = app.store.begin(&IdentityScope, "second_factor.open").await?;
    match typed? {
        Typed::Totp(code) => totp(&app, &mut tx, user, &code).await?,
        Typed::Recovery(code) => recovery(&mut tx, user, &code).await?,
    }
    if !tx.challenge_take(challenge.as_bytes()).await? {
        return Err(Problem::ChallengeExpired);
    }
    tx.factor_right(user).await?;
    let opening = Opening::new(user, sent.token, origin).with_second_factor();
    opening.open(&app, tx, jar, StatusCode::OK).await
}

/// The code is one of the application's, of now, and was not used before.
async fn totp(app: &App, tx: &mut Tx<IdentityScope>, user: UserId, code: &str) -> Result<(), Problem> {
    let sealed = tx.totp_of(user).await?.and_then(|totp| totp.secret).ok_or(Problem::SecondFactorWrong)?;
    let owner = user.uuid();
    let opened = app.identity.keys.open(TOTP, owner.as_bytes(), &sealed).ok_or_else(|| {
        tracing::error!(caller = %user, "a sealed secret opens with no key; was auth.secret replaced without auth.secret_previous?");
        Problem::SecondFactorWrong
    })?;
    let secret = TotpSecret::from_bytes(&opened.plain).ok_or(Problem::Internal)?;
    let step = secret.step_of(code, unix_now(app)).ok_or(Problem::SecondFactorWrong)?;
    if !tx.totp_use(user, step).await? {
        return Err(Problem::SecondFactorWrong);
    }
    if opened.outdated {
        let anew = app.identity.keys.seal(TOTP, owner.as_bytes(), &opened.plain);
        tx.totp_reseal(user, &sealed, &anew).await?;
    }
    Ok(())
}

async fn recovery(tx: &mut Tx<IdentityScope>, user: UserId, code: &RecoveryCode) -> Result<(), Problem> {
    if !tx.recovery_code_use(user, code.digest(user.uuid()).as_bytes()).await? {
        return Err(Problem::SecondFactorWrong);
    }
    let left = tx.factors_of(user).await?.recovery_codes_left;
    tell(tx, user, &SecurityNews::RecoveryCodeUsed { left: u32::try_from(left).unwrap_or_default() }).await
}

pub fn unix_now(app: &App) -> u64 {
    u64::try_from(app.clock.now().unix_timestamp()).unwrap_or_default()
}

/// Begin signing in by passkey: as the second step of a sign-in, or alone. Alone, the answer is the same for everybody.
#[utoipa::path(post, path = "/v1/session/passkey/options", tag = "identity", security(()), request_body = PasskeyAsked,
    responses((status = 200, body = PasskeyOptions)))]
async fn passkey_options(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Json(asked): Json<PasskeyAsked>,
) -> Result<axum::Json<PasskeyOptions>, Problem> {
    app.limits.anonymous(address).await?;
    let site = app.identity.passkeys()?;
    let mut tx = app.store.begin(&IdentityScope, "passkey.options").await?;
    let expires_at = app.clock.now() + CEREMONY_LIFE;
    let (ceremony, options) = match asked.challenge {
        None => {
            let started = site.discover()?;
            let new = NewCeremony {
                kind: CeremonyKind::Discover,
                user: None,
                challenge_hash: None,
                state: &started.state,
                expires_at,
            };
            (tx.ceremony_keep(&new).await?, started.options)
        }
        Some(challenge) => {
            let challenge = Token::parse(&challenge).ok_or(Problem::ChallengeExpired)?.digest();
            let user = tx.challenge_user(challenge.as_bytes()).await?.ok_or(Problem::ChallengeExpired)?;
            let known: Vec<Value> =
                tx.credentials_of(user).await?.into_iter().map(|key| key.credential).collect();
            if known.is_empty() {
                return Err(Problem::PasskeyRefused);
            }
            let started = site.ask(known)?;
            let new = NewCeremony {
                kind: CeremonyKind::SecondStep,
                user: Some(user),
                challenge_hash: Some(challenge.as_bytes()),
                state: &started.state,
                expires_at,
            };
            (tx.ceremony_keep(&new).await?, started.options)
        }
    };
    tx.commit().await?;
    Ok(axum::Json(PasskeyOptions { ceremony, options }))
}

/// Finish signing in by passkey.
#[utoipa::path(post, path = "/v1/session/passkey", tag = "identity", security(()), request_body = PasskeyAnswer,
    responses((status = 200, body = Session)))]
async fn passkey(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    origin: ClientOrigin,
    jar: CookieJar,
    Json(sent): Json<PasskeyAnswer>,
) -> Result<Response, Problem> {
    app.limits.door(Door::Passkey, address, &sent.ceremony.to_string()).await?;
    let ceremony = taken(&app, sent.ceremony).await?;
    let mut tx = app.store.begin(&IdentityScope, "passkey.open").await?;
    let user = match (ceremony.kind, ceremony.user, ceremony.challenge_hash) {
        (CeremonyKind::Discover, ..) => discovered(&app, &mut tx, ceremony.state, sent.credential).await?,
        (CeremonyKind::SecondStep, Some(user), Some(challenge)) => {
            let known = tx.credentials_of(user).await?.into_iter().map(|key| key.credential).collect();
            let used = app.identity.passkeys()?.answered(ceremony.state, sent.credential, known)?;
            tx.passkey_used(&used.credential_id, used.credential.as_ref()).await?;
            if !tx.challenge_take(&challenge).await? {
                return Err(Problem::ChallengeExpired);
            }
            user
        }
        _ => return Err(Problem::PasskeyRefused),
    };
    let opening = Opening::new(user, sent.token, origin).with_second_factor();
    opening.open(&app, tx, jar, StatusCode::OK).await
}

/// Out of the database before anything about the answer is looked at: right or wrong, it was the only one.
pub async fn taken(app: &App, id: Uuid) -> Result<Ceremony, Problem> {
    let mut tx = app.store.begin(&IdentityScope, "passkey.take").await?;
    let ceremony = tx.ceremony_take(id).await?;
    tx.commit().await?;
    ceremony.ok_or(Problem::PasskeyRefused)
}

async fn discovered(
    app: &App,
    tx: &mut Tx<IdentityScope>,
    state: Value,
    answer: Value,
) -> Result<UserId, Problem> {
    let site = app.identity.passkeys()?;
    let (user, credential) = site.claimed(&answer)?;
    let known = tx.credentials_of(user.into()).await?;
    let key = known.into_iter().find(|key| key.credential_id == credential).ok_or(Problem::PasskeyRefused)?;
    let used = site.discovered(state, answer, key.credential)?;
    tx.passkey_used(&used.credential_id, used.credential.as_ref()).await?;
    Ok(user.into())
}
