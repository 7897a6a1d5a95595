use billing::phase::profile::{CONSERVATIVE_PROFILE, DEFAULT_PROFILE, NAMES};
use billing::phase::{Economics, Profile};
use domain::Cents;
use proptest::prelude::*;

pub fn load_tested() -> Profile {
    Profile::parse(DEFAULT_PROFILE).expect("the default profile")
}

fn refusal(from: &str, to: &str) -> String {
    assert!(DEFAULT_PROFILE.contains(from), "{from} is not in the profile");
    Profile::parse(&DEFAULT_PROFILE.replacen(from, to, 1)).expect_err(to).to_string()
}

#[test]
fn both_scales_of_the_roadmap() {
    let ceilings = |toml: &str| {
        let profile = Profile::parse(toml).expect("a profile");
        let ceilings = profile.phases.iter().map(|phase| phase.ceiling.map_or(0, u32::from));
        (profile.name.clone(), ceilings.collect::<Vec<_>>())
    };
    assert_eq!(ceilings(DEFAULT_PROFILE), ("load-tested".to_owned(), vec![1_500, 5_000, 15_000, 50_000]));
    assert_eq!(ceilings(CONSERVATIVE_PROFILE), ("conservative".to_owned(), vec![100, 500, 2_000, 0]));
}

#[test]
fn profiles_have_the_names_they_are_asked_for_by() {
    for name in NAMES {
        assert_eq!(Profile::named(name).expect(name).name, name);
    }
    let unknown = Profile::named("optimistic").expect_err("there is none").to_string();
    assert_eq!(unknown, "profile: there is none called optimistic; use load-tested or conservative");
}

#[test]
fn the_smallest_phase_that_carries_them() {
    let profile = load_tested();
    let smallest: Vec<u8> =
        [0, 1_500, 1_501, 5_001, 50_000, 1_000_000].map(|active| profile.smallest_for(active)).to_vec();
    assert_eq!(smallest, [1, 1, 2, 3, 4, 4]);
}

#[test]
fn a_wrong_profile_is_refused_by_field_with_the_remedy() {
    let cases = [
        ("lead_days = 30", "lead_days = 0", "lead_days: 0 is not between 1 and 180"),
        ("over_min = 3", "over_min = 6", "windows.over_min: 6 is not between 1 and 5"),
        ("disk_bp = 8000", "disk_bp = 80000", "thresholds.disk_bp: 80000 is not between 1 and 10000"),
        (
            "ceiling = 5000",
            "ceiling = 1500",
            "phases.2.ceiling: must be more than the 1500 of the phase before",
        ),
        (
            "ceiling = 5000",
            "",
            "phases.2.ceiling: name how many active copros the phase carries; only the last may do without",
        ),
        ("cost_cents = 500", "cost_cents = -1", "phases.1.cost_cents: cents a month, 0 or more"),
        ("name = \"MVP\"", "name = \"\"", "phases.1.name: between 1 and 40 characters on one line"),
    ];
    for (from, to, expected) in cases {
        assert_eq!(refusal(from, to), expected);
    }
    for (from, to, word) in [
        ("p99_ms = 1000", "p99_ms = 1.5", "p99_ms"),
        ("p99_ms = 1000", "p98_ms = 1000", "p98_ms"),
        ("ceiling = 1500", "ceiling = 0", "ceiling"),
        ("memory_bp = 8500", "", "memory_bp"),
    ] {
        let sentence = refusal(from, to);
        assert!(sentence.contains(word) && sentence.contains("load-tested.toml"), "{sentence}");
    }
    let none =
        DEFAULT_PROFILE.split("[[phases]]").next().expect("a head").replacen("name", "phases = []\nname", 1);
    assert_eq!(
        Profile::parse(&none).expect_err("no phase").to_string(),
        "phases: list between 1 and 9 phases"
    );
}

#[test]
fn the_next_phase_beside_the_revenue() {
    let profile = load_tested();
    let economics = Economics::of(&profile, 1, Cents(75_000));
    assert_eq!((economics.margin_bp, economics.next_margin_bp), (Some(9_933), Some(9_800)));
    assert_eq!(economics.next_cost_cents, Some(Cents(1_500)));
    let last = Economics::of(&profile, 4, Cents::ZERO);
    assert_eq!((last.next_cost_cents, last.margin_bp, last.next_margin_bp), (None, None, None));
}

proptest! {
    /// A margin is never flattered, and misses less than a basis point.
    #[test]
    fn margins_are_rounded_down(revenue in 1_i64..100_000_000) {
        let economics = Economics::of(&load_tested(), 3, Cents(revenue));
        let margin = economics.margin_bp.expect("there is revenue");
        let left = (revenue - economics.phase_cost_cents.0) * 10_000;
        prop_assert!(margin * revenue <= left && left < (margin + 1) * revenue);
    }
}
