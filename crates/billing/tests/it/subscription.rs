//! The life of a subscription.

use billing::invoice::{Number, Reason};
use billing::subscription::{
    Access, Command, Ending, Event, Fact, Mail, Method, MethodKind, Operation, Refusal, Review, Rung, State,
    Subscription, TRIES_ASKED_MAX, Terms, Timetable,
};
use domain::Cents;
use domain::prorate::Span;
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};
use uuid::Uuid;

const CARD: Method = Method { id: Uuid::from_u128(7), kind: MethodKind::Card };
const SEPA: Method = Method { id: Uuid::from_u128(8), kind: MethodKind::Sepa { notice_days: None } };
const BEGAN: Date = date!(2027 - 01 - 15);

fn number(sequence: u32) -> Number {
    Number::new(2027, sequence).expect("a number")
}

fn terms(plan: &str, price: i64, committed: Option<u32>) -> Terms {
    Terms { plan: plan.to_owned(), catalogue: "2026".to_owned(), price_cents: Cents(price), committed }
}

/// A subscription with the log of what it asked for.
struct Life {
    now: Subscription,
    asked: Vec<(Date, Command)>,
    events: u128,
}

impl Life {
    fn new(trial_days: u16) -> Self {
        let now = Subscription::begin(Uuid::from_u128(1), BEGAN, terms("standard", 1500, None), trial_days);
        Self { now, asked: Vec::new(), events: 0 }
    }

    /// Charged from the first day on.
    fn running(method: Method) -> Self {
        let mut life = Self::new(0);
        life.tell(BEGAN, Fact::MethodAdded(method));
        life
    }

    fn tell(&mut self, on: Date, fact: Fact) -> Vec<Command> {
        self.events += 1;
        let event = Event { id: Uuid::from_u128(self.events), on, fact };
        self.take(&event)
    }

    fn take(&mut self, event: &Event) -> Vec<Command> {
        let (next, commands) = self.now.step(event, Timetable::current(), event.on);
        self.now = next;
        self.asked.extend(commands.iter().map(|command| (self.now.today(), command.clone())));
        commands
    }

    fn live_until(&mut self, day: Date) {
        while self.now.today() < day {
            let next = self.now.today().next_day().expect("a day");
            self.tell(next, Fact::DayPassed);
        }
    }

    fn finalised(&mut self, on: Date, sequence: u32) -> Vec<Command> {
        let due_on = on + Duration::days(14);
        self.tell(
            on,
            Fact::InvoiceFinalised { invoice: number(sequence), payable_cents: Cents(1815), due_on },
        )
    }

    fn day_of(&self, wanted: &Command) -> Option<Date> {
        self.asked.iter().find(|(_, command)| command == wanted).map(|(day, _)| *day)
    }

    fn invoices(&self) -> Vec<(Reason, Span, bool)> {
        let invoices = self.asked.iter().filter_map(|(_, command)| match command {
            Command::FinaliseInvoice { reason, period, last, .. } => Some((*reason, *period, *last)),
            _ => None,
        });
        invoices.collect()
    }
}

fn span(from: Date, to: Date) -> Span {
    Span { from, to }
}

#[test]
fn a_trial_is_announced_to_end_and_costs_nothing() {
    let mut life = Life::new(30);
    life.live_until(date!(2027 - 02 - 14));
    let ends = Command::Send(Mail::TrialEnds { last_day: date!(2027 - 02 - 13) });
    let told: Vec<Date> = life.asked.iter().filter(|(_, c)| *c == ends).map(|(day, _)| *day).collect();
    assert_eq!(told, [date!(2027 - 02 - 07), date!(2027 - 02 - 13)]);
    assert_eq!(life.now.state(), State::ReadOnly { since: date!(2027 - 02 - 14) });

    life.tell(date!(2027 - 02 - 20), Fact::MethodAdded(CARD));
    assert_eq!((life.now.state(), life.now.access()), (State::Active, Access::Full));
    life.live_until(date!(2027 - 03 - 20));
    assert_eq!(
        life.invoices(),
        [(Reason::Period, span(date!(2027 - 02 - 20), date!(2027 - 03 - 19)), false)]
    );
}

