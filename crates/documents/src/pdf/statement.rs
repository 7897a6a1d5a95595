//! The words of an account statement, handed to the template.

use serde_json::{Value, json};

use super::call_notice::{parties, stationery};
use super::facts::{AccountStatement, StatementLine};
use super::numbers::{euros, iban, plain};
use super::world::{Letter, Template, typeset};
use super::{MAX_LINES, PdfError};
use crate::messages::{long_date, text};

pub(super) fn render(statement: &AccountStatement) -> Result<Vec<u8>, PdfError> {
    check(statement)?;
    let letter = Letter {
        template: Template::Statement,
        facts: facts(statement),
        epc_svg: None,
        issued_on: statement.on,
    };
    typeset(letter)
}

fn check(statement: &AccountStatement) -> Result<(), PdfError> {
    if statement.lines.len() > MAX_LINES {
        return Err(PdfError::Facts("a statement has at most 10000 lines"));
    }
    let mut balance = i128::from(statement.opening_cents);
    for line in &statement.lines {
        balance += i128::from(line.debit_cents) - i128::from(line.credit_cents);
        if balance != i128::from(line.balance_cents) {
            return Err(PdfError::Facts("a balance does not follow from the line before"));
        }
    }
    if balance != i128::from(statement.closing_cents) {
        return Err(PdfError::Facts("the closing balance does not follow from the lines"));
    }
    Ok(())
}

fn facts(statement: &AccountStatement) -> Value {
    let language = statement.language;
    let say = |id: &str| text(language, id, &[]);
    let heading = say("statement-heading");
    let on = long_date(language, statement.on);
    let title = [
        ("heading", heading.as_str().into()),
        ("owner", statement.owner.name.as_str().into()),
        ("date", statement.on.into()),
    ];
    let mut facts = stationery(language, &statement.copro, &statement.firm, &statement.owner);
    facts["title"] = text(language, "statement-document-title", &title).into();
    facts["running"] = format!("{heading} · {on}").into();
    facts["heading"] = heading.into();
    facts["subject"] = period(statement).into();
    facts["particulars"] =
        json!([[say("statement-date"), on], [say("statement-account"), statement.owner.number.to_string()],]);
    facts["summary"] = summary(statement);
    facts["movements"] = movements(statement);
    facts["payment"] = payment(statement);
    facts["legal"] = json!([
        say("statement-legal-sign"),
        text(language, "statement-legal-syndic", &parties(&statement.copro, &statement.firm)),
    ]);
    facts
}

fn period(statement: &AccountStatement) -> String {
    let language = statement.language;
    let to = ("to", long_date(language, statement.on).into());
    match statement.from {
        Some(from) => text(language, "statement-period", &[("from", long_date(language, from).into()), to]),
        None => text(language, "statement-until", &[to]),
    }
}

fn summary(statement: &AccountStatement) -> Value {
    let language = statement.language;
    let say = |id: &str| text(language, id, &[]);
    let sum = |side: fn(&StatementLine) -> i64| -> i64 {
        let total: i128 = statement.lines.iter().map(|line| i128::from(side(line))).sum();
        i64::try_from(total).unwrap_or(i64::MAX)
    };
    let (balance_label, balance) = match statement.closing_cents {
        0 => ("statement-balance-nil", 0),
        owed @ 1.. => ("statement-balance-owed", owed),
        favour => ("statement-balance-favour", favour.saturating_neg()),
    };
    let date = ("date", language.date(statement.on).into());
    let due = if statement.due_cents > 0 {
        text(language, "statement-due", &[date, ("amount", euros(language, statement.due_cents).into())])
    } else {
        text(language, "statement-due-nothing", &[date])
    };
    json!({
        "parts": [
            [say("statement-opening"), euros(language, statement.opening_cents)],
            [say("statement-debits"), euros(language, sum(|line| line.debit_cents))],
            [say("statement-credits"), euros(language, sum(|line| line.credit_cents))],
        ],
        "balance_label": say(balance_label),
        "balance": euros(language, balance),
        "due": due,
    })
}

fn movements(statement: &AccountStatement) -> Value {
    let language = statement.language;
    let say = |id: &str| text(language, id, &[]);
    let amount = |cents: i64| if cents == 0 { String::new() } else { plain(language, cents) };
    let row = |line: &StatementLine| {
        [
            language.date(line.date),
            line.number.clone(),
            line.description.clone(),
            line.due_on.map(|due| language.date(due)).unwrap_or_default(),
            amount(line.debit_cents),
            amount(line.credit_cents),
            plain(language, line.balance_cents),
        ]
    };
    let blank = String::new;
    let opening_date = statement.from.map(|from| language.date(from)).unwrap_or_default();
    let opening_balance = plain(language, statement.opening_cents);
    let opening =
        [opening_date, blank(), say("statement-opening"), blank(), blank(), blank(), opening_balance];
    let closing = text(language, "statement-closing", &[("date", language.date(statement.on).into())]);
    let columns = ["date", "number", "description", "due", "debit", "credit", "balance"];
    json!({
        "headers": columns.map(|column| say(&format!("statement-column-{column}"))),
        "rows": std::iter::once(opening).chain(statement.lines.iter().map(row)).collect::<Vec<_>>(),
        "total": [
            blank(), blank(), closing, blank(), blank(), blank(), plain(language, statement.closing_cents),
        ],
        "empty": if statement.lines.is_empty() { say("statement-empty").into() } else { Value::Null },
    })
}

fn payment(statement: &AccountStatement) -> Value {
    let Some(payment) = statement.payment.as_ref().filter(|_| statement.closing_cents > 0) else {
        return Value::Null;
    };
    let say = |id: &str| text(statement.language, id, &[]);
    json!([
        [say("doc-holder"), payment.holder],
        [say("doc-iban"), iban(&payment.iban)],
        [say("doc-communication"), payment.communication],
    ])
}
