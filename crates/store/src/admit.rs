//! Letting in: from what a request shows to who is calling, and to what they may enter.
//!
//! It is asked anew with every request: what was withdrawn a moment ago, on whichever replica, is withdrawn. The answer is one row, the *facts*.
//! Most requests find the same facts as the one before. So a read goes out together with the question, in the scope that the last answer
//! gave, and counts only if the answer is still the same, byte for byte; both are of one moment ([`crate::wire`]). What is remembered here
//! only saves the time between question and read. It lets nobody in, and keeps nobody out.

mod facts;

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Instant;

use access::caller::{Principal, SessionId};
use bytes::Bytes;
use domain::ids::{FirmId, UserId};
use quick_cache::sync::Cache;
use uuid::Uuid;

use crate::wire::{Column, Group, Param, Reply, Statement};
use crate::{Error, FirmScope, IdentityScope, Result, Scope, Store, TenantScope, meter};

/// Admissions that are remembered, of each kind of place: about half a kilobyte each.
const REMEMBERED_MAX: usize = 8_192;

/// What a request shows.
#[derive(Clone, Debug)]
pub enum Credential {
    /// The digest of a cookie's token.
    Cookie([u8; 32]),
    /// What a signed token names.
    Access { session: SessionId, user: UserId },
    /// Nothing more: who it is was found by other means.
    Known(Box<Principal>),
}

/// Who asked, and what there is for them.
#[derive(Clone, Debug)]
pub enum Met<S> {
    /// The credential is good for nothing.
    Stranger,
    /// Somebody, to whom the place does not exist.
    Outside(Visitor),
    /// Somebody who works there, and has shown no second factor, which the firm asks for.
    Locked(Visitor),
    Inside(Arc<Admission<S>>),
}

/// Who asked.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub principal: Principal,
    /// The session was seen within the last minute.
    pub seen: bool,
}

/// Somebody who was let in.
#[derive(Clone, Debug)]
pub struct Admission<S> {
    pub visitor: Visitor,
    pub scope: S,
    /// When the database said so.
    pub told_at: Instant,
    facts: Bytes,
}

/// Where somebody is let in: a copro, a firm, or merely the platform.
pub trait Place: Scope + sealed::Door {}
impl Place for TenantScope {}
impl Place for FirmScope {}
impl Place for IdentityScope {}

/// A read of one round trip inside a scope. Closed: what is quick enough for it is decided in this crate.
pub trait Glance<S>: sealed::Look<S> {}
impl<S, L: sealed::Look<S>> Glance<S> for L {}

pub(crate) mod sealed {
    use super::{Bytes, Credential, Group, Memory, Met, Reply, Result};

    /// How a place is entered.
    pub trait Door: Sized + Clone {
        /// Adds the question who the caller is there: one step, whose first row are the facts.
        fn question(by: &Credential, named: &str, group: Group) -> Group;
        /// What the facts mean; none were found: `None`.
        fn answered(by: &Credential, facts: Option<&Bytes>) -> Result<Met<Self>>;
        fn memory(of: &Memory) -> &super::Remembered<Self>;
        /// Adds what lets the steps that follow read.
        fn enter(&self, group: Group) -> Group;
    }

    /// What is read: the statements, and what their answers mean.
    pub trait Look<S> {
        type Answer;
        /// The name in the metrics.
        const NAME: &'static str;
        fn ask(&self, scope: &S, group: Group) -> Group;
        /// Its own answers begin with step `first`.
        fn answer(&self, scope: &S, reply: &Reply, first: usize) -> Result<Self::Answer>;
    }
}

/// What came of a glance.
pub enum Glanced<S, T> {
    /// The caller is who they were, and this is what they asked for.
    Same(T),
    /// Something about the caller has changed, so what was read as who they were counts for nothing.
    Changed(Met<S>),
}

/// Where the credential and the name of the place led last.
pub type Remembered<S> = Cache<Asked, Arc<Admission<S>>>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    by: [u8; 32],
    named: Box<str>,
}

impl Hash for Asked {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A digest already, or random ids.
        state.write(&self.by[..16]);
        state.write(self.named.as_bytes());
    }
}

impl Asked {
    /// None for who is known by other means: they are found anew each time, and so are their facts.
    fn of(by: &Credential, named: &str) -> Option<Asked> {
        let by = match by {
            Credential::Cookie(digest) => *digest,
            Credential::Access { session, user } => {
                let mut ids = [0; 32];
                ids[..16].copy_from_slice(session.uuid().as_bytes());
                ids[16..].copy_from_slice(user.uuid().as_bytes());
                ids
            }
            Credential::Known(_) => return None,
        };
        Some(Asked { by, named: named.into() })
    }
}

