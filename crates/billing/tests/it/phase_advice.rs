use billing::phase::profile::Profile;
use billing::phase::signal::Signal;
use billing::phase::{
    Advice, DayValue, Load, MachineSample, Reach, Reason, Samples, State, Usage, Verdict, advise,
};
use domain::Cents;
use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::phase_growth::{AHEAD, Dice, Growth, Life, life};
use crate::phase_profile::load_tested;

pub const NOW: OffsetDateTime = datetime!(2026-09-01 08:00 UTC);
const GIB: u64 = 1 << 30;

/// A machine at ease, `minutes` before [`NOW`].
pub fn at_ease(minutes: i64) -> MachineSample {
    MachineSample {
        at: NOW - Duration::minutes(minutes),
        memory: Some(Usage { used: GIB, total: 2 * GIB }),
        load: Some(Load { one_minute_milli: 420, vcpus: 1 }),
        disk: Some(Usage { used: 12 * GIB, total: 40 * GIB }),
        p99_ms: Some(180),
    }
}

/// A sample every five minutes of the last `hours`, changed by `change`, which is told how many whole hours ago it was.
pub fn machine(hours: i64, change: impl Fn(i64, &mut MachineSample)) -> Vec<MachineSample> {
    let sample = |n: i64| {
        let mut sample = at_ease(n * 5);
        change((n - 1) / 12, &mut sample);
        sample
    };
    (1..=hours * 12).rev().map(sample).collect()
}

/// One value a day, the last one today.
pub fn days(values: impl IntoIterator<Item = u64>) -> Vec<DayValue> {
    let values: Vec<u64> = values.into_iter().collect();
    let ago = |n: usize| NOW.date() - Duration::days((values.len() - 1 - n) as i64);
    values.iter().enumerate().map(|(n, value)| DayValue { day: ago(n), value: *value }).collect()
}

pub fn ask(profile: &Profile, phase: u8, samples: &Samples) -> Advice {
    advise(profile, phase, samples, Cents(2_040_000), NOW).expect("a phase of the profile")
}

fn state(advice: &Advice, signal: Signal) -> State {
    advice.signals.iter().find(|reading| reading.signal == signal).expect("every signal is told").state
}

#[test]
fn all_is_well() {
    let samples =
        Samples { active_copros: days((0..100).map(|day| 200 + day)), machine: machine(48, |_, _| ()) };
    let advice = ask(&load_tested(), 1, &samples);
    assert_eq!((advice.verdict, advice.verdict.exit_code()), (Verdict::Stay, 0));
    assert_eq!((advice.recommended_phase, advice.reasons.as_slice()), (1, [].as_slice()));
    assert!(advice.signals.iter().all(|reading| reading.state == State::Calm && !reading.stale));
    assert!(advice.days_left.is_none(), "1 500 is more than a year away");
}

#[test]
fn one_loaded_hour_is_watched_and_three_of_five_raise() {
    let loaded = |hours: &'static [i64]| {
        let machine = machine(48, move |ago, sample| {
            if hours.contains(&ago) {
                sample.memory = Some(Usage { used: 18 * GIB / 10, total: 2 * GIB });
            }
        });
        ask(&load_tested(), 1, &Samples { active_copros: days([300]), machine })
    };
    let watched = loaded(&[2]);
    assert_eq!((state(&watched, Signal::Memory), watched.verdict), (State::Watch, Verdict::Stay));
    assert_eq!(watched.reasons, [Reason::Watched { signal: Signal::Memory }]);
    let raised = loaded(&[1, 3, 4]);
    assert_eq!((state(&raised, Signal::Memory), raised.verdict.exit_code()), (State::Raised, 2));
    assert_eq!(raised.recommended_phase, 2);
    let over = Reason::Raised { signal: Signal::Memory, over_windows: 3, considered_windows: 5 };
    assert_eq!(raised.reasons, [over]);
    assert_eq!(raised.signals[1].raised_by, Some(datetime!(2026-09-01 06:00 UTC)), "the third of them");
}

