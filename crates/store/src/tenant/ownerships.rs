use domain::ids::{LotId, OwnerId};
use domain::ownership::{NewOwnership, Period, Timeline, TimelineError};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Error, Result, TenantScope, Tx};

/// One owner's time on one lot; both days inclusive, the last one absent while it lasts.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Ownership {
    pub id: Uuid,
    pub lot_id: Uuid,
    pub lot_code: String,
    pub owner_id: Uuid,
    pub owner_name: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

impl Tx<TenantScope> {
    /// A lot's history of owners, oldest first.
    pub async fn ownership_list(&mut self, lot: LotId) -> Result<Vec<Ownership>> {
        let rows: Vec<Ownership> = sqlx::query_as(
            "SELECT p.id, p.lot_id, l.code AS lot_code, p.owner_id, o.name AS owner_name, p.valid_from, p.valid_to
               FROM tenant.ownerships p
               JOIN tenant.lots l ON l.tenant_id = p.tenant_id AND l.id = p.lot_id
               JOIN tenant.owners o ON o.tenant_id = p.tenant_id AND o.id = p.owner_id
              WHERE p.lot_id = $1 ORDER BY p.valid_from LIMIT 1000",
        )
        .bind(lot.uuid())
        .fetch_all(self.conn())
        .await?;
        Ok(rows)
    }

    /// Records a first owner or a sale: the seller owns through the day before.
    pub async fn ownership_transfer(&mut self, lot: LotId, new: &NewOwnership) -> Result<Ownership> {
        // Two sales of one lot at once wait for each other.
        let found = sqlx::query("SELECT 1 FROM tenant.lots WHERE id = $1 FOR UPDATE")
            .bind(lot.uuid())
            .fetch_optional(self.conn())
            .await?;
        if found.is_none() {
            return Err(Error::NotFound);
        }
        self.require_owner(new.owner_id, "owner_id").await?;
        let transfer = self.timeline(lot).await?.transfer(new.owner_id, new.valid_from).map_err(|error| {
            let field = if error == TimelineError::SameOwner { "owner_id" } else { "valid_from" };
            Error::Invalid(vec![error.violation(field)])
        })?;
        if let Some(ended) = transfer.ended {
            sqlx::query("UPDATE tenant.ownerships SET valid_to = $2 WHERE lot_id = $1 AND valid_to IS NULL")
                .bind(lot.uuid())
                .bind(ended.valid_to)
                .execute(self.conn())
                .await?;
        }
        let id = self.ownership_start(lot, new.owner_id, new.valid_from).await?;
        self.stale.registry = true;
        self.ownership_list(lot).await?.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
    }

    pub(crate) async fn ownership_start(&mut self, lot: LotId, owner: OwnerId, from: Date) -> Result<Uuid> {
        let id = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO tenant.ownerships (id, lot_id, owner_id, valid_from) VALUES ($1, $2, $3, $4)",
        )
        .bind(id)
        .bind(lot.uuid())
        .bind(owner.uuid())
        .bind(from)
        .execute(self.conn())
        .await?;
        Ok(id)
    }

    async fn timeline(&mut self, lot: LotId) -> Result<Timeline> {
        let periods = self.ownership_list(lot).await?.into_iter().map(|row| Period {
            owner: row.owner_id.into(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        });
        Timeline::new(periods.collect()).map_err(|error| Error::Invalid(vec![error.violation("valid_from")]))
    }
}
