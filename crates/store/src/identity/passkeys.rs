//! Passkeys, and ceremonies between their two halves.

use domain::ids::UserId;
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, IdentityScope, Refusal, Result, Tx};

type CeremonyRow = (String, Option<Uuid>, Option<Vec<u8>>, Value, bool);

/// Passkeys of one person.
pub const PASSKEYS_MAX: i64 = 20;

/// A passkey as its owner sees it.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Passkey {
    pub id: Uuid,
    pub name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_used_at: Option<OffsetDateTime>,
}

/// A passkey as ceremonies need it.
#[derive(sqlx::FromRow)]
pub struct StoredPasskey {
    pub credential_id: Vec<u8>,
    pub credential: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeremonyKind {
    Register,
    SecondStep,
    Discover,
}

impl CeremonyKind {
    fn as_str(self) -> &'static str {
        match self {
            CeremonyKind::Register => "register",
            CeremonyKind::SecondStep => "second_step",
            CeremonyKind::Discover => "discover",
        }
    }
}

/// The first half of a ceremony, about to be kept.
pub struct NewCeremony<'a> {
    pub kind: CeremonyKind,
    pub user: Option<UserId>,
    pub challenge_hash: Option<&'a [u8; 32]>,
    pub state: &'a Value,
    pub expires_at: OffsetDateTime,
}

/// A ceremony taken out to be answered.
#[derive(Debug)]
pub struct Ceremony {
    pub kind: CeremonyKind,
    pub user: Option<UserId>,
    pub challenge_hash: Option<[u8; 32]>,
    pub state: Value,
}

impl Tx<IdentityScope> {
    pub async fn passkeys_of(&mut self, user: UserId) -> Result<Vec<Passkey>> {
        let rows = sqlx::query_as(
            "SELECT id, name, created_at, last_used_at FROM identity.passkeys WHERE user_id = $1 ORDER BY created_at, id LIMIT $2",
        )
        .bind(user.uuid())
        .bind(PASSKEYS_MAX)
        .fetch_all(self.conn())
        .await?;
        Ok(rows)
    }

    pub async fn credentials_of(&mut self, user: UserId) -> Result<Vec<StoredPasskey>> {
        let rows = sqlx::query_as(
            "SELECT credential_id, credential FROM identity.passkeys WHERE user_id = $1 ORDER BY created_at, id LIMIT $2",
        )
        .bind(user.uuid())
        .bind(PASSKEYS_MAX)
        .fetch_all(self.conn())
        .await?;
        Ok(rows)
    }

    /// Adds a passkey, up to a number nobody needs. A device that has one for this site refuses to make a second by itself.
    pub async fn passkey_add(
        &mut self,
        user: UserId,
        name: &str,
        credential_id: &[u8],
        credential: &Value,
    ) -> Result<Passkey> {
        let row: Option<Passkey> = sqlx::query_as(
            "INSERT INTO identity.passkeys (id, user_id, credential_id, name, credential)
             SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM identity.passkeys WHERE user_id = $2) < $6
             ON CONFLICT (credential_id) DO NOTHING RETURNING id, name, created_at, last_used_at",
        )
        .bind(Uuid::now_v7())
        .bind(user.uuid())
        .bind(credential_id)
        .bind(name)
        .bind(credential)
        .bind(PASSKEYS_MAX)
        .fetch_optional(self.conn())
        .await?;
        row.ok_or(Error::Refused(Refusal::PasskeyNotAdded))
    }

    /// A passkey has signed.
    pub async fn passkey_used(&mut self, credential_id: &[u8], credential: Option<&Value>) -> Result<()> {
        sqlx::query(
            "UPDATE identity.passkeys SET last_used_at = now(), credential = coalesce($2, credential) WHERE credential_id = $1",
        )
        .bind(credential_id)
        .bind(credential)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn passkey_remove(&mut self, user: UserId, passkey: Uuid) -> Result<()> {
        let removed = sqlx::query("DELETE FROM identity.passkeys WHERE id = $1 AND user_id = $2")
            .bind(passkey)
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        if removed.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Keeps the first half of a ceremony, and forgets some that nobody has answered.
    pub async fn ceremony_keep(&mut self, new: &NewCeremony<'_>) -> Result<Uuid> {
        sqlx::query(
            "DELETE FROM identity.ceremonies WHERE id IN (SELECT id FROM identity.ceremonies WHERE expires_at < now() LIMIT 20
                FOR UPDATE SKIP LOCKED)",
        )
        .execute(self.conn())
        .await?;
        let id = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO identity.ceremonies (id, kind, user_id, challenge_hash, state, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(new.kind.as_str())
        .bind(new.user.map(|user| user.uuid()))
        .bind(new.challenge_hash.map(|hash| hash.as_slice()))
        .bind(new.state)
        .bind(new.expires_at)
        .execute(self.conn())
        .await?;
        Ok(id)
    }

    /// Takes a ceremony out. Commit before the answer is looked at: a wrong one must not put it back.
    pub async fn ceremony_take(&mut self, id: Uuid) -> Result<Option<Ceremony>> {
        let row: Option<CeremonyRow> = sqlx::query_as(
            "DELETE FROM identity.ceremonies WHERE id = $1
             RETURNING kind, user_id, challenge_hash, state, expires_at > now()",
        )
        .bind(id)
        .fetch_optional(self.conn())
        .await?;
        Ok(row.filter(|(.., open)| *open).map(|(kind, user, challenge_hash, state, _)| Ceremony {
            kind: match kind.as_str() {
                "register" => CeremonyKind::Register,
                "second_step" => CeremonyKind::SecondStep,
                _ => CeremonyKind::Discover,
            },
            user: user.map(UserId::from),
            challenge_hash: challenge_hash.and_then(|hash| hash.try_into().ok()),
            state,
        }))
    }
}
