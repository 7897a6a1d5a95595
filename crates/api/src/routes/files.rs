use access::may;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use documents::upload;
use domain::ids::FileId;
use http::{HeaderValue, StatusCode, header};
use store::tenant::files::{File, NewFile};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Ids, Tenant};

/// The file, and room for what multipart wraps around it.
pub const UPLOAD_BYTES_MAX: usize = upload::MAX_FILE_BYTES + 64 * 1024;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(store))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .routes(routes!(read))
}

/// A form with one part named `file`.
#[derive(ToSchema)]
#[allow(dead_code)]
pub struct Upload {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A form, or why the request holds none: axum's own answer to that would be no problem.
pub type Form = Result<Multipart, MultipartRejection>;

/// Reads the part named `file`.
pub async fn uploaded(form: Form) -> Result<(String, Bytes), Problem> {
    let mut form = form.map_err(|rejection| Problem::BadRequest { reason: rejection.body_text() })?;
    let unreadable = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::TooLarge { limit: upload::megabytes(upload::MAX_FILE_BYTES) }
        }
        _ => Problem::BadRequest { reason: error.body_text() },
    };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            let name = file_name(part.file_name().unwrap_or_default());
            let content = part.bytes().await.map_err(unreadable)?;
            if content.len() > upload::MAX_FILE_BYTES {
                return Err(Problem::TooLarge { limit: upload::megabytes(upload::MAX_FILE_BYTES) });
            }
            return Ok((name, content));
        }
    }
    Err(Problem::invalid("file", "required"))
}

/// The last part of the path a browser may send, without invisible characters, never empty.
fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { "document".to_owned() } else { name.trim().to_owned() }
}

/// Store a voucher: PDF, PNG or JPEG of at most 10 MB, recognised by content.
#[utoipa::path(post, path = "/v1/copros/{copro}/files", tag = "files",
    request_body(content = Upload, content_type = "multipart/form-data"), responses((status = 201, body = File)))]
async fn store(tenant: Tenant<may::FileWrite>, form: Form) -> Result<Response, Problem> {
    let (name, content) = uploaded(form).await?;
    tenant.knows_body(&content);
    let inspected = content.clone();
    // Looking for bombs inflates streams: off the request threads.
    let media_type = tokio::task::spawn_blocking(move || upload::inspect(&inspected))
        .await
        .map_err(|_| Problem::Internal)?
        .map_err(|error| Problem::Document { code: error.code(), args: error.args() })?;
    let size_bytes = i64::try_from(content.len()).map_err(|_| Problem::Internal)?;
    let sha256 = tenant.app().files.put(tenant.scope().tenant(), content).await?;
    tenant
        .once("files.store", StatusCode::CREATED, async |tx| {
            let file = tx
                .file_create(&NewFile { name: &name, media_type: media_type.as_str(), size_bytes, sha256 })
                .await?;
            Ok(file)
        })
        .await
}

/// Read a file back. Shown by the browser, never run.
#[utoipa::path(get, path = "/v1/copros/{copro}/files/{file}", tag = "files",
    responses((status = 200, description = "The content", content_type = "application/octet-stream")))]
async fn read(
    tenant: Tenant<may::FileRead>,
    Ids((_, file)): Ids<(String, FileId)>,
) -> Result<Response, Problem> {
    let file = tenant.begin("files.read").await?.file(file).await?;
    let content = tenant.app().files.get(tenant.scope().tenant(), &file.content_hash()?).await?;
    Ok(inline(&file.name, &file.media_type, content))
}

/// A document shown in place under its name (RFC 6266, with the UTF-8 form for names beyond ASCII).
pub fn inline(name: &str, media_type: &str, content: Bytes) -> Response {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_graphic() && c != '"' && c != '\\' { c } else { '_' }).collect();
    let utf8: String = name
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect();
    let mut response = content.into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(media_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    if let Ok(value) =
        HeaderValue::from_str(&format!("inline; filename=\"{ascii}\"; filename*=UTF-8''{utf8}"))
    {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    // A document may not run anything, whatever it contains. (A sandbox would keep browsers from showing PDFs.)
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'",
        ),
    );
    response
}
