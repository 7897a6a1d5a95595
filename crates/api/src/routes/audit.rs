use access::may;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{self, TryStreamExt};
use http::header;
use serde_json::json;
use store::Page;
use store::audit::{AuditEntry, AuditQuery, Logbook, Span};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Firm, Query, Tenant};

/// Told in the first line of every export, so that it can be checked by whoever holds nothing else.
const HOW: &str = "The hash of a row is sha256 of its text; a row {\"erased\": h} was blanked on behalf of a person, and its hash is h. \
content_hash = sha256 over the hashes of the rows, one after the other. hash = sha256 over the fields 'koprogo-audit-1', kind, id of this \
line, seq, prev (32 bytes), id, at_micros, actor, action, request_id, object, verb, count, content_hash (32 bytes), each as text in UTF-8 \
unless told otherwise and led by its length in bytes (4 bytes, most significant first). prev is the hash of the line whose seq is one less; \
of seq 1 it is 32 zeros. The last line says how many lines there are.";

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(export))
        .routes(routes!(firm_list))
        .routes(routes!(firm_export))
}

/// Who did what in this copro, newest first.
#[utoipa::path(get, path = "/v1/copros/{copro}/audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>)))]
async fn list(
    tenant: Tenant<may::AuditRead>,
    Query(query): Query<AuditQuery>,
) -> Result<axum::Json<Page<AuditEntry>>, Problem> {
    Ok(axum::Json(tenant.begin("audit.list").await?.audit_list(&query).await?))
}

/// The log line by line, oldest first (NDJSON), with everything its hashes are made of; the first line tells how.
#[utoipa::path(get, path = "/v1/copros/{copro}/audit/export", tag = "audit", params(Span),
    responses((status = 200, description = "One JSON document per line", content_type = "application/x-ndjson")))]
async fn export(tenant: Tenant<may::AuditRead>, Query(span): Query<Span>) -> Result<Response, Problem> {
    lines(tenant.app().clone(), tenant.scope().clone(), span).await
}

/// Who did what in the firm itself, newest first.
#[utoipa::path(get, path = "/v1/firms/{firm}/audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>)))]
async fn firm_list(
    firm: Firm<may::FirmAuditRead>,
    Query(query): Query<AuditQuery>,
) -> Result<axum::Json<Page<AuditEntry>>, Problem> {
    Ok(axum::Json(firm.begin("audit.list").await?.audit_list(&query).await?))
}

/// The firm's own log line by line, as for a copro.
#[utoipa::path(get, path = "/v1/firms/{firm}/audit/export", tag = "audit", params(Span),
    responses((status = 200, description = "One JSON document per line", content_type = "application/x-ndjson")))]
async fn firm_export(firm: Firm<may::FirmAuditRead>, Query(span): Query<Span>) -> Result<Response, Problem> {
    lines(firm.app().clone(), firm.scope().clone(), span).await
}

/// Where an export is.
struct Progress {
    seq: i64,
    /// What is appended meanwhile belongs to the next export.
    end: i64,
    lines: u64,
    done: bool,
}

/// A page of lines per transaction, read when the one before has been sent: neither memory nor a transaction waits for a slow reader.
async fn lines<S: Logbook>(app: App, scope: S, span: Span) -> Result<Response, Problem> {
    let (end, hash) =
        app.store.begin_read(&scope, "audit.end").await?.audit_end().await?.unwrap_or((0, String::new()));
    let chain = scope.chain();
    let head = json!({"format": "koprogo-audit-1", "kind": chain.kind, "id": chain.id, "from": span.from, "to": span.to,
                      "end": {"seq": end, "hash": hash}, "how": HOW});
    let first = stream::iter([Ok(Bytes::from(format!("{head}\n")))]);
    let begun = Progress { seq: 0, end, lines: 0, done: false };
    let rest = stream::try_unfold(begun, move |progress| {
        let (app, scope) = (app.clone(), scope.clone());
        async move { next(&app, &scope, span, progress).await }
    });
    let body = Body::from_stream(futures_util::StreamExt::chain(first, rest.map_err(std::io::Error::other)));
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.ndjson\""),
    ];
    Ok((headers, body).into_response())
}

async fn next<S: Logbook>(
    app: &App,
    scope: &S,
    span: Span,
    mut progress: Progress,
) -> store::Result<Option<(Bytes, Progress)>> {
    if progress.done {
        return Ok(None);
    }
    let page = app.store.begin_read(scope, "audit.export").await?.audit_export(progress.seq, span).await?;
    let mut text = Vec::new();
    for line in page.iter().filter(|line| line.seq <= progress.end) {
        progress.lines += 1;
        text.extend(serde_json::to_vec(line).unwrap_or_default());
        text.push(b'\n');
    }
    match page.last() {
        Some(last) if last.seq < progress.end => progress.seq = last.seq,
        _ => {
            progress.done = true;
            text.extend(format!("{}\n", json!({"lines": progress.lines})).into_bytes());
        }
    }
    Ok(Some((Bytes::from(text), progress)))
}
