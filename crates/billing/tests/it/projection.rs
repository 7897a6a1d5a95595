//! Payments as their messages tell, in whatever order.

use billing::invoice::Number;
use billing::projection::{
    DisputeStatus, MandateDetails, MandateStatus, MethodDetails, MethodStatus, Observation, PaymentDetails,
    PaymentStatus, Projection, RefundStatus, Reread, Said, Source, Standing, TakenBack,
};
use domain::Cents;
use fastrand::Rng;

const PAYMENTS: [PaymentStatus; 6] = [
    PaymentStatus::Created,
    PaymentStatus::ActionRequired,
    PaymentStatus::Processing,
    PaymentStatus::Failed,
    PaymentStatus::Cancelled,
    PaymentStatus::Succeeded,
];

fn details() -> PaymentDetails {
    let invoice = Some(Number::new(2027, 1).expect("a number"));
    PaymentDetails { invoice, attempt: Some(1), amount_cents: Cents(1815), ..PaymentDetails::default() }
}

fn taken() -> TakenBack {
    TakenBack { payment: "pay".to_owned(), amount_cents: Cents(600), reason: None }
}

fn message(object: &str, at: i64, said: Said) -> Observation {
    Observation { object: object.to_owned(), at, source: Source::Message, said }
}

fn payment(at: i64, status: PaymentStatus) -> Observation {
    message("pay", at, Said::Payment(status, details()))
}

fn read(mut of: Observation, at: i64) -> Observation {
    (of.at, of.source) = (at, Source::Read);
    of
}

fn told<'a>(all: impl IntoIterator<Item = &'a Observation>) -> Projection {
    let mut projection = Projection::new();
    all.into_iter().for_each(|seen| projection.observe(seen));
    projection
}

/// Calls `check` with every order of the list (Heap's algorithm).
fn every_order<T: Clone>(list: &mut Vec<T>, size: usize, check: &mut impl FnMut(&[T])) {
    if size <= 1 {
        return check(list);
    }
    for i in 0..size {
        every_order(list, size - 1, check);
        list.swap(if size.is_multiple_of(2) { i } else { 0 }, size - 1);
    }
}

#[test]
fn all_orders_of_six_messages_give_one_state() {
    // A direct debit with a refund and a dispute; three of the messages are of one second.
    let mut messages = vec![
        payment(10, PaymentStatus::Created),
        payment(10, PaymentStatus::Processing),
        payment(10, PaymentStatus::Succeeded),
        message("re", 20, Said::Refund(RefundStatus::Succeeded, taken())),
        message("dp", 30, Said::Dispute(DisputeStatus::Open, taken())),
        message("dp", 31, Said::Dispute(DisputeStatus::Lost, taken())),
    ];
    let expected = told(&messages);
    let standing = Standing {
        status: PaymentStatus::Succeeded,
        paid_cents: Cents(1815),
        refunded_cents: Cents(600),
        disputed_cents: Cents::ZERO,
        lost_cents: Cents(600),
    };
    assert_eq!(expected.standing("pay"), Some(standing));
    assert_eq!((standing.kept_cents(), expected.rereads()), (Cents(615), vec![]));
    let mut orders = 0;
    every_order(&mut messages, 6, &mut |order| {
        orders += 1;
        assert_eq!(told(order), expected);
        assert_eq!(told(order.iter().chain(order)), expected, "twice each");
    });
    assert_eq!(orders, 720);
}

#[test]
fn what_messages_cannot_settle_is_asked_for() {
    let both = [payment(10, PaymentStatus::Failed), payment(10, PaymentStatus::Processing)];
    assert_eq!(
        told(&both).rereads(),
        [Reread::Payment("pay")],
        "which came first within a second is not known"
    );
    let settled = told(&[both[0].clone(), both[1].clone(), payment(11, PaymentStatus::Succeeded)]);
    assert_eq!(settled.rereads(), []);

    let contradicting = [payment(10, PaymentStatus::Succeeded), payment(50, PaymentStatus::Cancelled)];
    let projection = told(&contradicting);
    assert_eq!(projection.rereads(), [Reread::Payment("pay")]);
    assert_eq!(
        projection.payments["pay"].status(),
        PaymentStatus::Succeeded,
        "money is not denied meanwhile"
    );
    let reread = told(contradicting.iter().chain([&read(contradicting[1].clone(), 60)]));
    assert_eq!((reread.payments["pay"].status(), reread.rereads()), (PaymentStatus::Cancelled, vec![]));

    let orphan = [message("re", 20, Said::Refund(RefundStatus::Pending, taken()))];
    assert_eq!(told(&orphan).rereads(), [Reread::Payment("pay")]);
}

