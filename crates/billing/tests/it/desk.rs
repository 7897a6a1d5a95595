//! One firm's file on the desk: what is foreseen is what is made, and whoever looks seldom sees what a daily look would have made.

use std::collections::VecDeque;

use billing::account::Event as Log;
use billing::catalogue::{Coupon, Off};
use billing::customer::Details;
use billing::desk::{Ahead, Desk, NotRedeemed, Paper, Rules, Stored};
use billing::invoice::{Invoice, Means, Number};
use billing::receivable::Entry;
use billing::subscription::{Fact, Method, MethodKind, Rung, Subscription};
use billing::usage::{Fact as Used, What};
use billing::vat::Vies;
use domain::address::Address;
use domain::{Cents, FirmId, Language};
use time::macros::date;
use time::{Date, Duration};
use uuid::Uuid;

const BEGAN: Date = date!(2026 - 01 - 31);
/// The first charged day: thirty days of trial are over.
const CHARGED: Date = date!(2026 - 03 - 02);

/// What the store keeps between two sittings.
struct File {
    rules: Rules,
    firm: FirmId,
    subscription: Option<Subscription>,
    charged_from: Option<Date>,
    log: Vec<Log>,
    entries: Vec<Entry>,
    papers: VecDeque<Paper>,
    invoices: Vec<Invoice>,
    ids: u128,
}

impl File {
    /// A firm with so many copros since its first day.
    fn of(copros: u128) -> File {
        let began = |n: u128| {
            let copro = Uuid::from_u128(n).into();
            let at = BEGAN.midnight().assume_utc() + Duration::hours(9);
            Log::Used(Used { key: format!("copro:{n}"), at, what: What::Began { copro } })
        };
        File {
            rules: Rules::embedded().expect("the rules"),
            firm: Uuid::from_u128(7).into(),
            subscription: None,
            charged_from: None,
            log: (1..=copros).map(began).collect(),
            entries: Vec::new(),
            papers: VecDeque::new(),
            invoices: Vec::new(),
            ids: 1 << 64,
        }
    }

