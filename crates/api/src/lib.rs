//! The HTTP surface: extractors, problems, OpenAPI, the embedded web application.
//!
//! One request, in order: id → address of who is not signed in → caller → firm or copro of the path → quota → permission → body → handler, one transaction → answer or
//! problem → one access line. A handler gets a tenant's transaction only by naming the permission it needs in its signature.

mod app;
mod auth;
mod body;
mod calls;
mod clock;
mod context;
mod embedded;
mod entry;
mod heavy;
mod hosts;
mod idempotency;
mod identity;
mod intake;
mod latency;
mod offer;
mod openapi;
pub mod operator;
mod problem;
mod routes;
mod scope;
mod standing;
mod strangers;

pub use app::{App, Parts, Settings};
pub use clock::{Calendar, Clock, Hand};
pub use heavy::HeavyLimits;
pub use identity::Identity;
pub use latency::Lately;
pub use openapi::openapi;
pub use standing::{needs_open, operation};

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

pub use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_request_with_state};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use http::{HeaderName, HeaderValue, StatusCode, header};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::problem::Problem;

/// No JSON body needs more; files have their own limit.
const BODY_BYTES_MAX: usize = 1024 * 1024;
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// The whole public surface: API, health, OpenAPI document and web application.
pub fn router(app: App) -> Router {
    let (api, _) = routes::api().split_for_parts();
    let api = api
        .route("/openapi.json", axum::routing::get(openapi::serve))
        .fallback(embedded::serve)
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .with_state(app.clone())
        .layer(from_fn_with_state(app.clone(), auth::same_site))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIME_MAX))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), strangers::count))
        // Runs inside routing, so that it knows the operation; outside everything that may fail.
        .layer(from_fn(context::surround))
        .layer(from_fn_with_state(app.clone(), latency::measure))
        .layer(CompressionLayer::new());
    let secured = security_headers()
        .into_iter()
        .fold(api, |router, (name, value)| router.layer(SetResponseHeaderLayer::if_not_present(name, value)));
    // Health stands outside: it must answer when quotas and languages do not matter.
    let outer = Router::new().merge(routes::health(app.clone())).fallback_service(secured);
    // The host name is rewritten to a path before any route is looked up.
    Router::new().fallback_service(outer).layer(map_request_with_state(app, hosts::rewrite))
}

/// Answers on `listener` until `leave` comes true, then finishes what has begun.
pub async fn serve(
    listener: TcpListener,
    app: App,
    leave: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    serve_on(listener, router(app), leave).await
}

/// The same for either surface.
pub async fn serve_on(
    listener: TcpListener,
    surface: Router,
    leave: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Answers are small and complete: waiting for more to send with them only adds delay.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(error = %error, "TCP_NODELAY not set");
        }
    });
    let service = surface.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(leave).await
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = text.unwrap_or("unknown"), "handler panicked");
    Problem::Internal.into_response()
}

fn security_headers() -> [(HeaderName, HeaderValue); 6] {
    // Vouchers are shown in a frame of our own origin, nothing else may be.
    const CSP: &str = "default-src 'self'; img-src 'self' data: blob:; frame-src 'self'; object-src 'self'; base-uri 'none'; \
                       form-action 'self'; frame-ancestors 'self'";
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
        ),
    ]
}
