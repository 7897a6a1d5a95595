//! A copro goes to another firm, because the assembly has chosen another syndic.

use access::may;
use access::token::Token;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use documents::mail::{self, TransferRequestMail};
use domain::email::EmailAddress;
use domain::violation::code;
use files::{PackageKey, PackageOf, PackageStream};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use store::jobs::{JobKind, NewJob};
use store::leaving::transfers::{Handover, NewTransfer, Transfer, TransferPreview};
use store::{Page, PageQuery, Refusal};
use time::{Date, Duration};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Items;
use super::signup::login_address;
use crate::app::App;
use crate::auth::SignedIn;
use crate::body::Json;
use crate::problem::{FieldProblem, Problem};
use crate::scope::{Firm, Ids, Query, Tenant};

/// How long the receiving firm has to decide.
const DAYS: u32 = 14;
const NOTE_CHARS_MAX: usize = 500;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, request))
        .routes(routes!(withdraw))
        .routes(routes!(preview))
        .routes(routes!(accept))
        .routes(routes!(refuse))
        .routes(routes!(of_firm))
        .routes(routes!(handovers))
        .routes(routes!(package))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTransferRequest {
    /// An administrator of the receiving firm; only an account with this address can accept.
    email: String,
    /// The day of the assembly that chose the new syndic.
    decided_on: Date,
    note: Option<String>,
}

/// The secret of the mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TransferToken {
    token: String,
}

impl TransferToken {
    /// What is no token is unknown like any other that was never drawn.
    fn digest(&self) -> Result<[u8; 32], Problem> {
        let token = Token::parse(self.token.trim()).ok_or(Problem::NotFound)?;
        Ok(*token.digest().as_bytes())
    }
}

#[utoipa::path(get, path = "/v1/copros/{copro}/transfers", tag = "transfer", responses((status = 200, body = Items<Transfer>)))]
async fn list(tenant: Tenant<may::TransferRead>) -> Result<axum::Json<Items<Transfer>>, Problem> {
    let items = tenant.begin("transfers.list").await?.transfer_list_of_copro().await?;
    Ok(axum::Json(Items { items }))
}

/// Ask that the copro go to the firm whose administrator reads this address. The answer is the same whether anybody does.
#[utoipa::path(post, path = "/v1/copros/{copro}/transfers", tag = "transfer", request_body = NewTransferRequest,
    responses((status = 201, body = Transfer)))]
async fn request(
    tenant: Tenant<may::TransferRequest>,
    Json(new): Json<NewTransferRequest>,
) -> Result<Response, Problem> {
    let note = new.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let email = checked(&new, note, tenant.app().clock.today())?;
    let token = Token::draw();
    let app = tenant.app().clone();
    let language = tenant.language;
    tenant
        .once("transfers.request", StatusCode::CREATED, async |tx| {
            let transfer = tx
                .transfer_request(&NewTransfer {
                    email: email.as_str(),
                    decided_on: new.decided_on,
                    note,
                    token_hash: *token.digest().as_bytes(),
                    expires_at: app.clock.now() + Duration::days(DAYS.into()),
                })
                .await?;
            let mail = mail::transfer_request(&TransferRequestMail {
                language,
                copro: transfer.copro_name.clone(),
                from_firm: tx.syndic().await?.0,
                decided_on: transfer.decided_on,
                // Behind the #, so that it never stands in a log of requests.
                link: format!("{}/transfer#{}", app.settings.public_url, token.expose()),
                days: DAYS,
            });
            let payload = serde_json::json!({ "to": email.as_str(), "mail": mail });
            tx.job_enqueue(&NewJob { kind: JobKind::IdentityMail, subject: None, payload }).await?;
            Ok(transfer)
        })
        .await
}

fn checked(new: &NewTransferRequest, note: Option<&str>, today: Date) -> Result<EmailAddress, Problem> {
    let mut wrong = Vec::new();
    let email = login_address(&new.email);
    if email.is_err() {
        wrong.push(FieldProblem::new("email", "invalid-email"));
    }
    if new.decided_on > today {
        wrong.push(FieldProblem::new("decided_on", "invalid-value"));
    }
    if let Some(note) = note
        && note.chars().count() > NOTE_CHARS_MAX
    {
        let limit = i64::try_from(NOTE_CHARS_MAX).unwrap_or(i64::MAX);
        wrong.push(FieldProblem::new("note", code::TOO_LONG.name).with("max", limit));
    }
    match email {
        Ok(email) if wrong.is_empty() => Ok(email),
        _ => Err(Problem::Validation(wrong)),
    }
}

