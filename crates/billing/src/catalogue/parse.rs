//! Reading a version from TOML; whatever is wrong is told with its line and what to write instead.

use std::collections::BTreeMap;

use domain::Cents;
use serde::Deserialize;
use time::Date;
use toml::Spanned;

use super::{
    Catalogue, Coupon, Limits, MAX_COUPONS, MAX_PLANS, MAX_PRICE, MAX_TIERS, Off, Plan, Tariff, Tier,
};

const MAX_TEXT_BYTES: usize = 200_000;
const MAX_NAME_BYTES: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{field}: {remedy}", line.map(|line| format!("line {line}, ")).unwrap_or_default())]
pub struct CatalogueError {
    pub line: Option<usize>,
    pub field: String,
    pub remedy: String,
}

impl CatalogueError {
    pub(super) fn new(line: Option<usize>, field: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line, field: field.into(), remedy: remedy.into() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<String>,
    valid_from: Date,
    trial_days: Spanned<u16>,
    annual: Option<Annual>,
    plans: Vec<Spanned<PlanFile>>,
    #[serde(default)]
    coupons: Vec<Spanned<CouponFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Annual {
    discount_basis_points: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    id: Spanned<String>,
    price_cents: Spanned<Cents>,
    #[serde(default)]
    tiers: Vec<Spanned<Tier>>,
    #[serde(default)]
    limits: Limits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CouponFile {
    code: Spanned<String>,
    percent_basis_points: Option<Spanned<u32>>,
    amount_cents: Option<Spanned<Cents>>,
    months: Spanned<u16>,
    from: Date,
    to: Date,
}

struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn line(&self, offset: usize) -> usize {
        1 + self.0.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    fn wrong<T>(&self, at: &Spanned<T>, field: impl Into<String>, remedy: &str) -> CatalogueError {
        CatalogueError::new(Some(self.line(at.span().start)), field, remedy)
    }

    fn name(&self, at: &Spanned<String>, field: &str) -> Result<String, CatalogueError> {
        let name = at.get_ref();
        let known = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if name.is_empty() || name.len() > MAX_NAME_BYTES || !name.bytes().all(known) {
            return Err(self.wrong(at, field, "use 1 to 40 letters, digits and dashes"));
        }
        Ok(name.clone())
    }

    fn share(&self, at: &Spanned<u32>, field: &str) -> Result<u32, CatalogueError> {
        match *at.get_ref() {
            share @ 1..=10_000 => Ok(share),
            _ => Err(self.wrong(at, field, "use basis points from 1 to 10000 (1000 is 10 %)")),
        }
    }

    fn price<T>(&self, at: &Spanned<T>, field: &str, cents: Cents) -> Result<Cents, CatalogueError> {
        if (Cents::ZERO..=MAX_PRICE).contains(&cents) {
            return Ok(cents);
        }
        Err(self.wrong(at, field, "use whole cents from 0 to 10000000"))
    }

    fn tiers(&self, plan: &PlanFile) -> Result<Vec<Tier>, CatalogueError> {
        let id = plan.id.get_ref();
        let (mut above, mut price) = (0, *plan.price_cents.get_ref());
        let mut tiers = Vec::new();
        for tier in &plan.tiers {
            let field = format!("plans.{id}.tiers");
            let Tier { above: next, price_cents } = *tier.get_ref();
            if next <= above || price_cents > price || tiers.len() >= MAX_TIERS {
                return Err(self.wrong(
                    tier,
                    field,
                    "at most 20, `above` ascending from 1, prices never rising",
                ));
            }
            (above, price) = (next, self.price(tier, &field, price_cents)?);
            tiers.push(*tier.get_ref());
        }
        Ok(tiers)
    }

    fn plan(&self, version: &str, plan: &PlanFile) -> Result<Plan, CatalogueError> {
        let id = self.name(&plan.id, "plans.id")?;
        let price_cents = self.price(&plan.price_cents, "plans.price_cents", *plan.price_cents.get_ref())?;
        let tariff = Tariff { plan: id, version: version.to_owned(), price_cents, tiers: self.tiers(plan)? };
        Ok(Plan { tariff, limits: plan.limits.clone() })
    }

    fn coupon(&self, at: &Spanned<CouponFile>) -> Result<Coupon, CatalogueError> {
        let file = at.get_ref();
        let code = self.name(&file.code, "coupons.code")?.to_uppercase();
        let off = match (&file.percent_basis_points, &file.amount_cents) {
            (Some(share), None) => Off::Percent(self.share(share, "coupons.percent_basis_points")?),
            (None, Some(cents)) => {
                Off::Amount(self.price(cents, "coupons.amount_cents", *cents.get_ref())?)
            }
            _ => {
                let remedy = "give either percent_basis_points or amount_cents";
                return Err(self.wrong(at, format!("coupons.{code}"), remedy));
            }
        };
        if !(1..=120).contains(file.months.get_ref()) {
            return Err(self.wrong(&file.months, "coupons.months", "use 1 to 120"));
        }
        if file.to < file.from {
            return Err(self.wrong(at, format!("coupons.{code}.to"), "use a day not before `from`"));
        }
        Ok(Coupon { code, off, months: *file.months.get_ref(), from: file.from, to: file.to })
    }
}

impl Catalogue {
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(CatalogueError::new(None, "file", "at most 200000 bytes: split it into versions"));
        }
        let reader = Reader(text);
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| reader.line(span.start));
            CatalogueError::new(line, "file", error.message())
        })?;
        let version = reader.name(&file.version, "version")?;
        if *file.trial_days.get_ref() > 366 {
            return Err(reader.wrong(&file.trial_days, "trial_days", "use 0 to 366"));
        }
        let annual = file.annual.as_ref();
        let annual = annual.map(|a| reader.share(&a.discount_basis_points, "annual.discount_basis_points"));
        let mut plans = BTreeMap::new();
        for at in &file.plans {
            let plan = reader.plan(&version, at.get_ref())?;
            if plans.insert(plan.tariff.plan.clone(), plan).is_some() || plans.len() > MAX_PLANS {
                return Err(reader.wrong(at, "plans.id", "at most 20 plans, each with an id of its own"));
            }
        }
        let mut coupons = BTreeMap::new();
        for at in &file.coupons {
            let coupon = reader.coupon(at)?;
            if coupons.insert(coupon.code.clone(), coupon).is_some() || coupons.len() > MAX_COUPONS {
                return Err(reader.wrong(
                    at,
                    "coupons.code",
                    "at most 500 coupons, each with a code of its own",
                ));
            }
        }
        if plans.is_empty() {
            return Err(CatalogueError::new(None, "plans", "name at least one [[plans]]"));
        }
        let (valid_from, trial_days) = (file.valid_from, *file.trial_days.get_ref());
        let annual_discount_basis_points = annual.transpose()?;
        Ok(Self { version, valid_from, trial_days, annual_discount_basis_points, plans, coupons })
    }
}
