//! The words of a call for funds, handed to the template.

use domain::Language;
use domain::violation::Arg;
use serde_json::{Value, json};

use super::facts::{CallNotice, Copro, Firm, Lot, Owner};
use super::numbers::{euros, iban, plain};
use super::world::{Letter, Template, typeset};
use super::{MAX_LOTS, PdfError, qr};
use crate::messages::{long_date, number, text};

pub(super) fn render(notice: &CallNotice) -> Result<Vec<u8>, PdfError> {
    check(notice)?;
    let letter = Letter {
        template: Template::CallNotice,
        facts: facts(notice),
        epc_svg: Some(qr::svg(&notice.payment.epc)?),
        issued_on: notice.call.issued_on,
    };
    typeset(letter)
}

fn check(notice: &CallNotice) -> Result<(), PdfError> {
    if notice.lots.is_empty() || notice.lots.len() > MAX_LOTS {
        return Err(PdfError::Facts("a call concerns 1 to 1000 lots"));
    }
    if notice.instalments.is_empty() || notice.instalments.len() > 12 {
        return Err(PdfError::Facts("a call has 1 to 12 instalments"));
    }
    let total = i128::from(notice.total_cents);
    if notice.lots.iter().map(|lot| i128::from(lot.amount_cents)).sum::<i128>() != total {
        return Err(PdfError::Facts("the lots do not add up to the total"));
    }
    if notice.instalments.iter().map(|i| i128::from(i.amount_cents)).sum::<i128>() != total {
        return Err(PdfError::Facts("the instalments do not add up to the total"));
    }
    check_epc(notice)
}

/// The code says the same as the paper: line 7 of the payload is the IBAN, line 8 the amount.
fn check_epc(notice: &CallNotice) -> Result<(), PdfError> {
    let lines: Vec<&str> = notice.payment.epc.lines().collect();
    let line = |index: usize| lines.get(index).copied().unwrap_or_default();
    let compact: String = notice.payment.iban.chars().filter(|c| !c.is_whitespace()).collect();
    if line(0) != "BCD" || line(6) != compact {
        return Err(PdfError::Facts("the payment code names another account"));
    }
    let amount = line(7).strip_prefix("EUR").and_then(cents);
    if amount != notice.instalments.first().map(|first| first.amount_cents) {
        return Err(PdfError::Facts("the payment code asks for another amount"));
    }
    Ok(())
}

