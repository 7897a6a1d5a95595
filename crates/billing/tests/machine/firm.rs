//! One firm: its copros, its subscription, its account, its money.

use std::collections::{BTreeMap, BTreeSet};

use billing::account::{Account, Event as Log, Terms as Billed};
use billing::attempt::{Answer, Collection, Next};
use billing::charge::Commitment;
use billing::invoice::{Kind, Number, Reason};
use billing::projection::{DisputeStatus, PaymentStatus, Projection, Reread};
use billing::receivable::{Book, Fact as Money};
use billing::revenue::Daily;
use billing::subscription::{
    Access, Command, Event, Fact, Method, MethodKind, Part, Stage, Subscription, Terms, Timetable,
};
use billing::usage::{Fact as Usage, What};
use domain::prorate::Span;
use domain::{Cents, FirmId, TenantId};
use time::{Date, Duration};
use uuid::Uuid;

use super::provider::Provider;
use super::{World, tariff};

pub struct Firm {
    pub id: FirmId,
    pub now: Subscription,
    pub account: Option<Account>,
    pub book: Book,
    pub provider: Provider,
    pub projection: Projection,
    /// How many copros there truly are on each day, from the first on.
    pub truth: BTreeMap<Date, u32>,
    /// What holds on each charged day: price, committed copros.
    pub parts: Vec<Part>,
    pub years: Vec<(Span, u32)>,
    pub method: Method,
    begins: Date,
    copros: Vec<TenantId>,
    next_copro: u128,
    /// Facts of usage told later than they happened.
    late: Vec<(Date, Usage)>,
    usage: Vec<Usage>,
    attempts: BTreeMap<Number, Collection>,
    /// What the subscription and the book were told of a payment.
    told: BTreeMap<String, (Option<PaymentStatus>, Option<DisputeStatus>)>,
    billed: Billed,
    events: u128,
}

impl Firm {
    pub fn new(world: &mut World, n: usize, begins: Date, copros: u32) -> Self {
        let uuid = Uuid::from_u128(1_000 + n as u128);
        let kind = if world.rng.bool() { MethodKind::Card } else { MethodKind::Sepa { notice_days: None } };
        let committed = world.chance(12).then_some(copros / 2 + 1);
        let terms = terms(world.rng.usize(0..2), committed);
        let mut firm = Self {
            id: uuid.into(),
            now: Subscription::begin(uuid, begins, terms, 30),
            account: None,
            book: Book::new(),
            provider: Provider::default(),
            projection: Projection::new(),
            truth: BTreeMap::new(),
            parts: Vec::new(),
            years: Vec::new(),
            method: Method { id: Uuid::from_u128(7), kind },
            begins,
            copros: Vec::new(),
            next_copro: (n as u128 + 1) << 64,
            late: Vec::new(),
            usage: Vec::new(),
            attempts: BTreeMap::new(),
            told: BTreeMap::new(),
            billed: crate::fixtures::terms(u8::from(n.is_multiple_of(3)), domain::Language::Fr),
            events: 0,
        };
        (0..copros).for_each(|_| firm.add(world, begins));
        firm
    }

    /// A day, from midnight on.
    pub fn live(&mut self, world: &mut World, timetable: &Timetable) {
        if world.today < self.begins {
            return;
        }
        self.truth.insert(world.today, u32::try_from(self.copros.len()).expect("a count"));
        self.tell_late(world);
        self.tell(world, timetable, Fact::DayPassed);
        self.decide(world, timetable);
        self.move_copros(world);
        self.provider.live(world);
        let arrived = self.provider.arrivals(world);
        if !arrived.is_empty() {
            arrived.iter().for_each(|message| self.projection.observe(message));
            self.reread();
            self.follow(world, timetable);
        }
    }

