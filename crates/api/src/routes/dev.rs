//! What a development server shows and lets one do. On any other these operations do not exist: the mailbox is a setting that only this
//! machine may have, and no setting makes a calendar.

use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use domain::violation::{Violation, code};
use http::StatusCode;
use http::request::Parts;
use serde::{Deserialize, Serialize};
use store::WorkerScope;
use store::jobs::DevMail;
use time::{Date, Duration};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Items;
use crate::app::App;
use crate::body::Json;
use crate::clock::Calendar;
use crate::problem::Problem;
use crate::scope::Query;

/// Each day is lived, so this bounds how long somebody waits.
const DAYS_MAX: i64 = 366;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(mails)).routes(routes!(clock, move_clock))
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

/// What day it is for what firms are billed.
#[derive(Serialize, ToSchema)]
struct DevClock {
    today: Date,
    /// Days by which that is ahead of the world.
    days_ahead: i64,
    /// The day that is being lived up to; none when nothing is under way.
    until: Option<Date>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DevClockMove {
    /// The day to live up to: after today, within a year.
    until: Date,
}

/// There is a calendar. Asked before anything is read of the request, so that elsewhere these operations are as good as absent.
struct Living(Arc<dyn Calendar>);

impl FromRequestParts<App> for Living {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Living, Problem> {
        app.calendar.clone().map(Living).ok_or(Problem::NotFound)
    }
}

fn shown(app: &App, Living(calendar): &Living) -> DevClock {
    // Asked first: once nothing is under way, today is the day that was wanted.
    let until = calendar.until();
    let today = app.clock.billing_today();
    DevClock { today, days_ahead: (today - app.clock.today()).whole_days(), until }
}

/// Billing's clock on a development server. Does not exist anywhere else.
#[utoipa::path(get, path = "/v1/dev/clock", tag = "development", security(()),
    responses((status = 200, body = DevClock)))]
async fn clock(living: Living, State(app): State<App>) -> axum::Json<DevClock> {
    axum::Json(shown(&app, &living))
}

/// Lets billing's days pass up to one, each with everything that falls due on it. Does not exist anywhere but on a development server.
#[utoipa::path(post, path = "/v1/dev/clock", tag = "development", security(()), request_body = DevClockMove,
    responses((status = 202, body = DevClock, description = "Begun: ask again until `until` is null")))]
async fn move_clock(
    living: Living,
    State(app): State<App>,
    Json(wanted): Json<DevClockMove>,
) -> Result<(StatusCode, axum::Json<DevClock>), Problem> {
    let today = app.clock.billing_today();
    let last = today.saturating_add(Duration::days(DAYS_MAX));
    if wanted.until <= today || wanted.until > last {
        let first = today.saturating_add(Duration::DAY);
        let out = Violation::new("until", code::DATE_OUT_OF_RANGE).with("first", first).with("last", last);
        return Err(Problem::from(vec![out]));
    }
    living.0.live_until(wanted.until);
    Ok((StatusCode::ACCEPTED, axum::Json(shown(&app, &living))))
}
