//! Cards at once, SEPA after days, and what comes back.

use stripe_fake::Config;

use crate::client::{World, text};

/// What the balance has gained, fees paid.
fn net(world: &World) -> i64 {
    world.fake.objects("balance_transactions").iter().map(|row| row["net"].as_i64().expect("cents")).sum()
}

#[tokio::test]
async fn a_card_pays_at_once() {
    let world = World::new().await;
    let payer = world.with_card("pm_card_visa").await;
    let path = "v1/payment_intents";
    let form = [
        ("amount", "15000"),
        ("currency", "eur"),
        ("customer", &payer.0),
        ("payment_method", &payer.1),
        ("confirm", "true"),
        ("off_session", "true"),
        ("expand[]", "latest_charge.balance_transaction"),
        ("expand[1]", "customer"),
        ("metadata[attempt]", "7"),
    ];
    let paid = world.post(path, &form).await.ok();
    assert_eq!((&paid["status"], &paid["amount_received"]), (&"succeeded".into(), &15000.into()));
    assert_eq!(paid["latest_charge"]["balance_transaction"]["net"], 15000 - 25 - 225);
    assert_eq!(paid["customer"]["id"], payer.0);
    let kinds: Vec<String> =
        world.fake.objects("events").iter().rev().map(|event| text(&event["type"])).collect();
    let expected = [
        "customer.created",
        "payment_method.attached",
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
    ];
    assert_eq!(kinds, expected);
    let again = world.post(&format!("{path}/{}/confirm", text(&paid["id"])), &[]).await;
    assert_eq!(again.error()["code"], "payment_intent_unexpected_state");
}

#[tokio::test]
async fn cards_are_declined_as_their_numbers_say() {
    let world = World::new().await;
    let cases = [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
        ("pm_card_authenticationRequired", "authentication_required", "authentication_required"),
    ];
    for (token, code, reason) in cases {
        let reply = world.pay(&(world.customer().await, token.to_owned()), "2000").await;
        assert_eq!(reply.status, 402);
        let error = reply.error();
        assert_eq!((&error["code"], &error["decline_code"]), (&code.into(), &reason.into()), "{token}");
        assert_eq!(error["payment_intent"]["status"], "requires_payment_method");
        assert_eq!(error["payment_intent"]["last_payment_error"]["code"], code);
    }
    assert_eq!(net(&world), 0);
    let customer = world.customer().await;
    let attached =
        world.post("v1/payment_methods/pm_card_chargeDeclined/attach", &[("customer", &customer)]).await;
    assert_eq!(attached.error()["code"], "card_declined");
    let unknown = [
        ("type", "card"),
        ("card[number]", "4111111111111111"),
        ("card[exp_month]", "1"),
        ("card[exp_year]", "2030"),
    ];
    assert_eq!(world.post("v1/payment_methods", &unknown).await.error()["code"], "incorrect_number");
}

#[tokio::test]
async fn a_holder_who_is_there_proves_who_they_are() {
    let world = World::new().await;
    let form = [
        ("amount", "900"),
        ("currency", "eur"),
        ("payment_method", "pm_card_authenticationRequired"),
        ("confirm", "true"),
    ];
    let asked = world.post("v1/payment_intents", &form).await.ok();
    assert_eq!(asked["status"], "requires_action");
    let id = text(&asked["id"]);
    assert_eq!(world.fake.authenticate(&id).expect("asked")["status"], "succeeded");
    assert!(world.fake.authenticate(&id).is_err(), "nobody is asked twice");

    let form = [
        ("payment_method", "pm_card_authenticationRequiredOnSetup"),
        ("confirm", "true"),
        ("customer", &world.customer().await),
    ];
    let setup = world.post("v1/setup_intents", &form).await.ok();
    assert_eq!(setup["status"], "requires_action");
    let setup = world.fake.authenticate(&text(&setup["id"])).expect("asked");
    assert_eq!(setup["status"], "succeeded");
    let saved = (form[2].1.to_owned(), text(&setup["payment_method"]));
    assert_eq!(world.pay(&saved, "900").await.ok()["status"], "succeeded");
}