#[test]
fn a_trial_without_payment_method_closes_without_an_invoice() {
    let mut life = Life::new(30);
    life.live_until(date!(2027 - 08 - 01));
    assert_eq!(life.now.state(), State::Closed { on: date!(2027 - 04 - 15), ending: Ending::TrialLapsed });
    assert_eq!(life.invoices(), []);
    assert_eq!(life.day_of(&Command::DeleteData), Some(date!(2027 - 07 - 14)));
    let goes = Command::Send(Mail::DataGoes { data_until: date!(2027 - 07 - 14) });
    let told: Vec<Date> = life.asked.iter().filter(|(_, c)| *c == goes).map(|(day, _)| *day).collect();
    assert_eq!(told, [date!(2027 - 06 - 14), date!(2027 - 07 - 07)], "thirty and seven days before");
}

#[test]
fn periods_keep_the_day_they_began_on() {
    let mut life = Life::new(16);
    life.tell(BEGAN, Fact::MethodAdded(CARD));
    life.live_until(date!(2027 - 05 - 01));
    let ends: Vec<Date> = life.invoices().iter().map(|(_, period, _)| period.to).collect();
    assert_eq!(ends, [date!(2027 - 02 - 27), date!(2027 - 03 - 30), date!(2027 - 04 - 29)]);
}

#[test]
fn who_does_not_pay_is_told_restricted_and_closed_by_the_timetable() {
    let mut life = Life::running(CARD);
    life.tell(BEGAN, Fact::MethodRemoved { method: CARD.id });
    life.finalised(BEGAN, 1);
    let due = date!(2027 - 01 - 29);
    life.live_until(due + Duration::days(200));
    let on = |days| Some(due + Duration::days(days));
    let reminder = |step, then| {
        let amount = Cents(1815);
        Command::Send(Mail::Reminder { step, amount, then: due + Duration::days(then) })
    };
    assert_eq!(life.day_of(&reminder(1, 10)), on(3));
    assert_eq!(life.day_of(&reminder(2, 20)), on(10));
    assert_eq!(life.day_of(&reminder(3, 30)), on(20));
    assert_eq!(life.day_of(&Command::SetAccess(Access::ReadOnly)), on(30));
    assert_eq!(life.day_of(&Command::SetAccess(Access::ExportOnly)), on(45));
    assert_eq!(life.day_of(&Command::Close(Ending::Unpaid)), on(90));
    assert_eq!(life.day_of(&Command::DeleteData), on(180));
    let unserved = life.asked.iter().filter_map(|(_, command)| match command {
        Command::FinaliseInvoice { parts, .. } => Some(parts.iter().filter(|part| !part.served)),
        _ => None,
    });
    let unserved: i64 = unserved.flatten().map(|part| part.days.days()).sum();
    assert_eq!(unserved, 45, "nothing is charged between suspension and closing");
}

#[test]
fn paying_lifts_every_restriction_at_once() {
    let mut life = Life::running(CARD);
    life.tell(BEGAN, Fact::MethodRemoved { method: CARD.id });
    life.finalised(BEGAN, 1);
    life.live_until(date!(2027 - 03 - 20));
    assert!(matches!(life.now.state(), State::Suspended { .. }));
    let commands = life.tell(
        date!(2027 - 03 - 20),
        Fact::PaymentSucceeded { invoice: number(1), amount_cents: Cents(1815) },
    );
    assert_eq!(commands, [Command::SetAccess(Access::Full), Command::Send(Mail::Restored)]);
    assert_eq!((life.now.state(), life.now.owed()), (State::Active, Cents::ZERO));
}

