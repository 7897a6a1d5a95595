//! A firm's own rows: itself, its members, and the portfolio of the copros it manages.

use access::caller::Caller;
use access::role::{Role, RoleSet};
use domain::company_number::CompanyNumber;
use domain::copro::NewCopro;
use domain::ids::TenantId;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::admit::sealed::Look;
use crate::page::{page_cursor, page_limit};
use crate::scope::{Openness, Standing};
use crate::tenant::copro::CoproRow;
use crate::wire::{Group, Param, Reply, Statement, wire_row};
use crate::{FirmScope, IdentityScope, Page, PageQuery, Refusal, Result, TenantScope, Tx};

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

/// Which copros of a portfolio are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Listed {
    /// Those the firm manages: in preparation and in service.
    #[default]
    Open,
    Closed,
    All,
}

/// A page of the portfolio.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CoproQuery {
    /// Entries per page, 1 to 200; 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    #[serde(default, deserialize_with = "page_cursor")]
    pub cursor: Option<String>,
    /// Only entries whose name or city contains this text.
    pub q: Option<String>,
    /// `open` unless given.
    #[param(inline)]
    #[serde(default)]
    pub listed: Listed,
}

impl CoproQuery {
    fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, cursor: self.cursor.clone(), q: self.q.clone() }
    }

    /// Whether those asked for are closed; nothing asks for all.
    fn closed(&self) -> Option<bool> {
        match self.listed {
            Listed::Open => Some(false),
            Listed::Closed => Some(true),
            Listed::All => None,
        }
    }
}

wire_row!(CoproSummary {
    id: Uuid,
    slug: String,
    name: String,
    city: String,
    status: String,
    lots: i32,
    owners: i32,
    shares_total: i64,
    shares_assigned: i64,
    called_cents: i64,
    balance_cents: i64,
    updated_at: OffsetDateTime,
});

static PORTFOLIO: Statement = Statement::reading::<CoproSummary>(
    "SELECT tenant_id AS id, slug, name, city, status, lots, owners, shares_total, shares_assigned, called_cents, balance_cents, updated_at
       FROM firm.copros c
      WHERE CASE WHEN $1::text IS NULL THEN true ELSE name ILIKE $1 OR city ILIKE $1 END
        AND (name, tenant_id) > ($2::text, $3::uuid)
        AND CASE WHEN $4::boolean IS NULL THEN true ELSE (status = 'closed') = $4 END
        AND ($5::boolean OR EXISTS (SELECT FROM firm.assignments a
                            WHERE a.firm_id = c.firm_id AND a.tenant_id = c.tenant_id AND a.user_id = $6::uuid))
      ORDER BY name, tenant_id LIMIT $7",
);

/// A page of the portfolio, by name, as far as the caller sees it, in one round trip. Read from summary rows: no copro is entered.
pub struct Portfolio<'q>(pub &'q CoproQuery);

impl Look<FirmScope> for Portfolio<'_> {
    type Answer = Page<CoproSummary>;
    const NAME: &'static str = "copros.list";

    fn ask(&self, scope: &FirmScope, group: Group) -> Group {
        let query = self.0.page();
        let (name, id) = query.after_name();
        let pattern = query.pattern();
        let params = [
            Param::Text(pattern.as_deref()),
            Param::Text(Some(&name)),
            Param::Uuid(Some(id)),
            Param::Bool(self.0.closed()),
            Param::Bool(Some(scope.all_copros)),
            Param::Uuid(Some(scope.user.uuid())),
            Param::Int8(query.fetch()),
        ];
        group.then(&PORTFOLIO, &params)
    }

    fn answer(&self, _: &FirmScope, reply: &Reply, first: usize) -> Result<Page<CoproSummary>> {
        let rows: Vec<CoproSummary> = reply.rows(first)?;
        Ok(Page::cut(rows, &self.0.page(), |row| (row.name.clone(), row.id.to_string())))
    }
}

/// Two thousand million endings: a second draw is rare, a fifth does not happen.
const SLUG_DRAWS_MAX: usize = 5;

