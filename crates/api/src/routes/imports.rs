use access::may;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use documents::messages;
use documents::table::{self, Table};
use domain::ids::ImportId;
use domain::import::{ImportSummary, Mapping, Target, suggest_all};
use domain::language::Language;
use http::StatusCode;
use serde::Serialize;
use store::tenant::imports::{self, Column, NewImport, UNDO_HOURS};
use store::{Page, PageQuery};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::files::{Form, UPLOAD_BYTES_MAX, Upload, uploaded};
use crate::app::App;
use crate::body::Json;
use crate::context::field_error;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

/// Values shown of each column, to choose its target by.
const SAMPLES: usize = 3;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .routes(routes!(show))
        .routes(routes!(map))
        .routes(routes!(commit))
        .routes(routes!(undo))
}

/// How far an import is.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to clients; the store keeps the words")]
enum ImportState {
    Uploaded,
    Checking,
    Checked,
    Committing,
    Committed,
    Undone,
    Failed,
}

/// A file of lots, owners and keys on its way into the copro.
#[derive(Serialize, ToSchema)]
struct Import {
    id: Uuid,
    file_name: String,
    #[schema(value_type = ImportState)]
    status: String,
    rows: i32,
    /// Rows done of the step that runs.
    progress: i32,
    columns: Vec<ImportColumn>,
    /// The first 200; `error_count` counts all.
    errors: Vec<ImportError>,
    error_count: i32,
    summary: Option<ImportSummary>,
    /// Why it failed, in the reader's language.
    failure: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    committed_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    undo_until: Option<OffsetDateTime>,
}

#[derive(Serialize, ToSchema)]
struct ImportColumn {
    index: usize,
    header: String,
    samples: Vec<String>,
    target: Target,
}

#[derive(Serialize, ToSchema)]
struct ImportError {
    /// As in the file, where the header is row 1.
    row: usize,
    column: Option<String>,
    message: String,
}

fn shown(import: imports::Import, language: Language) -> Import {
    let header =
        |index: Option<usize>| index.and_then(|index| import.columns.get(index)).map(|c| c.header.clone());
    let errors = import.errors.iter().map(|error| ImportError {
        row: error.row,
        column: header(error.column),
        message: field_error(&error.violation.clone().into(), language).message,
    });
    let failure =
        import.failure.as_ref().map(|code| messages::text(language, &format!("problem-{code}-detail"), &[]));
    let columns = import.columns.iter().enumerate().map(|(index, column)| ImportColumn {
        index,
        header: column.header.clone(),
        samples: column.samples.clone(),
        target: import.mapping.columns.get(&index).cloned().unwrap_or(Target::Ignore),
    });
    let committed = import.committed_at.filter(|_| import.status == "committed");
    Import {
        errors: errors.collect(),
        columns: columns.collect(),
        undo_until: committed.map(|at| at + time::Duration::hours(UNDO_HOURS)),
        id: import.id,
        file_name: import.file_name,
        status: import.status,
        rows: import.rows,
        progress: import.progress,
        error_count: import.error_count,
        summary: import.summary,
        failure,
        created_at: import.created_at,
        committed_at: import.committed_at,
    }
}

/// Upload a CSV or spreadsheet. Its columns come back with suggested targets; nothing is imported yet.
#[utoipa::path(post, path = "/v1/copros/{copro}/imports", tag = "imports",
    request_body(content = Upload, content_type = "multipart/form-data"), responses((status = 201, body = Import)))]
async fn upload(tenant: Tenant<may::ImportRun>, form: Form) -> Result<Response, Problem> {
    let _uploading = tenant.uploading().await?;
    let (file_name, content) = uploaded(form).await?;
    tenant.knows_body(&content);
    let Read { source, columns, mapping, rows } = tenant
        .heavy(move || table::read(&content).map(Read::of))
        .await?
        .map_err(|error| Problem::Document { code: error.code(), args: error.args() })?;
    let new =
        NewImport { file_name: &file_name, source: &source, columns: &columns, mapping: &mapping, rows };
    tenant
        .once("imports.upload", StatusCode::CREATED, async |tx| {
            let id = tx.import_create(&new).await?;
            Ok(shown(tx.import(id).await?, tenant.language))
        })
        .await
}

