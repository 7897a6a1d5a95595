//! What surrounds every request: its id, its access line and metrics, the reader's language, and the rendering of problems.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};
use std::time::Instant;

use access::limit::Outcome;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use documents::messages;
use domain::ids::{TenantId, UserId};
use domain::language::Language;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use metrics::{Counter, Histogram};
use sha2::{Digest, Sha256};
use tracing::Instrument;
use uuid::Uuid;

use crate::problem::{FieldError, FieldProblem, Problem, ProblemBody};

/// The files of the web application.
const WEB: &str = "web";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Facts about the request that become known on the way, for the layer that finishes it.
#[derive(Clone, Debug)]
pub struct Context(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    id: String,
    accepted: Option<Language>,
    spoken: OnceLock<Language>,
    caller: OnceLock<UserId>,
    refuted: OnceLock<()>,
    tenant: OnceLock<TenantId>,
    body: OnceLock<[u8; 32]>,
}

impl Context {
    fn of(headers: &HeaderMap) -> Context {
        Context(Arc::new(Facts {
            id: Uuid::now_v7().to_string(),
            accepted: accepted_language(headers),
            spoken: OnceLock::new(),
            caller: OnceLock::new(),
            refuted: OnceLock::new(),
            tenant: OnceLock::new(),
            body: OnceLock::new(),
        }))
    }

    /// The language of the person signed in, else what the browser asks for, else French.
    pub fn language(&self) -> Language {
        self.0.spoken.get().copied().or(self.0.accepted).unwrap_or(Language::Fr)
    }

    pub fn knows_caller(&self, user: UserId, language: Language) {
        let _ = self.0.caller.set(user);
        let _ = self.0.spoken.set(language);
    }

    pub fn has_caller(&self) -> bool {
        self.0.caller.get().is_some() && self.0.refuted.get().is_none()
    }

    /// Who was expected is not who calls: what they showed is good for nothing any more.
    pub fn refutes_caller(&self) {
        let _ = self.0.refuted.set(());
    }

    pub fn knows_tenant(&self, tenant: TenantId) {
        let _ = self.0.tenant.set(tenant);
    }

    /// The body was read: its hash recognises the request when it comes again.
    pub fn knows_body(&self, body: &[u8]) {
        let _ = self.0.body.set(Sha256::digest(body).into());
    }

    pub fn body_hash(&self) -> Option<[u8; 32]> {
        self.0.body.get().copied()
    }

    /// The one line every request leaves. No personal data: ids only.
    fn log(&self, method: &Method, operation: &str, status: u16, duration_ms: f64, db: store::DbUse) {
        let Facts { id, caller, tenant, .. } = &*self.0;
        if operation == WEB && status < 400 {
            tracing::debug!(target: "access", request_id = %id, status, duration_ms, "{method} {operation}");
            return;
        }
        tracing::info!(
            target: "access",
            request_id = %id,
            status,
            duration_ms,
            db_ms = db.time.as_secs_f64() * 1000.0,
            db_statements = db.statements,
            tenant = tenant.get().map(tracing::field::display),
            caller = caller.get().map(tracing::field::display),
            "{method} {operation}"
        );
    }
}

