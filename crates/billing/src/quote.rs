//! What a firm would pay, asked before it is one: a subscription that begins today, with the charges, the VAT and the words of real invoices.

use domain::prorate::Span;
use domain::{Cents, Language};
use time::{Date, Duration};

use crate::catalogue::{Catalogue, Coupon, CouponError, LimitReached, Plan, Quota, Tariff};
use crate::charge::{self, Basis, ChargeError, Commitment, MAX_COPROS, MONTHS, charge};
use crate::invoice::{Content, DraftError, Section};
use crate::period::Anchor;
use crate::ratio;
use crate::steps::Steps;
use crate::vat::{self, Customer, Hold, Issuer, Rates, Vies, decide};

/// More lots than any firm looks after.
pub const MAX_LOTS: u32 = 1_000_000;

/// What is asked about.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub plan: &'a str,
    /// Active every day.
    pub copros: u32,
    /// Twelve months ahead instead of each month in arrears.
    pub annual: bool,
    pub coupon: Option<&'a str>,
    /// Of all these copros together.
    pub lots: Option<u32>,
    /// ISO 3166-1 alpha-2 of the firm's seat.
    pub country: &'a str,
    /// Acts as a taxable person, with a VAT number of its country that VIES confirms.
    pub taxable: bool,
    pub language: Language,
    pub today: Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What is sold: plan, version and prices.
    pub tariff: Tariff,
    /// Days that cost nothing, from today.
    pub trial: Option<Span>,
    /// The coupon, and how many of the first twelve months it takes something off: none of those that are paid ahead.
    pub coupon: Option<(Coupon, u32)>,
    pub basis: vat::Basis,
    /// The first invoice: its days of supply and what stands on it.
    pub supplied: Span,
    pub invoice: Content,
    /// The first charged month; of what is paid ahead, a twelfth rounded to the cent.
    pub month: Sums,
    /// The first twelve charged months.
    pub year: Sums,
    /// What paying ahead saves in these twelve months, without VAT. Below zero where a coupon is worth more than the
    /// discount.
    pub saving: Option<Cents>,
    /// Without VAT, for each lot and month.
    pub lot: Option<Cents>,
}

/// `net` = `gross` − `discount`, `payable` = `net` + `vat`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub gross: Cents,
    pub discount: Cents,
    pub net: Cents,
    pub vat: Cents,
    pub payable: Cents,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    #[error("plan: there is none of this name, choose one of {0:?}")]
    Plan(Vec<String>),
    #[error("copros: give a number from 1 to {MAX_COPROS}")]
    Copros,
    #[error("copros: {0}")]
    Limit(LimitReached),
    #[error("annual: nothing is sold for twelve months ahead, ask by month")]
    Annual,
    #[error("coupon: {0}")]
    Coupon(#[from] CouponError),
    #[error("lots: give a number from 1 to {MAX_LOTS}")]
    Lots,
    #[error("country: give two capital letters, such as BE")]
    Country,
    #[error("country: {0}")]
    Hold(#[from] Hold),
    #[error("copros: {0}")]
    Charge(#[from] ChargeError),
    #[error("copros: {0}")]
    Draft(#[from] DraftError),
    #[error("today: the calendar ends before the first year does")]
    Calendar,
}

impl QuoteError {
    /// What was asked wrongly.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Plan(_) => "plan",
            Self::Copros | Self::Limit(_) | Self::Charge(_) | Self::Draft(_) => "copros",
            Self::Annual => "annual",
            Self::Coupon(_) => "coupon",
            Self::Lots => "lots",
            Self::Country | Self::Hold(_) => "country",
            Self::Calendar => "today",
        }
    }
}

impl Catalogue {
    /// By the functions that make invoices: a quote and the bill that follows it cannot differ.
    pub fn quote(&self, asked: &Asked<'_>, issuer: &Issuer, rates: &Rates) -> Result<Quote, QuoteError> {
        let plan = self.plan_for(asked)?;
        let coupon = asked.coupon.map(|code| self.redeem(code, asked.today)).transpose()?;
        let months = Months::new(self.trial_days, asked, &plan.tariff, coupon)?;
        let tax = Tax { asked, issuer, rates };
        let by_month = months.arrears(&tax)?;
        let ahead = self.annual_discount_basis_points.map(|discount| months.ahead(discount, &tax));
        let ahead = ahead.transpose()?;
        let saving = ahead.as_ref().map(|ahead| Cents(by_month.year.net.0 - ahead.year.net.0));
        let said = if asked.annual { ahead.ok_or(QuoteError::Annual)? } else { by_month };
        let good_for = coupon.map_or(0, |coupon| u32::from(coupon.months).min(MONTHS));
        let good_for = if asked.annual { 0 } else { good_for };
        let lot = |lots: u32| ratio::half_up(i128::from(said.month.net.0), i128::from(lots));
        Ok(Quote {
            tariff: plan.tariff.clone(),
            trial: months.trial,
            coupon: coupon.map(|coupon| (coupon.clone(), good_for)),
            basis: said.basis,
            supplied: said.supplied,
            month: said.month,
            year: said.year,
            saving,
            lot: asked.lots.and_then(lot),
            invoice: said.invoice,
        })
    }

    fn plan_for(&self, asked: &Asked<'_>) -> Result<&Plan, QuoteError> {
        let known = || QuoteError::Plan(self.plans.keys().cloned().collect());
        let plan = self.plans.get(asked.plan).ok_or_else(known)?;
        if asked.copros == 0 || asked.copros > MAX_COPROS {
            return Err(QuoteError::Copros);
        }
        if let Some(entitlements) = self.entitlements(asked.plan) {
            let wanted = u64::from(asked.copros);
            entitlements.check(Quota::Copros, 0, wanted).map_err(QuoteError::Limit)?;
        }
        if asked.lots.is_some_and(|lots| lots == 0 || lots > MAX_LOTS) {
            return Err(QuoteError::Lots);
        }
        if asked.country.len() != 2 || !asked.country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(QuoteError::Country);
        }
        Ok(plan)
    }
}

