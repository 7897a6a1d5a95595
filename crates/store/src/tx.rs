use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::query::QueryScalar;
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use crate::error::{is_transient, of_commit};
use crate::idempotency::{Claim, Kept, Notebook};
use crate::meter::Timer;
use crate::scope::sealed::Entry;
use crate::seats::Seat;
use crate::{Error, Refusal, Result, Scope, Store, meter};

/// `app.finish`, asked with whatever goes before it.
type Finishing<'q> = QueryScalar<'q, Postgres, String, PgArguments>;

const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// One transaction inside one scope. Dropped without [`Tx::commit`], it is rolled back.
///
/// Queries are methods on `Tx<TenantScope>`, `Tx<FirmScope>` and so on, in one file per noun, noun first: `lot_create`.
pub struct Tx<S: Scope> {
    /// Absent only while [`Tx::within`] has lent it to another scope.
    inner: Option<Open>,
    pub(crate) scope: S,
    /// What the portfolio shows and has changed: the firm's summary row is brought up to date before committing.
    pub(crate) stale: Stale,
}

/// Parts of a copro's summary row that are to be made anew.
#[derive(Clone, Copy, Default)]
pub(crate) struct Stale {
    /// What the copro is: its name, its lots, its owners, its shares.
    pub registry: bool,
    /// What its owners were asked for and owe.
    pub money: bool,
}

impl Stale {
    fn any(self) -> bool {
        self.registry || self.money
    }
}

struct Open {
    transaction: Transaction<'static, Postgres>,
    /// The database lets it write.
    writes: bool,
    timer: Timer,
    /// Given back after the connection.
    _seat: Option<Seat>,
}

impl Store {
    /// Opens a transaction that may write. `name` labels its metrics.
    pub async fn begin<S: Scope>(&self, scope: &S, name: &'static str) -> Result<Tx<S>> {
        self.open("BEGIN", true, scope, name).await
    }

    /// Opens a transaction that the database itself keeps from writing, and that sees the database as it was at its first statement, however
    /// long it reads: what an answer says in one place agrees with what it says in another.
    pub async fn begin_read<S: Scope>(&self, scope: &S, name: &'static str) -> Result<Tx<S>> {
        self.open(BEGIN_READ, false, scope, name).await
    }

    /// The same, on a standby if there is one that has everything that is committed by now.
    pub async fn begin_read_anywhere<S: Scope>(&self, scope: &S, name: &'static str) -> Result<Tx<S>> {
        if let Some(replica) = &self.replica {
            let seat = self.seats.take(scope).await?;
            if let Some(transaction) = replica.begin(&self.wire, BEGIN_READ).await {
                let timer = Timer::new(name);
                let open = Open { transaction, writes: false, timer, _seat: seat };
                match Tx::enter(open, scope.clone()).await {
                    Err(Error::Database(error)) if is_transient(&error) => replica.rest(),
                    entered => return entered,
                }
            }
        }
        self.begin_read(scope, name).await
    }

    /// Begins in a task of its own: a request that is given up while BEGIN is on its way would otherwise return its connection to the
    /// pool with a transaction open that nobody knows of. The task finishes, finds nobody waiting, and rolls back.
    async fn open<S: Scope>(
        &self,
        begin: &'static str,
        writes: bool,
        scope: &S,
        name: &'static str,
    ) -> Result<Tx<S>> {
        let seat = self.seats.take(scope).await?;
        let timer = Timer::new(name);
        let pool = self.pool.clone();
        let opening = tokio::spawn(async move { pool.begin_with(begin).await });
        let opened = opening.await.unwrap_or(Err(sqlx::Error::WorkerCrashed));
        let transaction = opened.map_err(Error::Away)?;
        Tx::enter(Open { transaction, writes, timer, _seat: seat }, scope.clone()).await
    }
}

impl<S: Scope> Tx<S> {
    async fn enter(open: Open, scope: S) -> Result<Tx<S>> {
        let mut tx = Tx { inner: Some(open), scope, stale: Stale::default() };
        tx.take_role().await?;
        Ok(tx)
    }

    pub fn scope(&self) -> &S {
        &self.scope
    }

