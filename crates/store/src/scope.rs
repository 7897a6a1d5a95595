use access::caller::Actor;
use access::limit::Rate;
use access::role::{Role, RoleSet};
use billing::subscription::Access;
use domain::ids::{FirmId, TenantId, UserId};
use uuid::Uuid;

use crate::{Refusal, Result};

/// What one transaction may see. Closed: a scope cannot be invented outside this crate.
pub trait Scope: sealed::Entry + Clone + Send + Sync + 'static {}

pub(crate) mod sealed {
    use access::caller::Actor;
    use uuid::Uuid;

    /// How a transaction enters the scope: the role it takes and the settings the policies read.
    pub trait Entry {
        const ROLE: &'static str;
        fn tenant(&self) -> Option<Uuid> {
            None
        }
        fn firm(&self) -> Option<Uuid> {
            None
        }
        /// The firm through which a copro was entered; nil for the platform itself.
        fn syndic(&self) -> Option<Uuid> {
            None
        }
        /// What it writes is refused in a copro that was closed meanwhile.
        fn needs_open(&self) -> bool {
            false
        }
        /// Who shares the pool with others and may hold only so many connections. Nobody: sign-in and the queue.
        fn sharer(&self) -> Option<Uuid> {
            None
        }
        /// Nobody waits for it at a screen.
        fn is_background(&self) -> bool {
            false
        }
        /// On whose account it writes.
        fn actor(&self) -> Actor {
            Actor::Platform
        }
    }
}

/// How the firm stands with the platform: what it may do, whatever its people's roles are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub(crate) access: Access,
    pub(crate) plan: String,
}

impl Standing {
    /// Of scopes that are nobody's request: what the platform does for a firm, it does whatever the firm owes.
    pub(crate) fn unasked() -> Self {
        Standing { access: Access::Full, plan: String::new() }
    }
    pub fn access(&self) -> Access {
        self.access
    }
    pub fn plan(&self) -> &str {
        &self.plan
    }
}

/// One copro, as seen by one caller with the roles they hold there. Proof that the caller may see it: only the resolver makes one.
#[derive(Clone, Debug)]
pub struct TenantScope {
    pub(crate) tenant: TenantId,
    pub(crate) firm: FirmId,
    pub(crate) slug: String,
    pub(crate) actor: Actor,
    pub(crate) user: UserId,
    pub(crate) roles: RoleSet,
    pub(crate) quota: Option<Rate>,
    pub(crate) standing: Standing,
    pub(crate) open: Openness,
}

/// What a scope knows of its copro being open. Nobody's request asks: what was begun is finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Openness {
    #[default]
    Unasked,
    /// It was closed when it was resolved.
    Closed,
    /// It was open, and must still be when this is committed.
    Needed,
}

impl TenantScope {
    /// The scope of what is done in open copros only.
    pub fn while_open(self) -> Result<TenantScope> {
        match self.open {
            Openness::Closed => Err(Refusal::CoproClosed.into()),
            Openness::Unasked | Openness::Needed => Ok(TenantScope { open: Openness::Needed, ..self }),
        }
    }
    /// How the firm that manages it stands with the platform.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
    /// What its plan or an operator grants, if one does.
    pub fn quota(&self) -> Option<Rate> {
        self.quota
    }
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }
    pub fn firm(&self) -> FirmId {
        self.firm
    }
    pub fn slug(&self) -> &str {
        &self.slug
    }
    pub fn user(&self) -> UserId {
        self.user
    }
    pub fn roles(&self) -> RoleSet {
        self.roles
    }
}

/// One firm's own rows: its members and its portfolio of copros, never the inside of a copro.
#[derive(Clone, Debug)]
pub struct FirmScope {
    pub(crate) firm: FirmId,
    pub(crate) actor: Actor,
    pub(crate) user: UserId,
    pub(crate) role: Role,
    /// False: only the copros assigned to the user.
    pub(crate) all_copros: bool,
    pub(crate) quota: Option<Rate>,
    pub(crate) standing: Standing,
}

impl FirmScope {
    /// What the platform does in a firm by itself, on the strength of a claimed job.
    pub(crate) fn of_platform(firm: FirmId) -> Self {
        Self {
            firm,
            actor: Actor::Platform,
            user: UserId::from(Uuid::nil()),
            role: Role::FirmAdmin,
            all_copros: true,
            quota: None,
            standing: Standing::unasked(),
        }
    }
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
    /// What its plan or an operator grants, if one does.
    pub fn quota(&self) -> Option<Rate> {
        self.quota
    }
    pub fn firm(&self) -> FirmId {
        self.firm
    }
    pub fn user(&self) -> UserId {
        self.user
    }
    pub fn role(&self) -> Role {
        self.role
    }
}

/// People and their sessions, before anyone is anywhere.
#[derive(Clone, Debug)]
pub struct IdentityScope;

/// The queue, without any tenant's data.
#[derive(Clone, Debug)]
pub struct WorkerScope;

/// The operators' own accounts, sessions and support windows. No tenant's, firm's or user's data.
#[derive(Clone, Debug)]
pub struct OpsScope;

/// One statement's look into the copro of an open support window. Only [`crate::ops::OpsStore::look`] makes one, after noting the look.
#[derive(Clone, Debug)]
pub struct SupportScope(pub(crate) ());

impl sealed::Entry for TenantScope {
    const ROLE: &'static str = "koprogo_tenant";
    fn tenant(&self) -> Option<Uuid> {
        Some(self.tenant.uuid())
    }
    fn syndic(&self) -> Option<Uuid> {
        Some(self.firm.uuid())
    }
    fn needs_open(&self) -> bool {
        self.open == Openness::Needed
    }
    fn sharer(&self) -> Option<Uuid> {
        // Jobs are bounded where they are claimed.
        (!self.is_background()).then_some(self.tenant.uuid())
    }
    fn is_background(&self) -> bool {
        self.actor == Actor::Platform
    }
    fn actor(&self) -> Actor {
        self.actor
    }
}
impl sealed::Entry for FirmScope {
    const ROLE: &'static str = "koprogo_firm";
    fn firm(&self) -> Option<Uuid> {
        Some(self.firm.uuid())
    }
    fn sharer(&self) -> Option<Uuid> {
        Some(self.firm.uuid())
    }
    fn actor(&self) -> Actor {
        self.actor
    }
}
impl sealed::Entry for IdentityScope {
    const ROLE: &'static str = "koprogo_identity";
}
impl sealed::Entry for WorkerScope {
    const ROLE: &'static str = "koprogo_worker";
}
impl sealed::Entry for OpsScope {
    const ROLE: &'static str = "koprogo_ops";
}
impl sealed::Entry for SupportScope {
    const ROLE: &'static str = "koprogo_support";
}

impl Scope for TenantScope {}
impl Scope for FirmScope {}
impl Scope for IdentityScope {}
impl Scope for WorkerScope {}
impl Scope for OpsScope {}
impl Scope for SupportScope {}
