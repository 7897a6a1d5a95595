//! Workers that die at every step between an attempt and the ledger, with a provider that did the work or not and said so or not: no
//! payment is lost, none is made twice, and all of it is done within a minute.
//!
//! `BILLING_CRASHES=200 cargo test --release -p tests --test it -- billing::crash` dies that often at each step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use ::billing::attempt::Progress;
use domain::FirmId;
use store::BillingScope;
use stripe_fake::{Fault, Order, Trouble, Weather};
use tests::run;
use worker::Point;

use super::scene::{ASKS, CARD, DEBIT, DECLINED, Scene};

/// Looked at every five seconds, until this many have passed.
const SECONDS_MAX: u64 = 60;
const EVERY: u64 = 5;
const PAYING: &str = "POST /v1/payment_intents";

fn deaths() -> usize {
    std::env::var("BILLING_CRASHES").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

/// Means of payment that lead to a step.
fn means_to(point: Point) -> &'static [&'static str] {
    match point {
        Point::Cancelled => &[ASKS],
        Point::Read | Point::Reread => &[DEBIT],
        _ => &[CARD, CARD, CARD, DECLINED, CARD],
    }
}

/// Firms whose first invoice is asked for now, none of it done.
async fn asked(scene: &Scene, point: Point) -> Vec<(BillingScope, &'static str)> {
    let all = scene.firms(deaths()).await;
    let means = means_to(point);
    let mut firms = Vec::new();
    for (n, scope) in all.into_iter().enumerate() {
        let means = means[n % means.len()];
        scene.uses(&scope, means).await;
        if !makes_customer(point) {
            scene.knows_customer(&scope).await;
        }
        firms.push((scope, means));
    }
    firms
}

fn makes_customer(point: Point) -> bool {
    matches!(point, Point::CustomerMade | Point::CustomerKept)
}