    /// The connection, for one statement.
    ///
    /// # Panics
    /// When a step of [`Tx::within`] has failed before: the transaction is over, and going on with it is a mistake of the program.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        meter::count_statement();
        &mut self.inner.as_mut().expect("the transaction ended with a failed step").transaction
    }

    /// Everything is local to the transaction: nothing of a scope survives on a pooled connection. An id that the scope lacks is set to
    /// '', which no policy accepts.
    ///
    /// The same statement tells the audit log who acts, in which transaction, and for which request.
    async fn take_role(&mut self) -> Result<()> {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let action = self.inner.as_ref().map(|open| open.timer.name()).unwrap_or_default();
        let (tenant, firm, actor) = (self.scope.tenant(), self.scope.firm(), self.scope.actor());
        sqlx::query(
            "SELECT set_config('role', $1, true), set_config('app.tenant_id', $2, true), set_config('app.firm_id', $3, true),
                    set_config('app.actor', $4, true), set_config('app.action', $5, true), set_config('app.request', $6, true),
                    set_config('statement_timeout', $7, true)",
        )
        .bind(<S as Entry>::ROLE)
        .bind(text(tenant))
        .bind(text(firm))
        .bind(actor.to_string())
        .bind(action)
        .bind(meter::request_id())
        .bind(self.statement_time_max())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Who waits at a screen has gone by then; a job may take longer, and less than its lease. PostgreSQL reads the unit.
    fn statement_time_max(&self) -> &'static str {
        match (self.scope.is_background(), self.inner.as_ref().is_some_and(|open| open.writes)) {
            (true, _) => "60s",
            (false, true) => "20s",
            (false, false) => "10s",
        }
    }

    /// Continues this transaction in another scope. Private to the crate: used to create a copro in its firm in one transaction.
    pub(crate) async fn continue_as<T: Scope>(mut self, scope: T) -> Result<Tx<T>> {
        self.refresh_summary().await?;
        Tx::enter(self.open()?, scope).await
    }

    /// Does one thing of this transaction in another scope, then comes back. When it fails or is given up, the transaction is over.
    pub(crate) async fn within<T: Scope, R>(
        &mut self,
        scope: T,
        act: impl AsyncFnOnce(&mut Tx<T>) -> Result<R>,
    ) -> Result<R> {
        let mut tx = Tx::enter(self.open()?, scope).await?;
        let result = act(&mut tx).await?;
        tx.refresh_summary().await?;
        self.inner = Some(tx.open()?);
        self.take_role().await?;
        Ok(result)
    }

    fn open(&mut self) -> Result<Open> {
        let over = || sqlx::Error::Protocol("the transaction ended with a failed step".to_owned());
        self.inner.take().ok_or_else(|| Error::Database(over()))
    }

    /// Commits; until then nothing of this transaction exists.
    pub async fn commit(mut self) -> Result<()> {
        self.finish().await?;
        self.end().await
    }

    /// The same, and keeps the answer to a request that may be sent again, in one step.
    pub async fn commit_keeping(mut self, claim: &Claim, kept: &Kept) -> Result<()>
    where
        S: Notebook,
    {
        match (S::KEEP_AND_FINISH, self.to_finish()) {
            (Some(statement), Some(firm)) => {
                let query = sqlx::query_scalar(statement).bind(&claim.key).bind(sqlx::types::Json(kept));
                self.finished(query, firm).await?;
            }
            _ => {
                self.idempotency_answer(claim, kept).await?;
                self.finish().await?;
            }
        }
        self.end().await
    }

    /// Commits in a task of its own: a request may be given up while COMMIT is on its way, a commit may not. It can take as long as a standby takes
    /// to write it down, and no time limit of PostgreSQL's ends it: they are off once it begins. A cancelled wait would answer that all is well.
    async fn end(mut self) -> Result<()> {
        let Open { transaction, timer, _seat, .. } = self.open()?;
        let committing = tokio::spawn(async move {
            let outcome = transaction.commit().await;
            drop(_seat);
            outcome
        });
        let outcome = committing.await.unwrap_or(Err(sqlx::Error::WorkerCrashed));
        drop(timer);
        outcome.map_err(of_commit)
    }

    /// Only a copro's transaction sets the mark, and the function works on the copro in scope.
    async fn refresh_summary(&mut self) -> Result<()> {
        let Stale { registry, money } = std::mem::take(&mut self.stale);
        if registry || money {
            sqlx::query("SELECT app.refresh_summary($1, $2)")
                .bind(registry)
                .bind(money)
                .execute(self.conn())
                .await?;
        }
        Ok(())
    }

    /// Whether anything is left to do before a commit, and for which firm.
    fn to_finish(&self) -> Option<Option<Uuid>> {
        let writes = self.inner.as_ref().is_some_and(|open| open.writes);
        let firm = self.scope.syndic().filter(|_| writes);
        (firm.is_some() || self.stale.any()).then_some(firm)
    }

    async fn finish(&mut self) -> Result<()> {
        match self.to_finish() {
            Some(firm) => self.finished(sqlx::query_scalar("SELECT app.finish($1, $2, $3, $4)"), firm).await,
            None => Ok(()),
        }
    }

    /// The summary, and who holds the copro. It may change hands between the moment a caller was let in and this one: then nothing of theirs is
    /// written any more. Neither is it, where it has to be open, when it was closed meanwhile.
    async fn finished(&mut self, query: Finishing<'_>, firm: Option<Uuid>) -> Result<()> {
        let Stale { registry, money } = std::mem::take(&mut self.stale);
        let query = query.bind(registry).bind(money).bind(firm).bind(self.scope.needs_open());
        let found: String = query.fetch_one(self.conn()).await?;
        match found.as_str() {
            "held" => Ok(()),
            "closed" => Err(Refusal::CoproClosed.into()),
            _ => Err(Error::NotFound),
        }
    }
}
