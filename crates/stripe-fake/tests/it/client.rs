//! A caller without a library, so that nothing hides what goes over the wire.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use stripe_fake::{Config, Fake};

use crate::schemas;

pub const KEY: &str = "sk_test_invented";

pub struct World {
    pub fake: Fake,
    pub http: Client,
}

pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub replayed: bool,
}

impl Reply {
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    pub fn error(&self) -> &Value {
        assert!(self.status >= 400, "{}", self.body);
        &self.body["error"]
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Self {
        let fake = Fake::start(config).await.expect("a free port on loopback");
        Self { fake, http: Client::builder().no_proxy().build().expect("a client") }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.fake.url())).bearer_auth(KEY)
    }

    pub fn post_request(&self, path: &str, form: &[(&str, &str)]) -> RequestBuilder {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self.request(Method::POST, path).body(body);
        request.header("content-type", "application/x-www-form-urlencoded")
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Reply {
        send(self.post_request(path, form)).await
    }

    pub async fn keyed(&self, key: &str, path: &str, form: &[(&str, &str)]) -> Reply {
        send(self.post_request(path, form).header("idempotency-key", key)).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        send(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        send(self.request(Method::DELETE, path)).await
    }

    pub async fn customer(&self) -> String {
        let made =
            self.post("v1/customers", &[("name", "Syndic du Parc"), ("email", "parc@syndic.example")]).await;
        text(&made.ok()["id"])
    }

    /// A customer with a card of that sort.
    pub async fn with_card(&self, token: &str) -> (String, String) {
        let customer = self.customer().await;
        let path = format!("v1/payment_methods/{token}/attach");
        let card = self.post(&path, &[("customer", &customer)]).await.ok();
        (customer, text(&card["id"]))
    }

    /// A customer with an account and its mandate.
    pub async fn with_account(&self, iban: &str) -> (String, String) {
        let customer = self.customer().await;
        let form = [
            ("customer", customer.as_str()),
            ("allowed_payment_method_types[]", "sepa_debit"),
            ("payment_method_data[type]", "sepa_debit"),
            ("payment_method_data[sepa_debit][iban]", iban),
            ("payment_method_data[billing_details][name]", "Syndic du Parc"),
            ("payment_method_data[billing_details][email]", "parc@syndic.example"),
            ("mandate_data[customer_acceptance][type]", "online"),
            ("mandate_data[customer_acceptance][online][ip_address]", "192.0.2.7"),
            ("mandate_data[customer_acceptance][online][user_agent]", "a browser"),
            ("confirm", "true"),
        ];
        let setup = self.post("v1/setup_intents", &form).await.ok();
        assert_eq!(setup["status"], "succeeded");
        (customer, text(&setup["payment_method"]))
    }

    pub async fn pay(&self, (customer, method): &(String, String), amount: &str) -> Reply {
        let form = [
            ("amount", amount),
            ("currency", "eur"),
            ("customer", customer),
            ("payment_method", method),
            ("confirm", "true"),
            ("off_session", "true"),
        ];
        self.post("v1/payment_intents", &form).await
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}")).to_owned()
}

pub async fn send(request: RequestBuilder) -> Reply {
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let replayed = answer.headers().contains_key("idempotent-replayed");
    assert!(status == 503 || answer.headers()["request-id"].to_str().expect("a text").starts_with("req_"));
    let bytes = answer.bytes().await.expect("a body");
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status != 503 {
        schemas::check(&body);
    }
    Reply { status, body, replayed }
}
