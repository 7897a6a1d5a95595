use domain::chart::{AccountNature, Chart};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::auth::SignedIn;
use crate::problem::Problem;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(be_acp))
}

/// One account of a chart, named in the caller's language.
#[derive(Serialize, ToSchema)]
struct Account {
    code: String,
    name: String,
    /// Takes ledger lines.
    postable: bool,
    class: u8,
    nature: AccountNature,
}

/// The Belgian chart of accounts for associations of co-owners (royal decree of 12 July 2012).
#[utoipa::path(get, path = "/v1/charts/be-acp", tag = "ledger", responses((status = 200, body = Items<Account>)))]
async fn be_acp(SignedIn(caller): SignedIn) -> Result<axum::Json<Items<Account>>, Problem> {
    let accounts = Chart::be_acp().accounts().map(|account| Account {
        code: account.code.clone(),
        name: account.name(caller.language).to_owned(),
        postable: account.postable,
        class: account.class,
        nature: account.nature,
    });
    Ok(axum::Json(Items { items: accounts.collect() }))
}