/// Take a request back that nobody has decided yet.
#[utoipa::path(delete, path = "/v1/copros/{copro}/transfers/{transfer}", tag = "transfer",
    responses((status = 204, description = "Withdrawn")))]
async fn withdraw(
    tenant: Tenant<may::TransferRequest>,
    Ids((_, transfer)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    tenant
        .once("transfers.withdraw", StatusCode::NO_CONTENT, async |tx| {
            Ok(tx.transfer_withdraw(transfer).await?)
        })
        .await
}

/// What the token of a mail offers. Holding it is enough to look; deciding takes the account it is for.
#[utoipa::path(post, path = "/v1/transfers/preview", tag = "transfer", security(()), request_body = TransferToken,
    responses((status = 200, body = TransferPreview)))]
async fn preview(
    State(app): State<App>,
    Json(typed): Json<TransferToken>,
) -> Result<axum::Json<TransferPreview>, Problem> {
    let found = app.store.transfer_preview(&typed.digest()?).await?;
    Ok(axum::Json(found.ok_or(Problem::NotFound)?))
}

/// Accept for this firm. The copro moves shortly after.
#[utoipa::path(post, path = "/v1/firms/{firm}/transfers/acceptance", tag = "transfer", request_body = TransferToken,
    responses((status = 202, body = Transfer)))]
async fn accept(
    firm: Firm<may::TransferAccept>,
    SignedIn(caller): SignedIn,
    Json(typed): Json<TransferToken>,
) -> Result<Response, Problem> {
    let digest = typed.digest()?;
    firm.once("transfers.accept", StatusCode::ACCEPTED, async |tx| {
        Ok(tx.transfer_decide(&caller, &digest, true).await?)
    })
    .await
}

/// Refuse for this firm. The copro stays where it is.
#[utoipa::path(post, path = "/v1/firms/{firm}/transfers/refusal", tag = "transfer", request_body = TransferToken,
    responses((status = 200, body = Transfer)))]
async fn refuse(
    firm: Firm<may::TransferAccept>,
    SignedIn(caller): SignedIn,
    Json(typed): Json<TransferToken>,
) -> Result<Response, Problem> {
    let digest = typed.digest()?;
    firm.once("transfers.refuse", StatusCode::OK, async |tx| {
        Ok(tx.transfer_decide(&caller, &digest, false).await?)
    })
    .await
}

/// What this firm has given away and taken over.
#[utoipa::path(get, path = "/v1/firms/{firm}/transfers", tag = "transfer", params(PageQuery),
    responses((status = 200, body = Page<Transfer>)))]
async fn of_firm(
    firm: Firm<may::HandoverRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Transfer>>, Problem> {
    Ok(axum::Json(firm.begin("transfers.of_firm").await?.transfer_list(&query).await?))
}

/// The packages of copros this firm has handed over.
#[utoipa::path(get, path = "/v1/firms/{firm}/handovers", tag = "transfer", params(PageQuery),
    responses((status = 200, body = Page<Handover>)))]
async fn handovers(
    firm: Firm<may::HandoverRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Handover>>, Problem> {
    Ok(axum::Json(firm.begin("handovers.list").await?.handover_list(&query).await?))
}

/// The whole file of a copro as it was when it was handed over: registers, ledger, vouchers, accounts.
#[utoipa::path(get, path = "/v1/firms/{firm}/handovers/{handover}/package", tag = "transfer",
    responses((status = 200, description = "The package", content_type = "application/zip")))]
async fn package(
    firm: Firm<may::HandoverRead>,
    Ids((_, handover)): Ids<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let found = firm.begin("handovers.package").await?.handover(handover).await?;
    let (Some(build), Some(size), Some(sha256)) = (found.build, found.size_bytes, found.sha256) else {
        return Err(Problem::Refused(Refusal::HandoverBuilding));
    };
    let key = PackageKey { firm: firm.scope().firm(), of: PackageOf::Transfer(found.id), build };
    let stream = firm.app().files.package(&key).await?;
    Ok(packed(stream, size, &sha256, &found.copro_name))
}

/// A package of a copro as a file to keep.
pub(super) fn packed(stream: PackageStream, size: i64, sha256: &str, copro: &str) -> Response {
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{sha256}\"")) {
        headers.insert(header::ETAG, tag);
    }
    let name = format!("attachment; filename=\"{}.zip\"", domain::copro::slug_base(copro));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
