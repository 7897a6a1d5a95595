//! Reading bodies strictly.

use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use domain::violation::Violation;
use http::{StatusCode, header};
use serde::de::DeserializeOwned;

use crate::context::Context;
use crate::problem::Problem;

/// A JSON body. Unknown fields, wrong types and values that are no IBAN, date or number name their field.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Ok(Json(parse(&raw_json(request, state).await?)?))
    }
}

async fn raw_json<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let is_json =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(
            |value| value.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/json"),
        );
    if !is_json {
        return Err(Problem::UnsupportedMedia);
    }
    let context = request.extensions().get::<Context>().cloned();
    let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection {
        BytesRejection::FailedToBufferBody(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::TooLarge { limit: "1 MB".to_owned() }
        }
        _ => Problem::BadRequest { reason: "the body could not be read".to_owned() },
    })?;
    if let Some(context) = context {
        context.knows_body(&bytes);
    }
    Ok(bytes)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { String::new() } else { path.replace('[', ".").replace(']', "") };
        let inner = error.into_inner();
        if inner.is_data() { data_problem(field, &inner.to_string()) } else { syntax_problem(&inner) }
    })?;
    // What follows the value was meant to say something, too.
    reader.end().map_err(|error| syntax_problem(&error))?;
    Ok(value)
}

fn syntax_problem(error: &serde_json::Error) -> Problem {
    Problem::BadRequest { reason: format!("line {}, column {}", error.line(), error.column()) }
}

/// A value of the wrong type. What the rules say about values comes later, from `validate`.
fn data_problem(field: String, message: &str) -> Problem {
    let within = |name: &str| match field.is_empty() {
        true => name.to_owned(),
        false => format!("{field}.{name}"),
    };
    let named = || message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        Problem::invalid(within(named()), "required")
    } else if message.starts_with("unknown field") {
        // The path already ends in the unknown name.
        Problem::invalid(field, "unknown-field")
    } else if message.starts_with("duplicate field") {
        Problem::invalid(within(named()), "invalid-value")
    } else {
        Problem::invalid(field, "invalid-value")
    }
}

/// What a shape of `domain` says about itself, as a problem.
pub fn checked(result: Result<(), Vec<Violation>>) -> Result<(), Problem> {
    result.map_err(Problem::from)
}
