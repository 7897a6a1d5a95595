use access::may;
use axum::response::Response;
use domain::ids::PersonId;
use domain::person::{NewPerson, PersonPatch};
use http::StatusCode;
use store::tenant::persons::Person;
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Json, checked};
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(show, update))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/persons", tag = "owners", params(PageQuery),
    responses((status = 200, body = Page<Person>)))]
async fn list(
    tenant: Tenant<may::PersonRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Person>>, Problem> {
    Ok(axum::Json(tenant.begin("persons.list").await?.person_list(&query).await?))
}

#[utoipa::path(post, path = "/v1/copros/{copro}/persons", tag = "owners", request_body = NewPerson,
    responses((status = 201, body = Person)))]
async fn create(tenant: Tenant<may::PersonWrite>, Json(new): Json<NewPerson>) -> Result<Response, Problem> {
    checked(new.validate())?;
    tenant
        .once("persons.create", StatusCode::CREATED, async |tx| {
            let id = tx.person_create(&new).await?;
            Ok(tx.person(id).await?)
        })
        .await
}

#[utoipa::path(get, path = "/v1/copros/{copro}/persons/{person}", tag = "owners", responses((status = 200, body = Person)))]
async fn show(
    tenant: Tenant<may::PersonRead>,
    Ids((_, person)): Ids<(String, PersonId)>,
) -> Result<axum::Json<Person>, Problem> {
    Ok(axum::Json(tenant.begin("persons.show").await?.person(person).await?))
}

#[utoipa::path(patch, path = "/v1/copros/{copro}/persons/{person}", tag = "owners", request_body = PersonPatch,
    responses((status = 200, body = Person)))]
async fn update(
    tenant: Tenant<may::PersonWrite>,
    Ids((_, person)): Ids<(String, PersonId)>,
    Json(patch): Json<PersonPatch>,
) -> Result<Response, Problem> {
    tenant
        .once("persons.update", StatusCode::OK, async |tx| {
            tx.person_update(person, &patch).await?;
            Ok(tx.person(person).await?)
        })
        .await
}