/// What is kept of a table that was read; its cells are gone before the database is asked.
struct Read {
    source: String,
    columns: Vec<Column>,
    mapping: Mapping,
    rows: i32,
}

impl Read {
    fn of(table: Table) -> Read {
        Read {
            columns: columns_of(&table),
            mapping: Mapping { columns: suggest_all(&table.headers).into_iter().enumerate().collect() },
            rows: i32::try_from(table.rows.len()).unwrap_or(i32::MAX),
            source: table.to_text(),
        }
    }
}

fn columns_of(table: &Table) -> Vec<Column> {
    let samples = |index: usize| {
        let filled = table.rows.iter().filter_map(|row| row.cells.get(index)).filter(|cell| !cell.is_empty());
        filled.take(SAMPLES).map(|cell| cell.chars().take(60).collect()).collect()
    };
    let headers = table.headers.iter().enumerate();
    headers.map(|(index, header)| Column { header: header.clone(), samples: samples(index) }).collect()
}

#[utoipa::path(get, path = "/v1/copros/{copro}/imports", tag = "imports", params(PageQuery),
    responses((status = 200, body = Page<Import>)))]
async fn list(
    tenant: Tenant<may::ImportRun>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Import>>, Problem> {
    let page = tenant.begin("imports.list").await?.import_list(&query).await?;
    Ok(axum::Json(page.map(|import| shown(import, tenant.language))))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/imports/{import}", tag = "imports", responses((status = 200, body = Import)))]
async fn show(
    tenant: Tenant<may::ImportRun>,
    Ids((_, import)): Ids<(String, ImportId)>,
) -> Result<axum::Json<Import>, Problem> {
    let import = tenant.begin("imports.show").await?.import(import).await?;
    Ok(axum::Json(shown(import, tenant.language)))
}

/// Say what each column holds. Starts the dry run, which writes nothing but its findings.
#[utoipa::path(put, path = "/v1/copros/{copro}/imports/{import}/mapping", tag = "imports", request_body = Mapping,
    responses((status = 200, body = Import)))]
async fn map(
    tenant: Tenant<may::ImportRun>,
    Ids((_, import)): Ids<(String, ImportId)>,
    Json(mapping): Json<Mapping>,
) -> Result<Response, Problem> {
    tenant
        .once("imports.map", StatusCode::OK, async |tx| {
            tx.import_map(import, &mapping).await?;
            Ok(shown(tx.import(import).await?, tenant.language))
        })
        .await
}

/// Write a dry run without errors. All rows or none.
#[utoipa::path(post, path = "/v1/copros/{copro}/imports/{import}/commit", tag = "imports",
    responses((status = 202, body = Import)))]
async fn commit(
    tenant: Tenant<may::ImportRun>,
    Ids((_, import)): Ids<(String, ImportId)>,
) -> Result<Response, Problem> {
    tenant
        .once("imports.commit", StatusCode::ACCEPTED, async |tx| {
            tx.import_commit(import).await?;
            Ok(shown(tx.import(import).await?, tenant.language))
        })
        .await
}

/// Take a committed import back, while nothing was built on it.
#[utoipa::path(post, path = "/v1/copros/{copro}/imports/{import}/undo", tag = "imports",
    responses((status = 200, body = Import)))]
async fn undo(
    tenant: Tenant<may::ImportRun>,
    Ids((_, import)): Ids<(String, ImportId)>,
) -> Result<Response, Problem> {
    tenant
        .once("imports.undo", StatusCode::OK, async |tx| {
            tx.import_undo(import, tenant.app().clock.now()).await?;
            Ok(shown(tx.import(import).await?, tenant.language))
        })
        .await
}
