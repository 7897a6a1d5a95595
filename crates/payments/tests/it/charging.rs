//! Being paid: at once, after days, not at all, and back.

use domain::Cents;
use payments::{
    DisputeId, Error, GiveBack, MandateId, MandateStatus, MovementId, PaymentStatus, RefundStatus,
};

use crate::world::{ACCOUNT, CARD, World, attempt, key};

#[tokio::test]
async fn a_card_is_charged_once_per_key() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    let paid = world.charge(&payer, 18_150, "a1").await.expect("paid");
    assert_eq!(
        (&paid.status, paid.amount, paid.received),
        (&PaymentStatus::Succeeded, Cents(18_150), Cents(18_150))
    );
    assert_eq!((paid.attempt, paid.firm), (Some(attempt("a1")), Some(payer.firm)));
    assert_eq!(
        (paid.invoice.as_deref(), paid.customer.as_ref()),
        (Some("2026-000017"), Some(&payer.customer))
    );
    assert_eq!(world.charge(&payer, 18_150, "a1").await.expect("the same answer"), paid);
    assert_eq!(world.fake.count("charges"), 1);
    assert_eq!(world.payments.payment(&paid.id).await.expect("there"), paid);

    let charge = world.fake.object(paid.charge.expect("a charge").as_str()).expect("a charge");
    let movement = MovementId::new(charge["balance_transaction"].as_str().expect("an id")).expect("an id");
    let movement = world.payments.movement(&movement).await.expect("a movement");
    assert_eq!((movement.amount, movement.fee), (Cents(18_150), Cents(25 + 272)));
    assert_eq!(movement.net, Cents(18_150 - 297));
    assert_eq!(movement.source.as_deref(), charge["id"].as_str());
}

#[tokio::test]
async fn declines_say_why_and_stay_what_they_were() {
    let world = World::new().await;
    let payer = world.payer("pm_card_chargeCustomerFail").await;
    for _ in 0..2 {
        let error = world.charge(&payer, 2_000, "a1").await.expect_err("declined");
        let Error::Declined { code, payment: Some(payment) } = error else { panic!("{error:?}") };
        assert_eq!(code, "generic_decline");
        let payment = world.payments.payment(&payment).await.expect("there");
        assert_eq!((payment.status, payment.failure), (PaymentStatus::Failed, Some(code)));
    }
    assert_eq!(world.fake.count("charges"), 1);
}

#[tokio::test]
async fn a_bank_that_asks_the_holder_is_no_decline() {
    let world = World::new().await;
    let payer = world.payer("pm_card_authenticationRequired").await;
    let error = world.charge(&payer, 2_000, "a1").await.expect_err("asked");
    let Error::ActionRequired { payment: Some(payment), client_secret: Some(secret) } = error else {
        panic!("{error:?}")
    };
    assert!(secret.starts_with(payment.as_str()));
    let saved = world.payer("pm_card_authenticationRequiredOnSetup").await;
    world.charge(&saved, 2_000, "a2").await.expect("asked once, when it was saved");
}

#[tokio::test]
async fn a_debit_is_processing_for_days() {
    let world = World::new().await;
    let payer = world.payer(ACCOUNT).await;
    let asked = world.charge(&payer, 99_00, "a1").await.expect("asked for");
    assert_eq!((&asked.status, asked.received), (&PaymentStatus::Processing, Cents::ZERO));
    world.fake.advance(5).await;
    let stale = world.charge(&payer, 99_00, "a1").await;
    assert!(
        stale.is_ok_and(|payment| payment.id != asked.id),
        "the key is forgotten after a day: never ask again"
    );
    let paid = world.payments.payment(&asked.id).await.expect("there");
    assert_eq!((paid.status, paid.received), (PaymentStatus::Succeeded, Cents(99_00)));
}

