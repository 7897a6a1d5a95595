//! From who is calling to what they may enter. Each question is one round trip, asked anew with every request: what was withdrawn a moment
//! ago, on whichever replica, is withdrawn.

use access::caller::{Actor, ApiKey, Caller, Principal};
use access::limit::Rate;
use access::permission::OpSet;
use access::role::{Role, RoleSet};
use billing::subscription::Access;
use domain::ids::FirmId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::{language_of, role_of};
use crate::scope::{Openness, Standing};
use crate::{Error, FirmScope, Result, Store, TenantScope};

/// A firm the caller works for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Membership {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
}

/// A copro in which the caller holds roles of their own, whichever firm manages it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CoproMembership {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub roles: Vec<Role>,
}

type KeyRow = (Uuid, Uuid, Uuid, String, String, Vec<String>, bool);
#[derive(sqlx::FromRow)]
struct CoproRow {
    tenant_id: Uuid,
    firm_id: Uuid,
    slug: String,
    firm_role: Option<String>,
    copro_roles: Vec<String>,
    second_factor_required: bool,
    quota: Option<i32>,
    window_seconds: Option<i32>,
    access: String,
    plan: String,
    closed: bool,
}

#[derive(sqlx::FromRow)]
struct FirmRow {
    firm_id: Uuid,
    role: String,
    all_copros: bool,
    second_factor_required: bool,
    quota: Option<i32>,
    window_seconds: Option<i32>,
    access: String,
    plan: String,
}

impl Store {
    pub async fn firms_of(&self, caller: &Caller) -> Result<Vec<Membership>> {
        crate::meter::count_statement();
        let rows: Vec<(Uuid, String, String)> =
            sqlx::query_as("SELECT firm_id, name, role FROM app.firms_of($1)")
                .bind(caller.user.uuid())
                .fetch_all(&self.pool)
                .await?;
        rows.into_iter().map(|(id, name, role)| Ok(Membership { id, name, role: role_of(&role)? })).collect()
    }

    /// The names of the firms that let the caller in with a second factor only.
    pub async fn firms_requiring_second_factor(&self, caller: &Caller) -> Result<Vec<String>> {
        crate::meter::count_statement();
        let names = sqlx::query_scalar("SELECT name FROM app.firms_requiring_second_factor($1)");
        Ok(names.bind(caller.user.uuid()).fetch_all(&self.pool).await?)
    }

    pub async fn copros_of(&self, caller: &Caller) -> Result<Vec<CoproMembership>> {
        crate::meter::count_statement();
        let rows: Vec<(Uuid, String, String, Vec<String>)> =
            sqlx::query_as("SELECT tenant_id, slug, name, roles FROM app.copros_of($1)")
                .bind(caller.user.uuid())
                .fetch_all(&self.pool)
                .await?;
        rows.into_iter()
            .map(|(id, slug, name, roles)| {
                let roles = roles.iter().map(|role| role_of(role)).collect::<Result<_>>()?;
                Ok(CoproMembership { id, slug, name, roles })
            })
            .collect()
    }

