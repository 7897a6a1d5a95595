//! Numbers of invoices: 1 to n without gap, days that never go back, whoever finalises at the same time and however often it comes to
//! nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use ::billing::desk::Rules;
use ::billing::invoice::chain;
use sqlx::Row;
use store::{BillingScope, Store};
use tests::database::Databases;
use tests::run;
use time::{Date, OffsetDateTime};

use super::{accounts, days, firms, rules, settle};

const FINALISERS: i32 = 64;
const MONTHS: i64 = 6;

#[derive(Default)]
struct Tries {
    rolled_back: AtomicU32,
    committed: AtomicU32,
}

/// Steps a firm's days up to an instant; some tries come to nothing after the number was given out.
async fn step(store: &Store, scope: &BillingScope, rules: &Rules, now: OffsetDateTime, tries: &Tries) {
    loop {
        let mut tx = store.begin(scope, "test.step").await.expect("a transaction");
        let sitting = tx.at_desk(rules, now, |_| Ok(())).await.expect("a sitting");
        assert_eq!(sitting.wait, None);
        // A third of the sittings that issue something come to nothing, by chance.
        let given_up = !sitting.issued.is_empty() && uuid::Uuid::now_v7().as_bytes()[15].is_multiple_of(3);
        if given_up {
            tries.rolled_back.fetch_add(1, Ordering::Relaxed);
            drop(tx);
            continue;
        }
        tx.commit().await.expect("commits");
        tries.committed.fetch_add(1, Ordering::Relaxed);
        return;
    }
}

#[test]
fn sixty_four_finalisers_leave_no_gap() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_numbers").await;
        let store = databases.store().await;
        firms(&databases, FINALISERS).await;
        let (rules, tries) = (Arc::new(rules()), Arc::new(Tries::default()));
        let start = OffsetDateTime::now_utc();
        let all = accounts(&store, start).await;
        assert_eq!(all.len(), 64);
        let mut running = tokio::task::JoinSet::new();
        for scope in all {
            let (store, rules, tries) = (store.clone(), rules.clone(), tries.clone());
            running.spawn(async move {
                settle(&store, &scope, &rules, start).await;
                for month in 1..=MONTHS {
                    step(&store, &scope, &rules, start + days(30 + month * 31), &tries).await;
                }
            });
        }
        while let Some(done) = running.join_next().await {
            done.expect("a finaliser");
        }
        let issued = check_archive(&databases).await;
        let rolled_back = tries.rolled_back.load(Ordering::Relaxed);
        println!("{issued} invoices, {rolled_back} rolled back, {:?} steps", tries.committed);
        assert!(issued >= 64 * 5 && rolled_back > 64, "{issued} invoices, {rolled_back} rolled back");
    });
}

/// Reads the whole archive as its owner: numbers, days, causes, bytes and links.
pub async fn check_archive(databases: &Databases) -> usize {
    let mut owner = databases.owner().await;
    let rows = sqlx::query(
        "SELECT year, sequence, issued_on, canonical, link FROM firm.invoices ORDER BY year, sequence",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the archive");
    let (mut year, mut last, mut day) = (0, 0, Date::MIN);
    for row in &rows {
        let (of, sequence): (i32, i32) = (row.get("year"), row.get("sequence"));
        if of != year {
            (year, last) = (of, 0);
        }
        assert_eq!(sequence, last + 1, "numbers of {year} have no gap");
        let on: Date = row.get("issued_on");
        assert!(day <= on, "{year}-{sequence}: days never go back");
        (last, day) = (sequence, on);
    }
    let documents: Vec<(Vec<u8>, [u8; 32])> = rows
        .iter()
        .map(|row| (row.get("canonical"), row.get::<Vec<u8>, _>("link").try_into().expect("32 bytes")))
        .collect();
    let links = documents.iter().map(|(bytes, link)| (bytes.as_slice(), *link));
    chain::verify(chain::START, links).expect("the chain holds");
    for (bytes, _) in &documents {
        let invoice = ::billing::invoice::Invoice::from_canonical(bytes).expect("an invoice");
        assert_eq!(invoice.check(), Ok(()));
    }
    rows.len()
}