#[tokio::test]
async fn a_debit_that_fails_or_returns() {
    let world = World::new().await;
    let failing = world.payer("BE68539007547034").await;
    let asked = world.charge(&failing, 2_000, "a1").await.expect("asked for");
    world.fake.advance(5).await;
    let failed = world.payments.payment(&asked.id).await.expect("there");
    assert_eq!(
        (failed.status, failed.failure.as_deref()),
        (PaymentStatus::Failed, Some("debit_not_authorized"))
    );

    let returning = world.payer("BE08510007547063").await;
    let asked = world.charge(&returning, 2_000, "a2").await.expect("asked for");
    world.fake.advance(25).await;
    let dispute = world.fake.objects("disputes")[0]["id"].as_str().expect("an id").to_owned();
    let dispute = world.payments.dispute(&DisputeId::new(&dispute).expect("an id")).await.expect("there");
    assert_eq!((dispute.payment.as_ref(), dispute.amount), (Some(&asked.id), Cents(2_000)));
    assert_eq!((dispute.status.as_str(), dispute.reason.as_str()), ("lost", "debit_not_authorized"));
    let error = world.charge(&returning, 2_000, "a3").await.expect_err("no mandate");
    assert!(
        matches!(error, Error::Refused { ref code, .. } if code == "payment_intent_mandate_invalid"),
        "{error:?}"
    );
    let mandate = world.fake.objects("mandates")[0]["id"].as_str().expect("an id").to_owned();
    let mandate = world.payments.mandate(&MandateId::new(&mandate).expect("an id")).await.expect("there");
    assert_eq!((mandate.status, mandate.method), (MandateStatus::Inactive, returning.method));
    assert!(mandate.reference.is_some_and(|reference| !reference.is_empty()));
}

#[tokio::test]
async fn money_is_given_back_once_per_key() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    let paid = world.charge(&payer, 5_000, "a1").await.expect("paid");
    let back = GiveBack { attempt: attempt("r1"), payment: &paid.id, amount: Some(Cents(2_000)) };
    let first = world.payments.refund(&back, &key("r1")).await.expect("given back");
    assert_eq!(world.payments.refund(&back, &key("r1")).await.expect("the same"), first);
    assert_eq!(
        (first.status, first.amount, first.attempt),
        (RefundStatus::Succeeded, Cents(2_000), Some(attempt("r1")))
    );
    let rest = GiveBack { attempt: attempt("r2"), payment: &paid.id, amount: None };
    assert_eq!(world.payments.refund(&rest, &key("r2")).await.expect("given back").amount, Cents(3_000));
    let more = world.payments.refund(&rest, &key("r3")).await.expect_err("nothing left");
    assert!(matches!(more, Error::Refused { ref code, .. } if code == "charge_already_refunded"), "{more:?}");
    let all = world.payments.refunds(&paid.id).await.expect("a list");
    assert_eq!(all.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [Cents(3_000), Cents(2_000)]);
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_not() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    for cents in [0, -1] {
        let error = world.charge(&payer, cents, "a1").await.expect_err("refused");
        assert!(matches!(error, Error::Refused { ref code, .. } if code == "bad_amount"), "{error:?}");
    }
    let error = world.charge(&payer, 49, "a1").await.expect_err("too little");
    assert!(matches!(error, Error::Refused { ref code, .. } if code == "amount_too_small"), "{error:?}");
    world.charge(&payer, 50, "k").await.expect("paid");
    let error = world.charge(&payer, 51, "k").await.expect_err("another body");
    assert!(
        matches!(error, Error::Refused { ref code, .. } if code.starts_with("idempotency_error")),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_attempt_is_found_among_many_payments() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    let since = world.now();
    let wanted = world.charge(&payer, 1_000, "wanted").await.expect("paid");
    for n in 0..120 {
        world.charge(&payer, 1_000, &format!("other-{n}")).await.expect("paid");
    }
    let found = world.payments.find(&payer.customer, attempt("wanted"), since).await.expect("a list");
    assert_eq!(found, [wanted]);
    assert_eq!(world.payments.find(&payer.customer, attempt("none"), since).await.expect("a list"), []);
    let stranger = world.payer(CARD).await;
    assert_eq!(world.payments.find(&stranger.customer, attempt("wanted"), since).await.expect("a list"), []);
}
