//! How a request enters a firm or a copro: who calls, what there is for them, their quota, their permission, what the firm's account allows; in
//! this order. [`crate::scope`] opens transactions behind it; [`Glimpse`] reads in the same round trip that asks who calls.

use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use access::caller::{Caller, Principal};
use access::limit::{Rate, count_again};
use access::permission::{CoproPermission, FirmPermission, Op, OpSet, Permission};
use axum::extract::{FromRequestParts, RawPathParams};
use domain::language::Language;
use http::Method;
use http::request::Parts;
use store::{
    Admission, Credential, FirmScope, Glance, Glanced, IdentityScope, Met, Place, TenantScope, Visitor,
};

use crate::app::App;
use crate::auth::{credential, greet, of_person, person};
use crate::context::Context;
use crate::problem::Problem;
use crate::standing;

/// The facts about a caller change while they read at most so often; then somebody is playing.
const CHANGES_MAX: usize = 3;
/// How long somebody who is over their quota may wait for another one to count.
const QUOTA_AGE_MAX: Duration = Duration::from_secs(1);

/// A place that a request may enter.
pub trait Ground: Place {
    /// The parameter of the path that names it.
    const PARAM: Option<&'static str>;

    /// The name of its quota, and the rate, if its own.
    fn quota(&self) -> (&'static str, Option<Rate>);
    /// Counts the request in its quota.
    fn count(&self, visitor: &Visitor, app: &App) -> impl Future<Output = Result<(), Problem>> + Send;
    /// What the visitor may do: what their roles grant, within the limit of their key.
    fn held(&self, visitor: &Visitor, app: &App) -> OpSet;
    /// Refuses what the firm's account does not allow.
    fn stands(&self, op: Op, method: &Method) -> Result<(), Problem>;
    /// Tells the request's context where it is.
    fn tell(&self, _context: &Context) {}
}

impl Ground for TenantScope {
    const PARAM: Option<&'static str> = Some("copro");

    fn quota(&self) -> (&'static str, Option<Rate>) {
        ("copro", TenantScope::quota(self))
    }
    async fn count(&self, visitor: &Visitor, app: &App) -> Result<(), Problem> {
        app.limits.copro(self.tenant(), TenantScope::quota(self)).await?;
        // A program spends its firm's quota as well, wherever it works.
        if let Some(firm) = visitor.principal.only_firm() {
            app.limits.firm(firm, None).await?;
        }
        app.calls().count(self.firm(), app.clock.billing_now());
        Ok(())
    }
    fn held(&self, visitor: &Visitor, app: &App) -> OpSet {
        app.rbac.granted(self.roles()).and(visitor.principal.limit())
    }
    fn stands(&self, op: Op, method: &Method) -> Result<(), Problem> {
        standing::allows(self.standing(), self.firm(), op, method)
    }
    fn tell(&self, context: &Context) {
        context.knows_tenant(self.tenant());
    }
}

impl Ground for FirmScope {
    const PARAM: Option<&'static str> = Some("firm");

    fn quota(&self) -> (&'static str, Option<Rate>) {
        ("firm", FirmScope::quota(self))
    }
    async fn count(&self, _: &Visitor, app: &App) -> Result<(), Problem> {
        app.limits.firm(self.firm(), FirmScope::quota(self)).await?;
        app.calls().count(self.firm(), app.clock.billing_now());
        Ok(())
    }
    fn held(&self, visitor: &Visitor, app: &App) -> OpSet {
        app.rbac.granted(self.role()).and(visitor.principal.limit())
    }
    fn stands(&self, op: Op, method: &Method) -> Result<(), Problem> {
        standing::allows(self.standing(), self.firm(), op, method)
    }
}

/// Who asks, and for which place, before anything is known of either.
pub struct Entry<S> {
    by: Credential,
    named: String,
    place: PhantomData<S>,
}

impl<S: Ground> Entry<S> {
    pub async fn of(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let by = credential(parts, app).await?;
        let named = match S::PARAM {
            Some(name) => path_param(parts, name).await?,
            None => String::new(),
        };
        Ok(Entry { by, named, place: PhantomData })
    }

    /// Asks, counts, and lets in for `op`.
    pub async fn enter(
        &self,
        op: Op,
        parts: &Parts,
        app: &App,
    ) -> Result<(Arc<Admission<S>>, OpSet), Problem> {
        let admission = self.asked(parts, app).await?;
        admission.scope.count(&admission.visitor, app).await?;
        let held = permitted(&admission, op, &parts.method, app)?;
        Ok((admission, held))
    }