#[test]
fn a_card_that_is_always_declined_lifts_nothing() {
    let mut life = Life::running(CARD);
    life.tell(BEGAN, Fact::MethodRemoved { method: CARD.id });
    life.finalised(BEGAN, 1);
    life.live_until(date!(2027 - 03 - 05));
    let before = life.now.state();
    assert!(matches!(before, State::ReadOnly { .. }));
    life.tell(date!(2027 - 03 - 05), Fact::MethodAdded(CARD));
    assert_eq!(life.now.state(), before);
    life.tell(date!(2027 - 03 - 05), Fact::PaymentFailed { invoice: number(1) });
    assert_eq!(life.now.state(), before);
}

#[test]
fn a_firm_pays_now_what_is_owed_and_nothing_twice() {
    let now = || Fact::PaymentAsked { invoice: number(1) };
    let day = BEGAN + Duration::days(40);
    let mut life = Life::running(CARD);
    assert_eq!(life.now.check(&now()), Err(Refusal::NotOwed));
    life.finalised(BEGAN, 1);
    assert_eq!(life.now.check(&now()), Err(Refusal::UnderWay), "the card is asked already");
    life.tell(BEGAN, Fact::PaymentFailed { invoice: number(1) });
    let asked = Command::Collect { invoice: number(1), amount: Cents(1815), method: CARD };
    assert_eq!(life.tell(BEGAN, now()), [asked], "the next try was days away");
    assert_eq!(life.now.check(&now()), Err(Refusal::UnderWay));
    for _ in 0..8 {
        life.tell(BEGAN, Fact::PaymentFailed { invoice: number(1) });
        life.tell(BEGAN, now());
    }
    assert_eq!(life.now.check(&now()), Err(Refusal::TriedOut));
    assert_eq!(life.now.bills()[0].failures, TRIES_ASKED_MAX);
    life.tell(BEGAN, Fact::MethodRemoved { method: CARD.id });
    assert_eq!(life.now.check(&now()), Err(Refusal::NoMethod));

    let mut life = Life::running(SEPA);
    life.finalised(BEGAN, 1);
    assert_eq!(life.now.check(&now()), Err(Refusal::UnderWay), "a debit waits for its announced day");
    life.live_until(day);
    life.tell(day, Fact::PaymentSucceeded { invoice: number(1), amount_cents: Cents(1815) });
    assert_eq!(life.now.check(&now()), Err(Refusal::NotOwed));
}

#[test]
fn a_declined_card_is_tried_again_by_the_timetable() {
    let mut life = Life::running(CARD);
    let collect = Command::Collect { invoice: number(1), amount: Cents(1815), method: CARD };
    assert_eq!(life.finalised(BEGAN, 1), std::slice::from_ref(&collect));
    let mut tried = Vec::new();
    for _ in 0..30 {
        let today = life.now.today();
        if life.asked.last().is_some_and(|(day, command)| *day == today && *command == collect) {
            tried.push((today - BEGAN).whole_days());
            life.tell(today, Fact::PaymentFailed { invoice: number(1) });
        }
        life.live_until(today + Duration::days(1));
    }
    assert_eq!(tried, [0, 3, 10]);
}

#[test]
fn a_direct_debit_is_announced_two_weeks_before() {
    let mut life = Life::running(SEPA);
    let debit_on = date!(2027 - 01 - 29);
    let announced = Command::PreNotify { invoice: number(1), amount: Cents(1815), method: SEPA, debit_on };
    assert_eq!(life.finalised(BEGAN, 1), [announced]);
    life.live_until(date!(2027 - 02 - 10));
    let collect = Command::Collect { invoice: number(1), amount: Cents(1815), method: SEPA };
    assert_eq!(life.day_of(&collect), Some(debit_on));

    let agreed = Method { kind: MethodKind::Sepa { notice_days: Some(2) }, ..SEPA };
    let mut life = Life::running(agreed);
    let commands = life.finalised(BEGAN, 1);
    let Some(Command::PreNotify { debit_on, .. }) = commands.first() else { panic!("{commands:?}") };
    assert_eq!(*debit_on, date!(2027 - 01 - 17));
}

