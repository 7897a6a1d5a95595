//! Copros by host name.

mod address;

use axum::extract::{Request, State};
use http::{Uri, header};

use self::address::{mapped, slug_of};
use crate::app::App;

/// Maps `les-tilleuls.copro.example/v1/copro/lots` onto `/v1/copros/les-tilleuls/lots`. On such a host the path of another copro is sent
/// nowhere: host and path must agree.
pub async fn rewrite(State(app): State<App>, mut request: Request) -> Request {
    let Some(base) = app.settings.base_domain.as_deref() else { return request };
    let Some(slug) = host(&request).and_then(|host| slug_of(host, base)) else { return request };
    let uri = request.uri();
    let wanted = mapped(uri.path(), uri.query(), slug);
    if let Ok(uri) = wanted.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    request
}

/// HTTP/1 names the host in a header, HTTP/2 in the address.
fn host(request: &Request) -> Option<&str> {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    header.or_else(|| request.uri().authority().map(|authority| authority.as_str()))
}
