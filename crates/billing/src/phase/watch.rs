//! Hysteresis: one signal, window by window.
//!
//! Raising asks for several windows of the last few, clearing for all of them and a margin below the threshold. So a signal that swings around
//! its threshold, however wildly, changes state twice (calm, watch, raised) and then stays, until it has
//! been well below for as many windows as are considered.

use std::collections::VecDeque;

use serde::Serialize;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    #[default]
    Calm,
    /// Over its threshold lately, but not for long enough.
    Watch,
    /// Over its threshold constantly.
    Raised,
}

/// When a signal is raised and when it is calm again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Above is over.
    pub threshold: u64,
    /// At or below counts towards calm. Never more than the threshold.
    pub clear: u64,
    pub considered: u8,
    pub over_min: u8,
}

impl Rule {
    /// A rule whose clear level lies `margin_bp` below the threshold.
    pub fn with_margin(threshold: u64, margin_bp: u32, considered: u8, over_min: u8) -> Self {
        let kept = u128::from(10_000_u32.saturating_sub(margin_bp));
        let clear = u64::try_from(u128::from(threshold) * kept / 10_000).unwrap_or(threshold);
        Self { threshold, clear, considered, over_min }
    }
}

/// Follows one signal.
#[derive(Clone, Debug)]
pub struct Watcher {
    rule: Rule,
    state: State,
    /// Whether each of the last windows was over; newest last.
    over: VecDeque<bool>,
    /// Windows in a row that were clear.
    clear_run: u32,
    raised_by: Option<i64>,
}

impl Watcher {
    pub fn new(rule: Rule) -> Self {
        Self { rule, state: State::Calm, over: VecDeque::new(), clear_run: 0, raised_by: None }
    }

    /// Takes in the window `number`. One without a measurement is evidence of nothing: it ages what was over and
    /// does not count towards calm.
    pub fn step(&mut self, number: i64, value: Option<u64>) -> State {
        let over = value.is_some_and(|value| value > self.rule.threshold);
        self.over.push_back(over);
        if self.over.len() > usize::from(self.rule.considered) {
            self.over.pop_front();
        }
        match value {
            Some(value) if value <= self.rule.clear => self.clear_run += 1,
            Some(_) => self.clear_run = 0,
            None => {}
        }
        if self.clear_run >= u32::from(self.rule.considered) {
            (self.state, self.raised_by) = (State::Calm, None);
        } else if self.over_count() >= self.rule.over_min && self.state != State::Raised {
            (self.state, self.raised_by) = (State::Raised, Some(number));
        } else if over && self.state == State::Calm {
            self.state = State::Watch;
        }
        self.state
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// How many of the windows considered were over.
    pub fn over_count(&self) -> u8 {
        u8::try_from(self.over.iter().filter(|over| **over).count()).unwrap_or(u8::MAX)
    }

    /// The window that completed the raise.
    pub fn raised_by(&self) -> Option<i64> {
        self.raised_by
    }
}

/// No more windows than this are replayed; state is forgotten beyond.
const WINDOWS_MAX: i64 = 2_000;

/// Replays a signal: `values` by ascending window number, gaps allowed, until window `last`.
pub(super) fn replay(rule: Rule, values: &[(i64, u64)], last: i64) -> Watcher {
    let mut watcher = Watcher::new(rule);
    let recent = values.partition_point(|(number, _)| *number <= last.saturating_sub(WINDOWS_MAX));
    let mut values = values[recent..].iter().take_while(|(number, _)| *number <= last).peekable();
    let Some(first) = values.peek().map(|(number, _)| *number) else {
        return watcher;
    };
    for number in first..=last {
        let value = values.next_if(|(at, _)| *at == number).map(|(_, value)| *value);
        watcher.step(number, value);
    }
    watcher
}
