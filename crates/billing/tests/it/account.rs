use std::collections::BTreeSet;

use billing::account::{Account, AccountError, Event};
use billing::catalogue::{Coupon, Off, Tariff};
use billing::charge::Commitment;
use billing::invoice::{Invoice, Kind, Number, Reason};
use billing::usage::{Fact, What};
use billing::vat::{Hold, Rates, Vies};
use domain::prorate::Span;
use domain::{Cents, Language};
use proptest::prelude::*;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::fixtures::{languages, terms};
use crate::{ZONES, cases, copro, day, instants, nth, tariffs};

fn open(begins: Date) -> Account {
    let rates = Rates::embedded().expect("the table of rates");
    Account::open(Uuid::from_u128(7), begins, "Europe/Brussels", rates).expect("an account")
}

fn standard(cents: i64) -> Tariff {
    let (plan, version) = ("standard".to_owned(), "2023-01".to_owned());
    Tariff { plan, version, price_cents: Cents(cents), tiers: Vec::new() }
}

fn began(n: u8, on: &str) -> Event {
    let at = day(on).midnight().assume_utc() - Duration::hours(12);
    Event::Used(Fact { key: format!("began-{n}-{on}"), at, what: What::Began { copro: copro(n) } })
}

fn ended(n: u8, on: &str) -> Event {
    let at = day(on).midnight().assume_utc() - Duration::hours(12);
    Event::Used(Fact { key: format!("ended-{n}-{on}"), at, what: What::Ended { copro: copro(n) } })
}

/// An account of 2024 on Standard with one copro, told by its days.
fn usual() -> Account {
    let mut account = open(day("2024-01-31"));
    let agreed = Event::Agreed { from: day("2024-01-31"), tariff: Some(standard(1_500)) };
    let billed = Event::Billed(Box::new(terms(0, Language::Fr)));
    for event in [agreed, billed, began(1, "2024-01-31")] {
        account.apply(event).expect("an event");
    }
    account
}

fn number(on: Date, n: u32) -> Number {
    Number::new(u16::try_from(on.year()).expect("a year"), n).expect("a number")
}

fn close(until: &str, n: u32) -> Event {
    let on = day(until).next_day().expect("a day");
    Event::Closed { until: day(until), reason: Reason::Period, number: Some(number(on, n)), on }
}

fn applied(account: &mut Account, event: Event) -> Result<Option<Invoice>, AccountError> {
    account.apply(event).map(|invoice| invoice.cloned())
}

#[test]
fn a_period_is_invoiced_once() {
    let mut account = usual();
    let first = applied(&mut account, close("2024-02-28", 1)).expect("a period").expect("an invoice");
    assert_eq!((first.supplied.from, first.supplied.to), (day("2024-01-31"), day("2024-02-28")));
    assert_eq!(first.totals.net_cents, Cents(1_500));
    let (from, to) = (day("2024-02-29"), day("2024-03-30"));
    assert_eq!(applied(&mut account, close("2024-02-28", 2)), Err(AccountError::Until { from, to }));
    assert_eq!(applied(&mut account, close("2024-03-29", 2)), Err(AccountError::Until { from, to }));
    let early = Event::Closed { until: to, reason: Reason::Period, number: None, on: to };
    assert_eq!(applied(&mut account, early), Err(AccountError::NotOver { until: to }));
    let on = day("2024-03-31");
    let without = Event::Closed { until: to, reason: Reason::Period, number: None, on };
    assert_eq!(applied(&mut account, without), Err(AccountError::NumberMissing));
    let annual = Event::Closed { until: to, reason: Reason::Annual, number: None, on };
    assert_eq!(applied(&mut account, annual), Err(AccountError::Reason));
    assert_eq!(account.invoices().len(), 1, "what is refused leaves no trace");
    assert!(applied(&mut account, close("2024-03-30", 2)).is_ok());
}

#[test]
fn nothing_to_ask_takes_no_number() {
    let mut account = usual();
    account.apply(ended(1, "2024-01-31")).expect("an event");
    assert_eq!(applied(&mut account, close("2024-02-28", 1)), Err(AccountError::NumberUnused));
    let (until, on) = (day("2024-02-28"), day("2024-02-29"));
    let event = Event::Closed { until, reason: Reason::Period, number: None, on };
    assert_eq!(applied(&mut account, event), Ok(None));
}