/// The outermost layer of the API.
pub async fn surround(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let context = Context::of(request.headers());
    let method = request.method().clone();
    request.extensions_mut().insert(context.clone());
    let operation = operation_of(&request);
    let span = tracing::info_span!("request", otel.name = format!("{method} {operation}"), request_id = %context.0.id);
    let (mut response, counted, db) = {
        let answered = access::limit::witnessed(next.run(request));
        let answering = store::metered(answered).instrument(span);
        let ((response, counted), db) = store::as_request(context.0.id.clone(), answering).await;
        (response, counted, db)
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE
        && response.extensions().get::<Problem>().is_none()
    {
        // The time of a request is over: its answer has no words of its own. What it had begun to save goes on.
        let safe = method.is_safe();
        response.extensions_mut().insert(if safe { Problem::Unavailable } else { Problem::OutcomeUnknown });
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = render(&problem, &context, response);
    }
    tell_quotas(&counted, response.headers_mut());
    if let Ok(id) = HeaderValue::from_str(&context.0.id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    measure(&method, &operation, status, elapsed.as_secs_f64());
    context.log(&method, &operation, status, elapsed.as_secs_f64() * 1000.0, db);
    response
}

/// What the sender has left of each quota this request was counted in (draft-ietf-httpapi-ratelimit-headers).
fn tell_quotas(counted: &[Outcome], headers: &mut HeaderMap) {
    let list = |item: fn(&Outcome) -> String| counted.iter().map(item).collect::<Vec<_>>().join(", ");
    for (name, value) in [(RATE_LIMIT_POLICY, list(Outcome::policy)), (RATE_LIMIT, list(Outcome::state))] {
        if let Ok(value) = HeaderValue::from_str(&value)
            && !counted.is_empty()
        {
            headers.insert(name, value);
        }
    }
}

/// The route, never the path: paths hold ids, and there are too many of them for a metric.
fn operation_of(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(route) => route.as_str().to_owned(),
        None if request.uri().path().starts_with("/v1") => "unmatched".to_owned(),
        None => WEB.to_owned(),
    }
}

/// Looking a metric up by its labels costs more than counting: each is looked up once. As many as there are routes, methods and statuses.
static METERS: LazyLock<RwLock<HashMap<String, Vec<Meter>>>> = LazyLock::new(RwLock::default);

struct Meter {
    method: Method,
    status: u16,
    requests: Counter,
    seconds: Histogram,
}

impl Meter {
    fn new(method: &Method, operation: &str, status: u16) -> Meter {
        let labels = [
            ("method", method.to_string()),
            ("operation", operation.to_owned()),
            ("status", status.to_string()),
        ];
        Meter {
            method: method.clone(),
            status,
            requests: metrics::counter!("koprogo_http_requests_total", &labels),
            seconds: metrics::histogram!("koprogo_http_request_seconds", &labels[..2]),
        }
    }

    fn count(&self, seconds: f64) {
        self.requests.increment(1);
        self.seconds.record(seconds);
    }
}

fn measure(method: &Method, operation: &str, status: u16, seconds: f64) {
    {
        let meters = METERS.read().unwrap_or_else(PoisonError::into_inner);
        let known = meters.get(operation).into_iter().flatten();
        if let Some(meter) = known.into_iter().find(|meter| meter.method == *method && meter.status == status)
        {
            return meter.count(seconds);
        }
    }
    let meter = Meter::new(method, operation, status);
    meter.count(seconds);
    // A method that nobody knows is made up, and there is no end of such.
    if is_usual(method) {
        METERS
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(operation.to_owned())
            .or_default()
            .push(meter);
    }
}

fn is_usual(method: &Method) -> bool {
    [Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE, Method::HEAD, Method::OPTIONS]
        .contains(method)
}

/// Writes a problem in the reader's language. Headers set on the way (cookies, rate limits) are kept.
fn render(problem: &Problem, context: &Context, response: Response) -> Response {
    let language = context.language();
    let code = problem.code();
    let detail = messages::text(language, &format!("problem-{code}-detail"), &problem.args());
    let body = ProblemBody {
        r#type: format!("/problems/{code}"),
        code: code.to_owned(),
        title: messages::text(language, &format!("problem-{code}"), &[]),
        status: problem.status().as_u16(),
        errors: field_errors(problem, &detail, language),
        detail,
        instance: context.0.id.clone(),
        limit: match problem {
            Problem::LimitReached(limit) => Some((**limit).clone()),
            _ => None,
        },
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(seconds) = problem.retry_after() {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Response::from_parts(parts, serde_json::to_vec(&body).unwrap_or_default().into())
}

fn field_errors(problem: &Problem, detail: &str, language: Language) -> Vec<FieldError> {
    match problem {
        Problem::Validation(fields) => fields.iter().map(|field| field_error(field, language)).collect(),
        _ => {
            let at_fault = |field: &str| FieldError {
                field: field.to_owned(),
                code: problem.code().to_owned(),
                message: detail.to_owned(),
            };
            problem.field().map(at_fault).into_iter().collect()
        }
    }
}

pub fn field_error(problem: &FieldProblem, language: Language) -> FieldError {
    FieldError {
        field: problem.field.clone(),
        code: problem.code.to_owned(),
        message: messages::text(language, &format!("field-{}", problem.code), &problem.args),
    }
}

/// The first of our languages in `Accept-Language`. Quality values are ignored: browsers list in order of preference.
fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted
        .split(',')
        .take(20)
        .filter_map(|entry| entry.trim().get(..2))
        .find_map(|code| code.to_ascii_lowercase().parse().ok())
}
