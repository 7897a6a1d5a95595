//! What the worker has to look at next, over all firms: ids and nothing else.

use access::caller::Actor;
use time::OffsetDateTime;
use uuid::Uuid;

use super::BillingScope;
use crate::{Result, Tx, WorkerScope};

impl Tx<WorkerScope> {
    /// Firms whose civil day has not been stepped, at most `count`.
    pub async fn billing_due(&mut self, now: OffsetDateTime, count: i32) -> Result<Vec<BillingScope>> {
        let firms: Vec<Uuid> = sqlx::query_scalar("SELECT app.billing_due($1, $2)")
            .bind(now)
            .bind(count)
            .fetch_all(self.conn())
            .await?;
        Ok(firms.into_iter().map(platform).collect())
    }

    /// Collections that nobody knows the end of, and that are due to be looked at.
    pub async fn collections_due(
        &mut self,
        now: OffsetDateTime,
        count: i32,
    ) -> Result<Vec<(BillingScope, String)>> {
        let rows: Vec<(Uuid, String)> =
            sqlx::query_as("SELECT firm_id, invoice FROM app.collections_due($1, $2)")
                .bind(now)
                .bind(count)
                .fetch_all(self.conn())
                .await?;
        Ok(rows.into_iter().map(|(firm, invoice)| (platform(firm), invoice)).collect())
    }
}

pub(super) fn platform(firm: Uuid) -> BillingScope {
    BillingScope { firm: firm.into(), actor: Actor::Platform }
}
