//! What a person may ask of a copro: a copy of everything, and to be forgotten.

use std::io::Cursor;

use access::may;
use axum::response::Response;
use documents::messages;
use documents::package::{Package, PersonPage, Section, page, safe_name};
use domain::ids::PersonId;
use domain::language::Language;
use domain::retention::Kept;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::leaving::person_export::PersonData;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::files::inline;
use crate::app::App;
use crate::body::Json;
use crate::problem::Problem;
use crate::scope::{Ids, Tenant};

/// Letters that go along, the newest first; the others are listed with their call.
const LETTERS_MAX: i64 = 100;
const LETTERS_BYTES_MAX: usize = 32 * 1024 * 1024;
const REASON_CHARS_MAX: usize = 500;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export)).routes(routes!(erase))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ErasureRequest {
    /// Who asked, and why it is done; names of the person are taken out of it.
    reason: String,
}

/// What was done, and what the law keeps.
#[derive(Serialize, ToSchema)]
struct Erasure {
    #[serde(with = "time::serde::rfc3339")]
    erased_at: OffsetDateTime,
    kept: Vec<KeptRecord>,
}

/// Records that stay under the neutral name.
#[derive(Serialize, ToSchema)]
struct KeptRecord {
    what: String,
    /// The article that says so.
    why: String,
    until: Date,
}

/// Everything kept about a person in this copro: a page to read, the data for programs, and the letters.
#[utoipa::path(get, path = "/v1/copros/{copro}/persons/{person}/export", tag = "privacy",
    responses((status = 200, description = "A ZIP archive", content_type = "application/zip")))]
async fn export(
    tenant: Tenant<may::PrivacyRead>,
    Ids((_, person)): Ids<(String, PersonId)>,
) -> Result<Response, Problem> {
    let mut tx = tenant.begin("privacy.export").await?;
    let data = tx.person_data(person).await?;
    let copro = tx.copro().await?;
    let letters = tx.person_letters(person, LETTERS_MAX).await?;
    drop(tx);
    let mut contents = Vec::new();
    let mut room = LETTERS_BYTES_MAX;
    for letter in letters {
        let content = tenant.app().files.get(tenant.scope().tenant(), &letter.content_hash()?).await?;
        let Some(left) = room.checked_sub(content.len()) else { break };
        room = left;
        contents.push((format!("letters/{}/{}", letter.id, safe_name(&letter.name)), content));
    }
    let shown = page(&page_of(&data, copro.name));
    // Compressing is work: off the request threads.
    let archive = tokio::task::spawn_blocking(move || {
        let data = serde_json::to_vec_pretty(&data).unwrap_or_default();
        let mut package = Package::new(Cursor::new(Vec::new()));
        for (path, content) in [("index.html", shown.as_bytes()), ("data.json", &data)] {
            package.begin(path, true)?;
            package.write(content)?;
        }
        for (path, content) in &contents {
            package.begin(path, false)?;
            package.write(content)?;
        }
        package.finish().map(Cursor::into_inner)
    })
    .await
    .map_err(|_| Problem::Internal)?
    .map_err(|error| {
        tracing::error!(error = %error, "export cannot be packed");
        Problem::Internal
    })?;
    Ok(inline(&format!("{person}.zip"), "application/zip", archive.into()))
}

fn page_of(data: &PersonData, copro: String) -> PersonPage {
    let details = &data.identity.details;
    let address = details.address.as_ref();
    let identity = [
        Some(details.name().to_string()),
        details.email.clone(),
        details.phone.clone(),
        address.map(|a| format!("{}, {} {} {}", a.street, a.postal_code, a.city, a.country)),
        details.company_number.clone(),
        details.iban.clone(),
    ];
    let list = |id: &'static str, rows: &[Value], columns: &[&str]| {
        let cells =
            |row: &Value| columns.iter().map(|column| cell(details.language, column, &row[column])).collect();
        Section { id, rows: rows.iter().map(cells).collect() }
    };
    PersonPage {
        language: details.language,
        name: details.name().to_string(),
        copro,
        sections: vec![
            Section { id: "identity", rows: identity.into_iter().flatten().map(|line| vec![line]).collect() },
            list(
                "rights",
                &data.rights,
                &["account", "owner", "right", "numerator", "denominator", "balance_cents"],
            ),
            list("lots", &data.lots, &["lot", "nature", "from", "to"]),
            list("notices", &data.notices, &["call", "title", "issued_on", "amount_cents", "email", "mail"]),
            list("movements", &data.movements, &["date", "entry", "description", "account", "amount_cents"]),
            list("imports", &data.imports, &["file", "at", "status"]),
        ],
    }
}

fn cell(language: Language, column: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(cents) if column.ends_with("_cents") => {
            domain::Cents(cents.as_i64().unwrap_or_default()).format(language)
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Forget a person: name and contact data go, accounting stays under a neutral name. Refused while the person owns a lot or the account is open.
#[utoipa::path(post, path = "/v1/copros/{copro}/persons/{person}/erasure", tag = "privacy", request_body = ErasureRequest,
    responses((status = 200, body = Erasure)))]
async fn erase(
    tenant: Tenant<may::PrivacyErase>,
    Ids((_, person)): Ids<(String, PersonId)>,
    Json(asked): Json<ErasureRequest>,
) -> Result<Response, Problem> {
    let reason = asked.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        return Err(Problem::invalid("reason", "required"));
    }
    let today = tenant.app().clock.today();
    let language = tenant.language;
    tenant
        .once("privacy.erase", StatusCode::OK, async |tx| {
            let of_copro = tx.copro().await?.language()?;
            let neutral =
                |number: i64| messages::text(of_copro, "privacy-erased-name", &[("number", number.into())]);
            let done = tx.person_erase(person, reason, today, neutral).await?;
            let kept = done.kept.into_iter().map(|kept| record(language, kept)).collect();
            Ok(Erasure { erased_at: done.erased_at, kept })
        })
        .await
}

fn record(language: Language, kept: Kept) -> KeptRecord {
    let what = messages::text(language, &format!("privacy-kept-{}", kept.what), &[]);
    KeptRecord { what, why: kept.article, until: kept.until }
}
