use access::may;
use axum::response::Response;
use documents::messages;
use domain::copro::{Closing, ClosingReason, CoproPatch, ready_to_go_live};
use domain::ids::FiscalYearId;
use domain::language::Language;
use http::StatusCode;
use serde::Serialize;
use store::TenantScope;
use store::tenant::copro::{CoproLook, CoproRow};
use store::tenant::ledger::FiscalYear;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::Items;
use crate::app::App;
use crate::body::Json;
use crate::entry::{Glimpse, Seen};
use crate::offer::room_to_reopen;
use crate::problem::Problem;
use crate::scope::{Ids, Tenant, shown};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, update))
        .routes(routes!(activate))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(fiscal_years))
        .routes(routes!(close_year))
}

/// A copro, how far its set-up is, and what the caller may do in it.
#[derive(Serialize, ToSchema)]
pub struct Copro {
    pub id: Uuid,
    pub slug: String,
    pub firm_id: Uuid,
    pub name: String,
    pub address: domain::address::Address,
    pub company_number: Option<String>,
    pub shares_total: i64,
    pub language: Language,
    /// `MM-DD`
    pub fiscal_year_start: String,
    pub working_iban: Option<String>,
    pub reserve_iban: Option<String>,
    pub status: domain::copro::CoproStatus,
    pub activated_on: Option<Date>,
    /// Since when the firm manages it no more, and why.
    pub closed_on: Option<Date>,
    pub closed_for: Option<ClosingReason>,
    pub closing_note: Option<String>,
    pub shares_assigned: i64,
    pub lots: i64,
    pub owners: i64,
    pub checklist: Vec<ChecklistItem>,
    /// Operators of the platform may look into the copro until then.
    #[serde(with = "time::serde::rfc3339::option")]
    pub support_until: Option<OffsetDateTime>,
    pub permissions: Vec<&'static str>,
}

/// The steps of setting a copro up.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to clients; the checklist itself is a table")]
pub enum ChecklistStep {
    Identity,
    Bank,
    Lots,
    Shares,
    Owners,
    Keys,
    Active,
}

/// One step of setting a copro up.
#[derive(Serialize, ToSchema)]
pub struct ChecklistItem {
    #[schema(value_type = ChecklistStep)]
    pub id: &'static str,
    pub done: bool,
    /// Where it stands, in the reader's language.
    pub detail: String,
}

pub fn copro_of(
    row: CoproRow,
    firm: Uuid,
    permissions: Vec<&'static str>,
    language: Language,
) -> Result<Copro, Problem> {
    let (copro, status) = row.as_new()?;
    let closed_for = row.closed_for.as_deref().and_then(|reason| reason.parse().ok());
    Ok(Copro {
        checklist: checklist(&row, language),
        id: row.id,
        slug: row.slug,
        firm_id: firm,
        name: copro.name,
        address: copro.address,
        company_number: copro.company_number,
        shares_total: copro.shares_total,
        language: copro.language,
        fiscal_year_start: copro.fiscal_year_start.to_string(),
        working_iban: copro.working_iban,
        reserve_iban: copro.reserve_iban,
        status,
        activated_on: row.activated_on,
        closed_on: row.closed_on,
        closed_for,
        closing_note: row.closing_note,
        shares_assigned: row.shares_assigned,
        lots: row.lots,
        owners: row.owners,
        support_until: row.support_until,
        permissions,
    })
}

fn checklist(row: &CoproRow, language: Language) -> Vec<ChecklistItem> {
    let missing = row.shares_total - row.shares_assigned;
    let steps = [
        ("identity", row.company_number.is_some(), vec![]),
        ("bank", row.working_iban.is_some() && row.reserve_iban.is_some(), vec![]),
        ("lots", row.lots > 0, vec![("count", row.lots)]),
        (
            "shares",
            row.lots > 0 && missing == 0,
            vec![
                ("assigned", row.shares_assigned),
                ("total", row.shares_total),
                ("difference", missing.abs()),
            ],
        ),
        ("owners", row.lots > 0 && row.ownerless.is_empty(), vec![("count", row.owners)]),
        ("keys", row.special_keys > 0, vec![("count", row.special_keys)]),
        ("active", row.status == "active", vec![]),
    ];
    let state = |id: &str, done: bool| match (id, done) {
        (_, true) => "done",
        ("shares", false) if missing < 0 => "excess",
        // Keys are optional, and the copro may only wait for the last step.
        ("active", false) if ready_to_go_live(&row.live_facts()).is_ok() => "ready",
        _ => "open",
    };
    steps
        .into_iter()
        .map(|(id, done, numbers)| {
            let args: Vec<_> = numbers.into_iter().map(|(name, n)| (name, messages::Arg::Int(n))).collect();
            let detail = messages::text(language, &format!("checklist-{id}-{}", state(id, done)), &args);
            ChecklistItem { id, done, detail }
        })
        .collect()
}

