//! The web application inside the executable: hashed assets for ever, the page never cached, pre-compressed bytes as built.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::Problem;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Web;

/// Any path that is not the API's: a file of the build, else the application's page, which shows its own "not found".
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path.starts_with("v1/") || path == "v1" {
        return Problem::NotFound.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::MethodNotAllowed.into_response();
    }
    let accepts =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !path.is_empty() && !path.ends_with(".br") && !path.ends_with(".gz") {
        if let Some(response) = file::<Web>(path, accepts) {
            return response;
        }
        // A missing asset is an error, not the page: a browser must not read HTML as a script.
        if path.starts_with("assets/") {
            return StatusCode::NOT_FOUND.into_response();
        }
    }
    file::<Web>("index.html", accepts).unwrap_or_else(|| {
        (
            StatusCode::NOT_FOUND,
            "The web application is not part of this build; run `npm run build` in web/.\n",
        )
            .into_response()
    })
}

/// A file of a build, packed as the browser likes it best.
pub fn file<E: RustEmbed>(path: &str, accepts: &str) -> Option<Response> {
    let encodings = [("br", ".br"), ("gzip", ".gz")];
    let packed = encodings
        .iter()
        .filter(|(name, _)| accepts.contains(name))
        .find_map(|(name, ending)| E::get(&format!("{path}{ending}")).map(|file| (file, Some(*name))));
    let (found, encoding) = match packed {
        Some((file, encoding)) => (file, encoding),
        None => (E::get(path)?, None),
    };
    Some(respond(path, found, encoding))
}

fn respond(path: &str, file: EmbeddedFile, encoding: Option<&'static str>) -> Response {
    let media_type = mime_guess::from_path(path).first_or_octet_stream();
    let mut response = Response::new(Body::from(file.data.into_owned()));
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(media_type.as_ref()) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let lifetime =
        if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime));
    response
}
