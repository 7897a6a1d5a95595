//! What an operator sees of a copro through a window: one statement each, because each is noted. Nothing here names a person's contact data,
//! and the role it runs with could not read any.

use domain::ledger::Journal;
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Page, PageQuery, Result, SupportScope, Tx};

/// The copro and how far its set-up is.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SeenCopro {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub postal_code: String,
    pub city: String,
    pub company_number: Option<String>,
    pub language: String,
    pub status: String,
    pub activated_on: Option<Date>,
    pub shares_total: i64,
    pub shares_assigned: i64,
    pub lots: i64,
    pub lots_without_owner: i64,
    pub owners: i64,
    pub special_keys: i64,
    pub working_account: bool,
    pub reserve_account: bool,
    pub entries: i64,
    /// Sum of all ledger lines; anything but zero is a fault.
    pub ledger_sum_cents: i64,
}

/// A lot with its shares and today's owner by number.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SeenLot {
    pub id: Uuid,
    pub code: String,
    pub nature: String,
    pub floor: Option<String>,
    pub shares: i64,
    pub owner_number: Option<i32>,
    #[serde(skip)]
    #[schema(ignore)]
    position: i32,
}

/// An owner's account, without whoever stands behind it but for the name.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SeenOwner {
    pub id: Uuid,
    pub number: i32,
    pub name: String,
    pub lots: i64,
    pub balance_cents: i64,
}

/// A ledger entry with its lines.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SeenEntry {
    pub id: Uuid,
    #[schema(value_type = Journal)]
    pub journal: String,
    pub number: String,
    pub entry_date: Date,
    pub description: String,
    #[schema(value_type = Vec<SeenLine>)]
    pub lines: serde_json::Value,
    #[serde(with = "time::serde::rfc3339")]
    pub posted_at: OffsetDateTime,
}

/// One line of a ledger entry; a debit is positive, a credit negative.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeenLine {
    pub account: String,
    pub owner_number: Option<i32>,
    pub amount_cents: i64,
}

/// A job of the copro, with its last error.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SeenJob {
    pub id: Uuid,
    pub kind: String,
    #[schema(value_type = crate::jobs::JobState)]
    pub status: String,
    pub attempts: i16,
    pub last_error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
}

fn before(query: &PageQuery) -> Option<Uuid> {
    query.after().and_then(|(_, id)| Uuid::parse_str(&id).ok())
}

impl Tx<SupportScope> {
    pub async fn seen_copro(&mut self) -> Result<SeenCopro> {
        Ok(sqlx::query_as(
            "SELECT c.tenant_id AS id, c.slug, c.name, c.postal_code, c.city, c.company_number, c.language, c.status, c.activated_on,
                    c.shares_total,
                    coalesce((SELECT sum(w.weight)::bigint FROM tenant.key_weights w WHERE w.key_version_id = (
                        SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
                         WHERE k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)), 0) AS shares_assigned,
                    (SELECT count(*) FROM tenant.lots) AS lots,
                    (SELECT count(*) FROM tenant.lots l WHERE NOT EXISTS (SELECT FROM tenant.ownerships o
                        WHERE o.tenant_id = l.tenant_id AND o.lot_id = l.id AND o.valid_to IS NULL)) AS lots_without_owner,
                    (SELECT count(DISTINCT o.owner_id) FROM tenant.ownerships o WHERE o.valid_to IS NULL) AS owners,
                    (SELECT count(*) FROM tenant.keys k WHERE k.kind = 'special') AS special_keys,
                    c.working_iban IS NOT NULL AS working_account, c.reserve_iban IS NOT NULL AS reserve_account,
                    (SELECT count(*) FROM tenant.entries) AS entries,
                    coalesce((SELECT sum(l.amount_cents)::bigint FROM tenant.entry_lines l), 0) AS ledger_sum_cents
               FROM tenant.copro c",
        )
        .fetch_one(self.conn())
        .await?)
    }

    pub async fn seen_lots(&mut self, query: &PageQuery) -> Result<Page<SeenLot>> {
        let (place, id) = query.after_place();
        let rows: Vec<SeenLot> = sqlx::query_as(
            "SELECT l.id, l.code, l.nature, l.floor, l.position, coalesce(w.weight, 0) AS shares, o.number AS owner_number
               FROM tenant.lots l
               LEFT JOIN tenant.key_weights w ON w.tenant_id = l.tenant_id AND w.lot_id = l.id AND w.key_version_id = (
                    SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
                     WHERE k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)
               LEFT JOIN tenant.ownerships p ON p.tenant_id = l.tenant_id AND p.lot_id = l.id AND p.valid_to IS NULL
               LEFT JOIN tenant.owners o ON o.tenant_id = p.tenant_id AND o.id = p.owner_id
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE l.code ILIKE $1 END AND (l.position, l.id) > ($2, $3)
              ORDER BY l.position, l.id LIMIT $4",
        )
        .bind(query.pattern())
        .bind(place)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.position.to_string(), row.id.to_string())))
    }

    pub async fn seen_owners(&mut self, query: &PageQuery) -> Result<Page<SeenOwner>> {
        let (number, _) = query.after_place();
        let rows: Vec<SeenOwner> = sqlx::query_as(
            "SELECT o.id, o.number, o.name,
                    (SELECT count(*) FROM tenant.ownerships p
                      WHERE p.tenant_id = o.tenant_id AND p.owner_id = o.id AND p.valid_to IS NULL) AS lots,
                    coalesce((SELECT sum(e.amount_cents)::bigint FROM tenant.entry_lines e
                               WHERE e.tenant_id = o.tenant_id AND e.owner_id = o.id), 0) AS balance_cents
               FROM tenant.owners o
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE o.name ILIKE $1 END AND o.number > $2
              ORDER BY o.number LIMIT $3",
        )
        .bind(query.pattern())
        .bind(number)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.number.to_string(), row.id.to_string())))
    }

    pub async fn seen_entries(&mut self, query: &PageQuery) -> Result<Page<SeenEntry>> {
        let (day, id) = query.before_day();
        let rows: Vec<SeenEntry> = sqlx::query_as(
            "SELECT e.id, e.journal, e.number, e.entry_date, e.description, e.posted_at,
                    (SELECT jsonb_agg(jsonb_build_object('account', l.account, 'owner_number', o.number, 'amount_cents', l.amount_cents)
                                      ORDER BY l.line)
                       FROM tenant.entry_lines l LEFT JOIN tenant.owners o ON o.tenant_id = l.tenant_id AND o.id = l.owner_id
                      WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id) AS lines
               FROM tenant.entries e
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE e.number ILIKE $1 OR e.description ILIKE $1 END
                AND (e.entry_date, e.id) < ($2, $3)
              ORDER BY e.entry_date DESC, e.id DESC LIMIT $4",
        )
        .bind(query.pattern())
        .bind(day)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.entry_date.to_string(), row.id.to_string())))
    }

    pub async fn seen_jobs(&mut self, query: &PageQuery) -> Result<Page<SeenJob>> {
        let rows: Vec<SeenJob> = sqlx::query_as(
            "SELECT id, kind, status, attempts, last_error, created_at, finished_at FROM app.support_jobs($1, $2)",
        )
        .bind(before(query))
        .bind(i32::try_from(query.fetch()).unwrap_or(51))
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }
}
