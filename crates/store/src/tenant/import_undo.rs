//! Taking an import back: everything it made goes, everything it changed returns, or nothing happens at all.

use domain::ids::ImportId;
use sqlx::types::Json;
use time::OffsetDateTime;

use super::ROWS_TOLD;
use super::import_write::Before;
use super::imports::UNDO_HOURS;
use crate::{Error, Refusal, Result, TenantScope, Tx};

impl Tx<TenantScope> {
    /// Takes a committed import back. Refused after [`UNDO_HOURS`], and once anything was built on it: a charge, a sale, a key in use.
    pub async fn import_undo(&mut self, id: ImportId, now: OffsetDateTime) -> Result<()> {
        let import = self.import_in(id, &["committed"]).await?;
        let until = import.committed_at.map(|at| at + time::Duration::hours(UNDO_HOURS));
        if until.is_none_or(|until| now > until) {
            return Err(Refusal::UndoExpired.into());
        }
        let before: Option<Json<Before>> =
            sqlx::query_scalar("SELECT before FROM tenant.imports WHERE id = $1")
                .bind(id.uuid())
                .fetch_one(self.conn())
                .await?;
        // Forgotten since, because somebody it names asked to be.
        let before = before.ok_or(Refusal::UndoBlocked)?;
        self.take_back(id, &before.0).await.map_err(blocked)?;
        sqlx::query("UPDATE tenant.imports SET status = 'undone' WHERE id = $1")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        self.stale.registry = true;
        Ok(())
    }

    async fn take_back(&mut self, id: ImportId, before: &Before) -> Result<()> {
        self.refuse_later_sales(id).await?;
        self.restore_keys(id, before).await?;
        self.restore_owners_of_lots(id, before).await?;
        self.restore_lots(id, before).await?;
        for statement in [
            "DELETE FROM tenant.owners WHERE import_id = $1",
            "DELETE FROM tenant.persons WHERE import_id = $1",
        ] {
            sqlx::query(statement).bind(id.uuid()).execute(self.conn()).await?;
        }
        Ok(())
    }

    async fn refuse_later_sales(&mut self, id: ImportId) -> Result<()> {
        let sold_since: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM tenant.ownerships i JOIN tenant.ownerships o
                                ON o.tenant_id = i.tenant_id AND o.lot_id = i.lot_id AND o.valid_from > i.valid_from
                             WHERE i.import_id = $1 AND o.import_id IS DISTINCT FROM $1)",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        if sold_since { Err(Refusal::UndoBlocked.into()) } else { Ok(()) }
    }

    async fn restore_keys(&mut self, id: ImportId, before: &Before) -> Result<()> {
        for statement in [
            "DELETE FROM tenant.key_weights WHERE key_version_id IN (SELECT v.id FROM tenant.key_versions v
               JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id WHERE k.import_id = $1)",
            "DELETE FROM tenant.key_versions WHERE key_id IN (SELECT id FROM tenant.keys WHERE import_id = $1)",
            "DELETE FROM tenant.keys WHERE import_id = $1",
        ] {
            sqlx::query(statement).bind(id.uuid()).execute(self.conn()).await?;
        }
        for key in &before.keys {
            sqlx::query("DELETE FROM tenant.key_weights WHERE key_version_id = $1")
                .bind(key.version)
                .execute(self.conn())
                .await?;
            self.weights_put(key.version.into(), &key.weights).await?;
        }
        Ok(())
    }

    async fn restore_owners_of_lots(&mut self, id: ImportId, before: &Before) -> Result<()> {
        sqlx::query("DELETE FROM tenant.ownerships WHERE import_id = $1")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        sqlx::query(
            "UPDATE tenant.ownerships o SET valid_to = NULL
              WHERE o.lot_id = ANY($1)
                AND o.valid_from = (SELECT max(l.valid_from) FROM tenant.ownerships l WHERE l.tenant_id = o.tenant_id AND l.lot_id = o.lot_id)",
        )
        .bind(&before.sold)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn restore_lots(&mut self, id: ImportId, before: &Before) -> Result<()> {
        for statement in [
            "DELETE FROM tenant.key_weights WHERE lot_id IN (SELECT id FROM tenant.lots WHERE import_id = $1)",
            "DELETE FROM tenant.lots WHERE import_id = $1",
        ] {
            sqlx::query(statement).bind(id.uuid()).execute(self.conn()).await?;
        }
        if before.lots.is_empty() {
            return Ok(());
        }
        let statutory = self.statutory_version().await?;
        for lots in before.lots.chunks(ROWS_TOLD) {
            self.lots_put(statutory, lots).await?;
        }
        Ok(())
    }
}

/// Whatever keeps a row from going was built on it since.
fn blocked(error: Error) -> Error {
    let refused = match &error {
        Error::Refused(Refusal::KeyVersionUsed) => true,
        Error::Database(error) => {
            error.as_database_error().is_some_and(|error| error.is_foreign_key_violation())
        }
        _ => false,
    };
    if refused { Refusal::UndoBlocked.into() } else { error }
}
