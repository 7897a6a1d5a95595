//! Who belongs to the copro itself: co-owners, occupants, council members, auditors. They stay when the copro changes its syndic.

use access::role::Role;
use domain::ids::{OwnerId, PersonId, UserId};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, Page, PageQuery, Result, TenantScope, Tx};

/// One role that somebody holds in the copro.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CoproMember {
    pub user_id: Uuid,
    pub email: String,
    pub name: Option<String>,
    #[schema(value_type = Role)]
    pub role: String,
    /// Which of the copro's persons this is.
    pub person_id: Option<Uuid>,
    pub person_name: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
}

impl Tx<TenantScope> {
    pub async fn copro_member_list(&mut self, query: &PageQuery) -> Result<Page<CoproMember>> {
        let (email, role) = query.after().unwrap_or_default();
        let rows: Vec<CoproMember> = sqlx::query_as(
            "SELECT m.user_id, u.email, u.name, m.role, m.person_id, nullif(concat_ws(' ', p.first_name, p.last_name), '') AS person_name,
                    m.created_at AS since
               FROM tenant.members m JOIN app.people_of_tenant() u ON u.user_id = m.user_id
               LEFT JOIN tenant.persons p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE u.email ILIKE $1 OR u.name ILIKE $1 END
                AND (u.email, m.role) > ($2, $3)
              ORDER BY u.email, m.role LIMIT $4",
        )
        .bind(query.pattern())
        .bind(email)
        .bind(role)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.email.clone(), row.role.clone())))
    }

    /// Gives somebody a role. False when they hold it already.
    pub async fn copro_member_add(
        &mut self,
        user: UserId,
        role: Role,
        person: Option<PersonId>,
    ) -> Result<bool> {
        let added = sqlx::query(
            "INSERT INTO tenant.members (user_id, role, person_id) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id, user_id, role) DO NOTHING",
        )
        .bind(user.uuid())
        .bind(role.as_str())
        .bind(person.map(PersonId::uuid))
        .execute(self.conn())
        .await?;
        Ok(added.rows_affected() == 1)
    }

    pub async fn copro_member_remove(&mut self, user: UserId, role: Role) -> Result<()> {
        let gone = sqlx::query("DELETE FROM tenant.members WHERE user_id = $1 AND role = $2")
            .bind(user.uuid())
            .bind(role.as_str())
            .execute(self.conn())
            .await?;
        if gone.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    pub(crate) async fn copro_member_has(&mut self, email: &str, role: Role) -> Result<bool> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM tenant.members m JOIN app.people_of_tenant() u ON u.user_id = m.user_id
                             WHERE u.email = $1 AND m.role = $2)",
        )
        .bind(email)
        .bind(role.as_str())
        .fetch_one(self.conn())
        .await?)
    }

    /// The owners that the caller is one of, by way of the person linked to them.
    pub(crate) async fn own_ids(&mut self) -> Result<Vec<Uuid>> {
        let user = self.scope.user;
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT o.owner_id FROM tenant.members m
               JOIN tenant.owner_members o ON o.tenant_id = m.tenant_id AND o.person_id = m.person_id
              WHERE m.user_id = $1 ORDER BY o.owner_id LIMIT 200",
        )
        .bind(user.uuid())
        .fetch_all(self.conn())
        .await?)
    }

    /// Somebody else's account does not exist.
    pub async fn own_require(&mut self, owner: OwnerId) -> Result<()> {
        if self.own_ids().await?.contains(&owner.uuid()) { Ok(()) } else { Err(Error::NotFound) }
    }
}
