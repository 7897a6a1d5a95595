//! Figures and lines of a report.

use domain::Cents;

/// A bar of so many cells, filled to so many thousandths, in eighths of a cell.
pub(super) fn gauge(thousandths: usize, cells: usize) -> String {
    const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let eighths = thousandths.min(1_000) * cells * 8 / 1_000;
    let mut bar = "█".repeat(eighths / 8);
    bar.extend((eighths % 8).checked_sub(1).map(|partial| EIGHTHS[partial]));
    let drawn = bar.chars().count();
    bar + &"░".repeat(cells - drawn)
}

/// 12345 as `12 345`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Basis points as percent, with decimals only where there are any.
pub(super) fn percent(bp: u64) -> String {
    match bp % 100 {
        0 => format!("{} %", bp / 100),
        rest => format!("{}.{rest:02} %", bp / 100),
    }
}

pub(super) fn amount(cents: Cents) -> String {
    let sign = if cents.is_negative() { "-" } else { "" };
    let cents = cents.0.unsigned_abs();
    format!("{sign}{}.{:02} EUR", grouped(cents / 100), cents % 100)
}

/// The text, cut with an ellipsis where it would be wider.
pub(super) fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(width.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// The text in lines of at most `width`, broken at spaces; every line but the first is indented.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let room = line.trim().is_empty() || line.chars().count() + 1 + word.chars().count() <= width;
        if !room {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
        }
        if !line.trim().is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.into_iter().map(|line| clip(&line, width)).collect()
}
