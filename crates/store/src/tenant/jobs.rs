use crate::jobs::{Job, NewJob};
use crate::{Page, PageQuery, Result, TenantScope, Tx};

impl Tx<TenantScope> {
    /// Queues work for this copro; it exists only if this transaction commits.
    pub async fn job_enqueue(&mut self, job: &NewJob) -> Result<()> {
        let tenant = self.scope.tenant.uuid();
        job.insert(self.conn(), Some(tenant)).await
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
