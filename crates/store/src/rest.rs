//! Connections at rest: what the next request would find on them.

use crate::Store;

impl Store {
    /// Connections at rest that still carry something of the request before: a role, a scope, an actor or an open transaction. Always 0,
    /// unless transactions are begun, entered or dropped in a new and wrong way; drills and tests ask.
    pub async fn unclean_connections(&self) -> Result<usize, sqlx::Error> {
        let mut resting = Vec::new();
        // All at once: one that is given back in between would be looked at twice.
        while let Some(connection) = self.pool.try_acquire() {
            resting.push(connection);
        }
        let mut unclean = 0;
        for connection in &mut resting {
            // Not prepared: sent as one message, a statement outside any transaction begins its own at the very same moment.
            let statement = sqlx::raw_sql(
                "SELECT 1 WHERE current_user <> session_user OR now() <> statement_timestamp()
                    OR concat(current_setting('app.tenant_id', true), current_setting('app.firm_id', true),
                              current_setting('app.actor', true), current_setting('app.action', true)) <> ''",
            );
            unclean += statement.fetch_all(&mut **connection).await?.len();
        }
        Ok(unclean)
    }
}
