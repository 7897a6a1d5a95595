//! Writing a checked import: a few statements per thousand rows, all in the caller's transaction.

use std::collections::HashMap;

use domain::ids::{ImportId, KeyVersionId, LotId, OwnerId};
use domain::import::{ImportPlan, LotChange, LotRow, PlannedKey, PlannedOwner, RowOwner};
use domain::key::{KeyKind, Weight};
use domain::person::NewPerson;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use super::ROWS_TOLD;
use super::copro::ORIGIN;
use crate::{Error, Refusal, Result, TenantScope, Tx};

/// What an import changed of what was there before; new rows carry the import's id instead.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Before {
    pub lots: Vec<LotBefore>,
    /// Lots whose current owner the import ended.
    pub sold: Vec<Uuid>,
    pub keys: Vec<KeyBefore>,
}

#[derive(Debug, Serialize, Deserialize, sqlx::FromRow)]
pub(crate) struct LotBefore {
    pub id: Uuid,
    pub nature: String,
    pub description: Option<String>,
    pub floor: Option<String>,
    pub shares: i64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeyBefore {
    pub version: Uuid,
    pub weights: Vec<Weight>,
}

/// An import half written, between two rounds.
pub struct ImportWriter<'a> {
    id: ImportId,
    plan: &'a ImportPlan,
    today: Date,
    statutory: KeyVersionId,
    owners: Vec<OwnerId>,
    /// The lot of each row of the plan, in its order.
    lots: Vec<LotId>,
    before: Before,
}

impl ImportWriter<'_> {
    pub fn rows_done(&self) -> usize {
        self.lots.len()
    }
}

