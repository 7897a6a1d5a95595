//! Deliveries in all weathers, and the list that makes up for what they lose.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::Cents;
use payments::webhook::{Event, Fact, MethodChange, Reading, verify};
use payments::{MandateStatus, PaymentStatus};
use secrecy::SecretString;
use stripe_fake::{Inbox, Order, Weather};

use crate::world::{ACCOUNT, CARD, World};

const TOLERANCE: Duration = Duration::from_secs(300);

fn receive(world: &World, inbox: &Inbox, secret: &SecretString) -> Vec<Event> {
    let read = |letter: stripe_fake::Letter| {
        let received =
            verify(&letter.body, &letter.signature, std::slice::from_ref(secret), world.now(), TOLERANCE);
        let received = received.expect("signed");
        assert_eq!(received.raw, letter.body);
        match received.reading {
            Reading::Event(event) => *event,
            Reading::Unreadable { reason } => panic!("{reason}"),
        }
    };
    inbox.take().into_iter().map(read).collect()
}

/// A story with every kind of fact in it.
async fn story(world: &World) {
    let (card, account) = (world.payer(CARD).await, world.payer(ACCOUNT).await);
    world.charge(&card, 1_000, "card").await.expect("paid");
    let debit = world.charge(&account, 2_000, "debit").await.expect("asked for");
    world.fake.advance(5).await;
    let refused = world.payer("pm_card_chargeCustomerFail").await;
    world.charge(&refused, 3_000, "refused").await.expect_err("declined");
    let back = payments::GiveBack {
        attempt: crate::world::attempt("r"),
        payment: &debit.id,
        amount: Some(Cents(500)),
    };
    world.payments.refund(&back, &crate::world::key("r")).await.expect("given back");
    world.payments.detach(&card.method).await.expect("taken away");
    let late = world.payer("BE08510007547063").await;
    world.charge(&late, 4_000, "late").await.expect("asked for");
    world.fake.advance(25).await;
}

#[tokio::test]
async fn every_event_we_know_is_read_alike_from_a_delivery_and_from_the_list() {
    let world = World::new().await;
    let inbox = Inbox::open().await.expect("a free port");
    let secret = SecretString::from(world.fake.listen(inbox.url()).expect("loopback").secret);
    let since = world.now();
    story(&world).await;
    let delivered = receive_all(&world, &inbox, &secret).await;
    let listed = world.payments.events_since(since, 10).await.expect("a list");
    assert!(listed.complete);
    assert_eq!(delivered, listed.events);
    for event in &delivered {
        assert!(!matches!(event.fact, Fact::Unreadable { .. }), "{event:?}");
        assert!(event.object.is_some() && !event.live);
    }
    let has = |wanted: fn(&Fact) -> bool| delivered.iter().any(|event| wanted(&event.fact));
    assert!(has(|fact| matches!(fact, Fact::Payment(payment) if payment.status == PaymentStatus::Failed)));
    assert!(has(|fact| matches!(fact, Fact::Payment(payment) if payment.received == Cents(2_000))));
    assert!(has(|fact| matches!(fact, Fact::Setup(setup) if setup.mandate.is_some())));
    assert!(has(|fact| matches!(fact, Fact::Method { change: MethodChange::Detached, customer: None, .. })));
    assert!(has(|fact| matches!(fact, Fact::Mandate { status: MandateStatus::Inactive, .. })));
    assert!(has(|fact| matches!(fact, Fact::Refund(refund) if refund.amount == Cents(500))));
    assert!(has(|fact| matches!(fact, Fact::Dispute(dispute) if dispute.status == "lost")));
    assert!(has(|fact| matches!(fact, Fact::Unknown)));
}

async fn receive_all(world: &World, inbox: &Inbox, secret: &SecretString) -> Vec<Event> {
    world.fake.deliver().await;
    // Signed on the days of the story; what is asked here is what they say.
    let old = Duration::from_secs(400 * 86_400);
    let read = |letter: stripe_fake::Letter| match verify(
        &letter.body,
        &letter.signature,
        std::slice::from_ref(secret),
        world.now(),
        old,
    )
    .expect("signed")
    .reading
    {
        Reading::Event(event) => *event,
        Reading::Unreadable { reason } => panic!("{reason}"),
    };
    inbox.take().into_iter().map(read).collect()
}

#[tokio::test]
async fn doubled_shuffled_and_lost_deliveries_and_the_list_tell_the_same_story() {
    for (seed, lose_one_in) in [(1, 0), (2, 3), (3, 2), (4, 1)] {
        let world = World::new().await;
        let inbox = Inbox::open().await.expect("a free port");
        let secret = SecretString::from(world.fake.listen(inbox.url()).expect("loopback").secret);
        world.fake.weather(Weather { copies: 2, order: Order::Shuffled(seed), lose_one_in, delay: 0 });
        let since = world.now();
        let payer = world.payer(ACCOUNT).await;
        for n in 0..5 {
            world.charge(&payer, 1_000 + n, &format!("a{n}")).await.expect("asked for");
        }
        world.fake.deliver().await;
        // Stored once by id, in whatever order; the nightly list fills in what was lost.
        let mut stored: BTreeMap<_, Event> = BTreeMap::new();
        for event in receive(&world, &inbox, &secret) {
            assert_eq!(
                *stored.entry(event.id.clone()).or_insert_with(|| event.clone()),
                event,
                "a copy is a copy"
            );
        }
        let listed = world.payments.events_since(since, 10).await.expect("a list").events;
        assert!(lose_one_in != 1 || stored.is_empty());
        assert!(lose_one_in != 0 || stored.len() == listed.len());
        stored.extend(listed.iter().map(|event| (event.id.clone(), event.clone())));
        assert_eq!(stored.len(), listed.len(), "nothing was delivered that is not listed");
    }
}

#[tokio::test]
async fn a_long_list_says_when_it_is_cut() {
    let world = World::new().await;
    let since = world.now();
    let payer = world.payer(CARD).await;
    for n in 0..40 {
        world.charge(&payer, 1_000, &format!("a{n}")).await.expect("paid");
    }
    let cut = world.payments.events_since(since, 1).await.expect("a list");
    assert_eq!((cut.events.len(), cut.complete), (100, false));
    let whole = world.payments.events_since(since, 2).await.expect("a list");
    assert!(whole.complete && whole.events.len() > 120);
    assert!(whole.events.ends_with(&cut.events), "what is cut is old");
    assert!(whole.events.is_sorted_by_key(|event| event.created));
}
