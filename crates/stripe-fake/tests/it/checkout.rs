//! Sessions that save a card or an account: their life, and the page as a browser without scripts meets it.

use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use stripe_fake::{Config, Inbox};

use crate::client::{World, text};
use crate::schemas;

const SUCCESS: &str = "https://koprogo.example/billing?done={CHECKOUT_SESSION_ID}";
const CANCEL: &str = "https://koprogo.example/billing";
const FORM: &str = "application/x-www-form-urlencoded";

/// A browser: it follows nothing by itself here, so that each step is seen.
struct Browser(Client);

struct Page {
    status: u16,
    location: Option<String>,
    html: String,
}

impl Browser {
    fn new() -> Self {
        Self(Client::builder().no_proxy().redirect(Policy::none()).build().expect("a client"))
    }

    async fn get(&self, url: &str) -> Page {
        page(self.0.get(url)).await
    }

    async fn post(&self, url: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        page(self.0.post(url).header("content-type", FORM).body(body)).await
    }
}

async fn page(request: reqwest::RequestBuilder) -> Page {
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let location = answer.headers().get("location").map(|url| url.to_str().expect("a text").to_owned());
    let policy = answer.headers()["content-security-policy"].to_str().expect("a text").to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let html = String::from_utf8(answer.bytes().await.expect("a body").to_vec()).expect("UTF-8");
    Page { status, location, html }
}

async fn start(world: &World, customer: &str, more: &[(&str, &str)]) -> Value {
    let form = [
        ("mode", "setup"),
        ("customer", customer),
        ("currency", "eur"),
        ("success_url", SUCCESS),
        ("cancel_url", CANCEL),
        ("metadata[attempt]", "7"),
        ("setup_intent_data[metadata][attempt]", "7"),
    ];
    world.post("v1/checkout/sessions", &[&form, more].concat()).await.ok()
}

fn holder<'a>(kind: &'a str, field: &'a str, value: &'a str) -> [(&'a str, &'a str); 5] {
    let [name, email] = [("name", "Syndic du Parc"), ("email", "parc@syndic.example")];
    [("action", "save"), ("kind", kind), name, email, (field, value)]
}

fn kinds_of_events(world: &World) -> Vec<String> {
    world.fake.objects("events").iter().rev().map(|event| text(&event["type"])).collect()
}

#[tokio::test]
async fn an_account_is_saved_with_its_mandate() {
    let world = World::new().await;
    let customer = world.customer().await;
    let session = start(&world, &customer, &[("locale", "fr")]).await;
    let (id, url) = (text(&session["id"]), text(&session["url"]));
    assert!(id.starts_with("cs_test_") && url.starts_with(&world.fake.url()), "{url}");
    assert_eq!(
        (&session["status"], &session["payment_method_types"]),
        (&json!("open"), &json!(["card", "sepa_debit"]))
    );
    assert_eq!(session["expires_at"], world.fake.now() + 86_400);
    let browser = Browser::new();
    let shown = browser.get(&url).await;
    assert_eq!(shown.status, 200);
    for part in [
        "Mode test",
        "Mandat de domiciliation SEPA",
        "BE62 5100 0754 7061",
        "value=\"Syndic du Parc\"",
        CANCEL,
    ] {
        assert!(shown.html.contains(part), "{part}");
    }
    let done = browser.post(&url, &holder("sepa_debit", "iban", "BE62510007547061")).await;
    assert_eq!(done.status, 303);
    assert_eq!(done.location.as_deref(), Some(SUCCESS.replace("{CHECKOUT_SESSION_ID}", &id).as_str()));
    let path = format!(
        "v1/checkout/sessions/{id}?expand[]=setup_intent.payment_method&expand[]=setup_intent.mandate&expand[]=customer"
    );
    let closed = world.get(&path).await.ok();
    assert_eq!((&closed["status"], &closed["url"]), (&json!("complete"), &Value::Null));
    let intent = &closed["setup_intent"];
    assert_eq!((&intent["status"], &intent["metadata"]["attempt"]), (&json!("succeeded"), &json!("7")));
    assert_eq!(intent["payment_method"]["customer"], customer);
    assert_eq!(intent["payment_method"]["billing_details"]["email"], "parc@syndic.example");
    assert_eq!(
        (&intent["mandate"]["status"], &closed["customer"]["id"]),
        (&json!("active"), &json!(customer))
    );
    assert_eq!(intent["mandate"]["customer_acceptance"]["online"]["ip_address"], "127.0.0.1");
    let expected = [
        "customer.created",
        "setup_intent.created",
        "payment_method.attached",
        "setup_intent.succeeded",
        "mandate.updated",
        "checkout.session.completed",
    ];
    assert_eq!(kinds_of_events(&world), expected);
    let again = browser.post(&url, &holder("sepa_debit", "iban", "BE62510007547061")).await;
    assert_eq!((again.status, again.location), (303, done.location), "twice clicked is once saved");
    assert_eq!(world.fake.count("payment_methods"), 1);
    assert!(browser.get(&url).await.html.contains("est enregistré"));
}

