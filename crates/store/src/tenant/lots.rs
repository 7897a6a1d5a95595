use domain::ids::{LotId, OwnerId};
use domain::lot::{LotPatch, NewLot};
use domain::violation::{Violation, code};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::admit::sealed::Look;
use crate::wire::{Group, Param, Reply, Statement, wire_row};
use crate::{Error, Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// A private part with its statutory shares and today's owner.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Lot {
    pub id: Uuid,
    pub code: String,
    #[schema(value_type = domain::lot::LotNature)]
    pub nature: String,
    pub description: Option<String>,
    pub floor: Option<String>,
    pub shares: i64,
    pub owner: Option<LotOwner>,
    pub position: i32,
}

/// Who owns a lot, and since when.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LotOwner {
    pub id: Uuid,
    pub name: String,
    pub since: Date,
}

#[derive(sqlx::FromRow)]
struct LotRow {
    id: Uuid,
    code: String,
    nature: String,
    description: Option<String>,
    floor: Option<String>,
    shares: i64,
    position: i32,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    since: Option<Date>,
}

wire_row!(LotRow {
    id: Uuid,
    code: String,
    nature: String,
    description: Option<String>,
    floor: Option<String>,
    shares: i64,
    position: i32,
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    since: Option<Date>,
});

const LOTS: &str = "SELECT l.id, l.code, l.nature, l.description, l.floor, coalesce(w.weight, 0) AS shares, l.position,
                           o.id AS owner_id, o.name AS owner_name, p.valid_from AS since
                      FROM tenant.lots l
                      LEFT JOIN tenant.key_weights w ON w.tenant_id = l.tenant_id AND w.lot_id = l.id AND w.key_version_id = (
                           SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
                            WHERE k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)
                      LEFT JOIN tenant.ownerships p ON p.tenant_id = l.tenant_id AND p.lot_id = l.id AND p.valid_to IS NULL
                      LEFT JOIN tenant.owners o ON o.tenant_id = p.tenant_id AND o.id = p.owner_id
                     WHERE CASE WHEN $1::text IS NULL THEN true ELSE l.code ILIKE $1 OR l.description ILIKE $1 OR o.name ILIKE $1 END
                       AND (l.position, l.id) > ($2::int, $3::uuid)
                     ORDER BY l.position, l.id LIMIT $4";
static LOT_PAGE: Statement = Statement::reading::<LotRow>(LOTS);

/// A page of the lots, in one round trip.
pub struct LotPage<'q>(pub &'q PageQuery);

impl LotPage<'_> {
    fn cut(&self, rows: Vec<LotRow>) -> Page<Lot> {
        Page::cut(rows, self.0, |row| (row.position.to_string(), row.id.to_string())).map(Lot::from)
    }
}

impl Look<TenantScope> for LotPage<'_> {
    type Answer = Page<Lot>;
    const NAME: &'static str = "lots.list";

    fn ask(&self, _: &TenantScope, group: Group) -> Group {
        let (position, id) = self.0.after_place();
        let pattern = self.0.pattern();
        let params = [
            Param::Text(pattern.as_deref()),
            Param::Int4(Some(position)),
            Param::Uuid(Some(id)),
            Param::Int8(self.0.fetch()),
        ];
        group.then(&LOT_PAGE, &params)
    }

    fn answer(&self, _: &TenantScope, reply: &Reply, first: usize) -> Result<Page<Lot>> {
        Ok(self.cut(reply.rows(first)?))
    }
}

impl From<LotRow> for Lot {
    fn from(row: LotRow) -> Lot {
        let owner = match (row.owner_id, row.owner_name, row.since) {
            (Some(id), Some(name), Some(since)) => Some(LotOwner { id, name, since }),
            _ => None,
        };
        Lot {
            id: row.id,
            code: row.code,
            nature: row.nature,
            description: row.description,
            floor: row.floor,
            shares: row.shares,
            owner,
            position: row.position,
        }
    }
}

impl Tx<TenantScope> {
    pub async fn lot_list(&mut self, query: &PageQuery) -> Result<Page<Lot>> {
        let (position, id) = query.after_place();
        let rows: Vec<LotRow> = sqlx::query_as(LOTS)
            .bind(query.pattern())
            .bind(position)
            .bind(id)
            .bind(query.fetch())
            .fetch_all(self.conn())
            .await?;
        Ok(LotPage(query).cut(rows))
    }

    pub async fn lot(&mut self, id: LotId) -> Result<Lot> {
        let statutory = self.statutory_version().await?;
        let row: LotRow = sqlx::query_as(
            "SELECT l.id, l.code, l.nature, l.description, l.floor, l.position, coalesce(w.weight, 0) AS shares,
                    o.id AS owner_id, o.name AS owner_name, p.valid_from AS since
               FROM tenant.lots l
               LEFT JOIN tenant.key_weights w ON w.tenant_id = l.tenant_id AND w.lot_id = l.id AND w.key_version_id = $2
               LEFT JOIN tenant.ownerships p ON p.tenant_id = l.tenant_id AND p.lot_id = l.id AND p.valid_to IS NULL
               LEFT JOIN tenant.owners o ON o.tenant_id = p.tenant_id AND o.id = p.owner_id
              WHERE l.id = $1",
        )
        .bind(id.uuid())
        .bind(statutory.uuid())
        .fetch_one(self.conn())
        .await?;
        Ok(row.into())
    }

