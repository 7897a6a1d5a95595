use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::page::{page_cursor, page_limit};
use crate::{FirmScope, Page, PageQuery, Result, Scope, TenantScope, Tx};

/// Rows shown of one entry; the export has them all.
const CHANGES_SHOWN: usize = 50;
/// Entries read at a time for an export.
const EXPORT_ROWS: i64 = 200;

/// What of the log is wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// Kind of thing, as in `lots`.
    pub object: Option<String>,
    /// Only entries that mention this id.
    pub object_id: Option<Uuid>,
    /// A user's id, or an actor as in `platform` and `key:…`.
    pub actor: Option<String>,
    /// As in `lots.create`.
    pub action: Option<String>,
    /// First day, Belgian time.
    pub from: Option<Date>,
    /// Last day, Belgian time.
    pub to: Option<Date>,
    /// Entries per page, 1 to 200; 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    #[serde(default, deserialize_with = "page_cursor")]
    pub cursor: Option<String>,
}

/// Days of an export, both included; all of them unless given.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First day, Belgian time.
    pub from: Option<Date>,
    /// Last day, Belgian time.
    pub to: Option<Date>,
}

/// Who did it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AuditActor)]
pub struct ActorView {
    #[schema(value_type = ActorKind)]
    pub kind: String,
    pub id: Option<String>,
    pub name: Option<String>,
}

/// `user`, `key` (an API key), `operator` (of the platform), `platform` (a job), `login` (by hand, in the database).
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to clients; the log keeps texts")]
pub enum ActorKind {
    User,
    Key,
    Operator,
    Platform,
    Login,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to clients; the log keeps texts")]
pub enum AuditVerb {
    Insert,
    Update,
    Delete,
    Erase,
}

/// One row that an entry tells about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditChange)]
pub struct Change {
    pub id: String,
    /// What the row was; of a change only what differs.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
}

/// What one statement did to one kind of thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    pub seq: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub actor: ActorView,
    pub action: String,
    pub request_id: String,
    pub object: String,
    #[schema(value_type = AuditVerb)]
    pub verb: String,
    /// Rows it touched; of very many, not all are shown.
    pub count: i32,
    pub changes: Vec<Change>,
    /// Something of it was blanked on behalf of the person it told about.
    pub erased: bool,
    pub hash: String,
}

/// A line of the export: everything its hash is made of.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub seq: i64,
    pub id: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub at_micros: i64,
    pub actor: String,
    pub action: String,
    pub request_id: String,
    pub object: String,
    pub verb: String,
    pub count: i32,
    /// Texts of JSON, exactly as hashed.
    pub rows: Vec<String>,
    pub content_hash: String,
    pub prev: String,
    pub hash: String,
}

/// Where a scope keeps its log. A link has one entry, and its statements say so (`LATERAL … LIMIT 1`): of a join without a foreign key the planner
/// expects next to nothing, and then reads and sorts a whole chain for one page.
pub trait Logbook: Scope {
    const LIST: &'static str;
    const NAMES: &'static str;
    const EXPORT: &'static str;
    const END: &'static str;
    fn chain(&self) -> ::audit::Scope;
}

