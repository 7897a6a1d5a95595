use domain::communication::Vcs;
use domain::ids::OwnerId;
use domain::ledger::VoucherKind;
use domain::receipt::NewReceipt;
use domain::violation::{Violation, code};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ledger::{Posted, VoucherRef};
use crate::{Error, Result, TenantScope, Tx};

/// A payment that was posted to an owner's account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    pub id: Uuid,
    pub number: String,
    pub entry_id: Uuid,
    pub owner_id: Uuid,
}

impl Tx<TenantScope> {
    /// Posts money received from an owner, who is named or found by the structured communication.
    pub async fn receipt_record(&mut self, new: &NewReceipt) -> Result<Receipt> {
        self.require_active().await?;
        let owner = self.receipt_owner(new).await?;
        let id = Uuid::now_v7();
        let description = match new.vcs() {
            Some(vcs) => vcs.to_string(),
            None => domain::receipt::description(self.copro().await?.language()?).to_owned(),
        };
        let posting = new
            .posting(owner, description)
            .map_err(|_| vec![Violation::new("amount_cents", code::AMOUNT_NOT_POSITIVE)])?;
        let Posted { id: entry, number } =
            self.entry_post(&posting, VoucherRef { kind: VoucherKind::Receipt, id }).await?;
        let by = self.scope.user.uuid();
        sqlx::query(
            "INSERT INTO tenant.receipts (id, number, owner_id, received_on, amount_cents, fund, communication, entry_id, recorded_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id)
        .bind(&number)
        .bind(owner.uuid())
        .bind(new.received_on)
        .bind(new.amount_cents.0)
        .bind(new.into.as_str())
        .bind(new.communication.as_deref())
        .bind(entry.uuid())
        .bind(by)
        .execute(self.conn())
        .await?;
        Ok(Receipt { id, number, entry_id: entry.uuid(), owner_id: owner.uuid() })
    }

    async fn receipt_owner(&mut self, new: &NewReceipt) -> Result<OwnerId> {
        if let Some(owner) = new.owner_id {
            self.require_owner(owner, "owner_id").await?;
            return Ok(owner);
        }
        let found = match new.vcs() {
            Some(vcs) => self.owner_by_communication(vcs).await?,
            None => None,
        };
        found.ok_or_else(|| Error::Invalid(vec![Violation::new("communication", code::UNKNOWN_REFERENCE)]))
    }

    async fn owner_by_communication(&mut self, vcs: Vcs) -> Result<Option<OwnerId>> {
        let number = vcs.owner_number().and_then(|number| i32::try_from(number).ok());
        let owner: Option<Uuid> = sqlx::query_scalar(
            "SELECT owner_id FROM tenant.notices WHERE communication = $1
              UNION ALL SELECT id FROM tenant.owners WHERE number = $2 LIMIT 1",
        )
        .bind(vcs.digits())
        .bind(number)
        .fetch_optional(self.conn())
        .await?;
        Ok(owner.map(OwnerId::from))
    }
}