#[test]
fn late_facts_are_asked_for_or_given_back() {
    let mut account = usual();
    account.apply(close("2024-02-28", 1)).expect("a period");
    // Two more copros since the 15th, of which nobody had told: 2 × 14 of 29 days.
    account.apply(began(2, "2024-02-15")).expect("an event");
    account.apply(began(3, "2024-02-15")).expect("an event");
    let second = applied(&mut account, close("2024-03-30", 2)).expect("a period").expect("an invoice");
    assert_eq!(second.corrects[0].number, number(day("2024-02-29"), 1));
    let told: Vec<_> = second.lines.iter().map(|line| (line.item.as_str(), line.net_cents.0)).collect();
    assert_eq!(told, [("standard", 4_500), ("correction", 1_448)]);
    // They had ended on the 20th: what was asked for since goes back, from both invoices.
    account.apply(ended(2, "2024-02-20")).expect("an event");
    account.apply(ended(3, "2024-02-20")).expect("an event");
    let on = day("2024-04-02");
    let give_back = |n| {
        let (invoice, number) = (number(day("2024-03-31"), 2), number(on, n));
        Event::Credited { invoice, number, on, why: "Fin tardive".to_owned() }
    };
    let note = applied(&mut account, give_back(3)).expect("a credit").expect("a credit note");
    // 3 000 of March, and 1 448 less 2 × 5 of 29 days (517).
    assert_eq!(note.totals.net_cents, Cents(3_000 + 931));
    assert_eq!(account.owed(), Ok(Vec::new()));
    assert!(matches!(applied(&mut account, give_back(4)), Err(AccountError::Credit(_))), "given back once");
}

#[test]
fn corrections_without_a_period_are_once_a_month_too() {
    let mut account = usual();
    account.apply(close("2024-02-28", 1)).expect("a period");
    let correct = |on: &str, n| {
        let (until, on) = (day(on), day(on));
        Event::Closed { until, reason: Reason::Correction, number: Some(number(on, n)), on }
    };
    account.apply(began(2, "2024-01-31")).expect("an event");
    let first = applied(&mut account, correct("2024-03-05", 2)).expect("a correction").expect("an invoice");
    assert_eq!((first.totals.net_cents, first.supplied), (Cents(1_500), account.closed()[0].span));
    account.apply(began(3, "2024-01-31")).expect("an event");
    let again = applied(&mut account, correct("2024-03-06", 3));
    assert_eq!(again, Err(AccountError::Invoiced(first.number)));
    assert!(applied(&mut account, correct("2024-04-01", 3)).is_ok(), "in the next month");
}

#[test]
fn a_year_ahead_is_asked_once_and_covers_its_copros() {
    let mut account = usual();
    let commitment = Commitment { copros: 1, tariff: standard(1_500), discount_basis_points: 1_000 };
    let commit = |from: &str, n| {
        let (from, on) = (day(from), day("2024-01-31"));
        Event::Committed { from, commitment: commitment.clone(), number: number(on, n), on }
    };
    assert_eq!(applied(&mut account, commit("2024-02-10", 1)), Err(AccountError::CommittedFrom));
    let invoice = applied(&mut account, commit("2024-01-31", 1)).expect("a year").expect("an invoice");
    assert_eq!(invoice.totals.net_cents, Cents(16_200));
    assert_eq!(invoice.cause.period.to, day("2025-01-30"));
    assert_eq!(applied(&mut account, commit("2024-02-29", 2)), Err(AccountError::CommittedFrom));
    let (until, on) = (day("2024-02-28"), day("2024-02-29"));
    let closed = Event::Closed { until, reason: Reason::Period, number: None, on };
    assert_eq!(applied(&mut account, closed), Ok(None), "paid ahead");
    account.apply(began(2, "2024-02-29")).expect("an event");
    let more = applied(&mut account, close("2024-03-30", 2)).expect("a period").expect("an invoice");
    assert_eq!(more.totals.net_cents, Cents(1_500), "one more than committed");
}

#[test]
fn who_is_held_is_not_invoiced() {
    let mut account = usual();
    let mut held = terms(2, Language::Fr);
    let since = day("2024-02-20");
    held.customer.vies = Vies::Down { since };
    account.apply(Event::Billed(Box::new(held.clone()))).expect("an event");
    let down = applied(&mut account, close("2024-02-28", 1));
    assert_eq!(down, Err(AccountError::Hold(Hold::ViesDown { since })));
    held.customer.vies = Vies::Valid { on: day("2024-02-29"), reference: "WAPI-2".to_owned() };
    account.apply(Event::Billed(Box::new(held))).expect("an event");
    let invoice = applied(&mut account, close("2024-02-28", 1)).expect("a period").expect("an invoice");
    assert_eq!(invoice.totals.vat_cents, Cents(0));
    assert_eq!(invoice.mentions[0].text, "Autoliquidation");
}

