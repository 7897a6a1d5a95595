//! A database of its own, a stand-in for the payment provider on loopback, and a worker whose clock is the stand-in's: days pass when the test
//! says so.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use ::billing::attempt::Progress;
use ::billing::receivable::{Account, Book, FactKey};
use ::billing::subscription::{Fact, Method, MethodKind, Subscription};
use domain::Language;
use payments::{CustomerId, InstrumentKind, Key, Payments};
use reqwest::Method as Verb;
use serde_json::Value;
use store::billing::NewMethod;
use store::{BillingScope, Store};
use stripe_fake::{Config, Endpoint, Fake};
use tests::database::Databases;
use tests::{Site, SiteOptions, World};
use time::{OffsetDateTime, Time};
use worker::Worker;

use super::{accounts, details, firms};

pub const CARD: &str = "pm_card_visa";
pub const DECLINED: &str = "pm_card_chargeCustomerFail";
pub const ASKS: &str = "pm_card_authenticationRequired";
pub const DEBIT: &str = "BE62510007547061";
pub const RETURNED: &str = "BE08510007547063";

pub struct Scene {
    pub databases: Databases,
    pub store: Store,
    pub fake: Arc<Fake>,
    pub payments: Arc<Payments>,
    pub worker: Worker,
    pub site: Site,
    pub endpoint: Endpoint,
    http: reqwest::Client,
}

/// What the provider and the book hold of one firm's payments.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// By invoice: succeeded payments with their amounts.
    pub theirs: BTreeMap<String, Vec<(String, i64)>>,
    pub ours: BTreeMap<String, Vec<(String, i64)>>,
}

impl Scene {
    pub async fn new(world: &'static World, name: &str) -> Scene {
        let databases = Databases::fresh(&world.cluster, name).await;
        let store = databases.store().await;
        let config = Config { start: None, max_objects: 1_000_000, ..Config::default() };
        let fake = Arc::new(Fake::start(config).await.expect("a free port on loopback"));
        // Where that is becomes known with the site, which has to know the secret.
        let endpoint = fake.listen("http://127.0.0.1:1/").expect("an endpoint");
        let options =
            SiteOptions { webhook_secrets: vec![endpoint.secret.clone().into()], ..SiteOptions::default() };
        let site = world.site_on(&databases, &store, options).await;
        let payments = Payments::new(&"sk_test_invented".into(), &fake.url(), Duration::from_secs(10));
        let payments = Arc::new(payments.expect("loopback").with_pause(Duration::from_millis(1)));
        let clock = fake.clone();
        let now = move || OffsetDateTime::from_unix_timestamp(clock.now()).expect("a time");
        let worker = Worker {
            payments: Some(payments.clone()),
            now: Arc::new(now),
            at_once: 8,
            ..world.idle_worker(&store, &world.files)
        };
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let scene = Scene { databases, store, fake, payments, worker, site, endpoint, http };
        let url = format!("http://{}/v1/webhooks/stripe", scene.site.address);
        scene.ask(&format!("webhook_endpoints/{}", scene.endpoint.id), &format!("url={url}")).await;
        scene.until_morning().await;
        scene
    }

    /// Time passes until the next morning: whenever the test is run, no civil day ends while it makes its firms, and all of them begin on
    /// the same one.
    pub async fn until_morning(&self) {
        const MORNING: Time = time::macros::time!(08:00);
        let now = self.now();
        let today = now.replace_time(MORNING);
        let morning = if now < today { today } else { today + time::Duration::DAY };
        self.fake.advance_seconds((morning - now).whole_seconds().unsigned_abs()).await;
    }

    pub fn now(&self) -> OffsetDateTime {
        (self.worker.now)()
    }

