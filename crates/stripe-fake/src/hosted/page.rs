//! The pages themselves. Everything that comes from outside passes through `maud`, which escapes it.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;
use time::OffsetDateTime;

use super::answers::{Answers, Choice, Field, Wrong};
use super::words::{Outcomes, Words};
use crate::instruments::{self, Behaviour, Instrument};

const STYLE: &str = include_str!("page.css");

/// What every page of a session needs.
pub struct Setting<'a> {
    pub words: &'static Words,
    pub business: &'a str,
    pub session: &'a Value,
    pub now: i64,
}

impl Setting<'_> {
    fn cancel_url(&self) -> Option<&str> {
        self.session["cancel_url"].as_str()
    }

    fn allows(&self, kind: &str) -> bool {
        self.session["payment_method_types"]
            .as_array()
            .is_some_and(|types| types.iter().any(|one| one == kind))
    }
}

pub fn form(setting: &Setting<'_>, answers: &Answers, wrong: Option<&Wrong>) -> Markup {
    let words = setting.words;
    let introduction = html! {
        aside {
            @if let Some(url) = setting.cancel_url() { a href=(url) { "← " (words.back) } }
            p.business { (setting.business) }
            h1 { (words.title) }
            p.intro { (words.intro.replace("{}", setting.business)) }
        }
    };
    let form = html! {
        form.paper method="post" novalidate {
            @if let Some(wrong) = wrong { (alert(words, wrong)) }
            (holder(words, answers, wrong))
            (kinds(setting, answers, wrong))
            @if setting.allows("card") {
                fieldset.of-card id="cards" aria-invalid=[is_wrong(wrong, Field::Card)] {
                    legend { (words.card) }
                    (cards(setting, answers))
                }
            }
            @if setting.allows("sepa_debit") {
                fieldset.of-account id="accounts" aria-invalid=[is_wrong(wrong, Field::Account)] {
                    legend { (words.account) }
                    (accounts(words, answers))
                    (mandate(setting))
                }
            }
            div.actions {
                button name="action" value="save" { (words.confirm) }
                @if let Some(url) = setting.cancel_url() { a.button.quiet href=(url) { (words.cancel) } }
            }
        }
    };
    frame(words, words.title, false, html! { (introduction) (form) })
}

fn is_wrong(wrong: Option<&Wrong>, field: Field) -> Option<&'static str> {
    wrong.filter(|wrong| wrong.field == field).map(|_| "true")
}

/// The name of a field, and where it is.
fn label(words: &Words, field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Name => (words.name, "#name"),
        Field::Email => (words.email, "#email"),
        Field::Method => (words.method, "#kinds"),
        Field::Card => (words.card, "#cards"),
        Field::Account => (words.account, "#accounts"),
    }
}

fn alert(words: &Words, wrong: &Wrong) -> Markup {
    let (name, place) = label(words, wrong.field);
    html! {
        div.alert role="alert" {
            p { strong { (words.errors.title) } }
            p { a href=(place) { (name) } ": " (wrong.says(words)) }
        }
    }
}

fn holder(words: &Words, answers: &Answers, wrong: Option<&Wrong>) -> Markup {
    let field = |field: Field, id: &str, kind: &str, complete: &str, value: &str| {
        let here = wrong.filter(|wrong| wrong.field == field);
        html! {
            div.field {
                label for=(id) { (label(words, field).0) }
                input id=(id) name=(id) type=(kind) autocomplete=(complete) maxlength="200" value=(value)
                    aria-invalid=[here.map(|_| "true")] aria-describedby=[here.map(|_| format!("{id}-wrong"))];
                @if let Some(wrong) = here { p.wrong id={ (id) "-wrong" } { (wrong.says(words)) } }
            }
        }
    };
    html! {
        fieldset {
            legend { (words.holder) }
            div.fields {
                (field(Field::Name, "name", "text", "name", &answers.name))
                (field(Field::Email, "email", "email", "email", &answers.email))
            }
        }
    }
}

fn kinds(setting: &Setting<'_>, answers: &Answers, wrong: Option<&Wrong>) -> Markup {
    let words = setting.words;
    // In the order in which the session has them.
    let allowed = setting.session["payment_method_types"].as_array().into_iter().flatten();
    let offered: Vec<(&str, &str, &str)> = allowed
        .filter_map(Value::as_str)
        .map(|kind| match kind {
            "card" => ("card", kind, words.card),
            _ => ("account", kind, words.account),
        })
        .collect();
    // Without an answer the first one is open.
    let chosen = match answers.kind.as_str() {
        "" => offered.first().map_or("", |(_, kind, _)| *kind),
        chosen => chosen,
    };
    html! {
        fieldset id="kinds" aria-invalid=[is_wrong(wrong, Field::Method)] {
            legend { (words.method) }
            div.kinds {
                @for (id, kind, name) in &offered {
                    label { input type="radio" id=(id) name="kind" value=(kind) checked[*kind == chosen]; (name) }
                }
            }
        }
    }
}

