//! A firm takes a copy of everything in a copro, without handing it over.
//!
//! The package is made and stored, then it takes the place of the one before. Run again before that, a new build is made; what dead runs
//! have stored goes with the last step, or with the package when its time is over.

use files::{PackageKey, PackageOf};
use store::WorkerScope;
use store::leaving::exports::ExportScopes;
use uuid::Uuid;

use crate::handover::Occasion;
use crate::{JobError, Worker};

/// Packages forgotten in one go; what is left waits for the next.
const BATCH: i32 = 200;

impl Worker {
    pub(crate) async fn copro_export(&self, scopes: &ExportScopes, id: Uuid) -> Result<(), JobError> {
        let mut tx = self.store.begin_read(&scopes.firm, "exports.read").await?;
        let asked = tx.export(id).await?;
        drop(tx);
        if asked.status != "building" {
            return Ok(());
        }
        let made = self.copro_package(&scopes.copro, &Occasion::Export { id }).await?;
        let key = PackageKey { firm: scopes.firm.firm(), of: PackageOf::Export(id), build: Uuid::now_v7() };
        let package = made.archive.built(key.build);
        self.files.package_put(&key, tokio::fs::File::from_std(made.archive.file)).await?;
        // Refused when another firm manages the copro by now: what it wrote since is none of this one's.
        let mut tx = self.store.begin(&scopes.copro, "exports.ready").await?;
        let first = tx.export_ready(id, &package).await?;
        tx.commit().await?;
        match first {
            true => self.files.package_only(&key).await?,
            false => self.files.package_delete(&key).await?,
        }
        Ok(())
    }

    pub(crate) async fn export_give_up(&self, scopes: &ExportScopes, id: Uuid) -> store::Result<()> {
        let mut tx = self.store.begin(&scopes.firm, "exports.give_up").await?;
        tx.export_failed(id).await?;
        tx.commit().await
    }

    /// Deletes packages whose time is over: the bytes first, so that a row is left as long as there is something to delete.
    pub async fn forget_exports(&self) -> Result<usize, JobError> {
        let mut tx = self.store.begin(&WorkerScope, "exports.expired").await?;
        let expired = tx.exports_expired(BATCH).await?;
        drop(tx);
        for (firm, id) in &expired {
            self.files.package_clear(*firm, PackageOf::Export(*id)).await?;
            let mut tx = self.store.begin(&WorkerScope, "exports.forget").await?;
            tx.export_forget(*firm, *id).await?;
            tx.commit().await?;
        }
        Ok(expired.len())
    }
}