impl Tx<IdentityScope> {
    /// Founds a firm with the caller as its administrator.
    pub async fn firm_create(
        &mut self,
        caller: &Caller,
        country: &str,
        name: &str,
        number: &CompanyNumber,
    ) -> Result<FirmRow> {
        let firm = Uuid::now_v7().into();
        let scope = FirmScope {
            firm,
            actor: caller.actor(),
            user: caller.user,
            role: Role::FirmAdmin,
            all_copros: true,
            quota: None,
            standing: Standing::unasked(),
        };
        self.within(scope, async |tx| {
            sqlx::query("INSERT INTO firm.firms (country, name, company_number) VALUES ($1, $2, $3)")
                .bind(country)
                .bind(name)
                .bind(number.to_string())
                .execute(tx.conn())
                .await?;
            tx.member_add(caller.user, Role::FirmAdmin, true).await?;
            tx.firm().await
        })
        .await
    }
}

impl Tx<FirmScope> {
    /// The firm's plan, and the version of the catalogue it keeps; none while it has not been stepped yet.
    pub async fn plan(&mut self) -> Result<(String, Option<String>)> {
        Ok(sqlx::query_as("SELECT plan, catalogue FROM firm.billing").fetch_one(self.conn()).await?)
    }

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

    /// Creates a copro in this firm: its summary row, the copro, its statutory key and its first fiscal year. `slug` draws one that ends in
    /// random letters; it is asked again should the letters be taken.
    pub async fn copro_create(
        &mut self,
        new: &NewCopro,
        slug: impl Fn() -> String,
        today: Date,
    ) -> Result<CoproRow> {
        let scope = self.copro_announce(new, slug).await?;
        self.within(scope, async |tx| {
            tx.copro_found(new, today).await?;
            tx.copro().await
        })
        .await
    }

    /// The same, going on inside the new copro.
    pub async fn copro_create_and_enter(
        mut self,
        new: &NewCopro,
        slug: &str,
        today: Date,
    ) -> Result<Tx<TenantScope>> {
        let scope = self.copro_announce(new, || slug.to_owned()).await?;
        let mut tx = self.continue_as(scope).await?;
        tx.copro_found(new, today).await?;
        Ok(tx)
    }

    /// Keeps others from adding to the firm until this transaction ends. Weak enough to let rows that refer to the firm be written.
    async fn hold_firm(&mut self) -> Result<()> {
        sqlx::query("SELECT 1 FROM firm.firms FOR NO KEY UPDATE").execute(self.conn()).await?;
        Ok(())
    }

    /// Copros of the firm that are not closed, drafts included; none is added by others until this transaction ends.
    pub async fn copros_counted(&mut self) -> Result<u64> {
        self.hold_firm().await?;
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM firm.copros WHERE status <> 'closed'")
            .fetch_one(self.conn())
            .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Who works in the firm, and who is invited to; nobody is invited by others until this transaction ends.
    pub async fn staff_counted(&mut self) -> Result<u64> {
        self.hold_firm().await?;
        let count: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM firm.members) + (SELECT count(*) FROM firm.invitations
               WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now())",
        )
        .fetch_one(self.conn())
        .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Writes the summary row, under the first slug that is free.
    async fn copro_announce(&mut self, new: &NewCopro, slug: impl Fn() -> String) -> Result<TenantScope> {
        let tenant = TenantId::from(Uuid::now_v7());
        for _ in 0..SLUG_DRAWS_MAX {
            let slug = slug();
            let done = sqlx::query(
                "INSERT INTO firm.copros (tenant_id, slug, name, city, status, shares_total) VALUES ($1, $2, $3, $4, 'draft', $5)
                 ON CONFLICT ON CONSTRAINT copros_one_slug DO NOTHING",
            )
            .bind(tenant.uuid())
            .bind(&slug)
            .bind(&new.name)
            .bind(&new.address.city)
            .bind(new.shares_total)
            .execute(self.conn())
            .await?;
            if done.rows_affected() == 1 {
                let FirmScope { firm, actor, user, role, all_copros, .. } = self.scope.clone();
                if !all_copros {
                    // Whoever sees assigned copros only would not see the one they have just made.
                    self.assign(user, &[tenant.uuid()]).await?;
                }
                let roles = RoleSet::of(role);
                return Ok(TenantScope {
                    tenant,
                    firm,
                    slug,
                    actor,
                    user,
                    roles,
                    quota: None,
                    standing: Standing::unasked(),
                    open: Openness::Unasked,
                });
            }
        }
        Err(Refusal::Stale.into())
    }
}
