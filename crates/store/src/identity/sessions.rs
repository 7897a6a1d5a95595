//! Where somebody is signed in.

use access::caller::{Caller, SessionId, Via};
use domain::email::EmailAddress;
use domain::ids::UserId;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{corrupt, language_of};
use crate::wire::wire_row;
use crate::{IdentityScope, Result, Tx};

/// Sessions of one person; the longest unused goes first.
const SESSIONS_MAX: i64 = 50;

/// Where requests of a session come from, as far as it is told.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub address: Option<String>,
    pub client: Option<String>,
}

/// Who keeps the secret of a session; only its digest is stored.
#[derive(Clone, Copy, Debug)]
pub enum Holder {
    /// One token for as long as the session lasts, in a cookie.
    Browser { token_hash: [u8; 32] },
    /// The first of a family of refresh tokens.
    Api { refresh_hash: [u8; 32] },
}

/// A session about to be opened.
pub struct NewSession {
    pub user: UserId,
    pub holder: Holder,
    pub origin: Origin,
    pub second_factor: bool,
    pub confirmed_until: Option<OffsetDateTime>,
    pub expires_at: OffsetDateTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SessionKind {
    Browser,
    Api,
}

/// A session as its owner sees it in the list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SessionEntry)]
pub struct Session {
    pub id: Uuid,
    pub kind: SessionKind,
    /// The one this request belongs to.
    pub current: bool,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// To the minute.
    #[serde(with = "time::serde::rfc3339")]
    pub last_seen_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    pub address: Option<String>,
    /// Browser or program, and system, in short.
    pub client: Option<String>,
    pub second_factor: bool,
}

pub(crate) struct Resolved {
    session_id: Uuid,
    user_id: Uuid,
    email: String,
    name: Option<String>,
    language: String,
    second_factor: bool,
    confirmed_until: Option<OffsetDateTime>,
    seen: bool,
}

wire_row!(Resolved {
    session_id: Uuid,
    user_id: Uuid,
    email: String,
    name: Option<String>,
    language: String,
    second_factor: bool,
    confirmed_until: Option<OffsetDateTime>,
    seen: bool,
});

impl Resolved {
    /// The caller, and whether the session was seen within the last minute.
    pub(crate) fn caller(self, via: Via) -> Result<(Caller, bool)> {
        let caller = Caller {
            user: self.user_id.into(),
            session: SessionId::from(self.session_id),
            email: EmailAddress::parse(&self.email).map_err(|_| corrupt("address", &self.email))?,
            name: self.name,
            language: language_of(&self.language)?,
            via,
            second_factor: self.second_factor,
            confirmed_until: self.confirmed_until,
        };
        Ok((caller, self.seen))
    }
}

type EntryRow =
    (Uuid, String, OffsetDateTime, OffsetDateTime, OffsetDateTime, Option<String>, Option<String>, bool);

impl Tx<IdentityScope> {
    /// Opens a session, and ends the longest unused ones of a person who has very many.
    pub async fn session_create(&mut self, session: &NewSession) -> Result<SessionId> {
        let id = Uuid::now_v7();
        let token_hash = match &session.holder {
            Holder::Browser { token_hash } => Some(token_hash.as_slice()),
            Holder::Api { .. } => None,
        };
        sqlx::query(
            "INSERT INTO identity.sessions (id, user_id, token_hash, kind, address, client, second_factor, confirmed_until, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id)
        .bind(session.user.uuid())
        .bind(token_hash)
        .bind(if token_hash.is_some() { "cookie" } else { "token" })
        .bind(&session.origin.address)
        .bind(&session.origin.client)
        .bind(session.second_factor)
        .bind(session.confirmed_until)
        .bind(session.expires_at)
        .execute(self.conn())
        .await?;
        if let Holder::Api { refresh_hash } = &session.holder {
            sqlx::query("INSERT INTO identity.refresh_tokens (token_hash, session_id) VALUES ($1, $2)")
                .bind(refresh_hash.as_slice())
                .bind(id)
                .execute(self.conn())
                .await?;
        }
        sqlx::query(
            "DELETE FROM identity.sessions WHERE user_id = $1 AND (expires_at < now() OR id IN (
                SELECT id FROM identity.sessions WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC OFFSET $2))",
        )
        .bind(session.user.uuid())
        .bind(SESSIONS_MAX)
        .execute(self.conn())
        .await?;
        Ok(id.into())
    }

