//! The operators' side of the database: a pool of its own login, which sees no tenant's data but through a support window.

pub mod accounts;
pub mod capacity;
pub mod customers;
pub mod looking;
pub mod messages;
pub mod queue;
pub mod quota;
pub mod revenue;
pub mod windows;

use access::operator::Operator;
use uuid::Uuid;

use crate::{OpenError, OpsScope, Options, Result, Store, SupportScope, Tx};

/// Connections of the login role `koprogo_operator`. It cannot open any other scope than the two below.
#[derive(Clone, Debug)]
pub struct OpsStore(Store);

/// What an operator is about to look at, as it is noted for the tenant.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub window: Uuid,
    /// The operation of the API.
    pub operation: &'static str,
    /// The name of the one statement this look is good for.
    pub statement: &'static str,
    /// The rows it names, if it names any.
    pub ids: &'a [Uuid],
}

impl OpsStore {
    pub async fn connect(options: &Options) -> std::result::Result<OpsStore, OpenError> {
        Ok(OpsStore(Store::connect_as(options, "koprogo_operator").await?))
    }

    pub async fn begin(&self, name: &'static str) -> Result<Tx<OpsScope>> {
        self.0.begin(&OpsScope, name).await
    }

    /// Notes a look in a transaction of its own, then opens the transaction that may look: once. A look that cannot be noted does not
    /// happen, and one that is rolled back stays noted. The database asks for the note; forgetting this method shows nothing.
    pub async fn look(&self, operator: &Operator, look: Look<'_>) -> Result<Tx<SupportScope>> {
        let mut noting = self.begin("support.note").await?;
        let note: Uuid = sqlx::query_scalar("SELECT app.support_note($1, $2, $3, $4, $5)")
            .bind(operator.token_hash.as_slice())
            .bind(look.window)
            .bind(look.operation)
            .bind(look.statement)
            .bind(sqlx::types::Json(look.ids))
            .fetch_one(noting.conn())
            .await?;
        noting.commit().await?;
        let mut tx = self.0.begin(&SupportScope(()), look.statement).await?;
        sqlx::query("SELECT set_config('app.support_note', $1, true)")
            .bind(note.to_string())
            .execute(tx.conn())
            .await?;
        Ok(tx)
    }

    pub async fn ready(&self) -> bool {
        self.0.ready().await
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}
