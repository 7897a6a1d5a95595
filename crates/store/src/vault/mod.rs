//! One copro out of the database, away, and back, beside all others: for `koprogo tenant export`, `wipe` and `restore`.
//!
//! A copro is the rows of schema `tenant` that carry its id, byte for byte, the log and its chain included; its place in the firm (a row of
//! `firm.copros`, the staff assigned to it); and its files, which lie elsewhere. Nothing of it is written anew: a restored log is the log that
//! was exported, so triggers that tell the log, count for billing or refuse what is closed must not act on its rows. They are silenced for this
//! transaction alone, by `session_replication_role`, which roles.sql lets the owner of the schema set. That gives the owner nothing it does not
//! have (it may disable any trigger of its tables), but takes no lock, so other copros go on being written meanwhile, and ends with the
//! transaction whatever happens to this program. No process that serves requests logs in as the owner.
//!
//! What triggers and keys would have refused is asked afterwards, before the commit: every reference of every row, the log link by link and
//! against the number of rows of each table (`audit::Auditor`), and whether what stands there is, byte for byte, what was exported. The rows of
//! the firm are written with every trigger awake: its log tells that the copro was taken away and put back, and its account stops and begins.

mod tables;

use std::collections::{BTreeMap, BTreeSet};

use ::audit::{Kind, Scope};
use bytes::Bytes;
use domain::ids::{FirmId, TenantId};
use futures_util::TryStreamExt;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use uuid::Uuid;

use crate::audit::{Auditor, VerifyError};

pub use tables::{TABLES, Table};

/// Findings that are named in a refusal.
const NAMED_MAX: usize = 5;

#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error("the database refused: {0}")]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Log(#[from] VerifyError),
    #[error("this login does not see every copro; use that of koprogo_owner (database.migrate_url)")]
    Blind,
    #[error(
        "this login may not silence triggers: run deploy/roles.sql as the administrator of the server, and log in as koprogo_owner"
    )]
    Powerless,
    #[error(
        "this program does not know all tables of a copro ({0}); use the release that the schema belongs to"
    )]
    OtherTables(String),
    #[error("there is no copro {0}")]
    Unknown(String),
    #[error("{0} job(s) of the copro wait or run; let the worker finish them, or add --despite-jobs")]
    Working(i64),
    #[error("the copro is there already{0}; wipe it first (koprogo tenant wipe)")]
    Present(&'static str),
    #[error("the address name {0} belongs to another copro now; give it a new one there first")]
    SlugTaken(String),
    #[error(
        "firm {0} is not in this database; restore it first, or name the firm that takes the copro with --firm"
    )]
    NoFirm(FirmId),
    #[error("what was written is not sound, and nothing was kept: {0}")]
    Unsound(String),
    #[error("{0}")]
    Outside(String),
}

/// Whose copro it is, and what people call it.
#[derive(Clone, Debug)]
pub struct Place {
    pub tenant: TenantId,
    pub firm: FirmId,
    pub slug: String,
    pub name: String,
    /// The row of `firm.copros`.
    pub summary: Value,
    /// The rows of `firm.assignments`: which of the firm's staff work for it.
    pub assignments: Value,
}

/// What one table holds of the copro: rows, and the SHA-256 of their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub rows: u64,
    pub bytes: u64,
    pub sha256: [u8; 32],
}

/// One transaction of the owner, about one copro at a time.
pub struct Vault<'c> {
    connection: &'c mut PgConnection,
}