    /// What is done with the provider beside our program.
    pub async fn ask(&self, path: &str, form: &str) -> Value {
        let request = self
            .http
            .post(format!("{}v1/{path}", self.fake.url()))
            .header("authorization", "Bearer sk_test_invented")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        let bytes = request.send().await.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// Firms with an active copro each that said who is billed.
    pub async fn firms(&self, count: usize) -> Vec<BillingScope> {
        let known: Vec<_> = accounts(&self.store, self.now()).await.iter().map(BillingScope::firm).collect();
        firms(&self.databases, i32::try_from(count).expect("few")).await;
        // They begin now, as the worker sees it.
        sqlx::query("UPDATE firm.billing SET began_at = $1 WHERE stepped_on IS NULL")
            .bind(self.now())
            .execute(&mut self.databases.owner().await)
            .await
            .expect("a beginning");
        let all = accounts(&self.store, self.now()).await.into_iter();
        let new: Vec<BillingScope> = all.filter(|scope| !known.contains(&scope.firm())).collect();
        assert_eq!(new.len(), count);
        for scope in &new {
            let mut tx = self.store.begin(scope, "test.details").await.expect("a transaction");
            tx.details_keep(&details(), false).await.expect("details");
            tx.at_desk(&self.worker.rules, self.now(), |_| Ok(())).await.expect("a sitting");
            tx.commit().await.expect("commits");
        }
        new
    }

    /// The firm's customer, as the worker would make it; nobody here is told.
    pub async fn customer(&self, scope: &BillingScope) -> CustomerId {
        let described = payments::Details {
            name: "Gérance",
            email: "comptabilite@brumelle.example",
            language: Language::Fr,
        };
        self.payments.ensure_customer(scope.firm(), None, &described).await.expect("a customer")
    }

    /// The holder saves a card or an account on the provider's own page. Gives the provider's name of it.
    pub async fn save(&self, customer: &CustomerId, means: &str) -> String {
        let kind = if means.starts_with("pm_") { InstrumentKind::Card } else { InstrumentKind::SepaDebit };
        let key = Key::new(format!("setup-{}", uuid::Uuid::now_v7())).expect("a key");
        let setup = self.payments.start_setup(customer, &[kind], &key).await.expect("a setup");
        let form = match kind {
            InstrumentKind::Card => format!("payment_method={means}"),
            InstrumentKind::SepaDebit => format!(
                "payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]={means}\
                 &payment_method_data[billing_details][name]=Brumelle\
                 &payment_method_data[billing_details][email]=comptabilite@brumelle.example\
                 &mandate_data[customer_acceptance][type]=offline"
            ),
        };
        let secret = setup.client_secret.expect("a secret");
        let path = format!("setup_intents/{}/confirm", setup.id);
        let confirmed = self.ask(&path, &format!("{form}&client_secret={secret}")).await;
        if confirmed["status"] == "requires_action" {
            self.fake.authenticate(setup.id.as_str()).expect("asked");
        }
        let setup = self.payments.setup(&setup.id).await.expect("the setup");
        setup.method.expect("a method").to_string()
    }

    /// A method that is in use here without any message having told of it.
    pub async fn uses(&self, scope: &BillingScope, means: &str) {
        let customer = self.customer(scope).await;
        let provider = self.save(&customer, means).await;
        let (kind, is) = match means.starts_with("pm_") {
            true => ("card", MethodKind::Card),
            false => ("sepa", MethodKind::Sepa { notice_days: None }),
        };
        let method = NewMethod {
            provider,
            kind,
            digits: Some("4242".to_owned()),
            brand: None,
            expires: None,
            mandate: None,
        };
        let mut tx = self.store.begin(scope, "test.method").await.expect("a transaction");
        let id = tx.method_keep(&method).await.expect("a method");
        let fact = Fact::MethodAdded(Method { id, kind: is });
        tx.at_desk(&self.worker.rules, self.now(), |desk| desk.tell(fact)).await.expect("a sitting");
        tx.commit().await.expect("commits");
    }

    /// Tells the firm's customer to our program, as the page does that sends the firm to the provider.
    pub async fn knows_customer(&self, scope: &BillingScope) -> CustomerId {
        let customer = self.customer(scope).await;
        let mut tx = self.store.begin(scope, "test.customer").await.expect("a transaction");
        tx.customer_keep(customer.as_str()).await.expect("kept");
        tx.commit().await.expect("commits");
        customer
    }

    /// The firm goes to the provider's page and comes back.
    pub async fn signs_up(&self, scope: &BillingScope, means: &str) -> CustomerId {
        let customer = self.knows_customer(scope).await;
        self.save(&customer, means).await;
        self.settle().await;
        customer
    }

    /// Days pass one by one, and everything that is due is done.
    pub async fn live(&self, days: u32) {
        for _ in 0..days {
            self.fake.advance(1).await;
            self.worker.step_days().await.expect("the days are stepped");
            self.settle().await;
        }
    }

    /// Does what is due until nothing is left to do; some seconds pass.
    pub async fn settle(&self) {
        for _ in 0..40 {
            if self.turn().await == 0 {
                return;
            }
            self.fake.advance_seconds(3).await;
        }
        panic!("there is no end to it: {:?}", self.stuck().await);
    }

    /// One look of every part; how much it found.
    pub async fn turn(&self) -> i64 {
        let mut owner = self.databases.owner().await;
        // Papers and mails are not what is looked at here, and pauses of the queue are not waited for.
        sqlx::query("DELETE FROM jobs.jobs WHERE kind IN ('billing.documents', 'billing.mail')")
            .execute(&mut owner)
            .await
            .expect("no papers");
        for statement in [
            "UPDATE jobs.jobs SET run_at = now() WHERE status = 'queued'",
            "UPDATE billing.webhooks SET run_at = now() WHERE status = 'new'",
        ] {
            sqlx::query(statement).execute(&mut owner).await.expect("no pauses");
        }
        while self.worker.work_round().await > 0 {}
        let resumed = self.worker.resume_collections().await.expect("collections go on");
        let mut read = 0;
        // As the worker does: round after round without a pause while there is something. What failed has been put off.
        loop {
            self.fake.deliver().await;
            match self.worker.read_inbox().await.expect("the inbox is read") {
                0 => break,
                more => read += more,
            }
        }
        let waiting: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM jobs.jobs WHERE status IN ('queued', 'running') AND kind LIKE 'billing.%' AND kind NOT IN ('billing.documents', 'billing.mail'))
                  + (SELECT count(*) FROM billing.webhooks WHERE status = 'new')",
        )
        .fetch_one(&mut owner)
        .await
        .expect("a count");
        waiting + i64::try_from(resumed + read).expect("few")
    }

    async fn stuck(&self) -> Vec<String> {
        let mut owner = self.databases.owner().await;
        sqlx::query_scalar(
            "SELECT kind || ': ' || coalesce(last_error, '') FROM billing.webhooks WHERE status <> 'done'
             UNION ALL SELECT kind || ': ' || coalesce(last_error, '') FROM jobs.jobs WHERE status <> 'done'",
        )
        .fetch_all(&mut owner)
        .await
        .expect("a list")
    }

    pub async fn book(&self, scope: &BillingScope) -> Book {
        let mut tx = self.store.begin_read(scope, "test.book").await.expect("a transaction");
        Book::of(tx.entries().await.expect("entries")).expect("a book")
    }

    pub async fn subscription(&self, scope: &BillingScope) -> Subscription {
        let mut tx = self.store.begin_read(scope, "test.account").await.expect("a transaction");
        tx.billing_account().await.expect("an account").state.expect("stepped")
    }

    /// How the attempts of the firm's invoices ended.
    pub async fn attempts(&self, scope: &BillingScope) -> Vec<Progress> {
        let mut owner = self.databases.owner().await;
        let rows: Vec<Value> =
            sqlx::query_scalar("SELECT state FROM firm.collections WHERE firm_id = $1 ORDER BY invoice")
                .bind(scope.firm().uuid())
                .fetch_all(&mut owner)
                .await
                .expect("collections");
        let read = rows.into_iter().map(|row| serde_json::from_value(row).expect("a collection"));
        let read: Vec<::billing::attempt::Collection> = read.collect();
        read.iter()
            .flat_map(|known| known.attempts().iter().map(|attempt| attempt.progress.clone()))
            .collect()
    }

    /// Succeeded payments at the provider and in the books, of all firms.
    pub async fn compare(&self) -> Compared {
        let mut compared = Compared::default();
        for payment in self.fake.objects("payment_intents") {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            if payment["status"] == "succeeded" {
                let invoice = text(&payment["metadata"]["koprogo_invoice"]);
                let of = compared.theirs.entry(invoice).or_default();
                of.push((text(&payment["id"]), payment["amount"].as_i64().expect("an amount")));
            }
        }
        let mut owner = self.databases.owner().await;
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT r.invoice, r.fact #>> '{payment,id}', sum(t.amount_cents)::bigint FROM firm.receivables r
               JOIN firm.receivable_transfers t ON t.firm_id = r.firm_id AND t.number = r.number
              WHERE r.fact ? 'payment' GROUP BY r.firm_id, r.number",
        )
        .fetch_all(&mut owner)
        .await
        .expect("the books");
        for (invoice, payment, cents) in rows {
            compared.ours.entry(invoice).or_default().push((payment, cents));
        }
        for of in compared.theirs.values_mut().chain(compared.ours.values_mut()) {
            of.sort();
        }
        compared
    }

    /// What the firm owes in the book.
    pub async fn owes(&self, scope: &BillingScope) -> i64 {
        self.book(scope).await.balance(Some(scope.firm()), Account::Receivable).0
    }

    pub async fn paid(&self, scope: &BillingScope) -> usize {
        let book = self.book(scope).await;
        book.entries().iter().filter(|entry| matches!(entry.fact, FactKey::Payment { .. })).count()
    }

    /// A message sent by hand.
    pub async fn post(&self, body: &[u8], signature: &str) -> tests::Answer {
        let request = self.site.anonymous().request(Verb::POST, "/v1/webhooks/stripe");
        request.header("stripe-signature", signature).raw("application/json", body).send().await
    }

    pub async fn count(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&mut self.databases.owner().await).await.expect("a count")
    }
}

impl Compared {
    /// No invoice was paid twice, and book and provider say the same.
    pub fn assert_agreed(&self) {
        for (invoice, payments) in &self.theirs {
            assert!(payments.len() <= 1, "{invoice} was paid {} times: {payments:?}", payments.len());
        }
        assert_eq!(self.theirs, self.ours, "the provider, and the books");
    }
}
