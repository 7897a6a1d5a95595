//! The OpenAPI document, generated from the handlers. `koprogo openapi` prints it and `docs/openapi.json` is checked against it.

mod answers;

use std::sync::OnceLock;

use axum::response::{IntoResponse, Response};
use http::header;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, ResponseBuilder, SecurityRequirement};

use crate::problem::ProblemBody;
use crate::routes;

const KEY: &str = "Idempotency-Key";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "KoproGo",
        description = "Management of co-owned buildings. Amounts are integer cents, dates are civil dates, lists are paged. \
                       Every failure is an RFC 9457 problem in the caller's language."
    ),
    components(schemas(ProblemBody))
)]
struct Document;

/// The document, complete.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    let (_, generated) = routes::api().split_for_parts();
    document.merge(generated);
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    finish(document, &[("session", cookie("__Host-session")), ("token", bearer)])
}

pub fn cookie(name: &str) -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(name)))
}

/// What every document of ours says besides what its handlers say: how to sign in, path parameters, failures, complete answers.
pub fn finish(
    mut document: utoipa::openapi::OpenApi,
    schemes: &[(&str, SecurityScheme)],
) -> utoipa::openapi::OpenApi {
    let components = document.components.get_or_insert_default();
    for (name, scheme) in schemes {
        components.add_security_scheme(*name, scheme.clone());
    }
    let names: Vec<&str> = schemes.iter().map(|(name, _)| *name).collect();
    for (path, item) in &mut document.paths.paths {
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete(method, path, operation, &names);
            }
        }
    }
    with_complete_answers(document)
}

/// The rule is simplest to state on the document's JSON.
fn with_complete_answers(document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let Ok(mut json) = serde_json::to_value(&document) else { return document };
    answers::are_complete(&mut json);
    serde_json::from_value(json).unwrap_or_else(|error| panic!("the API's own document: {error}"))
}

/// What is the same everywhere is said here and not on every handler: path parameters, the shape of failures, how to sign in.
fn complete(method: &str, path: &str, operation: &mut Operation, schemes: &[&str]) {
    let words: Vec<&str> = path.split('/').skip(2).map(|part| part.trim_matches(['{', '}'])).collect();
    operation.operation_id = Some(format!("{method}_{}", words.join("_").replace(['-', '.'], "_")));
    let parameters = operation.parameters.get_or_insert_default();
    for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        if !parameters.iter().any(|known| matches!(known, RefOr::T(parameter) if parameter.name == name)) {
            parameters.push(path_parameter(name).into());
        }
    }
    let named = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(known) if known.name == KEY);
    // What is open to anybody has no sender whom a key could belong to; a preview changes nothing.
    let takes_key = method != "get"
        && operation.security.is_none()
        && !path.ends_with("/preview")
        && !guards_account(method, path);
    if takes_key && !parameters.iter().any(named) {
        parameters.push(idempotency_key().into());
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let failure =
        ResponseBuilder::new().description("A problem").content("application/problem+json", problem).build();
    operation.responses.responses.insert("default".to_owned(), failure.into());
    if operation.security.is_none() {
        let none: [&str; 0] = [];
        operation.security = Some(schemes.iter().map(|name| SecurityRequirement::new(*name, none)).collect());
    }
}

/// Answers that hold secrets are not kept to be given again; what these operations do can be done twice, or ends the session that a
/// repetition would have to come from.
fn guards_account(method: &str, path: &str) -> bool {
    ["/v1/security", "/v1/sessions", "/v1/password"].iter().any(|part| path.starts_with(part))
        || [("delete", "/v1/session"), ("post", "/v1/account/erasure")].contains(&(method, path))
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name(KEY)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The same request with the same key is carried out once and answered the same; at most 100 characters"))
        .schema(Some(utoipa::openapi::schema::Object::with_type(utoipa::openapi::Type::String)))
        .build()
}

fn path_parameter(name: &str) -> Parameter {
    let described = if name == "copro" { "Slug or id of the copro" } else { "Id" };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(described))
        .schema(Some(utoipa::openapi::schema::Object::with_type(utoipa::openapi::Type::String)))
        .build()
}

pub async fn serve() -> Response {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| openapi().to_json().unwrap_or_default());
    ([(header::CONTENT_TYPE, "application/json")], text.as_str()).into_response()
}
