//! What becomes known of payments ends in one book and one debt, whatever came first, twice, or only when it was asked for.

use std::collections::{BTreeMap, BTreeSet};

use billing::account::{Event as Log, Terms as Billed};
use billing::attempt::{Collection, Progress};
use billing::desk::{Desk, Known, Rules, Stored};
use billing::invoice::Number;
use billing::projection::{
    DisputeStatus, Observation, PaymentDetails, PaymentStatus, RefundStatus, Said, Source, TakenBack,
};
use billing::receivable::{Account, Entry};
use billing::subscription::{Fact, Method, MethodKind, Subscription};
use billing::usage::{Fact as Usage, What};
use domain::{Cents, FirmId, Language};
use proptest::prelude::*;
use time::{Date, Duration};
use uuid::Uuid;

use crate::{cases, copro, day, fixtures};

const FIRM: Uuid = Uuid::from_u128(5);
const METHOD: Uuid = Uuid::from_u128(7);
const CARD: &str = "pm_card";
const DEBIT: &str = "pm_debit";

/// A firm's file between two sittings.
#[derive(Clone)]
struct File {
    subscription: Option<Subscription>,
    charged_from: Option<Date>,
    log: Vec<Log>,
    entries: Vec<Entry>,
    known: Known,
    billed: Billed,
    number: u32,
    ids: u128,
}

impl File {
    fn new() -> Self {
        let used = Usage {
            key: "began".to_owned(),
            at: day("2026-01-01").midnight().assume_utc(),
            what: What::Began { copro: copro(1) },
        };
        let debits = BTreeSet::from([DEBIT.to_owned()]);
        Self {
            subscription: None,
            charged_from: None,
            log: vec![Log::Used(used)],
            entries: Vec::new(),
            known: Known { debits, ..Known::default() },
            billed: fixtures::terms(1, Language::Fr),
            number: 0,
            ids: 0,
        }
    }

