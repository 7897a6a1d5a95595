//! Packages that a firm asks for of the copros it manages. Each firm has rows of its own, as of what it hands over: whoever manages the copro
//! later sees none of them.

use domain::ids::FirmId;
use serde::Serialize;
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::transfers::BuiltPackage;
use crate::jobs::{ClaimedJob, JobKind, NewJob};
use crate::{Error, FirmScope, Page, PageQuery, Result, Store, TenantScope, Tx, WorkerScope};

/// How long a package is kept, if no newer one replaces it.
const KEPT: Duration = Duration::days(30);
/// The one that is being made, the one that is ready, and the last that failed.
const SHOWN_MAX: i64 = 10;

/// How far a package is.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum ExportState {
    Building,
    Ready,
    Failed,
}

/// A package of everything in a copro, as it was at one moment.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Export {
    pub id: Uuid,
    pub copro_id: Uuid,
    pub copro_name: String,
    #[schema(value_type = ExportState)]
    pub status: String,
    #[serde(with = "time::serde::rfc3339")]
    pub requested_at: OffsetDateTime,
    /// Until then it is kept; absent while it is being made.
    #[serde(with = "time::serde::rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
    pub size_bytes: Option<i64>,
    /// SHA-256 of the package, in hexadecimal.
    pub sha256: Option<String>,
    /// The build whose bytes it is.
    #[serde(skip)]
    pub build: Option<Uuid>,
}

/// The scopes in which a claimed export is made: the copro as its firm manages it, and the firm.
pub struct ExportScopes {
    pub copro: TenantScope,
    pub firm: FirmScope,
}

impl Store {
    /// The scopes of a claimed export. The claim is the proof, and the job was queued by somebody of that firm. The copro is entered through
    /// the firm, so that nothing is finished for one that does not manage it any more.
    pub async fn resume_export(&self, job: &ClaimedJob) -> Result<Option<ExportScopes>> {
        let firm = job.payload.get("firm").and_then(|id| Uuid::parse_str(id.as_str()?).ok());
        let (JobKind::CoproExport, Some(firm)) = (job.kind, firm) else { return Ok(None) };
        let Some(copro) = self.resume(job).await? else { return Ok(None) };
        let firm = FirmId::from(firm);
        Ok(Some(ExportScopes { copro: TenantScope { firm, ..copro }, firm: FirmScope::of_platform(firm) }))
    }
}

impl Tx<TenantScope> {
    /// Asks for a package. While one is being made, that one is the answer.
    pub async fn export_request(&mut self) -> Result<Export> {
        let (copro, firm) = (self.scope.tenant.uuid(), self.scope.firm.uuid());
        let (export, is_new) =
            self.within(self.syndic_scope(), async |tx| tx.export_create(copro).await).await?;
        if is_new {
            let payload = serde_json::json!({ "firm": firm });
            let job = NewJob { kind: JobKind::CoproExport, subject: Some(export.id), payload };
            self.job_enqueue(&job).await?;
        }
        Ok(export)
    }

    /// The packages of this copro that its firm has, newest first.
    pub async fn exports_of_copro(&mut self) -> Result<Vec<Export>> {
        let copro = self.scope.tenant.uuid();
        self.within(self.syndic_scope(), async |tx| tx.exports_about(copro).await).await
    }

    /// The package is stored: it takes the place of those before, for as long as packages are kept. False: another run was first.
    pub async fn export_ready(&mut self, id: Uuid, package: &BuiltPackage) -> Result<bool> {
        self.within(self.syndic_scope(), async |tx| tx.export_done(id, package).await).await
    }
}

