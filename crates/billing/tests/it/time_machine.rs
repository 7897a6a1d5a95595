//! A small time machine; the great one is `cargo run --release -p billing --example time_machine`.

#[path = "../machine/mod.rs"]
mod machine;

use machine::{Size, run};

#[test]
fn firms_live_through_two_years_and_no_rule_is_broken() {
    for seed in 0..3 {
        let told = run(seed, Size { copros: 120, months: 24 });
        assert!(told.invoices > 100 && told.payments > 100, "{told}");
    }
}