#[test]
fn money_on_its_way_is_not_dunned_and_is_asked_for_when_late() {
    let mut life = Life::running(CARD);
    life.finalised(BEGAN, 1);
    life.tell(BEGAN, Fact::PaymentProcessing { invoice: number(1) });
    life.live_until(date!(2027 - 03 - 20));
    assert_eq!(life.now.state(), State::Active);
    let asked =
        life.asked.iter().filter(|(_, command)| *command == Command::Reconcile { invoice: number(1) });
    let days: Vec<Date> = asked.map(|(day, _)| *day).collect();
    assert_eq!(days, [date!(2027 - 02 - 12), date!(2027 - 03 - 12)]);
}

#[test]
fn returned_debits_are_owed_again_and_revoked_mandates_are_not_used_again() {
    let returned = |after: i64, unauthorised| {
        let mut life = Life::running(SEPA);
        let on = BEGAN + Duration::days(after);
        life.live_until(on);
        let (invoice, amount_cents, debited_on) = (number(1), Cents(1815), BEGAN);
        let commands = life.tell(on, Fact::DebitReturned { invoice, amount_cents, debited_on, unauthorised });
        let late = commands.contains(&Command::Review(Review::LateReturn { invoice, amount: amount_cents }));
        assert_eq!(life.now.owed(), Cents(1815));
        assert_eq!(life.now.bills()[0].due_on, on + Duration::days(14));
        (late, life.now.method().is_some())
    };
    assert_eq!(returned(56, false), (false, true));
    assert_eq!(returned(57, false), (true, false));
    assert_eq!(returned(57, true), (false, false));
    assert_eq!(returned(396, true), (false, false));
    assert_eq!(returned(397, true), (true, false));
}

#[test]
fn a_dispute_waits_for_its_decision() {
    let money = |fact: fn(Number, Cents) -> Fact| fact(number(1), Cents(1815));
    let opened = money(|invoice, amount_cents| Fact::DisputeOpened { invoice, amount_cents });
    let mut life = Life::running(CARD);
    life.tell(BEGAN, opened.clone());
    life.live_until(date!(2027 - 04 - 15));
    assert_eq!((life.now.state(), life.now.owed()), (State::Active, Cents(1815)));
    life.tell(
        date!(2027 - 04 - 15),
        money(|invoice, amount_cents| Fact::DisputeLost { invoice, amount_cents }),
    );
    assert_eq!((life.now.owed(), life.now.bills()[0].due_on), (Cents(1815), date!(2027 - 04 - 29)));

    let mut life = Life::running(CARD);
    life.tell(BEGAN, opened);
    life.tell(BEGAN, money(|invoice, amount_cents| Fact::DisputeWon { invoice, amount_cents }));
    assert_eq!(life.now.owed(), Cents::ZERO);
}

#[test]
fn plans_go_up_at_once_and_down_at_the_end_of_the_period() {
    let (standard, plus) = (terms("standard", 1500, None), terms("plus", 2000, None));
    let mut life = Life::running(CARD);
    life.tell(date!(2027 - 01 - 20), Fact::ChangeRequested(plus.clone()));
    assert_eq!(life.now.terms(), &plus);
    let commands = life.tell(date!(2027 - 01 - 25), Fact::ChangeRequested(standard.clone()));
    assert_eq!(commands, [Command::Send(Mail::ChangePlanned { on: date!(2027 - 02 - 15) })]);
    life.tell(date!(2027 - 01 - 26), Fact::ChangeWithdrawn);
    assert_eq!(life.now.change(), None);
    life.tell(date!(2027 - 01 - 26), Fact::ChangeRequested(standard.clone()));
    life.live_until(date!(2027 - 02 - 15));
    assert_eq!(life.now.terms(), &standard);
    let parts = life.asked.iter().find_map(|(_, command)| match command {
        Command::FinaliseInvoice { parts, .. } => Some(parts.clone()),
        _ => None,
    });
    let parts: Vec<_> =
        parts.expect("an invoice").iter().map(|part| (part.days, part.terms.clone())).collect();
    let cut = |from, to| span(from, to);
    assert_eq!(
        parts,
        [
            (cut(date!(2027 - 01 - 15), date!(2027 - 01 - 19)), standard),
            (cut(date!(2027 - 01 - 20), date!(2027 - 02 - 14)), plus)
        ]
    );
}

