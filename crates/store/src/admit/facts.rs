//! The facts: one row that says who somebody is and what they are in a place.

use access::caller::{Principal, Via};
use access::limit::Rate;
use access::role::RoleSet;
use billing::subscription::Access;
use bytes::Bytes;
use domain::ids::FirmId;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

use super::sealed::Door;
use super::{Admission, Credential, Memory, Met, Remembered, Visitor, enter};
use crate::identity::role_of;
use crate::identity::sessions::Resolved;
use crate::scope::{Openness, Standing};
use crate::wire::{Fields, Group, Param, Statement, WireRow, wire_row};
use crate::{Error, FirmScope, IdentityScope, Result, TenantScope};

/// What somebody is in a copro.
struct CoproFacts {
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

wire_row!(CoproFacts {
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
});

/// What somebody is in a firm.
struct FirmFacts {
    firm_id: Uuid,
    role: String,
    all_copros: bool,
    second_factor_required: bool,
    quota: Option<i32>,
    window_seconds: Option<i32>,
    access: String,
    plan: String,
}

wire_row!(FirmFacts {
    firm_id: Uuid,
    role: String,
    all_copros: bool,
    second_factor_required: bool,
    quota: Option<i32>,
    window_seconds: Option<i32>,
    access: String,
    plan: String,
});

macro_rules! facts_of {
    () => {
        "SELECT s.session_id, s.user_id, s.email, s.name, s.language, s.second_factor, s.confirmed_until, s.seen, r.* FROM "
    };
}

static COPRO_BY_COOKIE: Statement = Statement {
    text: concat!(
        facts_of!(),
        "app.resolve_session($1) AS s LEFT JOIN LATERAL app.resolve_copro(s.user_id, $2) AS r ON true"
    ),
    columns: &[Resolved::COLUMNS[0], CoproFacts::COLUMNS[0]],
};
static COPRO_BY_ACCESS: Statement = Statement {
    text: concat!(
        facts_of!(),
        "app.resolve_api_session($1, $2) AS s LEFT JOIN LATERAL app.resolve_copro(s.user_id, $3) AS r ON true"
    ),
    columns: &[Resolved::COLUMNS[0], CoproFacts::COLUMNS[0]],
};
static FIRM_BY_COOKIE: Statement = Statement {
    text: concat!(
        facts_of!(),
        "app.resolve_session($1) AS s LEFT JOIN LATERAL app.resolve_firm(s.user_id, $2) AS r ON true"
    ),
    columns: &[Resolved::COLUMNS[0], FirmFacts::COLUMNS[0]],
};
static FIRM_BY_ACCESS: Statement = Statement {
    text: concat!(
        facts_of!(),
        "app.resolve_api_session($1, $2) AS s LEFT JOIN LATERAL app.resolve_firm(s.user_id, $3) AS r ON true"
    ),
    columns: &[Resolved::COLUMNS[0], FirmFacts::COLUMNS[0]],
};
static COPRO_OF_USER: Statement =
    Statement::reading::<CoproFacts>("SELECT r.* FROM app.resolve_copro($1, $2) AS r");
static FIRM_OF_USER: Statement =
    Statement::reading::<FirmFacts>("SELECT r.* FROM app.resolve_firm($1, $2) AS r");
static PERSON_BY_COOKIE: Statement =
    Statement::reading::<Resolved>("SELECT s.* FROM app.resolve_session($1) AS s");
static PERSON_BY_ACCESS: Statement =
    Statement::reading::<Resolved>("SELECT s.* FROM app.resolve_api_session($1, $2) AS s");
/// Who is known by other means is their own answer.
static NOTHING: Statement = Statement::reading::<()>("SELECT");

/// The statement for each kind of credential, with its values.
struct Question {
    cookie: &'static Statement,
    access: &'static Statement,
    known: &'static Statement,
}

impl Question {
    fn add(&self, by: &Credential, place: Option<Param<'_>>, group: Group) -> Group {
        let (statement, mut params) = match by {
            Credential::Cookie(digest) => (self.cookie, vec![Param::Bytes(Some(digest))]),
            Credential::Access { session, user } => {
                (self.access, vec![Param::Uuid(Some(session.uuid())), Param::Uuid(Some(user.uuid()))])
            }
            Credential::Known(_) if place.is_none() => (self.known, vec![]),
            Credential::Known(principal) => (self.known, vec![Param::Uuid(Some(principal.user().uuid()))]),
        };
        params.extend(place);
        group.then(statement, &params)
    }
}

impl Door for TenantScope {
    fn question(by: &Credential, named: &str, group: Group) -> Group {
        let question = Question { cookie: &COPRO_BY_COOKIE, access: &COPRO_BY_ACCESS, known: &COPRO_OF_USER };
        question.add(by, Some(Param::Text(Some(named))), group)
    }
    fn answered(by: &Credential, facts: Option<&Bytes>) -> Result<Met<Self>> {
        met(by, facts, copro_scope)
    }
    fn memory(of: &Memory) -> &Remembered<Self> {
        &of.copros
    }
    fn enter(&self, group: Group) -> Group {
        enter(group, self)
    }
}

impl Door for FirmScope {
    /// What is no id names no firm.
    fn question(by: &Credential, named: &str, group: Group) -> Group {
        let question = Question { cookie: &FIRM_BY_COOKIE, access: &FIRM_BY_ACCESS, known: &FIRM_OF_USER };
        question.add(by, Some(Param::Uuid(named.parse().ok())), group)
    }
    fn answered(by: &Credential, facts: Option<&Bytes>) -> Result<Met<Self>> {
        met(by, facts, firm_scope)
    }
    fn memory(of: &Memory) -> &Remembered<Self> {
        &of.firms
    }
    fn enter(&self, group: Group) -> Group {
        enter(group, self)
    }
}

impl Door for IdentityScope {
    fn question(by: &Credential, _: &str, group: Group) -> Group {
        Question { cookie: &PERSON_BY_COOKIE, access: &PERSON_BY_ACCESS, known: &NOTHING }
            .add(by, None, group)
    }
    fn answered(by: &Credential, facts: Option<&Bytes>) -> Result<Met<Self>> {
        met(by, facts, |(), _| Ok(Some(IdentityScope)))
    }
    fn memory(of: &Memory) -> &Remembered<Self> {
        &of.people
    }
    /// What a person may know of themselves is told by functions, in no scope.
    fn enter(&self, group: Group) -> Group {
        group
    }
}

/// Reads the facts: the caller first, unless a key says who that is; then the place, if there is one for them.
fn met<S, R: WireRow>(
    by: &Credential,
    facts: Option<&Bytes>,
    scope_of: impl FnOnce(R, &Principal) -> Result<Option<S>>,
) -> Result<Met<S>> {
    let mut fields = facts.map(|facts| Fields::of(facts));
    let visitor = match (by, &mut fields) {
        (Credential::Known(principal), _) => Visitor { principal: (**principal).clone(), seen: true },
        (_, None) => return Ok(Met::Stranger),
        (Credential::Cookie(_), Some(fields)) => person(fields, Via::Cookie)?,
        (Credential::Access { .. }, Some(fields)) => person(fields, Via::Bearer)?,
    };
    let place = match &mut fields {
        Some(fields) if R::COLUMNS.is_empty() || !fields.is_null() => {
            match scope_of(R::read(fields)?, &visitor.principal) {
                Err(Error::SecondFactorRequired) => return Ok(Met::Locked(visitor)),
                found => found?,
            }
        }
        _ => None,
    };
    Ok(match (place, facts) {
        (Some(scope), Some(facts)) => {
            // Its own copy: the answer it came in may be large.
            let facts = Bytes::copy_from_slice(facts);
            Met::Inside(Arc::new(Admission { visitor, scope, told_at: Instant::now(), facts }))
        }
        _ => Met::Outside(visitor),
    })
}

fn person(fields: &mut Fields<'_>, via: Via) -> Result<Visitor> {
    let (caller, seen) = Resolved::read(fields)?.caller(via)?;
    Ok(Visitor { principal: caller.into(), seen })
}

/// A program has what its maker holds in the firm, never what they hold in a copro as a neighbour.
fn copro_scope(row: CoproFacts, principal: &Principal) -> Result<Option<TenantScope>> {
    let firm = FirmId::from(row.firm_id);
    let copro_roles = match principal.only_firm() {
        None => row.copro_roles,
        Some(only) if only == firm => Vec::new(),
        Some(_) => return Ok(None),
    };
    let roles: RoleSet =
        row.firm_role.iter().chain(&copro_roles).map(|role| role_of(role)).collect::<Result<_>>()?;
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

fn firm_scope(row: FirmFacts, principal: &Principal) -> Result<Option<FirmScope>> {
    let firm = FirmId::from(row.firm_id);
    if principal.only_firm().is_some_and(|only| only != firm) {
        return Ok(None);
    }
    require_second_factor(row.second_factor_required, principal)?;
    Ok(Some(FirmScope {
        firm,
        actor: principal.actor(),
        user: principal.user(),
        role: role_of(&row.role)?,
        all_copros: row.all_copros,
        quota: rate_of(row.quota, row.window_seconds),
        standing: standing_of(&row.access, row.plan)?,
    }))
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