#[tokio::test]
async fn the_bank_may_ask_first() {
    let world = World::new().await;
    let browser = Browser::new();
    for (number, later) in [("4000002500003155", 200), ("4000002760003184", 402)] {
        let customer = world.customer().await;
        let url = text(&start(&world, &customer, &[("locale", "en")]).await["url"]);
        let asked = browser.post(&url, &holder("card", "card", number)).await;
        assert_eq!((asked.status, asked.location.as_deref()), (303, Some(url.as_str())));
        assert!(browser.get(&url).await.html.contains("Your bank wants to know"));
        let failed = browser.post(&url, &[("action", "fail")]).await;
        assert_eq!(failed.status, 422);
        assert!(failed.html.contains("you were not recognised"), "{}", failed.html);
        assert_eq!(
            browser.post(&url, &[("action", "prove")]).await.location.as_deref(),
            Some(url.as_str()),
            "too late"
        );
        browser.post(&url, &holder("card", "card", number)).await;
        let proved = browser.post(&url, &[("action", "prove")]).await;
        assert_eq!(proved.status, 303);
        assert!(
            proved.location.expect("a place").starts_with("https://koprogo.example/billing?done=cs_test_")
        );
        let method = text(&world.fake.objects("payment_methods")[0]["id"]);
        assert_eq!(world.pay(&(customer, method), "900").await.status, later);
    }
    let failures =
        world.fake.objects("events").into_iter().filter(|event| event["type"] == "setup_intent.setup_failed");
    let codes: Vec<String> =
        failures.map(|event| text(&event["data"]["object"]["last_setup_error"]["code"])).collect();
    assert_eq!(codes, ["setup_intent_authentication_failure"; 2]);
}

/// What the page offers: name of the field and value, in the order of the page.
fn offered(html: &str) -> Vec<(String, String)> {
    let inputs = html.split("<input type=\"radio\" name=\"").skip(1);
    let read = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"")?;
        Some((name.to_owned(), rest.split('"').next()?.to_owned()))
    };
    inputs.filter_map(read).filter(|(name, _)| name != "kind").collect()
}

#[tokio::test]
async fn every_instrument_on_the_page_does_as_the_page_says() {
    let world = World::new().await;
    let browser = Browser::new();
    let session = start(&world, &world.customer().await, &[("locale", "en")]).await;
    let shown = browser.get(&text(&session["url"])).await.html;
    let offered = offered(&shown);
    assert_eq!(offered.len(), 15 + 13, "{offered:?}");
    for (field, value) in offered {
        let customer = world.customer().await;
        let url = text(&start(&world, &customer, &[]).await["url"]);
        let kind = if field == "card" { "card" } else { "sepa_debit" };
        let tile = shown.split(&format!("value=\"{value}\"")).nth(1).expect("a tile");
        let says =
            tile.split("class=\"says\">").nth(1).and_then(|text| text.split("<").next()).expect("a sentence");
        let mut done = browser.post(&url, &holder(kind, &field, &value)).await;
        if done.location.as_deref() == Some(url.as_str()) {
            assert!(says.starts_with("3-D Secure"), "{value}: {says}");
            done = browser.post(&url, &[("action", "prove")]).await;
        }
        if says.starts_with("Declined right away") {
            assert_eq!(done.status, 422, "{value}");
            assert!(
                done.html.contains("role=\"alert\"") && done.html.contains("the card was declined"),
                "{value}"
            );
            continue;
        }
        assert_eq!(done.status, 303, "{value}: {}", done.html);
        let method = text(&world.fake.objects("payment_methods")[0]["id"]);
        let paid = world.pay(&(customer, method), "2000").await;
        let declined = says.contains("declined");
        assert_eq!(paid.status, if declined { 402 } else { 200 }, "{value}: {says}");
        if kind == "sepa_debit" {
            let outcome = async |days: u32| {
                world.fake.advance(days).await;
                world.get(&format!("v1/payment_intents/{}", text(&paid.body["id"]))).await.ok()["status"]
                    .clone()
            };
            let waits = if says.contains("twice as late") { "processing" } else { "" };
            let first = outcome(5).await;
            assert_eq!(first == "processing", waits == "processing", "{value}: {first} {says}");
            let end = if says.contains("fails") { "requires_payment_method" } else { "succeeded" };
            assert_eq!(outcome(5).await, end, "{value}: {says}");
        }
    }
}