#[test]
fn a_read_rules_over_what_was_said_before_it_only() {
    let stale = payment(30, PaymentStatus::Processing);
    let read_at = |at| read(payment(0, PaymentStatus::Failed), at);
    assert_eq!(told(&[stale.clone(), read_at(40)]).payments["pay"].status(), PaymentStatus::Failed);
    let newer = told(&[stale.clone(), read_at(20)]);
    assert_eq!((newer.payments["pay"].status(), newer.rereads()), (PaymentStatus::Processing, vec![]));
    let same_second = told(&[stale, read_at(30)]);
    assert_eq!(same_second.rereads(), [Reread::Payment("pay")]);
}

#[test]
fn a_failed_payment_that_is_tried_again_is_not_failed() {
    let again = [payment(10, PaymentStatus::Failed), payment(12, PaymentStatus::Processing)];
    assert_eq!(told(&again).payments["pay"].status(), PaymentStatus::Processing);
    assert_eq!(told(again.iter().rev()).payments["pay"].status(), PaymentStatus::Processing);
}

#[test]
fn a_refund_that_comes_back_is_no_refund() {
    let refund = |at, status| message("re", at, Said::Refund(status, taken()));
    let back = [
        payment(1, PaymentStatus::Succeeded),
        refund(2, RefundStatus::Succeeded),
        refund(9, RefundStatus::Failed),
    ];
    let standing = told(back.iter().rev()).standing("pay").expect("a payment");
    assert_eq!((standing.refunded_cents, standing.kept_cents()), (Cents::ZERO, Cents(1815)));
}

#[test]
fn a_method_is_usable_while_it_is_attached_and_its_mandate_in_force() {
    let method = |at, status| message("pm", at, Said::Method(status, MethodDetails::default()));
    let mandate = |at, status| {
        let details = MandateDetails { method: "pm".to_owned(), reference: None };
        message("mandate", at, Said::Mandate(status, details))
    };
    let usable = |messages: &[Observation]| {
        let (there, back) = (told(messages), told(messages.iter().rev()));
        assert_eq!(there, back);
        there.is_usable("pm")
    };
    let attached = method(1, MethodStatus::Attached);
    assert!(!usable(&[]));
    assert!(usable(std::slice::from_ref(&attached)), "a card has no mandate");
    assert!(usable(&[attached.clone(), mandate(2, MandateStatus::Active)]));
    assert!(!usable(&[attached.clone(), mandate(2, MandateStatus::Pending)]));
    assert!(!usable(&[
        attached.clone(),
        mandate(2, MandateStatus::Inactive),
        mandate(3, MandateStatus::Active)
    ]));
    assert!(!usable(&[method(0, MethodStatus::Detached), attached]));
}

