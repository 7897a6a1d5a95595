use access::may;
use access::permission::{Op, OpSet};
use access::token::ApiSecret;
use axum::response::{IntoResponse, Response};
use domain::violation::{Violation, code};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::api_keys::{ApiKey, NewApiKey};
use store::{Page, PageQuery};
use time::{Date, Duration, Time};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};
use crate::scope::{Firm, Ids, Query};

const DAYS_MAX: i64 = 365;
const NAME_CHARS_MAX: usize = 100;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewKey {
    name: String,
    /// The operations the key is for, such as `lot.read`: some of one's own. What needs a person cannot be given to a key.
    scopes: Vec<String>,
    /// The last day it works; a year from today at most.
    expires_on: Date,
}

/// A key, with its secret the one time it is shown.
#[derive(Serialize, ToSchema)]
struct ApiKeyWithSecret {
    #[serde(flatten)]
    key: ApiKey,
    /// `kgk_…`, to be sent as `Authorization: Bearer`. Kept nowhere: absent when the request is repeated.
    secret: Option<String>,
}

/// The firm's keys, the newest first.
#[utoipa::path(get, path = "/v1/firms/{firm}/api-keys", tag = "firm", params(PageQuery),
    responses((status = 200, body = Page<ApiKey>)))]
async fn list(
    firm: Firm<may::ApiKeyRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<ApiKey>>, Problem> {
    Ok(axum::Json(firm.begin("api_keys.list").await?.api_key_list(&query).await?))
}

/// Make a key for a program. It never can do more than whoever made it. Asks for a password typed within ten minutes.
#[utoipa::path(post, path = "/v1/firms/{firm}/api-keys", tag = "firm", request_body = NewKey,
    responses((status = 201, body = ApiKeyWithSecret)))]
async fn create(firm: Firm<may::ApiKeyWrite>, Json(new): Json<NewKey>) -> Result<Response, Problem> {
    firm.confirmed()?;
    let (name, scopes, expires_at) = checked(&new, firm.held(), firm.app().clock.today())?;
    let secret = ApiSecret::draw();
    let creator = firm.principal().shown_as().to_owned();
    let mut made = None;
    let answer = firm
        .once("api_keys.create", StatusCode::CREATED, async |tx| {
            let (prefix, secret_hash) = (secret.prefix(), *secret.digest().as_bytes());
            let new = NewApiKey { name, prefix, secret_hash, scopes, creator: &creator, expires_at };
            let id = tx.api_key_create(&new).await?;
            made = Some(tx.api_key(id).await?);
            // What is kept for a repeated request has no secret in it.
            Ok(ApiKeyWithSecret { key: tx.api_key(id).await?, secret: None })
        })
        .await?;
    Ok(match made {
        Some(key) => {
            let shown = ApiKeyWithSecret { key, secret: Some(secret.expose().to_owned()) };
            (StatusCode::CREATED, axum::Json(shown)).into_response()
        }
        None => answer,
    })
}

/// Revoke a key: the next request with it is refused.
#[utoipa::path(delete, path = "/v1/firms/{firm}/api-keys/{api_key}", tag = "firm", responses((status = 204)))]
async fn revoke(
    firm: Firm<may::ApiKeyWrite>,
    Ids((_, id)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    firm.once("api_keys.revoke", StatusCode::NO_CONTENT, async |tx| Ok(tx.api_key_revoke(id).await?)).await
}

fn checked(new: &NewKey, held: OpSet, today: Date) -> Result<(&str, OpSet, time::OffsetDateTime), Problem> {
    let mut wrong: Vec<FieldProblem> = Vec::new();
    let name = new.name.trim();
    if name.is_empty() {
        wrong.push(FieldProblem::new("name", "required"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        wrong.push(Violation::new("name", code::TOO_LONG).with("max", 100).into());
    }
    if new.scopes.is_empty() {
        wrong.push(Violation::new("scopes", code::LIST_EMPTY).into());
    }
    let mut scopes = OpSet::NONE;
    for (at, scope) in new.scopes.iter().enumerate().take(Op::ALL.len()) {
        match scope_of(scope, held) {
            Ok(op) => scopes = scopes.with(op),
            Err(code) => wrong.push(FieldProblem::new(format!("scopes.{at}"), code)),
        }
    }
    let (first, last) = (today + Duration::days(1), today + Duration::days(DAYS_MAX));
    if !(first..=last).contains(&new.expires_on) {
        let range = Violation::new("expires_on", code::DATE_OUT_OF_RANGE);
        wrong.push(range.with("first", first).with("last", last).into());
    }
    if !wrong.is_empty() {
        return Err(Problem::Validation(wrong));
    }
    let end = new.expires_on.next_day().unwrap_or(new.expires_on);
    Ok((name, scopes, end.with_time(Time::MIDNIGHT).assume_utc()))
}

/// The operation meant, if it is one that its maker holds and may leave to a program.
fn scope_of(text: &str, held: OpSet) -> Result<Op, &'static str> {
    let op: Op = text.parse().map_err(|_| "invalid-value")?;
    match () {
        () if op.needs_a_person() => Err(code::SCOPE_NEEDS_PERSON.name),
        () if !held.contains(op) => Err(code::SCOPE_NOT_HELD.name),
        () => Ok(op),
    }
}