    /// All sessions of the caller, the one in use first.
    pub async fn sessions_of(&mut self, caller: &Caller) -> Result<Vec<Session>> {
        let rows: Vec<EntryRow> = sqlx::query_as(
            "SELECT id, kind, created_at, last_seen_at, expires_at, address, client, second_factor FROM identity.sessions
              WHERE user_id = $1 AND expires_at > now() ORDER BY (id = $2) DESC, last_seen_at DESC, id DESC LIMIT $3",
        )
        .bind(caller.user.uuid())
        .bind(caller.session.uuid())
        .bind(SESSIONS_MAX)
        .fetch_all(self.conn())
        .await?;
        let entry =
            |(id, kind, created_at, last_seen_at, expires_at, address, client, second_factor): EntryRow| {
                Session {
                    id,
                    kind: if kind == "cookie" { SessionKind::Browser } else { SessionKind::Api },
                    current: id == caller.session.uuid(),
                    created_at,
                    last_seen_at,
                    expires_at,
                    address,
                    client,
                    second_factor,
                }
            };
        Ok(rows.into_iter().map(entry).collect())
    }

    /// Ends one session of a person; false when they have no such session.
    pub async fn session_end(&mut self, user: UserId, session: SessionId) -> Result<bool> {
        let ended = sqlx::query("DELETE FROM identity.sessions WHERE id = $1 AND user_id = $2")
            .bind(session.uuid())
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        Ok(ended.rows_affected() > 0)
    }

    /// Ends all sessions of a person but, at most, one.
    pub async fn sessions_end(&mut self, user: UserId, except: Option<SessionId>) -> Result<()> {
        sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2")
            .bind(user.uuid())
            .bind(except.map(SessionId::uuid))
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Notes that a session is in use, unless it was noted within the last minute.
    pub async fn session_seen(&mut self, session: SessionId, origin: &Origin) -> Result<()> {
        sqlx::query(
            "UPDATE identity.sessions SET last_seen_at = now(), address = $2, client = coalesce($3, client)
              WHERE id = $1 AND last_seen_at < now() - interval '1 minute'",
        )
        .bind(session.uuid())
        .bind(&origin.address)
        .bind(&origin.client)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The password was typed again.
    pub async fn session_confirm(&mut self, session: SessionId, until: OffsetDateTime) -> Result<()> {
        sqlx::query("UPDATE identity.sessions SET confirmed_until = $2 WHERE id = $1")
            .bind(session.uuid())
            .bind(until)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Another secret for the same session of a browser: a copy of the one before is worth nothing from now on.
    pub async fn session_rekey(&mut self, session: SessionId, token_hash: &[u8; 32]) -> Result<()> {
        sqlx::query("UPDATE identity.sessions SET token_hash = $2 WHERE id = $1 AND kind = 'cookie'")
            .bind(session.uuid())
            .bind(token_hash.as_slice())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// This session has shown a second factor; sessions that have not are ended.
    pub async fn session_with_factor(&mut self, caller: &Caller) -> Result<()> {
        sqlx::query("UPDATE identity.sessions SET second_factor = true WHERE id = $1")
            .bind(caller.session.uuid())
            .execute(self.conn())
            .await?;
        sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1 AND NOT second_factor")
            .bind(caller.user.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The person has no second factor any more, so no session of theirs has one.
    pub async fn sessions_without_factor(&mut self, user: UserId) -> Result<()> {
        sqlx::query("UPDATE identity.sessions SET second_factor = false WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Forgets what has expired. Used refresh tokens stay for as long as one could be presented again.
    pub async fn identity_prune(&mut self) -> Result<()> {
        sqlx::query("DELETE FROM identity.sessions WHERE expires_at < now()").execute(self.conn()).await?;
        sqlx::query("DELETE FROM identity.challenges WHERE expires_at < now()").execute(self.conn()).await?;
        sqlx::query("DELETE FROM identity.ceremonies WHERE expires_at < now()").execute(self.conn()).await?;
        sqlx::query("DELETE FROM identity.password_resets WHERE expires_at < now()")
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