#[tokio::test]
async fn a_debit_is_known_after_days() {
    let world = World::new().await;
    let payer = world.with_account("BE62510007547061").await;
    let intent = world.pay(&payer, "150000").await.ok();
    assert_eq!(intent["status"], "processing");
    let path = format!("v1/payment_intents/{}", text(&intent["id"]));
    world.fake.advance(4).await;
    assert_eq!(world.get(&path).await.ok()["status"], "processing");
    world.fake.advance(1).await;
    let settled = world.get(&path).await.ok();
    assert_eq!(settled["status"], "succeeded");
    assert_eq!(net(&world), 150_000 - 35);
    let charge = world.get(&format!("v1/charges/{}", text(&settled["latest_charge"]))).await.ok();
    let mandate = text(&charge["payment_method_details"]["sepa_debit"]["mandate"]);
    let mandate = world.get(&format!("v1/mandates/{mandate}")).await.ok();
    assert_eq!((&mandate["status"], &mandate["payment_method"]), (&"active".into(), &payer.1.clone().into()));
}

#[tokio::test]
async fn a_debit_fails_after_days_and_can_be_asked_for_again() {
    let world = World::new().await;
    let payer = world.with_account("AT981904300002222227").await;
    let intent = world.pay(&payer, "2000").await.ok();
    world.fake.advance(5).await;
    let path = format!("v1/payment_intents/{}", text(&intent["id"]));
    let failed = world.get(&path).await.ok();
    assert_eq!(failed["status"], "requires_payment_method");
    assert_eq!(failed["last_payment_error"]["decline_code"], "insufficient_funds");
    assert_eq!(net(&world), 0);
    let again = world
        .post(&format!("{path}/confirm"), &[("payment_method", &payer.1), ("off_session", "true")])
        .await
        .ok();
    assert_eq!(again["status"], "processing");
}

#[tokio::test]
async fn a_debit_returns_weeks_later_and_takes_its_mandate_along() {
    let world = World::with(Config { return_days: 40, ..Config::default() }).await;
    let payer = world.with_account("BE08510007547063").await;
    let intent = world.pay(&payer, "2000").await.ok();
    world.fake.advance(44).await;
    assert_eq!(world.fake.count("disputes"), 0);
    world.fake.advance(1).await;
    let dispute = &world.get("v1/disputes").await.ok()["data"][0];
    assert_eq!((&dispute["status"], &dispute["payment_intent"]), (&"lost".into(), &intent["id"]));
    assert_eq!(net(&world), 2000 - 35 - 2000 - 750);
    assert_eq!(world.pay(&payer, "2000").await.error()["code"], "payment_intent_mandate_invalid");
    let refund = world.post("v1/refunds", &[("payment_intent", &text(&intent["id"]))]).await;
    assert_eq!(refund.error()["code"], "charge_disputed");
}

#[tokio::test]
async fn a_cards_dispute_can_be_won() {
    let world = World::with(Config { return_days: 3, ..Config::default() }).await;
    let (customer, card) = world.with_card("pm_card_createDispute").await;
    world.pay(&(customer, card), "10000").await.ok();
    world.fake.advance(3).await;
    let dispute = text(&world.get("v1/disputes").await.ok()["data"][0]["id"]);
    world.fake.decide(&dispute, true).expect("open");
    let dispute = world.get(&format!("v1/disputes/{dispute}")).await.ok();
    assert_eq!(
        (&dispute["status"], dispute["balance_transactions"].as_array().map(Vec::len)),
        (&"won".into(), Some(2))
    );
    assert_eq!(net(&world), 10_000 - 25 - 150 - 2_000);
}

#[tokio::test]
async fn money_is_given_back_up_to_what_was_paid() {
    let world = World::new().await;
    let paid = world.pay(&world.with_card("pm_card_mastercard").await, "5000").await.ok();
    let intent = text(&paid["id"]);
    let part = world
        .post("v1/refunds", &[("payment_intent", &intent), ("amount", "2000"), ("metadata[a]", "b")])
        .await
        .ok();
    assert_eq!((&part["status"], &part["amount"]), (&"succeeded".into(), &2000.into()));
    let more = world.post("v1/refunds", &[("payment_intent", &intent), ("amount", "3001")]).await;
    assert_eq!(more.error()["param"], "amount");
    world.post("v1/refunds", &[("charge", &text(&paid["latest_charge"]))]).await.ok();
    let none = world.post("v1/refunds", &[("payment_intent", &intent)]).await;
    assert_eq!(none.error()["code"], "charge_already_refunded");
    assert_eq!(net(&world), -25 - 75);
    let listed = world.get(&format!("v1/refunds?payment_intent={intent}")).await.ok();
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(2));

    let lost = world.pay(&world.with_card("pm_card_refundFail").await, "5000").await.ok();
    let refund = world.post("v1/refunds", &[("payment_intent", &text(&lost["id"]))]).await.ok();
    world.fake.advance(5).await;
    let refund = world.get(&format!("v1/refunds/{}", text(&refund["id"]))).await.ok();
    assert_eq!(refund["status"], "failed");
}