    fn sit<T>(&mut self, on: Date, act: impl FnOnce(&mut Desk<'_>) -> T) -> T {
        let details = Details {
            name: "Gérance Brumelle".to_owned(),
            address: Address {
                street: "Rue de l'Exemple 1".to_owned(),
                postal_code: "5000".to_owned(),
                city: "Namur".to_owned(),
                country: "BE".to_owned(),
            },
            company_number: Some("0812.345.603".to_owned()),
            taxable: true,
            vat_number: None,
            email: "comptabilite@brumelle.example".to_owned(),
            language: Language::Fr,
            reference: None,
        };
        let billed = details.terms(&self.rules.platform, self.firm.uuid(), Vies::Unknown, Means::Transfer);
        let stored = Stored {
            firm: self.firm,
            subscription_id: Uuid::from_u128(8),
            subscription: self.subscription.clone(),
            plan: "standard".to_owned(),
            began_on: BEGAN,
            zone: "Europe/Brussels".to_owned(),
            charged_from: self.charged_from,
            log: self.log.clone(),
            entries: self.entries.clone(),
            papers: self.papers.clone(),
            billed: Some(billed),
        };
        let mut next = self.ids;
        let ids = move || {
            next += 1;
            Uuid::from_u128(next)
        };
        let mut desk = Desk::open(&self.rules, stored, on, ids).expect("a desk");
        desk.tell(Fact::DayPassed).expect("the day passes");
        let answer = act(&mut desk);
        while desk.wants_number().expect("an answer").expect("nothing waits") {
            let sequence = u32::try_from(self.invoices.len()).expect("few") + 1;
            let number = Number::new(2026, sequence).expect("a number");
            self.invoices.push(desk.issue(number, on).expect("an invoice"));
        }
        let (state, charged_from) = (desk.subscription().clone(), desk.charged_from());
        let papers = desk.papers().clone();
        let out = desk.finish();
        self.ids += 1 << 32;
        self.subscription = Some(state);
        self.charged_from = charged_from;
        self.papers = papers;
        self.log.extend(out.log.into_iter().map(|(_, event)| event));
        self.entries.extend(out.entries);
        answer
    }

    fn pays_by_card(&mut self, on: Date) {
        let method = Method { id: Uuid::from_u128(9), kind: MethodKind::Card };
        self.sit(on, |desk| desk.tell(Fact::MethodAdded(method)).expect("a method"));
    }

    fn ahead(&mut self, on: Date) -> Option<Ahead> {
        self.sit(on, |desk| desk.ahead(Language::Fr).expect("a look ahead"))
    }
}

fn daily(file: &mut File, from: Date, to: Date) {
    let mut day = from;
    while day <= to {
        file.sit(day, |_| ());
        day = day.next_day().expect("a day");
    }
}

#[test]
fn whoever_looks_seldom_sees_what_a_daily_look_would_have_made() {
    let end = date!(2026 - 06 - 15);
    let (mut often, mut seldom) = (File::of(3), File::of(3));
    for file in [&mut often, &mut seldom] {
        file.pays_by_card(BEGAN);
    }
    daily(&mut often, BEGAN, end);
    seldom.sit(end, |_| ());
    let asked = |file: &File| -> Vec<(Date, Date, Cents)> {
        file.invoices.iter().map(|i| (i.supplied.from, i.supplied.to, i.totals.payable_cents)).collect()
    };
    assert_eq!(asked(&often), asked(&seldom));
    assert_eq!(often.invoices.len(), 3);
    assert_eq!(often.invoices[0].totals.net_cents, Cents(4500));
    assert_eq!(often.charged_from, Some(CHARGED));
}

#[test]
fn the_next_invoice_is_made_as_it_was_foreseen() {
    let mut file = File::of(3);
    file.pays_by_card(BEGAN);
    let first = file.ahead(date!(2026 - 02 - 10)).expect("the first invoice is foreseen in the trial");
    assert_eq!((first.days.from, first.so_far.is_none()), (CHARGED, true));
    daily(&mut file, date!(2026 - 02 - 11), date!(2026 - 03 - 20));
    let ahead = file.ahead(date!(2026 - 03 - 20)).expect("an invoice is to come");
    assert_eq!(ahead.at_end, first.at_end);
    let so_far = ahead.so_far.expect("days have passed");
    // Nineteen of thirty-one days.
    assert_eq!(so_far.net_cents, Cents(2758));
    daily(&mut file, date!(2026 - 03 - 21), ahead.made_on);
    let made = &file.invoices[0];
    assert_eq!((made.issued_on, made.supplied), (ahead.made_on, ahead.days));
    assert_eq!(Some(made.totals.payable_cents), ahead.at_end.payable_cents);
    let lines: Vec<(&str, Cents)> =
        made.lines.iter().map(|l| (l.description.as_str(), l.net_cents)).collect();
    let foreseen: Vec<(&str, Cents)> =
        ahead.at_end.lines.iter().map(|l| (l.description.as_str(), l.net_cents)).collect();
    assert_eq!(lines, foreseen);
}

#[test]
fn a_coupon_of_the_trial_is_good_from_the_first_period_and_once() {
    let mut file = File::of(2);
    file.pays_by_card(BEGAN);
    let coupon =
        Coupon { code: "ESSAI".to_owned(), off: Off::Percent(5_000), months: 1, from: BEGAN, to: CHARGED };
    let again = coupon.clone();
    assert_eq!(file.sit(BEGAN, |desk| desk.redeem(coupon).expect("an answer")), Ok(()));
    assert_eq!(file.sit(BEGAN, |desk| desk.redeem(again).expect("an answer")), Err(NotRedeemed::Again));
    daily(&mut file, BEGAN, date!(2026 - 05 - 05));
    let asked: Vec<Cents> = file.invoices.iter().map(|invoice| invoice.totals.net_cents).collect();
    assert_eq!(asked, [Cents(1500), Cents(3000)]);
}

#[test]
fn the_step_that_is_foretold_is_the_one_that_is_taken() {
    let mut file = File::of(1);
    file.pays_by_card(BEGAN);
    file.sit(BEGAN, |desk| desk.tell(Fact::MethodRemoved { method: Uuid::from_u128(9) }).expect("removed"));
    // A firm that runs and pays by transfer: the method is given on the day the trial ends, and taken away after it.
    file.pays_by_card(CHARGED);
    file.sit(CHARGED, |desk| desk.tell(Fact::MethodRemoved { method: Uuid::from_u128(9) }).expect("removed"));
    let mut day = CHARGED;
    let mut taken: Vec<(Rung, Date)> = Vec::new();
    let mut foretold = None;
    while day < date!(2026 - 08 - 01) {
        let (climbed, next) = file.sit(day, |desk| {
            let subscription = desk.subscription();
            (
                subscription.climbed().to_vec(),
                subscription.next_step(&Rules::embedded().expect("rules").timetable),
            )
        });
        if climbed.len() > taken.len() {
            assert_eq!(climbed.last().copied(), foretold, "on {day}");
            taken = climbed;
        }
        foretold = next;
        day = day.next_day().expect("a day");
    }
    assert!(taken.iter().any(|(rung, _)| *rung == Rung::Suspended), "{taken:?}");
}

#[test]
fn a_choice_begins_when_it_was_said_to() {
    let mut file = File::of(2);
    file.pays_by_card(BEGAN);
    daily(&mut file, BEGAN, date!(2026 - 03 - 10));
    let cheaper_on = file.sit(date!(2026 - 03 - 10), |desk| {
        let plus = desk.terms_of("plus", None).expect("a plan");
        assert_eq!(desk.begins_on(&plus), Ok(date!(2026 - 03 - 10)), "dearer at once");
        desk.tell(Fact::ChangeRequested(plus)).expect("dearer");
        let standard = desk.terms_of("standard", None).expect("a plan");
        let on = desk.begins_on(&standard).expect("a day");
        desk.tell(Fact::ChangeRequested(standard)).expect("cheaper");
        assert_eq!(desk.subscription().change().map(|change| change.on), Some(on));
        on
    });
    assert_eq!(cheaper_on, date!(2026 - 04 - 02));
    daily(&mut file, date!(2026 - 03 - 11), cheaper_on);
    // Two copros: eight days of Standard and twenty-three of Plus out of thirty-one.
    assert_eq!(file.invoices[0].totals.net_cents, Cents(3742));
    let year = file.sit(cheaper_on, |desk| {
        let terms = desk.terms_of("standard", Some(10)).expect("a plan");
        desk.year_of(&terms, cheaper_on).expect("an answer").expect("a year")
    });
    assert_eq!((year.gross_cents, year.net_cents), (Cents(180_000), Cents(162_000)));
}