    /// As [`Entry::enter`], by what was found the last time, if that lets in: to be confirmed by the read.
    async fn expect(&self, op: Op, parts: &Parts, app: &App) -> Result<Arc<Admission<S>>, Problem> {
        let met = app.store.expect::<S>(&self.by, &self.named).await?;
        let admission = arrived(met, app, |visitor| greet(parts, app, visitor)).await?;
        told(&admission, parts);
        let admission = match admission.scope.count(&admission.visitor, app).await {
            Ok(()) => admission,
            Err(limited) => self.granted_more(&admission, limited, parts, app).await?,
        };
        if permitted(&admission, op, &parts.method, app).is_ok() {
            return Ok(admission);
        }
        // What is remembered refuses nobody.
        let admission = self.asked(parts, app).await?;
        permitted(&admission, op, &parts.method, app)?;
        Ok(admission)
    }

    /// Who is over the quota that is remembered may have been granted another: asked now and then, because turning a flood away must cost little.
    async fn granted_more(
        &self,
        remembered: &Admission<S>,
        limited: Problem,
        parts: &Parts,
        app: &App,
    ) -> Result<Arc<Admission<S>>, Problem> {
        if remembered.told_at.elapsed() < QUOTA_AGE_MAX {
            return Err(limited);
        }
        let now = self.asked(parts, app).await?;
        if !counted_anew(remembered, &now, app).await? {
            return Err(limited);
        }
        Ok(now)
    }

    async fn asked(&self, parts: &Parts, app: &App) -> Result<Arc<Admission<S>>, Problem> {
        let met = app.store.admit::<S>(&self.by, &self.named).await?;
        let admission = arrived(met, app, |visitor| greet(parts, app, visitor)).await?;
        told(&admission, parts);
        Ok(admission)
    }
}

/// A quota counts with the request after it was granted. Whether there is another one.
async fn counted_anew<S: Ground>(
    before: &Admission<S>,
    now: &Admission<S>,
    app: &App,
) -> Result<bool, Problem> {
    let (policy, rate) = now.scope.quota();
    if rate == before.scope.quota().1 {
        return Ok(false);
    }
    count_again(policy);
    now.scope.count(&now.visitor, app).await?;
    Ok(true)
}

fn told<S: Ground>(admission: &Admission<S>, parts: &Parts) {
    if let Some(context) = parts.extensions.get::<Context>() {
        admission.scope.tell(context);
    }
}

fn permitted<S: Ground>(
    admission: &Admission<S>,
    op: Op,
    method: &Method,
    app: &App,
) -> Result<OpSet, Problem> {
    let held = admission.scope.held(&admission.visitor, app);
    if !held.contains(op) {
        return Err(Problem::Forbidden);
    }
    admission.scope.stands(op, method)?;
    Ok(held)
}

async fn arrived<S>(met: Met<S>, app: &App, greet: impl Fn(&Visitor)) -> Result<Arc<Admission<S>>, Problem> {
    match met {
        Met::Stranger => Err(Problem::NotSignedIn),
        Met::Outside(visitor) => {
            greet(&visitor);
            Err(not_there(app, &visitor.principal).await)
        }
        Met::Locked(visitor) => {
            greet(&visitor);
            Err(store::Error::SecondFactorRequired.into())
        }
        Met::Inside(admission) => {
            greet(&admission.visitor);
            Ok(admission)
        }
    }
}

/// As [`arrived`], for who was expected to be somebody and was greeted as such.
async fn arrived_anew<S>(
    met: Met<S>,
    app: &App,
    context: Option<&Context>,
) -> Result<Arc<Admission<S>>, Problem> {
    if let (Met::Stranger, Some(context)) = (&met, context) {
        context.refutes_caller();
    }
    arrived(met, app, |_| ()).await
}

/// Nothing to see. Counted for the person who looked: trying ids is not free.
async fn not_there(app: &App, principal: &Principal) -> Problem {
    match app.limits.caller(principal.user()).await {
        Ok(_) => Problem::NotFound,
        Err(limited) => limited.into(),
    }
}

async fn path_param(parts: &mut Parts, name: &str) -> Result<String, Problem> {
    let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Problem::NotFound)?;
    params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).ok_or(Problem::NotFound)
}

/// A permission in a place.
pub trait MayIn<S>: Send + Sync + 'static {
    const OP: Op;
}

