use billing::phase::State;
use billing::phase::watch::{Rule, Watcher};
use proptest::prelude::*;

fn rule(considered: u8, over_min: u8) -> Rule {
    Rule::with_margin(8_500, 1_000, considered, over_min)
}

fn states(rule: Rule, values: &[Option<u64>]) -> Vec<State> {
    let mut watcher = Watcher::new(rule);
    (0..).zip(values).map(|(number, value)| watcher.step(number, *value)).collect()
}

fn changes(states: &[State]) -> usize {
    let before = std::iter::once(&State::Calm).chain(states);
    before.zip(states).filter(|(before, after)| before != after).count()
}

/// Every rule a profile can name.
fn rules() -> impl Strategy<Value = Rule> {
    (1_u8..9).prop_flat_map(|considered| (Just(considered), 1..=considered)).prop_map(|(c, o)| rule(c, o))
}

/// Values around the threshold of 8 500 and the clear level of 7 650, some missing.
fn series() -> impl Strategy<Value = Vec<Option<u64>>> {
    let value = prop_oneof![1 => Just(None), 8 => (6_500_u64..10_000).prop_map(Some)];
    prop::collection::vec(value, 0..200)
}

#[test]
fn three_of_five_raise_and_five_calm_ones_clear() {
    let (over, between, clear) = (Some(9_000), Some(8_000), Some(7_000));
    let values = [over, between, over, clear, over, clear, clear, clear, clear, between, clear, clear];
    let mut expected = vec![State::Watch; 4];
    expected.extend([State::Raised; 8]);
    assert_eq!(states(rule(5, 3), &values), expected);
    let calm = [over, over, over, clear, clear, clear, clear, clear, over];
    let states = states(rule(5, 3), &calm);
    assert_eq!(states[6..], [State::Raised, State::Calm, State::Watch]);
}

#[test]
fn the_window_that_raised_is_remembered_until_it_is_calm() {
    let mut watcher = Watcher::new(rule(5, 3));
    for (number, value) in [(7, 9_000), (8, 7_000), (9, 9_000), (10, 9_000), (11, 9_000)] {
        watcher.step(number, Some(value));
    }
    assert_eq!((watcher.raised_by(), watcher.over_count()), (Some(10), 4));
    (12..17).for_each(|number| {
        watcher.step(number, Some(7_000));
    });
    assert_eq!((watcher.raised_by(), watcher.state()), (None, State::Calm));
}

proptest! {
    /// However it swings: a signal that is never clear for as many windows as are considered goes up twice at most, and never down.
    #[test]
    fn a_swinging_signal_does_not_flap(rule in rules(), values in prop::collection::vec(6_500_u64..10_000, 1..200)) {
        let mut run = 0;
        let swinging: Vec<Option<u64>> = values
            .into_iter()
            .map(|value| {
                run = if value <= rule.clear { run + 1 } else { 0 };
                // The swing that would have been one too many goes up instead.
                if run >= rule.considered { run = 0; Some(9_000) } else { Some(value) }
            })
            .collect();
        let states = states(rule, &swinging);
        prop_assert!(states.is_sorted(), "{states:?}");
        prop_assert!(changes(&states) <= 2);
    }

    /// Whatever happens: down at most once in as many windows as are considered, so at most three changes.
    #[test]
    fn changes_are_rare(rule in rules(), values in series()) {
        let states = states(rule, &values);
        let down: Vec<usize> = (1..states.len()).filter(|at| states[*at] < states[*at - 1]).collect();
        prop_assert!(down.windows(2).all(|pair| pair[1] - pair[0] > usize::from(rule.considered)), "{down:?}");
        prop_assert!(changes(&states) <= 3 * (values.len() / usize::from(rule.considered) + 1));
    }

    /// Raised means it was over for long enough; calm again means it was clear for long enough.
    #[test]
    fn no_state_without_its_evidence(rule in rules(), values in series()) {
        let states = states(rule, &values);
        for at in 1..states.len() {
            let last = &values[(at + 1).saturating_sub(rule.considered.into())..=at];
            let over = last.iter().flatten().filter(|value| **value > rule.threshold).count();
            if states[at] == State::Raised && states[at - 1] != State::Raised {
                prop_assert!(over >= rule.over_min.into());
            }
            if over >= rule.over_min.into() {
                prop_assert_eq!(states[at], State::Raised);
            }
            if states[at] < states[at - 1] {
                let measured = values[..=at].iter().flatten().rev().take(rule.considered.into());
                prop_assert!(measured.filter(|value| **value <= rule.clear).count() == usize::from(rule.considered));
            }
        }
    }

    /// Windows without a measurement change nothing but the age of the others.
    #[test]
    fn silence_is_no_evidence(rule in rules(), values in series(), silent in 1_usize..50) {
        let mut longer = values.clone();
        longer.extend(std::iter::repeat_n(None, silent));
        let (before, after) = (states(rule, &values), states(rule, &longer));
        prop_assert_eq!(before.last().copied().unwrap_or_default(), after.last().copied().unwrap_or_default());
    }
}
