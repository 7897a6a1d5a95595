//! What is written down outside the database, and the clock that has it done once.

use std::time::Duration;

use audit::{Anchors, Kind, Scope};
use files::{FileStore, Place};
use store::WorkerScope;
use tests::database::Databases;
use tests::run;

use super::{findings, verified};

#[test]
fn a_chain_that_is_gone_altogether_is_missed() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_anchors").await;
        let store = databases.store().await;
        let place = world.files_dir.with_extension("anchors");
        let _ = std::fs::remove_dir_all(&place);
        let files = FileStore::open(&Place::Directory(place)).expect("a file store");
        let worker = world.idle_worker(&store, &files);
        let mut administrator = databases.administrator().await;
        let id = uuid::Uuid::now_v7();
        let found = "INSERT INTO firm.firms (firm_id, country, name, company_number) VALUES ($1, 'BE', 'Gérance du Quai', '1970.000.001')";
        sqlx::query(found).bind(id).execute(&mut administrator).await.expect("a firm");
        assert_eq!(worker.anchor().await.expect("an anchor"), 1);
        assert_eq!(
            worker.anchor().await.expect("nothing new"),
            0,
            "what did not change is not written again"
        );
        let rename = "UPDATE firm.firms SET name = name || '!' WHERE firm_id = $1";
        sqlx::query(rename).bind(id).execute(&mut administrator).await.expect("a change");
        // A worker that died between file and database: the next takes its file over.
        sqlx::query("UPDATE jobs.audit_anchor SET number = 0, hash = decode(repeat('00', 32), 'hex')")
            .execute(&mut administrator)
            .await
            .expect("forgotten");
        assert_eq!(worker.anchor().await.expect("the second file"), 1);
        assert_eq!(files.anchor_numbers().await.expect("a list"), vec![1, 2]);

        let read = async || {
            let mut anchors = Anchors::new(Some(&world.keys));
            for number in files.anchor_numbers().await.expect("a list") {
                anchors.file(number, &files.anchor(number).await.expect("a file"));
            }
            let (count, ends, findings) = anchors.finish(None);
            assert_eq!((count, findings), (2, vec![]));
            ends
        };
        let report = verified(&mut administrator, None, read().await).await;
        assert_eq!((findings(&report), report.entries, report.anchored), (vec![], 3, 1));
        sqlx::raw_sql(
            "SET session_replication_role = replica; DELETE FROM firm.audit_entries; DELETE FROM firm.audit_chain;
             DELETE FROM firm.audit_heads; DELETE FROM firm.billing; DELETE FROM firm.firms",
        )
        .execute(&mut administrator)
        .await
        .expect("everything is gone");
        let report = verified(&mut administrator, None, read().await).await;
        let scope = Scope { kind: Kind::Firm, id };
        assert_eq!(
            findings(&report),
            vec![format!("{scope}, seq 0: the chain ends at 0, but 3 was written down outside the database")]
        );
    });
}

#[test]
fn of_many_workers_one_does_what_is_due() {
    run(async |world| {
        let claims = (0..12).map(|_| {
            tokio::spawn(async {
                let mut tx = world.store.begin(&WorkerScope, "test.claim").await.expect("a transaction");
                let mine =
                    tx.periodic_claim("test.once", Duration::from_secs(3600)).await.expect("an answer");
                tx.commit().await.expect("a commit");
                usize::from(mine)
            })
        });
        let mut winners = 0;
        for claim in claims.collect::<Vec<_>>() {
            winners += claim.await.expect("an answer");
        }
        assert_eq!(winners, 1);
    });
}
