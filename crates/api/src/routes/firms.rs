use access::may;
use access::permission::{FirmPermission, Op};
use access::role::Role;
use axum::extract::State;
use axum::response::Response;
use billing::catalogue::Quota;
use billing::subscription::Access;
use domain::company_number::CompanyNumber;
use domain::copro::{NewCopro, slug_base};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::billing::Wish;
use store::firm::{CoproQuery, CoproSummary, FirmRow, Portfolio};
use store::{FirmScope, IdentityScope, Page, Tx};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::billing::{AccessLevel, StandingView};
use super::copros::{Copro, copro_of};
use crate::app::App;
use crate::auth::SignedIn;
use crate::body::{Json, checked};
use crate::entry::Glimpse;
use crate::idempotency::Repeat;
use crate::offer::room_for_one;
use crate::problem::{FieldProblem, Problem};
use crate::scope::{Firm, Query};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(show, update))
        .routes(routes!(copros, create_copro))
}

/// The syndic firm that manages copros.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewFirm {
    /// `BE`; other countries follow with their law.
    country: String,
    name: String,
    /// Enterprise number (BCE/KBO), any punctuation.
    company_number: String,
    /// The plan to begin with, in its trial; unless given, what was chosen when signing up. One that is not sold is passed over.
    #[schema(example = "plus")]
    plan: Option<String>,
    /// So many copros are to be paid for twelve months ahead.
    committed: Option<u32>,
}

/// A firm, and what the caller may do in it.
#[derive(Serialize, ToSchema)]
#[schema(as = Firm)]
struct FirmView {
    id: Uuid,
    name: String,
    country: String,
    company_number: String,
    require_second_factor: bool,
    role: Role,
    permissions: Vec<&'static str>,
    /// What the firm may do as it stands with the platform.
    access: AccessLevel,
    /// More about it, for those who may read the account; absent on the first day.
    standing: Option<StandingView>,
}

/// Found a firm; whoever does is its administrator.
#[utoipa::path(post, path = "/v1/firms", tag = "firm", request_body = NewFirm, responses((status = 201, body = FirmView)))]
async fn create(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    repeat: Repeat,
    Json(new): Json<NewFirm>,
) -> Result<Response, Problem> {
    let name = new.name.trim();
    let number = CompanyNumber::parse(&new.company_number);
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > 200 {
        wrong.push(FieldProblem::new("name", "required"));
    }
    if new.country != "BE" {
        wrong.push(FieldProblem::new("country", "country-not-served"));
    }
    if number.is_err() {
        wrong.push(FieldProblem::new("company_number", "invalid-company-number"));
    }
    let Ok(number) = number else { return Err(Problem::Validation(wrong)) };
    if !wrong.is_empty() {
        return Err(Problem::Validation(wrong));
    }
    let tx = app.store.begin(&IdentityScope, "firm.create").await?;
    repeat
        .once(caller.user.uuid(), tx, "firm.create", StatusCode::CREATED, async |tx| {
            let firm = tx.firm_create(&caller, &new.country, name, &number).await?;
            let kept = tx.wish_take(caller.user).await?;
            let wish = Wish::of(new.plan, new.committed).or(kept);
            tx.subscribe(&caller, firm.id.into(), &app.rules, app.clock.billing_now(), wish.as_ref()).await?;
            let (role, permissions) = (Role::FirmAdmin, app.rbac.permissions_of(Role::FirmAdmin));
            Ok(view(firm, role, permissions, Access::Full, None))
        })
        .await
}

fn view(
    firm: FirmRow,
    role: Role,
    permissions: Vec<&'static str>,
    access: Access,
    standing: Option<StandingView>,
) -> FirmView {
    FirmView {
        id: firm.id,
        name: firm.name,
        country: firm.country,
        company_number: firm.company_number,
        require_second_factor: firm.require_second_factor,
        role,
        permissions,
        access: access.into(),
        standing,
    }
}

/// The firm as it is in this transaction, for this caller.
async fn view_in<P: FirmPermission>(firm: &Firm<P>, tx: &mut Tx<FirmScope>) -> Result<FirmView, Problem> {
    let row = tx.firm().await?;
    let subscription = match firm.held().contains(Op::BillingRead) {
        true => tx.subscription().await?,
        false => None,
    };
    let timetable = &firm.app().rules.timetable;
    let standing = subscription.map(|subscription| StandingView::of(&subscription, timetable));
    let access = firm.scope().standing().access();
    Ok(view(row, firm.scope().role(), firm.permissions(), access, standing))
}

#[utoipa::path(get, path = "/v1/firms/{firm}", tag = "firm", responses((status = 200, body = FirmView)))]
async fn show(firm: Firm<may::FirmRead>) -> Result<axum::Json<FirmView>, Problem> {
    Ok(axum::Json(view_in(&firm, &mut firm.begin("firm.show").await?).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FirmPatch {
    name: Option<String>,
    /// Whoever works here needs a second factor to enter the firm and its copros.
    require_second_factor: Option<bool>,
}

/// Change the firm's name, or whether its staff need a second factor. Only who has one may ask it of others.
#[utoipa::path(patch, path = "/v1/firms/{firm}", tag = "firm", request_body = FirmPatch,
    responses((status = 200, body = FirmView)))]
async fn update(firm: Firm<may::FirmWrite>, Json(patch): Json<FirmPatch>) -> Result<Response, Problem> {
    let name = patch.name.as_deref().map(str::trim);
    if name.is_some_and(|name| name.is_empty() || name.chars().count() > 200) {
        return Err(Problem::invalid("name", "required"));
    }
    if patch.require_second_factor == Some(true) && !firm.principal().has_second_factor() {
        return Err(Problem::SecondFactorRequired);
    }
    firm.once("firm.update", StatusCode::OK, async |tx| {
        tx.firm_update(name, patch.require_second_factor).await?;
        view_in(&firm, tx).await
    })
    .await
}

/// The firm's portfolio, by name; without the closed ones unless they are asked for.
#[utoipa::path(get, path = "/v1/firms/{firm}/copros", tag = "firm", params(CoproQuery),
    responses((status = 200, body = Page<CoproSummary>)))]
async fn copros(
    firm: Glimpse<FirmScope, may::FirmRead>,
    Query(query): Query<CoproQuery>,
) -> Result<axum::Json<Page<CoproSummary>>, Problem> {
    Ok(axum::Json(firm.read(&Portfolio(&query)).await?))
}

/// Add a copro to the firm, as far as its plan goes. It starts as a draft.
#[utoipa::path(post, path = "/v1/firms/{firm}/copros", tag = "firm", request_body = NewCopro,
    responses((status = 201, body = Copro)))]
async fn create_copro(firm: Firm<may::CoproCreate>, Json(new): Json<NewCopro>) -> Result<Response, Problem> {
    checked(new.validate())?;
    let today = firm.app().clock.today();
    firm.once("copros.create", StatusCode::CREATED, async |tx| {
        room_for_one(firm.app(), tx, Quota::Copros).await?;
        let row = tx.copro_create(&new, || slug(&new.name), today).await?;
        copro_of(row, tx.scope().firm().uuid(), firm.permissions(), firm.language)
    })
    .await
}

/// Readable, and ending in letters that nobody can guess or collide with on purpose.
fn slug(name: &str) -> String {
    let random = access::token::Token::draw();
    let ending: String = random
        .expose()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(6)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    format!("{}-{ending}", slug_base(name))
}
