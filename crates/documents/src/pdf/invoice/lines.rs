//! The table of lines.

use billing::invoice::{Invoice, Line, Quantity, Unit};
use domain::Language;
use serde_json::{Value, json};

use super::super::numbers::{euros, plain};
use super::percent;
use crate::messages::{number, text};

pub(super) fn table(invoice: &Invoice) -> Value {
    let language = invoice.language;
    let columns = ["description", "quantity", "price", "vat", "amount"];
    json!({
        "headers": columns.map(|column| text(language, &format!("invoice-line-{column}"), &[])),
        "rows": invoice.lines.iter().map(|line| row(invoice, line)).collect::<Vec<_>>(),
    })
}

/// A line shows its amount before what is taken off, and that below: both add up to the total.
fn row(invoice: &Invoice, line: &Line) -> Value {
    let language = invoice.language;
    // The days of the document stand in its title.
    let period = (line.period != invoice.supplied)
        .then(|| format!("{} – {}", language.date(line.period.from), language.date(line.period.to)));
    let less = line.allowances.iter().map(|a| json!([a.text, plain(language, -a.cents.get())]));
    json!({
        "description": line.description,
        "period": period,
        "quantity": quantity(language, "quantity", line.quantity),
        "price": text(language, "invoice-line-price-for", &[
            ("price", euros(language, line.price.cents.get()).into()),
            ("base", quantity(language, "base", line.price.base).into()),
        ]),
        "vat": percent(language, line.vat),
        "amount": plain(language, line.gross_cents.get()),
        "less": less.collect::<Vec<_>>(),
    })
}

fn quantity(language: Language, what: &str, quantity: Quantity) -> String {
    let unit = match quantity.unit {
        Unit::CoproDay => "copro-day",
        Unit::CoproMonth => "copro-month",
        Unit::Piece => "piece",
    };
    let shown = decimal(language, quantity.value, u32::from(quantity.scale)).replace('-', "−");
    // A fraction is counted like many: only exactly one is one.
    let one = quantity.value.unsigned_abs() == 10_u64.saturating_pow(u32::from(quantity.scale));
    let count = if one { 1 } else { 2 };
    let args = [("count", count.into()), ("quantity", shown.into())];
    text(language, &format!("invoice-{what}-{unit}"), &args).replace(' ', "\u{a0}")
}

/// `value` ÷ 10^`scale` as the language writes it, without trailing zeros.
pub(super) fn decimal(language: Language, value: i64, scale: u32) -> String {
    let one = 10_u64.saturating_pow(scale);
    let (whole, fraction) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    let sign = if value < 0 { "-" } else { "" };
    let whole = number(language, i64::try_from(whole).unwrap_or(i64::MAX));
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let point = if language == Language::En { '.' } else { ',' };
    let width = usize::try_from(scale).unwrap_or_default();
    let digits = format!("{fraction:0width$}");
    format!("{sign}{whole}{point}{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_look_like_the_language() {
        assert_eq!(decimal(Language::Fr, 2_100, 2), "21");
        assert_eq!(decimal(Language::Fr, 550, 2), "5,5");
        assert_eq!(decimal(Language::En, -12_345_050, 3), "-12,345.05");
        assert_eq!(decimal(Language::De, 5, 1), "0,5");
    }

    #[test]
    fn quantities_have_their_plural() {
        let say = |value| quantity(Language::Fr, "quantity", Quantity::whole(value, Unit::CoproDay));
        assert_eq!(say(1), "1\u{a0}jour-copro");
        assert_eq!(say(-31), "−31\u{a0}jours-copro");
    }
}
