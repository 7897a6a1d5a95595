//! What the platform sells, and how much of it a firm may use.

use billing::catalogue::{Catalogue, Quota};
use billing::desk::Rules;
use store::tenant::closing::Room;
use store::{FirmScope, TenantScope, Tx};
use time::Date;

use crate::app::App;
use crate::problem::Problem;

/// What is sold on a day. A day before the first version is one of a clock that is wrong.
pub fn sold_on(rules: &Rules, day: Date) -> Result<&Catalogue, Problem> {
    rules.catalogues.on(day).ok_or_else(|| {
        tracing::error!(%day, "nothing is sold on this day: check the clock");
        Problem::Internal
    })
}

/// Refuses one more than the firm's plan allows, by the version of the catalogue that the firm keeps. The firm's row stays locked until the
/// transaction ends, so of many at once no more than fit are let in.
pub async fn room_for_one(app: &App, tx: &mut Tx<FirmScope>, resource: Quota) -> Result<(), Problem> {
    let (plan, version) = tx.plan().await?;
    let used = match resource {
        Quota::Users => tx.staff_counted().await?,
        _ => tx.copros_counted().await?,
    };
    room(app, &plan, version.as_deref(), resource, used)
}

/// The same, for a copro that is opened again.
pub async fn room_to_reopen(app: &App, tx: &mut Tx<TenantScope>) -> Result<(), Problem> {
    let Room { plan, version, copros } = tx.firm_room().await?;
    room(app, &plan, version.as_deref(), Quota::Copros, copros)
}

fn room(app: &App, plan: &str, version: Option<&str>, resource: Quota, used: u64) -> Result<(), Problem> {
    let kept = version.and_then(|version| app.rules.catalogues.version(version));
    let catalogue = kept.map_or_else(|| sold_on(&app.rules, app.clock.billing_today()), Ok)?;
    let Some(entitlements) = catalogue.entitlements(plan) else {
        tracing::error!(plan, version = catalogue.version, "the plan of the firm is not in the catalogue");
        return Err(Problem::Internal);
    };
    entitlements.check(resource, used, 1).map_err(|reached| Problem::limit_reached(plan, reached))
}