pub struct Memory {
    pub(crate) copros: Remembered<TenantScope>,
    pub(crate) firms: Remembered<FirmScope>,
    pub(crate) people: Remembered<IdentityScope>,
}

impl Default for Memory {
    fn default() -> Self {
        Memory {
            copros: Cache::new(REMEMBERED_MAX),
            firms: Cache::new(REMEMBERED_MAX),
            people: Cache::new(REMEMBERED_MAX),
        }
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}

/// Enters a scope for reading.
static ENTER: Statement = Statement {
    text: "SELECT set_config('role', $1, true), set_config('app.tenant_id', $2, true), set_config('app.firm_id', $3, true)",
    columns: &[&[SETTING, SETTING, SETTING]],
};
const SETTING: Column = Column { name: "set_config", types: &[25] };

impl Store {
    /// Asks who the caller is and what they may enter.
    pub async fn admit<S: Place>(&self, by: &Credential, named: &str) -> Result<Met<S>> {
        let reply = self.wire.ask(S::question(by, named, Group::default())).await?;
        self.met(by, named, reply.raw(0))
    }

    /// Whom and what the last answer spoke of, if there was one; else asks. It has to be confirmed by what is done with it: by [`Store::glance`].
    pub async fn expect<S: Place>(&self, by: &Credential, named: &str) -> Result<Met<S>> {
        let asked = Asked::of(by, named);
        match asked.and_then(|asked| S::memory(&self.memory).get(&asked)) {
            Some(admission) => Ok(Met::Inside(admission)),
            None => self.admit(by, named).await,
        }
    }

    /// Reads, and asks again who the caller is, in one round trip and of one moment.
    pub async fn glance<S: Place, G: Glance<S>>(
        &self,
        by: &Credential,
        named: &str,
        admitted: &Admission<S>,
        glance: &G,
    ) -> Result<Glanced<S, G::Answer>> {
        let _seat = self.seats.take(&admitted.scope).await?;
        let _timer = meter::Timer::new(G::NAME);
        let scope = &admitted.scope;
        let group = scope.enter(S::question(by, named, Group::default()));
        let first = group.len();
        let reply = self.wire.ask(glance.ask(scope, group)).await?;
        if reply.raw(0) == Some(&admitted.facts) {
            Ok(Glanced::Same(glance.answer(scope, &reply, first)?))
        } else {
            Ok(Glanced::Changed(self.met(by, named, reply.raw(0))?))
        }
    }

    /// The principal's scope over one firm, or nothing when it does not exist for them.
    pub async fn resolve_firm(&self, principal: &Principal, firm: FirmId) -> Result<Option<FirmScope>> {
        self.resolve(principal, &firm.to_string()).await
    }

    /// The principal's scope over one copro, named by slug or id, or nothing when it does not exist for them.
    pub async fn resolve_copro(&self, principal: &Principal, named: &str) -> Result<Option<TenantScope>> {
        self.resolve(principal, named).await
    }

    async fn resolve<S: Place>(&self, principal: &Principal, named: &str) -> Result<Option<S>> {
        match self.admit::<S>(&Credential::Known(Box::new(principal.clone())), named).await? {
            Met::Inside(admission) => Ok(Some(admission.scope.clone())),
            Met::Locked(_) => Err(Error::SecondFactorRequired),
            Met::Stranger | Met::Outside(_) => Ok(None),
        }
    }

    fn met<S: Place>(&self, by: &Credential, named: &str, facts: Option<&Bytes>) -> Result<Met<S>> {
        let met = S::answered(by, facts)?;
        if let Some(asked) = Asked::of(by, named) {
            let memory = S::memory(&self.memory);
            match &met {
                Met::Inside(admission) => memory.insert(asked, admission.clone()),
                _ => drop(memory.remove(&asked)),
            }
        }
        Ok(met)
    }
}

/// Takes the role of the scope, for what follows up to the Sync.
fn enter<S: Scope>(group: Group, scope: &S) -> Group {
    let mut tenant = Uuid::encode_buffer();
    let mut firm = Uuid::encode_buffer();
    let tenant = scope.tenant().map_or("", |id| id.hyphenated().encode_lower(&mut tenant));
    let firm = scope.firm().map_or("", |id| id.hyphenated().encode_lower(&mut firm));
    group.then(&ENTER, &[Param::Text(Some(S::ROLE)), Param::Text(Some(tenant)), Param::Text(Some(firm))])
}