#[tokio::test]
async fn a_card_that_expires_soon_pays_until_then() {
    let world = World::new().await;
    let customer = world.customer().await;
    let url = text(&start(&world, &customer, &[]).await["url"]);
    assert_eq!(Browser::new().post(&url, &holder("card", "card", "4242424242424242-soon")).await.status, 303);
    let method = world.fake.objects("payment_methods").remove(0);
    assert_eq!((&method["card"]["exp_month"], &method["card"]["exp_year"]), (&json!(1), &json!(2026)));
    let payer = (customer, text(&method["id"]));
    world.fake.advance(30).await;
    assert_eq!(world.pay(&payer, "900").await.status, 200, "31 January");
    world.fake.advance(1).await;
    assert_eq!(world.pay(&payer, "900").await.error()["code"], "expired_card");
}

#[tokio::test]
async fn what_is_missing_is_named_on_the_page() {
    let world = World::new().await;
    let browser = Browser::new();
    let url = text(&start(&world, &world.customer().await, &[("locale", "nl")]).await["url"]);
    let good = holder("card", "card", "4242424242424242");
    let cases: [(usize, &str, &str, &str); 6] = [
        (1, "", "#kinds", "kies een kaart of een domiciliëring"),
        (1, "sepa_debit", "#accounts", "kies een van de testrekeningen"),
        (2, "  ", "#name", "vul de naam van de houder in"),
        (3, "parc", "#email", "vul een adres in"),
        (3, "parc@", "#email", "vul een adres in"),
        (4, "4111111111111111", "#cards", "kies een van de testkaarten"),
    ];
    for (place, value, anchor, says) in cases {
        let mut form = good;
        form[place].1 = value;
        let shown = browser.post(&url, &form).await;
        assert_eq!(shown.status, 422, "{anchor}");
        let html = shown.html;
        assert!(html.contains(&format!("href=\"{anchor}\"")) && html.contains(says), "{anchor}: {html}");
        assert!(html.contains("aria-invalid=\"true\""), "{anchor}");
    }
    assert_eq!(world.fake.count("payment_methods"), 0);
}