#[utoipa::path(get, path = "/v1/copros/{copro}", tag = "copro", responses((status = 200, body = Copro)))]
async fn show(copro: Glimpse<TenantScope, may::CoproRead>) -> Result<axum::Json<Copro>, Problem> {
    let Seen { answer, scope, held, language } = copro.read_as(&CoproLook).await?;
    let permissions = shown(held, answer.status == "closed");
    Ok(axum::Json(copro_of(answer, scope.firm().uuid(), permissions, language)?))
}

fn seen_by<P: access::CoproPermission>(tenant: &Tenant<P>, row: CoproRow) -> Result<Copro, Problem> {
    let permissions = tenant.permissions(row.status == "closed");
    copro_of(row, tenant.scope().firm().uuid(), permissions, tenant.language)
}

/// Change identity, address or bank accounts; the denominator only in a draft.
#[utoipa::path(patch, path = "/v1/copros/{copro}", tag = "copro", request_body = CoproPatch,
    responses((status = 200, body = Copro)))]
async fn update(tenant: Tenant<may::CoproWrite>, Json(patch): Json<CoproPatch>) -> Result<Response, Problem> {
    tenant
        .once("copro.update", StatusCode::OK, async |tx| {
            tx.copro_update(&patch).await?;
            seen_by(&tenant, tx.copro().await?)
        })
        .await
}

/// Let the copro go live. Refused, with the difference, while its shares do not add up to the denominator.
#[utoipa::path(post, path = "/v1/copros/{copro}/activation", tag = "copro", responses((status = 200, body = Copro)))]
async fn activate(tenant: Tenant<may::CoproActivate>) -> Result<Response, Problem> {
    tenant
        .once("copro.activate", StatusCode::OK, async |tx| {
            tx.copro_activate(tenant.app().clock.today()).await?;
            seen_by(&tenant, tx.copro().await?)
        })
        .await
}

/// End the firm's management of the copro, without a firm that takes it over. It is read and exported from then on, not written, and not billed
/// from the firm's next civil day.
#[utoipa::path(post, path = "/v1/copros/{copro}/close", tag = "copro", request_body = Closing,
    responses((status = 200, body = Copro)))]
async fn close(tenant: Tenant<may::CoproClose>, Json(closing): Json<Closing>) -> Result<Response, Problem> {
    tenant
        .once("copro.close", StatusCode::OK, async |tx| {
            tx.copro_close(&closing, tenant.app().clock.today()).await?;
            seen_by(&tenant, tx.copro().await?)
        })
        .await
}

/// Open a closed copro again, as far as the firm's plan goes. It is what it was, and billed again if it was active.
#[utoipa::path(post, path = "/v1/copros/{copro}/reopen", tag = "copro", responses((status = 200, body = Copro)))]
async fn reopen(tenant: Tenant<may::CoproReopen>) -> Result<Response, Problem> {
    tenant
        .once("copro.reopen", StatusCode::OK, async |tx| {
            room_to_reopen(tenant.app(), tx).await?;
            tx.copro_reopen().await?;
            seen_by(&tenant, tx.copro().await?)
        })
        .await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/fiscal-years", tag = "copro",
    responses((status = 200, body = Items<FiscalYear>)))]
async fn fiscal_years(tenant: Tenant<may::CoproRead>) -> Result<axum::Json<Items<FiscalYear>>, Problem> {
    let items = tenant.begin("fiscal_years.list").await?.fiscal_year_list().await?;
    Ok(axum::Json(Items { items }))
}

/// Close a fiscal year for good: nothing can be posted in it afterwards.
#[utoipa::path(post, path = "/v1/copros/{copro}/fiscal-years/{year}/closing", tag = "copro",
    responses((status = 200, body = FiscalYear)))]
async fn close_year(
    tenant: Tenant<may::YearClose>,
    Ids((_, year)): Ids<(String, FiscalYearId)>,
) -> Result<Response, Problem> {
    tenant.once("fiscal_years.close", StatusCode::OK, async |tx| Ok(tx.fiscal_year_close(year).await?)).await
}
