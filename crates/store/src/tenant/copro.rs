use domain::address::Address;
use domain::copro::{
    CoproPatch, CoproStatus, LiveFacts, NewCopro, NotReady, fiscal_year_containing, ready_to_go_live,
};
use domain::language::Language;
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::keys::statutory_key;
use crate::admit::sealed::Look;
use crate::identity::{corrupt, language_of};
use crate::wire::{Group, Reply, Statement, wire_row};
use crate::{Error, Refusal, Result, TenantScope, Tx};

/// The first version of every key is valid for all time before the next one.
pub const ORIGIN: Date = time::macros::date!(1900 - 01 - 01);

/// The copro as stored, with the counts its checklist needs.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct CoproRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub country: String,
    pub company_number: Option<String>,
    pub language: String,
    pub shares_total: i64,
    pub fiscal_year_start: String,
    pub working_iban: Option<String>,
    pub reserve_iban: Option<String>,
    pub status: String,
    pub activated_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub closed_for: Option<String>,
    pub closing_note: Option<String>,
    pub shares_assigned: i64,
    pub lots: i64,
    pub owners: i64,
    pub special_keys: i64,
    /// Codes of the first lots that nobody owns today.
    pub ownerless: Vec<String>,
    /// When the support window that is open now ends.
    pub support_until: Option<OffsetDateTime>,
}

wire_row!(CoproRow {
    id: Uuid,
    slug: String,
    name: String,
    street: String,
    postal_code: String,
    city: String,
    country: String,
    company_number: Option<String>,
    language: String,
    shares_total: i64,
    fiscal_year_start: String,
    working_iban: Option<String>,
    reserve_iban: Option<String>,
    status: String,
    activated_on: Option<Date>,
    closed_on: Option<Date>,
    closed_for: Option<String>,
    closing_note: Option<String>,
    shares_assigned: i64,
    lots: i64,
    owners: i64,
    special_keys: i64,
    ownerless: Vec<String>,
    support_until: Option<OffsetDateTime>,
});

/// The owners of all lots are gathered once (NOT IN); asked lot by lot, PostgreSQL, which takes a copro for an average one, walks through all owners for
/// each lot: 15 ms for 500 lots, by the square of their number.
const COPRO: &str = "SELECT c.tenant_id AS id, c.slug, c.name, c.street, c.postal_code, c.city, c.country, c.company_number, c.language,
     c.shares_total, c.fiscal_year_start, c.working_iban, c.reserve_iban, c.status, c.activated_on,
     c.closed_on, c.closed_for, c.closing_note,
     coalesce((SELECT sum(w.weight)::bigint FROM tenant.key_weights w WHERE w.key_version_id = (
     SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
     WHERE k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)), 0) AS shares_assigned,
     (SELECT count(*) FROM tenant.lots) AS lots,
     (SELECT count(DISTINCT o.owner_id) FROM tenant.ownerships o WHERE o.valid_to IS NULL) AS owners,
     (SELECT count(*) FROM tenant.keys k WHERE k.kind = 'special') AS special_keys,
     ARRAY(SELECT l.code FROM tenant.lots l
     WHERE l.id NOT IN (SELECT o.lot_id FROM tenant.ownerships o WHERE o.valid_to IS NULL)
     ORDER BY l.position LIMIT 10) AS ownerless,
     app.support_until() AS support_until
     FROM tenant.copro c";
/// The same, with what the summary says of lots, owners and shares.
static SHOW: Statement = Statement::reading::<CoproRow>(
    "SELECT c.tenant_id AS id, c.slug, c.name, c.street, c.postal_code, c.city, c.country, c.company_number, c.language,
            c.shares_total, c.fiscal_year_start, c.working_iban, c.reserve_iban, c.status, c.activated_on,
            c.closed_on, c.closed_for, c.closing_note, s.shares_assigned, s.lots, s.owners,
            (SELECT count(*) FROM tenant.keys k WHERE k.kind = 'special') AS special_keys,
            ARRAY(SELECT l.code FROM tenant.lots l
                   WHERE l.id NOT IN (SELECT o.lot_id FROM tenant.ownerships o WHERE o.valid_to IS NULL)
                   ORDER BY l.position LIMIT 10) AS ownerless,
            app.support_until() AS support_until
       FROM tenant.copro c, app.summary_of_copro() s",
);