/// `12`, `12.3` or `12.34` as cents.
fn cents(text: &str) -> Option<i64> {
    let (euros, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if decimals.len() > 2 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let decimals: i64 = format!("{decimals:0<2}").parse().ok()?;
    euros.parse::<i64>().ok()?.checked_mul(100)?.checked_add(decimals)
}

fn facts(notice: &CallNotice) -> Value {
    let language = notice.language;
    let say = |id: &str| text(language, id, &[]);
    let heading = say(&format!("call-heading-{}", notice.call.kind.id()));
    let title = text(
        language,
        "call-document-title",
        &[
            ("heading", heading.as_str().into()),
            ("number", notice.call.number.as_str().into()),
            ("owner", notice.owner.name.as_str().into()),
        ],
    );
    let mut facts = stationery(language, &notice.copro, &notice.firm, &notice.owner);
    facts["title"] = title.into();
    facts["running"] = format!("{heading} {}", notice.call.number).into();
    facts["heading"] = heading.into();
    facts["subject"] = notice.call.title.as_str().into();
    facts["particulars"] = json!([
        [say("call-number"), notice.call.number],
        [say("call-issued-on"), long_date(language, notice.call.issued_on)],
        [say("call-account"), notice.owner.number.to_string()],
        [say("call-key"), notice.key_name],
    ]);
    facts["panel"] = panel(notice);
    facts["lots"] = lots(notice);
    facts["instalments"] = instalments(notice);
    facts["legal"] = legal(notice);
    facts
}

fn panel(notice: &CallNotice) -> Value {
    let language = notice.language;
    let say = |id: &str| text(language, id, &[]);
    let count = i64::try_from(notice.instalments.len()).unwrap_or_default();
    let first = notice.instalments.first();
    let amount = euros(language, first.map_or(notice.total_cents, |i| i.amount_cents));
    let due = first.map_or(notice.call.issued_on, |i| i.due_on);
    let scan_alt = [
        ("amount", Arg::from(amount.as_str())),
        ("holder", notice.payment.holder.as_str().into()),
        ("communication", notice.payment.communication.as_str().into()),
    ];
    let total = [("amount", euros(language, notice.total_cents).into())];
    let of_total = (count > 1).then(|| text(language, "call-of-total", &total));
    json!({
        "amount_label": text(language, "call-to-pay-first", &[("count", count.into())]),
        "due": text(language, "call-due-on", &[("date", long_date(language, due).into())]),
        "rows": [
            [say("doc-holder"), notice.payment.holder],
            [say("doc-iban"), iban(&notice.payment.iban)],
            [say("doc-communication"), notice.payment.communication],
        ],
        "scan": say("call-scan"),
        "scan_alt": text(language, "call-scan-alt", &scan_alt),
        "amount": amount,
        "of_total": of_total,
    })
}

fn lots(notice: &CallNotice) -> Value {
    let language = notice.language;
    let say = |id: &str| text(language, id, &[]);
    let row = |lot: &Lot| {
        let weight = format!("{} / {}", number(language, lot.weight), number(language, lot.key_total));
        let amount = plain(language, lot.amount_cents);
        [lot.code.clone(), lot.description.clone().unwrap_or_default(), weight.replace(' ', "\u{a0}"), amount]
    };
    json!({
        "title": say("call-lots"),
        "headers": [say("call-lots-code"), String::new(), say("call-lots-weight"), say("call-lots-amount")],
        "rows": notice.lots.iter().map(row).collect::<Vec<_>>(),
        "total": [say("doc-table-total"), String::new(), String::new(), plain(language, notice.total_cents)],
    })
}

fn instalments(notice: &CallNotice) -> Value {
    if notice.instalments.len() < 2 {
        return Value::Null;
    }
    let language = notice.language;
    let say = |id: &str| text(language, id, &[]);
    let rows: Vec<_> = (1..)
        .zip(&notice.instalments)
        .map(|(n, i)| [format!("{n}"), long_date(language, i.due_on), plain(language, i.amount_cents)])
        .collect();
    json!({
        "title": say("call-instalments"),
        "headers": [
            say("call-instalments-number"), say("call-instalments-due"), say("call-instalments-amount"),
        ],
        "rows": rows,
    })
}

fn legal(notice: &CallNotice) -> Value {
    let language = notice.language;
    let say = |id: &str| text(language, id, &[]);
    json!([
        say("call-legal-communication"),
        say(&format!("call-legal-{}", notice.call.kind.id())),
        say("call-legal-rounding"),
        text(language, "call-legal-syndic", &parties(&notice.copro, &notice.firm)),
    ])
}

/// The parties as the legal sentences name them.
pub(super) fn parties(copro: &Copro, firm: &Firm) -> Vec<(&'static str, Arg)> {
    let copro_number = copro.company_number.as_deref().unwrap_or("none");
    vec![
        ("firm", firm.name.as_str().into()),
        ("firm_number", firm.company_number.as_str().into()),
        ("copro", copro.name.as_str().into()),
        ("copro_number", copro_number.into()),
    ]
}

/// What stands on every letter: who writes, for whom, to whom.
pub(super) fn stationery(language: Language, copro: &Copro, firm: &Firm, owner: &Owner) -> Value {
    let say = |id: &str| text(language, id, &[]);
    let numbered = |number: &str| text(language, "doc-company-number", &[("number", number.into())]);
    let firm_number = numbered(&firm.company_number);
    let copro_number = copro.company_number.as_deref().map(numbered);
    let mut copro_lines = copro.address.clone();
    copro_lines.extend(copro_number.clone());
    let mut recipient = vec![owner.name.clone()];
    recipient.extend(owner.address.iter().cloned());
    let footer: Vec<&str> =
        [Some(copro.name.as_str()), copro_number.as_deref()].into_iter().flatten().collect();
    json!({
        "lang": language.as_str(),
        "firm": { "name": firm.name, "note": format!("{} · {firm_number}", say("doc-syndic")) },
        "copro": { "name": copro.name, "lines": copro_lines },
        "recipient": recipient,
        "footer": footer.join(" · "),
        "page_word": say("doc-page"),
    })
}

#[cfg(test)]
mod tests {
    use super::cents;

    #[test]
    fn amounts_of_payment_codes() {
        for (text, expected) in [("12", 1200), ("12.3", 1230), ("12.34", 1234), ("0.01", 1)] {
            assert_eq!(cents(text), Some(expected), "{text}");
        }
        for wrong in ["", "12.345", "12,3", "x", "1.+1"] {
            assert_eq!(cents(wrong), None, "{wrong}");
        }
    }
}