#[test]
fn a_year_paid_ahead_is_used_up_before_anything_gets_less() {
    let mut life = Life::running(CARD);
    life.tell(date!(2027 - 01 - 20), Fact::ChangeRequested(terms("standard", 1500, Some(10))));
    life.live_until(date!(2027 - 03 - 01));
    let year = span(date!(2027 - 02 - 15), date!(2028 - 02 - 14));
    assert!(life.invoices().contains(&(Reason::Annual, year, false)));
    let commands = life.tell(date!(2027 - 03 - 01), Fact::CancelRequested);
    assert_eq!(commands, [Command::Send(Mail::CancelConfirmed { on: date!(2028 - 02 - 15) })]);
    life.live_until(date!(2028 - 03 - 01));
    assert_eq!(life.now.state(), State::Closed { on: date!(2028 - 02 - 15), ending: Ending::Cancelled });
    let annual = life.invoices().iter().filter(|(reason, ..)| *reason == Reason::Annual).count();
    assert_eq!(annual, 1, "no second year begins on the day of leaving");
}

#[test]
fn leaving_ends_with_the_period_and_can_be_taken_back() {
    let mut life = Life::running(CARD);
    life.tell(date!(2027 - 02 - 01), Fact::CancelRequested);
    life.tell(date!(2027 - 02 - 02), Fact::CancelRevoked);
    life.live_until(date!(2027 - 02 - 20));
    assert_eq!(life.now.state(), State::Active);
    life.tell(date!(2027 - 02 - 20), Fact::CancelRequested);
    life.live_until(date!(2027 - 03 - 20));
    assert_eq!(life.now.state(), State::Closed { on: date!(2027 - 03 - 15), ending: Ending::Cancelled });
    let last: Vec<bool> = life.invoices().iter().map(|(_, _, last)| *last).collect();
    assert_eq!(last, [false, true]);
    assert_eq!(life.now.access(), Access::ExportOnly);
}

#[test]
fn bankruptcy_ends_the_day_before_and_stops_dunning() {
    let mut life = Life::running(SEPA);
    life.finalised(BEGAN, 1);
    let commands = life.tell(date!(2027 - 01 - 20), Fact::Bankrupt);
    let termination = span(BEGAN, date!(2027 - 01 - 19));
    assert_eq!(life.invoices(), [(Reason::Termination, termination, true)]);
    assert!(commands.contains(&Command::Review(Review::Claim { amount: Cents(1815) })));
    life.live_until(date!(2027 - 09 - 01));
    let after = life.asked.iter().filter(|(day, _)| *day > date!(2027 - 01 - 20)).map(|(_, command)| command);
    // Whoever winds the firm up is told in time to take its data along, and of no debt.
    let goes = Command::Send(Mail::DataGoes { data_until: date!(2027 - 04 - 20) });
    assert_eq!(after.collect::<Vec<_>>(), [&goes, &goes, &Command::DeleteData]);
}

#[test]
fn a_clock_that_leaps_closes_nobody() {
    let mut life = Life::running(CARD);
    let before = life.now.clone();
    let commands = life.tell(date!(2037 - 01 - 01), Fact::DayPassed);
    assert!(matches!(commands[..], [Command::Review(Review::Refused { .. })]));
    assert_eq!(life.now, before);
}

#[test]
fn export_is_never_in_question() {
    for access in Access::ALL {
        assert!(access.allows(Operation::Export) && access.allows(Operation::Settle));
    }
    assert!(!Access::ExportOnly.allows(Operation::Read) && !Access::ReadOnly.allows(Operation::Write));
    assert!(Access::Full.allows(Operation::Write));
}

