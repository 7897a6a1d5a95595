//! What the log costs. Run alone, and optimised:
//! `cargo test --release -p tests --test it -- --ignored --nocapture audit::cost`

use std::time::{Duration, Instant};

use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;
use tests::{Building, Firm, World, run};

const ROUND: Duration = Duration::from_secs(4);
const WRITERS: usize = 8;

/// Switches the log of every table off or on.
async fn switch(owner: &mut PgConnection, on: bool) {
    let verb = if on { "ENABLE" } else { "DISABLE" };
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit_insert'")
            .fetch_all(&mut *owner)
            .await
            .expect("tables");
    for table in tables {
        for kind in ["insert", "update", "delete"] {
            let text = format!("ALTER TABLE {table} {verb} TRIGGER audit_{kind}");
            sqlx::query(AssertSqlSafe(text)).execute(&mut *owner).await.expect("a switch");
        }
    }
}

/// Transactions of one row per second, by eight writers on one copro or on eight.
async fn writes_per_second(world: &'static World, tenants: &[uuid::Uuid]) -> f64 {
    let begun = Instant::now();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let id = tenants[writer % tenants.len()];
            tokio::spawn(async move {
                let mut owner = world.databases.owner().await;
                let mut done = 0_u32;
                while begun.elapsed() < ROUND {
                    sqlx::query("INSERT INTO tenant.persons (tenant_id, id, kind, last_name, language) VALUES ($1, gen_random_uuid(), 'natural', 'Mesure', 'fr')")
                        .bind(id)
                        .execute(&mut owner)
                        .await
                        .expect("a row");
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut total = 0;
    for writer in writers {
        total += writer.await.expect("a writer");
    }
    f64::from(total) / begun.elapsed().as_secs_f64()
}

/// The median of `POST /lots`, in milliseconds.
async fn lots(building: &Building, from: usize) -> f64 {
    let mut times = Vec::new();
    for n in from..from + 150 {
        let lot = serde_json::json!({"code": format!("M{n}"), "nature": "cellar", "shares": 0});
        let begun = Instant::now();
        building.client.post(&building.at("/lots"), lot, 201).await;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[test]
#[ignore = "measures; takes half a minute and the whole machine"]
fn the_cost_of_being_told() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let mut buildings = Vec::new();
        for n in 0..WRITERS {
            buildings.push(Building::draft(&firm, &format!("Résidence {n}")).await);
        }
        let all: Vec<uuid::Uuid> = buildings.iter().map(Building::tenant).collect();
        let mut owner = world.databases.owner().await;
        // Without, with, without, with: what warms up on the way falls on both.
        let mut figures = [[0.0_f64; 3]; 2];
        for (turn, building) in buildings.iter().enumerate().take(4) {
            let on = turn % 2 == 1;
            switch(&mut owner, on).await;
            let figure = &mut figures[usize::from(on)];
            figure[0] += writes_per_second(world, &all[..1]).await / 2.0;
            figure[1] += writes_per_second(world, &all).await / 2.0;
            figure[2] += lots(building, 1000 * turn).await / 2.0;
        }
        println!("                              without     with    ratio");
        for (name, place) in
            [("writes/s, one copro", 0), ("writes/s, eight copros", 1), ("POST /lots, p50 ms", 2)]
        {
            let (without, with) = (figures[0][place], figures[1][place]);
            println!("{name:<28} {without:>8.1} {with:>8.1} {:>8.2}", with / without);
        }
    });
}
