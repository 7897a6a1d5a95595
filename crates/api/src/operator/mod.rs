//! The operators' surface: a router, a state, a caller and a database login of its own, served on a listener of its own.
//!
//! Nothing here can be mounted on the public router and nothing of it here: handlers are typed by their state, and [`Ops`] is not
//! [`crate::App`]. It shares with the public side only what knows neither: problems, bodies, languages, the access line.

mod accounts;
mod auth;
pub mod capacity;
mod console;
mod customers;
mod enrolment;
mod looks;
mod messages;
mod queue;
mod quotas;
mod revenue;
mod windows;

pub use accounts::SEAL;

use std::sync::Arc;

use access::limit::Limits;
use access::operator::Passkeys;
use access::password::Hasher;
use access::secret::Keys;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn;
use http::{HeaderName, HeaderValue, StatusCode, header};
use ipnet::IpNet;
use store::ops::OpsStore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::clock::Clock;
use crate::problem::{Problem, ProblemBody};
use crate::{REQUEST_TIME_MAX, context, openapi, panicked};

const BODY_BYTES_MAX: usize = 64 * 1024;

/// What the operators' listener is made of.
pub struct OpsParts {
    pub store: OpsStore,
    pub hasher: Hasher,
    /// Counted apart from the public's, so that neither crowd shuts the other out.
    pub limits: Arc<Limits>,
    pub keys: Keys,
    pub clock: Clock,
    /// Where operators reach the console.
    pub url: String,
    pub trusted_proxies: Vec<IpNet>,
    pub roadmap: capacity::Roadmap,
}

/// Everything an operator's request may need. Cheap to clone.
#[derive(Clone)]
pub struct Ops(Arc<OpsParts>, Arc<Option<Passkeys>>);

impl Ops {
    pub fn new(parts: OpsParts) -> Ops {
        let passkeys = Passkeys::at(&parts.url);
        Ops(Arc::new(parts), Arc::new(passkeys))
    }

    fn is_https(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// Absent where the console is reached by a bare IP address.
    fn passkeys(&self) -> Result<&Passkeys, Problem> {
        self.1.as_ref().as_ref().ok_or(Problem::NotFound)
    }
}

impl std::ops::Deref for Ops {
    type Target = OpsParts;

    fn deref(&self) -> &OpsParts {
        &self.0
    }
}

fn routes() -> OpenApiRouter<Ops> {
    OpenApiRouter::new()
        .merge(accounts::router())
        .merge(enrolment::router())
        .merge(windows::router())
        .merge(looks::router())
        .merge(quotas::router())
        .merge(capacity::router())
        .merge(customers::router())
        .merge(revenue::router())
        .merge(messages::router())
        .merge(queue::router())
}

/// The whole operators' surface: API, health and console.
pub fn router(ops: Ops) -> Router {
    let (api, _) = routes().split_for_parts();
    let api = api
        .route("/health/live", axum::routing::get(async || StatusCode::OK))
        .route("/health/ready", axum::routing::get(ready))
        .fallback(console::serve)
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .with_state(ops)
        .layer(from_fn(auth::same_site))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIME_MAX))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(context::surround))
        .layer(CompressionLayer::new());
    headers()
        .into_iter()
        .fold(api, |router, (name, value)| router.layer(SetResponseHeaderLayer::if_not_present(name, value)))
}

async fn ready(State(ops): State<Ops>) -> StatusCode {
    if ops.store.ready().await { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}

/// Stricter than the public's: nothing is framed, and nothing an operator saw stays in a cache.
fn headers() -> [(HeaderName, HeaderValue); 7] {
    const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                       connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
        ),
    ]
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "KoproGo operators",
        description = "The platform's own listener: operators, support windows, and what is looked at through them. \
                       None of it answers on the public address."
    ),
    components(schemas(ProblemBody))
)]
struct Document;

/// The document of this surface; `docs/openapi-operator.json` is checked against it.
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, generated) = routes().split_for_parts();
    let mut document = Document::openapi();
    document.merge(generated);
    openapi::finish(document, &[("operator", openapi::cookie("__Host-operator"))])
}
