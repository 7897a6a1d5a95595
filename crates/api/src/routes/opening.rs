//! Opening a session, whatever proved the person: a cookie for a browser, a pair of tokens for a program.

use access::access_token::{self, Named};
use access::caller::{Caller, Principal};
use access::token::Token;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::ids::UserId;
use http::StatusCode;
use store::identity::{Holder, NewSession, Origin};
use store::{Credential, IdentityScope, Met, Tx};
use time::Duration;

use super::session::{Tokens, session_of};
use crate::app::App;
use crate::auth::{ClientOrigin, SESSION_DAYS, session_cookie};
use crate::problem::Problem;

/// How long a proof of identity counts for what is sensitive.
pub const CONFIRMED_FOR: Duration = Duration::minutes(10);

pub struct Opening {
    user: UserId,
    wants_token: bool,
    second_factor: bool,
    origin: Origin,
}

impl Opening {
    pub fn new(user: UserId, wants_token: bool, ClientOrigin(origin): ClientOrigin) -> Opening {
        Opening { user, wants_token, second_factor: false, origin }
    }

    pub fn with_second_factor(mut self) -> Opening {
        self.second_factor = true;
        self
    }

    /// Opens the session in `tx`, commits, and answers with it.
    pub async fn open(
        self,
        app: &App,
        mut tx: Tx<IdentityScope>,
        jar: CookieJar,
        status: StatusCode,
    ) -> Result<Response, Problem> {
        let token = Token::draw();
        let digest = *token.digest().as_bytes();
        let holder = match self.wants_token {
            true => Holder::Api { refresh_hash: digest },
            false => Holder::Browser { token_hash: digest },
        };
        let now = app.clock.now();
        let session = tx
            .session_create(&NewSession {
                user: self.user,
                holder,
                origin: self.origin,
                second_factor: self.second_factor,
                confirmed_until: Some(now + CONFIRMED_FOR),
                expires_at: now + Duration::days(SESSION_DAYS),
            })
            .await?;
        tx.commit().await?;
        let by = match holder {
            Holder::Api { .. } => Credential::Access { session, user: self.user },
            Holder::Browser { .. } => Credential::Cookie(digest),
        };
        let Met::Inside(found) = app.store.admit::<IdentityScope>(&by, "").await? else {
            return Err(Problem::Internal);
        };
        let Principal::Person(caller) = found.visitor.principal.clone() else {
            return Err(Problem::Internal);
        };
        let mut opened = session_of(app, &caller).await?;
        if self.wants_token {
            opened.tokens = Some(tokens(app, &caller, &token)?);
            return Ok((status, axum::Json(opened)).into_response());
        }
        Ok((status, jar.add(session_cookie(&app.settings, &token)), axum::Json(opened)).into_response())
    }
}

fn tokens(app: &App, caller: &Caller, refresh: &Token) -> Result<Tokens, Problem> {
    pair(app, Named { user: caller.user, session: caller.session }, refresh)
}

/// An access token for a session, beside the refresh token that fetches the next.
pub fn pair(app: &App, named: Named, refresh: &Token) -> Result<Tokens, Problem> {
    let access = app.identity.access_tokens.issue(named).ok_or(Problem::Internal)?;
    Ok(Tokens { access, refresh: refresh.expose().to_owned(), expires_in: access_token::SECONDS })
}
