//! A person asks to be forgotten. What the law keeps stays, under a neutral name.

use domain::ids::{OwnerId, PersonId};
use domain::money::Cents;
use domain::retention::{self, Kept};
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::tenant::persons::Person;
use crate::{Refusal, Result, TenantScope, Tx, WorkerScope};

/// What was done.
pub struct Erasure {
    pub erased_at: OffsetDateTime,
    pub kept: Vec<Kept>,
}

impl Tx<TenantScope> {
    /// Takes a person's name and contact data out of everything that may lose them; `neutral` makes the name that stands there instead out of a
    /// number. Refused while the person owns a lot or the account is open: until then the law needs to know who it is. Done before: tells what
    /// was done then.
    pub async fn person_erase(
        &mut self,
        id: PersonId,
        reason: &str,
        today: Date,
        neutral: impl Fn(i64) -> String,
    ) -> Result<Erasure> {
        sqlx::query("SELECT 1 FROM tenant.persons WHERE id = $1 FOR UPDATE")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        if let Some(done) = self.erasure(id).await? {
            return Ok(done);
        }
        let person = self.person(id).await?;
        let owners = self.owners_with(id).await?;
        self.require_settled(&owners, today).await?;
        let kept = self.kept_by_law(&owners, today).await?;
        let number = self.counter_next("erased").await?;
        let name = neutral(number);
        self.person_blank(id, &name).await?;
        self.owners_rename(&owners, &person).await?;
        self.mails_drop(&owners, &person).await?;
        self.copies_forget(&person).await?;
        self.access_end(id, person.details.email.as_deref()).await?;
        self.log_blank(id, &owners).await?;
        let details = &person.details;
        let words = [
            details.last_name.as_str(),
            details.first_name.as_deref().unwrap_or_default(),
            details.email.as_deref().unwrap_or_default(),
            details.phone.as_deref().unwrap_or_default(),
        ];
        let by = self.scope.user.uuid();
        sqlx::query(
            "INSERT INTO tenant.erasures (person_id, number, reason, kept, erased_by) VALUES ($1, $2, left($3, 500), $4, $5)",
        )
        .bind(id.uuid())
        .bind(number)
        .bind(retention::without_words(reason, &words, &name))
        .bind(sqlx::types::Json(&kept))
        .bind(by)
        .execute(self.conn())
        .await?;
        self.erasure(id).await?.ok_or(crate::Error::NotFound)
    }

