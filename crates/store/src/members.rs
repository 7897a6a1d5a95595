//! Who works in the firm, with which role, and which of its copros they see.

use access::role::Role;
use domain::ids::UserId;
use domain::violation::{Violation, code};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::role_of;
use crate::{Error, FirmScope, Page, PageQuery, Result, Tx};

/// Somebody who works in the firm.
#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    pub user_id: Uuid,
    pub email: String,
    pub name: Option<String>,
    pub role: Role,
    pub all_copros: bool,
    /// The copros assigned to them; none are when they see all.
    pub copros: Vec<Uuid>,
    pub second_factor: bool,
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    user_id: Uuid,
    email: String,
    name: Option<String>,
    role: String,
    all_copros: bool,
    copros: Vec<Uuid>,
    second_factor: bool,
    since: OffsetDateTime,
}

impl MemberRow {
    fn into_member(self) -> Result<Member> {
        let MemberRow { user_id, email, name, role, all_copros, copros, second_factor, since } = self;
        let role = role_of(&role)?;
        Ok(Member { user_id, email, name, role, all_copros, copros, second_factor, since })
    }
}

/// What a member is to be from now on.
#[derive(Debug, Clone)]
pub struct MemberChange {
    pub role: Option<Role>,
    pub all_copros: Option<bool>,
    pub copros: Option<Vec<Uuid>>,
}

impl Tx<FirmScope> {
    pub async fn member_list(&mut self, query: &PageQuery) -> Result<Page<Member>> {
        let (name, id) = query.after_name();
        let rows: Vec<MemberRow> = sqlx::query_as(
            "SELECT m.user_id, p.email, p.name, m.role, m.all_copros, p.second_factor, m.created_at AS since,
                    ARRAY(SELECT a.tenant_id FROM firm.assignments a
                           WHERE a.firm_id = m.firm_id AND a.user_id = m.user_id ORDER BY a.tenant_id) AS copros
               FROM firm.members m JOIN app.people_of_firm() p ON p.user_id = m.user_id
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE p.email ILIKE $1 OR p.name ILIKE $1 END
                AND (p.email, m.user_id) > ($2, $3)
              ORDER BY p.email, m.user_id LIMIT $4",
        )
        .bind(query.pattern())
        .bind(name)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        let page = Page::cut(rows, query, |row| (row.email.clone(), row.user_id.to_string()));
        let items = page.items.into_iter().map(MemberRow::into_member).collect::<Result<_>>()?;
        Ok(Page { items, next_cursor: page.next_cursor })
    }

    pub async fn member(&mut self, user: UserId) -> Result<Member> {
        let row: MemberRow = sqlx::query_as(
            "SELECT m.user_id, p.email, p.name, m.role, m.all_copros, p.second_factor, m.created_at AS since,
                    ARRAY(SELECT a.tenant_id FROM firm.assignments a
                           WHERE a.firm_id = m.firm_id AND a.user_id = m.user_id ORDER BY a.tenant_id) AS copros
               FROM firm.members m JOIN app.people_of_firm() p ON p.user_id = m.user_id
              WHERE m.user_id = $1",
        )
        .bind(user.uuid())
        .fetch_one(self.conn())
        .await?;
        row.into_member()
    }

    /// Adds somebody. False when they work here already: what they are is not changed.
    pub async fn member_add(&mut self, user: UserId, role: Role, all_copros: bool) -> Result<bool> {
        let added = sqlx::query(
            "INSERT INTO firm.members (user_id, role, all_copros) VALUES ($1, $2, $3)
             ON CONFLICT (firm_id, user_id) DO NOTHING",
        )
        .bind(user.uuid())
        .bind(role.as_str())
        .bind(all_copros)
        .execute(self.conn())
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Changes role and assignments. The database keeps the last administrator.
    pub async fn member_update(&mut self, user: UserId, change: &MemberChange) -> Result<()> {
        let (role, all_copros): (String, bool) =
            sqlx::query_as("SELECT role, all_copros FROM firm.members WHERE user_id = $1 FOR UPDATE")
                .bind(user.uuid())
                .fetch_one(self.conn())
                .await?;
        let role = change.role.map_or_else(|| role_of(&role), Ok)?;
        if role == Role::FirmAdmin && change.all_copros == Some(false) {
            return Err(vec![Violation::new("all_copros", code::ADMIN_SEES_ALL)].into());
        }
        // A list of copros says that these are meant, and no others.
        let wanted = change.all_copros.or_else(|| change.copros.as_ref().map(|_| false));
        let all_copros = role == Role::FirmAdmin || wanted.unwrap_or(all_copros);
        sqlx::query("UPDATE firm.members SET role = $2, all_copros = $3 WHERE user_id = $1")
            .bind(user.uuid())
            .bind(role.as_str())
            .bind(all_copros)
            .execute(self.conn())
            .await?;
        if all_copros || change.copros.is_some() {
            sqlx::query("DELETE FROM firm.assignments WHERE user_id = $1")
                .bind(user.uuid())
                .execute(self.conn())
                .await?;
        }
        match &change.copros {
            Some(copros) if !all_copros => {
                self.require_copros(copros).await?;
                self.assign(user, copros).await
            }
            _ => Ok(()),
        }
    }

    /// Removes somebody, with their assignments and the keys they made.
    pub async fn member_remove(&mut self, user: UserId) -> Result<()> {
        let gone = sqlx::query("DELETE FROM firm.members WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.conn())
            .await?;
        if gone.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Whether an address is that of somebody who works here.
    pub async fn member_has_email(&mut self, email: &str) -> Result<bool> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT FROM app.people_of_firm() p WHERE p.email = $1)")
            .bind(email)
            .fetch_one(self.conn())
            .await?)
    }

    /// Every copro named must be one of the firm's.
    pub(crate) async fn require_copros(&mut self, copros: &[Uuid]) -> Result<()> {
        let known: Vec<Uuid> =
            sqlx::query_scalar("SELECT tenant_id FROM firm.copros WHERE tenant_id = ANY ($1)")
                .bind(copros)
                .fetch_all(self.conn())
                .await?;
        let unknown =
            |(at, _): (usize, &Uuid)| Violation::new(format!("copros.{at}"), code::UNKNOWN_REFERENCE);
        let violations: Vec<Violation> =
            copros.iter().enumerate().filter(|(_, id)| !known.contains(id)).map(unknown).collect();
        if violations.is_empty() { Ok(()) } else { Err(violations.into()) }
    }

    /// Assigns the named copros that are still the firm's.
    pub(crate) async fn assign(&mut self, user: UserId, copros: &[Uuid]) -> Result<()> {
        sqlx::query(
            "INSERT INTO firm.assignments (user_id, tenant_id)
             SELECT $1, c.tenant_id FROM firm.copros c WHERE c.tenant_id = ANY ($2) ON CONFLICT DO NOTHING",
        )
        .bind(user.uuid())
        .bind(copros)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