impl Logbook for TenantScope {
    const LIST: &'static str = "
SELECT c.seq, e.at, e.actor, e.action, e.request_id, e.object, e.verb, e.count, e.rows[1:50],
       EXISTS (SELECT FROM unnest(e.rows) AS row WHERE row LIKE '{\"erased\"%'), encode(c.hash, 'hex')
  FROM tenant.audit_chain c CROSS JOIN LATERAL (
       SELECT * FROM tenant.audit_entries n WHERE n.tenant_id = c.tenant_id AND n.id = c.entry_id LIMIT 1) e
 WHERE c.seq < $1 AND CASE WHEN num_nonnulls($2::text, $3::uuid, $4::text, $5::text, $6::date, $7::date) = 0 THEN true ELSE
       ($2 IS NULL OR e.object = $2) AND ($4 IS NULL OR e.actor IN ($4, 'user:' || $4)) AND ($5 IS NULL OR e.action = $5)
       AND ($6 IS NULL OR e.at >= $6::timestamp AT TIME ZONE 'Europe/Brussels')
       AND ($7 IS NULL OR e.at < ($7 + 1)::timestamp AT TIME ZONE 'Europe/Brussels')
       AND ($3 IS NULL OR EXISTS (SELECT FROM unnest(e.rows) AS row WHERE row LIKE '%' || $3 || '%')) END
 ORDER BY c.seq DESC LIMIT $8";
    const NAMES: &'static str = "SELECT user_id, name FROM app.audit_names($1)";
    const EXPORT: &'static str = "
SELECT c.seq, e.id, e.at, (extract(epoch FROM e.at) * 1000000)::bigint, e.actor, e.action, e.request_id, e.object, e.verb, e.count, e.rows,
       encode(e.content_hash, 'hex'), encode(c.prev, 'hex'), encode(c.hash, 'hex')
  FROM tenant.audit_chain c CROSS JOIN LATERAL (
       SELECT * FROM tenant.audit_entries n WHERE n.tenant_id = c.tenant_id AND n.id = c.entry_id LIMIT 1) e
 WHERE c.seq > $1 AND CASE WHEN num_nonnulls($2::date, $3::date) = 0 THEN true ELSE
       ($2 IS NULL OR e.at >= $2::timestamp AT TIME ZONE 'Europe/Brussels')
       AND ($3 IS NULL OR e.at < ($3 + 1)::timestamp AT TIME ZONE 'Europe/Brussels') END
 ORDER BY c.seq LIMIT $4";
    const END: &'static str = "SELECT seq, encode(hash, 'hex') FROM tenant.audit_heads";

    fn chain(&self) -> ::audit::Scope {
        ::audit::Scope { kind: ::audit::Kind::Tenant, id: self.tenant.uuid() }
    }
}

impl Logbook for FirmScope {
    const LIST: &'static str = "
SELECT c.seq, e.at, e.actor, e.action, e.request_id, e.object, e.verb, e.count, e.rows[1:50],
       EXISTS (SELECT FROM unnest(e.rows) AS row WHERE row LIKE '{\"erased\"%'), encode(c.hash, 'hex')
  FROM firm.audit_chain c CROSS JOIN LATERAL (
       SELECT * FROM firm.audit_entries n WHERE n.firm_id = c.firm_id AND n.id = c.entry_id LIMIT 1) e
 WHERE c.seq < $1 AND CASE WHEN num_nonnulls($2::text, $3::uuid, $4::text, $5::text, $6::date, $7::date) = 0 THEN true ELSE
       ($2 IS NULL OR e.object = $2) AND ($4 IS NULL OR e.actor IN ($4, 'user:' || $4)) AND ($5 IS NULL OR e.action = $5)
       AND ($6 IS NULL OR e.at >= $6::timestamp AT TIME ZONE 'Europe/Brussels')
       AND ($7 IS NULL OR e.at < ($7 + 1)::timestamp AT TIME ZONE 'Europe/Brussels')
       AND ($3 IS NULL OR EXISTS (SELECT FROM unnest(e.rows) AS row WHERE row LIKE '%' || $3 || '%')) END
 ORDER BY c.seq DESC LIMIT $8";
    const NAMES: &'static str = "SELECT user_id, name FROM app.firm_audit_names($1)";
    const EXPORT: &'static str = "
SELECT c.seq, e.id, e.at, (extract(epoch FROM e.at) * 1000000)::bigint, e.actor, e.action, e.request_id, e.object, e.verb, e.count, e.rows,
       encode(e.content_hash, 'hex'), encode(c.prev, 'hex'), encode(c.hash, 'hex')
  FROM firm.audit_chain c CROSS JOIN LATERAL (
       SELECT * FROM firm.audit_entries n WHERE n.firm_id = c.firm_id AND n.id = c.entry_id LIMIT 1) e
 WHERE c.seq > $1 AND CASE WHEN num_nonnulls($2::date, $3::date) = 0 THEN true ELSE
       ($2 IS NULL OR e.at >= $2::timestamp AT TIME ZONE 'Europe/Brussels')
       AND ($3 IS NULL OR e.at < ($3 + 1)::timestamp AT TIME ZONE 'Europe/Brussels') END
 ORDER BY c.seq LIMIT $4";
    const END: &'static str = "SELECT seq, encode(hash, 'hex') FROM firm.audit_heads";

    fn chain(&self) -> ::audit::Scope {
        ::audit::Scope { kind: ::audit::Kind::Firm, id: self.firm.uuid() }
    }
}

#[derive(sqlx::FromRow)]
struct Listed(i64, OffsetDateTime, String, String, String, String, String, i32, Vec<String>, bool, String);