/// The copro, in one round trip.
pub struct CoproLook;

impl Look<TenantScope> for CoproLook {
    type Answer = CoproRow;
    const NAME: &'static str = "copro.show";

    fn ask(&self, _: &TenantScope, group: Group) -> Group {
        group.then(&SHOW, &[])
    }

    fn answer(&self, _: &TenantScope, reply: &Reply, first: usize) -> Result<CoproRow> {
        reply.rows(first)?.into_iter().next().ok_or(Error::NotFound)
    }
}

impl CoproRow {
    /// The stored copro in the shape the rules speak of.
    pub fn as_new(&self) -> Result<(NewCopro, CoproStatus)> {
        let copro = NewCopro {
            name: self.name.clone(),
            address: Address {
                street: self.street.clone(),
                postal_code: self.postal_code.clone(),
                city: self.city.clone(),
                country: self.country.clone(),
            },
            company_number: self.company_number.clone(),
            shares_total: self.shares_total,
            language: self.language()?,
            fiscal_year_start: self
                .fiscal_year_start
                .parse()
                .map_err(|_| corrupt("fiscal year start", &self.fiscal_year_start))?,
            working_iban: self.working_iban.clone(),
            reserve_iban: self.reserve_iban.clone(),
        };
        let status = self.status.parse().map_err(|()| corrupt("copro status", &self.status))?;
        Ok((copro, status))
    }

    /// The address as it stands on a letter.
    pub fn address_lines(&self) -> Vec<String> {
        vec![self.street.clone(), format!("{} {}", self.postal_code, self.city)]
    }

    pub fn language(&self) -> Result<Language> {
        language_of(&self.language)
    }

    pub fn live_facts(&self) -> LiveFacts {
        LiveFacts {
            shares_total: self.shares_total,
            shares_assigned: self.shares_assigned,
            lots: self.lots,
            lots_without_owner: self.ownerless.clone(),
        }
    }
}

/// Charges are recorded in a copro that is in service.
pub(crate) fn live(status: &str) -> Result<()> {
    match status {
        "active" => Ok(()),
        // Closed since the caller was let in.
        "closed" => Err(Refusal::CoproClosed.into()),
        _ => Err(Refusal::CoproNotActive.into()),
    }
}

/// One reason at a time reads better than three; the order is the order in which a syndic mends them.
fn first_refusal(reasons: Vec<NotReady>) -> Error {
    match reasons.into_iter().next() {
        Some(NotReady::SharesMismatch { expected, found, .. }) => {
            Refusal::SharesMismatch { expected, found }.into()
        }
        Some(NotReady::LotsWithoutOwner { codes }) => Refusal::LotsWithoutOwner { codes }.into(),
        Some(NotReady::NoLots) | None => Refusal::NoLots.into(),
    }
}

