use std::collections::BTreeMap;

use domain::ids::{ImportId, LotId};
use domain::import::{
    ExistingCopro, ExistingKey, ExistingLot, ExistingOwner, ImportSummary, Mapping, RowError,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::lots::Lot;
use super::owners::Owner;
use crate::identity::corrupt;
use crate::jobs::{JobKind, NewJob};
use crate::{Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// How long a committed import can be taken back.
pub const UNDO_HOURS: i64 = 72;

/// An import as stored; errors are facts here and sentences only in the answer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub status: String,
    pub rows: i32,
    pub progress: i32,
    #[sqlx(json)]
    pub columns: Vec<Column>,
    #[sqlx(json)]
    pub mapping: Mapping,
    #[sqlx(json)]
    pub errors: Vec<RowError>,
    pub error_count: i32,
    #[sqlx(json(nullable))]
    pub summary: Option<ImportSummary>,
    pub failure: Option<String>,
    pub created_at: OffsetDateTime,
    pub committed_at: Option<OffsetDateTime>,
}

/// A column of the file with a few of its values.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Column {
    pub header: String,
    pub samples: Vec<String>,
}

/// A file that was just read.
pub struct NewImport<'a> {
    pub file_name: &'a str,
    /// The table as one text.
    pub source: &'a str,
    pub columns: &'a [Column],
    pub mapping: &'a Mapping,
    pub rows: i32,
}

impl Tx<TenantScope> {
    pub async fn import_create(&mut self, new: &NewImport<'_>) -> Result<ImportId> {
        let id = Uuid::now_v7();
        let by = self.scope.user.uuid();
        sqlx::query(
            "INSERT INTO tenant.imports (id, file_name, source, columns, mapping, status, rows, created_by)
             VALUES ($1, $2, $3, $4, $5, 'uploaded', $6, $7)",
        )
        .bind(id)
        .bind(new.file_name)
        // A text and not a document: the audit log looks at the whole row whenever it changes, which costs by the number of parts.
        .bind(sqlx::types::Json(new.source))
        .bind(sqlx::types::Json(new.columns))
        .bind(sqlx::types::Json(new.mapping))
        .bind(new.rows)
        .bind(by)
        .execute(self.conn())
        .await?;
        Ok(id.into())
    }