    fn tell(&mut self, world: &mut World, timetable: &Timetable, fact: Fact) {
        self.events += 1;
        let event = Event { id: Uuid::from_u128(self.events), on: world.today, fact };
        let (next, commands) = self.now.step(&event, timetable, world.today);
        if event.fact != Fact::DayPassed && world.chance(20) {
            assert_eq!(next.step(&event, timetable, world.today), (next.clone(), Vec::new()), "told twice");
        }
        self.now = next;
        if matches!(self.now.stage(), Stage::Running(_)) {
            self.opened(world);
        }
        commands.into_iter().for_each(|command| self.obey(world, timetable, command));
    }

    /// What the firm's people do of themselves.
    fn decide(&mut self, world: &mut World, timetable: &Timetable) {
        if self.now.method().is_none() && world.chance(15) {
            return self.tell(world, timetable, Fact::MethodAdded(self.method));
        }
        let fact = match world.rng.u32(0..6_000) {
            0..20 => Fact::ChangeRequested(terms(world.rng.usize(0..2), None)),
            20..25 => Fact::ChangeRequested(terms(world.rng.usize(0..2), Some(world.rng.u32(1..20)))),
            25..27 => Fact::CancelRequested,
            27..30 => Fact::CancelRevoked,
            30..40 => Fact::MethodRemoved { method: self.method.id },
            40..44 => Fact::ChangeWithdrawn,
            50..150 => match self.now.bills().first() {
                Some(bill) => Fact::PaymentAsked { invoice: bill.invoice },
                None => return,
            },
            44 if world.chance(4) => Fact::Bankrupt,
            _ => return,
        };
        if self.now.check(&fact).is_ok() {
            self.tell(world, timetable, fact);
        }
    }

    fn move_copros(&mut self, world: &mut World) {
        if matches!(self.now.stage(), Stage::Closed(_)) {
            return;
        }
        let tomorrow = world.today + Duration::days(1);
        if world.chance(40) {
            self.add(world, tomorrow);
        }
        if world.chance(80) && self.copros.len() > 1 {
            let copro = self.copros.swap_remove(world.rng.usize(0..self.copros.len()));
            self.record(world, tomorrow, What::Ended { copro });
        }
        if world.chance(60) {
            // Added and removed on one day: costs nothing.
            self.next_copro += 1;
            let copro = TenantId::from(Uuid::from_u128(self.next_copro));
            self.record(world, tomorrow, What::Began { copro });
            self.record(world, tomorrow, What::Ended { copro });
        }
    }

    /// One more copro that counts from a day on.
    fn add(&mut self, world: &mut World, from: Date) {
        self.next_copro += 1;
        let copro = TenantId::from(Uuid::from_u128(self.next_copro));
        self.copros.push(copro);
        self.record(world, from, What::Began { copro });
    }

    /// Told at once, or days later.
    fn record(&mut self, world: &mut World, from: Date, what: What) {
        let at = from.midnight().assume_utc() - Duration::hours(12);
        let (kind, copro) = match what {
            What::Ended { copro } => ("ended", copro),
            What::Began { copro } => ("began", copro),
            What::Counted { .. } => return,
        };
        let fact = Usage { key: format!("{kind}-{copro}-{from}"), at, what };
        let late = if world.chance(10) { world.rng.i64(1..5) } else { 0 };
        self.late.push((from + Duration::days(late), fact));
    }

    fn tell_late(&mut self, world: &World) {
        let (now, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.late).into_iter().partition(|(day, _)| *day <= world.today);
        self.late = later;
        now.into_iter().for_each(|(_, fact)| self.used(fact));
    }

    fn used(&mut self, fact: Usage) {
        match &mut self.account {
            Some(account) => {
                account.apply(Log::Used(fact)).expect("a fact");
            }
            None => self.usage.push(fact),
        }
    }

