use std::time::Duration;

use domain::{Cents, FirmId, Language};
use payments::{Charge, CustomerId, Details, Error, InstrumentKind, Key, MethodId, Payment, Payments};
use secrecy::SecretString;
use serde_json::Value;
use stripe_fake::{Config, Fake};
use time::OffsetDateTime;
use uuid::Uuid;

pub const CARD: &str = "pm_card_visa";
pub const ACCOUNT: &str = "BE62510007547061";

pub struct World {
    pub fake: Fake,
    pub payments: Payments,
    http: reqwest::Client,
}

/// A payer: firm, customer, means of payment.
pub struct Payer {
    pub firm: FirmId,
    pub customer: CustomerId,
    pub method: MethodId,
}

pub fn firm(n: u128) -> FirmId {
    FirmId::from(Uuid::from_u128(n))
}

pub fn key(text: &str) -> Key {
    Key::new(text).expect("a key")
}

pub const DETAILS: Details<'static> =
    Details { name: "Syndic du Parc", email: "parc@syndic.example", language: Language::Fr };

impl World {
    pub async fn new() -> Self {
        let fake = Fake::start(Config::default()).await.expect("a free port on loopback");
        // No more than a stalled machine needs; only silence makes it wait that long.
        let payments = connect(&fake.url(), Duration::from_secs(10));
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        Self { fake, payments, http: http.build().expect("a client") }
    }

    pub fn now(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.fake.now()).expect("a time")
    }

    /// What the holder does in their browser.
    pub async fn in_the_browser(&self, path: &str, form: &str) -> Value {
        let request = self.http.post(format!("{}v1/{path}", self.fake.url())).bearer_auth("sk_test_invented");
        let request =
            request.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned());
        let bytes = request.send().await.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    /// On the hosted page: the status, and where the browser is sent.
    pub async fn on_the_page(&self, url: &str, form: &str) -> (u16, Option<String>) {
        let request = self.http.post(url).header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(form.to_owned()).send().await.expect("an answer");
        let place = answer.headers().get("location").map(|place| place.to_str().expect("a text").to_owned());
        (answer.status().as_u16(), place)
    }

    /// With a card's token or an account's IBAN.
    pub async fn payer(&self, means: &str) -> Payer {
        let firm = firm(u128::try_from(self.fake.count("customers")).expect("few") + 1);
        let customer = self.payments.ensure_customer(firm, None, &DETAILS).await.expect("a customer");
        let kind = if means.starts_with("pm_") { InstrumentKind::Card } else { InstrumentKind::SepaDebit };
        let setup = self
            .payments
            .start_setup(&customer, &[kind], &key(&format!("setup-{firm}")))
            .await
            .expect("a setup");
        let form = match kind {
            InstrumentKind::Card => format!("payment_method={means}"),
            InstrumentKind::SepaDebit => format!(
                "payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]={means}\
                 &payment_method_data[billing_details][name]=Parc\
                 &payment_method_data[billing_details][email]=parc@syndic.example\
                 &mandate_data[customer_acceptance][type]=offline"
            ),
        };
        let secret = setup.client_secret.expect("a secret");
        let confirmed = self
            .in_the_browser(
                &format!("setup_intents/{}/confirm", setup.id),
                &format!("{form}&client_secret={secret}"),
            )
            .await;
        if confirmed["status"] == "requires_action" {
            self.fake.authenticate(setup.id.as_str()).expect("asked");
        }
        let setup = self.payments.setup(&setup.id).await.expect("the setup");
        Payer { firm, customer, method: setup.method.expect("a method") }
    }

    pub async fn charge(&self, payer: &Payer, cents: i64, name: &str) -> Result<Payment, Error> {
        let charge = charge_of(payer, cents, name);
        self.payments.charge(&charge, &key(name)).await
    }
}

pub fn attempt(name: &str) -> Uuid {
    Uuid::from_u128(
        name.bytes().fold(7_u128, |sum, byte| sum.wrapping_mul(1_000_003).wrapping_add(byte.into())),
    )
}

pub fn charge_of<'a>(payer: &'a Payer, cents: i64, name: &'a str) -> Charge<'a> {
    Charge {
        attempt: attempt(name),
        firm: payer.firm,
        invoice: "2026-000017",
        customer: &payer.customer,
        method: &payer.method,
        amount: Cents(cents),
        description: "Facture 2026-000017",
    }
}

pub fn connect(url: &str, timeout: Duration) -> Payments {
    let key = SecretString::from("sk_test_invented");
    Payments::new(&key, url, timeout).expect("loopback").with_pause(Duration::from_millis(1))
}
