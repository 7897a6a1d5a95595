use std::collections::HashMap;

use domain::ids::{KeyId, KeyVersionId, LotId};
use domain::key::{KeyKind, NewKey, NewKeyVersion, Weight};
use domain::language::Language;
use domain::ownership::{Period, Timeline};
use domain::violation::{Violation, code};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ROWS_TOLD;
use super::copro::ORIGIN;
use crate::{Error, Refusal, Result, TenantScope, Tx};

/// A way of sharing costs, with the figures of its newest version.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Key {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    #[schema(value_type = KeyKind)]
    pub kind: String,
    pub total_weight: i64,
    /// Lots with a weight above zero.
    pub lots: i64,
    pub used: bool,
    pub versions: i64,
    /// First day of the newest version; 1900-01-01 when it has always been in force.
    pub valid_from: Date,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeyDetail {
    #[serde(flatten)]
    pub key: Key,
    /// Newest first.
    pub version_list: Vec<KeyVersion>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeyVersion {
    pub id: Uuid,
    pub valid_from: Date,
    /// A used version never changes again.
    pub used: bool,
    pub total_weight: i64,
    pub weights: Vec<LotWeight>,
}

#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct LotWeight {
    pub lot_id: Uuid,
    pub lot_code: String,
    pub weight: i64,
}

/// A key as charges use it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeyInUse {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub total_weight: i64,
}

/// A lot with its weight in one version of a key, and everyone who owned it.
pub(crate) struct WeighedLot {
    pub lot: LotId,
    pub code: String,
    pub weight: i64,
    pub timeline: Timeline,
}

/// The version of a key in force on a day.
pub(crate) struct KeyInForce {
    pub key: KeyInUse,
    pub version: KeyVersionId,
    pub lots: Vec<WeighedLot>,
    /// Everyone who owned one of them.
    pub owners: HashMap<Uuid, OwnerNamed>,
}

#[derive(Clone)]
pub(crate) struct OwnerNamed {
    pub number: i32,
    pub name: String,
}

/// Which version of a key is in force, before its weights are read.
#[derive(sqlx::FromRow)]
pub(crate) struct KeyFound {
    pub key_id: Uuid,
    pub key_code: String,
    pub key_name: String,
    pub version_id: Uuid,
    /// A charge has used it: its weights do not change any more.
    pub used: bool,
}

/// A lot that a version weighs, with one of its owners.
#[derive(sqlx::FromRow)]
struct WeighedRow {
    lot_id: Uuid,
    code: String,
    weight: i64,
    owner_id: Option<Uuid>,
    number: Option<i32>,
    name: Option<String>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

impl Tx<TenantScope> {
    /// All keys, the statutory one first. There are few: at most [`Self::KEYS_MAX`].
    pub async fn key_list(&mut self) -> Result<Vec<Key>> {
        Ok(sqlx::query_as(
            "SELECT k.id, k.code, k.name, k.kind, v.valid_from, v.used_at IS NOT NULL AS used,
                    (SELECT count(*) FROM tenant.key_versions n WHERE n.tenant_id = k.tenant_id AND n.key_id = k.id) AS versions,
                    coalesce(sum(w.weight), 0)::bigint AS total_weight, count(w.lot_id) FILTER (WHERE w.weight > 0) AS lots
               FROM tenant.keys k
               JOIN LATERAL (SELECT id, valid_from, used_at FROM tenant.key_versions n
                              WHERE n.tenant_id = k.tenant_id AND n.key_id = k.id ORDER BY valid_from DESC LIMIT 1) v ON true
               LEFT JOIN tenant.key_weights w ON w.tenant_id = k.tenant_id AND w.key_version_id = v.id
              GROUP BY k.tenant_id, k.id, k.code, k.name, k.kind, v.valid_from, v.used_at
              ORDER BY k.kind DESC, k.code LIMIT 200",
        )
        .fetch_all(self.conn())
        .await?)
    }

    pub const KEYS_MAX: i64 = 200;

    pub async fn key(&mut self, id: KeyId) -> Result<KeyDetail> {
        let key =
            self.key_list().await?.into_iter().find(|key| key.id == id.uuid()).ok_or(Error::NotFound)?;
        let versions: Vec<(Uuid, Date, bool)> = sqlx::query_as(
            "SELECT id, valid_from, used_at IS NOT NULL FROM tenant.key_versions WHERE key_id = $1 ORDER BY valid_from DESC LIMIT 100",
        )
        .bind(id.uuid())
        .fetch_all(self.conn())
        .await?;
        let mut version_list = Vec::with_capacity(versions.len());
        for (version, valid_from, used) in versions {
            let weights = self.weights(version.into()).await?;
            let total_weight = weights.iter().map(|weight| weight.weight).sum();
            version_list.push(KeyVersion { id: version, valid_from, used, total_weight, weights });
        }
        Ok(KeyDetail { key, version_list })
    }

