//! The worker dies between the steps, and people go on working meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tests::interrupts::interrupt;
use tests::{run, text, wait_for};
use worker::Step;

use super::package::Opened;
use super::{Two, mails};

#[test]
fn a_worker_that_dies_at_any_step_is_followed_by_one_that_finishes() {
    run(async |world| {
        for step in [Step::Packed, Step::Stored, Step::Moved] {
            let two = Two::firms(world).await;
            let died = Arc::new(AtomicUsize::new(0));
            let deaths = died.clone();
            interrupt(two.own.building.tenant(), move |now| {
                let dies = now == step && deaths.fetch_add(1, Ordering::Relaxed) == 0;
                Box::pin(std::future::ready(dies))
            });
            let (transfer, token) = two.request(world).await;
            two.accept(&token).await;
            two.done().await;
            let id = text(&transfer, "id");
            for firm in [&two.old, &two.new] {
                let told = wait_for("both firms to be told", async || {
                    let told = mails(&world.site.anonymous(), &firm.email, "Son historique").await;
                    (!told.is_empty()).then_some(told.len())
                })
                .await;
                assert_eq!(told, 1, "{step:?}");
            }
            assert_eq!(died.load(Ordering::Relaxed).min(1), 1, "{step:?} was reached");
            let opened = Opened::of(&two.package(&id).await);
            assert_eq!(opened.manifest["statements"], 4, "{step:?}");
            let folder = world.files_dir.join(format!("handovers/{}/{id}", two.old.id));
            let builds = std::fs::read_dir(folder).expect("the packages").count();
            assert_eq!(builds, 1, "{step:?} leaves one package");
        }
    });
}

#[test]
fn what_is_written_while_the_package_is_made_is_in_the_package() {
    run(async |world| {
        let two = Two::firms(world).await;
        let building = &two.own.building;
        let (client, path) = (building.client.clone(), building.at("/receipts"));
        let payment = building.receipt("company", "2026-06-01", 4_242);
        let rounds = Arc::new(AtomicUsize::new(0));
        let packed = rounds.clone();
        interrupt(building.tenant(), move |step| {
            let first = step == Step::Packed && packed.fetch_add(1, Ordering::Relaxed) == 0;
            let (client, path, payment) = (client.clone(), path.clone(), payment.clone());
            Box::pin(async move {
                if first {
                    client.post_once(&path, payment, 201).await;
                }
                false
            })
        });
        let (transfer, token) = two.request(world).await;
        two.accept(&token).await;
        two.done().await;
        assert_eq!(rounds.load(Ordering::Relaxed), 2, "the package was made anew");
        let opened = Opened::of(&two.package(&text(&transfer, "id")).await);
        assert!(opened.text("data/receipts.csv").contains("4242"));
        let receipts = two.new.client.get(&building.at("/entries"), 200).await.to_string();
        assert!(receipts.contains("4242"), "and in the copro");
    });
}
