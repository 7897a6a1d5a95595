//! A copro moves to the firm that accepted it.
//!
//! Three steps, each of which may be the last this worker lives to see: the package is made and stored; the copro moves in one transaction that
//! refuses if anything was written since; both firms are told. Run again, each step finds what is already done.

use documents::mail::{self, TransferDoneMail};
use files::{PackageKey, PackageOf};
use store::FirmScope;
use store::leaving::transfers::{Handover, Move, Transfer, TransferScopes};
use uuid::Uuid;

use crate::handover::Occasion;
use crate::{JobError, Worker};

/// Packages made in one run before it is put off: somebody is writing all the time.
const ATTEMPTS: usize = 3;

/// Where a test may stop a run, as a crash would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The package is made and not stored.
    Packed,
    /// The package is stored and the copro has not moved.
    Stored,
    /// The copro has moved and nobody was told.
    Moved,
}

impl Worker {
    pub(crate) async fn transfer_execute(&self, scopes: &TransferScopes, id: Uuid) -> Result<(), JobError> {
        for _ in 0..ATTEMPTS {
            let mut tx = self.store.begin_read(&scopes.from, "transfers.read").await?;
            let (transfer, handover) = (tx.transfer(id).await?, tx.handover_of(id).await?);
            let to_firm = transfer.receiving_firm.clone().unwrap_or_default();
            drop(tx);
            match (transfer.state.as_str(), handover) {
                ("done", Some(handover)) => return self.transfer_finish(scopes, &transfer, &handover).await,
                ("accepted", Some(_)) => {}
                // Given up by an earlier run.
                _ => return Ok(()),
            }
            self.transfer_move(scopes, &transfer, &to_firm).await?;
        }
        Err(JobError::Busy)
    }

    /// Makes the package and moves the copro, unless something was written in between: then the next round begins anew.
    async fn transfer_move(
        &self,
        scopes: &TransferScopes,
        transfer: &Transfer,
        to_firm: &str,
    ) -> Result<(), JobError> {
        let made = self.copro_package(&scopes.copro, &Occasion::Handover { transfer, to_firm }).await?;
        self.passed(Step::Packed, scopes).await?;
        let key = PackageKey {
            firm: scopes.from.firm(),
            of: PackageOf::Transfer(transfer.id),
            build: Uuid::now_v7(),
        };
        let package = made.archive.built(key.build);
        self.files.package_put(&key, tokio::fs::File::from_std(made.archive.file)).await?;
        self.passed(Step::Stored, scopes).await?;
        let mut tx = self.store.begin(&scopes.copro, "transfers.execute").await?;
        let moved = tx.transfer_execute(transfer.id, &made.stamp, &package).await?;
        if moved == Move::Moved {
            tx.commit().await?;
            return self.passed(Step::Moved, scopes).await;
        }
        drop(tx);
        Ok(self.files.package_delete(&key).await?)
    }

    /// Tells both firms, and clears away what runs that died have left in the file store.
    async fn transfer_finish(
        &self,
        scopes: &TransferScopes,
        transfer: &Transfer,
        handover: &Handover,
    ) -> Result<(), JobError> {
        if let Some(build) = handover.build {
            let key = PackageKey { firm: scopes.from.firm(), of: PackageOf::Transfer(transfer.id), build };
            self.files.package_only(&key).await?;
        }
        self.transfer_tell(&scopes.from, transfer, true).await?;
        self.transfer_tell(&scopes.to, transfer, false).await
    }

    async fn transfer_tell(&self, firm: &FirmScope, transfer: &Transfer, gave: bool) -> Result<(), JobError> {
        let mut tx = self.store.begin(firm, "transfers.tell").await?;
        let mails: Vec<serde_json::Value> = tx
            .admins()
            .await?
            .into_iter()
            .map(|admin| {
                let mail = mail::transfer_done(&TransferDoneMail {
                    language: admin.language,
                    copro: transfer.copro_name.clone(),
                    to_firm: transfer.receiving_firm.clone().unwrap_or_default(),
                    gave,
                });
                serde_json::json!({ "to": admin.email, "mail": mail })
            })
            .collect();
        Ok(tx.transfer_notify(transfer.id, &mails).await?)
    }

    async fn passed(&self, step: Step, scopes: &TransferScopes) -> Result<(), JobError> {
        match &self.interrupt {
            Some(interrupt) if interrupt(step, scopes.copro.tenant()).await => Err(JobError::Busy),
            _ => Ok(()),
        }
    }
}