    /// Adds a lot with its statutory shares and, if given, its first owner.
    pub async fn lot_create(&mut self, new: &NewLot, today: Date) -> Result<Lot> {
        let id = LotId::from(Uuid::now_v7());
        let position = sqlx::query_scalar(
            "INSERT INTO tenant.lots (id, code, nature, description, floor, position)
             SELECT $1, $2, $3, $4, $5, coalesce(max(position), 0) + 1 FROM tenant.lots RETURNING position",
        )
        .bind(id.uuid())
        .bind(&new.code)
        .bind(new.nature.as_str())
        .bind(new.description.as_deref())
        .bind(new.floor.as_deref())
        .fetch_one(self.conn())
        .await
        .map_err(|error| code_taken(error, &new.code))?;
        // Once the copro is live its shares are frozen: a new lot comes in without any, and a new version of the key gives it some.
        if new.shares > 0 {
            self.statutory_weight_set(id, new.shares).await?;
        }
        let owner = match new.owner_id {
            Some(owner) => Some(self.lot_first_owner(id, owner, new.owned_from.unwrap_or(today)).await?),
            None => None,
        };
        self.stale.registry = true;
        Ok(Lot {
            id: id.uuid(),
            code: new.code.clone(),
            nature: new.nature.as_str().to_owned(),
            description: new.description.clone(),
            floor: new.floor.clone(),
            shares: new.shares,
            owner,
            position,
        })
    }

    async fn lot_first_owner(&mut self, lot: LotId, owner: OwnerId, since: Date) -> Result<LotOwner> {
        let name = self.require_owner(owner, "owner_id").await?;
        self.ownership_start(lot, owner, since).await?;
        Ok(LotOwner { id: owner.uuid(), name, since })
    }

    pub async fn lot_update(&mut self, id: LotId, patch: &LotPatch) -> Result<()> {
        let done = sqlx::query(
            "UPDATE tenant.lots SET code = coalesce($2, code), nature = coalesce($3, nature),
                    description = CASE WHEN $4 THEN $5 ELSE description END, floor = CASE WHEN $6 THEN $7 ELSE floor END,
                    position = coalesce($8, position)
              WHERE id = $1",
        )
        .bind(id.uuid())
        .bind(patch.code.as_deref())
        .bind(patch.nature.map(|nature| nature.as_str()))
        .bind(patch.description.is_some())
        .bind(patch.description.clone().flatten())
        .bind(patch.floor.is_some())
        .bind(patch.floor.clone().flatten())
        .bind(patch.position)
        .execute(self.conn())
        .await
        .map_err(|error| code_taken(error, patch.code.as_deref().unwrap_or_default()))?;
        if done.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        if let Some(shares) = patch.shares
            && shares != self.lot(id).await?.shares
        {
            self.statutory_weight_set(id, shares).await?;
        }
        self.stale.registry = true;
        Ok(())
    }

    /// Removes a lot that nothing refers to yet: no charge, no used key.
    pub async fn lot_delete(&mut self, id: LotId) -> Result<()> {
        let lot = self.lot(id).await?;
        for statement in
            ["DELETE FROM tenant.key_weights WHERE lot_id = $1", "DELETE FROM tenant.lots WHERE id = $1"]
        {
            let deleted = sqlx::query(statement).bind(id.uuid()).execute(self.conn()).await;
            deleted.map_err(|error| in_use(error, &lot.code))?;
        }
        self.stale.registry = true;
        Ok(())
    }

    /// The name of an owner. A reference in a body to one that this copro does not have is a wrong field, not a missing page.
    pub(crate) async fn require_owner(&mut self, owner: OwnerId, field: &str) -> Result<String> {
        let name: Option<String> = sqlx::query_scalar("SELECT name FROM tenant.owners WHERE id = $1")
            .bind(owner.uuid())
            .fetch_optional(self.conn())
            .await?;
        name.ok_or_else(|| vec![Violation::new(field, code::UNKNOWN_REFERENCE)].into())
    }
}

/// A used key or a charge refers to the lot: its history keeps it.
fn in_use(error: sqlx::Error, code: &str) -> Error {
    let referred = error.as_database_error().is_some_and(|error| error.is_foreign_key_violation());
    match Error::from(error) {
        Error::Refused(Refusal::KeyVersionUsed) => Refusal::LotInUse { code: code.to_owned() }.into(),
        _ if referred => Refusal::LotInUse { code: code.to_owned() }.into(),
        error => error,
    }
}

fn code_taken(error: sqlx::Error, code: &str) -> Error {
    Error::from(error)
        .on_constraint("lots_tenant_id_code_key", || Refusal::LotCodeTaken { code: code.to_owned() })
}
