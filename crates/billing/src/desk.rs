//! One firm's file, taken out to be worked on: what happens to the subscription is carried over to account and book, and comes back as what
//! there is to store.
//!
//! Pure: whoever holds the file reads it under a lock, tells it facts, gives it numbers for the papers it wants to issue, and stores the
//! [`Outcome`] in the same transaction. Papers that cannot be issued yet (a VAT number nobody has confirmed, details nobody gave) wait in
//! order; nothing behind them overtakes.

use std::collections::VecDeque;

use domain::prorate::Span;
use domain::{Cents, FirmId};
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::account::{Account, AccountError, Event as Log, Terms as Billed};
use crate::catalogue::{Catalogue, Catalogues, Tariff};
use crate::charge::Commitment;
use crate::invoice::{Invoice, Kind, Number, Reason};
use crate::platform::Platform;
use crate::receivable::{Book, Entry, Fact as Money, PostError};
use crate::subscription::{
    Access, Command, Event, Fact, LEAP_DAYS_MAX, Stage, Subscription, Terms, Timetable,
};
use crate::usage::Meter;
use crate::vat::{Hold, Rates};
use crate::zone::Zones;

/// What is sold, when what happens, who asks for it.
#[derive(Clone, Debug)]
pub struct Rules {
    pub catalogues: Catalogues,
    pub timetable: Timetable,
    pub rates: Rates,
    pub platform: Platform,
}

impl Rules {
    /// Those that the program carries; tests hold that they are right.
    pub fn embedded() -> Result<Self, String> {
        Ok(Self {
            catalogues: Catalogues::embedded().map_err(|error| error.to_string())?,
            timetable: Timetable::current().clone(),
            rates: Rates::embedded().map_err(|error| error.to_string())?,
            platform: Platform::embedded().map_err(|error| error.to_string())?,
        })
    }

    /// The terms of a plan as it is sold on a day.
    pub fn terms(&self, plan: &str, on: Date, committed: Option<u32>) -> Option<Terms> {
        terms_of(self.catalogues.on(on)?, plan, committed)
    }
}

fn terms_of(catalogue: &Catalogue, plan: &str, committed: Option<u32>) -> Option<Terms> {
    let Tariff { plan, version: catalogue, price_cents, .. } = catalogue.plans.get(plan)?.tariff.clone();
    Some(Terms { plan, catalogue, price_cents, committed })
}

/// A document that is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    Close {
        until: Date,
        reason: Reason,
    },
    Annual {
        period: Span,
        terms: Terms,
    },
    /// What an invoice asked too much is given back.
    Credit {
        invoice: Number,
    },
    /// After the end: what is owed for days that were closed.
    Correction,
}

/// Why no paper can be issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "waits-for")]
pub enum Wait {
    #[error("nobody has said who is billed: fill in the billing details")]
    Details,
    #[error("{why}")]
    Vat { why: Hold },
}

/// The file as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub firm: FirmId,
    pub subscription_id: Uuid,
    /// `None`: the firm has just signed up.
    pub subscription: Option<Subscription>,
    pub plan: String,
    pub began_on: Date,
    /// IANA name.
    pub zone: String,
    /// The first day that is charged; `None` before there is any.
    pub charged_from: Option<Date>,
    pub log: Vec<Log>,
    pub entries: Vec<Entry>,
    pub papers: VecDeque<Paper>,
    /// Who is billed and how, as far as it is known.
    pub billed: Option<Billed>,
}

/// A civil day as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub day: Date,
    pub copros: u32,
    /// What the firm pays for a month as things stand, without VAT; known for the last day only.
    pub mrr_cents: Cents,
}

/// What there is to store, in order.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Entries of the log with their keys: a key that is taken means that it was done already.
    pub log: Vec<(String, Log)>,
    pub events: Vec<(Event, Vec<Command>)>,
    pub invoices: Vec<Invoice>,
    pub entries: Vec<Entry>,
    /// What is left to others: money to be moved, mails, reviews.
    pub commands: Vec<Command>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    #[error("the plan {0:?} of version {1:?} is in no catalogue: keep every version that somebody has")]
    UnknownPlan(String, String),
    #[error("no version of the catalogue is valid on {0}")]
    NothingSold(Date),
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    Post(#[from] PostError),
    #[error("a fact led to more than {COMMANDS_MAX} commands: something turns in a circle")]
    Endless,
    #[error("no paper waits for a number")]
    NoPaper,
}

