//! The dry run and the writing of an import.

use std::collections::BTreeMap;

use documents::table::Table;
use domain::ids::ImportId;
use domain::import::{ImportPlan, MAX_ROWS, plan};
use store::tenant::imports::Import;
use store::{Refusal, TenantScope, Tx};

use crate::{JobError, Worker};

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
        while tx.import_round(&mut writer).await? {
            self.report(scope, id, writer.rows_done()).await;
        }
        tx.import_finish(writer).await?;
        Ok(tx.commit().await?)
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
    let table: Table =
        serde_json::from_value(source).map_err(|_| JobError::Malformed("the stored table cannot be read"))?;
    let existing = tx.existing_copro().await?;
    Ok(plan(&as_in_the_file(table), &import.mapping, &existing))
}

/// The rows where the file has them, blank ones included, so that a message names the row a person sees.
fn as_in_the_file(table: Table) -> Vec<Vec<String>> {
    const FIRST_ROW: usize = 2;
    let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(FIRST_ROW);
    let last = table.rows.last().map_or(0, |row| place(row.number));
    if last >= MAX_ROWS {
        // Thousands of blank rows in between: counting them would refuse a file that is small.
        return table.rows.into_iter().map(|row| row.cells).collect();
    }
    let mut rows: BTreeMap<usize, Vec<String>> =
        table.rows.into_iter().map(|row| (place(row.number), row.cells)).collect();
    (0..=last).map(|index| rows.remove(&index).unwrap_or_default()).collect()
}

/// The code of the problem to show for an import that was given up.
pub(crate) fn problem_of(outcome: &Result<(), JobError>) -> &'static str {
    match outcome {
        Err(JobError::Store(store::Error::Refused(Refusal::KeyVersionUsed))) => "key-version-used",
        Err(JobError::Store(store::Error::Refused(_))) => "conflict",
        _ => "internal",
    }
}
