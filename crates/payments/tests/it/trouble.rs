//! Every operation under every trouble: what is answered, and what was done.

use std::time::Duration;

use domain::Cents;
use payments::{Error, GiveBack, InstrumentKind, PaymentId};
use stripe_fake::{Fault, Trouble};

use crate::world::{CARD, DETAILS, Payer, World, attempt, charge_of, connect, firm, key};

const TROUBLES: [Trouble; 6] = [
    Trouble::RateLimited,
    Trouble::Unavailable,
    Trouble::FailedBefore,
    Trouble::FailedAfter,
    Trouble::DroppedBefore,
    Trouble::DroppedAfter,
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    Customer,
    Setup,
    Charge,
    Refund,
    Detach,
}

const WRITES: [Operation; 5] =
    [Operation::Customer, Operation::Setup, Operation::Charge, Operation::Refund, Operation::Detach];

impl Operation {
    const fn path(self) -> &'static str {
        match self {
            Self::Customer => "POST /v1/customers",
            Self::Setup => "POST /v1/setup_intents",
            Self::Charge => "POST /v1/payment_intents",
            Self::Refund => "POST /v1/refunds",
            Self::Detach => "POST /v1/payment_methods",
        }
    }

    async fn run(self, world: &World, payer: &Payer, paid: &PaymentId) -> Result<(), Error> {
        let payments = &world.payments;
        match self {
            Self::Customer => payments.ensure_customer(firm(99), None, &DETAILS).await.map(drop),
            Self::Setup => {
                payments.start_setup(&payer.customer, &[InstrumentKind::Card], &key("s")).await.map(drop)
            }
            Self::Charge => payments.charge(&charge_of(payer, 700, "a"), &key("a")).await.map(drop),
            Self::Refund => {
                let back = GiveBack { attempt: attempt("r"), payment: paid, amount: Some(Cents(10)) };
                payments.refund(&back, &key("r")).await.map(drop)
            }
            Self::Detach => payments.detach(&payer.method).await,
        }
    }

    /// How often it was done.
    fn done(self, world: &World, payer: &Payer) -> usize {
        match self {
            Self::Customer => world.fake.count("customers") - 1,
            Self::Setup => world.fake.count("setup_intents") - 1,
            Self::Charge => world.fake.count("charges") - 1,
            Self::Refund => world.fake.count("refunds"),
            Self::Detach => {
                let method = world.fake.object(payer.method.as_str()).expect("there");
                usize::from(method["customer"].is_null())
            }
        }
    }
}

