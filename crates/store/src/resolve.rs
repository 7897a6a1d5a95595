//! What a caller may enter, and the keys of programs.

use access::caller::{Actor, ApiKey, Caller};
use access::permission::OpSet;
use access::role::Role;
use domain::ids::UserId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::admit::sealed::Look;
use crate::identity::{language_of, role_of};
use crate::scope::Standing;
use crate::wire::{Group, Param, Reply, Statement, wire_row};
use crate::{FirmScope, IdentityScope, Result, Store};

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

#[derive(sqlx::FromRow)]
struct MembershipRow {
    firm_id: Uuid,
    name: String,
    role: String,
}

#[derive(sqlx::FromRow)]
struct CoproMembershipRow {
    tenant_id: Uuid,
    slug: String,
    name: String,
    roles: Vec<String>,
}

type KeyRow = (Uuid, Uuid, Uuid, String, String, Vec<String>, bool);
wire_row!(MembershipRow { firm_id: Uuid, name: String, role: String });
wire_row!(CoproMembershipRow { tenant_id: Uuid, slug: String, name: String, roles: Vec<String> });

const FIRMS_OF: &str = "SELECT firm_id, name, role FROM app.firms_of($1)";
const COPROS_OF: &str = "SELECT tenant_id, slug, name, roles FROM app.copros_of($1)";
static FIRMS: Statement = Statement::reading::<MembershipRow>(FIRMS_OF);
static COPROS: Statement = Statement::reading::<CoproMembershipRow>(COPROS_OF);

/// Where somebody may go: their firms, and the copros in which they hold roles of their own. In one round trip.
pub struct Whereabouts(pub UserId);

impl Look<IdentityScope> for Whereabouts {
    type Answer = (Vec<Membership>, Vec<CoproMembership>);
    const NAME: &'static str = "session.show";

    fn ask(&self, _: &IdentityScope, group: Group) -> Group {
        let user = [Param::Uuid(Some(self.0.uuid()))];
        group.then(&FIRMS, &user).then(&COPROS, &user)
    }

    fn answer(&self, _: &IdentityScope, reply: &Reply, first: usize) -> Result<Self::Answer> {
        let firms = reply.rows::<MembershipRow>(first)?.into_iter().map(Membership::try_from);
        let copros = reply.rows::<CoproMembershipRow>(first + 1)?.into_iter().map(CoproMembership::try_from);
        Ok((firms.collect::<Result<_>>()?, copros.collect::<Result<_>>()?))
    }
}

impl TryFrom<MembershipRow> for Membership {
    type Error = crate::Error;
    fn try_from(row: MembershipRow) -> Result<Membership> {
        Ok(Membership { id: row.firm_id, name: row.name, role: role_of(&row.role)? })
    }
}

impl TryFrom<CoproMembershipRow> for CoproMembership {
    type Error = crate::Error;
    fn try_from(row: CoproMembershipRow) -> Result<CoproMembership> {
        let roles = row.roles.iter().map(|role| role_of(role)).collect::<Result<_>>()?;
        Ok(CoproMembership { id: row.tenant_id, slug: row.slug, name: row.name, roles })
    }
}

impl Store {
    pub async fn firms_of(&self, caller: &Caller) -> Result<Vec<Membership>> {
        crate::meter::count_statement();
        let rows: Vec<MembershipRow> = sqlx::query_as(FIRMS_OF)
            .bind(caller.user.uuid())
            .fetch_all(&mut *self.connection().await?)
            .await?;
        rows.into_iter().map(Membership::try_from).collect()
    }

    /// The names of the firms that let the caller in with a second factor only.
    pub async fn firms_requiring_second_factor(&self, caller: &Caller) -> Result<Vec<String>> {
        crate::meter::count_statement();
        let names = sqlx::query_scalar("SELECT name FROM app.firms_requiring_second_factor($1)");
        Ok(names.bind(caller.user.uuid()).fetch_all(&mut *self.connection().await?).await?)
    }

    pub async fn copros_of(&self, caller: &Caller) -> Result<Vec<CoproMembership>> {
        crate::meter::count_statement();
        let rows: Vec<CoproMembershipRow> = sqlx::query_as(COPROS_OF)
            .bind(caller.user.uuid())
            .fetch_all(&mut *self.connection().await?)
            .await?;
        rows.into_iter().map(CoproMembership::try_from).collect()
    }

    /// The key with this secret, if it is in force. Its use is noted, once a minute at most.
    pub async fn resolve_api_key(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>> {
        crate::meter::count_statement();
        let row: Option<KeyRow> = sqlx::query_as(
            "SELECT key_id, firm_id, user_id, name, language, scopes, stale FROM app.resolve_api_key($1)",
        )
        .bind(secret_hash.as_slice())
        .fetch_optional(&mut *self.connection().await?)
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
}
