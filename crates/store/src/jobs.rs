//! The queue: work asked for inside a transaction and done after it, by whichever worker claims it first.

use std::time::Duration;

use access::caller::Actor;
use access::role::{Role, RoleSet};
use domain::ids::UserId;
use serde::Serialize;
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scope::{Openness, Standing};
use crate::{Result, Store, TenantScope, Tx, WorkerScope};

/// What can be asked for. One name here, one handler in the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Send the mail in the payload to someone who is not yet anyone's owner or staff.
    IdentityMail,
    /// Mail a link for a new password to an address, if somebody has it.
    PasswordReset,
    /// Render the PDF of one notice and, if its owner takes mail, queue that.
    NoticeRender,
    /// Mail one rendered notice.
    NoticeMail,
    /// Check an import file against its mapping.
    ImportCheck,
    /// Write a checked import.
    ImportCommit,
    /// Make the package of a copro and move it to the firm that accepted it.
    TransferExecute,
    /// Make the package that a firm has asked for of a copro it manages.
    CoproExport,
    /// Tell the firm's administrators about a support window.
    SupportMail,
    /// Give an invoice its forms (PDF, electronic) and mail it.
    BillingDocuments,
    /// Take the money of an invoice.
    BillingCollect,
    /// Ask the payment provider what became of an invoice's money.
    BillingReconcile,
    /// Mail what the subscription has to say.
    BillingMail,
    /// Hand an electronic invoice to the access point.
    BillingPeppol,
    /// Have the payment provider forget a payment method.
    BillingDetach,
}

impl JobKind {
    pub const ALL: [JobKind; 15] = [
        JobKind::IdentityMail,
        JobKind::PasswordReset,
        JobKind::NoticeRender,
        JobKind::NoticeMail,
        JobKind::ImportCheck,
        JobKind::ImportCommit,
        JobKind::TransferExecute,
        JobKind::CoproExport,
        JobKind::SupportMail,
        JobKind::BillingDocuments,
        JobKind::BillingCollect,
        JobKind::BillingReconcile,
        JobKind::BillingMail,
        JobKind::BillingPeppol,
        JobKind::BillingDetach,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            JobKind::IdentityMail => "identity.mail",
            JobKind::PasswordReset => "identity.password_reset",
            JobKind::NoticeRender => "notice.render",
            JobKind::NoticeMail => "notice.mail",
            JobKind::ImportCheck => "import.check",
            JobKind::ImportCommit => "import.commit",
            JobKind::TransferExecute => "transfer.execute",
            JobKind::CoproExport => "copro.export",
            JobKind::SupportMail => "support.mail",
            JobKind::BillingDocuments => "billing.documents",
            JobKind::BillingCollect => "billing.collect",
            JobKind::BillingReconcile => "billing.reconcile",
            JobKind::BillingMail => "billing.mail",
            JobKind::BillingPeppol => "billing.peppol",
            JobKind::BillingDetach => "billing.detach",
        }
    }

    /// About a firm's account: its subject is the firm.
    pub fn is_billing(self) -> bool {
        matches!(
            self,
            JobKind::BillingDocuments
                | JobKind::BillingCollect
                | JobKind::BillingReconcile
                | JobKind::BillingMail
                | JobKind::BillingPeppol
                | JobKind::BillingDetach
        )
    }

    /// 0 where a person waits for it, 1 for work in bulk: a code must not queue behind a thousand letters.
    pub(crate) fn priority(self) -> i16 {
        match self {
            JobKind::SupportMail
            | JobKind::IdentityMail
            | JobKind::PasswordReset
            | JobKind::ImportCheck
            | JobKind::ImportCommit
            | JobKind::TransferExecute => 0,
            JobKind::NoticeRender
            | JobKind::NoticeMail
            | JobKind::CoproExport
            | JobKind::BillingDocuments
            | JobKind::BillingCollect
            | JobKind::BillingReconcile
            | JobKind::BillingMail
            | JobKind::BillingPeppol
            | JobKind::BillingDetach => 1,
        }
    }

    fn parse(text: &str) -> Option<JobKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A job about to be queued. `subject` is the row it is about.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub kind: JobKind,
    pub subject: Option<Uuid>,
    pub payload: serde_json::Value,
}