fn cards(setting: &Setting<'_>, answers: &Answers) -> Markup {
    let words = setting.words;
    let choices = Choice::all(setting.now);
    let group = |choice: &Choice| match choice.card.behaviour {
        _ if choice.card.unusable => 2,
        Behaviour::Succeeds | Behaviour::AsksOnSaving if !choice.soon => 0,
        _ => 1,
    };
    html! {
        @for (index, title) in words.groups.iter().enumerate() {
            p.group { (title) }
            div.tiles {
                @for choice in choices.iter().filter(|choice| group(choice) == index) {
                    (tile("card", &choice.value(), answers.card == choice.value(), &number(choice.card.known), html! {
                        (card_says(&words.outcomes, choice))
                        span.until { (words.expires) " " (format!("{:02}/{}", choice.expires.0, choice.expires.1)) }
                    }))
                }
            }
        }
    }
}

fn accounts(words: &Words, answers: &Answers) -> Markup {
    let (here, elsewhere): (Vec<Instrument>, Vec<Instrument>) =
        instruments::accounts().partition(|account| account.known.starts_with("BE"));
    let tiles = |accounts: &[Instrument]| {
        html! {
            div.tiles {
                @for account in accounts {
                    (tile("iban", account.known, answers.iban == account.known, &number(account.known),
                        html! { (debit_says(&words.outcomes, account)) }))
                }
            }
        }
    };
    html! {
        (tiles(&here))
        details open[elsewhere.iter().any(|account| answers.iban == account.known)] {
            summary { (words.other_accounts) }
            (tiles(&elsewhere))
        }
    }
}

fn tile(name: &str, value: &str, checked: bool, number: &str, says: Markup) -> Markup {
    html! {
        label.tile {
            input type="radio" name=(name) value=(value) checked[checked];
            span { span.number { (number) } span.says { (says) } }
        }
    }
}

/// In fours, as it is printed.
fn number(known: &str) -> String {
    let letters: Vec<char> = known.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

fn card_says(outcomes: &Outcomes, choice: &Choice) -> &'static str {
    match choice.card.behaviour {
        _ if choice.soon => outcomes.expires_soon,
        _ if choice.card.unusable => outcomes.declined,
        Behaviour::Succeeds => outcomes.pays,
        Behaviour::Declines(..) => outcomes.declined_later,
        Behaviour::AsksAlways => outcomes.asks_always,
        Behaviour::AsksOnSaving => outcomes.asks_once,
        Behaviour::IsDisputed => outcomes.disputed,
        Behaviour::LosesRefunds => outcomes.loses_refunds,
    }
}

fn debit_says(outcomes: &Outcomes, account: &Instrument) -> &'static str {
    match (account.behaviour, account.late) {
        (Behaviour::IsDisputed, _) => outcomes.debit_returned,
        (Behaviour::Declines(..), false) => outcomes.debit_fails,
        (Behaviour::Declines(..), true) => outcomes.debit_fails_late,
        (_, false) => outcomes.debit_pays,
        (_, true) => outcomes.debit_pays_late,
    }
}

fn mandate(setting: &Setting<'_>) -> Markup {
    let words = setting.words;
    html! {
        div.mandate {
            h2 { (words.mandate) }
            p { (words.mandate_text.replace("{}", setting.business)) }
            p { (words.mandate_refund) }
        }
    }
}

/// The bank asks whether it is the holder.
pub fn proof(setting: &Setting<'_>) -> Markup {
    let words = setting.words;
    let form = html! {
        form.paper method="post" {
            h1 { (words.proof.title) }
            p.intro { (words.proof.text) }
            div.actions {
                button name="action" value="prove" { (words.proof.yes) }
                button.quiet name="action" value="fail" { (words.proof.no) }
            }
        }
    };
    frame(words, words.proof.title, true, form)
}

/// Nothing left to do here.
pub fn notice(words: &'static Words, says: &str, onward: Option<&str>) -> Markup {
    let paper = html! {
        section.paper {
            h1 { (says) }
            @if let Some(url) = onward { a.button href=(url) { (words.go_on) } }
        }
    };
    frame(words, says, true, paper)
}

fn frame(words: &Words, title: &str, single: bool, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " · " (words.test_mode) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                div.test role="note" { strong { (words.test_mode) } span { (words.test_note) } }
                main.single[single] { (content) }
            }
        }
    }
}

/// End of this month: a card that is about to expire.
pub fn month_of(now: i64) -> (i64, i64) {
    let now = OffsetDateTime::from_unix_timestamp(now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    (u8::from(now.month()).into(), now.year().into())
}
