//! Values that spreadsheets keep as floating-point numbers, as the text a person sees.
//!
//! This is the only place that touches such numbers; what leaves it is text.

use time::macros::date;
use time::{Duration, Time};

/// The built-in number formats that show a date or a time.
pub(super) const fn is_builtin_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a number format shows a date or a time: it has letters for parts of a date outside
/// quotes, and no place for digits.
pub(super) fn is_date_format(code: &str) -> bool {
    let mut chars = code.chars();
    let mut date_letters = false;
    let mut digits = false;
    while let Some(c) = chars.next() {
        match c {
            // Only the first section: positive numbers.
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => {
                let bracket: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // Elapsed time, `[h]:mm`, is a length and no date.
                if matches!(bracket.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    return false;
                }
            }
            '\\' | '_' | '*' => drop(chars.next()),
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => date_letters = true,
            '#' | '?' => digits = true,
            '0' if !date_letters => digits = true,
            _ => {}
        }
    }
    date_letters && !digits
}

/// A number without needless decimals. Fifteen significant digits, as spreadsheets show: the rest is
/// noise of the binary form.
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Minus zero is zero.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A date counted in days since 1900 (or 1904) as ISO 8601; what is no date stays a number.
pub(super) fn serial_text(serial: f64, epoch_1904: bool) -> String {
    const LAST_DAY: f64 = 2_958_466.0;
    if !(0.0..LAST_DAY).contains(&serial) {
        return number_text(serial);
    }
    let seconds = (serial * 86_400.0).round();
    // In range, hence exact.
    let Ok(seconds) = format!("{seconds:.0}").parse::<i64>() else { return number_text(serial) };
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    let origin = match (epoch_1904, days) {
        (true, _) => date!(1904 - 01 - 01),
        // Excel believes in 29 February 1900; days after it are one too many.
        (false, 60..) => date!(1899 - 12 - 30),
        (false, _) => date!(1899 - 12 - 31),
    };
    let Some(date) = origin.checked_add(Duration::days(days)) else { return number_text(serial) };
    let time = Time::MIDNIGHT + Duration::seconds(seconds);
    let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    let day = format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
    match (days, seconds) {
        (0, _) => clock,
        (_, 0) => day,
        _ => format!("{day}T{clock}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_only_noise() {
        for (number, text) in [
            (100.0, "100"),
            (33.330_000_000_000_005, "33.33"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (-12.5, "-12.5"),
            (123_456_789_012.0, "123456789012"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn serials_are_dates() {
        for (serial, text) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (45_658.0, "2025-01-01"),
            (45_658.5, "2025-01-01T12:00:00"),
            (0.75, "18:00:00"),
            (-3.0, "-3"),
            (9e9, "9000000000"),
        ] {
            assert_eq!(serial_text(serial, false), text);
        }
        assert_eq!(serial_text(44_196.0, true), "2025-01-01");
    }

    #[test]
    fn date_formats() {
        for code in ["dd/mm/yyyy", "d\\-mmm\\-yy", "[$-80C]d mmmm yyyy;@", "mm:ss.0", "yyyy-mm-dd hh:mm"] {
            assert!(is_date_format(code), "{code}");
        }
        for code in
            ["General", "0.00", "#,##0.00\\ \"EUR dont y\"", "[Red]0", "0\" m\"", "[h]:mm", "@", "0.00E+00"]
        {
            assert!(!is_date_format(code), "{code}");
        }
    }
}