impl NewJob {
    pub fn about(kind: JobKind, subject: Uuid) -> NewJob {
        NewJob { kind, subject: Some(subject), payload: serde_json::Value::Object(serde_json::Map::new()) }
    }

    pub(crate) async fn insert(&self, conn: &mut PgConnection, tenant: Option<Uuid>) -> Result<()> {
        sqlx::query(
            "INSERT INTO jobs.jobs (id, tenant_id, kind, subject_id, payload, priority) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(tenant)
        .bind(self.kind.as_str())
        .bind(self.subject)
        .bind(&self.payload)
        .bind(self.kind.priority())
        .execute(conn)
        .await?;
        Ok(())
    }
}

/// A job this worker holds until its lease runs out.
#[derive(Clone, Debug)]
pub struct ClaimedJob {
    pub id: Uuid,
    pub kind: JobKind,
    pub subject: Option<Uuid>,
    pub payload: serde_json::Value,
    pub attempt: i16,
    pub last_attempt: bool,
    tenant: Option<Uuid>,
}

/// How far a job is.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
}

/// A job as its copro sees it.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub subject_id: Option<Uuid>,
    #[schema(value_type = JobState)]
    pub status: String,
    pub attempts: i16,
    pub last_error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
}

/// A mail kept instead of sent, for the mailbox page of the development server.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct DevMail {
    pub id: Uuid,
    #[sqlx(rename = "recipient")]
    pub to: String,
    pub subject: String,
    #[sqlx(rename = "body_text")]
    pub text: String,
    #[sqlx(rename = "body_html")]
    pub html: String,
    #[schema(value_type = Vec<DevAttachment>)]
    pub attachments: serde_json::Value,
    #[serde(with = "time::serde::rfc3339")]
    pub sent_at: OffsetDateTime,
}

/// An attachment of a kept mail: the stored file of a copro.
#[derive(Debug, Serialize, ToSchema)]
pub struct DevAttachment {
    pub name: String,
    pub size_bytes: i64,
    /// Where the file can be read by somebody who may see its copro.
    pub href: Option<String>,
}

type ClaimedRow = (Uuid, Option<Uuid>, String, Option<Uuid>, serde_json::Value, i16, bool);

impl Store {
    /// The scope of the copro a claimed job belongs to. The claim is the proof: a job was queued by somebody inside that copro.
    pub async fn resume(&self, job: &ClaimedJob) -> Result<Option<TenantScope>> {
        let Some(tenant) = job.tenant else { return Ok(None) };
        // A worker acts for the platform: no user, and the firm only matters to callers.
        Ok(Some(TenantScope {
            tenant: tenant.into(),
            firm: Uuid::nil().into(),
            slug: String::new(),
            actor: Actor::Platform,
            user: UserId::from(Uuid::nil()),
            roles: RoleSet::of(Role::FirmAdmin),
            quota: None,
            standing: Standing::unasked(),
            open: Openness::Unasked,
        }))
    }
}

