//! How long it takes to find out what a caller may enter, in a database with many firms.

use std::time::{Duration, Instant};

use tests::database::Databases;
use tests::run;

const FIRMS: i32 = 500;
const COPROS_EACH: i32 = 20;
const CALLS: usize = 2_000;

/// One round trip, by keys alone: neither the number of firms nor that of copros shows. The bound is far above what is measured, so that a
/// busy machine does not break it and a scan of ten thousand rows does.
#[test]
fn a_copro_is_resolved_by_its_keys_however_many_there_are() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_resolver").await;
        let mut owner = databases.administrator().await;
        for statement in [
            "INSERT INTO firm.firms (firm_id, country, name, company_number)
             SELECT md5('f' || f)::uuid, 'BE', 'Gérance ' || f, '0123.456.749' FROM generate_series(1, $1) f WHERE $2 > 0",
            "INSERT INTO firm.billing (firm_id, subscription_id) SELECT md5('f' || f)::uuid, md5('f' || f)::uuid FROM generate_series(1, $1) f WHERE $2 > 0",
            "INSERT INTO firm.members (firm_id, user_id, role, all_copros)
             SELECT md5('f' || f)::uuid, md5('u' || f || '-' || m)::uuid, CASE m WHEN 1 THEN 'firm_admin' ELSE 'assistant' END, m = 1
               FROM generate_series(1, $1) f, generate_series(1, 5) m WHERE $2 > 0",
            "INSERT INTO firm.copros (firm_id, tenant_id, slug, name, city, status, shares_total)
             SELECT md5('f' || f)::uuid, md5('c' || f || '-' || c)::uuid, 'copro-' || f || '-' || c, 'Copro ' || c, 'Mons', 'draft', 1000
               FROM generate_series(1, $1) f, generate_series(1, $2) c",
            "INSERT INTO tenant.copro (tenant_id, slug, name, street, postal_code, city, country, language, shares_total, fiscal_year_start)
             SELECT tenant_id, slug, name, 'Rue', '7000', city, 'BE', 'fr', 1000, '01-01' FROM firm.copros WHERE $1 + $2 > 0",
            "INSERT INTO firm.assignments (firm_id, user_id, tenant_id)
             SELECT md5('f' || f)::uuid, md5('u' || f || '-2')::uuid, md5('c' || f || '-' || c)::uuid
               FROM generate_series(1, $1) f, generate_series(1, $2) c",
            "INSERT INTO tenant.members (tenant_id, user_id, role)
             SELECT c.tenant_id, md5('n' || c.slug || n)::uuid, 'co_owner' FROM firm.copros c, generate_series(1, 20) n WHERE $1 + $2 > 0",
        ] {
            let mut tx = sqlx::Connection::begin(&mut owner).await.expect("a transaction");
            // The audit log is not what is measured here.
            sqlx::query("SET LOCAL session_replication_role = replica").execute(&mut *tx).await.expect("no triggers");
            let done = sqlx::query(statement).bind(FIRMS).bind(COPROS_EACH).execute(&mut *tx).await;
            if let Err(error) = done {
                panic!("{statement}: {error}");
            }
            tx.commit().await.expect("a commit");
        }
        sqlx::query("ANALYZE").execute(&mut owner).await.expect("statistics");
        let mut app = databases.app().await;
        for (who, caller) in
            [("administrator", "u250-1"), ("assistant", "u250-2"), ("co-owner", "ncopro-250-77")]
        {
            let mut taken = Vec::with_capacity(CALLS);
            for call in 0..CALLS {
                let slug = if who == "co-owner" {
                    "copro-250-7".to_owned()
                } else {
                    format!("copro-250-{}", call % 20 + 1)
                };
                let started = Instant::now();
                let found = sqlx::query("SELECT firm_role FROM app.resolve_copro(md5($1)::uuid, $2)")
                    .bind(caller)
                    .bind(&slug)
                    .fetch_all(&mut app)
                    .await
                    .expect("an answer");
                taken.push(started.elapsed());
                assert_eq!(found.len(), 1, "{who} {slug}");
            }
            taken.sort_unstable();
            let (median, late) = (taken[CALLS / 2], taken[CALLS * 99 / 100]);
            println!("resolve_copro as {who}: median {} µs, p99 {} µs", median.as_micros(), late.as_micros());
            assert!(median < Duration::from_millis(5), "{who}: {median:?}");
        }
    });
}