    /// Does what the subscription asks for.
    fn obey(&mut self, world: &mut World, timetable: &Timetable, command: Command) {
        match command {
            Command::FinaliseInvoice { reason: Reason::Annual, period, parts, .. } => {
                self.commit(world, timetable, period, &parts);
            }
            Command::FinaliseInvoice { reason, period, parts, .. } => {
                let draft = self.opened(world).draft(period.to, reason, world.today).expect("a draft");
                let (number, on) = (draft.map(|_| world.number()), world.today);
                self.issue(world, timetable, Log::Closed { until: period.to, reason, number, on });
                self.parts.extend(parts);
            }
            Command::SetTerms(_) | Command::SetAccess(_) => self.agree(world),
            Command::Collect { invoice, amount, .. } => self.collect(world, timetable, invoice, amount),
            Command::Reconcile { invoice } => {
                self.call(world, timetable, invoice);
                let read = self.provider.read(|payment| payment.invoice == invoice);
                read.iter().for_each(|seen| self.projection.observe(seen));
                self.follow(world, timetable);
            }
            Command::Close(_) => world.told.closed += 1,
            _ => {}
        }
    }

    /// The account, opened on the first charged day with all that was used until then.
    fn opened(&mut self, world: &World) -> &mut Account {
        if self.account.is_none() {
            let mut account = world.account(self.now.id(), world.today);
            account.apply(Log::Billed(Box::new(self.billed.clone()))).expect("terms");
            for fact in std::mem::take(&mut self.usage) {
                account.apply(Log::Used(fact)).expect("a fact");
            }
            self.account = Some(account);
            self.agree(world);
        }
        self.account.as_mut().expect("opened")
    }

    fn agree(&mut self, world: &World) {
        let served = self.now.access() != Access::ExportOnly;
        let tariff = tariff(usize::from(self.now.terms().plan == "plus"));
        if let Some(account) = &mut self.account {
            let agreed = Log::Agreed { from: world.today, tariff: served.then_some(tariff) };
            account.apply(agreed).expect("a tariff");
        }
    }

    fn commit(&mut self, world: &mut World, timetable: &Timetable, period: Span, parts: &[Part]) {
        let terms = &parts.first().expect("a part").terms;
        let copros = terms.committed.expect("a commitment");
        let tariff = tariff(usize::from(terms.plan == "plus"));
        let commitment = Commitment { copros, tariff, discount_basis_points: 1_000 };
        self.opened(world);
        let (number, on) = (world.number(), world.today);
        self.issue(world, timetable, Log::Committed { from: period.from, commitment, number, on });
        self.years.push((period, copros));
    }

    /// Makes a document, books it and says so.
    fn issue(&mut self, world: &mut World, timetable: &Timetable, log: Log) {
        let issued = self.opened(world).apply(log).expect("an entry").cloned();
        let Some(invoice) = issued else { return };
        world.issued(&invoice);
        let (number, net, vat) = (invoice.number, invoice.totals.net_cents, invoice.totals.vat_cents);
        let payable_cents = invoice.totals.payable_cents;
        if invoice.kind == Kind::Invoice {
            self.post(world, &Money::InvoiceFinalised { invoice: number, net, vat });
            let due_on = invoice.due_on;
            self.tell(world, timetable, Fact::InvoiceFinalised { invoice: number, payable_cents, due_on });
        } else {
            let original = invoice.corrects[0].number;
            self.post(world, &Money::CreditNote { note: number, invoice: original, net, vat });
            let fact = Fact::CreditNoteIssued { invoice: original, amount_cents: payable_cents };
            self.tell(world, timetable, fact);
        }
    }

    fn post(&mut self, world: &World, fact: &Money) -> Cents {
        self.book.post(Some(self.id), world.today, fact).expect("an entry").owes()
    }

    fn collect(&mut self, world: &mut World, timetable: &Timetable, invoice: Number, amount: Cents) {
        let attempts = self.attempts.entry(invoice).or_insert_with(|| Collection::new(invoice));
        if attempts.next(seconds(world.today)) == Next::Free && amount.is_positive() {
            attempts.reserve(amount, self.method.id).expect("free");
        }
        self.call(world, timetable, invoice);
    }

