//! What a host name and a path say together. Pure, so that it can be fuzzed.

/// The first label of a host right below the base domain, if it may be a slug.
pub fn slug_of<'a>(host: &'a str, base: &str) -> Option<&'a str> {
    let name = host.split(':').next()?;
    let label = name.strip_suffix(base)?.strip_suffix('.')?;
    let plain = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (plain && !label.is_empty() && label.len() <= 63 && !matches!(label, "www" | "app" | "api"))
        .then_some(label)
}

/// The address inside the application for one asked of the host of `slug`.
pub fn mapped(path: &str, query: Option<&str>, slug: &str) -> String {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
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
        let to = |path: &str| mapped(path, None, "tilleuls");
        assert_eq!(mapped("/v1/copro/lots", Some("limit=2"), "tilleuls"), "/v1/copros/tilleuls/lots?limit=2");
        assert_eq!(to("/v1/copro"), "/v1/copros/tilleuls");
        assert_eq!(to("/v1/copros/tilleuls/lots"), "/v1/copros/tilleuls/lots");
        assert_eq!(to("/v1/copros/autre/lots"), "/v1/nowhere");
        assert_eq!(to("/signin"), "/signin");
    }
}