#[tokio::test]
async fn whatever_comes_from_outside_is_escaped() {
    let world = World::with(Config { business: "<b>\"Fake\"</b>".to_owned(), ..Config::default() }).await;
    let nasty = "<script>alert('x')</script>\"><img src=x onerror=1>";
    let customer = text(&world.post("v1/customers", &[("name", nasty)]).await.ok()["id"]);
    let more = [("cancel_url", "https://a.example/?\"><script>1</script>")];
    let form = [("mode", "setup"), ("customer", &customer), ("currency", "eur"), ("success_url", SUCCESS)];
    let session = world.post("v1/checkout/sessions", &[&form[..], &more].concat()).await.ok();
    let browser = Browser::new();
    let url = text(&session["url"]);
    let shown = browser.get(&url).await.html;
    let answered =
        browser.post(&url, &[("name", nasty), ("email", nasty), ("kind", nasty), ("card", nasty)]).await.html;
    let unknown = browser.get(&format!("{}c/pay/{nasty}", world.fake.url())).await;
    assert_eq!(unknown.status, 404);
    for html in [shown, answered, unknown.html] {
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"), "{html}");
        assert!(
            !html.contains("src=") && !html.contains("@import") && !html.contains("url("),
            "nothing from elsewhere"
        );
    }
    for bad in ["javascript:alert(1)", "/billing", "data:text/html,x"] {
        let refused =
            world.post("v1/checkout/sessions", &[&form[..3], &[("success_url", bad)]].concat()).await;
        assert_eq!(
            (&refused.error()["code"], &refused.error()["param"]),
            (&json!("url_invalid"), &json!("success_url"))
        );
    }
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_session_or_of_the_browser() {
    let world = World::new().await;
    let browser = Browser::new();
    for (locale, accepted, language) in [
        ("fr", "nl", "fr"),
        ("de", "", "de"),
        ("auto", "nl-BE,nl;q=0.9,fr;q=0.8", "nl"),
        ("auto", "pl, de;q=0.5", "de"),
        ("auto", "", "en"),
        ("pl", "fr", "en"),
    ] {
        let url = text(&start(&world, &world.customer().await, &[("locale", locale)]).await["url"]);
        let shown = page(browser.0.get(&url).header("accept-language", accepted)).await;
        assert!(shown.html.contains(&format!("<html lang=\"{language}\"")), "{locale} {accepted}");
    }
}

#[tokio::test]
async fn a_session_ends_after_a_day_or_when_it_is_told_to() {
    let world = World::new().await;
    let inbox = Inbox::open().await.expect("a free port");
    world.fake.listen(inbox.url()).expect("loopback");
    let browser = Browser::new();
    let customer = world.customer().await;
    let [first, second] = [start(&world, &customer, &[]).await, start(&world, &customer, &[]).await];
    let path = format!("v1/checkout/sessions/{}/expire", text(&first["id"]));
    let expired = world.post(&path, &[]).await.ok();
    assert_eq!((&expired["status"], &expired["url"]), (&json!("expired"), &Value::Null));
    assert_eq!(world.post(&path, &[]).await.status, 400);
    let gone = browser.get(&text(&first["url"])).await;
    assert!(gone.status == 410 && gone.html.contains(CANCEL), "{}", gone.html);
    let intent = world.fake.object(first["setup_intent"].as_str().expect("an id")).expect("an intent");
    assert_eq!(intent["status"], "canceled");

    world.fake.advance_seconds(86_399).await;
    assert_eq!(browser.get(&text(&second["url"])).await.status, 200);
    world.fake.advance_seconds(1).await;
    assert_eq!(
        browser.post(&text(&second["url"]), &holder("card", "card", "4242424242424242")).await.status,
        410
    );
    assert_eq!(world.fake.count("payment_methods"), 0);
    let open = world.get("v1/checkout/sessions?status=open").await.ok();
    let all = world.get(&format!("v1/checkout/sessions?customer={customer}&limit=1")).await.ok();
    assert_eq!((open["data"].as_array().map(Vec::len), &all["has_more"]), (Some(0), &json!(true)));
    world.fake.deliver().await;
    let letters = inbox.take();
    let told = letters.iter().map(|letter| serde_json::from_slice::<Value>(&letter.body).expect("JSON"));
    let told: Vec<Value> =
        told.inspect(schemas::check).filter(|event| event["type"] == "checkout.session.expired").collect();
    assert_eq!(told.len(), 2);
}

#[tokio::test]
async fn what_a_session_cannot_be_is_refused() {
    let world = World::new().await;
    let customer = world.customer().await;
    let (tomorrow, soon) = ((world.fake.now() + 86_401).to_string(), (world.fake.now() + 60).to_string());
    let base =
        [("mode", "setup"), ("customer", customer.as_str()), ("currency", "eur"), ("success_url", SUCCESS)];
    let without = |name: &str| base.into_iter().filter(|(field, _)| *field != name).collect::<Vec<_>>();
    let with = |pair: (&'static str, &str)| {
        let mut form: Vec<(&str, String)> =
            without(pair.0).into_iter().map(|(name, text)| (name, text.to_owned())).collect();
        form.push((pair.0, pair.1.to_owned()));
        form
    };
    for (form, param) in [
        (with(("mode", "payment")), "mode"),
        (with(("ui_mode", "elements")), "ui_mode"),
        (with(("locale", "xx")), "locale"),
        (with(("customer", "cus_none")), "customer"),
        (with(("expires_at", &tomorrow)), "expires_at"),
        (with(("expires_at", &soon)), "expires_at"),
        (with(("cancel_url", "nowhere")), "cancel_url"),
        (with(("payment_method_types[]", "card")), "payment_method_types"),
        (with(("allowed_payment_method_types[]", "ideal")), "allowed_payment_method_types"),
    ] {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let refused = world.post("v1/checkout/sessions", &form).await;
        assert_eq!((refused.status, &refused.error()["param"]), (400, &json!(param)), "{}", refused.body);
    }
    for name in ["mode", "currency", "success_url"] {
        assert_eq!(world.post("v1/checkout/sessions", &without(name)).await.error()["param"], name);
    }
    assert_eq!(world.fake.count("setup_intents"), 0, "nothing is left behind");
    let session = start(&world, &customer, &[("allowed_payment_method_types[]", "sepa_debit")]).await;
    let shown = Browser::new().get(&text(&session["url"])).await.html;
    assert!(
        shown.contains("id=\"account\"") && !shown.contains("id=\"card\""),
        "what is not allowed is not shown"
    );
    let intent = text(&session["setup_intent"]);
    for verb in ["confirm", "cancel"] {
        let theirs = world.post(&format!("v1/setup_intents/{intent}/{verb}"), &[]).await;
        assert_eq!(theirs.error()["code"], "setup_intent_unexpected_state", "the session's");
    }
}

#[tokio::test]
async fn another_sites_page_is_sent_away() {
    let world = World::new().await;
    let url = text(&start(&world, &world.customer().await, &[]).await["url"]);
    let advance = format!("{}_fake/advance", world.fake.url());
    let own = format!("http://{}", world.fake.address());
    for (origin, status) in [("https://evil.example", 403), ("null", 403), (own.as_str(), 200)] {
        let asked =
            world.http.post(&advance).header("origin", origin).body("{}").send().await.expect("an answer");
        assert_eq!(asked.status().as_u16(), status, "{origin}");
    }
    let forged =
        world.http.request(Method::POST, &url).header("origin", "https://evil.example").body("action=save");
    assert_eq!(forged.send().await.expect("an answer").status().as_u16(), 403);
}
