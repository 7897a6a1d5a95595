//! What the platform writes to a firm about its subscription. Every mail says what happened, what follows, and where to act.

use billing::invoice::Number;
use billing::subscription::Ending;
use domain::{Cents, Language};
use time::Date;

use super::{Letter, Mail, grouped};
use crate::messages::{Arg, long_date, text};

/// A mail about the subscription of a firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillingMail {
    pub language: Language,
    pub firm: String,
    /// The page of the firm's subscription.
    pub link: String,
    /// Where a person of the platform answers.
    pub contact: String,
    pub news: News,
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    Invoice(InvoiceNews),
    /// What an invoice asked too much is given back.
    CreditNote {
        number: Number,
        corrects: Number,
        amount: Cents,
    },
    TrialEnds {
        last_day: Date,
        /// A payment method is known: the subscription goes on by itself.
        goes_on: bool,
    },
    /// Nothing is charged and nothing can be changed until the firm says how it pays; closed on a day.
    TrialOver {
        closes_on: Date,
    },
    PreNotify(Announcement),
    PaymentFailed {
        number: Number,
        amount: Cents,
        /// The next try.
        again: Option<Date>,
    },
    DebtAgain {
        number: Number,
        amount: Cents,
        due_on: Date,
    },
    Reminder(ReminderNews),
    ReadOnly {
        amount: Cents,
        /// The day on which only the export is left.
        then: Date,
    },
    ExportOnly {
        amount: Cents,
        then: Date,
    },
    Restored,
    ChangePlanned {
        on: Date,
        plan: String,
        price: Cents,
    },
    CancelConfirmed {
        on: Date,
    },
    Closed {
        ending: Ending,
        data_until: Date,
    },
    /// The last days in which its data can be taken along.
    DataGoes {
        data_until: Date,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceNews {
    pub number: Number,
    pub amount: Cents,
    /// What is left to pay; less than the amount where the platform owed the firm something.
    pub open: Cents,
    pub due_on: Date,
    pub pay: Pay,
    /// There is an electronic form beside the PDF.
    pub electronic: bool,
}

/// How an invoice is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pay {
    Transfer { iban: String, communication: String },
    Debit,
    Card { digits: String },
}

/// A direct debit to come (EPC016-06, SDD Core Rulebook, 4.3.4: amount, day, mandate and creditor are told before).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub number: Number,
    pub amount: Cents,
    pub on: Date,
    pub mandate: String,
    pub creditor: String,
    pub creditor_name: String,
    /// Last digits of the account, as far as they are known.
    pub account: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderNews {
    pub tone: Tone,
    pub amount: Cents,
    /// The day the next step follows.
    pub then: Date,
    /// Unpaid invoices with what is open on each.
    pub bills: Vec<(Number, Date, Cents)>,
}

/// How a reminder speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It may have been overlooked.
    First,
    Next,
    /// The next step restricts.
    Last,
}

/// Unpaid invoices that a mail lists.
const BILLS_SHOWN: usize = 12;