    /// A sitting as the store holds it.
    fn sit<T>(&mut self, rules: &Rules, today: Date, act: impl FnOnce(&mut Desk<'_>, &mut Known) -> T) -> T {
        let stored = Stored {
            firm: FIRM.into(),
            subscription_id: Uuid::from_u128(6),
            subscription: self.subscription.clone(),
            plan: "standard".to_owned(),
            began_on: day("2026-01-01"),
            zone: "Europe/Brussels".to_owned(),
            charged_from: self.charged_from,
            log: self.log.clone(),
            entries: self.entries.clone(),
            papers: Default::default(),
            billed: Some(self.billed.clone()),
        };
        let mut next = self.ids;
        let ids = move || {
            next += 1;
            Uuid::from_u128(next)
        };
        let mut desk = Desk::open(rules, stored, today, ids).expect("a desk");
        self.ids += 1_000;
        desk.tell(Fact::DayPassed).expect("a day");
        let answer = act(&mut desk, &mut self.known);
        while desk.wants_number() == Ok(Ok(true)) {
            self.number += 1;
            let number = Number::new(2026, self.number).expect("a number");
            desk.issue(number, today).expect("an invoice");
        }
        self.subscription = Some(desk.subscription().clone());
        self.charged_from = desk.charged_from();
        let outcome = desk.finish();
        self.log.extend(outcome.log.into_iter().map(|(_, event)| event));
        self.entries.extend(outcome.entries);
        answer
    }

    /// A first invoice that was asked for, with an attempt under way.
    fn asked(rules: &Rules, kind: MethodKind) -> (Self, Number, Cents) {
        let mut file = Self::new();
        let method = Fact::MethodAdded(Method { id: METHOD, kind });
        file.sit(rules, day("2026-01-01"), |desk, _| desk.tell(method).expect("a method"));
        // The first charged day, the first invoice; a debit is announced fourteen days before.
        file.sit(rules, day("2026-01-31"), |_, _| ());
        file.sit(rules, day("2026-03-01"), |_, _| ());
        let today = day("2026-03-20");
        file.sit(rules, today, |_, _| ());
        let bill = file.subscription.as_ref().expect("stepped").bills().first().copied().expect("a bill");
        let (invoice, amount) = (bill.invoice, bill.open_cents);
        file.sit(rules, today, |_, known| {
            let mut collection = Collection::new(invoice);
            collection.reserve(amount, METHOD).expect("free");
            collection.begin_call(0).expect("a key");
            known.collections.insert(invoice, collection);
        });
        (file, invoice, amount)
    }

    fn follow(&mut self, rules: &Rules, seen: &Observation) {
        self.sit(rules, day("2026-03-20"), |desk, known| {
            known.seen.observe(seen);
            let odd = desk.follow(known).expect("followed");
            assert_eq!(odd, Vec::<String>::new());
        });
    }
}

type Ending = (BTreeMap<Account, Cents>, Vec<(Number, Cents)>, Vec<Progress>);

/// What is left of the order: balances, debts, attempts.
fn ending(file: &File) -> Ending {
    let book = billing::receivable::Book::of(file.entries.clone()).expect("a book");
    let firm: FirmId = FIRM.into();
    let balances = Account::ALL.map(|account| (account, book.balance(Some(firm), account))).into();
    let bills = file.subscription.as_ref().expect("stepped").bills();
    let bills = bills.iter().map(|bill| (bill.invoice, bill.open_cents)).collect();
    let attempts = file.known.collections.values().flat_map(|known| known.attempts().to_vec());
    (balances, bills, attempts.map(|attempt| attempt.progress).collect())
}

/// What the provider says in the life of a payment, and then the objects as they are, read.
fn life(which: u8, invoice: Number, amount: Cents, seconds: &[i64]) -> Vec<Observation> {
    let method = if which.is_multiple_of(2) { CARD } else { DEBIT };
    let details = PaymentDetails {
        invoice: Some(invoice),
        attempt: Some(1),
        amount_cents: amount,
        method: Some(method.to_owned()),
        failure: None,
    };
    let payment = |status| ("pi_1", Said::Payment(status, details.clone()));
    let taken = |amount_cents, reason: Option<&str>| TakenBack {
        payment: "pi_1".to_owned(),
        amount_cents,
        reason: reason.map(str::to_owned),
    };
    let dispute = |status| ("dp_1", Said::Dispute(status, taken(amount, Some("general"))));
    let refund = |status| ("re_1", Said::Refund(status, taken(Cents(amount.0 / 3), None)));
    let begun = [payment(PaymentStatus::Created), payment(PaymentStatus::Processing)];
    let rest = match which {
        0 | 1 => vec![payment(PaymentStatus::Succeeded)],
        2 | 3 => vec![payment(PaymentStatus::Failed), payment(PaymentStatus::Cancelled)],
        4 => {
            vec![payment(PaymentStatus::Succeeded), dispute(DisputeStatus::Open), dispute(DisputeStatus::Won)]
        }
        6 => vec![
            payment(PaymentStatus::Succeeded),
            dispute(DisputeStatus::Open),
            dispute(DisputeStatus::Lost),
        ],
        5 | 7 => vec![payment(PaymentStatus::Succeeded), dispute(DisputeStatus::Lost)],
        8 => vec![
            payment(PaymentStatus::Succeeded),
            refund(RefundStatus::Pending),
            refund(RefundStatus::Succeeded),
        ],
        _ => vec![
            payment(PaymentStatus::Succeeded),
            refund(RefundStatus::Pending),
            refund(RefundStatus::Failed),
        ],
    };
    let said: Vec<(&str, Said)> = begun.into_iter().chain(rest).collect();
    let mut at = 1_000;
    let mut all: Vec<Observation> = Vec::new();
    for (n, (object, said)) in said.iter().enumerate() {
        at += seconds[n % seconds.len()];
        let (object, said) = ((*object).to_owned(), said.clone());
        all.push(Observation { object, at, source: Source::Message, said });
    }
    let last: BTreeMap<&str, &Said> = said.iter().map(|(object, said)| (*object, said)).collect();
    let read = |(object, said): (&&str, &&Said)| Observation {
        object: (*object).to_owned(),
        at: at + 1,
        source: Source::Read,
        said: (*said).clone(),
    };
    all.extend(last.iter().map(read));
    all
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_order_and_any_number_of_copies_end_in_one_book(
        which in 0_u8..10,
        seconds in prop::collection::vec(0_i64..2, 1..4),
        order in prop::collection::vec(any::<prop::sample::Index>(), 24),
    ) {
        let rules = Rules::embedded().expect("rules");
        let kind = if which % 2 == 0 { MethodKind::Card } else { MethodKind::Sepa { notice_days: None } };
        let (start, invoice, amount) = File::asked(&rules, kind);
        let all = life(which, invoice, amount, &seconds);
        let mut straight = start.clone();
        all.iter().for_each(|seen| straight.follow(&rules, seen));
        let mut mixed = start;
        let mut left = all.clone();
        for pick in &order {
            // Again and again, then what never came.
            let seen = all[pick.index(all.len())].clone();
            left.retain(|other| *other != seen);
            mixed.follow(&rules, &seen);
        }
        left.iter().for_each(|seen| mixed.follow(&rules, seen));
        prop_assert_eq!(ending(&straight), ending(&mixed));
        let entries = mixed.entries.len();
        all.iter().for_each(|seen| mixed.follow(&rules, seen));
        prop_assert_eq!(entries, mixed.entries.len(), "nothing is new the second time");
    }
}

#[test]
fn a_payment_of_no_invoice_is_shown_to_a_person_and_booked_nowhere() {
    let rules = Rules::embedded().expect("rules");
    let (mut file, _, amount) = File::asked(&rules, MethodKind::Card);
    let strange = Number::new(2026, 77).expect("a number");
    let seen = life(0, strange, amount, &[1]);
    let before = file.entries.clone();
    let odd = file.sit(&rules, day("2026-03-20"), |desk, known| {
        seen.iter().for_each(|seen| known.seen.observe(seen));
        desk.follow(known).expect("followed")
    });
    assert_eq!((odd, &file.entries), (vec!["pi_1".to_owned()], &before));
}

#[test]
fn money_is_wanted_only_while_the_subscription_asks_for_it() {
    let rules = Rules::embedded().expect("rules");
    let (mut file, invoice, amount) = File::asked(&rules, MethodKind::Card);
    let today = day("2026-03-20") + Duration::days(0);
    assert_eq!(file.sit(&rules, today, |desk, _| desk.wanted(invoice)), Some(amount));
    for seen in life(0, invoice, amount, &[1]) {
        file.follow(&rules, &seen);
    }
    assert_eq!(file.sit(&rules, today, |desk, _| desk.wanted(invoice)), None);
}
