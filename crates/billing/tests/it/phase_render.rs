use billing::phase::render::WIDTH_MIN;
use billing::phase::{Advice, Samples, Style, Usage, render};
use proptest::prelude::*;

use crate::phase_advice::{ask, days, machine};
use crate::phase_profile::load_tested;

fn example() -> Advice {
    let machine = machine(12, |ago, sample| {
        if ago < 6 {
            sample.memory = Some(Usage { used: 1_760, total: 2_000 });
        }
        if ago == 2 {
            sample.p99_ms = Some(1_240);
        }
    });
    ask(&load_tested(), 1, &Samples { active_copros: days((0..150).map(|day| 793 + day * 4)), machine })
}

/// Escape sequences taken out again.
fn stripped(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn the_report() {
    let expected = include_str!("data/capacity.txt");
    assert_eq!(render(&example(), Style::PLAIN), expected);
}

#[test]
fn colour_only_when_asked() {
    let plain = render(&example(), Style::PLAIN);
    let coloured = render(&example(), Style { colour: true, ..Style::PLAIN });
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[31mraised\u{1b}[0m"), "{coloured}");
    assert_eq!(stripped(&coloured), plain);
}

proptest! {
    /// Whatever is reported, no line is wider than the terminal.
    #[test]
    fn no_line_is_wider_than_the_terminal(
        width in 0_usize..200, phase in 1_u8..5, active: u32, used: u64, total: u64, p99: u32, long in "[a-z]{1,40}",
    ) {
        let machine = machine(7, |_, sample| {
            sample.memory = Some(Usage { used, total });
            sample.p99_ms = Some(p99);
        });
        let samples = Samples { active_copros: days([active.into(); 6]), machine };
        let mut profile = load_tested();
        profile.name.clone_from(&long);
        profile.phases.iter_mut().for_each(|phase| phase.name.clone_from(&long));
        let text = render(&ask(&profile, phase, &samples), Style { width, colour: false });
        for line in text.lines() {
            prop_assert!(line.chars().count() <= width.max(WIDTH_MIN), "{line}");
        }
    }
}
