use time::macros::date;

use super::*;

fn number(sequence: u32) -> Number {
    Number::new(2026, sequence).expect("a number")
}

/// One of each kind, by the name its picture has.
fn all() -> Vec<(&'static str, News)> {
    let amount = Cents(54_450);
    let day = date!(2026 - 12 - 07);
    let pay = |pay| {
        News::Invoice(InvoiceNews {
            number: number(123),
            amount,
            open: amount,
            due_on: day,
            pay,
            electronic: true,
        })
    };
    let transfer =
        Pay::Transfer { iban: "BE68539007547034".into(), communication: "+++202/6000/12394+++".into() };
    let reminder = |tone| {
        let bills = vec![
            (number(101), date!(2026 - 10 - 15), Cents(50_000)),
            (number(117), date!(2026 - 11 - 15), Cents(4_450)),
        ];
        News::Reminder(ReminderNews { tone, amount, then: day, bills })
    };
    let closed = |ending| News::Closed { ending, data_until: day };
    let debit = Announcement {
        number: number(123),
        amount,
        on: day,
        mandate: "KOPRO-0001".into(),
        creditor: "BE68ZZZ0812345603".into(),
        creditor_name: "KoproGo SRL".into(),
        account: Some("7034".into()),
    };
    vec![
        ("invoice-transfer", pay(transfer)),
        ("invoice-debit", pay(Pay::Debit)),
        ("invoice-card", pay(Pay::Card { digits: "4242".into() })),
        (
            "invoice-paid",
            News::Invoice(InvoiceNews {
                number: number(123),
                amount,
                open: Cents::ZERO,
                due_on: day,
                pay: Pay::Debit,
                electronic: false,
            }),
        ),
        ("credit", News::CreditNote { number: number(124), corrects: number(123), amount }),
        ("trial-ends", News::TrialEnds { last_day: day, goes_on: false }),
        ("trial-goes-on", News::TrialEnds { last_day: day, goes_on: true }),
        ("trial-over", News::TrialOver { closes_on: day }),
        ("debit", News::PreNotify(debit)),
        ("failed-again", News::PaymentFailed { number: number(123), amount, again: Some(day) }),
        ("failed", News::PaymentFailed { number: number(123), amount, again: None }),
        ("again", News::DebtAgain { number: number(123), amount, due_on: day }),
        ("remind-first", reminder(Tone::First)),
        ("remind-next", reminder(Tone::Next)),
        ("remind-last", reminder(Tone::Last)),
        ("read-only", News::ReadOnly { amount, then: day }),
        ("export-only", News::ExportOnly { amount, then: day }),
        ("restored", News::Restored),
        ("change", News::ChangePlanned { on: day, plan: "plus".into(), price: Cents(2_000) }),
        ("cancel", News::CancelConfirmed { on: day }),
        ("closed-cancelled", closed(Ending::Cancelled)),
        ("closed-trial", closed(Ending::TrialLapsed)),
        ("closed-unpaid", closed(Ending::Unpaid)),
        ("closed-bankrupt", closed(Ending::Bankrupt)),
        ("closed-ended", closed(Ending::Ended)),
        ("data-goes", News::DataGoes { data_until: day }),
    ]
}

fn mail(language: Language, news: News) -> Mail {
    billing(&BillingMail {
        language,
        firm: "Gérance <b>Brumelle</b> SRL".into(),
        link: "https://koprogo.example/firms/0/billing".into(),
        contact: "facturation@koprogo.example".into(),
        news,
    })
}

#[test]
fn every_language_says_everything_and_names_the_way_out() {
    for language in Language::ALL {
        for (name, news) in all() {
            let mail = mail(language, news);
            for body in [&mail.subject, &mail.text, &mail.html] {
                assert!(
                    !body.contains("billing-mail") && !body.contains("{$") && !body.contains("{ $"),
                    "{language} {name}: {body}"
                );
            }
            assert!(mail.text.contains("https://koprogo.example/firms/0/billing"), "{language} {name}");
            assert!(
                mail.text.contains("facturation@koprogo.example") && !mail.html.contains("<b>"),
                "{language} {name}"
            );
            assert!(!mail.html.contains("src=") && !mail.subject.is_empty(), "{language} {name}");
        }
    }
}

#[test]
fn no_two_kinds_say_the_same() {
    for language in Language::ALL {
        let texts: std::collections::BTreeSet<String> =
            all().into_iter().map(|(_, news)| mail(language, news).text).collect();
        assert_eq!(texts.len(), all().len(), "{language}");
    }
}

#[test]
fn a_direct_debit_is_announced_with_all_that_its_rules_want() {
    let (_, news) = all().into_iter().find(|(name, _)| *name == "debit").expect("the announcement");
    for language in Language::ALL {
        let text = mail(language, news.clone()).text;
        for fact in ["KOPRO-0001", "BE68ZZZ0812345603", "KoproGo SRL", "2026-000123", "7034", "544"] {
            assert!(text.contains(fact), "{language}: {fact} in {text}");
        }
    }
}

/// `MAIL_PICTURES=folder` writes every mail as a page, for looking at.
#[test]
fn mails_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MAIL_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for language in Language::ALL {
        for (name, news) in all() {
            let mail = mail(language, news);
            std::fs::write(folder.join(format!("{name}.{language}.html")), &mail.html).expect("a page");
            std::fs::write(
                folder.join(format!("{name}.{language}.txt")),
                format!("{}\n\n{}", mail.subject, mail.text),
            )
            .expect("a text");
        }
    }
}
