//! A firm's own rows: itself, its members, and the portfolio of the copros it manages.

use access::caller::Caller;
use access::role::{Role, RoleSet};
use domain::company_number::CompanyNumber;
use domain::copro::NewCopro;
use domain::ids::{FirmId, TenantId};
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, FirmScope, Page, PageQuery, Result, Store, TenantScope, Tx};

/// A syndic firm, as one of its members sees it.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct FirmRow {
    pub id: Uuid,
    pub name: String,
    pub country: String,
    pub company_number: String,
    /// Whoever works in the firm needs a second factor to enter it.
    pub require_second_factor: bool,
}

/// One line of the portfolio.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct CoproSummary {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub city: String,
    #[schema(value_type = domain::copro::CoproStatus)]
    pub status: String,
    pub lots: i32,
    pub owners: i32,
    pub shares_total: i64,
    pub shares_assigned: i64,
    pub called_cents: i64,
    /// What the owners owe together; negative when they have paid ahead.
    pub balance_cents: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

impl Store {
    /// Founds a firm with the caller as its administrator.
    pub async fn firm_create(
        &self,
        caller: &Caller,
        country: &str,
        name: &str,
        number: &CompanyNumber,
    ) -> Result<FirmScope> {
        let firm = FirmId::from(Uuid::now_v7());
        let scope = FirmScope { firm, user: caller.user, role: Role::FirmAdmin, all_copros: true };
        let mut tx = self.begin(&scope, "firm.create").await?;
        sqlx::query("INSERT INTO firm.firms (country, name, company_number) VALUES ($1, $2, $3)")
            .bind(country)
            .bind(name)
            .bind(number.to_string())
            .execute(tx.conn())
            .await?;
        tx.member_add(caller.user, Role::FirmAdmin, true).await?;
        tx.commit().await?;
        Ok(scope)
    }
}

impl Tx<FirmScope> {
    pub async fn firm(&mut self) -> Result<FirmRow> {
        Ok(sqlx::query_as(
            "SELECT firm_id AS id, name, country, company_number, require_second_factor FROM firm.firms",
        )
        .fetch_one(self.conn())
        .await?)
    }

    /// Changes what is given.
    pub async fn firm_update(&mut self, name: Option<&str>, second_factor: Option<bool>) -> Result<()> {
        sqlx::query(
            "UPDATE firm.firms SET name = coalesce($1, name), require_second_factor = coalesce($2, require_second_factor)",
        )
        .bind(name)
        .bind(second_factor)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The portfolio, by name, as far as the caller sees it. Read from summary rows: no copro is entered.
    pub async fn copro_list(&mut self, query: &PageQuery) -> Result<Page<CoproSummary>> {
        let after = query.after();
        let (user, all) = (self.scope.user, self.scope.all_copros);
        let rows: Vec<CoproSummary> = sqlx::query_as(
            "SELECT tenant_id AS id, slug, name, city, status, lots, owners, shares_total, shares_assigned, called_cents, balance_cents, updated_at
               FROM firm.copros c
              WHERE ($1::text IS NULL OR name ILIKE $1 OR city ILIKE $1)
                AND ($2::text IS NULL OR (name, tenant_id) > ($2, $3::uuid))
                AND ($5 OR EXISTS (SELECT FROM firm.assignments a
                                    WHERE a.firm_id = c.firm_id AND a.tenant_id = c.tenant_id AND a.user_id = $6))
              ORDER BY name, tenant_id LIMIT $4",
        )
        .bind(query.pattern())
        .bind(after.as_ref().map(|(name, _)| name))
        .bind(after.as_ref().and_then(|(_, id)| Uuid::parse_str(id).ok()))
        .bind(query.fetch())
        .bind(all)
        .bind(user.uuid())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.name.clone(), row.id.to_string())))
    }

    /// Creates a copro in this firm: its summary row, the copro, its statutory key and its first fiscal year, in one transaction that goes
    /// on in the scope of the new copro. `slug` must end in random letters; a taken one is refused as [`Error::Refused`] with `Stale`.
    pub async fn copro_create(mut self, new: &NewCopro, slug: &str, today: Date) -> Result<Tx<TenantScope>> {
        let tenant = TenantId::from(Uuid::now_v7());
        sqlx::query(
            "INSERT INTO firm.copros (tenant_id, slug, name, city, status, shares_total) VALUES ($1, $2, $3, $4, 'draft', $5)",
        )
        .bind(tenant.uuid())
        .bind(slug)
        .bind(&new.name)
        .bind(&new.address.city)
        .bind(new.shares_total)
        .execute(self.conn())
        .await
        .map_err(|error| Error::from(error).on_constraint("copros_one_slug", || crate::Refusal::Stale))?;
        if !self.scope.all_copros {
            // Whoever sees assigned copros only would not see the one they have just made.
            self.assign(self.scope.user, &[tenant.uuid()]).await?;
        }
        let scope = TenantScope {
            tenant,
            firm: self.scope.firm,
            slug: slug.to_owned(),
            user: self.scope.user,
            roles: RoleSet::of(self.scope.role),
        };
        let mut tx = self.continue_as(scope).await?;
        tx.copro_found(new, today).await?;
        Ok(tx)
    }
}