/// What happens to a firm: with each fact, the days it takes to arrive.
#[derive(Clone, Debug)]
struct Life {
    begins: Date,
    language: Language,
    taxable: u8,
    facts: Vec<(OffsetDateTime, What, i64)>,
    plans: Vec<(Date, Option<Tariff>)>,
    moves: Vec<(Date, &'static str)>,
    coupon: Option<(Coupon, Date)>,
    ahead: Option<(u8, u32)>,
    /// The period in which it ends, and so many days before the period does.
    ends: (u8, i64),
}

fn lives() -> impl Strategy<Value = Life> {
    let what = prop_oneof![
        3 => (0_u8..6).prop_map(|n| What::Began { copro: copro(n) }),
        2 => (0_u8..6).prop_map(|n| What::Ended { copro: copro(n) }),
    ];
    let facts = prop::collection::vec((instants(), what, prop_oneof![Just(0_i64), 0_i64..70]), 1..40);
    let begins = (0_i64..24, prop_oneof![1_u8..=31, 28_u8..=31]).prop_map(|(month, day_of_month)| {
        let month = domain::prorate::add_months(nth(0), u32::try_from(month).expect("few")).expect("a month");
        month.replace_day(day_of_month.min(month.month().length(month.year()))).expect("a day")
    });
    let plans = prop::collection::vec((0_i64..1_100, prop::option::weighted(0.9, tariffs())), 0..4);
    let moves = prop::collection::vec((0_i64..1_100, prop::sample::select(&ZONES[..])), 0..3);
    let off = prop_oneof![
        (1_u32..=10_000).prop_map(Off::Percent),
        (1_i64..5_000).prop_map(|cents| Off::Amount(Cents(cents)))
    ];
    let coupon = prop::option::of((off, 1_u16..6, 0_i64..1_100));
    let ahead = prop::option::weighted(0.3, (0_u8..12, 0_u32..5));
    let person = (languages(), 0_u8..2);
    ((begins, person, tariffs()), facts, plans, moves, coupon, ahead, (0_u8..26, 0_i64..28)).prop_map(
        |((begins, (language, taxable), first), facts, plans, moves, coupon, ahead, ends)| {
            let later = plans.into_iter().map(|(n, tariff)| (nth(n).max(begins), tariff));
            let plans = std::iter::once((begins, Some(first))).chain(later).collect();
            let moves = moves.into_iter().map(|(n, zone)| (nth(n), zone)).collect();
            let coupon = coupon.map(|(off, months, n)| {
                let coupon = Coupon { code: "C".to_owned(), off, months, from: nth(0), to: nth(1_100) };
                (coupon, nth(n).max(begins))
            });
            Life { begins, language, taxable, facts, plans, moves, coupon, ahead, ends }
        },
    )
}

/// A life lived: closes each period on the day after, with what had arrived by then, and writes the log.
struct Run {
    account: Account,
    log: Vec<Event>,
    number: u32,
}

impl Run {
    fn tell(&mut self, event: Event) -> Option<Invoice> {
        self.log.push(event.clone());
        applied(&mut self.account, event).expect("an event")
    }

    fn next_number(&mut self, on: Date) -> Number {
        self.number += 1;
        number(on, self.number)
    }

