//! The account of a firm with the platform: what is counted, what is asked, and that it is asked once.

mod api;
mod archive;
mod calls;
mod clock;
mod crash;
mod documents;
mod numbers;
pub mod office;
mod paying;
mod scene;
mod vies;
mod webhooks;
mod year;

use ::billing::customer::Details;
use ::billing::desk::Rules;
use ::billing::subscription::{Fact, Method, MethodKind};
use domain::Language;
use domain::address::Address;
use store::billing::NewMethod;
use store::{BillingScope, Store, WorkerScope};
use tests::database::Databases;
use tests::{Firm, World};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Firms with one active copro each, as the database makes them.
pub async fn firms(databases: &Databases, count: i32) {
    let mut owner = databases.owner().await;
    sqlx::query(
        "WITH made AS (INSERT INTO firm.firms (firm_id, country, name, company_number)
            SELECT app.uuid_v7(), 'BE', 'Gérance ' || n, '0812.345.603' FROM generate_series(1, $1) n RETURNING firm_id)
         INSERT INTO firm.copros (firm_id, tenant_id, slug, name, city, status, shares_total)
         SELECT firm_id, gen_random_uuid(), 'copro-' || replace(firm_id::text, '-', ''), 'Résidence', 'Namur', 'active', 1000 FROM made",
    )
    .bind(count)
    .execute(&mut owner)
    .await
    .expect("firms");
}

/// The accounts of all firms, as the worker finds them.
pub async fn accounts(store: &Store, now: OffsetDateTime) -> Vec<BillingScope> {
    let mut tx = store.begin(&WorkerScope, "test.due").await.expect("a transaction");
    tx.billing_due(now, 1000).await.expect("accounts")
}

pub fn rules() -> Rules {
    Rules::embedded().expect("the rules")
}

pub fn details() -> Details {
    Details {
        name: "Gérance Brumelle SRL".to_owned(),
        address: Address {
            street: "Rue de l'Exemple 1".to_owned(),
            postal_code: "5000".to_owned(),
            city: "Namur".to_owned(),
            country: "BE".to_owned(),
        },
        company_number: Some("0812.345.603".to_owned()),
        taxable: true,
        vat_number: None,
        email: "comptabilite@brumelle.example".to_owned(),
        language: Language::Fr,
        reference: None,
    }
}

/// Says who pays and how.
pub async fn settle(store: &Store, scope: &BillingScope, rules: &Rules, now: OffsetDateTime) {
    settle_as(store, scope, rules, now, &details()).await;
}

pub async fn settle_as(
    store: &Store,
    scope: &BillingScope,
    rules: &Rules,
    now: OffsetDateTime,
    details: &Details,
) {
    let mut tx = store.begin(scope, "test.settle").await.expect("a transaction");
    tx.details_keep(details, false).await.expect("details");
    let method = NewMethod {
        provider: format!("pm_{}", Uuid::now_v7().simple()),
        kind: "card",
        digits: Some("4242".to_owned()),
        brand: Some("visa".to_owned()),
        expires: Some("2031-04".to_owned()),
        mandate: None,
    };
    let id = tx.method_keep(&method).await.expect("a method");
    let fact = Fact::MethodAdded(Method { id, kind: MethodKind::Card });
    tx.at_desk(rules, now, |desk| desk.tell(fact)).await.expect("a sitting");
    tx.commit().await.expect("commits");
}

pub fn days(count: i64) -> Duration {
    Duration::days(count)
}

/// Lets a firm have signed up so many days ago, and its days pass until now.
pub async fn aged(world: &World, firm: &Firm, days: i32) -> BillingScope {
    let mut owner = world.databases.owner().await;
    sqlx::query(
        "UPDATE firm.billing SET began_at = now() - make_interval(days => $2), state = NULL, stepped_on = NULL, charged_from = NULL,
                customer = 'cus_' || replace(firm_id::text, '-', '') WHERE firm_id = $1",
    )
    .bind(firm.id.parse::<Uuid>().expect("an id"))
    .bind(days)
    .execute(&mut owner)
    .await
    .expect("the account ages");
    let mut tx = world.store.begin(&WorkerScope, "test.scope").await.expect("a transaction");
    let customer = format!("cus_{}", firm.id.replace('-', ""));
    let scope = tx.billing_of_name(&customer).await.expect("an answer").expect("the account");
    tx.commit().await.expect("commits");
    sit(world, &scope, &rules(), OffsetDateTime::now_utc(), |_| Ok(())).await;
    scope
}

/// One sitting, stored.
pub async fn sit<T>(
    world: &World,
    scope: &BillingScope,
    rules: &Rules,
    now: OffsetDateTime,
    act: impl FnOnce(&mut ::billing::desk::Desk<'_>) -> Result<T, ::billing::desk::DeskError>,
) -> T {
    let mut tx = world.store.begin(scope, "test.sit").await.expect("a transaction");
    let sitting = tx.at_desk(rules, now, act).await.expect("a sitting");
    tx.commit().await.expect("commits");
    sitting.answer
}
