//! The only doors to a firm's or a copro's data: extractors that resolve it, apply its quota and check the permission they name.

use std::marker::PhantomData;

use access::caller::Principal;
use access::cap::Place;
use access::permission::{CoproPermission, FirmPermission, Op, OpSet};
use axum::extract::FromRequestParts;
use axum::response::Response;
use domain::language::Language;
use http::request::Parts;
use http::{Method, StatusCode};
use serde::Serialize;
use store::{Admission, BillingScope, FirmScope, TenantScope, Tx, Visitor};
use uuid::Uuid;

use crate::app::App;
use crate::auth::confirmed;
use crate::entry::Entry;
use crate::idempotency::Repeat;
use crate::problem::Problem;
use crate::standing;

/// The copro of the path, for a caller who may do `P` there.
pub struct Tenant<P> {
    app: App,
    scope: TenantScope,
    principal: Principal,
    /// What the principal may do here: what their roles grant, within the limit of their key.
    held: OpSet,
    repeat: Repeat,
    pub language: Language,
    permission: PhantomData<P>,
}

impl<P: CoproPermission> FromRequestParts<App> for Tenant<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let (admission, held) = Entry::<TenantScope>::of(parts, app).await?.enter(P::OP, parts, app).await?;
        let Admission { visitor: Visitor { principal, .. }, scope, .. } = Admission::clone(&admission);
        let scope = if standing::needs_open(P::OP, &parts.method) { scope.while_open()? } else { scope };
        let repeat = Repeat::of(parts)?;
        let language = principal.language();
        Ok(Tenant { app: app.clone(), scope, principal, held, repeat, language, permission: PhantomData })
    }
}

impl<P: CoproPermission> Tenant<P> {
    /// Opens this copro's transaction; the database itself keeps a read permission from writing, and may be a standby then.
    pub async fn begin(&self, name: &'static str) -> Result<Tx<TenantScope>, Problem> {
        Ok(if P::WRITES {
            self.app.store.begin(&self.scope, name).await?
        } else {
            self.app.store.begin_read_anywhere(&self.scope, name).await?
        })
    }

    /// Does `act` in one transaction and answers with `status`: once, however often the request is sent with its `Idempotency-Key`.
    pub async fn once<T, F>(
        &self,
        name: &'static str,
        status: StatusCode,
        act: F,
    ) -> Result<Response, Problem>
    where
        T: Serialize,
        F: AsyncFnOnce(&mut Tx<TenantScope>) -> Result<T, Problem>,
    {
        self.repeat.once(self.scope.user().uuid(), self.begin(name).await?, name, status, act).await
    }

    /// Does work that takes a processor for long, off the request threads, when it is this copro's turn. Open no transaction before.
    pub async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.app.heavy().run(self.scope.tenant().uuid(), work).await
    }

    /// To be held while an upload is read and as long as it is in memory.
    pub async fn uploading(&self) -> Result<Place<Uuid>, Problem> {
        self.app.heavy().uploading(self.scope.tenant().uuid()).await
    }

    /// What an upload carries, told to [`Tenant::once`]: a JSON body makes itself known.
    pub fn knows_body(&self, content: &[u8]) {
        self.repeat.knows_body(content);
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn scope(&self) -> &TenantScope {
        &self.scope
    }

    /// What the caller may do here: in a closed copro nothing that is for open ones.
    pub fn permissions(&self, closed: bool) -> Vec<&'static str> {
        shown(self.held, closed)
    }

    pub fn principal(&self) -> &Principal {
        &self.principal
    }
}

/// What somebody who holds `held` may do in a copro: in a closed one nothing that is for open ones.
pub fn shown(held: OpSet, closed: bool) -> Vec<&'static str> {
    let open_only = |op: &Op| closed && standing::needs_open(*op, &Method::POST);
    held.iter().filter(|op| !open_only(op)).map(Op::as_str).collect()
}

/// The firm of the path, for a member who may do `P` there.
pub struct Firm<P> {
    app: App,
    scope: FirmScope,
    principal: Principal,
    held: OpSet,
    repeat: Repeat,
    pub language: Language,
    permission: PhantomData<P>,
}

impl<P: FirmPermission> FromRequestParts<App> for Firm<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let (admission, held) = Entry::<FirmScope>::of(parts, app).await?.enter(P::OP, parts, app).await?;
        let Admission { visitor: Visitor { principal, .. }, scope, .. } = Admission::clone(&admission);
        let repeat = Repeat::of(parts)?;
        let language = principal.language();
        Ok(Firm { app: app.clone(), scope, principal, held, repeat, language, permission: PhantomData })
    }
}

impl<P: FirmPermission> Firm<P> {
    pub async fn begin(&self, name: &'static str) -> Result<Tx<FirmScope>, Problem> {
        Ok(if P::WRITES {
            self.app.store.begin(&self.scope, name).await?
        } else {
            self.app.store.begin_read_anywhere(&self.scope, name).await?
        })
    }

    /// Does `act` in one transaction and answers with `status`: once, however often the request is sent with its `Idempotency-Key`.
    pub async fn once<T, F>(
        &self,
        name: &'static str,
        status: StatusCode,
        act: F,
    ) -> Result<Response, Problem>
    where
        T: Serialize,
        F: AsyncFnOnce(&mut Tx<FirmScope>) -> Result<T, Problem>,
    {
        self.repeat.once(self.scope.user().uuid(), self.begin(name).await?, name, status, act).await
    }

    /// Looks at the firm's account with the platform, all of it at one moment.
    pub async fn account(&self, name: &'static str) -> Result<Tx<BillingScope>, Problem> {
        Ok(self.app.store.begin_read(&self.scope.billing(), name).await?)
    }

    /// As [`Firm::once`], on the firm's account with the platform.
    pub async fn settle<T, F>(
        &self,
        name: &'static str,
        status: StatusCode,
        act: F,
    ) -> Result<Response, Problem>
    where
        T: Serialize,
        F: AsyncFnOnce(&mut Tx<BillingScope>) -> Result<T, Problem>,
    {
        let tx = self.app.store.begin(&self.scope.billing(), name).await?;
        self.repeat.once(self.scope.user().uuid(), tx, name, status, act).await
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn scope(&self) -> &FirmScope {
        &self.scope
    }

    pub fn permissions(&self) -> Vec<&'static str> {
        self.held.names()
    }

    pub fn held(&self) -> OpSet {
        self.held
    }

    pub fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl<P: FirmPermission> Firm<P> {
    /// What hands out power over the firm asks for a password typed within the last minutes: a screen left open does not suffice.
    pub fn confirmed(&self) -> Result<(), Problem> {
        match &self.principal {
            Principal::Person(caller) => confirmed(&self.app, caller),
            Principal::Program(_) => Err(Problem::NotForPrograms),
        }
    }
}

/// Ids in the path. What is no id names nothing: 404, like any other thing that is not there.
pub struct Ids<T>(pub T);

impl<T: serde::de::DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Ids<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(ids)| Ids(ids))
            .map_err(|_| Problem::NotFound)
    }
}

/// The query string. What does not fit is an error that names the parameter, not ignored.
pub struct Query<T>(pub T);

impl<T: serde::de::DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(query)| Query(query))
            .map_err(|rejection| Problem::BadRequest { reason: rejection.body_text() })
    }
}