#[test]
fn each_signal_is_raised_by_its_own_measurement() {
    type Change = fn(&mut MachineSample);
    let cases: [(Signal, Change); 4] = [
        (Signal::Memory, |sample| sample.memory = Some(Usage { used: 86, total: 100 })),
        (Signal::LoadPerVcpu, |sample| sample.load = Some(Load { one_minute_milli: 3_002, vcpus: 2 })),
        (Signal::Disk, |sample| sample.disk = Some(Usage { used: 8_001, total: 10_000 })),
        (Signal::P99, |sample| sample.p99_ms = Some(1_001)),
    ];
    for (signal, change) in cases {
        let machine = machine(8, |_, sample| change(sample));
        let advice = ask(&load_tested(), 1, &Samples { active_copros: days([300]), machine });
        for reading in &advice.signals {
            let expected = if reading.signal == signal { State::Raised } else { State::Calm };
            assert_eq!(reading.state, expected, "{signal:?}: {reading:?}");
        }
    }
}

#[test]
fn outgrown_copros_name_the_phase_that_carries_them() {
    let grown = |active: u64, phase: u8| {
        let advice =
            ask(&load_tested(), phase, &Samples { active_copros: days([active; 9]), machine: vec![] });
        (advice.verdict, advice.recommended_phase, advice.days_left)
    };
    assert_eq!(grown(1_499, 1), (Verdict::Stay, 1, None));
    assert_eq!(grown(1_501, 1), (Verdict::MoveNow, 2, Some(0)));
    assert_eq!(grown(6_000, 1), (Verdict::MoveNow, 3, Some(0)));
    assert_eq!(grown(60_000, 4), (Verdict::MoveNow, 4, Some(0)));
    let last = ask(&load_tested(), 4, &Samples { active_copros: days([60_000; 9]), machine: vec![] });
    assert!(last.reasons.contains(&Reason::NoNextPhase));
}

#[test]
fn a_ceiling_near_by_is_told_in_time() {
    let near =
        Samples { active_copros: days((0..150).map(|day| 793 + day * 4)), machine: machine(6, |_, _| ()) };
    let advice = ask(&load_tested(), 1, &near);
    assert_eq!((advice.verdict, advice.verdict.exit_code()), (Verdict::MoveSoon, 1));
    assert_eq!((advice.recommended_phase, advice.days_left), (2, Some(28)));
    assert_eq!(advice.reasons, [Reason::Foreseen { signal: Signal::ActiveCopros, days: 28 }]);
}

#[test]
fn a_filling_disk_is_foreseen_as_well() {
    let sample = |ago: i64| MachineSample {
        disk: Some(Usage { used: 7_900 - u64::try_from(ago).expect("days") * 10, total: 10_000 }),
        ..at_ease(ago * 1_440 + 30)
    };
    let samples = Samples { active_copros: days([10]), machine: (0..100).rev().map(sample).collect() };
    let advice = ask(&load_tested(), 1, &samples);
    assert!(matches!(advice.disk_ceiling, Some(Reach::Expected { .. })), "{:?}", advice.disk_ceiling);
    assert_eq!((advice.verdict, advice.days_left), (Verdict::MoveSoon, Some(10)));
}

#[test]
fn who_stopped_measuring_is_told() {
    let old = machine(24, |_, sample| sample.at -= Duration::hours(12));
    let advice = ask(&load_tested(), 1, &Samples { active_copros: days([300]), machine: old });
    let stale = advice.reasons.iter().filter(|reason| matches!(reason, Reason::Stale { .. })).count();
    assert_eq!(stale, 4);
    assert!(ask(&load_tested(), 1, &Samples::default()).signals.iter().all(|reading| reading.stale));
}

#[test]
fn a_quiet_night_is_no_fault_of_the_meter() {
    let quiet = machine(24, |ago, sample| sample.p99_ms = sample.p99_ms.filter(|_| ago > 8));
    let advice = ask(&load_tested(), 1, &Samples { active_copros: days([300]), machine: quiet });
    assert_eq!(advice.reasons, [], "nobody asked anything, and everything else was measured");
}

#[test]
fn an_unknown_phase_is_refused() {
    let error = advise(&load_tested(), 5, &Samples::default(), Cents::ZERO, NOW).expect_err("no phase 5");
    assert_eq!(error.to_string(), "phase: the profile load-tested has phases 1 to 4; name one of them");
}