    /// Whoever is erased enters the copro no more, and their invitations forget whom they were for.
    async fn access_end(&mut self, id: PersonId, email: Option<&str>) -> Result<()> {
        sqlx::query("DELETE FROM tenant.members WHERE person_id = $1")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        sqlx::query(
            "UPDATE tenant.invitations SET email = '', person_id = NULL,
                    withdrawn_at = CASE WHEN accepted_at IS NULL THEN coalesce(withdrawn_at, now()) END
              WHERE person_id = $1 OR email = lower($2)",
        )
        .bind(id.uuid())
        .bind(email)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    async fn erasure(&mut self, id: PersonId) -> Result<Option<Erasure>> {
        let row: Option<(OffsetDateTime, sqlx::types::Json<Vec<Kept>>)> =
            sqlx::query_as("SELECT erased_at, kept FROM tenant.erasures WHERE person_id = $1")
                .bind(id.uuid())
                .fetch_optional(self.conn())
                .await?;
        Ok(row.map(|(erased_at, kept)| Erasure { erased_at, kept: kept.0 }))
    }

    /// The owners this person is or was a member of.
    pub(crate) async fn owners_with(&mut self, id: PersonId) -> Result<Vec<Uuid>> {
        Ok(sqlx::query_scalar("SELECT DISTINCT owner_id FROM tenant.owner_members WHERE person_id = $1")
            .bind(id.uuid())
            .fetch_all(self.conn())
            .await?)
    }

    async fn require_settled(&mut self, owners: &[Uuid], today: Date) -> Result<()> {
        let codes: Vec<String> = sqlx::query_scalar(
            "SELECT l.code FROM tenant.ownerships o JOIN tenant.lots l ON l.tenant_id = o.tenant_id AND l.id = o.lot_id
              WHERE o.owner_id = ANY($1) AND (o.valid_to IS NULL OR o.valid_to >= $2) ORDER BY l.position LIMIT 10",
        )
        .bind(owners)
        .bind(today)
        .fetch_all(self.conn())
        .await?;
        if !codes.is_empty() {
            return Err(Refusal::PersonOwnsLots { codes }.into());
        }
        let open: Option<i64> = sqlx::query_scalar(
            "SELECT sum(amount_cents)::bigint FROM tenant.entry_lines WHERE owner_id = ANY($1)
              GROUP BY owner_id HAVING sum(amount_cents) <> 0 ORDER BY 1 DESC LIMIT 1",
        )
        .bind(owners)
        .fetch_optional(self.conn())
        .await?;
        match open {
            Some(cents) => Err(Refusal::PersonAccountOpen { amount: Cents(cents) }.into()),
            None => Ok(()),
        }
    }

    /// What stays, and until when: counted from the end of the last year it was used in.
    async fn kept_by_law(&mut self, owners: &[Uuid], today: Date) -> Result<Vec<Kept>> {
        let (ledger, letters, ownership): (Option<Date>, Option<Date>, Option<Date>) = sqlx::query_as(
            "SELECT (SELECT max(y.ends_on) FROM tenant.entry_lines l
                       JOIN tenant.entries e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
                       JOIN tenant.fiscal_years y ON y.tenant_id = e.tenant_id AND y.id = e.fiscal_year_id WHERE l.owner_id = ANY($1)),
                    (SELECT max(y.ends_on) FROM tenant.notices n
                       JOIN tenant.calls c ON c.tenant_id = n.tenant_id AND c.id = n.call_id
                       JOIN tenant.fiscal_years y ON y.tenant_id = c.tenant_id AND c.issued_on BETWEEN y.starts_on AND y.ends_on
                      WHERE n.owner_id = ANY($1)),
                    (SELECT max(o.valid_to) FROM tenant.ownerships o WHERE o.owner_id = ANY($1))",
        )
        .bind(owners)
        .fetch_one(self.conn())
        .await?;
        let found = [("ledger", ledger), ("letters", letters), ("ownership", ownership)];
        Ok(found.into_iter().filter_map(|(what, from)| retention::kept(what, from?, today)).collect())
    }