    /// The key with this secret, if it is in force. Its use is noted, once a minute at most.
    pub async fn resolve_api_key(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>> {
        crate::meter::count_statement();
        let row: Option<KeyRow> = sqlx::query_as(
            "SELECT key_id, firm_id, user_id, name, language, scopes, stale FROM app.resolve_api_key($1)",
        )
        .bind(secret_hash.as_slice())
        .fetch_optional(&self.pool)
        .await?;
        let Some((id, firm, user, name, language, scopes, stale)) = row else { return Ok(None) };
        // An operation that this version does not know any more opens nothing.
        let scopes: OpSet = scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
        let key = ApiKey {
            id,
            firm: firm.into(),
            user: user.into(),
            name,
            language: language_of(&language)?,
            scopes,
        };
        if stale {
            let scope = FirmScope {
                firm: key.firm,
                actor: Actor::ApiKey(id),
                user: key.user,
                role: Role::Assistant,
                all_copros: false,
                quota: None,
                standing: Standing::unasked(),
            };
            let mut tx = self.begin(&scope, "api_keys.used").await?;
            tx.api_key_used(id).await?;
            tx.commit().await?;
        }
        Ok(Some(key))
    }

    /// The principal's scope over one firm, or nothing when it does not exist for them.
    pub async fn resolve_firm(&self, principal: &Principal, firm: FirmId) -> Result<Option<FirmScope>> {
        if principal.only_firm().is_some_and(|only| only != firm) {
            return Ok(None);
        }
        crate::meter::count_statement();
        let row: Option<FirmRow> = sqlx::query_as(
            "SELECT r.firm_id, r.role, r.all_copros, r.second_factor_required, q.quota, q.window_seconds, a.access, a.plan
               FROM app.resolve_firm($1, $2) AS r, app.quota_of_firm(r.firm_id) AS q, app.access_of_firm(r.firm_id) AS a",
        )
        .bind(principal.user().uuid())
        .bind(firm.uuid())
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        require_second_factor(row.second_factor_required, principal)?;
        Ok(Some(FirmScope {
            firm: row.firm_id.into(),
            actor: principal.actor(),
            user: principal.user(),
            role: role_of(&row.role)?,
            all_copros: row.all_copros,
            quota: rate_of(row.quota, row.window_seconds),
            standing: standing_of(&row.access, row.plan)?,
        }))
    }

    /// The principal's scope over one copro, named by slug or id, or nothing when it does not exist for them. A program has what its maker
    /// holds in the firm, never what they hold in a copro as a neighbour.
    pub async fn resolve_copro(
        &self,
        principal: &Principal,
        slug_or_id: &str,
    ) -> Result<Option<TenantScope>> {
        crate::meter::count_statement();
        let row: Option<CoproRow> = sqlx::query_as(
            "SELECT r.tenant_id, r.firm_id, r.slug, r.firm_role, r.copro_roles, r.second_factor_required, q.quota, q.window_seconds,
                    a.access, a.plan, app.copro_is_closed(r.tenant_id) AS closed
               FROM app.resolve_copro($1, $2) AS r, app.quota_of_copro(r.tenant_id, r.firm_id) AS q, app.access_of_firm(r.firm_id) AS a",
        )
        .bind(principal.user().uuid())
        .bind(slug_or_id)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let CoproRow { firm_role, copro_roles, .. } = row;
        let firm = FirmId::from(row.firm_id);
        let copro_roles = match principal.only_firm() {
            None => copro_roles,
            Some(only) if only == firm => Vec::new(),
            Some(_) => return Ok(None),
        };
        let roles: RoleSet =
            firm_role.iter().chain(&copro_roles).map(|role| role_of(role)).collect::<Result<_>>()?;
        if roles.is_empty() {
            return Ok(None);
        }
        require_second_factor(row.second_factor_required, principal)?;
        Ok(Some(TenantScope {
            tenant: row.tenant_id.into(),
            firm,
            slug: row.slug,
            actor: principal.actor(),
            user: principal.user(),
            roles,
            quota: rate_of(row.quota, row.window_seconds),
            standing: standing_of(&row.access, row.plan)?,
            open: if row.closed { Openness::Closed } else { Openness::Unasked },
        }))
    }
}

fn standing_of(access: &str, plan: String) -> Result<Standing> {
    let access = match access {
        "full" => Access::Full,
        "read-only" => Access::ReadOnly,
        "export-only" => Access::ExportOnly,
        unknown => {
            let fault = format!("the access {unknown:?} of a firm means nothing");
            return Err(Error::Database(sqlx::Error::Protocol(fault)));
        }
    };
    Ok(Standing { access, plan })
}

/// Said only to somebody who works there: to others the firm does not exist.
fn require_second_factor(required: bool, principal: &Principal) -> Result<()> {
    if required && !principal.has_second_factor() {
        return Err(Error::SecondFactorRequired);
    }
    Ok(())
}

/// The quota of a plan or an operator; absent: the settings decide.
fn rate_of(quota: Option<i32>, window_seconds: Option<i32>) -> Option<Rate> {
    Some(Rate::new(u32::try_from(quota?).ok()?, u32::try_from(window_seconds?).ok()?))
}
