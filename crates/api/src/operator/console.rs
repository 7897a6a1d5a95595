//! The operators' console inside the executable: a build of its own, which the public listener does not have.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, header};
use rust_embed::RustEmbed;

use crate::embedded;
use crate::problem::Problem;

#[derive(RustEmbed)]
#[folder = "../../web/dist-operator"]
#[allow_missing = true]
struct Console;

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
        if let Some(response) = embedded::file::<Console>(path, accepts) {
            return response;
        }
        if path.starts_with("assets/") {
            return StatusCode::NOT_FOUND.into_response();
        }
    }
    embedded::file::<Console>("operator.html", accepts).unwrap_or_else(|| {
        let text = "The operators' console is not part of this build; run `npm run build` in web/.\n";
        (StatusCode::NOT_FOUND, text).into_response()
    })
}
