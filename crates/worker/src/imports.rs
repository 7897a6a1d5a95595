//! The dry run and the writing of an import.

use std::convert::Infallible;
use std::time::Duration;

use documents::table::{self, Table};
use domain::ids::ImportId;
use domain::import::{ImportPlan, plan};
use store::tenant::imports::Import;
use store::{Refusal, TenantScope, Tx};
use tokio::sync::watch;

use crate::heavy::heavy;
use crate::{JobError, Worker};

/// Progress is looked at, not counted on.
const REPORT_EVERY: Duration = Duration::from_millis(250);

impl Worker {
    pub(crate) async fn import_check(&self, scope: &TenantScope, id: ImportId) -> Result<(), JobError> {
        let mut tx = self.store.begin(scope, "imports.check").await?;
        let import = tx.import(id).await?;
        if import.status != "checking" {
            return Ok(());
        }
        let planned = planned(&mut tx, &import).await?;
        tx.import_checked(id, &planned.errors, planned.error_count, &planned.summary).await?;
        Ok(tx.commit().await?)
    }

    /// Plans again on the copro as it is now, and writes in one transaction; progress is reported beside it.
    pub(crate) async fn import_commit(&self, scope: &TenantScope, id: ImportId) -> Result<(), JobError> {
        let mut tx = self.store.begin(scope, "imports.commit").await?;
        let import = tx.import(id).await?;
        if import.status != "committing" {
            return Ok(());
        }
        let planned = planned(&mut tx, &import).await?;
        if planned.error_count > 0 {
            return Err(store::Error::Refused(Refusal::Stale).into());
        }
        let mut writer = tx.import_begin(id, &planned, (self.today)()).await?;
        let (tell, told) = watch::channel(0);
        let writing = async {
            while tx.import_round(&mut writer).await? {
                tell.send_replace(writer.rows_done());
            }
            store::Result::Ok(())
        };
        tokio::select! {
            written = writing => written?,
            never = self.reports(scope, id, told) => match never {},
        }
        tx.import_finish(writer).await?;
        Ok(tx.commit().await?)
    }

    /// Tells how far it is while it goes on; the writing does not wait for it.
    async fn reports(
        &self,
        scope: &TenantScope,
        id: ImportId,
        mut told: watch::Receiver<usize>,
    ) -> Infallible {
        loop {
            if told.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
            let done = *told.borrow_and_update();
            self.report(scope, id, done).await;
            tokio::time::sleep(REPORT_EVERY).await;
        }
    }

    /// Progress is a courtesy: failing to report it fails nothing.
    async fn report(&self, scope: &TenantScope, id: ImportId, done: usize) {
        let reported = async {
            let mut tx = self.store.begin(scope, "imports.progress").await?;
            tx.import_progress(id, done).await?;
            tx.commit().await
        };
        if let Err(error) = reported.await {
            tracing::debug!(error = %error, "import progress not reported");
        }
    }
}

async fn planned(tx: &mut Tx<TenantScope>, import: &Import) -> Result<ImportPlan, JobError> {
    let source = tx.import_source(import.id.into()).await?;
    let existing = tx.existing_copro().await?;
    let mapping = import.mapping.clone();
    heavy(move || {
        let source = as_text(source)?;
        Ok(plan(table::rows_of(&source), &mapping, &existing))
    })
    .await?
}

/// An earlier release kept tables as documents; one may still wait to be imported.
fn as_text(source: String) -> Result<String, JobError> {
    if !source.starts_with('{') {
        return Ok(source);
    }
    let table: Table =
        serde_json::from_str(&source).map_err(|_| JobError::Malformed("the stored table cannot be read"))?;
    Ok(table.to_text())
}

/// The code of the problem to show for an import that was given up.
pub(crate) fn problem_of(outcome: &Result<(), JobError>) -> &'static str {
    match outcome {
        Err(JobError::Store(store::Error::Refused(Refusal::KeyVersionUsed))) => "key-version-used",
        Err(JobError::Store(store::Error::Refused(_))) => "conflict",
        _ => "internal",
    }
}