/// Days that are rolled up anew at most: later facts about earlier days are billed, not drawn.
pub const DAYS_MAX: i64 = 62;
pub const COMMANDS_MAX: usize = 2_000;
/// Documents that one sitting issues.
pub const PAPERS_MAX: usize = 200;

pub struct Desk<'r> {
    rules: &'r Rules,
    today: Date,
    firm: FirmId,
    zone: String,
    began_on: Date,
    subscription: Subscription,
    account: Option<Account>,
    /// What was used before the first charged day.
    early: Vec<Log>,
    charged_from: Option<Date>,
    book: Book,
    papers: VecDeque<Paper>,
    billed: Option<Billed>,
    /// The terms that the log knows.
    logged: Option<Billed>,
    agreed: Option<Option<Tariff>>,
    ids: Box<dyn FnMut() -> Uuid + Send + 'r>,
    out: Outcome,
}

impl<'r> Desk<'r> {
    /// `ids` gives version 7 UUIDs that rise.
    pub fn open(
        rules: &'r Rules,
        stored: Stored,
        today: Date,
        ids: impl FnMut() -> Uuid + Send + 'r,
    ) -> Result<Self, DeskError> {
        let subscription = match stored.subscription {
            Some(subscription) => subscription,
            None => Self::begin(rules, stored.subscription_id, &stored.plan, stored.began_on)?,
        };
        let logged = stored.log.iter().rev().find_map(|event| match event {
            Log::Billed(terms) => Some((**terms).clone()),
            _ => None,
        });
        let agreed = stored.log.iter().rev().find_map(|event| match event {
            Log::Agreed { tariff, .. } => Some(tariff.clone()),
            _ => None,
        });
        let mut desk = Self {
            rules,
            today,
            firm: stored.firm,
            zone: stored.zone,
            began_on: stored.began_on,
            subscription,
            account: None,
            early: stored.log,
            charged_from: None,
            book: Book::of(stored.entries)?,
            papers: stored.papers,
            billed: stored.billed,
            logged,
            agreed,
            ids: Box::new(ids),
            out: Outcome::default(),
        };
        if let Some(from) = stored.charged_from {
            desk.open_account(from)?;
        }
        Ok(desk)
    }

    fn begin(rules: &Rules, id: Uuid, plan: &str, on: Date) -> Result<Subscription, DeskError> {
        let catalogue = rules.catalogues.on(on).ok_or(DeskError::NothingSold(on))?;
        let unknown = || DeskError::UnknownPlan(plan.to_owned(), catalogue.version.clone());
        let terms = terms_of(catalogue, plan, None).ok_or_else(unknown)?;
        Ok(Subscription::begin(id, on, terms, catalogue.trial_days))
    }

    pub const fn subscription(&self) -> &Subscription {
        &self.subscription
    }

    pub const fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    pub const fn book(&self) -> &Book {
        &self.book
    }

    pub const fn charged_from(&self) -> Option<Date> {
        self.charged_from
    }

    pub const fn papers(&self) -> &VecDeque<Paper> {
        &self.papers
    }

    /// The last [`DAYS_MAX`] days up to today, with the copros that are billable on each.
    pub fn days_until(&self, today: Date) -> Result<Vec<Day>, DeskError> {
        let began = self.began_on;
        let earliest = today.checked_sub(time::Duration::days(DAYS_MAX - 1)).unwrap_or(began);
        let span = Span { from: began.max(earliest).min(today), to: today };
        let counts = match &self.account {
            Some(account) => account.meter().copros_by_day(span),
            None => self.early_meter()?.copros_by_day(span),
        };
        let mut days = Vec::with_capacity(counts.len());
        let mut day = span.from;
        for copros in counts {
            days.push(Day { day, copros, mrr_cents: self.monthly(copros) });
            day = day.next_day().unwrap_or(day);
        }
        Ok(days)
    }

    fn early_meter(&self) -> Result<Meter, DeskError> {
        let mut meter = Meter::new(Zones::new(&self.zone).map_err(AccountError::from)?);
        for event in &self.early {
            if let Log::Used(fact) = event {
                meter.record(fact.clone()).map_err(AccountError::from)?;
            }
        }
        Ok(meter)
    }