    async fn weights(&mut self, version: KeyVersionId) -> Result<Vec<LotWeight>> {
        Ok(sqlx::query_as(
            "SELECT w.lot_id, l.code AS lot_code, w.weight
               FROM tenant.key_weights w JOIN tenant.lots l ON l.tenant_id = w.tenant_id AND l.id = w.lot_id
              WHERE w.key_version_id = $1 ORDER BY l.position, l.id",
        )
        .bind(version.uuid())
        .fetch_all(self.conn())
        .await?)
    }

    pub async fn key_create(&mut self, new: &NewKey) -> Result<KeyId> {
        let count: i64 =
            sqlx::query_scalar("SELECT count(*) FROM tenant.keys").fetch_one(self.conn()).await?;
        if count >= Self::KEYS_MAX {
            return Err(vec![Violation::new("", code::LIST_TOO_LONG).with("max", Self::KEYS_MAX)].into());
        }
        let id = self.key_insert(&new.code, &new.name, KeyKind::Special).await?;
        let version = self.version_insert(id, new.valid_from.unwrap_or(ORIGIN)).await?;
        self.weights_put(version, &new.weights).await?;
        Ok(id)
    }

    pub(crate) async fn key_insert(&mut self, key_code: &str, name: &str, kind: KeyKind) -> Result<KeyId> {
        let id = Uuid::now_v7();
        sqlx::query("INSERT INTO tenant.keys (id, code, name, kind) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(key_code)
            .bind(name)
            .bind(kind.as_str())
            .execute(self.conn())
            .await
            .map_err(|error| {
                Error::from(error).on_constraint("keys_tenant_id_code_key", || Refusal::KeyCodeTaken {
                    code: key_code.to_owned(),
                })
            })?;
        Ok(id.into())
    }

    pub(crate) async fn version_insert(&mut self, key: KeyId, valid_from: Date) -> Result<KeyVersionId> {
        let id = Uuid::now_v7();
        sqlx::query("INSERT INTO tenant.key_versions (id, key_id, valid_from) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(key.uuid())
            .bind(valid_from)
            .execute(self.conn())
            .await?;
        Ok(id.into())
    }

    /// Adds a version that applies from its first day on. The statutory key must keep its denominator.
    pub async fn key_version_add(&mut self, key: KeyId, new: &NewKeyVersion) -> Result<()> {
        let newest = self.key(key).await?.key;
        if new.valid_from <= newest.valid_from {
            let early =
                Violation::new("valid_from", code::VERSION_TOO_EARLY).with("after", newest.valid_from);
            return Err(vec![early].into());
        }
        if newest.kind == KeyKind::Statutory.as_str() {
            let expected: i64 =
                sqlx::query_scalar("SELECT shares_total FROM tenant.copro").fetch_one(self.conn()).await?;
            let found: i64 = new.weights.iter().map(|weight| weight.weight).sum();
            if found != expected {
                return Err(Refusal::SharesMismatch { expected, found }.into());
            }
        }
        let version = self.version_insert(key, new.valid_from).await?;
        self.weights_put(version, &new.weights).await?;
        self.stale.registry = true;
        Ok(())
    }

    /// Replaces the weights of a version that no charge has used.
    pub async fn key_version_replace(
        &mut self,
        key: KeyId,
        version: KeyVersionId,
        weights: &[Weight],
    ) -> Result<()> {
        let used: bool = sqlx::query_scalar(
            "SELECT used_at IS NOT NULL FROM tenant.key_versions WHERE id = $1 AND key_id = $2 FOR UPDATE",
        )
        .bind(version.uuid())
        .bind(key.uuid())
        .fetch_one(self.conn())
        .await?;
        if used {
            return Err(Refusal::KeyVersionUsed.into());
        }
        sqlx::query("DELETE FROM tenant.key_weights WHERE key_version_id = $1")
            .bind(version.uuid())
            .execute(self.conn())
            .await?;
        self.weights_put(version, weights).await?;
        self.stale.registry = true;
        Ok(())
    }

    pub(crate) async fn weights_put(&mut self, version: KeyVersionId, weights: &[Weight]) -> Result<()> {
        let lots: Vec<Uuid> = weights.iter().map(|weight| weight.lot_id.uuid()).collect();
        let known: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM tenant.lots WHERE id = ANY($1)")
            .bind(&lots)
            .fetch_all(self.conn())
            .await?;
        let known: std::collections::HashSet<Uuid> = known.into_iter().collect();
        if let Some(index) = lots.iter().position(|lot| !known.contains(lot)) {
            let field = format!("weights.{index}.lot_id");
            return Err(vec![Violation::new(field, code::UNKNOWN_REFERENCE)].into());
        }
        self.weights_insert(version, weights).await
    }

    /// Of lots that are known to be there.
    pub(crate) async fn weights_insert(&mut self, version: KeyVersionId, weights: &[Weight]) -> Result<()> {
        for weights in weights.chunks(ROWS_TOLD) {
            sqlx::query(
                "INSERT INTO tenant.key_weights (key_version_id, lot_id, weight) SELECT $1, * FROM unnest($2::uuid[], $3::bigint[])",
            )
            .bind(version.uuid())
            .bind(weights.iter().map(|weight| weight.lot_id.uuid()).collect::<Vec<_>>())
            .bind(weights.iter().map(|weight| weight.weight).collect::<Vec<_>>())
            .execute(self.conn())
            .await?;
        }
        Ok(())
    }

    /// The newest version of the statutory key.
    pub(crate) async fn statutory_version(&mut self) -> Result<KeyVersionId> {
        let id: Uuid = sqlx::query_scalar(
            "SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
              WHERE k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1",
        )
        .fetch_one(self.conn())
        .await?;
        Ok(id.into())
    }

    pub(crate) async fn statutory_weight_set(&mut self, lot: LotId, shares: i64) -> Result<()> {
        let version = self.statutory_version().await?;
        sqlx::query(
            "INSERT INTO tenant.key_weights (key_version_id, lot_id, weight) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id, key_version_id, lot_id) DO UPDATE SET weight = excluded.weight",
        )
        .bind(version.uuid())
        .bind(lot.uuid())
        .bind(shares)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The key's version in force on `date`, with the lots it weighs and their owners through time.
    pub(crate) async fn key_in_force(&mut self, key: KeyId, date: Date) -> Result<KeyInForce> {
        let found: Option<KeyFound> = sqlx::query_as(
            "SELECT k.id AS key_id, k.code AS key_code, k.name AS key_name, v.id AS version_id, v.used_at IS NOT NULL AS used
               FROM tenant.keys k JOIN tenant.key_versions v ON v.tenant_id = k.tenant_id AND v.key_id = k.id
              WHERE k.id = $1 AND v.valid_from <= $2 ORDER BY v.valid_from DESC LIMIT 1",
        )
        .bind(key.uuid())
        .bind(date)
        .fetch_optional(self.conn())
        .await?;
        self.key_weighed(found).await
    }

    /// The same, of a version that was looked up: none is a reference to a key that is not there.
    pub(crate) async fn key_weighed(&mut self, found: Option<KeyFound>) -> Result<KeyInForce> {
        let Some(found) = found else {
            return Err(vec![Violation::new("key_id", code::UNKNOWN_REFERENCE)].into());
        };
        let rows: Vec<WeighedRow> = sqlx::query_as(
            "SELECT w.lot_id, l.code, w.weight, o.id AS owner_id, o.number, o.name, p.valid_from, p.valid_to
               FROM tenant.key_weights w
               JOIN tenant.lots l ON l.tenant_id = w.tenant_id AND l.id = w.lot_id
               LEFT JOIN tenant.ownerships p ON p.tenant_id = l.tenant_id AND p.lot_id = l.id
               LEFT JOIN tenant.owners o ON o.tenant_id = p.tenant_id AND o.id = p.owner_id
              WHERE w.key_version_id = $1 AND w.weight > 0 ORDER BY l.position, l.id, p.valid_from",
        )
        .bind(found.version_id)
        .fetch_all(self.conn())
        .await?;
        in_force(found, rows)
    }

    /// From now on the version's weights are history.
    pub(crate) async fn key_version_use(&mut self, version: KeyVersionId) -> Result<()> {
        sqlx::query("UPDATE tenant.key_versions SET used_at = now() WHERE id = $1 AND used_at IS NULL")
            .bind(version.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }
}

/// Code and name of the key of the deed, in the copro's language.
pub(crate) fn statutory_key(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fr => ("Q", "Quotités statutaires"),
        Language::Nl => ("Q", "Statutaire aandelen"),
        Language::De => ("Q", "Satzungsmäßige Anteile"),
        Language::En => ("Q", "Statutory shares"),
    }
}

/// Rows come lot by lot, and of a lot owner by owner.
fn in_force(found: KeyFound, rows: Vec<WeighedRow>) -> Result<KeyInForce> {
    let mut owners = HashMap::new();
    let mut lots = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let (lot, code, weight) = (row.lot_id, row.code.clone(), row.weight);
        let mut periods = Vec::new();
        let mut next = Some(row);
        while let Some(row) = next {
            if let (Some(owner), Some(number), Some(name), Some(valid_from)) =
                (row.owner_id, row.number, row.name, row.valid_from)
            {
                owners.entry(owner).or_insert(OwnerNamed { number, name });
                periods.push(Period { owner: owner.into(), valid_from, valid_to: row.valid_to });
            }
            next = rows.next_if(|row| row.lot_id == lot);
        }
        let timeline =
            Timeline::new(periods).map_err(|error| Error::Invalid(vec![error.violation("key_id")]))?;
        lots.push(WeighedLot { lot: lot.into(), code, weight, timeline });
    }
    let total_weight = lots.iter().map(|lot| lot.weight).sum();
    let key = KeyInUse { id: found.key_id, code: found.key_code, name: found.key_name, total_weight };
    Ok(KeyInForce { key, version: found.version_id.into(), lots, owners })
}
