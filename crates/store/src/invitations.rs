//! Invitations to a firm and to a copro: a link that opens once, for one address and one role, for three days.

use access::caller::Actor;
use access::role::{Role, RoleSet};
use domain::ids::{PersonId, UserId};
use domain::language::Language;
use domain::violation::{Violation, code};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::{language_of, role_of};
use crate::jobs::NewJob;
use crate::scope::{Openness, Standing};
use crate::{Error, FirmScope, IdentityScope, Page, PageQuery, Refusal, Result, Store, TenantScope, Tx};

/// Invitations that may wait for their answer at the same time.
pub const PENDING_MAX_FIRM: i64 = 100;
pub const PENDING_MAX_COPRO: i64 = 500;
/// How often one may be sent, the first time included.
pub const SENT_MAX: i16 = 5;

/// Where an invitation stands.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum InvitationState {
    Pending,
    Accepted,
    Expired,
    Withdrawn,
}

/// An invitation to work in the firm.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Invitation {
    pub id: Uuid,
    pub email: String,
    #[schema(value_type = Role)]
    pub role: String,
    pub all_copros: bool,
    pub copros: Vec<Uuid>,
    #[schema(value_type = InvitationState)]
    pub state: String,
    /// A name, or an address where there is no name.
    pub invited_by: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// The language its mail is written in.
    #[serde(skip)]
    pub language: String,
}

/// An invitation to a copro.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CoproInvitation {
    pub id: Uuid,
    pub email: String,
    #[schema(value_type = Role)]
    pub role: String,
    /// Which of the copro's persons this will be.
    pub person_id: Option<Uuid>,
    #[schema(value_type = InvitationState)]
    pub state: String,
    pub invited_by: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    #[serde(skip)]
    pub language: String,
}

/// What both kinds are made of.
pub struct NewInvitation<'a> {
    pub email: &'a str,
    pub role: Role,
    pub language: Language,
    /// The sender, as the receiver will read it.
    pub inviter: &'a str,
    pub token_hash: [u8; 32],
    pub expires_at: OffsetDateTime,
}

/// What an invitation opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum InvitationKind {
    Firm,
    Copro,
}

/// An invitation that waits, as told to whoever holds its link.
#[derive(Debug)]
pub struct OpenInvitation {
    pub kind: InvitationKind,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub inviter: String,
    pub expires_at: OffsetDateTime,
    /// What the sender is there today; nothing once they have left.
    pub inviter_roles: RoleSet,
    pub has_account: bool,
    id: Uuid,
    scope: Uuid,
    firm: Uuid,
    slug: String,
    token_hash: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    kind: String,
    scope_id: Uuid,
    invitation_id: Uuid,
    firm_id: Uuid,
    slug: String,
    name: String,
    email: String,
    role: String,
    inviter: String,
    expires_at: OffsetDateTime,
    inviter_roles: Vec<String>,
    has_account: bool,
}