impl<P: CoproPermission> MayIn<TenantScope> for P {
    const OP: Op = <P as Permission>::OP;
}

impl<P: FirmPermission> MayIn<FirmScope> for P {
    const OP: Op = <P as Permission>::OP;
}

/// The place of the path, for a caller who may do `P` there and reads one thing, in one round trip to the database.
pub struct Glimpse<S, P> {
    app: App,
    entry: Entry<S>,
    admission: Arc<Admission<S>>,
    method: Method,
    context: Option<Context>,
    permission: PhantomData<P>,
}

impl<S: Ground, P: MayIn<S>> FromRequestParts<App> for Glimpse<S, P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let entry = Entry::<S>::of(parts, app).await?;
        let admission = entry.expect(P::OP, parts, app).await?;
        let (method, context) = (parts.method.clone(), parts.extensions.get::<Context>().cloned());
        Ok(Glimpse { app: app.clone(), entry, admission, method, context, permission: PhantomData })
    }
}

/// What was read, and as what: who may read may have changed a moment ago.
pub struct Seen<S, T> {
    pub answer: T,
    pub scope: S,
    pub held: OpSet,
    pub language: Language,
}

impl<S: Ground, P: MayIn<S>> Glimpse<S, P> {
    pub async fn read<G: Glance<S>>(self, glance: &G) -> Result<G::Answer, Problem> {
        Ok(self.see(glance).await?.0)
    }

    /// Reads, as the caller whom the answer goes to.
    async fn see<G: Glance<S>>(self, glance: &G) -> Result<(G::Answer, Arc<Admission<S>>), Problem> {
        let Glimpse { app, entry, mut admission, method, context, .. } = self;
        for _ in 0..CHANGES_MAX {
            match app.store.glance(&entry.by, &entry.named, &admission, glance).await? {
                Glanced::Same(answer) => return Ok((answer, admission)),
                Glanced::Changed(met) => {
                    let now = arrived_anew(met, &app, context.as_ref()).await?;
                    counted_anew(&admission, &now, &app).await?;
                    permitted(&now, P::OP, &method, &app)?;
                    admission = now;
                }
            }
        }
        Err(store::Error::from(store::Refusal::Stale).into())
    }
}

impl<P: MayIn<TenantScope> + CoproPermission> Glimpse<TenantScope, P> {
    /// With what the caller may do there.
    pub async fn read_as<G: Glance<TenantScope>>(
        self,
        glance: &G,
    ) -> Result<Seen<TenantScope, G::Answer>, Problem> {
        let app = self.app.clone();
        let (answer, admission) = self.see(glance).await?;
        let held = admission.scope.held(&admission.visitor, &app);
        let language = admission.visitor.principal.language();
        Ok(Seen { answer, scope: admission.scope.clone(), held, language })
    }
}

/// Somebody signed in who only reads about themselves.
pub struct OnlyLooks {
    app: App,
    by: Credential,
    admission: Arc<Admission<IdentityScope>>,
    context: Option<Context>,
}

impl FromRequestParts<App> for OnlyLooks {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let by = of_person(parts, app).await?;
        let met = app.store.expect::<IdentityScope>(&by, "").await?;
        let admission = arrived(met, app, |visitor| greet(parts, app, visitor)).await?;
        person(app, admission.visitor.principal.clone()).await?;
        let context = parts.extensions.get::<Context>().cloned();
        Ok(OnlyLooks { app: app.clone(), by, admission, context })
    }
}

impl OnlyLooks {
    /// Reads what `glance` makes of the caller.
    pub async fn read<G: Glance<IdentityScope>>(
        self,
        glance: impl Fn(&Caller) -> G,
    ) -> Result<(G::Answer, Caller), Problem> {
        let OnlyLooks { app, by, mut admission, context } = self;
        for _ in 0..CHANGES_MAX {
            let caller = caller_of(&admission)?;
            match app.store.glance(&by, "", &admission, &glance(&caller)).await? {
                Glanced::Same(answer) => return Ok((answer, caller)),
                Glanced::Changed(met) => admission = arrived_anew(met, &app, context.as_ref()).await?,
            }
        }
        Err(store::Error::from(store::Refusal::Stale).into())
    }
}

fn caller_of(admission: &Admission<IdentityScope>) -> Result<Caller, Problem> {
    match &admission.visitor.principal {
        Principal::Person(caller) => Ok(caller.clone()),
        Principal::Program(_) => Err(Problem::NotForPrograms),
    }
}