#[test]
fn json_names_the_phase_and_every_signal() {
    let samples = Samples { active_copros: days([1_501; 9]), machine: machine(6, |_, _| ()) };
    let json = serde_json::to_value(ask(&load_tested(), 1, &samples)).expect("JSON");
    assert_eq!((&json["phase"], &json["verdict"]), (&1.into(), &"move-now".into()));
    let names: Vec<&str> = json["signals"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|signal| signal["signal"].as_str())
        .collect();
    assert_eq!(names, ["active_copros", "memory", "load_per_vcpu", "disk", "p99"]);
    assert_eq!(json["copros_ceiling"]["outcome"], "reached");
    assert_eq!(json["economics"]["next_cost_cents"], 1_500);
}

/// Asked every day of the last weeks before the ceiling, on growth with all its noise.
#[test]
fn advice_does_not_flap_while_a_ceiling_comes_nearer() {
    let profile = load_tested();
    let mut changes = Vec::new();
    for seed in 0..2 {
        let Life { measured, reached, .. } = life(Growth::Weekly, 1_500.0, seed);
        let all = days(measured.iter().map(|level| *level as u64));
        let verdict = |at: usize| {
            let known = Samples { active_copros: all[..=at].to_vec(), machine: vec![] };
            let now = all[at].day.midnight().assume_utc();
            advise(&profile, 1, &known, Cents::ZERO, now).expect("phase 1").verdict
        };
        let verdicts: Vec<Verdict> = (reached - AHEAD - 15..reached + 10).map(verdict).collect();
        changes.push(verdicts.windows(2).filter(|pair| pair[0] != pair[1]).count());
        assert_eq!(verdicts.last(), Some(&Verdict::MoveNow));
    }
    assert!(changes.iter().all(|changes| *changes <= 4), "{changes:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The order in which samples arrived does not matter.
    #[test]
    fn order_of_samples_does_not_matter(seed: u64, threshold in 800_u64..1_200) {
        let mut dice = Dice::new(seed);
        let mut noisy = machine(12, |_, _| ());
        noisy.iter_mut().for_each(|sample| {
            sample.p99_ms = Some((dice.unit() * threshold as f64 * 2.0) as u32);
        });
        let plain = Samples { active_copros: days((0..60).map(|day| 900 + day * 5)), machine: noisy };
        let mut mixed = plain.clone();
        mixed.machine.sort_by_key(|sample| sample.at.unix_timestamp().wrapping_mul(7_919 + seed as i64 % 997) % 1_009);
        mixed.active_copros.reverse();
        prop_assert_eq!(ask(&load_tested(), 1, &plain), ask(&load_tested(), 1, &mixed));
    }

    /// What is measured after the moment of asking is not looked at.
    #[test]
    fn the_future_is_not_looked_at(minutes in 1_i64..10_000, active: u32) {
        let plain = Samples { active_copros: days((0..60).map(|day| 900 + day)), machine: machine(12, |_, _| ()) };
        let mut more = plain.clone();
        more.machine.push(MachineSample { p99_ms: Some(60_000), ..at_ease(-minutes) });
        more.active_copros.push(DayValue { day: NOW.date() + Duration::days(1), value: active.into() });
        let (plain, more) = (ask(&load_tested(), 1, &plain), ask(&load_tested(), 1, &more));
        prop_assert_eq!(plain.signals, more.signals);
        prop_assert_eq!((plain.verdict, plain.copros_ceiling), (more.verdict, more.copros_ceiling));
    }

    /// A worse machine never gets a milder verdict.
    #[test]
    fn worse_is_never_milder(used in 0_u64..100, more in 0_u64..100, hours in 1_i64..12) {
        let at = |used: u64| {
            let machine = machine(24, |ago, sample| {
                if ago < hours { sample.memory = Some(Usage { used: used.min(100), total: 100 }); }
            });
            ask(&load_tested(), 1, &Samples { active_copros: days([300]), machine }).verdict
        };
        prop_assert!(at(used) <= at(used + more));
    }
}