    pub async fn import_list(&mut self, query: &PageQuery) -> Result<Page<Import>> {
        let rows: Vec<Import> = sqlx::query_as(
            "SELECT id, file_name, status, rows, progress, columns, mapping, errors, error_count, summary, failure, created_at, committed_at
               FROM tenant.imports WHERE id < $1 ORDER BY id DESC LIMIT $2",
        )
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn import(&mut self, id: ImportId) -> Result<Import> {
        Ok(sqlx::query_as(
            "SELECT id, file_name, status, rows, progress, columns, mapping, errors, error_count, summary, failure, created_at, committed_at
               FROM tenant.imports WHERE id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?)
    }

    /// The table as it was read from the file: its text, or the text of the document that an earlier release kept.
    pub async fn import_source(&mut self, id: ImportId) -> Result<String> {
        Ok(sqlx::query_scalar("SELECT source #>> '{}' FROM tenant.imports WHERE id = $1")
            .bind(id.uuid())
            .fetch_one(self.conn())
            .await?)
    }

    /// Chooses the columns and queues the dry run.
    pub async fn import_map(&mut self, id: ImportId, mapping: &Mapping) -> Result<()> {
        let import = self.import_in(id, &["uploaded", "checked", "failed"]).await?;
        mapping.validate(import.columns.len())?;
        sqlx::query(
            "UPDATE tenant.imports SET mapping = $2, status = 'checking', progress = 0, errors = '[]', error_count = 0, summary = NULL,
                    failure = NULL WHERE id = $1",
        )
        .bind(id.uuid())
        .bind(sqlx::types::Json(mapping))
        .execute(self.conn())
        .await?;
        self.job_enqueue(&NewJob::about(JobKind::ImportCheck, id.uuid())).await
    }

    /// The import, locked, if it is in one of these states.
    pub(crate) async fn import_in(&mut self, id: ImportId, states: &[&str]) -> Result<Import> {
        sqlx::query("SELECT 1 FROM tenant.imports WHERE id = $1 FOR UPDATE")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        let import = self.import(id).await?;
        if states.contains(&import.status.as_str()) {
            Ok(import)
        } else {
            Err(Refusal::ImportState { status: import.status }.into())
        }
    }

    /// Keeps what the dry run found.
    pub async fn import_checked(
        &mut self,
        id: ImportId,
        errors: &[RowError],
        count: usize,
        summary: &ImportSummary,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE tenant.imports SET status = 'checked', progress = rows, errors = $2, error_count = $3, summary = $4
              WHERE id = $1 AND status = 'checking'",
        )
        .bind(id.uuid())
        .bind(sqlx::types::Json(errors))
        .bind(i32::try_from(count).unwrap_or(i32::MAX))
        .bind(sqlx::types::Json(summary))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Queues the writing of a dry run that found no error.
    pub async fn import_commit(&mut self, id: ImportId) -> Result<()> {
        let import = self.import_in(id, &["checked"]).await?;
        if import.error_count > 0 {
            return Err(Refusal::ImportState { status: "errors".to_owned() }.into());
        }
        sqlx::query("UPDATE tenant.imports SET status = 'committing', progress = 0 WHERE id = $1")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        self.job_enqueue(&NewJob::about(JobKind::ImportCommit, id.uuid())).await
    }

    pub async fn import_progress(&mut self, id: ImportId, done: usize) -> Result<()> {
        sqlx::query("UPDATE tenant.imports SET progress = least(rows, $2) WHERE id = $1")
            .bind(id.uuid())
            .bind(i32::try_from(done).unwrap_or(i32::MAX))
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Nothing was written; `problem` says why.
    pub async fn import_failed(&mut self, id: ImportId, problem: &str) -> Result<()> {
        sqlx::query("UPDATE tenant.imports SET status = 'failed', failure = $2 WHERE id = $1 AND status IN ('checking', 'committing')")
            .bind(id.uuid())
            .bind(problem)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The copro as an import compares itself with.
    pub async fn existing_copro(&mut self) -> Result<ExistingCopro> {
        let copro = self.copro().await?;
        Ok(ExistingCopro {
            shares_total: copro.shares_total,
            language: copro.language()?,
            lots: self.existing_lots().await?,
            owners: self.existing_owners().await?,
            keys: self.existing_keys().await?,
        })
    }

    async fn existing_lots(&mut self) -> Result<Vec<ExistingLot>> {
        let mut lots = Vec::new();
        let mut query = PageQuery { limit: Some(PageQuery::LIMIT_MAX), ..PageQuery::default() };
        loop {
            let page = self.lot_list(&query).await?;
            for lot in page.items {
                lots.push(existing_lot(lot)?);
            }
            match page.next_cursor {
                Some(cursor) => query.cursor = Some(cursor),
                None => return Ok(lots),
            }
        }
    }

    async fn existing_owners(&mut self) -> Result<Vec<ExistingOwner>> {
        let mut owners = Vec::new();
        let mut query = PageQuery { limit: Some(PageQuery::LIMIT_MAX), ..PageQuery::default() };
        loop {
            let page = self.owner_list(&query).await?;
            owners.extend(page.items.into_iter().map(existing_owner));
            match page.next_cursor {
                Some(cursor) => query.cursor = Some(cursor),
                None => return Ok(owners),
            }
        }
    }

    async fn existing_keys(&mut self) -> Result<Vec<ExistingKey>> {
        let mut keys = Vec::new();
        for key in self.key_list().await? {
            let detail = self.key(key.id.into()).await?;
            let weights: BTreeMap<LotId, i64> = detail
                .version_list
                .first()
                .map(|version| version.weights.iter().map(|w| (w.lot_id.into(), w.weight)).collect())
                .unwrap_or_default();
            keys.push(ExistingKey {
                id: key.id.into(),
                kind: key.kind.parse().map_err(|()| corrupt("key kind", &key.kind))?,
                code: key.code,
                name: key.name,
                weights,
            });
        }
        Ok(keys)
    }
}

fn existing_lot(lot: Lot) -> Result<ExistingLot> {
    Ok(ExistingLot {
        id: lot.id.into(),
        nature: lot.nature.parse().map_err(|()| corrupt("lot nature", &lot.nature))?,
        code: lot.code,
        description: lot.description,
        floor: lot.floor,
        shares: lot.shares,
        owner: lot.owner.map(|owner| (owner.id.into(), owner.since)),
    })
}

fn existing_owner(owner: Owner) -> ExistingOwner {
    let representative =
        owner.members.into_iter().find(|member| member.representative).map(|member| member.person);
    let details = representative.map(|person| person.details);
    ExistingOwner {
        id: owner.id.into(),
        name: owner.name,
        email: owner.email,
        address: details.as_ref().and_then(|details| details.address.clone()),
        company_number: details.and_then(|details| details.company_number),
    }
}