/// Anything said of a few objects, true or not, within a few seconds, so that there are many ties.
fn random(rng: &mut Rng) -> Observation {
    let at = rng.i64(0..6);
    let n = rng.u8(0..3);
    let cents = Cents(rng.i64(1..4));
    let back = TakenBack { payment: format!("pay{}", rng.u8(0..3)), amount_cents: cents, reason: None };
    let (object, said) = match rng.u8(0..5) {
        0 => {
            let details = PaymentDetails { amount_cents: cents, ..details() };
            (format!("pay{n}"), Said::Payment(PAYMENTS[rng.usize(0..6)], details))
        }
        1 => {
            let status =
                [MethodStatus::Pending, MethodStatus::Attached, MethodStatus::Detached][rng.usize(0..3)];
            (
                format!("pm{n}"),
                Said::Method(status, MethodDetails { kind: cents.to_string(), ..MethodDetails::default() }),
            )
        }
        2 => {
            let status =
                [MandateStatus::Pending, MandateStatus::Active, MandateStatus::Inactive][rng.usize(0..3)];
            (
                format!("m{n}"),
                Said::Mandate(status, MandateDetails { method: format!("pm{n}"), reference: None }),
            )
        }
        3 => {
            let all = [
                RefundStatus::Pending,
                RefundStatus::Succeeded,
                RefundStatus::Failed,
                RefundStatus::Cancelled,
            ];
            (format!("re{n}"), Said::Refund(all[rng.usize(0..4)], back))
        }
        _ => {
            let all = [DisputeStatus::Inquiry, DisputeStatus::Open, DisputeStatus::Won, DisputeStatus::Lost];
            (format!("dp{n}"), Said::Dispute(all[rng.usize(0..4)], back))
        }
    };
    let source = if rng.u8(0..6) == 0 { Source::Read } else { Source::Message };
    Observation { object, at, source, said }
}

#[test]
fn ten_thousand_random_streams_give_one_state_each() {
    let streams: u64 = std::env::var("BILLING_STREAMS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    for seed in 0..streams {
        let mut rng = Rng::with_seed(seed);
        let mut stream: Vec<Observation> = (0..rng.usize(1..25)).map(|_| random(&mut rng)).collect();
        let expected = told(&stream);

        let mut other = stream.clone();
        other.extend((0..rng.usize(0..10)).map(|_| stream[rng.usize(0..stream.len())].clone()));
        rng.shuffle(&mut other);
        assert_eq!(told(&other), expected, "seed {seed}: shuffled, with duplicates");
        let (mut one, two) = other.split_at(rng.usize(0..other.len()));
        let mut joined = told(two);
        joined.join(&told(std::mem::take(&mut one)));
        assert_eq!(joined, expected, "seed {seed}: two halves joined");

        // The provider's own list decides, whatever was lost on the way.
        rng.shuffle(&mut stream);
        let truth: Vec<Observation> = stream.iter().rev().map(|seen| read(seen.clone(), 100)).collect();
        let mut objects = std::collections::BTreeMap::new();
        for seen in truth {
            objects.entry(seen.object.clone()).or_insert(seen);
        }
        let truth = told(objects.values());
        let states: Vec<String> = (0..2)
            .map(|_| {
                let kept: Vec<&Observation> = other.iter().filter(|_| rng.u8(0..4) > 0).collect();
                let all = told(kept.into_iter().chain(objects.values()));
                assert!(
                    all.rereads().iter().all(|reread| !settled(reread, &truth)),
                    "seed {seed}: nothing left to ask"
                );
                summary(&all)
            })
            .collect();
        assert_eq!(states[0], summary(&truth), "seed {seed}");
        assert_eq!(states[1], states[0], "seed {seed}");
    }
}

/// Whether the list of true objects has it; a payment may be named by its refund alone.
fn settled(reread: &Reread<'_>, truth: &Projection) -> bool {
    match reread {
        Reread::Payment(id) => truth.payments.contains_key(*id),
        _ => true,
    }
}

/// What is true of every object, without how it became known.
fn summary(projection: &Projection) -> String {
    let payments =
        projection.payments.iter().map(|(id, known)| (id, known.details(), projection.standing(id)));
    let methods =
        projection.methods.iter().map(|(id, known)| (id, known.details(), projection.is_usable(id)));
    let mandates = projection.mandates.iter().map(|(id, known)| (id, known.status()));
    let disputes = projection.disputes.iter().map(|(id, known)| (id, known.status(), known.details()));
    let refunds = projection.refunds.iter().map(|(id, known)| (id, known.status(), known.details()));
    let (payments, methods): (Vec<_>, Vec<_>) = (payments.collect(), methods.collect());
    let (mandates, disputes): (Vec<_>, Vec<_>) = (mandates.collect(), disputes.collect());
    format!("{payments:?} {methods:?} {mandates:?} {disputes:?} {:?}", refunds.collect::<Vec<_>>())
}
