use access::may;
use access::role::Role;
use axum::response::Response;
use billing::catalogue::Quota;
use domain::email::EmailAddress;
use domain::ids::UserId;
use domain::violation::{Violation, code};
use http::StatusCode;
use serde::Deserialize;
use store::invitations::Invitation;
use store::members::{Member, MemberChange};
use store::{Page, PageQuery};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::invitations::{Letter, typed_address};
use crate::app::App;
use crate::body::Json;
use crate::offer::room_for_one;
use crate::problem::Problem;
use crate::scope::{Firm, Ids, Query};

/// Copros that can be assigned to one person; who needs more sees all.
const COPROS_MAX: usize = 500;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(update, remove))
        .routes(routes!(invitations, invite))
        .routes(routes!(withdraw))
        .routes(routes!(resend))
}

/// What a member is to be from now on; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberPatch {
    /// One of the four roles held in a firm.
    role: Option<Role>,
    /// Administrators see all copros.
    all_copros: Option<bool>,
    /// The copros this member sees, in place of those assigned before.
    copros: Option<Vec<Uuid>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewInvitation {
    email: String,
    /// One of the four roles held in a firm.
    role: Role,
    /// True unless copros are given.
    all_copros: Option<bool>,
    #[serde(default)]
    copros: Vec<Uuid>,
}

/// Who works in the firm, by address.
#[utoipa::path(get, path = "/v1/firms/{firm}/members", tag = "firm", params(PageQuery),
    responses((status = 200, body = Page<Member>)))]
async fn list(
    firm: Firm<may::MemberRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Member>>, Problem> {
    Ok(axum::Json(firm.begin("members.list").await?.member_list(&query).await?))
}

/// Change a member's role, or which copros they see. The last administrator stays one. A role asks for a password typed within ten minutes.
#[utoipa::path(patch, path = "/v1/firms/{firm}/members/{member}", tag = "firm", request_body = MemberPatch,
    responses((status = 200, body = Member)))]
async fn update(
    firm: Firm<may::MemberWrite>,
    Ids((_, member)): Ids<(String, UserId)>,
    Json(patch): Json<MemberPatch>,
) -> Result<Response, Problem> {
    if let Some(role) = patch.role {
        firm.confirmed()?;
        may_give(&firm, role)?;
    }
    few_enough(patch.copros.as_deref().unwrap_or_default())?;
    let change =
        MemberChange { role: patch.role, all_copros: patch.all_copros, copros: patch.copros.clone() };
    firm.once("members.update", StatusCode::OK, async |tx| {
        tx.member_update(member, &change).await?;
        Ok(tx.member(member).await?)
    })
    .await
}

/// Remove a member. Their assignments go, the keys they made end, and they see nothing of the firm from the next request on.
#[utoipa::path(delete, path = "/v1/firms/{firm}/members/{member}", tag = "firm", responses((status = 204)))]
async fn remove(
    firm: Firm<may::MemberWrite>,
    Ids((_, member)): Ids<(String, UserId)>,
) -> Result<Response, Problem> {
    firm.once("members.remove", StatusCode::NO_CONTENT, async |tx| Ok(tx.member_remove(member).await?)).await
}

/// Invitations to the firm, the newest first.
#[utoipa::path(get, path = "/v1/firms/{firm}/invitations", tag = "firm", params(PageQuery),
    responses((status = 200, body = Page<Invitation>)))]
async fn invitations(
    firm: Firm<may::MemberRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Invitation>>, Problem> {
    Ok(axum::Json(firm.begin("invitations.list").await?.invitation_list(&query).await?))
}

/// Invite somebody to work in the firm, as far as its plan goes. The link in the mail works once, for that address and role, for three days.
/// Inviting an administrator asks for a password typed within ten minutes.
#[utoipa::path(post, path = "/v1/firms/{firm}/invitations", tag = "firm", request_body = NewInvitation,
    responses((status = 201, body = Invitation)))]
async fn invite(firm: Firm<may::MemberWrite>, Json(new): Json<NewInvitation>) -> Result<Response, Problem> {
    let email: EmailAddress = typed_address(&new.email)?;
    if new.role == Role::FirmAdmin {
        firm.confirmed()?;
    }
    may_give(&firm, new.role)?;
    few_enough(&new.copros)?;
    let all_copros = new.all_copros.unwrap_or(new.copros.is_empty() || new.role == Role::FirmAdmin);
    if new.role == Role::FirmAdmin && !all_copros {
        return Err(vec![Violation::new("all_copros", code::ADMIN_SEES_ALL)].into());
    }
    let copros = if all_copros { &[][..] } else { &new.copros[..] };
    firm.once("invitations.create", StatusCode::CREATED, async |tx| {
        room_for_one(firm.app(), tx, Quota::Users).await?;
        let language = tx.language_of_account(email.as_str()).await?.unwrap_or(firm.language);
        let letter = Letter::draw(firm.app(), firm.principal());
        let id = tx
            .invitation_create(&letter.invitation(email.as_str(), new.role, language), all_copros, copros)
            .await?;
        let name = tx.firm().await?.name;
        tx.mail_enqueue(&letter.to_firm(email.as_str(), new.role, language, name)).await?;
        Ok(tx.invitation(id).await?)
    })
    .await
}

/// Send an invitation again, with a new link; the one sent before opens nothing any more.
#[utoipa::path(post, path = "/v1/firms/{firm}/invitations/{invitation}/resend", tag = "firm",
    responses((status = 200, body = Invitation)))]
async fn resend(
    firm: Firm<may::MemberWrite>,
    Ids((_, id)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    firm.once("invitations.resend", StatusCode::OK, async |tx| {
        let known = tx.invitation(id).await?;
        let (role, language) = super::invitations::parsed(&known.role, &known.language)?;
        may_give(&firm, role)?;
        // One that expired has given its place back.
        if known.state == "expired" {
            room_for_one(firm.app(), tx, Quota::Users).await?;
        }
        let letter = Letter::draw(firm.app(), firm.principal());
        tx.invitation_renew(id, &letter.invitation(&known.email, role, language)).await?;
        let name = tx.firm().await?.name;
        tx.mail_enqueue(&letter.to_firm(&known.email, role, language, name)).await?;
        Ok(tx.invitation(id).await?)
    })
    .await
}

/// Withdraw an invitation that was not accepted yet.
#[utoipa::path(delete, path = "/v1/firms/{firm}/invitations/{invitation}", tag = "firm", responses((status = 204)))]
async fn withdraw(
    firm: Firm<may::MemberWrite>,
    Ids((_, id)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    firm.once("invitations.withdraw", StatusCode::NO_CONTENT, async |tx| {
        Ok(tx.invitation_withdraw(id).await?)
    })
    .await
}

fn may_give(firm: &Firm<may::MemberWrite>, role: Role) -> Result<(), Problem> {
    if !role.is_of_firm() {
        return Err(Problem::invalid("role", "invalid-value"));
    }
    if firm.app().rbac.may_give(firm.scope().role(), role) { Ok(()) } else { Err(Problem::Forbidden) }
}

fn few_enough(copros: &[Uuid]) -> Result<(), Problem> {
    if copros.len() <= COPROS_MAX {
        return Ok(());
    }
    let max = i64::try_from(COPROS_MAX).unwrap_or(i64::MAX);
    Err(vec![Violation::new("copros", code::LIST_TOO_LONG).with("max", max)].into())
}
