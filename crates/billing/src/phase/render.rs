//! Advice for a terminal: an aligned table with gauges, no line wider than asked, colour only when asked.

use domain::Cents;
use time::Date;

use self::words::{amount, clip, gauge, grouped, percent, wrapped};
use super::advice::{Advice, Reason, Verdict};
use super::forecast::Reach;
use super::signal::{Reading, Signal};
use super::watch::State;

mod words;

/// How to write: what the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Characters on a line; fewer than [`WIDTH_MIN`] count as that many.
    pub width: usize,
    pub colour: bool,
}

impl Style {
    /// For files and pipes.
    pub const PLAIN: Self = Self { width: 80, colour: false };
}

/// The table of signals cannot be narrower.
pub const WIDTH_MIN: usize = 60;
/// A longer gauge is not read better.
const GAUGE_MAX: usize = 40;
/// Name, state, value and limit with their spaces; the gauge has what is left.
const COLUMNS: usize = 48;
/// Two spaces and the figure behind a gauge.
const FIGURE: usize = 7;

pub fn render(advice: &Advice, style: Style) -> String {
    let style = Style { width: style.width.max(WIDTH_MIN), ..style };
    let blocks = [head(advice, style), table(advice, style), foresight(advice, style), money(advice, style)];
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn head(advice: &Advice, style: Style) -> String {
    let mut lines = vec![clip(
        &format!("Phase {}, {} ({})", advice.phase, advice.current.name, advice.profile),
        style.width,
    )];
    lines.extend(wrapped(&advice.current.host, style.width, "  "));
    let verdict = match advice.verdict {
        Verdict::Stay => "Stay.".to_owned(),
        Verdict::MoveSoon => format!("Prepare to move to {}.", next(advice)),
        Verdict::MoveNow => format!("Move to {} now.", next(advice)),
    };
    let hue = match advice.verdict {
        Verdict::Stay => State::Calm,
        Verdict::MoveSoon => State::Watch,
        Verdict::MoveNow => State::Raised,
    };
    let coloured = wrapped(&verdict, style.width, "").into_iter().map(|line| paint(&line, hue, style));
    lines.extend(coloured);
    for reason in &advice.reasons {
        lines.extend(wrapped(&format!("- {}", sentence(*reason)), style.width, "  "));
    }
    lines.join("\n")
}

fn next(advice: &Advice) -> String {
    if advice.recommended_phase == advice.phase {
        "larger machines".to_owned()
    } else {
        format!("phase {}, {}", advice.recommended_phase, advice.recommended.name)
    }
}

fn sentence(reason: Reason) -> String {
    match reason {
        Reason::Raised { signal, over_windows, considered_windows } => format!(
            "{}: constantly over its limit ({over_windows} of the last {considered_windows} windows)",
            signal.name()
        ),
        Reason::Watched { signal } => {
            format!("{}: over its limit lately, not constantly; being watched", signal.name())
        }
        Reason::Foreseen { signal, days: 0 } => format!("{}: at its limit", signal.name()),
        Reason::Foreseen { signal, days } => {
            format!("{}: at its limit in {days} days at the present growth", signal.name())
        }
        Reason::NoNextPhase => "this is the last phase: add workers to it".to_owned(),
        Reason::Stale { signal } => format!("{}: not measured lately; look after the meter", signal.name()),
    }
}

fn table(advice: &Advice, style: Style) -> String {
    let mut lines = vec![format!("{:<13}  {:<6}  {:>11}  {:>10}", "Signal", "State", "Now", "Limit")];
    lines.extend(advice.signals.iter().map(|reading| row(reading, style)));
    lines.join("\n")
}

fn row(reading: &Reading, style: Style) -> String {
    let state = match reading.state {
        State::Calm => "calm",
        State::Watch => "watch",
        State::Raised => "raised",
    };
    let shown = |value: Option<u64>, width| {
        value.map_or("-".to_owned(), |value| clip(&unit(reading.signal, value), width))
    };
    // Painted after padding: escape sequences have no width.
    let state = paint(&format!("{state:<6}"), reading.state, style);
    let (value, limit) = (shown(reading.value, 11), shown(reading.threshold, 10));
    let line = format!("{:<13}  {state}  {value:>11}  {limit:>10}", reading.signal.name());
    match (reading.value, reading.threshold) {
        (Some(value), Some(threshold)) => format!("{line}  {}", filled(value, threshold, style)),
        _ => line,
    }
}

/// How much of the limit is used, as a bar and as a figure.
fn filled(value: u64, threshold: u64, style: Style) -> String {
    let share = u128::from(value) * 1_000 / u128::from(threshold.max(1));
    let cells = (style.width.saturating_sub(COLUMNS + FIGURE)).min(GAUGE_MAX);
    let figure = (share / 10).min(999);
    format!("{}  {figure:>3} %", gauge(usize::try_from(share.min(1_000)).unwrap_or(1_000), cells))
}

fn unit(signal: Signal, value: u64) -> String {
    match signal {
        Signal::ActiveCopros => grouped(value),
        Signal::Memory | Signal::Disk => percent(value),
        Signal::LoadPerVcpu => format!("{}.{:02}", value / 1_000, value % 1_000 / 10),
        Signal::P99 => format!("{} ms", grouped(value)),
    }
}

fn foresight(advice: &Advice, style: Style) -> String {
    let ceiling = advice.current.ceiling.map(|ceiling| grouped(ceiling.get().into()));
    let copros = ceiling.map_or("Active copros".to_owned(), |ceiling| format!("{ceiling} active copros"));
    let limit = |signal| advice.signals.iter().find(|reading| reading.signal == signal);
    let disk = limit(Signal::Disk).and_then(|reading| reading.threshold).unwrap_or_default();
    let today = advice.at.date();
    let lines = [
        format!("{copros}: {}", outlook(advice.copros_ceiling, today)),
        format!("Disk at {}: {}", percent(disk), outlook(advice.disk_ceiling, today)),
    ];
    lines.iter().flat_map(|line| wrapped(line, style.width, "  ")).collect::<Vec<_>>().join("\n")
}

fn outlook(reach: Option<Reach>, today: Date) -> String {
    match reach {
        None => "no ceiling, or nothing measured".to_owned(),
        Some(Reach::TooShort { days, needed }) => {
            format!("{days} day{} measured; a forecast needs {needed}", if days == 1 { "" } else { "s" })
        }
        Some(Reach::Reached { on }) => format!("reached (measured {on})"),
        Some(Reach::Expected { on, earliest, latest }) => {
            let days = (on - today).whole_days().max(0);
            let latest = latest.map_or("more than a year from now".to_owned(), |day| day.to_string());
            format!("{on}, in {days} days (likely between {earliest} and {latest})")
        }
        Some(Reach::Beyond { earliest: None }) => "not within a year".to_owned(),
        Some(Reach::Beyond { earliest: Some(day) }) => format!("not within a year, at the earliest {day}"),
    }
}

fn money(advice: &Advice, style: Style) -> String {
    let economics = advice.economics;
    let cost = |name: &str, cost: Cents, margin: Option<i64>| {
        let margin = margin.map_or(String::new(), |margin| format!(", margin {}", share(margin)));
        format!("{name:<13}  {:>14} a month{margin}", amount(cost))
    };
    let mut lines = vec![
        format!("{:<13}  {:>14} a month", "Revenue", amount(economics.monthly_revenue_cents)),
        cost("This phase", economics.phase_cost_cents, economics.margin_bp),
    ];
    if let Some(next) = economics.next_cost_cents {
        lines.push(cost("Next phase", next, economics.next_margin_bp));
    }
    lines.into_iter().map(|line| clip(&line, style.width)).collect::<Vec<_>>().join("\n")
}

fn share(margin_bp: i64) -> String {
    let sign = if margin_bp < 0 { "-" } else { "" };
    format!("{sign}{}", percent(margin_bp.unsigned_abs()))
}

/// The colours of a traffic light, as ECMA-48 names them; every terminal has these eight.
fn paint(text: &str, state: State, style: Style) -> String {
    let code = match state {
        State::Calm => 32,
        State::Watch => 33,
        State::Raised => 31,
    };
    if style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