#[tokio::test]
async fn what_a_firm_sells_and_who_it_is() {
    let world = World::new().await;
    let product = world.post("v1/products", &[("name", "Standard"), ("unit_label", "copro")]).await.ok();
    let product = text(&product["id"]);
    let form = [
        ("product", product.as_str()),
        ("currency", "eur"),
        ("unit_amount", "1500"),
        ("recurring[interval]", "month"),
    ];
    let price = world.post("v1/prices", &form).await.ok();
    world.post(&format!("v1/prices/{}", text(&price["id"])), &[("active", "false")]).await.ok();
    world.post(&format!("v1/products/{product}"), &[("metadata[plan]", "standard")]).await.ok();
    assert_eq!(world.get("v1/prices?active=false").await.ok()["data"].as_array().map(Vec::len), Some(1));

    let (customer, card) = world.with_card("pm_card_visa").await;
    let path = format!("v1/customers/{customer}");
    let default = [
        ("invoice_settings[default_payment_method]", card.as_str()),
        ("address[city]", "Namur"),
        ("preferred_locales[0]", "fr"),
    ];
    let changed = world.post(&path, &default).await.ok();
    assert_eq!(changed["invoice_settings"]["default_payment_method"], card);
    let tax_id =
        world.post(&format!("{path}/tax_ids"), &[("type", "eu_vat"), ("value", "BE0123456749")]).await.ok();
    assert_eq!((&tax_id["country"], &tax_id["verification"]["status"]), (&"BE".into(), &"verified".into()));
    let tax_path = format!("{path}/tax_ids/{}", text(&tax_id["id"]));
    world.get(&tax_path).await.ok();
    assert_eq!(world.delete(&tax_path).await.ok()["deleted"], true);
    let method =
        world.post(&format!("v1/payment_methods/{card}"), &[("billing_details[name]", "Parc")]).await.ok();
    assert_eq!(method["billing_details"]["name"], "Parc");
    let others = (world.customer().await, card.clone());
    assert_eq!(world.pay(&others, "2000").await.error()["param"], "payment_method");
    world.post(&format!("v1/payment_methods/{card}/detach"), &[]).await.ok();
    assert!(world.get(&path).await.ok()["invoice_settings"]["default_payment_method"].is_null());
    let back = world.post(&format!("v1/payment_methods/{card}/attach"), &[("customer", &customer)]).await;
    assert_eq!(back.error()["param"], "payment_method", "what was detached stays so");
    assert_eq!(world.delete(&path).await.ok()["deleted"], true);
    assert_eq!(world.get(&path).await.status, 404);
}

#[tokio::test]
async fn an_account_needs_a_mandate_and_a_setup_can_be_canceled() {
    let world = World::new().await;
    let customer = world.customer().await;
    let setup = world
        .post(
            "v1/setup_intents",
            &[("customer", &customer), ("allowed_payment_method_types[]", "sepa_debit")],
        )
        .await
        .ok();
    let path = format!("v1/setup_intents/{}", text(&setup["id"]));
    let confirm =
        world.post(&format!("{path}/confirm"), &[("payment_method", "pm_sepaDebit_success_be")]).await;
    assert_eq!(confirm.error()["param"], "mandate_data");
    let card = world.post(&format!("{path}/confirm"), &[("payment_method", "pm_card_visa")]).await;
    assert_eq!(card.error()["param"], "payment_method");
    assert_eq!(world.post(&format!("{path}/cancel"), &[]).await.ok()["status"], "canceled");
    let intent = world.post("v1/payment_intents", &[("amount", "100"), ("currency", "eur")]).await.ok();
    let canceled = world.post(&format!("v1/payment_intents/{}/cancel", text(&intent["id"])), &[]).await.ok();
    assert_eq!(canceled["status"], "canceled");
}

#[tokio::test]
async fn the_same_requests_give_the_same_answers() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let world = World::new().await;
        let payer = world.with_account("BE62510007547061").await;
        world.pay(&payer, "4200").await.ok();
        world.fake.advance(30).await;
        runs.push(world.get("v1/events?limit=100").await.ok());
    }
    assert_eq!(runs[0], runs[1]);
}
