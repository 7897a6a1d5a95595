//! Reads the log of every copro and firm as it lies in the database and hands it to crate `audit`. The only part of the program besides
//! migrations that sees all tenants: it takes a login that may, and changes nothing.

use std::collections::BTreeMap;

use ::audit::{ChainCheck, Entry, Finding, Hash, Kind, Link, Scope};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use uuid::Uuid;

/// Links read at a time.
const LINKS: i64 = 200;
/// Entries without a place in a chain that are named.
const LOOSE_MAX: i64 = 20;

#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("the log cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the anchors cannot be read: {0}")]
    Anchors(String),
    #[error("there is no copro {0}")]
    NoTenant(String),
    #[error(
        "this login does not see every copro's log; use the owner's, or one that bypasses row-level security"
    )]
    Blind,
}

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub struct Report {
    pub tenants: usize,
    pub firms: usize,
    pub entries: i64,
    pub blanked: usize,
    pub tables: usize,
    pub anchors: u64,
    /// Chains with at least one end written down outside.
    pub anchored: usize,
    pub findings: Vec<Finding>,
    /// What people call the copros and firms that something was found in, where the database still knows.
    pub names: BTreeMap<Scope, String>,
}

/// One look at the whole log: everything is read as of one moment.
pub struct Auditor<'c> {
    connection: &'c mut PgConnection,
}

type Row = (
    i64,
    Uuid,
    Vec<u8>,
    Vec<u8>,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i32>,
    Option<Vec<String>>,
    Option<Vec<u8>>,
);

/// Statements that differ by schema only.
struct Statements {
    chain: &'static str,
    head: &'static str,
    loose: &'static str,
    rows: &'static str,
}

const TENANT: Statements = Statements {
    chain: "
SELECT c.seq, c.entry_id, c.prev, c.hash, (extract(epoch FROM e.at) * 1000000)::bigint, e.actor, e.action, e.request_id, e.object, e.verb,
       e.count, e.rows, e.content_hash
  FROM tenant.audit_chain c LEFT JOIN tenant.audit_entries e ON e.tenant_id = c.tenant_id AND e.id = c.entry_id
 WHERE c.tenant_id = $1 AND c.seq > $2 ORDER BY c.seq LIMIT $3",
    head: "SELECT seq, hash FROM tenant.audit_heads WHERE tenant_id = $1",
    loose: "
SELECT e.id FROM tenant.audit_entries e
 WHERE e.tenant_id = $1 AND NOT EXISTS (SELECT FROM tenant.audit_chain c WHERE c.tenant_id = $1 AND c.entry_id = e.id) LIMIT $2",
    // The names of audited tables come from the catalogue, so that a new one is counted without a line here.
    rows: "
SELECT counted.name, counted.rows FROM (
    SELECT c.relname::text AS name,
           (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM tenant.%I WHERE tenant_id = %L', c.relname, $1::uuid),
                                                false, true, '')))[1]::text::bigint AS rows
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE t.tgname = 'audit_insert' AND c.relnamespace = 'tenant'::regnamespace) AS counted",
};

const FIRM: Statements = Statements {
    chain: "
SELECT c.seq, c.entry_id, c.prev, c.hash, (extract(epoch FROM e.at) * 1000000)::bigint, e.actor, e.action, e.request_id, e.object, e.verb,
       e.count, e.rows, e.content_hash
  FROM firm.audit_chain c LEFT JOIN firm.audit_entries e ON e.firm_id = c.firm_id AND e.id = c.entry_id
 WHERE c.firm_id = $1 AND c.seq > $2 ORDER BY c.seq LIMIT $3",
    head: "SELECT seq, hash FROM firm.audit_heads WHERE firm_id = $1",
    loose: "
SELECT e.id FROM firm.audit_entries e
 WHERE e.firm_id = $1 AND NOT EXISTS (SELECT FROM firm.audit_chain c WHERE c.firm_id = $1 AND c.entry_id = e.id) LIMIT $2",
    rows: "
SELECT counted.name, counted.rows FROM (
    SELECT c.relname::text AS name,
           (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM firm.%I WHERE firm_id = %L', c.relname, $1::uuid),
                                                false, true, '')))[1]::text::bigint AS rows
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE t.tgname = 'audit_insert' AND c.relnamespace = 'firm'::regnamespace) AS counted",
};