impl Tx<FirmScope> {
    /// Of two requests at once the second waits here, and finds what the first has made.
    async fn export_create(&mut self, copro: Uuid) -> Result<(Export, bool)> {
        let user = self.scope.user.uuid();
        let made: Option<Uuid> = sqlx::query_scalar(
            "INSERT INTO firm.exports (id, copro_id, copro_name, status, requested_by)
             SELECT $1, c.tenant_id, c.name, 'building', $3 FROM firm.copros c WHERE c.tenant_id = $2
             ON CONFLICT (firm_id, copro_id) WHERE status = 'building' DO NOTHING RETURNING id",
        )
        .bind(Uuid::now_v7())
        .bind(copro)
        .bind(user)
        .fetch_optional(self.conn())
        .await?;
        let found = self.exports_about(copro).await?.into_iter();
        let export = found.into_iter().find(|export| export.status == "building").ok_or(Error::NotFound)?;
        Ok((export, made.is_some()))
    }

    async fn exports_about(&mut self, copro: Uuid) -> Result<Vec<Export>> {
        Ok(sqlx::query_as(
            "SELECT id, copro_id, copro_name, status, requested_at, expires_at, size_bytes, encode(sha256, 'hex') AS sha256, build
               FROM firm.exports WHERE copro_id = $1 AND coalesce(expires_at > now(), true) ORDER BY id DESC LIMIT $2",
        )
        .bind(copro)
        .bind(SHOWN_MAX)
        .fetch_all(self.conn())
        .await?)
    }

    async fn export_done(&mut self, id: Uuid, package: &BuiltPackage) -> Result<bool> {
        let copro: Option<Uuid> = sqlx::query_scalar(
            "UPDATE firm.exports SET status = 'ready', expires_at = now() + $2, build = $3, size_bytes = $4, sha256 = $5
              WHERE id = $1 AND status = 'building' RETURNING copro_id",
        )
        .bind(id)
        .bind(KEPT)
        .bind(package.build)
        .bind(package.size_bytes)
        .bind(package.sha256.as_slice())
        .fetch_optional(self.conn())
        .await?;
        sqlx::query(
            "UPDATE firm.exports SET expires_at = now() WHERE copro_id = $1 AND id <> $2 AND expires_at > now()",
        )
        .bind(copro)
        .bind(id)
        .execute(self.conn())
        .await?;
        Ok(copro.is_some())
    }

    /// It will not be made; the firm may ask again.
    pub async fn export_failed(&mut self, id: Uuid) -> Result<()> {
        sqlx::query(
            "UPDATE firm.exports SET status = 'failed', expires_at = now() + $2 WHERE id = $1 AND status = 'building'",
        )
        .bind(id)
        .bind(KEPT)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The packages this firm has, newest first.
    pub async fn export_list(&mut self, query: &PageQuery) -> Result<Page<Export>> {
        let rows: Vec<Export> = sqlx::query_as(
            "SELECT id, copro_id, copro_name, status, requested_at, expires_at, size_bytes, encode(sha256, 'hex') AS sha256, build
               FROM firm.exports
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE copro_name ILIKE $1 END AND id < $2 AND coalesce(expires_at > now(), true)
              ORDER BY id DESC LIMIT $3",
        )
        .bind(query.pattern())
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn export(&mut self, id: Uuid) -> Result<Export> {
        Ok(sqlx::query_as(
            "SELECT id, copro_id, copro_name, status, requested_at, expires_at, size_bytes, encode(sha256, 'hex') AS sha256, build
               FROM firm.exports WHERE id = $1 AND coalesce(expires_at > now(), true)",
        )
        .bind(id)
        .fetch_one(self.conn())
        .await?)
    }
}

impl Tx<WorkerScope> {
    /// Packages whose time is over, and the firms they belong to.
    pub async fn exports_expired(&mut self, count: i32) -> Result<Vec<(FirmId, Uuid)>> {
        let rows: Vec<(Uuid, Uuid)> = sqlx::query_as("SELECT firm_id, id FROM app.exports_expired($1)")
            .bind(count)
            .fetch_all(self.conn())
            .await?;
        Ok(rows.into_iter().map(|(firm, id)| (firm.into(), id)).collect())
    }

    /// Forgets one whose bytes are gone.
    pub async fn export_forget(&mut self, firm: FirmId, id: Uuid) -> Result<()> {
        sqlx::query("SELECT app.export_forget($1, $2)")
            .bind(firm.uuid())
            .bind(id)
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
