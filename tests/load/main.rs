//! The proofs under load, short; `bin/load` runs them longer and prints the figures. A binary of their own: what is measured here is time,
//! and nothing else may run beside it. Not even each other.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tests::World;
use tests::fairness::{self, Caps};

static ALONE: Mutex<()> = Mutex::new(());

fn run(proof: impl AsyncFnOnce(&'static World)) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    tests::run(proof);
}

fn number(figures: &Value, name: &str) -> f64 {
    figures[name].as_f64().unwrap_or_else(|| panic!("no {name} in {figures:#}"))
}

#[test]
fn a_flood_in_one_copro_costs_another_at_most_twice_its_time_and_no_error() {
    run(async |world| {
        let figures = fairness::neighbour(world, Caps::Usual, 4, Duration::from_secs(5)).await;
        println!("{figures:#}");
        assert_eq!(number(&figures, "quiet_errors"), 0.0, "{figures:#}");
        assert!(
            figures["noisy"]["statuses"]["200"].as_u64() > Some(20),
            "the flood is one of work: {figures:#}"
        );
        // A development build lays letters out ten times as slowly as what is shipped, and weighs that much more on a small machine. Without caps it is
        // twenty times and more (`bin/load unprotected`).
        let most = if cfg!(debug_assertions) { 5.0 } else { 2.0 };
        assert!(number(&figures, "p99_ratio") <= most, "{figures:#}");
    });
}

#[test]
fn a_quota_over_three_replicas_holds_before_during_and_after_an_outage_of_redis() {
    run(async |world| {
        let figures = fairness::outage(world, Duration::from_secs(8)).await;
        println!("{figures:#}");
        assert!((0.95..=1.05).contains(&number(&figures, "before")), "{figures:#}");
        assert!(number(&figures, "during") <= 1.5, "{figures:#}");
        assert!((0.95..=1.05).contains(&number(&figures, "after")), "{figures:#}");
        assert!(figures["noticed"] == true && number(&figures, "back_ms") <= 5_000.0, "{figures:#}");
        assert_eq!(number(&figures, "server_errors"), 0.0, "{figures:#}");
    });
}

#[test]
fn what_is_revoked_on_one_replica_is_gone_on_another_within_a_second_without_redis() {
    run(async |world| {
        let figures = fairness::revocation(world).await;
        println!("{figures:#}");
        for name in ["session_ended_ms", "member_removed_ms"] {
            assert!(number(&figures, name) <= 1_000.0, "{figures:#}");
        }
    });
}