impl Tx<TenantScope> {
    /// Writes the first rows of a copro whose summary was just written: itself, the key of its deed, and the fiscal year that it is in.
    pub(crate) async fn copro_found(&mut self, new: &NewCopro, today: Date) -> Result<()> {
        let (key_code, key_name) = statutory_key(new.language);
        let (starts_on, ends_on) = fiscal_year_containing(new.fiscal_year_start, today);
        sqlx::query(
            "WITH copro AS (
                 INSERT INTO tenant.copro (slug, name, street, postal_code, city, country, company_number, language, shares_total,
                                           fiscal_year_start, working_iban, reserve_iban)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)),
             statutory AS (INSERT INTO tenant.keys (id, code, name, kind) VALUES ($13, $14, $15, 'statutory')),
             version AS (INSERT INTO tenant.key_versions (id, key_id, valid_from) VALUES ($16, $13, $17))
             INSERT INTO tenant.fiscal_years (id, starts_on, ends_on) VALUES ($18, $19, $20)",
        )
        .bind(self.scope.slug.clone())
        .bind(&new.name)
        .bind(&new.address.street)
        .bind(&new.address.postal_code)
        .bind(&new.address.city)
        .bind(&new.address.country)
        .bind(new.company_number.as_deref())
        .bind(new.language.as_str())
        .bind(new.shares_total)
        .bind(new.fiscal_year_start.to_string())
        .bind(new.working_iban.as_deref())
        .bind(new.reserve_iban.as_deref())
        .bind(Uuid::now_v7())
        .bind(key_code)
        .bind(key_name)
        .bind(Uuid::now_v7())
        .bind(ORIGIN)
        .bind(Uuid::now_v7())
        .bind(starts_on)
        .bind(ends_on)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn copro(&mut self) -> Result<CoproRow> {
        Ok(sqlx::query_as(COPRO).fetch_one(self.conn()).await?)
    }

    /// Changes what the patch names; the whole must be valid afterwards.
    pub async fn copro_update(&mut self, patch: &CoproPatch) -> Result<()> {
        sqlx::query("SELECT 1 FROM tenant.copro FOR UPDATE").execute(self.conn()).await?;
        let (before, status) = self.copro().await?.as_new()?;
        let after = patch.applied_to(&before, status)?;
        sqlx::query(
            "UPDATE tenant.copro SET name = $1, street = $2, postal_code = $3, city = $4, country = $5, company_number = $6,
                    language = $7, shares_total = $8, working_iban = $9, reserve_iban = $10, updated_at = now()",
        )
        .bind(&after.name)
        .bind(&after.address.street)
        .bind(&after.address.postal_code)
        .bind(&after.address.city)
        .bind(&after.address.country)
        .bind(after.company_number.as_deref())
        .bind(after.language.as_str())
        .bind(after.shares_total)
        .bind(after.working_iban.as_deref())
        .bind(after.reserve_iban.as_deref())
        .execute(self.conn())
        .await?;
        self.stale.registry = true;
        Ok(())
    }

    /// Lets the copro go live, if its shares add up and every lot is owned, and freezes the statutory shares from then on.
    pub async fn copro_activate(&mut self, today: Date) -> Result<()> {
        // The row is locked so that no lot slips in between the check and the change of state.
        sqlx::query("SELECT 1 FROM tenant.copro FOR UPDATE").execute(self.conn()).await?;
        let copro = self.copro().await?;
        match copro.status.as_str() {
            "active" => return Ok(()),
            "closed" => return Err(Refusal::CoproClosed.into()),
            _ => {}
        }
        ready_to_go_live(&copro.live_facts()).map_err(first_refusal)?;
        sqlx::query("UPDATE tenant.copro SET status = 'active', activated_on = $1, updated_at = now()")
            .bind(today)
            .execute(self.conn())
            .await?;
        sqlx::query(
            "UPDATE tenant.key_versions v SET used_at = now() FROM tenant.keys k
              WHERE k.tenant_id = v.tenant_id AND k.id = v.key_id AND k.kind = 'statutory' AND v.used_at IS NULL",
        )
        .execute(self.conn())
        .await?;
        self.stale.registry = true;
        Ok(())
    }

    /// Name and number of the firm that manages the copro, for the letterhead.
    pub async fn syndic(&mut self) -> Result<(String, String)> {
        Ok(sqlx::query_as("SELECT name, company_number FROM app.syndic_of_tenant()")
            .fetch_one(self.conn())
            .await?)
    }

    pub(crate) async fn require_active(&mut self) -> Result<()> {
        let status: String =
            sqlx::query_scalar("SELECT status FROM tenant.copro").fetch_one(self.conn()).await?;
        live(&status)
    }

    /// The next number of a gap-free series. The series stays locked until this transaction ends.
    pub(crate) async fn counter_next(&mut self, name: &str) -> Result<i64> {
        self.counter_take(name, 1).await
    }

    /// The last of `count` consecutive numbers of a series (`count` above zero).
    pub(crate) async fn counter_take(&mut self, name: &str, count: i64) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "INSERT INTO tenant.counters (name, last) VALUES ($1, $2)
             ON CONFLICT (tenant_id, name) DO UPDATE SET last = tenant.counters.last + $2 RETURNING last",
        )
        .bind(name)
        .bind(count)
        .fetch_one(self.conn())
        .await?)
    }
}
