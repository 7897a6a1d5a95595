use std::collections::BTreeMap;

use access::may;
use billing::catalogue::{Quota, Using};
use billing::zone::Zones;
use domain::violation::{Violation, code};
use serde::{Deserialize, Serialize};
use store::billing::read::DayRow;
use store::{BillingScope, Tx};
use time::{Date, Duration};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::{LimitedResource, Problem};
use crate::scope::{Firm, Query};

const DAYS: i64 = 31;
const DAYS_MAX: i64 = 366;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(usage))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct UsageQuery {
    /// The first day; thirty days before the last one unless given.
    from: Option<Date>,
    /// The last day; today unless given.
    to: Option<Date>,
}

/// What was used, day by day, and how much of it the plan allows.
#[derive(Serialize, ToSchema)]
struct Usage {
    from: Date,
    to: Date,
    /// Oldest first; days before the account began are left out.
    days: Vec<DayRow>,
    limits: Vec<LimitUse>,
}

/// How much of a limit is used.
#[derive(Serialize, ToSchema)]
struct LimitUse {
    resource: LimitedResource,
    used: u64,
    /// Absent: as much as one likes.
    limit: Option<u64>,
}

/// What the firm used, by civil day.
#[utoipa::path(get, path = "/v1/firms/{firm}/billing/usage", tag = "billing", params(UsageQuery),
    responses((status = 200, body = Usage)))]
async fn usage(
    firm: Firm<may::BillingRead>,
    Query(query): Query<UsageQuery>,
) -> Result<axum::Json<Usage>, Problem> {
    let app = firm.app();
    let mut tx = firm.account("billing.usage").await?;
    let using = using(&mut tx, app).await?;
    let (today, copros, terms) = tx
        .look(&app.rules, app.clock.billing_now(), |desk| {
            Ok((desk.today(), desk.copros_now()?, desk.subscription().terms().clone()))
        })
        .await?;
    let (from, to) = span(&query, today)?;
    let days = tx.usage_days(from, to).await?;
    let catalogue = app.rules.catalogues.version(&terms.catalogue);
    let limits = catalogue.and_then(|catalogue| catalogue.plans.get(&terms.plan)).map(|plan| &plan.limits);
    let counted = Quota::ALL.into_iter().filter(|quota| *quota != Quota::ApiCallsPerMinute);
    let limits = counted.map(|quota| LimitUse {
        resource: quota.into(),
        used: match quota {
            Quota::Copros => u64::from(copros),
            other => using.amounts.get(&other).copied().unwrap_or_default(),
        },
        limit: limits.and_then(|limits| limits.of(quota)),
    });
    Ok(axum::Json(Usage { from, to, days, limits: limits.collect() }))
}

fn span(query: &UsageQuery, today: Date) -> Result<(Date, Date), Problem> {
    let to = query.to.unwrap_or(today);
    let from = query.from.unwrap_or_else(|| to.saturating_sub(Duration::days(DAYS - 1)));
    let first = to.saturating_sub(Duration::days(DAYS_MAX - 1));
    if from > to || from < first {
        let out = Violation::new("from", code::DATE_OUT_OF_RANGE).with("first", first).with("last", to);
        return Err(Problem::from(vec![out]));
    }
    Ok((from, to))
}

/// What is counted beside copros: people and storage now, documents and mails since the civil month began.
pub async fn using(tx: &mut Tx<BillingScope>, app: &App) -> Result<Using, Problem> {
    let row = tx.billing_account().await?;
    let zones = Zones::new(&row.zone).map_err(|error| {
        tracing::error!(error = %error, "a firm's zone is unknown");
        Problem::Internal
    })?;
    let today = zones.day_of(app.clock.billing_now());
    let month = zones.start_of(today.replace_day(1).unwrap_or(today));
    let used = tx.used_since(month).await?;
    let amount = |count: i64| u64::try_from(count).unwrap_or_default();
    let amounts = BTreeMap::from([
        (Quota::Users, amount(used.users)),
        (Quota::StorageBytes, amount(used.storage_bytes)),
        (Quota::DocumentsPerMonth, amount(used.documents)),
        (Quota::MailsPerMonth, amount(used.mails)),
    ]);
    Ok(Using { copros: 0, amounts })
}
