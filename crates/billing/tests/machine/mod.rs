//! The time machine: invented firms live through months with faults, and every rule of billing is checked as they do.
//!
//! Firms subscribe, add and lose copros (some of it told late), change plans, leave, come to nothing. Their money moves at a
//! provider that declines, returns, disputes, answers nothing, and whose messages are late, doubled, out of order or lost.

mod check;
mod firm;
mod provider;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use billing::account::Account;
use billing::catalogue::Tariff;
use billing::invoice::{Invoice, Number, Reason};
use billing::revenue::Daily;
use billing::subscription::Timetable;
use billing::vat::Rates;
use domain::Cents;
use fastrand::Rng;
use time::macros::date;
use time::{Date, Duration};
use uuid::Uuid;

use firm::Firm;

pub const START: Date = date!(2027 - 01 - 01);

/// How much is lived through.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub copros: u32,
    pub months: u32,
}

/// What happened, for those who look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    pub firms: usize,
    pub invoices: u32,
    pub credit_notes: u32,
    pub payments: usize,
    pub failures: u32,
    pub disputes: u32,
    pub closed: u32,
    pub entries: usize,
    pub mrr: Cents,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { firms, invoices, credit_notes, payments, failures, disputes, closed, entries, mrr } = self;
        write!(f, "{firms} firms ({closed} closed), {invoices} invoices, {credit_notes} credit notes, ")?;
        write!(f, "{payments} payments ({failures} failed, {disputes} disputed), {entries} entries, ")?;
        write!(f, "{mrr} € a month at the end")
    }
}

/// All that firms share.
pub struct World {
    pub today: Date,
    pub rng: Rng,
    pub rates: Rates,
    /// The last number given in each year, and the day it was given.
    last: BTreeMap<u16, (u32, Date)>,
    causes: BTreeSet<(Uuid, Date, Date, Reason)>,
    pub told: Told,
}

impl World {
    /// Gives the next number: only to what is finalised with it at once.
    pub fn number(&self) -> Number {
        let year = u16::try_from(self.today.year()).expect("a year");
        let last = self.last.get(&year).map_or(0, |(sequence, _)| *sequence);
        Number::new(year, last + 1).expect("a number")
    }

    /// Notes a finalised document: numbers without gap, days in order, one invoice for a cause.
    pub fn issued(&mut self, invoice: &Invoice) {
        let number = invoice.number;
        let (last, day) = self.last.get(&number.year()).copied().unwrap_or((0, invoice.issued_on));
        assert_eq!(number.sequence(), last + 1, "numbers have no gap");
        assert!(day <= invoice.issued_on, "dates do not go back");
        self.last.insert(number.year(), (number.sequence(), invoice.issued_on));
        if invoice.kind == billing::invoice::Kind::Invoice {
            let cause = invoice.cause;
            let new =
                self.causes.insert((cause.subscription, cause.period.from, cause.period.to, cause.reason));
            assert!(new, "one invoice for {cause:?}");
            self.told.invoices += 1;
        } else {
            self.told.credit_notes += 1;
        }
    }

    pub fn chance(&mut self, one_in: u32) -> bool {
        self.rng.u32(0..one_in) == 0
    }

    pub fn account(&self, id: Uuid, begins: Date) -> Account {
        Account::open(id, begins, "Europe/Brussels", self.rates.clone()).expect("an account")
    }
}

pub fn tariff(plan: usize) -> Tariff {
    let (plan, price) = [("standard", 1_500), ("plus", 2_000)][plan];
    let (plan, version) = (plan.to_owned(), "2026-01".to_owned());
    Tariff { plan, version, price_cents: Cents(price), tiers: Vec::new() }
}

/// Lives through all of it; panics where a rule is broken.
pub fn run(seed: u64, size: Size) -> Told {
    let rates = Rates::embedded().expect("the table of rates");
    let (last, causes, told) = (BTreeMap::new(), BTreeSet::new(), Told::default());
    let mut world = World { today: START, rng: Rng::with_seed(seed), rates, last, causes, told };
    let mut firms = founded(&mut world, size);
    let mut dailies: Vec<Daily> = Vec::new();
    let end = domain::prorate::add_months(START, size.months).expect("a date");
    while world.today < end {
        let next = world.today + Duration::days(1);
        firms.iter_mut().for_each(|firm| firm.live(&mut world, Timetable::current()));
        if next.day() == 1 {
            dailies.extend(firms.iter().flat_map(|firm| firm.dailies(world.today)));
            firms.iter_mut().for_each(|firm| firm.end_month(&mut world, Timetable::current()));
            firms.iter().for_each(check::month);
        }
        world.today = next;
    }
    check::revenue(&dailies);
    let mut told = world.told;
    told.firms = firms.len();
    told.entries = firms.iter().map(|firm| firm.book.entries().len()).sum();
    told.payments = firms.iter().map(|firm| firm.provider.payments().len()).sum();
    let last = dailies.iter().map(|daily| daily.day).max();
    let level = dailies.iter().filter(|daily| Some(daily.day) == last);
    told.mrr = Cents(level.map(|daily| daily.price_cents.0 * i64::from(daily.copros)).sum());
    firms.iter().for_each(check::rebuilt);
    told
}

/// Many small firms and some great ones, which begin within the first months.
fn founded(world: &mut World, size: Size) -> Vec<Firm> {
    let (mut firms, mut copros) = (Vec::new(), 0);
    while copros < size.copros {
        let great = world.chance(10);
        let wanted = if great { world.rng.u32(50..300) } else { world.rng.u32(1..40) };
        let wanted = wanted.min(size.copros - copros);
        let begins = START + Duration::days(world.rng.i64(0..100_i64.min(i64::from(size.months) * 20)));
        firms.push(Firm::new(world, firms.len(), begins, wanted));
        copros += wanted;
    }
    firms
}