/// The VAT of the firm that asks, as it would be once its VAT number is confirmed.
struct Tax<'a> {
    asked: &'a Asked<'a>,
    issuer: &'a Issuer,
    rates: &'a Rates,
}

impl Tax<'_> {
    fn on(&self, day: Date) -> Result<vat::Treatment, Hold> {
        let (country, taxable) = (self.asked.country.to_owned(), self.asked.taxable);
        let prefix = vat::prefix(self.asked.country);
        let vat_number = taxable.then(|| format!("{prefix}0123456749"));
        let vies = Vies::Valid { on: day, reference: String::new() };
        decide(self.issuer, &Customer { country, taxable, vat_number, vies }, day, day, self.rates)
    }
}

/// The first twelve charged months.
struct Months<'a> {
    trial: Option<Span>,
    anchor: Anchor,
    first: Span,
    copros: u32,
    language: Language,
    tariff: &'a Tariff,
    coupon: Option<&'a Coupon>,
}

/// One way of paying.
struct Said {
    basis: vat::Basis,
    supplied: Span,
    invoice: Content,
    month: Sums,
    year: Sums,
}

impl<'a> Months<'a> {
    fn new(
        trial_days: u16,
        asked: &Asked<'_>,
        tariff: &'a Tariff,
        coupon: Option<&'a Coupon>,
    ) -> Result<Self, QuoteError> {
        let from = asked.today.checked_add(Duration::days(i64::from(trial_days)));
        let from = from.ok_or(QuoteError::Calendar)?;
        let last_free = from.previous_day().filter(|last| *last >= asked.today);
        let trial = last_free.map(|to| Span { from: asked.today, to });
        let anchor = Anchor::of(from);
        let first = anchor.period_of(from).ok_or(QuoteError::Calendar)?;
        Ok(Self { trial, anchor, first, copros: asked.copros, language: asked.language, tariff, coupon })
    }

    fn arrears(&self, tax: &Tax<'_>) -> Result<Said, QuoteError> {
        let mut period = self.first;
        let mut said: Option<Said> = None;
        for month in 0..MONTHS {
            let treatment = tax.on(period.to)?;
            let basis = treatment.basis;
            let coupon = self.coupon.filter(|coupon| month < u32::from(coupon.months));
            let (invoice, sums) = self.invoice(self.charge(period, coupon)?, treatment)?;
            let (supplied, month) = (period, sums);
            let said = said.get_or_insert(Said { basis, supplied, invoice, month, year: Sums::default() });
            said.year = said.year.plus(sums).ok_or(ChargeError::TooLarge)?;
            period = self.anchor.next(period).ok_or(QuoteError::Calendar)?;
        }
        said.ok_or(QuoteError::Calendar)
    }

    fn charge(&self, period: Span, coupon: Option<&Coupon>) -> Result<charge::Charge, ChargeError> {
        let days = usize::try_from(period.days()).map_err(|_| ChargeError::Days)?;
        let copros = vec![self.copros; days];
        let mut tariffs = Steps::default();
        tariffs.set(self.first.from, Some(self.tariff.clone()));
        let coupons: Vec<Coupon> = coupon.into_iter().cloned().collect();
        let committed = Steps::default();
        let basis =
            Basis { period, copros: &copros, tariffs: &tariffs, committed: &committed, coupons: &coupons };
        charge(&basis, period)
    }

    fn ahead(&self, discount_basis_points: u32, tax: &Tax<'_>) -> Result<Said, QuoteError> {
        let supplied = self.anchor.months_from(self.first.from, MONTHS).ok_or(QuoteError::Calendar)?;
        let commitment =
            Commitment { copros: self.copros, tariff: self.tariff.clone(), discount_basis_points };
        let treatment = tax.on(supplied.from)?;
        let basis = treatment.basis;
        let (invoice, year) = self.invoice(charge::annual(&commitment, supplied)?, treatment)?;
        let month = year.twelfth().ok_or(ChargeError::TooLarge)?;
        Ok(Said { basis, supplied, invoice, month, year })
    }

    fn invoice(
        &self,
        charge: charge::Charge,
        treatment: vat::Treatment,
    ) -> Result<(Content, Sums), QuoteError> {
        let gross = charge.gross();
        let section = Section { treatment, lines: charge.lines, corrections: Vec::new() };
        let invoice = Content::new(self.language, &[section])?;
        let totals = invoice.totals;
        let discount = Cents(gross.0 - totals.net_cents.0);
        let (net, vat, payable) = (totals.net_cents, totals.vat_cents, totals.payable_cents);
        Ok((invoice, Sums { gross, discount, net, vat, payable }))
    }
}

impl Sums {
    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            gross: self.gross.checked_add(other.gross)?,
            discount: self.discount.checked_add(other.discount)?,
            net: self.net.checked_add(other.net)?,
            vat: self.vat.checked_add(other.vat)?,
            payable: self.payable.checked_add(other.payable)?,
        })
    }

    fn twelfth(self) -> Option<Self> {
        let part = |cents: Cents| ratio::half_up(i128::from(cents.0), i128::from(MONTHS));
        let (gross, net, vat) = (part(self.gross)?, part(self.net)?, part(self.vat)?);
        let discount = Cents(gross.0 - net.0);
        Some(Self { gross, discount, net, vat, payable: net.checked_add(vat)? })
    }
}
