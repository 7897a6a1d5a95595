use access::may;
use access::role::Role;
use axum::response::Response;
use domain::ids::{PersonId, UserId};
use http::StatusCode;
use serde::Deserialize;
use store::invitations::CoproInvitation;
use store::tenant::members::CoproMember;
use store::{Page, PageQuery};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::invitations::{Letter, parsed, typed_address};
use crate::app::App;
use crate::body::Json;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(remove))
        .routes(routes!(invitations, invite))
        .routes(routes!(withdraw))
        .routes(routes!(resend))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCoproInvitation {
    email: String,
    /// One of the four roles held in a copro.
    role: Role,
    /// Which of the copro's persons this will be: opens that person's own account to them.
    person_id: Option<PersonId>,
}

/// Who may enter the copro besides the firm's staff: one line for each role somebody holds.
#[utoipa::path(get, path = "/v1/copros/{copro}/members", tag = "copro", params(PageQuery),
    responses((status = 200, body = Page<CoproMember>)))]
async fn list(
    tenant: Tenant<may::AccessRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<CoproMember>>, Problem> {
    Ok(axum::Json(tenant.begin("copro_members.list").await?.copro_member_list(&query).await?))
}

/// Take a role in the copro away from somebody.
#[utoipa::path(delete, path = "/v1/copros/{copro}/members/{member}/{role}", tag = "copro",
    responses((status = 204)))]
async fn remove(
    tenant: Tenant<may::AccessWrite>,
    Ids((_, member, role)): Ids<(String, UserId, Role)>,
) -> Result<Response, Problem> {
    tenant
        .once("copro_members.remove", StatusCode::NO_CONTENT, async |tx| {
            Ok(tx.copro_member_remove(member, role).await?)
        })
        .await
}

/// Invitations to the copro, the newest first.
#[utoipa::path(get, path = "/v1/copros/{copro}/invitations", tag = "copro", params(PageQuery),
    responses((status = 200, body = Page<CoproInvitation>)))]
async fn invitations(
    tenant: Tenant<may::AccessRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<CoproInvitation>>, Problem> {
    Ok(axum::Json(tenant.begin("copro_invitations.list").await?.invitation_list(&query).await?))
}

/// Invite a co-owner, occupant, council member or auditor. The link in the mail works once, for that address and role, for three days.
#[utoipa::path(post, path = "/v1/copros/{copro}/invitations", tag = "copro", request_body = NewCoproInvitation,
    responses((status = 201, body = CoproInvitation)))]
async fn invite(
    tenant: Tenant<may::AccessWrite>,
    Json(new): Json<NewCoproInvitation>,
) -> Result<Response, Problem> {
    let email = typed_address(&new.email)?;
    may_give(&tenant, new.role)?;
    tenant
        .once("copro_invitations.create", StatusCode::CREATED, async |tx| {
            let copro = tx.copro().await?;
            let mut language = tx.language_of_account(email.as_str()).await?;
            if let (None, Some(person)) = (language, new.person_id) {
                language = tx.person(person).await.ok().map(|person| person.details.language);
            }
            let language = language.map_or_else(|| copro.language(), Ok)?;
            let letter = Letter::draw(tenant.app(), tenant.principal());
            let invitation = letter.invitation(email.as_str(), new.role, language);
            let id = tx.invitation_create(&invitation, new.person_id).await?;
            tx.mail_enqueue(&letter.to_copro(email.as_str(), new.role, language, copro.name)).await?;
            Ok(tx.invitation(id).await?)
        })
        .await
}

/// Send an invitation again, with a new link; the one sent before opens nothing any more.
#[utoipa::path(post, path = "/v1/copros/{copro}/invitations/{invitation}/resend", tag = "copro",
    responses((status = 200, body = CoproInvitation)))]
async fn resend(
    tenant: Tenant<may::AccessWrite>,
    Ids((_, id)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    tenant
        .once("copro_invitations.resend", StatusCode::OK, async |tx| {
            let known = tx.invitation(id).await?;
            let (role, language) = parsed(&known.role, &known.language)?;
            may_give(&tenant, role)?;
            let letter = Letter::draw(tenant.app(), tenant.principal());
            tx.invitation_renew(id, &letter.invitation(&known.email, role, language)).await?;
            let name = tx.copro().await?.name;
            tx.mail_enqueue(&letter.to_copro(&known.email, role, language, name)).await?;
            Ok(tx.invitation(id).await?)
        })
        .await
}

/// Withdraw an invitation that was not accepted yet.
#[utoipa::path(delete, path = "/v1/copros/{copro}/invitations/{invitation}", tag = "copro",
    responses((status = 204)))]
async fn withdraw(
    tenant: Tenant<may::AccessWrite>,
    Ids((_, id)): Ids<(String, Uuid)>,
) -> Result<Response, Problem> {
    tenant
        .once("copro_invitations.withdraw", StatusCode::NO_CONTENT, async |tx| {
            Ok(tx.invitation_withdraw(id).await?)
        })
        .await
}

fn may_give(tenant: &Tenant<may::AccessWrite>, role: Role) -> Result<(), Problem> {
    if role.is_of_firm() {
        return Err(Problem::invalid("role", "invalid-value"));
    }
    if tenant.app().rbac.may_give(tenant.scope().roles(), role) { Ok(()) } else { Err(Problem::Forbidden) }
}
