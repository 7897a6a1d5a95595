//! A firm ends its management of a copro, and takes it up again.

use domain::copro::{Closing, CoproStatus};
use time::Date;

use crate::{Refusal, Result, TenantScope, Tx};

/// The plan of the firm and what it uses of it, with the firm locked.
pub struct Room {
    pub plan: String,
    /// The version of the catalogue the firm keeps.
    pub version: Option<String>,
    pub copros: u64,
}

impl Tx<TenantScope> {
    /// Closes the copro for writing: from the firm's next civil day on it is not billed. Whoever is committing is waited for, and whoever comes
    /// later is refused, so the end of the copro's log is the end of its management.
    pub async fn copro_close(&mut self, closing: &Closing, today: Date) -> Result<()> {
        // In the order in which writers take them: the copro, then the firm's row about it.
        sqlx::query("SELECT 1 FROM tenant.copro FOR UPDATE").execute(self.conn()).await?;
        let copro = self.copro().await?;
        let (_, status) = copro.as_new()?;
        let closed = status.closed().ok_or(Refusal::CoproClosed)?;
        closing.validate(&copro.name)?;
        sqlx::query("SELECT app.stop_writers()").execute(self.conn()).await?;
        sqlx::query(
            "UPDATE tenant.copro SET status = $1, closed_on = $2, closed_for = $3, closing_note = $4, updated_at = now()",
        )
        .bind(closed.as_str())
        .bind(today)
        .bind(closing.reason.as_str())
        .bind(closing.note.as_deref())
        .execute(self.conn())
        .await?;
        self.stale.registry = true;
        Ok(())
    }

    /// What the firm's plan has room for. Asked before the copro is locked: adding a copro to a firm locks in this order, too.
    pub async fn firm_room(&mut self) -> Result<Room> {
        self.within(self.syndic_scope(), async |tx| {
            let (plan, version) = tx.plan().await?;
            Ok(Room { plan, version, copros: tx.copros_counted().await? })
        })
        .await
    }

    /// Opens the copro again, as what it was.
    pub async fn copro_reopen(&mut self) -> Result<()> {
        sqlx::query("SELECT 1 FROM tenant.copro FOR UPDATE").execute(self.conn()).await?;
        let copro = self.copro().await?;
        let (_, status): (_, CoproStatus) = copro.as_new()?;
        let open = status.reopened(copro.activated_on.is_some()).ok_or(Refusal::CoproNotClosed)?;
        sqlx::query(
            "UPDATE tenant.copro SET status = $1, closed_on = NULL, closed_for = NULL, closing_note = NULL, updated_at = now()",
        )
        .bind(open.as_str())
        .execute(self.conn())
        .await?;
        self.stale.registry = true;
        Ok(())
    }
}
