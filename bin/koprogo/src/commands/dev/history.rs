//! The demonstration firm has been a customer for a while: it is loaded with billing's clock in the past, and the days up to today are lived by
//! the engine itself. Nothing of what the firm's account then shows was written by hand.

use billing::customer::Details;
use payments::{Key, ReturnTo};
use store::{BillingScope, FirmScope};
use stripe_fake::Passing;
use time::Duration;
use worker::Worker;

use crate::cli::Failure;

/// A trial of thirty days, two months with their invoices, and some days of the third.
const DAYS: i64 = 30 + 31 + 31 + 5;
/// From one day since the beginning to another nothing is made and nothing taken, whichever months these are: they are stepped in one go.
const QUIET: [(i64, i64); 3] = [(0, 22), (33, 57), (64, 87)];
const CUSTOMER: &str = include_str!("../../../../../tenants/demo/billing.toml");
/// Nobody's browser comes back: what it would be told arrives as a message.
const NOWHERE: ReturnTo<'static> = ReturnTo { success: "http://127.0.0.1/", cancel: "http://127.0.0.1/" };

/// How far billing's clock is set before the firm is loaded.
pub fn beginning() -> Duration {
    // Each day takes some seconds more than it should; the last one ends before today does.
    Duration::days(-DAYS) - Duration::minutes(10)
}

/// How many days pass at once.
pub fn stride(ahead: Duration) -> Duration {
    let lived = (ahead - beginning()).whole_days();
    let end = QUIET.iter().find(|(from, to)| (*from..*to).contains(&lived)).map_or(lived + 1, |(_, to)| *to);
    Duration::days(end - lived)
}

/// Says who is billed and saves a card, as the firm does on the page of its subscription.
pub async fn subscribe(firm: &FirmScope, worker: &Worker, provider: &Passing) -> Result<(), Failure> {
    let (card, details) = customer()?;
    let scope = firm.billing();
    keep_details(&scope, worker, &details).await.map_err(Failure::stopped)?;
    let Some(payments) = &worker.payments else { return Ok(()) };
    let described =
        payments::Details { name: &details.name, email: &details.email, language: details.language };
    let customer =
        payments.ensure_customer(scope.firm(), None, &described).await.map_err(Failure::stopped)?;
    let mut tx = worker.store.begin(&scope, "demo.customer").await.map_err(Failure::stopped)?;
    tx.customer_keep(customer.as_str()).await.map_err(Failure::stopped)?;
    tx.commit().await.map_err(Failure::stopped)?;
    let key = Key::new(format!("demo-{}", scope.firm())).map_err(Failure::stopped)?;
    let page = payments.start_checkout(&customer, &NOWHERE, details.language, &key).await;
    let page = page.map_err(Failure::stopped)?;
    let fields = [
        ("action", "save"),
        ("kind", "card"),
        ("card", &card),
        ("name", &details.name),
        ("email", &details.email),
    ];
    provider.fill_in(page.id.as_str(), &fields).map_err(Failure::stopped)
}

fn customer() -> Result<(String, Details), Failure> {
    let mut table: toml::Table = CUSTOMER.parse().map_err(Failure::stopped)?;
    let mut take =
        |key: &str| table.remove(key).ok_or_else(|| Failure::Stopped(format!("billing.toml has no {key}")));
    let card = take("card")?.try_into().map_err(Failure::stopped)?;
    Ok((card, take("details")?.try_into().map_err(Failure::stopped)?))
}

async fn keep_details(scope: &BillingScope, worker: &Worker, details: &Details) -> store::Result<()> {
    let mut tx = worker.store.begin(scope, "demo.billing").await?;
    // The day begins before: with details, what waits for them is issued.
    tx.at_desk(&worker.rules, (worker.now)(), |_| Ok(())).await?;
    tx.details_keep(details, false).await?;
    tx.at_desk(&worker.rules, (worker.now)(), |_| Ok(())).await?;
    tx.commit().await
}