    /// What so many copros cost a month under the present terms; nothing while nothing is charged.
    fn monthly(&self, copros: u32) -> Cents {
        let Stage::Running(running) = self.subscription.stage() else { return Cents::ZERO };
        if self.subscription.access() == Access::ExportOnly {
            return Cents::ZERO;
        }
        let terms = self.subscription.terms();
        let committed = running.commitment.map_or(0, |commitment| commitment.copros);
        let discount =
            self.catalogue(terms).ok().and_then(|c| c.annual_discount_basis_points).unwrap_or_default();
        let ahead =
            i64::from(committed) * terms.price_cents.0 * i64::from(10_000 - discount.min(10_000)) / 10_000;
        Cents(ahead + i64::from(copros.saturating_sub(committed)) * terms.price_cents.0)
    }

    /// What is to be stored.
    pub fn finish(self) -> Outcome {
        self.out
    }

    /// Lives through the days since the file was put back, one after the other: what a day brings counts from that day on, however long
    /// nobody looked.
    pub fn live(&mut self) -> Result<(), DeskError> {
        let today = self.today;
        let mut day = self.subscription.today();
        // A longer leap is a broken clock, for the subscription to refuse.
        if (today - day).whole_days() <= LEAP_DAYS_MAX {
            while let Some(next) = day.next_day().filter(|next| *next < today) {
                (day, self.today) = (next, next);
                self.tell(Fact::DayPassed)?;
            }
        }
        self.today = today;
        self.tell(Fact::DayPassed)
    }

    /// Tells the subscription something, and does what it wants done.
    pub fn tell(&mut self, fact: Fact) -> Result<(), DeskError> {
        let mut facts = VecDeque::from([fact]);
        let mut seen = 0;
        while let Some(fact) = facts.pop_front() {
            let id = (self.ids)();
            let event = Event { id, on: self.today, fact };
            let (next, commands) = self.subscription.step(&event, &self.rules.timetable, self.today);
            self.subscription = next;
            if let Stage::Running(running) = self.subscription.stage()
                && self.account.is_none()
            {
                let from = running.began;
                self.open_account(from)?;
                self.agree()?;
            }
            seen += commands.len();
            if seen > COMMANDS_MAX {
                return Err(DeskError::Endless);
            }
            if event.fact != Fact::DayPassed || !commands.is_empty() {
                self.out.events.push((event, commands.clone()));
            }
            for command in commands {
                self.obey(command)?;
            }
        }
        Ok(())
    }

    /// Books something that happened to money. Told twice, it is booked once: `false` the second time.
    pub fn post(&mut self, fact: &Money) -> Result<bool, DeskError> {
        if self.book.entry_of(&fact.key()).is_some() {
            return Ok(false);
        }
        let entry = self.book.post(Some(self.firm), self.today, fact)?.clone();
        self.out.entries.push(entry);
        Ok(true)
    }

    fn obey(&mut self, command: Command) -> Result<(), DeskError> {
        match command {
            Command::FinaliseInvoice { reason: Reason::Annual, period, parts, .. } => {
                let terms =
                    parts.first().map_or_else(|| self.subscription.terms().clone(), |p| p.terms.clone());
                self.papers.push_back(Paper::Annual { period, terms });
            }
            Command::FinaliseInvoice { reason, period, .. } => {
                self.papers.push_back(Paper::Close { until: period.to, reason });
            }
            Command::SetTerms(_) | Command::SetAccess(_) => {
                self.agree()?;
                self.out.commands.push(command);
            }
            other => self.out.commands.push(other),
        }
        Ok(())
    }

    /// The account begins with the first charged day, and knows all that was used until then.
    fn open_account(&mut self, from: Date) -> Result<(), DeskError> {
        let account = Account::open(self.subscription.id(), from, &self.zone, self.rules.rates.clone())?;
        self.account = Some(account.replay(std::mem::take(&mut self.early))?);
        self.charged_from = Some(from);
        Ok(())
    }

    fn write(&mut self, key: String, event: Log) -> Result<Option<Invoice>, DeskError> {
        let Some(account) = &mut self.account else { return Ok(None) };
        let issued = account.apply(event.clone())?.cloned();
        self.out.log.push((key, event));
        Ok(issued)
    }