#[tokio::test]
async fn one_trouble_is_survived_with_one_effect_or_said_to_be_unknown() {
    for operation in WRITES {
        for trouble in TROUBLES {
            let world = World::new().await;
            let payer = world.payer(CARD).await;
            let paid = world.charge(&payer, 500, "earlier").await.expect("paid").id;
            world.fake.fault(Fault::once(operation.path(), trouble));
            let outcome = operation.run(&world, &payer, &paid).await;
            let done = operation.done(&world, &payer);
            match trouble {
                // Stripe keeps a 500 under its key: no repetition gets another answer.
                Trouble::FailedBefore => assert_eq!(done, 0, "{operation:?}"),
                _ => assert_eq!(done, 1, "{operation:?} {trouble:?}"),
            }
            let sticks = matches!(trouble, Trouble::FailedBefore | Trouble::FailedAfter);
            match outcome {
                Ok(()) => assert!(!sticks, "{operation:?} {trouble:?}"),
                Err(Error::Unknown { .. }) => assert!(sticks, "{operation:?} {trouble:?}"),
                Err(other) => panic!("{operation:?} {trouble:?}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn lasting_trouble_ends_after_three_calls_and_the_same_key_then_gives_one_effect() {
    for operation in WRITES {
        for trouble in
            [Trouble::RateLimited, Trouble::Unavailable, Trouble::DroppedBefore, Trouble::DroppedAfter]
        {
            let world = World::new().await;
            let payer = world.payer(CARD).await;
            let paid = world.charge(&payer, 500, "earlier").await.expect("paid").id;
            world.fake.fault(Fault::once(operation.path(), trouble).times(3));
            let error = operation.run(&world, &payer, &paid).await.expect_err("three times");
            match trouble {
                Trouble::RateLimited => {
                    assert!(matches!(error, Error::Busy { .. }), "{operation:?} {error:?}")
                }
                _ => assert!(matches!(error, Error::Unknown { .. }), "{operation:?} {trouble:?} {error:?}"),
            }
            operation.run(&world, &payer, &paid).await.expect("the fourth call goes through");
            assert_eq!(operation.done(&world, &payer), 1, "{operation:?} {trouble:?}");
        }
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_found_by_its_attempt() {
    for (trouble, there) in [(Trouble::FailedAfter, 1), (Trouble::FailedBefore, 0)] {
        let world = World::new().await;
        let payer = world.payer(CARD).await;
        let since = world.now();
        world.fake.fault(Fault::once("POST /v1/payment_intents", trouble));
        let error = world.charge(&payer, 700, "a").await.expect_err("500");
        assert!(matches!(error, Error::Unknown { .. }), "{error:?}");
        let found = world.payments.find(&payer.customer, attempt("a"), since).await.expect("a list");
        assert_eq!(found.len(), there);
    }
}

#[tokio::test]
async fn a_rate_limit_after_doubt_does_not_hide_the_doubt() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    world.fake.fault(Fault::once("POST /v1/payment_intents", Trouble::DroppedAfter));
    world.fake.fault(Fault::once("POST /v1/payment_intents", Trouble::RateLimited).times(2));
    let error = world.charge(&payer, 700, "a").await.expect_err("never an answer");
    assert!(matches!(error, Error::Unknown { .. }), "paid, and nobody knows: {error:?}");
}

#[tokio::test]
async fn silence_ends_with_the_time_limit() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    let hasty = connect(&world.fake.url(), Duration::from_millis(300));
    world.fake.fault(Fault::once("POST /v1/payment_intents", Trouble::SilentAfter));
    let payment =
        hasty.charge(&charge_of(&payer, 700, "a"), &key("a")).await.expect("the repetition is answered");
    assert_eq!((payment.amount, world.fake.count("charges")), (Cents(700), 1));
}

#[tokio::test]
async fn a_call_that_is_still_under_way_is_not_made_again() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    world.fake.fault(Fault::once("POST /v1/payment_intents", Trouble::Held));
    let charge = charge_of(&payer, 700, "a");
    let at = key("a");
    let first = world.payments.charge(&charge, &at);
    let second = async {
        world.fake.somebody_is_held().await;
        let error = world.payments.charge(&charge, &at).await.expect_err("in use");
        world.fake.release();
        error
    };
    let (first, second) = tokio::join!(first, second);
    assert!(matches!(second, Error::Unknown { .. }), "{second:?}");
    assert_eq!(first.expect("paid").amount, Cents(700));
    assert_eq!(world.fake.count("charges"), 1);
}

#[tokio::test]
async fn reads_are_repeated_and_then_busy() {
    for trouble in TROUBLES {
        let world = World::new().await;
        let payer = world.payer(CARD).await;
        let paid = world.charge(&payer, 500, "a").await.expect("paid").id;
        world.fake.fault(Fault::once("GET /v1/", trouble).times(2));
        world.payments.payment(&paid).await.expect("the third call");
        world.fake.fault(Fault::once("GET /v1/", trouble).times(3));
        let error = world.payments.payment(&paid).await.expect_err("three times");
        assert!(matches!(error, Error::Busy { .. }), "{trouble:?} {error:?}");
    }
}

#[tokio::test]
async fn nobody_listening_is_no_payment() {
    let world = World::new().await;
    let payer = world.payer(CARD).await;
    // A port that was just given back.
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    drop(listener);
    let nowhere = connect(&url, Duration::from_secs(10));
    let error = nowhere.charge(&charge_of(&payer, 700, "a"), &key("a")).await.expect_err("nobody");
    assert!(matches!(error, Error::Unknown { .. }), "{error:?}");
    let error = nowhere.methods(&payer.customer).await.expect_err("nobody");
    assert!(matches!(error, Error::Busy { .. }), "{error:?}");
}