impl Tx<WorkerScope> {
    /// Takes up to `limit` jobs that are due, or whose worker died, for `lease`; of one copro no more than `per_copro` run at a time, in
    /// all workers together. Other workers skip what is taken.
    ///
    /// The copros with queued jobs are stepped through on the index, so that five thousand letters of one cost no more than its first few. What was
    /// chosen is taken by its keys (ARRAY), never joined: a plan that was made while the queue was empty joins row by row, and is kept.
    pub async fn jobs_claim(
        &mut self,
        limit: i64,
        per_copro: i64,
        lease: Duration,
    ) -> Result<Vec<ClaimedJob>> {
        let rows: Vec<ClaimedRow> = sqlx::query_as(
            "WITH RECURSIVE copros AS (
                (SELECT tenant_id FROM jobs.jobs WHERE status = 'queued' AND tenant_id IS NOT NULL ORDER BY tenant_id LIMIT 1)
                UNION ALL
                SELECT (SELECT j.tenant_id FROM jobs.jobs j WHERE j.status = 'queued' AND j.tenant_id > c.tenant_id
                         ORDER BY j.tenant_id LIMIT 1)
                  FROM copros c WHERE c.tenant_id IS NOT NULL),
             busy AS (SELECT tenant_id, count(*) AS running FROM jobs.jobs
                       WHERE status = 'running' AND locked_until >= now() GROUP BY tenant_id),
             turn AS (
                SELECT next.* FROM copros c LEFT JOIN busy b ON b.tenant_id = c.tenant_id
                 CROSS JOIN LATERAL (SELECT j.id, j.priority, j.run_at FROM jobs.jobs j
                                      WHERE j.status = 'queued' AND j.tenant_id = c.tenant_id AND j.run_at <= now()
                                      ORDER BY j.priority, j.run_at, j.id
                                      LIMIT greatest($2 - coalesce(b.running, 0), 0)) AS next
                UNION ALL
                (SELECT id, priority, run_at FROM jobs.jobs WHERE status = 'queued' AND tenant_id IS NULL AND run_at <= now()
                  ORDER BY priority, run_at, id LIMIT $1)
                UNION ALL
                (SELECT id, priority, run_at FROM jobs.jobs WHERE status = 'running' AND locked_until < now()
                  ORDER BY priority, run_at, id LIMIT $1)),
             chosen AS (SELECT id FROM turn ORDER BY priority, run_at, id LIMIT $1)
             UPDATE jobs.jobs j
                SET status = 'running', attempts = attempts + 1, locked_until = now() + make_interval(secs => $3)
              WHERE id = ANY (ARRAY(
                    SELECT id FROM jobs.jobs
                     WHERE id = ANY (ARRAY(SELECT id FROM chosen))
                       AND ((status = 'queued' AND run_at <= now()) OR (status = 'running' AND locked_until < now()))
                       FOR UPDATE SKIP LOCKED))
            RETURNING id, tenant_id, kind, subject_id, payload, attempts, attempts >= max_attempts",
        )
        .bind(limit)
        .bind(per_copro)
        .bind(lease.as_secs_f64())
        .fetch_all(self.conn())
        .await?;
        self.known(rows).await
    }

    /// Likewise, and only of jobs about firms' accounts.
    pub async fn jobs_claim_billing(&mut self, limit: i64, lease: Duration) -> Result<Vec<ClaimedJob>> {
        let rows: Vec<ClaimedRow> = sqlx::query_as(
            "UPDATE jobs.jobs SET status = 'running', attempts = attempts + 1, locked_until = now() + make_interval(secs => $2)
              WHERE id IN (SELECT id FROM jobs.jobs
                            WHERE status = 'queued' AND tenant_id IS NULL AND run_at <= now() AND kind LIKE 'billing.%'
                            ORDER BY priority, run_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING id, tenant_id, kind, subject_id, payload, attempts, attempts >= max_attempts",
        )
        .bind(limit)
        .bind(lease.as_secs_f64())
        .fetch_all(self.conn())
        .await?;
        self.known(rows).await
    }

    async fn known(&mut self, rows: Vec<ClaimedRow>) -> Result<Vec<ClaimedJob>> {
        let mut claimed = Vec::with_capacity(rows.len());
        for (id, tenant, kind, subject, payload, attempt, last_attempt) in rows {
            match JobKind::parse(&kind) {
                Some(kind) => {
                    claimed.push(ClaimedJob { id, kind, subject, payload, attempt, last_attempt, tenant })
                }
                // A newer program queued it; leave it for a worker that knows it.
                None => self.job_retry(id, "unknown kind for this version", Duration::from_secs(60)).await?,
            }
        }
        Ok(claimed)
    }

    /// Marks a job done and forgets its payload, which may hold a code or an address.
    pub async fn job_done(&mut self, id: Uuid) -> Result<()> {
        sqlx::query(
            "UPDATE jobs.jobs SET status = 'done', payload = '{}', locked_until = NULL, last_error = NULL, finished_at = now() WHERE id = $1",
        )
        .bind(id)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    pub async fn job_retry(&mut self, id: Uuid, error: &str, after: Duration) -> Result<()> {
        sqlx::query(
            "UPDATE jobs.jobs SET status = 'queued', locked_until = NULL, last_error = left($2, 2000),
                    run_at = now() + make_interval(secs => $3) WHERE id = $1",
        )
        .bind(id)
        .bind(error)
        .bind(after.as_secs_f64())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Marks a job as given up. A mail's payload is forgotten all the same: it may hold a code or a link that still opens something.
    pub async fn job_failed(&mut self, id: Uuid, error: &str) -> Result<()> {
        sqlx::query(
            "UPDATE jobs.jobs SET status = 'failed', locked_until = NULL, last_error = left($2, 2000), finished_at = now(),
                    payload = CASE WHEN kind = $3 THEN '{}' ELSE payload END WHERE id = $1",
        )
        .bind(id)
        .bind(error)
        .bind(JobKind::IdentityMail.as_str())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Forgets finished jobs older than `days`, a bounded number at a time.
    pub async fn jobs_prune(&mut self, days: i32) -> Result<u64> {
        let gone = sqlx::query(
            "DELETE FROM jobs.jobs WHERE id IN (
                SELECT id FROM jobs.jobs WHERE status = 'done' AND finished_at < now() - make_interval(days => $1) LIMIT 5000)",
        )
        .bind(days)
        .execute(self.conn())
        .await?;
        Ok(gone.rows_affected())
    }

    /// How many jobs wait, run and have failed: the gauges of the queue.
    pub async fn jobs_depth(&mut self) -> Result<(i64, i64, i64)> {
        Ok(sqlx::query_as(
            "SELECT (SELECT count(*) FROM jobs.jobs WHERE status = 'queued'), (SELECT count(*) FROM jobs.jobs WHERE status = 'running'),
                    (SELECT count(*) FROM jobs.jobs WHERE status = 'failed')",
        )
        .fetch_one(self.conn())
        .await?)
    }

    /// What is about firms' accounts and was begun: jobs, and messages of the payment provider.
    pub async fn billing_under_way(&mut self) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM jobs.jobs WHERE status = 'running' AND locked_until >= now() AND kind LIKE 'billing.%')
                  + (SELECT count(*) FROM billing.webhooks
                      WHERE status = 'new' AND attempts > 0 AND last_error IS NULL AND run_at > now())",
        )
        .fetch_one(self.conn())
        .await?)
    }

    pub async fn dev_mail_keep(
        &mut self,
        to: &str,
        subject: &str,
        text: &str,
        html: &str,
        attachments: &[DevAttachment],
    ) -> Result<()> {
        let attachments = serde_json::to_value(attachments).unwrap_or_default();
        sqlx::query(
            "INSERT INTO jobs.dev_mails (id, recipient, subject, body_text, body_html, attachments) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(to)
        .bind(subject)
        .bind(text)
        .bind(html)
        .bind(attachments)
        .execute(self.conn())
        .await?;
        // A mailbox for looking at, not an archive.
        sqlx::query("DELETE FROM jobs.dev_mails WHERE id IN (SELECT id FROM jobs.dev_mails ORDER BY id DESC OFFSET 500)")
            .execute(self.conn())
            .await?;
        Ok(())
    }

    pub async fn dev_mails(&mut self, to: Option<&str>) -> Result<Vec<DevMail>> {
        Ok(sqlx::query_as(
            "SELECT id, recipient, subject, body_text, body_html, attachments, sent_at FROM jobs.dev_mails
              WHERE $1::text IS NULL OR recipient = $1 ORDER BY id DESC LIMIT 100",
        )
        .bind(to)
        .fetch_all(self.conn())
        .await?)
    }
}
