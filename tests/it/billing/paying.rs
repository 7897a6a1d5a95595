//! From signing up to a paid invoice, and what goes wrong on the way, with days that pass.

use ::billing::attempt::Progress;
use ::billing::subscription::Collection;
use tests::run;

use super::scene::{ASKS, CARD, DEBIT, DECLINED, RETURNED, Scene};

/// A trial of thirty days, and a month.
const FIRST_INVOICE: u32 = 62;

#[test]
fn a_card_pays_the_first_invoice() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_card").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, CARD).await;
        assert!(scene.subscription(&firm).await.method().is_some(), "the message told of the card");
        scene.live(FIRST_INVOICE).await;
        assert!(scene.subscription(&firm).await.bills().is_empty());
        assert!(scene.paid(&firm).await >= 1);
        assert_eq!(scene.owes(&firm).await, 0);
        scene.compare().await.assert_agreed();
    });
}

#[test]
fn a_debit_is_under_way_for_days_and_then_paid() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_debit").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, DEBIT).await;
        scene.live(FIRST_INVOICE).await;
        let mut seen_under_way = false;
        for _ in 0..30 {
            scene.live(1).await;
            let bills = scene.subscription(&firm).await.bills().to_vec();
            seen_under_way |=
                bills.iter().any(|bill| matches!(bill.collection, Collection::Processing { .. }));
        }
        assert!(seen_under_way);
        assert!(scene.paid(&firm).await >= 1);
        scene.compare().await.assert_agreed();
        let digits = scene.count("SELECT count(*) FROM firm.payment_methods WHERE mandate IS NOT NULL").await;
        assert_eq!(digits, 1, "the mandate is known by its reference");
    });
}

#[test]
fn a_declined_card_is_tried_again_and_another_one_pays() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_declined").await;
        let firm = scene.firms(1).await.remove(0);
        let customer = scene.signs_up(&firm, DECLINED).await;
        scene.live(FIRST_INVOICE + 10).await;
        let attempts = scene.attempts(&firm).await;
        assert!(attempts.len() >= 2, "{attempts:?}");
        assert!(attempts.iter().all(|attempt| matches!(attempt, Progress::Failed { .. })), "{attempts:?}");
        assert_eq!(scene.paid(&firm).await, 0);
        scene.save(&customer, CARD).await;
        scene.settle().await;
        assert_eq!((scene.paid(&firm).await, scene.owes(&firm).await), (1, 0));
        scene.compare().await.assert_agreed();
    });
}

#[test]
fn a_firm_that_pays_now_begins_one_attempt_and_no_more() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_now").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, DECLINED).await;
        scene.live(FIRST_INVOICE).await;
        let before = scene.attempts(&firm).await.len();
        let number = scene.subscription(&firm).await.bills()[0].invoice;
        let pay = async || {
            let mut tx = scene.store.begin(&firm, "test.pay").await.expect("a transaction");
            let asked = tx.pay_now(&scene.worker.rules, scene.now(), number).await;
            if asked.is_ok() {
                tx.commit().await.expect("commits");
            }
            asked.is_ok()
        };
        assert!(pay().await);
        assert!(!pay().await, "it is on its way");
        scene.settle().await;
        assert_eq!(scene.attempts(&firm).await.len(), before + 1);
        let told = async || {
            let mut tx = scene.store.begin_read(&firm, "test.told").await.expect("a transaction");
            tx.attempts_told(number).await.expect("moments")
        };
        assert_eq!(told().await.len(), before + 1, "the provider told of each");
        while pay().await {
            scene.settle().await;
        }
        let tried = scene.subscription(&firm).await.bills()[0].failures;
        assert_eq!(tried, ::billing::subscription::TRIES_ASKED_MAX, "the rest is for another card");
        let customer = scene.knows_customer(&firm).await;
        scene.save(&customer, CARD).await;
        scene.settle().await;
        assert_eq!((scene.paid(&firm).await, scene.owes(&firm).await), (1, 0));
        assert!(!pay().await, "nothing is owed");
        scene.compare().await.assert_agreed();
    });
}

#[test]
fn a_payment_that_wants_its_holder_ends_and_is_never_paid_behind_our_back() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_asks").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, ASKS).await;
        scene.live(FIRST_INVOICE).await;
        let attempts = scene.attempts(&firm).await;
        let asked = |attempt: &Progress| matches!(attempt, Progress::Failed { code, .. } if code == "authentication_required");
        assert!(!attempts.is_empty() && attempts.iter().all(asked), "{attempts:?}");
        let open = scene.fake.objects("payment_intents");
        assert!(open.iter().all(|payment| payment["status"] == "canceled"), "{open:?}");
        scene.compare().await.assert_agreed();
    });
}

#[test]
fn a_debit_that_its_bank_takes_back_is_owed_again() {
    run(async |world| {
        let scene = Scene::new(world, "koprogo_returned").await;
        let firm = scene.firms(1).await.remove(0);
        scene.signs_up(&firm, RETURNED).await;
        scene.live(FIRST_INVOICE + 50).await;
        let book = scene.book(&firm).await;
        let returned = book
            .entries()
            .iter()
            .filter(|entry| matches!(entry.fact, ::billing::receivable::FactKey::Return { .. }));
        assert!(returned.count() >= 1, "{:?}", book.entries());
        assert!(scene.owes(&firm).await > 0);
        let subscription = scene.subscription(&firm).await;
        assert!(!subscription.bills().is_empty());
        let attempts = scene.attempts(&firm).await;
        assert!(attempts.iter().any(|attempt| matches!(attempt, Progress::TakenBack { .. })), "{attempts:?}");
    });
}