    async fn person_blank(&mut self, id: PersonId, name: &str) -> Result<()> {
        sqlx::query(
            "UPDATE tenant.persons SET last_name = $2, first_name = NULL, email = NULL, phone = NULL, street = NULL, postal_code = NULL,
                    city = NULL, country = NULL, company_number = NULL, iban = NULL, erased_at = now() WHERE id = $1",
        )
        .bind(id.uuid())
        .bind(name)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Owners are named after their members, and so are their letters.
    async fn owners_rename(&mut self, owners: &[Uuid], person: &Person) -> Result<()> {
        for owner in owners {
            let known = self.owner(OwnerId::from(*owner)).await?;
            let members: Vec<PersonId> = known.members.iter().map(|member| member.person.id.into()).collect();
            let derived = self.name_from(&members).await?;
            let names_them = known.name.to_lowercase().contains(&person.details.last_name.to_lowercase());
            let name = if names_them { derived } else { known.name };
            sqlx::query("UPDATE tenant.owners SET name = $2 WHERE id = $1")
                .bind(owner)
                .bind(&name)
                .execute(self.conn())
                .await?;
            sqlx::query("SELECT app.rename_letters($1, $2)")
                .bind(owner)
                .bind(&name)
                .execute(self.conn())
                .await?;
        }
        Ok(())
    }

    /// Nothing is sent to the address any more, and none keeps it.
    async fn mails_drop(&mut self, owners: &[Uuid], person: &Person) -> Result<()> {
        let email = person.details.email.clone().unwrap_or_default();
        let queued: Vec<Uuid> = sqlx::query_scalar(
            "UPDATE tenant.notices SET email = NULL, mail = CASE mail WHEN 'queued' THEN 'none' ELSE mail END
              WHERE owner_id = ANY($1) AND lower(email) = lower($2) RETURNING id",
        )
        .bind(owners)
        .bind(&email)
        .fetch_all(self.conn())
        .await?;
        let (tenant, copro) = (self.scope.tenant.uuid(), self.copro().await?.name);
        let name = person.details.last_name.clone();
        self.within(WorkerScope, async |tx| {
            tx.mails_of_person_drop(tenant, &queued, &copro, &email, &name).await
        })
        .await
    }

    /// The audit log keeps that something was done, and by whom, but not what stood there about this person: in the person itself, in owners
    /// named after them, in their notices and the files of their letters. What this transaction has changed is blanked along.
    async fn log_blank(&mut self, id: PersonId, owners: &[Uuid]) -> Result<()> {
        sqlx::query(
            "SELECT app.audit_blank(ARRAY(SELECT $1::uuid UNION SELECT unnest($2::uuid[])
                UNION SELECT n.id FROM tenant.notices n WHERE n.owner_id = ANY($2)
                UNION SELECT n.file_id FROM tenant.notices n WHERE n.owner_id = ANY($2) AND n.file_id IS NOT NULL))",
        )
        .bind(id.uuid())
        .bind(owners)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Copies of what was typed or uploaded: files of imports, and answers kept for repeated requests.
    async fn copies_forget(&mut self, person: &Person) -> Result<()> {
        let details = &person.details;
        let email = details.email.as_deref().filter(|text| !text.is_empty());
        let patterns: Vec<String> =
            [Some(details.last_name.as_str()), email].into_iter().flatten().map(literally).collect();
        sqlx::query(
            r#"UPDATE tenant.imports SET source = '{"forgotten": true}', columns = '[]', errors = '[]', before = NULL,
                    status = CASE WHEN status IN ('uploaded', 'checking', 'checked') THEN 'failed' ELSE status END,
                    failure = CASE WHEN status IN ('uploaded', 'checking', 'checked') THEN 'import-state' ELSE failure END
              WHERE source::text ILIKE ANY($1) OR columns::text ILIKE ANY($1) OR before::text ILIKE ANY($1) OR errors::text ILIKE ANY($1)"#,
        )
        .bind(&patterns)
        .execute(self.conn())
        .await?;
        sqlx::query(
            "UPDATE tenant.idempotency SET answer = NULL, request_hash = decode(repeat('00', 32), 'hex') WHERE answer::text ILIKE ANY($1)",
        )
        .bind(&patterns)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}

impl Tx<WorkerScope> {
    async fn mails_of_person_drop(
        &mut self,
        tenant: Uuid,
        notices: &[Uuid],
        copro: &str,
        email: &str,
        name: &str,
    ) -> Result<()> {
        sqlx::query(
            "DELETE FROM jobs.jobs WHERE tenant_id = $1 AND kind = 'notice.mail' AND status = 'queued' AND subject_id = ANY($2)",
        )
        .bind(tenant)
        .bind(notices)
        .execute(self.conn())
        .await?;
        sqlx::query(
            "DELETE FROM jobs.dev_mails
              WHERE position($1 IN body_text) > 0 AND (lower(recipient) = lower($2) OR position($3 IN body_text) > 0)",
        )
        .bind(copro)
        .bind(email)
        .bind(name)
        .execute(self.conn())
        .await?;
        Ok(())
    }
}

/// A pattern for `ILIKE` that finds the text anywhere.
fn literally(text: &str) -> String {
    // JSON writes quotes and backslashes with a backslash before them.
    let quoted = Value::from(text).to_string();
    let inner = quoted.trim_matches('"');
    let escaped: String =
        inner.chars().flat_map(|c| if "%_\\".contains(c) { vec!['\\', c] } else { vec![c] }).collect();
    format!("%{escaped}%")
}
