//! The hosted page, from our side: started, used in a browser, read afterwards and heard of.

use std::time::Duration;

use domain::Language;
use payments::webhook::{Event, Fact, Reading, verify};
use payments::{CheckoutId, CheckoutStatus, Error, Instrument, MandateStatus, ReturnTo, SetupStatus};
use secrecy::SecretString;
use stripe_fake::{Fault, Inbox, Trouble};

use crate::world::{ACCOUNT, DETAILS, World, firm, key};

const BACK: ReturnTo<'static> = ReturnTo {
    success: "https://koprogo.example/billing?checkout={CHECKOUT_SESSION_ID}",
    cancel: "https://koprogo.example/billing",
};

fn account(iban: &str) -> String {
    format!("action=save&kind=sepa_debit&name=Parc&email=parc%40syndic.example&iban={iban}")
}

fn card(number: &str) -> String {
    format!("action=save&kind=card&name=Parc&email=parc%40syndic.example&card={number}")
}

#[tokio::test]
async fn an_account_is_saved_on_the_page_and_read_with_its_mandate() {
    let world = World::new().await;
    let customer = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("made");
    let started =
        world.payments.start_checkout(&customer, &BACK, Language::De, &key("c1")).await.expect("a page");
    let again =
        world.payments.start_checkout(&customer, &BACK, Language::De, &key("c1")).await.expect("the same");
    assert_eq!(started, again);
    let open = world.payments.checkout(&started.id).await.expect("there");
    assert_eq!(
        (&open.status, open.url.as_ref(), &open.method),
        (&CheckoutStatus::Open, Some(&started.url), &None)
    );
    assert_eq!((open.expires - world.now()).whole_hours(), 24);
    assert_eq!(open.setup.expect("begun").status, SetupStatus::Open);

    let (status, place) = world.on_the_page(&started.url, &account(ACCOUNT)).await;
    assert_eq!(
        (status, place),
        (303, Some(BACK.success.replace("{CHECKOUT_SESSION_ID}", started.id.as_str())))
    );
    let done = world.payments.checkout(&started.id).await.expect("there");
    assert_eq!(
        (done.status, done.customer.as_ref(), done.url),
        (CheckoutStatus::Complete, Some(&customer), None)
    );
    let (method, mandate) = (done.method.expect("saved"), done.mandate.expect("signed"));
    assert!(
        matches!(&method.instrument, Instrument::SepaDebit { last4, .. } if last4 == "7061"),
        "{method:?}"
    );
    assert_eq!((&mandate.method, &mandate.status), (&method.id, &MandateStatus::Active));
    assert!(mandate.reference.is_some() && mandate.url.is_some());
    assert_eq!(done.setup.expect("done").mandate, Some(mandate.id));
    assert_eq!(world.payments.methods(&customer).await.expect("a list"), [method]);
}

#[tokio::test]
async fn a_card_tells_why_it_was_not_saved_and_is_saved_after_all() {
    let world = World::new().await;
    let customer = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("made");
    let page =
        world.payments.start_checkout(&customer, &BACK, Language::Fr, &key("c1")).await.expect("a page");
    assert_eq!(world.on_the_page(&page.url, &card("4000000000000002")).await.0, 422);
    let refused = world.payments.checkout(&page.id).await.expect("there");
    assert_eq!((refused.status, &refused.method), (CheckoutStatus::Open, &None));
    assert_eq!(refused.setup.and_then(|setup| setup.failure).as_deref(), Some("generic_decline"));
    assert_eq!(world.on_the_page(&page.url, &card("5555555555554444")).await.0, 303);
    let saved = world.payments.checkout(&page.id).await.expect("there");
    assert!(
        matches!(&saved.method.expect("saved").instrument, Instrument::Card { brand, last4, .. } if brand == "mastercard" && last4 == "4444")
    );
    assert_eq!(saved.mandate, None);
}

#[tokio::test]
async fn errors_are_those_of_every_other_call() {
    let world = World::new().await;
    let customer = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("made");
    let nowhere = ReturnTo { success: "nowhere", ..BACK };
    let refused = world.payments.start_checkout(&customer, &nowhere, Language::Fr, &key("c0")).await;
    assert!(
        matches!(&refused, Err(Error::Refused { code, param: Some(param), .. }) if code == "url_invalid" && param == "success_url"),
        "{refused:?}"
    );
    let unknown = world.payments.checkout(&CheckoutId::new("cs_test_none").expect("an id")).await;
    assert!(
        matches!(&unknown, Err(Error::Refused { code, .. }) if code == "resource_missing"),
        "{unknown:?}"
    );
    world.fake.fault(Fault::once("POST /v1/checkout/sessions", Trouble::DroppedAfter));
    let page =
        world.payments.start_checkout(&customer, &BACK, Language::Fr, &key("c1")).await.expect("repeated");
    assert_eq!(world.fake.count("checkout/sessions"), 1, "with the same key");
    world.fake.advance(1).await;
    assert_eq!(world.payments.checkout(&page.id).await.expect("there").status, CheckoutStatus::Expired);
    world.fake.fault(Fault::once("GET /v1/checkout/sessions", Trouble::Unavailable).times(3));
    assert!(matches!(world.payments.checkout(&page.id).await, Err(Error::Busy { .. })));
}

#[tokio::test]
async fn webhooks_tell_what_became_of_pages() {
    let world = World::new().await;
    let inbox = Inbox::open().await.expect("a free port");
    let secret = SecretString::from(world.fake.listen(inbox.url()).expect("loopback").secret);
    let customer = world.payments.ensure_customer(firm(1), None, &DETAILS).await.expect("made");
    let used =
        world.payments.start_checkout(&customer, &BACK, Language::Nl, &key("c1")).await.expect("a page");
    let left =
        world.payments.start_checkout(&customer, &BACK, Language::Nl, &key("c2")).await.expect("a page");
    world.on_the_page(&used.url, &account(ACCOUNT)).await;
    world.fake.advance(1).await;
    let tolerance = Duration::from_secs(86_400);
    let read = |letter: stripe_fake::Letter| {
        let received =
            verify(&letter.body, &letter.signature, std::slice::from_ref(&secret), world.now(), tolerance);
        match received.expect("signed").reading {
            Reading::Event(event) => *event,
            Reading::Unreadable { reason } => panic!("{reason}"),
        }
    };
    let events: Vec<Event> = inbox.take().into_iter().map(read).collect();
    let pages: Vec<&Event> = events.iter().filter(|event| event.kind.starts_with("checkout.")).collect();
    let [completed, expired] = pages.as_slice() else { panic!("{pages:?}") };
    for (event, page, status) in
        [(completed, &used, CheckoutStatus::Complete), (expired, &left, CheckoutStatus::Expired)]
    {
        let setup = world.payments.checkout(&page.id).await.expect("there").setup.map(|setup| setup.id);
        let customer = Some(customer.clone());
        assert_eq!(event.fact, Fact::Checkout { checkout: page.id.clone(), status, customer, setup });
        assert_eq!(event.object.as_deref(), Some(page.id.as_str()));
    }
    let active = |event: &Event| matches!(event.fact, Fact::Mandate { status: MandateStatus::Active, .. });
    assert!(events.iter().any(active), "{events:?}");
}
