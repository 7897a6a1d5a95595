//! Firms at Stripe, and what they pay with.

use std::time::Duration;

use payments::{Error, Instrument, InstrumentKind, MethodId, Payments, SetupStatus};
use secrecy::SecretString;

use crate::world::{ACCOUNT, CARD, DETAILS, World, firm, key};

#[tokio::test]
async fn a_firm_is_one_customer_however_often_it_is_ensured() {
    let world = World::new().await;
    let first = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("made");
    let lost = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("the same");
    let renamed = payments::Details { name: "Syndic du Square", ..DETAILS };
    let known = world.payments.ensure_customer(firm(1), Some(&first), &renamed).await.expect("changed");
    assert_eq!((&first, &first), (&lost, &known));
    assert_eq!(world.fake.count("customers"), 1);
    let object = world.fake.object(first.as_str()).expect("there");
    assert_eq!(
        (&object["name"], &object["metadata"]["koprogo_firm"]),
        (&"Syndic du Square".into(), &firm(1).to_string().into())
    );
    assert_ne!(world.payments.ensure_customer(firm(2), None, &DETAILS).await.expect("made"), first);
}

#[tokio::test]
async fn methods_are_saved_chosen_and_taken_away() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    let setup = world
        .payments
        .start_setup(&payer.customer, &[InstrumentKind::SepaDebit], &key("s2"))
        .await
        .expect("a setup");
    assert_eq!((&setup.status, setup.customer.as_ref()), (&SetupStatus::Open, Some(&payer.customer)));
    let form = format!(
        "payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]={ACCOUNT}\
         &payment_method_data[billing_details][name]=Parc&payment_method_data[billing_details][email]=a@b.example\
         &mandate_data[customer_acceptance][type]=offline"
    );
    world.in_the_browser(&format!("setup_intents/{}/confirm", setup.id), &form).await;
    let setup = world.payments.setup(&setup.id).await.expect("there");
    assert_eq!(setup.status, SetupStatus::Succeeded);
    assert!(setup.mandate.is_some());

    let methods = world.payments.methods(&payer.customer).await.expect("a list");
    let [account, card] = methods.as_slice() else { panic!("{methods:?}") };
    assert!(
        matches!(&account.instrument, Instrument::SepaDebit { last4, .. } if last4 == "7061"),
        "{account:?}"
    );
    assert!(
        matches!(&card.instrument, Instrument::Card { brand, expires: (2034, 12), .. } if brand == "visa"),
        "{card:?}"
    );
    assert_eq!(world.payments.default_method(&payer.customer).await.expect("none yet"), None);
    world.payments.set_default(&payer.customer, &account.id).await.expect("chosen");
    assert_eq!(world.payments.default_method(&payer.customer).await.expect("one"), Some(account.id.clone()));
    world.payments.detach(&account.id).await.expect("taken away");
    world.payments.detach(&account.id).await.expect("twice is once");
    assert_eq!(world.payments.default_method(&payer.customer).await.expect("none"), None);
    assert_eq!(world.payments.methods(&payer.customer).await.expect("a list").len(), 1);
    let gone = world.payments.set_default(&payer.customer, &account.id).await.expect_err("not theirs");
    assert!(matches!(gone, Error::Refused { ref code, .. } if code == "resource_missing"), "{gone:?}");
}

#[tokio::test]
async fn a_card_that_cannot_be_saved_says_why() {
    let world = World::new().await;
    let customer = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("made");
    let setup =
        world.payments.start_setup(&customer, &[InstrumentKind::Card], &key("s")).await.expect("a setup");
    world
        .in_the_browser(
            &format!("setup_intents/{}/confirm", setup.id),
            "payment_method=pm_card_chargeDeclined",
        )
        .await;
    let setup = world.payments.setup(&setup.id).await.expect("there");
    assert_eq!((setup.status, setup.failure.as_deref()), (SetupStatus::Open, Some("generic_decline")));
}

#[test]
fn an_id_is_no_path() {
    for bad in ["", "pm_1/../../customers", "pm_1?expand[]=x", "pm 1", "pm_é", &"x".repeat(256)] {
        assert!(MethodId::new(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_secret_key_goes_over_no_open_line() {
    let secret = SecretString::from("sk_test_invented");
    let open = |url: &str| Payments::new(&secret, url, Duration::from_secs(1)).map(drop);
    for url in [
        "http://api.stripe.com/",
        "http://192.0.2.1:80/",
        "http://127.0.0.1:1@192.0.2.1/",
        "ftp://127.0.0.1:1/",
        "",
    ] {
        assert!(matches!(open(url), Err(Error::Refused { .. })), "{url}");
    }
    for url in
        ["https://api.stripe.com", "https://api.stripe.com/", "http://127.0.0.1:12111", "http://[::1]:12111/"]
    {
        open(url).expect(url);
    }
}