impl Vault<'_> {
    /// Reads one moment of the database and changes nothing.
    pub async fn look<T>(
        url: &str,
        work: impl AsyncFnOnce(&mut Vault<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        Self::transact(url, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work).await
    }

    /// Keeps everything that is done, or nothing.
    pub async fn change<T>(
        url: &str,
        work: impl AsyncFnOnce(&mut Vault<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        Self::transact(url, "BEGIN", work).await
    }

    async fn transact<T>(
        url: &str,
        begin: &'static str,
        work: impl AsyncFnOnce(&mut Vault<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let address: PgConnectOptions = url.parse()?;
        let mut connection = address.application_name("koprogo tenant").connect().await?;
        let mut transaction = connection.begin_with(begin).await?;
        let mut vault = Vault { connection: &mut transaction };
        vault.require_sight().await?;
        vault.require_known_tables().await?;
        let outcome = work(&mut vault).await;
        match outcome {
            Ok(_) => transaction.commit().await?,
            Err(_) => transaction.rollback().await?,
        }
        connection.close().await?;
        outcome
    }

    async fn require_sight(&mut self) -> Result<(), VaultError> {
        // As text, a row must not depend on what the server or the login were configured with.
        let blind: bool = sqlx::query_scalar(
            "SELECT row_security_active('tenant.copro') FROM (SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true),
                    set_config('IntervalStyle', 'postgres', true), set_config('bytea_output', 'hex', true),
                    set_config('extra_float_digits', '1', true), set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true)) AS said",
        )
        .fetch_one(&mut *self.connection)
        .await?;
        if blind { Err(VaultError::Blind) } else { Ok(()) }
    }

    async fn require_known_tables(&mut self) -> Result<(), VaultError> {
        let found: Vec<String> = sqlx::query_scalar(
            "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'tenant'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'm')",
        )
        .fetch_all(&mut *self.connection)
        .await?;
        let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        let known: BTreeSet<&str> = TABLES.iter().map(|table| table.name).collect();
        let differ: Vec<&str> = found.symmetric_difference(&known).copied().collect();
        if differ.is_empty() { Ok(()) } else { Err(VaultError::OtherTables(differ.join(", "))) }
    }

    /// Migrations applied: an archive fits the schema it was made of.
    pub async fn schema(&mut self) -> Result<i64, VaultError> {
        let latest = "SELECT coalesce(max(version), 0) FROM public._sqlx_migrations WHERE success";
        Ok(sqlx::query_scalar(latest).fetch_one(&mut *self.connection).await?)
    }

    /// Where the copro with this slug or id is, and makes it the one that is read, wiped or written.
    pub async fn find(&mut self, slug_or_id: &str) -> Result<Place, VaultError> {
        let found: Option<(Uuid, Uuid, String, String, Value, Value)> = sqlx::query_as(
            "SELECT c.tenant_id, c.firm_id, c.slug, c.name, to_jsonb(c),
                    (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.user_id), '[]') FROM firm.assignments a
                      WHERE a.firm_id = c.firm_id AND a.tenant_id = c.tenant_id)
               FROM firm.copros c WHERE c.slug = $1 OR c.tenant_id = $2",
        )
        .bind(slug_or_id)
        .bind(Uuid::parse_str(slug_or_id).ok())
        .fetch_optional(&mut *self.connection)
        .await?;
        let Some((tenant, firm, slug, name, summary, assignments)) = found else {
            return Err(VaultError::Unknown(slug_or_id.to_owned()));
        };
        self.enter(tenant.into()).await?;
        Ok(Place { tenant: tenant.into(), firm: firm.into(), slug, name, summary, assignments })
    }

    async fn enter(&mut self, tenant: TenantId) -> Result<(), VaultError> {
        sqlx::query("SELECT set_config('app.tenant_id', $1, true)")
            .bind(tenant.to_string())
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    /// Jobs that are not done. What they were about to do is in no archive.
    pub async fn jobs_waiting(&mut self) -> Result<i64, VaultError> {
        let waiting = "SELECT count(*) FROM jobs.jobs WHERE tenant_id = app.tenant_id() AND status IN ('queued', 'running')";
        Ok(sqlx::query_scalar(waiting).fetch_one(&mut *self.connection).await?)
    }

    /// Hashes and sizes of the files that rows of the copro name.
    pub async fn files(&mut self) -> Result<BTreeMap<[u8; 32], i64>, VaultError> {
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as(
            "SELECT DISTINCT sha256, size_bytes FROM tenant.files WHERE tenant_id = app.tenant_id()",
        )
        .fetch_all(&mut *self.connection)
        .await?;
        rows.into_iter()
            .map(|(hash, size)| {
                let hash = hash.as_slice().try_into();
                Ok((hash.map_err(|_| VaultError::Unsound("a hash is not 32 bytes long".to_owned()))?, size))
            })
            .collect()
    }

    /// The rows of a table, piece by piece.
    pub async fn read(
        &mut self,
        table: &Table,
        mut piece: impl FnMut(&Bytes) -> std::io::Result<()>,
    ) -> Result<Held, VaultError> {
        let (mut sum, mut lines, mut bytes) = (Sha256::new(), 0u64, 0u64);
        let mut rows = self.connection.copy_out_raw(table.read).await?;
        while let Some(found) = rows.try_next().await? {
            sum.update(&found);
            lines += found.iter().filter(|byte| **byte == b'\n').count() as u64;
            bytes += found.len() as u64;
            piece(&found).map_err(|error| VaultError::Outside(error.to_string()))?;
        }
        // The first line names the columns.
        Ok(Held { rows: lines.saturating_sub(1), bytes, sha256: sum.finalize().into() })
    }
}

