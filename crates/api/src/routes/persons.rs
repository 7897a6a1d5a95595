use access::may;
use domain::ids::PersonId;
use domain::person::{NewPerson, PersonPatch};
use store::tenant::persons::Person;
use store::{Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::body::{Created, Json, checked};
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
async fn create(
    tenant: Tenant<may::PersonWrite>,
    Json(new): Json<NewPerson>,
) -> Result<Created<Person>, Problem> {
    checked(new.validate())?;
    let mut tx = tenant.begin("persons.create").await?;
    let id = tx.person_create(&new).await?;
    let person = tx.person(id).await?;
    tx.commit().await?;
    Ok(Created(person))
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
) -> Result<axum::Json<Person>, Problem> {
    let mut tx = tenant.begin("persons.update").await?;
    tx.person_update(person, &patch).await?;
    let person = tx.person(person).await?;
    tx.commit().await?;
    Ok(axum::Json(person))
}