    fn close(&mut self, until: Date, reason: Reason, on: Date) {
        let draft = self.account.draft(until, reason, on).expect("a draft");
        let number = draft.as_ref().map(|_| self.next_number(on));
        let invoice = self.tell(Event::Closed { until, reason, number, on });
        assert_eq!(invoice.map(|i| i.totals), draft.map(|d| d.totals), "the draft is what comes");
        while let Some(owed) = self.account.owed().expect("owed").into_iter().find(|o| o.cents.is_negative())
        {
            let (invoice, number) = (owed.invoice.expect("an invoice").number, self.next_number(on));
            self.tell(Event::Credited { invoice, number, on, why: "Late".to_owned() });
        }
    }
}

fn facts(life: &Life) -> Vec<(Date, Event)> {
    let fact = |(n, (at, what, late)): (usize, &(OffsetDateTime, What, i64))| {
        let fact = Fact { key: format!("{n:03}"), at: *at, what: *what };
        (at.date() + Duration::days(*late), Event::Used(fact))
    };
    let mut facts: Vec<_> = life.facts.iter().enumerate().map(fact).collect();
    facts.sort_by_key(|(arrival, _)| *arrival);
    facts
}

/// What is agreed, all of it known from the start.
fn agreed(life: &Life) -> Vec<Event> {
    let mut events = vec![Event::Billed(Box::new(terms(life.taxable, life.language)))];
    events.extend(
        life.plans.iter().map(|(from, tariff)| Event::Agreed { from: *from, tariff: tariff.clone() }),
    );
    events
        .extend(life.moves.iter().map(|(from, zone)| Event::Moved { from: *from, zone: (*zone).to_owned() }));
    events.extend(life.coupon.iter().map(|(coupon, on)| Event::Redeemed { coupon: coupon.clone(), on: *on }));
    events
}

fn live(life: &Life) -> Run {
    let mut run = Run { account: open(life.begins), log: Vec::new(), number: 0 };
    agreed(life).into_iter().for_each(|event| drop(run.tell(event)));
    let mut coming = facts(life).into_iter().peekable();
    for n in 0..=life.ends.0 {
        let part = run.account.open_part().expect("a period");
        if let Some((_, copros)) = life.ahead.filter(|(when, copros)| *when == n && *copros > 0) {
            let commitment = Commitment { copros, tariff: standard(1_300), discount_basis_points: 1_000 };
            let number = run.next_number(part.from);
            run.tell(Event::Committed { from: part.from, commitment, number, on: part.from });
        }
        let last = n == life.ends.0;
        let until = if last { part.to - Duration::days(life.ends.1.min(part.days() - 1)) } else { part.to };
        let on = until.next_day().expect("a day");
        while let Some((_, event)) = coming.next_if(|(arrival, _)| *arrival <= on) {
            run.tell(event);
        }
        run.close(until, if last { Reason::Termination } else { Reason::Period }, on);
    }
    coming.for_each(|(_, event)| drop(run.tell(event)));
    let on = day("2030-01-01");
    run.close(on, Reason::Correction, on);
    run
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn one_invoice_per_period_and_reason_and_no_day_twice(life in lives()) {
        let run = live(&life);
        let invoices = run.account.invoices();
        let mut causes = BTreeSet::new();
        for invoice in invoices.iter().filter(|invoice| invoice.kind == Kind::Invoice) {
            let Span { from, to } = invoice.cause.period;
            prop_assert!(causes.insert((from, to, invoice.cause.reason)), "twice: {:?}", invoice.cause);
        }
        let mut next = Some(life.begins);
        for closed in run.account.closed() {
            prop_assert_eq!(Some(closed.span.from), next, "periods tile");
            prop_assert!(closed.span.from >= closed.period.from && closed.span.to <= closed.period.to);
            next = closed.span.to.next_day();
        }
        let numbers: Vec<u32> = invoices.iter().map(|invoice| invoice.number.sequence()).collect();
        prop_assert_eq!(numbers, (1..=run.number).collect::<Vec<u32>>());
        let ended = run.account.draft(day("2030-01-02"), Reason::Period, day("2030-02-01"));
        prop_assert_eq!(ended, Err(AccountError::Ended));
    }

    /// What was asked less what was given back is what the days cost, told all facts at once and in another order.
    #[test]
    fn what_is_asked_is_what_was_used(life in lives()) {
        let run = live(&life);
        let mut informed = open(life.begins);
        let told = facts(&life).into_iter().rev().map(|(_, event)| event).chain(agreed(&life));
        let ahead = run.log.iter().filter(|event| matches!(event, Event::Committed { .. })).cloned();
        for event in told.chain(ahead) {
            informed.apply(event).expect("an event");
        }
        for closed in run.account.closed() {
            let cost = informed.charge(closed.span).expect("a charge").net();
            prop_assert_eq!(closed.total(), cost, "{:?}", closed);
        }
        let cost: i64 = run.account.closed().iter().map(|closed| closed.total().0).sum();
        let asked = run.account.invoices().iter().filter(|i| i.cause.reason != Reason::Annual);
        let asked = asked.map(|i| if i.kind == Kind::Invoice { i.totals.net_cents.0 } else { -i.totals.net_cents.0 });
        prop_assert_eq!(asked.sum::<i64>(), cost);
    }

    #[test]
    fn a_log_read_again_gives_the_same_bytes(life in lives()) {
        let run = live(&life);
        let written = serde_json::to_string(&run.log).expect("JSON");
        let log: Vec<Event> = serde_json::from_str(&written).expect("the log");
        let again = open(life.begins).replay(log).expect("a log");
        let bytes = |account: &Account| account.invoices().iter().map(Invoice::canonical).collect::<Vec<_>>();
        prop_assert_eq!(bytes(&again), bytes(&run.account));
    }
}
