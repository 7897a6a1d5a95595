//! Each firm's civil day, stepped once it has begun: trials end, periods close, debts are reminded of.

use store::{BillingScope, WorkerScope};

use crate::{JobError, Worker};

/// Firms of one round.
const ROUND: i32 = 200;
/// Rounds of one run: what is left waits a minute.
const ROUNDS_MAX: usize = 50;

impl Worker {
    /// Steps every firm whose day has begun and was not stepped; how many. A firm whose account cannot be worked on is reported and left for
    /// the next run: it does not hold up the others.
    pub async fn step_days(&self) -> Result<usize, JobError> {
        let mut stepped = 0;
        let mut failed = 0;
        for _ in 0..ROUNDS_MAX {
            let mut tx = self.store.begin(&WorkerScope, "billing.due").await?;
            let due = tx.billing_due((self.now)(), ROUND).await?;
            tx.commit().await?;
            // Those that failed in this run stand first in the next round: without others behind them the run is over.
            if due.len() <= failed {
                break;
            }
            failed = 0;
            for scope in &due {
                match self.step_day(scope).await {
                    Ok(()) => stepped += 1,
                    Err(error) => {
                        failed += 1;
                        tracing::error!(firm.id = %scope.firm(), error = %error, "the day of an account cannot be stepped");
                    }
                }
            }
        }
        metrics::gauge!("koprogo_billing_days_failed")
            .set(f64::from(u32::try_from(failed).unwrap_or(u32::MAX)));
        Ok(stepped)
    }

    /// One firm, stepped whether or not it was stepped today: what waits is issued when it can be.
    pub(crate) async fn step_day(&self, scope: &BillingScope) -> Result<(), JobError> {
        let mut tx = self.store.begin(scope, "billing.day").await?;
        let sitting = tx.at_desk(&self.rules, (self.now)(), |_| Ok(())).await?;
        tx.commit().await?;
        if let Some(wait) = sitting.wait {
            tracing::info!(firm.id = %scope.firm(), %wait, "a document waits");
        }
        Ok(())
    }
}
