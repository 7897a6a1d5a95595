//! What operators asked for about accounts: taken one at a time in the firm's own scope, so that what is done and that it is done are
//! written together or not at all.

use access::caller::Actor;
use serde_json::Value;
use uuid::Uuid;

use super::BillingScope;
use crate::ops::customers::Instruction;
use crate::{Error, Result, Tx, WorkerScope};

/// An instruction that waits, and the account it is about, entered on behalf of whoever gave it.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: Uuid,
    pub scope: BillingScope,
}

impl Tx<WorkerScope> {
    /// In the order in which they were given, at most `count`.
    pub async fn instructions_due(&mut self, count: i32) -> Result<Vec<Waiting>> {
        let rows: Vec<(Uuid, Uuid, Uuid)> =
            sqlx::query_as("SELECT id, firm_id, operator_id FROM app.instructions_due($1)")
                .bind(count)
                .fetch_all(self.conn())
                .await?;
        let scope =
            |firm: Uuid, operator| BillingScope { firm: firm.into(), actor: Actor::Operator(operator) };
        Ok(rows
            .into_iter()
            .map(|(id, firm, operator)| Waiting { id, scope: scope(firm, operator) })
            .collect())
    }
}

impl Tx<BillingScope> {
    /// Takes an instruction until the transaction ends. Nothing: it is done.
    pub async fn instruction_take(&mut self, id: Uuid) -> Result<Option<Instruction>> {
        let row: Option<(String, Value)> =
            sqlx::query_as("SELECT kind, payload FROM app.instruction_take($1)")
                .bind(id)
                .fetch_optional(self.conn())
                .await?;
        let read = row.map(|(_, asked)| serde_json::from_value(asked)).transpose();
        read.map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
    }

    /// It is done; `why_not`: nothing came of it.
    pub async fn instruction_done(&mut self, id: Uuid, why_not: Option<&str>) -> Result<()> {
        sqlx::query("SELECT app.instruction_done($1, $2)")
            .bind(id)
            .bind(why_not)
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
