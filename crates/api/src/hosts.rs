use axum::extract::{Request, State};
use http::{Uri, header};

use crate::app::App;

/// Maps `les-tilleuls.copro.example/v1/copro/lots` onto `/v1/copros/les-tilleuls/lots`. On such a host the path of another copro is sent
/// nowhere: host and path must agree.
pub async fn rewrite(State(app): State<App>, mut request: Request) -> Request {
    let Some(base) = app.settings.base_domain.as_deref() else { return request };
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let Some(slug) = slug_of(host, base) else { return request };
    let wanted = mapped(request.uri(), slug);
    if let Ok(uri) = wanted.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    request
}

/// The first label of a host right below the base domain, if it may be a slug.
fn slug_of<'a>(host: &'a str, base: &str) -> Option<&'a str> {
    let name = host.split(':').next()?;
    let label = name.strip_suffix(base)?.strip_suffix('.')?;
    let plain = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (plain && !label.is_empty() && label.len() <= 63 && !matches!(label, "www" | "app" | "api"))
        .then_some(label)
}

fn mapped(uri: &Uri, slug: &str) -> String {
    let path = uri.path();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    if let Some(rest) = path.strip_prefix("/v1/copro").filter(|rest| rest.is_empty() || rest.starts_with('/'))
    {
        return format!("/v1/copros/{slug}{rest}{query}");
    }
    if let Some(rest) = path.strip_prefix("/v1/copros/") {
        let named = rest.split('/').next().unwrap_or_default();
        if named != slug {
            return "/v1/nowhere".to_owned();
        }
    }
    format!("{path}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slug_is_the_label_below_the_base_domain() {
        assert_eq!(slug_of("les-tilleuls.copro.example:8080", "copro.example"), Some("les-tilleuls"));
        for host in [
            "copro.example",
            "a.b.copro.example",
            "www.copro.example",
            "x.other.example",
            "evilcopro.example",
            "A.copro.example",
        ] {
            assert_eq!(slug_of(host, "copro.example"), None, "{host}");
        }
    }

    #[test]
    fn host_and_path_must_agree() {
        let to = |path: &str| mapped(&path.parse().expect("a path"), "tilleuls");
        assert_eq!(to("/v1/copro/lots?limit=2"), "/v1/copros/tilleuls/lots?limit=2");
        assert_eq!(to("/v1/copro"), "/v1/copros/tilleuls");
        assert_eq!(to("/v1/copros/tilleuls/lots"), "/v1/copros/tilleuls/lots");
        assert_eq!(to("/v1/copros/autre/lots"), "/v1/nowhere");
        assert_eq!(to("/signin"), "/signin");
    }
}