    /// From today the plan asks what it asks, or nothing while nothing is supplied.
    fn agree(&mut self) -> Result<(), DeskError> {
        if self.account.is_none() {
            return Ok(());
        }
        let closed = matches!(self.subscription.stage(), Stage::Closed(_));
        let served = self.subscription.access() != Access::ExportOnly && !closed;
        let terms = self.subscription.terms().clone();
        let tariff = served.then(|| self.tariff(&terms)).transpose()?;
        if self.agreed.as_ref() == Some(&tariff) {
            return Ok(());
        }
        self.agreed = Some(tariff.clone());
        let key = format!("agreed:{}", (self.ids)());
        self.write(key, Log::Agreed { from: self.today, tariff }).map(drop)
    }

    fn tariff(&self, terms: &Terms) -> Result<Tariff, DeskError> {
        let plan = self.catalogue(terms)?.plans.get(&terms.plan);
        plan.map(|plan| plan.tariff.clone()).ok_or_else(|| unknown(terms))
    }

    fn catalogue(&self, terms: &Terms) -> Result<&'r Catalogue, DeskError> {
        self.rules.catalogues.version(&terms.catalogue).ok_or_else(|| unknown(terms))
    }

    /// Whether the next paper can be issued today: then it wants a number. Those that turn out to ask nothing are done without one.
    pub fn wants_number(&mut self) -> Result<Result<bool, Wait>, DeskError> {
        for _ in 0..PAPERS_MAX {
            if self.papers.is_empty() {
                self.look_back()?;
            }
            let Some(paper) = self.papers.front().cloned() else { return Ok(Ok(false)) };
            if let Err(wait) = self.name_payer()? {
                return Ok(Err(wait));
            }
            match self.rehearse(&paper) {
                Ok(true) => return Ok(Ok(true)),
                Ok(false) => {
                    self.file(&paper, None, self.today)?;
                    self.papers.pop_front();
                }
                Err(AccountError::Hold(why)) => return Ok(Err(Wait::Vat { why })),
                Err(AccountError::NoTerms) => return Ok(Err(Wait::Details)),
                Err(other) => return Err(other.into()),
            }
        }
        Err(DeskError::Endless)
    }

    /// Issues the paper that wanted a number, books it, and tells the subscription.
    pub fn issue(&mut self, number: Number, on: Date) -> Result<Invoice, DeskError> {
        let paper = self.papers.pop_front().ok_or(DeskError::NoPaper)?;
        let invoice = self.file(&paper, Some(number), on)?.ok_or(DeskError::NoPaper)?;
        self.out.invoices.push(invoice.clone());
        let (net, vat) = (invoice.totals.net_cents, invoice.totals.vat_cents);
        if invoice.kind == Kind::Invoice {
            self.post(&Money::InvoiceFinalised { invoice: number, net, vat })?;
            let applied = self.apply_credit(number)?;
            let payable_cents = Cents(invoice.totals.payable_cents.0 - applied.0);
            let due_on = invoice.due_on;
            self.tell(Fact::InvoiceFinalised { invoice: number, payable_cents, due_on })?;
            return Ok(invoice);
        }
        let original =
            invoice.corrects.first().map(|preceding| preceding.number).ok_or(DeskError::NoPaper)?;
        self.post(&Money::CreditNote { note: number, invoice: original, net, vat })?;
        let amount_cents = invoice.totals.payable_cents;
        self.tell(Fact::CreditNoteIssued { invoice: original, amount_cents })?;
        Ok(invoice)
    }

    /// What the platform owes the firm pays for what the firm owes.
    fn apply_credit(&mut self, invoice: Number) -> Result<Cents, DeskError> {
        let amount = self.book.credit_of(self.firm).min(self.book.open(invoice));
        if !amount.is_positive() {
            return Ok(Cents::ZERO);
        }
        self.post(&Money::CreditApplied { id: format!("credit-{invoice}"), invoice, amount })?;
        Ok(amount)
    }

    /// Writes down who is billed, where that is not what the log says.
    fn name_payer(&mut self) -> Result<Result<(), Wait>, DeskError> {
        let Some(billed) = self.billed.clone() else { return Ok(Err(Wait::Details)) };
        if self.logged.as_ref() != Some(&billed) {
            let key = format!("billed:{}", (self.ids)());
            self.write(key, Log::Billed(Box::new(billed.clone())))?;
            self.logged = Some(billed);
        }
        Ok(Ok(()))
    }

    /// Whether there is anything to ask or give back.
    fn rehearse(&self, paper: &Paper) -> Result<bool, AccountError> {
        let Some(account) = &self.account else { return Ok(false) };
        match paper {
            Paper::Close { until, reason } => Ok(account.draft(*until, *reason, self.today)?.is_some()),
            Paper::Correction => Ok(account.draft(self.today, Reason::Correction, self.today)?.is_some()),
            Paper::Credit { invoice } => account.credit_draft(*invoice, String::new()).map(|_| true),
            Paper::Annual { period, terms } => {
                let year = u16::try_from(self.today.year()).unwrap_or(2000);
                let Ok(number) = Number::new(year, Number::MAX_SEQUENCE) else { return Ok(true) };
                let Ok(event) = self.annual(*period, terms, number, self.today) else { return Ok(true) };
                account.clone().apply(event).map(|_| true)
            }
        }
    }

    fn annual(&self, period: Span, terms: &Terms, number: Number, on: Date) -> Result<Log, DeskError> {
        let discount_basis_points = self.catalogue(terms)?.annual_discount_basis_points.unwrap_or_default();
        let (copros, tariff) = (terms.committed.unwrap_or_default(), self.tariff(terms)?);
        let commitment = Commitment { copros, tariff, discount_basis_points };
        Ok(Log::Committed { from: period.from, commitment, number, on })
    }

    fn file(
        &mut self,
        paper: &Paper,
        number: Option<Number>,
        on: Date,
    ) -> Result<Option<Invoice>, DeskError> {
        let (key, event) = match (paper, number) {
            (Paper::Close { until, reason }, number) => {
                let (until, reason) = (*until, *reason);
                (format!("closed:{until}:{reason:?}"), Log::Closed { until, reason, number, on })
            }
            (Paper::Correction, number) => {
                let (until, reason) = (self.today, Reason::Correction);
                (format!("corrected:{until}"), Log::Closed { until, reason, number, on })
            }
            (Paper::Annual { period, terms }, Some(number)) => {
                (format!("committed:{}", period.from), self.annual(*period, terms, number, on)?)
            }
            (Paper::Credit { invoice }, Some(number)) => {
                let why = crate::wording::late_facts(self.language());
                (format!("credited:{number}"), Log::Credited { invoice: *invoice, number, on, why })
            }
            (Paper::Annual { .. } | Paper::Credit { .. }, None) => return Ok(None),
        };
        // A correction that asks nothing leaves no trace.
        if matches!(paper, Paper::Correction) && number.is_none() {
            return Ok(None);
        }
        self.write(key, event)
    }

    fn language(&self) -> domain::Language {
        self.billed.as_ref().map_or(domain::Language::Fr, |billed| billed.header.language)
    }

    /// What became known about closed days: too much asked is given back, invoice by invoice; after the end, what is missing is asked on its
    /// own (before, the next invoice asks for it).
    fn look_back(&mut self) -> Result<(), DeskError> {
        let Some(account) = &self.account else { return Ok(()) };
        let owed = account.owed()?;
        let too_much = owed.iter().filter(|owed| owed.cents.is_negative());
        let invoice = too_much.filter_map(|owed| owed.invoice.as_ref()).map(|known| known.number).next();
        if let Some(invoice) = invoice {
            self.papers.push_back(Paper::Credit { invoice });
            return Ok(());
        }
        let missing = owed.iter().any(|owed| owed.cents.is_positive());
        let closed = matches!(self.subscription.stage(), Stage::Closed(_));
        if missing && closed {
            match account.draft(self.today, Reason::Correction, self.today) {
                // One correction a period: what is found next waits for the next.
                Err(AccountError::Invoiced(_)) | Ok(None) => {}
                _ => self.papers.push_back(Paper::Correction),
            }
        }
        Ok(())
    }
}

fn unknown(terms: &Terms) -> DeskError {
    DeskError::UnknownPlan(terms.plan.clone(), terms.catalogue.clone())
}