    /// Calls until something is known, or the provider stays silent.
    fn call(&mut self, world: &mut World, timetable: &Timetable, invoice: Number) {
        let sepa = matches!(self.method.kind, MethodKind::Sepa { .. });
        for n in 0..3 {
            let now = seconds(world.today) + n * 200;
            let Some(attempts) = self.attempts.get_mut(&invoice) else { return };
            let number = attempts.attempts().last().map_or(0, |attempt| attempt.number);
            let answer = match attempts.next(now) {
                Next::Call { amount, .. } => {
                    let key = attempts.begin_call(now).expect("a key");
                    self.provider.call(world, &key, invoice, amount, sepa)
                }
                Next::LookUp { key } => self.provider.look_up(&key),
                _ => return,
            };
            attempts.answer(number, answer.clone());
            if let Answer::Succeeded { .. } | Answer::Pending { .. } | Answer::Failed { .. } = answer {
                break;
            }
        }
        let read = self.provider.read(|payment| payment.invoice == invoice);
        read.iter().for_each(|seen| self.projection.observe(seen));
        self.follow(world, timetable);
    }

    /// Asks for what messages do not settle.
    fn reread(&mut self) {
        let wanted: BTreeSet<String> = self
            .projection
            .rereads()
            .into_iter()
            .map(|reread| match reread {
                Reread::Payment(id)
                | Reread::Dispute(id)
                | Reread::Refund(id)
                | Reread::Method(id)
                | Reread::Mandate(id) => id.replace("dispute-", "payment-"),
            })
            .collect();
        if !wanted.is_empty() {
            let read = self.provider.read(|_| true);
            read.iter().for_each(|seen| self.projection.observe(seen));
        }
    }

    /// Tells the subscription and the book what became known of payments, once.
    fn follow(&mut self, world: &mut World, timetable: &Timetable) {
        let payments: Vec<String> = self.projection.payments.keys().cloned().collect();
        for payment in payments {
            let status = self.projection.payments[&payment].status();
            let (told, _) = self.told.get(&payment).copied().unwrap_or_default();
            if told != Some(status) && !matches!(told, Some(PaymentStatus::Succeeded | PaymentStatus::Failed))
            {
                self.told.entry(payment.clone()).or_default().0 = Some(status);
                self.follow_payment(world, timetable, &payment, status);
            }
            let dispute = self.projection.disputes.get(&payment.replace("payment-", "dispute-"));
            if let Some(status) = dispute.map(|dispute| dispute.status()) {
                self.follow_dispute(world, timetable, &payment, status);
            }
        }
    }

    fn follow_payment(
        &mut self,
        world: &mut World,
        timetable: &Timetable,
        payment: &str,
        status: PaymentStatus,
    ) {
        let (invoice, _, _, amount) = self.provider.invoice_of(payment);
        let id = payment.to_owned();
        let (answer, fact) = match status {
            PaymentStatus::Succeeded => {
                self.post(world, &Money::PaymentSucceeded { payment: id.clone(), invoice, amount });
                self.post(world, &Money::Fee { id: id.clone(), amount: Cents(35) });
                (Answer::Succeeded { payment: id }, Fact::PaymentSucceeded { invoice, amount_cents: amount })
            }
            PaymentStatus::Failed => {
                world.told.failures += 1;
                let answer = Answer::Failed { payment: Some(id), code: "declined".to_owned() };
                (answer, Fact::PaymentFailed { invoice })
            }
            _ => (Answer::Pending { payment: id }, Fact::PaymentProcessing { invoice }),
        };
        self.attempts
            .get_mut(&invoice)
            .expect("an attempt")
            .answer(self.provider.attempt_of(payment), answer);
        self.tell(world, timetable, fact);
    }