impl Store {
    /// The invitation that this link opens, while it waits.
    pub async fn resolve_invitation(&self, token_hash: &[u8; 32]) -> Result<Option<OpenInvitation>> {
        crate::meter::count_statement();
        let row: Option<OpenRow> = sqlx::query_as(
            "SELECT kind, scope_id, invitation_id, firm_id, slug, name, email, role, inviter, expires_at, inviter_roles, has_account
               FROM app.resolve_invitation($1)",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(&mut *self.connection().await?)
        .await?;
        row.map(|row| {
            Ok(OpenInvitation {
                kind: if row.kind == "firm" { InvitationKind::Firm } else { InvitationKind::Copro },
                name: row.name,
                email: row.email,
                role: role_of(&row.role)?,
                inviter: row.inviter,
                expires_at: row.expires_at,
                inviter_roles: row.inviter_roles.iter().map(|role| role_of(role)).collect::<Result<_>>()?,
                has_account: row.has_account,
                id: row.invitation_id,
                scope: row.scope_id,
                firm: row.firm_id,
                slug: row.slug,
                token_hash: *token_hash,
            })
        })
        .transpose()
    }
}

impl Tx<IdentityScope> {
    /// Makes a member of `user`. The row of the invitation decides: of many at once, one finds it waiting.
    pub async fn invitation_accept(&mut self, user: UserId, invitation: &OpenInvitation) -> Result<()> {
        let firm = invitation.firm.into();
        match invitation.kind {
            InvitationKind::Firm => {
                // Acts for the invited, who is nobody here yet: the scope is no more than the firm's name.
                let scope = FirmScope {
                    firm,
                    actor: Actor::User(user),
                    user,
                    role: invitation.role,
                    all_copros: false,
                    quota: None,
                    standing: Standing::unasked(),
                };
                self.within(scope, async |tx| tx.accept(user, invitation).await).await
            }
            InvitationKind::Copro => {
                let tenant = invitation.scope.into();
                let roles = RoleSet::of(invitation.role);
                let scope = TenantScope {
                    tenant,
                    firm,
                    slug: invitation.slug.clone(),
                    actor: Actor::User(user),
                    user,
                    roles,
                    quota: None,
                    standing: Standing::unasked(),
                    open: Openness::Unasked,
                };
                self.within(scope, async |tx| tx.accept(user, invitation).await).await
            }
        }
    }