/// The parts of a mail, as ids of messages under `billing-mail-`.
struct Parts {
    key: &'static str,
    rows: Vec<(&'static str, String)>,
    /// After the panel.
    then: Vec<&'static str>,
    button: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// The mail about one piece of news.
pub fn billing(facts: &BillingMail) -> Mail {
    let language = facts.language;
    let Parts { key, rows, then, button, mut args } = parts(language, &facts.news);
    args.extend([("firm", facts.firm.as_str().into()), ("contact", facts.contact.as_str().into())]);
    let say = |id: &str| text(language, &format!("billing-mail-{id}"), &args);
    let mut letter = Letter::new(language, say(&format!("{key}-subject")));
    letter.paragraph(&text(language, "mail-greeting", &[]));
    letter.paragraph(&say(&format!("{key}-intro")));
    if !rows.is_empty() {
        let named: Vec<(String, String)> = rows.into_iter().map(|(row, value)| (say(row), value)).collect();
        letter.panel(&named);
    }
    if let News::Reminder(reminder) = &facts.news {
        letter.panel(&bills(language, reminder));
    }
    then.iter().for_each(|id| letter.paragraph(&say(id)));
    letter.button(&say(button), &facts.link);
    letter.note(&say("question"));
    letter.paragraph(&text(language, "mail-signature", &[]));
    letter.finish()
}

fn bills(language: Language, reminder: &ReminderNews) -> Vec<(String, String)> {
    let shown = reminder.bills.iter().take(BILLS_SHOWN);
    let bill = |(number, due, open): &(Number, Date, Cents)| {
        let args = [("number", Arg::from(number.to_string())), ("due", long_date(language, *due).into())];
        (text(language, "billing-mail-row-bill", &args), open.format(language))
    };
    let total = (text(language, "billing-mail-row-amount", &[]), reminder.amount.format(language));
    std::iter::once(total).chain(shown.map(bill)).collect()
}

fn parts(language: Language, news: &News) -> Parts {
    let money = |amount: Cents| amount.format(language);
    let day = |day: Date| long_date(language, day);
    let simple =
        |key, then: Vec<&'static str>, args| Parts { key, rows: vec![], then, button: "button", args };
    match news {
        News::Invoice(invoice) => invoice_parts(language, invoice),
        News::CreditNote { number, corrects, amount } => Parts {
            key: "credit",
            rows: vec![
                ("row-amount", money(*amount)),
                ("row-number", number.to_string()),
                ("row-corrects", corrects.to_string()),
            ],
            then: vec!["credit-how"],
            button: "button",
            args: vec![("number", number.to_string().into()), ("corrects", corrects.to_string().into())],
        },
        News::TrialEnds { last_day, goes_on } => {
            let then = if *goes_on { vec!["trial-goes-on"] } else { vec!["trial-choose", "trial-nothing"] };
            let button = if *goes_on { "button" } else { "button-method" };
            Parts { button, ..simple("trial-ends", then, vec![("day", day(*last_day).into())]) }
        }
        News::TrialOver { closes_on } => {
            let args = vec![("day", day(*closes_on).into())];
            Parts { button: "button-method", ..simple("trial-over", vec!["trial-over-how", "export"], args) }
        }
        News::PreNotify(announced) => announced_parts(language, announced),
        News::ChangePlanned { on, plan, price } => Parts {
            rows: vec![
                ("row-plan", text(language, &format!("billing-mail-plan-{plan}"), &[])),
                ("row-price", money(*price)),
                ("row-from", day(*on)),
            ],
            ..simple("change", vec!["change-until"], vec![("day", day(*on).into())])
        },
        News::CancelConfirmed { on } => {
            simple("cancel", vec!["cancel-until", "export"], vec![("day", day(*on).into())])
        }
        News::Closed { ending, data_until } => {
            let then = vec!["closed-export", "closed-invoices"];
            let args = vec![("day", day(*data_until).into())];
            Parts { button: "button-export", ..simple(closed(*ending), then, args) }
        }
        News::DataGoes { data_until } => {
            let then = vec!["closed-export", "closed-invoices"];
            let args = vec![("day", day(*data_until).into())];
            Parts { button: "button-export", ..simple("data-goes", then, args) }
        }
        _ => debt_parts(language, news),
    }
}

fn closed(ending: Ending) -> &'static str {
    match ending {
        Ending::Cancelled => "closed-cancelled",
        Ending::TrialLapsed => "closed-trial",
        Ending::Unpaid => "closed-unpaid",
        Ending::Bankrupt => "closed-bankrupt",
        Ending::Ended => "closed-ended",
    }
}

fn invoice_parts(language: Language, invoice: &InvoiceNews) -> Parts {
    let mut rows =
        vec![("row-amount", invoice.amount.format(language)), ("row-number", invoice.number.to_string())];
    let mut then = Vec::new();
    let paid = !invoice.open.is_positive();
    if paid {
        then.push("invoice-paid");
    } else {
        if invoice.open != invoice.amount {
            rows.push(("row-open", invoice.open.format(language)));
        }
        rows.push(("row-due", long_date(language, invoice.due_on)));
        match &invoice.pay {
            Pay::Transfer { iban, communication } => {
                rows.push(("row-iban", grouped(iban)));
                rows.push(("row-communication", communication.clone()));
                then.push("invoice-transfer");
            }
            Pay::Debit => then.push("invoice-debit"),
            Pay::Card { .. } => then.push("invoice-card"),
        }
    }
    if invoice.electronic {
        then.push("invoice-electronic");
    }
    let digits = match &invoice.pay {
        Pay::Card { digits } => digits.as_str(),
        _ => "",
    };
    let args = vec![
        ("number", invoice.number.to_string().into()),
        ("amount", invoice.amount.format(language).into()),
        ("digits", digits.into()),
    ];
    Parts { key: "invoice", rows, then, button: "button", args }
}

fn announced_parts(language: Language, announced: &Announcement) -> Parts {
    let (amount, on) = (announced.amount.format(language), long_date(language, announced.on));
    let mut rows = vec![
        ("row-amount", amount.clone()),
        ("row-debit", on.clone()),
        ("row-number", announced.number.to_string()),
        ("row-mandate", announced.mandate.clone()),
        ("row-creditor", announced.creditor.clone()),
        ("row-creditor-name", announced.creditor_name.clone()),
    ];
    if let Some(digits) = &announced.account {
        rows.push(("row-account", format!("… {digits}")));
    }
    let args = vec![("amount", amount.into()), ("day", on.into())];
    Parts { key: "debit", rows, then: vec!["debit-how", "debit-back"], button: "button", args }
}

/// What is owed and not paid.
fn debt_parts(language: Language, news: &News) -> Parts {
    let money = |amount: &Cents| amount.format(language);
    let day = |day: &Date| long_date(language, *day);
    let about = |key, amount: String, rows, then, args: Vec<(&'static str, Arg)>| {
        let args = args.into_iter().chain([("amount", Arg::from(amount))]).collect();
        Parts { key, rows, then, button: "button-pay", args }
    };
    match news {
        News::PaymentFailed { number, amount, again } => {
            let rows = vec![("row-amount", money(amount)), ("row-number", number.to_string())];
            let (then, when) = match again {
                Some(again) => (vec!["failed-again", "failed-method"], day(again)),
                None => (vec!["failed-method"], String::new()),
            };
            let args = vec![("number", number.to_string().into()), ("day", when.into())];
            about("failed", money(amount), rows, then, args)
        }
        News::DebtAgain { number, amount, due_on } => {
            let rows = vec![
                ("row-amount", money(amount)),
                ("row-number", number.to_string()),
                ("row-due", day(due_on)),
            ];
            let args = vec![("number", number.to_string().into()), ("day", day(due_on).into())];
            about("again", money(amount), rows, vec!["again-how"], args)
        }
        News::Reminder(ReminderNews { tone, amount, then, .. }) => {
            let (key, what) = match tone {
                Tone::First => ("remind-first", "remind-first-then"),
                Tone::Next => ("remind-next", "remind-next-then"),
                Tone::Last => ("remind-last", "remind-last-then"),
            };
            let args = vec![("day", day(then).into())];
            about(key, money(amount), vec![], vec![what, "remind-talk"], args)
        }
        News::ExportOnly { amount, then } => {
            let args = vec![("day", day(then).into())];
            about("export-only", money(amount), vec![], vec!["export-only-then", "export"], args)
        }
        News::ReadOnly { amount, then } => {
            let args = vec![("day", day(then).into())];
            about("read-only", money(amount), vec![], vec!["read-only-then", "export"], args)
        }
        // Nothing is owed any more.
        _ => Parts {
            button: "button",
            ..about("restored", String::new(), vec![], vec!["restored-thanks"], vec![])
        },
    }
}

#[cfg(test)]
mod tests;
