use access::may;
use domain::ids::EntryId;
use store::Page;
use store::tenant::ledger::{Entry, EntryFilter};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Ids, Query, Tenant};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show))
}

/// The ledger, newest first.
#[utoipa::path(get, path = "/v1/copros/{copro}/entries", tag = "ledger", params(EntryFilter),
    responses((status = 200, body = Page<Entry>)))]
async fn list(
    tenant: Tenant<may::LedgerRead>,
    Query(filter): Query<EntryFilter>,
) -> Result<axum::Json<Page<Entry>>, Problem> {
    Ok(axum::Json(tenant.begin("entries.list").await?.entry_list(&filter, tenant.language).await?))
}

#[utoipa::path(get, path = "/v1/copros/{copro}/entries/{entry}", tag = "ledger", responses((status = 200, body = Entry)))]
async fn show(
    tenant: Tenant<may::LedgerRead>,
    Ids((_, entry)): Ids<(String, EntryId)>,
) -> Result<axum::Json<Entry>, Problem> {
    Ok(axum::Json(tenant.begin("entries.show").await?.entry(entry, tenant.language).await?))
}
