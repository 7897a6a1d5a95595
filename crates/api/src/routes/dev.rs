use axum::extract::State;
use serde::Deserialize;
use store::WorkerScope;
use store::jobs::DevMail;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::problem::Problem;
use crate::scope::Query;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(mails))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MailFilter {
    /// Only mails to this address.
    to: Option<String>,
}

/// The mails that a development server kept instead of sending. Does not exist anywhere else.
#[utoipa::path(get, path = "/v1/dev/mails", tag = "development", security(()), params(MailFilter),
    responses((status = 200, body = Items<DevMail>)))]
async fn mails(
    State(app): State<App>,
    Query(filter): Query<MailFilter>,
) -> Result<axum::Json<Items<DevMail>>, Problem> {
    if !app.settings.dev_mailbox {
        return Err(Problem::NotFound);
    }
    let mut tx = app.store.begin_read(&WorkerScope, "dev.mails").await?;
    Ok(axum::Json(Items { items: tx.dev_mails(filter.to.as_deref()).await? }))
}