/// The first run of each firm that comes to the step dies there.
fn die_once(
    scene: &mut Scene,
    point: Point,
    firms: &[(BillingScope, &'static str)],
) -> Arc<Mutex<BTreeSet<FirmId>>> {
    let alive: BTreeSet<FirmId> = firms.iter().map(|(scope, _)| scope.firm()).collect();
    let alive = Arc::new(Mutex::new(alive));
    let asked = alive.clone();
    scene.worker.halt = Some(Arc::new(move |at, firm| {
        at == point && asked.lock().expect("nobody panics here").remove(&firm)
    }));
    alive
}

/// One firm of four meets trouble that lasts for all repetitions of a call.
fn troubles(scene: &Scene, point: Point, firms: usize) {
    const KINDS: [Trouble; 4] =
        [Trouble::DroppedAfter, Trouble::RateLimited, Trouble::DroppedBefore, Trouble::Unavailable];
    scene.fake.clear_faults();
    if point == Point::LookedUp {
        // Kept under the key for a day: what happened can only be looked up.
        // Of those whose payment was made most are told of it by a message, and every call is repeated: the first few firms meet the one,
        // all others the other, until these troubles are taken away.
        let few = u32::try_from(firms / 2).expect("few");
        scene.fake.fault(Fault::once(PAYING, Trouble::FailedAfter).times(few));
        scene.fake.fault(Fault::once(PAYING, Trouble::FailedBefore).times(few * 100));
        return;
    }
    for n in 0..firms / 4 {
        scene.fake.fault(Fault::once(PAYING, KINDS[n % KINDS.len()]).skip(2).times(3));
    }
}

async fn undecided(scene: &Scene) -> i64 {
    scene
        .count(
            "SELECT (SELECT count(*) FROM firm.collections WHERE open_until IS NOT NULL AND state::text NOT LIKE '%\"pending\"%')
                  + (SELECT count(*) FROM jobs.jobs WHERE status <> 'done' AND kind = 'billing.collect')",
        )
        .await
}

/// Looks every few seconds until all is decided; says how many passed.
async fn drain(scene: &Scene) -> u64 {
    let mut passed = 0;
    while scene.turn().await + undecided(scene).await > 0 {
        assert!(passed <= SECONDS_MAX, "not drained after {passed} s: {} undecided", undecided(scene).await);
        scene.fake.advance_seconds(EVERY).await;
        passed += EVERY;
    }
    passed
}

async fn assert_done(scene: &Scene, point: Point, firms: &[(BillingScope, &'static str)]) {
    let compared = scene.compare().await;
    compared.assert_agreed();
    for (scope, means) in firms {
        let attempts = scene.attempts(scope).await;
        let paid = scene.paid(scope).await;
        let expected = usize::from(*means == CARD || *means == DEBIT);
        assert_eq!(paid, expected, "{point:?} {means} {}: {attempts:?}", scope.firm());
        let decided = |attempt: &Progress| match expected {
            1 => matches!(attempt, Progress::Succeeded { .. }),
            _ => matches!(attempt, Progress::Failed { .. }),
        };
        assert!(attempts.len() == 1 && attempts.iter().all(decided), "{point:?} {means}: {attempts:?}");
        assert_eq!(scene.owes(scope).await == 0, expected == 1, "{point:?} {means}");
    }
}

/// Dies at one step of every firm; how many did, and after how many seconds all was done.
async fn die_at(scene: &mut Scene, point: Point) -> (usize, u64) {
    // What is told of a first customer that nobody remembers would wait until it is given to a person.
    let lose_one_in = u32::from(makes_customer(point));
    scene.fake.weather(Weather { lose_one_in, ..Weather::default() });
    scene.until_morning().await;
    let firms = asked(scene, point).await;
    scene.worker.halt = None;
    // The trial, and all but the last minutes of the first month.
    scene.fake.advance(30).await;
    scene.worker.step_days().await.expect("the days are stepped");
    scene.fake.advance(30).await;
    if makes_customer(point) {
        // The provider knows for a day that a customer was made.
        for (scope, means) in &firms {
            scene.uses(scope, means).await;
        }
    }
    let alive = die_once(scene, point, &firms);
    troubles(scene, point, firms.len());
    scene.fake.weather(Weather { copies: 1, order: Order::Shuffled(7), ..Weather::default() });
    scene.fake.advance_seconds(86_400 - 600).await;
    scene.worker.step_days().await.expect("the days are stepped");
    let mut passed = 0;
    if point == Point::LookedUp {
        for _ in 0..3 {
            scene.turn().await;
            scene.fake.advance_seconds(50).await;
        }
        scene.fake.clear_faults();
        scene.fake.advance_seconds(24 * 3_600).await;
    }
    passed += drain(scene).await;
    for _ in 0..24 {
        if !matches!(point, Point::Read | Point::Reread) {
            break;
        }
        scene.fake.advance(1).await;
        scene.worker.step_days().await.expect("the days are stepped");
        passed = passed.max(drain(scene).await);
    }
    let died = firms.len() - alive.lock().expect("nobody panics here").len();
    assert_done(scene, point, &firms).await;
    (died, passed)
}

#[test]
fn whoever_dies_wherever_no_payment_is_lost_and_none_made_twice() {
    run(async |world| {
        let mut scene = Scene::new(world, "koprogo_crash").await;
        let mut died: BTreeMap<Point, (usize, u64)> = BTreeMap::new();
        for point in Point::ALL {
            let (count, seconds) = die_at(&mut scene, point).await;
            println!("{point:?}: {count} died, done after {seconds} s");
            died.insert(point, (count, seconds));
            // The next ones begin with an empty house.
            let mut owner = scene.databases.owner().await;
            sqlx::query("UPDATE firm.billing SET stepped_on = '9999-12-31'")
                .execute(&mut owner)
                .await
                .expect("done");
        }
        let full = died.values().filter(|(count, _)| *count >= deaths()).count();
        assert!(full >= 12, "at twelve steps and more every run died once: {died:?}");
        assert!(died.values().all(|(count, _)| *count > 0), "every step is come to: {died:?}");
    });
}
