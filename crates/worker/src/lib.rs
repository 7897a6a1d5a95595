//! Work done after the transaction that asked for it: letters, mails, imports.
//!
//! A job is claimed with a lease, done in the scope of its copro, and marked. What fails is tried again, later each time and a bounded number
//! of times; then it stays visible as failed. Every handler may run twice (a worker can die after the work and before the mark), so each
//! leaves the same state however often it runs. No network call happens while a transaction is open.

mod anchors;
mod billing;
mod exports;
mod handover;
mod heavy;
mod imports;
pub mod machine;
mod mailer;
mod notices;
mod outside;
mod periodic;
mod retention;
mod settle;
mod spool;
mod support;
mod transfers;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use access::Keys;
use domain::ids::TenantId;
use files::FileStore;
use payments::Payments;
use store::jobs::{ClaimedJob, JobKind};
use store::{IdentityScope, Store, TenantScope, WorkerScope};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::Instrument;

pub use crate::billing::{Halt, Point};
pub use mailer::{Attachment, MailError, Mailer};
pub use outside::{Addresses, Outside, PATIENCE, VIES_URL};
pub use settle::Found;
pub use transfers::Step;

/// A worker that dies is noticed after this long, and its jobs start over.
const LEASE: Duration = Duration::from_secs(120);
/// How often an idle worker looks.
const IDLE: Duration = Duration::from_millis(200);
const RETRY_SECONDS_MAX: u64 = 600;
const KEEP_DONE_DAYS: i32 = 30;

/// What a worker needs. Cheap to clone.
#[derive(Clone)]
pub struct Worker {
    pub store: Store,
    pub files: FileStore,
    pub mailer: Arc<Mailer>,
    /// `None`: no money is moved.
    pub payments: Option<Arc<Payments>>,
    /// For signing the anchors of the audit log.
    pub keys: Keys,
    /// Jobs done at the same time.
    pub at_once: usize,
    /// Of these, jobs of one copro, counted over all workers.
    pub per_copro: usize,
    /// The civil date of the copros, asked for each time it is needed.
    pub today: Arc<dyn Fn() -> time::Date + Send + Sync>,
    /// The instant it is, for what firms are billed.
    pub now: Arc<dyn Fn() -> time::OffsetDateTime + Send + Sync>,
    /// What is sold, when what happens, who asks for it.
    pub rules: Arc<::billing::desk::Rules>,
    /// Ends the run of a firm between two steps of moving its money. Tests put crashes in its place.
    pub halt: Option<Halt>,
    /// Where links lead, and whom it asks over the network.
    pub outside: Arc<Outside>,
    /// Asked between the steps of a transfer; `true` stops the run there. Tests put crashes and other people's writes in its place.
    pub interrupt: Option<Interrupt>,
}