    fn follow_dispute(
        &mut self,
        world: &mut World,
        timetable: &Timetable,
        payment: &str,
        status: DisputeStatus,
    ) {
        let (_, told) = self.told.get(payment).copied().unwrap_or_default();
        let paid =
            self.told.get(payment).is_some_and(|(status, _)| *status == Some(PaymentStatus::Succeeded));
        if told == Some(status) || !paid {
            return;
        }
        let (invoice, sepa, debited_on, amount) = self.provider.invoice_of(payment);
        let (id, payment_id) = (payment.replace("payment-", "dispute-"), payment.to_owned());
        self.told.entry(payment.to_owned()).or_default().1 = Some(status);
        if status == DisputeStatus::Lost {
            let answer = Answer::TakenBack { payment: payment.to_owned() };
            self.attempts
                .get_mut(&invoice)
                .expect("an attempt")
                .answer(self.provider.attempt_of(payment), answer);
        }
        if sepa {
            self.post(world, &Money::Returned { id, payment: payment_id, invoice, amount });
            let unauthorised = world.chance(3);
            let fact = Fact::DebitReturned { invoice, amount_cents: amount, debited_on, unauthorised };
            return self.tell(world, timetable, fact);
        }
        let dispute = || (id.clone(), payment_id.clone());
        if told.is_none() {
            let (dispute, payment) = dispute();
            self.post(world, &Money::DisputeOpened { dispute, payment, invoice, amount });
            self.tell(world, timetable, Fact::DisputeOpened { invoice, amount_cents: amount });
        }
        let (dispute, payment) = dispute();
        match status {
            DisputeStatus::Won => {
                self.post(world, &Money::DisputeWon { dispute, payment, invoice, amount });
                self.tell(world, timetable, Fact::DisputeWon { invoice, amount_cents: amount });
            }
            DisputeStatus::Lost => {
                self.post(world, &Money::DisputeLost { dispute, payment, invoice, amount });
                self.tell(world, timetable, Fact::DisputeLost { invoice, amount_cents: amount });
            }
            _ => {}
        }
    }

    /// Gives back what was asked too much, and compares with the provider's list.
    pub fn end_month(&mut self, world: &mut World, timetable: &Timetable) {
        let read = self.provider.read(|_| true);
        read.iter().for_each(|seen| self.projection.observe(seen));
        self.follow(world, timetable);
        let late = std::mem::take(&mut self.late);
        late.into_iter().for_each(|(_, fact)| self.used(fact));
        // One credit note at a time: each changes what is left.
        for _ in 0..10 {
            let owed =
                self.account.as_ref().map(|account| account.owed().expect("amounts")).unwrap_or_default();
            let too_much = owed.iter().filter(|owed| owed.cents.is_negative());
            let invoice = too_much.filter_map(|owed| owed.invoice.as_ref()).map(|known| known.number).next();
            let Some(invoice) = invoice else { break };
            let (number, on, why) = (world.number(), world.today, "Fin tardive".to_owned());
            self.issue(world, timetable, Log::Credited { invoice, number, on, why });
        }
        self.correct(world, timetable);
    }

    /// After the last invoice, what is owed for its days is asked on its own.
    fn correct(&mut self, world: &mut World, timetable: &Timetable) {
        let (Some(account), Stage::Closed(_)) = (&self.account, self.now.stage()) else { return };
        let draft = account.draft(world.today, Reason::Correction, world.today).expect("a draft");
        if draft.is_some() {
            let (until, reason, number, on) =
                (world.today, Reason::Correction, Some(world.number()), world.today);
            self.issue(world, timetable, Log::Closed { until, reason, number, on });
        }
    }

    /// What the copros of a day cost a month.
    pub fn dailies(&self, day: Date) -> Vec<Daily> {
        let served = self.now.access() != Access::ExportOnly;
        let (Stage::Running(running), true) = (self.now.stage(), served) else { return Vec::new() };
        let copros = self.truth.get(&day).copied().unwrap_or_default();
        let price = self.now.terms().price_cents;
        let committed = running.commitment.map_or(0, |commitment| commitment.copros);
        let ahead = Daily { firm: self.id, day, copros: committed, price_cents: Cents(price.0 * 9 / 10) };
        let beyond = Daily { copros: copros.saturating_sub(committed), price_cents: price, ..ahead };
        vec![ahead, beyond]
    }
}

fn terms(plan: usize, committed: Option<u32>) -> Terms {
    let tariff = tariff(plan);
    let (plan, catalogue, price_cents) = (tariff.plan, tariff.version, tariff.price_cents);
    Terms { plan, catalogue, price_cents, committed }
}

fn seconds(day: Date) -> i64 {
    day.midnight().assume_utc().unix_timestamp()
}