fn statements(kind: Kind) -> &'static Statements {
    match kind {
        Kind::Tenant => &TENANT,
        Kind::Firm => &FIRM,
    }
}

impl Auditor<'_> {
    /// Connects as whoever the address names, looks at one moment of the database, and leaves.
    pub async fn at_address<T>(
        url: &str,
        look: impl AsyncFnOnce(&mut Auditor<'_>) -> Result<T, VerifyError>,
    ) -> Result<T, VerifyError> {
        let address: PgConnectOptions = url.parse()?;
        let mut connection = address.application_name("koprogo audit verify").connect().await?;
        let mut moment = connection.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let outcome = look(&mut Auditor::on(&mut moment)).await;
        moment.rollback().await?;
        connection.close().await?;
        outcome
    }

    /// Looks through a connection that is inside a transaction already.
    pub fn on(connection: &mut PgConnection) -> Auditor<'_> {
        Auditor { connection }
    }

    /// A login that policies bind would see nothing and find nothing wrong.
    pub async fn require_sight(&mut self) -> Result<(), VerifyError> {
        let blind: bool = sqlx::query_scalar(
            "SELECT row_security_active('tenant.audit_chain') OR row_security_active('firm.audit_chain')",
        )
        .fetch_one(&mut *self.connection)
        .await?;
        if blind { Err(VerifyError::Blind) } else { Ok(()) }
    }

    /// The last anchor as the database remembers it.
    pub async fn last_anchor(&mut self) -> Result<Option<(i64, Vec<u8>)>, VerifyError> {
        Ok(sqlx::query_as("SELECT number, hash FROM jobs.audit_anchor")
            .fetch_optional(&mut *self.connection)
            .await?)
    }

    /// The copro with this slug or id.
    pub async fn tenant(&mut self, slug_or_id: &str) -> Result<Scope, VerifyError> {
        let named = "SELECT tenant_id FROM firm.copros WHERE slug = $1 OR tenant_id = $2";
        let id: Option<Uuid> = sqlx::query_scalar(named)
            .bind(slug_or_id)
            .bind(Uuid::parse_str(slug_or_id).ok())
            .fetch_optional(&mut *self.connection)
            .await?;
        let id = id.ok_or_else(|| VerifyError::NoTenant(slug_or_id.to_owned()))?;
        Ok(Scope { kind: Kind::Tenant, id })
    }

    /// Verifies one chain, or all of them, against the rows, the tables and the ends that anchors hold.
    pub async fn verify(
        &mut self,
        only: Option<Scope>,
        mut ends: BTreeMap<Scope, Vec<(i64, Hash)>>,
    ) -> Result<Report, VerifyError> {
        let mut report = Report::default();
        let scopes = match only {
            Some(scope) => vec![scope],
            None => {
                // A chain that is gone altogether is known from outside.
                let mut scopes = self.scopes().await?;
                scopes.extend(ends.keys().copied());
                scopes.sort_unstable();
                scopes.dedup();
                scopes
            }
        };
        for scope in scopes {
            let anchored = ends.remove(&scope).unwrap_or_default();
            report.anchored += usize::from(!anchored.is_empty());
            match scope.kind {
                Kind::Tenant => report.tenants += 1,
                Kind::Firm => report.firms += 1,
            }
            self.chain(scope, anchored, &mut report).await?;
        }
        report.names = self.names(&report.findings).await?;
        Ok(report)
    }

    async fn names(&mut self, findings: &[Finding]) -> Result<BTreeMap<Scope, String>, VerifyError> {
        let ids: Vec<Uuid> = findings.iter().filter_map(|finding| Some(finding.scope?.id)).collect();
        let rows: Vec<(String, Uuid, String)> = sqlx::query_as(
            "SELECT 'tenant', tenant_id, slug FROM firm.copros WHERE tenant_id = ANY ($1)
             UNION ALL SELECT 'firm', firm_id, name FROM firm.firms WHERE firm_id = ANY ($1)",
        )
        .bind(ids)
        .fetch_all(&mut *self.connection)
        .await?;
        let named =
            |(kind, id, name): (String, Uuid, String)| Some((Scope { kind: kind.parse().ok()?, id }, name));
        Ok(rows.into_iter().filter_map(named).collect())
    }

    async fn scopes(&mut self) -> Result<Vec<Scope>, VerifyError> {
        let rows: Vec<(String, Uuid)> = sqlx::query_as(
            "SELECT 'tenant', tenant_id FROM tenant.audit_heads UNION SELECT 'tenant', tenant_id FROM tenant.audit_chain
             UNION SELECT 'tenant', tenant_id FROM tenant.audit_entries UNION SELECT 'tenant', tenant_id FROM tenant.copro
             UNION SELECT 'firm', firm_id FROM firm.audit_heads UNION SELECT 'firm', firm_id FROM firm.audit_chain
             UNION SELECT 'firm', firm_id FROM firm.audit_entries UNION SELECT 'firm', firm_id FROM firm.firms",
        )
        .fetch_all(&mut *self.connection)
        .await?;
        Ok(rows.into_iter().filter_map(|(kind, id)| Some(Scope { kind: kind.parse().ok()?, id })).collect())
    }

    async fn chain(
        &mut self,
        scope: Scope,
        anchored: Vec<(i64, Hash)>,
        report: &mut Report,
    ) -> Result<(), VerifyError> {
        let statements = statements(scope.kind);
        let mut check = ChainCheck::new(scope, anchored);
        let mut seq = 0;
        loop {
            let rows: Vec<Row> = sqlx::query_as(statements.chain)
                .bind(scope.id)
                .bind(seq)
                .bind(LINKS)
                .fetch_all(&mut *self.connection)
                .await?;
            let Some(last) = rows.last() else { break };
            seq = last.0;
            for row in rows {
                let (link, entry) = parts(row);
                check.link(&link, entry.as_ref());
            }
        }
        let head: Option<(i64, Vec<u8>)> =
            sqlx::query_as(statements.head).bind(scope.id).fetch_optional(&mut *self.connection).await?;
        let loose: Vec<Uuid> = sqlx::query_scalar(statements.loose)
            .bind(scope.id)
            .bind(LOOSE_MAX)
            .fetch_all(&mut *self.connection)
            .await?;
        let checked = check.finish(head.as_ref().map(|(seq, hash)| (*seq, hash.as_slice())), &loose);
        report.entries += checked.entries;
        report.blanked += checked.blanked;
        report.findings.extend(checked.findings);
        self.tables(scope, &checked.rows, report).await
    }

    /// What the log says each table holds must be what it holds.
    async fn tables(
        &mut self,
        scope: Scope,
        told: &BTreeMap<String, i64>,
        report: &mut Report,
    ) -> Result<(), VerifyError> {
        let held: Vec<(String, i64)> = sqlx::query_as(statements(scope.kind).rows)
            .bind(scope.id)
            .fetch_all(&mut *self.connection)
            .await?;
        report.tables = report.tables.max(held.len());
        for (table, rows) in held {
            let told = told.get(&table).copied().unwrap_or(0);
            if told != rows {
                let what = format!("the log tells of {told} rows of {table}, and the table holds {rows}");
                report.findings.push(Finding { scope: Some(scope), seq: None, what });
            }
        }
        Ok(())
    }
}

fn parts(row: Row) -> (Link, Option<Entry>) {
    let (seq, entry_id, prev, hash, at, actor, action, request, object, verb, count, rows, content) = row;
    let entry = || {
        Some(Entry {
            id: entry_id,
            at_micros: at?,
            actor: actor?,
            action: action?,
            request_id: request?,
            object: object?,
            verb: verb?,
            count: count?,
            rows: rows?,
            content_hash: content?,
        })
    };
    (Link { seq, entry_id, prev, hash }, entry())
}
