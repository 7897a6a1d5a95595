//! What the worker needs to write down the ends of chains, and the clock of periodic work.

use std::time::Duration;

use ::audit::{End, Kind};
use uuid::Uuid;

use crate::identity::corrupt;
use crate::{Result, Tx, WorkerScope};

/// The last anchor written: its number and the hash of its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastAnchor {
    pub number: u64,
    pub hash: ::audit::Hash,
}

impl Tx<WorkerScope> {
    /// Whether this worker is the one to do `name` now. Whoever is told yes has moved the next time on by `every`.
    pub async fn periodic_claim(&mut self, name: &str, every: Duration) -> Result<bool> {
        let claimed: Option<bool> = sqlx::query_scalar(
            "INSERT INTO jobs.periodic AS p (name, next_at) VALUES ($1, now() + make_interval(secs => $2))
             ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE p.next_at <= now() RETURNING true",
        )
        .bind(name)
        .bind(every.as_secs_f64())
        .fetch_optional(self.conn())
        .await?;
        Ok(claimed.is_some())
    }

    /// Keeps how it went.
    pub async fn periodic_done(&mut self, name: &str, error: Option<&str>) -> Result<()> {
        sqlx::query(
            "UPDATE jobs.periodic SET finished_at = now(), last_error = left($2, 2000) WHERE name = $1",
        )
        .bind(name)
        .bind(error)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Ends of chains that no anchor holds yet, oldest first, and for how many seconds the oldest has waited.
    pub async fn audit_unanchored(&mut self, most: i32) -> Result<(Vec<End>, f64)> {
        let rows: Vec<(String, Uuid, i64, Vec<u8>, f64)> = sqlx::query_as(
            "SELECT schema, scope, seq, hash, extract(epoch FROM now() - at)::float8 FROM app.audit_unanchored($1)",
        )
        .bind(most)
        .fetch_all(self.conn())
        .await?;
        let waited = rows.first().map_or(0.0, |row| row.4);
        let end = |(schema, id, seq, hash, _): (String, Uuid, i64, Vec<u8>, f64)| {
            let kind: Kind = schema.parse().map_err(|()| corrupt("schema", &schema))?;
            Ok(End { kind, id, seq, hash: ::audit::hex(&hash) })
        };
        Ok((rows.into_iter().map(end).collect::<Result<_>>()?, waited))
    }

    /// The last anchor this database knows of.
    pub async fn audit_anchor_last(&mut self) -> Result<LastAnchor> {
        sqlx::query("INSERT INTO jobs.audit_anchor (number, hash) VALUES (0, $1) ON CONFLICT DO NOTHING")
            .bind([0_u8; 32].as_slice())
            .execute(self.conn())
            .await?;
        let (number, hash): (i64, Vec<u8>) =
            sqlx::query_as("SELECT number, hash FROM jobs.audit_anchor").fetch_one(self.conn()).await?;
        let hash = hash.try_into().map_err(|_| corrupt("hash", "of another length"))?;
        Ok(LastAnchor { number: u64::try_from(number).unwrap_or(0), hash })
    }

    /// Remembers an anchor that is in the object store.
    pub async fn audit_anchored(&mut self, last: LastAnchor, ends: &[End]) -> Result<()> {
        sqlx::query("UPDATE jobs.audit_anchor SET number = $1, hash = $2, at = now() WHERE number < $1")
            .bind(i64::try_from(last.number).unwrap_or(i64::MAX))
            .bind(last.hash.as_slice())
            .execute(self.conn())
            .await?;
        let schemas: Vec<&str> = ends.iter().map(|end| end.kind.as_str()).collect();
        let scopes: Vec<Uuid> = ends.iter().map(|end| end.id).collect();
        let seqs: Vec<i64> = ends.iter().map(|end| end.seq).collect();
        sqlx::query(
            "INSERT INTO jobs.audit_anchored (schema, scope, seq) SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[])
             ON CONFLICT (schema, scope) DO UPDATE SET seq = excluded.seq",
        )
        .bind(schemas)
        .bind(scopes)
        .bind(seqs)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
