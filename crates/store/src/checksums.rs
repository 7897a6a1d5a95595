//! Checksums of every table, by copro or firm where rows belong to one, and the ends of all chains of the audit log: what two databases, or
//! one before and after, are compared by. Takes a login that sees every copro, reads one moment and changes nothing.
//!
//! A checksum is the sum of the rows' digests: it does not depend on their order, and nothing is sorted or kept.

use std::collections::BTreeMap;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

#[derive(Debug, thiserror::Error)]
pub enum ChecksumError {
    #[error("the database cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error("this login does not see every copro; use the owner's, or one that bypasses row-level security")]
    Blind,
}

/// A table, and the copro or firm whose rows these are, if they are anybody's.
pub type Part = (String, String);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub parts: BTreeMap<Part, (i64, String)>,
    /// By `tenant` or `firm` and id: number and hash of the last link.
    pub chains: BTreeMap<(String, String), (i64, String)>,
}

/// What is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Every column of every table.
    Everything,
    /// What the audit log is told of: equal for as long as the chain of the copro or firm ends where it did, whatever else goes on.
    WhatTheLogTells,
}

// `query_to_xml` is how a statement that is not built at run time reads tables that it finds in the catalogue.
const PARTS: &str = r"
WITH told AS (
    SELECT g.tgrelid AS oid, split_part(encode(g.tgargs, 'escape'), '\000', 2) AS hidden FROM pg_trigger g WHERE g.tgname = 'audit_insert'),
tables AS (
    SELECT n.nspname::text || '.' || c.relname::text AS name, format('%I.%I', n.nspname, c.relname) AS quoted,
           coalesce((SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
                        AND n.nspname IN ('tenant', 'firm') AND a.attname = n.nspname || '_id'), '') AS scope,
           t.hidden
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN told t ON t.oid = c.oid
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'public')
       AND (t.hidden IS NOT NULL OR NOT $1))
SELECT t.name, coalesce(x.scope, ''), x.rows, x.checksum
  FROM tables t, XMLTABLE('/table/row' PASSING query_to_xml(format(
           'SELECT %s AS scope, count(*) AS rows, (sum((''x'' || substr(md5(%s), 1, 16))::bit(64)::bigint::numeric)
                   + 0)::text AS checksum FROM %s t %s GROUP BY 1',
           CASE t.scope WHEN '' THEN quote_literal('-') ELSE format('t.%I::text', t.scope) END,
           CASE WHEN $1 THEN format('(to_jsonb(t) - %L::text[])::text', t.hidden) ELSE 't::text' END, t.quoted,
           CASE WHEN $2::text[] IS NULL OR t.scope = '' THEN '' ELSE format('WHERE t.%I = ANY (%L::uuid[])', t.scope, $2) END), false, false, '')
       COLUMNS scope text PATH 'scope', rows bigint PATH 'rows', checksum text PATH 'checksum') AS x";

const CHAINS: &str = "
SELECT 'tenant', tenant_id::text, seq, encode(hash, 'hex') FROM tenant.audit_heads
UNION ALL SELECT 'firm', firm_id::text, seq, encode(hash, 'hex') FROM firm.audit_heads";

const LINK: &str = "
SELECT encode(hash, 'hex') FROM tenant.audit_chain WHERE $1 = 'tenant' AND tenant_id = $2::uuid AND seq = $3
UNION ALL SELECT encode(hash, 'hex') FROM firm.audit_chain WHERE $1 = 'firm' AND firm_id = $2::uuid AND seq = $3";

/// One look at the whole database.
pub struct Summing<'c> {
    connection: &'c mut PgConnection,
}

impl Summing<'_> {
    pub async fn at_address<T>(
        url: &str,
        look: impl AsyncFnOnce(&mut Summing<'_>) -> Result<T, ChecksumError>,
    ) -> Result<T, ChecksumError> {
        let address: PgConnectOptions = url.parse()?;
        let mut connection = address.application_name("koprogo checksums").connect().await?;
        let mut moment = connection.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let outcome = look(&mut Summing { connection: &mut moment }).await;
        moment.rollback().await?;
        connection.close().await?;
        outcome
    }

    /// With `only`, of these copros and firms alone, and of what belongs to nobody; the chains are all there.
    pub async fn sums(&mut self, of: Of, only: Option<&[String]>) -> Result<Sums, ChecksumError> {
        // As text, a row must not depend on what the server or the login were configured with.
        let blind: bool = sqlx::query_scalar(
            "SELECT row_security_active('tenant.copro') FROM (SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true),
                    set_config('IntervalStyle', 'postgres', true), set_config('bytea_output', 'hex', true),
                    set_config('extra_float_digits', '1', true)) AS said",
        )
        .fetch_one(&mut *self.connection)
        .await?;
        if blind {
            return Err(ChecksumError::Blind);
        }
        let parts: Vec<(String, String, i64, String)> = sqlx::query_as(PARTS)
            .bind(of == Of::WhatTheLogTells)
            .bind(only)
            .fetch_all(&mut *self.connection)
            .await?;
        Ok(Sums { parts: keyed(parts), chains: self.chains().await? })
    }

    /// The ends of all chains.
    pub async fn chains(&mut self) -> Result<BTreeMap<(String, String), (i64, String)>, ChecksumError> {
        Ok(keyed(sqlx::query_as(CHAINS).fetch_all(&mut *self.connection).await?))
    }

    /// The hash of one link of a chain, if there is one of that number.
    pub async fn link(&mut self, kind: &str, id: &str, seq: i64) -> Result<Option<String>, ChecksumError> {
        Ok(sqlx::query_scalar(LINK)
            .bind(kind)
            .bind(id)
            .bind(seq)
            .fetch_optional(&mut *self.connection)
            .await?)
    }
}

fn keyed(rows: Vec<(String, String, i64, String)>) -> BTreeMap<(String, String), (i64, String)> {
    rows.into_iter().map(|(a, b, number, text)| ((a, b), (number, text))).collect()
}