type Whole = (
    i64,
    Uuid,
    OffsetDateTime,
    i64,
    String,
    String,
    String,
    String,
    String,
    i32,
    Vec<String>,
    String,
    String,
    String,
);

/// A row of an entry, whichever of its shapes it has.
#[derive(Deserialize)]
struct Row {
    id: Option<String>,
    entry: Option<String>,
    before: Option<Value>,
    after: Option<Value>,
}

impl<S: Logbook> Tx<S> {
    /// The log, newest first.
    pub async fn audit_list(&mut self, query: &AuditQuery) -> Result<Page<AuditEntry>> {
        let paging = PageQuery { limit: query.limit, ..PageQuery::default() };
        // A cursor that was not made here starts the list over.
        let before: i64 = query.cursor.as_deref().and_then(|cursor| cursor.parse().ok()).unwrap_or(i64::MAX);
        let rows: Vec<Listed> = sqlx::query_as(S::LIST)
            .bind(before)
            .bind(&query.object)
            .bind(query.object_id)
            .bind(&query.actor)
            .bind(&query.action)
            .bind(query.from)
            .bind(query.to)
            .bind(paging.fetch())
            .fetch_all(self.conn())
            .await?;
        let names = self.names(&rows).await?;
        let mut items: Vec<AuditEntry> = rows.into_iter().map(|row| shown(row, &names)).collect();
        let limit = usize::try_from(paging.limit()).unwrap_or(0);
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = items.last().filter(|_| more).map(|entry| entry.seq.to_string());
        Ok(Page { items, next_cursor })
    }

    async fn names(&mut self, rows: &[Listed]) -> Result<BTreeMap<Uuid, String>> {
        let mut users: Vec<Uuid> = rows.iter().filter_map(|row| user_of(&row.2)).collect();
        users.sort_unstable();
        users.dedup();
        if users.is_empty() {
            return Ok(BTreeMap::new());
        }
        let names: Vec<(Uuid, String)> = sqlx::query_as(S::NAMES).bind(users).fetch_all(self.conn()).await?;
        Ok(names.into_iter().collect())
    }

    /// The next lines of an export after `seq`; none at the end.
    pub async fn audit_export(&mut self, seq: i64, span: Span) -> Result<Vec<Exported>> {
        let rows: Vec<Whole> = sqlx::query_as(S::EXPORT)
            .bind(seq)
            .bind(span.from)
            .bind(span.to)
            .bind(EXPORT_ROWS)
            .fetch_all(self.conn())
            .await?;
        Ok(rows.into_iter().map(whole).collect())
    }

    /// Where the chain ends now.
    pub async fn audit_end(&mut self) -> Result<Option<(i64, String)>> {
        Ok(sqlx::query_as(S::END).fetch_optional(self.conn()).await?)
    }
}

fn user_of(actor: &str) -> Option<Uuid> {
    Uuid::parse_str(actor.strip_prefix("user:")?).ok()
}

fn shown(row: Listed, names: &BTreeMap<Uuid, String>) -> AuditEntry {
    let Listed(seq, at, actor, action, request_id, object, verb, count, rows, erased, hash) = row;
    let (kind, id) = actor.split_once(':').map_or((actor.as_str(), None), |(kind, id)| (kind, Some(id)));
    let name = user_of(&actor).and_then(|user| names.get(&user).cloned());
    let changes = rows.iter().take(CHANGES_SHOWN).filter_map(|row| change(row)).collect();
    let actor = ActorView { kind: kind.to_owned(), id: id.map(str::to_owned), name };
    AuditEntry { seq, at, actor, action, request_id, object, verb, count, changes, erased, hash }
}

/// Nothing for a row that was blanked, and for the sum of those beyond what is kept.
fn change(text: &str) -> Option<Change> {
    let row: Row = serde_json::from_str(text).ok()?;
    Some(Change { id: row.id.or(row.entry)?, before: row.before, after: row.after })
}

fn whole(row: Whole) -> Exported {
    let (
        seq,
        id,
        at,
        at_micros,
        actor,
        action,
        request_id,
        object,
        verb,
        count,
        rows,
        content_hash,
        prev,
        hash,
    ) = row;
    Exported {
        seq,
        id,
        at,
        at_micros,
        actor,
        action,
        request_id,
        object,
        verb,
        count,
        rows,
        content_hash,
        prev,
        hash,
    }
}