impl Vault<'_> {
    /// Who did it, for the firm's log.
    async fn act(&mut self, action: &'static str) -> Result<(), VaultError> {
        sqlx::query("SELECT set_config('app.actor', 'platform', true), set_config('app.action', $1, true)")
            .bind(action)
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    async fn silence(&mut self) -> Result<(), VaultError> {
        let outcome =
            sqlx::query("SET LOCAL session_replication_role = replica").execute(&mut *self.connection).await;
        outcome.map(drop).map_err(|error| match error.as_database_error().and_then(|e| e.code()) {
            // insufficient_privilege
            Some(code) if code == "42501" => VaultError::Powerless,
            _ => VaultError::Database(error),
        })
    }

    async fn wake(&mut self) -> Result<(), VaultError> {
        sqlx::query("SET LOCAL session_replication_role = origin").execute(&mut *self.connection).await?;
        Ok(())
    }

    /// Takes away every row of the copro that was found. Its firm's row goes first: writers of the copro hold it while they commit, so this
    /// waits for those that are committing, and those behind find nothing to hold and are refused.
    pub async fn wipe(&mut self, place: &Place, despite_jobs: bool) -> Result<u64, VaultError> {
        self.act("tenant.wipe").await?;
        sqlx::query("SELECT FROM firm.copros WHERE tenant_id = app.tenant_id() FOR UPDATE")
            .execute(&mut *self.connection)
            .await?;
        let waiting = self.jobs_waiting().await?;
        if waiting > 0 && !despite_jobs {
            return Err(VaultError::Working(waiting));
        }
        sqlx::query("DELETE FROM jobs.jobs WHERE tenant_id = app.tenant_id()")
            .execute(&mut *self.connection)
            .await?;
        self.count_stored(place.firm, -1).await?;
        // Ends what the firm is billed for the copro; deleting the row alone is counted nowhere.
        sqlx::query("UPDATE firm.copros SET status = 'closed', lots = 0 WHERE tenant_id = app.tenant_id()")
            .execute(&mut *self.connection)
            .await?;
        sqlx::query("DELETE FROM firm.copros WHERE tenant_id = app.tenant_id()")
            .execute(&mut *self.connection)
            .await?;
        self.silence().await?;
        let mut rows = 0;
        for table in TABLES.iter().rev() {
            rows += sqlx::query(table.empty).execute(&mut *self.connection).await?.rows_affected();
        }
        self.wake().await?;
        Ok(rows)
    }

    /// What its files weigh in the account of the firm: begins with 1, ends with -1.
    async fn count_stored(&mut self, firm: FirmId, sign: i64) -> Result<(), VaultError> {
        sqlx::query(
            "SELECT app.count_usage($1, 'storage-bytes', $2 * (SELECT coalesce(sum(size_bytes), 0)::bigint FROM tenant.files
                                                               WHERE tenant_id = app.tenant_id()))",
        )
        .bind(firm.uuid())
        .bind(sign)
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    /// Before anything is written.
    pub async fn receive(&mut self, place: &Place) -> Result<(), VaultError> {
        self.vacant(place).await?;
        self.act("tenant.restore").await?;
        self.silence().await
    }

    /// The copro is nowhere, its firm is there.
    pub async fn vacant(&mut self, place: &Place) -> Result<(), VaultError> {
        self.enter(place.tenant).await?;
        let (managed, remains, slug, firm): (bool, bool, bool, bool) = sqlx::query_as(
            "SELECT EXISTS (SELECT FROM firm.copros WHERE tenant_id = app.tenant_id()),
                    EXISTS (SELECT FROM tenant.copro WHERE tenant_id = app.tenant_id())
                        OR EXISTS (SELECT FROM tenant.audit_heads WHERE tenant_id = app.tenant_id()),
                    EXISTS (SELECT FROM firm.copros WHERE slug = $1), EXISTS (SELECT FROM firm.firms WHERE firm_id = $2)",
        )
        .bind(&place.slug)
        .bind(place.firm.uuid())
        .fetch_one(&mut *self.connection)
        .await?;
        match (managed, remains, slug, firm) {
            (true, ..) => Err(VaultError::Present("")),
            (_, true, ..) => Err(VaultError::Present(", without a firm")),
            (_, _, true, _) => Err(VaultError::SlugTaken(place.slug.clone())),
            (.., false) => Err(VaultError::NoFirm(place.firm)),
            _ => Ok(()),
        }
    }

    /// Writes the rows of one table; pieces come from `next` until there is none.
    pub async fn write(
        &mut self,
        table: &Table,
        mut next: impl FnMut() -> std::io::Result<Option<Bytes>>,
    ) -> Result<u64, VaultError> {
        let mut rows = self.connection.copy_in_raw(table.write).await?;
        loop {
            match next() {
                Ok(Some(piece)) => drop(rows.send(piece).await?),
                Ok(None) => return Ok(rows.finish().await?),
                Err(error) => {
                    rows.abort(error.to_string()).await?;
                    return Err(VaultError::Outside(error.to_string()));
                }
            }
        }
    }

    /// With every trigger awake again: the copro's place in its firm, and the proof that it is what was exported.
    pub async fn settle(&mut self, place: &Place, exported: &[(&Table, Held)]) -> Result<(), VaultError> {
        self.wake().await?;
        self.orphans().await?;
        for (table, held) in exported {
            let found = self.read(table, |_| Ok(())).await?;
            if found != *held {
                let what = format!("{} has {} rows, not those of the archive", table.name, found.rows);
                return Err(VaultError::Unsound(what));
            }
        }
        sqlx::query(
            "INSERT INTO firm.copros
             SELECT (jsonb_populate_record(NULL::firm.copros, $1::jsonb || jsonb_build_object('firm_id', $2::uuid))).*",
        )
        .bind(&place.summary)
        .bind(place.firm.uuid())
        .execute(&mut *self.connection)
        .await?;
        // Who has left the firm since is not assigned again.
        sqlx::query(
            "INSERT INTO firm.assignments
             SELECT a.* FROM jsonb_populate_recordset(NULL::firm.assignments, $1) a JOIN firm.members m USING (firm_id, user_id)
              WHERE a.firm_id = $2 AND a.tenant_id = app.tenant_id()",
        )
        .bind(&place.assignments)
        .bind(place.firm.uuid())
        .execute(&mut *self.connection)
        .await?;
        self.count_stored(place.firm, 1).await?;
        self.verify(place.tenant).await
    }

    /// Rows whose references lead nowhere; keys were not looked at while they were written.
    async fn orphans(&mut self) -> Result<(), VaultError> {
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT k.name, k.lost FROM (
                SELECT format('%s.%s', c.conrelid::regclass, c.conname) AS name,
                       (xpath('/row/n/text()', query_to_xml(format(
                           'SELECT count(*) AS n FROM %s t WHERE t.tenant_id = %L AND (%s) IS NOT NULL AND NOT EXISTS (SELECT FROM %s f WHERE (%s) = (%s))',
                           c.conrelid::regclass, app.tenant_id(),
                           (SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY p.place) FROM unnest(c.conkey) WITH ORDINALITY AS p (number, place)
                              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = p.number),
                           c.confrelid::regclass,
                           (SELECT string_agg(format('f.%I', a.attname), ', ' ORDER BY p.place) FROM unnest(c.confkey) WITH ORDINALITY AS p (number, place)
                              JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = p.number),
                           (SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY p.place) FROM unnest(c.conkey) WITH ORDINALITY AS p (number, place)
                              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = p.number)), false, true, '')))[1]::text::bigint AS lost
                  FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'tenant'::regnamespace) AS k
              WHERE k.lost > 0",
        )
        .fetch_all(&mut *self.connection)
        .await?;
        if found.is_empty() {
            return Ok(());
        }
        let named: Vec<String> =
            found.iter().take(NAMED_MAX).map(|(key, rows)| format!("{rows} row(s) break {key}")).collect();
        Err(VaultError::Unsound(named.join("; ")))
    }

    async fn verify(&mut self, tenant: TenantId) -> Result<(), VaultError> {
        let scope = Scope { kind: Kind::Tenant, id: tenant.uuid() };
        let report = Auditor::on(&mut *self.connection).verify(Some(scope), BTreeMap::new()).await?;
        if report.findings.is_empty() {
            return Ok(());
        }
        let named: Vec<String> =
            report.findings.iter().take(NAMED_MAX).map(|finding| finding.what.clone()).collect();
        Err(VaultError::Unsound(format!("its log: {}", named.join("; "))))
    }
}