#[test]
fn a_wrong_timetable_is_refused_with_its_field() {
    let file = include_str!("../../../../tenants/plans/dunning.toml");
    let with =
        |from: &str, to: &str| Timetable::parse(&file.replace(from, to)).expect_err("refused").to_string();
    assert!(with("remind = [3, 10, 20]", "remind = []").contains("remind"));
    assert!(with("read_only = 30", "read_only = 20").contains("must rise"));
    assert!(with("keep_data = 90", "keep_data = 5").contains("keep_data must be from 30"));
    assert!(with("suspended = 45", "suspend = 45").contains("suspend"));
    let twice = format!("{file}\n{}", &file[file.find("[[version]]").expect("a version")..]);
    assert!(Timetable::parse(&twice).expect_err("refused").to_string().contains("valid_from must rise"));
    assert!(Timetable::parse("").is_err());
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let (invoice, cents) = (|| (1_u32..6).prop_map(number), || (-5_i64..4000).prop_map(Cents));
    let money = (invoice(), cents(), 0_i64..500, any::<bool>(), 0_u8..11);
    let money = money.prop_map(|(invoice, amount_cents, days, unauthorised, kind)| {
        let day = BEGAN + Duration::days(days);
        match kind {
            0 | 1 => Fact::InvoiceFinalised { invoice, payable_cents: amount_cents, due_on: day },
            2 => Fact::CreditNoteIssued { invoice, amount_cents },
            3 => Fact::PaymentProcessing { invoice },
            4 => Fact::PaymentSucceeded { invoice, amount_cents },
            5 => Fact::PaymentFailed { invoice },
            6 => Fact::PaymentRefunded { invoice, reopened_cents: amount_cents },
            7 => Fact::DisputeOpened { invoice, amount_cents },
            8 if unauthorised => Fact::DisputeWon { invoice, amount_cents },
            8 => Fact::DisputeLost { invoice, amount_cents },
            9 => Fact::PaymentAsked { invoice },
            _ => Fact::DebitReturned { invoice, amount_cents, debited_on: day, unauthorised },
        }
    });
    let plan = (0_usize..3, prop::option::of(1_u32..9)).prop_map(|(plan, committed)| {
        let (name, price) = [("standard", 1500), ("plus", 2000), ("broken", -1)][plan];
        Fact::ChangeRequested(terms(name, price, committed))
    });
    prop_oneof![
        6 => Just(Fact::DayPassed),
        12 => money,
        2 => plan,
        2 => prop::sample::select(vec![Fact::MethodAdded(CARD), Fact::MethodAdded(SEPA)]),
        1 => prop::sample::select(vec![CARD.id, SEPA.id]).prop_map(|method| Fact::MethodRemoved { method }),
        1 => prop::sample::select(vec![Fact::ChangeWithdrawn, Fact::CancelRequested, Fact::CancelRevoked]),
        1 => prop::sample::select(vec![Fact::DayPassed, Fact::Bankrupt, Fact::Ended]),
    ]
}

/// Any facts in any order, dated within two years, the days not in order.
fn any_life() -> impl Strategy<Value = (u16, Vec<Event>)> {
    let events = prop::collection::vec((0_i64..60, -3_i64..3, any_fact()), 0..60);
    (0_u16..40, events).prop_map(|(trial, events)| {
        let mut at = 0;
        let dated = events.into_iter().enumerate().map(|(n, (days, late, fact))| {
            at += days * i64::from(n % 3 == 0);
            Event { id: Uuid::from_u128(n as u128 + 1), on: BEGAN + Duration::days(at + late), fact }
        });
        (trial, dated.collect())
    })
}

fn lived(trial: u16, events: &[Event]) -> Life {
    let mut life = Life::new(trial);
    for event in events {
        let before = life.now.today();
        life.take(event);
        assert!(life.now.today() >= before, "time moves forward");
        assert!(life.now.access().allows(Operation::Export));
    }
    life
}