    /// The language of the account with this address, if there is one.
    pub async fn language_of_account(&mut self, email: &str) -> Result<Option<Language>> {
        let found: Option<String> =
            sqlx::query_scalar("SELECT language FROM identity.users WHERE email = $1")
                .bind(email)
                .fetch_optional(self.conn())
                .await?;
        found.map(|language| language_of(&language)).transpose()
    }
}

impl Tx<FirmScope> {
    async fn accept(&mut self, user: UserId, invitation: &OpenInvitation) -> Result<()> {
        let won: Option<(bool, Vec<Uuid>)> = sqlx::query_as(
            "UPDATE firm.invitations SET accepted_at = now()
              WHERE id = $1 AND token_hash = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()
          RETURNING all_copros, copros",
        )
        .bind(invitation.id)
        .bind(invitation.token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        let (all_copros, copros) = won.ok_or(Refusal::InvitationState)?;
        if !self.member_add(user, invitation.role, all_copros).await? {
            return Err(Refusal::AlreadyMember.into());
        }
        if all_copros { Ok(()) } else { self.assign(user, &copros).await }
    }

    pub async fn invitation_create(
        &mut self,
        new: &NewInvitation<'_>,
        all_copros: bool,
        copros: &[Uuid],
    ) -> Result<Uuid> {
        // Counted under a lock, so that many at once are not more than the limit.
        sqlx::query("SELECT 1 FROM firm.firms FOR UPDATE").execute(self.conn()).await?;
        if self.member_has_email(new.email).await? {
            return Err(Refusal::AlreadyMember.into());
        }
        self.require_copros(copros).await?;
        let (pending, same): (i64, i64) = sqlx::query_as(
            "SELECT count(*), count(*) FILTER (WHERE email = $1) FROM firm.invitations
              WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()",
        )
        .bind(new.email)
        .fetch_one(self.conn())
        .await?;
        require_room(pending, same, PENDING_MAX_FIRM)?;
        let (id, user) = (Uuid::now_v7(), self.scope.user);
        sqlx::query(
            "INSERT INTO firm.invitations (id, token_hash, email, role, all_copros, copros, language, invited_by, inviter, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(id)
        .bind(new.token_hash.as_slice())
        .bind(new.email)
        .bind(new.role.as_str())
        .bind(all_copros)
        .bind(copros)
        .bind(new.language.as_str())
        .bind(user.uuid())
        .bind(new.inviter)
        .bind(new.expires_at)
        .execute(self.conn())
        .await?;
        Ok(id)
    }

    /// The newest first.
    pub async fn invitation_list(&mut self, query: &PageQuery) -> Result<Page<Invitation>> {
        let rows: Vec<Invitation> = sqlx::query_as(
            "SELECT id, email, role, all_copros, copros, inviter AS invited_by, created_at, expires_at, language,
                    CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
                         WHEN expires_at <= now() THEN 'expired' ELSE 'pending' END AS state
               FROM firm.invitations
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE email ILIKE $1 END AND id < $2 ORDER BY id DESC LIMIT $3",
        )
        .bind(query.pattern())
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn invitation(&mut self, id: Uuid) -> Result<Invitation> {
        Ok(sqlx::query_as(
            "SELECT id, email, role, all_copros, copros, inviter AS invited_by, created_at, expires_at, language,
                    CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
                         WHEN expires_at <= now() THEN 'expired' ELSE 'pending' END AS state
               FROM firm.invitations WHERE id = $1",
        )
        .bind(id)
        .fetch_one(self.conn())
        .await?)
    }

    /// A new link, which ends the one before. Whoever sends it is its sender from now on.
    pub async fn invitation_renew(&mut self, id: Uuid, new: &NewInvitation<'_>) -> Result<()> {
        let user = self.scope.user;
        let sent: Option<i16> = sqlx::query_scalar(
            "SELECT sent FROM firm.invitations WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL FOR UPDATE",
        )
        .bind(id)
        .fetch_optional(self.conn())
        .await?;
        may_send_again(sent)?;
        sqlx::query(
            "UPDATE firm.invitations SET token_hash = $2, expires_at = $3, invited_by = $4, inviter = $5, sent = sent + 1 WHERE id = $1",
        )
        .bind(id)
        .bind(new.token_hash.as_slice())
        .bind(new.expires_at)
        .bind(user.uuid())
        .bind(new.inviter)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn invitation_withdraw(&mut self, id: Uuid) -> Result<()> {
        let done = sqlx::query(
            "UPDATE firm.invitations SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = $1 AND accepted_at IS NULL",
        )
        .bind(id)
        .execute(self.conn())
        .await?;
        if done.rows_affected() == 1 {
            return Ok(());
        }
        self.invitation(id).await?;
        Err(Refusal::InvitationState.into())
    }

    pub async fn language_of_account(&mut self, email: &str) -> Result<Option<Language>> {
        self.within(IdentityScope, async |tx| tx.language_of_account(email).await).await
    }

    /// Queues a mail. The queue is closed to a firm's scope: only who speaks for no tenant may put mails into it.
    pub async fn mail_enqueue(&mut self, job: &NewJob) -> Result<()> {
        self.within(IdentityScope, async |tx| tx.job_enqueue(job).await).await
    }
}

impl Tx<TenantScope> {
    async fn accept(&mut self, user: UserId, invitation: &OpenInvitation) -> Result<()> {
        let won: Option<Option<Uuid>> = sqlx::query_scalar(
            "UPDATE tenant.invitations SET accepted_at = now()
              WHERE id = $1 AND token_hash = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()
          RETURNING person_id",
        )
        .bind(invitation.id)
        .bind(invitation.token_hash.as_slice())
        .fetch_optional(self.conn())
        .await?;
        let person = won.ok_or(Refusal::InvitationState)?;
        if self.copro_member_add(user, invitation.role, person.map(PersonId::from)).await? {
            Ok(())
        } else {
            Err(Refusal::AlreadyMember.into())
        }
    }

    pub async fn invitation_create(
        &mut self,
        new: &NewInvitation<'_>,
        person: Option<PersonId>,
    ) -> Result<Uuid> {
        sqlx::query("SELECT 1 FROM tenant.copro FOR UPDATE").execute(self.conn()).await?;
        if let Some(person) = person {
            self.person_remembered(person).await.map_err(|error| match error {
                Error::NotFound => vec![Violation::new("person_id", code::UNKNOWN_REFERENCE)].into(),
                error => error,
            })?;
        }
        if self.copro_member_has(new.email, new.role).await? {
            return Err(Refusal::AlreadyMember.into());
        }
        let (pending, same): (i64, i64) = sqlx::query_as(
            "SELECT count(*), count(*) FILTER (WHERE email = $1 AND role = $2) FROM tenant.invitations
              WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()",
        )
        .bind(new.email)
        .bind(new.role.as_str())
        .fetch_one(self.conn())
        .await?;
        require_room(pending, same, PENDING_MAX_COPRO)?;
        let (id, user) = (Uuid::now_v7(), self.scope.user);
        sqlx::query(
            "INSERT INTO tenant.invitations (id, token_hash, email, role, person_id, language, invited_by, inviter, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id)
        .bind(new.token_hash.as_slice())
        .bind(new.email)
        .bind(new.role.as_str())
        .bind(person.map(PersonId::uuid))
        .bind(new.language.as_str())
        .bind(user.uuid())
        .bind(new.inviter)
        .bind(new.expires_at)
        .execute(self.conn())
        .await?;
        Ok(id)
    }

    /// The newest first.
    pub async fn invitation_list(&mut self, query: &PageQuery) -> Result<Page<CoproInvitation>> {
        let rows: Vec<CoproInvitation> = sqlx::query_as(
            "SELECT id, email, role, person_id, inviter AS invited_by, created_at, expires_at, language,
                    CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
                         WHEN expires_at <= now() THEN 'expired' ELSE 'pending' END AS state
               FROM tenant.invitations
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE email ILIKE $1 END AND id < $2 ORDER BY id DESC LIMIT $3",
        )
        .bind(query.pattern())
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn invitation(&mut self, id: Uuid) -> Result<CoproInvitation> {
        Ok(sqlx::query_as(
            "SELECT id, email, role, person_id, inviter AS invited_by, created_at, expires_at, language,
                    CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
                         WHEN expires_at <= now() THEN 'expired' ELSE 'pending' END AS state
               FROM tenant.invitations WHERE id = $1",
        )
        .bind(id)
        .fetch_one(self.conn())
        .await?)
    }

    /// A new link, which ends the one before. Whoever sends it is its sender from now on.
    pub async fn invitation_renew(&mut self, id: Uuid, new: &NewInvitation<'_>) -> Result<()> {
        let user = self.scope.user;
        let sent: Option<i16> = sqlx::query_scalar(
            "SELECT sent FROM tenant.invitations WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL FOR UPDATE",
        )
        .bind(id)
        .fetch_optional(self.conn())
        .await?;
        may_send_again(sent)?;
        sqlx::query(
            "UPDATE tenant.invitations SET token_hash = $2, expires_at = $3, invited_by = $4, inviter = $5, sent = sent + 1 WHERE id = $1",
        )
        .bind(id)
        .bind(new.token_hash.as_slice())
        .bind(new.expires_at)
        .bind(user.uuid())
        .bind(new.inviter)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn invitation_withdraw(&mut self, id: Uuid) -> Result<()> {
        let done = sqlx::query(
            "UPDATE tenant.invitations SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = $1 AND accepted_at IS NULL",
        )
        .bind(id)
        .execute(self.conn())
        .await?;
        if done.rows_affected() == 1 {
            return Ok(());
        }
        self.invitation(id).await?;
        Err(Refusal::InvitationState.into())
    }

    pub async fn language_of_account(&mut self, email: &str) -> Result<Option<Language>> {
        self.within(IdentityScope, async |tx| tx.language_of_account(email).await).await
    }

    /// Queues a mail to somebody who is not yet anyone here.
    pub async fn mail_enqueue(&mut self, job: &NewJob) -> Result<()> {
        self.within(IdentityScope, async |tx| tx.job_enqueue(job).await).await
    }
}

fn require_room(pending: i64, same: i64, most: i64) -> Result<()> {
    match () {
        () if same > 0 => Err(Refusal::InvitationPending.into()),
        () if pending >= most => Err(Refusal::InvitationLimit.into()),
        () => Ok(()),
    }
}

fn may_send_again(sent: Option<i16>) -> Result<()> {
    match sent {
        None => Err(Refusal::InvitationState.into()),
        Some(sent) if sent >= SENT_MAX => Err(Refusal::InvitationLimit.into()),
        Some(_) => Ok(()),
    }
}