impl Tx<TenantScope> {
    /// Starts writing: claims the import and creates the owners.
    pub async fn import_begin<'a>(
        &mut self,
        id: ImportId,
        plan: &'a ImportPlan,
        today: Date,
    ) -> Result<ImportWriter<'a>> {
        // Not the row itself: progress is written to it, in transactions of their own, while this one runs.
        sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind(id.to_string())
            .execute(self.conn())
            .await?;
        let status = self.import(id).await?.status;
        if status != "committing" {
            return Err(Refusal::ImportState { status }.into());
        }
        Ok(ImportWriter {
            id,
            plan,
            today,
            statutory: self.statutory_version().await?,
            owners: self.import_owners(id, plan).await?,
            lots: Vec::with_capacity(plan.rows.len()),
            before: Before::default(),
        })
    }

    /// Writes the next round of lots; false when all are written.
    pub async fn import_round(&mut self, writer: &mut ImportWriter<'_>) -> Result<bool> {
        let from = writer.lots.len();
        let plan = writer.plan;
        let Some(rows) = plan.rows.get(from..).filter(|rows| !rows.is_empty()) else { return Ok(false) };
        let rows = &rows[..rows.len().min(ROWS_TOLD)];
        let ids: Vec<LotId> = rows
            .iter()
            .map(|row| match row.change {
                LotChange::New => Uuid::now_v7().into(),
                LotChange::Changed(id) | LotChange::Same(id) => id,
            })
            .collect();
        self.import_new_lots(writer, rows, &ids).await?;
        self.import_changed_lots(writer, rows, &ids).await?;
        self.import_holdings(writer, rows, &ids).await?;
        writer.lots.extend(ids);
        Ok(true)
    }

    /// Writes the keys and marks the import as committed.
    pub async fn import_finish(&mut self, mut writer: ImportWriter<'_>) -> Result<()> {
        for (index, key) in writer.plan.keys.iter().enumerate() {
            let weights: Vec<Weight> = writer
                .plan
                .rows
                .iter()
                .zip(&writer.lots)
                .map(|(row, lot)| Weight {
                    lot_id: *lot,
                    weight: row.weights.get(index).copied().unwrap_or(0),
                })
                .collect();
            self.import_key(&mut writer, key, &weights).await?;
        }
        sqlx::query("UPDATE tenant.imports SET status = 'committed', progress = rows, before = $2, committed_at = now() WHERE id = $1")
            .bind(writer.id.uuid())
            .bind(sqlx::types::Json(&writer.before))
            .execute(self.conn())
            .await?;
        self.stale.registry = true;
        Ok(())
    }

    async fn import_owners(&mut self, import: ImportId, plan: &ImportPlan) -> Result<Vec<OwnerId>> {
        let count = i64::try_from(plan.owners.len()).unwrap_or(0);
        if count == 0 {
            return Ok(Vec::new());
        }
        let mut next = self.counter_take("owner", count).await? - count + 1;
        let mut owners = Vec::with_capacity(plan.owners.len());
        for planned in plan.owners.chunks(ROWS_TOLD) {
            let persons: Vec<Uuid> = planned.iter().map(|_| Uuid::now_v7()).collect();
            self.import_persons(import, planned, &persons).await?;
            let first = i32::try_from(next).unwrap_or(i32::MAX);
            let ids = self.import_accounts(import, planned, &persons, first).await?;
            next += i64::try_from(ids.len()).unwrap_or(0);
            owners.extend(ids.into_iter().map(OwnerId::from));
        }
        Ok(owners)
    }

    /// Each person as an owner, alone.
    async fn import_accounts(
        &mut self,
        import: ImportId,
        planned: &[PlannedOwner],
        persons: &[Uuid],
        first: i32,
    ) -> Result<Vec<Uuid>> {
        let owners: Vec<Uuid> = planned.iter().map(|_| Uuid::now_v7()).collect();
        sqlx::query(
            "INSERT INTO tenant.owners (id, number, name, import_id)
             SELECT n.id, $1 + n.nth - 1, n.name, $4 FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS n (id, name, nth)",
        )
        .bind(first)
        .bind(&owners)
        .bind(planned.iter().map(|owner| owner.name.as_str()).collect::<Vec<_>>())
        .bind(import.uuid())
        .execute(self.conn())
        .await?;
        sqlx::query(
            "INSERT INTO tenant.owner_members (owner_id, person_id, holds, numerator, denominator, representative, position)
             SELECT owner_id, person_id, 'full', 1, 1, true, 0 FROM unnest($1::uuid[], $2::uuid[]) AS n (owner_id, person_id)",
        )
        .bind(&owners)
        .bind(persons)
        .execute(self.conn())
        .await?;
        Ok(owners)
    }

    async fn import_persons(
        &mut self,
        import: ImportId,
        planned: &[PlannedOwner],
        ids: &[Uuid],
    ) -> Result<()> {
        let column = |pick: fn(&NewPerson) -> Option<&str>| -> Vec<Option<&str>> {
            planned.iter().map(|owner| pick(&owner.person)).collect()
        };
        sqlx::query(
            "INSERT INTO tenant.persons (id, kind, last_name, first_name, email, phone, language, street, postal_code, city, country,
                                         company_number, iban, import_id)
             SELECT *, $14 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                       $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])",
        )
        .bind(ids)
        .bind(column(|person| Some(person.kind.as_str())))
        .bind(column(|person| Some(&person.last_name)))
        .bind(column(|person| person.first_name.as_deref()))
        .bind(column(|person| person.email.as_deref()))
        .bind(column(|person| person.phone.as_deref()))
        .bind(column(|person| Some(person.language.as_str())))
        .bind(column(|person| person.address.as_ref().map(|address| address.street.as_str())))
        .bind(column(|person| person.address.as_ref().map(|address| address.postal_code.as_str())))
        .bind(column(|person| person.address.as_ref().map(|address| address.city.as_str())))
        .bind(column(|person| person.address.as_ref().map(|address| address.country.as_str())))
        .bind(column(|person| person.company_number.as_deref()))
        .bind(column(|person| person.iban.as_deref()))
        .bind(import.uuid())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn import_new_lots(
        &mut self,
        writer: &ImportWriter<'_>,
        rows: &[LotRow],
        ids: &[LotId],
    ) -> Result<()> {
        let new: Vec<(&LotRow, LotId)> = rows
            .iter()
            .zip(ids.iter().copied())
            .filter(|(row, _)| matches!(row.change, LotChange::New))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let keys: Vec<Uuid> = new.iter().map(|(_, id)| id.uuid()).collect();
        sqlx::query(
            "INSERT INTO tenant.lots (id, code, nature, description, floor, position, import_id)
             SELECT n.id, n.code, n.nature, n.description, n.floor, (SELECT coalesce(max(position), 0) FROM tenant.lots) + n.nth, $6
               FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
                    AS n (id, code, nature, description, floor, nth)",
        )
        .bind(&keys)
        .bind(new.iter().map(|(row, _)| row.code.as_str()).collect::<Vec<_>>())
        .bind(new.iter().map(|(row, _)| row.nature.as_str()).collect::<Vec<_>>())
        .bind(new.iter().map(|(row, _)| row.description.as_deref()).collect::<Vec<_>>())
        .bind(new.iter().map(|(row, _)| row.floor.as_deref()).collect::<Vec<_>>())
        .bind(writer.id.uuid())
        .execute(self.conn())
        .await?;
        let weight = |(row, id): &(&LotRow, LotId)| Weight { lot_id: *id, weight: row.shares };
        self.weights_insert(writer.statutory, &new.iter().map(weight).collect::<Vec<_>>()).await
    }

    async fn import_changed_lots(
        &mut self,
        writer: &mut ImportWriter<'_>,
        rows: &[LotRow],
        ids: &[LotId],
    ) -> Result<()> {
        let changed: Vec<LotBefore> = rows
            .iter()
            .zip(ids)
            .filter(|(row, _)| matches!(row.change, LotChange::Changed(_)))
            .map(|(row, id)| LotBefore {
                id: id.uuid(),
                nature: row.nature.as_str().to_owned(),
                description: row.description.clone(),
                floor: row.floor.clone(),
                shares: row.shares,
            })
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let found: Vec<LotBefore> = sqlx::query_as(
            "SELECT l.id, l.nature, l.description, l.floor, coalesce(w.weight, 0) AS shares
               FROM tenant.lots l
               LEFT JOIN tenant.key_weights w ON w.tenant_id = l.tenant_id AND w.lot_id = l.id AND w.key_version_id = $1
              WHERE l.id = ANY($2)",
        )
        .bind(writer.statutory.uuid())
        .bind(changed.iter().map(|lot| lot.id).collect::<Vec<_>>())
        .fetch_all(self.conn())
        .await?;
        // Deleted since the plan was made, a moment ago.
        if found.len() != changed.len() {
            return Err(Error::NotFound);
        }
        writer.before.lots.extend(found);
        self.lots_put(writer.statutory, &changed).await
    }

    /// Makes lots what is said of them. Shares that stay are not touched: their key may be in use.
    pub(crate) async fn lots_put(&mut self, statutory: KeyVersionId, lots: &[LotBefore]) -> Result<()> {
        let ids: Vec<Uuid> = lots.iter().map(|lot| lot.id).collect();
        sqlx::query(
            "UPDATE tenant.lots l SET nature = n.nature, description = n.description, floor = n.floor
               FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS n (id, nature, description, floor) WHERE l.id = n.id",
        )
        .bind(&ids)
        .bind(lots.iter().map(|lot| lot.nature.as_str()).collect::<Vec<_>>())
        .bind(lots.iter().map(|lot| lot.description.as_deref()).collect::<Vec<_>>())
        .bind(lots.iter().map(|lot| lot.floor.as_deref()).collect::<Vec<_>>())
        .execute(self.conn())
        .await?;
        sqlx::query(
            "INSERT INTO tenant.key_weights (key_version_id, lot_id, weight)
             SELECT $1, n.id, n.shares FROM unnest($2::uuid[], $3::bigint[]) AS n (id, shares)
               LEFT JOIN tenant.key_weights w ON w.key_version_id = $1 AND w.lot_id = n.id
              WHERE coalesce(w.weight, 0) <> n.shares
             ON CONFLICT (tenant_id, key_version_id, lot_id) DO UPDATE SET weight = excluded.weight",
        )
        .bind(statutory.uuid())
        .bind(&ids)
        .bind(lots.iter().map(|lot| lot.shares).collect::<Vec<_>>())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn import_holdings(
        &mut self,
        writer: &mut ImportWriter<'_>,
        rows: &[LotRow],
        ids: &[LotId],
    ) -> Result<()> {
        let (mut lots, mut owners, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        for (row, id) in rows.iter().zip(ids) {
            let Some(holding) = &row.holding else { continue };
            let owner = match holding.owner {
                RowOwner::Existing(owner) => owner,
                RowOwner::Planned(place) => *writer.owners.get(place).ok_or(Error::NotFound)?,
            };
            lots.push(id.uuid());
            owners.push(owner.uuid());
            starts.push(holding.from.unwrap_or(writer.today));
        }
        if lots.is_empty() {
            return Ok(());
        }
        self.import_sales(writer, rows, &lots, &starts).await?;
        let periods: Vec<Uuid> = lots.iter().map(|_| Uuid::now_v7()).collect();
        sqlx::query(
            "INSERT INTO tenant.ownerships (id, lot_id, owner_id, valid_from, import_id)
             SELECT *, $5 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[])",
        )
        .bind(&periods)
        .bind(&lots)
        .bind(&owners)
        .bind(&starts)
        .bind(writer.id.uuid())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Ends the time of whoever owned these lots; a file of nothing but new lots ends nobody's.
    async fn import_sales(
        &mut self,
        writer: &mut ImportWriter<'_>,
        rows: &[LotRow],
        lots: &[Uuid],
        starts: &[Date],
    ) -> Result<()> {
        if rows.iter().all(|row| matches!(row.change, LotChange::New)) {
            return Ok(());
        }
        let sold: Vec<Uuid> = sqlx::query_scalar(
            "UPDATE tenant.ownerships o SET valid_to = s.on_day - 1
               FROM unnest($1::uuid[], $2::date[]) AS s (lot_id, on_day)
              WHERE o.lot_id = s.lot_id AND o.valid_to IS NULL RETURNING o.lot_id",
        )
        .bind(lots)
        .bind(starts)
        .fetch_all(self.conn())
        .await?;
        writer.before.sold.extend(sold);
        Ok(())
    }

    async fn import_key(
        &mut self,
        writer: &mut ImportWriter<'_>,
        key: &PlannedKey,
        weights: &[Weight],
    ) -> Result<()> {
        let Some(existing) = key.existing else {
            let id = self.key_insert(&key_code(&key.name), &key.name, KeyKind::Special).await?;
            sqlx::query("UPDATE tenant.keys SET import_id = $2 WHERE id = $1")
                .bind(id.uuid())
                .bind(writer.id.uuid())
                .execute(self.conn())
                .await?;
            let version = self.version_insert(id, ORIGIN).await?;
            return self.weights_insert(version, weights).await;
        };
        if !key.changed {
            return Ok(());
        }
        let detail = self.key(existing).await?;
        let newest = detail.version_list.first().ok_or(Error::NotFound)?;
        let old: Vec<Weight> =
            newest.weights.iter().map(|w| Weight { lot_id: w.lot_id.into(), weight: w.weight }).collect();
        // Lots that the file does not name keep their weight.
        let mut merged: HashMap<LotId, i64> = old.iter().map(|w| (w.lot_id, w.weight)).collect();
        merged.extend(weights.iter().map(|w| (w.lot_id, w.weight)));
        let merged: Vec<Weight> =
            merged.into_iter().map(|(lot_id, weight)| Weight { lot_id, weight }).collect();
        let version = newest.id;
        self.key_version_replace(existing, version.into(), &merged).await?;
        writer.before.keys.push(KeyBefore { version, weights: old });
        Ok(())
    }
}

/// A short code out of a name: `Ascenseur bloc A` becomes `ASCENSEUR-BLOC-A`, cut to what a code may hold.
fn key_code(name: &str) -> String {
    let code: String = domain::copro::slug_base(name).to_uppercase().chars().take(20).collect();
    code.trim_end_matches('-').to_owned()
}