/// No more than one last invoice, none after it, none twice; copro-days tile without gap or overlap.
fn check_invoices(life: &Life) {
    let invoices = life.invoices();
    assert!(invoices.iter().filter(|(.., last)| *last).count() <= 1, "one last invoice");
    let days: Vec<_> = invoices.iter().filter(|(reason, ..)| *reason != Reason::Annual).collect();
    for pair in days.windows(2) {
        assert!(!pair[0].2, "nothing after the last invoice");
        assert_eq!(pair[0].1.to.next_day(), Some(pair[1].1.from), "periods tile");
    }
    let years: Vec<_> = invoices.iter().filter(|(reason, ..)| *reason == Reason::Annual).collect();
    for pair in years.windows(2) {
        assert!(pair[0].1.to < pair[1].1.from, "years do not overlap");
    }
    for (_, command) in &life.asked {
        let Command::FinaliseInvoice { period, parts, .. } = command else { continue };
        assert_eq!(parts.first().map(|part| part.days.from), Some(period.from));
        assert_eq!(parts.last().map(|part| part.days.to), Some(period.to));
        for pair in parts.windows(2) {
            assert_eq!(pair[0].days.to.next_day(), Some(pair[1].days.from), "parts tile");
        }
    }
}

/// Data goes only after closing, on the day that was announced, and once.
fn check_deletion(life: &Life) {
    let mut announced = None;
    let mut deleted = 0;
    for (day, command) in &life.asked {
        match command {
            Command::Send(Mail::Closed { data_until, .. }) => announced = Some((*day, *data_until)),
            Command::DeleteData => {
                deleted += 1;
                let (closed, until) = announced.expect("announced");
                assert!(until - closed >= Duration::days(30) && life.now.today() >= until);
            }
            _ => {}
        }
    }
    assert!(deleted <= 1);
    assert!(deleted == 0 || matches!(life.now.state(), State::Closed { .. }));
}

/// Nobody is restricted for a debt without having got every reminder, the last ten days before at least.
fn check_told(life: &Life) {
    let told: Vec<(Rung, Date)> = life.now.climbed().to_vec();
    let policy = Timetable::current().on(BEGAN);
    let ladder: Vec<(Rung, i64)> = policy.ladder().collect();
    for (at, pair) in told.windows(2).enumerate() {
        assert_eq!(pair[0].0, ladder[at].0, "no step is left out");
        let waited = (pair[1].1 - pair[0].1).whole_days();
        assert!(waited >= ladder[at + 1].1 - ladder[at].1, "no step comes early");
    }
}

proptest! {
    #[test]
    fn any_event_in_any_state_keeps_the_rules((trial, events) in any_life()) {
        let life = lived(trial, &events);
        check_invoices(&life);
        check_deletion(&life);
        check_told(&life);
        let owed: i64 = life.now.bills().iter().map(|bill| bill.open_cents.0).sum();
        prop_assert_eq!(Cents(owed), life.now.owed());
        for bill in life.now.bills() {
            prop_assert!(bill.open_cents.is_positive() && !bill.contested_cents.is_negative());
            prop_assert!(bill.contested_cents <= bill.open_cents);
        }
        let bytes = serde_json::to_string(&life.now).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Subscription>(&bytes).expect("a subscription"), life.now);
    }

    #[test]
    fn an_event_that_comes_twice_changes_nothing((trial, events) in any_life(), again in 0_usize..60) {
        let mut twice = events.clone();
        if let Some(event) = events.get(again) {
            twice.push(event.clone());
            twice.insert(again, event.clone());
        }
        let (one, two) = (lived(trial, &events), lived(trial, &twice));
        prop_assert_eq!(one.now, two.now);
        prop_assert_eq!(one.asked, two.asked);
    }

    #[test]
    fn sleeping_for_weeks_is_like_waking_every_day((trial, events) in any_life()) {
        let mut daily = Life::new(trial);
        for event in &events {
            daily.live_until(event.on);
            daily.take(event);
        }
        let jumps = lived(trial, &events);
        let commands = |life: &Life| life.asked.iter().map(|(_, command)| command.clone()).collect::<Vec<_>>();
        prop_assert_eq!(commands(&daily), commands(&jumps));
        prop_assert_eq!(daily.now, jumps.now);
    }
}