/// What happens between two steps of a transfer of this copro.
pub type Interrupt = Arc<dyn Fn(Step, TenantId) -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Files(#[from] files::FileError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("an anchor of the audit log: {0}")]
    Anchor(#[from] audit::AnchorError),
    #[error("the document cannot be made: {0}")]
    Document(String),
    #[error("the archive cannot be written: {0}")]
    Spool(String),
    #[error("the payment provider: {0}")]
    Provider(String),
    #[error("not finished in this run")]
    Busy,
    /// Trying again cannot help.
    #[error("the job cannot be understood: {0}")]
    Malformed(&'static str),
}

impl JobError {
    fn is_final(&self) -> bool {
        match self {
            JobError::Malformed(_) | JobError::Document(_) => true,
            JobError::Store(error) => {
                use store::Error::{Away, Busy, Database, Unknown};
                !matches!(error, Database(_) | Busy(_) | Away(_) | Unknown(_))
            }
            JobError::Mail(error) => error.is_permanent(),
            JobError::Files(_)
            | JobError::Anchor(_)
            | JobError::Spool(_)
            | JobError::Provider(_)
            | JobError::Busy => false,
        }
    }
}

/// Works until told to stop, then finishes what it has begun.
pub async fn run(worker: Worker, mut stop: watch::Receiver<bool>) {
    let mut running = JoinSet::new();
    let periodic = tokio::spawn(periodic::run(worker.clone(), stop.clone()));
    let inbox = tokio::spawn(billing::inbox::run(worker.clone(), stop.clone()));
    while !*stop.borrow() {
        let free = worker.at_once.saturating_sub(running.len());
        let claimed = worker.claim(free).await;
        let idle = claimed.is_empty();
        for job in claimed {
            running.spawn(worker.clone().work(job));
        }
        tokio::select! {
            _ = stop.changed() => {}
            // Also when nothing could be claimed: a copro that has its share of jobs running has the next one waiting.
            Some(_) = running.join_next(), if idle || running.len() >= worker.at_once => {}
            () = tokio::time::sleep(IDLE), if idle => {}
            () = std::future::ready(()), if !idle && running.len() < worker.at_once => {}
        }
        while running.try_join_next().is_some() {}
    }
    while running.join_next().await.is_some() {}
    for beside in [periodic, inbox] {
        if let Err(error) = beside.await {
            tracing::error!(error = %error, "work beside the queue ended with a fault");
        }
    }
}

impl Worker {
    async fn claim(&self, free: usize) -> Vec<ClaimedJob> {
        if free == 0 {
            return Vec::new();
        }
        match self.try_claim(free).await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::warn!(error = %error, "jobs cannot be claimed");
                tokio::time::sleep(Duration::from_secs(1)).await;
                Vec::new()
            }
        }
    }

    async fn try_claim(&self, free: usize) -> store::Result<Vec<ClaimedJob>> {
        let mut tx = self.store.begin(&WorkerScope, "jobs.claim").await?;
        let jobs = tx.jobs_claim(count(free), count(self.per_copro), LEASE).await?;
        let (queued, active, failed) = tx.jobs_depth().await?;
        tx.commit().await?;
        for (state, count) in [("queued", queued), ("running", active), ("failed", failed)] {
            metrics::gauge!("koprogo_jobs", "state" => state)
                .set(f64::from(i32::try_from(count).unwrap_or(i32::MAX)));
        }
        Ok(jobs)
    }

    /// Does what is queued and due, one job after the other, until nothing is left; how many it did.
    pub async fn work_off(&self) -> usize {
        let mut done = 0;
        loop {
            let claimed = self.claim(1).await;
            let Some(job) = claimed.into_iter().next() else { return done };
            self.clone().work(job).await;
            done += 1;
        }
    }

    async fn work(self, job: ClaimedJob) {
        let started = std::time::Instant::now();
        let kind = job.kind.as_str();
        let span = tracing::info_span!("job", otel.name = kind, job.id = %job.id, job.attempt = job.attempt);
        let outcome = store::as_request(format!("job:{}", job.id), self.handle(&job).instrument(span)).await;
        metrics::histogram!("koprogo_job_seconds", "kind" => kind).record(started.elapsed().as_secs_f64());
        if let Err(error) = &outcome {
            tracing::warn!(job.id = %job.id, job.kind = kind, job.attempt = job.attempt, error = %error, "job not done");
        }
        if let Err(error) = self.mark(&job, &outcome).await {
            // The lease runs out and the job starts over.
            tracing::error!(job.id = %job.id, job.kind = kind, error = %error, "job cannot be marked");
        }
    }

    async fn handle(&self, job: &ClaimedJob) -> Result<(), JobError> {
        match job.kind {
            JobKind::IdentityMail => return self.identity_mail(job).await,
            JobKind::PasswordReset => return self.password_reset(job).await,
            _ => {}
        }
        if let Some(scope) = self.store.resume_billing(job) {
            return self.billing(&scope, job).await;
        }
        let scope = self.store.resume(job).await?.ok_or(JobError::Malformed("it belongs to no copro"))?;
        let subject = job.subject.ok_or(JobError::Malformed("it has no subject"))?;
        if let Some(scopes) = self.store.resume_transfer(job).await? {
            return self.transfer_execute(&scopes, subject).await;
        }
        if let Some(scopes) = self.store.resume_export(job).await? {
            return self.copro_export(&scopes, subject).await;
        }
        match job.kind {
            JobKind::NoticeRender => self.notice_render(&scope, subject.into()).await,
            JobKind::NoticeMail => self.notice_mail(&scope, subject.into()).await,
            JobKind::ImportCheck => self.import_check(&scope, subject.into()).await,
            JobKind::ImportCommit => self.import_commit(&scope, subject.into()).await,
            JobKind::TransferExecute | JobKind::CoproExport => Err(JobError::Malformed("it names no firm")),
            JobKind::SupportMail => self.support_mail(&scope, subject, job).await,
            JobKind::IdentityMail
            | JobKind::PasswordReset
            | JobKind::BillingDocuments
            | JobKind::BillingCollect
            | JobKind::BillingReconcile
            | JobKind::BillingMail
            | JobKind::BillingPeppol
            | JobKind::BillingDetach => Ok(()),
        }
    }

    async fn mark(&self, job: &ClaimedJob, outcome: &Result<(), JobError>) -> store::Result<()> {
        let given_up = match outcome {
            Ok(()) => false,
            Err(error) => error.is_final() || job.last_attempt,
        };
        if given_up && let Some(scope) = self.store.resume(job).await? {
            self.give_up(&scope, job, outcome).await?;
        }
        let mut tx = self.store.begin(&WorkerScope, "jobs.mark").await?;
        match outcome {
            Ok(()) => tx.job_done(job.id).await?,
            Err(error) if given_up => tx.job_failed(job.id, &error.to_string()).await?,
            Err(error) => tx.job_retry(job.id, &error.to_string(), backoff(job.attempt)).await?,
        }
        tx.commit().await
    }

    /// Shows on the subject itself that its work will not be done.
    async fn give_up(
        &self,
        scope: &TenantScope,
        job: &ClaimedJob,
        outcome: &Result<(), JobError>,
    ) -> store::Result<()> {
        let Some(subject) = job.subject else { return Ok(()) };
        if let Some(scopes) = self.store.resume_export(job).await? {
            return self.export_give_up(&scopes, subject).await;
        }
        let mut tx = self.store.begin(scope, "jobs.give_up").await?;
        match job.kind {
            JobKind::NoticeRender => tx.notice_document_failed(subject.into()).await?,
            JobKind::NoticeMail => tx.notice_mail_set(subject.into(), false).await?,
            JobKind::ImportCheck | JobKind::ImportCommit => {
                tx.import_failed(subject.into(), imports::problem_of(outcome)).await?;
            }
            JobKind::TransferExecute => tx.transfer_abandon(subject).await?,
            JobKind::IdentityMail
            | JobKind::CoproExport
            | JobKind::SupportMail
            | JobKind::PasswordReset
            | JobKind::BillingDocuments
            | JobKind::BillingCollect
            | JobKind::BillingReconcile
            | JobKind::BillingMail
            | JobKind::BillingPeppol
            | JobKind::BillingDetach => {}
        }
        tx.commit().await
    }

    /// Makes hours of the minutes that machines told, and forgets what is too old.
    pub(crate) async fn roll_samples(&self) -> Result<(), JobError> {
        let mut tx = self.store.begin(&WorkerScope, "capacity.roll").await?;
        tx.capacity_roll().await?;
        Ok(tx.commit().await?)
    }

    /// Does the jobs that are due, some at a time; how many it took.
    pub async fn work_round(&self) -> usize {
        let claimed = self.claim(self.at_once).await;
        self.work_all(claimed).await
    }

    async fn work_all(&self, claimed: Vec<ClaimedJob>) -> usize {
        let count = claimed.len();
        let mut running = JoinSet::new();
        for job in claimed {
            running.spawn(self.clone().work(job));
        }
        while running.join_next().await.is_some() {}
        count
    }

    /// Forgets what was done long ago, and sessions and links that nobody can use any more.
    pub(crate) async fn prune(&self) -> Result<(), JobError> {
        let mut tx = self.store.begin(&WorkerScope, "jobs.prune").await?;
        tx.jobs_prune(KEEP_DONE_DAYS).await?;
        tx.commit().await?;
        let mut tx = self.store.begin(&IdentityScope, "identity.prune").await?;
        tx.identity_prune().await?;
        Ok(tx.commit().await?)
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 2, 4, 8 … seconds, ten minutes at most.
fn backoff(attempt: i16) -> Duration {
    let doublings = u32::try_from(attempt.clamp(1, 16)).unwrap_or(1);
    Duration::from_secs(2_u64.saturating_pow(doublings).min(RETRY_SECONDS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_is_bounded() {
        let waits: Vec<u64> = (1..=12).map(|attempt| backoff(attempt).as_secs()).collect();
        assert_eq!(&waits[..3], &[2, 4, 8]);
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(waits.last(), Some(&RETRY_SECONDS_MAX));
    }
}
