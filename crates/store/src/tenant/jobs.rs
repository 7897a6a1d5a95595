use uuid::Uuid;

use crate::jobs::{Job, JobKind, NewJob};
use crate::{Page, PageQuery, Result, TenantScope, Tx};

impl Tx<TenantScope> {
    /// Queues work for this copro; it exists only if this transaction commits.
    pub async fn job_enqueue(&mut self, job: &NewJob) -> Result<()> {
        let tenant = self.scope.tenant.uuid();
        job.insert(self.conn(), Some(tenant)).await
    }

    /// Queues one job of a kind for each of these rows.
    pub(crate) async fn jobs_enqueue(&mut self, kind: JobKind, subjects: &[Uuid]) -> Result<()> {
        let tenant = self.scope.tenant.uuid();
        let ids: Vec<Uuid> = subjects.iter().map(|_| Uuid::now_v7()).collect();
        sqlx::query(
            "INSERT INTO jobs.jobs (id, tenant_id, kind, subject_id, payload, priority)
             SELECT id, $3, $4, subject_id, '{}', $5 FROM unnest($1::uuid[], $2::uuid[]) AS n (id, subject_id)",
        )
        .bind(&ids)
        .bind(subjects)
        .bind(tenant)
        .bind(kind.as_str())
        .bind(kind.priority())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The copro's jobs, newest first.
    pub async fn job_list(&mut self, query: &PageQuery) -> Result<Page<Job>> {
        let rows: Vec<Job> = sqlx::query_as(
            "SELECT id, kind, subject_id, status, attempts, last_error, created_at, finished_at FROM jobs.jobs
              WHERE id < $1 ORDER BY id DESC LIMIT $2",
        )
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }
}
